"""Claims of one event -> a neutral title and the desk's section."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from dateline import lexicons
from dateline.link.nodes import countries
from dateline.records import Claim, Desk, Role, Where

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
    """Who met whom, where no place tells events apart: by name, else by country."""
    names: list[str] = []
    for claim in claims:
        shot_down = claim.mode == "intercept"  # what was shot down is not who was there
        for role in (claim.actor or claim.speaker,) if shot_down else (claim.actor, claim.recipient):
            name = _label(role, claim) if role else ""
            if name and name not in names:
                names.append(name)
    return f": {', '.join(names[:2])}" if names else ""


def _label(role: Role, claim: Claim) -> str:
    """A name with a capital, the country of what has none, else the words that are no pronoun and no number."""
    name = role.name or role.text
    land = lexicons.countries().get(role.country, "") if isinstance(role.country, str) else ""
    if any(figure.text in name for figure in claim.figures) or role.text.lower() in PRONOUNS or (name == name.lower() and land):
        return land
    return name


def section(claims: Iterable[Claim], desk: Desk) -> str:
    """Name of the first section of the desk that takes the event; the last one where none does."""
    told = list(claims)
    codes = {code for claim in told if claim.event for code in (claim.event, f"{claim.event}/{claim.mode}")}
    where = {c for claim in told for c in (*countries(claim.actor), *countries(claim.recipient), (claim.place.country or "") if claim.place else "")}
    for wanted in desk.sections:
        if codes & set(wanted.events) and (not wanted.countries or where & set(wanted.countries)):
            return wanted.name
    return desk.sections[-1].name if desk.sections else ""
