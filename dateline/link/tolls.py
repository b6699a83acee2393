"""Claims -> tolls: how many were killed and injured, by the most that one report tells.

A number told counts as it stands. Where a report tells of people one by one, each name counts once; people without a name
count as one together, since "a man" and "the victim" may be the same. Who kills himself is one more than those of his sentence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from dateline.records import Claim, Figure

UNREAL = frozenset(("hypothetical", "planned", "threatened", "denied"))
YOUNGEST = 12  # a smaller number in digits is more often a count than an age
REFLEXIVES = frozenset(("himself", "herself", "themselves"))
PLURALS = frozenset(("people", "men", "women", "children", "police", "troops", "victims", "others", "them", "they"))


def tolls(claims: Iterable[Claim]) -> dict[str, int]:
    """Measure (killed, injured) -> people; 0 where none is told."""
    real = [claim for claim in claims if claim.status not in UNREAL and claim.event in {"ASSAULT", None}]
    selves = {(claim.document, claim.sentence) for claim in real if "killed" in claim.harm and _of_self(claim)}
    told: dict[str, defaultdict[str, int]] = {"killed": defaultdict(int), "injured": defaultdict(int)}
    people: dict[str, defaultdict[str, set[str]]] = {"killed": defaultdict(set), "injured": defaultdict(set)}
    for claim in real:
        for figure in claim.figures:
            if figure.measure in told and figure.op not in {"<", "<="} and not _age(claim, figure):
                own = figure.measure == "killed" and (claim.document, claim.sentence) in selves
                told[figure.measure][claim.document] = max(told[figure.measure][claim.document], int(figure.low) + own)
        for measure in set(claim.harm) - {figure.measure for figure in claim.figures}:
            people[measure][claim.document].add(_person(claim))
    for document, dead in people["killed"].items():
        people["injured"][document] -= {*dead, ""} if "self" in dead else dead  # shot, then said to have died
    for document in told["killed"]:
        people["injured"][document].discard("")
    return {measure: max((max(told[measure][d], _counted(people[measure][d])) for d in {*told[measure], *people[measure]}), default=0) for measure in told}


def _of_self(claim: Claim) -> bool:
    return claim.recipient is not None and claim.recipient.text.lower() in REFLEXIVES


def _age(claim: Claim, figure: Figure) -> bool:
    """True for a bare number outside any event that counts nobody: "Ana Lopez, 34, and her brother were found dead"."""
    return claim.event is None and figure.text.isdigit() and figure.low >= YOUNGEST and figure.object != "person"


def _person(claim: Claim) -> str:
    """A name, "self" for who did it, "" for one person without a name, "*" for several or nobody told."""
    role = claim.recipient
    if "killed" in claim.harm and _of_self(claim):
        return "self"
    if role is None or role.text.rsplit(" ", 1)[-1].lower() in PLURALS or (role.text.endswith("s") and not role.entity.startswith("person:")):
        return "*"
    return role.entity if role.entity.startswith("person:") else ""


def _counted(people: set[str]) -> int:
    names = people - {"", "*", "self"}
    return (len(names) or int("" in people)) + ("self" in people)
