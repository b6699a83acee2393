"""Events -> which is part of which: of a town within that of its region or country, where day, type, means and side agree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

import msgspec

from dateline.calendar_days import shift
from dateline.records import Decision, Event

WIDE = frozenset(("region", "country"))
APART = frozenset(("capture", "abduct"))  # no part of a raid
SPAN = 3  # days by which a wide event is looked up
Area = tuple[str, str, str]  # day, country, name of the region or "" for the whole country


def wholes(events: Iterable[Event]) -> tuple[list[Event], list[Decision]]:
    """The events, each with the id of the one it is part of, and why."""
    told = sorted(events, key=lambda e: e.id)
    by_area: dict[Area, list[Event]] = defaultdict(list)
    for event in told:
        if event.type == "ASSAULT" and event.day and event.place and event.place.precision in WIDE:
            name = event.place.name.lower() if event.place.precision == "region" else ""
            for day in _days(event):
                by_area[day, event.place.country or "", name].append(event)
    found, made = [], []
    for event in told:
        whole = _whole(event, by_area)
        found.append(msgspec.structs.replace(event, whole=whole.id if whole else ""))
        if whole and event.place and whole.place:
            reasons = ((f"{event.place.name or event.place.text} lies within {whole.place.name}", 1.0),)
            made.append(Decision(f"part:{event.id}:{whole.id}", "part", event.id, whole.id, reasons))
    return found, made


def _days(event: Event) -> list[str]:
    days = [event.day or ""]
    while days[-1] < (event.until or "") and len(days) < SPAN:
        days.append(shift(days[-1], 1))
    return days


def _whole(event: Event, by_area: Mapping[Area, list[Event]]) -> Event | None:
    """The narrowest wider event of the same day and side, by the same means where both are told."""
    place = event.place
    if event.type != "ASSAULT" or not event.day or not place or place.precision == "country" or event.mode in APART:
        return None
    areas = [place.within.lower()] if place.within and place.precision != "region" else []
    for name in (*areas, ""):
        for other in by_area.get((event.day, place.country or "", name), ()):
            is_one_side = not event.actors or not other.actors or bool(set(event.actors) & set(other.actors))
            if other.id != event.id and is_one_side and (event.mode is None or other.mode in {None, event.mode}):
                return other
    return None
