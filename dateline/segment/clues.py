"""Passages of an item -> clues to its day, in reading order: what each one says, and how far it binds.

A clue is exact (a dated timestamp, a dateline, "Where things stand on Monday, March 3", "day 1,041"), or it bounds the
day (what has happened lies before it, what is to come after it), or it names the weekday of the reports.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache

from msgspec import Struct

from dateline.calendar_days import Calendar, Days, Written, month_days, moved, parsed, year_days
from dateline.lexicons import Automaton, rows
from dateline.records import Desk, Passage

LEAD = 4  # passages that open an item: what they date is the item's own day more often than not
SOURCE = frozenset(("headline", "standfirst", "paragraph", "bullet", "section"))
MARKED = frozenset(("timestamp", "byline"))
NUMBERED = frozenset(("timestamp", "byline", "chrome", "caption"))
YEAR = re.compile(r"(?<![\d,.$€£#-])(?:19|20)\d\d(?![\d,]\d|[-–]\d|\w|%)")
DATELINE = re.compile(r"(?<!\S)[A-Z][A-Z’'.\- ]{2,30}(?:,\s[A-Z][\w’'.\- ]{1,30}){0,2}(?:\s\([A-Z][\w’'.\- ]{1,30}\))?(?:,\s|,?\s(?P<open>\())\Z")
AGENCY = re.compile(r"[\s.,]*(?:\([^)\n]{2,40}\)|/[^/\n]{2,40}/\.?|[-–—])")
CLOSED = re.compile(r"[,.]?\)")
REFERENCE = re.compile(r"(?<![\w/-])(20\d\d)-(0[1-9]|1[0-2])-[A-Z]{1,4}[-–‑]?\d")  # "2010-11-CA-262": a release numbered within its month
DATED = re.compile(r"(?:[,:|(–—-]|\bfor|\bas of|\bof)\s*\Z")  # "Morning report, 9 May 2025"
TITLED = re.compile(r"\s*[:–—-]\s")
COUNT = re.compile(r"\s(\d{1,3}(?:,\d{3})+|\d{1,5})\b")
ORDINAL = re.compile(r"(\d{1,3}(?:,\d{3})+|\d{1,5})(?:st|nd|rd|th)\s$")
FIRST_DAYS = re.compile(r"\bfirst\s(?:(\w+)\s)?days?\sof\s$", re.IGNORECASE)
SAID = re.compile(r"\b(?:said|says|told|announced|reported|confirmed|claimed|statement|posted|wrote|added)\W+(?:[\w’']+\W+){0,3}$")
SPOKEN = re.compile(r"(?:on|said|earlier|late|early|since|overnight|announced|reported)\s$|^$", re.IGNORECASE)
REACH = 110  # characters before a date in which a word still tells its tense


class Clue(Struct, frozen=True):
    """What some words say of the item's day."""

    kind: str  # exact | day-of-year, past, coming (no year told) | since | until | opening | month | said, weekday | year | conflict
    words: str
    first: date | None = None  # exact: the day; since: the day it cannot precede; until: the day it cannot follow
    written: Written | None = None
    number: int = 0  # weekday, 1 = Monday; year; of an exact day: 1 = "published"
    updated: bool = False


class Clues:
    """Finds the clues of an item; compiled for a desk."""

    def __init__(self, desk: Desk) -> None:
        self.first_day = parsed(desk.first_day)
        self.calendar = Calendar()
        self.words: Automaton[str] = Automaton(rows("dating_words"))
        self.weekdays: Automaton[int] = Automaton(((name.capitalize(), number) for name, number in self.calendar.weekdays.items() if len(name) > 5), cased=True)
        self.anchors: Automaton[date] = Automaton((anchor.words.lower(), day) for anchor in desk.anchors if (day := parsed(anchor.day)))

    def __call__(self, text: str, passages: Sequence[Passage]) -> list[Clue]:
        """The clues of one item."""
        told = [passage for passage in passages if passage.kind in SOURCE or passage.kind in MARKED]
        lead = {passage.number for passage in [passage for passage in told if passage.kind in SOURCE][:LEAD]}
        found: list[Clue] = []
        for passage in told:
            found += self._passage(text, passage, passage.number in lead)
        return found + list(self._references(text, passages))

    def _references(self, text: str, passages: Sequence[Passage]) -> Iterator[Clue]:
        """The number of a release tells its year and month."""
        for passage in [passage for passage in passages if passage.kind in SOURCE or passage.kind in NUMBERED][:LEAD]:
            for number in REFERENCE.finditer(text, passage.start, min(passage.end, passage.start + 200)):
                days = month_days(int(number[1]), int(number[2]))
                if days:
                    yield Clue("month", number[0], days[0])

    def _passage(self, text: str, passage: Passage, lead: bool) -> Iterator[Clue]:
        start, end = passage.start, passage.end
        cues = sorted((start + first, value) for first, _, value in self.words.all_hits(text[start:end]))
        dates = self.calendar(text, start, end)
        if lead:
            yield from self._counts(text, passage, cues)
        for written in dates:
            yield from self._written(text, passage, written, cues, lead)
        taken = [(written.start, written.end) for written in dates]
        if passage.kind in MARKED:
            return
        yield from self._weekdays(text, passage, taken)
        yield from self._years(text, passage, taken, cues)
        for first, last, day in self.anchors.hits(text[start:end]):
            kind = "until" if _tense(cues, start + first) == "ahead" else "since"
            yield Clue(kind, text[start + first : start + last], day)

    def _counts(self, text: str, passage: Passage, cues: Sequence[tuple[int, str]]) -> Iterator[Clue]:
        """ "day 1,041", "the 1,041st day of the war"."""
        for at, value in cues:
            if value != "day" or self.first_day is None:
                continue
            after, before = COUNT.match(text, at + 3, passage.end), ORDINAL.search(text, max(passage.start, at - 12), at)
            number = int((after or before)[1].replace(",", "")) if after or before else 0  # type: ignore[index]
            of_war = any(value == "war" for _, value in _around(cues, at + 1, at + 60))
            day = moved(self.first_day, number)
            if day and (number >= 100 or (number and of_war)) and (after or of_war):
                yield Clue("exact", text[before.start() : at + 3] if before else text[at : after.end()] if after else "", day)

    def _written(self, text: str, passage: Passage, written: Written, cues: Sequence[tuple[int, str]], lead: bool) -> Iterator[Clue]:
        words = text[written.start : written.end]
        present = passage.kind in MARKED or (lead and (_dateline(text, passage, written) or _present(text, passage, written, cues)))
        if present and written.day:
            labels = [value for place, value in cues if value in ("updated", "published") and place < written.start and passage.kind in MARKED]
            updated = labels[-1:] == ["updated"]
            if written.year and written.known() is None:
                yield Clue("conflict", words)
            yield Clue("exact" if written.year else "day-of-year", words, written.known(), written, updated=updated, number=int(labels[-1:] == ["published"]))
        elif passage.kind not in MARKED:
            yield from _bounds(words, written, _tense(cues, written.start))

    def _weekdays(self, text: str, passage: Passage, taken: Sequence[tuple[int, int]]) -> Iterator[Clue]:
        for first, last, number in self.weekdays.hits(text[passage.start : passage.end]):
            at = passage.start + first
            if any(a <= at < b for a, b in taken):
                continue
            if SPOKEN.search(text[max(passage.start, at - 12) : at]):
                said = bool(SAID.search(text[max(passage.start, at - 40) : at]))
                yield Clue("said" if said else "weekday", text[at : passage.start + last], number=number)

    def _years(self, text: str, passage: Passage, taken: Sequence[tuple[int, int]], cues: Sequence[tuple[int, str]]) -> Iterator[Clue]:
        for found in YEAR.finditer(text, passage.start, passage.end):
            if any(a <= found.start() < b for a, b in taken):
                continue
            number, tense = int(found[0]), _tense(cues, found.start())
            if tense == "" and _hedged(text, found.start(), cues):
                tense = "unsure"
            days = year_days(number)
            opening = FIRST_DAYS.search(text, max(passage.start, found.start() - 30), found.start())
            if days and opening and tense != "ahead":
                yield Clue("opening", text[opening.start() : found.end()], days[0], number=_count(opening[1]))
            elif days and tense == "":
                yield Clue("since", found[0], days[0])
            elif days and tense == "ahead":
                yield Clue("until", found[0], _quarter_end(text, passage, found.start(), days))
            yield from _contrast(text, found, number, cues)


def _contrast(text: str, found: re.Match[str], number: int, cues: Sequence[tuple[int, str]]) -> Iterator[Clue]:
    """ "this year, from 3.6% in 2024" and "in 2024 ... from 36 million last year": two years side by side are not the same."""
    at = found.start()
    near = [value for place, value in _around(cues, at - 90, at + 90) if ". " not in text[min(place, at) : max(place, at)]]
    if not any("contrast" in value for value in near):
        return
    for value in near:
        if value == "this year":
            yield Clue("year", f"this year against {number}", number=number + 1)
        elif value == "last year":
            yield Clue("year", f"last year against {number}", number=number)


def _around(cues: Sequence[tuple[int, str]], first: int, last: int) -> Sequence[tuple[int, str]]:
    """The words between two offsets."""
    return cues[bisect_left(cues, (first, "")) : bisect_left(cues, (last, ""))]


def _quarter_end(text: str, passage: Passage, at: int, days: Days) -> date:
    """The last day of "the first quarter of" a year, else of the year."""
    quarter = re.search(r"\b(first|second|third|fourth)\s(quarter|half)\sof\s$", text[max(passage.start, at - 26) : at], re.IGNORECASE)
    if not quarter:
        return days[1]
    number = ("first", "second", "third", "fourth").index(quarter[1].lower()) + 1
    months = min(12, number * (3 if quarter[2].lower() == "quarter" else 6))
    end = month_days(days[0].year, months)
    return end[1] if end else days[1]


def _count(word: str | None) -> int:
    """Days of "first three days of 2025"."""
    if word is None:
        return 1
    return int(word) if word.isdigit() else int(dict(_numbers()).get(word.lower(), "1"))


@cache
def _numbers() -> tuple[tuple[str, str], ...]:
    return tuple((term, value.split()[1]) for term, value in rows("time_numbers") if value.startswith("cardinal"))


def _tense(cues: Sequence[tuple[int, str]], at: int) -> str:
    """ "ahead", "unsure" or "" (past) by the words before a date in its clause."""
    for _, value in reversed(_around(cues, at - REACH, at)):
        if "unsure" in value:
            return "unsure"
        if value == "ahead":
            return "ahead"
    return ""


def _hedged(text: str, at: int, cues: Sequence[tuple[int, str]]) -> bool:
    """Whether a word after a bare year, in its sentence, looks ahead: "in 2030 the plant will"."""
    return any(("ahead" in value or "unsure" in value) and ". " not in text[at:place] for place, value in _around(cues, at + 1, at + REACH))


def _dateline(text: str, passage: Passage, written: Written) -> bool:
    """ "KYIV, Jan 8 (Reuters) -" or "KABUL, Afghanistan (Nov. 21)" before the first sentence."""
    place = DATELINE.search(text, max(passage.start, written.start - 80), written.start)
    if not place:
        return False
    return bool((CLOSED if place["open"] else AGENCY).match(text, written.end, passage.end))


def _present(text: str, passage: Passage, written: Written, cues: Sequence[tuple[int, str]]) -> bool:
    """A short line that says which day it is about."""
    short = passage.end - passage.start < 120
    alone = passage.end - passage.start - (written.end - written.start) < 4
    titled = passage.kind == "headline" and written.start == passage.start and bool(TITLED.match(text, written.end, passage.end))
    dated = passage.kind == "headline" and bool(written.year) and written.end >= passage.end - 1 and bool(DATED.search(text, passage.start, written.start))
    return alone or titled or dated or (short and any(value == "present" for place, value in cues if place < written.end))


def _bounds(words: str, written: Written, tense: str) -> Iterator[Clue]:
    """What a date in the text says of the day that the text is of."""
    if tense == "unsure":
        return
    if not written.year:
        if written.day:
            yield Clue("past" if tense == "" else "coming", words, written=written)
        return
    days = month_days(written.year, written.month)
    day = written.known() if written.day else None
    if tense == "" and days:
        yield Clue("since", words, day or days[0])
    elif days:
        yield Clue("until", words, day or days[1])
