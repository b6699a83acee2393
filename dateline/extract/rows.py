"""Claim -> row: the public form of a claim, one JSON object a line."""

from __future__ import annotations

from dateline.records import Claim, Document, Figure, Role, When, Where

Row = dict[str, object]


def row(claim: Claim, document: Document) -> Row:
    """The public form: fields of docs/claims.md in their order, None where the text does not tell."""
    return {
        "id": claim.id,
        "document": claim.document,
        "item": claim.item,
        "passage": claim.passage,
        "start": claim.start,
        "end": claim.end,
        "sentence": document.text[claim.start : claim.end],
        "kind": claim.kind,
        "event": claim.event,
        "mode": claim.mode,
        "acled": claim.acled,
        "actor": _role(claim.actor),
        "recipient": _role(claim.recipient),
        "place": _place(claim.place),
        "time": _time(claim.time),
        "speaker": _role(claim.speaker),
        "via": _role(claim.via),
        "chain": [_role(role) for role in claim.chain],
        "status": claim.status,
        "figures": [_figure(figure) for figure in claim.figures],
        "repeat": claim.repeat,
        "published": claim.published,
        "rule": ".".join(part for part in (claim.match.rule, claim.match.construction) if part),
        "grammar": claim.match.grammar,
    }


def _role(role: Role | None) -> Row | None:
    if role is None:
        return None
    country = list(role.country) if isinstance(role.country, tuple) else role.country
    found: Row = {"text": role.text, "start": role.start, "end": role.end, "country": country}
    extra = {name: getattr(role, name) for name in ("name", "sector", "entity", "office", "body", "serves", "hedge")}
    return found | {key: value for key, value in extra.items() if value} | ({"resolved": True} if role.resolved else {})


def _place(place: Where | None) -> Row | None:
    if place is None:
        return None
    return {
        "text": place.text,
        "start": place.start,
        "end": place.end,
        "name": place.name,
        "id": place.id or None,
        "within": place.within,
        "country": place.country,
        "lat": place.lat,
        "lon": place.lon,
        "precision": place.precision,
    } | ({"resolved": True} if place.resolved else {})


def _time(time: When | None) -> Row | None:
    if time is None:
        return None
    return {"text": time.text, "start": time.start, "end": time.end, "precision": time.precision or None, "basis": time.basis or None}


def _figure(figure: Figure) -> Row:
    return {
        "text": figure.text,
        "start": figure.start,
        "end": figure.end,
        "measure": figure.measure,
        "object": figure.object or None,
        "low": figure.low,
        "high": figure.high,
        "op": figure.op,
        "of": figure.of,
    }
