"""Shapes of a page -> where its stories begin: posts of a list page, updates of a live page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from dateline.lexicons import Automaton, fold, rows, terms
from dateline.segment.shapes import Shape
from dateline.segment.words import same

PROSE = frozenset({"prose", "item"})
TITLE = frozenset({"title", "update"})
MATTER = frozenset({"byline", "timestamp", "caption", "chrome", "hashtags", "tags", "appeal"})
SUFFIX = re.compile(r" [|–—-] ([^|]{2,60})$")
CLOCK_TIME = re.compile(r"\d[.:]\d\d|\bago\b|\d ?[hm]\b|\d ?[ap]\.?m", re.I)
MONTH = re.compile(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|\d{4}|\d/\d", re.I)
NOT_OPENING = re.compile(r"(?:last )?(?:updated|modified)|published|posted|first published", re.I)


class Posts:
    """Finds stories; tables are compiled once."""

    def __init__(self) -> None:
        self.forms: Automaton[str] = Automaton(rows("title_forms"))
        self.list_marks = tuple(terms("post_marks"))

    def form(self, title: str) -> str:
        """What the title calls the story: live-blog, key-events, latest (either, or an article) or article."""
        found = {form for _, _, form in self.forms.hits(title)}
        return next((form for form in ("live-blog", "key-events", "latest") if form in found), "article")

    def posts(self, shapes: Sequence[Shape]) -> list[int]:
        """Indices at which the posts of a list page begin; empty for a page of one story."""
        told = by_markup(shapes)
        if told:
            return told
        listed = any(fold(shape.text).startswith(self.list_marks) for shape in shapes[:8] if shape.words <= 8)
        suffix, tail = _by_suffix(shapes), _by_tail(shapes)
        suffix = tail if len(suffix) >= 2 and set(suffix) <= set(tail) else suffix
        for found in (_by_outline(shapes), suffix, _by_separator(shapes), tail, _by_date(shapes, listed=listed)):
            if len(found) >= 2 or (len(found) == 1 and listed):
                return found
        return []

    def updates(self, shapes: Sequence[Shape], title: str, *, live: bool = False) -> list[int]:
        """Indices at which the updates of a live page begin; empty for a page that is none.

        Args:
            live: markup says that the page is live.
        """
        sure = live or self.form(title) == "live-blog"
        live = sure or self.form(title) == "latest"
        by_clock = _by_clock(shapes, live=live)
        by_heading = _by_heading(shapes) if live else []
        if len(by_clock) >= (3 if not live else 2 if by_heading or not sure else 1) and len(by_clock) * 2 >= len(by_heading):
            return by_clock
        return by_heading if sure or _long(shapes, by_heading) else []


def by_markup(shapes: Sequence[Shape]) -> list[int]:
    """Where markup numbers the items."""
    found, last = [], -1
    for i, shape in enumerate(shapes):
        number = shape.line.block.item
        if number > 0 and number != last:
            found.append(i)
        last = number if number > 0 else last
    return found if len(found) >= 2 else []


# ---- posts ------------------------------------------------------------------------------------------------------------


def _heads(shapes: Sequence[Shape], candidates: Sequence[int]) -> list[int]:
    """Candidates that are followed by text of their own; of a title printed twice the first."""
    kept: list[int] = []
    for at, i in enumerate(candidates):
        stop = candidates[at + 1] if at + 1 < len(candidates) else len(shapes)
        if kept and same(shapes[kept[-1]].text, shapes[i].text) and not any(shape.kind in PROSE for shape in shapes[kept[-1] + 1 : i]):
            continue
        if any(shape.kind in PROSE for shape in shapes[i + 1 : stop]) or (at + 1 < len(candidates) and same(shapes[i].text, shapes[candidates[at + 1]].text)):
            kept.append(i)
    return kept


def _by_outline(shapes: Sequence[Shape]) -> list[int]:
    """List entries without a full stop, set further out than the text below them."""
    marked = [
        i
        for i, s in enumerate(shapes[:-1])
        if s.line.marker
        and not s.line.marker[0].isdigit()
        and not s.line.marker.startswith("#")
        and not s.stopped
        and s.words >= 3
        and not s.text.endswith(":")
    ]
    outer = [i for i in marked if shapes[i].line.indent < shapes[i + 1].line.indent and not shapes[i + 1].line.marker]
    if not outer:
        outer = [i for i in marked if not shapes[i + 1].line.marker and shapes[i + 1].kind in ("prose", "title", "byline", "timestamp")]
        body = [sum(s.kind == "prose" for s in shapes[a + 1 : b]) for a, b in zip(outer, [*outer[1:], len(shapes)], strict=False)]
        if len(outer) < 2 or len(outer) < len(marked) or min(body[:-1], default=0) < 2:
            return []
    least = min(shapes[i].line.indent for i in outer)
    return _heads(shapes, [i for i in outer if shapes[i].line.indent <= least + 1])


def _by_suffix(shapes: Sequence[Shape]) -> list[int]:
    """Titles that end in the same name after a bar."""
    found = [(i, suffix[1]) for i, s in enumerate(shapes) if s.kind in TITLE and " | " in s.text and (suffix := SUFFIX.search(s.text))]
    common = Counter(suffix.split()[-1] for _, suffix in found)
    return _heads(shapes, [i for i, suffix in found if common[suffix.split()[-1]] >= 2])


def _by_separator(shapes: Sequence[Shape]) -> list[int]:
    """Titles right after a rule of dashes, stars or signs."""
    rules = [i for i, s in enumerate(shapes) if s.kind == "chrome" and re.fullmatch(r"[\s*=_~#—–-]{3,}", s.text)]
    found = [i + 1 for i in rules if i + 1 < len(shapes) and shapes[i + 1].kind in TITLE]
    first = next((i for i, s in enumerate(shapes) if s.kind in TITLE), -1)
    if not found or len(found) < len(rules) - 1 or first < 0:
        return []
    return _heads(shapes, sorted({first, *found}))


def _by_tail(shapes: Sequence[Shape]) -> list[int]:
    """Titles right after the tags, hashtags or reply line that end the post before."""
    ends = [i for i, s in enumerate(shapes) if s.kind in ("tags", "hashtags") or (s.kind in ("appeal", "teaser") and s.words <= 4)]
    found = []
    for i in ends:
        j = i + 1
        while j < len(shapes) and shapes[j].kind in MATTER:
            j += 1
        if j < len(shapes) and shapes[j].kind in TITLE:
            found.append(j)
    first = next((i for i, s in enumerate(shapes) if s.kind in TITLE), -1)
    return _heads(shapes, sorted({first, *found})) if found and first >= 0 else []


def _by_date(shapes: Sequence[Shape], *, listed: bool) -> list[int]:
    """Titles with a day of publication beneath or above them."""
    dated = [i for i, s in enumerate(shapes) if s.kind in ("timestamp", "byline") and MONTH.search(s.text) and re.search(r"\d", s.text)]
    found = []
    for i in dated:
        j = i - 1
        while j > 0 and shapes[j].kind in ("byline", "chrome"):
            j -= 1
        if j >= 0 and shapes[j].kind in TITLE:
            found.append(j)
    if len(found) < 2 and listed:
        found = [i + 1 for i in dated if i + 1 < len(shapes) and shapes[i + 1].kind in TITLE]
    heads = _heads(shapes, sorted(set(found)))
    days = {fold(shapes[i].text) for i in dated}
    return heads if len(heads) >= 2 and (listed or len(days) >= 2) else []


# ---- updates ----------------------------------------------------------------------------------------------------------


def _by_clock(shapes: Sequence[Shape], *, live: bool) -> list[int]:
    """Updates that open with a clock time, with their heading before or after it."""
    clocks = [i for i, s in enumerate(shapes) if s.kind == "timestamp" and not NOT_OPENING.match(s.text) and re.search(r"\d", s.text)]
    timed = [i for i in clocks if CLOCK_TIME.search(shapes[i].text)]
    clocks = timed if len(timed) >= 2 or not live else clocks
    below = _trailing(shapes, clocks) if clocks else False
    clocks = clocks if below else [i for i in clocks if _has_body(shapes, i)]
    if not clocks or (not live and len(clocks) < 3):
        return []
    if below:
        return _after_clocks(shapes, clocks)
    before = sum(_heading_before(shapes, i) >= 0 for i in clocks)
    after = sum(i + 1 < len(shapes) and shapes[i + 1].kind in TITLE for i in clocks)
    summaries = {i for i, s in enumerate(shapes) if s.kind == "update" and i > clocks[0] and shapes[i - 1].kind not in ("timestamp", "byline")}
    found = {(_heading_before(shapes, i) if before > after and _heading_before(shapes, i) >= 0 else i) for i in clocks}
    return sorted(found | {i for i in summaries if not any(i < clock <= i + 2 for clock in clocks)})


def _trailing(shapes: Sequence[Shape], clocks: Sequence[int]) -> bool:
    """The times stand below the updates: a heading with text comes before the first, and nothing after the last."""
    first = next((i for i, shape in enumerate(shapes) if shape.kind in PROSE), len(shapes))
    return clocks[0] > first and not any(shape.kind in PROSE for shape in shapes[clocks[-1] :]) and len(clocks) > 1


def _after_clocks(shapes: Sequence[Shape], clocks: Sequence[int]) -> list[int]:
    """The first heading below the page's head, and what follows each time but the last."""
    first = next((i for i in range(clocks[0] - 1, 0, -1) if shapes[i].kind in TITLE), clocks[0])
    return [first, *(i + 1 for i in clocks[:-1])]


def _long(shapes: Sequence[Shape], found: Sequence[int]) -> bool:
    """Headings of updates tell news; those of sections are a few words."""
    return len(found) >= 3 and sum(shapes[i].words for i in found) >= 6 * len(found)


def _has_body(shapes: Sequence[Shape], i: int) -> bool:
    """Text stands between this clock time and the next."""
    for shape in shapes[i + 1 : i + 6]:
        if shape.kind in PROSE or shape.kind == "caption":
            return True
        if shape.kind == "timestamp" and re.search(r"\d", shape.text) and not NOT_OPENING.match(shape.text):
            return False
    return False


def _heading_before(shapes: Sequence[Shape], i: int) -> int:
    j = i - 1
    while j > 0 and shapes[j].kind in ("byline", "timestamp"):
        j -= 1
    return j if j > 0 and shapes[j].kind in TITLE else -1


def _by_heading(shapes: Sequence[Shape]) -> list[int]:
    """Updates that open with a heading: the last of a run of titles before text."""
    found = []
    first = next((i for i, shape in enumerate(shapes) if shape.kind in TITLE | {"headline"}), -1)
    for i, shape in enumerate(shapes):
        if shape.kind not in TITLE or i == first:
            continue
        j = i + 1
        while j < len(shapes) and shapes[j].kind in ("byline", "timestamp", "caption", "chrome"):
            j += 1
        if j < len(shapes) and shapes[j].kind in PROSE | {"label", "section"}:
            found.append(i)
    return found
