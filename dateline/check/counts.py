"""Annotation -> Counts: the numbers of a sentence with what they count and the part they play in what happens.

Dates, clock times, years and ordinals are no counts. Where a quantity was read by annotate its bounds and operator are
taken over; the unit of a bare number is that of the total it is part of.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from dateline import lexicons
from dateline.check.frames import Frame
from dateline.check.words import Vocabulary, Word
from dateline.records import Annotation, Chunk, Quantity, Time, Token

_FRACTIONS = {"half": 0.5, "third": 1 / 3, "quarter": 0.25, "fifth": 0.2, "tenth": 0.1}
_APPROXIMATE = frozenset(("about", "around", "nearly", "almost", "some", "roughly", "approximately", "circa", "~"))
_MORE = frozenset(("more", "over", "above", "exceed", "exceeding", "upwards"))
_LESS = frozenset(("less", "fewer", "under", "below"))
_TELLING = frozenset(("put", "stand", "rise", "climb", "reach", "bring", "be", "give", "estimate"))
_HARM = frozenset(("killing", "wound"))
_SECONDS = {"minute": 60.0, "hour": 3600.0, "day": 86400.0, "week": 604800.0, "month": 2629800.0, "year": 31557600.0}
_LONG_SPANS = {"decade": 10.0, "century": 100.0}
FATES = frozenset(("killing", "survive", "wound", "damage", "intercept", "launch", "arrest", "capture", "free", "lost"))
TOLERANCE = 0.1  # by which an approximate number may be off
ORDINAL = "in order"  # unit of ordinals
_NOT_COUNTS = frozenset(("phone", "name", "year"))


class Count(Struct, frozen=True):
    """A number of a sentence."""

    start: int
    end: int
    text: str
    low: float
    high: float
    op: str
    unit: str  # lemma of what is counted; "" = not told
    classes: frozenset[str]
    role: frozenset[str]  # groups and lemma of the verb group it is an argument of
    is_total: bool = False  # the M of "N of M"
    share: bool = False  # low is a share of a total
    frame: Frame | None = None
    si: float | None = None  # low in SI units, of a measure


class Counts:
    """Reads counts; classes of counted things come from the lexicon."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.counted = lexicons.table("counted")

    def __call__(self, annotation: Annotation, words: tuple[Word, ...], frames: tuple[Frame, ...]) -> tuple[Count, ...]:
        """Counts in reading order."""
        found: list[Count] = list(_ordinals(annotation))
        for word in words:
            if word.value and not self._is_date(word, annotation):
                found.append(self._count(word, word.value, annotation, frames))
            elif word.lemma in _FRACTIONS or word.lemma.removesuffix("s") in _FRACTIONS:
                shares = self._share(word, annotation, frames)
                if shares and found and found[-1].start == shares[0].start:
                    found.pop()
                found += shares
        found += self._single(annotation, frames)
        return tuple(self._with_units(sorted(found, key=lambda count: count.start), annotation))

    def classes(self, lemma: str) -> frozenset[str]:
        """Synonym groups of a noun and its class among counted things."""
        if not lemma:
            return frozenset()
        _, groups = self.vocabulary.key(lemma)
        return frozenset((*groups, self.counted.get(lemma, lemma)))

    def _count(self, word: Word, value: float, annotation: Annotation, frames: tuple[Frame, ...]) -> Count:
        tokens = annotation.tokens
        group = _group(word, annotation)
        unit = tokens[group.head].lemma if group is not None and tokens[group.head].tag.startswith("NN") and group.head > word.order else ""
        if not unit and word.order + 1 < len(tokens) and tokens[word.order + 1].text in ("%", "percent"):
            unit = "percent"
        low, high, op = value, value, _operator(word, tokens)
        si = None
        classes = self.classes(unit)
        read = next((m.value for m in annotation.mentions if m.start <= word.start < m.end and isinstance(m.value, Quantity)), None)
        if read is not None and read.low <= value <= read.high:
            low, high, op, unit = read.low, read.high, read.op, read.object or read.unit or unit
            si = read.low * _SECONDS[unit] if unit in _SECONDS else read.si if read.kind == "measure" or read.category in ("length", "area", "mass") else None
            classes = self.classes(unit) | ({f"is {read.category}"} if read.category not in ("", "other") else frozenset())
        before = tokens[word.order - 1] if word.order else None
        if unit in _SECONDS:
            classes, si = classes | {"is time"}, si or low * _SECONDS[unit]
        total = before is not None and _after_of(word.order, tokens)
        frame = _frame(word, frames) or _interrupted(word, group, tokens, frames)
        role = _role(word, frame, tokens, self.vocabulary)
        if "killing" in classes or ("lose" in role and "is person" in classes):
            role |= {"killing"}
        return Count(word.start, word.end, word.text, low, high, op, unit, classes, role, total, False, frame, si)

    def _single(self, annotation: Annotation, frames: tuple[Frame, ...]) -> Iterator[Count]:
        """ "One left for Romania": a one that annotate reads as a count."""
        for order, token in enumerate(annotation.tokens):
            years = _LONG_SPANS.get(token.lemma)
            if years is not None and order and annotation.tokens[order - 1].lemma in ("a", "an", "one"):
                word = Word(token.start, token.end, token.text, f"#{years:g}", "number", value=years, order=order, lemma=token.lemma)
                count = self._count(word, years, annotation, frames)
                yield replace(count, unit="year", classes=self.classes("year") | {"is time"}, si=years * _SECONDS["year"])
            if token.lemma == "one" or _is_another(order, annotation, self.counted):
                word = Word(token.start, token.end, token.text, "#1", "number", value=1.0, order=order)
                read = next((m.value for m in annotation.mentions if m.start == token.start and isinstance(m.value, Quantity)), None)
                if token.lemma != "one" or (read is not None and read.kind == "count"):
                    yield self._count(word, 1.0, annotation, frames)

    def _share(self, word: Word, annotation: Annotation, frames: tuple[Frame, ...]) -> list[Count]:
        tokens = annotation.tokens
        part = _FRACTIONS.get(word.lemma) or _FRACTIONS[word.lemma.removesuffix("s")]
        times, start = 1.0, word.start
        if word.order and (value := self.vocabulary.value(tokens[word.order - 1].text.lower())) is not None:
            times, start = value, tokens[word.order - 1].start
        if (scaled := self._scaled_part(word, part, annotation, frames)) is not None:
            return [scaled]
        follows = word.order + 1 < len(tokens) and tokens[word.order + 1].lemma in ("of", "the", "a", "-")
        if not follows or times * part >= 1:
            return []
        share = times * part
        return [Count(start, word.end, word.text, share, share, _operator(word, tokens), "", frozenset(), frozenset(), share=True)]

    def _scaled_part(self, word: Word, part: float, annotation: Annotation, frames: tuple[Frame, ...]) -> Count | None:
        """ "Half a million people"."""
        tokens = annotation.tokens
        at = word.order + 1
        at += at < len(tokens) and tokens[at].lemma in ("a", "an")
        scale = self.vocabulary.scales.get(tokens[at].text.lower()) if at < len(tokens) else None
        if scale is None:
            return None
        whole = Word(word.start, tokens[at].end, word.text, f"#{part * scale:g}", "number", value=part * scale, order=at, lemma="million")
        return self._count(whole, part * scale, annotation, frames)

    def _with_units(self, counts: list[Count], annotation: Annotation) -> list[Count]:
        """A bare "N" before "of M things" counts things too."""
        found = []
        for index, count in enumerate(counts):
            following = counts[index + 1] if index + 1 < len(counts) else None
            if not count.unit and not count.share and following is not None and following.is_total:
                count = replace(count, unit=following.unit, classes=following.classes)
            found.append(count)
        return found

    def _is_date(self, word: Word, annotation: Annotation) -> bool:
        for mention in annotation.mentions:
            if mention.start <= word.start < mention.end:
                if isinstance(mention.value, Time) and mention.value.timex != "DURATION":
                    return True
                if isinstance(mention.value, Quantity) and mention.value.kind in (*_NOT_COUNTS, "ordinal"):
                    return True
        tokens = annotation.tokens
        around = [tokens[at].text.lower() for at in (word.order - 1, word.order + 1) if 0 <= at < len(tokens)]
        if any(text in self.vocabulary.months for text in around) or word.text[-2:].lower() in ("st", "nd", "rd", "th", "am", "pm"):
            return True
        year = word.value is not None and 1900 <= word.value <= 2100 and word.text.isdigit()
        return year and _group_size(word, annotation) == 1


def _is_another(order: int, annotation: Annotation, counted: Mapping[str, str]) -> bool:
    """True for the "a" of "two journalists and a policeman"."""
    tokens = annotation.tokens
    if tokens[order].lemma not in ("a", "an") or not order or tokens[order - 1].lemma != "and":
        return False
    here = next((chunk for chunk in annotation.chunks if chunk.kind == "NP" and chunk.first == order), None)
    before = next((chunk for chunk in annotation.chunks if chunk.kind == "NP" and chunk.last == order - 1), None)
    numbered = before is not None and tokens[before.first].tag == "CD"
    return here is not None and numbered and counted.get(here.lemma) == "person"


def _ordinals(annotation: Annotation) -> Iterator[Count]:
    """ "First", "third": compared only where a line says the same of another."""
    for mention in annotation.mentions:
        if isinstance(mention.value, Quantity) and mention.value.kind == "ordinal":
            text = next((token.text for token in annotation.tokens if token.start == mention.start), "")
            yield Count(mention.start, mention.end, text, mention.value.low, mention.value.low, "=", ORDINAL, frozenset((ORDINAL,)), frozenset())


def _operator(word: Word, tokens: tuple[Token, ...]) -> str:
    before = [token.text.lower() for token in tokens[max(0, word.order - 4) : word.order]]
    if before[-2:] == ["at", "least"] or before[-3:] == ["no", "fewer", "than"]:
        return ">="
    if before[-2:] in (["up", "to"], ["at", "most"]) or before[-3:] == ["as", "many", "as"]:
        return "<="
    if before[-1:] == ["than"] and len(before) > 1:
        return ">" if before[-2] in _MORE else "<" if before[-2] in _LESS else "="
    if any(text in _APPROXIMATE for text in before[-2:]):
        return "~"
    return ">" if before[-1:] and before[-1] in _MORE else "<" if before[-1:] and before[-1] in _LESS else "="


def _after_of(order: int, tokens: tuple[Token, ...]) -> bool:
    for at in range(order - 1, max(-1, order - 5), -1):
        if tokens[at].lemma in ("of", "out"):
            return True
        if tokens[at].tag not in ("DT", "PRP$", "JJ", "RB", "IN"):
            return False
    return False


def _group(word: Word, annotation: Annotation) -> Chunk | None:
    return next((chunk for chunk in annotation.chunks if chunk.kind == "NP" and chunk.first <= word.order < chunk.last), None)


def _group_size(word: Word, annotation: Annotation) -> int:
    group = _group(word, annotation)
    return group.last - group.first if group is not None else 1


def _frame(word: Word, frames: tuple[Frame, ...]) -> Frame | None:
    """The verb group that the number is an argument of: object before actor before prepositional group."""
    for part in ("objects", "actors"):
        for frame in frames:
            if frame.lemma != "include" and any(phrase.start <= word.start < phrase.end for phrase in getattr(frame, part)):
                return frame
    return next((frame for frame in frames if any(phrase.start <= word.start < phrase.end for _, phrase in frame.others)), None)


def _interrupted(word: Word, group: Chunk | None, tokens: tuple[Token, ...], frames: tuple[Frame, ...]) -> Frame | None:
    """The verb group that the number waits for across an insertion ("three people, two of them children, were hurt")."""
    last = group.last if group is not None else word.order + 1
    if last >= len(tokens) or tokens[last].text != ",":
        return None
    following = (frame for frame in frames if frame.first > last and frame.tense in ("past", "present") and tokens[frame.first - 1].text == ",")
    return next(following, None)


def _role(word: Word, frame: Frame | None, tokens: tuple[Token, ...], vocabulary: Vocabulary) -> frozenset[str]:
    """Groups and lemma of the verb that the number goes with; a participle just before it comes first ("killing at least 20")."""
    for at in range(word.order - 1, max(-1, word.order - 5), -1):
        lower = tokens[at].text.lower()
        if lower.endswith("ing") and len(lower) > 5 and lower != "including":
            lemma = tokens[at].lemma.removesuffix("ing") if tokens[at].lemma.endswith("ing") else tokens[at].lemma
            return frozenset((lemma, *vocabulary.key(lemma)[1]))
        if tokens[at].tag not in ("RB", "IN", "DT", "JJR", "RBR", "JJS", "JJ", "TO"):
            break
    if frame is None:
        return frozenset()
    groups = {frame.lemma, *frame.groups}
    if frame.lemma in _TELLING:  # "put the number of dead at 15", "the toll stands at 15"
        told = [other for phrase in (*frame.actors, *frame.objects) for other in phrase.words]
        groups.update(group for other in told for group in other.groups if group in _HARM)
    follows = next((at for at in range(frame.first, len(tokens)) if tokens[at].end >= frame.end), len(tokens)) + 1
    if follows + 1 < len(tokens) and tokens[follows].lemma in ("or", "and") and tokens[follows + 1].tag.startswith("V"):
        joined = tokens[follows + 1].lemma
        groups.update((joined, *vocabulary.key(joined)[1]))
    return frozenset(groups)


def compatible(count: Count, other: Count) -> bool:
    """True where two counts may be of the same things."""
    if "is money" in count.classes & other.classes:
        return count.unit == other.unit
    return not other.share and (not count.unit or not other.unit or count.unit == other.unit or bool(count.classes & other.classes))
