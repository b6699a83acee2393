"""Items -> the same with the day they are of: from markup, their own words, and their neighbours on the page.

Laws: a day is set only where one day fits every clue; clues that contradict each other leave it open and are listed; nothing
but the page and the desk is used. Where no single day fits but bounds are known, the item says within which days.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from itertools import pairwise

import msgspec

from dateline.calendar_days import Written, last_weekday, month_days, moved, next_weekday, parsed, year_days
from dateline.records import Desk, Document, Item, Passage
from dateline.segment.clues import Clue, Clues
from dateline.segment.layout import Layout

ADDRESS = re.compile(r"(?<!\d)((?:19|20)\d\d)([-/])(\d\d)\2(\d\d)(?!\d)")
YEARS = 5  # a weekday and a day of the month agree again after five years at the earliest
LISTED = ("exact", "day-of-year", "conflict", "since", "until", "opening", "month", "said", "weekday")
UNSURE = ("told", "address", "front matter")  # days that do not come from the page's own markup: its words are heard too
JUMP = 360  # minutes between two updates that are taken for a midnight between them
CLOCK = re.compile(r"(?<![\d-])([01]?\d|2[0-3])[:.]([0-5]\d)(?!\d)")
NUMBERED_EARLY = 3  # days between the number of a release and its date
HALF = 180  # days: a date told without its year is nearer than that
SAME = 1  # days by which markup and words may differ: time zones, a text of the evening before


class Dating:
    """What is known of an item's day while the page is read."""

    __slots__ = ("basis", "clues", "conflict", "day", "exact", "hi", "hints", "lo", "weekday")

    def __init__(self, clues: list[Clue]) -> None:
        self.clues = clues
        self.day: date | None = None
        self.basis = ""
        self.exact = ""  # ISO minute from markup
        self.lo: date | None = None
        self.hi: date | None = None
        self.weekday = spoken_weekday(clues)
        self.conflict = False
        self.hints = {clue.first.year for clue in clues if clue.first and clue.kind in ("since", "opening", "exact", "month")} | {
            clue.number for clue in clues if clue.kind == "year"
        }

    def after(self, day: date | None) -> None:
        """The item's day is that day or later."""
        if day and (self.lo is None or day > self.lo):
            self.lo = day

    def until(self, day: date | None) -> None:
        """The item's day is that day or earlier."""
        if day and (self.hi is None or day < self.hi):
            self.hi = day

    def settle(self, day: date, basis: str) -> None:
        """The item's day."""
        self.day, self.basis, self.lo, self.hi = day, basis, day, day


def dated(document: Document, items: Sequence[Item], passages: Sequence[Passage], desk: Desk) -> tuple[Item, ...]:
    """The items with published, its basis and precision; or with the clues that contradict each other, or the days within which."""
    reader = _reader(desk)
    layout = Layout(document, items, passages)
    found = {item.number: _dating(layout, item, reader) for item in layout.told}
    _share_live(layout, passages, found)
    order = list(dict.fromkeys(found[item.number] for item in items if item.number and item.repeats < 0))
    for _ in range(2):
        _by_order(order)
        for dating in order:
            _by_clues(dating, document, reader)
    return tuple(_dated(item, found) for item in items)


def _share_live(layout: Layout, passages: Sequence[Passage], found: dict[int, Dating]) -> None:
    """The lead and the updates of a live page that gives them no times are of one day: their clues count together."""
    told = layout.told
    if not layout.is_live or any(found[item.number].exact for item in told[1:]):
        return
    lead = found[told[0].number]
    shared = Dating([clue for item in told for clue in found[item.number].clues])
    if lead.day:
        shared.settle(lead.day, lead.basis)
    _by_exact(shared)
    nights = midnights(layout.document.text, [passage for passage in passages if passage.kind == "timestamp" and passage.item > told[0].number])
    if nights and shared.day:
        shared.lo, shared.hi, shared.day, shared.weekday = moved(shared.day, -nights), moved(shared.day, nights), None, 0
    for item in told:
        found[item.number] = lead if nights and item is told[0] and lead.day else shared


def midnights(text: str, timestamps: Sequence[Passage]) -> int:
    """How often the clock times of updates jump over midnight; the order, newest first or last, is what most of them keep."""
    clocks = [int(clock[1]) * 60 + int(clock[2]) for passage in timestamps if (clock := CLOCK.search(text, passage.start, passage.end)) and int(clock[1]) < 24]
    steps = [b - a for a, b in pairwise(clocks) if a != b]
    falling = sum(step < 0 for step in steps)
    rising = len(steps) - falling
    return sum(abs(step) > JUMP for step in steps if (step > 0) == (falling > rising)) if abs(falling - rising) > 1 else 0


@lru_cache(maxsize=8)
def _reader(desk: Desk) -> Clues:
    return Clues(desk)


def _dating(layout: Layout, item: Item, reader: Clues) -> Dating:
    document = layout.document
    marked, basis = _markup(layout, item)
    if marked and basis not in UNSURE:
        dating = Dating([])
        dating.settle(date.fromisoformat(marked[:10]), basis)
        dating.exact = marked
        return dating
    dating = Dating(reader(document.text, layout.passages[item.number]))
    if marked:
        dating.settle(date.fromisoformat(marked[:10]), basis)
        dating.exact = marked
    _by_exact(dating)
    named = parsed(address_day(document.name)) if dating.day is None and (layout.is_live or len(layout.items) < 3) else None
    if named and dating.weekday == named.isoweekday() and not dating.conflict:
        dating.settle(named, "name of the file")
    return dating


def _markup(layout: Layout, item: Item) -> tuple[str, str]:
    """ISO time that markup gives an item, and where it came from."""
    if item.published and parsed(item.published):
        return item.published, item.published_basis or "markup"
    document, alone = layout.document, len(layout.told) == 1
    lead = layout.is_live and item.form == "live-blog"
    if lead and parsed(document.published):
        return document.published, document.published_basis or "markup"
    if timed := layout.marked_time(item):
        return timed, "markup"
    if not (alone or lead):
        return "", ""
    if parsed(document.published):
        return document.published, document.published_basis or "markup"
    return address_day(document.url), "address"


def address_day(address: str) -> str:
    """The ISO day in an address: ".../2025/03/12/..." or "...-2025-03-12"; "" where there is none or more than one."""
    days = {f"{year}-{month}-{day}" for year, _, month, day in ADDRESS.findall(address)}
    day = days.pop() if len(days) == 1 else ""
    return day if parsed(day) else ""


def spoken_weekday(clues: Sequence[Clue]) -> int:
    """The weekday on which the reports were made: the only one named, or the later of two that follow each other; else 0."""
    said = {clue.number for clue in clues if clue.kind == "said"}
    named = said or {clue.number for clue in clues if clue.kind == "weekday"}
    if len(named) == 1:
        return named.pop()
    if len(named) == 2:
        first, last = sorted(named)
        return last if last - first == 1 else 1 if (first, last) == (1, 7) else 0
    return 0


def _by_exact(dating: Dating) -> None:
    """Settle by a dated timestamp, a dateline, "day 1,041"."""
    exact = [clue for clue in dating.clues if clue.kind == "exact" and clue.first]
    first = [clue for clue in exact if clue.number] or [clue for clue in exact if not clue.updated] or exact
    days = {clue.first for clue in first if clue.first} | ({dating.day} if dating.day else set())
    if any(clue.kind == "conflict" for clue in dating.clues) or (days and (max(days) - min(days)).days > SAME):
        dating.conflict, dating.day, dating.lo, dating.hi = True, None, None, None
    elif first and not dating.day and first[0].first:
        dating.settle(first[0].first, f"date “{first[0].words}”")


def _by_clues(dating: Dating, document: Document, reader: Clues) -> None:
    """Narrow the days, and settle where one is left."""
    if dating.conflict:
        return
    if dating.day is None:
        _narrow(dating, document, reader)
    _by_day_of_year(dating, document, reader)
    if dating.day is None and not dating.conflict:
        _by_weekday(dating)


def _narrow(dating: Dating, document: Document, reader: Clues) -> None:
    dating.until(parsed(document.fetched))
    for clue in dating.clues:
        if clue.kind == "since":
            dating.after(clue.first)
        elif clue.kind == "until":
            dating.until(clue.first)
        elif clue.kind == "month" and clue.first and (days := month_days(clue.first.year, clue.first.month)):
            # A release is numbered when it is written and may carry the last days of the month before.
            dating.after(moved(days[0], -NUMBERED_EARLY))
            dating.until(moved(days[1], NUMBERED_EARLY))
        elif clue.kind == "year" and (days := year_days(clue.number)):
            dating.after(days[0])
            dating.until(days[1])
        elif clue.kind == "opening" and clue.first:
            # A count of the year's first days is the latest there is.
            dating.after(moved(clue.first, clue.number - 1))
            dating.until(moved(clue.first, clue.number + 6))
    for clue in sorted(dating.clues, key=lambda clue: clue.kind, reverse=True):
        if clue.kind in ("past", "coming") and clue.written:
            _by_undated(dating, clue.written, clue.kind, _years(dating, document, reader))


def _by_undated(dating: Dating, written: Written, kind: str, years: range) -> None:
    """ "On December 26, the air force said": a day without a year is at most half a year away, in the only year that fits."""
    back = kind == "past"
    if not years:
        return
    days = [day for year in (*years, years[-1] + 1) if (day := written.on(year)) and _reaches(dating, day, back)]
    if len(days) != 1:
        return
    if back:
        dating.after(days[0])
        dating.until(moved(days[0], HALF))
    else:
        dating.until(days[0])
        dating.after(moved(days[0], -HALF))


def _reaches(dating: Dating, day: date, back: bool) -> bool:
    """Whether some day that the item can be of is at most half a year after (or before) a day."""
    first, last = (day, moved(day, HALF)) if back else (moved(day, -HALF), day)
    return not (dating.hi and first and first > dating.hi) and not (dating.lo and last and last < dating.lo)


def _by_day_of_year(dating: Dating, document: Document, reader: Clues) -> None:
    """ "Tuesday, December 31" without year: the year in which it fits everything else, and only that."""
    for clue in dating.clues:
        if clue.kind != "day-of-year" or clue.written is None or clue.updated:
            continue
        if dating.day:
            if abs((_nearest(clue.written, dating.day) - dating.day).days) > SAME + 1:
                dating.conflict, dating.day = True, None
            continue
        days = [day for year in _years(dating, document, reader) if (day := clue.written.on(year)) and _fits(dating, day)]
        if len(days) == 1:
            dating.settle(days[0], f"date “{clue.words}”")


def _nearest(written: Written, day: date) -> date:
    days = [found for year in (day.year - 1, day.year, day.year + 1) if (found := written.on(year))]
    return min(days, key=lambda found: abs((found - day).days), default=date(1, 1, 1))


def _years(dating: Dating, document: Document, reader: Clues) -> range:
    """Years that the item can be of."""
    fetched = parsed(document.fetched)
    lo = dating.lo or reader.first_day
    hi = dating.hi or fetched
    if lo is None and hi is None:
        if not dating.hints:
            return range(0)
        return range(max(dating.hints), max(dating.hints) + 2)
    first = lo.year if lo else hi.year - YEARS if hi else 0
    last = hi.year if hi else first + YEARS - 1
    return range(first, min(last, first + 40) + 1)


def _fits(dating: Dating, day: date) -> bool:
    return (dating.lo is None or day >= dating.lo) and (dating.hi is None or day <= dating.hi)


def _by_weekday(dating: Dating) -> None:
    """ "said on Saturday": the only Saturday among the days left, if they are few."""
    if not dating.weekday or not dating.lo or not dating.hi or dating.hi < dating.lo:
        return
    first, last = next_weekday(dating.lo, dating.weekday - 1), last_weekday(dating.hi, dating.weekday - 1)
    if first is None or last is None or first > last:
        return
    if first == last and (dating.hi - dating.lo).days < 14:
        told = next((clue.words for clue in dating.clues if clue.kind in ("said", "weekday") and clue.number == dating.weekday), "")
        dating.settle(first, f"weekday “{told}” between {dating.lo.isoformat()} and {dating.hi.isoformat()}")
    else:
        dating.lo, dating.hi = first, last


def _by_order(order: Sequence[Dating]) -> None:
    """Bounds from neighbours, where three items or more stand in one order of days."""
    known = [dating for dating in order if dating.day]
    steps = [(b.day - a.day).days for a, b in pairwise(known) if a.day and b.day and a.day != b.day]
    if len(steps) < 2 or not (all(step < 0 for step in steps) or all(step > 0 for step in steps)):
        return
    ordered = list(order) if steps[0] > 0 else list(reversed(order))
    for found, bound in ((ordered, Dating.after), (list(reversed(ordered)), Dating.until)):
        last: date | None = None
        for dating in found:
            if dating.day:
                last = dating.day
            elif not dating.conflict:
                bound(dating, last)


def _dated(item: Item, found: dict[int, Dating]) -> Item:
    dating = found.get(item.repeats if item.repeats > 0 else item.number)
    if dating is None:
        return item
    if dating.conflict or (dating.lo and dating.hi and dating.hi < dating.lo):
        listed = tuple(
            dict.fromkeys(clue.words for clue in dating.clues if clue.kind in ("exact", "day-of-year", "conflict", "since", "until", "said", "weekday"))
        )
        return msgspec.structs.replace(item, published=None, published_basis="", published_precision="", clues=listed)
    if dating.day:
        minute = len(dating.exact) > 10
        return msgspec.structs.replace(
            item, published=dating.exact or dating.day.isoformat(), published_basis=dating.basis, published_precision="minute" if minute else "day"
        )
    if dating.lo and dating.hi:
        return msgspec.structs.replace(item, within=f"{dating.lo.isoformat()}/{dating.hi.isoformat()}")
    return item
