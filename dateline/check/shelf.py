"""Sentences of the sources, found again by the words of a checked sentence.

A shelf is the index that a check runs against. It can be filled from whole readings or, for a large record, from the few
sentences that the record's own search brought up for a draft.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import log

from msgspec import Struct

from dateline.check.words import Vocabulary, Word, stem
from dateline.records import Annotation, Claim, Document

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
    """One sentence of a source."""

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
        self._by_line: dict[tuple[str, str, tuple[str, ...]], dict[int, list[tuple[int, float]]]] = {}
        self._weights: dict[str, float] = {}
        self._positions: dict[tuple[str, str, tuple[str, ...]], dict[int, list[int]]] = {}
        self._places: dict[tuple[str, str, tuple[str, ...]], list[tuple[int, int, float]]] = {}
        self.stems: dict[str, set[str]] = {}  # first letters of a name -> keys that share them

    def add(self, document: Document, annotations: Sequence[Annotation], claims: Iterable[Claim] = ()) -> None:
        """Put the sentences of a document on the shelf."""
        self._places.clear()
        self._by_line.clear()
        self._weights.clear()
        self._positions.clear()
        by_sentence: dict[int, list[Claim]] = {}
        for claim in claims:
            by_sentence.setdefault(claim.sentence, []).append(claim)
        for annotation in annotations:
            words = self.vocabulary.words(annotation)
            number = len(self.lines)
            self.lines.append(Line(document, annotation, words, number, tuple(by_sentence.get(annotation.sentence.number, ()))))
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
        known = self._places.get((word.key, word.kind, word.groups))
        if known is None:
            known = self._places[word.key, word.kind, word.groups] = self._found(word)
        return known

    def by_line(self, word: Word) -> dict[int, list[tuple[int, float]]]:
        """line -> (position, likeness) wherever the word or a synonym stands."""
        known = self._by_line.get((word.key, word.kind, word.groups))
        if known is None:
            known = self._by_line[word.key, word.kind, word.groups] = {}
            for number, position, likeness in self.places(word):
                known.setdefault(number, []).append((position, likeness))
        return known

    def positions(self, word: Word) -> dict[int, list[int]]:
        """line -> positions wherever the word or a synonym stands."""
        known = self._positions.get((word.key, word.kind, word.groups))
        if known is None:
            known = {number: [position for position, _ in found] for number, found in self.by_line(word).items()}
            self._positions[word.key, word.kind, word.groups] = known
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
            lines: dict[int, float] = {}
            for number, _, likeness in self.places(word):
                lines[number] = max(lines.get(number, 0.0), likeness)
            for number, likeness in lines.items():
                gains[number] = gains.get(number, 0.0) + weight * likeness
        return [self.lines[number] for number in sorted(gains, key=lambda number: (-gains[number], number))[:most]]
