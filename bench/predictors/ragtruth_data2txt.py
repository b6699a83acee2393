"""RAGTruth texts about a record (JSON) -> suspicion, flag, spans; the product reads data key by key."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from bench.predictors.bump import pipeline
from dateline.check import doubt
from dateline.records import Document, Reading

LIMIT = 1.3


@cache
def source(text: str) -> Reading:
    """A record as the product reads it."""
    return pipeline().read_source(Document("source", text))


def predict(rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """One prediction a row."""
    for row in rows:
        found = pipeline().check(Document("text", row["text"]), [source(row["source"])])
        score = doubt(found)
        spans = [[part.start, part.end] for finding in found for part in finding.fields if part.source] if score >= LIMIT else []
        yield {"id": row["id"], "score": score, "flag": score >= LIMIT, "spans": spans}
