"""Document -> Page: items of typed passages, and sentences of the source passages.

Laws: pure; every character of the text that is not white space belongs to exactly one passage; only headline,
standfirst, paragraph and bullet passages have sentences.
"""

from __future__ import annotations

from dateline.records import Desk, Document, Item, Page, Passage, Sentence


class Segmenter:
    """Segments documents for a desk (its first day and anchors date items)."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def __call__(self, document: Document) -> Page:
        """The page as items, passages and sentences, each in reading order."""
        end = len(document.text)
        item = Item(1, "article", document.title, 0, end)
        passage = Passage(0, 1, "paragraph", 0, end)
        return Page((item,), (passage,), (Sentence(0, 1, 0, 0, end, "paragraph"),))
