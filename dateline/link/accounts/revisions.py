"""Answers to one question -> which of them were taken back: by a later reading of their page, or by a speaker who says so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cache

from dateline import lexicons
from dateline.link.accounts.answers import Answer, Speakers, by_voice
from dateline.records import Document

GROWING = frozenset(("killed", "injured", "casualties"))  # counts that seldom fall: the missing are found
NEAR = 24  # characters from "an earlier figure" to that figure


def revised(answers: Sequence[Answer], speakers: Speakers) -> dict[str, bool]:
    """Claims whose figure is told anew: True where it is the one that stands, False where it was replaced."""
    found = _read_again(answers, speakers)
    for mine in by_voice(answers).values():
        found |= _corrected(mine, speakers)
    return found


def _read_again(answers: Sequence[Answer], speakers: Speakers) -> dict[str, bool]:
    """Claims of pages that were read more than once with several figures: the last reading stands; where none is dated, the most dead or hurt."""
    told: dict[str, dict[str, float]] = defaultdict(dict)
    for answer in answers:
        document = speakers.documents[answer.claim.document]
        if document.url and answer.account.figure and (_moment(document) or answer.account.figure.measure in GROWING):
            told[document.url][document.id] = max(answer.account.figure.low, told[document.url].get(document.id, 0))
    found = {}
    for answer in answers:
        highest = told.get(speakers.documents[answer.claim.document].url, {})
        if len(set(highest.values())) > 1:
            last = max(highest, key=lambda identifier: (_moment(speakers.documents[identifier]), highest[identifier], identifier))
            found[answer.claim.id] = highest.get(answer.claim.document) == highest[last]
    return found


def _moment(document: Document) -> str:
    """When a page had these words, as far as that is known."""
    return document.modified or document.fetched


def _corrected(answers: Sequence[Answer], speakers: Speakers) -> dict[str, bool]:
    """What one speaker said, where it says in a report of no earlier day that it corrects a figure."""
    found: dict[str, bool] = {}
    for new in answers:
        if len({answer.account.value for answer in answers}) < 2 or not _is_correction(new, speakers):
            continue
        before = [old for old in answers if old.claim.document != new.claim.document and old.account.value != new.account.value]
        gone = [old for old in before if (old.account.said or "")[:10] <= (new.account.said or "")[:10] and not _is_correction(old, speakers)]
        found |= {old.claim.id: False for old in gone} | ({new.claim.id: True} if gone else {})
    return found


def _is_correction(answer: Answer, speakers: Speakers) -> bool:
    """True for a figure whose sentence takes another back; "up from 23" tells the old one."""
    claim, start = answer.claim, answer.account.start - answer.claim.start
    cues = _cues().hits(speakers.documents[claim.document].text[claim.start : claim.end])
    return bool(cues) and not any(kind == "before" and 0 <= start - end < NEAR for _, end, kind in cues)


@cache
def _cues() -> lexicons.Automaton[str]:
    return lexicons.Automaton(lexicons.rows("corrections"))
