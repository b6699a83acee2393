"""Candidates of a sentence -> the same with countries and bearers: what the item has told so far.

Laws: "its" is the country of the first agent of the sentence; what is local is of the place; a bare institution is of the
country it had before in the item, else of the first agent; a pronoun is the last person, or the last of many, that fits.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from dateline.annotate.agents import Candidate
from dateline.annotate.gazetteer import key
from dateline.annotate.people import Person
from dateline.annotate.surfaces import Surface
from dateline.records import Annotation, Place

_SPELT = {"ministry of defence": "defence ministry", "ministry of foreign affairs": "foreign ministry", "air defences": "air defence"}
_BACK = {
    **dict.fromkeys(
        ["group", "movement", "faction", "armed group", "rebel group", "militant group", "terrorist group", "jihadist group"], ("group", "organisation")
    ),
    **dict.fromkeys(["organisation", "organization"], ("organisation", "group")),
    **dict.fromkeys(["agency", "outlet"], ("media", "organisation")),
}
_OTHERS = frozenset(
    ["allies", "partners", "international partners", "coalition partners", "counterpart", "counterparts", "enemy", "enemy forces", "donors", "neighbours"]
)
_SEXES = {"woman": "f", "esman": "m", "ceman": "m"}  # last letters of a role
_LOCAL_ROLES = frozenset(["governor", "mayor", "deputy governor", "deputy mayor"])
_MANY = frozenset(["group", "force", "organisation", "ministry", "people", "media", "metonym"])


@dataclass
class Lead:
    """Countries that the sentence offers."""

    place: str  # of its place, else of the last place of the item
    here: str  # of its own place, "" where it has none
    first: str = ""  # of the first agent
    alone: bool = True  # whether its agents are of one country


def spelt(head: str) -> str:
    """One spelling of an institution: "Ministry of Defense" is the defence ministry."""
    plain = head.lower().replace("defense", "defence")
    return _SPELT.get(plain, plain)


@dataclass
class Scene:
    """What the item has told so far."""

    item: int = -1
    country: str = ""  # of the last place
    owner: str = ""  # country of the last agent
    home: str = ""  # country of the dateline
    known: dict[str, str] = field(default_factory=dict)  # institution -> country
    people: list[Person] = field(default_factory=list)  # last mentioned last
    named: dict[str, Candidate] = field(default_factory=dict)  # kind -> the last that was named
    local: list[Person] = field(default_factory=list)  # of this sentence
    subjects: list[Person] = field(default_factory=list)  # those who did or said something
    many: Candidate | None = None  # the last agent that "they" can be

    def settle(self, line: Surface, annotation: Annotation, kept: list[Candidate]) -> None:
        """Countries of bare institutions, bearers of bare roles and pronouns, in reading order."""
        values = [mention.value for mention in annotation.mentions if mention.type == "PLACE" and isinstance(mention.value, Place) and mention.value.country]
        small = [value.country or "" for value in values if value.precision != "country"]
        here = small[0] if small else values[0].country or "" if values else ""
        self.home = self.home or _dateline(annotation)
        countries = {one.country for one in kept if one.country and one.rule != "organisation"}
        lead = Lead(here or self.country, here, alone=len(countries) < 2)
        self.local = []
        for one in kept:
            told = bool(one.country)
            self._who(line, one, lead)
            if not one.country and one.person is None:
                one.country = self._country(one, lead, countries)
            if one.rule == "role" and one.person is None and one.country and _is_subject(line, one):
                _put_last(self.subjects, Person(one.head, one.country, one.sector, one.head, _SEXES.get(one.head[-5:], ""), is_named=False))
            if one.country and not lead.first and one.rule != "organisation":
                lead.first = one.country
            self._note(one, told or bool(here), _is_subject(line, one))
        self.country = (small or [self.country or here])[-1]

    def _who(self, line: Surface, one: Candidate, lead: Lead) -> None:
        if one.rule == "pronoun":
            self._pronoun(one)
        elif one.rule == "role" and one.person is None:
            self._bearer(line, one)
        elif one.rule == "institution" and not one.country and one.head in _BACK and line.keys[max(0, one.first - 1)] in ("the", "this"):
            self._named(one)
        if one.person is not None:
            self._person(one, lead)
            if one.rule != "pronoun" and _is_subject(line, one):
                _put_last(self.subjects, one.person)

    def _note(self, one: Candidate, sure: bool, subject: bool) -> None:
        """Remember what later sentences may point back to."""
        if (one.kind in _MANY and one.rule not in ("pronoun", "country noun")) or one.rule == "group":
            self.many = one if self.many is None or subject else self.many
        if one.rule in ("organisation", "organisation by form", "acronym"):
            self.named[one.kind] = one
        if one.country and one.kind != "nationality":
            self.owner = one.country
            if one.head and one.rule != "organisation" and sure:
                self.known[spelt(one.head)] = one.country
                self.known[spelt(one.head).split()[-1]] = one.country

    def _pronoun(self, one: Candidate) -> None:
        if one.owner in ("many", "speaker"):
            if self.many is not None and one.owner == "many":
                one.name, one.kind, one.country, one.sector, one.entity = self.many.name, self.many.kind, self.many.country, self.many.sector, self.many.entity
            return
        order = [*reversed(self.local), *reversed(self.subjects), *reversed(self.people)]
        person = next((person for person in order if not person.sex or person.sex in (one.owner, "u")), None)
        one.person, one.owner = person, ""

    def _named(self, one: Candidate) -> None:
        """ "the group" is the last that was named."""
        named = next((self.named[kind] for kind in _BACK[one.head] if kind in self.named), None)
        if named is not None:
            one.name, one.kind, one.country, one.sector, one.entity = named.name, named.kind, named.country, named.sector, named.entity
            one.entity = one.entity or "org:" + key(named.name)

    def _bearer(self, line: Surface, one: Candidate) -> None:
        """ "the governor" is the governor whom the item named."""
        if line.keys[one.first] == "a" or (one.first and line.keys[one.first - 1] != "the"):
            return
        role = one.head.split()[-1]
        one.person = next((person for person in reversed(self.people) if _has_role(person, role, one.country)), None)

    def _country(self, one: Candidate, lead: Lead, countries: set[str]) -> str:
        """The country that the item tells for a bare institution, group or role; "" where it tells none."""
        known = (self.known.get(spelt(one.within), "") if one.within else "") or self.known.get(spelt(one.head), "")
        if one.owner == "speaker" or one.rule.startswith(("organisation", "acronym")):
            return ""
        if one.head in _OTHERS or (one.owner == "the" and len(countries) > 1):
            return ""
        if one.owner == "person":
            return next((person.country for person in reversed(self.people)), "")
        if one.owner in ("its", "the"):
            return lead.first or self.owner
        if one.owner == "local":
            return lead.place
        if one.sector == "CVL":
            return lead.here or known or lead.place
        if one.owner == "placed":
            alone = next(iter(countries)) if len(countries) == 1 else ""
            return lead.here or known or lead.first or alone or lead.place
        if one.sector in ("REB", "CRM"):
            return known or lead.here
        if one.rule in ("institution", "group", "role") and one.sector not in ("JRN", "EDU"):
            if one.rule == "role":
                return known or (lead.first if lead.alone else "")
            return known or (lead.first if lead.alone else self.home)
        return ""

    def _person(self, one: Candidate, lead: Lead) -> None:
        person = one.person
        assert person is not None
        if not person.country and person.role:
            local = one.owner in ("local", "placed") or person.role in _LOCAL_ROLES
            person.country = one.country or self.known.get(spelt(one.within), "") or (lead.place if local else lead.first if lead.alone else "")
        one.country, one.sector, one.role = person.country or one.country, person.sector or one.sector, person.role or one.role
        one.name = person.name
        _put_last(self.people, person)
        if one.rule != "pronoun":
            _put_last(self.local, person)


def _has_role(person: Person, role: str, country: str) -> bool:
    return bool(person.role) and person.role.split()[-1] == role and (not country or person.country in ("", country))


def _put_last(people: list[Person], person: Person) -> None:
    people[:] = [other for other in people if other is not person] + [person]


def _is_subject(line: Surface, one: Candidate) -> bool:
    """Whether a verb follows the name, an apposition between, or a verb of saying or "according to" goes before it."""
    after = line.tokens[one.last].tag if one.last < len(line.tokens) else ""
    if after == "POS":
        return False
    before = line.tokens[one.first - 1] if one.first else None
    return one.first == 0 or after[:2] in ("VB", "MD") or after in (",", "WP") or (before is not None and before.lemma in ("say", "to", "add"))


def _dateline(annotation: Annotation) -> str:
    """Country of the place in capitals that opens a report: "KYIV, March 11 (Reuters)"; "" where none does."""
    first = next((token for token in annotation.tokens if token.text.isalpha()), None)
    if first is None or not first.text.isupper() or len(first.text) < 3 or not any(token.text in "–—-:(" for token in annotation.tokens[1:12]):
        return ""
    places = (mention.value for mention in annotation.mentions if mention.type == "PLACE" and mention.start == first.start)
    return next((place.country or "" for place in places if isinstance(place, Place)), "")
