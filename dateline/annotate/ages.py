"""Bare numbers -> ages: "aged 74", "Ivan Petrov, 44,", "over the age of 21", "those under 18", "she turned 30"."""

from __future__ import annotations

from dateline.annotate.numerals import Line
from dateline.annotate.objects import Objects
from dateline.annotate.qualifiers import Qualifiers
from dateline.annotate.readings import Reading

_OLDEST = 125
_BOUNDS = frozenset(("under", "over", "above", "below"))
_BOUNDED = frozenset(("those", "anyone", "everyone", "children", "adults"))
_EXTREMES = frozenset(("oldest", "youngest", "eldest"))
_PAIRS = frozenset((("young", "as"), ("old", "as"), ("aged", "between"), ("aged", "from"), (",", "both")))
_NAMES = frozenset(("NNP", "NNPS"))
_RANKS = frozenset(("II", "III", "IV"))
_ALONE = frozenset(("man", "woman", "boy", "girl", "child"))
_DOERS = ("er", "or", "ist", "man", "woman", "ian", "eur", "yst")
_OPENERS = frozenset(("", ",", "“", '"'))
_PRONOUNS = frozenset(("he", "she", "i"))
_CLOSERS = frozenset((",", ".", ";", ")", "-", "–", "—", "―"))


class Ages:
    """Tells ages from counts; built once."""

    def __init__(self, objects: Objects, qualifiers: Qualifiers) -> None:
        self.objects, self.qualifiers = objects, qualifiers

    def read(self, line: Line, reading: Reading) -> bool:
        """Whether a number is an age; its operator is completed."""
        if not (0 < reading.low < _OLDEST and reading.counted.name in ("", "person")):
            return False
        return (
            self._told(line, reading) or (reading.bare and reading.form in ("plain", "words") and self._implied(line, reading)) or self._apposed(line, reading)
        )

    def _told(self, line: Line, reading: Reading) -> bool:
        """ "aged 74", "the age of 21", "as young as 16"."""
        opening = reading.opening
        before = (line.low(opening - 2), line.low(opening - 1))
        if before == ("age", "of"):
            older = self.qualifiers.read(line, opening - (3 if line.low(opening - 3) == "the" else 2), reading.last)
            reading.op = older.op if reading.op == "=" else reading.op
            return True
        if before[1] == "of" and before[0] in _ALONE and reading.bare and reading.low > 1:
            return line.low(opening - 3) in ("a", "the", "young", "old", "elderly")  # "a man of about 40"
        return before[1] in ("aged", "age", "ages") or before in _PAIRS

    def _implied(self, line: Line, reading: Reading) -> bool:
        """ "she turned 30", "those under 18", "the oldest of them is 61", "Petrov is 63."."""
        before, lemma = reading.opening - 1, line.lemma(reading.opening - 1)
        if line.low(before) == "at" and line.low(before - 1) in _OPENERS and line.low(reading.last) == "," and line.low(reading.last + 1) in _PRONOUNS:
            return True  # "At 103, she"
        if lemma == "turn":
            return True
        if line.low(reading.opening) in _BOUNDS:
            return line.low(before) in _BOUNDED or lemma == "be" or self._is_person(line, before)
        if lemma != "be":
            return False
        named = reading.low > 15 and line.tag(before - 1) == "NNP" and line.low(reading.last) in (",", ".")
        return named or any(line.low(at) in _EXTREMES for at in range(max(before - 8, 0), before))

    def _apposed(self, line: Line, reading: Reading) -> bool:
        """ "Ivan Petrov, 44,", "the girl, 9,", "Ivan Petrov Jr., 25", "Petrov (31)", "Ivan Petrov 44 has"."""
        name = reading.first - 2
        before, after = line.low(reading.opening - 1), line.low(reading.last)
        if before == "," and line.low(name) == "." and line.low(name - 1) in ("jr", "sr"):
            return True
        if before == "," and after in _CLOSERS and line.low(name) in _EXTREMES:
            return True
        written = line.written(name)
        if before == "," and after in _CLOSERS and (written[-1:].islower() or written in _RANKS):
            return line.tag(name) in _NAMES or (line.tag(name) == "NN" and (self._is_person(line, name) or self._is_doer(line, name, reading)))
        if (before, after) == ("(", ")"):
            return line.tag(name) == "NNP"
        return reading.form == "plain" and line.tag(reading.first - 1) == line.tag(name) == "NNP" and line.tag(reading.last) in ("VBZ", "VBD", "WP")

    def _is_doer(self, line: Line, at: int, reading: Reading) -> bool:
        """Whether "the winger, 22," names somebody by what he does."""
        return reading.low >= 10 and line.tag(at - 1) in ("DT", "JJ", "NN") and line.lemma(at).endswith(_DOERS) and self.objects.known(line.lemma(at)) is None

    def _is_person(self, line: Line, at: int) -> bool:
        known = self.objects.known(line.lemma(at))
        return known is not None and known[1] == "person"
