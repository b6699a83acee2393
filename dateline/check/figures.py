"""Counts of a sentence against those of the sources: value, what is counted, and the part it plays.

A count is borne by an equal one of the same unit in the same role, by one that its qualifier allows ("more than 300" by
303), or by sums, differences and shares of such counts ("one is unaccounted for"). It is contradicted where the sources
give another count of that unit in that role.
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date
from itertools import combinations

from msgspec import Struct
from msgspec.structs import replace

from dateline.check.case import Case
from dateline.check.counts import FATES, ORDINAL, TOLERANCE, Count, compatible
from dateline.check.identity import Identity, actor
from dateline.check.lines import Lines
from dateline.check.shelf import Line
from dateline.check.sums import Part, Reckoning, reckoned, sums_up
from dateline.records import Annotation, Field, Quantity, Time

_DAYS = {"day": 1, "week": 7, "month": 30.4, "year": 365.25}
_ISO = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d)")
_ROUNDED = 0.04  # by which a converted measure may be off
_MEASURES = frozenset(("is area", "is length", "is mass"))  # given in several units at once
_PLACED = frozenset(("in", "over", "at", "near", "from", "to", "the", "of"))
_TELLING = 20  # numbers from here on do not agree by chance
_SLOT = 0.66  # share of a sentence that a line must bear for its count to answer the same question


class Figured(Struct, frozen=True):
    """What the counts of a sentence come to."""

    fields: tuple[Field, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()  # characters of all counts
    sums: tuple[Reckoning, ...] = ()


class Figures:
    """Compares counts with those of the sources."""

    def __init__(self, lines: Lines) -> None:
        self.lines = lines

    def __call__(self, case: Case) -> Figured:
        """A field for each count that the sources do not bear, the characters of all, and how those that are reckoned come about."""
        wanted = self.lines.counts(case.annotation, case.words, case.frames)
        if not wanted:
            return Figured()
        near = [(line, count) for line in case.around(2, 3) for count in self.lines.counts_of(line)]
        everywhere = [(line, count) for line in case.shelf.lines for count in self.lines.counts_of(line)] if len(case.shelf.lines) < 400 else near
        sums: list[Reckoning] = []
        fields = [field for count in wanted if (field := self._field(case, count, wanted, near, everywhere, sums)) is not None]
        addends = {len(made.parts) for made in sums}  # the two of "in two nights", which no source has
        told = {count.start for count in wanted if count.low in addends and "is person" not in count.classes}
        return Figured(tuple(field for field in fields if field.start not in told), tuple(_measured(count, case) for count in wanted), tuple(sums))

    def _field(self, case: Case, count: Count, wanted: tuple[Count, ...], near: list[Part], everywhere: list[Part], sums: list[Reckoning]) -> Field | None:
        if count.unit == ORDINAL or count.share:
            return self._of_rank_or_share(case, count, near)
        left = _all_but(count, wanted, case)
        if left is not None:
            return None if any(fits(left, other) for _, other in near) else Field(count.text, "figure", "not-in-source", None, count.start, count.end)
        if _is_one_of(count, case) or any(_converts(count, other) for _, other in near):
            return None
        same_unit = [(line, other) for line, other in near if compatible(count, other)]
        rivals = self._rivals(case, count, same_unit)
        if any(fits(count, other) for other in rivals):
            part = _part_of(count, rivals, near)
            return Field(count.text, "figure", "contradicted", part.text, count.start, count.end) if part is not None else self._misplaced(case, count)
        if self._stands_elsewhere(case, count) or _is_told_of(count, same_unit, rivals):
            return None
        if _is_part_told(count, wanted, near):
            return None
        coin = _other_currency(count, near)
        if coin is not None:
            return Field(count.text, "figure", "contradicted", coin.text, count.start, count.end)
        loose = [other for _, other in same_unit if fits(count, other) and not (other.role and count.role)]
        if loose or _is_elapsed(case, count):
            return None
        made = reckoned(case, count, near)
        if made is not None:
            sums.append(made)
            return None
        return self._unborne(case, count, near, everywhere, rivals)

    def _unborne(self, case: Case, count: Count, near: list[Part], everywhere: list[Part], rivals: list[Count]) -> Field | None:
        """What speaks against a count that nothing near bears."""
        same_unit = [(line, other) for line, other in near if compatible(count, other)]
        if self._is_told_otherwise(case, count, near, same_unit, rivals):
            return None
        whole = not any(_is_some_of(other, line.annotation) for line, other in near if other in rivals)
        if _is_some_of(count, case.annotation) and whole and all(rival.low > count.low for rival in rivals):
            told = any(fits(count, other) for _, other in same_unit)
            return None if told else Field(count.text, "figure", "not-in-source", None, count.start, count.end)
        if rivals and (not sums_up(case) or "is time" in count.classes):
            return Field(count.text, "figure", "contradicted", rivals[0].text, count.start, count.end)
        other_fate = next((other for _, other in same_unit if fits(count, other) and other.unit == count.unit and _opposed(count, other)), None)
        rival = other_fate or self._same_slot(case, count)
        if rival is not None:
            return Field(count.text, "figure", "contradicted", rival.text, count.start, count.end)
        if any(fits(count, other) and not _opposed(count, other) for _, other in everywhere if compatible(count, other)):
            return None
        return Field(count.text, "figure", "not-in-source", None, count.start, count.end)

    def _is_told_otherwise(self, case: Case, count: Count, near: list[Part], same_unit: list[Part], rivals: list[Count]) -> bool:
        """True where the line that bears most gives the number of things called otherwise, or with another verb."""
        home = [(line, other) for line, other in same_unit if line in case.alignment.homes[:1]]
        alike = [other for _, other in home if fits(count, other) and other.role & count.role]
        if count.low >= _TELLING and all(other.unit != count.unit for _, other in home) and self._is_of_party(case, count, alike, home):
            return True
        return _is_distinct(case, count, near, rivals) and not self._is_of_party(case, count, rivals, near)

    def _of_rank_or_share(self, case: Case, count: Count, near: list[Part]) -> Field | None:
        if count.share:
            return None if _is_share(count, near) else Field(count.text, "figure", "not-in-source", None, count.start, count.end)
        rival = self._same_slot(case, count)
        return Field(count.text, "figure", "contradicted", rival.text, count.start, count.end) if rival is not None else None

    def _misplaced(self, case: Case, count: Count) -> Field | None:
        """The line gives the number to one place and another number to the place that the sentence names."""
        tokens = case.annotation.tokens
        names = [w for w in case.words if w.kind == "name" and w.start > count.start and tokens[w.order - 1].lemma in _PLACED]
        for line in case.around(0, 1) if names else ():
            there = [word for word in line.words if word.key == names[0].key]
            counts = [other for other in self.lines.counts_of(line) if other.unit == count.unit]
            given = [before[-1] for word in there if (before := [other for other in counts if other.end <= word.start])]
            elsewhere = any(fits(count, other) for other in counts if there and other.start > there[0].end)
            if given and elsewhere and not any(fits(count, other) for other in given):
                return Field(count.text, "figure", "contradicted", given[0].text, count.start, count.end)
        return None

    def _stands_elsewhere(self, case: Case, count: Count) -> bool:
        """True where a line that shares a name with the sentence gives the very count in that role: accounts may differ."""
        names = {word.key for word in case.words if word.kind == "name"}
        near = case.around(2, 3)
        for number, _ in case.shelf.keys.get(f"#{count.low:g}", ()):
            line = case.shelf.lines[number]
            if line in near or names.isdisjoint(word.key for word in line.words):
                continue
            same = (other for other in self.lines.counts_of(line) if fits(count, other) and compatible(count, other))
            if any(other.role & count.role and other.is_total == count.is_total for other in same):
                return True
        return False

    def _same_slot(self, case: Case, count: Count) -> Count | None:
        """The one count of that unit in a line that bears nearly all else the sentence says."""
        rest = [word for word in case.words if not count.start <= word.start < count.end]
        if not count.unit or case.total(rest) < 1.5:
            return None
        for line in case.shelf.bearing(rest, 4):
            others = [other for other in self.lines.counts_of(line) if other.unit == count.unit and other.is_total == count.is_total]
            if case.share(rest, line.words) >= _SLOT and others and not any(fits(count, other) for other in others):
                return others[0]
        return None

    def _rivals(self, case: Case, count: Count, others: list[Part]) -> list[Count]:
        """Counts of the sources that answer the same question: same role, both part or both total, the same party where it is told."""
        if not count.role:
            return []
        found = [(line, other) for line, other in others if other.role & count.role and other.is_total == count.is_total]
        mine = actor(count.frame, case.frames, case.annotation) if count.frame is not None else None
        if mine is not None and mine.is_told:
            found = self._of_party(mine, found)
        exact = [other for _, other in found if count.unit and other.unit == count.unit]
        if _MEASURES & count.classes:
            return exact or [other for _, other in found if other.si is not None and count.si is not None and _MEASURES & other.classes & count.classes]
        return exact + [other for _, other in found if not other.unit] if exact else [other for _, other in found]

    def _is_of_party(self, case: Case, count: Count, rivals: list[Count], near: list[Part]) -> bool:
        """True where the rivals are told of the very party that the sentence names."""
        mine = actor(count.frame, case.frames, case.annotation) if count.frame is not None else None
        if mine is None or not mine.is_told:
            return False
        parties = (self._party(line, other) for line, other in near if other in rivals)
        return any(party is not None and mine.is_like(party) for party in parties)

    def _of_party(self, mine: Identity, found: list[Part]) -> list[Part]:
        """Those whose actor is the same party; where none is, those whose actor may be, or is not told."""
        parties = [(line, other, self._party(line, other)) for line, other in found]
        same = [(line, other) for line, other, party in parties if party is not None and mine.is_like(party)]
        if not same:
            same = [(line, other) for line, other, party in parties if party is not None and party.is_told and mine.may_be(party)]
        return same or [(line, other) for line, other, party in parties if party is None or not party.is_told]

    def _party(self, line: Line, count: Count) -> Identity | None:
        return actor(count.frame, self.lines.frames_of(line), line.annotation) if count.frame is not None else None


def fits(count: Count, other: Count) -> bool:
    """True where a source's count bears the one that is checked."""
    low, value = count.low, other.low
    if count.op in (">", ">="):
        return value >= low and value <= max(low * 1.5, low + 3)
    if count.op in ("<", "<="):
        return value <= low and value >= low * 0.6
    if count.op == "~":
        return abs(value - low) <= TOLERANCE * max(value, low)
    if other.low != other.high:
        return count.low == other.low and count.high == other.high
    return value == low and (other.op in ("=", "~", count.op) or other.op in (">=", ">") or other.op == "<=")


def _all_but(count: Count, wanted: tuple[Count, ...], case: Case) -> Count | None:
    """The 179 of "all but two of the 181"."""
    tokens = [token.text.lower() for token in case.annotation.tokens if token.end <= count.start]
    total = next((other for other in wanted if other.start > count.start and other.is_total), None)
    if tokens[-2:] != ["all", "but"] or total is None:
        return None
    return replace(count, low=total.low - count.low, high=total.low - count.low)


def _is_some_of(count: Count, annotation: Annotation) -> bool:
    """True for "three of the soldiers", of whom another number says nothing."""
    following = [token.text.lower() for token in annotation.tokens if token.start >= count.end][:2]
    return len(following) == 2 and following[0] == "of" and following[1] in ("the", "them", "these", "those", "its", "their")


def _is_part_told(count: Count, wanted: tuple[Count, ...], near: list[Part]) -> bool:
    """True for the N of "N of the M" where a line gives both numbers, and N no other fate."""
    total = next((other for other in wanted if other.start > count.start and other.is_total), None)
    if total is None or count.is_total or not count.low < total.low:
        return False
    lines = {line.number for line, other in near if other.low == total.low}
    return any(line.number in lines and other.low == count.low and (other.role & FATES) <= count.role for line, other in near)


def _part_of(count: Count, rivals: list[Count], near: list[Part]) -> Count | None:
    """The number that the source gives to the very things, in the line where what fits is of others ("11 people, three of them medics")."""
    told = {line.number for line, other in near if other in rivals and other.unit == count.unit}
    bare = [other for line, other in near if other in rivals and fits(count, other) and not other.unit and line.number not in told]
    if not count.unit or bare or any(fits(count, other) and other.unit == count.unit for other in rivals):
        return None
    lines = {line.number for line, other in near if other in rivals and fits(count, other)}
    exact = [other for line, other in near if line.number in lines and other.unit == count.unit and not other.is_total]
    free = [other for other in exact if not other.role & FATES or other.role & count.role]
    return free[0] if free and not any(fits(count, other) for other in exact) else None


def _measured(count: Count, case: Case) -> tuple[int, int]:
    """Characters of a count, of a measure with its unit."""
    if count.si is None:
        return count.start, count.end
    ends = [m.value.words.end for m in case.annotation.mentions if m.start <= count.start < m.end and isinstance(m.value, Quantity) and m.value.words]
    return count.start, max([count.end, *ends])


def _is_elapsed(case: Case, count: Count) -> bool:
    """True for the time between two days that the near lines name ("17 days after")."""
    days = _DAYS.get(count.unit)
    if days is None:
        return False
    found = {number for line in case.around(2, 3) for m in line.annotation.mentions if isinstance(m.value, Time) and (number := _day_number(m.value))}
    slack = 0 if days == 1 and count.op == "=" else max(2.0, TOLERANCE * count.low * days)
    return any(abs(abs(one - other) - count.low * days) <= slack for one, other in combinations(sorted(found), 2))


def _day_number(time: Time) -> int | None:
    """Days since year 1; of a date without a year as if in a leap year."""
    value = time.start or time.value.replace("XXXX", "2000")
    if not _ISO.fullmatch(value):
        return None
    with suppress(ValueError):
        return date.fromisoformat(value).toordinal()
    return None


def _is_one_of(count: Count, case: Case) -> bool:
    """True for "one of its boats"."""
    tokens = case.annotation.tokens
    following = next((token for token in tokens if token.start >= count.end), None)
    return count.low == 1 and following is not None and following.lemma == "of"


def _converts(count: Count, other: Count) -> bool:
    """True where a measure is the same in another unit."""
    if count.si is None or other.si is None or count.unit == other.unit or not count.classes & other.classes:
        return False
    slack = TOLERANCE if "~" in (count.op, other.op) else _ROUNDED
    return abs(count.si - other.si) <= slack * max(count.si, other.si)


def _is_share(count: Count, near: list[Part]) -> bool:
    """True where two counts of the sources stand in about this ratio."""
    values = sorted({other.low for _, other in near if not other.share and other.low > 0})
    if any(other.share and abs(other.low - count.low) < 0.01 for _, other in near):
        return True
    slack = 0.05 if count.op != "=" else 0.02
    return any(abs(part / whole - count.low) <= slack for part, whole in combinations(values, 2))


def _opposed(count: Count, other: Count) -> bool:
    """True where one number is of the killed, say, and the other of the injured."""
    mine, theirs = count.role & FATES, other.role & FATES
    if count.is_total or other.is_total:
        return False
    return bool(mine and theirs) and not mine & theirs


def _is_told_of(count: Count, others: list[Part], rivals: list[Count]) -> bool:
    """True where the sources give that number of the very things, and no other number of them in that role."""
    exact = any(fits(count, other) and other.unit == count.unit != "" and not _opposed(count, other) for _, other in others)
    return exact and not any(rival.unit == count.unit for rival in rivals)


def _is_distinct(case: Case, count: Count, near: list[Part], rivals: list[Count]) -> bool:
    """True where a telling number stands in the line that bears most, of things called otherwise or with another verb."""
    if count.low < _TELLING or not case.alignment.homes:
        return False
    home = case.alignment.homes[0].number
    here = [other for line, other in near if line.number == home]
    exact = [other for other in here if other.unit == count.unit]
    if (exact and not any(fits(count, other) for other in exact)) or any(rival in here for rival in rivals):
        return False
    return any(other.low == count.low and not _opposed(count, other) and other.is_total == count.is_total for other in here)


def _other_currency(count: Count, near: list[Part]) -> Count | None:
    """The same sum in another currency, where the sources do not have it in this one."""
    if "is money" not in count.classes:
        return None
    sums = [other for _, other in near if "is money" in other.classes and other.low == count.low]
    return sums[0] if sums and all(other.unit != count.unit for other in sums) else None
