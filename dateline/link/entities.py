"""Claims -> Entities: speakers, actors and recipients met under several names, joined by key and by name."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

import msgspec

from dateline.link.accounts import side_of
from dateline.link.nodes import countries
from dateline.records import Claim, Decision, Desk, Entity, Role

ARTICLES = frozenset(("the", "a", "an"))


def entities(claims: Iterable[Claim], decided: Iterable[Decision], desk: Desk) -> tuple[list[Entity], list[Decision]]:
    """Entities by id, and why names were joined; an editor's same-name decision joins two keys."""
    same = {d.subject.lower(): d.object.lower() for d in decided if d.kind == "same-name"}
    names: dict[str, Counter[str]] = defaultdict(Counter)
    written: dict[str, Counter[str]] = defaultdict(Counter)
    roles: dict[str, Role] = {}
    for claim in claims:
        for role in (claim.speaker, claim.actor, claim.recipient):
            if role and (role.entity or role.name):
                key = (role.entity or role.name).lower()
                key = same.get(key, key)
                names[key][role.name or role.text] += 1
                written[key][_bare(role.text)] += 1
                roles.setdefault(key, role)
    found: list[Entity] = []
    made: list[Decision] = []
    for key in sorted(names):
        told = names[key]
        name = _shown(told, written[key])
        role = roles[key]
        country = next(iter(sorted(countries(role))), None)
        found.append(Entity(key, role.sector or "AGENT", name, tuple(sorted((set(told) | set(written[key])) - {name})), country, side_of(role, desk)))
        made.extend(Decision(f"name:{key}:{alias}", "same-name", alias, key, (("same key", 1.0),)) for alias in sorted(set(told) - {name}))
    return found, made


def completed(claims: Iterable[Claim]) -> list[Claim]:
    """Claims in which a bare noun ("the ministry") stands for the one longer name of its document that ends in it ("the defence ministry")."""
    told = list(claims)
    known: dict[str, set[str]] = defaultdict(set)
    for claim in told:
        known[claim.document].update(role.entity for role in (claim.speaker, claim.actor) if role and ":" in role.entity)
    return [_completed(claim, known[claim.document]) for claim in told]


def _completed(claim: Claim, known: set[str]) -> Claim:
    speaker = claim.speaker
    owner, _, noun = speaker.entity.partition(":") if speaker else ("", "", "")
    if not speaker or not noun or " " in noun or owner in {"person", "country"}:
        return claim
    longer = [key for key in known if key.startswith(f"{owner}:") and key.endswith(f" {noun}")]
    return claim if len(longer) != 1 else msgspec.structs.replace(claim, speaker=msgspec.structs.replace(speaker, entity=longer[0]))


def _shown(names: Counter[str], written: Counter[str]) -> str:
    """The name readers know it by: its own where that is a proper name, else the words that say whose it is ("Russia's defence ministry")."""
    name = min(names, key=lambda n: (-names[n], -len(n), n))
    if name[:1].isupper():
        return name
    proper = {text: count for text, count in written.items() if " " in text and any(word[:1].isupper() for word in text.split())}
    return min(proper, key=lambda t: (-proper[t], len(t), t)) if proper else name


def _bare(text: str) -> str:
    """The words without the article."""
    first, _, rest = text.partition(" ")
    return rest if first.lower() in ARTICLES and rest else text
