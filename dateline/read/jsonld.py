"""JSON-LD of a page -> what it says of itself: kind, title, times, updates.

Each block is read alone, and repaired alone where it is broken (raw line feeds, comments, trailing commas, a cut end):
one bad block never loses the others.
"""

from __future__ import annotations

import html
import json
import re
from collections import deque
from collections.abc import Iterable, Iterator
from typing import Any

from msgspec import Struct

from dateline.read.texts import web_address

ARTICLES = frozenset(
    {"NewsArticle", "Article", "ReportageNewsArticle", "AnalysisNewsArticle", "BackgroundNewsArticle", "BlogPosting", "LiveBlogPosting", "Report", "WebPage"}
)
MOST_DEPTH, MOST_NODES, MOST_CUTS = 40, 20_000, 60
TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^>]{0,2000}>")


class Update(Struct, frozen=True, omit_defaults=True):
    """An update of a live page as JSON-LD gives it."""

    title: str
    body: str
    time: str = ""
    modified: str = ""
    url: str = ""


class Told(Struct, frozen=True, omit_defaults=True):
    """What JSON-LD says of a page."""

    form: str = ""  # article | live-blog
    title: str = ""
    standfirst: str = ""
    body: str = ""
    published: str = ""
    modified: str = ""
    outlet: str = ""
    language: str = ""
    url: str = ""
    updates: tuple[Update, ...] = ()


def told(blocks: Iterable[str]) -> Told:
    """What the JSON-LD blocks of a page say; the live page wins over the article, the article over the rest."""
    best: dict[str, Any] = {}
    rank = -1
    for node in _nodes(blocks):
        kinds = set(_texts(node.get("@type"))) & ARTICLES
        here = 3 if "LiveBlogPosting" in kinds else 0 if kinds == {"WebPage"} else 2 if kinds else -1
        if here > rank:
            best, rank = node, here
    return _told(best, rank) if rank > 0 else Told()


def loads(text: str) -> Any:
    """The value of a JSON text that may be broken; None where nothing can be read."""
    for attempt in (text, _mended(text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return _completed(_mended(text))


def _mended(text: str) -> str:
    """Without wrapping comments, line comments, trailing commas; text escaped as HTML is taken back."""
    text = re.sub(r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/)|(?:-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/)\s*$", "", text.strip())
    if "&quot;" in text and '"' not in text:
        text = html.unescape(text)
    text = re.sub(r"(?m)^\s*//[^\n]*$", "", text)
    text = re.sub(r"/\*[^*]{0,2000}\*/", "", text)
    return re.sub(r",(\s*[}\]])", r"\1", text).strip().rstrip(";")


def _completed(text: str) -> Any:
    """A text cut short: closed after its last whole value, then read."""
    closers: list[str] = []
    cut: deque[tuple[int, str]] = deque(maxlen=MOST_CUTS)
    inside = escaped = False
    for at, character in enumerate(text):
        if inside:
            inside = escaped or character != '"'
            escaped = character == "\\" and not escaped
            continue
        if len(closers) > MOST_DEPTH:
            return None
        if character == '"':
            inside = True
        elif character in "{[":
            closers.append("}" if character == "{" else "]")
        elif character in "}]" and closers:
            closers.pop()
            cut.append((at + 1, "".join(reversed(closers))))
        elif character == ",":
            cut.append((at, "".join(reversed(closers))))
    for at, ending in reversed(cut):
        try:
            return json.loads(text[:at] + ending, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


# ---- nodes ------------------------------------------------------------------------------------------------------------


def _nodes(blocks: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Every object of the blocks with a type, outer before inner."""
    queue: deque[tuple[Any, int]] = deque((loads(block), 0) for block in blocks)
    seen = 0
    while queue and seen < MOST_NODES:
        value, depth = queue.popleft()
        seen += 1
        if isinstance(value, dict):
            if "@type" in value:
                yield value
            queue += [(inner, depth + 1) for key, inner in value.items() if isinstance(inner, (dict, list)) and key != "liveBlogUpdate" and depth < MOST_DEPTH]
        elif isinstance(value, list) and depth < MOST_DEPTH:
            queue += [(inner, depth + 1) for inner in value]


def _told(node: dict[str, Any], rank: int) -> Told:
    updates = node.get("liveBlogUpdate") or ()
    return Told(
        form="live-blog" if rank == 3 else "article",
        title=_words(node.get("headline") or node.get("name")),
        standfirst=_words(node.get("description")),
        body=paragraphs(node.get("articleBody")),
        published=_first(node.get("datePublished")),
        modified=_first(node.get("dateModified")),
        outlet=_words(_name(node.get("publisher"))),
        language=_first(node.get("inLanguage")),
        url=web_address(_first(node.get("url"))) or web_address(_first(_member(node.get("mainEntityOfPage"), "@id"))),
        updates=tuple(_update(value) for value in (updates if isinstance(updates, list) else [updates]) if isinstance(value, dict)),
    )


def _update(node: dict[str, Any]) -> Update:
    body = paragraphs(node.get("articleBody") or node.get("text") or node.get("description"))
    return Update(
        _words(node.get("headline") or node.get("name")),
        body,
        _first(node.get("datePublished")),
        _first(node.get("dateModified")),
        web_address(_first(node.get("url") or node.get("@id"))),
    )


def _member(value: Any, name: str) -> Any:
    return value.get(name) if isinstance(value, dict) else value


def _name(value: Any) -> Any:
    value = value[0] if isinstance(value, list) and value else value
    return _member(value, "name")


def _texts(value: Any) -> list[str]:
    return [entry.rsplit("/", 1)[-1] for entry in (value if isinstance(value, list) else [value]) if isinstance(entry, str)]


def _first(value: Any) -> str:
    value = value[0] if isinstance(value, list) and value else value
    return value.strip() if isinstance(value, str) else ""


def _words(value: Any) -> str:
    """Plain words of a value: markup and entities resolved, white space collapsed."""
    return " ".join(paragraphs(value).split())


def paragraphs(value: Any) -> str:
    """Text of a value that may hold markup: block elements and breaks become lines."""
    text = _first(value)
    if "<" in text or "&" in text:
        text = html.unescape(TAG.sub(lambda tag: "\n" if tag[2].lower() in ("p", "br", "div", "li", "ul", "ol", "h2", "h3", "h4", "blockquote") else "", text))
        text = TAG.sub(" ", text)
    return "\n".join(" ".join(line.split()) for line in text.split("\n") if line.strip())
