"""Annotations -> the same with AGENT mentions, resolved over the whole document.

Laws: a surname, a pronoun or a bare "the governor" is resolved only to somebody whom the item names; a country is given only
where the words or the item tell it. Mentions do not overlap, but for nationalities inside them.
"""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, field

from dateline.annotate import gazetteer
from dateline.annotate.agents import AgentFinder, Candidate
from dateline.annotate.gazetteer import key
from dateline.annotate.people import Person, surname
from dateline.annotate.surfaces import Surface, surface
from dateline.records import Agent, Annotation, Desk, Mention, Page, Place

_SPELT = {"defense": "defence", "ministry of defence": "defence ministry", "ministry of foreign affairs": "foreign ministry", "air defences": "air defence"}


@dataclass
class Scene:
    """What the item has told so far."""

    item: int = -1
    country: str = ""  # of the last place
    owner: str = ""  # country of the last agent
    known: dict[str, str] = field(default_factory=dict)  # institution -> country
    people: list[Person] = field(default_factory=list)  # last mentioned last


@dataclass
class Lead:
    """Countries that the sentence offers."""

    place: str  # of its place, else of the last place of the item
    here: str  # of its own place, "" where it has none
    first: str  # of the first agent


class Names:
    """Finds and resolves AGENT mentions."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.finder = AgentFinder(gazetteer.load())
        self.reader = self.finder.reader

    def __call__(self, text: str, page: Page, annotations: list[Annotation]) -> list[Annotation]:
        """The annotations with their AGENT mentions added."""
        lines = [surface(annotation.tokens) for annotation in annotations]
        found = [self.finder(text, line, annotation) for line, annotation in zip(lines, annotations, strict=True)]
        people = self._register(found)
        done, scene = [], Scene()
        for line, annotation, candidates in zip(lines, annotations, found, strict=True):
            if annotation.sentence.item != scene.item:
                scene = Scene(annotation.sentence.item)
            kept = self._kept(line, annotation, candidates, people)
            self._settle(line, annotation, kept, scene)
            mentions = [self._mention(line, one) for one in kept]
            done.append(_with(annotation, mentions))
        return done

    # ---- people of the document

    def _register(self, found: list[list[Candidate]]) -> dict[str, Person]:
        """Surname -> person; full names and roles of later mentions complete earlier ones."""
        people: dict[str, Person] = {}
        for candidates in found:
            for one in candidates:
                if one.person is None:
                    continue
                figure = self.reader.figures.get(key(one.person.name))
                if figure is not None:
                    one.person = _joined(copy(figure), one.person)
                last = surname(one.person.name)
                known = people.get(last)
                if known is not None and _same(known, one.person):
                    people[last] = _joined(known, one.person)
                elif known is None or " " in one.person.name:
                    people[last] = one.person
        return people

    def _kept(self, line: Surface, annotation: Annotation, candidates: list[Candidate], people: dict[str, Person]) -> list[Candidate]:
        """Candidates without overlaps, longest first; surnames and pronouns added."""
        order = sorted(candidates, key=lambda one: (one.kind == "nationality", -(one.last - one.first), one.rule != "organisation"))
        taken: set[int] = set()
        kept = []
        for one in order:
            span = range(one.first, one.last)
            if one.kind != "nationality" and taken.intersection(span):
                continue
            if one.kind != "nationality":
                taken.update(span)
            if one.person is not None:
                known = people.get(surname(one.person.name))
                one.person = _joined(known, one.person) if known is not None and _same(known, one.person) else one.person
            kept.append(one)
        starts = {token.start: place for place, token in enumerate(line.tokens)}
        for mention in annotation.mentions:
            if mention.type == "PLACE" and mention.start in starts:
                taken.update(place for place in range(starts[mention.start], len(line.tokens)) if line.tokens[place].start < mention.end)
        kept += self._alone(line, taken, people)
        return sorted(kept, key=lambda one: (one.first, -one.last))

    def _alone(self, line: Surface, taken: set[int], people: dict[str, Person]) -> list[Candidate]:
        """Surnames by themselves, and he and she."""
        found = []
        for place, token in enumerate(line.tokens):
            if place in taken:
                continue
            if line.keys[place] in ("he", "she"):
                found.append(Candidate(place, place + 1, "person", token.text, rule="pronoun", owner="m" if line.keys[place] == "he" else "f"))
            elif self.reader.is_part(line, place) and len(token.text) > 2:
                last = surname(token.text)
                person = people.get(last) or copy(self.reader.figure_surnames.get(last))
                if person is not None:
                    people.setdefault(last, person)
                    found.append(Candidate(place, place + 1, "person", person.name, person.country, person.sector, person.role, "surname", person=person))
        return found

    # ---- who the item means

    def _settle(self, line: Surface, annotation: Annotation, kept: list[Candidate], scene: Scene) -> None:
        """Countries of bare institutions, bearers of bare roles and pronouns, in reading order."""
        values = [mention.value for mention in annotation.mentions if isinstance(mention.value, Place) and mention.value.country]
        here = values[0].country or "" if values else ""
        lead = Lead(here or scene.country, here, "")
        for one in kept:
            if one.rule == "pronoun":
                self._pronoun(one, scene)
            elif one.rule == "role" and one.person is None:
                self._bearer(line, one, scene)
            if one.person is not None:
                self._person(one, scene, lead)
            told = bool(one.country)
            if not told and one.person is None:
                one.country = self._country(one, scene, lead)
            if one.country and not lead.first and one.rule != "organisation":
                lead.first = one.country
            if one.country and one.kind != "nationality":
                scene.owner = one.country
                if one.head and one.rule != "organisation" and (told or here):
                    scene.known[_spelt(one.head)] = one.country
                    scene.known[_spelt(one.head).split()[-1]] = one.country
        scene.country = here or scene.country

    def _pronoun(self, one: Candidate, scene: Scene) -> None:
        person = next((person for person in reversed(scene.people) if not person.sex or person.sex in (one.owner, "u")), None)
        one.person, one.owner = person, ""
        if person is not None:
            one.name, one.country, one.sector, one.role = person.name, person.country, person.sector, person.role

    def _bearer(self, line: Surface, one: Candidate, scene: Scene) -> None:
        """ "the governor" is the governor whom the item named."""
        if (line.keys[one.first - 1 : one.first] != ["the"] and one.first) or line.keys[one.first] == "a":
            return
        role = one.head.split()[-1]
        one.person = next(
            (
                person
                for person in reversed(scene.people)
                if person.role and person.role.split()[-1] == role and (not one.country or person.country in ("", one.country))
            ),
            None,
        )
        if one.person is not None:
            one.name = one.person.name

    def _country(self, one: Candidate, scene: Scene, lead: Lead) -> str:
        """The country that the item tells for a bare institution, group or role; "" where it tells none."""
        known = scene.known.get(_spelt(one.head), "")
        if one.owner == "its":
            return lead.first or scene.owner
        if one.owner == "local":
            return lead.place
        if one.sector == "CVL":
            return known or lead.place
        if one.owner == "placed":
            return known or lead.here or lead.first or lead.place
        if one.sector in ("REB", "CRM"):
            return known or lead.here
        if one.rule in ("institution", "group", "role") and one.sector not in ("JRN", "EDU"):
            return known or lead.first or lead.here
        return ""

    def _person(self, one: Candidate, scene: Scene, lead: Lead) -> None:
        person = one.person
        assert person is not None
        if not person.country and person.role:
            local = one.owner in ("local", "placed") or person.role in ("governor", "mayor", "deputy governor", "deputy mayor")
            person.country = one.country or (lead.place if local else lead.first)
        one.country, one.sector, one.role = person.country or one.country, person.sector or one.sector, person.role or one.role
        one.name = person.name
        if person in scene.people:
            scene.people.remove(person)
        scene.people.append(person)

    def _mention(self, line: Surface, one: Candidate) -> Mention:
        kind = one.kind
        agent = Agent(
            one.name if one.person is None else one.person.name,
            kind if one.person is None else "person",
            one.country or None,
            one.sector,
            one.role,
            _entity(one),
        )
        return Mention("AGENT", line.tokens[one.first].start, line.tokens[one.last - 1].end, agent, one.rule)


def _spelt(head: str) -> str:
    plain = head.lower().replace("defense", "defence")
    return _SPELT.get(plain, plain)


def _entity(one: Candidate) -> str:
    if one.person is not None:
        return one.person.entity
    if one.rule == "organisation":
        return "org:" + key(one.name)
    if one.rule == "country":
        return "country:" + one.country if one.country else "org:" + key(one.name)
    if one.rule in ("institution", "group") and one.country:
        return f"{one.country.lower()}:{_spelt(one.head)}"
    return ""


def _same(known: Person, other: Person) -> bool:
    """Whether two names with one surname can be one person."""
    first, second = known.name.split(), other.name.split()
    return len(first) < 2 or len(second) < 2 or key(first[0])[:1] == key(second[0])[:1]


def _joined(known: Person, other: Person) -> Person:
    """The fuller of both in every field; known itself is completed, so that all mentions share it."""
    if len(other.name.split()) > len(known.name.split()):
        known.name = other.name
    known.country = known.country or other.country
    known.sector = known.sector or other.sector
    known.role = known.role or other.role
    known.sex = known.sex or other.sex
    return known


def _with(annotation: Annotation, mentions: list[Mention]) -> Annotation:
    merged = sorted([*annotation.mentions, *mentions], key=lambda mention: (mention.start, -mention.end))
    return Annotation(annotation.sentence, annotation.tokens, annotation.chunks, tuple(merged), annotation.attributions)
