"""Annotation -> frames of nouns that name what is done: "the army's loss of the town to rebels", "an attack by X on Y".

nominal := [owner 's | nationality | party] noun {preposition noun-group}; what the noun's own table says of "of", of its owner
and of its prepositions gives actor and object. A verb that only carries the noun ("carried out an attack") lends its subject.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from dateline import lexicons
from dateline.check.frames import Frame, Phrase, phrase_of
from dateline.check.words import Vocabulary, Word
from dateline.records import Annotation, Chunk, Token

TENSE = "noun"  # of these frames
_OWNING = frozenset(("'s", "’s", "'", "’"))
_MOST = 6  # noun groups after the noun that may belong to it


class Nominal(Struct, frozen=True):
    """A verb, and the roles of a noun's owner and of what follows "of" and other prepositions."""

    lemma: str
    owner: str
    of: str
    objects: tuple[str, ...]


class Nominals:
    """Reads frames off nouns."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self._nouns = {term: _nominal(value) for term, value in lexicons.rows("event_nouns")}
        self._light = lexicons.terms("light_verbs")
        self._parties = lexicons.terms("parties")

    def __call__(self, text: str, annotation: Annotation, words: tuple[Word, ...], frames: tuple[Frame, ...]) -> tuple[Frame, ...]:
        """Frames in reading order; nouns of which neither actor nor object is told are left out."""
        found = []
        by_order = {word.order: word for word in words}
        for index, chunk in enumerate(annotation.chunks):
            noun = self._nouns.get(chunk.lemma) if chunk.kind == "NP" else None
            if noun is not None:
                frame = self._frame(text, index, noun, annotation, by_order, frames)
                found += [frame] if frame.actors or frame.objects else []
        return tuple(found)

    def _frame(self, text: str, index: int, noun: Nominal, annotation: Annotation, by_order: Mapping[int, Word], frames: tuple[Frame, ...]) -> Frame:
        chunk, tokens = annotation.chunks[index], annotation.tokens
        roles: dict[str, list[Phrase]] = {"actor": [], "object": []}
        others: list[tuple[str, Phrase]] = []
        owner = self._owner(text, chunk, tokens, by_order)
        if owner is not None and noun.owner in roles:
            roles[noun.owner].append(owner)
        role = ""
        for preposition, phrase in _following(text, index, annotation, by_order):
            role = role if preposition == "of" and others else {"of": noun.of, "by": "actor"}.get(preposition, "object" if preposition in noun.objects else "")
            if role in roles:
                roles[role].append(phrase)
            else:
                others.append((preposition, phrase))
        token = tokens[chunk.head]
        if not roles["actor"] and noun.owner == "actor":
            roles["actor"] = list(self._carriers(token, frames))
        _, groups = self.vocabulary.key(noun.lemma)
        return Frame(
            token.start, token.end, token.text, noun.lemma, groups, False, False, "", TENSE,
            tuple(roles["actor"]), tuple(roles["object"]), tuple(others), chunk.first, chunk.last,
        )  # fmt: skip

    def _owner(self, text: str, chunk: Chunk, tokens: tuple[Token, ...], by_order: Mapping[int, Word]) -> Phrase | None:
        """Whose it is: words before "'s", a nationality, a party ("rebel attack")."""
        mark = next((at for at in range(chunk.head - 1, chunk.first, -1) if tokens[at].text in _OWNING), None)
        if mark is not None:
            return _inner(text, chunk.first, mark, tokens, by_order)
        named = [at for at in range(chunk.first, chunk.head) if at in by_order and (by_order[at].kind == "name" or by_order[at].lemma in self._parties)]
        return _inner(text, named[0], named[-1] + 1, tokens, by_order) if named else None

    def _carriers(self, noun: Token, frames: tuple[Frame, ...]) -> tuple[Phrase, ...]:
        """Who carries it out, launches or suffers it."""
        for frame in frames:
            if frame.lemma in self._light and any(phrase.start <= noun.start < phrase.end for phrase in frame.objects):
                return frame.actors
        return ()


def _nominal(value: str) -> Nominal:
    cells = value.split(" ")
    at = next(index for index, cell in enumerate(cells) if cell in ("actor", "object", "-"))
    return Nominal(" ".join(cells[:at]), cells[at], cells[at + 1], tuple(cells[at + 2 :]))


def _inner(text: str, first: int, last: int, tokens: tuple[Token, ...], by_order: Mapping[int, Word]) -> Phrase:
    """The noun group that tokens first..last make within another."""
    start, end = tokens[first].start, tokens[last - 1].end
    words = tuple(by_order[order] for order in range(first, last) if order in by_order)
    return Phrase(start, end, text[start:end], tokens[last - 1].lemma, words)


def _following(text: str, index: int, annotation: Annotation, by_order: Mapping[int, Word]) -> Iterator[tuple[str, Phrase]]:
    """(preposition, noun group) of the groups that one preposition each ties to the noun."""
    groups, tokens = annotation.chunks, annotation.tokens
    for at in range(index + 1, min(len(groups), index + 1 + _MOST)):
        between = tokens[groups[at - 1].last : groups[at].first]
        if groups[at].kind != "NP" or len(between) != 1 or between[0].tag not in ("IN", "TO"):
            return
        yield between[0].lemma, phrase_of(text, groups[at], tokens, by_order)
