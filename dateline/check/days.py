"""Days of a sentence against those of the sources: weekdays, dates, and what both come to where they can be worked out.

Another weekday or date where the sources tell of the same thing contradicts; a date that the sources, with weekdays
alone, neither bear nor exclude is not in the source.
"""

from __future__ import annotations

from msgspec import Struct

from dateline.check.case import Case
from dateline.check.shelf import Line
from dateline.records import Annotation, Field, Time

_WEEKDAYS = frozenset(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"))
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

    def __init__(self, months: frozenset[str]) -> None:
        self.months = months

    def __call__(self, annotation: Annotation) -> tuple[Day, ...]:
        """Weekdays and dates in reading order."""
        tokens = annotation.tokens
        found = []
        for index, token in enumerate(tokens):
            lower = token.text.lower()
            if lower in _WEEKDAYS:
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
        if any(_same(day, other) for line in case.around(2, 3) for other in self(line.annotation)):
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

    def _lead(self, case: Case) -> list[Line]:
        if not case.alignment.homes:
            return []
        document = case.alignment.homes[0].document.id
        item = case.alignment.homes[0].annotation.sentence.item
        return [line for line in case.shelf.lines if line.document.id == document and line.annotation.sentence.item == item][:_LEAD]


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
