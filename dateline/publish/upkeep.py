"""The record -> corrections, health, places: what keeps readers and editors sure of it."""

from __future__ import annotations

from difflib import SequenceMatcher

import dateline
from dateline.publish.pages import Corrections, Health, Map
from dateline.publish.parts import Correction, Freshness, Spot
from dateline.publish.record import Record, collapsed, topic_address
from dateline.records import Decision
from dateline.store import listings, queries

DRAWN = frozenset({"facility", "settlement", "district", "region"})


def corrections(record: Record) -> Corrections:
    """Pages that came back with other words, and editors' decisions, newest first."""
    revised = [_revision(record, ids[-2], ids[-1]) for page in listings.revised_pages(record.store) if len(ids := queries.revisions(record.store, page)) > 1]
    edited = [_edited(record, decision.kind, decision) for decision in reversed(queries.editor_decisions(record.store))]
    return Corrections(record.strings("corrections.title"), tuple(revised + edited))


def _revision(record: Record, before: str, after: str) -> Correction:
    old, new = listings.sentences(record.store, before), listings.sentences(record.store, after)
    gone, fresh = changed(old, new)
    strings = record.strings
    card = record.source_cards([after])[0]
    detail = (*(f"{strings('corrections.gone')}: {words}" for words in gone), *(f"{strings('corrections.new')}: {words}" for words in fresh))
    text = f"{card.outlet}: {card.title}. {strings.count('corrections.lines_gone', len(gone))}, {strings.count('corrections.lines_new', len(fresh))}"
    return Correction(card.fetched or card.published, strings("corrections.revised"), text, card.href, detail)


def changed(old: list[str], new: list[str]) -> tuple[list[str], list[str]]:
    """(sentences gone, sentences new), in reading order."""
    gone: list[str] = []
    fresh: list[str] = []
    for operation, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if operation != "equal":
            gone += [collapsed(words) for words in old[a:b]]
            fresh += [collapsed(words) for words in new[c:d]]
    return gone, fresh


def _edited(record: Record, kind: str, decision: Decision) -> Correction:
    strings = record.strings
    text = f"{strings('corrections.decision')}: {strings.label('decision', kind)} {decision.subject} {decision.object}".strip()
    if decision.undone:
        text += f" ({strings('corrections.undone')})"
    href = f"/event/{decision.subject}" if queries.event(record.store, decision.subject) else f"/claim/{decision.subject}"
    return Correction(decision.made, decision.by, text, href, tuple(name for name, _ in decision.reasons))


def health(record: Record) -> Health:
    """How fresh each outlet is, the stalest first, and how much the record holds."""
    rows = tuple(Freshness(*(getattr(row, name) for name in row.__struct_fields__)) for row in record.once(listings.freshness))
    told = record.counted()
    strings = record.strings
    named = tuple((strings(f"index.{name}_{'one' if count == 1 else 'many'}"), count) for name, count in told)
    versions = (("version", dateline.__version__), *(("grammar", digest) for digest, _ in record.once(listings.grammars) if digest))
    return Health(strings("health.title"), rows, named, versions)


def places(record: Record, first: str = "", last: str = "") -> Map:
    """Places of events between two days, most events first."""
    rows = listings.spots(record.store, first, f"{last}~") if first or last else record.once(listings.spots)
    spots = tuple(_spot(row) for row in rows)
    drawn = sum(spot.events for spot in spots if spot.precision in DRAWN and spot.lat is not None)
    total = listings.count_events_between(record.store, first, f"{last}~" if last else "~")
    days = tuple(sorted(record.once(queries.days)))
    return Map(record.strings("map.title"), record.desk.extent, spots, total - drawn, days, first, last)


def _spot(row: listings.SpotRow) -> Spot:
    place = row.event.place
    precision = (place.precision or "") if place else ""
    located = place if place and precision in DRAWN else None
    digits = 4 if precision in {"facility", "settlement"} else 1
    return Spot(
        row.name, topic_address("place", row.name), precision, row.country,
        round(located.lat, digits) if located and located.lat is not None else None,
        round(located.lon, digits) if located and located.lon is not None else None,
        row.events, row.newest or "",
    )  # fmt: skip
