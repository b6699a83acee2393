"""Claims of one event -> accounts: each speaker's answer to each question, and how the answers relate.

Kinds of relation: agree; differs (150 and 189); updates (the same speaker later); part of (11 of the 32); rounds to
("at least 100" covers 104); denies; single (one speaker only). No winner is declared.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from dateline import lexicons
from dateline.link.nodes import speaker_key
from dateline.records import Account, Claim, Conflict, Desk, Document, Figure, Role, Sum

APPROXIMATE = 0.1  # "about 50" covers 45 to 55
KINDS = ("agree", "rounds to", "part of", "denies", "differs")  # from closest to furthest
NOT = "not "  # before the country of a doer that denies it
ROUNDED = 1.25  # "at least 100" is another way to say 104, not to say 400
RISING = frozenset(("killed", "injured", "casualties", "missing", "displaced", "detained"))  # counts that grow as an event is followed


def conflicts(event: str, claims: Sequence[Claim], accounts: Accounts, added: Iterable[Sum] = ()) -> Iterator[Conflict]:
    """The questions that the claims of an event answer, figures first.

    Args:
        added: sums of the event; a total and its parts are no difference.
    """
    explained = {(total.total.value, part.value) for total in added for part in total.parts}
    for (measure, counted), answers in sorted(_by_question(claims, accounts).items()):
        counts = measure in RISING
        revised = _revised(answers, accounts) if counts else {}
        latest = _latest(answers, {claim for claim, is_last in revised.items() if not is_last})
        several = len({a.speaker for a in latest if not a.superseded}) > 1
        if several:
            kind = "updates" if counts and _rises(latest, revised) else _relation(latest, explained)
        else:
            kind = "updates" if any(a.superseded for a in latest) else "single"
        yield Conflict(event, f"how many {measure}" + (f" ({counted})" if counted else ""), kind, tuple(latest))
    done = list(_responsibility(event, claims, accounts))
    yield from done or _denials(event, claims, accounts)


# ---- figures ----


def _by_question(claims: Iterable[Claim], accounts: Accounts) -> dict[tuple[str, str], list[Account]]:
    found: dict[tuple[str, str], list[Account]] = defaultdict(list)
    for claim in claims:
        for figure in claim.figures:
            if figure.measure not in {"other", "distance", "duration", "rate"} and claim.status not in {"hypothetical", "planned"}:
                found[figure.measure, counted_class(figure.object)].append(accounts(claim, figure))
    return found


def counted_class(counted: str) -> str:
    """People of every kind answer one question; weapons and things each their own."""
    category = lexicons.table("counted").get(counted, counted)
    return category


class Accounts:
    """Makes accounts: how a speaker is shown, on which side, with which words.

    Args:
        shown: entity key -> the name that readers know it by.
    """

    def __init__(self, documents: Mapping[str, Document], desk: Desk, shown: Mapping[str, str]) -> None:
        self.documents, self.desk, self.shown = documents, desk, shown
        self._of: dict[str, str] = {}

    def __call__(self, claim: Claim, figure: Figure | None = None) -> Account:
        """What a claim's speaker, or its outlet, answers; without a figure, the sentence."""
        document = self.documents[claim.document]
        self._of[claim.id] = claim.document
        start, end = (figure.start, figure.end) if figure else (claim.start, claim.end)
        value = f"{figure.op}{figure.low:g}" + (f"-{figure.high:g}" if figure.high != figure.low else "") if figure else claim.status
        return Account(self.name(claim), self.side(claim), claim.id, document.text[start:end], start, end, value, figure, claim.published)

    def page(self, account: Account) -> tuple[str, str]:
        """Address and document of the page that an account given before stands on."""
        document = self.documents[self._of[account.claim]]
        return document.url, document.id

    def name(self, claim: Claim) -> str:
        """The speaker, or the outlet in its own voice."""
        speaker, document = claim.speaker, self.documents[claim.document]
        if speaker is None:
            return document.outlet or document.source or document.title or document.name
        return self.shown.get(speaker_key(claim)) or speaker.name or speaker.text

    def side(self, claim: Claim) -> str:
        """Id of the side of the speaker, or of the outlet in its own voice."""
        return (self.documents[claim.document].side if claim.speaker is None else "") or side_of(claim.speaker, self.desk)


def side_of(role: Role | None, desk: Desk) -> str:
    """Id of the desk's side that a speaker belongs to; media in their own voice; else the last side (others)."""
    if role is None:
        return next((side.id for side in desk.sides if "JRN" in side.sectors), "")
    told = set((role.country,) if isinstance(role.country, str) else role.country or ())
    for side in desk.sides:
        if role.sector in side.sectors or (told and told <= set(side.countries)):
            return side.id
    return next((side.id for side in reversed(desk.sides) if not side.countries and not side.sectors), "")


def _latest(answers: list[Account], revised: Collection[str]) -> list[Account]:
    """One answer a speaker: of several the last said; earlier ones with another value stay, marked superseded.

    Args:
        revised: claims that a later revision of their page replaces.
    """
    kept: dict[str, list[Account]] = defaultdict(list)
    for answer in sorted(answers, key=lambda a: (a.said or "", a.claim, a.start)):
        mine = kept[answer.speaker.lower()]
        if any(old.value == answer.value for old in mine):
            continue
        mine.append(answer)
    found: list[Account] = []
    for mine in kept.values():
        newest = (mine[-1].said or "")[:10]
        found.extend(_superseded(old) if (old.said or "")[:10] < newest or old.claim in revised else old for old in mine)
    return sorted(found, key=lambda a: (a.side, a.speaker, a.said or "", a.claim))


def _revised(answers: Sequence[Account], accounts: Accounts) -> dict[str, bool]:
    """Claims of pages that were read in several revisions with a higher count in one: True for those of the highest."""
    highest: dict[str, dict[str, float]] = defaultdict(dict)
    for answer in answers:
        page, document = accounts.page(answer)
        if page and answer.figure:
            highest[page][document] = max(answer.figure.low, highest[page].get(document, 0))
    found = {}
    for answer in answers:
        page, document = accounts.page(answer)
        told = highest.get(page, {})
        if len(set(told.values())) > 1:
            found[answer.claim] = told.get(document) == max(told.values())
    return found


def _rises(answers: Sequence[Account], revised: Collection[str]) -> bool:
    """True where a count grows from day to day and no two differ on one day; the day of a revision is not known, so it proves nothing."""
    by_day: dict[str, set[float]] = defaultdict(set)
    for answer in answers:
        if answer.figure is None or not answer.said or answer.figure.low != answer.figure.high or answer.figure.op not in {"=", ">="}:
            return False
        if answer.claim not in revised:
            by_day[answer.said[:10]].add(answer.figure.low)
    told = [values for _, values in sorted(by_day.items())]
    is_rising = all(len(values) == 1 for values in told) and all(max(one) <= min(other) for one, other in pairwise(told))
    values = {answer.figure.low for answer in answers if answer.figure}
    return is_rising and len(values) > 1


def _superseded(account: Account) -> Account:
    return Account(
        account.speaker, account.side, account.claim, account.text, account.start, account.end, account.value, account.figure, account.said, superseded=True
    )


def _relation(answers: Sequence[Account], explained: set[tuple[str, str]]) -> str:
    """How far speakers differ: for each two of them by the values that fit best, since one may count wholes and parts."""
    by_speaker: dict[str, list[Account]] = defaultdict(list)
    for answer in answers:
        if answer.figure and not answer.superseded:
            by_speaker[answer.speaker].append(answer)
    told = list(by_speaker.values())
    found = {
        min((_pair(one, other, explained) for one in mine for other in theirs), key=KINDS.index) for i, mine in enumerate(told) for theirs in told[i + 1 :]
    }
    return max(found, key=KINDS.index, default="agree")


def _pair(one: Account, other: Account, explained: set[tuple[str, str]]) -> str:
    if one.figure is None or other.figure is None:
        return "agree"
    is_part = one.value != other.value and bool({(one.value, other.value), (other.value, one.value)} & explained)
    return "part of" if is_part else relation(one.figure, other.figure)


def relation(one: Figure, other: Figure) -> str:
    """How two figures for one question relate."""
    if bounds(one) == bounds(other) or ((one.low, one.high) == (other.low, other.high) and {one.op, other.op} <= {"=", ">=", "<="}):
        return "agree"
    if other.low == one.of or one.low == other.of:
        return "part of"
    if 0 in (one.high, other.high) and one.high != other.high:
        return "denies"
    (a, b), (c, d) = bounds(one), bounds(other)
    if a <= d and c <= b:
        big, small = max(one.low, other.low), min(one.low, other.low)
        return "rounds to" if small and big / small <= ROUNDED else "agree" if "=" not in (one.op, other.op) else "rounds to"
    return "differs"


def bounds(figure: Figure) -> tuple[float, float]:
    """The numbers that a figure leaves possible."""
    if figure.op in {">=", ">"}:
        return figure.low, float("inf")
    if figure.op in {"<=", "<"}:
        return 0.0, figure.high
    if figure.op == "~":
        return figure.low * (1 - APPROXIMATE), figure.high * (1 + APPROXIMATE)
    return figure.low, figure.high


# ---- who and whether ----


def _responsibility(event: str, claims: Sequence[Claim], accounts: Accounts) -> Iterator[Conflict]:
    """Who did it: where speakers name actors of different countries, or one denies the deed that another lays at its door."""
    answers: dict[str, dict[str, Account]] = defaultdict(dict)
    for claim in claims:
        told, actor = _doer(claim), claim.actor
        if told and actor:
            said = accounts(claim)
            answers[said.speaker].setdefault(told, Account(said.speaker, said.side, claim.id, actor.text, actor.start, actor.end, told, None, claim.published))
    single = [next(iter(told.values())) for told in answers.values() if len(told) == 1]
    named = {answer.value for answer in single if not answer.value.startswith(NOT)}
    is_denied = any(answer.value.removeprefix(NOT) in named for answer in single if answer.value.startswith(NOT))
    if is_denied or len(named) > 1:
        shown = (answer for answer in single if not answer.value.startswith(NOT) or answer.value.removeprefix(NOT) in named)
        yield Conflict(event, "who did it", "denies" if is_denied else "differs", tuple(sorted(shown, key=lambda a: (a.side, a.speaker, a.value))))


def _doer(claim: Claim) -> str:
    """Whom a claim names as doer: codes of countries, after "not " where the speaker denies a deed of its own; "" where nobody is named."""
    actor, speaker = claim.actor, claim.speaker
    if actor is None or not actor.country or claim.event != "ASSAULT" or claim.mode == "intercept":
        return ""
    told = actor.country if isinstance(actor.country, str) else " ".join(actor.country)
    if claim.status == "denied":
        return NOT + told if speaker and speaker.country == actor.country else ""
    return told if claim.status in {"reported", "claimed"} else ""


def _denials(event: str, claims: Sequence[Claim], accounts: Accounts) -> Iterator[Conflict]:
    deniers = {speaker_key(claim) for claim in claims if claim.status == "denied"}
    if deniers and any(claim.status in {"claimed", "reported"} and speaker_key(claim) not in deniers for claim in claims):
        told = [accounts(claim) for claim in claims if claim.status in {"denied", "claimed", "reported"}]
        yield Conflict(event, "did it happen", "denies", tuple(sorted(told, key=lambda a: (a.side, a.speaker, a.claim))))
