"""Figures of dated claims, to be held against tables of nightly attacks and of losses: from the rows' own text, else from the pages beside the project."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from dateline.config import load_desk
from dateline.pipeline import Pipeline
from dateline.read import documents
from dateline.records import Claim, Document, Role, Skipped

PAGES = Path(__file__).parents[3] / "shared" / "seeds"
Row = dict[str, Any]


def claims(rows: Iterable[Row]) -> Iterator[Claim]:
    """Event and figure claims of all texts at hand."""
    pipeline = Pipeline(load_desk("russia-ukraine"))
    texts = [Document(row["id"], row["text"], name=row["id"], published=row.get("date", "")) for row in rows if row.get("text")]
    if not texts and PAGES.is_dir():
        texts = [page[2] for page in documents(PAGES) if not isinstance(page, Skipped)]
    for document in texts:
        yield from pipeline.read(document).claims


def day(claim: Claim) -> str | None:
    """Day of the report that a figure belongs to: the morning after for a night."""
    told = (claim.time.end or claim.time.start) if claim.time else None
    return told or (claim.published[:10] if claim.published else None)


def country(role: Role | None) -> str:
    """ISO code of a role of one country; "" for none or several."""
    return role.country if role and isinstance(role.country, str) else ""


def rows_of(claim: Claim, measures: frozenset[str], **told: str) -> Iterator[Row]:
    """One row of figures for a dated claim."""
    figures = [{"measure": f.measure, "object": f.object, "low": f.low, "high": f.high, "op": f.op} for f in claim.figures if f.measure in measures]
    when = day(claim)
    if figures and when and claim.status in {"reported", "claimed"}:
        yield {"id": claim.id, "date": when, "figures": figures, **told}
