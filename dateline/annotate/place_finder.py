"""Surface -> Found: the names of the gazetteer in a sentence, with what their neighbours say of them."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import pairwise

from dateline import lexicons
from dateline.annotate.gazetteer import COUNTRY, REGION, SEA, Gazetteer, key, skeleton
from dateline.annotate.surfaces import Surface, run_end
from dateline.annotate.word_trees import backwards, facility_end, phrases

LONGEST = 6  # words of a name
# Prepositions that put what follows somewhere; the second set also leads to people and parties.
IN = frozenset(
    [
        "in",
        "at",
        "near",
        "over",
        "across",
        "inside",
        "within",
        "throughout",
        "outside",
        "around",
        "via",
        "through",
        "towards",
        "toward",
        "off",
        "into",
        "beyond",
        "along",
    ]
)
TO = frozenset(
    [
        "on",
        "from",
        "to",
        "of",
        "between",
        "above",
        "beneath",
        "and",
        "around",
        "against",
        "for",
        "about",
        "behind",
        "up",
        "down",
        "past",
        "opposite",
        "under",
        "leaving",
        "entering",
        "reached",
    ]
)


_RULERS = frozenset(["governor", "governors", "gov"])
_ABOUT = frozenset(["peace", "ceasefire", "refugee", "nuclear", "climate", "grain"])  # "the Doha peace accords"
_BESIDE = frozenset(["near", "outside", "beside", "north", "south", "east", "west", "km", "miles", "kilometres"])
_VILLAGES = frozenset(["village", "hamlet", "settlement", "villages"])
_SKIPPED = frozenset(["the", "city", "town", "village", "region"])


@dataclass(slots=True)
class Found:
    """A name of the gazetteer in the text, and what is known of it so far."""

    sentence: int
    first: int  # tokens first..last (exclusive)
    last: int
    start: int
    end: int
    key: str
    rows: list[tuple[int, bool]]
    strength: float = 0.0  # how surely it is a place: >= 1 is enough
    sort: str = ""  # region, district, settlement, sea, area, facility: what its neighbours call it
    facility_end: int = 0  # token after the facility noun that goes with it
    within: list[Found] = field(default_factory=list)  # places named as holding it
    holds: list[Found] = field(default_factory=list)  # places that it is named as holding
    country: str = ""  # ISO alpha-3 named as holding it: "the Ukrainian city of X"
    relation: str = ""
    place: int = -1  # the row chosen
    candidates: tuple[int, ...] = ()
    is_actor: bool = False
    is_fuzzy: bool = False  # met by the spelling-free form only
    shared: bool = False  # its noun is that of a list


class Finder:
    """Finds candidates in sentences."""

    def __init__(self, places: Gazetteer) -> None:
        self.places = places
        self.nouns = lexicons.table("place_nouns")
        self.directions = lexicons.terms("directions")
        self.given = lexicons.terms("first_names")
        self.capitals = lexicons.terms("capitals")
        self.not_names = lexicons.terms("not_names")
        self.titles = lexicons.table("titles")
        self.nationalities = lexicons.table("nationalities")
        self.institutions = frozenset(word for term in lexicons.terms("institutions") for word in key(term).split())
        tables = ("institutions", "roles", "groups", "place_possessions")
        self.followers = frozenset(key(term).split()[0] for table in tables for term in lexicons.terms(table)) - {"general", "major", "king", "prince"}
        self.facilities = phrases(lexicons.terms("facilities"))
        self.pacts = lexicons.terms("pacts")
        self.targets = lexicons.terms("reaching")
        self.causes = lexicons.terms("causes")
        self.relations = backwards(lexicons.table("place_relations"))

    def __call__(self, text: str, number: int, line: Surface) -> list[Found]:
        """The candidates of one sentence, longest first where they overlap, in reading order."""
        found: list[Found] = []
        place, size = 0, len(line.tokens)
        while place < size:
            one = self._longest(text, number, line, place) or self._fuzzy(text, number, line, place) if line.caps[place] else None
            if one is None:
                place += 1
                continue
            if not self._is_begun(text, line, one):
                found.append(one)
            place = one.last
        self._judge(text, line, found)
        return found

    def _is_begun(self, text: str, line: Surface, one: Found) -> bool:
        """Whether a name of a village goes on past what the gazetteer knows: "the village of Nova Luka"."""
        lead, last = one.first - 1, one.last
        if lead < 1 or line.keys[lead] != "of" or line.keys[lead - 1] not in _VILLAGES or line.is_upper or line.is_title or last >= len(line.keys):
            return False
        follows = line.caps[last] and line.tokens[last].tag.startswith("NNP") and text[one.end : line.tokens[last].start] == " "
        return follows and line.keys[last] not in self.nouns and line.keys[last] not in self.titles and line.keys[last] not in self.nationalities

    def given_spans(self, text: str, lines: list[Surface], spans: list[tuple[int, int]]) -> list[Found]:
        """A candidate for each span: of its whole name, else of its longest part."""
        starts = [line.tokens[0].start if line.tokens else 0 for line in lines]
        found = []
        for start, end in spans:
            number = max(0, bisect_right(starts, start) - 1)
            line = lines[number]
            first = next((n for n, token in enumerate(line.tokens) if token.end > start), len(line.tokens))
            last = next((n for n, token in enumerate(line.tokens) if token.start >= end), len(line.tokens))
            rows, name_key = self._parts(text[start:end])
            if rows:
                found.append(Found(number, first, last, start, end, name_key, rows, strength=5.0))
        for number in {one.sentence for one in found}:
            self._judge(text, lines[number], [one for one in found if one.sentence == number])
        return found

    def _parts(self, name: str) -> tuple[list[tuple[int, bool]], str]:
        whole = key(name)
        rows = self.places.rows(whole)
        if rows:
            return rows, whole
        words = whole.removeprefix("the ").split()
        while words and words[0] in self.directions:
            words = words[1:]
        for size in range(len(words), 0, -1):
            for first in range(len(words) - size + 1):
                part = " ".join(words[first : first + size])
                rows = self.places.rows(part) if len(part) > 3 and (size < len(words) or words != whole.split()) else []
                if rows and part not in self.nouns:
                    return rows, part
        return [], whole

    def _longest(self, text: str, number: int, line: Surface, first: int) -> Found | None:
        tokens = line.tokens
        limit = min(run_end(line, first, text, LONGEST), first + LONGEST)
        for last in range(limit, first, -1):
            start, end = tokens[first].start, tokens[last - 1].end
            name_key = line.keys[first] if last == first + 1 else key(text[start:end])
            if (
                name_key in self.places
                and self._is_spelt(text[start:end], name_key, line)
                and text[end : end + 1] != "$"
                and not (last == first + 1 and self._is_cut(text, line, first, name_key))
                and (last > first + 1 or not line.is_upper or self._is_name(line, first))
            ):
                return Found(number, first, last, start, end, name_key, self.places.rows(name_key))
        return self._river(number, line, first) or self._compound(text, number, line, first)

    def _river(self, number: int, line: Surface, first: int) -> Found | None:
        """ "the Don", "the Moei river": known with its noun only."""
        token, after = line.tokens[first], first + 1
        is_named = line.keys[after : after + 1] == ["river"]
        is_led = first > 0 and line.keys[first - 1] == "the" and not (after < len(line.tokens) and line.tokens[after].tag[:2] in ("NN", "JJ", "PO"))
        rows = self._waters(line.keys[first] + " river") if is_named or is_led else []
        if not rows:
            return None
        last = after + is_named
        return Found(number, first, last, token.start, line.tokens[last - 1].end, line.keys[first] + " river", rows, strength=1.0, sort="sea")

    def _fuzzy(self, text: str, number: int, line: Surface, first: int) -> Found | None:
        """A name after a preposition of place in a spelling that the gazetteer lacks."""
        if not first or line.tokens[first].tag not in ("NNP", "NNPS") or not self._is_placed(line, first):
            return None
        last = run_end(line, first, text, 3)
        start, end = line.tokens[first].start, line.tokens[last - 1].end
        name_key = key(text[start:end])
        rows = self.places.rows(skeleton(name_key)) if len(name_key) > 4 and name_key not in self.not_names and name_key not in self.given else []
        return Found(number, first, last, start, end, name_key, rows, is_fuzzy=True) if rows else None

    def _is_placed(self, line: Surface, first: int) -> bool:
        """Whether a preposition of place or a noun for a place leads to the word."""
        place = first - 1
        if line.keys[place] == "of":
            return place > 0 and self.nouns.get(line.keys[place - 1]) in ("settlement", "district", "quarter", "region")
        return line.keys[place] in IN or self.nouns.get(line.keys[place]) == "settlement"

    def _is_name(self, line: Surface, first: int) -> bool:
        """Whether one word among capitals is a name: by its tag, or by its fame where it is a word too ("LIMA")."""
        return line.tokens[first].tag.startswith("NNP") or (self._is_big(line.keys[first]) and line.keys[first] in self.capitals)

    def _is_spelt(self, name: str, name_key: str, line: Surface) -> bool:
        """Short names are abbreviations and must be written as such; days and titles are no places."""
        place, alias = self.places.rows(name_key)[0]
        is_marked = name.isupper() or "." in name
        if len(name_key) <= 3 and (alias or self.places.kinds[place] == COUNTRY):
            return is_marked  # no country has a name so short: "CAR", "U.K."
        if len(name_key) < 4 and not is_marked:
            return len(name_key) == 3 and not line.is_upper
        return name_key not in self.not_names

    def _is_cut(self, text: str, line: Surface, first: int, name_key: str) -> bool:
        """Whether a cut name of a state that may be a word ("Wash", "Miss") has neither its stop nor a comma before it."""
        place, alias = self.places.rows(name_key)[0]
        word = line.tokens[first].text
        if word.isupper() and len(word) > 3 and not line.is_upper and (alias or self.places.people[place] < 100_000):
            return first not in line.opening and (not first or line.keys[first - 1] not in IN)  # "the DACA programme"
        if not (alias and len(name_key) < 6 and self.places.kinds[place] == REGION and self.places.country(place) == "USA") or line.is_upper:
            return False
        end = line.tokens[first].end
        if text[line.tokens[first].start : end].isupper():
            return False
        return text[end - 1] != "." and text[end : end + 1] != "." and not (first and line.tokens[first - 1].text in (",", "("))

    def _compound(self, text: str, number: int, line: Surface, first: int) -> Found | None:
        """The place in "Moscow-based", "US-led"."""
        token = line.tokens[first]
        if "-" not in token.text:
            return None
        head, _, rest = token.text.partition("-")
        name_key = key(head)
        if len(rest) > 1 and name_key in self.places and self._is_spelt(head, name_key, line) and self._is_big(name_key):
            return Found(
                number, first, first + 1, token.start, token.start + len(head), name_key, self.places.rows(name_key), strength=0.5, is_actor=rest[0].islower()
            )
        return None

    def _is_big(self, name_key: str) -> bool:
        place, alias = self.places.rows(name_key)[0]
        return self.places.kinds[place] in (COUNTRY, REGION) or (self.places.people[place] > 100_000 and not alias)

    # ---- what the neighbours say

    def _judge(self, text: str, line: Surface, found: list[Found]) -> None:
        before: Found | None = None
        for one in found:
            self._nouns(line, one)
            self._before(line, one)
            self._person(text, line, one)
            if before is not None:
                self._contain(text, line, before, one)
            before = one
        self._share(text, line, found)

    def _share(self, text: str, line: Surface, found: list[Found]) -> None:
        """ "X, Y and Z regions", "the regions of X, Y and Z": one noun for all of a list."""
        pairs = [(a, b) for a, b in pairwise(found) if text[a.end : b.start] in (", ", " and ", ", and ", " or ")]
        for before, one in reversed(pairs):
            if one.sort and not before.sort and self._is_plural(line, one.last):
                before.sort, before.strength = one.sort, before.strength + 1
                before.shared = True
            elif one.shared and not before.sort:
                before.sort, before.strength, before.shared = one.sort, before.strength + 1, True
        for before, one in pairs:
            first = before.first - 2
            if before.sort and not one.sort and (before.shared or (line.keys[first + 1] == "of" and self._is_plural(line, first))):
                one.sort, one.strength, one.shared = before.sort, one.strength + 1, True

    def _is_plural(self, line: Surface, place: int) -> bool:
        return 0 <= place < len(line.keys) and line.keys[place] in self.nouns and line.keys[place].endswith("s")

    def _nouns(self, line: Surface, one: Found) -> None:
        """ "the Kursk region", "the city of Kursk", "the Smolensk nuclear power plant"."""
        keys, last = line.keys, one.last
        facility = facility_end(self.facilities, line, last)
        if facility:
            one.facility_end, one.strength = facility, one.strength + 1
        elif last < len(keys) and (keys[last] in self.pacts or (keys[last] in _ABOUT and keys[last + 1 : last + 2] and keys[last + 1] in self.pacts)):
            one.strength -= 4  # "the Minsk agreements"
        elif self._water(line, one):
            one.sort, one.strength = "sea", one.strength + 1
        elif last < len(keys) and (noun := self.nouns.get(keys[last])) is not None and not (noun == "settlement" and keys[last] in ("capital", "community")):
            one.sort, one.strength = noun, one.strength + 1
        elif one.first > 1 and keys[one.first - 1] == "of":
            back = one.first - 2
            noun = "region" if keys[back] in _RULERS else self.nouns.get(keys[back])
            if keys[back] in ("front", "capital", "community"):
                noun = None
            if noun is not None and noun != "sea":
                one.sort, one.strength = noun, one.strength + 1.5
                self._adjective(line, one, back - 1)
        elif self._is_ruled(line, one):
            one.sort, one.strength = "region", one.strength + 0.5
        elif one.first and line.keys[one.first - 1] in self.nouns and line.keys[one.first - 1] not in ("front", "capital"):
            one.strength += 0.5
            one.sort = self.nouns[line.keys[one.first - 1]]
            self._adjective(line, one, one.first - 2)
        elif last < len(keys) and keys[last] in self.followers:
            one.strength += 0.8
        if one.key in self.nationalities and not one.sort and last < len(keys) and line.tokens[last].tag[:2] in ("NN", "JJ"):
            one.strength -= 3  # "an Arab audience", but "Shan state"
        if one.first == 0 and last < len(keys) and line.tokens[last].text in ("—", "–", "--", "("):
            one.strength += 1.0  # a dateline
        self._adjective(line, one, one.first - 1)

    def _is_ruled(self, line: Surface, one: Found) -> bool:
        """ "the Kursk governor", "Belgorod's border", "an incursion into Kursk": the region, where there is one of that name."""
        keys, last = line.keys, one.last
        after = last + (last < len(keys) and line.tokens[last].text in ("'s", "’s"))
        lead = one.first - 1
        is_ruled = after < len(keys) and (keys[after] in _RULERS or (after > last and keys[after] in ("border", "borders", "frontier")))
        is_invaded = lead > 0 and keys[lead] in ("into", "in", "of") and keys[lead - 1] in ("incursion", "invasion", "incursions")
        return (is_ruled or is_invaded) and any(self.places.kinds[place] == REGION for place, _ in one.rows[:4])

    def _water(self, line: Surface, one: Found) -> bool:
        """ "the Dnipro", "the Niger river": the water, where there is one of that name; takes its noun along."""
        keys, last = line.keys, one.last
        if last < len(keys) and keys[last] in ("river", "sea", "strait", "lake"):
            rows = self._waters(f"{one.key} {keys[last]}")
            if rows:
                one.rows, one.key, one.last, one.end = rows, f"{one.key} {keys[last]}", last + 1, line.tokens[last].end
            return bool(rows)
        if one.first == 0 or keys[one.first - 1] != "the" or (last < len(keys) and line.tokens[last].tag[:2] in ("NN", "JJ", "PO")):
            return False
        rows = self._waters(one.key) or self._waters(one.key + " river")
        if rows:
            one.rows, one.key = rows, one.key + " river"
        return bool(rows)

    def _waters(self, name: str) -> list[tuple[int, bool]]:
        return [row for row in self.places.rows(name) if self.places.kinds[row[0]] == SEA]

    def _adjective(self, line: Surface, one: Found, place: int) -> None:
        """ "the Ukrainian city of X", "Russia's Kursk": who holds it."""
        if place > 0 and line.keys[place] in (
            "southern",
            "northern",
            "eastern",
            "western",
            "port",
            "border",
            "central",
            "front",
            "frontline",
            "coastal",
            "occupied",
            "industrial",
        ):
            place -= 1
        if place >= 0 and (value := self.nationalities.get(line.keys[place])) is not None:
            one.country = one.country or value.partition(";")[0]

    def _before(self, line: Surface, one: Found) -> None:
        place = one.first - 1
        relation = self._relation(line, place)
        if relation:
            one.relation, one.strength = relation, one.strength + 1
            return
        steps = 0
        while place >= 0 and steps < 3 and (line.keys[place] in self.directions or line.keys[place] in _SKIPPED or line.tokens[place].tag == "JJ"):
            place, steps = place - 1, steps + 1
        if place < 0:
            return
        word = line.keys[place]
        is_target = word == "on" and place > 0 and line.tokens[place - 1].lemma in self.causes  # a raid on Bara
        if word in IN or is_target or (word in self.targets and line.tokens[place].tag.startswith("VB")):
            one.strength += 1.2
        elif word in TO or line.tokens[place].tag.startswith("VB"):
            one.strength += 0.7
        if steps and line.keys[one.first - 1] in self.directions:
            one.strength += 0.8

    def _relation(self, line: Surface, place: int) -> str:
        node, value = self.relations, ""
        if place >= 0 and line.keys[place] == "the":
            place -= 1
        while place >= 0:
            following = node.get(line.keys[place])
            if not isinstance(following, dict):
                break
            node, place = following, place - 1
            end = node.get("")
            value = end if isinstance(end, str) else value
        return "" if value in ("from", "between") else value

    def _person(self, text: str, line: Surface, one: Found) -> None:
        """Names of people that are names of places: "Paris Hilton", "Mr Sydney", "Jack London"."""
        tokens, kind = line.tokens, self.places.kinds[one.rows[0][0]]
        if (
            one.last < len(tokens)
            and text[one.end : tokens[one.last].start] in (" ", "\u00a0")
            and line.caps[one.last]
            and not line.is_upper
            and not line.is_title
        ):
            follower = line.keys[one.last]
            is_name = follower not in self.nouns and follower not in self.nationalities and not one.facility_end and follower not in self.not_names
            if is_name and " " in one.key and kind in (REGION, SEA, COUNTRY) and one.first and line.keys[one.first - 1] in ("the", *IN):
                is_name = False  # "the Middle East Martin Griffiths"
            if is_name and follower not in self.institutions and line.tokens[one.last].text.isalpha():
                is_given = one.key in self.given
                one.strength -= (4.0 if is_given else 0.0) if kind == COUNTRY else 1.5 if is_given or follower in self.given else 0.8
        if one.last + 1 < len(tokens) and line.keys[one.last] in ("bin", "bint", "ibn", "abu", "al", "el") and line.caps[one.last + 1]:
            one.strength -= 2  # "Sufian bin Qumu"
        if one.first and line.caps[one.first - 1] and one.first - 1 not in line.opening and not line.is_upper:
            before = line.keys[one.first - 1]
            if before in self.given or before in self.titles or (tokens[one.first - 1].text.rstrip(".").isupper() and len(before) == 1):
                one.strength -= 3
            elif (
                before not in self.nationalities
                and before not in self.directions
                and before not in self.nouns
                and text[tokens[one.first - 1].end : one.start] == " "
            ):
                one.strength -= 1.0 if kind != COUNTRY else 0.2
        elif one.first and line.caps[one.first - 1] and (line.keys[one.first - 1] in self.given or line.keys[one.first - 1] in self.titles):
            one.strength -= 3
        elif one.first and line.keys[one.first - 1] in self.titles and kind != COUNTRY:
            one.strength -= 2

    def _contain(self, text: str, line: Surface, before: Found, one: Found) -> None:
        """ "X, Y"; "X in the Y region"; "Y's X"."""
        between = text[before.end : one.start]
        words = between.split()
        if between in (", ", " ,"):
            before.within.append(one)
            one.holds.append(before)
            before.strength += 0.8
            one.strength += 0.8
        elif between in (" and ", " or ", ", and "):
            one.strength += 0.3
            before.strength += 0.3
        elif (
            0 < len(words) <= 6
            and words[0] in ("in", "of", ",")
            and not set(words) & {"and", "from", "to", "border", "borders", "frontier"}  # near the border with Chad: not in Chad
            and all(w[0].islower() or w[0] in ",(" or w.endswith(("'s", "’s", "n")) for w in words)
        ):
            before.within.append(one)
            if not _BESIDE.intersection(words):
                one.holds.append(before)
        elif (
            words
            and words[0] in ("'s", "’s")
            and all(key(w) in self.directions or key(w) in self.nouns or w in ("of", "the", "'s", "’s", "border") for w in words)
        ):
            one.within.append(before)
            one.strength += 0.6
