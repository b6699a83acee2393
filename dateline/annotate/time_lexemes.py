"""Sentence -> lexemes: the words of time expressions with their class, numbers already read.

A lexeme's kind is one character, so that a sentence is also a string of kinds and productions are expressions over it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from dateline.lexicons import rows

KINDS = (
    "word",
    "comma",
    "hyphen",
    "dot",
    "slash",
    "open",
    "close",
    "cardinal",
    "dom",
    "year",
    "hhmm",
    "ordinal",
    "decade",
    "iso",
    "slashed",
    "clock",
    "possessive",
    "month",
    "amonth",
    "shortmonth",
    "weekday",
    "weekdays",
    "shortday",
    "unit",
    "units",
    "second",
    "weekend",
    "weekends",
    "part",
    "clockword",
    "season",
    "aseason",
    "near",
    "tonight",
    "overnight",
    "now",
    "current",
    "vagueref",
    "recent",
    "set",
    "annual",
    "each",
    "per",
    "last",
    "past",
    "previous",
    "next",
    "coming",
    "following",
    "this",
    "same",
    "that",
    "these",
    "latest",
    "final",
    "early",
    "late",
    "mid",
    "begin",
    "end",
    "middle",
    "yearend",
    "earlier",
    "later",
    "ago",
    "before",
    "after",
    "since",
    "until",
    "by",
    "from",
    "to",
    "between",
    "and",
    "or",
    "of",
    "in",
    "on",
    "at",
    "over",
    "during",
    "for",
    "the",
    "a",
    "its",
    "approx",
    "vague",
    "couple",
    "half",
    "old",
    "long",
    "filler",
    "period",
    "time",
    "moment",
    "war",
    "zone",
    "ampm",
    "oclock",
    "feast",
    "yeartodate",
    "eve",
    "decadeword",
    "quartercode",
)
CODE = {kind: chr(0x100 + index) for index, kind in enumerate(KINDS)}
WORD = CODE["word"]

# Case, not meaning, tells these from other words: "May" and "may", "Sat" and "sat".
_CAPITAL = frozenset(("month", "amonth", "shortmonth", "weekday", "weekdays", "shortday", "feast"))

_LEXEME = re.compile(
    r"(?P<iso>\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?(?!\d))"
    r"|(?P<slashed>\d{1,2}([/.])\d{1,2}\3\d{4}(?!\d))"
    r"|(?P<clock>\d{1,2}:\d\d(?::\d\d)?(?![\d:]))"
    r"|(?P<ordinal>\d[\d,]*(?:st|nd|rd|th)\b)"
    r"|(?P<decade>(?:\d{3}|['’]?\d)0['’]?s\b)"
    r"|(?P<code>[QHqh][1-4]\b|[1-4][QH]\b)"
    r"|(?P<number>\d+(?:,\d{3})*(?:\.\d+)?)"
    r"|(?P<ampm>[apAP]\.\s?[mM]\b\.?|[apAP][mM]\b)"
    r"|(?P<possessive>['’][sS]\b)"
    r"|(?P<letters>[^\W\d_]+)"
    r"|(?P<mark>\S)"
)
_MARKS = {",": "comma", "-": "hyphen", "‑": "hyphen", "–": "hyphen", "—": "word", ".": "dot", "/": "slash", "(": "open", ")": "close"}


class Lexeme(Struct, frozen=True, gc=False, array_like=True):
    """A word or number of a time expression."""

    kind: str  # one of KINDS
    text: str  # lower case
    start: int
    end: int
    value: str = ""  # what the lexicon says, or the number
    number: float = 0


class Lexer:
    """Splits sentences into lexemes; its tables are the lexicons time-words and time-numbers."""

    def __init__(self) -> None:
        self.single: dict[str, tuple[str, str]] = {}
        self.phrases: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
        for term, meaning in rows("time-words"):
            kind, _, value = meaning.partition(" ")
            words = tuple(found[0] for found in _LEXEME.finditer(term))
            if len(words) == 1:
                self.single[term] = (kind, value)
            else:
                self.phrases.setdefault(words[0], []).append((words, kind, value))
        for choices in self.phrases.values():
            choices.sort(key=lambda phrase: -len(phrase[0]))
        self.numbers = {term: (meaning.split()[0], int(meaning.split()[1])) for term, meaning in rows("time-numbers")}

    def __call__(self, text: str, start: int, end: int) -> tuple[list[Lexeme], str]:
        """Lexemes of text[start:end] in reading order, and their kinds as one string."""
        pieces = [(found.lastgroup or "", found[0], found.start()) for found in _LEXEME.finditer(text, start, end)]
        lower = [piece[1].lower() for piece in pieces]
        lexemes = []
        index, size = 0, len(pieces)
        while index < size:
            lexeme, index = self._next(pieces, lower, index)
            lexemes.append(lexeme)
        return lexemes, "".join([CODE[lexeme.kind] for lexeme in lexemes])

    def _next(self, pieces: Sequence[tuple[str, str, int]], lower: Sequence[str], index: int) -> tuple[Lexeme, int]:
        group, piece, start = pieces[index]
        word = lower[index]
        end = start + len(piece)
        if word in self.phrases:
            for words, kind, value in self.phrases[word]:
                after = index + len(words)
                if tuple(lower[index:after]) == words and (kind not in _CAPITAL or piece[0].isupper()):
                    return Lexeme(kind, word, start, pieces[after - 1][2] + len(pieces[after - 1][1]), value), after
        if group == "letters":
            if word in self.numbers:
                return self._number_words(pieces, lower, index)
            if word in ("a", "an") and index + 1 < len(lower) and self.numbers.get(lower[index + 1], ("", 0))[0] == "scale":
                number, index = self._number_words(pieces, lower, index + 1)
                return Lexeme(number.kind, word, start, number.end, number.value, number.number), index
            kind, value = self.single.get(word, ("word", ""))
            if kind in _CAPITAL and not piece[0].isupper():
                kind = "word"
            return Lexeme(kind, word, start, end, value), index + 1
        if group == "number":
            return _number(word, start, end), index + 1
        if group == "mark":
            return Lexeme(_MARKS.get(word, "word"), word, start, end), index + 1
        return _coded(group, word, start, end), index + 1

    def _number_words(self, pieces: Sequence[tuple[str, str, int]], lower: Sequence[str], index: int) -> tuple[Lexeme, int]:
        """ "twenty-four", "nineteen ninety-six", "two hundred and ten", "twenty-first" -> one lexeme."""
        first = index
        parts: list[tuple[str, int]] = []
        end = pieces[index][2]
        while index < len(pieces):
            step = 1 if lower[index] in self.numbers else 2 if parts and lower[index] in ("-", "and") and parts[-1][0] != "ordinal" else 0
            if not step or index + step > len(pieces) or lower[index + step - 1] not in self.numbers:
                break
            part = self.numbers[lower[index + step - 1]]
            if not _joins(parts, part, linked=lower[index] if step == 2 else ""):
                break
            parts.append(part)
            index += step
            end = pieces[index - 1][2] + len(pieces[index - 1][1])
        word, start = lower[first], pieces[first][2]
        total = _total(parts)
        if word == "second" and len(parts) == 1:
            return Lexeme("second", word, start, end, "TS", 2), index
        if parts[-1][0] == "ordinal":
            return Lexeme("ordinal", word, start, end, str(total), total), index
        return _number(str(total), start, end, spelled=True), index


def _joins(parts: list[tuple[str, int]], part: tuple[str, int], linked: str) -> bool:
    """Whether a number word continues the number before it."""
    if not parts:
        return True
    kind, value = part
    before_kind, before = parts[-1]
    if linked == "and":
        return before_kind == "scale" and kind == "cardinal"
    if kind == "scale":
        return True
    if before_kind == "scale":
        return kind == "cardinal" and not linked
    tens = before >= 20 and before % 10 == 0 and value < 10 and value > 0
    century = kind == "cardinal" and 13 <= before <= 20 and (value >= 10) and len(parts) == 1 and not linked
    return tens or century


def _total(parts: list[tuple[str, int]]) -> int:
    """The number that number words amount to."""
    if len(parts) > 1 and 13 <= parts[0][1] <= 20 and parts[1][0] == "cardinal" and parts[1][1] >= 10:
        return parts[0][1] * 100 + sum(value for _, value in parts[1:])
    total, current = 0, 0
    for kind, value in parts:
        if kind != "scale":
            current += value
        elif value >= 1000:
            total, current = total + max(current, 1) * value, 0
        else:
            current = max(current, 1) * value
    return total + current


def _number(word: str, start: int, end: int, *, spelled: bool = False) -> Lexeme:
    """A number by its look: a day of the month, a year, "0100", or any other."""
    digits = word.replace(",", "")
    value = float(digits[:15])
    whole = "." not in digits and "," not in word
    kind = "cardinal"
    if whole and len(digits) == 4 and 1000 <= value < 2200:
        kind = "year"
    elif whole and len(digits) == 4 and not spelled and value < 2400 and value % 100 < 60:
        kind = "hhmm"
    elif whole and len(digits) <= 2 and 1 <= value <= 31:
        kind = "dom"
    return Lexeme(kind, word, start, end, digits, value)


def _coded(group: str, word: str, start: int, end: int) -> Lexeme:
    """Lexemes that their own look tells: "2025-01-07", "14:30", "1,041st", "1980s", "Q1"."""
    if group == "ordinal":
        number = float(word[:-2].replace(",", "")[:15])
        return Lexeme("ordinal", word, start, end, str(int(number)), number)
    if group == "decade":
        digits = int("".join(character for character in word if character.isdigit()))
        year = digits if digits > 99 else 1900 + digits if digits >= 20 else 2000 + digits
        return Lexeme("decade", word, start, end, str(year), year)
    if group == "code":
        letter, digit = (word[0], word[1]) if word[0] in "qh" else (word[1], word[0])
        return Lexeme("quartercode", word, start, end, letter.upper() + digit, int(digit))
    if group == "ampm":
        return Lexeme("ampm", word, start, end, "am" if word[0] == "a" else "pm")
    return Lexeme(group, word, start, end, word)
