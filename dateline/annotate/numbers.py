"""Tokens -> QUANTITY and MONEY mentions: number, operator, unit, what is counted, the total it is part of, its change.

    quantity = [qualifier] [sign] number [scale] [connector number] [unit | currency] [qualifier] [noun] [of total]

Numbers in names, years, ranks and phone numbers are mentions too, told apart by their kind; dates and clock times are none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dateline.annotate.ages import Ages
from dateline.annotate.ellipsis import Ellipsis
from dateline.annotate.labels import Apart, Labels
from dateline.annotate.numerals import VAGUE_HEADS, Line, Numeral, Numerals, atoms, cues
from dateline.annotate.objects import NOTHING, Counted, Objects
from dateline.annotate.qualifiers import Qualifiers
from dateline.annotate.ranges import connector, mark_changes, merged, restate, share_units
from dateline.annotate.readings import Reading
from dateline.annotate.trends import Trends
from dateline.annotate.units import Currencies, Sign, Unit, Units
from dateline.annotate.weapons import Weapons
from dateline.annotate.zeros import zero
from dateline.lexicons import table, terms
from dateline.records import Chunk, Mention, Token

_ARTICLES = frozenset(("a", "an"))
_DASHES = frozenset("-–—‑‒−")
_NOT_ONE = frozenset(("no", "any", "every", "this", "that", "which", "another", "some", "each", "number"))
_NAMES = frozenset(("NNP", "NNPS"))
_DURING = frozenset(("for", "be", "last", "take", "of", "after", "wait", "spend", "just", "well", "a", "than"))
_COMPARED = frozenset(("JJR", "RBR"))
_AT_RISK = frozenset((("at", "risk"), ("in", "need")))
_OWNERS = frozenset(("DT", "PRP$", "JJ", "NN", "NNP", "NNPS", "NNS"))
_LONGEST_OWNER = 6
_BEFORE_TOTAL = frozenset(("the", "its", "their", "some", "those", "these", "all", "about", "around", "nearly", "his", "her", "our"))
_PARTICLES = frozenset(("over", "around", "about", "up", "under"))
_AROUND = frozenset(("over", "above", "around", "about", "under", "beyond", "close to", "below"))
_DIGIT = re.compile(r"[\d½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞]")
_THREE_DECIMALS = re.compile(r"[1-9]\d{0,2}\.\d{3}")
_SINGLE_WORDS = frozenset(("sq", "square", "cubic", "percentage", "basis", "metric", "nautical", "degrees", "m", "per"))


class Numbers:
    """Reads the numbers of a sentence."""

    def __init__(self, weapons: Weapons | None = None) -> None:
        self.numerals, self.qualifiers, self.trends = Numerals(), Qualifiers(), Trends()
        self.phrasal = terms("phrasal_verbs")
        self.units, self.currencies = Units(), Currencies()
        self.objects = Objects((weapons or Weapons()).counted)
        self.ages, self.ellipsis = Ages(self.objects, self.qualifiers), Ellipsis(self.objects)
        letters = {word for word, (kind, _) in self.numerals.words.items() if kind == "letter"}
        single = {term for name in ("units", "currencies") for term in table(name) if " " not in term and term != "in"}
        self.labels = Labels(self.objects.solid, frozenset(single | letters | _SINGLE_WORDS))
        self._openers = frozenset(word for word, (kind, _) in self.numerals.words.items() if kind != "letter") | VAGUE_HEADS
        self._stretch = cues()["stretch"]
        self._people = cues()["plight"] | cues()["human"] | cues()["harm"]
        self._gate = self._openers - {"several", "few", "many"}

    def __call__(self, text: str, tokens: tuple[Token, ...], groups: tuple[Chunk, ...], before: Sequence[Mention] = ()) -> list[Mention]:
        """Mentions of one sentence in reading order.

        Args:
            before: the number mentions of the sentence before, for "nine were lost".
        """
        if not tokens or not (_DIGIT.search(text, tokens[0].start, tokens[-1].end) or self._worded(tokens)):
            return []
        if len(tokens) == 1 or (len(tokens) == 2 and tokens[1].text in ".)"):
            return []  # the number of a list entry
        line = Line(text, tokens, atoms(tokens))
        readings = self._scan(line)
        if not readings:
            return []
        share_units(line, readings)
        mark_changes(line, readings, self.trends)
        restate(line, readings)
        self.ellipsis.resolve(line, readings, before)
        return [reading.mention(line) for reading in readings]

    def _worded(self, tokens: Sequence[Token]) -> bool:
        """Whether a word of the sentence may start a number."""
        gate, openers = self._gate, self._openers
        lemmas = [token.lemma for token in tokens]
        if not gate.isdisjoint(lemmas) or "CD" in [token.tag for token in tokens]:
            return True
        return any([lemma.partition("-")[0] in openers for lemma in lemmas if "-" in lemma])

    def _scan(self, line: Line) -> list[Reading]:
        found: list[Reading] = []
        row, openers, done = line.row, self._openers, 0
        for index, atom in enumerate(row):
            low = atom.low
            if index < done or not (low in openers or low[0].isnumeric() or (low in _ARTICLES and index + 1 < len(row) and row[index + 1].low in openers)):
                continue
            reading = self._read(line, index)
            if reading is not None:
                done = reading.last
                if reading.kind:
                    found.append(reading)
        return found

    def _read(self, line: Line, index: int) -> Reading | None:
        """The reading at an atom; one without kind only says how far to go on."""
        kind = self.numerals.kind(line.row, index)
        if kind in ("nought", "nobody"):
            found = zero(line, index, self.objects)
            if found and line.low(found.last) == "of":
                found.total = self._total(line, found.last + 1, 0.0)
            return found
        if kind == "fold":
            return self._finished(line, self._fold(line, index))
        sign = self.currencies.before(line.text, line.row[0].start, line.row[index].start) if line.low(index)[0].isdecimal() else None
        apart = None if sign else self.labels.ordinal(line, index, self.numerals.words)
        if apart and not (line.low(index) == "second" and line.tag(index - 1) == "CD"):
            return _apart(line, index, apart)
        number = self.numerals.read(line, index, money=sign is not None)
        if number is None:
            return None
        if line.low(index - 1) in ("and", "or") and self._after_unit(line, index - 2, number):
            return self._and_half(line, number)
        apart = None if sign else self.labels.read(line, index, number)
        if apart:
            return _apart(line, index, apart)
        if number.form in ("words", "fraction") and self._idle(line, number):
            return Reading(low=number.value, high=number.value, first=index, last=number.last, start=number.start, end=number.end)
        reading = self._measured(line, number, sign)
        found = self._one_in(line, reading) or self._ranged(line, reading) or reading
        return self._finished(line, found)

    def _one_in(self, line: Line, first: Reading) -> Reading | None:
        """ "one in five", "nine in 10", "one in every eight", "one out of three": a ratio."""
        at = _per(line, first)
        if not 0 < at < len(line.row) or first.kind != "count" or first.low > 9:
            return None
        number = self.numerals.read(line, at)
        if number is None or not (first.low < number.value <= 1e6) or self.labels.read(line, number.first, number) or self.units.after(line, number.last):
            return None
        if not (first.low == 1 or number.value in (10, 100, 1000) or number.value <= 5) or line.lemma(first.first - 1) in cues()["harm"]:
            return None
        first.low = first.high = first.low / number.value
        first.kind, first.last, first.end, first.form = "ratio", number.last, number.end, "words"
        of = self._of(line, number.last)
        if of and of < len(line.row):
            first.counted = self.objects.of_group(line, line.row[of].token)
        elif number.last < len(line.row):
            first.counted = self.objects.after(line, line.row[number.last].token, 2.0)
        return first

    def _fold(self, line: Line, index: int) -> Reading:
        """ "sixfold"."""
        value, atom = self.numerals.words[line.low(index)][1], line.row[index]
        return Reading(low=value, high=value, first=index, last=index + 1, start=atom.start, end=atom.end, kind="ratio", opening=index)

    def _after_unit(self, line: Line, at: int, number: Numeral) -> bool:
        """ "year" before "and a half", "day" before "or two"."""
        hit = self.units.after(line, at)
        if hit is None or hit[0].category != "time" or line.low(at).endswith("s") or at < 1:
            return False
        half = number.form == "fraction" and line.low(number.first - 1) == "and"
        return half or (line.low(number.first - 1) == "or" and number.value == 2 and not line.tag(number.last).startswith("N"))

    def _and_half(self, line: Line, number: Numeral) -> Reading:
        """ "a year and a half", "the past hour and a half", "a day or two"."""
        reading = self._measured(line, number, None)
        at = number.first - 2
        hit = self.units.after(line, at)
        reading.low = 1.0 if line.low(number.first - 1) == "or" else 1 + number.value
        reading.high = max(reading.low, number.value)
        reading.unit, reading.kind = (hit[0] if hit else None), "duration"
        reading.form, reading.first, reading.opening, reading.start = "words", at, at, line.row[at].start
        return self._finished(line, reading)

    def _idle(self, line: Line, number: Numeral) -> bool:
        """Number words that count nothing: "no one", "one another", "the first half", a pronoun "one"."""
        low, before, after = line.low(number.first), line.low(number.first - 1), line.low(number.last)
        if low == "half" and number.form == "fraction":
            return (
                before in ("first", "second", "other", "this", "that", "better", "lower", "upper", "latter", "far")
                or line.low(number.first - 2) == "the"
                or (after == "-")
                or after in ("time", "way")
            )
        if low != "one" or number.last != number.first + 1:
            return False
        if before in _NOT_ONE or after in ("another", "'", "’") or (before == "-" and line.glued(number.first)):
            return True
        counted = self.objects.after(line, line.row[number.last].token, 1.0) if number.last < len(line.row) else NOTHING
        if after == "day" and before not in ("in", "for", "within", "after", "than", "just", "only", "least"):
            return True
        if (
            counted.name
            or after in ("of", "in", "over", "above", "dead", "more", "-", "percent", "per", "wounded", "injured", "killed", "missing")
            or self.units.after(line, number.last)
        ):
            return False
        if line.tag(number.last) == "VBN" and line.lemma(number.last) not in cues()["harm"] | cues()["downing"]:
            return True  # "rather than one based on trust"
        return line.tag(number.last) not in ("VBD", "VBN") or before in ("the", "only") or line.tag(number.first - 1) in ("JJ", "JJR", "JJS")

    def _measured(self, line: Line, number: Numeral, sign: Sign | None) -> Reading:
        """A number with the sign, unit or currency that touches it."""
        reading = Reading(
            low=number.value, high=number.value, first=number.first, last=number.last, start=number.start, end=number.end, scale=number.scale, form=number.form,
            kind="count", opening=number.first,
        )  # fmt: skip
        if number.form == "vague":
            reading.op = ">="
        elif number.form == "some":
            reading.op = "~"
        if sign:
            reading.kind, reading.code, reading.start = "money", sign.code, sign.at
            while reading.opening > 0 and line.row[reading.opening].start > sign.at:
                reading.opening -= 1
            sign = self.currencies.after(line, reading.last, number.value)
            reading.last = sign.at if sign and sign.code == reading.code else reading.last
        else:
            self._unit(line, reading)
        self._negative(line, reading)
        return reading

    def _unit(self, line: Line, reading: Reading) -> None:
        if reading.form in ("vague", "some") and line.low(reading.last) == "of" and self._takes_unit(line, reading.last + 1):
            reading.last += 1  # "millions of dollars", "hundreds of tonnes"
        money = self.currencies.after(line, reading.last, reading.low)
        if money:
            reading.kind, reading.code, reading.money, reading.last = "money", money.code, money.name, money.at
            return
        hit = self.units.after(line, reading.last) or self._stretched(line, reading)
        if hit is None:
            return self._pounds(line, reading)
        if line.low(reading.last) == "m" and self._is_million(line, hit[1]):
            reading.low, reading.high, reading.scale = reading.low * 1e6, reading.high * 1e6, 1e6
            reading.end, reading.last = line.row[reading.last].end, hit[1]
            return self._unit(line, reading)
        reading.unit, last = hit
        reading.kind = {"time": "duration", "share": "share"}.get(reading.unit.category, "measure")
        if reading.unit.name in ("percent", "per mille") and line.low(reading.last) in "%‰٪％":
            reading.end = line.row[reading.last].end
        reading.last = last
        if reading.unit.category == "time":
            self._age(line, reading)
        return None

    def _stretched(self, line: Line, reading: Reading) -> tuple[Unit, int] | None:
        """The unit of "three more days", "four long years", "a quarter of an hour", "half a percentage point"."""
        at = reading.last
        if reading.form == "fraction":
            at += line.low(at) == "of"
            return self.units.after(line, at + 1) if line.low(at) in _ARTICLES else None
        if line.low(at) not in self._stretch:
            return None
        hit = self.units.after(line, at + 1)
        return hit if hit and hit[0].category == "time" else None

    def _takes_unit(self, line: Line, at: int) -> bool:
        return (self.currencies.after(line, at, 1e3) or self.units.after(line, at)) is not None or line.low(at) == "pounds"

    def _pounds(self, line: Line, reading: Reading) -> None:
        """ "500 pounds": mass of explosives, or money."""
        at = reading.last + 1 if line.low(reading.last) in _DASHES and line.glued(reading.last) else reading.last
        if line.low(at) not in ("pound", "pounds"):
            return
        weighs = any(line.lemma(near) in cues()["weigh"] for near in range(max(reading.first - 6, 0), min(at + 4, len(line.row))))
        if reading.scale < 1e5 and (weighs or at > reading.last or line.low(at + 1) == "of" or line.tag(at + 1) in ("NN", "NNS")):
            reading.unit, reading.kind = self.units.pound, "measure"
        else:
            reading.code, reading.kind = "GBP", "money"
        reading.last = at + 1

    def _is_million(self, line: Line, after: int) -> bool:
        """Whether the "m" of "5m people" is a million: a plural noun or unit follows."""
        if line.lemma(after) in self._people or (line.low(after), line.low(after + 1)) in _AT_RISK:
            return True
        at = after
        while at < after + 5 and (line.tag(at) in ("JJ", "VBN", "CC", "NN") or line.low(at) in self.objects.cues["described"]):
            at += 1
        return (
            line.tag(at) in ("NNS", "NNPS")
            or bool(self.currencies.after(line, after, 1e6))
            or line.low(after) in ("tonnes", "tons", "barrels", "euros", "litres", "liters", "people")
        )

    def _age(self, line: Line, reading: Reading) -> None:
        """ "74-year-old", "30 years old", "years of age"."""
        at = reading.last + 1 if line.low(reading.last) in _DASHES else reading.last
        if line.low(at) in ("old", "olds"):
            reading.kind, reading.last = "age", at + 1
        elif line.low(at) == "of" and line.low(at + 1) == "age":
            reading.kind, reading.last = "age", at + 2

    def _negative(self, line: Line, reading: Reading) -> None:
        """ "minus 20", "-20", "$-50bn"."""
        before, at = line.low(reading.opening - 1), reading.opening - 1
        inside = line.text[reading.start : line.row[reading.first].start]
        dashed = before in ("-", "−", "–") and line.glued(reading.opening)
        if dashed and line.low(at - 1) == "minus":
            at -= 1
        elif not (
            before == "minus"
            or (dashed and not line.glued(at) and (reading.unit or reading.code or line.tag(at - 1) not in _NAMES))
            or "-" in inside
            or "−" in inside
        ):
            return
        elif "-" in inside or "−" in inside:
            at += 1
        reading.low, reading.high, reading.opening = -reading.low, -reading.high, at
        reading.trend = "down" if dashed and reading.kind == "share" and line.tag(at - 1) in _NAMES else ""

    def _ranged(self, line: Line, first: Reading) -> Reading | None:
        """The range that starts with a number, where one does."""
        at = connector(line, first)
        if not 0 <= at < len(line.row) or first.form in ("vague", "some"):
            return None
        at = self._past_sign(line, at)
        sign = self.currencies.before(line.text, line.row[0].start, line.row[at].start) if line.low(at)[0].isdecimal() else None
        number = self.numerals.read(line, at, money=sign is not None or first.code is not None)
        if number is None or self.labels.ordinal(line, at, self.numerals.words):
            return None
        second = self._measured(line, number, sign)
        if line.low(first.last) == "to" and second.low > 5 * first.low and second.scale == 1 and self.trends.read(line, first.opening, "share"):
            return None  # "rose $2 to $81"
        return merged(line, first, second, self.trends)

    def _past_sign(self, line: Line, index: int) -> int:
        """The atom of the digits where a currency sign of up to three atoms stands before them."""
        for at in range(index, min(index + 4, len(line.row))):
            if line.low(at)[0].isdecimal():
                return at if at == index or self.currencies.before(line.text, line.row[index].start, line.row[at].start) else index
        return index

    # ---- operator, object, total, change

    def _finished(self, line: Line, reading: Reading) -> Reading:
        self._qualify(line, reading)
        if reading.kind == "count":
            self._count(line, reading)
        if reading.kind == "share" or reading.form == "fraction":
            self._share(line, reading)
        if reading.kind == "count" and self.ages.read(line, reading):
            reading.kind = "age"
        if reading.kind not in ("age", "name"):
            moved = reading.counted.name == "point" or (reading.bare and line.low(reading.last) == "to")  # "fell 5 to 286"
            kind = "share" if moved else reading.kind
            reading.trend = reading.trend or self.trends.read(line, reading.opening, kind)
        return reading

    def _qualify(self, line: Line, reading: Reading) -> None:
        found = self.qualifiers.read(line, reading.opening, reading.last)
        words = " ".join(line.low(at) for at in range(found.first, reading.opening))
        if words in _PARTICLES and f"{line.lemma(found.first - 1)} {words}" in self.phrasal:
            return  # "handed over 140 prisoners"
        if words == "up to" and line.lemma(found.first - 1) in ("add", "live", "sum"):
            return
        if reading.form == "words" and reading.low == 1 and reading.kind == "count" and words in _AROUND:
            return  # "about one thing"
        if found.op != "=" and not (words in _AROUND and self._local(line, reading, words)):
            reading.op = found.op
        reading.opening, reading.closing = found.first, found.last

    def _local(self, line: Line, reading: Reading, word: str) -> bool:
        """Whether "over nine regions" or "over three days" only says where or how long."""
        start = reading.opening - len(word.split())
        if reading.kind == "duration":
            return word == "over" and line.lemma(start - 1) not in _DURING
        if reading.kind != "count" or reading.low >= 20 or reading.last >= len(line.row):
            return False
        return self.objects.after(line, line.row[reading.last].token, reading.low).category == "place"

    def _count(self, line: Line, reading: Reading) -> None:
        """What a bare number counts, and the total that it is part of."""
        at = max(reading.last, reading.closing)
        if at >= len(line.row):
            return
        if line.low(at) in _DASHES and line.glued(at) and line.glued(at + 1) and line.low(at + 1).isalpha():
            self._compound(line, reading, at)
            return
        of = self._of(line, at)
        if of:
            self._group(line, reading, of)
            return
        if line.low(at) == "times" and (line.tag(at + 1) in _COMPARED or line.low(at + 1) in ("as", "more", "less", "the")):
            reading.kind, reading.last = "ratio", at + 1  # "five times higher", "three times as many"
            return
        reading.counted = self.objects.after(line, line.row[at].token, reading.high)
        if reading.form == "plain" and reading.low >= 100 and reading.counted.category == "other" and line.tokens[reading.counted.first].tag == "NNP":
            reading.kind = "name"  # "787 Dreamliner"
            return
        if _THREE_DECIMALS.fullmatch(line.text, reading.start, reading.end) and reading.counted.category in ("person", "weapon", "vehicle", "building"):
            reading.low, reading.high = reading.low * 1000, reading.high * 1000  # "10.000 people"
        if reading.counted.last > 0:
            after = self._atom_of(line, reading.counted.last)
            trailing = self.qualifiers.after(line, after) if after < len(line.row) else None
            if trailing:
                reading.op, reading.closing = trailing
                after = trailing[1]
            of = self._of(line, after)
            if of:
                reading.total = self._total(line, of, reading.high)

    def _compound(self, line: Line, reading: Reading, at: int) -> None:
        """ "three-storey" describes, "500-strong" counts people."""
        if line.low(at + 1) == "strong":
            reading.counted, reading.last = Counted("person", "person", -1, -1), at + 2
        elif line.low(at + 1) == "point":
            reading.counted, reading.last = Counted("point", "other", -1, -1), at + 2
        elif line.low(at + 1) == "fold":
            reading.kind, reading.last = "ratio", at + 2
        else:
            reading.kind, reading.last = "name", at + 2

    def _of(self, line: Line, at: int) -> int:
        """Atom after "of" or "out of"; 0 where neither stands there."""
        at += line.low(at) in ("more", "others") and line.low(at + 1) == "of"
        if line.low(at) == "of":
            return at + 1
        return at + 2 if line.low(at) == "out" and line.low(at + 1) == "of" else 0

    def _group(self, line: Line, reading: Reading, of: int) -> None:
        """ "113 of the 184 targets", "one of the drones", "dozens of people"."""
        if of >= len(line.row):
            return
        vague = self.numerals.read(line, of) if self.numerals.kind(line.row, of) == "vague" else None
        if vague and line.low(vague.last) == "of" and vague.last + 1 < len(line.row):
            of = vague.last + 1  # "one of hundreds of people"
        else:
            reading.total = self._total(line, of, reading.high)
        reading.counted = self.objects.of_group(line, line.row[of].token)

    def _total(self, line: Line, of: int, part: float) -> float | None:
        """The number after "of", "out of", "of the", where it can be a total."""
        at = _past_owner(line, of)
        at += line.low(at) in _BEFORE_TOTAL
        at += line.low(at) in ("about", "around", "nearly", "some", "more", "estimated", "total")
        if at >= len(line.row) or line.row[at].low in _ARTICLES:
            return None
        number = self.numerals.read(line, at)
        if number is None or number.form == "fraction" or number.value < part or self.labels.read(line, at, number) or self.units.after(line, number.last):
            return None
        return number.value

    def _share(self, line: Line, reading: Reading) -> None:
        """ "20 percent of households", "half the drones", "nearly half of the 64"."""
        if reading.form == "fraction" and reading.unit is None:
            reading.kind = "share"
        at = max(reading.last, reading.closing)
        of = self._of(line, at)
        if of:
            self._group(line, reading, of)
            whole = reading.counted
            if whole.category == "other" and whole.first >= 0 and line.tokens[whole.first].tag in _NAMES:
                reading.counted = NOTHING  # "6 percent of Milton Roy"
        elif reading.form == "fraction" and line.tag(at) in ("DT", "PRP$") and at < len(line.row):
            reading.counted = self.objects.of_group(line, line.row[at].token)

    def _atom_of(self, line: Line, token: int) -> int:
        """Index of the first atom of a token, or past the end."""
        if token >= len(line.tokens):
            return len(line.row)
        low, high = token, len(line.row) - 1  # a token has at least one atom
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if line.row[middle].token < token else (low, middle)
        return low


def _past_owner(line: Line, index: int) -> int:
    """The atom after "the country's", "Sudan's"; the atom itself where no owner stands there."""
    for at in range(index, min(index + _LONGEST_OWNER, len(line.row))):
        if line.tag(at) == "POS":
            return at + 1 + (line.tag(at + 1) == "POS")
        if line.tag(at) not in _OWNERS:
            break
    return index


def _per(line: Line, first: Reading) -> int:
    """Atom of the second number of "one in five", "one in every five", "one out of five"; 0 where it cannot be one."""
    at = first.last
    if line.low(at) == "in":
        return at + 1 + (line.low(at + 1) == "every")
    if (line.low(at), line.low(at + 1)) != ("out", "of"):
        return 0
    every = line.low(at + 2) == "every"
    return at + 2 + every if every or (first.low == 1 and first.form == "words") else 0


def _apart(line: Line, index: int, apart: Apart) -> Reading:
    """A name, year, rank or phone number, or a date that is passed over."""
    last = max(apart.last, index + 1)
    row = line.row
    return Reading(low=apart.value, high=apart.value, first=index, last=last, start=row[index].start, end=row[min(last, len(row)) - 1].end, kind=apart.kind)
