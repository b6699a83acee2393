"""A document's text -> the words and names that its sentences are compared by, read once."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cache

from dateline import lexicons
from dateline.link.kinds import stem

AROUND = 600  # characters before and after a sentence whose names tell what the report is about
CAPITALS = 0.5  # share of words with a capital from which a line is a headline, whose capitals name nobody
_WORD = re.compile(r"[^\W\d_]{3,}|\d[\d.,]*\d|\d")
_NAME = re.compile(r"(?<=[\w,;] )[A-ZÀ-Þ][^\W\d_]{2,}")
_LINE = re.compile(r"[^\n]+")


def content_words(text: str) -> frozenset[str]:
    """Stems of the words of a text that are not function words."""
    stop = lexicons.terms("stop")
    return frozenset(stem(word) for word in _WORD.findall(text.lower()) if word not in stop)


@cache
def no_names() -> frozenset[str]:
    """Words with a capital that name no person or body: countries, peoples, days, months and things."""
    tables = ("lands", "nationalities", "time_words", "capitals", "things", "objects", "institutions", "facilities")
    return frozenset(word.lower() for name in tables for term, _ in lexicons.rows(name) for word in term.split())


class Wording:
    """The names of a text by where they stand, and the words of its sentences."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts: list[int] = []
        self.named: list[str] = []
        self._sentences: dict[tuple[int, int], frozenset[str]] = {}
        for line in _LINE.finditer(text):
            if not _is_headline(line.group()):
                self._read(line.start(), line.end())

    def _read(self, start: int, end: int) -> None:
        for match in _NAME.finditer(self.text, start, end):
            name = match.group().lower()
            if name not in no_names():
                self.starts.append(match.start())
                self.named.append(name)

    def names(self, start: int, end: int) -> frozenset[str]:
        """Names of people and bodies from one offset to another, folded."""
        return frozenset(self.named[bisect_left(self.starts, start) : bisect_right(self.starts, end - 1)])

    def around(self, start: int, end: int) -> frozenset[str]:
        """Names in what is said before and after."""
        return self.names(start - AROUND, end + AROUND)

    def words(self, start: int, end: int) -> frozenset[str]:
        """Content words of a sentence."""
        key = (start, end)
        if key not in self._sentences:
            self._sentences[key] = content_words(self.text[start:end])
        return self._sentences[key]


def _is_headline(line: str) -> bool:
    words = line.split()
    return sum(word[0].isupper() for word in words) > CAPITALS * len(words)
