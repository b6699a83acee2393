"""What came first: "A after B", "A followed B" of a sentence against lines that tell the two in the other order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from dateline.check.case import Case
from dateline.check.words import Word
from dateline.records import Annotation, Field

_AFTER = frozenset(("after", "follow"))
_BEFORE = frozenset(("before", "precede"))
_ENDS = frozenset((",", ";", "—", "–"))
_TIMES = frozenset(("minute", "hour", "day", "week", "month", "year", "decade", "moment"))
_SAME = 0.6  # share of what happened that the line must have on the other side
_APART = 0.3  # by which it must have more there than on the same side


class Order(Struct, frozen=True):
    """Content words of what came first and of what came later, and of the word that says so."""

    start: int
    end: int
    text: str
    earlier: tuple[Word, ...]
    later: tuple[Word, ...]


def orders(annotation: Annotation, words: tuple[Word, ...], text: str) -> Iterator[Order]:
    """Orders that a sentence tells, in reading order."""
    tokens = annotation.tokens
    passive = {chunk.head for chunk in annotation.chunks if chunk.kind == "VP" and chunk.voice == "passive"}
    for at, token in enumerate(tokens):
        if token.lemma not in _AFTER | _BEFORE:
            continue
        stop = next((index for index in range(at + 1, len(tokens)) if tokens[index].text in _ENDS), len(tokens))
        after = _happening(words, at + 1, stop)
        begin = next((index + 1 for index in range(at - 2, -1, -1) if tokens[index].text == ";"), 0)
        before = _happening(words, begin, at) if at else _happening(words, stop, len(tokens))
        if before and after:
            is_later = (token.lemma in _AFTER) != (at in passive)
            earlier, later = (after, before) if is_later else (before, after)
            yield Order(token.start, token.end, text[token.start : token.end], earlier, later)


def _happening(words: Sequence[Word], first: int, last: int) -> tuple[Word, ...]:
    return tuple(word for word in words if first <= word.order < last and word.kind in ("name", "word") and word.lemma not in _TIMES)


def reversed_orders(case: Case) -> list[Field]:
    """A field for each order that a near line has the other way round."""
    fields = []
    for mine in orders(case.annotation, case.words, case.document.text):
        for line in case.around(0, 3):
            theirs = next((found for found in orders(line.annotation, line.words, line.document.text) if _is_reversed(mine, found, case)), None)
            if theirs is not None:
                parts = (*theirs.earlier, *theirs.later)
                source = line.document.text[min(word.start for word in parts) : max(word.end for word in parts)]
                fields.append(Field(mine.text, "time", "contradicted", source, mine.start, mine.end))
                break
    return fields


def _is_reversed(one: Order, other: Order, case: Case) -> bool:
    crossed = min(_overlap(one.earlier, other.later, case), _overlap(one.later, other.earlier, case))
    straight = min(_overlap(one.earlier, other.earlier, case), _overlap(one.later, other.later, case))
    return crossed >= _SAME and crossed - straight >= _APART


def _overlap(some: Sequence[Word], others: Sequence[Word], case: Case) -> float:
    return max(case.share(some, others, kinds=False), case.share(others, some, kinds=False))
