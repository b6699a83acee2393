"""Sentence -> why no source can bear it out: filler, exhortation, opinion, forecast.

A sentence that names who says it, or that gives figures, is a report whatever its tone, and is checked.
"""

from __future__ import annotations

from dateline import lexicons
from dateline.check.words import Word

_QUOTES = ("“", "”", '"')
_ALWAYS = ("filler", "exhortation")


class Opinions:
    """Wordings of sentences that cannot be checked."""

    def __init__(self) -> None:
        self._phrases: lexicons.Automaton[str] = lexicons.Automaton(lexicons.rows("uncheckable"))

    def kind(self, text: str, words: tuple[Word, ...], attributed: bool) -> str:
        """Filler, exhortation, opinion or forecast; "" for a sentence that can be checked."""
        kinds = {kind for start, _, kind in self._phrases.hits(text.replace("’", "'")) if not _is_quoted(text, start)}
        if text.rstrip("”\"' ").endswith("?") and not attributed:
            return "opinion"
        if not kinds or attributed or any(word.kind == "number" for word in words):
            return "filler" if "filler" in kinds and not attributed and _is_short(words) else ""
        for kind in _ALWAYS:
            if kind in kinds:
                return kind
        named = sum(word.kind == "name" for word in words)
        return min(kinds) if named <= 2 else ""


def _is_short(words: tuple[Word, ...]) -> bool:
    return len(words) <= 12


def _is_quoted(text: str, position: int) -> bool:
    before = text[:position]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1
