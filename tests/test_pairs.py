"""Reports of one happening are joined, reports of two are kept apart: tables of pairs in many settings."""

from __future__ import annotations

import pytest

from bench.linking import cases, measure, wrong

LEAST_JOINED = 0.95
PLACE_AND_DAY = {"other place, same day", "other day, same place", "one name, two places", "same headline on two days", "one night after another"}


def test_there_are_a_hundred_pairs_of_each() -> None:
    assert [len(cases(name)) for name in ("link_merge", "link_apart", "link_merge_fresh", "link_apart_fresh")] == [100, 100, 20, 20]


def test_what_happened_elsewhere_or_on_another_day_is_never_joined() -> None:
    found = [*wrong("link_apart"), *wrong("link_apart_fresh")]
    assert [(case.kind, case.line) for case in found if case.kind in PLACE_AND_DAY] == []


@pytest.mark.parametrize("name", ["link_merge", "link_apart"])
def test_pairs_come_out_right_alone_and_in_one_record(name: str) -> None:
    rates = measure(name)
    assert rates["alone"] >= LEAST_JOINED and rates["together"] >= LEAST_JOINED
