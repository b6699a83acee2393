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
STANDFIRST_WORDS, STANDFIRST_LETTERS, SECOND_WORDS = 34, 260, 9
LAST_WORDS = 12  # a longer last line without a full stop is a text that was cut
PLACE_LINE = re.compile(
    r"^[A-Z][A-Z .,'’/-]{2,}[^.]{0,60}(?:\([^)]{2,40}\)|/[^/]{2,40}/\.?|[–—-])\s"
    r"|^[A-Z][\w .’'-]{2,40}(?:, [A-Z][\w .]{2,30})? \((?:AFP|AP|Reuters|dpa|EFE|UPI|Xinhua|IRIN|ANI|PTI)\)"
)
IN_BRIEF = re.compile(
    r"(?:in )?(?:other|further|more) (?:news|developments|key developments)\b.*:$|(?:news )?in brief:$|(?:key|latest|main) developments\b.*:$", re.I
)
KEY_LIST = re.compile(r"\b(?:key|main) (?:events|developments|moments)\b|\bwhat happened (?:today|on day)\b|\bday \d[\d,]*$", re.I)
SPEECH = re.compile(r"^[“\"‘]|\b(?:said|told|according to)\b")
NAME_JOINTS = frozenset({"of", "the", "and", "&", "for", "in"})
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
        self._days(body)
        self._tail(body, title)
        self._titles(body)
        if KEY_LIST.search(title) and not any(shape.kind == "item" for shape in self.shapes):
            self._entries(body)
        self._news_in_brief(body)
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
        if title.kind == "label" and first + 1 < len(self.shapes) and self.shapes[first + 1].kind in ("item", "bullet") and title.line.block.level != 1:
            return first, ""
        title.kind = "headline"
        at = first + 1
        while at < len(self.shapes) and (self.shapes[at].kind in HEAD or same(self.shapes[at].text, title.text)):
            if same(self.shapes[at].text, title.text):
                self.shapes[at].kind = "headline"
            at += 1
        return self._standfirst(first, at), title.text

    def _past_furniture(self, first: int) -> int:
        """Short lines before a longer title are the site's name, its motto, and where the page is filed."""
        opens = [i for i in range(first, min(first + 12, len(self.shapes))) if self.shapes[i].kind not in HEAD]
        told = next((n for n, i in enumerate(opens) if self.shapes[i].kind not in (*TITLES, "section")), len(opens))
        longest = next((n for n, i in enumerate(opens[:told]) if self.shapes[i].words >= 5 and self.shapes[i].kind == "title" and not self._is_filed(i)), 0)
        if longest and longest + 1 < told and self._is_motto(opens[longest], opens[longest + 1]):
            longest += 1
        for n, i in enumerate(opens[:longest]):
            if not self._is_filed(i) and not (n and self._is_motto(i, opens[n + 1])):
                return i
            self.shapes[i].kind = "chrome"
        return opens[longest] if opens else first

    def _is_motto(self, i: int, after: int) -> bool:
        """A few words right below the site's name, set apart from the title."""
        return self.shapes[i].words <= 7 and self.shapes[after].kind == "title" and self.shapes[i].line.gap < self.shapes[after].line.gap

    def _is_filed(self, i: int) -> bool:
        """A name or a section of the site: capitalised words, or words parted by bars and arrows."""
        shape = self.shapes[i]
        if shape.line.block.level or shape.words > 8:
            return False
        named = shape.words <= 4 and all(word[0].isupper() or word in NAME_JOINTS for word in shape.text.split())
        return named or (shape.text.isupper() and shape.words <= 4) or bool(re.search(r" [›»>|/·•] ", shape.text))

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
        body = at
        while at < len(self.shapes) and (at == body or self.shapes[at].words > SECOND_WORDS) and self._is_standfirst(first, at):
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
        if any(before.kind == "standfirst" for before in self.shapes[first:at]) and shape.kind != "title":
            return False
        if (
            shape.kind not in ("prose", "title")
            or shape.words > STANDFIRST_WORDS
            or len(shape.text) > STANDFIRST_LETTERS
            or PLACE_LINE.match(shape.text)
            or self.form == "update"
        ):
            return False
        after = self._next_open(at + 1)
        if after < 0:
            return self.form == "live-blog" and shape.kind == "title" and shape.words > 3
        if self.shapes[after].kind in ("label", "section") and shape.kind == "title":
            return False
        if shape.kind == "title":
            return self._unstopped_standfirst(at, after)
        if any(between.kind in ("byline", "timestamp") for between in self.shapes[at + 1 : after]):
            return not any(between.kind in ("byline", "timestamp") for between in self.shapes[first + 1 : at])
        if shape.line.block.end:
            return False  # markup would say so
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
            elif self._is_link(k, links, followed=followed):
                self.shapes[k].kind = "teaser"
            elif self.shapes[k].kind == "title":
                self._heading(k, last=heading)

    def _is_link(self, k: int, links: list[int], *, followed: bool) -> bool:
        """A title in a run of them leads elsewhere; the last words of a text without a full stop do not."""
        shape = self.shapes[k]
        if not followed and (shape.text.isupper() or shape.text[0] in "[(" or (len(links) == 1 and shape.words > LAST_WORDS)):
            shape.kind = "prose"
            return False
        return len(links) >= 2 or not followed or (self._relates(k) and self.form in ("live-blog", "update"))

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

    def _days(self, body: int) -> None:
        """In a timeline the days are the labels of its entries."""
        days = [i for i, shape in enumerate(self.shapes) if i >= body - 1 and shape.kind == "timestamp" and _is_day(shape) and self._has_text(i + 1, i + 2)]
        if len(days) >= 2 and self.form != "live-blog":
            for i in days:
                self.shapes[i].kind = "section"

    def _entries(self, body: int) -> None:
        """In a list of events without list marks the texts below its labels are the entries."""
        labelled = [i for i, shape in enumerate(self.shapes) if i >= body and shape.kind == "section"]
        if len(labelled) >= 2:
            for shape in self.shapes[labelled[0] :]:
                shape.kind = "bullet" if shape.kind == "prose" else shape.kind

    def _news_in_brief(self, body: int) -> None:
        """Texts right below "In other news:" are entries, marked or not."""
        for i in range(body, len(self.shapes)):
            if self.shapes[i].kind != "section" or not IN_BRIEF.match(self.shapes[i].text):
                continue
            for shape in self.shapes[i + 1 :]:
                if shape.kind != "prose":
                    break
                shape.kind = "bullet"

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
            if shape.kind == "tags" and not re.search(r":\s*\S", shape.text):
                self._tag_list(i + 1)
        return first

    def _tag_list(self, at: int) -> None:
        """Settles the entries below a tag label; buttons at their end are none."""
        end = at
        while end < len(self.shapes) and _is_tags(self.shapes[end]):
            end += 1
        while end > at and self.shapes[end - 1].kind == "chrome":
            end -= 1
        for shape in self.shapes[at:end]:
            shape.kind = "tags"


def _is_day(shape: Shape) -> bool:
    """A day, month or year without a clock time."""
    return not re.search(r"\d[.:]\d\d|\bago\b|updated|published|posted", shape.text, re.I) and bool(re.search(r"[A-Za-z]{3}", shape.text))


def _is_tags(shape: Shape) -> bool:
    """An entry of a tag list: a few words without a full stop, or a list parted by commas."""
    if shape.kind not in ("item", "title", "label", "prose", "section", "chrome") or shape.stopped:
        return False
    commas = shape.text.count(",")
    return shape.words <= 6 or (commas >= 2 and shape.words <= 8 * (commas + 1)) or fold(shape.text).count("#") >= 2


def is_summary(shape: Shape) -> bool:
    """One sentence, no longer than a standfirst, that is no direct speech."""
    return (
        shape.stopped
        and shape.words <= STANDFIRST_WORDS
        and len(shape.text) <= STANDFIRST_LETTERS
        and shape.text[0] not in '“"‘'
        and _sentences(shape.text) == 1
    )


def _sentences(text: str) -> int:
    return len(re.findall(r"[.!?](?:\s|$)", text))
