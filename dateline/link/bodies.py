"""Institutions under one key each: "Ministry of Defence" and "defense ministry" of a country, and what a bare "the ministry" stands for.

Laws: a bare noun stands for a body only where its document names exactly one that it can be; else it is nil, with its candidates.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from dateline.lexicons import countries, table, terms
from dateline.link.bearers import NIL, PERSON, person_key
from dateline.records import Claim, Decision, Role

ARTICLES = frozenset(("the", "a", "an"))
FORCES = ("forces", "army", "military")
ROLES = ("speaker", "actor")
_OWNERLESS = frozenset(("person", "country", "org"))


def spelling(noun: str) -> str:
    """One spelling of the name of an institution.

    >>> spelling("Ministry of Defense"), spelling("ministry of the interior"), spelling("foreign affairs ministry")
    ('defence ministry', 'interior ministry', 'foreign ministry')
    """
    plain = noun.lower().replace("defense", "defence")
    kind, _, of = plain.partition(" of ")
    if of and kind in ("ministry", "department"):
        plain = f"{of.removeprefix('the ')} {kind}"
    return table("bodies").get(plain, plain)


def body_key(role: Role) -> str:
    """The key of a role: the country and the one spelling where it is an institution; ends in NIL where no country is told."""
    key = _plain_key(role)
    owner, _, noun = key.partition(":")
    if noun and owner not in _OWNERLESS:
        key = f"{_authority(role, owner)}:{noun}" if not _is_local(role) else f"{owner}:local {noun}{NIL}"
    return table("body_names").get(key, key)


def _plain_key(role: Role) -> str:
    owner, _, noun = role.entity.partition(":")
    country = role.country.lower() if isinstance(role.country, str) else ""
    if not role.entity and _is_body(role.name):
        return f"{country}:{spelling(role.name)}" if country else spelling(role.name) + NIL
    if owner == "org" and country:
        body = _of_country(noun, role.country)
        return f"{country}:{spelling(body)}" if body else role.entity
    return f"{owner}:{spelling(noun)}" if noun and owner not in _OWNERLESS else role.entity


def _of_country(name: str, country: object) -> str:
    """The institution in a name of its own that adds only whose it is: "Sudanese Armed Forces", "General Staff of the Armed Forces"."""
    head, _, owner = name.partition(" of ")
    if _is_body(head) and (owner.endswith(FORCES) or countries().get(str(country), "").lower() == owner):
        return head
    first, _, rest = name.partition(" ")
    return rest if table("nationalities").get(first) == country and _is_body(rest) else ""


def _authority(role: Role, owner: str) -> str:
    """Whose body of a country it is, where the words name an authority in a part of it: "Gaza's health ministry"."""
    words = role.text.lower().split()
    told = (table("authorities").get(word, "").partition(";") for word in words)
    return next((authority for authority, _, country in told if country.lower() == owner), owner)


def _is_local(role: Role) -> bool:
    """True for "regional police", of which a country has many."""
    words = role.text.lower().split()[:-1]
    return not terms("local_adjectives").isdisjoint(words[:3]) and not any(word[:1].isupper() for word in role.text.split()[1:])


def _is_body(name: str) -> bool:
    return table("institutions").get(name.lower(), "").partition(";")[0] in ("ministry", "force")


def spelled(claim: Claim) -> Claim:
    """The claim with its people, countries and institutions under one key each."""
    changed = {}
    for name in (*ROLES, "recipient"):
        role = getattr(claim, name)
        if role and (told := _spelled(role)) is not role:
            changed[name] = told
    return msgspec.structs.replace(claim, **changed) if changed else claim


def _spelled(role: Role) -> Role:
    parts = tuple(map(_spelled, role.parts))
    key = person_key(role) if role.entity.startswith(PERSON) else country_key(role) or body_key(role)
    return role if key == role.entity and parts == role.parts else msgspec.structs.replace(role, entity=key, parts=parts)


def country_key(role: Role) -> str:
    """The key of a country that is named like a place: "an attack on Chad"; "" for all else."""
    is_country = not role.entity and isinstance(role.country, str) and countries().get(role.country) == role.name
    return f"country:{role.country}" if is_country else ""


def completed(claims: Iterable[Claim]) -> tuple[list[Claim], list[Decision]]:
    """Claims of one document in which a bare noun has the key of the one body that it can stand for, and why."""
    told = [spelled(claim) for claim in claims]
    known = {role.entity for claim in told for role in (claim.speaker, claim.actor) if role and ":" in role.entity}
    made: dict[str, Decision] = {}
    return [_completed(claim, known, made) for claim in told], [made[key] for key in sorted(made)]


def _completed(claim: Claim, known: set[str], made: dict[str, Decision]) -> Claim:
    changed = {}
    for name in ROLES:
        role = getattr(claim, name)
        key = _stands_for(role, known, made, claim.document) if role else ""
        if role and key != role.entity:
            changed[name] = msgspec.structs.replace(role, entity=key)
    return msgspec.structs.replace(claim, **changed) if changed else claim


def _stands_for(role: Role, known: set[str], made: dict[str, Decision], document: str) -> str:
    """The key of a role that may be a bare noun."""
    owner, _, noun = role.entity.rpartition(":")
    noun = noun.removesuffix(NIL)
    kind = table("bare_bodies").get(noun)
    is_open = role.entity.endswith(NIL)
    if is_open or (kind and (kind == "part" or bare(role.text).lower() == noun)):
        return _decided(role.entity, noun, kind == "part" or is_open, _candidates(owner, noun, known), made, document)
    return role.entity


def _candidates(owner: str, noun: str, known: set[str]) -> list[str]:
    """Keys of bodies of an owner, of any country where none is told, that the noun is the last word of."""
    ends = (f" {noun}",) if owner else (f" {noun}", f":{noun}", f":{spelling('military')}" if noun in FORCES else f":{noun}")
    named = (key for key in known if key.partition(":")[0] not in _OWNERLESS and key.endswith(ends))
    return sorted(key for key in named if not owner or key.startswith(f"{owner}:"))


def _decided(key: str, noun: str, is_part: bool, candidates: list[str], made: dict[str, Decision], document: str) -> str:
    """The key that a bare noun gets; the decision is noted where there is something to choose from."""
    name = f"body:{document}:{key}"
    if len(candidates) == 1 and not key.endswith(NIL):
        made[name] = Decision(name, "same-name", key, candidates[0], ((f"the only {noun} of its country that the report names", 1.0),))
        return candidates[0]
    if candidates:
        made[name] = Decision(name, "nil", key.removesuffix(NIL), "", tuple((f"may be {one}", 0.0) for one in candidates))
    return key.removesuffix(NIL) + NIL if candidates or is_part else key


def bare(text: str) -> str:
    """The words without the article."""
    first, _, rest = text.partition(" ")
    return rest if first.lower() in ARTICLES and rest else text
