"""Articles -> who said what: the attributions of every sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from dateline.annotate import Annotator
from dateline.records import Annotation, Attribution, Desk, Document, Span
from dateline.segment import Segmenter


def predict(rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """One row an article, in order."""
    desk = Desk("world", "")
    segmenter, annotator = Segmenter(desk), Annotator(desk)
    for row in rows:
        document = Document(str(row["id"]), row["text"], published=str(row.get("date") or ""))
        annotations = annotator(document, segmenter.plain(document))
        yield {"id": row["id"], "attributions": [_row(found) for found in distinct(annotations)]}


def distinct(annotations: Iterable[Annotation]) -> list[Attribution]:
    """Each attribution once: it stands at every sentence that its content touches."""
    found: dict[tuple[object, ...], Attribution] = {}
    for annotation in annotations:
        for attribution in annotation.attributions:
            found.setdefault((attribution.cue, attribution.content, attribution.lemma), attribution)
    return list(found.values())


def _row(attribution: Attribution) -> dict[str, Any]:
    cue = [attribution.cue] if attribution.cue else []
    return {"source": _pairs(attribution.speaker), "cue": _pairs(cue), "content": _pairs(attribution.content)}


def _pairs(spans: Iterable[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]
