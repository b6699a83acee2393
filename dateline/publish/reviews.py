"""The machine's joins and splits that are most open to doubt -> the queue in which an editor confirms or overrules them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import zip_longest

from dateline.publish.pages import Review
from dateline.publish.parts import HeldDecision, Pair
from dateline.publish.reasons import MACHINE, reason, total
from dateline.publish.record import Record
from dateline.records import Decision, Event
from dateline.store import queries

RECENT = 200  # newest events whose decisions are looked at
SHOWN = 30
OPPOSITE = {"join": "split", "split": "join"}


def review(record: Record, editor: str, held: Sequence[Decision], secret: str = "", event: str = "", kept: str = "") -> Review:
    """The decisions to look at, and those of editors that hold.

    Args:
        held: editors' decisions in force.
        secret: what a form must send back; "" where the page sends none.
        event: the id of the only event to look at; "" = the newest.
        kept: kind of the decision that was just kept, or "undo".
    """
    strings = record.strings
    known = {frozenset((decision.subject, decision.object)) for decision in held}
    one = queries.event(record.store, event) if event else None
    chosen = [one] if one else queries.events(record.store, queries.Filter(limit=RECENT))
    open_ones = [decision for decision in _machine(record, chosen) if frozenset((decision.subject, decision.object)) not in known]
    pairs = [pair for decision in _most_doubtful(open_ones) if (pair := _pair(record, decision))]
    done = strings(f"deciding.kept_{kept}") if kept and strings.has("deciding", f"kept_{kept}") else ""
    return Review(
        strings("deciding.title"), editor, tuple(pairs[:SHOWN]), len(pairs), tuple(_held(record, decision) for decision in reversed(held)),
        one.id if one else "", one.title if one else "", done, secret,
    )  # fmt: skip


def _machine(record: Record, events: Iterable[Event]) -> list[Decision]:
    made = queries.decisions_on(record.store, (claim for event in events for claim in event.claims))
    return [decision for decision in made if decision.by == MACHINE and decision.kind in OPPOSITE]


def _most_doubtful(decisions: Iterable[Decision]) -> list[Decision]:
    """The weakest joins and the closest splits by turns."""
    ranked = sorted(decisions, key=lambda decision: (total(decision), decision.id))
    joins, splits = ([decision for decision in ranked if decision.kind == kind] for kind in OPPOSITE)
    return [decision for both in zip_longest(joins, reversed(splits)) for decision in both if decision is not None]


def _pair(record: Record, decision: Decision) -> Pair | None:
    """Two claims with their words; None where one is gone or withheld."""
    lines = []
    for identifier in (decision.subject, decision.object):
        claim = queries.claim(record.store, identifier)
        lines.append(record.line(claim, queries.event_of_claim(record.store, identifier) or "") if claim else None)
    one, other = lines
    return Pair(one, other, decision.kind, OPPOSITE[decision.kind], reason(record, decision)) if one and other else None


def _held(record: Record, decision: Decision) -> HeldDecision:
    return HeldDecision(decision.kind, decision.subject, decision.object, reason(record, decision), decision.made)
