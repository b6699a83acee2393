"""Annotations -> the same with AGENT mentions, resolved over the whole document.

Laws: a surname, a pronoun or a bare "the governor" is resolved only to somebody whom the item names; a country is given only
where the words or the item tell it. Mentions do not overlap, but for nationalities inside them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from copy import copy
from dataclasses import replace
from operator import attrgetter

from msgspec.structs import replace as replace_struct

from dateline import lexicons
from dateline.annotate import gazetteer
from dateline.annotate.agents import AgentFinder, Candidate
from dateline.annotate.gazetteer import key
from dateline.annotate.joint import JOINT, Joined, JointNouns
from dateline.annotate.people import Person, first_key, may_be, surname
from dateline.annotate.place_finder import IN
from dateline.annotate.scene import Scene, spelt
from dateline.annotate.surfaces import Surface, surface
from dateline.annotate.unlisted import acronym
from dateline.records import Agent, Annotation, Desk, Mention, Page, Place, Token, Weapon

_CLEARING = frozenset(["organisation", "organisation by form", "adjective", "surname"])
_start = attrgetter("start")
_PRONOUNS = {"he": "m", "she": "f", "they": "many", "we": "speaker", "i": "speaker"}

_HALVES = frozenset(["north", "south"])  # of Korea
_POINTING = frozenset([*_PRONOUNS, *_HALVES, "its", "country"])
_OWN_COUNTRY = {"the": "the", "his": "person", "her": "person", "their": "its", "its": "its"}


class Names:
    """Finds and resolves AGENT mentions."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.finder = AgentFinder(gazetteer.load())
        self.reader = self.finder.reader
        self.joint = JointNouns()
        self.called = lexicons.terms("called_first")
        parties = [side.countries[0] for side in desk.sides if side.party and side.countries]
        self.parties = frozenset(parties if len(parties) == 2 else ())

    def __call__(self, text: str, page: Page, annotations: list[Annotation], lines: list[Surface] | None = None) -> list[Annotation]:
        """The annotations with their AGENT mentions added.

        Args:
            lines: the surfaces of the sentences, where they have been read already.
        """
        lines = lines or [surface(annotation.tokens) for annotation in annotations]
        found = [self.finder(text, line, annotation) for line, annotation in zip(lines, annotations, strict=True)]
        people, letters = self._register(found), self._acronyms(text, lines, found)
        done, scene = [], Scene(joined=Joined(self.parties))
        whole, seats = _countries(annotations, found), _seats(annotations)
        for line, annotation, candidates in zip(lines, annotations, found, strict=True):
            if annotation.sentence.item != scene.item:
                item = annotation.sentence.item
                scene = Scene(item, joined=Joined(self.parties), whole=whole.get(item, Counter()), seats=seats.get(item, Counter()))
            kept = self._kept(line, annotation, candidates, people, letters)
            cleared = _cleared(line, annotation, kept)
            scene.settle(line, cleared, kept)
            done.append(_with(cleared, [self._mention(line, one) for one in kept if one.rule not in (JOINT, "owner") or one.country or one.countries]))
        return done

    # ---- people of the document

    def _register(self, found: list[list[Candidate]]) -> dict[str, Person]:
        """Surname -> person; full names and roles of later mentions complete earlier ones."""
        people: dict[str, Person] = {}
        for candidates in found:
            for one in candidates:
                if one.person is None:
                    continue
                one.person.land = one.person.country
                figure = self.reader.figure(one.person.name)
                if figure is not None:
                    one.person = _joined(copy(figure), one.person)
                last = surname(one.person.name)
                known = people.get(last)
                if known is not None and may_be(known.name, one.person.name):
                    people[last] = _joined(known, one.person)
                elif known is None or " " in one.person.name:
                    people[last] = one.person
        self._by_first(people)
        return people

    def _by_first(self, people: dict[str, Person]) -> None:
        """Those who can be called by the first word of their name: nobody else of the document has it."""
        full = {person.name: person for person in people.values() if " " in person.name}
        counts = Counter(first_key(name) for name in full)
        for name, person in full.items():
            first = first_key(name)
            if counts[first] == 1 and (len(name.split()) == 3 or person.country in self.called or first in self.called):
                people.setdefault(first, person)

    def _acronyms(self, text: str, lines: list[Surface], found: list[list[Candidate]]) -> dict[str, Candidate]:
        """Letters that the document gives in brackets -> whom they stand for."""
        letters = {}
        for line, candidates in zip(lines, found, strict=True):
            for one in candidates:
                if one.rule in ("organisation", "organisation by form", "institution") and (short := acronym(text, line, one.last)):
                    letters[short] = replace(one, rule="acronym")
        return letters

    def _kept(
        self, line: Surface, annotation: Annotation, candidates: list[Candidate], people: dict[str, Person], letters: dict[str, Candidate]
    ) -> list[Candidate]:
        """Candidates without overlaps, longest first; surnames and pronouns added."""
        order = sorted(candidates, key=_rank)
        joint = self.joint(line)
        taken: set[int] = {number for one in joint for number in range(one.first, one.last)}
        surnames: set[int] = set()  # ends of names of people
        kept = []
        for one in order:
            span = range(one.first, one.last)
            if taken.intersection(span) and (one.kind != "nationality" or one.last in surnames):
                continue
            if one.kind != "nationality":
                taken.update(span)
            if one.person is not None:
                surnames.add(one.last)
                known = people.get(surname(one.person.name))
                one.person = _joined(known, one.person) if known is not None and may_be(known.name, one.person.name) else one.person
            kept.append(one)
        covers: dict[int, tuple[int, int]] = {}  # word -> words of the place that it is in
        for mention in annotation.mentions:
            if mention.type == "PLACE":
                place = bisect_left(line.tokens, mention.start, key=_start)
                end = bisect_left(line.tokens, mention.end, key=_start)
                covers.update(dict.fromkeys(range(place, end), (place, end)))
                if not self._is_surname(line, place, mention, people):
                    taken.update(range(place, end))
        kept = [one for one in kept if not _is_inside(one, covers.get(one.first))]
        weapons = {mention.start for mention in annotation.mentions if mention.type == "WEAPON"}
        taken.update(number for mention in annotation.mentions if _is_ship(mention) for number in _words(line, mention))  # USS Carney is nobody
        kept += joint + self._alone(line, taken, people, letters, weapons)
        return sorted(kept, key=lambda one: (one.first, -one.last))

    def _is_surname(self, line: Surface, place: int, mention: Mention, people: dict[str, Person]) -> bool:
        """Whether a place without a preposition of place is the name of somebody whom the document names in full, or of who speaks."""
        if place >= len(line.tokens) or line.tokens[place].end != mention.end or getattr(mention.value, "precision", "") not in ("settlement", "district"):
            return False
        if not getattr(mention.value, "id", "") and self.reader.is_heard(line, place):
            return True  # "in Sumy, Kovalenko said"
        person = people.get(surname(line.tokens[place].text))
        before = line.keys[place - 1] if place else ""
        return person is not None and before not in IN and " " in person.name and key(person.name).endswith(" " + line.keys[place])

    def _owns_weapon(self, line: Surface, place: int, weapons: set[int]) -> bool:
        """ "its jets", "its long-range drones"."""
        return any(token.start in weapons for token in line.tokens[place + 1 : place + 4])

    def _alone(self, line: Surface, taken: set[int], people: dict[str, Person], letters: dict[str, Candidate], weapons: set[int]) -> list[Candidate]:
        """Surnames and acronyms by themselves, and pronouns."""
        found = []
        for place in line.places:
            token = line.tokens[place]
            if place in taken or line.keys[place] in _PRONOUNS:
                continue
            if token.text in letters:
                found.append(replace(letters[token.text], first=place, last=place + 1))
            elif self.reader.is_part(line, place) and len(token.text) > 1:
                last = surname(token.text)
                if len(token.text) < 3 and last not in people:
                    continue
                person = people.get(last) or copy(self.reader.figure_surnames.get(last))
                if person is None and self.reader.is_heard(line, place):
                    person = Person(token.text)
                if person is not None:
                    people.setdefault(last, person)
                    found.append(Candidate(place, place + 1, "person", person.name, person.country, person.sector, person.role, "surname", person=person))
        for place, word in [(place, word) for place, word in enumerate(line.keys) if word in _POINTING]:
            if word in _PRONOUNS:
                kind = "role" if word in ("they", "we") else "person"
                found.append(Candidate(place, place + 1, kind, line.tokens[place].text, rule="pronoun", owner=_PRONOUNS[word]))
            elif word == "its" and place not in taken and self._owns_weapon(line, place, weapons):
                found.append(Candidate(place, place + 1, "metonym", "", rule="owner", owner="its"))
            elif word in _HALVES and line.caps[place] and place and place not in taken and line.keys[place - 1] == "the":
                found.append(Candidate(place, place + 1, "metonym", "", rule="owner", owner=word))
            elif word == "country" and place and line.keys[place - 1] in _OWN_COUNTRY and place not in taken:
                found.append(Candidate(place - 1, place + 1, "metonym", "", rule="country noun", owner=_OWN_COUNTRY[line.keys[place - 1]]))
        return found

    def _mention(self, line: Surface, one: Candidate) -> Mention:
        kind = one.kind
        if one.rule in ("country noun", "owner") and one.country in self.finder.places.by_code:
            one.name = self.finder.places.names[self.finder.places.by_code[one.country]]
        agent = Agent(
            one.name if one.person is None else one.person.name,
            kind if one.person is None else "person",
            one.country or None,
            one.sector,
            one.role,
            _entity(one),
            countries=one.countries,
            is_told=one.person is not None and bool(one.person.land),
        )
        return Mention("AGENT", line.tokens[one.first].start, line.tokens[one.last - 1].end, agent, one.rule)


def _countries(annotations: list[Annotation], found: list[list[Candidate]]) -> dict[int, Counter[str]]:
    """Of each item, in how many sentences it names a country."""
    counts: dict[int, Counter[str]] = {}
    for annotation, candidates in zip(annotations, found, strict=True):
        told = {one.country for one in candidates if one.rule != "organisation"}
        told |= {mention.value.country or "" for mention in annotation.mentions if mention.type == "PLACE" and isinstance(mention.value, Place)}
        counts.setdefault(annotation.sentence.item, Counter()).update(country for country in told if len(country) == 3)
    return counts


def _seats(annotations: list[Annotation]) -> dict[int, Counter[str]]:
    """Of each item, how many of its places smaller than a country are in which country."""
    seats: dict[int, Counter[str]] = {}
    for annotation in annotations:
        values = (mention.value for mention in annotation.mentions if mention.type == "PLACE")
        told = [value.country for value in values if isinstance(value, Place) and value.country and value.precision != "country"]
        seats.setdefault(annotation.sentence.item, Counter()).update(told)
    return seats


def _rank(one: Candidate) -> tuple[bool, bool, int, bool, int]:
    """Names of the tables first, then the longest."""
    listed = one.rule == "organisation" and one.last - one.first > 1
    return one.kind == "nationality", not listed, one.first - one.last, one.rule != "organisation", one.first


def _entity(one: Candidate) -> str:
    if one.person is not None:
        return one.person.entity
    if one.entity:
        return one.entity
    if one.rule in ("organisation", "organisation by form", "acronym"):
        return "org:" + key(one.name)
    if one.rule in ("country", "country noun", "owner"):
        return "country:" + one.country if one.country else "org:" + key(one.name)
    if one.rule in ("institution", "group") and one.country:
        return f"{one.country.lower()}:{spelt(one.head)}"
    return ""


def _joined(known: Person, other: Person) -> Person:
    """The fuller of both in every field; known itself is completed, so that all mentions share it."""
    if len(other.name.split()) > len(known.name.split()):
        known.name = other.name
    known.country = known.country or other.country
    known.land = known.land or other.land
    known.sector = known.sector or other.sector
    known.role = known.role or other.role
    known.sex = known.sex or other.sex
    return known


def _cleared(line: Surface, annotation: Annotation, kept: list[Candidate]) -> Annotation:
    """Places inside names of organisations and people, and countries that are written as adjectives, are no places of the text."""
    tokens = line.tokens
    inside = [one for one in kept if one.rule not in ("country", "nationality")]
    starts = [tokens[one.first].start for one in inside]
    others = tuple(m for m in annotation.mentions if m.type != "PLACE" or not _is_part(tokens, inside, starts, m))
    return annotation if len(others) == len(annotation.mentions) else replace_struct(annotation, mentions=others)


def _is_part(tokens: tuple[Token, ...], inside: list[Candidate], starts: list[int], mention: Mention) -> bool:
    """Whether a place is a part of an agent's name: all of it, or the country that owns an institution."""
    at = bisect_right(starts, mention.start) - 1
    if at < 0 or mention.end > tokens[inside[at].last - 1].end:
        return False
    is_group = inside[at].rule == "group" and inside[at].entity.startswith("org:")  # "Fano fighters"
    return inside[at].rule in _CLEARING or is_group or (mention.start == starts[at] and _is_country(mention))


def _is_inside(one: Candidate, place: tuple[int, int] | None) -> bool:
    """Whether a name is only a part of the name of a place: Azov in "Azov Sea"."""
    return place is not None and one.rule in ("organisation", "country") and one.last <= place[1] and one.last - one.first < place[1] - place[0]


def _is_country(mention: Mention) -> bool:
    return isinstance(mention.value, Place) and mention.value.precision == "country"


def _with(annotation: Annotation, mentions: list[Mention]) -> Annotation:
    merged = sorted([*annotation.mentions, *mentions], key=lambda mention: (mention.start, -mention.end))
    return replace_struct(annotation, mentions=tuple(merged))


def _is_ship(mention: Mention) -> bool:
    return isinstance(mention.value, Weapon) and mention.value.category == "ship"


def _words(line: Surface, mention: Mention) -> range:
    """Numbers of the words of a mention."""
    return range(bisect_left(line.tokens, mention.start, key=_start), bisect_left(line.tokens, mention.end, key=_start))
