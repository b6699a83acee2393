"""Claims of a page -> the same, with countries told by who fights whom there.

Where a claim names a weapon shot down or troops killed and not whose they were, the page as a whole often does: its other
claims say who attacks whom. Only claims whose own words name both sides are counted; where a country has more than one
opponent, the one counted most must outweigh the others together.
"""

from __future__ import annotations

from collections import Counter, defaultdict

import msgspec

from dateline.extract.roles import with_country
from dateline.records import Claim, Role


def opposed(claims: list[Claim]) -> list[Claim]:
    """The claims, the side that an attack leaves open filled in as the opponent of the side it names."""
    foes = _foes(claims)
    return [_completed(claim, foes) if claim.event == "ASSAULT" else claim for claim in claims] if foes else claims


def _foes(claims: list[Claim]) -> dict[str, str]:
    """Country -> the country it fights on this page; a country at war with itself is its own."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for claim in claims:
        actor, recipient = _country(claim.actor), _country(claim.recipient)
        if claim.event == "ASSAULT" and actor and recipient and not claim.repeat:
            found[actor][recipient] += 1
            if actor != recipient:
                found[recipient][actor] += 1
    return {country: foe for country, counts in found.items() for foe, times in counts.most_common(1) if times * 2 > sum(counts.values())}


def _completed(claim: Claim, foes: dict[str, str]) -> Claim:
    actor, recipient = claim.actor, claim.recipient
    known_actor, known_recipient = _country(actor), _country(recipient)
    if recipient is not None and recipient.country is None:
        mine = known_actor or (_defender(claim) if claim.mode == "intercept" else "")
        recipient = with_country(recipient, foes.get(mine, ""))
    elif actor is not None and actor.country is None and known_recipient:
        actor = with_country(actor, foes.get(known_recipient, ""))
    return claim if (actor, recipient) == (claim.actor, claim.recipient) else msgspec.structs.replace(claim, actor=actor, recipient=recipient)


def _defender(claim: Claim) -> str:
    """Whose air defence it was, where nobody is named: the place's, or that of who tells it."""
    return (claim.place.country if claim.place else None) or _country(claim.speaker)


def _country(role: Role | None) -> str:
    return role.country if role is not None and isinstance(role.country, str) else ""
