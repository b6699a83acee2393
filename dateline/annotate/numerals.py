"""Characters -> numerals: digits with separators of any style, number words, and mixtures of both, with their value.

Grammar: digits | digits scale | words; words = small | tens[-small] | words hundred [and words] | words scale ... |
a dozen | dozens | tens of thousands | fraction. A numeral that is too large for a float is not read.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from functools import cache

from msgspec import Struct

from dateline.lexicons import parts, table
from dateline.records import Token

_PIECE = re.compile(r"[^\W\d_]+|\d+(?:[.,]\d+)*|\S")
_GROUP_SPACE = "\u00a0\u202f\u2009 "
# Alternatives in order of trust; repeat counts are bounded so that a long row of digits costs linear time.
_DIGITS = re.compile(
    rf"""(?P<indian>\d{{1,2}}(?:,\d{{2}}){{1,6}},\d{{3}}(?!\d)(?:\.\d+)?)
    |(?P<comma>\d{{1,3}}(?:,\d{{3}}){{1,9}}(?!\d)(?:\.\d+)?)
    |(?P<arabic>\d{{1,3}}(?:٬\d{{3}}){{1,9}}(?!\d)(?:٫\d+)?)
    |(?P<quote>\d{{1,3}}(?:['’]\d{{3}}){{1,9}}(?!\d)(?:[.,]\d+)?)
    |(?P<space>\d{{1,3}}(?:[{_GROUP_SPACE}]\d{{3}}){{1,9}}(?![\d\w])(?:[.,]\d+)?)
    |(?P<dots>\d{{1,3}}(?:\.\d{{3}}){{1,9}},\d+(?!\d)|\d{{1,3}}(?:\.\d{{3}}){{2,9}}(?![\d.]))
    |(?P<tail>\.\d+)
    |(?P<point>\d+[.·٫]\d+(?![.]\d))
    |(?P<continental>\d+,\d{{1,2}}(?![\d,]))
    |(?P<plain>\d+)""",
    re.VERBOSE,
)
_VULGAR = re.compile(r"(\d{1,4})? ?([½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞⅑⅒])")
_SLASHED = re.compile(r"(?:(\d{1,3}) )?([1-9]\d?)[/⁄]((?<=[1-7][/⁄])[23458](?![\d/⁄])|(?:1[0268]|20|32|64|100|128|1000)(?= of\b))")
_POWER = re.compile(r"(?:\s?[×x*]\s?10(?:\^|\*\*)?([−-]?\d{1,4})|\^(\d{1,4})|[eE]([+-]?\d{1,4}))(?![\w])")
_PAD = ("",) * 80  # farther than any reader looks beyond the sentence
_FRACTION_MARKS = frozenset("/⁄½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞⅑⅒")
_POWER_MARKS = frozenset("×x*^eE \u00a0")
VAGUE_HEADS = frozenset(("several", "few", "many", "couple"))
_TIMES_BASE = {"thousands": 1e3, "millions": 1e6, "billions": 1e9, "trillions": 1e12}


@cache
def cues() -> Mapping[str, frozenset[str]]:
    """Words near numbers by what they tell."""
    found: dict[str, set[str]] = {}
    for word, roles in table("number_cues").items():
        for role in roles.split():
            found.setdefault(role, set()).add(word)
    return {role: frozenset(words) for role, words in found.items()}


class Atom(Struct, frozen=True, gc=False, array_like=True):
    """A run of letters, a run of digits or a mark: a token cut where its kind of character changes."""

    low: str  # lower case
    start: int
    end: int
    token: int  # index of its token
    glued: bool  # no white space before it


class Line:
    """A sentence as the value readers see it."""

    __slots__ = ("low", "row", "text", "tokens")

    def __init__(self, text: str, tokens: Sequence[Token], row: list[Atom]) -> None:
        self.text = text  # of the document
        self.tokens = tokens
        self.row = row
        # Lower-case characters of an atom; "" outside the sentence, up to the padding's length on either side.
        self.low: Callable[[int], str] = [*[atom.low for atom in row], *_PAD].__getitem__

    def tag(self, index: int) -> str:
        """Part of speech of the token that an atom belongs to; "" outside the sentence."""
        return self.tokens[self.row[index].token].tag if 0 <= index < len(self.row) else ""

    def lemma(self, index: int) -> str:
        """Lemma of the token that an atom belongs to; "" outside the sentence."""
        return self.tokens[self.row[index].token].lemma if 0 <= index < len(self.row) else ""

    def written(self, index: int) -> str:
        """Characters of an atom as written; "" outside the sentence."""
        return self.text[self.row[index].start : self.row[index].end] if 0 <= index < len(self.row) else ""

    def glued(self, index: int) -> bool:
        """Whether an atom follows the one before it without white space."""
        return 0 < index < len(self.row) and self.row[index].glued


class Numeral(Struct, frozen=True, gc=False):
    """A number as written, atoms first..last (exclusive)."""

    value: float
    first: int
    last: int
    start: int
    end: int
    form: str = "words"  # words | plain | digits | fraction | vague | some
    scale: float = 1.0  # scale word or letter that it ends with


def atoms(tokens: Sequence[Token]) -> list[Atom]:
    """Atoms of a sentence in reading order."""
    found: list[Atom] = []
    before = -1
    for index, token in enumerate(tokens):
        word, begin, end = token.text, token.start, token.end
        if word.isalpha():
            found.append(Atom(word.lower(), begin, end, index, begin == before))
        else:
            for piece in _PIECE.finditer(word):
                start = begin + piece.start()
                found.append(Atom(piece[0].lower(), start, begin + piece.end(), index, start == before))
                before = found[-1].end
        before = end
    return found


class Numerals:
    """Reads numerals; built once from the table of number words."""

    def __init__(self) -> None:
        self.words: dict[str, tuple[str, float]] = {}
        for term, (kind, worth) in parts("number_words", 2, " "):
            self.words[term] = (kind, float(worth))

    def kind(self, row: Sequence[Atom], index: int) -> str:
        """Kind of the number word at an index; "" where there is none."""
        return self.words.get(row[index].low, ("", 0.0))[0] if 0 <= index < len(row) else ""

    def read(self, line: Line, index: int, *, money: bool = False) -> Numeral | None:
        """The numeral that starts at an atom; None where none does.

        Args:
            money: a currency sign stands before it, so that a single letter is a scale ("$5 m").
        """
        text, row, low = line.text, line.row, line.row[index].low
        if low[0].isdecimal() or unicodedata.category(low[0]) == "No":
            return self._digits(text, row, index, money)
        found = self._fraction(line, row, index) or self._vague(row, index) or self._words(row, index)
        return found if found is None or math.isfinite(found.value) else None

    # ---- digits

    def _digits(self, text: str, row: Sequence[Atom], index: int, money: bool) -> Numeral | None:
        start = row[index].start
        if start and text[start - 1] == "." and (start < 2 or text[start - 2] in " \n($€£~"):
            start -= 1
        read = _digit_value(text, start)
        if read is None:
            return None
        value, end, form = read
        power = _POWER.match(text, end) if text[end : end + 1] in _POWER_MARKS else None
        if power and (power[1] or power[2] or form != "plain"):
            value, end, form = _raised(value, power), power.end(), "digits"
        last = index
        while last < len(row) and row[last].start < end:
            last += 1
        found = self._scaled(text, row, Numeral(value, index, last, start, end, form), money)
        return found if math.isfinite(found.value) else None

    def _scaled(self, text: str, row: Sequence[Atom], found: Numeral, money: bool) -> Numeral:
        """Digits with the scale that follows them: "3bn", "1.2 million", "2 lakh crore", "4 hundred million"."""
        value, last, end, scale = found.value, found.last, found.end, 1.0
        if last < len(row):
            kind, worth = self.words.get(row[last].low, ("", 0.0))
            if kind == "letter" and _is_scale_letter(text, row, last, money):
                return Numeral(value * worth, found.first, last + 1, found.start, row[last].end, "digits", worth)
            half = self._half_tail(row, last)
            if half is not None and found.form == "plain" and value < 100:
                value, last, end = value + half[0], half[1], row[half[1] - 1].end
        at = last + 1 if last + 1 < len(row) and row[last].low == "-" and row[last].glued else last
        while at < len(row) and self.kind(row, at) in ("scale", "hundred", "group"):
            if row[at].low == "score":
                break
            scale = self.words[row[at].low][1]
            value, at = value * scale, at + 1
            last, end = at, row[at - 1].end
        form = found.form if end == found.end else "digits"
        return Numeral(value, found.first, last, found.start, end, form, scale)

    # ---- words

    def _words(self, row: Sequence[Atom], index: int) -> Numeral | None:
        """Cardinals in words; "a" counts as one before hundred, a scale or a dozen."""
        at = index
        current: float | None = None
        if row[at].low in ("a", "an", "one") and self.kind(row, at + 1) in ("hundred", "scale", "group"):
            current, at = 1.0, at + 1
        total, before, scale, end = 0.0, "", 1.0, at
        while at < len(row):
            kind, worth = self.words.get(row[at].low, ("", 0.0))
            if kind == "" and self._joins(row, at, before):
                at += 1
                continue
            step = _add(total, current, kind, worth, before)
            if step is None:
                break
            total, current = step
            scale = worth if kind in ("scale", "group") else 1.0
            before, at = kind, at + 1
            end = at
        if not before:
            return None
        value = total + (current or 0.0)
        half = self._half_tail(row, end)
        if half is not None and before in ("small", "tens"):
            return self._halves(row, index, value + half[0], half[1])
        return Numeral(value, index, end, row[index].start, row[end - 1].end, "words", scale)

    def _joins(self, row: Sequence[Atom], at: int, before: str) -> bool:
        """Hyphen inside a number, or "and" after hundred and scales."""
        after = self.kind(row, at + 1)
        if row[at].low in ("-", "‑", "–") and row[at].glued and at + 1 < len(row) and row[at + 1].glued:
            return (before == "tens" and after == "small") or (before in ("small", "tens", "hundred") and after in ("hundred", "scale"))
        return row[at].low == "and" and before in ("hundred", "scale") and after in ("small", "tens") and self.kind(row, at + 2) not in ("hundred", "scale")

    def _half_tail(self, row: Sequence[Atom], at: int) -> tuple[float, int] | None:
        """ "and a half", "and three quarters": what it adds and the atom after it."""
        if at + 2 >= len(row) or row[at].low != "and":
            return None
        if row[at + 1].low in ("a", "one") and row[at + 2].low in ("half", "quarter", "third"):
            return 1 / self.words[row[at + 2].low][1], at + 3
        if row[at + 1].low == "three" and row[at + 2].low == "quarters":
            return 0.75, at + 3
        return None

    def _halves(self, row: Sequence[Atom], index: int, value: float, at: int) -> Numeral:
        scale = 1.0
        if self.kind(row, at) in ("scale", "group"):
            scale, at = self.words[row[at].low][1], at + 1
        return Numeral(value * scale, index, at, row[index].start, row[at - 1].end, "words", scale)

    # ---- vague numbers and fractions

    def _vague(self, row: Sequence[Atom], index: int) -> Numeral | None:
        """ "dozens", "tens of thousands", "several hundred", "a pair of": lower bounds and bands."""
        low = row[index].low
        at = index + 1 if low == "a" else index
        if at >= len(row):
            return None
        kind, worth = self.words.get(row[at].low, ("", 0.0))
        if kind == "band" and at + 1 < len(row) and row[at + 1].low == "of":
            return self._band(row, index, at, worth)
        if kind == "vague" and at == index:
            return self._vague_plural(row, index, worth)
        if row[at].low in VAGUE_HEADS and self.kind(row, at + 1) in ("hundred", "scale", "group"):
            worth, last = 2.0, at + 1
            while last < len(row) and self.kind(row, last) in ("hundred", "scale", "group"):
                worth, last = worth * self.words[row[last].low][1], last + 1
            return Numeral(worth, index, last, row[index].start, row[last - 1].end, "vague")
        return None

    def _band(self, row: Sequence[Atom], index: int, at: int, worth: float) -> Numeral:
        """ "a couple of hundred" multiplies; "a pair of" stands alone."""
        last = at + 1
        if self.kind(row, at + 2) in ("hundred", "scale", "group"):
            worth, last = worth * self.words[row[at + 2].low][1], at + 3
        form = "some" if row[at].low == "couple" else "words"
        return Numeral(worth, index, last, row[index].start, row[last - 1].end, form)

    def _vague_plural(self, row: Sequence[Atom], index: int, worth: float) -> Numeral | None:
        last = index + 1
        if last + 1 < len(row) and row[last].low == "of" and row[last + 1].low in _TIMES_BASE:
            worth, last = worth * _TIMES_BASE[row[last + 1].low], last + 2
        elif row[index].low == "tens":
            return None
        return Numeral(worth, index, last, row[index].start, row[last - 1].end, "vague")

    def _fraction(self, line: Line, row: Sequence[Atom], index: int) -> Numeral | None:
        """ "half", "two thirds", "three-quarters", "a third", and "half a million"."""
        low, at = row[index].low, index
        over = 1.0
        if low in ("a", "an") or self.kind(row, index) == "small":
            over = 1.0 if low in ("a", "an") else self.words[low][1]
            at += 2 if index + 1 < len(row) and row[index + 1].low == "-" else 1
        elif low != "half":
            return None
        if self.kind(row, at) != "part" or (row[at].low[-1] == "s" and over == 1) or (row[at].low[-1] != "s" and over != 1):
            return None
        after = line.tag(at + 1)
        if low in ("a", "an") and (line.low(at + 1) == "-" or (row[at].low != "quarter" and after[:2] in ("NN", "JJ"))):
            return None  # "a third-quarter loss", "a third attack"
        value, last = over / self.words[row[at].low][1], at + 1
        scale = self._scale_after(row, last)
        if scale:
            value, last = value * scale[0], scale[1]
            return Numeral(value, index, last, row[index].start, row[last - 1].end, "words", scale[0])
        return Numeral(value, index, last, row[index].start, row[last - 1].end, "fraction")

    def _scale_after(self, row: Sequence[Atom], at: int) -> tuple[float, int] | None:
        """ "a million", "-million", "of a million", "a dozen" after a fraction: the scale and the atom after it."""
        if at < len(row) and row[at].low == "of" and at + 1 < len(row) and row[at + 1].low == "a":
            at += 1
        if at < len(row) and row[at].low in ("a", "-"):
            at += 1
        if self.kind(row, at) in ("scale", "hundred", "group") and row[at].low != "score":
            return self.words[row[at].low][1], at + 1
        return None


def _add(total: float, current: float | None, kind: str, worth: float, before: str) -> tuple[float, float | None] | None:
    """Total and current part after one more number word; None where it does not continue the number."""
    if kind == "small":
        if current is None or before == "hundred" or (before == "tens" and 0 < worth < 10):
            return total, (current or 0.0) + worth
        return None
    if kind == "tens":
        return (total, (current or 0.0) + worth) if current is None or before == "hundred" else None
    if kind == "hundred":
        return (total, (current or 1.0) * worth) if current is not None and current < 100 else None
    if kind in ("scale", "group"):
        if current is None and not before:
            return None
        if current is None:
            return total * worth, None
        return (total + current * worth, None) if total == 0 or total > worth else ((total + current) * worth, None)
    return None


def _digit_value(text: str, start: int) -> tuple[float, int, str] | None:
    """Value, end and form of the digits at a position."""
    found = _DIGITS.match(text, start)
    follows = text[found.end() : found.end() + 2] if found else "½"
    if follows[:1] in _FRACTION_MARKS or (follows[:1] == " " and (follows[1:].isdecimal() or follows[1:] in _FRACTION_MARKS)):
        fraction = _fraction_value(text, start)
        if fraction:
            return fraction
    if found is None:
        return None
    style, written = found.lastgroup, found[0]
    if style in ("dots", "continental"):
        written = written.replace(".", "").replace(",", ".")
    elif style in ("quote", "space"):
        written = re.sub(rf"['’{_GROUP_SPACE}]", "", written).replace(",", ".")
    value = float(written.replace(",", "").replace("٬", "").replace("٫", ".").replace("·", "."))
    return value, found.end(), "plain" if style == "plain" else "digits"


def _fraction_value(text: str, start: int) -> tuple[float, int, str] | None:
    """ "2½", "3/4", "1 1/2": value, end and form; None where no common fraction stands there."""
    vulgar = _VULGAR.match(text, start)
    if vulgar:
        return float(vulgar[1] or 0) + unicodedata.numeric(vulgar[2]), vulgar.end(), "digits"
    slashed = _SLASHED.match(text, start)
    if slashed and slashed[2] < slashed[3]:
        return float(slashed[1] or 0) + int(slashed[2]) / int(slashed[3]), slashed.end(), "digits" if slashed[1] else "fraction"
    return None


def _raised(value: float, power: re.Match[str]) -> float:
    exponent = int((power[1] or power[2] or power[3]).replace("−", "-"))
    try:
        return value**exponent if power[2] else value * 10.0**exponent
    except OverflowError:
        return math.inf


def _is_scale_letter(text: str, row: Sequence[Atom], at: int, money: bool) -> bool:
    """Whether letters after digits are a scale: "3bn", "10k", "$5m"; "5m" and "5t" alone are metres and tonnes."""
    atom = row[at]
    written = text[atom.start : atom.end]
    if atom.low in ("m", "b", "t", "k"):
        if money:
            return True
        return atom.glued and (atom.low == "k" or (written in ("M", "B") and not (at + 1 < len(row) and row[at + 1].glued and row[at + 1].low.isalnum())))
    return atom.glued or atom.low not in ("mil",)
