"""Tokens -> TIME mentions, resolved against the day of the item."""

from __future__ import annotations

from dateline.records import Chunk, Desk, Mention, Token


class Times:
    """Reads the time expressions of a sentence."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def __call__(self, text: str, tokens: tuple[Token, ...], groups: tuple[Chunk, ...], published: str | None) -> list[Mention]:
        """TIME mentions of one sentence in reading order; published is the item's ISO day or None."""
        return []
