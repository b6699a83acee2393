"""Shapes -> furniture: appeals, teasers, captions and site furniture that only their neighbours tell.

Works on a page's shapes in place: a kind is changed only where the line itself does not tell it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from dateline.segment.shapes import Shape
from dateline.segment.words import content, shared

OPEN = frozenset({"prose", "title", "label", "item", "section", "bullet", "update"})
ATTRIBUTED = re.compile(r"[“\"][^”\"]{12,}[”\"]|\b(?:said|told|according to|announced|reported|killed|wounded|injured)\b")
READER = re.compile(
    r"\b(?:you|your|we|our|us|here)\b"
    r"|^(?:join|sign|subscribe|support|donate|follow|get|become|leave|log|register|download|help|send|enter|click|email|enjoyed|enjoying|loved|like what)\b",
    re.I,
)
IMPERATIVE = re.compile(
    r"(?:Keep|Support|Help|Fund|Back|Stand|Join|Subscribe|Sign|Donate|Give|Become|Get|Power|Defend|Protect|Invest|Follow|Stay|Your|We|Our|A )\b"
)
INVITES = re.compile(r"(?:Get|Follow|Join|Support|Sign|Subscribe|Donate|Download|Help|Become) (?:\w+ ){0,3}(?:our|us|your)\b")
NAME_LINE = re.compile(r"(?:[A-Z][\w.'’-]+ ){1,3}[A-Z][\w.'’-]+(?:(?:,|,? and) (?:[A-Z][\w.'’-]+ ){1,3}[A-Z][\w.'’-]+)*$")
WIDGET = (["timestamp", "title"], ["label", "timestamp"])
HEAD_LINES = 8  # lines at the top of a page among which a name before a time is its author
COMMENTS = re.compile(r"\d* ?(?:comments?|responses?|replies|thoughts? on|reader comments?|discussion)\b", re.I)
SAYS = re.compile(r"(?:.{1,40} (?:says|wrote|commented|replied)(?: on .{4,30})?:?|reply|report abuse)$", re.I)
CLOSURE = 5  # lines between two appeals that may belong to them
ALT_LEAST, ALT_WORDS = 0.5, 45
NAV_WORDS = 4


def furnish(shapes: Sequence[Shape]) -> None:
    """Settles appeals, captions, teasers and runs of site furniture."""
    _names(shapes)
    _widgets(shapes)
    _lists(shapes)
    _teasers(shapes)
    _appeals(shapes)
    _captions(shapes)
    _runs(shapes)
    _comments(shapes)


# ---- names and widgets --------------------------------------------------------------------------------------------------


def _names(shapes: Sequence[Shape]) -> None:
    """A capitalised name printed twice (picture and line of the author), or among a title, times and bylines, is a byline."""
    for i, shape in enumerate(shapes):
        if shape.kind not in ("label", "title") or shape.line.block.level or not NAME_LINE.match(shape.text):
            continue
        before, after = shapes[i - 1] if i else None, shapes[i + 1] if i + 1 < len(shapes) else None
        if after and after.text == shape.text and after.kind == shape.kind:
            shape.kind = after.kind = "byline"
        elif before and after and (_is_between(before, after, shapes[i - 2 : i - 1], shapes[i + 2 : i + 3]) or _is_author(shape, before, after, i)):
            shape.kind = "byline"


def _is_author(shape: Shape, before: Shape, after: Shape, i: int) -> bool:
    """A name at the top of the page, right before its time."""
    return i < HEAD_LINES and after.kind == "timestamp" and before.kind in ("title", "prose") and shape.words <= 3


def _is_between(before: Shape, after: Shape, earlier: Sequence[Shape], later: Sequence[Shape]) -> bool:
    """A name stands here: after a title and before a time, after a byline, or after the time below a title."""
    if before.kind == "byline":
        return after.kind in ("prose", "timestamp", "byline")
    if before.kind == "title" and after.kind in ("timestamp", "byline"):
        return True
    if before.kind != "timestamp" or not any(shape.kind in ("title", "timestamp", "byline") for shape in earlier):
        return False
    return after.kind in ("prose", "byline", "timestamp") or (bool(NAME_LINE.match(after.text)) and any(shape.kind == "prose" for shape in later))


def _widgets(shapes: Sequence[Shape]) -> None:
    """A list of times and titles without text ("Key events" beside a live page) leads elsewhere on the page."""
    for i, shape in enumerate(shapes):
        if shape.kind != "section" or i + 2 >= len(shapes):
            continue
        order = (shapes[i + 1].kind, shapes[i + 2].kind)
        j = i + 1
        while sorted(order) in WIDGET and j + 1 < len(shapes) and (shapes[j].kind, shapes[j + 1].kind) == order:
            j += 2
        if j - i > 4:
            for entry in shapes[i:j]:
                entry.kind = "chrome"


def _lists(shapes: Sequence[Shape]) -> None:
    """Titles right after a label with a colon are entries of a list; a last one that is an entry again heads what follows."""
    for i, shape in enumerate(shapes):
        if shape.kind not in ("label", "section") or not shape.text.endswith(":"):
            continue
        j = i + 1
        while j < len(shapes) and shapes[j].kind == "title" and not shapes[j].line.block.level:
            j += 1
        entries = shapes[i + 1 : j]
        if len(entries) > 1 and any(entry.text == entries[-1].text for entry in entries[:-1]):
            entries = entries[:-1]
        if len(entries) > 1:
            for entry in entries:
                entry.kind = "item"


# ---- appeals ----------------------------------------------------------------------------------------------------------


def is_appeal(shape: Shape) -> bool:
    """The line alone asks its readers for money, an address or a comment."""
    if shape.kind not in OPEN and shape.kind != "chrome":
        return False
    invites = shape.words <= 10 and not shape.stopped and bool(INVITES.match(shape.text))
    weight = shape.cue("appeal") + invites
    if weight < 2 or not (shape.cue("appeal sure") or invites) or not READER.search(shape.text):
        return False
    if ATTRIBUTED.search(shape.text) or shape.text[0] in '“"‘«':
        return weight >= 5
    return weight >= 3 or shape.words <= 30


def _appeals(shapes: Sequence[Shape]) -> None:
    strong = [i for i, shape in enumerate(shapes) if shape.kind == "appeal" or is_appeal(shape)]
    for i in strong:
        shapes[i].kind = "appeal"
    for a, b in pairwise(strong):
        between = shapes[a + 1 : b]
        if len(between) <= CLOSURE and all(_between(shape) for shape in between):
            for shape in between:
                shape.kind = "appeal" if shape.kind in OPEN else shape.kind
    for i in strong:
        _follow(shapes, i)
        before = shapes[i - 1] if i else None
        if before and before.kind in ("title", "label") and before.words <= 12 and IMPERATIVE.match(before.text) and before.line.block.level != 1:
            before.kind = "appeal"


def _between(shape: Shape) -> bool:
    """Stands between two appeals without saying anything that is news."""
    if shape.kind not in OPEN:
        return shape.kind in ("appeal", "chrome")
    return shape.cue("appeal") > 0 or (not ATTRIBUTED.search(shape.text) and bool(READER.search(shape.text)) and shape.words < 60)


def _follow(shapes: Sequence[Shape], i: int) -> None:
    """Lines after an appeal that go on with it: they address the reader and have a cue of their own."""
    for shape in shapes[i + 1 : i + 4]:
        if shape.kind not in OPEN or shape.cue("appeal") < 1 or not READER.search(shape.text) or ATTRIBUTED.search(shape.text):
            return
        shape.kind = "appeal"


# ---- captions ---------------------------------------------------------------------------------------------------------


def _captions(shapes: Sequence[Shape]) -> None:
    """The alternative text beside a caption, and lines that only describe a picture."""
    for i, shape in enumerate(shapes):
        if shape.kind == "caption":
            _alternatives(shapes, i)
        elif shape.kind in ("title", "prose", "label") and _describes(shape, shapes, i):
            shape.kind = "caption"


def _alternatives(shapes: Sequence[Shape], i: int) -> None:
    words = content(shapes[i].text)
    for j in (i - 1, i + 1):
        if 0 <= j < len(shapes) and shapes[j].kind in ("title", "label", "prose") and not shapes[j].line.marker and not shapes[j].line.block.level:
            near = content(shapes[j].text)
            unstopped = not shapes[j].stopped
            if (
                len(near) >= 3
                and len(words) >= 3
                and shapes[j].words <= ALT_WORDS
                and shared(near, words) >= (ALT_LEAST if unstopped else 0.75)
                and (unstopped or shapes[j].cue("caption"))
            ):
                if j == 0 or (unstopped and shapes[j].line.block.level):
                    continue
                shapes[j].kind = "caption"


def _describes(shape: Shape, shapes: Sequence[Shape], i: int) -> bool:
    """A picture described in the present tense, between paragraphs, without a verb of saying."""
    weight = shape.cue("caption")
    if shape.words > 50 or weight < 2 or i == 0 or re.search(r"\b(?:said|says|told|according to)\b", shape.text):
        return False
    begins = re.match(
        r"(?:An?|The|Two|Three|People|Residents|Rescuers|Rescue workers|Firefighters|Soldiers|Smoke|Mourners|Children|Servicemen|Protesters|Police)\b",
        shape.text,
    )
    return (weight >= 3 or bool(begins)) and not shape.stopped


# ---- comments ---------------------------------------------------------------------------------------------------------


def _comments(shapes: Sequence[Shape]) -> None:
    """What readers wrote below the story, from its count to the end of the page."""
    for i, shape in enumerate(shapes):
        if COMMENTS.match(shape.text) and shape.words <= 8 and any(SAYS.match(after.text) for after in shapes[i + 1 : i + 8]):
            for after in shapes[i:]:
                after.kind = after.kind if after.kind == "appeal" else "chrome"
            return


# ---- teasers ----------------------------------------------------------------------------------------------------------


def _teasers(shapes: Sequence[Shape]) -> None:
    """Titles after a label ("Read more", "Related"), to the next line of text."""
    for i, shape in enumerate(shapes):
        if shape.kind == "teaser" and not shape.line.role:
            for j, after in enumerate(shapes[i + 1 : i + 12], i + 2):
                if (
                    _heads_post(shapes, j - 1)
                    or is_appeal(after)
                    or (after.kind not in ("title", "label", "caption", "timestamp", "teaser") and not (after.kind == "item" and not after.stopped))
                ):
                    break
                after.kind = after.kind if after.kind in ("caption", "timestamp") else "teaser"
        elif shape.kind in OPEN and _pointer(shape) and not (PREFIXED.match(shape.text) and i + 1 < len(shapes) and shapes[i + 1].kind == "prose"):
            shape.kind = "teaser"


PREFIXED = re.compile(r"(?:watch|listen|opinion|analysis|explainer|explained|exclusive|more)\b", re.I)  # they head updates too


def _heads_post(shapes: Sequence[Shape], i: int) -> bool:
    """The title of a post: a byline, a time or the same title follows it."""
    after = shapes[i + 1] if i + 1 < len(shapes) else None
    return shapes[i].kind == "title" and after is not None and (after.kind in ("byline", "timestamp") or after.text == shapes[i].text)


def _pointer(shape: Shape) -> bool:
    """ "Read more: title", "Related: title", "list 1 of 3 title"."""
    if shape.words > 40:
        return False
    found = re.match(
        r"(?:read (?:more|also|next|the full \w+|our \w+)|also read|see also|see more|related(?: \w+)?|recommended|more on this|more|watch(?: also| live| now)?"
        r"|listen|opinion|analysis|explainer|explained|don['’]t miss|must read|exclusive)\s*(?:here)?\s*[:|>»→–—]\s*\S"
        r"|list \d+ of \d+|list of \d+ items|end of list|read more about\b|you can read (?:more|the full)[^.]*here\b|click here to read"
        r"|(?:see|view|read|browse) all \w+",
        shape.text,
        re.I,
    )
    return bool(found) and (not shape.stopped or shape.words <= 30) and not ATTRIBUTED.search(shape.text)


# ---- runs of site furniture -------------------------------------------------------------------------------------------


def _runs(shapes: Sequence[Shape]) -> None:
    """Short lines among navigation words are navigation too."""
    i = 0
    while i < len(shapes):
        if not _may_be_chrome(shapes[i]):
            i += 1
            continue
        j = i
        while j < len(shapes) and _may_be_chrome(shapes[j]):
            j += 1
        _settle_run(shapes[i:j], at_edge=i == 0 or j == len(shapes))
        i = j


def _may_be_chrome(shape: Shape) -> bool:
    return shape.kind == "chrome" or (
        shape.kind in ("label", "section", "item", "update") and shape.words <= NAV_WORDS and not shape.stopped and not shape.text.endswith(":")
    )


def _settle_run(run: Sequence[Shape], *, at_edge: bool) -> None:
    sure = sum(shape.kind == "chrome" for shape in run)
    if sure >= 2 and len(run) >= 4 and (at_edge or sure * 2 >= len(run)):
        for shape in run:
            shape.kind = "chrome"
