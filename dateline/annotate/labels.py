"""Numbers that count nothing: parts of names, years, dates, clock times, phone numbers, scores, ranks.

Each reader is anchored at a numeral and says how far the expression goes. Kind "" means that another layer has it
(dates, clock times): the number is passed over.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from dateline.annotate.numerals import Line, Numeral, cues
from dateline.lexicons import table

_DATING = frozenset(("in", "since", "during", "until", "till", "through", "by", "circa"))
_ORDINAL_ENDINGS = frozenset(("st", "nd", "rd", "th"))
_DASHES = frozenset("-–—‑‒−")
_CLOCK = re.compile(
    r"\d{1,2}(?:[:.]\d{2})?\s?(?:and|to|or|[-–])\s?\d{1,2}(?:[:.]\d{2})?\s?[ap]\.?m\b\.?"
    r"|\d{1,2}(?:[:.]\d{2}){0,2}\s?(?:[ap]\.?\s?m\b\.?|o['’]clock)|\d{1,2}:\d{2}(?::\d{2})?"
    r"|\d{1,2}[.h]\d{2}(?=\s?(?:GMT|UTC|BST|CET|ET|local time))",
    re.IGNORECASE,
)
_OPENING_CLOCK = re.compile(r"[0-2]\d\.[0-5]\d")
_FOUR_CLOCK = re.compile(r"[0-2]\d[0-5]\d(?=\s?(?:GMT|UTC|BST|CET|CEST|EST|EDT|ET|hrs\b|hours\b|h\b|local))")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}|\d{1,2}([/.-])\d{1,2}\1(?:\d{4}|\d{2})(?!\d)")
_PHONE = re.compile(
    r"\+\d[\d ().-]{6,20}\d|\(?0\d{2,4}\)?[ -]\d{3,4}[ -]?\d{3,4}(?!\d)|\d{3}-\d{3}-(?:\d{4}(?!\d)|[A-Z]{4}\b)|\d{3}-\d{4}(?!\d)|0\d{6,12}(?!\d)"
)
_NAME_FOLLOWS = frozenset(("TO", "IN", "MD", "VBZ", "VBP", "CC", "WDT", "RB"))
_CODE = re.compile(r"(?=.*[A-Z])(?:\w+-){2,}\w+")  # 2011-05-S-022
_EMERGENCY = frozenset(("911", "999", "112", "110", "101"))
_TIMES_AND_CALLS = ((_CLOCK, ""), (_FOUR_CLOCK, ""), (_DATE, ""), (_PHONE, "phone"))
_CLOCK_MARKS = frozenset(":.-–/hHaApPo")
_AFTER_SPACE = frozenset("aApPoOtTGUBCEMhl0123456789-–(")
_SLASH_NAME = re.compile(r"\d{1,2}/\d{1,2}(?!\d)")
_ROW = re.compile(r"\d{1,3}[-–]\d{1,3}(?:[-–]\d{1,3}){0,4}(?![\d%])")


class Apart(NamedTuple):
    """A number that is no quantity: its kind, its value, and the atom after it."""

    kind: str
    value: float
    last: int


class Labels:
    """Tells numbers in names, dates and ranks from counts; built once from the table of labels."""

    def __init__(self, counted: frozenset[str], units: frozenset[str]) -> None:
        self.labels, self.cues = table("number_labels"), cues()
        self.counted, self.units = counted, units

    def read(self, line: Line, index: int, found: Numeral) -> Apart | None:
        """What a numeral is where it is no quantity; None where it may count."""
        if found.form in ("plain", "digits"):
            return (
                self._glued(line, index, found)
                or self._clock_or_date(line, index, found)
                or self._label(line, index, found)
                or self._year(line, index, found)
                or self._score(line, index, found)
                or self._named(line, index - 1, found)
                or self._address(line, index, found)
            )
        return self._label(line, index, found) or self._date_words(line, index, found)

    def ordinal(self, line: Line, index: int, words: dict[str, tuple[str, float]]) -> Apart | None:
        """A rank: "17th", "second", "twenty-first"."""
        low = line.low(index)
        if low.isdecimal() and line.low(index + 1) in _ORDINAL_ENDINGS and line.glued(index + 1):
            last = index + 2
            month = line.low(last + 1) if line.low(last) == "of" else line.low(last)
            dated = int(low) < 32 and (month in self.cues["month"] or line.low(index - 1) in self.cues["month"]) if len(low) < 3 else False
            return Apart("" if dated else "ordinal", float(low), last)
        kind, worth = words.get(low, ("", 0.0))
        if kind == "tens" and line.low(index + 1) in _DASHES:
            kind, unit = words.get(line.low(index + 2), ("", 0.0))
            return Apart("ordinal", worth + unit, index + 3) if kind in ("ordinal", "part") and unit < 10 else None
        if kind == "ordinal" or (kind == "part" and low[-1] != "s" and low not in ("half", "quarter")):
            return Apart("ordinal", worth, index + 1)
        return None

    # ---- by shape

    def _glued(self, line: Line, index: int, found: Numeral) -> Apart | None:
        """Letters or marks that touch the digits: F-16, Kh-59, 9M729, 5G, #12, www.example.com/2024."""
        before = line.low(index - 1) if line.glued(index) else ""
        if before == "+" and line.glued(index - 1) and line.low(index - 2)[-1:].isalnum():
            return self._name(line, index, found)  # P5+1
        if before.isalpha() and before not in ("c", "x"):
            return self._name(line, index, found)
        if before in _DASHES and line.glued(index - 1) and line.low(index - 2)[-1:].isalnum() and not line.low(index - 2).isdecimal():
            if line.low(index - 2) in ("minus", "mid", "pre", "post", "early", "late", "sub"):
                return None
            return self._name(line, index, found)
        if before == "[" and line.low(found.last) == "]":
            return self._name(line, index, found)
        if len(line.low(index)) > 12 and line.low(index).isdecimal():
            return self._name(line, index, found)  # an identifier
        token = line.tokens[line.row[index].token].text
        if "-" in token and _CODE.fullmatch(token[:40]):
            return self._name(line, index, found)
        if before in ("#", "@", "_", "№") or (before in ("/", ".", "=", "&") and line.glued(index - 1)):
            return self._name(line, index, found)
        after = line.low(found.last) if line.glued(found.last) else ""
        if after in _ORDINAL_ENDINGS and not line.glued(found.last + 1):
            return Apart("ordinal", found.value, found.last + 1)
        if after in ("′", "″") or (after == "°" and line.glued(found.last + 1) and line.low(found.last + 1)[:1].isdecimal()):
            return self._name(line, index, found)
        if after.isalpha() and self._strange(line, found, after):
            return self._name(line, index, found)
        return None

    def _strange(self, line: Line, found: Numeral, after: str) -> bool:
        """Whether letters after digits are neither unit, scale, ending nor plural."""
        if line.written(found.last) == "G":
            return True
        if (
            after in ("m", "km", "cm", "mi", "ft")
            and line.low(found.last + 1) in ("2", "3", "²", "³")
            and not (line.glued(found.last + 2) and line.low(found.last + 2).isalnum())
        ):
            return False
        if after in self.units or after in _ORDINAL_ENDINGS or after in ("s", "am", "pm", "x", "yo", "plus", "odd", "fold", "p", "c", "sq"):
            return line.glued(found.last + 1) and line.low(found.last + 1).isdecimal()
        return True

    def _name(self, line: Line, index: int, found: Numeral) -> Apart:
        """The rest of what is written together belongs to the name."""
        last = found.last
        while (
            last < len(line.row)
            and line.glued(last)
            and (line.low(last).isalnum() or (line.low(last) in "-/." and line.glued(last + 1) and line.low(last + 1).isalnum()))
        ):
            last += 1
        return Apart("name", found.value, last)

    def _clock_or_date(self, line: Line, index: int, found: Numeral) -> Apart | None:
        text, start = line.text, found.start
        follows = text[found.end : found.end + 2]
        marked = (
            follows[:1] in _CLOCK_MARKS or (follows[:1].isspace() and follows[1:] in _AFTER_SPACE) or text[start] == "0" or line.low(index - 1) in ("+", "(")
        )
        for pattern, kind in _TIMES_AND_CALLS if marked else ():
            at = start - 1 if pattern is _PHONE and start and text[start - 1] in "+(" else start
            hit = pattern.match(text, at)
            if hit:
                return Apart(kind, found.value, _atom_at(line, found.last, hit.end()))
        if self._is_called(line, index, found):
            return Apart("phone", found.value, found.last)
        if index == 0 and _OPENING_CLOCK.fullmatch(text, start, found.end) and line.written(found.last)[:1].isupper():
            return Apart("", found.value, found.last)  # "16.40 Ministers meet": the time of an update
        if found.form == "plain" and found.value <= 12 and line.low(found.last) == "in" and line.low(found.last + 2) in ("morning", "afternoon", "evening"):
            return Apart("", found.value, found.last)  # "at 4 in the morning"
        slash = _SLASH_NAME.match(text, start)
        if slash and line.low(index + 1) == "/":
            return Apart("name", found.value, _atom_at(line, found.last, slash.end()))
        return self._day(line, index, found)

    def _is_called(self, line: Line, index: int, found: Numeral) -> bool:
        """ "call 112", "a 911 call"."""
        if found.form != "plain" or len(line.low(index)) < 3:
            return False
        emergency = line.low(index) in _EMERGENCY
        return line.low(index - 1) in self.cues["call"] or (
            emergency and (line.lemma(index - 1) in self.cues["call"] or line.lemma(found.last) in self.cues["call"])
        )

    def _day(self, line: Line, index: int, found: Numeral) -> Apart | None:
        """A day of a month, and the days joined to it: "July 4 and 5", "17-26 December"."""
        if not (found.form == "plain" and 1 <= found.value <= 31):
            return None
        before = line.low(index - 2) if line.low(index - 1) in (".", ",") else line.low(index - 1)
        after = line.low(found.last + 1) if line.low(found.last) == "of" else line.low(found.last)
        if before in self.cues["month"] and line.written(index - 1)[:1] != "m":
            counted = self._counts(line, found.last) and line.low(index - 2) in ("in", "since")
            return None if counted else Apart("", found.value, self._more_days(line, found.last))
        if after in self.cues["month"] and line.written(found.last)[:1] != "m":
            return Apart("", found.value, found.last)
        joined = line.low(found.last) in _DASHES or line.low(found.last) in ("and", "to", "or")
        if joined and line.low(found.last + 1).isdecimal() and line.low(found.last + 2) in self.cues["month"]:
            return Apart("", found.value, found.last + 2)
        return None

    def _more_days(self, line: Line, last: int) -> int:
        joined = line.low(last) in _DASHES or line.low(last) in ("and", "to", "or")
        day = line.low(last + 1)
        if joined and day.isdecimal() and len(day) < 3 and int(day) < 32 and not self._counts(line, last + 2) and line.low(last + 2) not in self.units:
            return last + 2
        return last

    def _date_words(self, line: Line, index: int, found: Numeral) -> Apart | None:
        """Clock times and fixed phrases in words: "five o'clock", "one another", "the one"."""
        after = line.low(found.last)
        if line.low(index - 1) == "year" and 1800 <= found.value <= 2100:
            return Apart("year", found.value, found.last)
        if after in ("o", "oclock") or (after in ("am", "pm") and found.value <= 12):
            return Apart("", found.value, found.last)
        return None

    # ---- years

    def _year(self, line: Line, index: int, found: Numeral) -> Apart | None:
        low = line.low(index)
        if found.form == "plain" and len(low) == 2 and low[1] == "0" and line.low(found.last) == "s" and line.glued(found.last):
            return Apart("year" if line.low(index - 1) in ("’", "'") else "name", found.value, found.last + 1)  # "in his 30s"
        if found.form != "plain" or len(low) not in (4, 2) or (len(low) == 2 and line.low(index - 1) not in ("’", "'", *self.cues["month"])):
            return None
        if line.low(found.last) == "s" and line.glued(found.last):
            return Apart("year", found.value, found.last + 1)
        if len(low) == 2 and line.low(index - 1) in self.cues["month"]:
            return Apart("year", found.value, found.last) if line.low(index - 2).isdecimal() else None
        if len(low) == 2:
            return None if not line.glued(index) else Apart("year", found.value, found.last)
        if not 1000 <= found.value <= 2199:
            return None
        tail = self._year_range(line, found)
        if tail:
            return Apart("year", found.value, tail)
        return Apart("year", found.value, found.last) if self._is_year(line, index, found) else None

    def _year_range(self, line: Line, found: Numeral) -> int:
        """ "2014-15", "2022–2024", "2024/25": the atom after it, else 0."""
        dash, after = line.low(found.last), line.low(found.last + 1)
        if not ((dash in _DASHES or dash == "/") and after.isdecimal()):
            return 0
        if len(after) == 2 and int(after) == (found.value + 1) % 100:
            return found.last + 2
        return found.last + 2 if len(after) == 4 and found.value < int(after) <= 2100 and not self._counts(line, found.last + 2) else 0

    def _is_year(self, line: Line, index: int, found: Numeral) -> bool:
        before, after = line.low(index - 1), line.low(found.last)
        if after in self.units or (after in ("%", "°", "to", "-", "–") and before not in _DATING and self._unit_soon(line, found.last)):
            return False
        modern = 1800 <= found.value <= 2100
        if before in self.cues["month"] or (before == "," and line.low(index - 2).isdecimal() and line.low(index - 3) in self.cues["month"]):
            return True
        if before in _DATING or before in self.cues["season"]:
            return modern or not self._counts(line, found.last)
        other = line.low(found.last + 1)
        if not modern or ((after in _DASHES or after == "to") and other.isdecimal() and not 1800 <= int(other[:9]) <= 2100):
            return False
        head = self._head_tag(line, found.last)
        if line.tag(found.last) == "NNP":
            return before not in ("than", "least", "some", "about", "roughly", "nearly", "almost", "over", "approximately")
        if head == "NNS":
            return (
                1980 <= found.value <= 2040
                and before not in ("over", "than", "some", "about", "around", "least", "nearly")
                and not self._counts(line, found.last)
            )
        return before not in ("than", "least", "some", "about", "roughly", "nearly", "almost", "over", "approximately", "$", "€", "£")

    def _unit_soon(self, line: Line, index: int) -> bool:
        return any(line.low(at) in self.units for at in range(index + 1, index + 4))

    def _head_tag(self, line: Line, index: int) -> str:
        """NN or NNS, of the noun that ends the group after a number; "" where none follows."""
        tag = ""
        while index < len(line.row) and (line.tag(index) in ("JJ", "NN", "NNS", "NNP", "NNPS", "VBG", "VBN") or line.low(index) in _DASHES):
            tag = line.tag(index)
            index += 1
        return {"NNS": "NNS", "NNPS": "NNS", "NN": "NN", "NNP": "NN"}.get(tag, "")

    def _counts(self, line: Line, index: int) -> bool:
        """Whether a counted noun follows, directly or after adjectives."""
        for at in range(index, min(index + 4, len(line.row))):
            if line.tag(at) in ("NNS", "NNPS"):
                return line.lemma(at) in self.counted or line.low(at) in self.counted
            if line.tag(at) not in ("JJ", "NN", "NNP", "VBN", "VBG"):
                return False
            if line.low(at) in self.counted:
                return True
        return False

    # ---- by neighbours

    def _score(self, line: Line, index: int, found: Numeral) -> Apart | None:
        """ "2-1", "7-6", "4-4-2": results, not ranges."""
        row = _ROW.match(line.text, found.start)
        if row is None or found.form != "plain":
            return None
        parts = [int(part) for part in re.split("[-–]", row[0])]
        last = _atom_at(line, found.last, row.end())
        follows = line.low(last + 1) if line.low(last) in _DASHES else line.low(last)
        if (
            follows in self.units
            or follows in ("million", "billion", "thousand", "mln", "bn", "m")
            or (line.glued(last) and follows.isalpha() and follows != "s")
        ):
            return None
        rising = len(parts) == 2 and parts[0] < parts[1]
        if rising and (self._head_tag(line, last) == "NNS" or not self._scoring(line, index, last)):
            return None
        if line.low(last) in _DASHES and line.glued(last):
            return None
        return Apart("name", found.value, last)

    def _scoring(self, line: Line, first: int, last: int) -> bool:
        span = range(max(first - 8, 0), min(last + 4, len(line.row)))
        return any(line.lemma(at) in self.cues["score"] or line.low(at) in self.cues["score"] for at in span)

    def _label(self, line: Line, index: int, found: Numeral) -> Apart | None:
        """ "Flight 8243", "Boeing 737", "Article 5", "No. 10", "Group of Seven", "Leopard 2"."""
        if found.value >= 1e6 or not index:
            return None
        before, at = line.low(index - 1), index - 1
        if before == "." and index > 1 and line.low(index - 2) in ("no", "nos", "nr", "art", "vol", "para", "sec", "fig"):
            return Apart("name", found.value, self._label_end(line, found))
        if before == "of" and line.written(index - 2) in ("Group", "GROUP") and line.tag(found.last) != "NNS":
            return Apart("name", found.value, found.last)
        if line.tag(at) in ("VBD", "VBZ", "VBP", "VB", "IN", "TO"):
            return None
        kind = self.labels.get(before) or self.labels.get(line.tokens[line.row[at].token].text[:20].lower(), "")
        if kind == "label" and (before in ("no", "us") and found.form == "words"):
            kind = ""
        if kind == "name" and not self._unit_follows(line, found.last) and not (self._counts(line, found.last) and line.written(at)[:1].islower()):
            return Apart("name", found.value, self._label_end(line, found))
        if kind == "label" and self._head_tag(line, found.last) != "NNS" and not self._unit_follows(line, found.last):
            return Apart("name", found.value, self._label_end(line, found))
        return None

    def _named(self, line: Line, at: int, found: Numeral) -> Apart | None:
        """A small number right after a name and before no noun: "Apple Watch 5 to go on sale"."""
        if (
            line.tag(at) not in ("NNP", "NNPS")
            or found.form != "plain"
            or found.value >= 1000
            or line.low(at) in self.cues["month"]
            or line.low(at).endswith("day")
        ):
            return None
        after = line.tag(found.last)
        if len(line.written(at)) > 1 and line.written(at).isupper() and line.low(found.last) in (")", ",", ".", ";", "") and not line.text.isupper():
            return Apart("name", found.value, found.last)  # "DDG 70", "CTF 50"
        if (
            after in _NAME_FOLLOWS
            and line.low(found.last) not in ("%", "were", "was", "of")
            and not self._unit_follows(line, found.last)
            and not line.glued(found.last)
        ):
            return Apart("name", found.value, found.last) if line.tag(at - 1) != "NNP" or after not in ("VBZ", "VBD") else None
        return None

    def _unit_follows(self, line: Line, index: int) -> bool:
        low = line.low(index)
        return low in self.units or low in ("percent", "%", "million", "billion", "thousand", "hundred") or (low == "per" and line.low(index + 1) == "cent")

    def _label_end(self, line: Line, found: Numeral) -> int:
        """Numbers joined to a labelled one: "2000-5", "Articles 5 and 6"."""
        last = found.last
        if line.low(last) in _DASHES and line.glued(last) and line.glued(last + 1) and line.low(last + 1).isalnum():
            last += 2
        if line.low(last) == "s" and line.glued(last):
            last += 1
        if (
            line.low(last) in ("and", "or")
            and line.low(last + 1).isdecimal()
            and self._head_tag(line, last + 2) != "NNS"
            and not self._unit_follows(line, last + 2)
        ):
            last += 2
        return last

    def _address(self, line: Line, index: int, found: Numeral) -> Apart | None:
        """ "10 Downing Street", "221 Main St"."""
        if line.low(found.last) in ("caliber", "calibre", "cal") or (line.low(found.last) == "block" and line.low(found.last + 1) == "of"):
            return Apart("name", found.value, found.last + 1)
        if found.form != "plain" or not line.written(found.last)[:1].isupper():
            return None
        for at in range(found.last, min(found.last + 4, len(line.row))):
            if not line.written(at)[:1].isupper():
                return None
            if line.low(at) in self.cues["street"] and at > found.last:
                return Apart("name", found.value, found.last)
        return None


def _atom_at(line: Line, index: int, position: int) -> int:
    """Index of the first atom that starts at or after a position."""
    while index < len(line.row) and line.row[index].start < position:
        index += 1
    return index
