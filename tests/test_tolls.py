"""Tolls: whom reports tell of, one by one or by number, and how many that makes."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.config import load_desk
from dateline.link.tolls import tolls
from dateline.pipeline import Pipeline
from dateline.records import Claim, Document, Toll

CASES = Path(__file__).parent / "cases" / "tolls.txt"
DAY = "2025-06-04"


def cases() -> list[tuple[str, tuple[int, int, int]]]:
    """Report and its tolls; a line that begins with two spaces goes on with the report above, after a blank line."""
    found = []
    lines = CASES.read_text(encoding="utf-8").replace("\n  ", "\f").split("\n")
    for line in lines:
        if line and not line.startswith("#"):
            text, _, told = line.rpartition(" | ")
            killed, injured, detained = (int(number) for number in told.split())
            found.append((text.replace("\f", "\n\n"), (killed, injured, detained)))
    return found


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline(load_desk("world"))


def read(pipeline: Pipeline, text: str, name: str = "report") -> tuple[Claim, ...]:
    return pipeline.read(Document(name, text, published=DAY)).claims


def counted(told: tuple[Toll, ...]) -> tuple[int, int, int]:
    by_measure = {toll.measure: toll.low for toll in told}
    return by_measure.get("killed", 0), by_measure.get("injured", 0), by_measure.get("detained", 0)


@pytest.mark.parametrize(("text", "wanted"), cases(), ids=[text[:60] for text, _ in cases()])
def test_cases(pipeline: Pipeline, text: str, wanted: tuple[int, int, int]) -> None:
    assert counted(tolls(read(pipeline, text))) == wanted


def test_parts_lead_to_the_words(pipeline: Pipeline) -> None:
    text = "A man died at the scene. A second victim, a nurse, died in hospital. Two others were wounded."
    for toll in tolls(read(pipeline, text)):
        assert toll.parts
        for part in toll.parts:
            assert text[part.start : part.end] == part.text


def test_a_number_told_is_not_derived(pipeline: Pipeline) -> None:
    (told,) = tolls(read(pipeline, "Rockets killed seven people in Haifa."))
    (added,) = tolls(read(pipeline, "Rockets killed a man and two women in Haifa."))
    assert (told.low, told.derived, [part.text for part in told.parts]) == (7, False, ["seven people"])
    assert (added.low, added.derived, [part.text for part in added.parts]) == (3, True, ["a man", "two women"])


def test_the_highest_of_several_reports(pipeline: Pipeline) -> None:
    claims = [*read(pipeline, "A blast killed two people.", "early"), *read(pipeline, "A blast killed five people.", "late")]
    assert counted(tolls(claims)) == (5, 0, 0)


def test_a_lower_bound_stays_one(pipeline: Pipeline) -> None:
    (told,) = tolls(read(pipeline, "At least eight miners were killed."))
    assert (told.low, told.op) == (8, ">=")


def test_nothing() -> None:
    assert tolls([]) == ()
