"""What time expressions are resolved against, and how a reading is told.

Laws: what cannot be worked out has no days; its TIMEX3 value keeps X in the unknown places.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from dateline.calendar_days import Days, months_later, parsed
from dateline.records import Time


class Scene:
    """What a time expression is resolved against."""

    __slots__ = ("day", "first_day", "last", "now", "quoted", "tense")

    def __init__(self, now: date | None, last: Time | None, tense: Callable[[int], str], quoted: Callable[[int], bool], first_day: date | None) -> None:
        self.now = now  # the item's day
        self.last = last  # the last dated expression before this one
        self.tense = tense  # of the clause at an offset: past, present, future or ""
        self.quoted = quoted  # whether an offset is inside quotation marks
        self.first_day = first_day  # of the desk, from which days are counted
        self.day: date | None = None  # the day that the sentence names elsewhere

    def last_days(self) -> Days | None:
        """First and last day of the last dated expression."""
        if not self.last or not self.last.start or not self.last.end:
            return None
        first, final = parsed(self.last.start), parsed(self.last.end)
        return (first, final) if first and final else None

    def quarter(self) -> str:
        """The quarter that the text reports on ("1989-Q3"): the last one named, or the last one over where that is still to come."""
        value, days = self.last.value if self.last else "", self.last_days()
        if value[4:6] != "-Q" or days is None:
            return ""
        if self.now is None or days[1] <= self.now or days[0] < self.now:
            return value
        over = months_later(self.now, -3)
        return f"{over.year}-Q{(over.month + 2) // 3}" if over else ""


def told(days: Days | None, value: str, precision: str, basis: str, timex: str = "DATE", anchor: str = "") -> Time:
    """A Time whose days may be unknown."""
    if days is None:
        return Time(None, None, precision, "", timex, value, anchor)
    return Time(days[0].isoformat(), days[1].isoformat(), precision, basis, timex, value, anchor)
