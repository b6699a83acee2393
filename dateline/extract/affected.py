"""A sentence -> whom it says were killed, hurt or detained: each group of people with its number, on the claim it belongs to.

A group told twice in a sentence is given once, by the worst that befell it. Adding up over sentences is the business of link.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import msgspec

from dateline.extract import harms
from dateline.extract.parties import Party
from dateline.extract.views import TIME, View
from dateline.lexicons import table, terms
from dateline.records import Affected, Claim, Time

COARSE = frozenset({"month", "quarter", "half", "season", "year", "decade", "century"})
YEARS = frozenset({"year", "decade", "century"})
RANKS = ("detained", "injured", "hit", "killed")  # from what matters least
APART = frozenset({"separate", "unrelated", "different"})
ROWS = frozenset({"series", "string", "spate", "rash", "wave"})
REACH = 3  # words before the noun
Found = tuple[Affected, int]  # people, token of the word that tells of them


@cache
def _words() -> frozenset[str]:
    """Words one of which a sentence must have."""
    verbs = frozenset(word.split(" ")[0] for word, how in table("harm_verbs").items() if not how.endswith("care"))
    return verbs | frozenset(table("harm_words")) | {"gun", "life"}


def is_touched(words: frozenset[str]) -> bool:
    """True for the words and lemmas of a sentence with a word of harm."""
    return not _words().isdisjoint(words)


def affected(view: View, published: str | None) -> list[Found]:
    """People and what befell them, in reading order.

    Args:
        published: day of the item; a day after it is none that people were hurt on.
    """
    worst: dict[int, harms.Told] = {}
    for told in harms.told(view):
        party, measure, at, by = told
        known = worst.get(party.first)
        if party.low and (known is None or RANKS.index(measure) > RANKS.index(known[1])):
            worst[party.first] = (party, measure, at, by or (known is not None and known[3]))
    day, scene = (_day(view, published), _scene(view)) if worst else ("", "")
    return [(_made(view, party, measure, day, scene, by=by), at) for _, (party, measure, at, by) in sorted(worst.items())]


def _made(view: View, party: Party, measure: str, day: str, scene: str, *, by: bool) -> Affected:
    start, end = view.tokens[party.first].start, view.tokens[party.last - 1].end
    words = view.text[start:end]
    return Affected(words, start, end, measure, party.low, party.op, party.note, party.nth, party.name, party.sex, party.age, day, by, scene)


def _scene(view: View) -> str:
    """Whether the sentence tells of several attacks ("in separate shootings", "a string of raids"), of another ("in a separate attack"), or neither."""
    for at, token in enumerate(view.tokens):
        if token.lemma in terms("causes") and token.tag in {"NN", "NNS"}:
            before = {other.lemma for other in view.tokens[max(0, at - REACH) : at]}
            if token.tag == "NNS" and before & (APART | ROWS):
                return "several"
            if token.tag == "NN" and before & (APART | {"another"}):
                return "other"
    return ""


def _day(view: View, published: str | None) -> str:
    """Last day before the report's, or its own, that the sentence tells; the month or year where it tells no day; "" where it tells no time."""
    times = [m.value for m in view.annotation.mentions if m.type == TIME and isinstance(m.value, Time) and m.value.timex in {"DATE", "TIME"}]
    days = [time.start[:10] for time in times if time.start and time.precision not in COARSE]
    if days:
        past = {day for day in days if not published or day <= published[:10]}
        told = past - {(published or "")[:10]} or past  # a dateline's day is not when it happened
        return max(told, default=days[0])
    return next((time.start[: 4 if time.precision in YEARS else 7] for time in times if time.start), "")


# ---- the claims they belong to --------------------------------------------------------------------------------------


def attached(view: View, claims: list[Claim], published: str | None, made: Callable[[], Claim]) -> list[Claim]:
    """The claims of a sentence with the people they tell of; people of no event go to its figures.

    Args:
        made: makes a figure claim of the sentence, for a sentence that has no claim to take them.
    """
    for people, at in affected(view, published):
        number = _telling(claims, view.tokens[at].start)
        if number < 0:
            claims = [*(claim for claim in claims if claim.kind != "statement"), made()]
            number = len(claims) - 1
        claim = claims[number]
        claims[number] = msgspec.structs.replace(claim, affected=tuple(sorted((*claim.affected, people), key=lambda each: each.start)))
    return claims


def _telling(claims: list[Claim], at: int) -> int:
    """Number of the claim that a word of harm belongs to: the event told nearest to it, else the figures; -1 if there is none."""
    events = [(abs(_start(claim) - at), n) for n, claim in enumerate(claims) if claim.kind == "event" and claim.event in {"ASSAULT", "COERCE"}]
    return min(events)[1] if events else next((n for n, claim in enumerate(claims) if claim.kind == "figure"), -1)


def _start(claim: Claim) -> int:
    return claim.match.trigger.start if claim.match.trigger is not None else claim.start
