"""Ways of naming a person or place -> whom each means, over a whole record.

A way of naming is a key, "person:SURNAME.GIVEN-NAMES@COUNTRY/OFFICE" or "place:NAME.ID@COUNTRY/REGION", as far as the words tell.
All ways that share the part before the stop are a family, which is all that has to be looked at when one more way is met.

Laws: what tells less means the one bearer of the family that it can be; where it can be several, or an office speaks against the
only one, it is nil, with its candidates; what tells as much as any is a bearer itself. The order of keys plays no part.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from dateline.records import Decision, Role, Where

NIL = "?"  # ends the key of a name that could be several
APART = "~"  # within the key of a name that an editor told apart, before the name
PERSON, PLACE = "person:", "place:"
FAMILIES = (PERSON, PLACE)
LAST = "\U0010ffff"  # sorts after every key that begins alike
MOST_CANDIDATES = 20
_MARKS = str.maketrans("./@~?", "     ")


class Way(Struct, frozen=True):
    """A key taken apart."""

    key: str
    told: tuple[str, ...]  # given names, initials one letter long; id of a place
    country: str
    more: str  # office of a person who is told by surname or initial only; region of a place

    @property
    def rank(self) -> tuple[int, int, bool, bool]:
        """How much it tells: names before initials, then the country, then the rest."""
        return sum(len(part) > 1 for part in self.told), len(self.told), bool(self.country), bool(self.more)


class Meaning(Struct, frozen=True):
    """Whom a way of naming means, and why."""

    bearer: str  # key; "" = nil
    why: str = ""  # "" where it is a bearer itself
    candidates: tuple[str, ...] = ()  # where it is nil


def person_key(role: Role) -> str:
    """The key of a person: what is told of the name, the country if the words tell it, and the office where no given name is told."""
    surname, _, given = role.entity.partition(".")
    country = f"@{role.country.lower()}" if role.is_told and isinstance(role.country, str) else ""
    is_short = all(len(part) < 2 for part in given.split("-"))
    return f"{surname}.{given}{country}" + (f"/{_office(role.office)}" if is_short and role.office else "")


def place_key(place: Where) -> str:
    """The key of a place; "" where it has neither a place in the gazetteer nor a name of its own."""
    name = (place.name or place.text).translate(_MARKS)
    if not place.id and not name[:1].isupper():
        return ""
    return f"{PLACE}{name.lower()}.{place.id}@{(place.country or '').lower()}/{place.region}"


def family(key: str) -> tuple[str, str]:
    """First and last key of the family that a key belongs to; of what has no family, the key alone."""
    if key.startswith(FAMILIES) and APART not in key:
        start = key.partition(".")[0] + "."
        return start, start + LAST
    return key, key


def _office(office: str) -> str:
    """The noun of an office with what narrows it down, without whose it is."""
    noun = " ".join(office.lower().partition(" of ")[0].translate(_MARKS).split())
    return noun.replace("spokeswoman", "spokesperson").replace("spokesman", "spokesperson")


def _way(key: str) -> Way:
    named, _, more = key.partition("/")
    named, _, country = named.partition("@")
    told = named.partition(".")[2]
    parts = told.split("-") if key.startswith(PERSON) else [told]
    return Way(key, tuple(part for part in parts if part), country, more)


def meanings(known: Mapping[str, Iterable[str]]) -> dict[str, Meaning]:
    """Key -> whom it means, for the keys of one family.

    Args:
        known: key -> offices that its bearer is told to hold.
    """
    bearers: list[tuple[Way, frozenset[str]]] = []
    found: dict[str, Meaning] = {}
    for way in sorted((_way(key) for key in known), key=lambda way: ([-int(n) for n in way.rank], way.key)):
        offices = frozenset(map(_office, known[way.key]))
        fitting = [one for one in bearers if _fits(way, one[0])]
        found[way.key] = _meaning(way, fitting)
        if not fitting:
            bearers.append((way, offices))
    return found


def _fits(way: Way, bearer: Way) -> bool:
    """True where nothing that a way of naming tells speaks against a bearer."""
    if way.country and bearer.country and way.country != bearer.country:
        return False
    if way.more and bearer.more and way.more != bearer.more:
        return False
    rest = iter(bearer.told)
    return all(any(part == other or (len(part) == 1 and part == other[0]) for other in rest) for part in way.told)


def _meaning(way: Way, fitting: list[tuple[Way, frozenset[str]]]) -> Meaning:
    if not fitting:
        return Meaning(way.key)
    is_person = way.key.startswith(PERSON)
    same = [one for one in fitting if is_person and way.more and _holds(way.more, one[1])]
    chosen = same or fitting
    is_other = bool(is_person and way.more and not same and chosen[0][1])  # holds offices, but not this one
    if len(chosen) > 1 or is_other:
        return Meaning("", "", tuple(one.key for one, _ in chosen[:MOST_CANDIDATES]))
    return Meaning(chosen[0][0].key, _why(way, is_chosen=len(fitting) > 1))


def _holds(office: str, offices: frozenset[str]) -> bool:
    """True where one of some offices can be meant by another's words: "minister" of a defence minister."""
    words = office.split()
    return any(_is_part(words, other.split()) or _is_part(other.split(), words) for other in offices)


def _is_part(some: list[str], words: list[str]) -> bool:
    return some[-1:] == words[-1:] and set(some) <= set(words)


def _why(way: Way, *, is_chosen: bool) -> str:
    if way.key.startswith(PLACE):
        return "the only place of this name that the record knows where told"
    if is_chosen:
        return "the only one of this name who holds the office"
    if not way.told:
        return "the only one of this surname whom the record names in full"
    return "the only one of this name whom the record tells more of"


def nil(key: str, name: str, meaning: Meaning, shown: Mapping[str, str]) -> Decision:
    """The decision that a name is left open.

    Args:
        shown: key -> name of a candidate.
    """
    return Decision(f"name:{key}|{name}", "nil", name, "", tuple((f"may be {shown[one]} ({one})", 0.0) for one in meaning.candidates))
