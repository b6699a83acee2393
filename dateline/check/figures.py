"""Figures of a sentence against those of the sources: value, what is counted, and the part it plays.

A figure is borne by an equal one of the same unit in the same role, by one that its qualifier allows ("more than 300"
by 303), or by sums, differences and shares of such figures ("one is unaccounted for"). It is contradicted where the
sources give another figure of that unit in that role.
"""

from __future__ import annotations

from itertools import combinations

from msgspec import Struct

from dateline import lexicons
from dateline.check.case import Case
from dateline.check.frames import Frame
from dateline.check.shelf import Line
from dateline.check.words import Vocabulary, Word
from dateline.records import Annotation, Field

_FRACTIONS = {"half": 1 / 2, "third": 1 / 3, "quarter": 1 / 4, "fifth": 1 / 5, "tenth": 1 / 10}
_REST = frozenset(("unaccounted", "remain", "rest", "other", "leave", "miss", "remainder"))
_TOTAL = frozenset(("total", "altogether", "combine", "combined", "overall", "both", "sum", "together", "all"))
_TOLERANCE = 0.1


class Count(Struct, frozen=True):
    """A number of a sentence."""

    start: int
    end: int
    text: str
    low: float
    high: float
    op: str
    unit: str  # lemma of what is counted; "" = not told
    classes: frozenset[str]  # synonym groups of the unit and its class
    role: frozenset[str]  # groups and lemma of the verb it is an argument of
    is_total: bool  # the M of "N of M"
    line: int = -1


class Units:
    """Classes of things that are counted alike."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.counted = lexicons.table("counted")

    def classes(self, lemma: str) -> frozenset[str]:
        """Synonym groups of a noun and its class among counted things."""
        _, groups = self.vocabulary.key(lemma)
        return frozenset((*groups, self.counted.get(lemma, lemma)))


def figures(case: Case) -> list[Field]:
    """A field for each figure that the sources do not bear."""
    return []
