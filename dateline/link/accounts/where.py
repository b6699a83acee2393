"""Where: the places that speakers give one event, and how two of them relate."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from itertools import combinations
from math import cos, hypot, radians

from dateline.link.accounts.answers import Answer, Question, Speakers, by_voice, latest, related
from dateline.link.accounts.deeds import Deeds
from dateline.link.nodes import TOWN_LEVELS, is_voice
from dateline.records import Claim, Where

UNREAL = frozenset(("planned", "threatened", "hypothetical", "denied"))
BESIDE, APART, DISTRICT = 5.0, 20.0, 60.0  # kilometres up to which two points are one town, from which they cannot be, or where one is a district
_GOES_ON = re.compile(r" [A-ZÀ-Þ]")
DEGREE = 111.2  # kilometres
ALIKE = 0.8  # of two spellings of one name


def where(claims: Iterable[Claim], speakers: Speakers, deeds: Deeds) -> Iterator[Question]:
    """The question where, once two speakers answer it; none about what happened in several places."""

    def compared(one: Answer, other: Answer) -> str:
        apart = BESIDE if one.claim.document == other.claim.document else APART  # a report that sets two places against each other means two
        return relation(one.claim.place, other.claim.place, apart) if are_at_odds(one, other, deeds) else ""

    told = latest((_answer(claim, claim.place, speakers) for claim in claims if claim.place and _tells(claim, speakers)), compared)
    if not any(compared(one, other) == "differs" for mine in by_voice(told).values() for one, other in combinations(mine, 2)):
        yield Question("where", related(told, compared), tuple(told))


def are_at_odds(one: Answer, other: Answer, deeds: Deeds) -> bool:
    """True where two speakers tell of one deed, and in one report do not only add to each other as two bodies of one state do."""
    is_report = one.claim.document == other.claim.document
    return deeds.are_one(one.claim, other.claim) and not (is_report and one.voice.state and one.voice.state == other.voice.state)


def _tells(claim: Claim, speakers: Speakers) -> bool:
    """True where a claim tells where its deed was done; a name that goes on in capitals may be a street's."""
    place = claim.place
    if place is None or claim.event is None or claim.mode == "intercept" or claim.status in UNREAL:
        return False
    is_known = bool(place.country) and place.precision not in {"sea", None} and not place.resolved
    return is_known and not is_voice(claim) and not _GOES_ON.match(speakers.documents[claim.document].text, place.end)


def _answer(claim: Claim, place: Where, speakers: Speakers) -> Answer:
    return speakers(claim, place.name or place.text, (place.start, place.end))


def relation(one: Where | None, other: Where | None, apart: float = APART) -> str:
    """How two places of one event relate; "" where neither is known well enough to tell.

    Args:
        apart: kilometres from which two towns cannot be one.
    """
    if one is None or other is None:
        return ""
    if (one.name or one.text) == (other.name or other.text) or _names(one) & _names(other) or (one.id and one.id == other.id):
        return "agree"
    if is_inside(one, other) or is_inside(other, one):
        return "part of"
    if one.country != other.country:
        return "differs"
    return _of_points(one, other, apart) if {one.precision, other.precision} <= TOWN_LEVELS else _of_areas(one, other)


def is_inside(one: Where | None, other: Where | None) -> bool:
    """True where one place is known to lie in the other and is not the same."""
    if one is None or other is None or one.precision == other.precision or (one.country and other.country and one.country != other.country):
        return False
    if other.precision == "country":
        return bool(one.country) and one.country == other.country
    if (one.within or "").lower() in _names(other):
        return True
    return other.precision == "region" and bool(one.region) and one.region in (other.id, other.region)


def _names(place: Where) -> frozenset[str]:
    return frozenset((place.name.lower() or place.text.lower(), place.text.lower()))


def _of_points(one: Where, other: Where, least: float) -> str:
    if any(SequenceMatcher(None, mine, theirs).ratio() >= ALIKE for mine in _names(one) for theirs in _names(other)):
        return "agree"
    apart = kilometres(one, other)
    if apart is None or BESIDE < apart < (DISTRICT if "district" in (one.precision, other.precision) else least):
        return ""
    return "agree" if apart <= BESIDE else "differs"


def _of_areas(one: Where, other: Where) -> str:
    """Two regions, or a town and a region that it is not in."""
    is_known = bool(one.region and other.region) and "country" not in (one.precision, other.precision)
    return "differs" if is_known and one.region != other.region else ""


def kilometres(one: Where, other: Where) -> float | None:
    """Distance of two points in kilometres; None where one is not known."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    east = (one.lon - other.lon) * cos(radians((one.lat + other.lat) / 2))
    return hypot(east, one.lat - other.lat) * DEGREE
