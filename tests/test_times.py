"""Time expressions: the table of cases, context, bounds, and bad input."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.annotate.chunks import chunks
from dateline.annotate.times import Times, last_time
from dateline.annotate.tokens import Tagger
from dateline.records import Desk, Mention, Time
from tests.steps import steps

CASES = [Path(__file__).parent / "cases" / name for name in ("times.tsv", "times-news.tsv")]
DESK = Desk(name="cases", title="", first_day="2022-02-24")
TIMES = Times(DESK)
TAGGER = Tagger()


def read(text: str, published: str | None, last: Time | None = None) -> list[Mention]:
    tokens = TAGGER(text, 0, len(text))
    return TIMES(text, tokens, chunks(tokens), published, last)


def cases() -> list[list[str]]:
    lines = [line for path in CASES for line in path.read_text(encoding="utf-8").split("\n")]
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case[2]} | {case[0]}"[:60])
def test_cases(case: list[str]) -> None:
    text, published, words, *wanted = case
    mentions = read(text, None if published == "-" else published)
    found = {text[mention.start : mention.end]: mention.value for mention in mentions}
    if words == "-":
        assert not found
        return
    assert words in found, list(found)
    value = found[words]
    assert isinstance(value, Time)
    assert [value.timex, value.value, value.start or "-", value.end or "-"] == wanted


def test_context_counts_from_the_last_date() -> None:
    first = read("On 19 December the governor resigned.", "2024-12-28")
    later = read("Four days later a deputy took over.", "2024-12-28", last_time(first, None))
    value = later[0].value
    assert isinstance(value, Time)
    assert (value.start, value.end, value.basis) == ("2024-12-23", "2024-12-23", "context")


CONTEXT = [
    # a first sentence, a second one, its words, first day, last day
    ("On 20 December a depot burned.", "The same day a bridge fell.", "The same day", "2024-12-20", "2024-12-20"),
    ("On 20 December a depot burned.", "Five days earlier a bridge fell.", "Five days earlier", "2024-12-15", "2024-12-15"),
    ("On 20 December a depot burned.", "The next day a bridge fell.", "The next day", "2024-12-21", "2024-12-21"),
    ("On 20 December a depot burned.", "A bridge fell the previous day.", "the previous day", "2024-12-19", "2024-12-19"),
    ("On 20 December a depot burned.", "A week later a bridge fell.", "A week later", "2024-12-23", "2024-12-29"),
    ("On 20 December a depot burned.", "It was part of an overnight attack.", "overnight", "2024-12-19", "2024-12-20"),
    ("On 20 December a depot burned.", "That night two people died.", "That night", "2024-12-20", "2024-12-20"),
    ("The dam broke in June 2023.", "A year earlier it had been repaired.", "A year earlier", "2022-01-01", "2022-12-31"),
    ("The dam broke in June 2023.", "The same month the lake dried up.", "The same month", "2023-06-01", "2023-06-30"),
    ("The dam broke in June 2023.", "The following year the lake dried up.", "The following year", "2024-01-01", "2024-12-31"),
    ("Nothing is dated here.", "The same day a bridge fell.", "The same day", None, None),
    ("Nothing is dated here.", "Five days earlier a bridge fell.", "Five days earlier", None, None),
    ("In 2023 the lake dried up.", "The next day a bridge fell.", "The next day", None, None),
]


@pytest.mark.parametrize(("before", "text", "words", "start", "end"), CONTEXT, ids=[row[1] + row[0][:12] for row in CONTEXT])
def test_words_that_lean_on_the_sentence_before(before: str, text: str, words: str, start: str | None, end: str | None) -> None:
    last = last_time(read(before, "2024-12-28"), None)
    found = {text[mention.start : mention.end]: mention.value for mention in read(text, "2024-12-28", last)}
    value = found[words]
    assert isinstance(value, Time)
    assert (value.start, value.end) == (start, end)


def test_the_spoken_day_anchors_what_is_quoted() -> None:
    text = "“Today they chose terror,” the mayor said on Tuesday."
    today, tuesday = (mention.value for mention in read(text, "2025-01-09"))
    assert isinstance(today, Time) and isinstance(tuesday, Time)
    assert (today.start, today.basis) == (tuesday.start, "speech") == ("2025-01-07", "speech")


@pytest.mark.parametrize(
    ("text", "anchor"),
    [
        ("at 3am local time (0100 GMT)", "01:00Z"),
        ("at 14:30 GMT", "14:30Z"),
        ("at 9:15 p.m. EST", "21:15-05:00"),
        ("at 6am Moscow time", "06:00+03:00"),
        ("at 11.20 local time", "11:20 local"),
        ("at 14:30", "14:30"),
    ],
)
def test_clock_times_keep_their_zone(text: str, anchor: str) -> None:
    (mention,) = read("It struck " + text + ".", "2025-01-09")
    assert isinstance(mention.value, Time)
    assert mention.value.anchor == anchor


def test_without_tokens_the_characters_are_enough() -> None:
    text = "A depot burned on 20 December 2024."
    (mention,) = TIMES(text, (), (), None, bounds=(0, len(text)))
    assert text[mention.start : mention.end] == "20 December 2024"
    assert TIMES(text, (), (), None) == []


def test_characters_are_those_of_the_document() -> None:
    text = "It rained. A depot burned on 20 December 2024."
    tokens = TAGGER(text, 11, len(text))
    (mention,) = TIMES(text, tokens, chunks(tokens), None)
    assert text[mention.start : mention.end] == "20 December 2024"


@pytest.mark.parametrize(
    "text",
    [
        "on February 31, 2024 and 31 April",
        "in the year 99999 and on 1 January 99999, 99999999999999999999 years ago",
        "9999 weeks ago, 20000 years later, 1 January 9999 and the next day",
        "\u200bMon\u200bday, \u202eFriday\u202c \u0627\u0644\u062c\u0645\u0639\u0629 3\u0301 Jan\u0301uary 2025 \u06f3 \u064a\u0646\u0627\u064a\u0631",
        "13pm 25:61 0000 GMT 24:00 am 12:99",
        "Q5 2024, 5th quarter of 2024, second second, 1/2/0000, 0000-00-00",
    ],
)
@pytest.mark.parametrize("published", [None, "0001-01-01", "9999-12-31", "2024-02-29", "2024-12-26/2025-01-02"])
def test_bad_input_is_no_error(text: str, published: str | None) -> None:
    for mention in read(text, published):
        assert text[mention.start : mention.end].strip()


def test_a_sentence_of_ten_thousand_characters_takes_linear_time() -> None:
    def work(count: int) -> int:
        text = "on Friday 3 January 2025 and the past three days between May 2 and " * count
        return steps(lambda: read(text, "2025-01-09"))

    assert len(read("on Friday 3 January 2025 and the past three days between May 2 and " * 150, "2025-01-09")) > 400
    assert work(150) < 6 * work(37)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("The army said on Wednesday that drones came overnight.", "2025-01-07", "2025-01-08"),
        ("Drones came overnight, two days after Monday’s strike.", "2025-01-08", "2025-01-09"),
        ("Drones came overnight, as they have since Monday.", "2025-01-08", "2025-01-09"),
        ("Drones came overnight, before talks that will open on Friday.", "2025-01-08", "2025-01-09"),
    ],
)
def test_overnight_leans_on_the_day_of_its_clause_alone(text: str, start: str, end: str) -> None:
    (night,) = [mention.value for mention in read(text, "2025-01-09") if mention.rule == "overnight"]
    assert isinstance(night, Time)
    assert (night.start, night.end) == (start, end)
