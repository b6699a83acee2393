"""The order of the stages: documents in, readings out; the only module that knows all of them.

Each pure stage is an object made from its data (lexicons, grammar, desk) and called with records. A stage returns; it
never calls the next one.
"""

from __future__ import annotations

from msgspec import Struct

from dateline.annotate import Annotator
from dateline.extract import Extractor
from dateline.records import Annotation, Claim, Desk, Document, Page
from dateline.segment import Segmenter


class Reading(Struct, frozen=True):
    """All that was read from one document."""

    document: Document
    page: Page
    annotations: tuple[Annotation, ...]
    claims: tuple[Claim, ...]


class Pipeline:
    """Stages compiled for a desk."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.segmenter = Segmenter(desk)
        self.annotator = Annotator(desk)
        self.extractor = Extractor(desk)

    def read(self, document: Document) -> Reading:
        """Segment, annotate and extract one document."""
        page = self.segmenter(document)
        annotations = self.annotator(document, page)
        return Reading(document, page, annotations, self.extractor(document, page, annotations))
