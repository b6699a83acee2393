"""Calendar units and their parts: "last week" as days and TIMEX3 value, "late" and "the end of" a period."""

from __future__ import annotations

from datetime import date

from dateline.annotate.time_lexemes import Lexeme
from dateline.annotate.time_scene import Scene
from dateline.calendar_days import Days, decade_days, month_days, months_later, moved, parsed, quarter_days, week_days, weekend_days, year_days
from dateline.records import Time

UNKNOWN = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "M": "XXXX-XX", "Q": "XXXX-QX", "Y": "XXXX", "DE": "XXX", "CE": "XX"}
PRECISION = {"D": "day", "W": "week", "WE": "week", "M": "month", "Q": "quarter", "Y": "year", "DE": "decade", "CE": "century"}
STEP = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1, "following": 1}


def edged(days: Days | None, edge: Lexeme | None, now: date | None, *, deadline: bool = False) -> Days | None:
    """The early, middle or late third of a period; "earlier" up to now, "later" from now, "the end" its last day."""
    if days is None or edge is None:
        return days
    first, last = days
    if edge.kind in ("earlier", "later"):
        if now is None or not first <= now <= last:
            return days if now else None
        return (first, now) if edge.kind == "earlier" else (now, last)
    if edge.kind == "end" and deadline:
        return last, last
    third = ((last - first).days + 1) / 3
    bounds = [0, round(third), round(2 * third), (last - first).days + 1]
    size = bounds[3]
    if 28 <= size <= 31:
        bounds[1:3] = [10, 20]  # tens of a month
    elif size in (365, 366):
        bounds[1:3] = [size - 245, size - 122]  # four months each
    elif size > 3600:
        bounds[1:3] = [(date(first.year + 3, 1, 1) - first).days, (date(first.year + 7, 1, 1) - first).days]  # three, four and three years
    at = 0 if edge.kind in ("early", "begin") else 1 if edge.kind in ("mid", "middle") else 2
    start, end = moved(first, bounds[at]), moved(first, bounds[at + 1] - 1)
    return (start, end) if start and end else None


def clipped(days: Days | None, scene: Scene, offset: int) -> Days | None:
    """A period that contains today, in the past tense only up to today."""
    if days and scene.now and days[0] <= scene.now < days[1] and scene.tense(offset) == "past":
        return days[0], scene.now
    return days


def unit_days(unit: str, base: date, step: int) -> tuple[Days | None, str]:
    """The calendar unit that contains a day, so many units on; with its TIMEX3 value."""
    if unit == "D":
        day = moved(base, step)
        return ((day, day), day.isoformat()) if day else (None, "XXXX-XX-XX")
    if unit in ("W", "WE"):
        day = moved(base, 7 * step)
        days = (week_days(day) if unit == "W" else weekend_days(day)) if day else None
        year, week, _ = day.isocalendar() if day else (0, 0, 0)
        return days, f"{year}-W{week:02}" + ("-WE" if unit == "WE" else "")
    months = {"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200}.get(unit)
    day = months_later(base, months * step) if months else None
    if day is None:
        return None, UNKNOWN.get(unit, "")
    if unit == "M":
        return month_days(day.year, day.month), f"{day.year}-{day.month:02}"
    if unit == "Q":
        number = (day.month + 2) // 3
        return quarter_days(day.year, number), f"{day.year}-Q{number}"
    if unit == "Y":
        return year_days(day.year), str(day.year)
    if unit == "DE":
        return decade_days(day.year // 10 * 10), str(day.year)[:3]
    return None, str(day.year)[:2]


def turned_year(kind: str, scene: Scene) -> int | None:
    """The year that "last", "this" or "next" means."""
    if scene.now is None:
        return None
    return scene.now.year + {"last": -1, "past": -1, "next": 1, "coming": 1}.get(kind, 0)


def units_on(base: date, unit: str, number: int) -> date | None:
    """The day so many units later."""
    if abs(number) > 20000:
        return None
    if unit in ("D", "W", "2W", "WE"):
        return moved(base, number * {"D": 1, "W": 7, "2W": 14, "WE": 7}[unit])
    return months_later(base, number * {"M": 1, "Q": 3, "Y": 12, "DE": 120}[unit])


def unit_precision(unit: str) -> str:
    """Precision of a length in that unit."""
    return {"TS": "minute", "TM": "minute", "TH": "hour", "2W": "week"}.get(unit) or PRECISION.get(unit, "day")


def known_days(found: Time) -> Days | None:
    """Days of a Time."""
    first, last = parsed(found.start or ""), parsed(found.end or "")
    return (first, last) if first and last else None


def length(digits: str, unit: str, half: bool) -> str:
    """TIMEX3 duration: ("3", "D") -> "P3D", ("1", "Y", half) -> "P1Y6M"."""
    if unit in ("DE", "CE") and digits.isdigit():
        years = 10 if unit == "DE" else 100  # ISO 8601 has no decades
        digits, unit, half = str(int(digits) * years + (years // 2 if half else 0)), "Y", False
    clock_unit = unit.startswith("T")
    if unit == "2W":
        unit, digits = "W", str(2 * int(digits)) if digits.isdigit() else digits
    if digits.endswith(".5"):
        digits, half = digits[:-2], digits != "0.5"
    bare = unit[1:] if clock_unit else unit
    more = {"Y": "6M", "D": "T12H", "H": "30M", "M": "30S" if clock_unit else "15D"}.get(bare, "") if half else ""
    return ("PT" if clock_unit else "P") + digits + bare + more
