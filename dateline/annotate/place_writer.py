"""Found names -> PLACE mentions: facilities, places too small for the gazetteer, relations, precision."""

from __future__ import annotations

from collections.abc import Iterator

from dateline import lexicons
from dateline.annotate.gazetteer import COUNTRY, DISTRICT, FACILITY, KINDS, NOWHERE, REGION, SETTLEMENT, Gazetteer, key, skeleton
from dateline.annotate.metonyms import acts
from dateline.annotate.place_finder import IN, TO, Found
from dateline.annotate.place_resolver import CERTAIN, SURNAMED
from dateline.annotate.surfaces import Surface, run_end
from dateline.annotate.word_trees import facility_end, phrases
from dateline.records import Mention, Place

_NAMED = frozenset(["village", "district", "settlement", "town", "hamlet", "neighbourhood", "neighborhood", "suburb", "quarter"])
_TABLES = (
    *("organisations", "institutions", "roles", "groups", "figures", "weapons", "titles"),
    *("not_names", "name_ends", "organisation_ends", "lands", "units", "nationalities"),
)
_CALLED = frozenset(["settlement", "district", "quarter"])
_BEFORE = {"lake": "sea", "river": "sea", "mount": "region"}
_GEOGRAPHIC = {
    **dict.fromkeys(["river", "lake", "bay", "gulf", "strait", "canal", "reservoir"], "sea"),
    **dict.fromkeys(["valley", "island", "islands", "mountains", "hills", "peninsula", "desert", "forest", "plateau", "province", "governorate"], "region"),
}
_REACHING = frozenset(("in", "at", "near"))


class Writer:
    """Writes mentions sentence by sentence; keeps the region in play."""

    def __init__(self, places: Gazetteer) -> None:
        self.places = places
        self.nouns = lexicons.table("place_nouns")
        self.facilities = phrases(lexicons.terms("facilities"))
        self.other = lexicons.terms("titles") | lexicons.terms("nationalities") | lexicons.terms("not_names")
        self.parts = frozenset(word for word in lexicons.terms("directions") if word.endswith(("ern", "st", "th")) or word in ("central", "mainland", "rural"))
        self.given = lexicons.terms("first_names")
        self.known = frozenset(key(term) for name in _TABLES for term in lexicons.terms(name))
        self.taking = lexicons.terms("taking")
        self.days = frozenset(term for term, value in lexicons.rows("time_words") if value.startswith(("weekday ", "month ")))
        self._leads = _REACHING | self.taking | frozenset(self.nouns) | frozenset(self.facilities) | {"mount"}
        self.capitals = lexicons.table("capitals")

    def __call__(self, text: str, lines: list[Surface], found: list[list[Found]]) -> list[list[Mention]]:
        """PLACE mentions of each sentence in reading order, without overlaps."""
        written: list[list[Mention]] = []
        scene: Found | None = None
        for line, candidates in zip(lines, found, strict=True):
            kept = [one for one in candidates if one.strength >= CERTAIN and one.place >= 0]
            shown = self._places(text, line, kept)
            mentions = [mention for one in shown if (mention := self.mention(one, line)) is not None]
            scene = next((one for one in kept if self.places.kinds[one.place] in (REGION, DISTRICT, SETTLEMENT)), scene)
            if scene is None or self.places.kinds[scene.place] == COUNTRY:
                scene = next((one for one in shown if self.places.kinds[one.place] == COUNTRY), scene)
            mentions += self._small(text, line, kept, scene, mentions, shown)
            written.append(sorted(mentions, key=lambda mention: mention.start))
        return written

    def _places(self, text: str, line: Surface, kept: list[Found]) -> list[Found]:
        """Those that are no actors; who holds another place is one, who stands beside an actor is not."""
        holders = {id(holder) for one in kept for holder in one.within}
        shown, before, is_actor = [], -1, False
        for one in kept:
            is_beside = is_actor and before >= 0 and text[before : one.start].strip() in ("and", ",") and self._can_act(one)
            is_actor = id(one) not in holders and (is_beside or self._is_actor(line, one))
            before = one.end
            if not is_actor:
                shown.append(one)
        return shown

    def _can_act(self, one: Found) -> bool:
        return not one.sort and not one.facility_end and not one.relation and (self.places.kinds[one.place] == COUNTRY or one.key in self.capitals)

    def _is_actor(self, line: Surface, one: Found) -> bool:
        if one.is_actor:
            return True
        return self._can_act(one) and acts(line, one.first, one.last)

    def mention(self, one: Found, line: Surface | None = None) -> Mention | None:
        """The mention of a resolved name; a facility takes its noun along."""
        if line is not None and one.facility_end:
            end, name = line.tokens[one.facility_end - 1].end, _phrase(line, one)
            known = self._facilities(name)
            return Mention("PLACE", one.start, end, self.value(known[0][0], one) if known else self._facility(one, name), "facility")
        if line is not None and self._is_part(line, one):
            first, country = line.tokens[one.first - 1], self.places.names[one.place]
            value = Place(f"{first.text} {country}", "", country, "", self.places.country(one.place), None, None, "region", one.relation)
            return Mention("PLACE", first.start, one.end, value, "part of country")
        return Mention("PLACE", one.start, one.end, self.value(one.place, one), "gazetteer")

    def _held(self, one: Found) -> str:
        """The country that the words give to a river or an area of several: "Ukraine's Danube"."""
        owners = (holder for holder in one.within if self.places.kinds[holder.place] == COUNTRY and holder.end <= one.start)
        held = one.country or next((self.places.country(holder.place) for holder in owners), "")
        return held if len(held) == 3 else ""

    def _is_part(self, line: Surface, one: Found) -> bool:
        """ "western Russia", but not "the western Russia region of Smolensk"."""
        first = one.first - 1
        is_led = first >= 0 and line.keys[first] in self.parts and line.tokens[first].tag != "NNP"
        return is_led and self.places.kinds[one.place] == COUNTRY and line.keys[one.last : one.last + 1] != ["region"]

    def _facilities(self, name: str) -> list[tuple[int, bool]]:
        return [row for row in self.places.rows(key(name)) if self.places.kinds[row[0]] == FACILITY]

    def value(self, place: int, one: Found) -> Place:
        places = self.places
        place = self._lifted(place, one.sort)
        chain, kind = places.chain(place), places.kinds[place]
        region = place if kind == REGION else next((above for above in chain if places.kinds[above] == REGION), NOWHERE)
        lat, lon = places.point(place)
        within = next((above for above in chain if places.kinds[above] != DISTRICT), NOWHERE)
        return Place(
            places.names[place],
            places.identifier(place),
            places.names[within] if within != NOWHERE else "",
            places.identifier(region) if region != NOWHERE else "",
            places.country(place) or self._held(one) or None,
            lat,
            lon,
            KINDS[max(kind, DISTRICT)] if one.sort == "district" and kind == SETTLEMENT else KINDS[kind],
            one.relation,
            tuple(places.identifier(other) for other in one.candidates if other != place),
        )

    def _lifted(self, place: int, sort: str) -> int:
        """ "the Yartsevo district" is what Yartsevo lies in, where the district goes by another spelling."""
        wanted = {"region": REGION, "district": DISTRICT}.get(sort)
        if wanted is None or self.places.kinds[place] >= wanted:
            return place
        return next((above for above in self.places.chain(place) if self.places.kinds[above] == wanted), place)

    def _facility(self, one: Found, name: str) -> Place:
        places, place = self.places, one.place
        lat, lon = places.point(place)
        kind = places.kinds[place]
        within = places.names[place] if kind != FACILITY else ""
        return Place(
            name,
            "",
            within,
            self.value(place, one).region,
            places.country(place) or None,
            lat if kind == SETTLEMENT else None,
            lon if kind == SETTLEMENT else None,
            "facility",
            one.relation,
        )

    # ---- places too small for the gazetteer

    def _small(self, text: str, line: Surface, kept: list[Found], scene: Found | None, taken: list[Mention], shown: list[Found]) -> list[Mention]:
        """ "the village of X", "X district", "at X in the Y region", "the X oil depot": kept by name, with the region in play."""
        mentions: list[Mention] = []
        covered = [(mention.start, mention.end) for mention in taken]
        is_open = scene is not None and self.places.country(scene.place) not in SURNAMED
        for first, sort, told in self._unnamed(text, line, {one.first: one for one in kept}, is_open=is_open):
            last = told - 2 if told - first > 2 and line.keys[told - 1] in self.days else told  # "the town of X on Thursday"
            start, end = line.tokens[first].start, line.tokens[last - 1].end
            if any(other < end and start < stop for other, stop in covered):
                continue
            holders = [one for one in kept if self.places.kinds[one.place] in (REGION, DISTRICT, COUNTRY) or sort == "facility"]
            after = [one for one in holders if last <= one.first < last + 8]
            before = [one for one in holders if one in shown] or ([] if scene is not None else holders)
            here = min(after, key=lambda one: self.places.kinds[one.place]) if after else before[-1] if before else scene
            known = self._facilities(text[start:end]) if sort == "facility" else []
            value = self.value(known[0][0], Found(0, first, last, start, end, "", known)) if known else self._unknown(text[start:end], here, sort)
            mentions.append(Mention("PLACE", start, end, value, "small " + sort))
            covered.append((start, end))
        return mentions

    def _unnamed(self, text: str, line: Surface, known: dict[int, Found], *, is_open: bool) -> Iterator[tuple[int, str, int]]:
        """First word, sort and end of names that the gazetteer has not; open where it knows few of the places that the text is about."""
        keys = line.keys
        for number, word in [(number, word) for number, word in enumerate(keys) if word in self._leads]:
            noun = self.nouns.get(word)
            if noun in _CALLED and keys[number + 1 : number + 2] == ["of"] and number + 2 < len(keys) and line.caps[number + 2]:
                yield from self._called(text, line, number, "district" if noun == "quarter" else str(noun))
            elif noun in _CALLED and self._is_unknown(line, number - 1) and word in _NAMED:
                first = self._first(line, number, 3)
                yield first, "settlement" if noun == "quarter" else str(noun), number
            elif noun == "settlement" and (first := self._apposed(line, number)) > 0:
                yield first, "settlement", line.keys.index(",", first)
            elif word in self.facilities and (end := facility_end(self.facilities, line, number)):
                first = number
                while first > 0 and number - first < 4 and self._is_unknown(line, first - 1):
                    first -= 1
                if first < number and self._is_reached(line, first):
                    yield first, "facility", end
            elif word in self.taking and number + 2 < len(keys) and self._is_unknown(line, number + 1) and self._is_taken(text, line, number + 1):
                yield number + 1, "settlement", run_end(line, number + 1, text, 3)
            elif word in _REACHING and number + 1 < len(keys) and keys[number + 1] not in _BEFORE and self._is_unknown(line, number + 1):
                yield from self._reached(text, line, number, known, is_open=is_open)
            elif word in _GEOGRAPHIC and line.caps[number] and self._is_unknown(line, number - 1) and keys[number - 1] not in self.given:
                yield number - 1, _GEOGRAPHIC[word], number + 1
            elif word in _BEFORE and line.caps[number] and self._is_unknown(line, number + 1) and number not in line.opening:
                yield number, _BEFORE[word], number + 2

    def _called(self, text: str, line: Surface, number: int, sort: str) -> Iterator[tuple[int, str, int]]:
        """ "the village of X", "the towns of X and Y"."""
        last = run_end(line, number + 2, text, 4)
        both = line.keys.index("and", number + 2, last) if line.keys[number].endswith("s") and "and" in line.keys[number + 2 : last] else last
        yield number + 2, sort, both
        if both < last:
            yield both + 1, sort, last

    def _apposed(self, line: Surface, number: int) -> int:
        """First word of the unknown name that a noun for a place says more of: "hit Kutubi, a small [village] in Ituri"; 0 if there is none."""
        if number + 1 < len(line.tokens) and line.tokens[number + 1].tag.startswith("NN"):
            return 0  # a town [councillor]
        comma = number - 1
        while comma > max(0, number - 4) and line.tokens[comma].text != ",":
            comma -= 1
        is_apposed = line.tokens[comma].text == "," and comma > 1 and line.keys[comma + 1] in ("a", "an") and self._is_unknown(line, comma - 1)
        first = self._first(line, comma, 3) if is_apposed else 0
        return first if not line.caps[first - 1] and not any(word in self.given for word in line.keys[first:comma]) else 0

    def _first(self, line: Surface, number: int, most: int) -> int:
        """First of the unknown names before a word."""
        first = number - 1
        while first > number - most and self._is_unknown(line, first - 1) and line.tokens[first - 1].tag.startswith("NNP"):
            first -= 1
        return first

    def _reached(self, text: str, line: Surface, number: int, known: dict[int, Found], *, is_open: bool) -> Iterator[tuple[int, str, int]]:
        """ "at X in the Y region", "in X, Y and Z"."""
        last = run_end(line, number + 1, text, 3)
        if self._is_land(text, line, number + 1, last):
            return
        if self._is_held(line, last, known) or (is_open and line.keys[number] != "at" and self._is_bare(line, number + 1, last)):
            yield number + 1, "settlement", last
            yield from self._listed(line, last)

    def _listed(self, line: Surface, last: int) -> Iterator[tuple[int, str, int]]:
        """The further ones of "in X, Y and Z"."""
        while last + 1 < len(line.keys) and line.tokens[last].text in (",", "and"):
            if not (self._is_unknown(line, last + 1) and self._is_bare(line, last + 1, last + 2)):
                return
            yield last + 1, "settlement", last + 2
            last += 2

    def _is_land(self, text: str, line: Surface, first: int, last: int) -> bool:
        """Whether the words are a country or a person's name: an actor, not a place too small to be known."""
        rows = self.places.rows(key(text[line.tokens[first].start : line.tokens[last - 1].end]))
        return (bool(rows) and self.places.kinds[rows[0][0]] == COUNTRY) or (last > first + 1 and line.keys[first] in self.given)

    def _is_bare(self, line: Surface, first: int, last: int) -> bool:
        """Whether one or two proper nouns after "in" are nothing else that is known, and the phrase ends with them."""
        after = line.tokens[last] if last < len(line.tokens) else None
        words = line.keys[first:last]
        return (
            last - first <= 2
            and all(line.tokens[n].tag == "NNP" and line.tokens[n].text.isalpha() and not line.tokens[n].text.isupper() for n in range(first, last))
            and not any(word in self.given or word in self.known or word in self.places.ordinary for word in words)
            and " ".join(words) not in self.known
            and (after is None or after.text in (",", ".", ";", "and", ")") or after.tag[:2] in ("VB", "IN", "MD"))
        )

    def _is_unknown(self, line: Surface, place: int) -> bool:
        """A capital that is no title, nationality, day or first word."""
        word = line.keys[place] if 0 <= place < len(line.keys) else ""
        return (
            bool(word)
            and line.caps[place]
            and place not in line.opening
            and not line.is_title
            and line.tokens[place].tag.startswith("NN")
            and not (word in self.other or word in self.nouns or line.is_upper)
        )

    def _is_taken(self, text: str, line: Surface, first: int) -> bool:
        """Whether what was seized or shelled is one or two unknown proper nouns, not somebody's or something's name."""
        last = run_end(line, first, text, 3)
        after = line.tokens[last] if last < len(line.tokens) else line.tokens[-1]
        return (
            last - first <= 2
            and all(line.tokens[n].tag == "NNP" and line.keys[n] not in self.given and line.keys[n] not in self.known for n in range(first, last))
            and after.text in (",", ".", "and", "in", "after", "on", "with", "overnight", "from")
        )

    def _is_reached(self, line: Surface, first: int) -> bool:
        """Whether a preposition or verb leads to the name, over "the"."""
        before = first - 1 - (line.keys[first - 1] in ("the", "a", "an"))
        return before >= 0 and (
            line.keys[before] in IN or line.keys[before] in TO or line.tokens[before].tag.startswith("VB") or line.tokens[before].tag == "POS"
        )

    def _is_held(self, line: Surface, last: int, known: dict[int, Found]) -> bool:
        """Whether a region or country that holds it follows: "in the Y region", ", Y"."""
        at = last
        while (
            at < len(line.keys)
            and at < last + 5
            and (line.keys[at] in ("in", "the", "region", "of", "'s") or line.tokens[at].text in (",", "’s", "'s") or line.tokens[at].tag == "JJ")
        ):
            at += 1
        holder = known.get(at) or known.get(at - 1)
        return at > last and holder is not None and self.places.kinds[holder.place] in (REGION, DISTRICT, COUNTRY)

    def _of_land(self, name: str, here: int) -> int | None:
        """The settlement of that name in the country of a place; None where there is none."""
        rows = self.places.rows(key(name)) or self.places.rows(skeleton(key(name)))
        country = self.places.country(here)
        return next((place for place, _ in rows if self.places.kinds[place] == SETTLEMENT and self.places.country(place) == country), None)

    def _unknown(self, name: str, here: Found | None, sort: str) -> Place:
        if here is None:
            return Place(name, precision=sort)
        if sort == "settlement" and (known := self._of_land(name, here.place)) is not None:
            return self.value(known, Found(0, 0, 0, 0, 0, name, []))
        value = self.value(here.place, here)
        region = value.name if value.precision in ("region", "district") or sort == "facility" else value.within
        return Place(name, "", region, value.region, value.country, None, None, sort)


def _phrase(line: Surface, one: Found) -> str:
    return " ".join(token.text for token in line.tokens[one.first : one.facility_end])
