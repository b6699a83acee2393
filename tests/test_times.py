"""Time expressions: the table of cases, context, bounds, and bad input."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.annotate.chunks import chunks
from dateline.annotate.times import Times, last_time
from dateline.annotate.tokens import Tagger
from dateline.records import Desk, Mention, Time

CASES = Path(__file__).parent / "cases" / "times.tsv"
DESK = Desk(name="cases", title="", first_day="2022-02-24")
TIMES = Times(DESK)
TAGGER = Tagger()


def read(text: str, published: str | None, last: Time | None = None) -> list[Mention]:
    tokens = TAGGER(text, 0, len(text))
    return TIMES(text, tokens, chunks(tokens), published, last)


def cases() -> list[list[str]]:
    lines = CASES.read_text(encoding="utf-8").split("\n")
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
    import time

    text = "on Friday 3 January 2025 and the past three days between May 2 and " * 150
    start = time.process_time()
    assert len(read(text, "2025-01-09")) > 400
    assert time.process_time() - start < 1.5
