"""Hits that name a feast -> Time: "Christmas Eve", "last Easter", "Thanksgiving"."""

from __future__ import annotations

from datetime import date

from dateline.annotate.time_days import tense_of
from dateline.annotate.time_grammar import Hit
from dateline.annotate.time_scene import Scene, told
from dateline.calendar_days import Days, day_of, easter, moved, nth_weekday, orthodox_easter
from dateline.records import Time


def feast(hit: Hit, scene: Scene) -> Time | None:
    """ "Christmas Eve", "last Easter", "New Year's Day 2024"; moving feasts that no rule of arithmetic gives have no days."""
    rule, named, turn = hit.value("feast"), hit["year"], hit["turn"]
    if named:
        days = feast_days(rule, int(named.number))
    elif scene.now:
        days = _near_feast(rule, scene, turn.kind if turn else tense_of(hit, scene, hit.lexemes[hit.start].start))
    else:
        days = None
    unknown = f"XXXX-{rule[:5]}" if rule[:1].isdigit() else "XXXX-XX-XX"
    value = unknown if days is None else days[0].isoformat()
    return told(days, value, "day", "explicit" if named else "published")


def feast_days(rule: str, year: int) -> Days | None:
    """Days of a feast in a year: "12-25", "12-24/12-25", "easter -2", "orthodox 0", "nth 11 3 4"; None for "?"."""
    first, _, last = rule.partition("/")
    start = _feast_day(first, year)
    end = _feast_day(last, year) if last else start
    if start and end and end < start:
        end = _feast_day(last, year + 1)
    return (start, end) if start and end else None


def _feast_day(rule: str, year: int) -> date | None:
    name, _, rest = rule.partition(" ")
    if name in ("easter", "orthodox"):
        sunday = easter(year) if name == "easter" else orthodox_easter(year)
        return moved(sunday, int(rest)) if sunday else None
    if name == "nth":
        month, week, nth, *more = (int(part) for part in rest.split())
        found = nth_weekday(year, month, week, nth)
        return moved(found, more[0]) if found and more else found
    return day_of(year, int(rule[:2]), int(rule[3:5])) if rule[:1].isdigit() else None


def _near_feast(rule: str, scene: Scene, kind: str) -> Days | None:
    now = scene.now
    if now is None:
        return None
    spans = [days for number in (now.year - 1, now.year, now.year + 1) if (days := feast_days(rule, number))]
    if kind in ("last", "past", "previous"):
        spans = [days for days in spans if days[0] <= now]
    elif kind in ("next", "coming", "future"):
        spans = [days for days in spans if days[1] >= now]
    return min(spans, key=lambda days: abs((days[0] - now).days), default=None)
