"""Updates and searches -> RSS 2.0, Atom (RFC 4287) and JSON Feed 1.1.

Laws: an entry's id is made from the document and item (or claim) and stays; an entry that changed is the same entry;
times carry a zone; what is gone leaves a tombstone (RFC 6721).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape
from urllib.parse import quote, urlencode
from xml.etree import ElementTree

import msgspec
from msgspec import Struct

from dateline.publish import brief, lists, search
from dateline.publish.pages import Corrections, Topic
from dateline.publish.parts import Line, Update
from dateline.publish.record import Record, quoted, topic_address
from dateline.store import listings

ENTRIES = 50
ATOM = "http://www.w3.org/2005/Atom"
TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"  # RFC 6721
BRIEFS = 10
ElementTree.register_namespace("atom", ATOM)
ElementTree.register_namespace("at", TOMBSTONES)


class Entry(Struct, frozen=True):
    """One entry of a feed."""

    id: str
    title: str
    href: str  # from the root of the site
    published: str  # RFC 3339
    outlet: str
    text: str
    url: str = ""  # the original
    changed: str = ""  # RFC 3339; "" = as first published

    def updated(self) -> str:
        """When it last changed."""
        return max(self.published, self.changed or self.published, key=datetime.fromisoformat)


class Tombstone(Struct, frozen=True):
    """An entry that was in the feed and is there no more."""

    id: str
    when: str  # RFC 3339
    title: str = ""


class Feed(Struct, frozen=True):
    """A feed in no format yet."""

    title: str
    home: str
    path: str  # of the feed itself, without its ending
    query: str
    entries: tuple[Entry, ...]
    language: str
    gone: tuple[Tombstone, ...] = ()


def newest(record: Record) -> Feed:
    """The newest updates, and those that their pages no longer have."""
    rows = listings.updates(record.store, limit=ENTRIES)
    entries = (_from_update(record, lists.update(record, row)) for row in rows if row.published)
    gone = tuple(Tombstone(f"urn:dateline:item:{row.key.replace('-', ':')}", moment(row.changed), row.title) for row in record.once(listings.gone_updates))
    return Feed(record.desk.title, "/live", "/feed", "", tuple(entries), record.strings.language, gone)


def found(record: Record, query: str) -> Feed:
    """What a search finds, newest first."""
    page = search.search_page(record, query)
    return _of_lines(record, f"{query} – {record.desk.title}", "/search", query, (hit.line for hit in page.hits))


def of_topic(record: Record, page: Topic) -> Feed:
    """The newest words of a speaker or on a place, an actor or a tag."""
    title = page.definition or page.name
    return _of_lines(record, f"{title} – {record.desk.title}", topic_address(page.kind, page.name), "", page.lines)


def _of_lines(record: Record, title: str, path: str, query: str, lines: Iterable[Line]) -> Feed:
    entries = {line.claim: _from_line(record, line) for line in lines if line.said}
    return Feed(title, path, path, query, tuple(entries.values())[:ENTRIES], record.strings.language)


def of_corrections(record: Record, page: Corrections) -> Feed:
    """Pages that came back with other words, and decisions of editors."""
    entries = []
    for item in page.corrections:
        view = item.revision
        name = view.later.id if view else f"{item.kind}:{item.text}"
        words = [change.words for change in view.changes] if view else list(item.detail)
        entries.append(Entry(f"urn:dateline:correction:{quote(name)}", item.text, item.href, moment(item.when), item.kind, "; ".join(words)))
    return Feed(f"{page.title} – {record.desk.title}", "/corrections", "/corrections", "", tuple(entries[:ENTRIES]), record.strings.language)


def of_briefs(record: Record) -> Feed:
    """The briefs of the newest days, each under one id for good."""
    entries = []
    for day, _ in record.once(listings.told_days)[:BRIEFS]:
        page = brief.brief(record, day)
        if page:
            entries.append(Entry(f"urn:dateline:brief:{day}", page.title, f"/brief/{day}", moment(day), record.desk.title, brief.plain(page, record)))
    return Feed(f"{record.strings('lists.briefs')} – {record.desk.title}", "/brief", "/brief", "", tuple(entries), record.strings.language)


def _from_update(record: Record, update: Update) -> Entry:
    text = " ".join(_sentence(line) for line in update.lines)
    title = update.title or update.outlet
    changed = moment(update.changed) if update.changed else ""
    return Entry(
        f"urn:dateline:item:{update.id.replace('-', ':')}", title, update.href, moment(update.published or ""), update.outlet, text, update.url, changed
    )


def _from_line(record: Record, line: Line) -> Entry:
    title = f"{record.strings.type(line.type)}: {line.speaker or line.outlet}"
    return Entry(f"urn:dateline:claim:{line.claim}", title, f"/claim/{line.claim}", moment(line.said or ""), line.outlet, _sentence(line), line.url)


def _sentence(line: Line) -> str:
    return f"{line.speaker or line.outlet}: {quoted(line.text)}"


def moment(value: str) -> str:
    """RFC 3339 with zone: a day is its midnight in UTC, a minute without zone is taken as UTC."""
    if not value:
        return "1970-01-01T00:00:00Z"
    told = datetime.fromisoformat(value)
    told = told.replace(tzinfo=UTC) if told.tzinfo is None else told
    return told.isoformat(timespec="seconds").replace("+00:00", "Z")


def _updated(feed: Feed) -> str:
    return max((entry.updated() for entry in feed.entries), key=datetime.fromisoformat, default="1970-01-01T00:00:00Z")


def _self(feed: Feed, base: str, ending: str) -> str:
    return f"{base}{feed.path}.{ending}" + (f"?{urlencode({'q': feed.query})}" if feed.query else "")


def atom(feed: Feed, base: str) -> bytes:
    """The feed as Atom."""
    root = ElementTree.Element(f"{{{ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": feed.language})
    address = _self(feed, base, "atom")
    for name, text in (("id", f"urn:dateline:feed:{feed.path.strip('/')}:{quote(feed.query)}".rstrip(":")), ("title", feed.title), ("updated", _updated(feed))):
        _add(root, f"{{{ATOM}}}{name}", text)
    _add(root, f"{{{ATOM}}}link", rel="self", type="application/atom+xml", href=address)
    _add(root, f"{{{ATOM}}}link", rel="alternate", type="text/html", href=base + feed.home)
    for entry in feed.entries:
        _atom_entry(_add(root, f"{{{ATOM}}}entry"), entry, base)
    for gone in feed.gone:
        node = _add(root, f"{{{TOMBSTONES}}}deleted-entry", ref=gone.id, when=gone.when)
        _add(node, f"{{{TOMBSTONES}}}comment", gone.title or "gone")
    return _xml(root)


def _atom_entry(node: ElementTree.Element, entry: Entry, base: str) -> None:
    for name, text in (("id", entry.id), ("title", entry.title), ("published", entry.published), ("updated", entry.updated())):
        _add(node, f"{{{ATOM}}}{name}", text)
    _add(node, f"{{{ATOM}}}link", rel="alternate", type="text/html", href=base + entry.href)
    if entry.url:
        _add(node, f"{{{ATOM}}}link", rel="via", href=entry.url)
    _add(_add(node, f"{{{ATOM}}}author"), f"{{{ATOM}}}name", entry.outlet or "?")
    _add(node, f"{{{ATOM}}}summary", entry.text or entry.title)


def rss(feed: Feed, base: str) -> bytes:
    """The feed as RSS 2.0; guids are no addresses, so they hold when an address moves."""
    root = ElementTree.Element("rss", {"version": "2.0"})
    channel = _add(root, "channel")
    for name, text in (("title", feed.title), ("link", base + feed.home), ("description", feed.title), ("language", feed.language)):
        _add(channel, name, text)
    _add(channel, "lastBuildDate", _rfc822(_updated(feed)))
    _add(channel, f"{{{ATOM}}}link", rel="self", type="application/rss+xml", href=_self(feed, base, "rss"))
    for entry in feed.entries:
        node = _add(channel, "item")
        for name, text in (("title", entry.title), ("link", base + entry.href), ("description", escape(entry.text or entry.title, quote=False))):
            _add(node, name, text)
        _add(node, "guid", entry.id, isPermaLink="false")
        _add(node, "pubDate", _rfc822(entry.published))
    return _xml(root)


def json_feed(feed: Feed, base: str) -> bytes:
    """The feed as JSON Feed 1.1."""
    items = []
    for entry in feed.entries:
        item = {"id": entry.id, "url": base + entry.href, "title": entry.title, "content_text": entry.text or entry.title, "date_published": entry.published}
        item["date_modified"] = entry.updated()
        items.append(item | {"authors": [{"name": entry.outlet or "?"}]} | ({"external_url": entry.url} if entry.url else {}))
    address = _self(feed, base, "json" if feed.path == "/feed" else "feed.json")
    told = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": base + feed.home,
        "feed_url": address,
        "language": feed.language,
    }
    gone = {"_tombstones": [{"about": "entries that are gone", "id": one.id, "when": one.when} for one in feed.gone]} if feed.gone else {}
    return msgspec.json.format(msgspec.json.encode(told | {"items": items} | gone), indent=1)


FORMATS = {
    "atom": ("application/atom+xml", atom),
    "rss": ("application/rss+xml", rss),
    "json": ("application/feed+json", json_feed),
}


def _rfc822(value: str) -> str:
    return format_datetime(datetime.fromisoformat(value))


def _add(parent: ElementTree.Element, tag: str, text: str | None = None, **attributes: str) -> ElementTree.Element:
    node = ElementTree.SubElement(parent, tag, {name: _clean(value) for name, value in attributes.items()})
    if text is not None:
        node.text = _clean(text)
    return node


def _clean(text: str) -> str:
    """Characters that XML 1.0 does not allow are left out."""
    return "".join(
        character for character in text if character in "\t\n\r" or " " <= character <= "\ud7ff" or "\ue000" <= character <= "\ufffd" or character > "\uffff"
    )


def _xml(root: ElementTree.Element) -> bytes:
    content: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return content
