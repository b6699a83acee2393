"""Two nodes -> whether they tell one deed otherwise: another toll, place, day or doer of it, a denial, a refusal."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.calendar_days import distance
from dateline.link.nodes import Node
from dateline.link.references import DEED
from dateline.records import Figure

NEAR = 4  # sentences
TELLING = 2  # a toll from which two reports that agree mean the same people
SELDOM, RARE = 10, 20  # dead from which two reports that agree on the number seldom mean two attacks on one town, on two towns
TOLLS = frozenset(("killed", "injured", "casualties", "missing"))


def is_report(one: Node, other: Node) -> bool:
    """True for two nodes of one report."""
    return one.document == other.document and one.item == other.item


def answers(one: Node, other: Node) -> Sequence[tuple[Figure, Figure]]:
    """Figures of one measure."""
    if not (one.figures and other.figures):
        return ()
    return [(mine, theirs) for mine in one.figures for theirs in other.figures if mine.measure == theirs.measure]


def shared_towns(one: Node, other: Node) -> frozenset[str]:
    """Towns that both name; of a site, as the words beside it name it."""
    shared = one.towns & other.towns
    if shared or "facility" not in (one.level, other.level):
        return shared
    return (one.towns & other.names) | (other.towns & one.names)


def is_answer(one: Node, other: Node) -> bool:
    """True where one report lets another speaker answer what it has just told: another toll, place or doer of "the strike", a denial, a refusal."""
    if one.speaker == other.speaker or not is_report(one, other):
        return False
    told, later = (one, other) if (one.sentence, one.id) < (other.sentence, other.id) else (other, one)
    gap = later.sentence - told.sentence
    return gap <= NEAR and bool(later.speaker) and (_points_back(told, later, gap) or _is_contrary(told, later) or _is_accused(told, later))


def _points_back(told: Node, later: Node, gap: int) -> bool:
    """True where a later speaker means the attack told just before, or what it hit."""
    if told.type != "ASSAULT" or later.type != "ASSAULT" or "intercept" in (told.mode, later.mode):
        return False
    if (told.family and later.family and told.family != later.family) or (later.is_dated and _days_apart(told, later) > 1):
        return False
    return bool(later.back & told.target) or (gap == 1 and (DEED in later.back or _is_same_hit(told, later)))


def _is_same_hit(told: Node, later: Node) -> bool:
    """True where the next speaker denies that what was told to be hit was hit, or tells of the same town taken."""
    if later.is_denied:
        return bool(later.sites & told.sites or later.target & told.target)
    return told.mode == later.mode == "capture" and bool(shared_towns(told, later))


def _is_contrary(told: Node, later: Node) -> bool:
    """True where one has a party accept what the other has it reject."""
    return {told.type, later.type} == {"AGREE", "REJECT"} and bool(told.doer) and told.doer == later.doer


def _is_accused(told: Node, later: Node) -> bool:
    """True where the accused denies the deed, or somebody is accused of the deed just told."""
    if told.type == "ACCUSE" and later.type == "ASSAULT":
        return later.is_denied and bool(told.doer) and told.doer == later.doer
    return told.type == "ASSAULT" and later.type == "ACCUSE" and later.mode == "allege" and DEED in later.back and later.sentence - told.sentence == 1


def is_told_elsewhere(one: Node, other: Node) -> bool:
    """True where two reports tell one large toll of one day and means, of two towns of one country."""
    is_day = one.is_dated and other.is_dated and one.first == other.first and one.published == other.published
    return is_day and one.country == other.country and _is_one_deed(one, other, RARE)


def is_told_of_next_day(one: Node, other: Node) -> bool:
    """True where two reports of one time tell one large toll of one town and means, of two days running."""
    is_one_time = one.is_dated and other.is_dated and one.published == other.published and one.first != other.first
    return is_one_time and _days_apart(one, other) == 1 and bool(shared_towns(one, other)) and _is_one_deed(one, other, SELDOM)


def _is_one_deed(one: Node, other: Node, least: int) -> bool:
    """True for two reports of an attack that agree on the means, or on what was hit, and on a toll of so many or on two tolls."""
    is_alike = (bool(one.mode) and one.mode == other.mode) or bool(one.sites & other.sites)
    if not is_alike or one.type != "ASSAULT" or other.type != "ASSAULT" or is_report(one, other):
        return False
    shared = {mine.measure: mine.low for mine, theirs in answers(one, other) if mine.measure in TOLLS and mine.low == theirs.low >= TELLING}
    return max(shared.values(), default=0) >= least or (len(shared) > 1 and sum(shared.values()) >= SELDOM)


def _days_apart(one: Node, other: Node) -> int:
    return distance(one.first, other.first) if one.first and other.first else 0
