"""Claims -> Entities: speakers, actors and recipients met under several names, joined by key and by name.

What is known of a key is a `Naming`: it is added up claim by claim, so a new document touches only the keys that it names.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set

import msgspec

from dateline.link.accounts import side_of
from dateline.link.bodies import NIL, bare
from dateline.link.nodes import countries
from dateline.records import Claim, Decision, Desk, Entity, Naming, Role

ROLES = ("speaker", "actor", "recipient")
WHYS = {
    "person": "one surname, and given names that begin alike where they are told",
    "org": "names of one organisation",
    "country": "names of one country",
}
APART = "~"  # within the key of a name that an editor told apart, before the name
MOST_NAMES = 20  # names, and words as written, that an entity is shown with: the most frequent


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


def namings(claims: Iterable[Claim]) -> dict[str, Naming]:
    """Key -> how it is named by claims; what is nil is no entity."""
    names: dict[str, Counter[str]] = defaultdict(Counter)
    written: dict[str, Counter[str]] = defaultdict(Counter)
    first: dict[str, tuple[str, int, Role]] = {}
    for claim in claims:
        for number, role in enumerate((claim.speaker, claim.actor, claim.recipient)):
            key = entity_key(role)
            if role and key and not key.endswith(NIL):
                names[key][role.name or role.text] += 1
                written[key][bare(role.text)] += 1
                if key not in first or (claim.id, number) < first[key][:2]:
                    first[key] = (claim.id, number, role)
    return {key: Naming(key, *first[key], _ranked(names[key]), _ranked(written[key])) for key in sorted(names)}


def _ranked(counter: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    """The most frequent first, the shorter of equals."""
    return tuple(sorted(counter.items(), key=lambda pair: (-pair[1], len(pair[0]), pair[0])))


def entities(known: Mapping[str, Naming], desk: Desk) -> tuple[list[Entity], list[Decision]]:
    """Entities by key, and why names were joined."""
    found: list[Entity] = []
    made: list[Decision] = []
    for _, naming in sorted(known.items()):
        found.append(entity(naming, desk))
        made.extend(_reasons(naming, found[-1].name))
    return found, made


def entity(naming: Naming, desk: Desk) -> Entity:
    """The entity that a naming tells of."""
    told, written, role = dict(naming.names[:MOST_NAMES]), dict(naming.written[:MOST_NAMES]), naming.role
    name = _shown(told, written)
    country = next(iter(sorted(countries(role))), None)
    return Entity(naming.key, role.sector or "AGENT", name, tuple(sorted((set(told) | set(written)) - {name})), country, side_of(role, desk))


def _reasons(naming: Naming, name: str) -> Iterator[Decision]:
    for alias, _ in naming.names[:MOST_NAMES]:
        if alias != name:
            yield Decision(f"name:{naming.key}:{alias}", "same-name", alias, naming.key, ((_why(naming.key), 1.0),))


def _why(key: str) -> str:
    """What two names of one key have in common."""
    owner, _, noun = key.partition(":")
    return WHYS.get(owner, f"the {noun} of one country" if noun else "the same words")


def _shown(names: Mapping[str, int], written: Mapping[str, int]) -> str:
    """The name readers know it by: its own where that is a proper name, else the words that say whose it is ("Russia's defence ministry")."""
    name = min(names, key=lambda n: (-names[n], -len(n), n))
    if name[:1].isupper():
        return name
    proper = {text: count for text, count in written.items() if " " in text and any(word[:1].isupper() for word in text.split())}
    return min(proper, key=lambda t: (-proper[t], len(t), t)) if proper else name
