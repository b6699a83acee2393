"""Tokens -> Surface: which words of a sentence can begin a name, read once for places and names.

Laws: a name is taken on its case; where a sentence is all capitals every word may be one, and where it is a title in
capitals case says little; ``is_upper`` and ``is_title`` tell.
"""

from __future__ import annotations

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
_OPENERS = frozenset(['"', "“", "‘", "'", ":", "``", "—", "–", "-", "•", "(", "«", "…", "...", "*"])


class Surface(Struct, frozen=True):
    """A sentence as the name readers see it."""

    tokens: tuple[Token, ...]
    keys: list[str]  # key of each word
    caps: list[bool]  # may begin or go on in a name
    first: list[bool]  # begins the sentence, a quotation or what follows a colon: its capital says nothing
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


def surface(tokens: tuple[Token, ...]) -> Surface:
    """The surface of one sentence."""
    words = [token.text for token in tokens]
    letters = [word for word in words if word[0].isalpha()]
    upper = sum(word.isupper() for word in letters if len(word) > 1)
    is_upper = upper > 3 and upper > 0.7 * len([word for word in letters if len(word) > 1])
    long = [word for word in letters[1:] if len(word) > 3 or (len(word) == 3 and word.lower() not in _LINKS)]
    is_title = not is_upper and len(long) > 3 and sum(word[0].isupper() for word in long) > 0.84 * len(long)
    caps = [is_cased(word) and (word[0].isalpha() or len(word) > 2) for word in words]
    first = [place == 0 or (words[place - 1] in _OPENERS and (place < 2 or words[place - 1] not in "-–—" or True)) for place in range(len(words))]
    return Surface(tokens, [key(word) for word in words], caps, first, is_upper, is_title)


def run_end(line: Surface, first: int, text: str, limit: int = 7) -> int:
    """End of the words that may belong to one name begun at first: capitals, and small links that lead to a capital."""
    tokens, end = line.tokens, first + 1
    place = end
    while place < len(tokens) and place - first < limit:
        gap = text[tokens[place - 1].end : tokens[place].start]
        if len(gap) > 1 or gap not in ("", " ", "\u00a0"):
            break
        word = tokens[place].text
        if (line.caps[place] and word[0].isalpha()) or (word[0] in "'’‘" and line.caps[place]):
            end = place + 1
        elif not (word.lower() in _LINKS or (word in "-–.'’&" and gap == "") or (gap == "" and word.isalpha())):
            break
        place += 1
    return end
