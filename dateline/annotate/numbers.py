"""Tokens -> QUANTITY and MONEY mentions."""

from __future__ import annotations

from dateline.records import Chunk, Mention, Token


class Numbers:
    """Tokens -> QUANTITY and MONEY mentions."""

    def __call__(self, text: str, tokens: tuple[Token, ...], groups: tuple[Chunk, ...]) -> list[Mention]:
        """Mentions of one sentence in reading order."""
        return []
