"""The annotated page: rows as `dateline segment` and `dateline extract` print them, and the verdicts on its recaps."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dateline.check import row as finding_row
from dateline.config import load_desk
from dateline.extract import row as claim_row
from dateline.pipeline import Pipeline
from dateline.read import documents
from dateline.records import Document, Skipped
from dateline.segment import rows as passage_rows

PIPELINE = Pipeline(load_desk("russia-ukraine"))


def document(path: str) -> Document:
    """The page as read."""
    found = next(iter(documents(str(Path(path)))))
    if isinstance(found, Skipped):
        raise SystemExit(found.reason)
    return found[2]


def passages(path: str) -> Iterator[dict[str, object]]:
    """Items and passages."""
    page = document(path)
    yield from passage_rows(PIPELINE.segmenter(page), page)


def claims(path: str) -> Iterator[dict[str, object]]:
    """Claims."""
    page = document(path)
    for claim in PIPELINE.read(page).claims:
        yield claim_row(claim, page)


def verdicts(path: str) -> Iterator[dict[str, object]]:
    """Verdicts on the sentences of the page's recaps."""
    for item, finding in PIPELINE.check_recaps(PIPELINE.read(document(path))):
        yield {"item": item, **finding_row(finding)}
