"""Claims -> entities, events, copies, conflicts and sums: decides, never queries.

Laws: pure; every decision has a reason; unsure is nil; the order in which documents came plays no part; an editor's
decision overrides the machine's.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from dateline.link.accounts import Accounts, conflicts
from dateline.link.copies import copies
from dateline.link.copies import decisions as copy_decisions
from dateline.link.entities import completed, entities
from dateline.link.events import groups
from dateline.link.nodes import Node, node
from dateline.link.stories import Report, stories, told
from dateline.link.sums import sums
from dateline.link.titles import section, title
from dateline.link.tolls import leading, reported, tolls
from dateline.records import Claim, Conflict, Decision, Desk, Document, Event, Linked, Page, Story, Sum, Where

__all__ = ["link"]
STATUSES = ("reported", "claimed", "unverified", "planned", "threatened", "hypothetical", "denied")
AREAS = ("facility", "settlement", "district", "region", "sea", "country")


def link(claims: Iterable[Claim], documents: Iterable[tuple[Document, Page]], decided: Sequence[Decision], desk: Desk) -> Linked:
    """Everything that is derived from the claims of a record.

    Args:
        documents: all documents that claims name, with their segments.
        decided: editors' decisions in force.
    """
    read = sorted(documents, key=lambda pair: pair[0].id)
    pages = {document.id: document for document, _ in read}
    ordered = completed(sorted((claim for claim in claims if not claim.repeat), key=lambda c: c.id))
    known = {claim.id: claim for claim in ordered}
    repeated = copies(read)
    story_of = stories(told(read, ordered))
    originals = {copy: original for copy, (original, _) in repeated.items()}
    nodes = [n for n in (node(claim, pages[claim.document]) for claim in ordered) if n]
    grouped, made = groups(nodes, originals, decided)
    people, named = entities(ordered, decided, desk)
    shown = {entity.id: entity.name for entity in people}
    events: list[Event] = []
    questions: list[Conflict] = []
    totals: list[Sum] = []
    for group in grouped:
        members = [known[n.id] for n in group]
        event = _event(group, members, pages, originals, desk)
        events.append(event)
        added = list(sums(event.id, members, Accounts(pages, desk, shown)))
        questions.extend(conflicts(event.id, members, Accounts(pages, desk, shown), added))
        totals.extend(added)
    events, part_decisions = _wholes(events, {e.id: g for e, g in zip(events, grouped, strict=True)})
    decisions = (*made, *copy_decisions(repeated), *named, *part_decisions)
    return Linked(tuple(people), tuple(events), tuple(questions), tuple(totals), decisions, _stories(story_of, ordered))


def _event(group: Sequence[Node], claims: Sequence[Claim], pages: Mapping[str, Document], originals: Mapping[str, str], desk: Desk) -> Event:
    lead = group[0]
    days = sorted(n.first for n in group if n.first and n.is_dated) or sorted(n.published for n in group if n.published)
    ends = sorted(n.last for n in group if n.last and n.is_dated) or days
    place = _place(claims)
    speakers = {n.speaker or f"outlet:{pages[n.document].outlet or n.document}" for n in group if n.document not in originals}
    reports = {originals.get(n.document, n.document) for n in group}
    digest = hashlib.sha1(f"{lead.type} {lead.id}".encode(), usedforsecurity=False).hexdigest()[:12]
    mode = next((c.mode for c in claims if c.mode and c.mode != "intercept"), claims[0].mode)
    toll = tolls(claims)
    return Event(
        killed=next((t.low for t in toll if t.measure == "killed"), 0),
        injured=next((t.low for t in toll if t.measure == "injured"), 0),
        tolls=toll,
        id=digest,
        type=lead.type,
        mode=mode,
        title=title(claims, place),
        claims=tuple(n.id for n in group),
        day=days[0] if days else None,
        until=ends[-1] if ends else None,
        place=place,
        speakers=max(1, len(speakers)),
        reports=len(reports),
        status=min((c.status for c in claims), key=lambda s: STATUSES.index(s) if s in STATUSES else len(STATUSES)),
        section=section(claims, desk),
    )


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


def _place(claims: Sequence[Claim]) -> Where | None:
    """Where most claims have it; of equals the most precise."""
    told = [claim.place for claim in claims if claim.place]
    votes = Counter(place.name or place.text for place in told)
    return min(told, key=lambda p: (-votes[p.name or p.text], AREAS.index(p.precision) if p.precision in AREAS else len(AREAS), p.name, p.start), default=None)


def _wholes(events: list[Event], grouped: Mapping[str, Sequence[Node]]) -> tuple[list[Event], list[Decision]]:
    """Events of a town as part of those of its region, and these of the country's, where day, type and side agree."""
    by_area: dict[tuple[str, str, str], list[Event]] = defaultdict(list)
    for event in events:
        if event.day and event.type == "ASSAULT" and event.place and event.place.precision in {"region", "country"}:
            by_area[event.day, event.place.country or "", event.place.name.lower()].append(event)
    found, made = [], []
    for event in events:
        whole = _whole(event, by_area, grouped)
        if whole:
            made.append(
                Decision(
                    f"part:{event.id}:{whole.id}",
                    "part",
                    event.id,
                    whole.id,
                    ((f"{event.place.name if event.place else ''} lies within {whole.place.name if whole.place else ''}", 1.0),),
                )
            )
        found.append(_with_whole(event, whole.id) if whole else event)
    return found, made


def _whole(event: Event, by_area: Mapping[tuple[str, str, str], list[Event]], grouped: Mapping[str, Sequence[Node]]) -> Event | None:
    place = event.place
    if not event.day or not place or event.type != "ASSAULT" or not place.within:
        return None
    actors = frozenset().union(*(n.actors for n in grouped[event.id]))
    for other in by_area.get((event.day, place.country or "", place.within.lower()), ()):
        theirs = frozenset().union(*(n.actors for n in grouped[other.id]))
        if other.id != event.id and (not actors or not theirs or actors & theirs):
            return other
    return None


def _with_whole(event: Event, whole: str) -> Event:
    return msgspec.structs.replace(event, whole=whole)
