"""Who did it: whom speakers name as the doer of one deed, and who denies that it was they."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

import msgspec
from msgspec import Struct

from dateline import lexicons
from dateline.link.accounts.answers import Answer, Question, Speakers, by_voice, latest, related
from dateline.link.accounts.deeds import Deeds, have_one_target
from dateline.link.accounts.denials import is_denial
from dateline.link.accounts.voices import STATE, noun_of
from dateline.link.kinds import stem
from dateline.records import Claim, Role

WHO = "who did it"
NOT = "not "  # before a doer that denies the deed
CAPTURE = frozenset(("intercept", "capture"))  # who did these is no riddle: whether they did is asked as outcome
NAMED = "org:"


class Doer(Struct, frozen=True):
    """Who is named as doer: a body by its key, a state by its code, or a kind of fighters without a name."""

    key: str  # "org:m23" | "RUS" | "rebel"
    state: str = ""  # ISO code of the state that it is, or acts for; "" = none

    @property
    def is_nameless(self) -> bool:
        """True for a kind of fighters: "rebels"."""
        return not self.state and not self.key.startswith(NAMED)


def who(claims: Iterable[Claim], speakers: Speakers, deeds: Deeds) -> Iterator[Question]:
    """The question who did it, where speakers name others, or one denies the deed that another lays at its door."""
    doers: dict[str, Doer] = {}

    def compared(one: Answer, other: Answer) -> str:
        return _relation(one.account.value, other.account.value, doers) if _is_one_deed(one.claim, other.claim, deeds) else ""

    told = [answer for claim in claims if (answer := _answer(claim, speakers, doers))]
    single = [answer for mine in by_voice(told).values() if len({a.account.value for a in mine}) == 1 for answer in mine]  # who tells of two tells of a fight
    answers = latest(single, compared)
    yield Question(WHO, related(answers, compared), tuple(answers))


def spoken(claim: Claim) -> Claim:
    """The claim; an accusation as said by who accuses."""
    return msgspec.structs.replace(claim, speaker=claim.actor) if claim.event == "ACCUSE" and claim.speaker is None and claim.actor else claim


def _is_one_deed(one: Claim, other: Claim, deeds: Deeds) -> bool:
    """True where two claims tell of one thing done; in a fight each side does something to the other."""
    is_pointed = "ACCUSE" in (one.event, other.event) or "denied" in (one.status, other.status)
    return deeds.are_one(one, other) and (is_pointed or have_one_target(one, other))


def _answer(claim: Claim, speakers: Speakers, doers: dict[str, Doer]) -> Answer | None:
    role, is_denied = _named(claim, speakers.documents[claim.document].text)
    doer = doer_of(role, claim) if role else None
    if role is None or doer is None:
        return None
    name = doer.key if doer.key == doer.state else speakers.shown(doer.key) or role.name or role.body or role.text
    value = (NOT if is_denied else "") + name
    doers[value] = doer
    return speakers(claim, value, (role.start, role.end))


def _named(claim: Claim, text: str) -> tuple[Role | None, bool]:
    """Whom a claim names as doer, and whether its speaker denies having been it; None where it names nobody."""
    if claim.event == "ACCUSE" and claim.mode == "allege" and claim.status in {"reported", "claimed"}:
        return claim.recipient, False
    if claim.event != "ASSAULT" or claim.mode in CAPTURE or claim.actor is None:
        return None, False
    if claim.status == "denied":
        return (claim.actor, True) if is_own(claim) and is_denial(claim, text) else (None, False)
    return (claim.actor, False) if claim.status in {"reported", "claimed"} else (None, False)


def is_own(claim: Claim) -> bool:
    """True where a speaker speaks of a deed of its own."""
    actor, speaker = claim.actor, claim.speaker
    if actor is None or speaker is None:
        return False
    return bool(speaker.country and speaker.country == actor.country) or bool(actor.entity and actor.entity == speaker.entity)


def doer_of(role: Role, claim: Claim) -> Doer | None:
    """The identity of a doer; None where the words name nobody."""
    if role.text.lower() in lexicons.terms("pronouns") and claim.speaker and claim.speaker.country == role.country:
        role = claim.speaker
    state = role.country if isinstance(role.country, str) else ""
    if role.entity.startswith(NAMED):
        return Doer(role.entity, state if role.sector in STATE else "")
    if role.sector == "REB":
        noun = stem(noun_of(role).rpartition(" ")[2])
        return None if noun in _nameless() else Doer(noun)
    if role.sector in STATE or not role.sector:
        return Doer(state, state) if state else None
    return None


@cache
def _nameless() -> frozenset[str]:
    return frozenset(stem(term) for term in lexicons.terms("nameless_doers"))


def _relation(one: str, other: str, doers: dict[str, Doer]) -> str:
    if one.startswith(NOT) != other.startswith(NOT):
        mine, theirs = doers[one], doers[other]
        return "denies" if mine.key == theirs.key else ""
    if one.startswith(NOT):
        return ""
    mine, theirs = doers[one], doers[other]
    if mine.key == theirs.key:
        return "agree"
    if mine.state and mine.state == theirs.state:
        return "part of"  # a body of a state, and the state
    is_unnamed = not (mine.state or theirs.state) and (mine.is_nameless or theirs.is_nameless)
    return "part of" if is_unnamed else "differs"  # "rebels", and the name of some
