"""Comparisons of a sentence against those of the sources: "more than", "older than", "ahead of" told the other way round."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from dateline.check.case import Case
from dateline.check.words import Vocabulary, Word
from dateline.records import Annotation, Field, Token

_COMPARING = frozenset(("JJR", "RBR"))
_REACH = 6  # tokens between the comparing word and "than"
_LESS = frozenset(("less", "little", "few", "fewer"))


class Comparison(Struct, frozen=True):
    """One thing above another in some respect."""

    start: int
    end: int
    text: str
    lemma: str  # of the comparing word
    first: tuple[Word, ...]
    second: tuple[Word, ...]


def comparisons(annotation: Annotation, words: tuple[Word, ...], text: str) -> Iterator[Comparison]:
    """Comparisons with "than", in reading order."""
    tokens = annotation.tokens
    for at, token in enumerate(tokens):
        mark = _comparing(tokens, at) if token.lemma == "than" and at else None
        if mark is None or (at + 1 < len(tokens) and tokens[at + 1].tag == "CD"):
            continue
        before = [word for word in words if word.order < mark]
        after = [word for word in words if word.order > at]
        first, second = _subject(before, annotation), _group(after, annotation)
        if first and second:
            yield Comparison(tokens[mark].start, tokens[at].end, text[tokens[mark].start : tokens[at].end], tokens[mark].lemma, first, second)


def _comparing(tokens: Sequence[Token], at: int) -> int | None:
    return next((index for index in range(at - 1, max(-1, at - 1 - _REACH), -1) if tokens[index].tag in _COMPARING), None)


def _subject(before: Sequence[Word], annotation: Annotation) -> tuple[Word, ...]:
    """Words of the noun groups before the first verb group."""
    verb = next((chunk.first for chunk in annotation.chunks if chunk.kind == "VP"), None)
    return tuple(word for word in before if verb is not None and word.order < verb and word.kind in ("name", "word"))


def _group(after: Sequence[Word], annotation: Annotation) -> tuple[Word, ...]:
    """Words of the first noun group after "than"."""
    if not after:
        return ()
    chunk = next((chunk for chunk in annotation.chunks if chunk.kind == "NP" and chunk.first <= after[0].order < chunk.last), None)
    return tuple(word for word in after if chunk is not None and word.order < chunk.last and word.kind in ("name", "word"))


def turned(case: Case) -> list[Field]:
    """A field for each comparison that a near line has the other way round."""
    fields = []
    for mine in comparisons(case.annotation, case.words, case.document.text):
        for line in case.around(1, 3):
            theirs = [found for found in comparisons(line.annotation, line.words, line.document.text) if _is_turned(mine, found, case.vocabulary)]
            if theirs:
                start, end = theirs[0].first[0].start, theirs[0].second[-1].end
                fields.append(Field(mine.text, "action", "contradicted", line.document.text[start:end], mine.start, mine.end))
                break
    return fields


def _is_turned(one: Comparison, other: Comparison, vocabulary: Vocabulary) -> bool:
    opposed = other.lemma in vocabulary.antonyms.get(one.lemma, ()) or (one.lemma in _LESS) != (other.lemma in _LESS)
    straight = _meet(one.first, other.first) and _meet(one.second, other.second)
    crossed = _meet(one.first, other.second) and _meet(one.second, other.first)
    if straight == crossed:
        return False
    return straight if opposed else crossed and (one.lemma == other.lemma or {one.lemma, other.lemma} <= {"more", "many", "much"})


def _meet(some: Sequence[Word], others: Sequence[Word]) -> bool:
    """True where they share a name, or where none has one, a noun."""
    named = [word for word in (*some, *others) if word.kind == "name"]
    kind = "name" if named else "word"
    return any(one.key == other.key for one in some if one.kind == kind for other in others if other.kind == kind)
