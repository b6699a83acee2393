"""A page -> its other forms at the same address: CSV, JSON Lines, GeoJSON, feeds, Markdown, plain text, e-mail.

What is exported is what the page shows, by the same question to the record; of a search it is everything that it finds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import msgspec
from msgspec import Struct

from dateline.calendar_days import is_day
from dateline.errors import InputError
from dateline.publish import brief, exports, feeds, mail, search
from dateline.publish.pages import Brief, Corrections, EventPage, Events, Figures, Lists, Map, Page, Search, Topic
from dateline.publish.parts import EventCard, Line
from dateline.publish.record import Record
from dateline.publish.render import View, html
from dateline.records import Desk
from dateline.store import Store, listings

LINE_COLUMNS = ("claim", "told", "speaker", "side", "status", "type", "place", "words", "figures", "outlet", "url", "stands_at", "event")
CARD_COLUMNS = ("id", "title", "type", "first_day", "last_day", "where", "precision", "status", "speakers", "reports", "questions_that_differ")
CSV, JSONL = "text/csv", "application/jsonl"
ENDINGS = ("feed.json", "json", "md", "txt", "eml", "csv", "jsonl", "geojson", "atom", "rss")
Made = Callable[..., str | bytes | Iterable[str]]  # (page, record, base)


def edition(page: Page, ending: str, record: Record, base: str = "") -> tuple[bytes, str] | None:
    """(content, media type) of a page in another form; None where it has no such form."""
    found = EDITIONS.get((type(page), ending))
    if found is None:
        return None
    media_type, made = found
    content = made(page, record, base)
    if content == b"":
        return None
    return (content if isinstance(content, bytes) else "".join(content).encode()), media_type


def endings(kind: type[Struct]) -> tuple[str, ...]:
    """The other forms that a kind of page has."""
    return tuple(ending for one, ending in EDITIONS if one is kind)


BRIEFS = {"text": "txt", "markdown": "md", "email": "eml"}


def brief_edition(store: Store, desk: Desk, day: str, form: str = "text") -> str:
    """The brief of a day as text, Markdown, a page of HTML, or an e-mail message.

    Raises:
        InputError: it is no day, nothing was told on it, or there is no such form.
    """
    if form not in (*BRIEFS, "html"):
        raise InputError("no such form", form, "Use text, markdown, html or email.")
    record = Record(store, desk)
    page = brief.brief(record, day) if is_day(day) else None
    if page is None:
        days = ", ".join(told for told, _ in listings.told_days(store)[:5])
        raise InputError("nothing was told on this day" if is_day(day) else "is no day", day, f"The newest days of the record: {days or 'none'}.")
    if form == "html":
        return html("brief.html", page, record, View(f"/brief/{day}", static=True))
    made = edition(page, BRIEFS[form], record)
    return made[0].decode().rstrip("\n") if made else ""


# ---- lines and cards ----


def _lines_csv(lines: Iterable[Line]) -> Iterator[str]:
    rows = (
        (n.claim, n.said, n.speaker, n.side.name, n.status, n.type, n.place, n.text, "; ".join(chip.text for chip in n.chips), n.outlet, n.url, n.href, n.event)
        for n in lines
    )
    return exports.csv_lines(LINE_COLUMNS, rows)


def _jsonl(rows: Iterable[Struct]) -> Iterator[str]:
    return (msgspec.json.encode(row).decode() + "\n" for row in rows)


def _cards(page: Events) -> list[EventCard]:
    return [card for _, cards in page.days for card in cards]


def _cards_csv(page: Events, record: Record, base: str) -> Iterator[str]:
    rows = ((c.id, c.title, c.type, c.day, c.until, c.where, c.precision, c.status, c.speakers, c.reports, c.differs) for c in _cards(page))
    return exports.csv_lines(CARD_COLUMNS, rows)


def _search_feed(made: Callable[[feeds.Feed, str], bytes]) -> Made:
    return lambda page, record, base: made(feeds.found(record, page.query), base)


def _topic_feed(made: Callable[[feeds.Feed, str], bytes]) -> Made:
    return lambda page, record, base: made(feeds.of_topic(record, page), base)


def _corrections_feed(made: Callable[[feeds.Feed, str], bytes]) -> Made:
    return lambda page, record, base: made(feeds.of_corrections(record, page), base)


def _briefs_feed(made: Callable[[feeds.Feed, str], bytes]) -> Made:
    return lambda page, record, base: made(feeds.of_briefs(record), base) if page.kind == "briefs" else b""


_FEEDS: tuple[tuple[type[Struct], Callable[[Callable[[feeds.Feed, str], bytes]], Made]], ...] = (
    (Topic, _topic_feed), (Search, _search_feed), (Corrections, _corrections_feed), (Lists, _briefs_feed),
)  # fmt: skip
_FORMATS = (("atom", feeds.FORMATS["atom"]), ("rss", feeds.FORMATS["rss"]), ("feed.json", feeds.FORMATS["json"]))
EDITIONS: dict[tuple[type[Struct], str], tuple[str, Made]] = {
    (Brief, "md"): ("text/markdown", brief.markdown),
    (Brief, "txt"): ("text/plain", brief.plain),
    (Brief, "eml"): ("message/rfc822", mail.message),
    (EventPage, "csv"): (CSV, lambda page, record, base: exports.accounts_csv(page.accounts)),
    (EventPage, "jsonl"): (JSONL, lambda page, record, base: _jsonl(page.timeline)),
    (Topic, "csv"): (CSV, lambda page, record, base: _lines_csv(page.lines)),
    (Topic, "jsonl"): (JSONL, lambda page, record, base: _jsonl(page.lines)),
    (Search, "csv"): (CSV, lambda page, record, base: _lines_csv(search.every_line(record, page.query))),
    (Search, "jsonl"): (JSONL, lambda page, record, base: _jsonl(search.every_line(record, page.query))),
    (Events, "csv"): (CSV, _cards_csv),
    (Events, "jsonl"): (JSONL, lambda page, record, base: _jsonl(_cards(page))),
    (Figures, "csv"): (CSV, lambda page, record, base: exports.drawn_csv(page)),
    (Figures, "jsonl"): (JSONL, lambda page, record, base: _jsonl((*page.nights, *page.tolls))),
    (Map, "csv"): (CSV, lambda page, record, base: exports.spots_csv(page.spots)),
    (Map, "geojson"): ("application/geo+json", lambda page, record, base: exports.spots_geojson(page.spots)),
    **{(kind, ending): (media_type, form(made)) for kind, form in _FEEDS for ending, (media_type, made) in _FORMATS},
}
