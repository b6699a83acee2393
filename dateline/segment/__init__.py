"""Document -> Page: items of typed passages, and sentences of the source passages.

Laws: pure; every character of the text that is not white space belongs to exactly one passage; only headline,
standfirst, paragraph and bullet passages have sentences. Item 0 holds what belongs to no story.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from dateline.records import Desk, Document, Item, Page, Passage, Sentence
from dateline.segment.dating import dated
from dateline.segment.furniture import furnish
from dateline.segment.items import items, passages, stories
from dateline.segment.lines import MARKER, lines
from dateline.segment.posts import Posts
from dateline.segment.sentences import Splitter
from dateline.segment.shapes import Shapes

SOURCE = frozenset({"headline", "standfirst", "paragraph", "bullet"})


class Segmenter:
    """Segments documents for a desk (its first day and anchors date items)."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.shapes = Shapes()
        self.posts = Posts()
        self.splitter = Splitter()

    def __call__(self, document: Document) -> Page:
        """The page as items, passages and sentences, each in reading order."""
        shapes = [self.shapes(line) for line in self.shapes.parted(document.text, lines(document))]
        furnish(shapes)
        told = stories(shapes, self.posts, document)
        found = passages(told)
        return Page(dated(document, items(told), found, self.desk), found, self._sentences(document.text, found))

    def plain(self, document: Document) -> Page:
        """A text to be checked as one item of paragraphs: every sentence of it counts, whatever it looks like."""
        found = tuple(Passage(n, 1, "paragraph", line.body, line.end) for n, line in enumerate(lines(document)))
        item = Item(1, "article", document.title, 0, len(document.text), document.published or None, "told" if document.published else "")
        return Page((item,), found, self._sentences(document.text, found))

    def sentences(self, text: str, passage: Passage) -> tuple[Sentence, ...]:
        """Sentences of a passage of any kind, numbered from 0."""
        begin = passage.start + _marker(text, passage)
        spans = self.splitter(text[begin : passage.end])
        return tuple(Sentence(n, passage.item, passage.number, begin + a, begin + b, passage.kind) for n, (a, b) in enumerate(spans))

    def _spans(self, text: str, start: int, end: int) -> list[tuple[int, int]]:
        return [(start + a, start + b) for a, b in self.splitter(text[start:end])]

    def _sentences(self, text: str, passages: Sequence[Passage]) -> tuple[Sentence, ...]:
        found: list[Sentence] = []
        for passage in passages:
            if passage.kind in SOURCE:
                begin = passage.start + _marker(text, passage)
                spans = [(begin, _title_end(text, begin, passage.end))] if passage.kind == "headline" else self._spans(text, begin, passage.end)
                found += [Sentence(len(found) + n, passage.item, passage.number, a, b, passage.kind) for n, (a, b) in enumerate(spans)]
        return tuple(found)


def _title_end(text: str, start: int, end: int) -> int:
    """Where a title ends without the name of the site after a bar."""
    bar = text.find(" | ", start, end)
    return bar if bar - start > end - bar else end


def _marker(text: str, passage: Passage) -> int:
    """Length of the list mark that opens a passage; the figure of a numbered recap or tag belongs to its words."""
    found = MARKER.match(text, passage.start, passage.end)
    return (
        found.end() - passage.start
        if found and (passage.kind in SOURCE or not found[0][0].isdigit()) and not (found[0][0].isdigit() and passage.kind != "bullet")
        else 0
    )


def rows(page: Page, document: Document) -> Iterator[dict[str, Any]]:
    """The page as rows of items.jsonl: passages in reading order with offsets, each item's row before its first passage."""
    open_items = {item.number: item for item in page.items if item.number}  # item 0 is no story
    for passage in page.passages:
        item = open_items.pop(passage.item, None)
        if item:
            yield {
                "item": item.number,
                "kind": "item",
                "title": item.title,
                "form": item.form,
                "published": item.published[:10] if item.published else None,  # the day; the minute stands in the record
                "published_basis": item.published_basis,
            }
        start = passage.start + _marker(document.text, passage)
        row = {"item": passage.item, "kind": passage.kind, "text": document.text[start : passage.end], "start": start, "end": passage.end}
        yield row | ({"repeat": True} if passage.repeat else {}) | ({"section": passage.section} if passage.section else {})
