"""Parsed HTML -> pieces of text with hints: what tags, classes and repeated structure say of each stretch.

Nothing of the page is executed or loaded. Dropped are scripts, hidden elements, site navigation, forms, advertisements
and consent text; what belongs to the story or stands inside it is kept with its role.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import cache

import msgspec
from selectolax.lexbor import LexborHTMLParser, LexborNode

from dateline.lexicons import table
from dateline.read.texts import web_address
from dateline.records import Block

DROPPED = frozenset(
    re.findall(
        r"\w+",
        """script style noscript template svg iframe canvas video audio object embed head nav form button input select textarea label dialog link meta img
        source math map area""",
    )
)
BLOCKS = frozenset(
    re.findall(
        r"\w+",
        """address article aside blockquote center dd details div dl dt fieldset figcaption figure footer h1 h2 h3 h4 h5 h6 header hgroup hr li main ol p pre
        section summary table tbody tfoot thead tr ul body""",
    )
)
HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
TAG_ROLES = {"figcaption": "caption", "address": "byline", "caption": "caption", "tr": "bullet"}
LANDMARKS = frozenset({"dialog", "alertdialog", "navigation", "search", "contentinfo", "menu", "menubar", "toolbar", "tooltip", "alert"})
TOKEN = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
DEEPEST, MOST_PIECES = 200, 20_000
SPREAD = 0.5  # a region with more of the page's text than this is the page itself
LEAST_BODY = 60  # letters that make an update more than a link


class Context(msgspec.Struct, frozen=True):
    """What the elements around a stretch of text say."""

    role: str = ""
    item: int = -1
    url: str = ""
    level: int = 0
    inside: bool = False  # an article or the like is around: its header and footer belong to it
    listed: bool = False  # directly in a list entry


class Page(msgspec.Struct, frozen=True):
    """The text of a page's main part in pieces; `mass` counts the letters of its paragraphs."""

    pieces: tuple[tuple[str, Block], ...]
    items: int
    mass: int


def read(tree: LexborHTMLParser, address: str = "") -> Page:
    """The pieces of a parsed page in reading order."""
    if tree.body is None:
        return Page((), 0, 0)
    root = _root(tree.body)
    mass = _mass(root)
    items = _items(root, mass)
    walker = Walker(items, mass, address)
    walker.walk(root, Context(), 0)
    walker.flush(Context())
    return Page(
        tuple(walker.pieces), len(items), sum(len(words) for words, hint in walker.pieces if hint.role in ("", "bullet", "paragraph") and not hint.level)
    )


class Walker:
    """Walks elements in document order and collects their text in pieces."""

    def __init__(self, items: dict[int, int], mass: int, address: str) -> None:
        self.items, self.mass, self.address = items, mass, address
        self.pieces: list[tuple[str, Block]] = []
        self.buffer: list[str] = []
        self.time, self.timed, self.linked = "", 0, 0

    def walk(self, node: LexborNode, context: Context, depth: int) -> None:
        """Collects the text below an element."""
        for child in node.iter(include_text=True):
            tag = child.tag or ""
            if tag == "-text":
                self._add(child.text(deep=False), context)
            elif tag == "br":
                self.buffer.append("\n")
            elif tag in ("td", "th"):
                self.buffer.append(" ")
                self._element(child, tag, context, depth)
            elif tag in DROPPED or tag.startswith(("-", "!")) or len(self.pieces) > MOST_PIECES:
                continue
            elif depth >= DEEPEST:
                self._add(child.text(separator=" "), context)
            else:
                self._element(child, tag, context, depth)

    def _element(self, node: LexborNode, tag: str, context: Context, depth: int) -> None:
        attributes = node.attributes
        if _hidden(attributes) or (tag in ("header", "footer") and not context.inside and not node.css_first("h1")):
            return
        role = self._role(node, tag, attributes, context)
        if role == "drop":
            return
        inner = self._inner(node, tag, attributes, context, role)
        if tag in BLOCKS or (role and role != context.role):
            self.flush(context)
            self.walk(node, inner, depth + 1)
            self.flush(inner)
        else:
            self._inline(node, tag, attributes, context, depth)

    def _inline(self, node: LexborNode, tag: str, attributes: dict[str, str | None], context: Context, depth: int) -> None:
        before = sum(map(len, self.buffer))
        self.walk(node, context, depth + 1)
        grown = max(0, sum(map(len, self.buffer)) - before)
        if tag == "time":
            self.time = self.time or attributes.get("datetime") or ""
            self.timed += grown
        elif tag == "a":
            self.linked += grown

    def _inner(self, node: LexborNode, tag: str, attributes: dict[str, str | None], context: Context, role: str) -> Context:
        number = self.items.get(node.mem_id, -1)
        if number > 0:
            return Context(item=number, url=self._permalink(node, attributes), inside=True)
        return Context(
            role or context.role,
            context.item,
            context.url,
            HEADINGS.get(tag, 0 if tag in BLOCKS else context.level),
            context.inside or tag in ("article", "section", "main", "blockquote"),
            tag == "li" or (context.listed and tag in ("p", "div", "span")),
        )

    def _role(self, node: LexborNode, tag: str, attributes: dict[str, str | None], context: Context) -> str:
        """What an element is: told by its tag, its landmark role, or the words of its class and id."""
        if (attributes.get("role") or "") in LANDMARKS:
            return "drop"
        if tag in TAG_ROLES:
            return TAG_ROLES[tag]
        if node.mem_id in self.items or tag in ("main", "body", "time"):
            return ""
        told = [attributes.get(name) or "" for name in ("class", "id", "itemprop", *(("rel",) if tag == "a" else ()))]
        named = region(" ".join(told))
        if not named:
            return "teaser" if tag == "aside" and not context.role and _mostly_links(node) else ""
        if named in ("byline", "timestamp", "standfirst", "caption") and len(node.text()) > 600:
            return ""
        return "" if self.mass and _mass(node) > SPREAD * self.mass else named

    def _permalink(self, node: LexborNode, attributes: dict[str, str | None]) -> str:
        anchor = attributes.get("id") or attributes.get("data-id")
        links = (a.attributes.get("href") or "" for a in node.css("a[href*='#']")[:3] if a.css_first("time") is not None)
        link = next(links, "")
        if web_address(link):
            return link
        return f"{self.address.split('#')[0]}#{link.split('#')[-1] if link else anchor}" if link or anchor else ""

    def _add(self, words: str | None, context: Context) -> None:
        if words:
            self.buffer.append(words if context.level >= 0 else "")

    def flush(self, context: Context) -> None:
        """Ends the stretch collected so far."""
        words = "".join(self.buffer)
        self.buffer.clear()
        time, timed, linked = self.time, self.timed, self.linked
        self.time, self.timed, self.linked = "", 0, 0
        size = len(" ".join(words.split()))
        if not size:
            return
        role = context.role
        if timed and timed * 5 >= size * 2 and size < 90:
            role = "timestamp" if role in ("", "chrome", "byline", "timestamp") else role
        elif not role and not context.level and linked * 10 >= size * 9 and not re.search(r"[.!?…:][”\"’)]?\s*$", words):
            role = "teaser"
        elif not role and context.listed and not context.level:
            role = "bullet"
        for line in _broken(words):
            self.pieces.append((line, Block(0, 0, role, context.item, time, context.url, context.level)))


# ---- regions ----------------------------------------------------------------------------------------------------------


@cache
def region(names: str) -> str:
    """What the words of a class or id call a region; "" where they say nothing.

    >>> region("ArticleBody__newsletter-signup")
    'appeal'
    """
    known = table("markup_regions")
    found = ""
    for name in names.split():
        tokens = [token.lower() for token in TOKEN.findall(name)]
        if tokens and tokens[0] in ("has", "is", "with", "no", "js", "without", "not", "wp", "page", "body", "main", "content") and len(tokens) > 1:
            tokens = tokens[1:] if tokens[0] in ("js", "wp", "content", "page", "main", "body") else []
        for i in range(len(tokens)):
            found = known.get("-".join(tokens[i : i + 2]), "") if i + 1 < len(tokens) else found
            if found:
                return found
        last = known.get(tokens[-1], "") if tokens else ""
        if last or (len(tokens) > 1 and tokens[0] in known):
            return last or known[tokens[0]]
    return found


def _hidden(attributes: dict[str, str | None]) -> bool:
    style = (attributes.get("style") or "").replace(" ", "").lower()
    return "hidden" in attributes or attributes.get("aria-hidden") == "true" or "display:none" in style or "visibility:hidden" in style


def _mostly_links(node: LexborNode) -> bool:
    words = len(node.text())
    return words == 0 or sum(len(a.text()) for a in node.css("a")) * 2 > words


def _mass(node: LexborNode) -> int:
    """Letters in the paragraphs and list entries below an element."""
    return sum(len(p.text()) for p in node.css("p")) + sum(len(li.text()) for li in node.css("li") if not li.css_first("p"))


def _root(body: LexborNode) -> LexborNode:
    """The element that holds the page's story: main, the one article, or the whole body."""
    whole = sum(len(p.text()) for p in body.css("p"))
    for selector in ("main", "[role=main]", "article"):
        found = body.css(selector)
        if len(found) == 1 and sum(len(p.text()) for p in found[0].css("p")) >= 0.6 * whole and whole:
            return found[0] if selector != "article" or found[0].css_first("h1") else body
    return body


def _broken(words: str) -> list[str]:
    """Parts between line breaks that end a sentence or stand alone; other breaks are blanks."""
    parts: list[str] = []
    empty = True
    for line in words.split("\n") if "\n" in words else [words]:
        bare = " ".join(line.split())
        if bare and not empty and parts and not re.search(r"[.!?:…][”\"’)\]]?$", parts[-1]) and not bare[:1].isupper():
            parts[-1] += " " + bare
        elif bare:
            parts.append(bare)
        empty = not bare
    return parts


# ---- items ------------------------------------------------------------------------------------------------------------


def _items(root: LexborNode, mass: int) -> dict[int, int]:
    """Elements that hold one update or post each -> their number from 1; empty where the page does not repeat itself."""
    told = [node for node in root.css("[itemprop~=liveBlogUpdate], [itemtype$=BlogPosting]") if _is_item(node)]
    if len(told) >= 2:
        return {node.mem_id: number for number, node in enumerate(_outermost(told), 1)}
    groups: dict[tuple[int, str], list[LexborNode]] = defaultdict(list)
    for node in root.css("article, section, li, div"):
        if node.parent is not None and (node.tag == "article" or node.attributes.get("class") or node.attributes.get("id")) and _is_item(node):
            groups[(node.parent.mem_id, node.tag or "")].append(node)
    best = max((group for group in groups.values() if len(group) >= 2), key=lambda group: sum(_mass(node) for node in group), default=[])
    if not best or sum(_mass(node) for node in best) < 0.4 * mass or not _alike(best):
        return {}
    return {node.mem_id: number for number, node in enumerate(_with_siblings(best), 1)}


def _with_siblings(group: list[LexborNode]) -> list[LexborNode]:
    """The group with its short members too: those beside them of the same tag and first class word that have a heading or time."""
    names = {((node.attributes.get("class") or "").split() or [""])[0] for node in group}
    known = {node.mem_id for node in group}
    parent = group[0].parent
    if parent is None:
        return group
    alike = (node for node in parent.iter() if node.tag == group[0].tag and ((node.attributes.get("class") or "").split() or [""])[0] in names)
    return [node for node in alike if node.mem_id in known or (node.css_first("h2, h3, h4, time") is not None and _named(node) == "" and node.text().strip())]


def _named(node: LexborNode) -> str:
    return region(f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}")


def _is_item(node: LexborNode) -> bool:
    """Has a heading or a time of its own, and a text of its own."""
    if node.css_first("h1, h2, h3, h4, time, [class*=time], [class*=date]") is None or region(
        f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}"
    ):
        return False
    return any(len(p.text()) >= LEAST_BODY for p in node.css("p, li"))


def _alike(group: list[LexborNode]) -> bool:
    """Most of a group share their first class word, or are articles with a time or heading first."""
    if group[0].tag == "article":
        return True
    names = Counter(((node.attributes.get("class") or "").split() or [""])[0] for node in group)
    name, count = names.most_common(1)[0]
    timed = sum(node.css_first("time, [class*=time], [class*=date], [datetime], h2, h3") is not None for node in group)
    return bool(name) and count * 3 >= len(group) * 2 and timed * 2 >= len(group)


def _outermost(nodes: list[LexborNode]) -> list[LexborNode]:
    known = {node.mem_id for node in nodes}
    kept = []
    for node in nodes:
        parent = node.parent
        while parent is not None and parent.mem_id not in known:
            parent = parent.parent
        if parent is None:
            kept.append(node)
    return kept
