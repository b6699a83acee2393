"""New documents -> the record: only what they are tied to is linked anew, with the same result as a whole relink.

Fetches from the store what link needs and hands back what link made. All of it is one transaction.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from dateline import link
from dateline.calendar_days import shift
from dateline.link.nodes import speaker_key
from dateline.records import Claim, Decision, Desk, Document, Event, Happening, Linked, Page, Tie
from dateline.store import Store, queries
from dateline.store.linking import Dropped, LinkIndex

REACH = 2  # days by which an event and the one that it is part of may begin apart
Read = tuple[Document, Page]


def extend(store: Store, desk: Desk, decided: Sequence[Decision], documents: Iterable[str]) -> None:
    """Link documents that are in the record, but in no event yet.

    Args:
        decided: editors' decisions in force.
    """
    with store.transaction():
        step = _Extension(store, desk, decided)
        new = store.links.documents(sorted(documents))
        fresh = [happening for document, page in new for happening in step.opened(document, page)]
        moved = step.copies(new)
        renamed = step.names([document.id for document, _ in new])
        again = store.links.of_documents(moved)
        step.decisions(fresh)
        step.tie([*fresh, *again])
        step.relink({happening.id for happening in (*fresh, *again, *renamed)})


class _Extension:
    """The steps of linking new documents; each writes what it decides, so that the next reads it."""

    def __init__(self, store: Store, desk: Desk, decided: Sequence[Decision]) -> None:
        self.store, self.desk, self.decided = store, desk, decided
        self.index: LinkIndex = store.links
        self._claims: dict[str, tuple[Claim, ...]] = {}

    def opened(self, document: Document, page: Page) -> list[Happening]:
        """Happenings of a new document, kept."""
        opening = link.opened(queries.claims(self.store, document.id), document, page, self.decided)
        self._claims[document.id] = opening.claims
        found = [link.indexed(told) for told in opening.told]
        self.index.add_happenings(found)
        self.store.insert_linked(Linked(decisions=opening.decisions))
        return found

    # ---- copies, names ----

    def copies(self, new: Sequence[Read]) -> list[str]:
        """Decide copies among the new documents and those that repeat them; older documents for which that changed."""
        sketches = [(document.id, link.sketch(document, page)) for document, page in new]
        self.index.add_sketches(sketches)
        cluster = self._repeating(new, self._unmoored(sketches))
        before = self.index.originals(cluster)
        common = self.index.common({value for pair in cluster.values() for value in link.sketch(*pair)}, link.COMMON)
        decided = link.copy_decisions(link.copies(cluster.values(), frozenset(common)))
        self.index.drop(Dropped(copies=tuple(cluster)))
        self.store.insert_linked(Linked(decisions=tuple(decided)))
        after = self.index.originals(cluster)
        fresh = {document.id for document, _ in new}
        return [identifier for identifier in cluster if before.get(identifier) != after.get(identifier) and identifier not in fresh]

    def _unmoored(self, sketches: Iterable[tuple[str, tuple[int, ...]]]) -> list[str]:
        """Copies and their originals that met by words which are a turn of phrase now that new documents have them too."""
        added = Counter(value for _, values in sketches for value in values)
        return self.index.repeating(value for value, held in self.index.common(added, link.COMMON).items() if held - added[value] <= link.COMMON)

    def _repeating(self, new: Sequence[Read], unmoored: Sequence[str]) -> dict[str, Read]:
        """Documents by id that repeat a new one, or repeat one that does, and those to be looked at again; where there is none, nothing."""
        known = {pair[0].id: pair for pair in (*new, *self.index.documents(unmoored))}
        runs = {identifier: link.runs_of(*pair) for identifier, pair in known.items()}
        waiting, found, looked_at = set(known), set(unmoored), set()
        while waiting:
            one = waiting.pop()
            looked_at.add(one)
            for other in self.index.alike(sorted(runs[one])[: link.SKETCH], link.SHARED_IN_SKETCH, link.COMMON):
                if other not in known:
                    known[other] = self.index.documents([other])[0]
                    runs[other] = link.runs_of(*known[other])
                if other != one and link.repeats(runs[one], runs[other]):
                    found |= {one, other}
                    waiting |= {other} - looked_at
        return {identifier: known[identifier] for identifier in sorted(found)}

    def names(self, new: Iterable[str]) -> list[Happening]:
        """Add up how entities are named; happenings told by those whose shown name changed, or whose name now means another."""
        new_ways = link.namings(claim for identifier in new for claim in self._claims[identifier])
        families = sorted({link.family(key) for key in new_ways})
        before = self.index.shown(families)
        self.index.add_namings(new_ways.values())
        named = link.entities({naming.key: naming for naming in self.index.namings(families, link.MOST_NAMES)}, self.desk)
        self.index.drop(Dropped(families=tuple(families)))
        self.store.insert_linked(Linked(entities=tuple(named.entities), decisions=tuple(named.decisions)))
        self.index.set_bearers(named.bearers.items())
        after = self.index.shown(families)
        changed = [key for key, told in before.items() if after[key] != told]
        events = self.index.events({event for key in changed for event in self.index.events_named(key)})
        return self.index.holding(claim for event in events for claim in event.claims)

    # ---- events ----

    def decisions(self, fresh: Iterable[Happening]) -> None:
        """Keep what editors decided on claims of new documents."""
        new = {claim for happening in fresh for claim in happening.claims}
        told = [d for d in self.decided if d.subject in new or d.object in new]
        known = {claim for happening in self.index.holding(end for d in told for end in (d.subject, d.object)) for claim in happening.claims}
        self.store.insert_linked(Linked(decisions=tuple(link.on_events(told, known))))

    def tie(self, happenings: Sequence[Happening]) -> None:
        """Score happenings against all that they meet."""
        self.index.untie(happening.id for happening in happenings)
        for happening in happenings:
            met = self.index.met(happening)
            originals = self.index.originals({happening.document, *(other.document for other in met)})
            self.index.add_ties(_ties(happening, met, originals))

    def relink(self, seeds: set[str]) -> None:
        """Events anew of all happenings that are tied to some, directly or over others."""
        ids, ties = self._tied(seeds)
        happenings = self.index.happenings(sorted(ids))
        happened = {happening.id: link.unpacked(happening) for happening in happenings}
        documents = sorted({happening.document for happening in happenings})
        claims = {claim.id: claim for identifier in documents for claim in self._claims_of(identifier)}
        before = self.index.events(self.index.events_of(claim for happening in happenings for claim in happening.claims))
        bearers = self.index.bearers(sorted({speaker_key(claim) for claim in claims.values()} - {""}))
        claims = {identifier: link.resolved(claim, bearers) for identifier, claim in claims.items()}
        made = link.joined(happened, ties, claims, self.decided, self.index.originals(documents), self._teller(documents, tuple(claims.values())))
        self.index.drop(Dropped(tuple(event.id for event in before), tuple(sorted(ids))))
        self.store.insert_linked(Linked(events=made.events, conflicts=made.conflicts, sums=made.sums, decisions=made.decisions))
        self._parts([*before, *made.events])

    def _tied(self, seeds: set[str]) -> tuple[set[str], list[Tie]]:
        """Happenings that hang together with some by ties or by an editor's joining, and their ties."""
        ids, border = set(seeds), set(seeds)
        ties: dict[tuple[str, str], Tie] = {}
        editors = [self.index.holding((d.subject, d.object)) for d in self.decided if d.kind == "join"]
        joined = [{happening.id for happening in pair} for pair in editors]
        while border:
            found = self.index.tied(border)
            ties |= {(tie.one, tie.other): tie for tie in found}
            border = {end for tie in found for end in (tie.one, tie.other)} - ids
            border |= {end for pair in joined if pair & (ids | border) for end in pair} - ids
            ids |= border
        return ids, [ties[key] for key in sorted(ties)]

    def _claims_of(self, document: str) -> tuple[Claim, ...]:
        """Claims of a document that count, as linking reads them."""
        if document not in self._claims:
            self._claims[document] = link.counted(queries.claims(self.store, document), self.decided)
        return self._claims[document]

    def _teller(self, documents: Sequence[str], claims: Collection[Claim]) -> link.Teller:
        pages = {document.id: document for document, _ in self.index.documents(documents)}
        shown = self.index.entity_names(sorted({speaker_key(claim) for claim in claims} - {""}))
        return link.Teller(pages, self.index.originals(documents), shown, self.desk, claims)

    def _parts(self, touched: Sequence[Event]) -> None:
        """Which attacks are part of which, anew around those that changed."""
        pool = {event.id: event for event in self.index.events(event.id for event in touched)}
        wide, local = _days_by_country(touched)
        for country, days in sorted(local.items()):
            pool |= {other.id: other for other in self.index.attacks(_around(days, REACH, 0), country, tuple(sorted(link.WIDE)))}
        for country, days in sorted(wide.items()):
            pool |= {other.id: other for other in self.index.attacks(_around(days, 2 * REACH, 2 * REACH), country)}
        near = {(country, day) for country, days in wide.items() for day in _around(days, REACH, REACH)}
        events, made = link.wholes(pool.values())
        own = {event.id for event in touched}
        changed = {e.id: e for e in events if e.id in own or (e.place and (e.place.country or "", e.day or "") in near)}
        self.index.drop(Dropped(parts=tuple(changed)))
        self.index.update_wholes(event for event in changed.values() if event.whole != pool[event.id].whole)
        self.store.insert_linked(Linked(decisions=tuple(d for d in made if d.subject in changed)))


def _days_by_country(events: Iterable[Event]) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """Country -> days on which attacks told of a region or country began, and those told of narrower places."""
    wide: dict[str, set[str]] = {}
    local: dict[str, set[str]] = {}
    for event in events:
        if event.type == "ASSAULT" and event.day and event.place:
            found = wide if event.place.precision in link.WIDE else local
            found.setdefault(event.place.country or "", set()).add(event.day)
    return wide, local


def _around(days: Iterable[str], before: int, after: int) -> list[str]:
    return sorted({shift(day, n) for day in days for n in range(-before, after + 1)})


def _ties(one: Happening, met: Iterable[Happening], originals: Mapping[str, str]) -> Iterable[Tie]:
    node = link.unpacked(one).node
    for other in met:
        pair = (node, link.unpacked(other).node) if one.id < other.id else (link.unpacked(other).node, node)
        score = link.tie(*pair, originals)
        if score:
            yield Tie(min(one.id, other.id), max(one.id, other.id), score)
