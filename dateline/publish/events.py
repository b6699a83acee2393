"""An event, a claim, a page -> what readers see of it: accounts, timeline, the text with claims in place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from urllib.parse import quote

from dateline.publish.accounts import accounts_of, agreed, count_lines, sum_lines
from dateline.publish.figures import tolls_of
from dateline.publish.pages import ClaimPage, EventPage
from dateline.publish.parts import ClaimView, FieldView, Line
from dateline.publish.reasons import event_reasons
from dateline.publish.record import Record, collapsed, place_name, role_name, topic_address, web_address, words_address
from dateline.publish.revised import changes_among
from dateline.records import Claim, Document, Event, Role, Where
from dateline.store import queries

RELATED = 8


def event_page(record: Record, identifier: str) -> EventPage | None:
    """All that the record holds of an event; None where it has no such event."""
    event = queries.event(record.store, identifier)
    if event is None:
        return None
    claims = queries.claims_of_event(record.store, identifier)
    by_id = {claim.id: claim for claim in claims}
    conflicts = queries.conflicts(record.store, identifier)
    accounts, lost = accounts_of(record, conflicts, by_id)
    timeline, withheld = record.lines(claims, identifier)
    whole = queries.event(record.store, event.whole) if event.whole else None
    place = event.place
    return EventPage(
        record.event_card(event, sum(conflict.kind in {"differs", "denies"} for conflict in conflicts)),
        _place_path(record, place) if place else (),
        agreed(record, conflicts, by_id),
        accounts,
        sum_lines(record, queries.sums(record.store, identifier)),
        _once(timeline),
        _once(line for line in timeline if line.quote),
        record.source_cards(claim.document for claim in claims),
        event_reasons(record, event),
        _related(record, event),
        record.event_card(whole) if whole else None,
        tolls_of(record, event),
        changes_among(record, (claim.document for claim in claims), by_id.keys()),
        withheld + lost,
        count_lines(record, event.tolls, by_id),
    )


def _place_path(record: Record, place: Where) -> tuple[str, ...]:
    """Place, region, country, each once."""
    parts = (place_name(place), place.within or "", record.strings.country(place.country))
    return tuple(dict.fromkeys(part for part in parts if part))


def _once(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Each sentence of a page once, by day of telling."""
    kept: dict[tuple[str, int], Line] = {}
    for line in lines:
        kept.setdefault((line.document, line.start), line)
    return tuple(kept.values())


def _related(record: Record, event: Event) -> tuple:  # type: ignore[type-arg]
    parts = queries.parts(record.store, event.id)
    near = []
    if event.place and event.place.name:
        near = queries.events(record.store, queries.Filter(place=event.place.name, limit=RELATED + 1))
    seen = {event.id, event.whole}
    chosen = [other for other in (*parts, *near) if other.id not in seen and not seen.add(other.id)]  # type: ignore[func-returns-value]
    return record.event_cards(chosen[:RELATED])


# ---- claims ----


def claim_view(record: Record, claim: Claim, number: int = 1) -> ClaimView | None:
    """A claim with its fields and derivation; None where the gate withholds it."""
    line = record.line(claim, queries.event_of_claim(record.store, claim.id) or "")
    found = record.document(claim.document)
    if line is None or found is None:
        return None
    match = claim.match
    trigger = collapsed(found[0].text[match.trigger.start : match.trigger.end]) if match.trigger else ""
    return ClaimView(claim.id, number, line, _fields(record, claim), match.rule, match.construction, match.grammar, trigger, claim.kind)


def _fields(record: Record, claim: Claim) -> tuple[FieldView, ...]:
    fields = [_role("actor", claim.actor), _role("recipient", claim.recipient), _place(claim), _time(record, claim)]
    fields += [_role("speaker", claim.speaker), *(_role("chain", role) for role in claim.chain), _role("via", claim.via)]
    fields += [FieldView("figure", figure.text, record.strings.figure(figure)) for figure in claim.figures]
    return tuple(field for field in fields if field is not None)


def _role(name: str, role: Role | None) -> FieldView | None:
    if role is None:
        return None
    country = " ".join(role.country) if isinstance(role.country, tuple) else role.country or ""
    reading = ", ".join(part for part in (role_name(role) if role_name(role) != role.text else "", country, role.sector) if part)
    kind = {"speaker": "speaker", "actor": "actor"}.get(name, "")
    return FieldView(name, collapsed(role.text), reading, role.resolved, topic_address(kind, role_name(role)) if kind else "")


def _place(claim: Claim) -> FieldView | None:
    place = claim.place
    if place is None:
        return None
    name = place.name if place.name != place.text else ""
    return FieldView(
        "place",
        collapsed(place.text),
        ", ".join(part for part in (name, place.within, place.country, place.precision) if part),
        place.resolved,
        topic_address("place", place_name(place)),
    )


def _time(record: Record, claim: Claim) -> FieldView | None:
    time = claim.time
    if time is None or not (time.text or time.start):
        return None
    basis = f" ({record.strings('source.dated')} {record.strings.label('basis', time.basis)})" if time.basis and time.start else ""
    return FieldView("time", collapsed(time.text), (record.strings.span(time.start, time.end) if time.start else "") + basis, time.resolved)


def claim_page(record: Record, identifier: str) -> ClaimPage | None:
    """One claim with its neighbourhood; None where the record lacks it or the gate withholds it."""
    claim = queries.claim(record.store, identifier)
    view = claim_view(record, claim) if claim else None
    found = record.document(claim.document) if claim else None
    if claim is None or view is None or found is None:
        return None
    document, text = found[0], found[0].text
    event = queries.event(record.store, view.line.event) if view.line.event else None
    before, after = collapsed(text[max(0, claim.start - 240) : claim.start]), collapsed(text[claim.end : claim.end + 240])
    source = record.source_cards([claim.document])[0]
    return ClaimPage(view, source, before, after, record.event_cards([event])[0] if event else None, fragment(document, claim.start, claim.end))


def fragment(document: Document, start: int, end: int) -> str:
    """The original's address with a text fragment for these words; "" where the page has no address.

    Long quotes are named by their first and last words, as text fragments must match within one block otherwise.
    """
    if not web_address(document.url):
        return ""
    words = document.text[start:end].split()
    ends = (words,) if len(words) <= 8 else (words[:4], words[-4:])
    terms = ",".join(quote(" ".join(part), safe="").replace("-", "%2D") for part in ends)
    return f"{document.url.partition('#')[0]}#:~:text={terms}"


def counted(values: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """Values with how often they occur, most often first."""
    return tuple(sorted(Counter(values).items(), key=lambda pair: (-pair[1], pair[0])))


__all__ = ["claim_page", "claim_view", "counted", "event_page", "fragment", "words_address"]
