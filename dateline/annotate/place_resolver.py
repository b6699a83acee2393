"""Found names -> the same with a place chosen: fame, what the neighbours say, and which land the document is about.

Laws: a container named in the words outweighs all; then the regions and countries that the other names of the document
lie in; then people; one name means one place in a document unless its neighbours say otherwise.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from dateline import lexicons
from dateline.annotate.gazetteer import COUNTRY, DISTRICT, FACILITY, NOWHERE, REGION, SEA, SETTLEMENT, Gazetteer
from dateline.annotate.place_finder import Found
from dateline.annotate.surfaces import Surface

MOST = 40  # rows of a name that are weighed
SORTS = {
    "region": (REGION,),
    "district": (DISTRICT,),
    "quarter": (SETTLEMENT, DISTRICT),
    "settlement": (SETTLEMENT,),
    "sea": (SEA,),
    "area": (REGION, DISTRICT),
    "facility": (SETTLEMENT, FACILITY),
}
CERTAIN = 0.85
STRANGE = 300_000  # people of a town that is expected to be heard of far from home
SETTLED = 3.0  # names that lie in a country which a document is about
SURNAMED = frozenset(["USA", "GBR", "CAN", "AUS", "NZL", "IRL", "ZAF"])
_UNSORTED = (0.0, 1.5, 0.8, 0.0, 0.0, 0.0)  # what a kind loses where no noun names it


class Context:
    """How much of the document lies in each country and region: 0..1."""

    def __init__(self) -> None:
        self.countries: dict[str, float] = defaultdict(float)
        self.regions: dict[int, float] = defaultdict(float)


class Row(Struct, frozen=True):
    """A place that a name can mean."""

    place: int
    alias: bool
    kind: int
    country: str
    region: int
    base: float  # fame, and whether the desk looks there
    unsorted: float  # what it loses where no noun says what it is


class Resolver:
    """Chooses places for the names of one document."""

    def __init__(self, places: Gazetteer, theatre: Iterable[str]) -> None:
        self.places = places
        self.theatre = frozenset(theatre)
        self._rows: dict[str, list[Row]] = {}
        self.nationalities = lexicons.table("nationalities")
        self.parties = _parties()
        self.capitals = lexicons.table("capitals")
        self.given = lexicons.terms("first_names")

    def __call__(self, found: list[Found], lines: list[Surface], items: list[int], *, given: bool = False) -> None:
        """Set place, candidates and strength of each name; strength under 1 is no place."""
        groups: dict[str, list[Found]] = defaultdict(list)
        for one in found:
            groups[one.key].append(one)
        named = self._nationalities(lines)
        shares: dict[str, list[tuple[int, float]]] = {}
        context = self._context(shares, named)
        for _ in range(2):
            shares = {name: self._shares(group, context, shares.get(name)) for name, group in groups.items()}
            context = self._context(shares, named)
        for group in groups.values():
            for one in group:
                self._choose(one, group, context)
        for group in groups.values():
            for item in {items[one.sentence] for one in group}:
                self._classed([one for one in group if items[one.sentence] == item])
        if not given:
            self._settle(groups, lines, context)

    # ---- context

    def _nationalities(self, lines: list[Surface]) -> Mapping[str, float]:
        counts: dict[str, float] = defaultdict(float)
        for line in lines:
            for place in line.places:
                country = self.nationalities.get(line.keys[place]) or self.parties.get(line.tokens[place].text)
                if country:
                    counts[country] += 1
        return counts

    def _context(self, shares: Mapping[str, list[tuple[int, float]]], named: Mapping[str, float]) -> Context:
        context = Context()
        for country, count in named.items():
            context.countries[country] += min(1.2, 0.4 * count)
        for rows in shares.values():
            for place, share in rows:
                context.countries[self.places.country(place)] += share * (0.6 if self.places.kinds[place] == COUNTRY else 1.0)
                region = self.places.region(place)
                if region != NOWHERE:
                    context.regions[region] += share
        return context

    # ---- rows

    def _shares(self, group: list[Found], context: Context, before: list[tuple[int, float]] | None) -> list[tuple[int, float]]:
        """The rows of a name with the likelihood of each, all together 1."""
        rows = self._weighed(group[0])
        if len(rows) == 1:
            return [(rows[0].place, 1.0)]
        own = dict(before or ())
        telling = _telling(group)
        scores = [max([self._score(one, row, context, own.get(row.place, 0.0)) for one in telling]) for row in rows]
        top = max(scores)
        parts = [(row.place, math.exp(1.5 * (score - top))) for row, score in zip(rows, scores, strict=True) if score > top - 3.0]
        total = sum(part for _, part in parts)
        return [(place, part / total) for place, part in parts]

    def _weighed(self, one: Found) -> list[Row]:
        """The rows of a name with what never changes of them; kept for the next document."""
        known = self._rows.get(one.key)
        if known is None:
            known = self._bare(one, [self._row(place, alias) for place, alias in one.rows[:MOST]])
            if len(self._rows) > 50_000:
                self._rows.clear()
            self._rows[one.key] = known
        return known

    def _bare(self, one: Found, rows: list[Row]) -> list[Row]:
        """A region gives way to a city of its name in it, but for the few names that mean the region; a former name to a town that bears it."""
        bearers = [row for row in rows if row.kind == SETTLEMENT and not row.alias and row.country in self.theatre]
        if bearers:
            rows = [replace(row, base=row.base - 0.8) if row.kind == SETTLEMENT and row.alias else row for row in rows]
        cities = {row.region for row in rows if row.kind == SETTLEMENT and self.places.people[row.place] > 20_000}
        if one.key in self.capitals:
            cities |= {row.place for row in rows if row.country == self.capitals[one.key]}
        if one.key in self.places.regional:
            return [row if row.kind != SETTLEMENT else replace(row, unsorted=3.0) for row in rows]
        return [replace(row, unsorted=2.6) if row.kind == REGION and row.place in cities else row for row in rows]

    def _row(self, place: int, alias: bool) -> Row:
        places = self.places
        kind = places.kinds[place]
        base = (
            1.1 * math.log10(places.people[place] + 300)
            - (1.0 if alias and kind != REGION else 0.0)
            + (3.0 if kind == COUNTRY else 1.5 if kind == SEA else 0.0)
        )
        country = places.country(place)
        return Row(place, alias, kind, country, places.region(place), base + (1.5 if country in self.theatre else 0.0), _UNSORTED[kind])

    def _score(self, one: Found, row: Row, context: Context, own: float) -> float:
        kind, score = row.kind, row.base
        if one.sort:
            score += 3.0 if kind in SORTS[one.sort] else -1.5
        else:
            score -= row.unsorted
        elsewhere = context.countries.get(row.country, 0.0) - own
        score += (0.9 if kind != COUNTRY else 0.3) * min(3.0, elsewhere)
        if row.region != NOWHERE:
            score += min(3.0, context.regions.get(row.region, 0.0) - own)
        if one.country:
            score += 4.0 if row.country == one.country else -3.0
        for holder in one.within:
            score += self._contained(row.place, holder)
        for held in one.holds:
            score += self._holding(row.place, held)
        return score

    def _holding(self, place: int, held: Found) -> float:
        """What a name that it is said to hold says for a place: one of that name lies in it."""
        for rank, (other, alias) in enumerate(held.rows[:MOST]):
            if place in self.places.chain(other):
                return 4.0 if rank == 0 and not alias else 1.5
        return 0.0

    def _contained(self, place: int, holder: Found) -> float:
        """What a named container says for a place: it lies in it, beside it, or not."""
        chain = self.places.chain(place)
        held = 0.0 if self.places.country(place) != self.places.country(holder.rows[0][0]) else 1.5
        for other, alias in holder.rows[:MOST]:
            if other in chain:
                held = max(held, 6.0 - alias)
            elif other != place and self.places.kinds[other] == SETTLEMENT and chain[:1] == self.places.chain(other)[:1] and chain:
                held = max(held, 2.0)
        return held

    def _choose(self, one: Found, group: list[Found], context: Context) -> None:
        evidence = one if one.within or one.country or one.sort or one.holds else _telling(group)[0]
        if evidence.sort == "region" and evidence.sentence == one.sentence:
            evidence = one  # "in Kharkiv and in three towns of the Kharkiv region"
        rows = self._weighed(one)
        scored = [(self._score(evidence, row, context, 0.0), -number, row.place, row.alias) for number, row in enumerate(rows)] if len(rows) > 1 else []
        scored = sorted(scored, reverse=True) or [(0.0, 0, rows[0].place, rows[0].alias)]
        best = scored[0]
        one.place = best[2]
        one.candidates = tuple(place for score, _, place, _ in scored[:5] if score > best[0] - 1.0) if len(scored) > 1 else ()
        one.strength += self._fame(one, best[2], best[3], context)

    def _classed(self, group: list[Found]) -> None:
        """A name that the item calls a region, and never a city, is the region throughout an item."""
        sorts = {one.sort for one in group}
        region = next((one.place for one in group if one.sort == "region"), None)
        if region is None or "settlement" in sorts or self.places.kinds[region] != REGION:
            return
        named = {one.sentence for one in group if one.sort == "region"}
        for one in group:
            if one.sentence in named:
                continue
            if not one.sort and not one.facility_end and self.places.country(one.place) == self.places.country(region):
                one.place = region

    def _fame(self, one: Found, place: int, alias: bool, context: Context) -> float:
        """How far the name alone says that it is a place."""
        places = self.places
        kind, people = places.kinds[place], places.people[place]
        fame = {COUNTRY: 2.0, REGION: 0.9, SEA: 1.2, FACILITY: 1.5, DISTRICT: 0.1}.get(
            kind, 0.9 if people >= 900_000 else 0.6 if people >= 200_000 else 0.3 if people >= 50_000 else 0.0
        )
        country = places.country(place)
        if country in self.theatre or context.countries.get(country, 0.0) >= 1.6:
            fame += 0.6 if alias or (people < 5_000 and country not in self.theatre) else 1.0
        if one.is_fuzzy:
            return -0.2 if country in self.theatre or context.countries.get(country, 0.0) >= 1.6 else -9.0
        if kind == SETTLEMENT and people < STRANGE and not (one.within or one.country) and country not in self.theatre and self._is_elsewhere(country, context):
            fame -= 3.0
        if alias and kind == SETTLEMENT:
            fame -= 0.3
        elif kind == SETTLEMENT and country not in SURNAMED and one.key not in self.given and one.key not in places.ordinary:
            fame += 0.2  # seldom a surname in English news
        if one.key in places.ordinary and kind not in (COUNTRY, SEA):
            fame -= 2.0
        if one.key in self.given and kind not in (COUNTRY, SEA) and (people < 150_000 or (alias and not one.sort)):
            fame -= 0.9
        return fame + (0.4 if " " in one.key and (not alias or people > 10_000) else 0.0)

    def _is_elsewhere(self, country: str, context: Context) -> bool:
        """Whether nothing else in the document lies in a country, and much lies in another one."""
        return context.countries.get(country, 0.0) <= 1.1 and max(context.countries.values(), default=0.0) >= SETTLED

    # ---- over the document

    def _settle(self, groups: Mapping[str, list[Found]], lines: list[Surface], context: Context) -> None:
        """Names of people and names seen to be places elsewhere; then the guard at the beginning of sentences."""
        for group in groups.values():
            surname = sum(one.strength < -1 for one in group)
            sure = sum(one.strength >= 1.5 for one in group)
            for one in group:
                if surname > sure:
                    one.strength -= 1.0
                elif sure and one.strength < CERTAIN:
                    one.strength += 0.5
                line = lines[one.sentence]
                if (
                    ((one.first in line.opening) or line.is_upper or line.is_title)
                    and self.places.kinds[one.place] not in (COUNTRY, SEA)
                    and one.key in self.places.ordinary
                ):
                    one.strength -= 1.0


def _parties() -> dict[str, str]:
    """Organisations of one word, outlets aside -> their country: "Hezbollah" speaks for Lebanon."""
    found = {}
    for term, (kind, country, _, _) in lexicons.parts("organisations", 4):
        if country and kind != "media" and len(term) > 2 and " " not in term:
            found[term] = found[term.upper()] = country
    return found


def _telling(group: list[Found]) -> list[Found]:
    """Those of a name whose neighbours say most, at most three; never empty."""
    told = [one for one in group if one.within or one.country or one.sort]
    return told[:3] or group[:1]
