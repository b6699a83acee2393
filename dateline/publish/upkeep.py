"""The record -> corrections, health, places: what keeps readers and editors sure of it."""

from __future__ import annotations

import dateline
from dateline.publish.pages import Corrections, Health
from dateline.publish.parts import Correction, Freshness, RevisionView
from dateline.publish.reasons import told
from dateline.publish.record import Record, capital
from dateline.publish.revised import revision_view
from dateline.records import Decision
from dateline.store import listings, queries

SHOWN = 8  # changes of one page; its own page has them all
REVISED = 25  # pages that came back changed, the newest


def corrections(record: Record) -> Corrections:
    """Pages that came back with other words, and editors' decisions, newest first."""
    came_back = record.once(listings.revised_documents)[:REVISED]
    revised = [_revision(record, view) for document in came_back if (view := revision_view(record, document, SHOWN))]
    decisions = list(reversed(queries.editor_decisions(record.store)))
    return Corrections(record.strings("corrections.title"), (*(_edited(record, decision) for decision in decisions), *revised))


def _revision(record: Record, view: RevisionView) -> Correction:
    card = view.later
    return Correction(card.fetched or card.published, record.strings("corrections.revised"), f"{card.outlet}: {card.title}", card.href, revision=view)


def _edited(record: Record, decision: Decision) -> Correction:
    """An editor's decision, in the words of the claims that it is about."""
    strings = record.strings
    about = told(record, (decision.subject, decision.object))
    undone = f" ({strings('corrections.undone')})" if decision.undone else ""
    event = queries.event_of_claim(record.store, decision.subject) or decision.subject
    href = f"/event/{event}" if queries.event(record.store, event) else "/corrections"
    replaced = (strings(f"corrections.replaces_{decision.kind}"),) if strings.has("corrections", f"replaces_{decision.kind}") else ()
    detail = (about, *replaced, *(name for name, _ in decision.reasons))
    kind = f"{strings('corrections.decision')}, {decision.by}"
    return Correction(decision.made, kind, f"{capital(strings.label('decision', decision.kind))}{undone}", href, detail)


def health(record: Record) -> Health:
    """How fresh each outlet is, the stalest first, and how much the record holds."""
    rows = tuple(Freshness(*(getattr(row, name) for name in row.__struct_fields__)) for row in record.once(listings.freshness))
    strings = record.strings
    counts = tuple((strings(f"index.{name}_{'one' if count == 1 else 'many'}"), count) for name, count in record.counted())
    versions = (("version", dateline.__version__), *(("grammar", digest) for digest, _ in record.once(listings.grammars) if digest))
    fetched = [row for row in rows if row.fetched]
    oldest = min(fetched, key=lambda row: row.fetched) if fetched else None
    return Health(strings("health.title"), rows, counts, versions, oldest)
