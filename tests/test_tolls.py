"""Tolls: whom reports tell of, one by one or by number, and how many that makes."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.config import load_desk
from dateline.link import link
from dateline.link.tolls import Report, leading, tolls
from dateline.pipeline import Pipeline
from dateline.publish.events import event_page
from dateline.publish.record import Record
from dateline.records import Claim, Document, Toll
from dateline.store import Store, queries

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


def test_the_highest_where_no_number_leads(pipeline: Pipeline) -> None:
    claims = [*read(pipeline, "A blast killed two people.", "one"), *read(pipeline, "A blast killed five people.", "other")]
    assert counted(tolls(claims)) == (5, 0, 0)


def test_who_died_is_taken_off_those_shot(pipeline: Pipeline) -> None:
    told = {toll.measure: toll for toll in tolls(read(pipeline, "Four men were shot in Tumaco, two of them fatally."))}
    assert (told["injured"].low, told["injured"].derived) == (2, True)


def test_a_lower_bound_stays_one(pipeline: Pipeline) -> None:
    (told,) = tolls(read(pipeline, "At least eight miners were killed."))
    assert (told.low, told.op) == (8, ">=")


def test_nothing() -> None:
    assert tolls([]) == ()


# ---- over the reports of a story ------------------------------------------------------------------------------------


def report(day: str, low: int, *, derived: bool = False) -> Report:
    return day, (Toll("killed", low, derived=derived),)


@pytest.mark.parametrize(
    ("told", "wanted"),
    [
        ([report("2025-06-01", 3), report("2025-06-01", 3), report("2025-06-01", 7)], 3),
        ([report("2025-06-01", 3), report("2025-06-01", 3), report("2025-06-02", 5)], 5),
        ([report("2025-06-01", 3), report("2025-06-01", 3), report("2025-06-02", 5, derived=True)], 3),
        ([report("2025-06-01", 3)] * 4 + [report("2025-06-02", 40)], 3),
        ([report("2025-06-01", 3), report("2025-06-01", 4)], None),
        ([], None),
    ],
    ids=["most tell it", "it rose", "only counted up", "one stray number", "nobody leads", "nothing"],
)
def test_the_toll_that_leads(told: list[Report], wanted: int | None) -> None:
    assert [toll.low for toll in leading(told) if toll.measure == "killed"] == ([] if wanted is None else [wanted])


def test_a_counted_toll_on_its_page(pipeline: Pipeline) -> None:
    """From the text to what a reader sees: each part by its words, each leading back to the source."""
    text = "A bomb killed a nurse and two drivers in Goma on Tuesday."
    reading = pipeline.read(Document("goma", text, published=DAY))
    linked = link(reading.claims, [(reading.document, reading.page)], (), load_desk("world"))
    with Store(":memory:") as store:
        store.save(reading.document, reading.page, reading.claims)
        store.replace_linked(linked)
        (event,) = queries.events(store, queries.Filter())
        page = event_page(Record(store, load_desk("world")), event.id)
    assert page is not None
    (count,) = page.counts
    assert (count.label, count.number) == ("killed", "3")
    assert [(part.words, part.number) for part in count.parts] == [("a nurse", "1"), ("two drivers", "2")]
    assert all("goma" in part.href for part in count.parts)
    assert event.killed == 3
