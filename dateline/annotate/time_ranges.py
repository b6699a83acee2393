"""Hits that name a first and a last day, month or year -> Time: "January 7-8", "the first three days of 2025"."""

from __future__ import annotations

from dateline.annotate.time_days import near_year, written_day
from dateline.annotate.time_grammar import Hit
from dateline.annotate.time_periods import month, month_year
from dateline.annotate.time_scene import Scene, told
from dateline.annotate.time_units import STEP, UNKNOWN, known_days, length, unit_days, unit_precision, units_on
from dateline.calendar_days import Days, month_days, moved, year_days
from dateline.records import Time


def days_range(hit: Hit, scene: Scene) -> Time | None:
    """ "January 7-8", "from Friday to Sunday", "in the 12 days between March 3 and March 14"."""
    first = written_day(hit, scene)
    last = written_day(hit, scene, "2", fallback="1")
    if first is None or last is None or (hit.has("and") and not hit.has("between", "dom2")):
        return None
    start, end = first.day, last.day
    if start and end and start > end and not hit.has("year", "year2"):
        start = near_year(start.month, start.day, 0, end, "past") if hit.has("anymonth") else None
    days = (start, end) if start and end and start <= end and (end - start).days < 3660 else None
    return told(days, f"{first.value}/{last.value}", "day", first.basis)


def months_range(hit: Hit, scene: Scene) -> Time | None:
    """ "between June and September", "from May 2023 to March 2024"."""
    first = hit.value("fullmonth") or hit.value("anymonth")
    last = hit.value("fullmonth2") or hit.value("anymonth2")
    final = hit["year2"]
    base = int(final.number) if final else month_year(int(last), hit, scene, hit.lexemes[hit.start].start)
    begin = hit["year"]
    start = int(begin.number) if begin else (base - (int(first) > int(last)) if base else None)
    if begin and not final:
        base = int(begin.number) + (int(first) > int(last))
    head = month_days(start, int(first)) if start else None
    tail = month_days(base, int(last)) if base else None
    days = (head[0], tail[1]) if head and tail and head[0] <= tail[1] else None
    return told(days, f"{start or 'XXXX'}-{int(first):02}/{base or 'XXXX'}-{int(last):02}", "month", "explicit" if final or begin else "published")


def years_range(hit: Hit, scene: Scene) -> Time | None:
    """ "from 2014 to 2018", "2023-24"."""
    start = int(hit.found["year"].number)
    short = hit["dom2"] or hit["cardinal2"]
    end = int(hit.found["year2"].number) if hit.has("year2") else start // 100 * 100 + int(short.number) if short else 0
    after = hit.after()
    if short and after is not None and after.kind == "hyphen":  # "2010-11-S": the number of a paper
        return None
    if not start < end <= start + 200 or (short and len(short.text) != 2) or not 1800 <= start <= 2099:
        return None
    head, tail = year_days(start), year_days(end)
    return told((head[0], tail[1]) if head and tail else None, f"{start:04}/{end:04}", "year", "explicit")


def first_units(hit: Hit, scene: Scene) -> Time | None:
    """ "the first three days of 2025", "the last week of August", "the first two months of the year"."""
    ordinal, unit = hit.found["outer"], hit.value("anyunit")
    if ordinal.kind == "ordinal" and ordinal.number != 1:
        return _nth_unit(hit, scene)
    whole = _whole(hit, scene)
    count = hit["count"]
    number = int(count.number) if count else 2 if hit.has("couple") else 1 if hit.found["anyunit"].kind != "units" and not hit.has("vague") else 0
    value = length(str(number) if number else "X", unit, False)
    if whole is None or not number or unit not in ("D", "W", "M", "Y"):
        return told(None, value, unit_precision(unit), "", "DURATION")
    days, basis = whole
    if ordinal.kind in ("ordinal",):
        end = units_on(days[0], unit, number)
        end = moved(end, -1) if end else None
        return told((days[0], end) if end and end <= days[1] else None, value, unit_precision(unit), basis, "DURATION")
    start = moved(days[1], 1)
    start = units_on(start, unit, -number) if start else None
    return told((start, days[1]) if start and start >= days[0] else None, value, unit_precision(unit), basis, "DURATION")


def _nth_unit(hit: Hit, scene: Scene) -> Time | None:
    """ "the second week of January"."""
    whole, unit, number = _whole(hit, scene), hit.value("anyunit"), int(hit.found["outer"].number)
    if whole is None or unit not in ("D", "W", "M") or hit.has("count"):
        return told(None, UNKNOWN.get(unit, "XXXX"), unit_precision(unit), "")
    first = units_on(whole[0][0], unit, number - 1)
    end = units_on(whole[0][0], unit, number)
    end = moved(end, -1) if end else None
    inside = first and end and end <= whole[0][1]
    value = first.isoformat() if first and unit == "D" else UNKNOWN.get(unit, "")
    return told((first, end) if inside and first and end else None, value, unit_precision(unit), whole[1])


def _whole(hit: Hit, scene: Scene) -> tuple[Days, str] | None:
    """The period whose units are counted, and its basis."""
    if hit.has("fullmonth"):
        whole = month(hit, scene)
    elif hit.has("year"):
        whole = told(year_days(int(hit.found["year"].number)), "", "year", "explicit")
    elif scene.now and hit.value("unit") in ("Y", "M", "W"):
        kind = hit.found["turn"].kind if hit.has("turn") else ""
        days, _ = unit_days(hit.value("unit"), scene.now, STEP.get(kind, 0))
        whole = told(days, "", "", "published")
    else:
        return None
    days = known_days(whole) if whole else None
    return (days, whole.basis) if days and whole else None
