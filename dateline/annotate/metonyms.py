"""Countries and capitals: a place, or those who govern there? Told by syntax.

Laws: subject of a verb, owner of an army or a policy, and party after "by", "with" or "between" act; after a preposition of
place a name is a place. A country can be both ("aid to X", "an attack on X").
"""

from __future__ import annotations

from dateline import lexicons
from dateline.annotate.surfaces import Surface

_BY = frozenset(["by", "with", "between", "against", "via", "among", "versus", "under"])
_IN = frozenset(
    [
        "in",
        "at",
        "near",
        "over",
        "across",
        "inside",
        "within",
        "throughout",
        "outside",
        "around",
        "through",
        "into",
        "off",
        "of",
        "on",
        "to",
        "from",
        "towards",
        "toward",
        "along",
        "for",
        "about",
    ]
)
_VERBS = frozenset(["VBD", "VBZ", "VBP", "MD"])
_AUXILIARIES = frozenset(
    ["has", "have", "had", "is", "was", "were", "are", "will", "would", "could", "should", "may", "might", "must", "can", "did", "does", "do"]
)


def _is_verb(line: Surface, place: int) -> bool:
    while place < len(line.tokens) and line.tokens[place].tag == "RB":
        place += 1
    if place >= len(line.tokens):
        return False
    token = line.tokens[place]
    return token.tag in _VERBS or line.keys[place] in _AUXILIARIES


def acts(line: Surface, first: int, last: int) -> bool:
    """Whether the name at words first..last is one who does or owns something."""
    keys = line.keys
    before = keys[first - 1] if first else ""
    after = keys[last] if last < len(keys) else ""
    if before == "the" and first > 1:
        before = keys[first - 2]
    if last < len(line.tokens) and line.tokens[last].text in ("'s", "’s", "'", "’"):
        rest = range(last + 1, min(last + 6, len(keys)))
        owned = next((keys[n] for n in rest if keys[n] and not line.caps[n] and keys[n] not in lexicons.terms("place_adjectives")), "")
        return owned not in lexicons.terms("place_possessions")
    if before in _BY or before in lexicons.terms("party_verbs"):
        return True
    if before in _IN:
        return keys[max(0, first - 2) : first] == ["according", "to"]
    if first == 0 and last < len(keys) and line.tokens[last].text == "," and keys[last + 1 : last + 2] == ["which"]:
        comma = next((n for n in range(last + 2, min(last + 16, len(keys))) if line.tokens[n].text == ","), 0)
        return bool(comma) and (_is_verb(line, comma + 1) or line.tokens[min(comma + 1, len(keys) - 1)].tag == "VBN")  # "Ankara, which hosts the talks, said"
    if after in ("and", ",") and last + 1 < len(keys) and line.caps[last + 1]:
        return any(_is_verb(line, place) for place in range(last + 2, min(last + 5, len(keys))))
    return _is_verb(line, last)
