"""A count of a sentence as the sum, difference or share of counts that the sources give: of a line, of lines, of documents.

A total that is asked for ("in total", "over two nights", "in May") may be made of any counts of that kind and role; one that
is not must be made of all that a line, or the lines near it, tell of. The counts it is made of are kept as its parts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from msgspec import Struct

from dateline.check.case import Case
from dateline.check.counts import FATES, TOLERANCE, Count, compatible
from dateline.check.shelf import Line
from dateline.records import Time

_REST = frozenset(
    (
        "survive", "survivor", "missing", "lightly", "slightly", "unaccounted", "unexplained", "remain", "remaining", "rest", "other", "others", "leave",
        "left", "remainder", "difference",
    )
)  # fmt: skip
_TOTAL = frozenset(("total", "altogether", "combine", "combined", "overall", "both", "sum", "together", "all"))
_EARLIER = frozenset(("earlier", "previously", "formerly"))
_SPANS = frozenset(("night", "day", "week", "month", "year"))
_MOST = 10  # counts that are put together in every way
_PARTS = 5
_FEW = 10  # totals below that may come about by chance, where none is asked for

Part = tuple[Line, Count]


class Reckoning(Struct, frozen=True):
    """A count and the source's counts that come to it; none for a share of a whole."""

    count: Count
    parts: tuple[Part, ...] = ()
    sign: str = "+"

    @property
    def note(self) -> str:
        """ "63 = 29 + 34"."""
        return f"{self.count.text} = {f' {self.sign} '.join(part.text for _, part in self.parts)}" if self.parts else ""


def reckoned(case: Case, count: Count, near: Sequence[Part]) -> Reckoning | None:
    """How a count comes about of those of the sources; None where it does not."""
    values = _unique((line, other) for line, other in near if compatible(count, other) and not other.share)
    if any(_close(count, other.low * whole.low) for _, other in near if other.share for _, whole in values):
        return Reckoning(count)
    if _words(case) & _REST:
        return next((Reckoning(count, some, "-") for some in _remainders(values) if _close(count, some[0][1].low - _sum(some[1:]))), None)
    parts = [part for part in values if _is_part(count, part[1])]
    asked = bool(_words(case) & _TOTAL) or sums_up(case) or _is_wide(case) or _are_several(case) or len(count.role & FATES) > 1
    return next((Reckoning(count, tuple(some)) for some in _choices(parts, asked, count) if len(some) > 1 and _close(count, _sum(some))), None)


def sums_up(case: Case) -> bool:
    """True where the sentence sums up several days ("over the five nights") or looks back: counts of one day are no rivals."""
    tokens = case.annotation.tokens
    if any(token.lemma in _EARLIER for token in tokens):
        return True
    return any(token.lemma in _SPANS and token.tag == "NNS" and tokens[at - 1].tag == "CD" for at, token in enumerate(tokens) if at)


def _is_wide(case: Case) -> bool:
    """True for "in May", "this week"."""
    times = [mention.value for mention in case.annotation.mentions if isinstance(mention.value, Time)]
    return any(time.precision in ("week", "month", "year") for time in times)


def _are_several(case: Case) -> bool:
    """True for "the two attacks": of things that are no people."""
    tokens, counted = case.annotation.tokens, case.vocabulary.counted
    pairs = ((word, tokens[word.order + 1]) for word in case.words if word.kind == "number" and word.order + 1 < len(tokens))
    return any(word.value and 2 <= word.value <= _PARTS and after.tag == "NNS" and counted.get(after.lemma) != "person" for word, after in pairs)


def _words(case: Case) -> set[str]:
    return {word.lemma for word in case.words} | {token.lemma for token in case.annotation.tokens}


def _unique(near: Iterator[Part]) -> list[Part]:
    return list({(line.number, other.start): (line, other) for line, other in near}.values())


def _is_part(count: Count, other: Count) -> bool:
    if other.is_total or other.low >= count.low:
        return False
    fates = count.role & FATES
    return bool(other.role & fates) or not other.role or (not fates and (not count.role or bool(other.role & count.role)))


def _choices(parts: list[Part], is_asked: bool, count: Count) -> Iterator[Sequence[Part]]:
    """What may be added up: all of a line; all there is; where a total is asked for, any few."""
    for number in dict.fromkeys(line.number for line, _ in parts):
        yield [part for part in parts if part[0].number == number]
    if is_asked or count.low >= _FEW:
        yield parts
    for size in range(2, _PARTS + 1) if is_asked else ():
        yield from combinations(parts[:_MOST], size)


def _remainders(values: list[Part]) -> Iterator[tuple[Part, ...]]:
    """A whole and what is to be taken off it."""
    once = list({other.low: (line, other) for line, other in reversed(values)}.values())[::-1][:_MOST]
    for whole in once:
        less = [part for part in once if part[1].low < whole[1].low]
        for size in range(1, _PARTS):
            for some in combinations(less, size):
                yield (whole, *some)


def _sum(parts: Sequence[Part]) -> float:
    return sum(other.low for _, other in parts)


def _close(count: Count, value: float) -> bool:
    if count.op in (">", ">="):
        return count.low <= value <= count.low * 1.5
    return abs(value - count.low) <= (TOLERANCE * count.low if count.op == "~" else 0)
