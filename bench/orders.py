"""The same pages read in many orders, some linked one by one and some at once: exports and all that is derived must be the same bytes.

The sample pages, and the two real pages where they lie beside the project. Readings of one page keep their order: which
came first is part of what was observed.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterable, Sequence
from pathlib import Path

from dateline.config import load_desk
from dateline.pipeline import Pipeline, add, link_new, relink
from dateline.publish.exports import export
from dateline.read import documents
from dateline.records import Capture, Document, Skipped
from dateline.store import Store

ROOT = Path(__file__).parent.parent
SEEDS = ROOT.parent / "shared" / "seeds"
EXPORTS = (("claims", "jsonl"), ("events", "jsonl"), ("events", "csv"), ("events", "geojson"), ("figures", "jsonl"))
# Questions whose answers are all that linking keeps; what only numbers rows is left out.
DERIVED = (
    *(f"SELECT * FROM {table}" for table in ("events", "event_claims", "conflicts", "sums", "entities", "namings", "naming_words", "unlinked")),
    "SELECT id, kind, subject, object, record FROM decisions",
    "SELECT h.id, h.document, h.record, k.key, k.seeks FROM happenings h JOIN happening_keys k ON k.seq = h.seq",
    "SELECT a.id, b.id, t.score FROM ties t JOIN happenings a ON a.seq = t.one JOIN happenings b ON b.seq = t.other",
    "SELECT d.id, s.hash FROM sketches s JOIN documents d ON d.seq = s.document",
)
Got = tuple[Capture, bytes, Document] | Skipped


def pages() -> list[Got]:
    """All pages, in the order of their names."""
    return [page for folder in (ROOT / "samples", SEEDS) if folder.is_dir() for page in documents(folder)]


def shuffled(found: Sequence[Got], seed: int) -> list[Got]:
    """The pages in an order of chance; readings of one page stay one after the other."""
    order = random.Random(seed)
    ranks = {_page(page): order.random() for page in sorted(found, key=_page)}
    return sorted(found, key=lambda page: ranks[_page(page)])


def _page(page: Got) -> str:
    return page.name if isinstance(page, Skipped) else page[2].url or page[2].name


def digest(found: Iterable[Got], pipeline: Pipeline, *, one_by_one: bool) -> str:
    """A hash of all exports and all derived tables of a record of some pages."""
    told = hashlib.sha256()
    with Store(":memory:") as store:
        for page in found:
            add(store, pipeline, [page], lambda _: None)
            if one_by_one:
                link_new(store, pipeline.desk)
        if not one_by_one:
            relink(store, pipeline.desk)
        for what, form in EXPORTS:
            told.update("".join(export(store, what, form)).encode())
        told.update(derived(store).encode())
    return told.hexdigest()


def derived(store: Store) -> str:
    """All that linking made of a record, row by row in a fixed order."""
    return "\n".join(repr(sorted(store.connection.execute(question))) for question in DERIVED)


def measure(orders: int = 20) -> dict[str, int]:
    """How many different results some orders give; every other one is linked page by page."""
    pipeline = Pipeline(load_desk("russia-ukraine"))
    found = pages()
    results = {digest(shuffled(found, seed), pipeline, one_by_one=bool(seed % 2)) for seed in range(orders)}
    return {"pages": len(found), "orders": orders, "results": len(results)}
