"""Figures that should add up: what was launched and what became of it, totals made of parts, rates told from counts.

Law: a sum is given only where the words make whole and parts of one thing; numbers that happen to add up are none.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations

from dateline.link.accounts import Accounts
from dateline.link.fates import RAIDS, fates, fates_over_reports
from dateline.link.terms import REACH, UNCOUNTED, Addition, Term, is_of, is_within, takes_in, terms
from dateline.records import Claim, Sum

HARMED = frozenset(("killed", "injured"))  # what casualties are made of
LENGTHS = {"day": 1, "week": 7, "month": 30, "year": 365}
CHANCE = 10  # counts of things below it add up by chance
_OPENING = frozenset(("all", "part", "of them"))  # words that open a list of parts
_JOINT = re.compile(r",\s*and\b|,|;|\band\b|\bor\b")
Report = tuple[str, int]


class Sums:
    """Adds up the figures of reports.

    Args:
        told: claims of each report that counts.
    """

    def __init__(self, told: Mapping[Report, Sequence[Claim]], accounts: Accounts) -> None:
        self.told, self.accounts = told, accounts
        self._made: dict[Report, list[Addition]] = {}

    def __call__(self, event: str, claims: Sequence[Claim]) -> list[Sum]:
        """Sums of an event; what several reports tell is given once, by the one that tells most."""
        ids = {claim.id for claim in claims}
        found = [one for report in sorted({(c.document, c.item) for c in claims}) for one in self._of(report) if one.home in ids]
        raids = [claim for claim in claims if any(figure.measure in RAIDS for figure in claim.figures)]
        found += fates_over_reports([term for claim in raids for term in terms((claim,), self._text(claim))], found)
        kept: dict[tuple[float, frozenset[float]], Addition] = {}
        for one in found:
            kept.setdefault((one.whole.value, frozenset(part.value for part in one.parts)), one)
        return [self._sum(event, one) for (value, parts), one in kept.items() if not any(value == other and parts < more for other, more in kept)]

    def _of(self, report: Report) -> list[Addition]:
        if report not in self._made:
            claims = self.told.get(report, ())
            numbers = terms(claims, self._text(claims[0])) if sum(len(claim.figures) for claim in claims) > 1 else []
            self._made[report] = [*fates(numbers), *_composed(numbers), *_rates(numbers)]
        return self._made[report]

    def _text(self, claim: Claim) -> str:
        return self.accounts.documents[claim.document].text

    def _sum(self, event: str, added: Addition) -> Sum:
        whole, *parts = (self.accounts(term.claim, term.figure) for term in (added.whole, *added.parts))
        return Sum(event, whole, tuple(parts), added.left, added.note, added.is_all)


# ---- totals and their parts ----


def _composed(numbers: Sequence[Term]) -> Iterator[Addition]:
    """Totals that other figures of the same sentence or the ones beside it make up, or are told to make up and do not."""
    told: dict[int, list[Term]] = defaultdict(list)
    for term in numbers:
        told[term.sentence].append(term)
    for whole in numbers:
        if whole.is_exact and whole.figure.measure not in UNCOUNTED and not whole.period:
            near = [term for sentence in range(whole.sentence - REACH, whole.sentence + REACH + 1) for term in told.get(sentence, ())]
            is_most = sum(term.value < whole.value for term in near) > 1  # two parts at least
            added = next(_totals(whole, near), None) if is_most else None
            if added:
                yield added


def _totals(whole: Term, near: Sequence[Term]) -> Iterator[Addition]:
    for told, is_all in _lists(whole, near):
        parts = [term for term in told if _is_addend(term, whole)]
        left = round(whole.value - sum(part.value for part in parts), 6)
        is_mismatch = is_all and len(parts) == len(told) and abs(left) <= whole.value / 2 and _is_bare_list(parts)
        if len(parts) > 1 and _is_one_measure(whole, parts) and (left == 0 or is_mismatch):
            yield Addition(whole, tuple(parts), left, is_all=is_all)


def _lists(whole: Term, near: Sequence[Term]) -> Iterator[tuple[Sequence[Term], bool]]:
    """Figures that may be all parts of a whole, and whether the words say that they are all."""
    is_total = "total" in whole.before | whole.after or whole.is_back
    rest = [term for term in near if term.sentence == whole.sentence and term.figure.start > whole.figure.start]
    opener = next((n for n, term in enumerate(rest) if _OPENING & term.before), 0 if is_total else len(rest))
    yield from _listed(rest[opener:])
    if rest and rest[0].left.rstrip().endswith(",") and _is_run(rest) and len({term.figure.object for term in rest}) == len(rest):
        yield rest, False  # "20 people, 12 soldiers and eight civilians"
    for reach in range(REACH + 1) if is_total else ():
        before = [term for term in near if term.figure.start < whole.figure.start and whole.sentence - term.sentence <= reach]
        yield [term for term in before if not term.figure.of], False
    for reach in range(1, REACH + 1):
        following = [term for term in near if 0 < term.sentence - whole.sentence <= reach and is_within(term, whole)]
        if following and "all" in following[0].before:  # "It was made up of 42 trucks with food and 28 with tents"
            yield from _listed(following)
        elif is_total or (_is_telling(whole) and _are_apart([term for term in following if _is_addend(term, whole)])):
            yield following, False


def _is_telling(whole: Term) -> bool:
    """False for small counts of things, which numbers beside them make up by chance."""
    return whole.value >= CHANCE or whole.figure.measure != "other"


def _listed(told: Sequence[Term]) -> Iterator[tuple[Sequence[Term], bool]]:
    """A list that its first figure opens, without parts of its parts, and whether it is said to be whole."""
    if told:
        first, *more = told
        is_portioned = "of them" in first.before  # "14 of them men and five of them women" is a list of parts
        kept = [term for term in more if "part" not in term.before and (is_portioned or "of them" not in term.before)]
        yield [first, *kept], "all" in first.before


def _is_addend(term: Term, whole: Term) -> bool:
    measures = {term.figure.measure, whole.figure.measure} - {"other"}
    is_count = term.is_exact and not term.period and (len(measures) < 2 or whole.figure.measure == "casualties")
    return is_count and term.figure.measure not in UNCOUNTED and term.value < whole.value and term.figure.of in (None, whole.value) and is_of(term, whole)


def _is_one_measure(whole: Term, parts: Sequence[Term]) -> bool:
    """The dead are made of dead; casualties of dead and injured; a figure whose measure is not told fits any."""
    told = {part.figure.measure for part in parts} - {"other"}
    if whole.figure.measure == "casualties":
        return told <= HARMED | {"casualties"}
    return len(told | ({whole.figure.measure} - {"other"})) <= 1


def _are_apart(parts: Sequence[Term]) -> bool:
    """True where each part has a name or a noun of its own: where, when, of whom."""

    def differ(one: Term, other: Term) -> bool:
        return one.figure.object != other.figure.object or (one.names != other.names and not one.names & other.names)

    return all(differ(one, other) for one, other in combinations(parts, 2))


def _is_bare_list(parts: Sequence[Term]) -> bool:
    """True where a list holds nothing but figures: a part without one ("and a child") would be missed."""
    return _is_run(parts) and not _joints(parts[-1].right) and all(part.figure.object for part in parts)


def _is_run(parts: Sequence[Term]) -> bool:
    """True where figures follow each other with one comma or "and" between two."""
    return all(_joints(part.left) == 1 for part in parts[1:])


def _joints(words: str) -> int:
    """Where a list goes on: commas and "and", ", and" once."""
    return len(_JOINT.findall(words))


# ---- rates ----


def _rates(numbers: Sequence[Term]) -> Iterator[Addition]:
    """A rate told beside a count over days: 17,400 in 10 days are 52,200 in 30."""
    for rate in numbers:
        for count in numbers if rate.period else ():
            length = _length(count, numbers) if 0 <= rate.sentence - count.sentence <= 1 and _is_counted_alike(count, rate) else 0
            if length and length != rate.period and abs(count.value / length * rate.period - rate.value) < 0.5 + 1e-6:
                yield Addition(rate, (count,), 0.0, f"{count.value:,.12g} in {length:.12g} days are {rate.value:,.12g} in {rate.period}")
                break


def _is_counted_alike(count: Term, rate: Term) -> bool:
    """True for one measure, or for one kind of thing where a measure is not told."""
    if count.figure.start == rate.figure.start or count.period or not count.is_exact or count.figure.measure == "duration":
        return False
    told = {count.figure.measure, rate.figure.measure} - {"other", "rate"}
    return len(told) <= 1 and (not rate.figure.object or rate.figure.object == count.figure.object or bool(told) or takes_in(rate, count))


def _length(count: Term, numbers: Sequence[Term]) -> float:
    """Days over which a count is told, 0 where they are not: "in 10 days", "in the week"."""
    spans = [term.value * LENGTHS[term.figure.object] for term in numbers if term.sentence == count.sentence and _is_length(term)]
    time = count.claim.time
    if spans or time is None or time.resolved or time.precision in {"day", "night"} or not time.start or not time.end:
        return spans[0] if spans else 0
    return date.fromisoformat(time.end).toordinal() - date.fromisoformat(time.start).toordinal() + 1


def _is_length(term: Term) -> bool:
    return term.figure.measure == "duration" and term.figure.object in LENGTHS
