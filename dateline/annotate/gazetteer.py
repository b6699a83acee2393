"""The packed table of places -> look-ups by name: one file, loaded once a process.

Laws: a key is a name without case, marks, apostrophes and hyphens, so every spelling of a name with or without them is one
key; rows of a key are in order of weight, own names before aliases. ``tools/build_places.py`` writes the file.
"""

from __future__ import annotations

import unicodedata
import zlib
from array import array
from functools import cache, lru_cache
from pathlib import Path

import msgspec
from msgspec import Struct

from dateline.errors import GrammarError

PATH = Path(__file__).parent.parent / "data" / "places" / "places.bin"
NOWHERE = 0xFFFFFFFF  # parent of a place that lies in nothing
KINDS = ("settlement", "district", "region", "country", "sea", "facility")
SETTLEMENT, DISTRICT, REGION, COUNTRY, SEA, FACILITY = range(6)
SKELETON = "~"  # marks the keys that hold a spelling-free form

_MARKS = {ord(mark): None for mark in "'’‘`ʼʿʾ´ʹ\"‛"} | {ord(mark): " " for mark in "-.‐‑–_"}
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "ß": "ss", "đ": "d", "ı": "i", "ħ": "h", "æ": "ae", "ə": "a", "þ": "th", "ð": "d", "œ": "oe", "ŋ": "ng"})
_ARTICLES = frozenset(["al", "el", "as", "ash", "ad", "adh", "ar", "at", "ath", "an", "az", "es", "esh", "ed", "er", "et", "en", "ez", "ul", "ol", "e"])
_SOUNDS = (
    ("shch", "s"), ("sch", "s"), ("tch", "c"), ("sh", "s"), ("ch", "c"), ("zh", "z"), ("kh", "h"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("ph", "f"),
    ("dj", "j"), ("ts", "c"), ("tz", "c"), ("ck", "k"), ("q", "k"), ("x", "ks"), ("oo", "u"), ("ou", "u"), ("ee", "i"), ("aw", "u"), ("au", "u"), ("ow", "u"),
    ("ay", "i"), ("ai", "i"), ("ei", "i"), ("ey", "i"), ("ye", "a"), ("yi", "i"), ("y", "i"), ("w", "v"), ("o", "u"), ("e", "a"),
)  # fmt: skip


@lru_cache(maxsize=100_000)
def key(name: str) -> str:
    """The name as it is looked up: lower case, no diacritics, no apostrophes, blanks for hyphens and stops.

    >>> key("Slov'yansk"), key("Ivano-Frankivsk"), key("St. Étienne")
    ('slovyansk', 'ivano frankivsk', 'st etienne')
    """
    if name.isalpha() and name.isascii():
        return name.lower()
    folded = name.translate(_MARKS).lower().translate(_LETTERS)
    if not folded.isascii():
        folded = "".join(c for c in unicodedata.normalize("NFD", folded) if not unicodedata.combining(c))
    return " ".join(folded.split())


@lru_cache(maxsize=100_000)
def skeleton(name_key: str) -> str:
    """The key without what romanisations differ in: articles, vowel colour, doubled letters, silent h.

    >>> skeleton("khan younis") == skeleton("khan yunis"), skeleton("zaporizhzhia") == skeleton("zaporizhia")
    (True, True)
    """
    words = name_key.split()
    sound = "".join(word for word in words if word not in _ARTICLES) if len(words) > 1 else name_key
    for written, heard in _SOUNDS:
        if written in sound:
            sound = sound.replace(written, heard)
    kept = [letter for before, letter in zip(" " + sound, sound, strict=False) if letter != before]
    return SKELETON + "".join(kept).rstrip("h")


class Packed(Struct, frozen=True):
    """What the file holds; columns are little-endian arrays, one cell a place."""

    version: int
    codes: list[str]  # ISO 3166-1 alpha-3
    names: str  # one a line
    keys: str  # one a line, sorted
    starts: bytes  # uint32: first row of a key
    rows: bytes  # uint32: place * 2 + 1 where the key is an alias
    ids: bytes  # uint32: GeoNames id, 0 = our own
    lats: bytes  # int32: thousandths of a degree
    lons: bytes
    people: bytes  # uint32, two digits
    parents: bytes  # uint32
    countries: bytes  # uint8: place in codes
    kinds: bytes  # uint8: place in KINDS
    ordinary: str  # keys that are English words too, one a line
    regional: str  # keys that mean the region where nothing else is said, one a line


def _column(kind: str, cells: bytes) -> array[int]:
    column: array[int] = array(kind)
    column.frombytes(cells)
    return column


class Gazetteer:
    """Places by number, and numbers by name."""

    def __init__(self, packed: Packed) -> None:
        self.codes = packed.codes
        self.names = packed.names.split("\n")
        keys = packed.keys.split("\n")
        self._read: dict[int, list[tuple[int, bool]]] = {}  # rows of the keys met so far
        self._index = dict(zip(keys, range(len(keys)), strict=True))
        self._starts = _column("I", packed.starts)
        self._rows = _column("I", packed.rows)
        self.ids = _column("I", packed.ids)
        self._lats = _column("i", packed.lats)
        self._lons = _column("i", packed.lons)
        self.people = _column("I", packed.people)
        self.parents = _column("I", packed.parents)
        self._countries = packed.countries
        self.kinds = packed.kinds
        self.ordinary = frozenset(packed.ordinary.split("\n"))
        self.regional = frozenset(packed.regional.split("\n"))
        self.by_code = {self.codes[self._countries[n]]: n for n in range(len(self.names)) if self.kinds[n] == COUNTRY}

    def __len__(self) -> int:
        return len(self.names)

    def __contains__(self, name_key: str) -> bool:
        return name_key in self._index

    def rows(self, name_key: str) -> list[tuple[int, bool]]:
        """(place, is it an alias) for each place of that key; weightiest first; empty where there is none."""
        found = self._index.get(name_key)
        if found is None:
            return []
        if found not in self._read:
            self._read[found] = [(cell >> 1, bool(cell & 1)) for cell in self._rows[self._starts[found] : self._starts[found + 1]]]
        return self._read[found]

    def country(self, place: int) -> str:
        """ISO alpha-3; "" where shared."""
        return self.codes[self._countries[place]]

    def point(self, place: int) -> tuple[float, float]:
        """Latitude and longitude in degrees."""
        return self._lats[place] / 1000, self._lons[place] / 1000

    def chain(self, place: int) -> list[int]:
        """The places that it lies in, smallest first."""
        found: list[int] = []
        parent = self.parents[place]
        while parent != NOWHERE and len(found) < 4:
            found.append(parent)
            parent = self.parents[parent]
        return found

    def region(self, place: int) -> int:
        """The first-level region that a place is or lies in, NOWHERE where it is in none."""
        while place != NOWHERE and self.kinds[place] != REGION:
            place = self.parents[place]
        return place

    def identifier(self, place: int) -> str:
        """GeoNames id, or a slug for a place of our own tables."""
        return str(self.ids[place]) if self.ids[place] else "own:" + key(self.names[place]).replace(" ", "-")


@cache
def load(path: Path = PATH) -> Gazetteer:
    """The packaged gazetteer; read once a process.

    Raises:
        GrammarError: the file is damaged.
    """
    try:
        return Gazetteer(msgspec.msgpack.decode(zlib.decompress(path.read_bytes()), type=Packed))
    except (zlib.error, msgspec.MsgspecError) as error:
        raise GrammarError(f"is damaged ({error})", str(path), "Install Dateline again, or build it with tools/build_places.py.") from error
