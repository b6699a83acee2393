"""Agents joined by "and" -> one for all; "both sides", "the two countries", "they" -> those whom they point back to.

Grammar: A [, B] and C; (both | [the] two | three | four) adjective* noun of the table, or "the" and a noun that is always a pair.
Laws: a phrase points to the last agents joined in this sentence or the one before, else to the only so many that the item
names, else to an older pair; where it points to nobody it is no mention.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from dateline import lexicons
from dateline.annotate.agents import Candidate
from dateline.annotate.surfaces import Surface

JOINT = "joint"
_NUMBERS = {"both": 2, "two": 2, "three": 3, "four": 4, "five": 5}
_ADJECTIVES = ("JJ", "VBG", "VBN", "NN")
_LANDS = frozenset(["metonym", "force", "ministry", "organisation", "group", "nationality", "person", "role"])
_PARTIES = _LANDS - {"person", "role"}


class JointNouns:
    """Finds phrases for several agents at once."""

    def __init__(self) -> None:
        self.nouns = lexicons.table("joint_nouns")
        self._words = frozenset(self.nouns)

    def __call__(self, line: Surface) -> list[Candidate]:
        """The phrases of a sentence; name is the sort of those meant and role how many they are."""
        if self._words.isdisjoint(line.keys):
            return []
        return [one for place, word in enumerate(line.keys) if (value := self.nouns.get(word)) and (one := self._at(line, place, value)) is not None]

    def _at(self, line: Surface, place: int, value: str) -> Candidate | None:
        keys, (sort, _, always) = line.keys, value.partition(";")
        if keys[place + 1 : place + 2] == ["of"] and lexicons.terms("two_sided").isdisjoint(keys[place + 2 : place + 5]):
            return None  # "both sides of the road"
        first = place - 1
        while first >= 0 and place - first < 3 and keys[first] not in _NUMBERS and line.tokens[first].tag in _ADJECTIVES:
            first -= 1
        number = _NUMBERS.get(keys[first], 0) if first >= 0 else 0
        if not number and (not always or keys[max(first, 0)] != "the"):
            return None
        pointed = first > 0 and keys[first - 1] in ("the", "these", "those")
        if number and keys[first] != "both" and not pointed and sort == "person":
            return None  # "charged three ministers" points back to nobody
        first -= pointed and keys[first] != "the"
        return Candidate(first, place + 1, "metonym" if sort == "land" else "people", sort, role=str(number or always), rule=JOINT)


@dataclass
class Joined:
    """The agents of an item that stand together, and the countries that act in it."""

    parties: frozenset[str] = frozenset()  # countries of the two parties of the desk
    groups: list[tuple[int, list[Candidate]]] = field(default_factory=list)  # with the number of the sentence
    lands: dict[str, str] = field(default_factory=dict)  # country -> name of the agent that told it first
    sides: dict[str, Candidate] = field(default_factory=dict)  # name -> party met
    persons: dict[str, Candidate] = field(default_factory=dict)  # name -> person met

    def other_party(self, country: str) -> str:
        """The party that is at war with a country on the desk; "" where there is no one such."""
        others = self.parties - {country}
        return next(iter(others)) if len(others) == 1 and country in self.parties else ""

    def note(self, sentence: int, line: Surface, kept: Sequence[Candidate]) -> list[Candidate]:
        """Remember the agents of a sentence; returns one agent for each group that "and" joins."""
        found = coordinated(line, kept)
        for group in found:
            _share(group)
            self.groups.append((sentence, group))
        for one in kept:
            if one.person is not None and one.person.is_named and one.country:
                self.persons.setdefault(one.person.name, one)
            if one.country and one.kind in _LANDS and one.sector not in ("JRN", "CVL", "EDU", "BUS"):
                self.lands.setdefault(one.country, one.name)
                if one.kind in _PARTIES and one.rule not in ("nationality", "adjective"):
                    self.sides.setdefault(one.name, one)
        return [joined for group in found if len((joined := together(group)).countries) > 1 or joined.country]

    def point(self, one: Candidate, sentence: int, here: Sequence[list[Candidate]] = ()) -> bool:
        """Give a phrase the countries of those it points back to, those joined before it in its sentence first; False where it points to nobody."""
        number, sort = int(one.role), one.name
        one.role = ""
        near = [group for at, group in self.groups if at >= sentence - 1]
        far = [group for at, group in self.groups if at < sentence - 1]
        for group in (*reversed(here), *reversed(near), *self._only(number, sort), *reversed(far)):
            joined = together(group)
            told = len(joined.countries) or bool(joined.country)
            if len(group) == number and _fits(group, sort) and (told == number or (sort != "land" and told)):
                one.name, one.country, one.countries, one.sector = joined.name, joined.country, joined.countries, joined.sector
                return True
        return False

    def _only(self, number: int, sort: str) -> list[list[Candidate]]:
        """The countries or parties of the item where they are just so many; the parties of the desk where both are met."""
        if sort == "person":
            return [list(self.persons.values())] if len(self.persons) == number else []
        lands = list(self.lands)
        if sort == "party" and len(self.sides) == number and len({side.country for side in self.sides.values()}) < len(lands) + 1:
            return [list(self.sides.values())]
        if len(lands) != number:
            lands = [land for land in lands if land in self.parties]
        return [[Candidate(0, 0, "metonym", self.lands[land], land) for land in lands]] if len(lands) == number else []


def _fits(group: Sequence[Candidate], sort: str) -> bool:
    if sort == "person":
        return all(one.person is not None or one.kind in ("person", "role") for one in group)
    return sort != "land" or all(one.kind not in ("people",) for one in group)


def coordinated(line: Surface, kept: Sequence[Candidate]) -> list[list[Candidate]]:
    """Runs of agents with commas and an "and" between them, in reading order."""
    found: list[list[Candidate]] = []
    run: list[Candidate] = []
    is_closed = False
    for one in kept:
        if one.rule in ("pronoun", JOINT) or (run and one.first < run[-1].last):
            continue
        gap = ["."]
        if run and not is_closed and one.first - run[-1].last < 4:
            gap = [word for n in range(run[-1].last, one.first) if (word := line.tokens[n].text.lower()) not in ("the", "its")]
        if gap not in ([","], ["and"], [",", "and"]):
            found += [run] if is_closed else []
            run, is_closed = [], False
        run.append(one)
        is_closed = gap[-1:] == ["and"]
    return [*found, run] if is_closed else found


def together(group: Sequence[Candidate]) -> Candidate:
    """One agent for all of a group."""
    countries = tuple(dict.fromkeys(country for one in group for country in (one.countries or (one.country,)) if country))
    names = [one.person.name if one.person is not None else one.name for one in group]
    sectors, kinds = {one.sector for one in group}, {one.kind for one in group}
    name = ", ".join(names[:-1]) + " and " + names[-1] if len(names) > 1 else "".join(names)
    return Candidate(
        group[0].first,
        group[-1].last,
        kinds.pop() if len(kinds) == 1 else "people",
        name,
        countries[0] if len(countries) == 1 else "",
        sectors.pop() if len(sectors) == 1 else "",
        rule=JOINT,
        countries=countries if len(countries) > 1 else (),
    )


def _share(group: Sequence[Candidate]) -> None:
    """ "Thai and Cambodian soldiers": the soldiers are of both."""
    last = group[-1]
    if last.kind != "nationality" and last.country and all(one.kind == "nationality" for one in group[:-1]):
        last.countries = tuple(dict.fromkeys(one.country for one in group if one.country))
