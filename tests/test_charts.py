"""Geometry of charts and outlines: what is drawn is what was told."""

from __future__ import annotations

import pytest

from dateline.publish import charts, outlines
from dateline.publish.parts import Line, Night, Party, Point, Spot, Toll

PARTY = Party("a", "A", "▲", 1, True)


def night(day: str, launched: float | None, intercepted: float | None, lost: float | None = None) -> Night:
    told = [value for value in (intercepted, lost) if value is not None]
    return Night(day, "speaker", PARTY, "drone", launched, intercepted, lost, launched - sum(told) if launched is not None and told else None, "e")


def test_parts_of_a_bar_fill_its_outline() -> None:
    chart = charts.nights_chart([night("2025-03-10", 60, 40, 15), night("2025-03-12", None, 30)])
    first, second = chart.bars
    assert [part.kind for part in first.segments] == ["intercepted", "lost", "unaccounted"]
    assert sum(part.height for part in first.segments) == pytest.approx(first.height, abs=0.3)
    assert first.outline and not second.outline
    assert second.height == pytest.approx(first.height / 2, abs=0.3)


def test_an_empty_chart_and_nought_can_be_drawn() -> None:
    assert charts.nights_chart([]).bars == ()
    assert charts.nights_chart([night("2025-03-10", 0, 0)]).bars[0].height == 0
    assert charts.sparkline([]) == () and charts.timebar([]) == ()


@pytest.mark.parametrize("top", [1, 2, 3, 7, 9.5, 10, 49, 100, 113, 999, 890010])
def test_ticks_are_round_and_reach_the_top(top: float) -> None:
    ticks, ceiling = charts._ticks(top)
    assert ticks[0] == 0 and ticks[-1] == ceiling >= top and 2 <= len(ticks) <= 6


def test_sparklines_keep_gaps() -> None:
    bars = charts.sparkline([("2025-03-01", 2), ("2025-03-11", 4)], width=200, height=40)
    assert bars[1][0] - bars[0][0] > 5 * bars[0][2] and bars[1][3] == 2 * bars[0][3] == 40


def spot(name: str, lat: float, lon: float, precision: str) -> Spot:
    return Spot(name, f"/place/{name}", precision, "", lat, lon, 1, "")


def test_only_places_that_are_known_are_drawn() -> None:
    spots = [spot("town", 50, 30, "settlement"), spot("region", 48, 35, "region"), spot("land", 49, 32, "country"), spot("far", 10, 10, "settlement")]
    plot = charts.plot(spots, (20, 44, 42, 56))
    assert {mark.spot.name: mark.ring for mark in plot.marks} == {"town": False, "region": True}
    town, region = (next(mark for mark in plot.marks if mark.spot.name == name) for name in ("town", "region"))
    assert town.x < region.x and town.y < region.y


def test_outlines_run_through_the_extent_and_crimea_has_no_border() -> None:
    isthmus = (33.0, 45.9, 34.5, 46.3)
    assert list(outlines.lines(outlines.world().borders, isthmus)) == []
    assert list(outlines.lines(outlines.world().coasts, isthmus))
    assert list(outlines.lines(outlines.world().borders, (35.5, 49.5, 37.5, 51.0)))


def test_a_straight_border_is_drawn_though_its_ends_lie_outside() -> None:
    assert list(outlines.lines([[0, 0, 10000, 0]], (40, -1, 60, 1))) == [[(0.0, 0.0), (100.0, 0.0)]]
    assert list(outlines.lines([[0, 0, 10000, 0]], (40, 1, 60, 2))) == []


def test_a_long_time_is_drawn_in_runs_of_days() -> None:
    from datetime import date, timedelta

    days = [((date(2022, 2, 24) + timedelta(days=n)).isoformat(), 2) for n in range(1000)]
    bars = charts.sparkline(days, 240, 40)
    assert len(bars) <= charts.BARS and max(x + width for x, _, width, _ in bars) <= 240
    assert len(charts.sparkline(days[:30])) == 30


def test_tolls_of_one_day_stand_side_by_side_inside_the_chart() -> None:

    side = Party("a", "A", "▲", 1)
    line = Line("c", "d", 0, 1, "w", "o", "/source/d#w0", "s", side, "claimed")
    points = tuple(Point(day, "s", side, "injured", "", n, n, "=", str(n), line) for day, n in (("2025-03-11", 7), *(("2025-03-12", n) for n in range(9))))
    chart = charts.toll_chart(Toll("t", "/event/e", points))
    places = [dot.x for dot in chart.dots]
    assert len(set(places)) == len(places) and min(places) > charts.LEFT and max(places) <= charts.TOLL_WIDTH - 8
    assert all(float(tick.label).is_integer() for tick in chart.y_ticks)


def point(day: str, low: float, op: str = "=", period: str = "") -> Point:
    return Point(
        day, "s", PARTY, "casualties", "soldier", low, low, op, str(low), Line("c", "d", 0, 1, "w", "o", "/source/d#w0", "s", PARTY, "claimed"), "", period
    )


def test_a_running_total_that_hardly_grows_does_not_begin_at_nought() -> None:
    days = ("2025-03-11", "2025-03-12")
    running = charts.toll_chart(Toll("t", "", tuple(point(day, 887_000 + 1_000 * n, period="total") for n, day in enumerate(days))))
    daily = charts.toll_chart(Toll("t", "", tuple(point(day, 1_200 + n, period="day") for n, day in enumerate(days))))
    assert running.floor > 880_000 and daily.floor == 0
    assert running.dots[0].y - running.dots[1].y > 40 and running.left > daily.left


def test_a_night_told_as_at_least_is_open_at_the_top() -> None:
    least = Night("2025-03-10", "s", PARTY, "drone", 100, None, None, None, "e", least=("launched",))
    bars = charts.nights_chart([least, night("2025-03-11", 60, 40)]).bars
    assert [bar.open_end for bar in bars] == [True, False]
