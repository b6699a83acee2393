"""Claims -> tolls: how many were killed and injured, by the most that one report tells.

A number told counts as it stands. Where a report tells of people one by one, each name counts once; people without a name
count as one together, since "a man" and "the victim" may be the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from dateline.records import Claim

UNREAL = frozenset(("hypothetical", "planned", "threatened", "denied"))
PLURALS = frozenset(("people", "men", "women", "children", "police", "troops", "victims", "others", "them", "they"))


def tolls(claims: Iterable[Claim]) -> dict[str, int]:
    """Measure (killed, injured) -> people; 0 where none is told."""
    told: dict[str, defaultdict[str, int]] = {"killed": defaultdict(int), "injured": defaultdict(int)}
    people: dict[str, defaultdict[str, set[str]]] = {"killed": defaultdict(set), "injured": defaultdict(set)}
    for claim in claims:
        if claim.status in UNREAL or claim.event not in {"ASSAULT", None}:
            continue
        for figure in claim.figures:
            if figure.measure in told and figure.op not in {"<", "<="}:
                told[figure.measure][claim.document] = max(told[figure.measure][claim.document], int(figure.low))
        for measure in set(claim.harm) - {figure.measure for figure in claim.figures}:
            people[measure][claim.document].add(_person(claim))
    for document, dead in people["killed"].items():
        people["injured"][document] -= dead  # shot, then said to have died
    for document in told["killed"]:
        people["injured"][document].discard("")
    return {measure: max((max(told[measure][d], _counted(people[measure][d])) for d in {*told[measure], *people[measure]}), default=0) for measure in told}


def _person(claim: Claim) -> str:
    """A name, "" for one person without a name, "*" for several or nobody told."""
    role = claim.recipient
    if role is None or role.text.rsplit(" ", 1)[-1].lower() in PLURALS or (role.text.endswith("s") and not role.entity.startswith("person:")):
        return "*"
    return role.entity if role.entity.startswith("person:") else ""


def _counted(people: set[str]) -> int:
    names = people - {"", "*"}
    return len(names) or int("" in people)
