"""Claims -> their ACLED sub-types, by the crosswalk of the codebook and by who meets whom.

The codebook maps type and mode; what it leaves open depends on the parties: two armed ones clash, an armed one attacks
civilians, a crowd that strikes is a mob, police among protesters intervene, a state regains ground and others overtake it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache

import msgspec

from dateline.extract.grammar import Codebook
from dateline.lexicons import Automaton, table
from dateline.records import Claim, Role

STATE = frozenset(("MIL", "GOV", "COP", "SPY"))
ARMED = frozenset(("MIL", "COP", "SPY", "REB", "UAF", "PRM", "CRM"))
UNARMED = frozenset(("CVL", "REF", "JRN", "MED", "EDU", "REL", "OPP", "LAB", "SOC", "BUS", "AGR", "LEG", "JUD", "PTY", "ELI"))
BY_HAND = frozenset((None, "firearms", "beat", "primitive", "targeted", "torture"))
FORCE = frozenset(("crowd-control", "firearms", "beat"))
CHEMICAL = "Chemical weapon"
EXACT = frozenset((CHEMICAL, "Suicide bomb", "Grenade"))  # of several that words name, these say more
UNREAL = frozenset(("hypothetical", "threatened", "denied", "planned"))
REACH = 40  # characters after a party's words
HARD = ("Violent demonstration", "Excessive force against protesters", "Protest with intervention")  # what makes a protest more, first wins
CROWDS = frozenset((*HARD, "Peaceful protest"))


def classified(claims: Sequence[Claim], text: str, book: Codebook) -> tuple[Claim, ...]:
    """The claims with their sub-types; those of one sentence and of the next ones of its item look at each other."""
    by_sentence: dict[int, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_sentence[claim.sentence].append(claim)
    told = {claim.id: sub_type(claim, by_sentence[claim.sentence], text, book) for claim in claims}
    found = []
    for claim in claims:
        near = [c for k in (-1, 0, 1) for c in by_sentence.get(claim.sentence + k, ()) if c.item == claim.item]
        found.append(msgspec.structs.replace(claim, acled=_of_crowd(claim, near, told)))
    return tuple(found)


def _of_crowd(claim: Claim, near: Sequence[Claim], told: Mapping[str, str | None]) -> str | None:
    """What a crowd did and what was done to it are one event, of the hardest kind told of it."""
    mine = told[claim.id]
    crowds = {told[other.id] for other in near if told[other.id] in CROWDS and other.status not in UNREAL}
    arrested = claim.event == "COERCE" and claim.mode == "arrest" and any(o.event == "PROTEST" and o.sentence == claim.sentence for o in near)
    if mine not in CROWDS and not arrested:
        return mine
    return next((kind for kind in HARD if kind in crowds), HARD[-1] if arrested else mine)


def sub_type(claim: Claim, beside: Iterable[Claim], text: str, book: Codebook) -> str | None:
    """The ACLED sub-type of a claim; None where ACLED has none."""
    if claim.event is None:
        return None
    named = _named(claim, text)
    match claim.event, claim.mode:
        case "ASSAULT", "capture":
            return next(iter(_named(claim, text, "CAPTURE")), "") or _captured(claim)
        case "ASSAULT", "crowd-control":
            return _dispersed(claim, text)
        case "ASSAULT", "abduct" if _sector(claim.actor) in STATE and "armed" in _kinds(claim.recipient, text):
            return "Arrests"
        case "ASSAULT", "intercept" if "arms" not in _kinds_of(text[claim.start : claim.end]):
            return "Armed clash"
        case "ASSAULT", "explosives":
            return _crowd_bomb(claim, text) or next(iter(named), "Remote explosive/landmine/IED")
        case "ASSAULT", "heavy-weapons" | "aerial" | "drone" if CHEMICAL in named:
            return CHEMICAL
        case "ASSAULT", "destroy" if "crowd" in _kinds(claim.actor, text):
            return "Violent demonstration"
        case "ASSAULT", mode if mode in BY_HAND:
            return next(iter(named), "") or _by_hand(claim, text)
        case "PROTEST", _:
            return _protest(claim, beside, named, book)
        case "COERCE", "arrest" if "crowd" in _kinds(claim.recipient, text):
            return "Protest with intervention"
        case "COERCE", "seize" if "arms" in _kinds(claim.recipient, text):
            return "Disrupted weapons use"
    return book.acled(claim.event, claim.mode)


def _captured(claim: Claim) -> str:
    """Who took the ground, or else who lost it."""
    lost_by_rebels = not _sector(claim.actor) and _sector(claim.recipient) in ARMED - STATE
    return "Government regains territory" if _sector(claim.actor) in STATE or lost_by_rebels else "Non-state actor overtakes territory"


def _dispersed(claim: Claim, text: str) -> str:
    """Force used on a crowd, by what else is told of it."""
    found = _named(claim, text, "PROTEST")
    hard = next((kind for kind in HARD if kind in found), "")
    return "Excessive force against protesters" if _harmed(claim) and hard != HARD[0] else hard or "Protest with intervention"


def _by_hand(claim: Claim, text: str) -> str:
    actor, recipient = _sector(claim.actor), _sector(claim.recipient)
    doer, sufferer = _kinds(claim.actor, text), _kinds(claim.recipient, text)
    deed = _kinds_of(text[claim.match.trigger.start : claim.match.trigger.end]) if claim.match.trigger else frozenset()
    if "crowd" in doer or ("clash" in deed and "crowd" in sufferer):
        return "Violent demonstration"
    if "bomb" in deed:
        return "Remote explosive/landmine/IED"
    if "air" in deed and claim.match.construction == "nominal" and (claim.recipient or actor in STATE):
        return "Air/drone strike"
    if "crowd" in sufferer or recipient in {"OPP", "LAB"}:
        return "Excessive force against protesters" if actor in STATE else "Attack"
    if "lynching" in deed or "mob" in doer:
        return "Mob violence"
    if "clash" in deed and "mob" in sufferer:
        return "Mob violence"
    if "clash" in deed and actor not in UNARMED and recipient not in UNARMED:
        return "Armed clash"
    if (recipient in ARMED or "armed" in sufferer) and (actor in ARMED or not actor):
        return "Armed clash"
    return "Mob violence" if actor in {"CVL", "OPP", "UNK"} and claim.mode in {"beat", "primitive", None} else "Attack"


def _crowd_bomb(claim: Claim, text: str) -> str:
    return "Violent demonstration" if "crowd" in _kinds(claim.actor, text) else ""


def _protest(claim: Claim, beside: Iterable[Claim], named: tuple[str, ...], book: Codebook) -> str | None:
    """What the words of the sentence or another claim of it make of a protest."""
    found = {*named, book.acled(claim.event, claim.mode) or ""}
    for other in beside:
        if other.event == "ASSAULT" and other.mode in FORCE and _sector(other.actor) not in UNARMED:
            found.add("Excessive force against protesters" if _harmed(other) else "Protest with intervention")
        if other.event == "COERCE" and other.mode in {"arrest", None}:
            found.add("Protest with intervention")
    return next((kind for kind in HARD if kind in found), book.acled(claim.event, claim.mode))


def _harmed(claim: Claim) -> bool:
    return bool(claim.harm) or any(figure.measure in {"killed", "injured"} and figure.low for figure in claim.figures)


def _named(claim: Claim, text: str, event: str = "") -> tuple[str, ...]:
    """Sub-types that words of the sentence name for such an event: a grenade, a roadside bomb, stones thrown at a march."""
    wanted = event or claim.event
    found = [named for kind, named in _naming(text[claim.start : claim.end].lower()) if kind == wanted]
    return tuple(sorted(found, key=lambda named: named not in EXACT))


@lru_cache(maxsize=64)  # the claims of a sentence ask one after the other
def _naming(words: str) -> tuple[tuple[str, str], ...]:
    """(event, sub-type) that each known word of a sentence names."""
    found = _namers().inside(words)
    return tuple((kind, named) for _, kind, named in sorted(set(found)))


@cache
def _namers() -> Automaton[tuple[int, str, str]]:
    """Word -> (its place in the table, event, sub-type)."""
    rows = enumerate(table("acled_words").items())
    return Automaton((word, (number, event, kind)) for number, (word, value) in rows for event, _, kind in [value.partition(":")])


def _sector(role: Role | None) -> str:
    return role.sector if role else ""


def _kinds(role: Role | None, text: str) -> frozenset[str]:
    """Kinds of a party by its words, with what they are a number of: "thousands [of protesters]"."""
    if role is None:
        return frozenset()
    after = text[role.end : role.end + REACH]
    return _kinds_of(role.text + after.rpartition(" ")[0] if after.startswith(" of ") else role.text)


def _kinds_of(words: str) -> frozenset[str]:
    """What its words make of a party or a deed: a crowd, a mob, armed people, arms; a clash, a lynching."""
    known = table("acled_parties")
    plain = (word.strip(",.;'’\"”“()") for word in words.lower().split())
    return frozenset(known.get(word) or known.get(word.removesuffix("s"), "") for word in plain)
