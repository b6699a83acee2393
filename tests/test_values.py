"""What accounts answer is told in readers' words; who is silent is told as such."""

from __future__ import annotations

import csv
import io

import pytest

from bench.little_reports import Case, cases
from dateline.config import load_desk
from dateline.pipeline import Pipeline, add, relink
from dateline.publish import exports
from dateline.publish.events import event_page
from dateline.publish.pages import EventPage
from dateline.publish.record import Record
from dateline.publish.sides import Sides
from dateline.publish.strings import Strings
from dateline.publish.values import value_of
from dateline.records import Account, Capture, Figure
from dateline.store import Store, queries

DESK = load_desk("russia-ukraine")


@pytest.mark.parametrize(
    ("question", "value", "expected"),
    [
        ("where", "Nyala", "Nyala"),
        ("when", "2025-03-10", "10 March 2025"),
        ("when", "2025-03-10/2025-03-11 overnight", "10–11 March 2025, overnight"),
        ("when", "2025-03-10 evening", "10 March 2025, evening"),
        ("who did it", "RUS", "Russia"),
        ("who did it", "not RUS", "not Russia"),
        ("who did it", "SDN", "Sudan"),
        ("who did it", "M23", "M23"),
        ("outcome (control)", "not taken", "not taken"),
        ("outcome (damage)", "all shot down", "all were shot down"),
        ("did it happen", "happened", "it happened"),
    ],
)
def test_answers_in_words(question: str, value: str, expected: str) -> None:
    account = Account("A", "others", "c", "words", 0, 5, value)
    assert value_of(account, question, Strings(), Sides(DESK)) == expected


def test_a_figure_is_told_with_its_whole() -> None:
    account = Account("A", "others", "c", "41", 0, 2, "=41", Figure("41", 0, 2, "intercepted", "drone", 41, 41, "=", 64))
    assert value_of(account, "how many intercepted (drone)", Strings(), Sides(DESK)) == "41 of 64"


@pytest.mark.parametrize(
    ("question", "kind", "label"),
    [
        ("where", "part of", "told more precisely by one"),
        ("how many killed (person)", "part of", "part of a larger figure"),
        ("when", "differs", "differs"),
    ],
)
def test_how_answers_relate_is_told_by_their_question(question: str, kind: str, label: str) -> None:
    assert Strings().relation(question, kind) == label


def _page(name: str, words: str) -> EventPage:
    """The page of the event that a case of the table makes."""
    desk = load_desk("world")
    case: Case = next(case for case in cases(name) if words in case.reports[0].text)
    with Store(":memory:") as store:
        add(store, Pipeline(desk), [(Capture(report.id), b"", report) for report in case.reports], lambda _: None)
        relink(store, desk)
        disputed = next(conflict for conflict in queries.conflicts(store) if conflict.kind == "differs")
        page = event_page(Record(store, desk), disputed.event)
    assert page is not None
    return page


def test_days_stand_against_each_other_and_who_is_accused_is_silent() -> None:
    accounts = _page("accounts_fresh", "Al-Hilaliya").accounts
    when = next(question for question in accounts.questions if question.text == "when")
    told = {column.speaker: [answer.value for answer in cell] for column, cell in zip(accounts.columns, when.cells, strict=True)}
    assert told == {"Rapid Support Forces": [], "The army": ["31 October 2024"], "a doctors' union": ["1 November 2024"]}
    rows = list(csv.DictReader(io.StringIO("".join(exports.accounts_csv(accounts)), newline="")))
    assert {row["speaker"] for row in rows if row["relation"] == "silent"} == {"Rapid Support Forces"}
