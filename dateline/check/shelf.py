"""Sentences of the sources, found again by the words of a checked sentence.

A shelf is the index that a check runs against. It can be filled from whole readings or, for a large record, from the few
sentences that the record's own search brought up for a draft.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from math import log

from msgspec import Struct

from dateline.check.stretches import claims_in, stretches
from dateline.check.words import Vocabulary, Word, stem
from dateline.records import Annotation, Claim, Document

Form = tuple[str, str, tuple[str, ...]]  # what a word is found by: key, kind, synonym groups
_SHARED = 4  # letters that a country and its people have in common at least ("Ukraine", "Ukrainian")


def related(one: str, other: str) -> bool:
    """True for a name and one made from it: equal, or alike in all but the ending."""
    if one == other:
        return True
    common = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        common += 1
    return common >= _SHARED and common >= min(len(one), len(other)) - 2


def _acronyms(words: tuple[Word, ...]) -> list[tuple[str, int]]:
    """Initials of runs of names ("Rapid Support Forces": rsf), with the position of the first."""
    found = []
    run: list[int] = []
    for position, word in enumerate(words):
        if word.kind == "name" and (not run or word.order - words[run[-1]].order <= 2):
            run.append(position)
            if 2 <= len(run) <= 6:
                found.append(("".join(words[at].text[0].lower() for at in run), run[0]))
        else:
            run = [position] if word.kind == "name" else []
    return found


class Line(Struct, frozen=True):
    """One sentence of a source, or a stretch of a very long one."""

    document: Document
    annotation: Annotation
    words: tuple[Word, ...]
    number: int  # position on the shelf; neighbours in one document have neighbouring numbers
    claims: tuple[Claim, ...] = ()

    @property
    def text(self) -> str:
        """The sentence as written."""
        return self.document.text[self.annotation.sentence.start : self.annotation.sentence.end]


class Shelf:
    """Lines by key and by synonym group."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.lines: list[Line] = []
        self.keys: dict[str, list[tuple[int, int]]] = {}  # key -> (line, position of the word in it)
        self.groups: dict[str, list[tuple[int, int]]] = {}
        self._weights: dict[str, float] = {}
        self._places: dict[Form, list[tuple[int, int, float]]] = {}
        self._by_line: dict[Form, dict[int, list[tuple[int, float]]]] = {}
        self._likest: dict[Form, dict[int, float]] = {}
        self._positions: dict[Form, dict[int, set[int]]] = {}
        self._bonds: dict[tuple[Form, Form], float] = {}
        self.stems: dict[str, set[str]] = {}  # first letters of a name -> keys that share them

    def add(self, document: Document, annotations: Sequence[Annotation], claims: Iterable[Claim] = ()) -> None:
        """Put the sentences of a document on the shelf."""
        for memory in (self._places, self._by_line, self._likest, self._positions, self._weights, self._bonds):
            memory.clear()
        by_sentence: dict[int, list[Claim]] = {}
        for claim in claims:
            by_sentence.setdefault(claim.sentence, []).append(claim)
        for annotation in chain.from_iterable(map(stretches, annotations)):
            words = self.vocabulary.words(annotation)
            number = len(self.lines)
            told = claims_in(by_sentence.get(annotation.sentence.number, ()), annotation)
            self.lines.append(Line(document, annotation, words, number, told))
            for initials, position in _acronyms(words):
                self.keys.setdefault(initials, []).append((number, position))
            for position, word in enumerate(words):
                self.keys.setdefault(word.key, []).append((number, position))
                if word.kind == "name":
                    self.stems.setdefault(word.key[:_SHARED], set()).add(word.key)
                for group in word.groups:
                    self.groups.setdefault(group, []).append((number, position))

    def weight(self, word: Word) -> float:
        """How much a word tells: less, the more lines have it."""
        known = self._weights.get(word.key)
        if known is None:
            lines = len({number for number, _ in self.keys.get(word.key, ())})
            known = self._weights[word.key] = log(1 + (len(self.lines) + 1) / (lines + 0.5))
        return known

    def places(self, word: Word) -> list[tuple[int, int, float]]:
        """(line, position, likeness) wherever the word or a synonym stands."""
        key = form(word)
        known = self._places.get(key)
        if known is None:
            known = self._places[key] = self._found(word)
        return known

    def by_line(self, word: Word) -> dict[int, list[tuple[int, float]]]:
        """line -> (position, likeness) wherever the word or a synonym stands."""
        key = form(word)
        known = self._by_line.get(key)
        if known is None:
            known = self._by_line[key] = {}
            for number, position, likeness in self.places(word):
                known.setdefault(number, []).append((position, likeness))
        return known

    def likest(self, word: Word) -> dict[int, float]:
        """line -> likeness of the word in it that is most like it."""
        key = form(word)
        known = self._likest.get(key)
        if known is None:
            known = self._likest[key] = {number: max(likeness for _, likeness in found) for number, found in self.by_line(word).items()}
        return known

    def positions(self, word: Word) -> dict[int, set[int]]:
        """line -> positions wherever the word or a synonym stands."""
        key = form(word)
        known = self._positions.get(key)
        if known is None:
            known = self._positions[key] = {number: {position for position, _ in found} for number, found in self.by_line(word).items()}
        return known

    def bond(self, one: Word, other: Word) -> float:
        """How close two words ever stand: 1 side by side, falling with distance, 0.3 in neighbouring lines, 0 never."""
        forms = (form(one), form(other))
        known = self._bonds.get(forms)
        if known is None:
            known = self._bonds[forms] = _bond(self.by_line(one), self.by_line(other))
        return known

    def _found(self, word: Word) -> list[tuple[int, int, float]]:
        found = [(number, position, 1.0) for number, position in self.keys.get(word.key, ())]
        if word.kind == "name" and not found:
            for key in sorted(self.stems.get(word.key[:_SHARED], ())):
                if related(word.key, key):
                    found += [(number, position, 0.9) for number, position in self.keys[key]]
        for verb in self.vocabulary.converses.get(word.lemma, ()) if word.kind == "word" else ():
            found += [(number, position, 0.8) for number, position in self.keys.get(stem(verb), ())]
        if word.kind in ("word", "name"):
            for group in word.groups:
                likeness = 0.5 if group.startswith("is ") else 0.8
                found += [(number, position, likeness) for number, position in self.groups.get(group, ())]
        return found

    def bearing(self, words: Iterable[Word], most: int) -> list[Line]:
        """Lines with most of the words' weight, best first; those on the shelf first where they are equal."""
        gains: dict[int, float] = {}
        for word in words:
            weight = self.weight(word)
            for number, likeness in self.likest(word).items():
                gains[number] = gains.get(number, 0.0) + weight * likeness
        return [self.lines[number] for number in sorted(gains, key=lambda number: (-gains[number], number))[:most]]


def form(word: Word) -> Form:
    """What the places of a word depend on: words of one form stand in the same places."""
    return word.key, word.kind, word.groups


def _bond(mine: dict[int, list[tuple[int, float]]], theirs: dict[int, list[tuple[int, float]]]) -> float:
    best = 0.0
    for number, found in mine.items():
        for position, likeness in found:
            if likeness <= best:
                continue
            for where, likeness_there in theirs.get(number, ()):
                gap = abs(where - position)
                close = 0.5 if gap == 0 else 1.0 / (1.0 + (gap - 1) / 5)
                best = max(best, close * min(likeness, likeness_there))
            if best < 0.3 * likeness and (number - 1 in theirs or number + 1 in theirs):
                best = 0.3 * likeness
        if best == 1.0:
            break
    return best
