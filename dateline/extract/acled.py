"""Claims -> their ACLED sub-types, by the crosswalk of the codebook and by who meets whom.

The codebook maps type and mode; what it leaves open depends on the parties: two armed ones clash, an armed one attacks
civilians, a crowd that strikes is a mob, police among protesters intervene, a state regains ground and others overtake it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import msgspec

from dateline.extract.grammar import Codebook
from dateline.lexicons import table
from dateline.records import Claim, Role

STATE = frozenset(("MIL", "GOV", "COP", "SPY"))
REBEL = frozenset(("REB", "UAF", "PRM", "CRM"))
ARMED = frozenset(("MIL", "COP", "SPY", *REBEL))
UNARMED = frozenset(("CVL", "REF", "JRN", "MED", "EDU", "REL", "OPP", "LAB", "SOC", "BUS", "AGR", "LEG", "JUD", "PTY", "ELI"))
BY_HAND = frozenset((None, "firearms", "beat", "primitive", "targeted", "torture"))


def classified(claims: Sequence[Claim], text: str, book: Codebook) -> tuple[Claim, ...]:
    """The claims with their sub-types; those of one sentence look at each other."""
    by_sentence: dict[int, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_sentence[claim.sentence].append(claim)
    return tuple(msgspec.structs.replace(claim, acled=sub_type(claim, by_sentence[claim.sentence], text, book)) for claim in claims)


def sub_type(claim: Claim, beside: Iterable[Claim], text: str, book: Codebook) -> str | None:
    """The ACLED sub-type of a claim; None where ACLED has none."""
    named = _named(claim, text)
    match claim.event, claim.mode:
        case "ASSAULT", "capture":
            return "Government regains territory" if _sector(claim.actor) in STATE else "Non-state actor overtakes territory"
        case "ASSAULT", "explosives":
            return named or "Remote explosive/landmine/IED"
        case "ASSAULT", mode if mode in BY_HAND:
            return named or _by_hand(claim)
        case "PROTEST", _:
            return _protest(claim, beside, book)
        case "COERCE", "seize" | "arrest":
            return named or book.acled(claim.event, claim.mode)
        case "MOBILIZE", _:
            return named or book.acled(claim.event, claim.mode)
    return book.acled(claim.event, claim.mode)


def _by_hand(claim: Claim) -> str:
    actor, recipient = _sector(claim.actor), _sector(claim.recipient)
    if recipient in {"OPP", "LAB"} and actor in STATE:
        return "Excessive force against protesters"
    if recipient in ARMED and (actor in ARMED or not actor):
        return "Armed clash"
    if actor in {"CVL", "OPP", "UNK"} and claim.mode in {"beat", "primitive", None} and claim.actor is not None:
        return "Mob violence"
    return "Attack"


def _protest(claim: Claim, beside: Iterable[Claim], book: Codebook) -> str | None:
    for other in beside:
        if other.event == "ASSAULT" and other.mode in {"crowd-control", "firearms", "beat"} and _sector(other.actor) not in UNARMED:
            harmed = any(figure.measure in {"killed", "injured"} and figure.low for figure in other.figures)
            return "Excessive force against protesters" if harmed else "Protest with intervention"
        if other.event == "COERCE" and other.mode in {"arrest", None}:
            return "Protest with intervention"
    return book.acled(claim.event, claim.mode)


def _named(claim: Claim, text: str) -> str:
    """Sub-type that a word of the sentence names: a grenade, a new base."""
    words = text[claim.start : claim.end].lower()
    return next((kind for word, kind in table("acled-words").items() if word in words and kind.partition(":")[0] == claim.event), "").partition(":")[2]


def _sector(role: Role | None) -> str:
    return role.sector if role else ""
