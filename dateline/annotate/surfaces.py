"""Tokens -> Surface: which words of a sentence can begin a name, read once for places and names.

Laws: a name is taken on its case; where a sentence is all capitals every word may be one, and where it is a title in
capitals case says little; ``is_upper`` and ``is_title`` tell.
"""

from __future__ import annotations

from functools import lru_cache

from msgspec import Struct

from dateline.annotate.gazetteer import key
from dateline.records import Token

_LINKS = frozenset(
    [
        *[
            "of",
            "the",
            "de",
            "del",
            "della",
            "da",
            "di",
            "do",
            "du",
            "des",
            "la",
            "las",
            "le",
            "les",
            "los",
            "el",
            "al",
            "an",
            "as",
            "ash",
            "ad",
            "ar",
            "at",
            "az",
        ],
        *["ez", "es", "et", "er", "und", "von", "van", "bin", "bint", "ibn", "ben", "y", "en", "i", "and", "for", "on", "upon", "sur", "e", "am"],
    ]
)
_NAMES = frozenset(["NNP", "NNPS", "NN", "NNS", "JJ", "VBG"])
_ARTICLES = frozenset(["EL", "LA", "LOS", "LAS", "AL", "LE", "LES"])
_OPENERS = frozenset(['"', "“", "‘", "'", ":", "``", "—", "–", "-", "•", "(", "«", "…", "...", "*"])


class Surface(Struct, frozen=True):
    """A sentence as the name readers see it."""

    tokens: tuple[Token, ...]
    keys: list[str]  # key of each word
    caps: list[bool]  # may begin or go on in a name
    places: list[int]  # of the words that may begin a name
    opening: frozenset[int]  # those that begin the sentence, a quotation or what follows a colon: their capital says nothing
    is_upper: bool
    is_title: bool


def is_cased(word: str) -> bool:
    """Whether a word is written as names are: first letter upper, or upper after an article ("al-Bab")."""
    if word[0].isupper():
        return True
    head, hyphen, rest = word.partition("-")
    return (bool(hyphen) and bool(rest) and rest[0].isupper() and head.isalpha() and len(head) < 4) or (
        word[0] in "'’‘" and len(word) > 2 and word[1].isupper()
    )


@lru_cache(maxsize=100_000)
def _word(text: str) -> tuple[str, bool, int]:
    """Key of a word, whether it may begin a name, and its shape: 0 mark, 1 small, 2 capital, 3 capitals, +4 where long."""
    letter = text[0].isalpha()
    cased = is_cased(text) and (letter or len(text) > 2)
    shape = 0 if not letter else 3 if len(text) > 1 and text.isupper() else 2 if text[0].isupper() else 1
    return key(text), cased, shape + 4 * (len(text) > 3 or (len(text) == 3 and text.lower() not in _LINKS)) if shape else 0


def surface(tokens: tuple[Token, ...]) -> Surface:
    """The surface of one sentence."""
    words = [_word(token.text) for token in tokens]
    caps = [word[1] for word in words]
    places = [place for place, cap in enumerate(caps) if cap]
    is_upper = is_title = False
    if 3 * len(places) > len(words):  # few capitals: no headline
        shapes = [word[2] for word in words if word[2]]
        upper = sum(shape & 3 == 3 for shape in shapes)
        is_upper = upper > 2 and upper > 0.7 * len(shapes)
        long = [shape for shape in shapes[1:] if shape > 4]
        is_title = not is_upper and len(long) > 3 and sum(shape > 5 for shape in long) > 0.84 * len(long)
    if is_upper:  # only the tags tell names from words
        caps = [cap and (token.tag in _NAMES or token.text in _ARTICLES) for cap, token in zip(caps, tokens, strict=True)]
        places = [place for place, cap in enumerate(caps) if cap]
    first = [place for place in places if place == 0 or tokens[place - 1].text in _OPENERS]
    return Surface(tokens, [word[0] for word in words], caps, places, frozenset(first), is_upper, is_title)


def run_end(line: Surface, first: int, text: str, limit: int = 7) -> int:
    """End of the words that may belong to one name begun at first: capitals, and small links that lead to a capital."""
    tokens, end = line.tokens, first + 1
    place = end
    while place < len(tokens) and place - first < limit:
        gap = text[tokens[place - 1].end : tokens[place].start]
        if len(gap) > 2 or (gap and not gap.isspace()):
            break
        word = tokens[place].text
        if (line.caps[place] and word[0].isalpha()) or (word[0] in "'’‘" and line.caps[place]):
            end = place + 1
        elif not (word in ("'s", "’s") or word.lower() in _LINKS or (word in "-–.'’&" and gap == "") or (gap == "" and word.isalpha())):
            break
        place += 1
    return end
