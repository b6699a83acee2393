"""Phrases of tables -> trees of their words, walked forwards for facilities and backwards for relations of place."""

from __future__ import annotations

from dateline.annotate.gazetteer import key
from dateline.annotate.surfaces import Surface

Trie = dict[str, "Trie | str"]


def facility_end(facilities: Trie, line: Surface, first: int) -> int:
    """End of the facility noun that begins at a word, 0 where none does."""
    node, end = facilities, 0
    for place in range(first, min(first + 4, len(line.keys))):
        following = node.get(line.keys[place])
        if not isinstance(following, dict):
            break
        node = following
        if "" in node:
            end = place + 1
    return end


def phrases(terms: frozenset[str]) -> Trie:
    """A tree of the words of phrases; "" marks an end."""
    root: Trie = {}
    for term in terms:
        node = root
        for word in key(term).split():
            following = node.setdefault(word, {})
            assert isinstance(following, dict)
            node = following
        node[""] = term
    return root


def backwards(table: dict[str, str] | object) -> Trie:
    """The same from the last word to the first, with the values of the table at the ends."""
    root: Trie = {}
    assert isinstance(table, dict)
    for term, value in table.items():
        node = root
        for word in reversed(key(term).split()):
            following = node.setdefault(word, {})
            assert isinstance(following, dict)
            node = following
        node[""] = value
    return root
