"""Surface -> Candidates: institutions, forces, groups, roles with their bearers, nationalities, countries that act.

Grammar: [owner] adjective* institution; owner = nationality | country 's | place 's? | organisation 's?; the same before roles
and groups; role [of place] [,] Name; Name , [the] role. "its" and "the country's" leave the owner to the document.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from msgspec import Struct

from dateline.annotate.agent_lexicon import Hit, hits, tree
from dateline.annotate.gazetteer import Gazetteer, key
from dateline.annotate.metonyms import acts
from dateline.annotate.people import NameReader, Person, key_of
from dateline.annotate.surfaces import Surface
from dateline.annotate.unlisted import Unlisted
from dateline.records import Annotation, Place

_POSSESSIVE = frozenset(["'s", "’s", "'", "’", "‘s"])
_OWN = {"its": "its", "their": "its", "his": "person", "her": "person", "our": "speaker"}
_ADJECTIVE = ("JJ", "JJR", "JJS", "VBN", "VBG", "RB")
_LOCAL = frozenset(["local", "regional", "municipal", "district", "provincial", "city", "occupation"])
_PLACED = frozenset(["CVL", "COP", "MED"])  # who is of the place that the text is about
_CLASSES = (["region"], ["oblast"], ["province"], ["governorate"], ["district"])
_ITSELF = frozenset(["militia", "group", "movement", "rebels", "gang", "cartel", "faction", "organisation", "organization", "coalition", "alliance"])
_RUN = frozenset(["installed", "run", "led", "controlled", "affiliated", "aligned", "appointed"])
_UNIT = re.compile(r"\d{1,3}(st|nd|rd|th)")  # "the 47th Brigade"
_LED = frozenset(["the", "a", "an", "one"])
_LEFT = frozenset(["the", "a", "an", "two", "three", "several", "many", "some", "all", "most", "other", "and"])


_OWNERS = frozenset(["organisation", "land", "capital", "nationality"])


@dataclass(slots=True)
class Candidate:
    """An agent of a sentence before the document settles who it is."""

    first: int
    last: int
    kind: str
    name: str
    country: str = ""
    sector: str = ""
    role: str = ""
    rule: str = ""
    head: str = ""  # the phrase of the tables that it is built on
    owner: str = ""  # its, local, placed: whose country the document tells
    person: Person | None = None
    entity: str = ""
    within: str = ""  # the institution that a role is of: "junta spokesman"
    countries: tuple[str, ...] = ()  # where it stands for agents of several


class Owners(Struct, frozen=True):
    """The phrases of a sentence that can own or bear another."""

    ends: dict[int, Hit]  # by end: organisations, countries, nationalities
    inner: dict[int, Hit]  # by end: institutions, which own roles only
    figures: dict[int, Hit]  # by first word: known people
    begun: dict[int, Hit]  # by first word: nationalities


class AgentFinder:
    """Finds the candidates of one sentence."""

    def __init__(self, places: Gazetteer) -> None:
        self.reader = NameReader()
        self.unlisted = Unlisted()
        self.places = places
        self.nationalities = self.reader.nationalities

    def __call__(self, text: str, line: Surface, annotation: Annotation) -> list[Candidate]:
        """Candidates in order of their first word; longer ones first."""
        places = {mention.end: mention.value for mention in annotation.mentions if mention.type == "PLACE" and isinstance(mention.value, Place)}
        weapons = {mention.end for mention in annotation.mentions if mention.type == "WEAPON"}
        phrases = hits(line)
        owners = Owners(
            {hit.last: hit for hit in phrases if hit.entry.layer in _OWNERS},
            {hit.last: hit for hit in phrases if hit.entry.layer == "institution"},
            {hit.first: hit for hit in phrases if hit.entry.layer == "figure"},
            {hit.first: hit for hit in phrases if hit.entry.layer == "nationality"},
        )
        begun = {hit.first for hit in phrases}
        found: list[Candidate] = []
        figures: list[Candidate] = []
        for hit in phrases:
            layer = hit.entry.layer
            if layer == "figure":
                figures.append(self._figure(text, line, hit))
            elif layer == "nationality":
                found.append(self._nationality(line, hit))
            elif layer in ("land", "capital"):
                found += self._land(line, hit, places)
            elif (layer == "institution" or line.tokens[hit.last - 1].end not in weapons) and not self._is_modifier(line, hit, begun):
                found.append(self._phrase(text, line, hit, places, owners))
        spans = {(mention.start, mention.end) for mention in annotation.mentions if mention.type == "PLACE" and mention.rule == "gazetteer"}
        found += self._unlisted(text, line, owners, spans)
        found += self._titled(line, figures, found)
        found += self._people(text, line, found, owners)
        return sorted(found, key=lambda one: (one.first, -one.last))

    def _is_modifier(self, line: Surface, hit: Hit, begun: set[int]) -> bool:
        """ "military airport", "major fire": a common noun that another noun follows, or no noun at all."""
        if hit.entry.layer == "organisation":
            return False
        token = line.tokens[hit.last - 1]
        if hit.entry.layer == "role":
            return (token.tag == "JJ" and not (hit.last < len(line.caps) and line.caps[hit.last])) or (
                token.lemma == "general" and line.keys[hit.first - 1 : hit.first] == ["in"]
            )
        if token.tag in ("RB", "VB", "VBD", "VBZ"):
            return True
        after = line.tokens[hit.last].tag if hit.last < len(line.tokens) else ""
        return after in ("NN", "NNS") and hit.last not in begun and not line.is_title

    def _figure(self, text: str, line: Surface, hit: Hit) -> Candidate:
        """Somebody whom the tables know by the full name."""
        name = " ".join(text[line.tokens[hit.first].start : line.tokens[hit.last - 1].end].split())
        known = self.reader.figures[key(hit.entry.name)]
        person = Person(name, known.country, known.sector, "", known.sex)
        return Candidate(hit.first, hit.last, "person", name, person.country, person.sector, rule="name", person=person)

    def _titled(self, line: Surface, figures: list[Candidate], found: list[Candidate]) -> list[Candidate]:
        """Known people with the role that stands beside their name; others with a title get the country of such a role."""
        titled = [one for one in found if one.rule == "role and name" and not one.country]
        roles = {one.first: one for one in found if one.rule == "role"} if figures or titled else {}
        for one in titled:
            beside = Person("")
            self._apposition(line, one.last, beside, roles)
            if beside.country and one.person is not None:
                one.country = one.person.country = beside.country
        for one in figures:
            assert one.person is not None
            beside = Person("")
            self._apposition(line, one.last, beside, roles)
            one.person.role = one.role = beside.role
        return figures

    def _unlisted(self, text: str, line: Surface, owners: Owners, places: set[tuple[int, int]]) -> list[Candidate]:
        """Organisations by their form, with the country that is in their name; the West Bank is none."""
        found = []
        listed = {number for hit in owners.ends.values() if hit.entry.layer == "organisation" for number in range(hit.first, hit.last)}
        for first, last, kind, sector in self.unlisted(text, line):
            if not listed.issuperset(range(first, last)) and (line.tokens[first].start, line.tokens[last - 1].end) not in places:
                name = " ".join(text[line.tokens[first].start : line.tokens[last - 1].end].split())
                country = next((owners.ends[end].entry.country for end in range(first + 1, last + 1) if end in owners.ends), "")
                found.append(Candidate(first, last, kind, name, country, sector, rule="organisation by form"))
        return found

    # ---- institutions, groups, roles

    def _phrase(self, text: str, line: Surface, hit: Hit, places: dict[int, Place], owners: Owners) -> Candidate:
        entry = hit.entry
        one = Candidate(hit.first, hit.last, entry.kind, entry.name, entry.country, entry.sector, rule=entry.layer, head=entry.name)
        if entry.layer == "organisation":
            return one
        one.country, one.owner = "", ""
        self._owner(line, one, places, owners)
        if not one.country and not entry.name.startswith("occupation "):  # whose place it is says whose they are not
            self._of(line, one, places, owners)
        if entry.layer == "role":
            self._bearer(text, line, one, owners)
        if one.kind == "force" and one.first and _UNIT.fullmatch(line.tokens[one.first - 1].text) and line.caps[one.first]:
            one.first -= 1
        if entry.layer in ("institution", "group") and one.first == hit.first and line.keys[hit.first - 1 : hit.first] == ["the"]:
            one.owner = one.owner or "known"
        if not one.country and not one.owner and (entry.sector in _PLACED or entry.name in ("governor", "mayor", "officials", "authorities")):
            one.owner = "placed"
        return one

    def _owner(self, line: Surface, one: Candidate, places: dict[int, Place], owners: Owners) -> None:
        """Walk left over adjectives to whoever owns the institution."""
        place = one.first - 1
        while place >= 0 and one.first - place < 5:
            word, token = line.keys[place], line.tokens[place]
            step = self._step(line, place, one, places, owners)
            if step:
                one.first, place = place - step + 1, place - step
                if one.country and word not in self.nationalities:
                    return
                continue
            if one.rule == "role" and (inner := owners.inner.get(place + 1)) is not None:
                one.first, one.owner, one.within, place = inner.first, one.owner or "known", inner.entry.name, inner.first - 1
                continue
            if word in _OWN:
                one.owner, one.first = _OWN[word], place
                return
            if "-" in token.text and (run := self._run_by(token.text)) is not None:
                one.country, one.first = run, place
                return
            if word in _LOCAL:
                one.owner, one.first = "local", place
            elif token.tag in _ADJECTIVE or word in ("state", "senior", "deputy", "chief", "former", "top", "military", "security"):
                if word in self.nationalities or token.text in _POSSESSIVE:
                    return
                one.first = place if one.country or self._leads(line, place, owners) else one.first
            elif one.rule == "role" and token.tag in ("NN", "NNS") and self._leads(line, place, owners):
                pass
            elif not (line.caps[place] and place not in line.opening and token.tag == "NNP" and one.kind == "force"):
                return
            else:
                one.first = place
            place -= 1

    def _run_by(self, word: str) -> str | None:
        """Country of the organisation in "Houthi-run"; None for other words."""
        head, _, tail = word.rpartition("-")
        node = tree().get(key(head)) if head and tail in _RUN and head[0].isupper() else None
        entry = next((entry for entry in node.get("", ()) if entry.layer in _OWNERS), None) if node else None
        return entry.country if entry is not None and len(entry.country) == 3 else None

    def _leads(self, line: Surface, place: int, owners: Owners) -> bool:
        """Whether an owner stands within three words to the left."""
        return any(number + 1 in owners.ends or line.tokens[number].text in _POSSESSIVE for number in range(max(0, place - 3), place))

    def _step(self, line: Surface, place: int, one: Candidate, places: dict[int, Place], owners: Owners) -> int:
        """Words of the owner that ends at a word, 0 where none does; sets the country."""
        extra = 1 if line.tokens[place].text in _POSSESSIVE and place else 0
        at = place - extra
        owner = owners.ends.get(at + 1)
        if owner is not None and not (extra and owner.entry.layer == "nationality"):
            one.country = owner.entry.country if len(owner.entry.country) == 3 else ""
            if owner.entry.layer == "organisation":
                self._of_organisation(one, owner)
            return extra + owner.last - owner.first
        here = places.get(line.tokens[at].end)
        if here is not None:
            one.country, one.owner = here.country or "", "" if here.country else one.owner
            return extra + self._width(line, at)
        if extra and line.keys[at] in ("country", "nation", "kingdom", "republic"):
            one.owner = "its"
            return 2
        return 0

    def _of_organisation(self, one: Candidate, owner: Hit) -> None:
        """ "Hezbollah fighters" are Hezbollah; "the Kremlin spokesman" has a role there."""
        one.role = owner.entry.name
        if one.rule == "group" or (one.rule == "institution" and one.head in _ITSELF):
            one.kind, one.name, one.sector, one.role = owner.entry.kind, owner.entry.name, owner.entry.sector, ""
            one.entity = "org:" + key(owner.entry.name)

    def _width(self, line: Surface, last: int) -> int:
        first = last
        while first > 0 and line.caps[first - 1] and line.keys[first - 1] not in self.nationalities and line.tokens[first - 1].tag.startswith("NNP"):
            first -= 1
        return last - first + 1

    def _of(self, line: Surface, one: Candidate, places: dict[int, Place], owners: Owners) -> None:
        """ "government of Sudan", "governor of the Saratov region", "police in Kherson"."""
        place = one.last
        if place + 1 >= len(line.keys) or line.keys[place] not in ("of", "in", "for", "at", "from"):
            return
        start = place + 1
        while start < len(line.keys) and (line.keys[start] in _LEFT or line.tokens[start].tag == "JJ") and not line.caps[start]:
            start += 1
        for end in range(min(start + 4, len(line.keys)), start, -1):
            hit = owners.ends.get(end)
            if hit is not None and hit.first == start and hit.entry.layer == "organisation" and one.rule == "role" and line.keys[place] in ("of", "for"):
                one.country = hit.entry.country  # "leader of M23"
                one.sector = hit.entry.sector if hit.entry.sector in ("REB", "CRM", "MIL") else one.sector
                return
            if hit is not None and hit.first == start and hit.entry.layer in ("land", "capital") and line.keys[place] != "for":
                one.country = hit.entry.country if len(hit.entry.country) == 3 else ""
                one.last = end if line.keys[place] == "of" else one.last
                return
        if line.keys[place] in ("of", "for", "in") and (adjective := owners.begun.get(start)) is not None and len(adjective.entry.country) == 3:
            one.country = adjective.entry.country  # "spokesman for the Malian army"
            return
        for number in range(start, min(start + 4, len(line.keys))):
            here = places.get(line.tokens[number].end)
            if here is not None and here.country:
                one.country = here.country
                if one.rule == "role" and line.keys[place] == "of":
                    one.last = number + 1 + (line.keys[number + 1 : number + 2] in _CLASSES)
                return

    # ---- people

    def _bearer(self, text: str, line: Surface, one: Candidate, owners: Owners) -> None:
        """role [region] [,] Name -> the person."""
        start = one.last
        if line.keys[start : start + 1] in (["to"], ["for"]):
            after = start + 1 + (line.keys[start + 1 : start + 2] == ["the"])
            start = next((end for end in range(after + 1, after + 5) if end in owners.ends and owners.ends[end].first == after), start)
        if start < len(line.keys) and line.keys[start] in ("region", "oblast", "province"):
            start += 1
        if start < len(line.tokens) and line.tokens[start].text == ",":
            start += 1
        while start < len(line.keys) and ((line.keys[start] in self.reader.titles and line.caps[start]) or line.keys[start] in ("general", "elect")):
            start += 1
        figure = owners.figures.get(start)
        end = figure.last if figure is not None else self.reader.end(text, line, start)
        comma = start > one.last and line.tokens[start - 1].text == ","
        if end == start or end in owners.ends or (comma and end - start < 2) or (comma and not self.reader.is_name(line, start, end)):
            return
        name = " ".join(text[line.tokens[start].start : line.tokens[end - 1].end].split())
        one.role = one.head
        one.last, one.kind, one.rule = end, "person", "role and name"
        one.name = name
        one.person = Person(name, one.country, one.sector, one.head, self.reader.given.get(line.keys[start], ""))

    def _people(self, text: str, line: Surface, taken: list[Candidate], owners: Owners) -> list[Candidate]:
        """Names that stand without a role before them."""
        roles = {one.first: one for one in taken if one.rule == "role"}
        lands = {number for hit in owners.ends.values() for number in range(hit.first, hit.last)}
        covered = {number for one in taken if (one.kind != "role" and one.rule != "country") or one.person for number in range(one.first, one.last)}
        found, done = [], 0
        for place in line.places:
            start = place
            while start < place + 3 and start < len(line.tokens) and line.keys[start] in self.reader.titles and line.caps[start]:
                start += 1
            titled = start > place
            if place < done or place in covered or not self.reader.is_part(line, start) or (place in lands and line.keys[place] not in self.reader.given):
                continue
            end = self.reader.end(text, line, start)
            while end > start and end - 1 in covered:
                end -= 1
            if end > start and (titled or self.reader.is_name(line, start, end) or self._is_introduced(line, start, end, roles)):
                name = " ".join(text[line.tokens[start].start : line.tokens[end - 1].end].split())
                person = Person(name, sex=self._sex(line, place, start))
                self._apposition(line, end, person, roles)
                found.append(
                    Candidate(place, end, "person", name, person.country, person.sector, person.role, "title and name" if titled else "name", person=person)
                )
            done = end
        return found

    def _is_introduced(self, line: Surface, start: int, end: int, roles: dict[int, Candidate]) -> bool:
        """ "Kazem Jalali, the ambassador to Moscow"; not "in Zelenyi Yar, spokesman Ihor Bondar said"."""
        person = Person("")
        first = end + 1 + (line.keys[end + 1 : end + 2] in (["the"], ["a"], ["an"]))
        role = roles.get(first)
        if role is not None and line.caps[role.last : role.last + 1] == [True]:
            return False
        if end - start >= 2:
            self._apposition(line, end, person, roles)
        return bool(person.role) and not line.is_title

    def _sex(self, line: Surface, title: int, start: int) -> str:
        if title != start and line.keys[title] in ("mr", "sir", "lord"):
            return "m"
        if title != start and line.keys[title] in ("mrs", "ms", "miss", "lady", "dame"):
            return "f"
        return self.reader.given.get(line.keys[start], "")

    def _apposition(self, line: Surface, end: int, person: Person, roles: dict[int, Candidate]) -> None:
        """ "Name, [the] role of place"."""
        if end >= len(line.tokens) or line.tokens[end].text not in (",", "(", "-", "–"):
            return
        for first in range(end + 1, end + 5):
            one = roles.get(first)
            if one is not None and all(line.keys[n] in _LED or (not line.caps[n] and line.tokens[n].tag[:2] in ("JJ", "NN")) for n in range(end + 1, first)):
                person.country, person.sector, person.role = one.country, one.sector, one.head
                return

    # ---- countries and nationalities

    def _land(self, line: Surface, hit: Hit, places: dict[int, Place]) -> list[Candidate]:
        """A country or capital, where it acts or owns or is a party."""
        first, last, country = hit.first, hit.last, hit.entry.country
        here = places.get(line.tokens[last - 1].end)
        if here is not None and here.country != country and here.precision != "country":
            return []
        word = line.tokens[first].text
        is_short = last == first + 1 and (word.isupper() or "." in word) and not line.is_upper
        if is_short and last < len(line.tokens) and line.tokens[last].tag[:2] in ("NN", "JJ") and line.keys[last] not in ("president", "said"):
            return [Candidate(first, last, "nationality", word, country, rule="adjective")]
        if not acts(line, first, last) and (hit.entry.layer == "capital" or self._is_inside(line, first)):
            return []
        name = self.places.names[self.places.by_code[country]] if country in self.places.by_code else country
        return [Candidate(first, last, "metonym", name, country if len(country) == 3 else "", "GOV", rule="country")]

    def _is_inside(self, line: Surface, first: int) -> bool:
        before = line.keys[first - 1] if first else ""
        if before == "the" or (first and line.tokens[first - 1].tag == "JJ"):
            before = line.keys[first - 2] if first > 1 else ""
        return before in ("in", "inside", "over", "across", "within", "throughout", "outside", "near", "around", "through", "into", "off")

    def _nationality(self, line: Surface, hit: Hit) -> Candidate:
        word = key_of(line, hit.first, hit.last)
        is_people = line.tokens[hit.last - 1].tag in ("NNS", "NNPS") or (word.endswith("s") and word[:-1] in self.nationalities)
        kind = "people" if is_people else "nationality"
        return Candidate(hit.first, hit.last, kind, word.title(), hit.entry.country, "CVL" if is_people else "", rule="nationality")
