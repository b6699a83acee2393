"""Which number, place, day or name of a line goes with which, where it tells of several in parallel, against the sentence.

parallel := X Y {separator X Y}: "31 people in the hills and 12 on the coast", "nine soldiers on Monday and 14 on Tuesday";
or X X Y Y with "respectively". A sentence that ties an X to another Y than the line does contradicts it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise, permutations

from msgspec import Struct

from dateline.check.case import Case
from dateline.check.counts import ORDINAL, Count, compatible
from dateline.check.days import Days
from dateline.check.figures import fits
from dateline.check.lines import Lines
from dateline.check.shelf import Line, related
from dateline.check.words import Word
from dateline.records import Agent, Annotation, Field, Place, Token

_SEPARATORS = frozenset((",", ";", "and", "but", "while", "whereas", "then", "or"))
_HARD = frozenset((";", "and", "but", "while", "whereas"))
_BORNE = 0.6  # share of the rest of the sentence that the line must have
_KINDS = ("number", "day", "place", "person", "name", "rank")
_FIELDS = {"number": "figure", "day": "time", "place": "place", "person": "actor", "name": "actor", "rank": "object"}


class Item(Struct, frozen=True):
    """A number, day, place, name or superlative of a sentence."""

    kind: str
    start: int
    end: int
    text: str
    key: str  # of a name or day
    count: Count | None = None


Pairs = tuple[tuple[Item, Item], ...]


class Paired(Struct, frozen=True):
    """What a sentence ties otherwise than the lines that bear it, and where the items stand that it ties as they do."""

    fields: tuple[Field, ...] = ()
    sure: frozenset[int] = frozenset()


class Pairings:
    """Compares what goes together in a sentence with what goes together in the lines that bear it."""

    def __init__(self, lines: Lines, days: Days) -> None:
        self.lines = lines
        self.days = days

    def __call__(self, case: Case) -> Paired:
        """A field for each number, day, place or name that a line ties to another than the sentence does, and what a line ties as it does."""
        mine = self._items(case.annotation, case.words, self.lines.counts(case.annotation, case.words, case.frames))
        if len(mine) < 2:
            return Paired()
        fields: list[Field] = []
        sure: set[int] = set()
        near = [(line, self._items(line.annotation, line.words, self.lines.counts_of(line))) for line in case.around(1, 2)]
        for line, theirs in near:
            rest = [word for word in case.words if not any(item.start <= word.start < item.end for item in mine)]
            if line in case.alignment.homes[:2] and (not rest or case.share(rest, line.words) >= _BORNE):
                others = [item for there, items in near if there is not line for item in items]
                fields += _differences(case, mine, line, _alike(theirs, mine), others, sure)
        return Paired(tuple({field.start: field for field in fields}.values()), frozenset(sure))

    def _items(self, annotation: Annotation, words: Sequence[Word], counts: Sequence[Count]) -> tuple[Item, ...]:
        found = [Item("number", c.start, c.end, c.text, "", c) for c in counts if c.unit != ORDINAL and not c.share]
        found += [Item("day", day.start, day.end, day.text, day.weekday or day.date) for day in self.days(annotation)]
        found += [Item("rank", token.start, token.end, token.text, token.lemma) for token in annotation.tokens if token.tag == "JJS"]
        taken = [(item.start, item.end) for item in found]
        last: Item | None = None
        for word in words:
            adjective = annotation.tokens[word.order].tag.startswith("J")  # "Danish"
            if word.kind != "name" or adjective or any(start <= word.start < end for start, end in taken):
                continue
            kind = _kind_of(word, annotation)
            if last is not None and last.kind == kind and word.start - last.end == 1:
                found.pop()
                last = Item(kind, last.start, word.end, f"{last.text} {word.text}", f"{last.key} {word.key}")
            else:
                last = Item(kind, word.start, word.end, word.text, word.key)
            found.append(last)
        return tuple(sorted(found, key=lambda item: item.start))


def _kind_of(word: Word, annotation: Annotation) -> str:
    for mention in annotation.mentions:
        if mention.start <= word.start < mention.end:
            if isinstance(mention.value, Place):
                return "place"
            if isinstance(mention.value, Agent):
                return "person" if mention.value.kind == "person" else "name"
    return "name"


def paired(items: Sequence[Item], first: str, second: str, tokens: Sequence[Token]) -> Pairs:
    """Items of two kinds that go together, in reading order; none where it cannot be told."""
    both = [item for item in items if item.kind in (first, second)]
    half = len(both) // 2
    kinds = [item.kind for item in both]
    if not both or len(both) % 2:
        return ()
    if kinds == [first, second] * half:
        found = tuple(zip(both[::2], both[1::2], strict=True))
        return found if all(_is_cut(one[1].end, other[0].start, tokens) for one, other in pairwise(found)) else ()
    if kinds == [first] * half + [second] * half and half > 1 and any(token.lemma == "respectively" for token in tokens):
        return tuple(zip(both[:half], both[half:], strict=True))
    return ()


def _is_cut(start: int, end: int, tokens: Sequence[Token]) -> bool:
    return any(token.text.lower() in _SEPARATORS for token in tokens if start <= token.start < end)


def _differences(case: Case, mine: Sequence[Item], line: Line, theirs: Sequence[Item], others: Sequence[Item], sure: set[int]) -> Iterator[Field]:
    """A field for each pair that the line ties otherwise, of the part that no other pair bears out."""
    crossed: list[tuple[Item, Item, Item, Item]] = []
    for first, second in permutations(_KINDS, 2):
        there = paired(theirs, first, second, line.annotation.tokens)
        for one, other in paired(mine, first, second, case.annotation.tokens) if len(there) > 1 else ():
            here = [pair for pair in there if _same(one, pair[0])]
            beside = [pair for pair in there if _same(other, pair[1])]
            if here and here == beside:
                sure.update((one.start, other.start))
            elif len(here) == len(beside) == 1 and not (_is_among(one, others) and _is_among(other, others)):
                crossed.append((one, other, beside[0][0], here[0][1]))
    for one, other, instead, rather in crossed:
        wrong, right = (other, rather) if one.start in sure or (other.start not in sure and _is_firm(one, instead)) else (one, instead)
        yield Field(wrong.text, _FIELDS[wrong.kind], "contradicted", right.text, wrong.start, wrong.end)


def _is_firm(one: Item, other: Item) -> bool:
    """True for what is told to be another kind of thing ("14 civilians" beside "nine soldiers"), and for what is neither number nor day."""
    if one.count is not None and other.count is not None:
        return one.count.unit != other.count.unit
    return one.kind not in ("number", "day")


def _is_among(item: Item, others: Sequence[Item]) -> bool:
    return any(_same(item, other) for other in others)


def _alike(theirs: Sequence[Item], mine: Sequence[Item]) -> list[Item]:
    """Items of a line without numbers of other things."""
    counts = [item.count for item in mine if item.count is not None]
    return [item for item in theirs if item.count is None or any(compatible(count, item.count) for count in counts)]


def _same(one: Item, other: Item) -> bool:
    if one.count is not None and other.count is not None:
        return fits(one.count, other.count)
    return one.kind == other.kind and (one.key == other.key or any(related(mine, theirs) for mine in one.key.split() for theirs in other.key.split()))
