"""RAGTruth texts about a record (JSON) -> suspicion, flag, spans; the record is read as one line a field."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache
from typing import Any

from bench.predictors.bump import pipeline
from bench.predictors.ragtruth_qa import weight
from dateline.records import Document, Reading

LIMIT = 8.0
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])|_")


def lines(value: object, path: str = "") -> Iterator[str]:
    """ "path: value" for each field of a record that is told; a field that is false is denied."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from lines(inner, f"{path} {_HUMP.sub(' ', key)}".strip())
    elif isinstance(value, list):
        for inner in value:
            yield from lines(inner, path)
    elif isinstance(value, bool):
        yield f"{path} is available." if value else f"{path} is not available."
    elif value is not None:
        yield f"{path}: {value}"


@cache
def source(text: str) -> Reading:
    """A record as a page of lines."""
    with suppress(ValueError):
        text = "\n\n".join(lines(json.loads(text)))
    return pipeline().read_draft(Document("source", text))


def predict(rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """One prediction a row."""
    for row in rows:
        found = pipeline().check(Document("text", row["text"]), [source(row["source"])])
        flag = weight(found) >= LIMIT
        spans = [[part.start, part.end] for finding in found for part in finding.fields] if flag else []
        yield {"id": row["id"], "score": weight(found), "flag": flag, "spans": spans}
