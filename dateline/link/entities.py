"""Claims -> Entities: speakers, actors and recipients met under several names, joined by key and by name."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from dateline.link.accounts import side_of
from dateline.link.nodes import countries
from dateline.records import Claim, Decision, Desk, Entity, Role


def entities(claims: Iterable[Claim], decided: Iterable[Decision], desk: Desk) -> tuple[list[Entity], list[Decision]]:
    """Entities by id, and why names were joined; an editor's same-name decision joins two keys."""
    same = {d.subject.lower(): d.object.lower() for d in decided if d.kind == "same-name"}
    names: dict[str, Counter[str]] = defaultdict(Counter)
    roles: dict[str, Role] = {}
    for claim in claims:
        for role in (claim.speaker, claim.actor, claim.recipient):
            if role and (role.entity or role.name):
                key = (role.entity or role.name).lower()
                key = same.get(key, key)
                names[key][role.name or role.text] += 1
                roles.setdefault(key, role)
    found: list[Entity] = []
    made: list[Decision] = []
    for key in sorted(names):
        told = names[key]
        name = min(told, key=lambda n: (-told[n], -len(n), n))
        role = roles[key]
        country = next(iter(sorted(countries(role))), None)
        found.append(Entity(key, role.sector or "AGENT", name, tuple(sorted(set(told) - {name})), country, side_of(role, desk)))
        made.extend(Decision(f"name:{key}:{alias}", "same-name", alias, key, (("same key", 1.0),)) for alias in sorted(set(told) - {name}))
    return found, made
