"""Tokens -> WEAPON mentions: weapons, platforms and ammunition by name, type number or ordinary word, with their class.

A name before an ordinary word is one mention ("Shahed drones"), and the name says the class. Names need a capital; type
numbers are read by their letters ("Su-57", "KAB-500"), also where the number is not in the table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dateline.annotate.numerals import cues
from dateline.lexicons import fold, table
from dateline.records import Chunk, Mention, Token, Weapon

_SERIES = re.compile(r"([A-Za-z]{1,7})-(\d{1,4})([A-Za-z]{0,4}\d?)")
_FIRST = re.compile(r"[\w-]+")
_TYPE_NUMBER = re.compile(r"-\d{1,4}[A-Za-z]{0,3}(?!\w)")
_OBJECT = {
    "drone": ("drone", "weapon"),
    "missile": ("missile", "weapon"),
    "ballistic missile": ("missile", "weapon"),
    "cruise missile": ("missile", "weapon"),
    "glide bomb": ("bomb", "weapon"),
}
_KEPT = 100_000  # words
_VEHICLES = frozenset(("aircraft", "vehicle", "ship"))
_PLURAL_ONLY = {"technicals", "mines", "arms", "small arms", "explosives", "air defences", "air defenses", "anti-aircraft defences", "anti-aircraft defenses"}
_IRREGULAR = {"aircraft", "artillery", "air defence", "air defense", "tear gas"}


class _Kind(NamedTuple):
    """What a term of the table says."""

    category: str  # "-" = only looks like a weapon
    name: str
    proper: bool
    plural: bool


class _Hit(NamedTuple):
    start: int
    end: int
    kind: _Kind


class _Telling(dict[str, bool]):
    """Word -> whether a weapon may begin at it; a word met for the first time is looked at and kept."""

    def __init__(self, first: frozenset[str], prefixes: frozenset[str]) -> None:
        super().__init__()
        self._begins, self._prefixes = first, prefixes

    def __missing__(self, word: str) -> bool:
        if len(self) > _KEPT:
            self.clear()
        self[word] = told = word.lower() in self._begins or word in self._prefixes or ("-" in word and word[0].isupper())
        return told


class Weapons:
    """Reads the weapons of a sentence; built once."""

    def __init__(self) -> None:
        self._kinds: dict[str, _Kind] = {}
        for term, value in table("weapons").items():
            category, _, name = value.partition("|")
            self._kinds[term] = _Kind(category, name or term, bool(name), term in _PLURAL_ONLY)
        for term, kind in list(self._kinds.items()):
            for plural in _plurals(term):
                self._kinds.setdefault(plural, kind._replace(plural=True))
        self._series: dict[str, tuple[str, str]] = {}
        for prefix, value in table("weapon_series").items():
            category, _, name = value.partition("|")
            self._series[prefix] = (category, name)
        self._heads = {noun: frozenset(value.split(",")) for noun, value in table("weapon_heads").items()}
        self._prefixes, self._formations = table("ship_prefixes"), cues().get("formation", frozenset())
        self._first: dict[str, list[tuple[str, _Kind]]] = {}
        for term, kind in self._kinds.items():
            word = _FIRST.match(term)
            self._first.setdefault(word[0] if word else term, []).append((term, kind))
        for entries in self._first.values():
            entries.sort(key=lambda entry: -len(entry[0]))
        self._telling = _Telling(frozenset(self._first), frozenset(self._prefixes))

    def __call__(self, text: str, tokens: tuple[Token, ...], groups: tuple[Chunk, ...]) -> list[Mention]:
        """Mentions of one sentence in reading order."""
        known = self._telling
        telling = [index for index, token in enumerate(tokens) if known[token.text]]
        if not telling:
            return []
        end = tokens[-1].end
        hits = [hit for hit in self._named(text, tokens, telling, end) if hit.kind.category != "-"]
        for hit in [*self._ships(text, tokens, telling), *self._typed(tokens, telling)]:
            if not any(hit.start < other.end and other.start < hit.end for other in hits):
                hits.append(hit)
        hits.sort()
        return [_mention(self._headed(text, part, end), text) for part in _joined(text, hits)]

    def _headed(self, text: str, hit: _Hit, end: int) -> _Hit:
        """A name with the noun that goes with it: "Pantsir systems", "Gripen fighters"."""
        following = _FIRST.match(text, hit.end + 1, end) if hit.kind.proper and not hit.kind.plural and text[hit.end : hit.end + 1] == " " else None
        noun = following[0] if following else ""
        if hit.kind.category not in self._heads.get(noun, ()):
            return hit
        return _Hit(hit.start, hit.end + 1 + len(noun), hit.kind._replace(plural=noun.endswith("s")))

    def counted(self, name: str) -> tuple[str, str] | None:
        """Object name and category of a weapon (lower case, singular); None where it is none."""
        kind = self._kinds.get(name)
        if kind is None or kind.category == "-":
            found = _SERIES.fullmatch(name)
            series = self._series.get(found[1]) if found else None
            if series is None:
                return None
            kind = _Kind(series[0], name, True, False)
        return _OBJECT.get(
            kind.category, (name if kind.proper and not kind.plural else kind.name.lower(), "vehicle" if kind.category in _VEHICLES else "weapon")
        )

    def _named(self, text: str, tokens: Sequence[Token], telling: Sequence[int], end: int) -> Iterator[_Hit]:
        """Terms of the table, the longest at each word, with the type number that follows a name."""
        begin, done = tokens[0].start, -1
        for index in telling:
            token = tokens[index]
            entries = self._first.get(token.text.lower())
            if entries is None or token.start < done:
                continue
            start = token.start
            found = _longest(text, start, end, entries)
            if found is None:
                continue
            term, kind = found
            stop = done = start + len(term)
            following = _FIRST.match(text, stop + 1, end)
            if not kind.proper and following and following[0].lower() in self._formations:
                continue  # "tank brigade"
            first = text[start]
            if kind.proper and not (first.isupper() or first.isdigit()):
                continue
            if not kind.proper and _is_inner(text, begin, start, stop, end):
                continue
            if kind.name == "shell" and first.isupper() and start > begin:
                continue
            number = _TYPE_NUMBER.match(text, stop, end) if kind.proper else None
            if number and number[0][-1] == "s" and number[0][-2].isdigit():
                kind = kind._replace(plural=True)
            yield _Hit(start, number.end() if number else stop, kind)

    def _ships(self, text: str, tokens: Sequence[Token], telling: Sequence[int]) -> Iterator[_Hit]:
        """Ships by prefix and name: "USS" and the capitalised words after it."""
        for index in telling:
            token = tokens[index]
            if token.text not in self._prefixes or index + 1 >= len(tokens) or not tokens[index + 1].text[0].isupper():
                continue
            if tokens[index + 1].text.isupper() and len(tokens[index + 1].text) > 3 and token.text not in ("USS", "HMS"):
                continue  # a text in capitals
            last = index + 1
            while last + 1 < len(tokens) and last < index + 4 and (tokens[last + 1].text[0].isupper() or tokens[last].text == "."):
                last += 1
            yield _Hit(token.start, tokens[last].end, _Kind("ship", text[token.start : tokens[last].end], True, False))

    def _typed(self, tokens: Sequence[Token], telling: Sequence[int]) -> Iterator[_Hit]:
        """Type numbers that the table lacks, by their letters."""
        for token in [tokens[index] for index in telling]:
            if "-" not in token.text or not token.text[0].isupper():
                continue
            found = _SERIES.match(token.text)
            series = self._series.get(found[1].lower()) if found else None
            if found and series and found.end() == len(token.text):
                plural = token.text[-1] == "s" and token.text[-2].isdigit()
                name = token.text[:-1] if plural else token.text
                yield _Hit(token.start, token.end, _Kind(series[0], name, True, plural))


def _longest(text: str, start: int, end: int, entries: Sequence[tuple[str, _Kind]]) -> tuple[str, _Kind] | None:
    """The longest term that stands at a position and ends with a word; entries are longest first."""
    written = fold(text[start : min(end, start + len(entries[0][0]))])
    for term, kind in entries:
        stop = start + len(term)
        if written.startswith(term) and not (stop < end and text[stop].isalnum() and text[stop - 1].isalnum()):
            return term, kind
    return None


def _plurals(term: str) -> tuple[str, ...]:
    if term in _IRREGULAR or term.endswith(("s", "fire", "ammunition", "ordnance", "artillery")):
        return ()
    if term.endswith("y") and term[-2] not in "aeiou":
        return (term[:-1] + "ies",)
    if term.endswith("knife"):
        return (term[:-2] + "ves",)
    return (term + "es",) if term.endswith(("sh", "ch", "x")) else (term + "s",)


def _is_inner(text: str, begin: int, start: int, stop: int, end: int) -> bool:
    """Whether an ordinary word is part of a hyphenated one: "anti-tank", "drone-maker"."""
    before = start - 2 >= begin and text[start - 1] == "-" and text[start - 2].isalpha()
    return before or (stop + 1 < end and text[stop] == "-" and text[stop + 1].isalpha())


def _joined(text: str, hits: Sequence[_Hit]) -> Iterator[_Hit]:
    """Hits that stand side by side as one: a name or word before the word that it narrows."""
    waiting: _Hit | None = None
    for hit in hits:
        if waiting and text[waiting.end : hit.start] in (" ", "\u00a0") and not waiting.kind.plural and not hit.kind.proper:
            kind = waiting.kind if waiting.kind.proper else hit.kind
            if hit.kind.category == "drone":
                kind = kind._replace(category="drone")
            waiting = _Hit(waiting.start, hit.end, kind._replace(plural=hit.kind.plural))
            continue
        if waiting:
            yield waiting
        waiting = hit
    if waiting:
        yield waiting


def _mention(hit: _Hit, text: str) -> Mention:
    rule = "name" if hit.kind.proper else "word"
    name = hit.kind.name
    if hit.kind.proper:
        number = _TYPE_NUMBER.match(text, hit.start + len(name))
        name = text[hit.start : number.end()].removesuffix("s") if number and number.end() <= hit.end else name
    return Mention("WEAPON", hit.start, hit.end, Weapon(name, hit.kind.category, hit.kind.plural), rule)
