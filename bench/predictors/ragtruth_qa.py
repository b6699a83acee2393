"""RAGTruth answers against their passages -> suspicion, flag, spans of the parts that no passage bears."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from bench.predictors.bump import pipeline, source
from dateline.records import Document, Finding

LIMIT = 11.0  # weight of unborne words from which an answer is flagged


def weight(found: Sequence[Finding]) -> float:
    """Weight of the words that no source has; those of the worst sentence count half as much again."""
    new = [finding.new for finding in found]
    return sum(new) + max(new, default=0.0) / 2


def predict(rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """One prediction a row; the question counts as a source."""
    for row in rows:
        found = pipeline().check(Document("text", row["text"]), [source(row["source"]), source(row["question"])])
        flag = weight(found) >= LIMIT
        spans = [[part.start, part.end] for finding in found for part in finding.fields] if flag else []
        yield {"id": row["id"], "score": weight(found), "flag": flag, "spans": spans}
