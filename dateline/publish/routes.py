"""PAGES: every page of the product in one table: address, template, what builds it, which addresses a static copy needs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from urllib.parse import unquote

from msgspec import Struct

from dateline.calendar_days import is_day
from dateline.errors import InputError
from dateline.publish import brief, checks, events, figures, lists, search, sources, upkeep
from dateline.publish.pages import Exports, Page
from dateline.publish.record import Record, topic_address
from dateline.store import listings, queries

EVERY = 1_000_000  # a static copy holds them all


class Asked(Struct, frozen=True):
    """What an address asks for: the parts of its path and its query."""

    path: Mapping[str, str]
    query: Mapping[str, str]

    def number(self, name: str) -> int:
        """A whole number of the query, 1 where it is not told.

        Raises:
            InputError: it is no number.
        """
        value = self.query.get(name, "1")
        if not value.isdigit() or len(value) > 6:
            raise InputError("is no whole number", f"{name}={value[:20]}", "Follow the links of the page.")
        return int(value)

    def day(self, name: str) -> str:
        """A day of the path or query; "" where it is not told.

        Raises:
            InputError: it is no day.
        """
        value = self.path.get(name) or self.query.get(name, "")
        if value and not is_day(value):
            raise InputError("is no day", f"{name}={value[:20]}", "Write it like 2025-03-14.")
        return value


class Route(Struct, frozen=True):
    """A page: its address with parts in braces, its template, its builder, and the addresses there are of it."""

    path: str
    template: str
    build: Callable[[Record, Asked], Page | None]
    every: Callable[[Record], Iterable[str]] = lambda record: ()
    name: str = ""  # of the entry in the menu it belongs to


def _one(path: str) -> Callable[[Record], Iterable[str]]:
    return lambda record: (path,)


def _every_event(record: Record) -> Iterable[str]:
    return (f"/event/{event.id}" for event in queries.events(record.store, queries.Filter(limit=EVERY)))


def _every_source(record: Record) -> Iterable[str]:
    return (f"/source/{row.id}" for row in listings.listed(record.store, limit=EVERY))


def _every_claim(record: Record) -> Iterable[str]:
    return (f"/claim/{claim.id}" for claim in queries.claims(record.store))


def _every_day(record: Record) -> Iterable[str]:
    return (f"/brief/{day}" for day, _ in listings.told_days(record.store))


def _every_speaker(record: Record) -> Iterable[str]:
    return (topic_address("speaker", name) for name, _ in queries.speakers(record.store))


def _every_place(record: Record) -> Iterable[str]:
    return (topic_address("place", name) for name in dict.fromkeys(name for name, _, _ in queries.places(record.store)))


def _every_tag(record: Record) -> Iterable[str]:
    return (topic_address("tag", f"{kind}/{mode}" if mode else kind) for kind, mode, _ in listings.types(record.store))


PAGES: tuple[Route, ...] = (
    Route("/", "index.html", lambda record, asked: lists.index(record), _one("/"), "index"),
    Route(
        "/live",
        "live.html",
        lambda record, asked: lists.live(record, asked.query.get("order", ""), asked.number("page"), block_of(asked)),
        _one("/live"),
        "live",
    ),
    Route("/brief", "lists.html", lambda record, asked: lists.briefs(record), _one("/brief"), "brief"),
    Route("/brief/{day}", "brief.html", lambda record, asked: brief.brief(record, asked.day("day")), _every_day, "brief"),
    Route(
        "/events",
        "events.html",
        lambda record, asked: lists.events(record, conflict="conflict" in asked.query, page=asked.number("page")),
        _one("/events"),
        "events",
    ),
    Route("/event/{id}", "event.html", lambda record, asked: events.event_page(record, asked.path["id"]), _every_event, "events"),
    Route("/sources", "sources.html", lambda record, asked: lists.sources(record), _one("/sources"), "sources"),
    Route("/source/{id}", "source.html", lambda record, asked: sources.source_page(record, asked.path["id"]), _every_source, "sources"),
    Route("/claim/{id}", "claim.html", lambda record, asked: events.claim_page(record, asked.path["id"]), _every_claim, "sources"),
    Route("/speakers", "lists.html", lambda record, asked: lists.speakers(record), _one("/speakers"), "speakers"),
    Route("/speaker/{name}", "topic.html", lambda record, asked: lists.topic(record, "speaker", asked.path["name"]), _every_speaker, "speakers"),
    Route("/places", "map.html", lambda record, asked: upkeep.places(record, asked.day("from"), asked.day("to")), _one("/places"), "map"),
    Route("/place/{name}", "topic.html", lambda record, asked: lists.topic(record, "place", asked.path["name"]), _every_place, "map"),
    Route("/tags", "lists.html", lambda record, asked: lists.tags(record), _one("/tags"), "tags"),
    Route("/tag/{name}", "topic.html", lambda record, asked: lists.topic(record, "tag", asked.path["name"]), _every_tag, "tags"),
    Route(
        "/figures",
        "figures.html",
        lambda record, asked: figures.figures_page(record, asked.day("from"), asked.day("to"), asked.query.get("speaker", "")),
        _one("/figures"),
        "figures",
    ),
    Route("/search", "search.html", lambda record, asked: search.search_page(record, asked.query.get("q", ""), asked.number("page")), name="search"),
    Route("/recaps", "recaps.html", lambda record, asked: checks.recaps(record), _one("/recaps"), "recaps"),
    Route("/corrections", "corrections.html", lambda record, asked: upkeep.corrections(record), _one("/corrections"), "corrections"),
    Route("/health", "health.html", lambda record, asked: upkeep.health(record), _one("/health"), "health"),
    Route("/exports", "exports.html", lambda record, asked: Exports(record.strings("export.title")), _one("/exports"), "exports"),
)


def block_of(asked: Asked) -> str:
    """The update that a page must hold: `page=with:block-<id>` is kept in its own part of the query."""
    return asked.query.get("with", "").removeprefix("block-")[:80]


def parts_of(pattern: str, address: str) -> dict[str, str]:
    """Parts of an address that a route's braces stand for; the last takes what is left."""
    head, brace, name = pattern.partition("{")
    return {name.rstrip("}"): unquote(address.removeprefix(head))} if brace else {}
