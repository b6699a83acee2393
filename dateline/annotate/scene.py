"""Candidates of a sentence -> the same with countries and bearers: what the item has told so far.

Laws: "its" is the country of the first agent of the sentence; what is local is of the place; a bare institution is of the
country it had before in the item, else of the first agent; a pronoun is the last person, or the last of many, that fits.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from dateline import lexicons
from dateline.annotate.agents import Candidate
from dateline.annotate.gazetteer import key
from dateline.annotate.joint import JOINT, Joined, coordinated
from dateline.annotate.people import Person
from dateline.annotate.surfaces import Surface
from dateline.records import Annotation, Place

_SPELT = {
    "army": "military",
    "armed forces": "military",
    "ministry of defence": "defence ministry",
    "ministry of foreign affairs": "foreign ministry",
    "air defences": "air defence",
}
_LOSING = frozenset(["lose", "loss"])
_SEXES = {"woman": "f", "esman": "m", "ceman": "m"}  # last letters of a role
_LOCAL_ROLES = frozenset(["governor", "mayor", "deputy governor", "deputy mayor"])
_OWNED = frozenset(["person", "its", "the", "local"])
_OCCUPIERS = ("occupation ",)  # authorities, officials, troops
_STATE = frozenset(["GOV", "MIL", "COP", "SPY", "LEG", "JUD", "MED"])
_MANY = frozenset(["group", "force", "organisation", "ministry", "people", "media", "metonym"])
_UPON = frozenset(["on", "into", "against", "inside", "over", "at", "in"])
_MOST = 0.67  # share of what an item names that makes a country the one it is about


@dataclass
class Lead:
    """Countries that the sentence offers."""

    place: str  # of its place, else of the last place of the item
    here: str  # of its own place, "" where it has none
    first: str = ""  # of the first agent
    alone: bool = True  # whether its agents are of one country
    foes: frozenset[str] = frozenset()  # whose forces, weapons or attacks it tells of, naming no other country
    doers: list[tuple[int, str]] = field(default_factory=list)  # subjects so far: the word after them, their country


def spelt(head: str) -> str:
    """One spelling of an institution: "Ministry of Defense" is the defence ministry."""
    plain = head.lower().replace("defense", "defence")
    return _SPELT.get(plain, plain)


_SEATED = (["based"], ["headquartered"], ["registered"], ["stationed"])


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
    armed: set[str] = field(default_factory=set)  # armed groups that were named
    local: list[Person] = field(default_factory=list)  # of this sentence
    local_names: list[Candidate] = field(default_factory=list)  # people named in this sentence
    subjects: list[Person] = field(default_factory=list)  # those who did or said something
    many: Candidate | None = None  # the last agent that "they" can be
    joined: Joined = field(default_factory=Joined)
    sentence: int = 0  # of the item
    whole: Counter[str] = field(default_factory=Counter)  # the same of the whole item
    seats: Counter[str] = field(default_factory=Counter)  # country -> places of the whole item that are in it
    counts: Counter[str] = field(default_factory=Counter)  # country -> how often the item has named it

    def settle(self, line: Surface, annotation: Annotation, kept: list[Candidate]) -> None:
        """Countries of bare institutions, bearers of bare roles and pronouns, in reading order."""
        values = [mention.value for mention in annotation.mentions if mention.type == "PLACE" and isinstance(mention.value, Place) and mention.value.country]
        small = [value.country or "" for value in values if value.precision != "country"]
        here = small[0] if small else values[0].country or "" if values else ""
        self.home = self.home or _dateline(annotation)
        countries = {one.country for one in kept if one.country and one.rule != "organisation"}
        self.sentence += 1
        for country in countries.union([value.country or "" for value in values]) - {""}:
            self.counts[country] += 1  # Counter.update asks each time whether it was given a mapping
        lead = Lead(here or self.country, here, alone=len(countries) < 2, foes=_foes(line, annotation, kept, countries))
        self.local = []
        self.local_names = [one for one in kept if one.person is not None and one.rule != "pronoun"]
        for one in kept:
            told = bool(one.country)
            self._who(line, one, lead, kept)
            if not one.country and one.person is None and not one.countries:
                one.country = _seat(line, annotation, one) or self._country(line, one, lead, countries)
            if one.rule == "role" and one.person is None and one.country and _is_subject(line, one):
                _put_last(self.subjects, Person(one.head, one.country, one.sector, one.head, _SEXES.get(one.head[-5:], ""), is_named=False))
            if one.country and not lead.first and one.rule != "organisation":
                lead.first = one.country
            is_subject = _is_subject(line, one)
            if one.country and is_subject and one.kind != "nationality" and one.rule != "owner":
                lead.doers.append((one.last, one.country))
            self._note(one, told or bool(here), is_subject, is_led=_is_led(line, one, kept))
        self._join(line, kept)
        self.country = (small or [self.country or here])[-1]

    def _join(self, line: Surface, kept: list[Candidate]) -> None:
        """Those whom "and" joins can be meant together by what follows."""
        for joined in self.joined.note(self.sentence, line, kept):
            if self.many is not None and joined.first <= self.many.first < joined.last and any(one is self.many for one in kept):
                self.many = joined

    def _who(self, line: Surface, one: Candidate, lead: Lead, kept: list[Candidate]) -> None:
        if one.rule == JOINT:
            self.joined.point(
                one,
                self.sentence,
                [group for group in coordinated(line, [other for other in kept if other.last <= one.first]) if not _is_subject(line, group[-1])],
            )
        elif one.rule == "pronoun":
            self._pronoun(one, is_subject_of_relative=bool(one.first) and line.keys[one.first - 1] in ("whom", "who"))
        elif one.rule == "role" and one.person is None:
            beside = next((other for other in self.local_names if other.last in (one.first - 1, one.first - 2)), None)
            if beside is not None and line.tokens[beside.last].text == "," and line.keys[one.first - 1] in ("", ",", "the", "a", "an"):
                one.person = beside.person  # "Nabil Abdallah, the army spokesman"
            else:
                self._bearer(line, one)
        elif one.rule in ("institution", "group") and not one.country and _kinds_named(one.head) and line.keys[max(0, one.first - 1)] in ("the", "this"):
            self._named(one)
        if one.person is not None:
            self._person(line, one, lead)
            if one.rule != "pronoun" and _is_subject(line, one):
                _put_last(self.subjects, one.person)

    def _note(self, one: Candidate, sure: bool, subject: bool, *, is_led: bool) -> None:
        """Remember what later sentences may point back to."""
        if (one.kind in _MANY and one.rule not in ("pronoun", "country noun", "owner")) or one.rule == "group" or is_led:
            self.many = one if self.many is None or subject or is_led else self.many
        if one.rule in ("organisation", "organisation by form", "acronym"):
            self.named[one.kind] = one
            if one.sector in ("REB", "CRM"):
                self.armed.add(one.name)
        if one.country and one.kind != "nationality":
            self.owner = one.country
            if one.head and one.rule != "organisation" and sure:
                self.known[spelt(one.head)] = one.country
                self.known[spelt(one.head).split()[-1]] = one.country

    def _pronoun(self, one: Candidate, *, is_subject_of_relative: bool) -> None:
        """Whom a pronoun means; in "Musa, whom he had met" not whom the relative clause is about."""
        if one.owner in ("many", "speaker"):
            if self.many is not None and one.owner == "many":
                one.name, one.kind, one.country, one.sector, one.entity = self.many.name, self.many.kind, self.many.country, self.many.sector, self.many.entity
                one.countries = self.many.countries
            return
        order = [*reversed(self.local[:-1] if is_subject_of_relative else self.local), *reversed(self.subjects), *reversed(self.people)]
        person = next((person for person in order if not person.sex or person.sex in (one.owner, "u")), None)
        one.person, one.owner = person, ""

    def _named(self, one: Candidate) -> None:
        """ "the group" is the last that was named."""
        named = next((self.named[kind] for kind in _kinds_named(one.head) if kind in self.named), None)
        is_armed = one.rule == "group" or one.sector == "REB"
        if is_armed and (len(self.armed) != 1 or (named is not None and named.sector not in ("REB", "CRM"))):
            return
        if named is not None:
            one.name, one.kind, one.country, one.sector, one.entity = named.name, named.kind, named.country, named.sector, named.entity
            one.entity = one.entity or "org:" + key(named.name)

    def _bearer(self, line: Surface, one: Candidate) -> None:
        """ "the governor" is the governor whom the item named."""
        if line.keys[one.first] == "a" or (one.first and line.keys[one.first - 1] != "the"):
            return
        fitting = [person for person in reversed(self.people) if _has_role(person, one.head, one.country)]
        exact = [person for person in fitting if spelt(person.role) == spelt(one.head)]
        one.person = next(iter(exact or fitting), None)

    def _main(self) -> str:
        """The country that the item has been about so far; "" where it is about several."""
        return _most(self.counts or self.whole)  # a headline speaks of what follows

    def _speaking(self, one: Candidate, lead: Lead, known: str) -> str:
        """The country of a body or officer of some state who speaks of attacks or forces of others: not theirs."""
        if self.home in lead.foes:
            return self.home  # a ministry of that capital speaks of its own
        others = {self.joined.other_party(foe) for foe in lead.foes} if one.owner != "placed" else set()
        other = others.pop() if len(others) == 1 else ""
        around = (lead.here, known, other, lead.place, self.home) if one.owner == "placed" else (known, other, lead.here, self.home, lead.place)
        about = ("",) if _whose(one.head) == "abroad" else (_most(self.seats), self._main())
        return next((country for country in (*around, *about) if country and (country == known or country not in lead.foes)), "")

    def _other(self, line: Surface, one: Candidate, lead: Lead, countries: set[str]) -> str:
        """ "X said it would back the country": not the doer's, where the sentence or the item tells one other."""
        doer = next((country for last, country in reversed(lead.doers) if last <= one.first), "")
        rest = countries - {doer}
        if doer and not rest:
            others = [land for land in self.joined.lands if land != doer]
            return self._main() or (self.country if self.country != doer else "") or ("" if len(others) > 1 else next(iter(others), doer))
        return rest.pop() if len(rest) == 1 else ""

    def _owner(self, line: Surface, one: Candidate, lead: Lead) -> str:
        """Whose "its" is: the nearest subject's, or of one before whom that one harms."""
        before = [country for last, country in lead.doers if last <= one.first]
        verb = one.first - 1 - (line.keys[one.first - 1] in _UPON)
        is_against = verb > 0 and any(token.lemma in lexicons.terms("against") for token in line.tokens[max(0, verb - 2) : verb + 1])
        if is_against and before:
            return next((country for country in reversed(before[:-1]) if country != before[-1]), self.owner if self.owner != before[-1] else "")
        return before[-1] if before else ""

    def _country(self, line: Surface, one: Candidate, lead: Lead, countries: set[str]) -> str:
        """The country that the item tells for a bare institution, group or role; "" where it tells none."""
        known = (self.known.get(spelt(one.within), "") if one.within else "") or self.known.get(spelt(one.head), "")
        if one.rule == "owner":
            halves = {"north": "PRK", "south": "KOR"}
            told = self.counts["PRK"] + self.counts["KOR"]
            return self._owner(line, one, lead) if one.owner not in halves else halves[one.owner] if told else ""
        if one.rule == "country noun" and one.owner == "the" and not _has_verb(line, one):
            return self._other(line, one, lead, countries)
        if _whose(one.head) == "neighbour":
            owner = (self._owner(line, one, lead) or lead.first) if one.owner == "its" else ""
            others = [land for land in self.joined.lands if land != owner]
            return others[0] if owner and len(others) == 1 else ""
        if one.owner == "speaker" or one.rule.startswith(("organisation", "acronym")):
            return ""
        if _whose(one.head) == "others" or (one.owner == "the" and len(countries) > 1):
            return ""
        if one.owner in _OWNED or one.head.startswith(_OCCUPIERS):
            return self._owned(line, one, lead)
        if one.sector == "CVL" or one.head == "police":
            return lead.here or known or ("" if _whose(one.head) == "anywhere" else lead.place)
        if lead.foes and one.sector in _STATE and one.owner in ("", "placed", "known") and _speaks(line, one):
            return self._speaking(one, lead, known)
        if one.owner == "placed":
            alone = next(iter(countries)) if len(countries) == 1 else ""
            return lead.here or known or lead.first or alone or lead.place or self._main()
        if one.sector in ("REB", "CRM"):
            return known or lead.here
        if one.rule in ("institution", "group", "role") and one.sector not in ("JRN", "EDU") and (one.rule != "group" or one.sector != "BUS"):
            named = known or (lead.first if lead.alone else "" if one.rule == "role" else self.home)
            return named or ("" if _whose(one.head) == "abroad" else self._main())
        return ""

    def _owned(self, line: Surface, one: Candidate, lead: Lead) -> str:
        """The country of who is somebody's, or of the place; of occupiers the one that is at war with the place's."""
        if one.head.startswith(_OCCUPIERS):
            return self.joined.other_party(lead.place)
        if one.owner == "person":
            return next((person.country for person in reversed(self.people)), "")
        if one.owner in ("its", "the"):
            return (self._owner(line, one, lead) if one.owner == "its" else "") or lead.first or self.owner
        return lead.place

    def _person(self, line: Surface, one: Candidate, lead: Lead) -> None:
        person = one.person
        assert person is not None
        if not person.country and person.role:
            local = one.owner in ("local", "placed") or person.role in _LOCAL_ROLES
            known = one.country or self.known.get(spelt(one.within), "")
            if lead.foes and person.sector in _STATE and not local and _speaks(line, one):
                person.country = self._speaking(one, lead, known)
            elif person.sector not in ("EDU", "JRN"):  # an analyst may be from anywhere
                person.country = known or (lead.place if local else lead.first if lead.alone else "")
        one.country, one.sector, one.role = person.country or one.country, person.sector or one.sector, person.role or one.role
        one.name = person.name
        _put_last(self.people, person)
        if one.rule != "pronoun":
            _put_last(self.local, person)


def _whose(head: str) -> str:
    """Whose a body, group or role told without a country is; "" where its words do not tell."""
    return lexicons.table("bare_agents").get(head, "")


def _kinds_named(head: str) -> list[str]:
    """Kinds of those named before that these words can point back to, best first."""
    kind, _, kinds = _whose(head).partition(": ")
    return kinds.split() if kind == "named" else []


def _seat(line: Surface, annotation: Annotation, one: Candidate) -> str:
    """Country of the place that those named are said to be based in; "" where none is said."""
    if line.keys[one.last : one.last + 1] not in _SEATED or line.keys[one.last + 1 : one.last + 2] != ["in"]:
        return ""
    places = (m for m in annotation.mentions if m.type == "PLACE" and m.start >= line.tokens[one.last].end)
    place = next(places, None)
    return place.value.country or "" if place is not None and isinstance(place.value, Place) else ""


def _most(counts: Counter[str]) -> str:
    """The country that two in three name; "" where there is none."""
    country, count = (counts.most_common(1) or [("", 0)])[0]
    return country if count >= _MOST * counts.total() else ""


def _foes(line: Surface, annotation: Annotation, kept: list[Candidate], countries: set[str]) -> frozenset[str]:
    """Countries whose forces, weapons, attacks or losses are told of, where no other is named: "Russian troops", "Israel's losses"."""
    weapons = {mention.start for mention in annotation.mentions if mention.type == "WEAPON"}
    found = {one.country for one in kept if one.country and _is_hostile(line, one, weapons)}
    return frozenset(found) if found == countries else frozenset()


def _is_hostile(line: Surface, one: Candidate, weapons: set[int]) -> bool:
    if one.kind == "force":
        return line.keys[one.first] in lexicons.terms("nationalities")
    after = line.tokens[one.last] if one.last < len(line.tokens) else None
    if any(token.lemma in _LOSING for token in line.tokens[one.last : one.last + 3]):
        return one.kind == "metonym"  # [Russia] has lost
    return one.kind == "nationality" and after is not None and (after.start in weapons or after.lemma in lexicons.terms("causes"))


def _speaks(line: Surface, one: Candidate) -> bool:
    """Whether a verb of saying follows, one noun between, or goes before a name, or "according to"."""
    cues = lexicons.terms("cues")
    last = one.last + (line.tokens[one.last].tag == "NN" if one.last < len(line.tokens) else 0)  # "a defence ministry source said"
    after = line.tokens[last] if last < len(line.tokens) else None
    if after is not None and after.tag.startswith("VB") and after.lemma in cues:
        return True
    first = one.first - 1 if line.keys[one.first - 1 : one.first] in (["the"], ["a"], ["an"]) else one.first
    before = line.tokens[first - 1] if first else None
    return before is not None and ((before.tag == "VBD" and before.lemma in cues) or line.keys[max(0, first - 2) : first] == ["according", "to"])


def _has_role(person: Person, head: str, country: str) -> bool:
    """Whether a bare role can be a person's: the same noun, and no word before it that the person's role has not."""
    if not person.role or (country and person.country not in ("", country)):
        return False
    *narrower, noun = spelt(head).split()
    words = spelt(person.role).partition(" of ")[0].split()
    return words[-1] == noun and set(narrower) <= set(words)


def _put_last(people: list[Person], person: Person) -> None:
    people[:] = [other for other in people if other is not person] + [person]


def _has_verb(line: Surface, one: Candidate) -> bool:
    return one.last < len(line.tokens) and line.tokens[one.last].tag[:2] in ("VB", "MD", "PO")


def _is_subject(line: Surface, one: Candidate) -> bool:
    """Whether a verb follows the name, an apposition between, or a verb of saying or "according to" goes before it."""
    after = line.tokens[one.last].tag if one.last < len(line.tokens) else ""
    if after == "POS":
        return False
    before = line.tokens[one.first - 1] if one.first else None
    opens = one.first == 0 or (one.first == 1 and line.keys[0] == "the")
    is_told = before is not None and (before.lemma in ("say", "add") or line.keys[max(0, one.first - 2) : one.first] == ["according", "to"])
    return opens or after[:2] in ("VB", "MD") or after in (",", "WP") or is_told


def _dateline(annotation: Annotation) -> str:
    """Country of the place in capitals that opens a report: "KYIV, March 11 (Reuters)"; "" where none does."""
    first = next((token for token in annotation.tokens if token.text.isalpha()), None)
    if first is None or not first.text.isupper() or len(first.text) < 3 or not any(token.text in "–—-:(" for token in annotation.tokens[1:12]):
        return ""
    places = (mention.value for mention in annotation.mentions if mention.type == "PLACE" and mention.start == first.start)
    return next((place.country or "" for place in places if isinstance(place, Place)), "")


def _is_led(line: Surface, one: Candidate, kept: list[Candidate]) -> bool:
    """ "Israeli jets struck": a nationality that opens the sentence, before nouns and a verb."""
    if one.kind != "nationality" or one.first > 2 or any(other.first <= one.first < other.last for other in kept if other is not one):
        return False
    if any(line.tokens[n].tag not in ("DT", "CD", "JJ", "RB") for n in range(one.first)):
        return False
    after = one.last
    while after < min(len(line.tokens), one.last + 4) and line.tokens[after].tag[:2] in ("NN", "JJ"):
        after += 1
    return one.last < after < len(line.tokens) and line.tokens[after - 1].tag == "NNS" and line.tokens[after].tag in ("VBD", "VBZ", "VBP", "MD")
