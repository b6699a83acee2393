"""Claims -> Entities: speakers, actors, recipients and places met under several names, joined by key, and by what a name can mean.

What is known of a way of naming is a `Naming`: it is added up claim by claim, so a new document touches only the families of
keys that it names.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set

import msgspec
from msgspec import Struct

from dateline.lexicons import table, terms
from dateline.link.accounts.voices import side_of
from dateline.link.bearers import APART, NIL, PERSON, PLACE, Meaning, family, meanings, nil, place_key
from dateline.link.bodies import bare, spelled
from dateline.records import Called, Claim, Decision, Desk, Entity, Naming, Role, Where

ROLES = ("speaker", "actor", "recipient")
WHYS = {
    "person": "spellings of one full name",
    "place": "names of one place of the gazetteer",
    "org": "names of one organisation",
    "country": "names of one country",
}
MOST_NAMES = 20  # names, and words as written, that an entity is shown with: the most frequent
COUNTS = ("names", "written", "countries", "sectors", "offices")  # of a naming


class Named(Struct, frozen=True):
    """Entities, why names were joined or left open, and whom each way of naming means: an entity's id, "" = nil."""

    entities: list[Entity]
    decisions: list[Decision]
    bearers: dict[str, str]


def renamed(claims: Iterable[Claim], decided: Iterable[Decision]) -> list[Claim]:
    """Claims in which names that an editor gave another bearer have the key of that one, and names told apart a key of their own."""
    same: dict[str, str] = {}
    apart: set[str] = set()
    for decision in decided:
        if decision.kind == "same-name":
            same[decision.subject.lower()] = decision.object.lower()
        elif decision.kind == "not-same":
            apart.add(decision.subject.lower())
    return [_renamed(claim, same, apart) for claim in claims] if same or apart else list(claims)


def _renamed(claim: Claim, same: Mapping[str, str], apart: Set[str]) -> Claim:
    changed = {}
    for name in ROLES:
        role = getattr(claim, name)
        key = entity_key(role)
        if role and (told := _told(key, role.name.lower(), same, apart)) != key:
            changed[name] = msgspec.structs.replace(role, entity=told)
    return msgspec.structs.replace(claim, **changed) if changed else claim


def _told(key: str, name: str, same: Mapping[str, str], apart: Set[str]) -> str:
    """The key that editors give a role; whose name they say it is goes before whose it is not."""
    if key in same or name in same:
        return same.get(key) or same[name]
    return f"{key}{APART}{name}" if name and (name in apart or key in apart) else key


def entity_key(role: Role | None) -> str:
    """What tells one entity from another; "" where nobody is named."""
    return (role.entity or role.name).lower() if role else ""


def resolved(claim: Claim, bearers: Mapping[str, str]) -> Claim:
    """The claim with its speaker under the key of whom the name means over the whole record."""
    key = entity_key(claim.speaker)
    bearer = bearers.get(key, key)
    if claim.speaker is None or bearer == key:
        return claim
    return msgspec.structs.replace(claim, speaker=msgspec.structs.replace(claim.speaker, entity=bearer or key + NIL))


def called(claims: Iterable[Claim], roles: Iterable[str] = ("speaker", "actor", "place")) -> Iterator[Called]:
    """How claims name those in some roles."""
    for claim in map(spelled, claims):
        for name in roles:
            one = getattr(claim, name)
            if isinstance(one, Where):
                yield Called(claim.document, bare(one.text), place_key(one))
            elif one is not None:
                yield Called(claim.document, one.name, one.entity or (f"{one.country.lower()}:" if isinstance(one.country, str) else ""))


def namings(claims: Iterable[Claim]) -> dict[str, Naming]:
    """Key -> how it is named by claims; what is nil or only a description is no entity."""
    told: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: {kind: Counter() for kind in COUNTS})
    for claim in claims:
        for role in _parties(claim):
            key = entity_key(role)
            if is_name(key):
                _add(told[key], role)
        if claim.place is not None and (key := place_key(claim.place)):
            _add_place(told[key], claim.place)
    return {key: Naming(key, *(_ranked(told[key][kind]) for kind in COUNTS)) for key in sorted(told)}


def _parties(claim: Claim) -> Iterator[Role]:
    """Whom a claim names, one by one."""
    for role in (claim.speaker, claim.actor, claim.recipient):
        if role is not None:
            yield from role.parts or (role,)
            if role.parts and entity_key(role) not in map(entity_key, role.parts):
                yield role


def is_name(key: str) -> bool:
    """True for the key of who or what has a name, or is a body or force of one country; not for what only describes people."""
    owner, _, noun = key.partition(":")
    if not noun or key.endswith(NIL):
        return APART in key
    return owner in WHYS or _is_one(noun)


def _is_one(noun: str) -> bool:
    """True for a body of which a country has one, and for its officials; not for a brigade, nor for people told by what they are."""
    bodies = table("bare_bodies")
    if "many" in (bodies.get(noun), bodies.get(noun.rpartition(" ")[2])):
        return False
    sector = table("groups").get(noun, "")
    return not sector or sector == "GOV" or noun in table("institutions")


def _add(counts: dict[str, Counter[str]], role: Role) -> None:
    counts["names"][role.name or role.text] += 1
    words = bare(role.text)
    if not (terms("pronouns") & {words.lower()} or "," in words or " and " in words):
        counts["written"][words] += 1
    counts["sectors"][role.sector] += 1
    counts["offices"][role.office] += 1
    if isinstance(role.country, str):
        is_told = role.is_told or not role.entity.startswith(PERSON)
        counts["countries"][role.country if is_told else role.country.lower()] += 1


def _add_place(counts: dict[str, Counter[str]], place: Where) -> None:
    counts["names"][place.name or place.text] += 1
    counts["written"][bare(place.text)] += 1
    counts["countries"][place.country or ""] += 1


def _ranked(counter: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    """The most frequent first, the shorter of equals; what is not told is left out."""
    return tuple(sorted(((word, n) for word, n in counter.items() if word), key=lambda pair: (-pair[1], len(pair[0]), pair[0])))


def entities(known: Mapping[str, Naming], desk: Desk) -> Named:
    """Entities by key, and why names were joined or left open.

    Args:
        known: all ways of naming of the families that they belong to.
    """
    families: dict[str, list[str]] = defaultdict(list)
    for key in sorted(known):
        families[family(key)[0]].append(key)
    named = Named([], [], {})
    for keys in families.values():
        _settle({key: _trimmed(known[key]) for key in keys}, desk, named)
    return named


def _trimmed(naming: Naming) -> Naming:
    """The most frequent of each kind, as a record gives them."""
    return Naming(naming.key, *(getattr(naming, kind)[:MOST_NAMES] for kind in COUNTS))


def _settle(ways: Mapping[str, Naming], desk: Desk, named: Named) -> None:
    """One family: its entities, its decisions, whom its ways of naming mean."""
    meant = meanings({key: [office for office, _ in naming.offices] for key, naming in ways.items()})
    members: dict[str, list[Naming]] = defaultdict(list)
    for key, naming in ways.items():
        named.bearers[key] = meant[key].bearer
        if meant[key].bearer:
            members[meant[key].bearer].append(naming)
    found = {bearer: entity(ways[bearer], mine, desk) for bearer, mine in members.items()}
    shown = {bearer: one.name for bearer, one in found.items()}
    named.entities.extend(found.values())
    for key, naming in ways.items():
        named.decisions.extend(_decisions(naming, meant[key], shown))


def entity(naming: Naming, ways: Iterable[Naming], desk: Desk) -> Entity:
    """The entity that some ways of naming tell of.

    Args:
        naming: the one that tells most, by which it is shown.
    """
    told = list(ways)
    words = {word for one in told for word, _ in (*one.names, *one.written)}
    name, country, sectors = _shown(naming), _country(naming.key, told), _summed(one.sectors for one in told)
    sector = min(sectors, key=lambda sector: (-sectors[sector], sector), default="")
    if naming.key.startswith(PLACE):
        return Entity(naming.key, "PLACE", name, tuple(sorted(words - {name})), country)
    side = side_of(Role(name, 0, 0, country=country, sector=sector), desk)
    return Entity(naming.key, sector or "AGENT", name, tuple(sorted(words - {name})), country, side)


def _country(key: str, ways: Iterable[Naming]) -> str | None:
    """The country that the key tells, else the one told most often, else the one that scenes do."""
    owner, _, noun = key.partition(":")
    if owner == "country" or (len(owner) == 3 and owner not in WHYS):
        return (noun if owner == "country" else owner)[:3].upper()
    counts = _summed(one.countries for one in ways)
    best = min(counts, key=lambda country: (country.islower(), -counts[country], country), default="")
    return best.upper() or None


def _summed(counts: Iterable[tuple[tuple[str, int], ...]]) -> Counter[str]:
    summed: Counter[str] = Counter()
    for one in counts:
        summed.update(dict(one))
    return summed


def _decisions(naming: Naming, meaning: Meaning, shown: Mapping[str, str]) -> Iterator[Decision]:
    """Why the names of one way of naming mean whom they mean."""
    key = naming.key
    for alias, _ in naming.written if key.startswith(PLACE) else naming.names:
        if meaning.candidates:
            yield nil(key, alias, meaning, shown)
        elif alias != shown[meaning.bearer]:
            yield Decision(f"name:{key}|{alias}", "same-name", alias, meaning.bearer, ((meaning.why or _why(key), 1.0),))


def _why(key: str) -> str:
    """What two names of one key have in common."""
    owner, _, noun = key.partition(":")
    return WHYS.get(owner, f"the {noun} of one country" if noun else "the same words")


def _shown(naming: Naming) -> str:
    """The name readers know it by: its own where that is a proper name, else the words that say whose it is ("Russia's defence ministry")."""
    names, written = dict(naming.names), dict(naming.written)
    name = min(names, key=lambda n: (-names[n], -len(n), n))
    if name[:1].isupper():
        return name
    proper = {text: count for text, count in written.items() if " " in text and any(word[:1].isupper() for word in text.split())}
    return min(proper, key=lambda t: (-proper[t], len(t), t)) if proper else name
