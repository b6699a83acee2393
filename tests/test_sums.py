"""Little reports of several wars add up to the sums that they tell, and to no other; their figures over time are drawn as told."""

from __future__ import annotations

import pytest

from tests.sum_cases import Case, cases, found_series, found_sums, is_told

ALL = [case for name in ("sums", "sums_fresh") for case in cases(name)]
OVER_TIME = [case for name in ("series", "series_fresh") for case in cases(name)]


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
