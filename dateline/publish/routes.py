"""PAGES: every page of the product in one table: address, template, what builds it, which addresses a static copy needs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from urllib.parse import unquote

from msgspec import Struct

from dateline.calendar_days import is_day
from dateline.errors import InputError
from dateline.publish import brief, checks, events, figures, lists, pages, places, search, sources, topics, upkeep
from dateline.publish.pages import Page
from dateline.publish.record import Record, topic_address
from dateline.store import listings, queries

EVERY = 1_000_000  # a static copy holds them all


class Asked(Struct, frozen=True):
    """What an address asks for: the parts of its path and its query."""

    path: Mapping[str, str]
    query: Mapping[str, str]

    def text(self, name: str) -> str:
        """Words of the query, "" where they are not told."""
        return self.query.get(name, "")

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
    """A page: its address with parts in braces, its Struct, template and builder, the addresses there are of it, and what its query may hold."""

    path: str
    page: type[Struct]
    template: str
    build: Callable[[Record, Asked], Page | None]
    menu: str = ""  # entry of the menu that it belongs to
    every: Callable[[Record], Iterable[str]] | None = None  # None = what a reader asks for: a static copy has none of it
    query: tuple[tuple[str, str], ...] = ()  # name, kind: text | day | number

    def addresses(self, record: Record) -> Iterable[str]:
        """Every address there is of this page."""
        return self.every(record) if self.every else ()


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


def _every_actor(record: Record) -> Iterable[str]:
    return (topic_address("actor", name) for name, _ in queries.actors(record.store))


def _every_place(record: Record) -> Iterable[str]:
    names = (*(name for name, _, _ in queries.places(record.store)), *listings.place_names(record.store))
    return (topic_address("place", name) for name in dict.fromkeys(names))


def _every_tag(record: Record) -> Iterable[str]:
    return (topic_address("tag", f"{kind}/{mode}" if mode else kind) for kind, mode, _ in listings.types(record.store))


RANGE = (("from", "day"), ("to", "day"))
MAPPED = (*RANGE, ("type", "text"), ("side", "text"), ("bbox", "box"), ("place", "text"))
PAGED = (("page", "number"),)
DIFFERING = (("conflict", "text"), *PAGED)
LIVE = (("order", "text"), ("with", "text"), *PAGED)

PAGES: tuple[Route, ...] = (
    Route("/", pages.Index, "index.html", lambda r, a: lists.index(r), "index", _one("/")),
    Route("/live", pages.Live, "live.html", lambda r, a: lists.live(r, a.text("order"), a.number("page"), block_of(a)), "live", _one("/live"), LIVE),
    Route("/brief", pages.Lists, "lists.html", lambda r, a: lists.briefs(r, a.number("page")), "brief", _one("/brief"), PAGED),
    Route("/brief/{day}", pages.Brief, "brief.html", lambda r, a: brief.brief(r, a.day("day")), "brief", _every_day),
    Route("/events", pages.Events, "events.html", lambda r, a: lists.events(r, "conflict" in a.query, a.number("page")), "events", _one("/events"), DIFFERING),
    Route("/event/{id}", pages.EventPage, "event.html", lambda r, a: events.event_page(r, a.path["id"]), "events", _every_event),
    Route("/sources", pages.Sources, "sources.html", lambda r, a: lists.sources(r, a.number("page")), "sources", _one("/sources"), PAGED),
    Route("/source/{id}", pages.SourcePage, "source.html", lambda r, a: sources.source_page(r, a.path["id"]), "sources", _every_source),
    Route("/claim/{id}", pages.ClaimPage, "claim.html", lambda r, a: events.claim_page(r, a.path["id"]), "sources", _every_claim),
    Route("/speakers", pages.Lists, "lists.html", lambda r, a: lists.speakers(r), "speakers", _one("/speakers")),
    Route("/speaker/{name}", pages.Topic, "topic.html", lambda r, a: topics.topic(r, "speaker", a.path["name"]), "speakers", _every_speaker),
    Route("/actors", pages.Lists, "lists.html", lambda r, a: lists.actors(r), "actors", _one("/actors")),
    Route("/actor/{name}", pages.Topic, "topic.html", lambda r, a: topics.topic(r, "actor", a.path["name"]), "actors", _every_actor),
    Route("/places", pages.Map, "map.html", lambda r, a: mapped(r, a), "map", _one("/places"), MAPPED),
    Route("/place/{name}", pages.Topic, "topic.html", lambda r, a: topics.topic(r, "place", a.path["name"]), "map", _every_place),
    Route("/tags", pages.Lists, "lists.html", lambda r, a: lists.tags(r), "tags", _one("/tags")),
    Route("/tag/{name}", pages.Topic, "topic.html", lambda r, a: topics.topic(r, "tag", a.path["name"]), "tags", _every_tag),
    Route("/figures", pages.Figures, "figures.html", lambda r, a: nights_and_tolls(r, a), "figures", _one("/figures"), (*RANGE, ("speaker", "text"))),
    Route("/search", pages.Search, "search.html", lambda r, a: search.search_page(r, a.text("q"), a.number("page")), "search", None, (("q", "text"), *PAGED)),
    Route("/recaps", pages.Recaps, "recaps.html", lambda r, a: checks.recaps(r, a.number("page")), "recaps", _one("/recaps"), PAGED),
    Route("/corrections", pages.Corrections, "corrections.html", lambda r, a: upkeep.corrections(r), "corrections", _one("/corrections")),
    Route("/health", pages.Health, "health.html", lambda r, a: upkeep.health(r), "health", _one("/health")),
    Route("/exports", pages.Exports, "exports.html", lambda r, a: pages.Exports(r.strings("export.title")), "exports", _one("/exports")),
)  # fmt: skip


def nights_and_tolls(record: Record, asked: Asked) -> pages.Figures:
    """The figures that an address asks for: the same for the page and for its CSV."""
    return figures.figures_page(record, asked.day("from"), asked.day("to"), asked.text("speaker"))


def mapped(record: Record, asked: Asked) -> pages.Map:
    """The map that an address asks for: days, type, side, box, a place to point out."""
    scope = listings.Scope(asked.day("from"), asked.day("to"), asked.text("type").upper() if "/" not in asked.text("type") else asked.text("type"))
    return places.places(record, scope, asked.text("side"), asked.text("bbox"), asked.text("place"))


def block_of(asked: Asked) -> str:
    """The update that a page must hold: `page=with:block-<id>` is kept in its own part of the query."""
    return asked.text("with").removeprefix("block-")[:80]


def parts_of(pattern: str, address: str) -> dict[str, str]:
    """Parts of an address that a route's braces stand for; the last takes what is left."""
    head, brace, name = pattern.partition("{")
    return {name.rstrip("}"): unquote(address.removeprefix(head))} if brace else {}
