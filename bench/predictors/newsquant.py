"""News sentences -> figures: the value layer as the product gives it, names, ranks and years left out.

The set writes an old and a new value ("from 11 to 13") as one figure with two ends; the product reads two and marks them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from dateline.annotate.chunks import chunks
from dateline.annotate.numbers import Numbers
from dateline.annotate.tokens import Tagger
from dateline.config import load_desk
from dateline.records import Document, Mention, Quantity
from dateline.segment import Segmenter

FIGURES = frozenset(("count", "money", "measure", "share", "ratio", "duration", "age"))


def predict(rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """One prediction a sentence."""
    segmenter, tagger, numbers = Segmenter(load_desk("world")), Tagger(), Numbers()
    for row in rows:
        document = Document(row["id"], row["text"], name=row["id"])
        mentions = []
        for sentence in segmenter.plain(document).sentences:
            tokens = tagger(document.text, sentence.start, sentence.end)
            mentions += numbers(document.text, tokens, chunks(tokens))
        yield {"id": row["id"], "figures": list(_figures(mentions))}


def _figures(mentions: list[Mention]) -> Iterator[dict[str, Any]]:
    place = 0
    while place < len(mentions):
        value, rule = mentions[place].value, mentions[place].rule
        pair = mentions[place + 1] if place + 1 < len(mentions) and {rule, mentions[place + 1].rule} == {"change-from", "change-to"} else None
        if isinstance(value, Quantity) and value.kind in FIGURES and value.low == value.low:
            trend = value.trend if value.op in ("=", "~") else ""  # the set has one field for both and prefers a bound to a direction
            figure = {"low": value.low, "high": value.high, "op": value.op, "trend": trend or None, "unit": value.unit or value.object}
            if pair and isinstance(pair.value, Quantity):
                figure |= {"low": min(value.low, pair.value.low), "high": max(value.high, pair.value.high), "trend": None, "op": "="}
                place += 1
            yield {key: kept for key, kept in figure.items() if kept is not None}
        place += 1
