"""Cyrillic name -> the Latin spellings that the press gives it: one table a scheme, no list of names."""

from __future__ import annotations

import re

_PLAIN = dict(zip("абвдзклмнопрстуф", "abvdzklmnoprstuf", strict=True)) | {
    "ь": "",
    "ъ": "",
    "’": "",
    "'": "",
    "ʼ": "",
    "ж": "zh",
    "х": "kh",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "shch",
}
_UKRAINIAN = _PLAIN | {"г": "h", "ґ": "g", "е": "e", "є": "ie", "и": "y", "і": "i", "ї": "i", "й": "i", "ю": "iu", "я": "ia"}  # Cabinet of Ministers, 2010
_UKRAINIAN_PRESS = _UKRAINIAN | {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
_RUSSIAN = _PLAIN | {"г": "g", "е": "e", "ё": "yo", "и": "i", "й": "y", "ы": "y", "э": "e", "ю": "yu", "я": "ya", "і": "i"}
_RUSSIAN_LONG = _RUSSIAN | {"е": "e", "ё": "e", "ю": "iu", "я": "ia", "й": "i", "щ": "sch"}
_BELARUSIAN = _PLAIN | {"г": "h", "е": "ye", "ё": "yo", "и": "i", "і": "i", "й": "y", "ы": "y", "э": "e", "ю": "yu", "я": "ya", "ў": "w"}
_CYRILLIC = re.compile(r"^[\u0400-\u04ff' ’ʼ-]+$")
_SOFT_START = {"є": "ye", "ї": "yi", "ю": "yu", "я": "ya", "й": "y"}  # at the beginning of a word


def is_cyrillic(name: str) -> bool:
    """Whether the name is written in Cyrillic letters only."""
    return bool(_CYRILLIC.match(name)) and name[0].isupper()


def _spelt(word: str, table: dict[str, str]) -> str | None:
    letters = []
    for place, letter in enumerate(word):
        if letter in " -":
            letters.append(letter)
        elif letter not in table:
            return None
        else:
            letters.append(_SOFT_START[letter] if (not place or word[place - 1] in " -") and letter in _SOFT_START else table[letter])
    return "".join(letters)


def _endings(spelling: str) -> set[str]:
    """Adjective endings and ye after a vowel, the ways editors write them."""
    found = {spelling, re.sub(r"(?:iy|yy|yi|ii|yj)\b", "y", spelling), re.sub(r"(?:iy|yy|ii)\b", "yi", spelling)}
    found |= {re.sub(r"(?<=[aeiouy])e", "ye", form) for form in found}
    found |= {re.sub(r"e\b", "ye", form) for form in found if re.search(r"(?:zh|sh|r|n|l)e\b", form)}
    return found


def romanised(name: str) -> set[str]:
    """Every spelling of a Cyrillic name, in title case.

    >>> sorted(romanised("Запорожье"))[:2]
    ['Zaporozhe', 'Zaporozhye']
    """
    word = name.lower()
    tables = (
        [_UKRAINIAN, _UKRAINIAN_PRESS]
        if re.search("[іїєґ]", word)
        else [_RUSSIAN, _RUSSIAN_LONG]
        if re.search("[ыэъё]", word)
        else [_UKRAINIAN_PRESS, _UKRAINIAN, _RUSSIAN, _RUSSIAN_LONG]
    )
    if "ў" in word:
        tables = [_BELARUSIAN]
    found = {form for table in tables for spelling in [_spelt(word, table)] if spelling for form in _endings(spelling)}
    return {form.title() for form in found if len(form) > 2}
