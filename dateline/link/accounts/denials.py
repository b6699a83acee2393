"""A claim read as denied -> whether its speaker says that it was not so: "denied hitting it", "was not hit", but not "was no accident"."""

from __future__ import annotations

import re
from functools import cache

from dateline import lexicons
from dateline.records import Claim

NEGATIONS = frozenset(("not", "no", "never", "neither", "nor", "none", "nobody", "without"))
REACH = 4  # words before what happened among which the negation of its verb stands: "had [not] been badly hit", but not "did [not] mean to hit"
_WORD = re.compile(r"\w+(?:[’']\w+)?")


def is_denial(claim: Claim, text: str) -> bool:
    """True where a word of denial is in the sentence, or the verb itself is negated; a negated remark on an attack denies nothing.

    Args:
        text: of the claim's document.
    """
    if claim.status != "denied":
        return False
    if is_worded(claim, text):
        return True
    trigger = claim.match.trigger
    if trigger is None or claim.match.construction == "nominal":
        return False
    before = [word.lower() for word in _WORD.findall(text, claim.start, trigger.start)][-REACH:]
    return "to" not in before and any(word in NEGATIONS or word.endswith(("n't", "n’t")) for word in before)


def is_worded(claim: Claim, text: str) -> bool:
    """True where the sentence has a word of denial."""
    return any(word.lower() in _denying() for word in _WORD.findall(text, claim.start, claim.end))


@cache
def _denying() -> frozenset[str]:
    """Every form of the verbs and nouns of denial."""
    lemmas = {term for name in ("cues", "cue_nouns") for term, told in lexicons.rows(name) if told.startswith("denied|")}
    return frozenset(form for lemma in lemmas for form in _forms(lemma.partition(" ")[0]))


def _forms(lemma: str) -> tuple[str, ...]:
    stem = lemma[:-1] if lemma.endswith("e") else lemma
    if lemma.endswith("y"):
        return lemma, f"{lemma[:-1]}ies", f"{lemma[:-1]}ied", f"{lemma}ing"
    return lemma, f"{lemma}s", f"{lemma}es", f"{stem}ed", f"{stem}ing"
