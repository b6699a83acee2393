"""Grammar -> Cues: the verbs, nouns, adjectives and set phrases of a sentence that may attribute something."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from dateline.annotate.grammar import Grammar
from dateline.lexicons import table, terms
from dateline.records import Annotation, Chunk

Frames = frozenset[str]
_QUOTED = frozenset(("that", "quote"))
_STOPS = frozenset(".?!")
_RULES = frozenset(("-", "–", "—", "--"))
_LABELLING = _RULES | {":"}
_COPULAS = frozenset(("be", "feel", "seem", "look", "sound", "remain", "become", "grow"))


class Cue(NamedTuple):
    """Tokens first..last that attribute; how, and what the content can look like."""

    first: int
    last: int
    lemma: str
    stance: str
    frames: Frames
    kind: str  # verb | noun | adjective | adverb | according | account | colon
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
        self._accounts = table("account_nouns")
        self._triggers |= self._accounts.keys() | {"per"}
        self._strong = terms("speaking")
        self._roles = terms("speaker_nouns")

    def __call__(self, grammar: Grammar) -> list[Cue]:
        """Cues in reading order."""
        found: list[Cue] = []
        words = set(grammar.words)
        if not _LABELLING.isdisjoint(words):
            found += self._colons(grammar)
        if "per" in words:
            found += _per(grammar)
        if not words.isdisjoint(self._adverbs):
            found += self._hedges(grammar)
        for chunk in grammar.chunks:
            if chunk.kind == "VP":
                cue = self._verb(grammar, chunk)
            elif chunk.lemma in self._nouns or chunk.lemma in self._accounts:
                cue = self._account(grammar, chunk) or self._noun(grammar, chunk)
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
        """The colon after a label: "Governor: three killed"; a label may also close a line that is no whole sentence."""
        for i in range(1, g.size - 1):
            if g.words[i] not in _LABELLING:
                continue
            label = g.chunk(i - 1, "NP")
            told = g.annotation.sentence.kind != "headline" or g.verb(i, g.size) is not None  # "Ministry: statement of 9 May" tells nothing
            if g.words[i] == ":" and told and label and label.first == 0 and label.last == i and self._is_speaker(g, label) and i < 7:
                yield Cue(i, i + 1, ":", "said", _QUOTED, "colon", label)
            last = g.opens(i + 1, "NP")
            quoted = g.tags[i - 1] == "''" and g.tags[0] == "``"
            closes = last is not None and last.last == g.size and (g.annotation.sentence.kind == "headline" or g.verb(0, i) is not None)
            if last and (closes or (quoted and g.words[i] == ":")) and self._is_speaker(g, last):
                yield Cue(i, i + 1, ":", "said", _QUOTED, "colon", last)
            if g.words[i] == ":":
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
        tokens = annotation.tokens
        if not self._triggers.isdisjoint([token.lemma for token in tokens]):
            return True
        return bool(tokens) and tokens[-1].text not in _STOPS and any(token.text in _RULES for token in tokens[-5:-1])  # "Ten killed in clash - army"

    def is_cue(self, chunk: Chunk) -> bool:
        """Whether a verb group attributes anything at all."""
        return chunk.lemma in self._verbs

    def is_denial(self, chunk: Chunk) -> bool:
        """Whether a verb group denies what somebody else says: "rejected reports that"."""
        return self._verbs.get(chunk.lemma, ("",))[0] == "denied"

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

    def _account(self, g: Grammar, chunk: Chunk) -> Cue | None:
        """ "by the army's count", "in her view", "in the words of a resident"."""
        known = self._accounts.get(chunk.lemma)
        if known is None or not chunk.first or g.words[chunk.first - 1] not in ("by", "in"):
            return None
        of = g.words[chunk.last] == "of" and g.opens(chunk.last + 1, "NP") is not None
        owned = any(tag in ("POS", "PRP$") for tag in g.tags[chunk.first : chunk.head])
        if not (of or owned):
            return None
        kind = "according" if of and not owned else "account"
        return Cue(chunk.first - 1, chunk.last + (kind == "according"), chunk.lemma, known, frozenset(), kind, chunk)

    def _noun(self, g: Grammar, chunk: Chunk) -> Cue | None:
        found = self._nouns.get(chunk.lemma)
        if not found or g.tags[chunk.head] not in ("NN", "NNS"):
            return None
        following = g.words[chunk.last]
        if following == "that" or (following == "to" and "to" in found[1]) or following in found[1]:
            return Cue(chunk.first, chunk.last, chunk.lemma, found[0], found[1], "noun", chunk)
        return None


def _per(g: Grammar) -> Iterator[Cue]:
    """ "..., per the governor", "Per the ministry, ...": not the "per" of a rate."""
    for i in range(g.size - 1):
        group = g.opens(i + 1, "NP") if g.words[i] == "per" and (i == 0 or g.words[i - 1] == ",") else None
        if group and g.tags[i + 1] in ("DT", "NNP", "PRP$"):
            yield Cue(i, i + 1, "per", "said", frozenset(), "according", group)


def _read(name: str) -> dict[str, tuple[str, Frames]]:
    """Lemma -> stance and frames."""
    found = {}
    for term, value in table(name).items():
        stance, _, frames = value.partition("|")
        found[term] = (stance, frozenset(frames.split()))
    return found
