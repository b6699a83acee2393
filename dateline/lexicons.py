"""Lexicon files -> tables and automata: the floor that annotate, extract, segment and check share.

A lexicon is ``data/<language>/lexicons/<name>.tsv``: term, value, where it was seen; sorted by term, unique. Lines
that start with "#" explain what the value column holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Generic, TypeVar

import ahocorasick

from dateline.errors import GrammarError

DATA = Path(__file__).parent / "data"
Value = TypeVar("Value")


@cache
def _entries(name: str, language: str) -> tuple[tuple[int, str, str], ...]:
    """(line, term, value) of a lexicon."""
    path = DATA / language / "lexicons" / f"{name}.tsv"
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise GrammarError(f"is no UTF-8 ({error.reason} at byte {error.start})", path.name, "Save it as UTF-8.") from error
    found = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != 3:
            raise GrammarError(f"{len(cells)} columns where three are wanted", f"{path.name}:{number}", "Separate term, value and source by tabs.")
        found.append((number, cells[0], cells[1]))
    return tuple(found)


@cache
def rows(name: str, language: str = "en") -> tuple[tuple[str, str], ...]:
    """(term, value) of a lexicon, in file order.

    Raises:
        GrammarError: a line has not three columns, or no UTF-8; says which.
    """
    return tuple((term, value) for _, term, value in _entries(name, language))


def parts(name: str, count: int, separator: str = ";", language: str = "en") -> Iterator[tuple[str, list[str]]]:
    """(term, the parts of its value) of a lexicon whose values have so many parts, in file order.

    Raises:
        GrammarError: a value has more or fewer; says which line.
    """
    for number, term, value in _entries(name, language):
        found = value.split(separator)
        if len(found) != count:
            raise GrammarError(f"{count} parts are wanted in {value!r}, {len(found)} found", f"{name}.tsv:{number}", f"Separate them by {separator!r}.")
        yield term, found


@cache
def names(language: str = "en") -> tuple[str, ...]:
    """Names of all lexicons of a language."""
    return tuple(sorted(path.stem for path in (DATA / language / "lexicons").glob("*.tsv")))


@cache
def table(name: str, language: str = "en") -> Mapping[str, str]:
    """A lexicon as term -> value."""
    return dict(rows(name, language))


@cache
def pairs(name: str, language: str = "en") -> Mapping[str, str]:
    """A built table (``data/<language>/<name>.tsv``: key TAB value, one a line) as key -> value."""
    text = (DATA / language / f"{name}.tsv").read_text(encoding="utf-8")
    return dict([line.split("\t") for line in text.split("\n") if line])


@cache
def terms(name: str, language: str = "en") -> frozenset[str]:
    """The terms of a lexicon."""
    return frozenset(table(name, language))


@cache
def countries() -> Mapping[str, str]:
    """Country code -> its name in news."""
    lines = (DATA / "places" / "countries.tsv").read_text(encoding="utf-8").splitlines()
    return {row[0]: row[1] for line in lines if not line.startswith("#") and len(row := line.split("\t")) > 1}


def fold(text: str) -> str:
    """Lower case of the same length: U+0130 is the one code point whose lower case is longer."""
    lower = text.lower()
    return lower if len(lower) == len(text) else text.replace("\u0130", "i").lower()


class Automaton(Generic[Value]):
    """Terms found in one pass: word-bounded, overlaps resolved to the longest.

    Args:
        entries: term and what a hit of it returns; a later entry for the same term replaces the earlier.
        cased: match letter case as written; otherwise terms must be given in lower case.
    """

    def __init__(self, entries: Iterable[tuple[str, Value]], *, cased: bool = False) -> None:
        self.cased = cased
        self._automaton = ahocorasick.Automaton()
        for term, value in entries:
            self._automaton.add_word(term, (len(term), value))
        if len(self._automaton):
            self._automaton.make_automaton()

    def __len__(self) -> int:
        return len(self._automaton)

    def all_hits(self, text: str) -> list[tuple[int, int, Value]]:
        """Every word-bounded hit (start, end, value), overlapping ones too, by end."""
        if not len(self._automaton):
            return []
        searched = text if self.cased else fold(text)
        found = []
        size = len(text)
        for last, (length, value) in self._automaton.iter(searched):
            start, end = last - length + 1, last + 1
            if (start and _is_word(text[start]) and _is_word(text[start - 1])) or (end < size and _is_word(text[last]) and _is_word(text[end])):
                continue
            found.append((start, end, value))
        return found

    def inside(self, text: str) -> list[Value]:
        """Values of the terms that stand anywhere in a text, inside words too, by end."""
        return [value for _, (_, value) in self._automaton.iter(text if self.cased else fold(text))] if len(self._automaton) else []

    def hits(self, text: str) -> list[tuple[int, int, Value]]:
        """Word-bounded hits (start, end, value) in reading order; of overlapping ones the longest, then the first."""
        found = self.all_hits(text)
        if len(found) < 2:
            return found
        found.sort(key=lambda hit: (hit[0], -hit[1]))
        kept: list[tuple[int, int, Value]] = []
        for hit in found:
            while kept and hit[0] < kept[-1][1] and hit[1] - hit[0] > kept[-1][1] - kept[-1][0]:
                kept.pop()
            if not kept or hit[0] >= kept[-1][1]:
                kept.append(hit)
        return kept


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"
