"""A speaker, actor, place or tag -> what the record holds of it: newest words, events, figures over time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from dateline.publish.pages import Topic
from dateline.publish.parts import Party, Reason, Series
from dateline.publish.record import Record, words_address
from dateline.records import Called, Claim, Figure
from dateline.store import listings, queries
from dateline.store.listings import Wanted

LINES = 40
SERIES = 3  # measures drawn, those told on most days
REASONS = 20
DAYS = 60  # of a series, the newest
NAMED = ("person:", "org:", "place:")  # ids of who bears a name of its own, not an office that many have
UNDRAWN = frozenset({"other", "distance", "duration", "rate"})


def topic(record: Record, kind: str, name: str) -> Topic | None:
    """What the record holds of a speaker, an actor, a place or a tag (event type, with or without mode); None where nothing."""
    wanted = _wanted(kind, name)
    total = listings.count_claims(record.store, wanted)
    if not total:
        return None
    claims = listings.search_claims(record.store, wanted, limit=LINES)
    lines, withheld = record.lines(claims)
    once = {(line.document, line.start): line for line in reversed(lines)}
    found = record.event_cards(queries.events(record.store, _filter(kind, name)))
    return Topic(
        kind, name, _side(record, kind, name), record.strings.type(name) if kind == "tag" else "", tuple(once.values())[::-1], found,
        tuple(listings.claim_days(record.store, wanted)), total, _query(kind, name), withheld, tuple(_series(record, wanted)), _aliases(record, kind, name),
        _reasons(record, kind, claims),
    )  # fmt: skip


def _side(record: Record, kind: str, name: str) -> Party | None:
    if kind == "speaker":
        return record.party_of(name)
    claim = listings.actor_claim(record.store, name) if kind == "actor" else None
    return record.sides.of(claim.actor) if claim else None


def _aliases(record: Record, kind: str, name: str) -> tuple[str, ...]:
    """Other words for the one person, organisation or place that linking knows by this name; none where it could be several."""
    if kind == "tag":
        return ()
    same = [one for one in record.once(queries.entities) if one.id.startswith(NAMED) and name in (one.name, *one.aliases)]
    names = (same[0].name, *same[0].aliases) if len(same) == 1 else ()
    return tuple(other for other in dict.fromkeys(names) if other != name and other[:1].isupper() and len(other) > 4)


def _reasons(record: Record, kind: str, claims: Iterable[Claim]) -> tuple[Reason, ...]:
    """Decisions on the names of a speaker, actor or place in some claims, each once."""
    if kind == "tag":
        return ()
    shown = {one.id: one.name for one in record.once(queries.entities)}
    made = (Reason(d.kind, d.subject, shown.get(d.object, d.object), d.by, d.reasons) for d in queries.name_decisions(record.store, _called(claims, kind)))
    return tuple(dict.fromkeys(made))[:REASONS]


def _called(claims: Iterable[Claim], kind: str) -> Iterator[Called]:
    """How claims name a speaker, actor or place."""
    for claim in claims:
        if kind == "place" and claim.place is not None:
            place = claim.place
            yield Called(claim.document, place.text, f"place:{(place.name or place.text).lower()}.{place.id}")
        elif kind != "place" and (role := claim.speaker if kind == "speaker" else claim.actor):
            yield Called(claim.document, role.name, role.entity or (f"{role.country.lower()}:" if isinstance(role.country, str) else ""))


def _query(kind: str, name: str) -> str:
    return "" if kind == "actor" else f'{"type" if kind == "tag" else kind}:"{name}"'


def _wanted(kind: str, name: str) -> Wanted:
    if kind == "tag":
        return Wanted(type=name)
    if kind == "actor":
        return Wanted(exact_actor=name)
    return Wanted(exact_speaker=name) if kind == "speaker" else Wanted(exact_place=name)


def _filter(kind: str, name: str) -> queries.Filter:
    if kind == "tag":
        return queries.Filter(type=name, limit=LINES)
    if kind == "actor":
        return queries.Filter(actor=name, limit=LINES)
    return queries.Filter(speaker=name, limit=LINES) if kind == "speaker" else queries.Filter(place=name, limit=LINES)


def _series(record: Record, wanted: Wanted) -> Iterator[Series]:
    """Measures that were told on more than one day, each day with its largest figure; what has no words is not drawn."""
    days: dict[tuple[str, str], dict[str, tuple[float, Figure, str]]] = defaultdict(dict)
    for claim in listings.figured_claims(record.store, wanted):
        day = ((claim.time.start if claim.time else None) or claim.published or "")[:10]
        if len(day) < 10 or claim.repeat or claim.status in {"planned", "hypothetical"} or record.line(claim) is None:
            continue
        for figure in claim.figures:
            if figure.measure not in UNDRAWN:
                told = days[figure.measure, figure.object]
                best = (figure.low, figure, words_address(claim.document, claim.start))
                told[day] = max(told.get(day, best), best, key=lambda one: one[0])
    many = sorted((key for key, told in days.items() if len(told) > 1), key=lambda key: (-len(days[key]), key))
    for measure, counted in many[:SERIES]:
        newest = sorted(days[measure, counted].items())[-DAYS:]
        points = tuple((day, value, record.strings.amount(f.low, f.high, f.op), href) for day, (value, f, href) in newest)
        yield Series(record.strings.label("measure", measure) + (f" ({counted})" if counted else ""), points)
