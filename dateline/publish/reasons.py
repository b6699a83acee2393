"""Decisions -> why claims were joined or kept apart, in words that readers can follow to the claims."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.publish.parts import Reason
from dateline.publish.record import Record, collapsed
from dateline.records import Decision, Event
from dateline.store import queries

SHOWN = 40
WORDS = 90  # characters by which a claim is known
ORDER = ("part", "join", "split", "copy")
MACHINE = "machine"


def event_reasons(record: Record, event: Event) -> tuple[Reason, ...]:
    """Decisions that shaped an event: editors' first, then what it is part of, what was joined, what was kept apart."""
    made = [decision for decision in queries.decisions_on(record.store, (event.id, *event.claims)) if decision.kind != "conflict"]
    made.sort(key=lambda d: (d.by == MACHINE, ORDER.index(d.kind) if d.kind in ORDER else len(ORDER), -total(d), d.id))
    return tuple(reason(record, decision) for decision in made[:SHOWN])


def reason(record: Record, decision: Decision) -> Reason:
    """A decision as readers see it."""
    (subject, there), (other, elsewhere) = named(record, decision.subject), named(record, decision.object)
    return Reason(decision.kind, subject, other, decision.by, decision.reasons, there, elsewhere, total(decision))


def total(decision: Decision) -> float:
    """What spoke for it, less what spoke against it."""
    return round(sum(weight for _, weight in decision.reasons), 2)


def named(record: Record, identifier: str) -> tuple[str, str]:
    """(words of a claim, title of an event or a page, or the name itself; address of it, "" where it has none)."""
    claim = queries.claim(record.store, identifier) if identifier else None
    found = record.document(claim.document) if claim else None
    if claim and found:
        return _short(found[0].text[claim.start : claim.end]), f"/claim/{claim.id}"
    event = queries.event(record.store, identifier) if identifier else None
    if event is not None:
        return event.title, f"/event/{event.id}"
    page = record.document(identifier) if identifier else None
    return (page[0].title or page[0].name, f"/source/{identifier}") if page else (identifier, "")


def told(record: Record, identifiers: Iterable[str]) -> str:
    """Words of some claims or titles of events, in quotation marks; those that are gone left out."""
    return " — ".join(f"“{words}”" for one in identifiers if (words := named(record, one)[0]))


def _short(text: str) -> str:
    words = collapsed(text)
    return words if len(words) <= WORDS else words[: WORDS - 2].rsplit(" ", 1)[0] + " …"
