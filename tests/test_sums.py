"""Little reports of several wars add up to the sums that they tell, and to no other; their figures over time are drawn as told."""

from __future__ import annotations

import pytest

from bench.little_reports import Case, cases, pipeline
from dateline.pipeline import add, relink
from dateline.publish import render
from dateline.publish.events import event_page
from dateline.publish.record import Record
from dateline.records import Capture, Document
from dateline.store import Store, queries
from tests.sum_cases import found_series, found_sums, is_told

ALL = [case for name in ("sums", "sums_fresh", "sums_third") for case in cases(name)]
OVER_TIME = [case for name in ("series", "series_fresh", "series_third") for case in cases(name)]


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.name)
def test_figures_add_up_where_the_words_say_so(case: Case) -> None:
    """A case that begins with "todo" may give too little, never a sum that is not told."""
    found = sorted(found_sums(case))
    if case.name.startswith("todo "):
        assert found != sorted(case.wanted), "it is read now: take the mark away"
        assert set(found) <= set(case.wanted)
    else:
        assert found == sorted(case.wanted)


@pytest.mark.parametrize("case", OVER_TIME, ids=lambda case: case.name)
def test_figures_over_time_are_drawn_as_they_were_told(case: Case) -> None:
    found = found_series(case)
    assert is_told(found, case.wanted) != case.name.startswith("todo "), found


def test_there_are_sums_and_traps_enough() -> None:
    assert len(ALL) >= 40 and len([case for case in ALL if not case.wanted]) >= 15


def page_of(*reports: Document) -> str:
    """The page of the event that the reports tell of most."""
    with Store(":memory:") as store:
        add(store, pipeline(), [(Capture(report.id), b"", report) for report in reports], lambda _: None)
        relink(store, pipeline().desk)
        record = Record(store, pipeline().desk)
        page = max((event_page(record, event.id) for event in queries.events(store)), key=lambda page: len(page.sums) if page else 0)
        assert page is not None
        return render.html("event.html", page, record, render.View(page.event.href))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("a total that falls short of its parts", "2 short"),
        ("a total that its parts overshoot", "5 over"),
        ("missiles and drones add up to targets", "30"),
        ("a rate over days told as a month", "15,300 in 9 days are 51,000 in 30"),
    ],
)
def test_an_event_shows_its_sums_and_what_does_not_add_up(name: str, words: str) -> None:
    case = next(case for case in ALL if case.name == name)
    assert words in page_of(*case.reports)
