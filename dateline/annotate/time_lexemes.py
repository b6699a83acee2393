"""Sentence -> lexemes: the words of time expressions with their class, numbers already read.

A lexeme's kind is one character, so that a sentence is also a string of kinds and productions are expressions over it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from msgspec import Struct

from dateline.lexicons import fold, rows
from dateline.records import Token

KINDS = tuple(
    """
    word comma hyphen dot slash open close cardinal dom year hhmm ordinal decade iso slashed clock possessive month amonth shortmonth
    weekday weekdays shortday unit units second weekend weekends part clockword season aseason near tonight overnight now current vagueref
    recent set annual each per last past previous next coming following this same that these latest final early late mid begin end middle
    yearend earlier later ago before after since until by from to between and or of in on at over during for the a its approx vague couple
    half old long apostrophe filler period time moment war zone ampm oclock feast yeartodate eve lengthword decadeword quartercode
    """.split()  # noqa: SIM905
)
CODE = {kind: chr(0x100 + index) for index, kind in enumerate(KINDS)}

# Kinds on which a time expression can stand; a sentence without any of them has none.
CORE = frozenset(
    """
    month amonth shortmonth weekday weekdays unit units second weekend weekends part clockword season aseason near tonight overnight now
    current vagueref set past year hhmm iso slashed clock ampm zone oclock feast yeartodate decade decadeword quartercode yearend period lengthword half
    """.split()  # noqa: SIM905
)
REMEMBERED = 100_000  # words whose pieces are kept

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
_MARKS |= dict.fromkeys("'’‘", "apostrophe")


class Lexeme(Struct, frozen=True, gc=False, array_like=True):
    """A word or number of a time expression."""

    kind: str  # one of KINDS
    text: str  # lower case
    start: int
    end: int
    value: str = ""  # what the lexicon says, or the number
    number: float = 0


class Piece(Struct, frozen=True, gc=False):
    """A lexeme of one word, as it is wherever the word stands: offset counts from the word's start."""

    group: str
    written: str
    text: str  # lower case
    kind: str
    offset: int
    value: str = ""
    number: float = 0
    seconds: frozenset[str] | None = None  # words with which it may begin a phrase or a number


Word = tuple[bool, str, tuple[Piece, ...]]  # whether a time expression can stand on it, the codes of its pieces, its pieces


class Words(dict[str, Word]):
    """Words by their characters, read when they are first met."""

    def __init__(self, read: Callable[[str], Word]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, text: str) -> Word:
        word = self._read(text)
        if len(self) < REMEMBERED:
            self[text] = word
        return word


class Lexemes:
    """The lexemes of a sentence, made when they are looked at."""

    __slots__ = ("_pieces", "_starts")

    def __init__(self, pieces: Sequence[Piece | Lexeme], starts: list[int]) -> None:
        self._pieces = pieces
        self._starts = starts

    def __len__(self) -> int:
        return len(self._pieces)

    def __getitem__(self, index: int) -> Lexeme:
        piece = self._pieces[index]
        if isinstance(piece, Lexeme):
            return piece
        start = self._starts[index] + piece.offset
        return Lexeme(piece.kind, piece.text, start, start + len(piece.written), piece.value, piece.number)

    def part(self, first: int, last: int) -> list[Lexeme]:
        """Lexemes first..last (exclusive), as far as there are any."""
        return [self[index] for index in range(max(0, first), min(last, len(self._pieces)))]


class Lexer:
    """Splits sentences into lexemes; its tables are the lexicons time_words and time_numbers."""

    def __init__(self) -> None:
        self.single: dict[str, tuple[str, str]] = {}
        self.phrases: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
        for term, meaning in rows("time_words"):
            kind, _, value = meaning.partition(" ")
            words = tuple(found[0] for found in _LEXEME.finditer(term))
            if len(words) == 1:
                self.single[term] = (kind, value)
            else:
                self.phrases.setdefault(words[0], []).append((words, kind, value))
        for choices in self.phrases.values():
            choices.sort(key=lambda phrase: -len(phrase[0]))
        self.numbers = {term: (meaning.split()[0], int(meaning.split()[1])) for term, meaning in rows("time_numbers")}
        self._seconds = self._second_words()
        self._closing = self._core_words()
        self._words = Words(self._word)

    def __call__(self, tokens: Sequence[Token]) -> tuple[Lexemes, str]:
        """Lexemes of tokens in reading order, and their codes; none where no time expression can stand."""
        known = self._words
        words = [known[token.text] for token in tokens]
        if True not in [word[0] for word in words]:
            return Lexemes([], []), ""
        pieces = [piece for word in words for piece in word[2]]
        starts = [token.start for word, token in zip(words, tokens, strict=True) for _ in word[2]]
        codes = "".join([word[1] for word in words])
        leads = [at for at, piece in enumerate(pieces[:-1]) if piece.seconds is not None and pieces[at + 1].text in piece.seconds]
        return self._merged(pieces, starts, codes, leads) if leads else (Lexemes(pieces, starts), codes)

    def _merged(self, pieces: list[Piece], starts: list[int], codes: str, leads: list[int]) -> tuple[Lexemes, str]:
        """Phrases and numbers of several pieces made one lexeme each."""
        merged: list[Piece | Lexeme] = []
        begins: list[int] = []
        kinds = ""
        done = 0
        for lead in leads:
            if lead < done:
                continue
            lexeme, after = self._phrase(pieces, starts, lead)
            if lexeme is not None:
                merged += pieces[done:lead]
                begins += starts[done:lead]
                merged.append(lexeme)
                begins.append(0)
                kinds += codes[done:lead] + CODE[lexeme.kind]
                done = after
        return Lexemes([*merged, *pieces[done:]], begins + starts[done:]), kinds + codes[done:]

    def _word(self, text: str) -> Word:
        """The pieces of a word."""
        pieces = tuple(self._piece(found) for found in _LEXEME.finditer(text))
        core = any(piece.kind in CORE or piece.text in self._closing for piece in pieces)
        return core, "".join(CODE[piece.kind] for piece in pieces), pieces

    def _piece(self, found: re.Match[str]) -> Piece:
        group, written, offset = found.lastgroup or "", found[0], found.start()
        text = fold(written)
        kind, value, number = "word", "", 0.0
        if group == "letters" and text in self.numbers:
            lexeme = self._number_lexeme(text, 0, 0, [self.numbers[text]])
            kind, value, number = lexeme.kind, lexeme.value, lexeme.number
        elif group == "letters":
            kind, value = self.single.get(text, ("word", ""))
            if kind in _CAPITAL and not written[0].isupper():
                kind = "word"
        elif group == "mark":
            kind = _MARKS.get(text, "word")
        else:
            lexeme = _number(text, 0, 0) if group == "number" else _coded(group, text, 0, 0)
            kind, value, number = lexeme.kind, lexeme.value, lexeme.number
        return Piece(group, written, text, kind, offset, value, number, self._seconds.get(text))

    def _second_words(self) -> dict[str, frozenset[str]]:
        """First word of a phrase or number -> the words that may follow it."""
        seconds: dict[str, set[str]] = {first: {words[1] for words, _, _ in phrases} for first, phrases in self.phrases.items()}
        scales = {term for term, (kind, _) in self.numbers.items() if kind == "scale"}
        for article in ("a", "an"):
            seconds.setdefault(article, set()).update(scales)
        for term in self.numbers:
            seconds.setdefault(term, set()).update(self.numbers, "-", "and")
        return {first: frozenset(words) for first, words in seconds.items()}

    def _core_words(self) -> frozenset[str]:
        """The last word of each phrase that is a time expression by itself without having a core word."""
        closing = {term for term, (kind, value) in self.numbers.items() if kind == "cardinal" and value in (18, 19, 20)}  # "nineteen ninety-six"
        for phrases in self.phrases.values():
            for words, kind, _ in phrases:
                if kind in CORE and not any(self.single.get(word, ("", ""))[0] in CORE for word in words):
                    closing.add(words[-1])
        return frozenset(closing)

    def _phrase(self, pieces: Sequence[Piece], starts: Sequence[int], index: int) -> tuple[Lexeme | None, int]:
        piece = pieces[index]
        begin = starts[index] + piece.offset
        for words, kind, value in self.phrases.get(piece.text, ()):
            after = index + len(words)
            if after > len(pieces) or any(pieces[index + n].text != word for n, word in enumerate(words)):
                continue
            if kind not in _CAPITAL or piece.written[0].isupper():
                last = pieces[after - 1]
                return Lexeme(kind, piece.text, begin, starts[after - 1] + last.offset + len(last.written), value), after
        if piece.text in ("a", "an") and self.numbers.get(pieces[index + 1].text, ("", 0))[0] == "scale":
            number, after = self._number_words(pieces, starts, index + 1)
            return Lexeme(number.kind, piece.text, begin, number.end, number.value, number.number), after
        if piece.text in self.numbers:
            return self._number_words(pieces, starts, index)
        return None, index + 1

    def _number_words(self, pieces: Sequence[Piece], starts: Sequence[int], index: int) -> tuple[Lexeme, int]:
        """ "twenty-four", "nineteen ninety-six", "two hundred and ten", "twenty-first" -> one lexeme."""
        first = index
        parts: list[tuple[str, int]] = []
        while index < len(pieces):
            linked = pieces[index].text if parts and parts[-1][0] != "ordinal" and pieces[index].text in ("-", "and") else ""
            at = index + bool(linked)
            if at >= len(pieces) or pieces[at].text not in self.numbers:
                break
            part = self.numbers[pieces[at].text]
            if not _joins(parts, part, linked):
                break
            parts.append(part)
            index = at + 1
        last = pieces[index - 1]
        return self._number_lexeme(pieces[first].text, starts[first] + pieces[first].offset, starts[index - 1] + last.offset + len(last.written), parts), index

    def _number_lexeme(self, word: str, start: int, end: int, parts: list[tuple[str, int]]) -> Lexeme:
        total = _total(parts)
        if word == "second" and len(parts) == 1:
            return Lexeme("second", word, start, end, "TS", 2)
        if parts[-1][0] == "ordinal":
            return Lexeme("ordinal", word, start, end, str(total), total)
        return _number(str(total), start, end, spelled=True)


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
