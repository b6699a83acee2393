"""Shapes of a page -> its stories, and stories -> items and passages.

A list page has a story a post; a live page has its lead (item 1, form live-blog) and a story an update; any other page
is one story. What stands before the first headline and after the last words of the last story is item 0.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from dateline.records import Document, Item, Passage
from dateline.segment.passages import Story, is_summary
from dateline.segment.posts import CLOCK_TIME, Posts, by_markup
from dateline.segment.recaps import apart_tail
from dateline.segment.shapes import Shape

FURNITURE = frozenset({"chrome", "appeal", "teaser", "timestamp", "caption"})
KEPT = frozenset({"headline", "standfirst", "paragraph", "bullet", "section", "recap", "tags", "hashtags"})
COPY_WORDS = 5


class Told(Struct, frozen=True):
    """A story: its number, form, title and settled shapes."""

    number: int
    form: str
    title: str
    shapes: tuple[Shape, ...]
    url: str = ""


def stories(shapes: Sequence[Shape], posts: Posts, document: Document) -> list[Told]:
    """The stories of a page in reading order; page furniture is number 0, and may stand first and last."""
    starts, marked = posts.posts(shapes), by_markup(shapes)
    form = "live-blog" if document.form == "live-blog" else posts.form(_live_title(shapes, document))
    live = (
        document.form == "live-blog"
        or (bool(marked) and form == "latest")
        or (form == "live-blog" and (bool(marked) or _clocked(shapes, starts)))
        or (bool(marked) and _has_lead(shapes, marked))
    )
    if starts and not live:
        return _trimmed(_posts(shapes, starts, posts))
    return _trimmed(_single(shapes, posts, document, form, marked))


def _posts(shapes: Sequence[Shape], starts: Sequence[int], posts: Posts) -> list[Told]:
    found = [Told(0, "article", "", tuple(_furniture(shapes[: starts[0]])))]
    for number, (a, b) in enumerate(zip(starts, [*starts[1:], len(shapes)], strict=True), 1):
        part = shapes[a:b]
        form = posts.form(part[0].text)
        title = Story(part, form).settle()
        found.append(Told(number, _form(form, part), _bare(title), tuple(part), part[0].line.block.url))
    _same_template(found)
    return found


def _same_template(found: Sequence[Told]) -> None:
    """Posts of one page are set alike: where most have a standfirst or a recap, the others have it in the same place."""
    _same_recap([told.shapes for told in found if told.number])
    posts = [told.shapes for told in found if told.number and told.form != "live-blog"]
    without = [shapes for shapes in posts if not any(shape.kind == "standfirst" for shape in shapes)]
    if len(posts) - len(without) < 2 or len(without) * 5 > len(posts) * 2:
        return
    for shapes in without:
        body = [shape for shape in shapes if shape.kind not in FURNITURE and shape.kind not in ("headline", "byline")][:2]
        if len(body) == 2 and body[0].kind == body[1].kind == "paragraph" and is_summary(body[0]):
            body[0].kind = "standfirst"


def _same_recap(posts: Sequence[Sequence[Shape]]) -> None:
    with_recap = sum(any(shape.kind == "recap" for shape in shapes) for shapes in posts)
    if with_recap < 2 or with_recap * 2 < len(posts):
        return
    for shapes in posts:
        if not any(shape.kind == "recap" for shape in shapes) and any(shape.kind in ("tags", "hashtags") for shape in shapes):
            for shape in shapes[apart_tail(shapes) :]:
                shape.kind = "recap" if shape.kind in ("paragraph", "bullet", "section", "headline") else shape.kind


def _single(shapes: Sequence[Shape], posts: Posts, document: Document, form: str, marked: list[int]) -> list[Told]:
    title = _live_title(shapes, document)
    starts = marked or posts.updates(shapes, title, live=document.form == "live-blog")
    if not starts:
        headline = Story(shapes, form).settle()
        return [Told(1, _form(form, shapes), _bare(headline) or document.title, tuple(shapes))]
    return _live(shapes, starts, document)


def _live(shapes: Sequence[Shape], starts: list[int], document: Document) -> list[Told]:
    """The lead and the updates of a live page."""
    first = next((i for i, shape in enumerate(shapes) if shape.kind in ("title", "headline")), 0)
    if starts and starts[0] <= first:
        starts = starts[1:] if len(starts) > 1 else starts
    lead = shapes[: starts[0]]
    found: list[Told] = []
    if any(shape.kind not in FURNITURE for shape in lead):
        found.append(Told(1, "live-blog", _bare(Story(lead, "live-blog").settle()) or document.title, tuple(lead)))
    elif lead:
        found.append(Told(0, "article", "", tuple(lead)))
    for number, (a, b) in enumerate(zip(starts, [*starts[1:], len(shapes)], strict=True), 1 + sum(told.number for told in found)):
        part = shapes[a:b]
        headed = any(shape.kind in ("title", "label", "update", "headline") for shape in part[:4]) and _opens_with_title(part)
        title = Story(part, "update", headed=headed).settle()
        found.append(Told(number, "update", _bare(title), tuple(part), part[0].line.block.url))
    return found


def _opens_with_title(part: Sequence[Shape]) -> bool:
    first = next((shape for shape in part if shape.kind in ("title", "label", "update", "headline", "prose", "item")), None)
    return first is not None and first.kind not in ("prose", "item")


FILED = re.compile(r"(?:\S+ ){1,3}(?:[›»>|·•] (?:\S+ ?){1,3}){2,}$")  # "The Post | World | War": where the page is filed


def _live_title(shapes: Sequence[Shape], document: Document) -> str:
    """The line that heads the page: the longest of its first titles, or what markup says."""
    titles: list[str] = []
    for shape in shapes[:12]:
        if shape.kind in ("prose", "item") and titles:
            break
        if shape.kind in ("title", "headline", "item") and shape.words > 2 and not FILED.match(shape.text):
            titles.append(shape.text)
    return titles[0] if titles else document.title


def _clocked(shapes: Sequence[Shape], starts: Sequence[int]) -> bool:
    """Times stand beside most of the starts: updates, not posts."""
    near = sum(any(shape.kind == "timestamp" for shape in shapes[max(0, i - 2) : i + 3]) for i in starts)
    return near * 2 > len(starts)


def _has_lead(shapes: Sequence[Shape], starts: Sequence[int]) -> bool:
    """A headline with text of its own, or with clock times on what follows, stands before the first item."""
    lead = shapes[: starts[0]]
    if not any(shape.kind in ("title", "headline") and shape.words >= 5 for shape in lead):
        return False
    timed = sum(any(shape.kind == "timestamp" and CLOCK_TIME.search(shape.text) for shape in shapes[i : i + 4]) for i in starts)
    return any(shape.kind == "prose" for shape in lead) or timed * 2 > len(starts)


def _form(form: str, part: Sequence[Shape]) -> str:
    """key-events is a list: without bullets or sections it is an article."""
    if form != "key-events":
        return "article" if form == "latest" else form
    return form if sum(shape.kind in ("bullet", "section") for shape in part) >= 2 else "article"


def _furniture(shapes: Sequence[Shape]) -> Sequence[Shape]:
    for shape in shapes:
        if shape.kind not in FURNITURE:
            shape.kind = "chrome"
    return shapes


def _trimmed(found: list[Told]) -> list[Told]:
    """Furniture before the first headline and after the last words of the last story becomes item 0."""
    before: list[Told] = []
    first = found[0]
    if first.number:
        at = next((i for i, shape in enumerate(first.shapes) if shape.kind not in ("chrome", "appeal")), 0)
        before = [Told(0, "article", "", first.shapes[:at])]
        found[0] = Told(first.number, first.form, first.title, first.shapes[at:], first.url)
    last = found[-1]
    kept = [i for i, shape in enumerate(last.shapes) if shape.kind in KEPT or shape.kind in ("timestamp", "byline", "caption")]
    end = kept[-1] + 1 if kept else len(last.shapes)
    rest = last.shapes[end:]
    for shape in rest:
        shape.kind = shape.kind if shape.kind in FURNITURE else "chrome"
    found[-1] = Told(last.number, last.form, last.title, last.shapes[:end], last.url)
    return [told for told in [*before, *found, Told(0, "article", "", rest)] if told.shapes]


def _bare(title: str) -> str:
    """A title without the name of the site after a bar."""
    return title.split(" | ")[0].strip()


# ---- records ----------------------------------------------------------------------------------------------------------


def passages(told: Sequence[Told]) -> tuple[Passage, ...]:
    """The passages of all stories, numbered in reading order; second copies are marked."""
    found: list[Passage] = []
    seen: set[str] = set()
    for story in told:
        section = ""
        for shape in story.shapes:
            if shape.kind == "section":
                section = shape.text.rstrip(": ")
            elif shape.kind == "headline":
                section = ""
            key = shape.text.split(" | ")[0]
            repeat = shape.kind in KEPT and key in seen and shape.kind != "section"
            if shape.kind in KEPT and (shape.words >= COPY_WORDS or shape.kind == "headline"):
                seen.add(key)
            if shape.kind == "tags" and found and found[-1].kind == "tags" and found[-1].item == story.number:
                last = found.pop()
                found.append(Passage(last.number, last.item, "tags", last.start, shape.line.end))
                continue
            under = section if shape.kind in ("paragraph", "bullet") else ""
            found.append(Passage(len(found), story.number, shape.kind, shape.line.start, shape.line.end, repeat, under))
    return tuple(found)


def items(told: Sequence[Told]) -> tuple[Item, ...]:
    """The items of a page: item 0 where there is furniture, then the stories."""
    found: list[Item] = []
    furniture = [shape for story in told if not story.number for shape in story.shapes]
    if furniture:
        found.append(Item(0, "article", "", furniture[0].line.start, furniture[-1].line.end))
    seen: dict[str, int] = {}  # words -> the first story that has them
    for story in told:
        if story.number:
            texts = {shape.text for shape in story.shapes if shape.kind in ("paragraph", "bullet") and shape.words >= COPY_WORDS}
            again, copies = Counter(seen[text] for text in texts if text in seen).most_common(1)[0] if texts & seen.keys() else (-1, 0)
            repeats = again if copies * 10 > len(texts) * 7 else -1
            found.append(Item(story.number, story.form, story.title, story.shapes[0].line.start, story.shapes[-1].line.end, url=story.url, repeats=repeats))
            for text in texts:
                seen.setdefault(text, story.number)
    return tuple(found)
