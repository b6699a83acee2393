"""Tokens -> Chunks: noun and verb groups."""

from __future__ import annotations

from dateline.records import Chunk, Token


def chunks(tokens: tuple[Token, ...]) -> tuple[Chunk, ...]:
    """Groups in reading order; they never overlap."""
    return ()
