"""Outcome: whether it happened and what came of it: hit or shot down, taken or held, accepted or rejected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from types import MappingProxyType

from dateline import lexicons
from dateline.link.accounts.answers import Answer, Question, Speakers, latest, related
from dateline.link.accounts.deeds import Deeds, have_one_target
from dateline.link.accounts.denials import is_denial, is_worded
from dateline.link.accounts.who import doer_of, is_own
from dateline.link.kinds import is_weapon, stem
from dateline.records import Claim

ASSERTED = frozenset(("reported", "claimed"))
EVERY = ("all ", "every ", "both ", "each ")
CONTROL, DAMAGE, AGREEMENT, HAPPENED = "outcome (control)", "outcome (damage)", "outcome (agreement)", "did it happen"
OPPOSED: Mapping[frozenset[str], str] = MappingProxyType(
    {
        frozenset(("happened", "denied")): "denies",
        frozenset(("hit", "not hit")): "denies",
        frozenset(("hit", "shot down")): "differs",
        frozenset(("hit", "all shot down")): "differs",
        frozenset(("taken", "not taken")): "denies",
        frozenset(("taken", "repelled")): "differs",
        frozenset(("accepted", "rejected")): "differs",
    }
)


def outcome(claims: Iterable[Claim], speakers: Speakers, deeds: Deeds) -> Iterator[Question]:
    """What came of it, once two speakers answer; whether it happened, where one denies what another tells."""

    def compared(one: Answer, other: Answer) -> str:
        return _relation(one, other) if _are_of_one(one, other, deeds) else ""

    told: dict[str, list[Answer]] = {}
    for claim in claims:
        question, value = _told(claim, speakers.documents[claim.document].text)
        if question:
            told.setdefault(question, []).append(speakers(claim, value, (claim.start, claim.end)))
    for question, answers in sorted(told.items()):
        kept = latest(answers, compared)
        yield Question(question, related(kept, compared), tuple(kept))


def _are_of_one(one: Answer, other: Answer, deeds: Deeds) -> bool:
    """True where two answers are about one target or one weapon, which an event may have several of."""
    values = {one.account.value, other.account.value}
    if "not hit" in values:
        return have_one_target(one.claim, other.claim)
    return "shot down" not in values or deeds.are_one(one.claim, other.claim)


def _relation(one: Answer, other: Answer) -> str:
    if one.account.value == other.account.value:
        return "agree"
    mine, theirs = (doer_of(a.claim.actor, a.claim) if a.claim.actor and a.claim.event in {"AGREE", "REJECT"} else None for a in (one, other))
    is_other = mine != theirs  # that one accepts what another rejects is no contradiction
    return "" if is_other else OPPOSED.get(frozenset((one.account.value, other.account.value)), "")


def _told(claim: Claim, text: str) -> tuple[str, str]:
    """Which question about the outcome a claim answers, and how; "" where none."""
    if claim.event in {"AGREE", "REJECT"}:
        return (AGREEMENT, "accepted" if claim.event == "AGREE" else "rejected") if claim.actor and claim.status in ASSERTED else ("", "")
    is_denied = is_denial(claim, text)
    if not (is_denied or claim.status in ASSERTED) or claim.event is None:
        return "", ""
    if claim.mode == "capture":
        return CONTROL, "not taken" if is_denied else "taken"
    if claim.mode == "intercept":
        return ("", "") if is_denied else _stopped(claim)
    if is_denied and is_own(claim):
        return "", ""  # that it was they, as who did it tells
    if _is_harm(claim, text):
        return DAMAGE, "not hit" if is_denied else "hit"
    if is_denied and not is_worded(claim, text):
        return "", ""  # "was not hurt" is told of one of those there
    return HAPPENED, "denied" if is_denied else "happened"


def _stopped(claim: Claim) -> tuple[str, str]:
    """An attack of troops that was repelled; weapons none of which came through."""
    words = claim.recipient.text.lower() if claim.recipient else ""
    if not is_weapon(words):
        return (CONTROL, "repelled") if words and not claim.figures else ("", "")
    if words.startswith(EVERY) or any(f.of == f.low for f in claim.figures):
        return DAMAGE, "all shot down"
    return (DAMAGE, "shot down") if not claim.figures and not words.endswith("s") else ("", "")


def _is_harm(claim: Claim, text: str) -> bool:
    """True where the words of a claim say that a thing was hit or damaged, not only attacked."""
    trigger = claim.match.trigger
    if claim.event != "ASSAULT" or claim.recipient is None or trigger is None:
        return False
    return any(_root(word) in _harms() for word in text[trigger.start : trigger.end].lower().split())


def _root(word: str) -> str:
    """What "damage", "damaged" and "damaging" share."""
    return stem(word).removesuffix("e")


@cache
def _harms() -> frozenset[str]:
    return frozenset(_root(term) for term in lexicons.terms("damage_verbs"))
