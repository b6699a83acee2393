"""Days of a sentence against those of the sources: weekdays, dates, and what both come to where they can be worked out.

Another weekday or date where the sources tell of the same thing contradicts; a date that the sources, with weekdays
alone, neither bear nor exclude is not in the source.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from dateline.check.case import Case
from dateline.check.hours import WEEK
from dateline.check.shelf import Line
from dateline.records import Annotation, Field, Time, Token

_STEPS = {"next": 1, "following": 1, "previous": -1}
_AWAY = {"later": 1, "after": 1, "afterwards": 1, "earlier": -1, "before": -1}
_BORNE = 0.75  # share of the rest of a sentence that the line it rests on must have
_STRAY = 0.3  # share that a line of another happening may have of it
_MANY = 400  # lines that are looked at
_LEAD = 4  # lines at the head of a source that tell when it happened


class Day(Struct, frozen=True):
    """A weekday or date as written, with the day it comes to where that is known."""

    start: int
    end: int
    text: str
    weekday: str = ""
    date: str = ""  # "may 4", lower case
    resolved: str | None = None


class Days:
    """Reads days off annotated sentences."""

    def __init__(self, months: frozenset[str], numbers: Mapping[str, float]) -> None:
        self.months = months
        self.numbers = numbers

    def __call__(self, annotation: Annotation) -> tuple[Day, ...]:
        """Weekdays and dates in reading order."""
        tokens = annotation.tokens
        found = []
        for index, token in enumerate(tokens):
            lower = token.text.lower()
            if lower in WEEK:
                found.append(Day(token.start, token.end, token.text, weekday=lower, resolved=_resolved(annotation, token.start)))
            elif lower in self.months and token.text[0].isupper():
                near = [at for at in (index + 1, index - 1) if 0 <= at < len(tokens) and _is_day(tokens[at].text)]
                if near:
                    start, end = min(token.start, tokens[near[0]].start), max(token.end, tokens[near[0]].end)
                    number = tokens[near[0]].text.rstrip("stndrh")
                    text = " ".join(other.text for other in tokens[min(index, near[0]) : max(index, near[0]) + 1])
                    found.append(Day(start, end, text, date=f"{lower} {number}", resolved=_resolved(annotation, token.start)))
        return tuple(found)

    def unborne(self, case: Case) -> list[Field]:
        """A field for each day of the sentence that the sources do not bear."""
        fields = []
        for day in self(case.annotation):
            verdict, source = self._verdict(case, day)
            if verdict:
                fields.append(Field(day.text, "time", verdict, source, day.start, day.end))
        return fields

    def _verdict(self, case: Case, day: Day) -> tuple[str, str | None]:
        """The verdict and the source's words; ("", None) where it is borne."""
        other_day = self._of_home(case, day)
        if other_day is not None:
            return "contradicted", other_day.text
        if any(_same(day, other) for line in case.around(2, 3) for other in self(line.annotation)):
            return "", None
        if day.weekday and day.weekday in self._reckoned(case):
            return "", None
        homes = [other for line in case.around(1, 1) for other in self(line.annotation)]
        rivals = [other for other in homes if bool(other.weekday) == bool(day.weekday)]
        if rivals:
            return "contradicted", rivals[0].text
        everywhere = [other for line in case.shelf.lines for other in self(line.annotation)] if len(case.shelf.lines) < 400 else homes
        if any(_same(day, other) for other in everywhere):
            return "", None
        lead = [other for line in self._lead(case) for other in self(line.annotation) if bool(other.weekday) == bool(day.weekday)]
        return ("contradicted", lead[0].text) if lead and day.weekday else ("not-in-source", None)

    def _of_home(self, case: Case, day: Day) -> Day | None:
        """The day of the line that bears nearly all else, where lines of the day that is told bear next to nothing of it."""
        if not day.weekday or not case.alignment.homes:
            return None
        rest = [word for word in case.words if not day.start <= word.start < day.end]
        home, days = case.alignment.homes[0], self(case.alignment.homes[0].annotation)
        others = [line for line in case.shelf.lines[:_MANY] if any(_same(day, other) for other in self(line.annotation))]
        if not days or home in others or any(not other.weekday for other in days) or case.share(rest, home.words) < _BORNE:
            return None
        return days[0] if others and all(case.share(rest, line.words) <= _STRAY for line in others) else None

    def _reckoned(self, case: Case) -> set[str]:
        """Weekdays that "two days earlier" or "the next day" comes to, counted from the days named there and in the line before."""
        found: set[str] = set()
        near = case.around(1, 2)
        for line in near:
            before = case.shelf.lines[max(0, line.number - 1)]
            named = {day.weekday for told in (before, line) for day in self(told.annotation) if day.weekday}
            found.update(WEEK[(WEEK.index(day) + shift) % 7] for shift in _shifts(line.annotation.tokens, self.numbers) for day in named)
        return found

    def _lead(self, case: Case) -> list[Line]:
        if not case.alignment.homes:
            return []
        document = case.alignment.homes[0].document.id
        item = case.alignment.homes[0].annotation.sentence.item
        return [line for line in case.shelf.lines if line.document.id == document and line.annotation.sentence.item == item][:_LEAD]


def _shifts(tokens: Sequence[Token], numbers: Mapping[str, float]) -> Iterator[int]:
    """Days that "the next day", "two days earlier" are away."""
    for before, day, after in zip(tokens, tokens[1:], [*tokens[2:], None], strict=False):
        if day.lemma != "day":
            continue
        count = 1 if before.lemma in ("a", "one") else int(numbers.get(before.text.lower(), 0)) or (int(before.text) if before.text.isdigit() else 0)
        if before.lemma in _STEPS:
            yield _STEPS[before.lemma]
        elif count and after is not None and after.lemma in _AWAY:
            yield count * _AWAY[after.lemma]


def _is_day(text: str) -> bool:
    digits = text.rstrip("stndrh")
    return digits.isdigit() and 1 <= int(digits) <= 31


def _resolved(annotation: Annotation, position: int) -> str | None:
    for mention in annotation.mentions:
        if mention.start <= position < mention.end and isinstance(mention.value, Time) and mention.value.start == mention.value.end:
            return mention.value.start
    return None


def _same(one: Day, other: Day) -> bool:
    if one.resolved and other.resolved and one.resolved == other.resolved:
        return True
    return bool(one.weekday and one.weekday == other.weekday) or bool(one.date and one.date == other.date)
