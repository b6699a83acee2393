"""Numbers: the table of cases, the kinds of numbers that count nothing, and text that no one would write."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.annotate.chunks import chunks
from dateline.annotate.numbers import Numbers
from dateline.annotate.tokens import Tagger
from dateline.records import Mention, Quantity
from tests.steps import steps

CASES = [Path(__file__).parent / "cases" / name for name in ("quantities.txt", "quantities-news.txt")]
TAGGER, NUMBERS = Tagger(), Numbers()
FIGURES = {"count", "money", "measure", "share", "ratio", "duration", "age"}


def read(text: str) -> list[Mention]:
    tokens = TAGGER(text, 0, len(text))
    return NUMBERS(text, tokens, chunks(tokens))


def cases() -> list[tuple[str, str]]:
    lines = [line for path in CASES for line in path.read_text(encoding="utf-8").split("\n")]
    return [(text, wanted) for text, _, wanted in (line.partition(" => ") for line in lines if line and not line.startswith("#"))]


def shown(mention: Mention) -> str:
    value = mention.value
    assert isinstance(value, Quantity)
    op = "" if value.op == "=" else value.op
    high = "" if value.high == value.low else f"..{plain(value.high)}"
    thing = f" {value.object}" if value.object and value.kind != "age" else ""
    total = f" of {plain(value.of)}" if value.of is not None else ""
    trend = f" {value.trend}" if value.trend else ""
    kind = "" if value.kind == "count" else f" :{value.kind}"
    return f"{op}{plain(value.low)}{high}{thing}{total}{trend}{kind}"


def plain(number: float) -> str:
    return f"{number:.6f}".rstrip("0").rstrip(".")


@pytest.mark.parametrize(("text", "wanted"), cases())
def test_figures_of_a_sentence(text: str, wanted: str) -> None:
    found = [shown(mention) for mention in read(text) if isinstance(mention.value, Quantity) and mention.value.kind in FIGURES]
    assert ("; ".join(found) or "none") == wanted


SOUP = """
41 1,234 1.234,5 10^400 1e999 1,,2 ½ ٤١ XIV $ €2.5bn % - – to of and a half dozen hundreds million drones people killed F-16 2024 May 5 no none two thirds
from up rose by ( ) , . km sq year-old \u200b \u0301 \u05d0\u05d1 \u202e مئة e\u0301 ’ ² ① 🇺🇦 one in or [ ] # minus pounds 10,12 pm at least " 5pm $5
"""
PIECES = [*SOUP.split(), "\u00a0", "\n"]


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join) | st.text(max_size=120))
def test_any_text_gives_mentions_with_their_characters(text: str) -> None:
    mentions = read(text)
    for before, after in pairwise(mentions):
        assert before.end <= after.start
    for mention in mentions:
        value = mention.value
        assert 0 <= mention.start < mention.end <= len(text)
        assert isinstance(value, Quantity) and value.words is not None
        assert value.words.start <= mention.start and mention.end <= value.words.end
        assert value.low <= value.high and abs(value.high) < float("inf")
    assert read(text) == mentions


@pytest.mark.parametrize(
    "piece",
    [
        *("9", "1,", "12 000 ", "half a ", "1/2 ", "hundreds of ", "one two ", "$5 to ", "no one ", "and a half ", "five years and ", "1-2-3-"),
        "of the 5 ",
        "half past nine ",
        "one in every ",
    ],
)
def test_long_sentences_cost_linear_time(piece: str) -> None:
    def work(size: int) -> int:
        text = (piece * size)[:size]
        tokens = TAGGER(text, 0, len(text))
        return steps(lambda: NUMBERS(text, tokens, ()))

    assert work(8_000) < 6 * work(2_000) + 500


@pytest.mark.parametrize(("text", "kind"), [
    ("An F-16 landed.", "name"),
    ("The 17th Brigade held on.", "ordinal"),
    ("It began in 2019.", "year"),
    ("Call +49 30 901820 now.", "phone"),
    ("A 74-year-old man fled.", "age"),
    ("It took 3 days.", "duration"),
    ("They paid $3.", "money"),
    ("One in five fled.", "ratio"),
])  # fmt: skip
def test_kinds(text: str, kind: str) -> None:
    assert [mention.value.kind for mention in read(text) if isinstance(mention.value, Quantity)] == [kind]


@pytest.mark.parametrize(("text", "si"), [
    ("It is 20km away.", 20_000.0),
    ("It is 2 miles away.", 3218.688),
    ("It covers 3 sq km.", 3e6),
    ("It covers 5 hectares.", 50_000.0),
    ("It weighs 2 tonnes.", 2000.0),
    ("It was 30C.", 303.15),
    ("It was 50 degrees Fahrenheit.", 283.15),
    ("It sailed at 10 knots.", 5.14444),
    ("It lasted 2 hours.", 7200.0),
    ("It stores 1 kWh.", 3.6e6),
    ("It rose 5 percent.", 0.05),
])  # fmt: skip
def test_si_values(text: str, si: float) -> None:
    (value,) = [mention.value for mention in read(text)]
    assert isinstance(value, Quantity) and value.si == pytest.approx(si)


def test_the_mention_is_the_number_and_words_are_all_of_it() -> None:
    text = "Officials said at least 41 attack drones fell, and nearly $2.5bn was lost."
    drones, money = read(text)
    assert isinstance(drones.value, Quantity) and isinstance(money.value, Quantity) and drones.value.words and money.value.words
    assert text[drones.start : drones.end] == "41"
    assert text[drones.value.words.start : drones.value.words.end] == "at least 41 attack drones"
    assert (money.type, text[money.start : money.end]) == ("MONEY", "$2.5bn")
    assert text[money.value.words.start : money.value.words.end] == "nearly $2.5bn"


def test_the_sentence_before_tells_what_was_lost() -> None:
    first, second = "Russia launched 64 drones overnight.", "Nine were lost."
    tokens = TAGGER(second, 0, len(second))
    (alone,) = read(second)
    (told,) = NUMBERS(second, tokens, chunks(tokens), read(first))
    assert isinstance(alone.value, Quantity) and isinstance(told.value, Quantity)
    assert (alone.value.object, told.value.object) == ("", "drone")
