"""A claim -> what its words point back to as told before: "the strike", "the hospital"."""

from __future__ import annotations

import re
from functools import cache

from dateline import lexicons
from dateline.link.wording import content_words
from dateline.records import Claim

DEED = "*"  # the deed itself
ANSWERING = frozenset(("ASSAULT", "ACCUSE"))
_THE = ("the ", "that ", "this ")
WARS = frozenset(("battle", "conflict", "fighting", "offensive", "operation", "violence", "war"))  # what is known for months, and no deed just told


def referred(claim: Claim, text: str, target: str) -> frozenset[str]:
    """DEED where the words speak of the attack or strike as known, and the words of a target that they speak of as known.

    Args:
        target: what the claim says was hit; "" where nothing.
    """
    if claim.event not in ANSWERING or (claim.speaker is None and claim.event == "ASSAULT"):
        return frozenset()
    deed = frozenset((DEED,)) if _bare_deed().search(text, claim.start, claim.end) else frozenset()
    role = claim.recipient
    is_known = role is not None and bool(target) and text[max(0, role.start - 5) : role.start].lower().endswith(_THE)
    return deed | content_words(target) if is_known else deed


@cache
def _bare_deed() -> re.Pattern[str]:
    """ "the strike", but not "the drone strike on a school", which may be another."""
    nouns = "|".join(re.escape(noun) for noun in sorted(lexicons.terms("causes") - WARS))
    return re.compile(rf"\b(?:[Tt]he|[Tt]hat|[Tt]his) (?:{nouns})\b(?! (?:on|in|at|near|of|against|over)\b)")
