"""Little reports of many wars are asked where, when, who, how many and what came of it; what is no dispute is told as none."""

from __future__ import annotations

import pytest

from bench.accounts import false, found
from bench.little_reports import Case, cases
from dateline.link.accounts.when import relation as when
from dateline.link.accounts.where import relation as where
from dateline.records import When, Where

ALL = [case for name in ("accounts", "accounts_fresh", "accounts_long") for case in cases(name)]


def test_there_are_enough_cases_without_a_dispute() -> None:
    assert len(ALL) >= 40
    assert sum(not any(line.startswith(("differs", "denies")) for line in case.wanted) for case in ALL) >= 15


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.name)
def test_speakers_differ_on_what_they_are_said_to_and_on_nothing_else(case: Case) -> None:
    """A case that begins with "todo" may give too little, never a dispute that is none."""
    told = found(case)
    assert false(case, told) == []
    if case.name.startswith("todo "):
        assert not set(case.wanted) <= set(told), "it is read now: take the mark away"
    else:
        assert set(case.wanted) <= set(told)


def _place(name: str, precision: str = "settlement", within: str = "", region: str = "", at: tuple[float, float] | None = None) -> Where:
    lat, lon = at or (None, None)
    return Where(name, 0, len(name), name=name, id=name, within=within, region=region, country="SDN", lat=lat, lon=lon, precision=precision)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (_place("Nyala", at=(12.0, 24.9)), _place("Zalingei", at=(12.9, 23.5)), "differs"),
        (_place("Nyala", at=(12.0, 24.9)), _place("Nyala", at=(12.0, 24.9)), "agree"),
        (_place("Al-Fashir", at=(13.6, 25.3)), _place("Al Fashir"), "agree"),
        (_place("Omdurman", at=(15.6, 32.5)), _place("Bahri", at=(15.7, 32.5)), ""),
        (_place("Nyala", within="South Darfur"), _place("South Darfur", "region"), "part of"),
        (_place("Nyala", region="7"), _place("Nile", "region", region="8"), "differs"),
        (_place("Nyala", region="7"), _place("Sudan", "country"), "part of"),
        (_place("a clinic", "facility", within="Nyala"), _place("Nyala"), "part of"),
        (_place("Nyala"), _place("Shendi"), ""),
    ],
)
def test_how_two_places_relate(one: Where, other: Where, expected: str) -> None:
    assert where(one, other) == where(other, one) == expected


def _time(words: str, first: str, last: str = "", precision: str = "day") -> When:
    return When(words, 0, len(words), first, last or first, precision, "explicit")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (_time("Monday", "2025-03-10"), _time("Tuesday", "2025-03-11"), "differs"),
        (_time("Monday", "2025-03-10"), _time("March 10", "2025-03-10"), "agree"),
        (_time("Monday", "2025-03-10"), _time("this week", "2025-03-10", "2025-03-16", "week"), "part of"),
        (_time("Monday evening", "2025-03-10", precision="part"), _time("Monday", "2025-03-10"), "part of"),
        (_time("Monday evening", "2025-03-10", precision="part"), _time("Monday morning", "2025-03-10", precision="part"), "differs"),
        (_time("Monday afternoon", "2025-03-10", precision="part"), _time("Monday", "2025-03-10"), "part of"),
        (_time("overnight", "2025-03-10", "2025-03-11", "night"), _time("Tuesday", "2025-03-11"), "agree"),
        (_time("overnight", "2025-03-10", "2025-03-11", "night"), _time("Monday", "2025-03-10"), "agree"),
        (_time("overnight", "2025-03-10", "2025-03-11", "night"), _time("early on Tuesday", "2025-03-11", precision="part"), "agree"),
        (_time("Monday night", "2025-03-10", precision="night"), _time("the early hours of Tuesday", "2025-03-11", precision="part"), "agree"),
        (_time("Monday night", "2025-03-10", precision="night"), _time("Tuesday afternoon", "2025-03-11", precision="part"), "differs"),
    ],
)
def test_how_two_times_relate(one: When, other: When, expected: str) -> None:
    assert when(one, other) == when(other, one) == expected
