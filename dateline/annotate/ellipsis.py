"""Numbers without a noun -> what they count, where the sentence or the one before tells it safely.

"Killed three" counts people; "launched 64 drones and lost 22" counts drones; "nine were lost" counts what was counted
last. Where two answers are possible the object stays empty.
"""

from __future__ import annotations

from collections.abc import Sequence

from dateline.annotate.numerals import Line, cues
from dateline.annotate.objects import Counted, Objects
from dateline.annotate.readings import Reading
from dateline.records import Mention, Quantity

_PEOPLE = Counted("person", "person", -1, -1)
_SKIPPED = frozenset(("place", "event", "organisation", "money", "length", "area", "mass", "time", "share"))
_STOPS = frozenset((".", ";", ":"))
_REACH = 5
_PAIRS = frozenset(
    ("to", "against", "versus", "vs", "(", "( +", "down from", "up from", ", down from", ", up from", "from", "compared with", ", compared with")
)
_MEMORY = 12  # numbers remembered
_BACK = 60  # words searched to the left: a bound that keeps long sentences linear


class Ellipsis:
    """Resolves bare counts of a sentence."""

    def __init__(self, objects: Objects) -> None:
        self.objects, self.cues = objects, cues()

    def resolve(self, line: Line, readings: Sequence[Reading], before: Sequence[Mention]) -> None:
        """Fill the counted noun of bare counts, and the total of parts."""
        for place, reading in enumerate(readings):
            if reading.bare or (reading.form == "fraction" and not reading.counted.name):
                found = self._antecedent(line, reading, readings[max(place - _MEMORY, 0) : place], before)
                found = found or (_PEOPLE if reading.form == "vague" and reading.kind == "count" else None)  # "thousands marched"
                if found:
                    reading.counted = found._replace(first=-1, last=-1)
                    reading.total = reading.total or self._whole(line, reading, readings[max(place - _MEMORY, 0) : place])
            self._part_of(line, reading, readings[max(place - 1, 0) : place])

    def _antecedent(self, line: Line, reading: Reading, earlier: Sequence[Reading], before: Sequence[Mention]) -> Counted | None:
        after = max(reading.last, reading.closing)
        if line.lemma(after) == "be" and line.tag(after + 1) == "NNS" and self.objects.known(line.lemma(after + 1)):
            return self.objects.named(line, line.row[after + 1].token, line.row[after + 1].token)  # "5,500 were children"
        if line.low(reading.first - 1) == "of" and line.low(reading.first - 2) in ("father", "mother", "parent", "dad", "mum", "mom"):
            return Counted("child", "person", -1, -1)
        pointing = line.low(after) == "of" and line.low(after + 1) in ("them", "these", "those", "which")
        if earlier and (self._gap(line, earlier[-1], reading) in _PAIRS or (pointing and earlier[-1].counted.name)):
            return earlier[-1].counted if earlier[-1].kind == "count" else None
        verb = self._verb(line, reading)
        post = self._label_before(line, reading)
        if post:
            return post
        if verb == "harm" and line.low(after) == "others":
            return _PEOPLE
        if verb == "harm":
            people = [other.counted for other in earlier if other.counted.category == "person" and other.counted.name != "body"]
            return people[-1] if people else _PEOPLE
        if earlier and line.low(reading.first - 1) == "to" and line.low(reading.first - 2) in self.cues["sum"]:
            return earlier[-1].counted if earlier[-1].kind == "count" else None  # "bringing the total to 3,020"
        if self._is_human(line, reading, after):
            return next((other.counted for other in reversed(earlier) if other.counted.category == "person"), _PEOPLE)
        toll = self._changed(line, reading) or self._subject(line, reading) or self._plight(line, reading, after)
        if toll:
            return toll
        nearest = self._nearest(line, reading, earlier)
        if nearest and (verb != "down" or nearest.category in ("weapon", "vehicle", "person", "other")):
            return nearest
        return None if nearest else self._resolved(earlier) or self._carried(line, reading, before, verb)

    def _resolved(self, earlier: Sequence[Reading]) -> Counted | None:
        """What an earlier bare number of the sentence was found to count."""
        if earlier and earlier[-1].kind == "count" and earlier[-1].counted.first < 0 and earlier[-1].counted.category not in _SKIPPED:
            return earlier[-1].counted if earlier[-1].counted.name else None
        return None

    def _gap(self, line: Line, one: Reading, other: Reading) -> str:
        """Words between a count with its noun and a bare number."""
        first, last = max(one.last, one.closing), other.opening if other.opening >= 0 else other.first
        if last - first > _REACH:
            return ""
        return " ".join(line.low(at) for at in range(first, last) if line.row[at].token >= one.counted.last)

    def _verb(self, line: Line, reading: Reading) -> str:
        """ "harm" or "down" by the verb next to a bare number, after it first: "nine were wounded", "killing 12"."""
        last = max(reading.last, reading.closing)
        spans = (range(last, min(last + 4, len(line.row))), range(reading.first - 1, max(reading.first - _REACH - 1, -1), -1))
        for span in spans:
            for at in span:
                if line.low(at) in _STOPS or (line.low(at) in (",", "and", "but") and span is spans[0]):
                    break
                lemma = line.lemma(at)
                if lemma == "shoot" and line.low(at + 1) != "down":
                    return "harm"
                if lemma in self.cues["harm"] or line.low(at) in self.cues["harm"]:
                    return "harm"
                if lemma in self.cues["downing"]:
                    return "down"
        return ""

    def _label_before(self, line: Line, reading: Reading) -> Counted | None:
        """ "Drones: 41", "Tanks - 9,500": the noun of a list entry."""
        at = reading.first - 1
        if at < 1 or line.low(at) not in (":", "–", "—", "-") or line.tag(at - 1) not in ("NNS", "NN", "VBN", "NNP", "NNPS"):
            return None
        found = self.objects.named(line, line.row[at - 1].token, max(line.row[at - 1].token - 2, 0))
        return found if found.category != "other" or line.tag(at - 1) == "NNS" else None

    def _subject(self, line: Line, reading: Reading) -> Counted | None:
        """ "The death toll rose to 12", "the number of refugees reached 3 million"."""
        for at in range(reading.first - 1, max(reading.first - _BACK, -1), -1):
            low, lemma = line.low(at), line.lemma(at)
            if low in (";", ":"):
                return None
            if lemma in self.cues["toll"] and (lemma != "death" or line.low(at + 1) in ("toll", "count")):
                return _PEOPLE
            if low == "number" and line.low(at + 1) == "of" and at + 2 < len(line.row):
                found = self.objects.of_group(line, line.row[at + 2].token)
                return found if found.name else None
        return None

    def _is_human(self, line: Line, reading: Reading, after: int) -> bool:
        """ "some 400,000 have crossed", "home to 3,000": only people do that."""
        if line.low(reading.first - 1) == "to" and line.low(reading.first - 2) == "home":
            return True
        at = after
        while line.lemma(at) in ("have", "be", "will") or (line.tag(at) == "RB" and at < after + 3):
            at += 1
        if (line.low(at), line.low(at + 1)) in (("at", "risk"), ("in", "need")):
            return reading.low >= 1000
        return line.lemma(at) in self.cues["human"] and (line.tag(at)[:2] == "VB" or line.tag(at + 1) == "IN")

    def _changed(self, line: Line, reading: Reading) -> Counted | None:
        """ "cases jumped from 40 to 260": the known plural that changes."""
        if not (reading.trend or reading.rule.startswith("change")):
            return None
        for at in range(reading.first - 1, max(reading.first - 2 * _REACH, -1), -1):
            if line.low(at) in _STOPS or line.low(at) == ",":
                return None
            if line.tag(at) == "NNS" and self.objects.known(line.lemma(at)) and line.tag(at + 1)[:2] in ("VB", "MD", "RB"):
                return self.objects.named(line, line.row[at].token, line.row[at].token)
        return None

    def _plight(self, line: Line, reading: Reading, after: int) -> Counted | None:
        """ "left 3,000 homeless", "left 5.4 million in need of food"."""
        if line.lemma((reading.opening if reading.opening >= 0 else reading.first) - 1) != "leave":
            return None
        return _PEOPLE if line.low(after) in self.cues["plight"] or (line.low(after), line.low(after + 1)) == ("in", "need") else None

    def _nearest(self, line: Line, reading: Reading, earlier: Sequence[Reading]) -> Counted | None:
        """The last thing counted, or bare plural of a known class, to the left; places and times are stepped over."""
        counted = {other.counted.first: other.counted for other in earlier if other.counted.first >= 0 and other.kind == "count"}
        token = line.row[reading.first].token
        for at in range(token - 1, max(token - _BACK, -1), -1):
            if at in counted and counted[at].category not in _SKIPPED:
                return counted[at]
            if line.tokens[at].tag == "NNS" and at not in counted:
                known = self.objects.known(line.tokens[at].lemma)
                if known and known[1] in ("weapon", "vehicle", "person"):
                    return self.objects.named(line, at, max(at - 2, 0))
        return None

    def _carried(self, line: Line, reading: Reading, before: Sequence[Mention], verb: str) -> Counted | None:
        """What the sentence before counted last, where this one has no other noun for it."""
        for mention in reversed(before):
            value = mention.value
            if isinstance(value, Quantity) and value.kind == "count" and value.object and value.category not in _SKIPPED:
                fits = verb != "down" or value.category in ("weapon", "vehicle")
                return Counted(value.object, value.category, -1, -1) if fits and self._referring(line, reading) else None
        return None

    def _referring(self, line: Line, reading: Reading) -> bool:
        """Whether a bare number points back: "three of them", "all five", "nine were lost", "shot down 41"."""
        after = line.low(max(reading.last, reading.closing))
        before = line.low((reading.opening if reading.opening >= 0 else reading.first) - 1)
        return after in ("of", "were", "was", "had", "have") or before in ("all", "the", "down", "including", "another") or self._verb(line, reading) == "down"

    def _whole(self, line: Line, reading: Reading, earlier: Sequence[Reading]) -> float | None:
        """ "Of the 64 drones, 41 were shot down": the total that opens the clause."""
        for other in earlier:
            at = (other.opening if other.opening >= 0 else other.first) - 1
            at -= line.low(at) in ("the", "these", "those", "its", "their")
            opens = line.low(at) == "of" and (at == 0 or line.low(at - 1) in (",", ";", "–", "—", ":", "“", '"', "and"))
            if opens and other.kind == "count" and other.low >= reading.high and other.counted.name == reading.counted.name:
                return other.low
        return None

    def _of_which(self, line: Line, reading: Reading, whole: Reading) -> None:
        """ "61bn dollars, of which 14bn": the part has the unit of the whole."""
        opening = (reading.opening if reading.opening >= 0 else reading.first) - 1
        if line.low(opening) == "which" and line.low(opening - 1) == "of" and reading.bare and whole.kind in ("money", "measure"):
            reading.kind, reading.unit, reading.code, reading.money = whole.kind, whole.unit, whole.code, whole.money
            reading.total = whole.low if whole.low >= reading.high else None

    def _part_of(self, line: Line, reading: Reading, earlier: Sequence[Reading]) -> None:
        """ "three people, including two children", "68 drones, with 10 destroyed": part of the count before."""
        if reading.total is not None or reading.kind != "count" or not earlier:
            return
        self._of_which(line, reading, earlier[-1])
        opening = (reading.opening if reading.opening >= 0 else reading.first) - 1
        whole = earlier[-1]
        after = line.low(max(reading.last, reading.closing))
        joins = line.low(opening) == "including" or (line.low(opening) == "them" and line.low(opening - 1) == "among")
        joins = joins or (line.low(opening) == "with" and line.tag(max(reading.last, reading.closing)) == "VBN")
        joins = joins or (after == "of" and line.low(max(reading.last, reading.closing) + 1) in ("them", "whom", "which"))
        if line.low(opening) in ("whom", "which") and line.low(opening - 1) == "of":
            joins = True
            if reading.counted.first < 0 and reading.counted.name in ("", "person"):
                reading.counted = whole.counted._replace(first=-1, last=-1)
        alike = whole.counted.category == reading.counted.category != "" and whole.kind == "count"
        if joins and alike and whole.high > reading.high:
            reading.total = whole.low
