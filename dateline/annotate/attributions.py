"""Annotations -> the same with attributions: who says what, over the sentences of an item."""

from __future__ import annotations

from dateline.records import Annotation, Desk, Page


class Attributions:
    """Finds who says what."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def __call__(self, text: str, page: Page, annotations: list[Annotation]) -> list[Annotation]:
        """The annotations with the attributions whose content touches them."""
        return annotations
