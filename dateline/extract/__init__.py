"""Annotations -> Claims: who did what to whom, where, when, with which figures, and who says so.

Laws: pure; a claim whose spans are not in the text cannot be built; each claim keeps its derivation.
"""

from __future__ import annotations

from dateline.extract.acled import classified
from dateline.extract.claims import Context, Reader
from dateline.extract.explain import explanation
from dateline.extract.grammar import grammar
from dateline.extract.opponents import opposed
from dateline.extract.rows import row
from dateline.records import Annotation, Claim, Desk, Document, Page, Reading

__all__ = ["Extractor", "explain", "row"]


class Extractor:
    """Extracts claims for a desk."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.grammar = grammar()
        self.reader = Reader(self.grammar, desk)

    def __call__(self, document: Document, page: Page, annotations: tuple[Annotation, ...]) -> tuple[Claim, ...]:
        """Claims in reading order."""
        context = Context(document, {item.number: item for item in page.items}, {passage.number: passage for passage in page.passages})
        claims = [claim for annotation in annotations for claim in self.reader(annotation, context)]
        return classified(opposed(claims), document.text, self.grammar.codebook)


def explain(extractor: Extractor, reading: Reading) -> str:
    """How each sentence of a reading was read: layers, matches, nearest misses, claims."""
    return explanation(extractor.reader.matcher, reading)
