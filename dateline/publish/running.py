"""Figures that a speaker gives day after day -> a chart for each speaker and question: running totals, daily and weekly counts, ground held.

Tolls of one event are no series of these: they are charts of their own. Days without a figure are gaps.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache

from dateline import lexicons
from dateline.calendar_days import shift
from dateline.publish.parts import Point, Toll
from dateline.publish.record import Record, capital
from dateline.publish.sayings import UNTOLD, Key, Saying, Shown, counted, point, shown
from dateline.store import listings
from dateline.store.listings import Telling
from dateline.store.queries import FigureRow

STANDING = frozenset({"area", "settlements", "displaced", "missing", "deployed", "rate"})  # told as it stands on the day
COUNTED = ("casualties", "killed", "injured", "captured", "detained", "evacuated", "released", "destroyed", "damaged", "attacks", "aid", "other")
MEASURES = (*sorted(STANDING), *COUNTED)
TIMES = frozenset({"time", "money"})
ROWS = 2000  # figures among which those told on most days are chosen
SPEAKERS = 10  # questions of one speaker each whose words are read
EACH = 24  # newest figures of each
CHARTS = 8
TOTAL_REACH = 1.6  # a running total that is told again has grown less than this
COUNT_REACH = 6.0  # a day's count lies within this of the last
DATE = "date"  # of one day, as the toll of an attack is too
SPANS = {"day": DATE, "night": DATE, "week": "week", "month": "month", "year": "year"}
_NUMBER = re.compile(r"\d")
Question = tuple[str, str, str, str, str]  # speaker, measure, what is counted, period, place


def over_time(record: Record, first: str, last: str) -> tuple[tuple[Toll, ...], int]:
    """(charts of what speakers counted on several days, those told on most days first; figures withheld)."""
    rows = _candidates(record, first, shift(last, 1))
    told, replaced, withheld = shown(record, rows)
    starts = _starts(rows)
    totals = {(row.document, row.measure, row.of) for row in rows if row.of is not None}
    questions: dict[Question, list[tuple[Shown, str]]] = defaultdict(list)
    for one in told:
        row = one.saying.row
        is_total = (row.document, row.measure, row.low) in totals
        period = _period(record, one, starts[one.line.document]) or ("total" if is_total and row.measure not in STANDING else "")
        if _is_counted(one, period):
            over = "day" if period == DATE else period
            questions[one.speaker, row.measure, counted(row), over, row.place].append((one, over))
    chains = ((question, chain) for question, members in sorted(questions.items()) for chain in _chains(record, members, replaced))
    charts = [Toll(_title(record, question, chain), "", _in_order(chain)) for question, chain in chains]
    charts.sort(key=lambda chart: (-len({point.day for point in chart.points}), chart.title))
    return tuple(charts[:CHARTS]), withheld


def _candidates(record: Record, first: str, last: str) -> list[FigureRow]:
    """Newest figures of the questions that one speaker answers on most days."""
    told: dict[tuple[str, str, str], list[Telling]] = defaultdict(list)
    for one in listings.tellings(record.store, MEASURES, first, last, ROWS):
        if one.measure != "other" or _is_thing(one.object):
            told[one.speaker, one.measure, lexicons.table("counted").get(one.object, one.object)].append(one)
    days = {key: len({one.day for one in same}) for key, same in told.items()}
    chosen = sorted((key for key, count in days.items() if count > 1), key=lambda key: (-days[key], key))[:SPEAKERS]
    claims = {one.claim for key in chosen for one in told[key][:EACH]}
    return [row for row in listings.figures_of(record.store, claims) if row.measure in MEASURES and row.status not in UNTOLD]


def _is_thing(counted_noun: str) -> bool:
    kind = lexicons.table("objects").get(counted_noun, "").split("|")[0]
    return bool(kind and kind not in TIMES)


def _is_counted(one: Shown, period: str) -> bool:
    """True where words tell over what time, or the figure stands for its day; not for shares of a larger figure, nor tolls of an attack."""
    row = one.saying.row
    if (row.of is not None and period not in {"day", DATE}) or (row.measure == "rate" and not _ground().hits(one.line.text)):
        return False
    is_toll = row.event == "ASSAULT" and row.measure in {"killed", "injured"} and period == DATE
    return not is_toll and (bool(period) or row.measure in STANDING)


@cache
def _ground() -> lexicons.Automaton[str]:
    return lexicons.Automaton(lexicons.rows("ground_words"))


# ---- over what time ----


def _starts(rows: Iterable[FigureRow]) -> dict[str, list[tuple[int, int]]]:
    found: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for row in rows:
        found[row.document].add((row.start, row.end))
    return {document: sorted(spans) for document, spans in found.items()}


def _period(record: Record, one: Shown, spans: Sequence[tuple[int, int]]) -> str:
    """Over what time a figure counts: by the words after it, else before it, else by the time of its claim; "" = not told."""
    found, row, claim = record.document(one.line.document), one.saying.row, one.claim
    if found is None:
        return ""
    left = max((end for _, end in spans if claim.start <= end <= row.start), default=claim.start)
    after, before = found[0].text[row.end : claim.end], found[0].text[left : row.start]
    following = _NUMBER.search(after)
    near = [period for start, _, period in _spans().hits(after) if following is None or start < following.start()]
    told = near[:1] or [period for _, _, period in _spans().hits(before)][-1:]
    if told:
        return told[0]
    time = claim.time
    return SPANS.get(time.precision, "") if time and not time.resolved and row.measure not in STANDING else ""


@cache
def _spans() -> lexicons.Automaton[str]:
    return lexicons.Automaton(lexicons.rows("count_spans"))


# ---- chains ----


def _chains(record: Record, members: Iterable[tuple[Shown, str]], replaced: dict[Key, Saying]) -> Iterable[list[Point]]:
    """One speaker's figures that can be one count over time; what is too far from the last is another count. Two days at least."""
    chains: list[list[Point]] = []
    for one, period in sorted(members, key=lambda pair: (pair[0].saying.when, pair[0].saying.row.document, pair[0].saying.row.start)):
        new = replaced.get(one.saying.key)
        is_same_day = new is not None and (new.row.published or "")[:10] == (one.saying.row.published or "")[:10]
        made = point(record, one, replaced if is_same_day else {}, period)
        home = next((chain for chain in chains if _follows(made, chain[-1])), None)
        if home is None:
            chains.append([made])
        else:
            home.append(made)
    return [chain for chain in chains if len({made.day for made in chain}) > 1]


def _follows(new: Point, old: Point) -> bool:
    reach = COUNT_REACH if new.period in {"day", "week"} else TOTAL_REACH
    small, large = sorted((max(new.low, 1), max(old.low, 1)))
    return large / small <= reach


def _in_order(points: Iterable[Point]) -> tuple[Point, ...]:
    kept = {(one.day, one.speaker, one.low, one.high, one.op): one for one in points if one.day}
    return tuple(sorted(kept.values(), key=lambda one: (one.day, one.side.order, one.speaker, one.low)))


def _title(record: Record, question: Question, chain: Sequence[Point]) -> str:
    """Who counts what over what time: speakers may count different parties' people, so each has a chart of its own."""
    speaker, measure, thing, period, place = question
    things = {one.object for one in chain}
    noun = things.pop() if len(things) == 1 else thing
    label = record.strings("figures.ground") if measure == "rate" else record.strings.label("measure", measure)
    name = noun if measure == "other" else f"{label} ({noun})" if noun else label
    told = [name, record.strings.label("period", period or "standing"), place]
    return f"{capital(speaker)}: {', '.join(part for part in told if part)}"
