"""Tokens and chunks of a sentence -> Units: the pieces that the clause reader steps over.

A unit is a noun group, a verb group, a time expression, a preposition, a conjunction, a relative or subordinating
word, a comma or a stop. Adverbs, quotation marks and what stands in brackets are left out.
"""

from __future__ import annotations

from msgspec import Struct

from dateline.records import Annotation, Chunk, Token

NOUN, VERB, TIME, PREP, CONJ, REL, SUB, COMMA, STOP, ADJ = ["noun", "verb", "time", "prep", "conj", "rel", "sub", "comma", "stop", "adj"]

# Closed classes of function words, each tied to one construction.
SUBORDINATORS = frozenset(
    [
        "if",
        "unless",
        "although",
        "though",
        "because",
        "while",
        "whereas",
        "whether",
        "when",
        "whenever",
        "as",
        "after",
        "before",
        "since",
        "until",
        "once",
        "lest",
    ]
)
CLAUSAL_PREPOSITIONS = frozenset(["as", "after", "before", "since", "until", "than"])  # preposition, unless a clause follows
RELATIVES = frozenset(["who", "whom", "whose", "which", "that", "where", "when"])
SENTENCE_MARKS = frozenset(".:;?!–—-…")
FINITE = frozenset({"past", "present", "future"})


class Unit(Struct, gc=False):
    """A piece of a sentence: tokens first..last (exclusive)."""

    kind: str
    first: int
    last: int
    word: str  # lemma of the head or of the word itself
    chunk: Chunk | None = None

    @property
    def finite(self) -> bool:
        """True for a verb group that can be the predicate of a clause of its own."""
        return self.chunk is not None and self.kind == VERB and self.chunk.tense in FINITE


def timed(annotation: Annotation) -> frozenset[int]:
    """Indices of the tokens that belong to time expressions."""
    spans = [(mention.start, mention.end) for mention in annotation.mentions if mention.type == "TIME"]
    if not spans:
        return frozenset()
    return frozenset(i for i, token in enumerate(annotation.tokens) for start, end in spans if start <= token.start < end)


def units(annotation: Annotation) -> list[Unit]:
    """Units of a sentence in reading order."""
    tokens, times = annotation.tokens, timed(annotation)
    opens = {chunk.first: chunk for chunk in annotation.chunks}
    found: list[Unit] = []
    at, depth = 0, 0
    while at < len(tokens):
        chunk, token = opens.get(at), tokens[at]
        if token.text in "([" or token.text in ")]":
            depth = max(0, depth + (1 if token.text in "([" else -1))
        elif depth == 0:
            unit = _group(chunk, times) if chunk else _word(tokens, at, times)
            if unit is not None:
                _append(found, unit)
        at = chunk.last if chunk and depth == 0 else at + 1
    _settle(found)
    return found


def _group(chunk: Chunk, times: frozenset[int]) -> Unit:
    """The unit of a noun or verb group."""
    if chunk.kind == "VP":
        return Unit(VERB, chunk.first, chunk.last, chunk.lemma, chunk)
    kind = TIME if chunk.head in times else NOUN
    return Unit(kind, chunk.first, chunk.last, chunk.lemma, chunk)


def _word(tokens: tuple[Token, ...], at: int, times: frozenset[int]) -> Unit | None:
    """The unit of a token outside groups; None for what does not matter."""
    token = tokens[at]
    tag, lemma = token.tag, token.lemma
    if at in times and tag not in {"IN", "TO"}:
        return Unit(TIME, at, at + 1, lemma)
    if (lemma in RELATIVES and tag[:1] == "W") or (lemma == "that" and tag in {"WDT", "IN"}):
        return Unit(REL, at, at + 1, lemma)
    if tag == "CC":
        return Unit(CONJ, at, at + 1, lemma)
    if token.text == ",":
        return Unit(COMMA, at, at + 1, ",")
    if token.text in SENTENCE_MARKS:
        return Unit(STOP, at, at + 1, token.text)
    if tag in {"IN", "TO"}:
        return Unit(SUB if lemma in SUBORDINATORS and lemma not in CLAUSAL_PREPOSITIONS else PREP, at, at + 1, lemma)
    if tag.startswith("JJ") or tag == "VBN":
        return Unit(ADJ, at, at + 1, lemma)
    return None


def _append(found: list[Unit], unit: Unit) -> None:
    """Add a unit; a time takes in the preposition before it and the time before that."""
    if unit.kind == TIME:
        first = unit.first
        while found and found[-1].kind in {PREP, TIME} and found[-1].last == first and found[-1].word != "of":
            first = found.pop().first
        unit = Unit(TIME, first, unit.last, unit.word)
    found.append(unit)


def _settle(found: list[Unit]) -> None:
    """Turn a preposition that opens a clause into a subordinator: "after Russia launched"."""
    for at, unit in enumerate(found):
        if unit.kind == PREP and unit.word in CLAUSAL_PREPOSITIONS:
            k = at + 1
            while k < len(found) and found[k].kind in {NOUN, PREP, TIME, ADJ, CONJ} and k < at + 10:
                k += 1
            if k < len(found) and k > at + 1 and found[k].finite:
                unit.kind = SUB
