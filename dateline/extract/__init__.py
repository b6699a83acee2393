"""Annotations -> Claims: who did what to whom, where, when, with which figures, and who says so.

Laws: pure; a claim whose spans are not in the text cannot be built; each claim keeps its derivation.
"""

from __future__ import annotations

from dateline.records import Annotation, Claim, Desk, Document, Page


class Extractor:
    """Extracts claims for a desk."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def __call__(self, document: Document, page: Page, annotations: tuple[Annotation, ...]) -> tuple[Claim, ...]:
        """Claims in reading order."""
        return ()
