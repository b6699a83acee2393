"""Sentence -> Tokens: words, numbers and marks with part of speech and lemma."""

from __future__ import annotations

import re

from dateline.records import Token

_WORD = re.compile(r"\w+(?:[.,]\d+)*|\S")


class Tagger:
    """Splits and tags the characters start..end of a text."""

    def __call__(self, text: str, start: int, end: int) -> tuple[Token, ...]:
        """Tokens in reading order."""
        return tuple(Token(m[0], m.start(), m.end(), "NN", m[0].lower()) for m in _WORD.finditer(text, start, end))
