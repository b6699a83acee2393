"""HTML -> Document: what the page says of itself in JSON-LD and meta elements, and its text with hints from markup.

The text comes from the page's structure wherever it is there, since JSON-LD bodies lose paragraphs and lists; JSON-LD
gives titles, times and the addresses of updates. Where the structure holds no text (pages drawn by scripts) JSON-LD
bodies are read, and last trafilatura is asked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from selectolax.lexbor import LexborHTMLParser

from dateline.read import jsonld, markup
from dateline.read.texts import identity, joined, normalised, web_address
from dateline.records import Block, Capture, Document

LEAST = 200  # letters of prose below which a page's structure is not believed
MARGIN = 100  # letters that trafilatura must find beyond twice those of the structure
DEEPEST = 1500  # open elements beyond which a page is read without its markup
TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
UNNESTED = frozenset(re.findall(r"\w+", "p li td th tr dt dd option br hr img input meta link source area base col embed wbr html head body tbody thead tfoot"))
PUBLISHED = (
    ("meta[property='article:published_time']", "content", "article:published_time"),
    ("meta[name='article:published_time']", "content", "article:published_time"),
    ("meta[property='og:published_time']", "content", "og:published_time"),
    ("meta[name='parsely-pub-date']", "content", "parsely-pub-date"),
    ("meta[itemprop='datePublished']", "content", "datePublished"),
    ("meta[name='pubdate']", "content", "pubdate"),
    ("meta[name='publish-date']", "content", "publish-date"),
    ("meta[name='date']", "content", "meta date"),
    ("meta[name='dc.date']", "content", "dc.date"),
    ("meta[name='DC.date.issued']", "content", "DC.date.issued"),
    ("time[itemprop='datePublished']", "datetime", "time datePublished"),
    ("time[pubdate]", "datetime", "time pubdate"),
)
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def page(text: str, capture: Capture) -> Document:
    """The document of an HTML text."""
    if _depth(text) > DEEPEST:
        text = re.sub(r"<[^>]{0,2000}>", "\n", text)
    tree = LexborHTMLParser(text)
    told = jsonld.told(node.text() for node in tree.css("script[type*='ld+json']"))
    address = capture.url or web_address(_meta(tree, "link[rel='canonical']", "href")) or told.url
    found = markup.read(tree, address)
    title = told.title or _meta(tree, "meta[property='og:title']", "content") or _bare(_text(tree, "title"))
    pieces = _pieces(found, told, title, text)
    words, blocks = joined(pieces)
    published, basis = _published(tree, told)
    form = "live-blog" if told.form == "live-blog" else ""
    return Document(
        identity(capture.url or capture.name, words),
        words,
        url=address,
        name=capture.name,
        title=normalised(title),
        outlet=normalised(_meta(tree, "meta[property='og:site_name']", "content") or told.outlet),
        language=(_meta(tree, "html", "lang") or told.language or "en")[:2].lower(),
        published=published,
        published_basis=basis,
        modified=told.modified or _meta(tree, "meta[property='article:modified_time']", "content"),
        capture=capture.sha256,
        fetched=capture.fetched,
        form=form,
        blocks=blocks,
    )


def _pieces(found: markup.Page, told: jsonld.Told, title: str, text: str) -> list[tuple[str, Block]]:
    """The pieces of the page, from where they are told best."""
    if told.updates and sum(len(update.body) for update in told.updates) > 2 * found.mass:
        return _from_jsonld(told)
    if found.mass < LEAST and len(told.body) > found.mass:
        return _from_jsonld(told)
    extracted = _extracted(text) if found.mass < LEAST else ""
    if len(extracted) > 2 * found.mass + MARGIN:
        return _headed([(line, Block(0, 0, "")) for line in extracted.split("\n")], title)
    return _headed(_timed(list(found.pieces), told.updates), title)


def _headed(pieces: list[tuple[str, Block]], title: str) -> list[tuple[str, Block]]:
    """The page's headline marked, or put first where its text does not show it."""
    key = _key(title)
    for at, (words, hint) in enumerate(pieces):
        if hint.level == 1 or (key and _key(words) == key and not hint.role):
            pieces[at] = (words, Block(0, 0, "headline", hint.item, hint.time, hint.url, hint.level or 1))
            return pieces
    if title and not any(key in _key(words) for words, hint in pieces[:12]):
        return [(title, Block(0, 0, "headline", level=1)), *pieces]
    return pieces


def _timed(pieces: list[tuple[str, Block]], updates: Sequence[jsonld.Update]) -> list[tuple[str, Block]]:
    """Headings of updates with the time and address that JSON-LD gives for them."""
    known = {_key(update.title): update for update in updates if update.title}
    for at, (words, hint) in enumerate(pieces):
        update = known.get(_key(words)) if hint.level and hint.item > 0 else None
        if update:
            pieces[at] = (words, Block(0, 0, hint.role, hint.item, hint.time or update.time, hint.url or update.url, hint.level))
    return pieces


def _from_jsonld(told: jsonld.Told) -> list[tuple[str, Block]]:
    """A page told by its JSON-LD alone."""
    pieces = [(told.title, Block(0, 0, "headline", level=1)), (told.standfirst if not told.body.startswith(told.standfirst) else "", Block(0, 0, "standfirst"))]
    pieces += [(line, Block(0, 0, "")) for line in told.body.split("\n")]
    for number, update in enumerate(told.updates, 1):
        pieces.append((update.time, Block(0, 0, "timestamp", number, update.time, update.url)))
        pieces.append((update.title, Block(0, 0, "headline", number, update.time, update.url, 2)))
        pieces += [(line, Block(0, 0, "", number, "", update.url)) for line in update.body.split("\n")]
    return pieces


def _extracted(text: str) -> str:
    """What trafilatura finds; asked only where structure and JSON-LD hold no text."""
    import trafilatura  # 160 ms to import, needed for few pages

    return trafilatura.extract(text, include_comments=False, favor_recall=True, output_format="txt") or ""


def _published(tree: LexborHTMLParser, told: jsonld.Told) -> tuple[str, str]:
    if DAY.match(told.published):
        return told.published, "JSON-LD datePublished"
    for selector, attribute, basis in PUBLISHED:
        value = _meta(tree, selector, attribute)
        if DAY.match(value):
            return value, basis
    return "", ""


def _meta(tree: LexborHTMLParser, selector: str, attribute: str) -> str:
    node = tree.css_first(selector)
    return ((node.attributes.get(attribute) or "") if node is not None else "").strip()


def _text(tree: LexborHTMLParser, selector: str) -> str:
    node = tree.css_first(selector)
    return node.text() if node is not None else ""


def _bare(title: str) -> str:
    """A title element without the name of the site."""
    if re.match(r"\s*[|»·–—-]", title):
        return ""
    parts = re.split(r"\s+[|»·]\s+|\s+[-–—]\s+(?=[^-–—]{2,40}$)", " ".join(title.split()))
    return max(parts, key=len) if parts else ""


def _key(text: str) -> str:
    return "".join(re.findall(r"\w+", text.lower()))


def _depth(text: str) -> int:
    """The deepest nesting of a page, by counting tags."""
    depth = deepest = 0
    for match in TAG.finditer(text):
        if match[2].lower() in UNNESTED:
            continue
        depth = max(0, depth - 1) if match[1] else depth + 1
        deepest = max(deepest, depth)
    return deepest
