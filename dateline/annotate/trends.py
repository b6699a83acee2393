"""Words around a number -> direction of a change: "rose by 12", "down 4 percent", "fell to 49", "from 11 to 13"."""

from __future__ import annotations

from dateline.annotate.numerals import Line
from dateline.lexicons import table

_VERBS = frozenset(("VB", "VBD", "VBN", "VBG", "VBP", "VBZ"))
_NOUNS = frozenset(("NN", "NNS"))
_BETWEEN = frozenset(
    """
    by to from just only another further sharply slightly modestly around nearly some between as much a an the
    """.split()  # noqa: SIM905
)
_CLAUSE_ENDS = frozenset((",", ";", ".", ":", "(", ")", "–", "—", "and", "but", "while", "that", "which", "after", "as", "with"))
_ADVERBS = frozenset(("up", "down", "off", "higher", "lower", "upward", "downward", "upwards", "downwards"))
_DIRECT = {"money": ("", "weak", "worth"), "measure": ("",), "ratio": ("",)}  # limits of the verbs that need no "by" or "to"
_LONGEST_GAP = 8


class Trends:
    """Reads directions of change; built once."""

    def __init__(self) -> None:
        self._table: dict[str, tuple[str, str]] = {}
        for term, value in table("changes").items():
            direction, _, limit = value.partition(" ")
            self._table[term] = (direction, limit)

    def read(self, line: Line, first: int, kind: str) -> str:
        """Direction of the number whose qualifier starts at an atom; "" where nothing changes.

        Args:
            kind: of the quantity: weak verbs ("lost", "gained") change only shares and money; without "by" or "to" nothing counted changes.
        """
        measured = kind in ("share", "money")
        at, steps = first - 1, 0
        by = False
        while at >= 0 and steps < 4 and (line.low(at) in _BETWEEN or line.tag(at) == "RB") and not self._direction(line, at, measured):
            if line.low(at) == "from":
                return ""  # the old value
            by = by or line.low(at) in ("by", "to")
            at, steps = at - 1, steps + 1
        found = self._direction(line, at, measured)
        if found and (by or line.low(at) in _ADVERBS or kind == "share" or self._limit(line, at) in _DIRECT.get(kind, ())):
            return found
        if line.low(first - 1) == "+" and line.glued(first):
            return "up"
        near = line.low(first - 1) in ("by", "to") if by else kind == "share" and line.tag(first - 1)[:2] == "NN"
        return self._across(line, first, measured) if near else ""

    def verb_before(self, line: Line, first: int) -> str:
        """Direction of a verb or noun of change in the clause before an atom; "" where there is none."""
        for at in range(first - 1, max(first - _LONGEST_GAP, -1), -1):
            if line.low(at) in (".", ";", ":"):
                break
            known = self._table.get(line.lemma(at)) or self._table.get(line.low(at))
            if known and known[1] != "weak" and (line.tag(at) in _VERBS or line.tag(at) in _NOUNS or line.low(at) in _ADVERBS):
                return known[0]
        return ""

    def _across(self, line: Line, first: int, measured: bool) -> str:
        """ "cut output by 5 percent", "reduced the force to 200": the verb stands before its object."""
        for at in range(first - 2, max(first - 2 - _LONGEST_GAP, -1), -1):
            if line.low(at) in _CLAUSE_ENDS:
                break
            if line.tag(at) in _VERBS:
                found = self._direction(line, at, measured)
                if found:
                    return found
        return ""

    def _limit(self, line: Line, at: int) -> str:
        return (self._table.get(line.lemma(at)) or self._table.get(line.low(at)) or ("", ""))[1]

    def _direction(self, line: Line, at: int, measured: bool) -> str:
        if at < 0:
            return ""
        known = self._table.get(line.lemma(at)) or self._table.get(line.low(at))
        if known is None or (known[1] == "weak" and not measured):
            return ""
        low, tag = line.low(at), line.tag(at)
        if low in ("off", "higher", "lower", "upward", "downward", "upwards", "downwards"):
            return known[0] if measured and (low != "off" or line.low(at - 1) == "," or line.lemma(at - 1) == "be") else ""
        if low in ("up", "down"):
            return known[0] if measured or line.low(at - 1) in ("is", "are", "was", "were", ",", "") or line.low(at + 1) in ("by", "from") else ""
        return known[0] if tag in _VERBS or (tag == "NN" and line.low(at + 1) == "to") else ""
