"""A sentence under check with all that its parts are compared with."""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec import Struct

from dateline.check.alignment import Alignment
from dateline.check.frames import Frame, Phrase
from dateline.check.shelf import Line, Shelf
from dateline.check.stretches import part
from dateline.check.words import Vocabulary, Word
from dateline.records import Agent, Annotation, Claim, Document, Evidence, Mention, Place

_MARK = re.compile(r"(?:\d{1,2}[.)]|[•*·‣▪–-])\s+(?=\S)")
_COMPUTING = frozenset(("unaccounted", "remain", "total", "altogether", "combined"))  # words of sums, borne by the figures
_TITLES = frozenset(("president", "minister", "governor", "mayor", "official", "general", "spokesman", "spokeswoman", "leader", "chief", "colonel"))


class Case(Struct, frozen=True):
    """One sentence of a checked text, or a stretch of a very long one, aligned with the shelf."""

    document: Document
    annotation: Annotation
    words: tuple[Word, ...]
    frames: tuple[Frame, ...]
    alignment: Alignment
    shelf: Shelf
    vocabulary: Vocabulary
    opens: bool = False  # nothing of the checked text stands before it
    context: tuple[Line, ...] = ()  # lines that what stands before it rests on
    claims: tuple[Claim, ...] = ()  # read from the sentence

    @property
    def text(self) -> str:
        """The sentence as written."""
        return self.document.text[self.annotation.sentence.start : self.annotation.sentence.end]

    def around(self, reach: int = 1, homes: int = 3) -> list[Line]:
        """Lines that the sentence rests on, each followed by its neighbours; best first, none twice."""
        numbers: list[int] = []
        for home in (*self.alignment.homes[:homes], *self.context):
            numbers += [home.number, *(home.number + step for distance in range(1, reach + 1) for step in (-distance, distance))]
        lines = self.shelf.lines
        kept = []
        for number in dict.fromkeys(numbers):
            if 0 <= number < len(lines):
                kept.append(lines[number])
        return kept

    def weight(self, word: Word) -> float:
        """How much hangs on a word being borne: names and numbers most, words of every retelling little."""
        if word.kind in ("pronoun", "negation"):
            return 0.0
        if word.lemma in self.vocabulary.pale or word.lemma in _COMPUTING:
            return 0.2
        return {"name": 1.2, "number": 1.5}.get(word.kind, 1.0)

    def total(self, words: Iterable[Word]) -> float:
        """How much hangs on words together."""
        return sum(self.weight(word) for word in words)

    def share(self, words: Iterable[Word], theirs: Iterable[Word], kinds: bool = True) -> float:
        """Share of the weight of words that others bear, themselves or by a synonym; 0 of words without weight.

        Args:
            kinds: whether things of one kind ("is person") bear each other.
        """
        listed = list(words)
        keys: set[str] = set()
        groups: set[str] = set()
        for word in theirs:
            keys.add(word.key)
            groups.update(group for group in word.groups if kinds or not group.startswith("is "))
        total = self.total(listed)
        return self.total(word for word in listed if word.key in keys or groups.intersection(word.groups)) / total if total else 0.0

    def evidence(self, limit: int = 2) -> tuple[Evidence, ...]:
        """The sentences of the sources that bear most of it."""
        return tuple(quote(line) for line in self.alignment.homes[:limit])


def unmarked(annotation: Annotation, text: str) -> Annotation:
    """The sentence without the mark or number of the list entry that it opens."""
    sentence = annotation.sentence
    mark = _MARK.match(text, sentence.start, sentence.end)
    if mark is None or mark.end() == sentence.end:
        return annotation
    gone = sum(token.start < mark.end() for token in annotation.tokens)
    return part(annotation, gone, len(annotation.tokens)) if gone else annotation


def quote(line: Line) -> Evidence:
    """A line as evidence."""
    sentence = line.annotation.sentence
    return Evidence(line.document.id, sentence.start, sentence.end, line.text)


def countries(phrases: Iterable[Phrase], annotation: Annotation) -> frozenset[str]:
    """ISO codes of the countries that the noun groups speak of or belong to."""
    found = set()
    for phrase in phrases:
        for mention in annotation.mentions:
            if mention.start < phrase.end and phrase.start < mention.end:
                code = _country(mention)
                if code:
                    found.add(code)
    return frozenset(found)


def _country(mention: Mention) -> str | None:
    return mention.value.country if isinstance(mention.value, (Agent, Place)) else None


def names(phrases: Iterable[Phrase]) -> frozenset[str]:
    """Keys of the names in noun groups, titles left out."""
    return frozenset(word.key for phrase in phrases for word in phrase.words if word.kind == "name" and word.lemma not in _TITLES)
