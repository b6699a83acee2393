"""Claims of one event -> its questions: how many, where, when, who did it, what came of it; each speaker's answer, and how they relate.

One mechanism answers all: `answers.py` keeps each speaker's latest answer and folds how answers relate; `voices.py` knows who
speaks; each question says which claims answer it and how two answers relate. No winner is declared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from dateline.link.accounts.answers import Accounts, Question
from dateline.link.accounts.deeds import Deeds
from dateline.link.accounts.how_many import counted_class, how_many, relation
from dateline.link.accounts.outcome import DAMAGE, HAPPENED, outcome
from dateline.link.accounts.silence import Parties
from dateline.link.accounts.voices import Pages
from dateline.link.accounts.when import when
from dateline.link.accounts.where import where
from dateline.link.accounts.who import spoken, who
from dateline.records import Claim, Conflict, Sum

__all__ = ["Accounts", "Pages", "conflicts", "counted_class", "relation"]
DIFFERING = frozenset(("differs", "denies"))


def conflicts(event: str, claims: Sequence[Claim], accounts: Accounts, added: Iterable[Sum] = ()) -> Iterator[Conflict]:
    """The questions that the claims of an event answer, figures first.

    Args:
        added: sums of the event; a total and its parts are no difference.
    """
    parties = Parties(claims, accounts.pages)
    for question in _questions([spoken(claim) for claim in claims], accounts, added):
        told = tuple(answer.account for answer in question.answers)
        yield Conflict(event, question.name, question.kind, told, silent=parties.silent(question.answers))


def _questions(claims: Sequence[Claim], accounts: Accounts, added: Iterable[Sum]) -> Iterator[Question]:
    speakers, deeds = accounts.of(claims), Deeds(claims)
    yield from how_many(claims, speakers, added)
    if len(claims) > 1:
        yield from (question for ask in (where, when) for question in ask(claims, speakers, deeds) if question.kind != "single")
        done = list(who(claims, speakers, deeds))
        is_disputed = any(question.kind in DIFFERING for question in done)
        yield from (question for question in done if question.kind != "single")
        yield from (question for question in outcome(claims, speakers, deeds) if _is_asked(question, is_disputed))


def _is_asked(question: Question, is_disputed: bool) -> bool:
    """False where only one speaks, where all agree that it hit or happened, and whether it happened where the quarrel is about who did it."""
    is_news = question.name not in {DAMAGE, HAPPENED} or question.kind in DIFFERING
    return question.kind != "single" and is_news and not (question.name == HAPPENED and is_disputed)
