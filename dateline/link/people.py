"""People of one report told apart: by name, age, sex, and words like "another" or "the third victim"."""

from __future__ import annotations

from msgspec import Struct

from dateline.lexicons import table, terms
from dateline.records import Affected, Claim

RANKS = {"detained": 0, "hit": 1, "injured": 2, "killed": 3}
FURTHER = frozenset({"other", "more"})  # on top of those told before
AGES_APART = 1  # reports of one age may differ by a year


class Person(Struct):
    """One person met in a report."""

    first: Affected  # words that first told what befell them
    claim: Claim
    sentence: int
    measure: str
    name: str = ""
    sex: str = ""
    age: int = 0
    nth: int = 0
    is_other: bool = False
    is_self: bool = False
    last: int = 0  # offset of the words that told of them last
    by: bool = False  # somebody else did it
    was_hurt: bool = False  # told to be hurt before told to have died, or one of those hurt


class People:
    """The people of a report, as its sentences tell of them."""

    def __init__(self) -> None:
        self.known: list[Person] = []

    def of(self, measure: str) -> list[Person]:
        """Those whom this befell at worst; who was shot and is not told to have died counts as injured."""
        return [p for p in self.known if p.measure == measure or (measure == "injured" and p.measure == "hit")]

    def meet(self, told: Affected, claim: Claim, sentence: int) -> Person | None:
        """Take in one person: a new one, or more about one known; None where the words can mean anybody and fit nobody."""
        person = self._same(told, sentence)
        if person is None:
            if told.note == "back" and _is_general(told) and any(p.sentence != sentence for p in self.known):
                return None
            self.known.append(_new(told, claim, sentence))
            return self.known[-1]
        if RANKS[told.measure] > RANKS[person.measure]:
            person.was_hurt = person.was_hurt or person.measure in {"hit", "injured"}
            person.measure, person.first, person.claim = told.measure, told, claim
        person.name, person.sex, person.age = max(person.name, told.name, key=len), person.sex or told.sex, person.age or told.age
        person.sentence, person.last, person.by = sentence, told.start, person.by or told.by
        return person

    def meet_all(self, told: Affected, claim: Claim) -> None:
        """Take in that those hurt just before died: "they both died"."""
        hurt = sorted((p for p in self.known if p.measure in {"hit", "injured"} and not p.is_other), key=lambda p: p.last)[-int(told.low) :]
        for person in hurt if len(hurt) == told.low else ():
            person.measure, person.was_hurt, person.last = "killed", True, told.start

    def _alone(self, told: Affected, sentence: int) -> Person | None:
        """Who is told elsewhere to be hurt without saying by whom, where the words can mean him: "the boy shot himself"."""
        person = next((p for p in self.known if not p.by and _fits(p, told, sentence) and p.sentence != sentence), None)
        if person is not None:
            person.is_self = True
        return person

    def _same(self, told: Affected, sentence: int) -> Person | None:
        if told.note == "self":
            return next((p for p in self.known if p.is_self), None) or self._alone(told, sentence)
        if told.name:
            named = next((p for p in self.known if p.name and is_same_name(p.name, told.name)), None)
            if named is not None:
                return named
        if told.nth:
            return next((p for p in self.known if p.nth == told.nth), None)
        fitting = [p for p in self.known if _fits(p, told, sentence)]
        if told.note in FURTHER:
            fitting = [p for p in fitting if p.is_other]
        elif told.note == "":
            fitting = [p for p in fitting if not p.is_other] or fitting
        if told.note == "back":
            return max(fitting, key=lambda p: p.last, default=None)
        return fitting[0] if fitting else None


def _new(told: Affected, claim: Claim, sentence: int) -> Person:
    return Person(
        told,
        claim,
        sentence,
        told.measure,
        told.name,
        told.sex,
        told.age,
        told.nth,
        is_other=told.note in FURTHER,
        is_self=told.note == "self",
        last=told.start,
        by=told.by,
        was_hurt=told.note == "part",
    )


def is_same_name(one: str, other: str) -> bool:
    """True if two names can be one person's: equal at both ends, or a part of the other where only that is told."""
    mine, theirs = one.lower().replace("’s", "").split(), other.lower().replace("’s", "").split()
    if len(mine) == 1 or len(theirs) == 1:
        return bool(set(mine[-1:] if len(mine) == 1 else mine) & set(theirs[-1:] if len(theirs) == 1 else theirs))
    return mine[0] == theirs[0] and mine[-1] == theirs[-1]


def _is_general(told: Affected) -> bool:
    """True for words that can mean anybody: he, the victim, the man."""
    return _last_word(told) in table("anybody")


def _is_grown(told: Affected) -> bool:
    return _last_word(told) in terms("grown")


def _is_child(told: Affected) -> bool:
    return table("counted").get(_last_word(told)) == "child"


def _last_word(told: Affected) -> str:
    return told.text.rsplit(" ", 1)[-1].lower()


def _fits(person: Person, told: Affected, sentence: int) -> bool:
    """True if the words can mean a known person."""
    if person.is_self and told.note != "back" and told.by:
        return False
    if (person.name and told.name and not is_same_name(person.name, told.name)) or (person.sex and told.sex and person.sex != told.sex):
        return False
    if _is_grown(person.first) != _is_grown(told) and _is_child(person.first) != _is_child(told):
        return False
    if person.age and told.age and abs(person.age - told.age) > AGES_APART:
        return False
    if (person.measure == "detained") != (told.measure == "detained"):
        return False
    if told.note == "back" or told.name:
        return True
    return person.sentence != sentence and {person.measure, told.measure} != {"killed", "injured"}
