"""Claim and text -> may it be published: the gate that every line, chart point and answer passes."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.records import Account, Claim


def is_verified(claim: Claim, text: str) -> bool:
    """True when the sentence and every named part of the claim stand in the text, character by character."""
    if not 0 <= claim.start < claim.end <= len(text) or not text[claim.start : claim.end].strip():
        return False
    return all(_stands(text, words, start, end) for words, start, end in _spans(claim))


def is_account_verified(account: Account, text: str) -> bool:
    """True when the words of an account stand where it says."""
    return _stands(text, account.text, account.start, account.end)


def _stands(text: str, words: str, start: int, end: int) -> bool:
    return 0 <= start < end <= len(text) and _collapsed(text[start:end]) == _collapsed(words)


def _collapsed(text: str) -> str:
    return " ".join(text.split())


def _spans(claim: Claim) -> Iterator[tuple[str, int, int]]:
    for role in (claim.actor, claim.recipient, claim.speaker, claim.via, *claim.chain):
        if role is not None:
            yield role.text, role.start, role.end
    if claim.place is not None:
        yield claim.place.text, claim.place.start, claim.place.end
    if claim.time is not None and claim.time.begin >= 0:
        yield claim.time.text, claim.time.begin, claim.time.finish
    for figure in claim.figures:
        yield figure.text, figure.start, figure.end
