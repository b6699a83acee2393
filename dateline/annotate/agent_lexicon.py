"""Tables of organisations, institutions, roles and groups -> one tree of words, walked once a sentence."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from msgspec import Struct

from dateline import lexicons
from dateline.annotate.gazetteer import key
from dateline.annotate.surfaces import Surface


class Entry(Struct, frozen=True):
    """What a phrase of the tables stands for."""

    layer: str  # figure | organisation | land | capital | nationality | institution | role | group
    kind: str
    country: str
    sector: str
    name: str  # canonical; of common nouns the phrase itself
    is_cased: bool  # the phrase counts only as written: capital first letter
    is_upper: bool  # an abbreviation: counts only in capitals
    ends_upper: bool = False  # the last word has a capital too: "The Times" is not "the times"


class Hit(Struct, frozen=True):
    """A phrase at words first..last (exclusive)."""

    first: int
    last: int
    entry: Entry


_SPLIT = re.compile(r"(?<=\w)(['’])(?=s\b)|(?<=s)(['’])(?=\s|$)")
_END = ""
Node = dict[str, Any]


_LAYERS = ("figure", "organisation", "land", "capital", "nationality", "institution", "group", "role")


def words(term: str) -> list[str]:
    """The keys of the words of a phrase, split as sentences are."""
    return [key(word) or word for word in _SPLIT.sub(r" '", term).split()]


def _is_short(term: str) -> bool:
    """Whether a term is letters that stand for a name: GUR, LeT."""
    return len(term) < 7 and (term.isupper() or (" " not in term and sum(map(str.isupper, term)) > 1))


def _entries() -> list[tuple[str, Entry]]:
    found = []
    for term, (kind, country, sector, name) in lexicons.parts("organisations", 4):
        found.append((term, Entry("organisation", kind, country, sector, name, term != term.lower(), _is_short(term), term.split()[-1][0].isupper())))
    for term, (kind, sector) in lexicons.parts("institutions", 2):
        found.append((term, Entry("institution", kind, "", sector, term, False, False)))
    for layer in ("roles", "groups"):
        for term, sector in lexicons.rows(layer):
            found.append((term, Entry(layer[:-1], "role", "", sector, term, False, False)))
    for term, (country, sector, _, name) in lexicons.parts("figures", 4):
        if " " in term:
            found.append((term, Entry("figure", "person", country, sector, name, True, False, True)))
    for term, country in lexicons.rows("lands"):
        found.append((term, Entry("land", "metonym", country, "GOV", term, True, term.isupper() and len(term) < 7)))
    for layer, cased in (("capitals", True), ("nationalities", True)):
        for term, country in lexicons.rows(layer):
            kind = "metonym" if layer == "capitals" else "nationality"
            found.append((term, Entry("capital" if layer == "capitals" else kind, kind, country.strip("-"), "", term, cased, False)))
    return found


@cache
def tree() -> Node:
    """The tree of all phrases."""
    root: Node = {}
    for term, entry in _entries():
        node = root
        for word in words(term):
            node = node.setdefault(word, {})
        node.setdefault(_END, []).append(entry)
        node[_END].sort(key=lambda one: _LAYERS.index(one.layer))
    return root


def hits(line: Surface) -> list[Hit]:
    """The longest phrase at each word, in reading order; overlapping ones are left to the caller."""
    keys, found = line.keys, []
    for first, node in enumerate(map(tree().get, keys)):
        if node is None:
            continue
        place, best, last = first, None, 0
        while node is not None:
            place += 1
            if _END in node and (entry := _fitting(node[_END], line, first, place)) is not None:
                best, last = entry, place
            if place >= len(keys):
                break
            node = node.get(keys[place] or line.tokens[place].text)
        if best is not None:
            found.append(Hit(first, last, best))
    return found


def _fitting(entries: list[Entry], line: Surface, first: int, last: int) -> Entry | None:
    for entry in entries:
        if _fits(entry, line, first, last):
            return entry
    return None


def _fits(entry: Entry, line: Surface, first: int, last: int) -> bool:
    if line.is_upper:
        tag = line.tokens[first].tag
        if entry.layer == "organisation" and not any(line.tokens[place].tag.startswith("NNP") for place in range(first, last)):
            return last > first + 1 and line.keys[first] != "the"
        return not entry.is_upper or tag.startswith("NNP") or (tag == "PRP" and last < len(line.tokens) and line.tokens[last].tag == "NN")
    if line.keys[first] == "the" and last < len(line.caps) and line.caps[last] and line.tokens[last].tag[:2] == "NN":
        return False  # "The National" of "The National Police"
    if entry.is_upper:
        return _is_short(line.tokens[first].text) or last > first + 1
    if entry.ends_upper and not line.caps[last - 1]:
        return False
    if not entry.is_cased or line.caps[first]:
        return True
    return entry.layer == "organisation" and (line.tokens[first].text[0] == entry.name[0] or any(line.caps[first:last]))
