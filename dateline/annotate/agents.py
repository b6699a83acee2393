"""Surface -> Candidates: institutions, forces, groups, roles with their bearers, nationalities, countries that act.

Grammar: [owner] adjective* institution; owner = nationality | country 's | place 's? | organisation 's?; the same before roles
and groups; role [of place] [,] Name; Name , [the] role. "its" and "the country's" leave the owner to the document.
"""

from __future__ import annotations

from dataclasses import dataclass

from dateline import lexicons
from dateline.annotate.agent_lexicon import Hit, hits
from dateline.annotate.gazetteer import COUNTRY, Gazetteer
from dateline.annotate.metonyms import acts
from dateline.annotate.people import NameReader, Person, key_of
from dateline.annotate.surfaces import Surface
from dateline.annotate.unlisted import Unlisted
from dateline.records import Annotation, Place

_POSSESSIVE = frozenset(["'s", "’s", "'", "’", "‘s"])
_OWN = frozenset(["its", "their", "his", "her", "our"])
_ADJECTIVE = ("JJ", "JJR", "JJS", "VBN", "VBG")
_LOCAL = frozenset(["local", "regional", "municipal", "district", "provincial", "city", "occupation"])
_PLACED = frozenset(["CVL", "COP", "MED"])  # who is of the place that the text is about
_CLASSES = (["region"], ["oblast"], ["province"], ["governorate"], ["district"])
_THE = (["the"], ["his"], ["their"], ["its"], ["her"], ["our"])
_LEFT = frozenset(["the", "a", "an", "two", "three", "several", "many", "some", "all", "most", "other", "and"])


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


class AgentFinder:
    """Finds the candidates of one sentence."""

    def __init__(self, places: Gazetteer) -> None:
        self.reader = NameReader()
        self.unlisted = Unlisted()
        self.places = places
        self.nationalities = self.reader.nationalities
        self.capitals = lexicons.table("capitals")

    def __call__(self, text: str, line: Surface, annotation: Annotation) -> list[Candidate]:
        """Candidates in order of their first word; longer ones first."""
        places = {mention.end: mention.value for mention in annotation.mentions if mention.type == "PLACE" and isinstance(mention.value, Place)}
        found: list[Candidate] = []
        phrases = hits(line)
        ends = {hit.last: hit for hit in phrases if hit.entry.layer == "organisation"}
        weapons = {mention.end for mention in annotation.mentions if mention.type == "WEAPON"}
        for hit in phrases:
            if line.tokens[hit.last - 1].end not in weapons and not (hit.entry.layer == "role" and line.tokens[hit.last - 1].tag == "JJ"):
                found.append(self._phrase(text, line, hit, places, ends))
        listed = {number for hit in ends.values() for number in range(hit.first, hit.last)}
        for first, last, kind, sector in self.unlisted(text, line):
            if not listed.issuperset(range(first, last)):
                name = text[line.tokens[first].start : line.tokens[last - 1].end]
                country = next((c for n in range(first, last) if (c := self.land(line, n, n + 1) or self.nationalities.get(line.keys[n], "").strip("-"))), "")
                found.append(Candidate(first, last, kind, name, country, sector, rule="organisation by form"))
        found += self._people(text, line, found)
        found += self._lands(line, places)
        found += [
            Candidate(n - 1, n + 1, "metonym", "", rule="country noun", owner="its")
            for n, w in enumerate(line.keys)
            if w == "country" and line.keys[n - 1 : n] in _THE
        ]
        found += self._nationalities(line)
        return sorted(found, key=lambda one: (one.first, -one.last))

    # ---- institutions, groups, roles

    def _phrase(self, text: str, line: Surface, hit: Hit, places: dict[int, Place], ends: dict[int, Hit]) -> Candidate:
        entry = hit.entry
        one = Candidate(hit.first, hit.last, entry.kind, entry.name, entry.country, entry.sector, rule=entry.layer, head=entry.name)
        if entry.layer == "organisation":
            return one
        one.country, one.owner = "", ""
        self._owner(line, one, places, ends)
        if not one.country:
            self._of(line, one, places)
        if entry.layer == "role":
            self._bearer(text, line, one)
        if entry.layer in ("institution", "group") and one.first == hit.first and line.keys[hit.first - 1 : hit.first] == ["the"]:
            one.owner = one.owner or "known"
        if not one.country and not one.owner and (entry.sector in _PLACED or entry.name in ("governor", "mayor", "officials", "authorities")):
            one.owner = "placed"
        return one

    def _owner(self, line: Surface, one: Candidate, places: dict[int, Place], ends: dict[int, Hit]) -> None:
        """Walk left over adjectives to whoever owns the institution."""
        place = one.first - 1
        while place >= 0 and one.first - place < 5:
            word, token = line.keys[place], line.tokens[place]
            step = self._step(line, place, one, places, ends)
            if step:
                one.first, place = place - step + 1, place - step
                if one.country and word not in self.nationalities:
                    return
                continue
            if word in _OWN:
                one.owner, one.first = "speaker" if word == "our" else "its", place
                return
            if word in _LOCAL:
                one.owner, one.first = "local", place
            elif token.tag in _ADJECTIVE or word in ("state", "senior", "deputy", "chief", "former", "top", "military", "security"):
                if word in self.nationalities or token.text in _POSSESSIVE:
                    return
                one.first = place if word in _LOCAL or one.country or self._leads(line, place) else one.first
            elif not (line.caps[place] and not line.first[place] and token.tag == "NNP" and one.kind == "force"):
                return
            else:
                one.first = place
            place -= 1

    def _leads(self, line: Surface, place: int) -> bool:
        """Whether an owner stands within three words to the left."""
        return any(
            line.keys[n] in self.nationalities or line.tokens[n].text in _POSSESSIVE or self.land(line, n, n + 1) for n in range(max(0, place - 3), place)
        )

    def _step(self, line: Surface, place: int, one: Candidate, places: dict[int, Place], ends: dict[int, Hit]) -> int:
        """Words of the owner that ends at a word, 0 where none does; sets the country."""
        extra = 1 if line.tokens[place].text in _POSSESSIVE and place else 0
        at = place - extra
        if not extra:
            for size in (2, 1):
                country = self.nationalities.get(key_of(line, at - size + 1, at + 1)) if at >= size - 1 else None
                if country is not None and (line.caps[at] or line.is_upper):
                    one.country = country.strip("-")
                    return size
        for size in (4, 3, 2, 1):
            country = self.land(line, at - size + 1, at + 1) if at >= size - 1 else ""
            if country:
                one.country = country
                return size + extra
        here = places.get(line.tokens[at].end)
        if here is not None:
            one.country, one.owner = here.country or "", "" if here.country else one.owner
            return extra + self._width(line, at)
        owner = ends.get(at + 1)
        if owner is not None:
            one.country, one.role = owner.entry.country, owner.entry.name
            return extra + owner.last - owner.first
        if extra and line.keys[at] in ("country", "nation", "kingdom", "republic"):
            one.owner = "its"
            return 2
        return 0

    def _width(self, line: Surface, last: int) -> int:
        first = last
        while first > 0 and line.caps[first - 1] and line.keys[first - 1] not in self.nationalities and not line.first[first]:
            first -= 1
        return last - first + 1

    def land(self, line: Surface, first: int, last: int) -> str:
        """ISO alpha-3 of the country or capital at those words, "" where there is none."""
        if not line.caps[first]:
            return ""
        name = key_of(line, first, last)
        rows = self.places.rows(name)
        if rows and self.places.kinds[rows[0][0]] == COUNTRY:
            word = line.tokens[first].text
            return self.places.country(rows[0][0]) if len(name) > 3 or word.isupper() or "." in word else ""
        return self.capitals.get(name, "")

    def _of(self, line: Surface, one: Candidate, places: dict[int, Place]) -> None:
        """ "government of Sudan", "governor of the Saratov region", "police in Kherson"."""
        place = one.last
        if place + 1 >= len(line.keys) or line.keys[place] not in ("of", "in", "for", "at", "from"):
            return
        start = place + 1
        while start < len(line.keys) and (line.keys[start] in _LEFT or line.tokens[start].tag == "JJ") and not line.caps[start]:
            start += 1
        for size in (4, 3, 2, 1):
            country = self.land(line, start, start + size) if start + size <= len(line.keys) else ""
            if country and line.keys[place] != "for":
                one.country = country
                if line.keys[place] == "of":
                    one.last = start + size
                return
        for number in range(start, min(start + 4, len(line.keys))):
            here = places.get(line.tokens[number].end)
            if here is not None and here.country:
                one.country = here.country
                if one.rule == "role" and line.keys[place] == "of":
                    one.last = number + 1 + (line.keys[number + 1 : number + 2] in _CLASSES)
                return

    # ---- people

    def _bearer(self, text: str, line: Surface, one: Candidate) -> None:
        """role [region] [,] Name -> the person."""
        start = one.last
        if start < len(line.keys) and line.keys[start] in ("region", "oblast", "province"):
            start += 1
        if start < len(line.tokens) and line.tokens[start].text == ",":
            start += 1
        while start < len(line.keys) and ((line.keys[start] in self.reader.titles and line.caps[start]) or line.keys[start] in ("general", "elect")):
            start += 1
        end = self.reader.end(text, line, start)
        comma = start > one.last and line.tokens[start - 1].text == ","
        if end == start or (comma and end - start < 2) or self.land(line, start, end) or (comma and not self.reader.is_name(line, start, end)):
            return
        name = text[line.tokens[start].start : line.tokens[end - 1].end]
        one.role = one.head
        one.last, one.kind, one.rule = end, "person", "role and name"
        one.name = name
        one.person = Person(name, one.country, one.sector, one.head, self.reader.given.get(line.keys[start], ""))

    def _people(self, text: str, line: Surface, taken: list[Candidate]) -> list[Candidate]:
        """Names that stand without a role before them."""
        covered = {number for one in taken if one.kind != "role" or one.person for number in range(one.first, one.last)}
        found, place = [], 0
        while place < len(line.tokens):
            start = place
            while start < place + 3 and start < len(line.tokens) and line.keys[start] in self.reader.titles and line.caps[start]:
                start += 1
            titled = start > place
            if place in covered or not self.reader.is_part(line, start):
                place += 1
                continue
            end = self.reader.end(text, line, start)
            while end > start and end - 1 in covered:
                end -= 1
            if end > start and (titled or self.reader.is_name(line, start, end) or self._is_introduced(line, start, end, taken)):
                name = text[line.tokens[start].start : line.tokens[end - 1].end]
                person = Person(name, sex=self._sex(line, place, start))
                self._apposition(line, end, person, taken)
                found.append(
                    Candidate(place, end, "person", name, person.country, person.sector, person.role, "title and name" if titled else "name", person=person)
                )
            place = max(end, place + 1)
        return found

    def _is_introduced(self, line: Surface, start: int, end: int, taken: list[Candidate]) -> bool:
        """ "Kazem Jalali, the ambassador to Moscow"."""
        person = Person("")
        if end - start >= 2:
            self._apposition(line, end, person, taken)
        return bool(person.role) and not line.is_title

    def _sex(self, line: Surface, title: int, start: int) -> str:
        if title != start and line.keys[title] in ("mr", "sir", "lord"):
            return "m"
        if title != start and line.keys[title] in ("mrs", "ms", "miss", "lady", "dame"):
            return "f"
        return self.reader.given.get(line.keys[start], "")

    def _apposition(self, line: Surface, end: int, person: Person, taken: list[Candidate]) -> None:
        """ "Name, [the] role of place"."""
        if end >= len(line.tokens) or line.tokens[end].text not in (",", "(", "-", "–"):
            return
        for one in taken:
            if end < one.first <= end + 4 and one.rule == "role" and (one.first == end + 1 or line.keys[end + 1] in ("the", "a", "an", "one")):
                person.country, person.sector, person.role = one.country, one.sector, one.head
                return

    # ---- countries and nationalities

    def _lands(self, line: Surface, places: dict[int, Place]) -> list[Candidate]:
        found, place = [], 0
        while place < len(line.tokens):
            size = (
                next((size for size in (5, 4, 3, 2, 1) if place + size <= len(line.tokens) and self.land(line, place, place + size)), 0)
                if line.caps[place]
                else 0
            )
            if not size:
                place += 1
                continue
            country, last = self.land(line, place, place + size), place + size
            here = places.get(line.tokens[last - 1].end)
            is_capital = key_of(line, place, last) in self.capitals
            if here is not None and here.country != country and here.precision != "country":
                place = last
                continue
            word = line.tokens[place].text
            if size == 1 and (word.isupper() or "." in word) and last < len(line.tokens) and line.tokens[last].tag[:2] in ("NN", "JJ") and here is not None:
                found.append(Candidate(place, last, "nationality", word, country, rule="adjective"))
            elif acts(line, place, last) or (not is_capital and not self._is_inside(line, place)):
                name = self.places.names[self.places.by_code[country]] if country in self.places.by_code else country
                found.append(Candidate(place, last, "metonym", name, country if len(country) == 3 else "", "GOV", rule="country"))
            place = last
        return found

    def _is_inside(self, line: Surface, first: int) -> bool:
        before = line.keys[first - 1] if first else ""
        if before == "the" or (first and line.tokens[first - 1].tag == "JJ"):
            before = line.keys[first - 2] if first > 1 else ""
        return before in ("in", "inside", "over", "across", "within", "throughout", "outside", "near", "around", "through", "into", "off")

    def _nationalities(self, line: Surface) -> list[Candidate]:
        found, place = [], 0
        while place < len(line.keys):
            size = (
                next((size for size in (2, 1) if key_of(line, place, place + size) in self.nationalities and place + size <= len(line.keys)), 0)
                if line.caps[place]
                else 0
            )
            if size:
                word = key_of(line, place, place + size)
                country = self.nationalities[word].strip("-")
                token = line.tokens[place + size - 1]
                is_people = token.tag in ("NNS", "NNPS") or (word.endswith("s") and word[:-1] in self.nationalities)
                found.append(
                    Candidate(
                        place, place + size, "people" if is_people else "nationality", word.title(), country, "CVL" if is_people else "", rule="nationality"
                    )
                )
            place += max(1, size)
        return found
