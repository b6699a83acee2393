"""Grammar -> Cues: the verbs, nouns, adjectives and set phrases of a sentence that may attribute something."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from dateline.annotate.grammar import Grammar
from dateline.lexicons import table, terms
from dateline.records import Annotation, Chunk

Frames = frozenset[str]
_QUOTED = frozenset(("that", "quote"))
_COPULAS = frozenset(("be", "feel", "seem", "look", "sound", "remain", "become", "grow"))


class Cue(NamedTuple):
    """Tokens first..last that attribute; how, and what the content can look like."""

    first: int
    last: int
    lemma: str
    stance: str
    frames: Frames
    kind: str  # verb | noun | adjective | adverb | according | colon
    chunk: Chunk


class Cues:
    """Finds cues by their lemmas."""

    def __init__(self) -> None:
        self._verbs = _read("cues")
        self._nouns = _read("cue_nouns")
        self._adjectives = _read("cue_adjectives")
        self._adverbs = table("cue_adverbs")
        self._known = frozenset(self._verbs) | frozenset(self._nouns)
        self._triggers = frozenset(self._adverbs) | frozenset(self._adjectives) | {"accord", ":"}
        self._openers = frozenset(key.split(" ")[0] for key in self._verbs if " " in key)  # first words of phrases: make (clear)
        self._attributive = terms("attributive")
        self._strong = terms("speaking")
        self._roles = terms("speaker_nouns")

    def __call__(self, grammar: Grammar) -> list[Cue]:
        """Cues in reading order."""
        found: list[Cue] = []
        if ":" in grammar.words:
            found += self._colons(grammar)
        if not self._adverbs.keys().isdisjoint(grammar.words):
            found += self._hedges(grammar)
        for chunk in grammar.chunks:
            if chunk.kind == "VP":
                cue = self._verb(grammar, chunk)
            elif chunk.lemma in self._nouns:
                cue = self._noun(grammar, chunk)
            else:
                continue
            if cue:
                found.append(cue)
        found.sort(key=lambda cue: cue.first)
        return found

    def is_verb(self, chunk: Chunk) -> bool:
        """Whether a verb group can attribute a clause or a quotation."""
        found = self._verbs.get(chunk.lemma)
        return found is not None and ("that" in found[1] or "quote" in found[1])

    def _hedges(self, g: Grammar) -> Iterator[Cue]:
        """Adverbs such as "reportedly", with the verb group that they stand in or before."""
        for i, word in enumerate(g.words[: g.size]):
            if word in self._adverbs:
                verb = g.chunk(i, "VP") or next((found for j in range(i + 1, min(g.size, i + 4)) if (found := g.opens(j, "VP"))), None) or g.chunk(i - 1, "VP")
                if verb:
                    yield Cue(i, i + 1, word, self._adverbs[word], frozenset(), "adverb", verb)

    def _colons(self, g: Grammar) -> Iterator[Cue]:
        """The colon after a label: "Governor: three killed"; in a headline a label may close the line."""
        for i in range(1, g.size - 1):
            if g.words[i] != ":":
                continue
            label = g.chunk(i - 1, "NP")
            if label and label.first == 0 and label.last == i and self._is_speaker(g, label) and i < 7:
                yield Cue(i, i + 1, ":", "said", _QUOTED, "colon", label)
            last = g.opens(i + 1, "NP")
            if g.annotation.sentence.kind == "headline" and last and last.last == g.size and self._is_speaker(g, last):
                yield Cue(i, i + 1, ":", "said", _QUOTED, "colon", last)
            return

    def _is_speaker(self, g: Grammar, label: Chunk) -> bool:
        """Whether a label names somebody who can speak."""
        start, end = g.text_span(label.first, label.last)
        if any(mention.type == "AGENT" and start <= mention.start < end for mention in g.annotation.mentions):
            return True
        return g.tokens[label.head].lemma in self._roles or all(g.words[i].isalpha() and g.tokens[i].text.isupper() for i in range(label.first, label.last))

    def any(self, annotation: Annotation) -> bool:
        """Whether a sentence has a word that may be a cue; most have none, and need not be read."""
        if not self._known.isdisjoint([chunk.lemma for chunk in annotation.chunks]):
            return True
        return not self._triggers.isdisjoint([token.lemma for token in annotation.tokens])

    def is_cue(self, chunk: Chunk) -> bool:
        """Whether a verb group attributes anything at all."""
        return chunk.lemma in self._verbs

    def is_noun(self, chunk: Chunk) -> bool:
        """Whether a noun group can attribute: a statement, a warning."""
        return chunk.lemma in self._nouns

    def is_strong(self, chunk: Chunk) -> bool:
        """Whether a verb group speaks by itself, whatever stands around it: say, tell, warn."""
        return chunk.lemma in self._strong

    def _verb(self, g: Grammar, chunk: Chunk) -> Cue | None:
        head = g.tokens[chunk.head].lemma
        if self._is_attributive(g, chunk):
            return None
        if head == "accord" and g.words[chunk.last] == "to":
            return Cue(chunk.first, chunk.last + 1, "according to", "said", frozenset(), "according", chunk)
        lemma, last = chunk.lemma, chunk.last
        if lemma in self._openers and f"{lemma} {g.words[last]}" in self._verbs:
            lemma, last = f"{lemma} {g.words[last]}", last + 1
        found = self._verbs.get(lemma)
        if not found and head != lemma:
            lemma, found = head, self._verbs.get(head)
        if found:
            return Cue(chunk.first, last, lemma, found[0], found[1], "verb", chunk)
        return self._adjective(g, chunk) if head in _COPULAS else None

    def _is_attributive(self, g: Grammar, chunk: Chunk) -> bool:
        """Whether a participle stands before its noun: "28 [suspected] gunmen"."""
        if chunk.last != chunk.first + 1 or g.words[chunk.first] not in self._attributive or chunk.first == 0:
            return False
        return g.tags[chunk.first - 1] in ("CD", "DT", "JJ", "PRP$", "POS") and g.tags[chunk.last] in ("NN", "NNS", "NNP", "JJ")

    def _adjective(self, g: Grammar, chunk: Chunk) -> Cue | None:
        i = chunk.last
        while g.tags[i] == "RB" and i < g.size:
            i += 1
        found = self._adjectives.get(g.words[i]) if g.tags[i] in ("JJ", "VBN", "VBD", "NN") else None
        return Cue(chunk.first, i + 1, g.words[i], found[0], found[1], "adjective", chunk) if found else None

    def _noun(self, g: Grammar, chunk: Chunk) -> Cue | None:
        found = self._nouns.get(chunk.lemma)
        if not found or g.tags[chunk.head] not in ("NN", "NNS"):
            return None
        following = g.words[chunk.last]
        if following == "that" or (following == "to" and "to" in found[1]) or following in found[1]:
            return Cue(chunk.first, chunk.last, chunk.lemma, found[0], found[1], "noun", chunk)
        return None


def _read(name: str) -> dict[str, tuple[str, Frames]]:
    """Lemma -> stance and frames."""
    found = {}
    for term, value in table(name).items():
        stance, _, frames = value.partition("|")
        found[term] = (stance, frozenset(frames.split()))
    return found
