"""Words -> kinds of target and of victim: a school is no car, a soldier is no doctor."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from dateline import lexicons

LONGEST = 4  # words of a term
ANYONE = "anyone"
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """A crude stem, so that "strikes", "striking" and "strike" meet."""
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


@lru_cache(maxsize=50_000)
def target_kinds(text: str) -> frozenset[str]:
    """Kinds of the things named in a text that can be hit: school, ship, refinery; the longest term at each word."""
    return _kinds(text, _targets())


@lru_cache(maxsize=50_000)
def victim_kinds(text: str) -> frozenset[str]:
    """Kinds of the people named in a text: soldier, police, journalist."""
    return _kinds(text, _victims()) - {ANYONE}


@lru_cache(maxsize=50_000)
def attack_names(text: str) -> frozenset[str]:
    """What attacks are called that a text tells of by deed or weapon: "Missile strike"."""
    return _kinds(text, _attacks())


@cache
def anyone() -> frozenset[str]:
    """Stems of the words that fit every victim: people, woman, resident."""
    return frozenset(stem(word) for term, kind in lexicons.rows("victim_kinds") if kind == ANYONE for word in (term, _plural(term)))


def _plural(word: str) -> str:
    return word[:-1] + "ies" if word.endswith("y") else word + "s"


@cache
def _targets() -> Mapping[tuple[str, ...], str]:
    return _by_words((term, kind) for term, (_, kind) in lexicons.parts("targets", 2, "|") if kind)


@cache
def _victims() -> Mapping[tuple[str, ...], str]:
    return _by_words(lexicons.rows("victim_kinds"))


@cache
def _attacks() -> Mapping[tuple[str, ...], str]:
    return _by_words(lexicons.rows("attack_names"))


def _by_words(rows: Iterable[tuple[str, str]]) -> Mapping[tuple[str, ...], str]:
    return {tuple(_singular(word) for word in _WORD.findall(term)): kind for term, kind in rows}


@lru_cache(maxsize=50_000)
def _singular(word: str) -> str:
    if word.endswith("men") and len(word) > 5:
        return word[:-3] + "man"
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word


def _kinds(text: str, table: Mapping[tuple[str, ...], str]) -> frozenset[str]:
    words = [_singular(word) for word in _WORD.findall(text.lower())]
    found = set()
    at = 0
    while at < len(words):
        length = next((n for n in range(min(LONGEST, len(words) - at), 0, -1) if tuple(words[at : at + n]) in table), 0)
        if length:
            found.add(table[tuple(words[at : at + length])])
        at += length or 1
    return frozenset(found)


def is_weapon(text: str) -> bool:
    """True where a word of a text names a weapon: "all the missiles", "a drone"."""
    weapons = lexicons.terms("weapons")
    return any(_singular(word) in weapons for word in text.lower().split())
