"""Case -> suspicion: how much speaks against a sentence, as a number that orders texts.

Verdicts are cut where doubt should be resolved for the reader; suspicion goes on below that cut. It rises with words that
no source has (names and numbers most), with words that stand elsewhere in the sources than their neighbours, and most
where the source fills the same place between the same words otherwise (a swapped name, number or verb).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product
from math import exp, log

from dateline.check.case import Case
from dateline.check.frames import Phrase
from dateline.check.shelf import Form, Shelf, form
from dateline.check.words import Word
from dateline.records import Field, Finding

_NEW = {"name": 0.6, "number": 0.7, "word": 0.1}  # a word that no source has
_NEW_IN_SLOT = {"name": 0.2, "number": 0.2, "word": 0.3}  # and whose place the source fills otherwise
_FAR = {"name": 0.3, "number": 0.4, "word": 0.12}  # a word of the sources, away from its neighbours
_FAR_IN_SLOT = {"name": 0.4, "number": 0.45, "word": 0.25}
_LOOSE = 0.1  # a word that never stands beside its neighbours
_OPENING_PRONOUN = 0.9  # "He" with nobody before it
_OTHER_PRONOUN = 0.6  # "she" where the sources have "he" alone
_PARTS = {  # a word of a part that was found wrong: how surely such a finding is right
    ("actor", "contradicted"): 0.9,
    ("object", "contradicted"): 0.9,
    ("action", "contradicted"): 0.8,
    ("figure", "contradicted"): 0.8,
    ("time", "contradicted"): 0.8,
    ("polarity", "contradicted"): 0.8,
    ("speaker", "contradicted"): 0.7,
    ("place", "contradicted"): 0.6,
    ("actor", "not-in-source"): 0.9,
    ("figure", "not-in-source"): 0.7,
    ("time", "not-in-source"): 0.5,
    ("object", "not-in-source"): 0.4,
    ("status", "not-in-source"): 0.3,
    ("action", "not-in-source"): 0.15,
}
_GAPS = {2: 1.0, 3: 0.7, 4: 0.5}  # distance of the neighbours in the source -> strength of the evidence
_NEIGHBOURHOOD = 3
_OWN = 0.4  # what a word's own evidence adds to that of the part it stands in
_NEW_IN_DATA = 0.02  # a text about data says much that is not in it
_SPREAD = 0.3
_APART = 0.2  # an actor, action or object that never stands with what it is tied to here
_WEIGHTS = {"word": 1.0, "name": 1.4, "number": 1.6}
_GENDERS = {"m": "f", "f": "m"}


def suspicion(case: Case, fields: Sequence[Field]) -> float:
    """What speaks against a sentence, 0 to 1, given the parts that were found wrong in it."""
    slots = _slots(case)
    values = []
    for index, word in enumerate(case.words):
        if word.kind == "pronoun":
            values.append(_of_pronoun(case, index))
        elif word.kind in _WEIGHTS:
            own = _of_word(case, index, slots[index])
            values.append(max(own, _of_fields(word, fields)) + _OWN * own)
    if not values:
        return 0.0
    worst = [*sorted(values, reverse=True)[:3], 0.0, 0.0]
    return 1.0 - exp(-(worst[0] + 0.1 * worst[1] + 0.15 * worst[2] + 0.3 * sum(values) / len(values) + _SPREAD * _spread(case) + _APART * _apart(case)))


def overall(scores: Sequence[float]) -> float:
    """The suspicion of a text from those of its sentences: the worst sentence, and a little of all."""
    raw = [-log(max(1e-9, 1.0 - score)) for score in scores]
    return 1.0 - exp(-(max(raw) + sum(raw) / len(raw))) if raw else 0.0


def doubt(findings: Iterable[Finding]) -> float:
    """What speaks against a text checked against data: one for each part that the data has otherwise or leaves empty, a little for each new word."""
    findings = tuple(findings)
    parts = sum(part.verdict == "contradicted" or part.source is not None for finding in findings for part in finding.fields)
    return parts + _NEW_IN_DATA * sum(finding.new for finding in findings)


def _of_fields(word: Word, fields: Sequence[Field]) -> float:
    """Suspicion of a word from the part it stands in that was found wrong."""
    return max((_PARTS.get((field.field, field.verdict), 0.0) for field in fields if field.start <= word.start < field.end), default=0.0)


def _of_pronoun(case: Case, index: int) -> float:
    gender = case.words[index].groups[0]
    if index == 0 and case.opens and gender in "mfpn":
        return _OPENING_PRONOUN
    if gender not in _GENDERS:
        return 0.0
    near = {word.groups[0] for line in case.around(1, 3) for word in line.words if word.kind == "pronoun"}
    return _OTHER_PRONOUN if _GENDERS[gender] in near and gender not in near else 0.0


def _of_word(case: Case, index: int, slot: float) -> float:
    word, alignment = case.words[index], case.alignment
    present, near = alignment.present[index], alignment.near[index]
    if present == 0:
        return _NEW[word.kind] + slot * _NEW_IN_SLOT[word.kind]
    if present < 1:
        return 0.02
    bond = max(alignment.bonds[index - 1] if index else 0.0, alignment.bonds[index] if index < len(alignment.bonds) else 0.0)
    value = _FAR[word.kind] * (1 - near) + (_LOOSE * (1 - bond) if word.kind == "word" else 0.0)
    return value + slot * _FAR_IN_SLOT[word.kind] if bond < 0.4 else value


def _spread(case: Case) -> float:
    alignment = case.alignment
    cost = count = 0.0
    for word, present, near in zip(case.words, alignment.present, alignment.near, strict=True):
        if word.kind in _WEIGHTS:
            cost += _WEIGHTS[word.kind] * (1 - present + 0.5 * max(0.0, present - near))
            count += 1
    cost += 0.7 * sum(1 - bond for bond in alignment.bonds)
    return cost / count if count else 0.0


def _apart(case: Case) -> float:
    """The worst tie of a frame: 1 where its verb and a noun, both known to the sources, never stand together there."""
    worst = 0.0
    for frame in case.frames:
        verb = [word for word in case.words if frame.start <= word.start < frame.end and word.kind == "word"][-1:]
        actors, objects, others = _heads(frame.actors), _heads(frame.objects), _heads(phrase for _, phrase in frame.others)
        for one, other in [*product(actors, verb), *product(verb, objects), *product(verb, others), *product(actors, objects)]:
            if case.shelf.places(one) and case.shelf.places(other):
                worst = max(worst, 1 - case.shelf.bond(one, other))
    return worst


def _heads(phrases: Iterable[Phrase]) -> list[Word]:
    """The last content word of each noun group."""
    return [word for phrase in phrases for word in [word for word in phrase.words if word.kind != "pronoun"][-1:]]


def _slots(case: Case) -> list[float]:
    """For each word, how clearly a source fills its place, between the same neighbours, with something else."""
    by_line = [case.shelf.positions(word) for word in case.words]
    forms = [form(word) for word in case.words]
    known: dict[tuple[int, tuple[Form, ...]], float] = {}  # of words with the same neighbours
    slots = []
    for index in range(len(forms)):
        first = max(0, index - 2)
        window = (index - first, tuple(forms[first : index + 3]))
        if window not in known:
            known[window] = max(_between(index, by_line), 0.5 * _beside(index, by_line, case.shelf))
        slots.append(known[window])
    return slots


def _between(index: int, by_line: list[dict[int, set[int]]]) -> float:
    if index == 0 or index + 1 == len(by_line):
        return 0.0
    before, own, after = by_line[index - 1 : index + 2]
    best = 0.0
    for number in before.keys() & after.keys():
        mine, there = own.get(number, set()), after[number]
        for left in before[number]:
            for gap, strength in _GAPS.items():
                if strength > best and left + gap in there and mine.isdisjoint(range(left - _NEIGHBOURHOOD + 1, left + gap + _NEIGHBOURHOOD)):
                    best = strength
    return best


def _beside(index: int, by_line: list[dict[int, set[int]]], shelf: Shelf) -> float:
    """The two words after it, or before it, stand together in a line whose word at its place is another."""
    for one, other, step in ((index + 1, index + 2, -1), (index - 1, index - 2, 1)):
        if not (0 <= one < len(by_line) and 0 <= other < len(by_line)):
            continue
        for number in by_line[one].keys() & by_line[other].keys():
            own, there = by_line[index].get(number, set()), by_line[other][number]
            for place in by_line[one][number]:
                together = place - step in there or place - 2 * step in there
                if together and 0 <= place + step < len(shelf.lines[number].words) and own.isdisjoint(range(place - 5, place + 6)):
                    return 1.0
    return 0.0
