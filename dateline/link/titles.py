"""Claims of one event -> a neutral title and the desk's section.

A title is put together from what claims tell where they tell enough, else it is the words of the claim that tells most, in
quotation marks; where accounts differ and no title can be put together, it says what kind of event it is. Laws: every word of it
stands in a claim, names its place, or says in neutral words what kind of event it is; what only one speaker says is given as that
speaker's; nobody is named as the doer of what another says he did.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from dateline import lexicons
from dateline.link.accounts import Accounts
from dateline.link.amounts import DISPUTED, Told, capital
from dateline.link.attacks import attack, bare
from dateline.link.excerpts import PLAIN, excerpt, fullness, is_said_inside
from dateline.link.nodes import countries
from dateline.records import Claim, Conflict, Desk, Toll, Where

LONGEST_NAME = 50  # characters of a speaker with title or office
PARTIES = 2  # countries that a title names
SHORTEST = 20  # characters of an excerpt that tells something


def title(claims: Sequence[Claim], place: Where | None, questions: Sequence[Conflict], tolls: Sequence[Toll], accounts: Accounts) -> str:
    """What happened, to whom, where, as far as accounts agree.

    Args:
        claims: of the event, in reading order.
        questions: what accounts of the event answer.
        tolls: people counted one by one.
        accounts: of the documents of the claims.
    """
    texts = {claim.document: accounts.documents[claim.document].text for claim in claims}
    real = tuple(claim for claim in claims if claim.status in PLAIN)
    composed = attack(Told(real, place, tuple(questions), tuple(tolls), texts))
    if composed:
        teller = _sole(real, accounts)
        return composed + (f", according to {teller}" if teller else "") + _denied(claims, teller, accounts)
    disputed = [question for question in questions if question.kind in DISPUTED]
    if disputed:
        return _disputed(claims, disputed[0].question)
    return _quoted(claims, texts, accounts)


def _denied(claims: Iterable[Claim], teller: str, accounts: Accounts) -> str:
    """ "; denied by X"; "" where nobody denies it, or only who tells it (what he denies is something else)."""
    names = sorted({_name(claim, accounts) for claim in claims if claim.status == "denied" and claim.speaker} - {teller})
    return f"; denied by {names[0]}" if names else ""


def _sole(claims: Sequence[Claim], accounts: Accounts) -> str:
    """Who alone tells it, or most often of speakers of one party; "" where others do, or the outlet itself."""
    if not all(claim.speaker and claim.status == "claimed" for claim in claims):
        return ""
    names = Counter(_name(claim, accounts) for claim in claims)
    if "" in names or (len(names) > 1 and not _is_party({accounts.side(claim) for claim in claims}, accounts.desk)):
        return ""
    return min(names, key=lambda n: (-names[n], n), default="")


def _is_party(sides: set[str], desk: Desk) -> bool:
    """True for one side alone, and that a party to the war."""
    return len(sides) == 1 and sides <= {side.id for side in desk.sides if side.party}


def _name(claim: Claim, accounts: Accounts) -> str:
    """The speaker of a claim, with what it is where the words tell; "" where only a pronoun stands for it."""
    speaker = claim.speaker
    if speaker is None:
        return bare(accounts.name(claim))
    words = bare(speaker.text)
    name = bare(speaker.name) or words
    if name.islower() and speaker.country:
        whole = accounts.name(claim)
        if any(lexicons.countries().get(code, whole) in whole for code in countries(speaker)):
            name = bare(whole)  # "ministry" of Russia: its name, as the record knows it
    if name.lower() in lexicons.terms("pronouns"):
        return ""
    return words if name in words and "," not in words and len(words) <= LONGEST_NAME else name


def _quoted(claims: Sequence[Claim], texts: dict[str, str], accounts: Accounts) -> str:
    """The words of the claim that tells most in the fewest words, with its speaker."""
    ranks = [(claim.status not in PLAIN, -fullness(claim)) for claim in claims]
    fullest = [claim for claim, rank in zip(claims, ranks, strict=True) if rank == min(ranks)]
    told = {claim.id: excerpt(claim, texts[claim.document]) for claim in fullest}
    best = min(fullest, key=lambda claim: (*_length(told[claim.id]), claim.id))
    words = f"“{capital(told[best.id])}”"
    name = "" if is_said_inside(best, texts[best.document]) else _name(best, accounts)
    return f"{capital(name)}: {words}" if name else words


def _disputed(claims: Sequence[Claim], question: str) -> str:
    """What kind of event, between whom, and that accounts differ: no side's figure or words stand for it."""
    names = lexicons.table("event_names")
    codes = Counter(f"{claim.event}/{claim.mode}" for claim in claims if claim.event)
    code = min(codes, key=lambda one: (-codes[one], one), default="")
    name = names.get(code) or names.get(code.partition("/")[0]) or names.get(f"FIGURE/{(*question.split(), '', '')[2]}", "Attack")
    told = Counter(land for claim in claims for role in (claim.actor, claim.recipient) for land in countries(role))
    lands = sorted(lexicons.countries().get(land, land) for land in sorted(told, key=lambda one: (-told[one], one))[:PARTIES])
    parties = f" ({', '.join(lands)})" if lands else ""
    return f"{name}{parties}: accounts differ"


def _length(words: str) -> tuple[bool, int]:
    """Shorter is better, but for what is too short to tell anything."""
    return len(words) < SHORTEST, len(words)


def section(claims: Iterable[Claim], desk: Desk) -> str:
    """Name of the first section of the desk that takes the event; the last one where none does."""
    told = list(claims)
    codes = {code for claim in told if claim.event for code in (claim.event, f"{claim.event}/{claim.mode}")}
    where = {c for claim in told for c in (*countries(claim.actor), *countries(claim.recipient), (claim.place.country or "") if claim.place else "")}
    for wanted in desk.sections:
        if codes & set(wanted.events) and (not wanted.countries or where & set(wanted.countries)):
            return wanted.name
    return desk.sections[-1].name if desk.sections else ""
