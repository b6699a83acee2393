"""Claims of one event -> accounts: each speaker's answer to each question, and how the answers relate.

Kinds of relation: agree; differs (150 and 189); updates (the same speaker later); part of (11 of the 32); rounds to
("at least 100" covers 104); denies; single (one speaker only). No winner is declared.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from dateline import lexicons
from dateline.link.nodes import speaker_key
from dateline.records import Account, Claim, Conflict, Desk, Document, Figure, Role, Sum

APPROXIMATE = 0.1  # "about 50" covers 45 to 55
ROUNDED = 1.25  # "at least 100" is another way to say 104, not to say 400
SideOf = Callable[[Role | None, Document], str]


def conflicts(event: str, claims: Sequence[Claim], documents: Mapping[str, Document], desk: Desk, added: Iterable[Sum] = ()) -> Iterator[Conflict]:
    """The questions that the claims of an event answer, figures first.

    Args:
        added: sums of the event; a total and its parts are no difference.
    """
    explained = {(total.total.value, part.value) for total in added for part in total.parts}
    for (measure, counted), answers in sorted(_by_question(claims, documents, desk).items()):
        latest = _latest(answers)
        several = len({a.speaker for a in latest if not a.superseded}) > 1
        kind = _relation(latest, explained) if several else "updates" if any(a.superseded for a in latest) else "single"
        yield Conflict(event, f"how many {measure}" + (f" ({counted})" if counted else ""), kind, tuple(latest))
    yield from _responsibility(event, claims, documents, desk)
    yield from _denials(event, claims, documents, desk)


# ---- figures ----


def _by_question(claims: Iterable[Claim], documents: Mapping[str, Document], desk: Desk) -> dict[tuple[str, str], list[Account]]:
    found: dict[tuple[str, str], list[Account]] = defaultdict(list)
    for claim in claims:
        for figure in claim.figures:
            if figure.measure not in {"other", "distance", "duration", "rate"} and claim.status not in {"hypothetical", "planned"}:
                found[figure.measure, counted_class(figure.object)].append(account(claim, documents[claim.document], desk, figure))
    return found


def counted_class(counted: str) -> str:
    """People of every kind answer one question; weapons and things each their own."""
    category = lexicons.table("counted").get(counted, counted)
    return category


def account(claim: Claim, document: Document, desk: Desk, figure: Figure | None) -> Account:
    """What a claim's speaker, or its outlet, answers; without a figure, the sentence."""
    speaker = claim.speaker
    name = (speaker.name or speaker.text) if speaker else (document.outlet or document.source or document.title or document.name)
    start, end = (figure.start, figure.end) if figure else (claim.start, claim.end)
    value = f"{figure.op}{figure.low:g}" + (f"-{figure.high:g}" if figure.high != figure.low else "") if figure else claim.status
    return Account(
        name,
        (document.side if speaker is None else "") or side_of(speaker, desk),
        claim.id,
        document.text[start:end],
        start,
        end,
        value,
        figure,
        claim.published,
    )


def side_of(role: Role | None, desk: Desk) -> str:
    """Id of the desk's side that a speaker belongs to; media in their own voice; else the last side (others)."""
    if role is None:
        return next((side.id for side in desk.sides if "JRN" in side.sectors), "")
    told = set((role.country,) if isinstance(role.country, str) else role.country or ())
    for side in desk.sides:
        if role.sector in side.sectors or (told and told <= set(side.countries)):
            return side.id
    return next((side.id for side in reversed(desk.sides) if not side.countries and not side.sectors), "")


def _latest(answers: list[Account]) -> list[Account]:
    """One answer a speaker: of several the last said; earlier ones with another value stay, marked superseded."""
    kept: dict[str, list[Account]] = defaultdict(list)
    for answer in sorted(answers, key=lambda a: (a.said or "", a.claim, a.start)):
        mine = kept[answer.speaker.lower()]
        if any(old.value == answer.value for old in mine):
            continue
        mine.append(answer)
    found: list[Account] = []
    for mine in kept.values():
        newest = mine[-1].said
        found.extend(_superseded(old) if (old.said or "") < (newest or "") else old for old in mine)
    return sorted(found, key=lambda a: (a.side, a.speaker, a.said or "", a.claim))


def _superseded(account: Account) -> Account:
    return Account(
        account.speaker, account.side, account.claim, account.text, account.start, account.end, account.value, account.figure, account.said, superseded=True
    )


def _relation(answers: Sequence[Account], explained: set[tuple[str, str]]) -> str:
    current = [a for a in answers if not a.superseded and a.figure]
    kinds = set()
    for i, one in enumerate(current):
        for other in current[i + 1 :]:
            if one.speaker != other.speaker and one.figure and other.figure:
                is_part = {(one.value, other.value), (other.value, one.value)} & explained
                kinds.add("part of" if is_part else relation(one.figure, other.figure))
    for kind in ("differs", "denies", "part of", "rounds to"):
        if kind in kinds:
            return kind
    return "agree"


def relation(one: Figure, other: Figure) -> str:
    """How two figures for one question relate."""
    if bounds(one) == bounds(other):
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


def _responsibility(event: str, claims: Sequence[Claim], documents: Mapping[str, Document], desk: Desk) -> Iterator[Conflict]:
    """Who did it: only where claims with the same act name actors of different countries."""
    answers: dict[tuple[str, str], Account] = {}
    for claim in claims:
        if claim.actor and claim.actor.country and claim.event == "ASSAULT":
            told = claim.actor.country if isinstance(claim.actor.country, str) else " ".join(claim.actor.country)
            answer = account(claim, documents[claim.document], desk, None)
            key = (answer.speaker, told)
            answers.setdefault(
                key, Account(answer.speaker, answer.side, claim.id, claim.actor.text, claim.actor.start, claim.actor.end, told, None, claim.published)
            )
    acts = {(c.mode == "intercept", a) for c in claims if c.actor for a in [c.actor.country]}
    if len({told for _, told in answers}) > 1 and len({a for is_defence, a in acts if not is_defence}) > 1:
        yield Conflict(event, "who did it", "differs", tuple(sorted(answers.values(), key=lambda a: (a.side, a.speaker, a.value))))


def _denials(event: str, claims: Sequence[Claim], documents: Mapping[str, Document], desk: Desk) -> Iterator[Conflict]:
    deniers = {speaker_key(claim) for claim in claims if claim.status == "denied"}
    if deniers and any(claim.status in {"claimed", "reported"} and speaker_key(claim) not in deniers for claim in claims):
        accounts = [account(claim, documents[claim.document], desk, None) for claim in claims if claim.status in {"denied", "claimed", "reported"}]
        yield Conflict(event, "did it happen", "denies", tuple(sorted(accounts, key=lambda a: (a.side, a.speaker, a.claim))))
