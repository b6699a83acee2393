"""The record -> CSV, JSON Lines, GeoJSON: the same input gives the same bytes.

CSV is RFC 4180 in UTF-8; a cell that a spreadsheet would read as a formula is guarded by an apostrophe.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import msgspec

from dateline.errors import InputError
from dateline.publish import gate
from dateline.publish.pages import Figures
from dateline.publish.parts import Accounts, Night, Point, Question, Spot, Toll
from dateline.publish.record import Record, collapsed, place_name, role_name
from dateline.publish.sayings import Key, replacements, sayings
from dateline.records import Claim, Desk, Event, Role
from dateline.store import Store, queries

SILENT = "silent"  # relation of a party that has not answered a question
FORMULA = ("=", "+", "-", "@", "\t", "\r")
DRAWN = frozenset({"facility", "settlement", "district", "region"})
DIGITS = {"facility": 4, "settlement": 4}
EVERY = 1_000_000
CLAIM_COLUMNS = (
    "id", "document", "outlet", "item", "start", "end", "words", "kind", "event", "mode", "acled", "status", "actor", "recipient", "place", "country",
    "lat", "lon", "precision", "first_day", "last_day", "told", "speaker", "speaker_country", "via", "figures", "rule", "grammar",
)  # fmt: skip
EVENT_COLUMNS = (
    "id", "type", "mode", "title", "first_day", "last_day", "place", "within", "country", "lat", "lon", "precision", "status", "speakers", "reports",
    "questions_that_differ", "section", "part_of",
)  # fmt: skip
FIGURE_COLUMNS = (*queries.FigureRow.__struct_fields__, "voice", "replaces", "replaced_by")
DRAWN_COLUMNS = (
    "chart", "title", "day", "speaker", "side", "measure", "object", "period", "low", "high", "op", "event", "claim", "replaced_by", "replaced_by_figure",
    "words",
)  # fmt: skip


def guarded(cell: Any) -> str:
    """A cell as text that no spreadsheet takes for a formula; numbers stay numbers."""
    if cell is None:
        return ""
    if isinstance(cell, (int, float)):
        return f"{cell:.12g}"
    text = str(cell)
    return f"'{text}" if text.startswith(FORMULA) else text


def csv_lines(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """A table as CSV, line by line, its header first."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
        writer.writerow([guarded(cell) for cell in row])
    yield buffer.getvalue()


def claim_rows(record: Record) -> tuple[tuple[str, ...], Iterator[tuple[Any, ...]]]:
    """Columns and rows of the claims that pass the gate, each with its figures as they are."""
    plain = len(CLAIM_COLUMNS) - 3
    rows = (_claim_row(record, claim) for claim in _published(record))
    figures = (msgspec.to_builtins(claim.figures) for claim in _published(record))
    told = ((*row[:plain], list(listed), *row[plain + 1 :]) for row, listed in zip(rows, figures, strict=True))
    return CLAIM_COLUMNS, told


def event_rows(record: Record) -> tuple[tuple[str, ...], Iterator[tuple[Any, ...]]]:
    """Columns and rows of the events."""
    return EVENT_COLUMNS, (_event_row(event, differs) for event, differs in _events(record))


def figure_rows(record: Record) -> tuple[tuple[str, ...], Iterator[tuple[Any, ...]]]:
    """Columns and rows of every figure."""
    return FIGURE_COLUMNS, _figures(record)


def _figures(record: Record) -> Iterator[tuple[Any, ...]]:
    """Every figure, who gave it as linking knows the speaker, and the claims whose figure it replaces and is replaced by."""
    rows = queries.figures(record.store)
    told = {saying.key: saying for saying in sayings(record.store, rows)}
    later = replacements(told.values())
    earlier: dict[Key, list[str]] = defaultdict(list)
    for key, new in later.items():
        earlier[new.key].append(key[0])
    for row in rows:
        key = row.claim, row.start
        voice = told[key].speaker if key in told else row.speaker
        yield (*msgspec.structs.astuple(row), voice, " ".join(sorted(earlier.get(key, ()))), later[key].row.claim if key in later else "")


def claims_csv(record: Record) -> Iterator[str]:
    """Claims that pass the gate, in reading order."""
    return csv_lines(CLAIM_COLUMNS, (_claim_row(record, claim) for claim in _published(record)))


def claims_jsonl(record: Record) -> Iterator[str]:
    """Claims that pass the gate as JSON Lines, with their sentence."""
    for claim in _published(record):
        found = record.document(claim.document)
        sentence = collapsed(found[0].text[claim.start : claim.end]) if found else ""
        yield msgspec.json.encode({**msgspec.to_builtins(claim), "sentence": sentence}).decode() + "\n"


def _published(record: Record) -> Iterator[Claim]:
    for claim in queries.claims(record.store):
        found = record.document(claim.document)
        if found is not None and gate.is_verified(claim, found[0].text):
            yield claim


def _claim_row(record: Record, claim: Claim) -> tuple[Any, ...]:
    found = record.document(claim.document)
    document = found[0] if found else None
    words = collapsed(document.text[claim.start : claim.end]) if document else ""
    place, time = claim.place, claim.time
    figures = "; ".join(record.strings.figure(figure) for figure in claim.figures)
    return (
        claim.id, claim.document, document.outlet if document else "", claim.item, claim.start, claim.end, words, claim.kind, claim.event, claim.mode,
        claim.acled, claim.status, _name(claim.actor), _name(claim.recipient), place_name(place), place.country if place else None,
        place.lat if place else None, place.lon if place else None, place.precision if place else None, time.start if time else None,
        time.end if time else None, claim.published, _name(claim.speaker), _country(claim.speaker), _name(claim.via), figures, claim.match.rule,
        claim.match.grammar,
    )  # fmt: skip


def _name(role: Role | None) -> str | None:
    return collapsed(role_name(role)) if role else None


def _country(role: Role | None) -> str | None:
    if role is None or role.country is None:
        return None
    return role.country if isinstance(role.country, str) else " ".join(role.country)


def _events(record: Record) -> Iterator[tuple[Event, int]]:
    found = queries.events(record.store, queries.Filter(limit=EVERY))
    counts = queries.conflict_counts(record.store, [event.id for event in found])
    return ((event, counts.get(event.id, 0)) for event in found)


def events_csv(record: Record) -> Iterator[str]:
    """Events, newest first."""
    return csv_lines(EVENT_COLUMNS, (_event_row(event, differs) for event, differs in _events(record)))


def _event_row(event: Event, differs: int) -> tuple[Any, ...]:
    place = event.place
    told = (place_name(place), place.within, place.country, place.lat, place.lon, place.precision) if place else (None,) * 6
    return (
        event.id, event.type, event.mode, event.title, event.day, event.until, *told, event.status, event.speakers, event.reports, differs,
        event.section, event.whole,
    )  # fmt: skip


def events_jsonl(record: Record) -> Iterator[str]:
    """Events as JSON Lines, newest first."""
    for event, _ in _events(record):
        yield msgspec.json.encode(event).decode() + "\n"


def geojson(record: Record) -> Iterator[str]:
    """Events as GeoJSON (RFC 7946). A place that is not known, or no finer than a country, has a null geometry; digits follow precision."""
    yield '{"type":"FeatureCollection","features":['
    for number, (event, differs) in enumerate(_events(record)):
        yield ("," if number else "") + "\n" + msgspec.json.encode(_feature(event, differs)).decode()
    yield "\n]}\n"


def _feature(event: Event, differs: int) -> dict[str, Any]:
    place = event.place
    precision = (place.precision or "") if place else ""
    geometry = None
    if place and precision in DRAWN and place.lat is not None and place.lon is not None:
        digits = DIGITS.get(precision, 1)
        geometry = {"type": "Point", "coordinates": [round(place.lon, digits), round(place.lat, digits)]}
    told = {"title": event.title, "type": event.type, "mode": event.mode, "first_day": event.day, "last_day": event.until, "place": place_name(place)}
    counts = {"precision": precision, "status": event.status, "speakers": event.speakers, "reports": event.reports, "questions_that_differ": differs}
    return {"type": "Feature", "id": event.id, "geometry": geometry, "properties": told | counts}


def drawn_csv(page: Figures) -> Iterator[str]:
    """Exactly what the figures page draws, one figure a row: nights, counts over time, tolls; and what was replaced."""
    return csv_lines(
        DRAWN_COLUMNS,
        (*(row for night in page.nights for row in _night_rows(night)), *_point_rows("over time", page.series), *_point_rows("tolls", page.tolls)),
    )


def _night_rows(night: Night) -> Iterator[tuple[Any, ...]]:
    words = " | ".join(line.text for line in night.lines)
    for measure in ("launched", "intercepted", "lost", "left", "unaccounted"):
        value = getattr(night, measure)
        if value is not None:
            op = ">=" if measure in night.least else "="
            yield ("nights", "", night.day, night.speaker, night.side.name, measure, night.object, "night", value, value, op, night.event, "", "", "", words)
    for one in night.replaced:
        yield _point_row("nights", "", one, night.day)


def _point_rows(chart: str, tolls: Iterable[Toll]) -> Iterator[tuple[Any, ...]]:
    return (_point_row(chart, toll.title, one, one.day) for toll in tolls for one in toll.points)


def _point_row(chart: str, title: str, one: Point, day: str) -> tuple[Any, ...]:
    new = one.replaced_by
    return (
        chart, title, day, one.speaker, one.side.name, one.measure, one.object, one.period, one.low, one.high, one.op, one.event, one.line.claim,
        new.claim if new else "", new.words if new else "", one.line.text,
    )  # fmt: skip


SPOT_COLUMNS = ("place", "country", "precision", "lat", "lon", "events", "newest")


def spots_csv(spots: Iterable[Spot]) -> Iterator[str]:
    """Exactly the places that a map shows or lists."""
    return csv_lines(SPOT_COLUMNS, ((s.name, s.country, s.precision, s.lat, s.lon, s.events, s.newest) for s in spots))


def spots_geojson(spots: Iterable[Spot]) -> Iterator[str]:
    """The same as GeoJSON; what is not drawn has a null geometry."""
    features = []
    for spot in spots:
        geometry = {"type": "Point", "coordinates": [spot.lon, spot.lat]} if spot.lat is not None and spot.lon is not None else None
        told = {"name": spot.name, "country": spot.country, "precision": spot.precision, "events": spot.events, "newest_day": spot.newest or None}
        features.append({"type": "Feature", "geometry": geometry, "properties": told})
    yield msgspec.json.format(msgspec.json.encode({"type": "FeatureCollection", "features": features}), indent=1).decode() + "\n"


def accounts_csv(accounts: Accounts) -> Iterator[str]:
    """The accounts table of an event, one answer a row; a party that has not answered a question has a row of its own."""
    columns = ("question", "relation", "speaker", "side", "value", "words", "outlet", "told", "superseded", "claim")
    return csv_lines(columns, (row for question in accounts.questions for row in (*_answer_rows(question), *_silent_rows(question))))


def _answer_rows(question: Question) -> Iterator[tuple[object, ...]]:
    for told in (answer for cell in question.cells for answer in cell):
        yield question.text, question.kind, told.speaker, told.side.name, told.value, told.words, told.outlet, told.said, told.superseded, told.claim


def _silent_rows(question: Question) -> Iterator[tuple[object, ...]]:
    for party in question.silent:
        yield question.text, SILENT, party.speaker or party.side.name, party.side.name, "", "", "", "", False, ""


EXPORTS: dict[str, tuple[str, Callable[[Record], Iterator[str]]]] = {
    "claims.csv": ("text/csv", claims_csv),
    "claims.jsonl": ("application/jsonl", claims_jsonl),
    "events.csv": ("text/csv", events_csv),
    "events.jsonl": ("application/jsonl", events_jsonl),
    "places.geojson": ("application/geo+json", geojson),
}


def figures_csv(record: Record) -> Iterator[str]:
    """Every figure of the record with who gave it, by day."""
    return csv_lines(FIGURE_COLUMNS, _figures(record))


def figures_jsonl(record: Record) -> Iterator[str]:
    """The same as JSON Lines."""
    return (msgspec.json.encode(dict(zip(FIGURE_COLUMNS, row, strict=True))).decode() + "\n" for row in _figures(record))


FORMS = {
    ("claims", "csv"): claims_csv,
    ("claims", "jsonl"): claims_jsonl,
    ("events", "csv"): events_csv,
    ("events", "jsonl"): events_jsonl,
    ("events", "geojson"): geojson,
    ("figures", "csv"): figures_csv,
    ("figures", "jsonl"): figures_jsonl,
}


def export(store: Store, what: str, form: str, desk: Desk | None = None) -> Iterator[str]:
    """Claims, events or figures of a record, line by line.

    Raises:
        InputError: there is no such export.
    """
    if (what, form) not in FORMS:
        raise InputError("no such export", f"{what} as {form}", f"Use one of: {', '.join(f'{name} as {end}' for name, end in FORMS)}.")
    return FORMS[what, form](Record(store, desk or Desk("", "")))
