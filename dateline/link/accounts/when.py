"""When: the days, or parts of a day, that speakers give one event, and how two of them relate."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache

from dateline import lexicons
from dateline.link.accounts.answers import Answer, Question, Speakers, latest, related
from dateline.link.accounts.deeds import Deeds
from dateline.link.accounts.where import UNREAL, are_at_odds
from dateline.records import Claim, When

DAY = 24
PARTS = frozenset(("part", "night"))
Hours = tuple[int, int]  # first and last, from a day long past


def when(claims: Iterable[Claim], speakers: Speakers, deeds: Deeds) -> Iterator[Question]:
    """The question when, once two speakers answer it."""

    def compared(one: Answer, other: Answer) -> str:
        return relation(one.claim.time, other.claim.time) if are_at_odds(one, other, deeds) else ""

    told = latest((_answer(claim, claim.time, speakers) for claim in claims if claim.time and _tells(claim)), compared)
    yield Question("when", related(told, compared), tuple(told))


def _tells(claim: Claim) -> bool:
    """True where the words of a claim say when its deed was done; the day of the report says nothing."""
    time = claim.time
    is_told = time is not None and bool(time.start) and time.begin >= 0 and not time.resolved
    return is_told and claim.event is not None and claim.status not in UNREAL


def _answer(claim: Claim, time: When, speakers: Speakers) -> Answer:
    return speakers(claim, _value(time), (time.begin, time.finish))


def _value(time: When) -> str:
    """Days, and the part of the day where one is told: "2025-01-07", "2025-01-07/2025-01-08 overnight"."""
    days = time.start or ""
    if time.end and time.end != time.start:
        days += f"/{time.end}"
    return f"{days} {part_of(time)}".strip()


def relation(one: When | None, other: When | None) -> str:
    """How two times relate; "" where one is not known."""
    mine, theirs = _hours(one), _hours(other)
    if mine is None or theirs is None:
        return ""
    if mine[0] >= theirs[1] or theirs[0] >= mine[1]:
        return "differs"
    is_within = mine != theirs and (_covers(mine, theirs) or _covers(theirs, mine))
    return "part of" if is_within else "agree"


def _covers(one: Hours, other: Hours) -> bool:
    return one[0] <= other[0] and other[1] <= one[1]


def _hours(time: When | None) -> Hours | None:
    """The hours that a time leaves possible; a clock time stands for its day, since its zone is seldom told."""
    if time is None or not time.start:
        return None
    first, last = (date.fromisoformat(day[:10]).toordinal() * DAY for day in (time.start, time.end or time.start))
    part = part_of(time)
    if not part:
        return first, last + DAY
    begins, ends = (int(hour) for hour in lexicons.table("day_parts")[part].split())
    return first + begins, max(first + ends, last + ends - DAY if last > first else 0)


def part_of(time: When) -> str:
    """The part of the day that a time tells, by the longest words for one; "" where it tells none."""
    found = _part_words().findall(time.text.lower()) if time.precision in PARTS else []
    return max(found, key=len, default="")


@cache
def _part_words() -> re.Pattern[str]:
    longest_first = sorted(lexicons.terms("day_parts"), key=lambda term: (-len(term), term))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b")
