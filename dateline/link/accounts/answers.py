"""Answers to one question -> which of them count, and how they relate. One mechanism for every question.

Kinds of relation: agree; rounds to ("at least 100" covers 104); part of (11 of the 32, a village of the district, the
morning of the day); denies; differs; updates (the same speaker later); single (no second speaker answers the same).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import combinations

import msgspec
from msgspec import Struct

from dateline.link.accounts.voices import OUTLET, Pages, Voice, is_wider, voice, voices
from dateline.records import Account, Claim, Figure, When

KINDS = ("agree", "rounds to", "part of", "denies", "differs")  # from closest to furthest
SAME = frozenset(("agree", "rounds to"))


class Answer(Struct, frozen=True):
    """What one speaker answers, and the claim that says so."""

    account: Account
    claim: Claim
    voice: Voice


class Question(Struct, frozen=True):
    """A question about an event, the answers of its speakers, and how they relate."""

    name: str  # "how many killed (person)", "where"
    kind: str
    answers: tuple[Answer, ...]


Relation = Callable[[Answer, Answer], str]  # one of KINDS; "" where the two do not answer the same question


class Accounts:
    """Makes accounts: how a speaker is shown, on which side, with which words."""

    def __init__(self, pages: Pages) -> None:
        self.pages, self.documents, self.desk = pages, pages.documents, pages.desk

    def __call__(self, claim: Claim, figure: Figure) -> Account:
        """A figure of a claim as its speaker's account."""
        return self._account(claim, voice(claim, self.pages), amount(figure), (figure.start, figure.end), figure)

    def name(self, claim: Claim) -> str:
        """The speaker, or the outlet in its own voice, as readers know it."""
        return voice(claim, self.pages).name

    def side(self, claim: Claim) -> str:
        """Id of the side of the speaker, or of the outlet in its own voice."""
        return voice(claim, self.pages).side

    def of(self, claims: Sequence[Claim]) -> Speakers:
        """What makes answers of the claims of one event."""
        return Speakers(claims, self)

    def _account(self, claim: Claim, said_by: Voice, value: str, span: tuple[int, int], figure: Figure | None = None) -> Account:
        words = self.pages.documents[claim.document].text[slice(*span)]
        return Account(said_by.name, said_by.side, claim.id, words, *span, value, figure, claim.published)


class Speakers:
    """Makes answers of the claims of one event; one speaker is one voice, whatever name a report gives it."""

    def __init__(self, claims: Sequence[Claim], accounts: Accounts) -> None:
        self._accounts, self.documents, self._voices = accounts, accounts.documents, voices(claims, accounts.pages)

    def __call__(self, claim: Claim, value: str, span: tuple[int, int], figure: Figure | None = None) -> Answer:
        """An answer in the words start..end of the claim's document."""
        said_by = self._voices[claim.id]
        return Answer(self._accounts._account(claim, said_by, value, span, figure), claim, said_by)

    def shown(self, key: str) -> str:
        """The name that readers know an entity by; "" where none is known."""
        return self._accounts.pages.shown.get(key, "")


def amount(figure: Figure) -> str:
    """A figure as a value that can be compared: ">=100", "=20-30"."""
    return f"{figure.op}{figure.low:g}" + (f"-{figure.high:g}" if figure.high != figure.low else "")


def related(answers: Iterable[Answer], relation: Relation) -> str:
    """How far speakers differ: for each two of them by the answers that fit best, since one may tell wholes and parts."""
    told = list(answers)
    current = by_voice(answer for answer in told if not answer.account.superseded).values()
    found = {kind for mine, theirs in combinations(current, 2) if (kind := _closest(mine, theirs, relation))}
    return max(found, key=KINDS.index, default="updates" if any(answer.account.superseded for answer in told) else "single")


def _closest(mine: Sequence[Answer], theirs: Sequence[Answer], relation: Relation) -> str:
    kinds = {relation(one, other) for one in mine for other in theirs if not _is_own_report(one, other)} - {""}
    return min(kinds, key=KINDS.index, default="")


def _is_own_report(one: Answer, other: Answer) -> bool:
    """True for an outlet and a speaker whom it quotes in the same report: what it says beside adds to that, and does not contradict."""
    return one.claim.document == other.claim.document and OUTLET in (one.voice.width, other.voice.width)


def latest(answers: Iterable[Answer], relation: Relation, revised: Collection[str] = ()) -> list[Answer]:
    """Each speaker's answers, without those that only repeat another voice; earlier ones with another value are marked superseded.

    Args:
        revised: claims that a later revision of their page replaces.
    """
    found: list[Answer] = []
    for mine in by_voice(sorted(answers, key=lambda a: (a.account.said or "", a.claim.id, a.account.start))).values():
        distinct = {answer.account.value: answer for answer in reversed(mine)}
        found.extend(_superseded(old) if old.claim.id in revised or _is_told_anew(old, distinct.values()) else old for old in distinct.values())
    return sorted(_own(found, relation), key=lambda a: (a.account.side, a.account.speaker, a.account.said or "", a.claim.id, a.account.start))


def _is_told_anew(old: Answer, answers: Iterable[Answer]) -> bool:
    """True where the speaker answers again on a later day, of the same days: the dead of a day replace nobody of the day before."""
    said = (old.account.said or "")[:10]
    return any(said < (new.account.said or "")[:10] and not _are_days_apart(old.claim.time, new.claim.time) for new in answers)


def _are_days_apart(one: When | None, other: When | None) -> bool:
    return bool(one and other and one.start and other.start and one.start != other.start and one.end != other.end)


def by_voice(answers: Iterable[Answer]) -> dict[str, list[Answer]]:
    """Answers of each voice, in the order given."""
    told: dict[str, list[Answer]] = defaultdict(list)
    for answer in answers:
        told[answer.voice.key].append(answer)
    return told


def _superseded(answer: Answer) -> Answer:
    return Answer(msgspec.structs.replace(answer.account, superseded=True), answer.claim, answer.voice)


def _own(answers: Sequence[Answer], relation: Relation) -> Iterator[Answer]:
    """Those that are accounts of their own: no outlet's of about what a speaker tells, no state's of just what its body tells."""
    narrowest = min((answer.voice.width for answer in answers), default=0)
    kept = [one for one in answers if one.voice.width == narrowest or not _only_repeats(one, answers, relation)]
    current = {answer.voice.key for answer in kept if not answer.account.superseded}
    yield from (answer for answer in kept if answer.voice.key in current)


def _only_repeats(one: Answer, answers: Iterable[Answer], relation: Relation) -> bool:
    return any(is_wider(one.voice, other.voice) and _repeats(one, other, relation) for other in answers)


def _repeats(one: Answer, other: Answer, relation: Relation) -> bool:
    return one.account.value == other.account.value or (one.voice.width == OUTLET and relation(one, other) in SAME)
