"""Bytes of a feed -> its entries: RSS, Atom, RDF, JSON Feed.

An entry keeps its identity when it is edited: its id where the feed gives one, else its address, else its title.
"""

from __future__ import annotations

import calendar
import hashlib
import re
import time
from datetime import UTC, datetime
from html import escape
from typing import Any

import msgspec
from msgspec import Struct

from dateline.errors import InputError
from dateline.read import html
from dateline.read.texts import decoded, plain, web_address
from dateline.records import Capture, Document

FEED_START = re.compile(
    r"\s*(?:<\?xml[^>]{0,300}>\s*)?(?:<!--.{0,4000}?-->\s*|<\?[^>]{0,300}>\s*|<!DOCTYPE[^>\[]{0,300}>\s*)*<(?:rss|feed|rdf:RDF|(?:\w+:)feed)\b", re.S
)
JSON_FEED = "https://jsonfeed.org/version/"
MOST_ENTRIES = 500


class Entry(Struct, frozen=True, omit_defaults=True):
    """An entry of a feed."""

    id: str
    url: str = ""
    title: str = ""
    content: str = ""  # HTML or text
    is_html: bool = True
    published: str = ""  # ISO 8601
    updated: str = ""

    @property
    def digest(self) -> str:
        """Changes when the entry is edited."""
        return hashlib.sha256("\n".join((self.url, self.title, self.content, self.updated)).encode("utf-8", "replace")).hexdigest()[:16]


class Feed(Struct, frozen=True, omit_defaults=True):
    """A feed with its entries in its own order."""

    title: str
    entries: tuple[Entry, ...]
    language: str = ""


def is_feed(content: bytes, media_type: str = "") -> bool:
    """The bytes are a feed, whatever the server calls them."""
    head = content[:8192]
    if head.lstrip()[:1] == b"{":
        return JSON_FEED.encode() in head or media_type == "application/feed+json"
    return bool(FEED_START.match(head.decode("latin-1").lstrip("\xef\xbb\xbf\ufeff")))


def feed(content: bytes, *, charset: str = "", where: str = "") -> Feed:
    """The entries of a feed; one that is cut short gives those that are whole.

    Raises:
        InputError: it is no feed, or defines entities of its own.
    """
    if content.lstrip()[:1] == b"{":
        return _from_json(content, where)
    if b"<!ENTITY" in content[:100_000].upper():
        raise InputError("defines XML entities of its own", where, "Feeds with entity definitions are not read; ask the outlet for a plain one.")
    import feedparser  # slow to import

    found = feedparser.parse(content, response_headers={"content-type": f"application/xml; charset={charset}"} if charset else None, sanitize_html=False)
    if not found.get("version") and not found.entries:
        raise InputError("is no feed that can be read", where, "Give the address of an RSS, Atom or JSON feed.")
    entries = tuple(_entry(entry) for entry in found.entries[:MOST_ENTRIES])
    return Feed(_line(found.feed.get("title", "")), tuple(entry for entry in entries if entry.id), (found.feed.get("language") or "")[:2].lower())


def document(entry: Entry, capture: Capture) -> Document:
    """What the feed itself says of an entry, for pages that are not fetched; empty text where it gives only a title.

    The title heads the text; the entry's id is the document's name, so that an edited entry is a revision.
    """
    inner = Capture(capture.sha256, "text/html", entry.url, capture.fetched, f"{capture.url or capture.name}#{entry.id}")
    page = html.page(f"<h1>{escape(entry.title)}</h1>{entry.content}", inner) if entry.is_html else plain(f"{entry.title}\n\n{entry.content}", inner)
    published = entry.published or entry.updated
    return msgspec.structs.replace(
        page, title=entry.title or page.title, published=published, published_basis="feed" if published else "", modified=entry.updated
    )


# ---- XML --------------------------------------------------------------------------------------------------------------


def _entry(entry: Any) -> Entry:
    bodies = [body.get("value", "") for body in entry.get("content", ())] or [entry.get("summary", "")]
    url = entry.get("link", "") or next((link.get("href", "") for link in entry.get("links", ())), "")
    title = _line(entry.get("title", ""))
    return Entry(
        entry.get("id") or url or title,
        web_address(url),
        title,
        max(bodies, key=len),
        True,
        _moment(entry.get("published_parsed")),
        _moment(entry.get("updated_parsed")),
    )


def _moment(parsed: time.struct_time | None) -> str:
    try:
        return datetime.fromtimestamp(calendar.timegm(parsed), UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if parsed else ""
    except (ValueError, OverflowError, OSError):
        return ""


def _line(text: Any) -> str:
    return " ".join(re.sub(r"<[^>]{0,500}>", "", str(text)).split())


# ---- JSON -------------------------------------------------------------------------------------------------------------


def _from_json(content: bytes, where: str) -> Feed:
    try:
        told = msgspec.json.decode(decoded(content, where=where)[0])
    except msgspec.MsgspecError as error:
        raise InputError(f"is broken JSON: {error}", where, "Fetch it again.") from error
    except RecursionError as error:
        raise InputError("is nested too deep", where, "Give a JSON Feed.") from error
    if not isinstance(told, dict) or not isinstance(told.get("items"), list):
        raise InputError("is JSON but no feed", where, "Give a JSON Feed, with a list of items.")
    entries = tuple(_from_item(item) for item in told["items"][:MOST_ENTRIES] if isinstance(item, dict))
    return Feed(_line(told.get("title") or ""), tuple(entry for entry in entries if entry.id), str(told.get("language") or "")[:2].lower())


def _from_item(item: dict[str, Any]) -> Entry:
    told = {key: str(value) for key, value in item.items() if isinstance(value, (str, int))}
    url = told.get("url", "") or told.get("external_url", "")
    body = told.get("content_html", "") or told.get("content_text", "") or told.get("summary", "")
    return Entry(
        told.get("id", "") or url or told.get("title", ""),
        web_address(url),
        _line(told.get("title", "")),
        body,
        bool(told.get("content_html")),
        told.get("date_published", ""),
        told.get("date_modified", ""),
    )
