"""Claims of one event -> a neutral title and the desk's section."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from dateline import lexicons
from dateline.link.nodes import countries
from dateline.records import Claim, Desk, Where

PRONOUNS = frozenset(("it", "he", "she", "they", "them", "him", "her", "who", "which", "one", "we", "us", "i", "those", "these", "others", "its", "their"))


def title(claims: Sequence[Claim], place: Where | None) -> str:
    """What kind of event, where: "Drone attack in Engels"; no side is taken and no figure given."""
    kinds = Counter(f"{claim.event or 'FIGURE'}/{claim.mode or ''}" for claim in claims if claim.mode != "intercept") or Counter(
        f"{claim.event}/{claim.mode or ''}" for claim in claims
    )
    code = min(kinds, key=lambda k: (-kinds[k], k.endswith("/"), k))
    words = lexicons.table("event_titles")
    name = words.get(code.rstrip("/"), words.get(code.partition("/")[0], code.partition("/")[0].title()))
    if code.startswith("FIGURE"):
        measure = next((f.measure for c in claims for f in c.figures), "")
        name = words.get(f"FIGURE/{measure}", name)
    where = f" {_preposition(place)} {place.name or place.text}" if place else ""
    return f"{name}{where}" if where else f"{name}{_between(claims)}"


def _preposition(place: Where) -> str:
    return "over" if place.precision == "sea" else "in"


def _between(claims: Sequence[Claim]) -> str:
    """Who met whom, where no place tells events apart."""
    names: list[str] = []
    for claim in claims:
        for role in (claim.actor, claim.recipient):
            if role:
                name = role.name or role.text
                is_counted = any(figure.text in name for figure in claim.figures)
                if name not in names and not is_counted and role.text.lower() not in PRONOUNS:
                    names.append(name)
    return f": {', '.join(names[:2])}" if names else ""


def section(claims: Iterable[Claim], desk: Desk) -> str:
    """Name of the first section of the desk that takes the event; the last one where none does."""
    told = list(claims)
    codes = {code for claim in told if claim.event for code in (claim.event, f"{claim.event}/{claim.mode}")}
    where = {c for claim in told for c in (*countries(claim.actor), *countries(claim.recipient), (claim.place.country or "") if claim.place else "")}
    for wanted in desk.sections:
        if codes & set(wanted.events) and (not wanted.countries or where & set(wanted.countries)):
            return wanted.name
    return desk.sections[-1].name if desk.sections else ""
