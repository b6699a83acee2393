"""BUMP: a summary against its article -> suspicion of the whole, flag, spans of the parts found wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from dateline.check import overall
from dateline.config import load_desk
from dateline.pipeline import Pipeline
from dateline.records import Document, Finding, Reading

LIMIT = 0.903  # suspicion from which a text is flagged


@cache
def pipeline() -> Pipeline:
    """The product, compiled once for a desk without a theatre."""
    return Pipeline(load_desk("world"))


@cache
def source(text: str) -> Reading:
    """A source, every sentence of which counts."""
    return pipeline().read_draft(Document("source", text))


def findings(row: dict[str, Any]) -> tuple[Finding, ...]:
    """What the product finds in the text of a row."""
    return pipeline().check(Document("text", row["text"]), [source(row["source"])])


def predict(rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """One prediction a row."""
    for row in rows:
        found = findings(row)
        score = overall([finding.score for finding in found])
        spans = [[part.start, part.end] for finding in found for part in finding.fields]
        yield {"id": row["id"], "score": score, "flag": score >= LIMIT, "spans": spans if score >= LIMIT else []}
