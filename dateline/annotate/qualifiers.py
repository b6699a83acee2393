"""Words around a number -> its operator: "at least", "nearly", "or more"."""

from __future__ import annotations

from typing import NamedTuple

from dateline.annotate.numerals import Line
from dateline.annotate.units import Phrases
from dateline.lexicons import table

_LONGEST_CHAIN = 3


class Qualified(NamedTuple):
    """An operator and the atoms that it was read from."""

    op: str
    first: int
    last: int


class Qualifiers:
    """Reads qualifiers; built once."""

    def __init__(self) -> None:
        before: list[tuple[str, str]] = []
        after: list[tuple[str, str]] = []
        for term, value in table("qualifiers").items():
            words = value.split()
            for place, op in zip(words[::2], words[1::2], strict=True):
                (before if place == "before" else after).append((term, op))
        self._before: Phrases[str] = Phrases(before, backwards=True)
        self._after: Phrases[str] = Phrases(after)

    def read(self, line: Line, first: int, last: int) -> Qualified:
        """Operator of the number at atoms first..last, with the words that make it."""
        op, start = "=", first
        for _ in range(_LONGEST_CHAIN):
            hit = self._before.match(line, start - 1)
            if hit is None:
                break
            op, start = hit[0] if hit[0] != "=" else op, hit[1]
        after = self.after(line, last)
        if after:
            return Qualified(after[0], start, after[1])
        return Qualified(op, start, last)

    def after(self, line: Line, last: int) -> tuple[str, int] | None:
        """Operator of the words right after a number: "+", "-plus", "or more"."""
        low = line.low(last)
        if low == "+" and line.glued(last):
            return ">=", last + 1
        if low in ("-", "–") and line.glued(last) and line.low(last + 1) in ("plus", "odd"):
            return (">=" if line.low(last + 1) == "plus" else "~"), last + 2
        if low in ("plus", "max", "odd", "at", "approximately", "roughly") and not _closes(line, last):
            return None
        return self._after.match(line, last)


def _closes(line: Line, index: int) -> bool:
    """Whether a clause ends within three atoms: then "at least" belongs to the number before it."""
    return any(line.low(at) in ("", ".", ",", ";", ")") for at in range(index + 1, index + 4))
