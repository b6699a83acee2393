"""Annotation -> Grammar: a sentence with the look-ups that attributions need.

Which group a word belongs to, where a noun phrase with its complements begins and ends, who is the subject of a verb
group, where a clause ends. Positions are token indices, ends exclusive.
"""

from __future__ import annotations

from functools import cache

from dateline.lexicons import terms
from dateline.records import Annotation, Chunk

RELATIVE = frozenset(("who", "which", "that"))
FINITE = frozenset(("past", "present", "future"))
_COMPLEMENTS = frozenset(
    ("of", "for", "at", "in", "from", "with", "on", "to", "against", "between", "about", "into", "over", "within", "near", "under", "across", "among", "by")
)
_OF_SUBJECT = frozenset(("of", "for", "at", "in", "from", "with", "on", "to", "against", "within", "among"))
_PAD = ("",) * 6


@cache
def _times() -> frozenset[str]:
    return terms("time_nouns")


class Grammar:
    """A sentence's tokens and groups, and the places between them."""

    def __init__(self, annotation: Annotation) -> None:
        self.annotation = annotation
        self.tokens = annotation.tokens
        self.chunks = annotation.chunks
        self.size = len(self.tokens)
        self.times = _times()
        self.tags = [*[token.tag for token in self.tokens], *_PAD]
        self.words = [*[token.text.lower() for token in self.tokens], *_PAD]
        self.at = [-1] * (self.size + 6)  # group of each token
        for number, chunk in enumerate(self.chunks):
            for i in range(chunk.first, chunk.last):
                self.at[i] = number
        self._subjects: dict[int, tuple[tuple[int, int], ...]] = {}

    def chunk(self, i: int, kind: str = "") -> Chunk | None:
        """The group that holds token i, if it is of this kind."""
        number = self.at[i] if 0 <= i < self.size else -1
        if number < 0 or (kind and self.chunks[number].kind != kind):
            return None
        return self.chunks[number]

    def opens(self, i: int, kind: str) -> Chunk | None:
        """The group of this kind that begins at i."""
        chunk = self.chunk(i, kind)
        return chunk if chunk and chunk.first == i else None

    def phrase_start(self, i: int) -> int:
        """Where the noun phrase that ends before i begins: with its complements, coordination left out."""
        if self.words[i - 1] == ")":  # "Ivan Petrov (45)"
            i = next((j for j in range(i - 2, max(0, i - 10), -1) if self.words[j] == "("), i)
        chunk = self.chunk(i - 1, "NP")
        if chunk is None:
            return i
        first = chunk.first
        for _ in range(6):
            if self.words[first - 1] not in _OF_SUBJECT or first < 2:
                break
            before = self.chunk(first - 2, "NP")
            if before is None or before.last != first - 1 or (self.words[first - 1] != "of" and self._is_pronoun(before)):
                break
            first = before.first
        return first

    def _is_pronoun(self, chunk: Chunk) -> bool:
        return self.tags[chunk.head] in ("PRP", "EX")

    def name_end(self, i: int) -> int:
        """Where the noun phrase at i ends if it names somebody: a time that follows is left out."""
        last = self.phrase_end(i)
        for j in range(i + 1, last):
            chunk = self.opens(j, "NP")
            if chunk and j > i and self.tokens[chunk.head].lemma in self.times:
                return j - 1 if self.tags[j - 1] == "IN" else j
        return last

    def names_end(self, i: int) -> int:
        """Where the noun phrase at i ends with what "and" joins to it: "medics and a reporter", but not the subject of a further verb."""
        last = self.name_end(i)
        if last == i or self.words[last] not in ("and", "or", "&") or not self.opens(last + 1, "NP"):
            return last
        end = self.name_end(last + 1)
        return last if self.opens(end, "VP") or (self.words[end] == "," and self.opens(end + 1, "NP")) else end

    def phrase_end(self, i: int) -> int:
        """Where the noun phrase that begins at i ends: with its complements; i if there is none."""
        chunk = self.opens(i, "NP")
        if chunk is None:
            return i
        last = chunk.last
        for _ in range(8):
            if self.words[last] in _COMPLEMENTS:
                following = self.opens(last + 1, "NP")
                if following:
                    last = following.last
                    continue
            break
        return last

    def group_before(self, i: int) -> tuple[int, int]:
        """The noun phrase that ends before i, with what is joined to it by "and": (first, last)."""
        first = self.phrase_start(i)
        if first == i:
            return i, i
        for _ in range(4):
            if self.words[first - 1] in ("and", "or", "&"):
                earlier = self.chunk(first - 2, "NP")
                if earlier and first >= 2 and self.chunk(first, "NP") and not self._object_of(earlier):
                    first = self.phrase_start(first - 1)
                    continue
            break
        return first, i

    def _object_of(self, chunk: Chunk) -> bool:
        """Whether a group stands right after a verb: its object, not one half of a joint subject."""
        before = self.chunk(chunk.first - 1, "VP") if chunk.first else None
        return before is not None or self.words[chunk.first - 1] in ("in", "on", "at", "by", "with", "from", "during", "after", "before")

    def finite(self, chunk: Chunk) -> bool:
        """Whether a verb group is finite."""
        return chunk.kind == "VP" and chunk.tense in FINITE

    def verb_after(self, i: int, end: int) -> Chunk | None:
        """The first finite verb group in i..end."""
        while i < end:
            chunk = self.chunk(i, "VP")
            if chunk:
                if self.finite(chunk):
                    return chunk
                i = chunk.last
            else:
                i += 1
        return None

    def verb(self, i: int, end: int) -> Chunk | None:
        """The first verb group in i..end, finite or not."""
        return next((chunk for j in range(i, end) if (chunk := self.opens(j, "VP"))), None)

    def text_span(self, first: int, last: int) -> tuple[int, int]:
        """Characters of the tokens first..last."""
        return self.tokens[first].start, self.tokens[last - 1].end
