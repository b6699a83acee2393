"""Tokens -> WEAPON mentions."""

from __future__ import annotations

from dateline.records import Chunk, Mention, Token


class Weapons:
    """Tokens -> WEAPON mentions."""

    def __call__(self, text: str, tokens: tuple[Token, ...], groups: tuple[Chunk, ...]) -> list[Mention]:
        """Mentions of one sentence in reading order."""
        return []

    def counted(self, name: str) -> tuple[str, str] | None:
        """Object name and category of a weapon's name (lower case); None where it is no weapon."""
        return None
