"""Shapes of one story -> kinds of its passages: headline, standfirst, sections, teasers inside, recap, tags.

Order of reading: the head (titles, standfirst, bylines, times), the body with its labels and headings, the tail (recap,
tags). Within a live page each update has a head and a body of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dateline.lexicons import fold
from dateline.segment.recaps import recap_start
from dateline.segment.shapes import Shape
from dateline.segment.words import content, same, shared

TITLES = frozenset({"title", "label", "update"})
TEXT = frozenset({"prose", "item"})
STANDFIRST_WORDS, STANDFIRST_LETTERS = 34, 260
PLACE_LINE = re.compile(
    r"^[A-Z][A-Z .,'’/-]{2,}[^.]{0,60}(?:\([^)]{2,40}\)|/[^/]{2,40}/\.?|[–—-])\s"
    r"|^[A-Z][\w .’'-]{2,40}(?:, [A-Z][\w .]{2,30})? \((?:AFP|AP|Reuters|dpa|EFE|UPI|Xinhua|IRIN|ANI|PTI)\)"
)
SPEECH = re.compile(r"^[“\"‘]|\b(?:said|told|according to)\b")
HEAD = frozenset({"byline", "timestamp", "caption", "chrome", "appeal", "hashtags"})


class Story:
    """Settles the kinds of one story's shapes in place.

    Args:
        shapes: the story's lines.
        form: article, live-blog, key-events or update.
        headed: the first title is the story's headline (an update may have none).
    """

    def __init__(self, shapes: Sequence[Shape], form: str, *, headed: bool = True) -> None:
        self.shapes, self.form, self.headed = shapes, form, headed

    def settle(self) -> str:
        """Gives each shape its passage kind; returns the title."""
        body, title = self._head() if self.headed else (0, "")
        self._tail(body, title)
        self._titles(body)
        self._bullets()
        for shape in self.shapes:
            shape.kind = {"prose": "paragraph", "title": "paragraph", "label": "section", "item": "bullet", "update": "headline"}.get(shape.kind, shape.kind)
        return title

    # ---- head ---------------------------------------------------------------------------------------------------------

    def _head(self) -> tuple[int, str]:
        """(index of the first body line, title)."""
        first = next((i for i, shape in enumerate(self.shapes) if shape.kind in (*TITLES, "headline", "item", "prose")), -1)
        if first < 0:
            return 0, ""
        first = self._past_furniture(first)
        title = self.shapes[first]
        if (
            title.kind not in (*TITLES, "headline")
            and not (title.kind == "item" and not title.stopped and title.line.marker and not title.line.marker[0].isdigit())
            and not self._prose_title(first)
        ):
            return first, ""
        title.kind = "headline"
        at = first + 1
        while at < len(self.shapes) and (self.shapes[at].kind in HEAD or same(self.shapes[at].text, title.text)):
            if same(self.shapes[at].text, title.text):
                self.shapes[at].kind = "headline"
            at += 1
        return self._standfirst(first, at), title.text

    def _past_furniture(self, first: int) -> int:
        """Short lines before a longer title are the site's name and where the page is filed."""
        at = first
        while at + 1 < len(self.shapes) and at < first + 4:
            shape, after = self.shapes[at], self._next_open(at + 1)
            filed = shape.kind in ("label", "section", "title") and shape.words <= 6 and not shape.line.block.level
            if (
                not filed
                or after < 0
                or self.shapes[after].kind not in ("title", "headline", "label")
                or self.shapes[after].words <= shape.words
                or self._has_text(at + 1, after)
            ):
                return at
            if (
                shape.words > 3
                and not re.search(r"[›>»|/·•]", shape.text)
                and self.shapes[after].kind == "title"
                and self.shapes[after].line.gap == 0
                and not _all_capitals(shape.text)
            ):
                return at
            shape.kind = "chrome"
            at = after
        return at

    def _prose_title(self, i: int) -> bool:
        """A headline that ends in a full stop, told by what follows it: a byline, a time, a text that retells it."""
        shape = self.shapes[i]
        if shape.kind != "prose" or shape.words > 18 or SPEECH.match(shape.text) or i + 1 >= len(self.shapes):
            return False
        after = self.shapes[i + 1]
        return after.kind in ("byline", "timestamp") or same(after.text, shape.text)

    def _has_text(self, start: int, stop: int) -> bool:
        return any(shape.kind in TEXT for shape in self.shapes[start:stop])

    def _next_open(self, at: int) -> int:
        while at < len(self.shapes) and self.shapes[at].kind in HEAD:
            at += 1
        return at if at < len(self.shapes) else -1

    def _standfirst(self, first: int, at: int) -> int:
        """Settles the summary lines under the title; index of the first body line."""
        while at < len(self.shapes) and self._is_standfirst(first, at):
            self.shapes[at].kind = "standfirst"
            at += 1
            while at < len(self.shapes) and (self.shapes[at].kind in HEAD or same(self.shapes[at].text, self.shapes[first].text)):
                at += 1
            if self.shapes[at - 1].kind != "standfirst" or self.shapes[at - 1].stopped:
                break
        return at

    def _is_standfirst(self, first: int, at: int) -> bool:
        shape, title = self.shapes[at], self.shapes[first]
        if shape.kind == "standfirst":
            return True
        if (
            shape.kind not in ("prose", "title")
            or shape.words > STANDFIRST_WORDS
            or len(shape.text) > STANDFIRST_LETTERS
            or PLACE_LINE.match(shape.text)
            or self.form == "update"
        ):
            return False
        after = self._next_open(at + 1)
        if after < 0 or (self.shapes[after].kind in ("label", "section") and shape.kind == "title"):
            return False
        if shape.kind == "title":
            return self._unstopped_standfirst(at, after)
        if any(between.kind in ("byline", "timestamp") for between in self.shapes[at + 1 : after]):
            return not any(between.kind in ("byline", "timestamp") for between in self.shapes[first + 1 : at])
        return self._retold(title, shape, self.shapes[after])

    def _unstopped_standfirst(self, at: int, after: int) -> bool:
        """A line without a full stop between title and text; a live page's first heading is none."""
        if self.form == "live-blog":
            shape = self.shapes[at]
            again = any(same(shape.text, other.text) for other in self.shapes[after:])
            return not again and (self.shapes[after].kind in TITLES or shape.words > 9)
        return True

    def _retold(self, title: Shape, shape: Shape, after: Shape) -> bool:
        """The line after it tells the title's news again (or is quoted speech): then this one is a summary of its own."""
        if after.kind == "prose" and PLACE_LINE.match(after.text):
            return shape.words <= 30
        if SPEECH.search(shape.text) and shape.words > 22:
            return False
        if shape.text.endswith(":") or not shape.stopped or shape.text[0] in '“"':
            return False
        told = content(title.text)
        here, there = shared(content(shape.text), told), shared(content(after.text), told)
        if self.form == "key-events":
            return shape.words <= 30
        if after.kind != "prose":
            return False
        return shape.words <= 26 and (there > here or (there >= 0.6 and shape.words <= 20)) and _sentences(shape.text) <= 2

    # ---- body ---------------------------------------------------------------------------------------------------------

    def _titles(self, body: int) -> None:
        """Runs of titles in the body: the last before text heads it; what stands before it links elsewhere."""
        i = body
        while i < len(self.shapes):
            if self.shapes[i].kind not in TITLES:
                i += 1
                continue
            j = i
            while j < len(self.shapes) and (
                self.shapes[j].kind in TITLES
                or (self.shapes[j].kind in ("byline", "timestamp") and j + 1 < len(self.shapes) and self.shapes[j + 1].kind in TITLES)
            ):
                j += 1
            run = [k for k in range(i, j) if self.shapes[k].kind in TITLES]
            self._run(run, self._followed(j))
            i = j

    def _followed(self, j: int) -> bool:
        """Text of the story follows."""
        at = self._next_open(j)
        return at >= 0 and self.shapes[at].kind in (*TEXT, "section", "headline")

    def _run(self, run: list[int], followed: bool) -> None:
        heading = run[-1] if followed else -1
        before = run[:-1] if followed else run
        if heading >= 0:
            self._heading(heading, last=heading)
        links = [k for k in before if self.shapes[k].kind == "title"]
        for k in before:
            if self.shapes[k].kind != "title":
                self._heading(k, last=heading)
            elif len(links) >= 2 or not followed or (self._relates(k) and self.form in ("live-blog", "update")):
                self.shapes[k].kind = "teaser"
            else:
                self._heading(k, last=heading)

    def _relates(self, k: int) -> bool:
        """The title takes up the text before it."""
        before = [shape.text for shape in self.shapes[max(0, k - 4) : k] if shape.kind in TEXT]
        return shared(content(self.shapes[k].text), content(" ".join(before))) >= 0.5

    def _heading(self, k: int, *, last: int) -> None:
        """A heading of the body: of an update in a live page, else of a section."""
        shape = self.shapes[k]
        if shape.kind == "update":
            shape.kind = "headline" if self.form in ("live-blog", "update") else "section"
        elif shape.kind == "label":
            live = self.form in ("live-blog", "update") and not shape.text.endswith(":") and k == last and self._prose_after(k)
            shape.kind = "headline" if live else "section"
        else:
            shape.kind = "headline" if self.form in ("live-blog", "update") else "section"

    def _prose_after(self, k: int) -> bool:
        at = self._next_open(k + 1)
        return at >= 0 and self.shapes[at].kind == "prose"

    def _bullets(self) -> None:
        """Labels that got no text below them are furniture at the end of the story."""
        for shape in reversed(self.shapes):
            if shape.kind in ("label", "section") and not shape.text.endswith(":"):
                shape.kind = "chrome"
            elif shape.kind in (*TEXT, "headline", "paragraph", "bullet"):
                return

    # ---- tail ---------------------------------------------------------------------------------------------------------

    def _tail(self, body: int, title: str) -> None:
        """Settles tag lists and the recap before them."""
        end = self._tags(body)
        rest = self.shapes[body:end]
        start = recap_start(rest, title, tagged=end < len(self.shapes))
        for shape in rest[start:]:
            if shape.kind in (*TEXT, *TITLES, "section"):
                shape.kind = "recap"

    def _tags(self, body: int) -> int:
        """Index of the first tag or hashtag line after the text; lists after it are tags."""
        first = len(self.shapes)
        for i in range(body, len(self.shapes)):
            shape = self.shapes[i]
            if shape.kind not in ("tags", "hashtags"):
                continue
            first = min(first, i)
            for after in self.shapes[i + 1 :] if shape.kind == "tags" else ():
                if not _is_tags(after):
                    break
                after.kind = "tags"
        return first


def _is_tags(shape: Shape) -> bool:
    """An entry of a tag list: a few words without a full stop, or a list parted by commas."""
    if shape.kind not in ("item", "title", "label", "prose", "section", "chrome") or shape.stopped:
        return False
    commas = shape.text.count(",")
    return shape.words <= 6 or (commas >= 2 and shape.words <= 8 * (commas + 1)) or fold(shape.text).count("#") >= 2


def _all_capitals(text: str) -> bool:
    return text.upper() == text


def _sentences(text: str) -> int:
    return len(re.findall(r"[.!?](?:\s|$)", text))
