"""Document -> Lines: the stretches that a reader sees as one line or paragraph, in reading order.

Markup blocks are taken as they are. Elsewhere a line of the text is a stretch of its own, unless the text is wrapped
at a fixed width (wire archives, e-mail): then lines that run on belong together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from msgspec import Struct

from dateline.records import Block, Document

MARKER = re.compile(r"(?:[•·▪▫◦●○■□‣⁃∙➤►▶✔✅❖◆◼⦁*–—-]|\d{1,3}[.)]|#{1,6})[ \t]+(?=\S)")
WRAP_LEAST, WRAP_MOST = 50, 100  # widths at which text archives wrap
NO_BLOCK = Block(0, 0, "")


class Line(Struct, frozen=True):
    """A stretch of the text that is not split further by layout."""

    start: int
    end: int
    body: int  # offset of the first word, after indent and list marker
    text: str  # from body to end
    marker: str = ""  # "•", "-", "1.": what opens a list entry
    gap: int = 0  # empty lines before it
    indent: int = 0  # blanks before it
    block: Block = NO_BLOCK

    @property
    def role(self) -> str:
        """What markup says it is."""
        return self.block.role


class Row(Struct, frozen=True):
    """A raw line: where it is, and how it is set."""

    start: int
    end: int
    gap: int
    indent: int


def lines(document: Document) -> list[Line]:
    """Every stretch of the text that is not white space, once, in reading order."""
    if not document.blocks:
        return [_line(document.text, row) for row in _rows(document.text, 0, len(document.text))]
    found: list[Line] = []
    at = 0
    for block in sorted(document.blocks, key=lambda block: (block.start, -block.end)):
        if block.start < at or block.end <= block.start:
            continue
        found += [_line(document.text, row) for row in _rows(document.text, at, block.start)]
        found += _blocked(document.text, block)
        at = block.end
    return found + [_line(document.text, row) for row in _rows(document.text, at, len(document.text))]


def _blocked(text: str, block: Block) -> Iterator[Line]:
    words = text[block.start : block.end]
    start = block.start + len(words) - len(words.lstrip())
    end = block.end - (len(words) - len(words.rstrip()))
    if start < end:
        yield _line(text, Row(start, end, 1, 0), block)


def _line(text: str, row: Row, block: Block = NO_BLOCK) -> Line:
    marker = MARKER.match(text, row.start, row.end)
    body = marker.end() if marker else row.start
    words = text[body : row.end]
    return Line(row.start, row.end, body, words.replace("\n", " ") if "\n" in words else words, marker[0].strip() if marker else "", row.gap, row.indent, block)


def _rows(text: str, start: int, end: int) -> list[Row]:
    rows, gap, at = [], 0, start
    while at < end:
        stop = text.find("\n", at, end)
        stop = end if stop < 0 else stop
        words = text[at:stop]
        bare = words.strip()
        if bare:
            indent = len(words) - len(words.lstrip())
            rows.append(Row(at + indent, at + indent + len(bare), gap, indent))
            gap = 0
        elif at < stop or rows or stop < end:
            gap += 1
        at = stop + 1
    return _unwrapped(text, rows)


# ---- wrapped text -----------------------------------------------------------------------------------------------------


def _unwrapped(text: str, rows: list[Row]) -> list[Row]:
    width = _width(text, rows)
    if not width:
        return rows
    apart = sum(row.gap > 0 for row in rows) * 12 > len(rows) or sum(row.indent > rows[0].indent + 1 for row in rows) * 12 > len(rows)
    joined: list[Row] = []
    last = Row(0, 0, 0, 0)  # the raw line before this one
    for row in rows:
        outdented = bool(joined) and row.indent < last.indent and joined[-1].start != last.start
        if joined and not outdented and _runs_on(text, last, row, width, apart=apart):
            joined[-1] = Row(joined[-1].start, row.end, joined[-1].gap, joined[-1].indent)
        else:
            joined.append(row)
        last = row
    return joined


def _width(text: str, rows: list[Row]) -> int:
    """The width at which the text is wrapped; 0 where it is not: several long lines run on without a stop."""
    if len(rows) < 3:
        return 0
    widest = max(row.end - row.start + row.indent for row in rows)
    if widest > WRAP_MOST * 1.3:
        return 0
    following = [(a, b) for a, b in pairwise(rows) if not b.gap]
    running = sorted(a.end - a.start + a.indent for a, b in following if _carries_on(text, a, b, widest))
    if len(running) < 2 or len(running) * 5 < len(following):
        return 0
    width = running[len(running) * 9 // 10]
    return width if WRAP_LEAST <= width <= WRAP_MOST * 1.3 else 0


def _carries_on(text: str, a: Row, b: Row, widest: int) -> bool:
    """The first line ends within a sentence that the second goes on with."""
    if text[a.end - 1] in '.!?:”"':
        return False
    if text[b.start].islower() or text[a.end - 1] in ",;-":
        return True
    return (a.end - a.start) * 5 > widest * 3 and text[a.start : a.end].isupper()


def _runs_on(text: str, last: Row, row: Row, width: int, *, apart: bool) -> bool:
    """The raw line goes on with the one before it.

    Args:
        apart: empty lines or indents part the paragraphs, so that a line without them begins none.
    """
    if row.gap or MARKER.match(text, row.start, row.end):
        return False
    if row.indent > last.indent + 1 and not (text[last.start] in "•*-" and row.indent <= last.indent + 4):
        return False
    if text[row.start].islower():
        return True
    size = last.end - last.start + last.indent
    space = text.find(" ", row.start, row.end)
    first_word = (space if space > 0 else row.end) - row.start
    if size + 1 + first_word > width - 2:  # its first word had no room on the line before
        return True
    return apart and size * 5 > width * (3 if text[last.end - 1] in ".!?" else 2)
