"""Claims -> entities, events, copies, conflicts and sums: decides, never queries.

Laws: pure; every decision has a reason; unsure is nil; the order in which documents came plays no part; an editor's
decision overrides the machine's. `link` links a whole record; `opened`, `tie` and `joined` are its steps, by which a new
document is linked into a record that stands, with the same result.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec
from msgspec import Struct

from dateline.link.bearers import family
from dateline.link.blocks import keys, meetings
from dateline.link.bodies import completed
from dateline.link.copies import COMMON, SHARED_IN_SKETCH, SKETCH, copies, repeats, runs_of, sketch
from dateline.link.copies import decisions as copy_decisions
from dateline.link.entities import MOST_NAMES, called, entities, namings, renamed, resolved
from dateline.link.events import Told, groups, happenings, kept_apart, on_events, tie
from dateline.link.nodes import Node, node
from dateline.link.seats import seated
from dateline.link.stories import Report, stories, told
from dateline.link.telling import Teller
from dateline.link.tolls import leading, reported
from dateline.link.wholes import WIDE, wholes
from dateline.link.wording import Wording
from dateline.records import Claim, Conflict, Decision, Desk, Document, Event, Happening, Linked, Page, Story, Sum, Tie

__all__ = [
    "COMMON",
    "MOST_NAMES",
    "SHARED_IN_SKETCH",
    "SKETCH",
    "WIDE",
    "Joined",
    "Opened",
    "Teller",
    "called",
    "copies",
    "copy_decisions",
    "counted",
    "entities",
    "family",
    "indexed",
    "joined",
    "link",
    "namings",
    "on_events",
    "opened",
    "repeats",
    "resolved",
    "runs_of",
    "sketch",
    "tie",
    "unpacked",
    "wholes",
]
_encode = msgspec.msgpack.Encoder(order="deterministic").encode  # sets in one order
_decode = msgspec.msgpack.Decoder(Node).decode


class Opened(Struct, frozen=True):
    """What the claims of one document give by themselves."""

    told: tuple[Told, ...]
    decisions: tuple[Decision, ...]  # why claims of one report were joined, and what its bare names stand for
    claims: tuple[Claim, ...]  # those that count


class Joined(Struct, frozen=True):
    """What happenings tied to each other make."""

    events: tuple[Event, ...]
    conflicts: tuple[Conflict, ...]
    sums: tuple[Sum, ...]
    decisions: tuple[Decision, ...]


def link(claims: Iterable[Claim], documents: Iterable[tuple[Document, Page]], decided: Sequence[Decision], desk: Desk) -> Linked:
    """Everything that is derived from the claims of a record.

    Args:
        documents: all documents that claims name, with their segments.
        decided: editors' decisions in force.
    """
    read = sorted(documents, key=lambda pair: pair[0].id)
    pages = {document.id: document for document, _ in read}
    by_document: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_document[claim.document].append(claim)
    fresh = [opened(by_document[document.id], document, page, decided) for document, page in read]
    ordered = [claim for one in fresh for claim in one.claims]
    repeated = copies(read)
    originals = {copy: original for copy, (original, _) in repeated.items()}
    happened = {one.id: one for opening in fresh for one in opening.told}
    index = tuple(indexed(one) for _, one in sorted(happened.items()))
    ties = tuple(_ties(happened, index, originals))
    known = namings(ordered)
    named = entities(known, desk)
    meant = [resolved(claim, named.bearers) for claim in ordered]
    teller = Teller(pages, originals, {entity.id: entity.name for entity in named.entities}, desk, meant)
    made = joined(happened, ties, {claim.id: claim for claim in meant}, decided, originals, teller)
    events, part_decisions = wholes(made.events)
    editors = on_events(decided, {claim for one in happened.values() for claim in one.claims})
    told_once = (decision for opening in fresh for decision in opening.decisions)
    decisions = (*editors, *told_once, *made.decisions, *copy_decisions(repeated), *named.decisions, *part_decisions)
    found = _stories(stories(told(read, ordered)), ordered)
    sketches = tuple((document.id, sketch(document, page)) for document, page in read)
    naming_rows = tuple(naming for _, naming in sorted(known.items()))
    return Linked(
        tuple(named.entities), tuple(events), made.conflicts, made.sums, decisions, found, index, ties, naming_rows, tuple(named.bearers.items()), sketches
    )


def opened(claims: Iterable[Claim], document: Document, page: Page, decided: Sequence[Decision]) -> Opened:
    """The claims of one document joined within each of its reports."""
    told_once, names = _counted(claims, decided)
    wording = Wording(document.text)
    nodes = seated(((claim, n) for claim in told_once if (n := node(claim, wording))), document, page)
    known = {n.id for n in nodes}
    apart = kept_apart(d for d in decided if d.subject in known and d.object in known)
    told, made = happenings(nodes, apart)
    return Opened(tuple(told), (*made, *names), told_once)


def counted(claims: Iterable[Claim], decided: Sequence[Decision]) -> tuple[Claim, ...]:
    """The claims of one document that count: no repeats, speakers completed, names as editors decided."""
    return _counted(claims, decided)[0]


def _counted(claims: Iterable[Claim], decided: Sequence[Decision]) -> tuple[tuple[Claim, ...], list[Decision]]:
    told, made = completed(sorted((claim for claim in claims if not claim.repeat), key=lambda c: c.id))
    return tuple(renamed(told, decided)), made


def indexed(one: Told) -> Happening:
    """A happening as a record keeps it, with the keys that it is looked up by."""
    found, sought = keys(one.node)
    return Happening(one.id, one.node.document, one.claims, found, sought, _encode(one.node))


def unpacked(happening: Happening) -> Told:
    """What `indexed` packed."""
    return Told(happening.id, happening.claims, _decode(happening.node))


def _ties(happened: Mapping[str, Told], index: Sequence[Happening], originals: Mapping[str, str]) -> Iterable[Tie]:
    for one, other in meetings((entry.id, entry.found, entry.sought) for entry in index):
        score = tie(happened[one].node, happened[other].node, originals)
        if score:
            yield Tie(one, other, score)


def joined(
    happened: Mapping[str, Told], ties: Iterable[Tie], claims: Mapping[str, Claim], decided: Sequence[Decision], originals: Mapping[str, str], teller: Teller
) -> Joined:
    """Events of happenings, with their questions and sums.

    Args:
        ties: all that tie these happenings to each other.
        claims: those of the happenings, by id.
    """
    grouped, made = groups(happened, ((t.score, t.one, t.other) for t in ties), decided, originals)
    found = [teller([claims[claim] for identifier in group for claim in happened[identifier].claims]) for group in grouped]
    found.sort(key=lambda told: told[0].id)
    questions, totals = (conflict for _, mine, _ in found for conflict in mine), (total for _, _, mine in found for total in mine)
    return Joined(tuple(event for event, _, _ in found), tuple(questions), tuple(totals), tuple(made))


def _stories(story_of: Mapping[Report, Report], claims: Iterable[Claim]) -> tuple[Story, ...]:
    """Stories of two or more reports, with the tolls that lead."""
    members: dict[Report, list[Report]] = defaultdict(list)
    for report in sorted(story_of):
        members[story_of[report]].append(report)
    told: dict[Report, list[Claim]] = defaultdict(list)
    for claim in claims:
        leader = story_of.get((claim.document, claim.item))
        if leader is not None:
            told[leader].append(claim)
    several = sorted((first, reports) for first, reports in members.items() if len(reports) > 1)
    return tuple(Story(f"{first[0]}:{first[1]}", tuple(reports), leading(reported(told[first]))) for first, reports in several)
