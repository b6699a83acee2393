"""Nights, tolls, days and places -> geometry: the numbers that templates draw as SVG. Nothing here knows colours or words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from math import cos, floor, log10, radians

from msgspec import Struct

from dateline.publish import outlines
from dateline.publish.parts import Night, Point, Spot, Toll

WIDTH, HEIGHT = 720.0, 260.0
TOLL_WIDTH = 480.0
LONG = 1e5  # labels of so many digits are wide
FLAT = 0.25  # share of the largest figure within which all lie: a scale from nought would show no growth
ASIDE = 54.0  # room for several figures of the first and last day
BARS = 120  # of a small chart
LABELS = 28  # of a map
MAJOR = 7  # of them on a small screen
AREAS = frozenset({"district", "region"})
LEFT, BOTTOM, TOP = 44.0, 28.0, 12.0


class Tick(Struct, frozen=True):
    """A mark of an axis."""

    at: float
    label: float | str


class Segment(Struct, frozen=True):
    """A filled part of a bar."""

    kind: str  # intercepted | lost | left | unaccounted
    y: float
    height: float
    value: float


class Bar(Struct, frozen=True):
    """A night as one speaker counts it."""

    x: float
    width: float
    y: float  # of the outline
    height: float
    outline: bool  # False where nobody says how many were launched
    open_end: bool  # "at least": the bar may be taller
    segments: tuple[Segment, ...]
    night: Night


class Axes(Struct, frozen=True):
    """What every chart stands on: its size, the line of its lowest value, and the marks of both axes."""

    width: float
    height: float
    base: float
    y_ticks: tuple[Tick, ...]
    x_ticks: tuple[Tick, ...]


class Bars(Axes, frozen=True):
    """A chart of nights."""

    bars: tuple[Bar, ...]


class Dot(Struct, frozen=True):
    """A point of a toll; top is where an open end or range reaches, else None."""

    x: float
    y: float
    top: float | None
    open_end: bool
    point: Point


class Dots(Axes, frozen=True):
    """A chart of a toll."""

    dots: tuple[Dot, ...]
    floor: float = 0.0  # where the scale begins
    left: float = LEFT  # where the plot begins: long labels need more room


class Mark(Struct, frozen=True):
    """A place on the outline map."""

    x: float
    y: float
    radius: float
    ring: bool  # the centre of an area, not a spot
    spot: Spot
    label: str  # where its label has room: start | end; "" = nowhere
    major: bool  # labelled on small screens too


class Plot(Struct, frozen=True):
    """An outline map of an extent."""

    width: float
    height: float
    marks: tuple[Mark, ...]
    grid: tuple[tuple[str, float, float, float, float], ...]  # label, x1, y1, x2, y2
    coasts: str  # SVG paths
    borders: str
    extent: tuple[float, ...]


def nights_chart(nights: Sequence[Night]) -> Bars:
    """Bars side by side, one for each night and speaker, on one scale."""
    top = max((_height_of(night) for night in nights), default=1.0) or 1.0
    ticks, ceiling = _ticks(top)
    plot, base = HEIGHT - TOP - BOTTOM, HEIGHT - BOTTOM
    days = sorted({night.day for night in nights})
    slot = (WIDTH - LEFT) / max(len(days), 6)
    bars = []
    x_ticks = []
    for index, day in enumerate(days):
        mine = [night for night in nights if night.day == day]
        width = min(34.0, slot * 0.8 / len(mine))
        left = LEFT + index * slot + (slot - width * len(mine)) / 2
        bars += [_bar(night, round(left + n * width, 1), round(width - 2, 1), base, plot / ceiling) for n, night in enumerate(mine)]
        x_ticks.append(Tick(round(LEFT + (index + 0.5) * slot, 1), day))
    step = max(1, len(x_ticks) // 10)
    return Bars(WIDTH, HEIGHT, base, tuple(Tick(round(base - t * plot / ceiling, 1), t) for t in ticks), tuple(x_ticks[::step]), tuple(bars))


def _height_of(night: Night) -> float:
    told = sum(value or 0 for value in (night.intercepted, night.lost, night.left))
    return max(night.launched or 0, told)


def _bar(night: Night, x: float, width: float, base: float, scale: float) -> Bar:
    segments = []
    reached = 0.0
    for kind in ("intercepted", "lost", "left", "unaccounted"):
        value = getattr(night, kind)
        if value:
            reached += value
            segments.append(Segment(kind, round(base - reached * scale, 1), round(value * scale, 1), value))
    height = round(_height_of(night) * scale, 1)
    return Bar(x, width, round(base - height, 1), height, night.launched is not None, bool(night.least), tuple(segments), night)


def toll_chart(toll: Toll) -> Dots:
    """Points by day of telling; "at least" is open at the top, a range has a whisker. Running totals that hardly grow do not begin at nought."""
    points = toll.points
    most, least = max((one.high for one in points), default=1.0) or 1.0, min((one.low for one in points), default=0.0)
    is_running = all(one.period == "total" for one in points) and 0 < most - least < FLAT * most
    ticks, ceiling = _ticks(most, least if is_running else 0.0)
    height, plot, base = 180.0, 180.0 - TOP - BOTTOM, 180.0 - BOTTOM
    days = sorted({point.day for point in points})
    first, last = date.fromisoformat(days[0]).toordinal(), date.fromisoformat(days[-1]).toordinal()
    left = LEFT if ceiling < LONG or ceiling >= 1e6 else LEFT + 14
    wide = TOLL_WIDTH - left - 2 * ASIDE

    def across(day: str) -> float:
        return round(left + ASIDE + (wide * (date.fromisoformat(day).toordinal() - first) / (last - first) if last > first else wide / 2), 1)

    def down(value: float) -> float:
        return round(base - (value - ticks[0]) * plot / (ceiling - ticks[0]), 1)

    dots = []
    met: dict[str, int] = {}
    told = Counter(point.day for point in points)
    for point in points:
        met[point.day] = met.get(point.day, -1) + 1
        x = across(point.day) + min(13.0, 90 / told[point.day]) * (met[point.day] - (told[point.day] - 1) / 2)
        y = down(point.low)
        open_end = point.op in {">=", ">"}
        top = max(TOP - 6, y - 16) if open_end else down(point.high) if point.high > point.low else None
        dots.append(Dot(round(min(max(x, left + 8), TOLL_WIDTH - 8), 1), y, top, open_end, point))
    labels = [day for n, day in enumerate(days) if not n or across(day) - across(days[n - 1]) > 40 or n == len(days) - 1]
    marks = tuple(Tick(down(t), t) for t in ticks), tuple(Tick(across(day), day) for day in labels)
    return Dots(TOLL_WIDTH, height, base, *marks, tuple(dots), ticks[0], left)


def _ticks(top: float, bottom: float = 0.0) -> tuple[list[float], float]:
    """Round values from nought, or from below the bottom, and the top of the scale."""
    rough = (top - bottom) / 4
    size: float = 10 ** floor(log10(rough)) if rough > 0 else 1.0
    steps = (1, 2, 5, 10) if size < 10 else (1, 2, 2.5, 5, 10)  # people are not counted in halves
    step = max(next(size * factor for factor in steps if size * factor >= rough), 1.0)
    first = floor(bottom / step)
    count = max(int(-(-top // step)), first + 1)
    return [step * n for n in range(first, count + 1)], step * count


def sparkline(days: Sequence[tuple[str, int]], width: float = 240, height: float = 36) -> tuple[tuple[float, float, float, float], ...]:
    """Bars (x, y, width, height) by day, gaps left as gaps; of a long time each bar is as many days as needed."""
    if not days:
        return ()
    first, last = (date.fromisoformat(days[at][0]).toordinal() for at in (0, -1))
    size = -(-(last - first + 1) // BARS)  # days a bar
    sums: dict[int, int] = {}
    for day, count in days:
        place = (date.fromisoformat(day).toordinal() - first) // size
        sums[place] = sums.get(place, 0) + count
    slot = width / max((last - first) // size + 1, 14)
    top = max(sums.values())
    made = []
    for place, count in sums.items():
        tall = max(2.0, height * count / top)
        made.append((round(place * slot, 1), round(height - tall, 1), round(max(1.0, slot - 1), 1), round(tall, 1)))
    return tuple(made)


def series(points: Sequence[tuple[str, float, str, str]], width: float = 240, height: float = 44) -> tuple[tuple[float, float, str, str, str], ...]:
    """Dots (x, y, day, figure in words, address) on a scale from nought; days without a figure are gaps."""
    first, last = (date.fromisoformat(points[at][0]).toordinal() for at in (0, -1))
    top = max(value for _, value, _, _ in points) or 1.0
    across = (width - 10) / max(last - first, 1)
    return tuple(
        (round(5 + (date.fromisoformat(day).toordinal() - first) * across, 1), round(height - 5 - (height - 10) * value / top, 1), day, words, href)
        for day, value, words, href in points
    )


def timebar(days: Sequence[tuple[str, int]], until: str = "", most: int = 92) -> tuple[tuple[str, int, float, float, float, float], ...]:
    """Bars (day, events, x, y, width, height) of the newest days up to one, at most so many; gaps are left as gaps."""
    told = [(day, count) for day, count in days if not until or day <= until] or list(days)
    if not told:
        return ()
    last = date.fromisoformat(told[-1][0]).toordinal()
    shown = [(day, count) for day, count in told if date.fromisoformat(day).toordinal() > last - most]
    return tuple((day, count, *bar) for (day, count), bar in zip(shown, sparkline(shown, 720, 60), strict=True))


def plot(spots: Sequence[Spot], extent: Sequence[float], width: float = 720.0, lit: str = "") -> Plot:
    """Places within the extent (west, south, east, north), larger for more events; degrees squeezed by latitude."""
    drawn = [spot for spot in spots if spot.lat is not None and spot.lon is not None and spot.precision in {"facility", "settlement", "district", "region"}]
    west, south, east, north = extent if len(extent) == 4 else _extent(drawn)
    squeeze = cos(radians((south + north) / 2))
    scale = width / ((east - west) * squeeze)
    height = round((north - south) * scale, 1)
    most = max((spot.events for spot in drawn), default=1)
    placed: list[tuple[Spot, float, float, float, bool]] = []
    for spot in sorted(drawn, key=lambda one: (one.precision not in AREAS, one.events)):
        x, y = ((spot.lon or 0) - west) * squeeze * scale, (north - (spot.lat or 0)) * scale
        if 0 <= x <= width and 0 <= y <= height:
            ring = spot.precision in AREAS
            placed.append((spot, round(x, 1), round(y, 1), round((14 if ring else 3.5) + 7 * (spot.events / most) ** 0.5, 1), ring))
    labels = _labels(placed, width, lit)
    marks = [Mark(x, y, radius, ring, spot, *labels.get(spot.name, ("", False))) for spot, x, y, radius, ring in placed]
    grid = tuple(_grid(west, south, east, north, squeeze * scale, scale))
    return Plot(width, height, tuple(marks), grid, *_outlines((west, south, east, north), width), (west, south, east, north))


def closer(extent: Sequence[float], factor: float) -> str:
    """The same middle seen closer (factor below 1) or from further off, as the address writes it."""
    west, south, east, north = extent
    across, down = (east - west) * factor / 2, (north - south) * factor / 2
    middle, level = (west + east) / 2, (south + north) / 2
    sides = max(-180.0, middle - across), max(-80.0, level - down), min(180.0, middle + across), min(84.0, level + down)
    return ",".join(f"{side:.2f}" for side in sides)


def moved(extent: Sequence[float], east: float, north: float) -> str:
    """The same size shifted by parts of itself, as the address writes it."""
    across, down = (extent[2] - extent[0]) * east, (extent[3] - extent[1]) * north
    across = min(max(across, -180 - extent[0]), 180 - extent[2])
    down = min(max(down, -80 - extent[1]), 84 - extent[3])
    return f"{extent[0] + across:.2f},{extent[1] + down:.2f},{extent[2] + across:.2f},{extent[3] + down:.2f}"


def _labels(placed: Sequence[tuple[Spot, float, float, float, bool]], width: float, lit: str) -> dict[str, tuple[str, bool]]:
    """Name -> (side on which its label has room, is it one of the major), the place pointed out and those with most events first."""
    taken = [(x - core, y - core, x + core, y + core) for _, x, y, radius, ring in placed for core in (8.0 if ring else radius,)]
    found: dict[str, tuple[str, bool]] = {}
    for spot, x, y, radius, _ in sorted(placed, key=lambda one: (one[0].name != lit, -one[0].events, one[0].name)):
        long = 6.2 * len(spot.name)
        for side, left in (("start", x + radius + 3), ("end", x - radius - 3 - long)):
            box = (left, y - 7, left + long, y + 6)
            if len(found) < LABELS and left > 0 and box[2] < width and spot.name not in found and not any(_meet(box, other) for other in taken):
                found[spot.name] = side, len(found) < MAJOR
                taken.append(box)
                break
    return found


def _meet(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@lru_cache(maxsize=32)
def _outlines(extent: tuple[float, float, float, float], width: float) -> tuple[str, str]:
    """Paths of coasts and borders in the same projection as the places."""
    west, south, east, north = extent
    across = width / (east - west)
    down = across / cos(radians((south + north) / 2))

    def path(packed: list[list[int]]) -> str:
        runs = ([f"{(x - west) * across:.1f} {(north - y) * down:.1f}" for x, y in run] for run in outlines.lines(packed, extent))
        return "".join(f"M{'L'.join(points)}" for points in runs)

    world = outlines.world()
    return path(world.coasts), path(world.borders)


def _extent(spots: Sequence[Spot]) -> tuple[float, float, float, float]:
    """The places with a margin; the whole world where there are none."""
    longitudes, latitudes = [spot.lon or 0 for spot in spots], [spot.lat or 0 for spot in spots]
    if not spots:
        return -180.0, -60.0, 180.0, 80.0
    return min(longitudes) - 5, min(latitudes) - 4, max(longitudes) + 5, max(latitudes) + 4


def _grid(west: float, south: float, east: float, north: float, across: float, down: float) -> list[tuple[str, float, float, float, float]]:
    step = 5 if east - west <= 40 else 30
    wide, tall = round((east - west) * across, 1), round((north - south) * down, 1)
    lines = []
    for degree in range(int(-(-west // step)) * step, int(east) + 1, step):
        x = round((degree - west) * across, 1)
        lines.append((f"{abs(degree)}°{'E' if degree >= 0 else 'W'}", x, 0.0, x, tall))
    for degree in range(int(-(-south // step)) * step, int(north) + 1, step):
        y = round((north - degree) * down, 1)
        lines.append((f"{abs(degree)}°{'N' if degree >= 0 else 'S'}", 0.0, y, wide, y))
    return lines
