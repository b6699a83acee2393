"""Atoms -> units and currencies beside a number, with their SI value."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Generic, NamedTuple, TypeVar

from msgspec import Struct

from dateline.annotate.numerals import Line
from dateline.lexicons import fold, parts, table

_PIECE = re.compile(r"[^\W\d_]+|\d+|\S")
_DASHES = "-–—‑‒−"
_LONGEST_SIGN = 6
_MIXED_CASE = frozenset(("rs", "rp", "tk", "ksh", "kshs", "dh", "dhs", "tsh", "ush", "sfr", "dlrs", "dlr", "zł", "kč"))
Value = TypeVar("Value")


class Phrases(Generic[Value]):
    """Terms as rows of atoms, found at or before an atom; the longest wins."""

    def __init__(self, entries: Iterable[tuple[str, Value]], *, backwards: bool = False) -> None:
        self.backwards = backwards
        self._first: dict[str, list[tuple[tuple[str, ...], Value]]] = {}
        for term, value in entries:
            words = tuple(_PIECE.findall(term))
            words = words[::-1] if backwards else words
            self._first.setdefault(words[0], []).append((words[1:], value))
        for rest in self._first.values():
            rest.sort(key=lambda entry: -len(entry[0]))

    def match(self, line: Line, index: int) -> tuple[Value, int] | None:
        """Value and the atom after the term (or, backwards, its first atom); None where none stands there."""
        entries = self._first.get(line.low(index))
        if entries is None:
            return None
        step = -1 if self.backwards else 1
        for rest, value in entries:
            at = index
            for word in rest:
                at += step
                if line.low(at) != word:
                    break
            else:
                return value, at + (0 if self.backwards else 1)
        return None

    def __contains__(self, word: str) -> bool:
        return word in self._first


class Unit(Struct, frozen=True):
    """A unit of measure."""

    name: str
    category: str
    si: str
    factor: float | None

    def converted(self, value: float) -> float | None:
        """A value in SI units; None where the unit has none."""
        if self.name == "degree Celsius":
            return value + 273.15
        if self.name == "degree Fahrenheit":
            return (value - 32) * 5 / 9 + 273.15
        return None if self.factor is None else value * self.factor


class Sign(NamedTuple):
    """A currency: its ISO code ("" where the word alone does not tell), the name of its hundredth, and where it ends."""

    code: str
    name: str
    at: int  # before a number: offset of the sign's first character; after: index of the next atom


class Units:
    """Reads units after numbers; built once."""

    def __init__(self) -> None:
        entries = []
        for term, (name, category, si, factor) in parts("units", 4, "|"):
            entries.append((term, Unit(name, category, si, float(factor) if factor else None)))
        self._phrases = Phrases(entries)
        units = dict(entries)
        self._metre, self._tonne, self.pound = units["metre"], units["tonne"], units["lb"]
        self._celsius, self._fahrenheit = units["°c"], units["°f"]

    def after(self, line: Line, index: int) -> tuple[Unit, int] | None:
        """Unit at an atom (or behind a hyphen) and the atom after it."""
        at = index + 1 if line.low(index) in _DASHES and line.glued(index) and line.glued(index + 1) else index
        low = line.low(at)
        hit = self._phrases.match(line, at)
        if low and _names_on(line, at, hit[1] if hit else at + 1):
            return None
        if len(low) == 1 and low.isalpha() and (hit is None or hit[1] == at + 1):
            return self._letter(line, at, low)
        return hit

    def _letter(self, line: Line, at: int, low: str) -> tuple[Unit, int] | None:
        """One letter is a unit only where it touches the digits, or in capitals for W and V."""
        written = line.written(at)
        if low == "m" and (line.glued(at) or line.low(at + 1) not in "."):
            return self._metre, at + 1
        if not line.glued(at):
            return self._phrases.match(line, at) if written in ("W", "V") else None
        if written == "G":
            return None  # 5G is no mass
        special = {"t": self._tonne, "C": self._celsius, "F": self._fahrenheit}.get(written)
        return (special, at + 1) if special else self._phrases.match(line, at)


class Currencies:
    """Reads currency signs and words around numbers; built once."""

    def __init__(self) -> None:
        before, after = {}, []
        for term, value in table("currencies").items():
            for side in value.split("|"):
                place, _, code = side.partition(" ")
                if place == "before":
                    before[term] = code
                elif place == "after":
                    after.append((term, (code, "")))
                else:
                    after.append((term, ("", term)))
        self._before = before
        self._last = frozenset(character for term in before for character in (term[-1], term[-1].upper()))
        self._after: Phrases[tuple[str, str]] = Phrases(after)

    def before(self, text: str, floor: int, start: int) -> Sign | None:
        """Currency sign that ends where a number starts, at most one space and one minus away."""
        end = start
        if end > floor and text[end - 1] in "-−":
            end -= 1
        if end > floor and text[end - 1] in " \u00a0":
            end -= 1
        if end <= floor or text[end - 1] not in self._last:
            return None
        for size in range(min(_LONGEST_SIGN, end - floor), 0, -1):
            term = fold(text[end - size : end]).replace(" ", "")
            if text[end - size].isspace() or (" " in text[end - size : end] and not (text[end - size : end].isupper() and term != "a$")):
                continue
            if term in self._before and not (term[0].isalpha() and end - size > floor and text[end - size - 1].isalnum()):
                if term.isalpha() and not text[end - size : end].isupper() and term not in _MIXED_CASE:
                    return None
                return Sign(self._before[term], "", end - size)
        return None

    def after(self, line: Line, index: int, value: float) -> Sign | None:
        """Currency word or sign at an atom, or behind a hyphen."""
        at = index + 1 if line.low(index) in _DASHES and line.glued(index) and line.glued(index + 1) else index
        hit = self._after.match(line, at)
        if hit is None:
            return None
        (code, name), last = hit
        low = line.low(at)
        if low in ("p", "c", "¢") and not line.glued(at):
            return None
        if (low in ("won", "crowns", "crown") and value < 100) or (low == "sen" and line.written(at) != low):
            return None
        return Sign(code, "" if code else (name or low).removesuffix("s") if low != "fils" else low, last)

    def starts(self, word: str) -> bool:
        """Whether a currency word starts with this word."""
        return word in self._after


def _names_on(line: Line, at: int, after: int) -> bool:
    """Whether a unit's letters begin a name with a number: "31 M1 Abrams tanks", "20 Mi-28s"."""
    if not line.written(at)[:1].isupper() or line.glued(at):
        return False
    dashed = line.low(after) in _DASHES and line.low(after) != "" and line.glued(after)
    return line.glued(after + dashed) and line.low(after + dashed)[:1].isdecimal()
