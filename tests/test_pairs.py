"""Reports of one happening are joined, reports of two are kept apart: tables of pairs in many settings."""

from __future__ import annotations

import pytest

from bench.linking import cases, measure, wrong

LEAST_JOINED = 0.95
PLACE_AND_DAY = {
    "other place, same day",
    "other day, same place",
    "one name, two places",
    "same headline on two days",
    "same toll, different place",
    "one night after another",
}
FRESH = tuple(f"link_{wanted}_{batch}" for batch in ("fresh", "third", "fourth") for wanted in ("merge", "apart"))


def test_the_tables_are_whole() -> None:
    assert [len(cases(name)) for name in ("link_merge", "link_apart", *FRESH)] == [100, 100, 20, 20, 30, 32, 30, 30]


def test_what_happened_elsewhere_or_on_another_day_is_never_joined() -> None:
    found = [case for name in ("link_apart", *FRESH) if "apart" in name for case in wrong(name)]
    assert [(case.kind, case.line) for case in found if case.kind in PLACE_AND_DAY] == []


@pytest.mark.parametrize("name", ["link_merge", "link_apart"])
def test_pairs_come_out_right_alone_and_in_one_record(name: str) -> None:
    rates = measure(name)
    assert rates["alone"] >= LEAST_JOINED and rates["together"] >= LEAST_JOINED
