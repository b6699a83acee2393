"""Query -> what it asks for, and the lines that fit. Operators: speaker: place: side: type: measure: after: before: has:conflict."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import cast

from msgspec import Struct, structs

from dateline.calendar_days import is_day
from dateline.publish.pages import Search
from dateline.publish.parts import Hit, Line
from dateline.publish.record import Record
from dateline.store import listings, queries
from dateline.store.listings import Wanted

PER_PAGE = 30
LIMIT = 300  # characters of a query
OPERATORS = ("speaker", "place", "side", "type", "measure", "after", "before", "has")
_TERM = re.compile(r'(?:(\w+):)?(?:"([^"]*)"|(\S+))')


class Query(Struct, frozen=True):
    """A query as it was understood; unknown holds the terms that were not."""

    wanted: Wanted
    understood: tuple[tuple[str, str], ...]
    unknown: tuple[str, ...]


def parsed(record: Record, query: str) -> Query:
    """The query's words and operators: `drones speaker:"air force" after:2025-03-01 has:conflict`."""
    words: list[str] = []
    understood: list[tuple[str, str]] = []
    unknown: list[str] = []
    fields: dict[str, object] = {}
    for operator, value in _terms(query):
        if not operator:
            words.append(value)
            continue
        field = _field(record, operator, value)
        if field is None:
            unknown.append(f"{operator}:{value}")
        else:
            fields = _joined(fields, field)
            understood.append((operator, value))
    wanted = structs.replace(Wanted(words=" ".join(words)), **fields)
    return Query(wanted, tuple(understood), tuple(unknown))


def _terms(query: str) -> Iterator[tuple[str, str]]:
    for match in _TERM.finditer(query[:LIMIT]):
        operator, quoted, bare = match.groups()
        if operator and operator.lower() not in OPERATORS:
            yield "", f"{operator} {quoted or bare}"
        elif quoted or bare:
            yield (operator or "").lower(), quoted if quoted is not None else bare


def _field(record: Record, operator: str, value: str) -> Mapping[str, object] | None:
    if operator in {"type", "measure"}:
        return {operator: value}
    if operator in {"after", "before"}:
        return {operator: value} if is_day(value) else None
    if operator == "speaker":
        return {"speakers": _holding(value, (name for name, _ in record.once(queries.speakers)))}
    if operator == "place":
        return {"places": _holding(value, record.once(listings.place_names))}
    if operator == "side":
        return _side(record, value)
    return {"has_conflict": True} if value == "conflict" else None


def _holding(words: str, names: Iterable[str]) -> tuple[str, ...]:
    """The names that hold these words, whatever their case."""
    wanted = words.casefold()
    return tuple(name for name in names if wanted in name.casefold())


def _side(record: Record, value: str) -> Mapping[str, object] | None:
    wanted = [party for party in record.sides.parties if value.casefold() in (party.id.casefold(), party.name.casefold())]
    return {"speakers": record.speakers_by_side().get(wanted[0].id, ())} if wanted else None


def _joined(fields: dict[str, object], more: Mapping[str, object]) -> dict[str, object]:
    """Conditions that hold together: of two lists of names, those in both."""
    both = {name: tuple(one for one in value if one in set(cast(tuple[str, ...], fields[name]))) for name, value in more.items()
            if isinstance(value, tuple) and name in fields}  # fmt: skip
    return {**fields, **more, **both}


def search_page(record: Record, query: str, page: int = 1) -> Search:
    """Lines that fit, newest first, the query's words marked."""
    asked = parsed(record, query)
    if not _asks(query, asked):
        return Search(query[:LIMIT], (), 0, 1, 1, asked.understood, asked.unknown)
    places = listings.fitting(record.store, asked.wanted)
    total = len(places)
    pages = max(1, -(-total // PER_PAGE))
    page = min(max(page, 1), pages)
    claims = listings.claims_in_order(record.store, places[(page - 1) * PER_PAGE : page * PER_PAGE])
    lines = [record.line(claim, queries.event_of_claim(record.store, claim.id) or "") for claim in claims]
    withheld = sum(line is None for line in lines)
    hits = tuple(_hits([line for line in lines if line], asked.wanted.words))
    return Search(query[:LIMIT], hits, total, page, pages, asked.understood, asked.unknown, withheld)


def every_line(record: Record, query: str) -> Iterator[Line]:
    """Every line that fits, newest first, whatever page it stands on."""
    asked = parsed(record, query)
    if not _asks(query, asked):
        return
    places = listings.fitting(record.store, asked.wanted)
    for first in range(0, len(places), 200):
        for claim in listings.claims_in_order(record.store, places[first : first + 200]):
            line = record.line(claim, queries.event_of_claim(record.store, claim.id) or "")
            if line is not None:
                yield line


def _asks(query: str, asked: Query) -> bool:
    """False where nothing is asked for that can be looked up."""
    return bool(query.strip()) and bool(asked.understood or re.search(r"\w", asked.wanted.words))


def _hits(lines: Sequence[Line], words: str) -> Iterator[Hit]:
    """Claims of the same words stand together, under the first of them."""
    same: dict[tuple[str, int, str], list[Line]] = {}
    for line in lines:
        same.setdefault((line.document, line.start, line.speaker), []).append(line)
    for told in same.values():
        yield Hit(told[0], marked(told[0].text, words), tuple(dict.fromkeys((line.type, line.event) for line in told)))


def marked(text: str, words: str) -> tuple[tuple[str, bool], ...]:
    """The text in pieces, those that begin like a word of the query marked; stems differ at the end, so ends are free."""
    stems = [re.escape(word[: max(3, len(word) - 3)] if len(word) > 4 else word) for word in re.findall(r"\w+", words)]
    if not stems:
        return ((text, False),)
    pieces: list[tuple[str, bool]] = []
    at = 0
    for match in re.finditer(rf"\b(?:{'|'.join(stems)})\w*", text, re.IGNORECASE):
        if match.start() > at:
            pieces.append((text[at : match.start()], False))
        pieces.append((match.group(), True))
        at = match.end()
    return tuple(pieces + ([(text[at:], False)] if at < len(text) else []))
