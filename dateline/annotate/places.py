"""Annotations -> the same with PLACE mentions, resolved over the whole document."""

from __future__ import annotations

from dateline.records import Annotation, Desk, Page


class Places:
    """Finds and resolves PLACE mentions."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def __call__(self, text: str, page: Page, annotations: list[Annotation]) -> list[Annotation]:
        """The annotations with their PLACE mentions added."""
        return annotations
