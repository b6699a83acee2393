"""Words of absence -> counts of zero: "no casualties", "no one was killed", "none of the drones", "without injuries"."""

from __future__ import annotations

from dateline.annotate.numerals import Line, cues
from dateline.annotate.objects import Counted, Objects
from dateline.annotate.readings import Reading

_CLASSES = frozenset(("person", "weapon", "vehicle", "building"))
_REACH = 6


def zero(line: Line, index: int, objects: Objects) -> Reading | None:
    """The count of zero that starts at an atom; None where the word counts nothing."""
    low, token = line.low(index), line.row[index].token
    if low in ("nobody", "noone") or (low == "no" and line.low(index + 1) == "one"):
        last = index + (2 if low == "no" else 1)
        return _nought(line, index, last, Counted("person", "person", -1, -1)) if _harmed(line, last) else None
    if low == "none":
        return _none(line, index, objects)
    found = objects.after(line, token + 1, 2.0)
    if found.first < 0 or found.first > token + _REACH:
        return None
    lemma = line.tokens[found.first].lemma
    harm = lemma in cues()["absent"]
    if not harm and (low == "without" or found.category not in _CLASSES or not found.plural or line.low(index - 1) in ("there", "of")):
        return None
    return _nought(line, index, index + 1, found)


def _none(line: Line, index: int, objects: Objects) -> Reading | None:
    if line.low(index + 1) == "of" and index + 2 < len(line.row):
        found = objects.of_group(line, line.row[index + 2].token)
        return _nought(line, index, index + 1, found) if found.category in _CLASSES or _harmed(line, index + 1) else None
    return _nought(line, index, index + 1, Counted("person", "person", -1, -1)) if _harmed(line, index + 1) else None


def _harmed(line: Line, index: int) -> bool:
    """Whether a verb of harm follows in the clause."""
    for at in range(index, min(index + _REACH, len(line.row))):
        if line.low(at) in (",", ".", ";"):
            return False
        if line.lemma(at) in cues()["hurt"]:
            return True
    return False


def _nought(line: Line, first: int, last: int, counted: Counted) -> Reading:
    start, end = line.row[first].start, line.row[first].end
    return Reading(low=0.0, high=0.0, first=first, last=last, start=start, end=end, kind="count", counted=counted, rule="none")
