"""What accounts of an event agree on, and how its figures are put into words."""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct, structs

from dateline.records import Claim, Conflict, Figure, Toll, Where

HARMS = ("killed", "injured", "captured", "detained")
DISPUTED = frozenset(("differs", "denies"))
OPS = {">=": "at least ", ">": "more than ", "~": "about ", "<=": "up to ", "<": "fewer than "}
DIGITS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
IRREGULAR = {"person": "people", "child": "children", "aircraft": "aircraft", "personnel": "personnel", "staff": "staff", "police": "police"}
_AND = re.compile(r"[^,.;:]{1,30} and (?:another )?")


class Told(Struct, frozen=True):
    """What a title is made of: claims that tell of something real, and what linking made of all of them."""

    claims: tuple[Claim, ...]
    place: Where | None
    questions: tuple[Conflict, ...]
    tolls: tuple[Toll, ...]
    texts: Mapping[str, str]  # document id -> its text


def agreed(told: Told, measure: str) -> Figure | None:
    """The figure that accounts agree on, the latest and most precise; None where there is none, or they differ."""
    asked = [q for q in told.questions if q.question.startswith(f"how many {measure}")]
    if not asked or any(q.kind in DISPUTED for q in asked):
        return None
    main = min(asked, key=lambda q: (not q.question.endswith("(person)"), -max((a.figure.low for a in q.accounts if a.figure), default=0.0), q.question))
    figures = [(main.kind, account.said or "", account.figure) for account in main.accounts if account.figure and not account.superseded]
    best = max(figures, key=_rank, default=("", "", None))[2]
    return _with_others(told, best) if best and measure in HARMS else best


def _with_others(told: Told, count: Figure) -> Figure:
    """A figure with those that its words add to it: "20 pupils and two teachers"."""
    for claim in told.claims:
        if count in claim.figures:
            text = told.texts[claim.document]
            others = [f for f in claim.figures if f.measure == count.measure and f.start > count.end and _AND.fullmatch(text, count.end, f.start)]
            added = sum(other.low for other in others[:1])
            return structs.replace(count, low=count.low + added, high=count.high + added, object="person") if added else count
    return count


def _rank(told: tuple[str, str, Figure | None]) -> tuple[object, ...]:
    kind, said, figure = told
    if figure is None:
        return ()
    return (said[:10] if kind == "updates" else "", kind == "rounds to" and figure.op == "=", figure.low, figure.op == "=", -figure.start)


def amount(figure: Figure) -> str:
    """A figure in words: "at least 11"."""
    told = number(figure.low) if figure.low == figure.high else f"{number(figure.low)} to {number(figure.high)}"
    return OPS.get(figure.op, "") + told


def number(value: float) -> str:
    """One to nine as words, others in digits."""
    return DIGITS[int(value)] if value == int(value) and 0 <= value < len(DIGITS) else f"{value:,.0f}"


def plural(noun: str, count: float) -> str:
    """The noun for so many: "people", "drones", "aircraft"."""
    if count == 1:
        return noun
    if noun in IRREGULAR:
        return IRREGULAR[noun]
    if noun.endswith("man"):
        return noun[:-3] + "men"
    return noun[:-1] + "ies" if noun.endswith("y") and noun[-2:-1] not in "aeiou" else noun + ("es" if noun.endswith(("s", "x", "ch", "sh")) else "s")


def capital(text: str) -> str:
    """The text with a capital at its start."""
    return text[:1].upper() + text[1:]
