"""Productions of time expressions: written over kinds of lexemes, compiled to expressions over their codes.

A production is a sequence of kinds ("month dot? dom"), groups ("( comma? year )?"), choices ("this|next") and named parts
("{date}", or "{date:2}" for a second one whose lexemes are then called month2, dom2 ...). A name that stands for several kinds
is listed in FAMILIES.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

from dateline.annotate.time_lexemes import CODE, Lexeme

Value = TypeVar("Value")
Scene = TypeVar("Scene")

FAMILIES: dict[str, tuple[str, ...]] = {
    "anymonth": ("month", "amonth", "shortmonth"),
    "fullmonth": ("month", "amonth"),
    "anyday": ("weekday", "shortday"),
    "count": ("cardinal", "dom", "year"),
    "dayordinal": ("ordinal",),
    "anyordinal": ("ordinal", "second", "final", "latest"),
    "anyunit": ("unit", "units", "second"),
    "edgeword": ("early", "late", "mid", "earlier", "later"),
    "boundword": ("begin", "end", "middle"),
    "outer": ("ordinal", "second", "final", "last"),
    "anyseason": ("season", "aseason"),
    "turn": ("last", "past", "previous", "next", "coming", "following", "this", "current", "same", "that", "latest"),
    "span": ("last", "past", "previous", "next", "coming", "following", "these", "latest", "recent", "this", "final"),
    "shift": ("ago", "earlier", "later"),
    "dash": ("hyphen",),
    "link": ("to", "until", "and", "hyphen"),
    "any": ("each", "per"),
}
_PIECE = re.compile(r"\{(\w+)(?::(\w+))?\}|[a-z]+\d?|[()|?*]")


class Hit:
    """A production met in a sentence: its lexemes by name."""

    __slots__ = ("end", "found", "lexemes", "start")

    def __init__(self, found: dict[str, Lexeme], lexemes: list[Lexeme], start: int, end: int) -> None:
        self.found = found
        self.lexemes = lexemes
        self.start = start  # index of the first lexeme
        self.end = end  # index after the last one

    def __getitem__(self, name: str) -> Lexeme | None:
        return self.found.get(name)

    def has(self, *names: str) -> bool:
        """Whether any of the names was met."""
        return any(name in self.found for name in names)

    def value(self, name: str) -> str:
        """Lexicon value of the lexeme of that name; "" where it was not met."""
        lexeme = self.found.get(name)
        return lexeme.value if lexeme else ""

    def edge(self) -> Lexeme | None:
        """The word that narrows a period: "early", "the end of"."""
        return self.found.get("edgeword") or self.found.get("boundword")

    def before(self) -> Lexeme | None:
        """The lexeme before the hit."""
        return self.lexemes[self.start - 1] if self.start else None

    def after(self) -> Lexeme | None:
        """The lexeme after the hit."""
        return self.lexemes[self.end] if self.end < len(self.lexemes) else None


class Production(Generic[Scene, Value]):
    """A compiled production, its name and what reads it."""

    def __init__(self, name: str, pattern: str, parts: dict[str, str], read: Callable[[Hit, Scene], Value | None]) -> None:
        self.name = name
        self.read = read
        self.names: list[str] = []
        pieces = list(_pieces(pattern, parts))
        source, self.first, nullable, rest = self._choice(pieces, 0)
        if nullable or rest != len(pieces):
            raise ValueError(f"production {name} is empty or unbalanced: {pattern}")
        self.expression = re.compile(source)

    def match(self, lexemes: list[Lexeme], kinds: str, index: int) -> Hit | None:
        """The hit that starts at a lexeme."""
        found = self.expression.match(kinds, index)
        if not found:
            return None
        named: dict[str, Lexeme] = {}
        for number, name in enumerate(self.names, 1):
            if (at := found.start(number)) >= 0:
                named.setdefault(name, lexemes[at])
        end = found.end()
        if lexemes[end - 1].kind == "dot" and lexemes[end - 2].kind != "shortmonth":
            end -= 1
        return Hit(named, lexemes, index, end)

    def _choice(self, pieces: list[str], at: int) -> tuple[str, set[str], bool, int]:
        options, first, nullable = [], set[str](), False
        while True:
            source, starts, empty, at = self._sequence(pieces, at)
            options.append(source)
            first |= starts
            nullable |= empty
            if at == len(pieces) or pieces[at] != "|":
                return "(?:" + "|".join(options) + ")", first, nullable, at
            at += 1

    def _sequence(self, pieces: list[str], at: int) -> tuple[str, set[str], bool, int]:
        source, first, nullable = "", set[str](), True
        while at < len(pieces) and pieces[at] not in "|)":
            if pieces[at] == "(":
                piece, starts, empty, at = self._choice(pieces, at + 1)
                at += 1
            else:
                piece, starts, empty, at = *self._kind(pieces[at]), False, at + 1
            if at < len(pieces) and pieces[at] in ("?", "*"):
                piece, empty, at = piece + pieces[at], True, at + 1
            source += piece
            if nullable:
                first |= starts
            nullable &= empty
        return source, first, nullable, at

    def _kind(self, name: str) -> tuple[str, set[str]]:
        bare = name.rstrip("0123456789")
        codes = {CODE[kind] for kind in FAMILIES.get(bare, (bare,))}
        self.names.append(name)
        return "([" + "".join(sorted(codes)) + "])", codes


def _pieces(pattern: str, parts: dict[str, str], suffix: str = "") -> Iterable[str]:
    for found in _PIECE.finditer(pattern):
        if found[1]:
            yield "("
            yield from _pieces(parts[found[1]], parts, found[2] or suffix)
            yield ")"
        elif found[0][0].isalpha():
            yield found[0] + suffix
        else:
            yield found[0]


class Grammar(Generic[Scene, Value]):
    """Productions by the kinds they can start with."""

    def __init__(self, productions: Iterable[Production[Scene, Value]]) -> None:
        self._by_first: dict[str, list[Production[Scene, Value]]] = {}
        for production in productions:
            for code in production.first:
                self._by_first.setdefault(code, []).append(production)

    def starts(self, kinds: str) -> list[int]:
        """Indices at which some production may start."""
        by_first = self._by_first
        return [index for index, code in enumerate(kinds) if code in by_first]

    def longest(self, lexemes: list[Lexeme], kinds: str, index: int, scene: Scene) -> tuple[Production[Scene, Value], Hit, Value] | None:
        """The longest production at a lexeme that its reader accepts; the first one declared of equals."""
        hits = []
        for order, production in enumerate(self._by_first.get(kinds[index], ())):
            hit = production.match(lexemes, kinds, index)
            if hit:
                hits.append((-hit.end, order, production, hit))
        hits.sort(key=lambda item: item[:2])
        for _, _, production, hit in hits:
            value = production.read(hit, scene)
            if value is not None:
                return production, hit, value
        return None
