"""How many: the figures of an event by measure and kind of thing counted, and how two of them relate."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import pairwise

from dateline import lexicons
from dateline.calendar_days import distance
from dateline.link.accounts.answers import Answer, Question, Speakers, amount, latest, related
from dateline.link.accounts.deeds import TOLLS
from dateline.link.accounts.revisions import revised
from dateline.link.accounts.where import is_inside
from dateline.link.kinds import victim_kinds
from dateline.records import Claim, Figure, Sum, When

APPROXIMATE = 0.1  # "about 50" covers 45 to 55
ROUNDED = 1.25  # "at least 100" is another way to say 104, not to say 400
RISING = frozenset(("killed", "injured", "casualties", "missing", "displaced", "detained"))  # counts that grow as an event is followed
UNCOUNTED = frozenset(("other", "distance", "duration", "rate"))
CIVILIAN, FORCES = "civilian", frozenset(("fighter", "soldier", "police"))
LONG = 10  # days from which a count is of a whole campaign, and answers no question about one attack
_MORE = re.compile(r"\W*(\w+)")
Explained = frozenset[tuple[str, str]]  # values of a total and of its part


def how_many(claims: Iterable[Claim], speakers: Speakers, added: Iterable[Sum]) -> Iterator[Question]:
    """A question for each measure and kind of thing counted.

    Args:
        added: sums of the event; a total and its parts are no difference.
    """
    explained = frozenset((total.total.value, part.value) for total in added for part in total.parts)
    relation = partial(_relation, explained=explained)
    for (measure, counted), answers in sorted(_by_question(claims, speakers).items()):
        retold = revised(answers, speakers)
        told = latest(answers, relation, {claim for claim, is_last in retold.items() if not is_last})
        kind = related(told, relation)
        is_update = kind != "single" and measure in RISING and _rises(told, retold)
        yield Question(f"how many {measure}" + (f" ({counted})" if counted else ""), "updates" if is_update else kind, tuple(told))


def _by_question(claims: Iterable[Claim], speakers: Speakers) -> dict[tuple[str, str], list[Answer]]:
    found: dict[tuple[str, str], list[Answer]] = defaultdict(list)
    for claim in claims:
        if claim.status in {"hypothetical", "planned"}:
            continue
        text = speakers.documents[claim.document].text
        for figure in claim.figures:
            if figure.measure not in UNCOUNTED and not _is_more(figure, text):
                answer = speakers(claim, amount(figure), (figure.start, figure.end), figure)
                found[figure.measure, counted_class(figure.object)].append(answer)
    return found


def counted_class(counted: str) -> str:
    """People of every kind answer one question; weapons and things each their own."""
    return lexicons.table("counted").get(counted, counted)


def _is_more(figure: Figure, text: str) -> bool:
    """True for what comes on top of a count told before: "a further 23", "23 more"."""
    further = lexicons.terms("further")
    before = text[max(0, figure.start - 20) : figure.start].lower().split()[-1:]
    after = _MORE.match(text, figure.end)
    return bool(further & {*before, *figure.text.lower().split()}) or bool(after and after.group(1).lower() in further)


# ---- how two figures relate ----


def _relation(one: Answer, other: Answer, explained: Explained) -> str:
    mine, theirs = one.account.figure, other.account.figure
    if mine is None or theirs is None or not _is_one_span(one.claim.time, other.claim.time):
        return ""
    if {(one.account.value, other.account.value), (other.account.value, one.account.value)} & explained and mine.low != theirs.low:
        return "part of"
    found = relation(mine, theirs)
    return _of_parts(one, other, found) if found in {"differs", "denies"} else found


def _of_parts(one: Answer, other: Answer, found: str) -> str:
    """ "part of" where the smaller figure counts a smaller place, or one kind of people of all; "" where the two count other people."""
    less, more = sorted((one, other), key=lambda answer: answer.account.figure.low if answer.account.figure else 0)
    if _kind(less) == _kind(more):
        return "part of" if is_inside(less.claim.place, more.claim.place) else found
    return "part of" if not _kind(more) else ""


def _kind(answer: Answer) -> str:
    """Of the dead and wounded, which kind of people a figure counts; "" where it is told of people as such."""
    figure = answer.account.figure
    if figure is None or figure.measure not in TOLLS:
        return ""
    return CIVILIAN if figure.object == CIVILIAN else "force" if victim_kinds(figure.object) & FORCES else ""


def _is_one_span(one: When | None, other: When | None) -> bool:
    """False for counts over other stretches of time: a year's and a night's."""
    mine, theirs = _length(one), _length(other)
    return max(mine, theirs) < LONG or (one is not None and other is not None and (one.start, one.end) == (other.start, other.end))


def _length(time: When | None) -> int:
    return distance(time.start, time.end) + 1 if time and time.start and time.end else 0


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


# ---- counts that grow ----


def _rises(answers: Sequence[Answer], revised: Mapping[str, bool]) -> bool:
    """True where a count grows from one time to the next and no two differ at one; the day of a revision is not known, so it proves nothing."""
    told: dict[str, set[float]] = defaultdict(set)
    is_timed = all(len(answer.account.said or "") > len("2025-01-08") for answer in answers)
    for answer in answers:
        figure, said = answer.account.figure, answer.account.said
        if figure is None or not said or figure.low != figure.high or figure.op not in {"=", ">="}:
            return False
        if answer.claim.id not in revised:
            told[said if is_timed else said[:10]].add(figure.low)
    ordered = [values for _, values in sorted(told.items())]
    is_rising = all(len(values) == 1 for values in ordered) and all(max(one) <= min(other) for one, other in pairwise(ordered))
    return is_rising and len({answer.account.figure.low for answer in answers if answer.account.figure}) > 1
