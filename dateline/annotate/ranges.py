"""Two numbers -> one range: "10-12", "3 to 4 percent", "between 5 and 8", "two or three"; and changes "from 11 to 13"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from dateline.annotate.numerals import Line
from dateline.annotate.readings import Reading
from dateline.annotate.trends import Trends

_DASHES = frozenset("-–—‑‒−")


def connector(line: Line, first: Reading) -> int:
    """Atom where the second number of a range would start; -1 where no connector follows."""
    at = first.last
    low = line.low(at)
    if low in _DASHES and (line.glued(at) == line.glued(at + 1)) and low != "—":
        return at + 1
    if low in ("to", "or", "till", "until"):
        return at + 1
    if low == "up" and line.low(at + 1) == "to" and _word_before(line, first) == "from":
        return at + 2
    if low == "and" and _word_before(line, first) == "between":
        return at + 1
    return -1


def merged(line: Line, first: Reading, second: Reading, trends: Trends) -> Reading | None:
    """The range of two numbers; None where they are two figures."""
    word = line.low(first.last)
    if not _fits(first, second):
        return None
    low, high = _levelled(first, second, dashed=word in _DASHES)
    if word == "or" and line.low(first.first - 1) == "," and line.low(first.first - 2)[-1:].isdecimal():
        return None  # "100, 200 or 300 metres"
    if word == "or" and not (low < high <= low + max(2.0, low)):
        return None
    if word in ("to", "or", "up") or (word in _DASHES and not line.glued(first.last)):
        if low >= high and first.form != "fraction":
            return None
        if word == "to" and _word_before(line, first) == "from" and trends.verb_before(line, first.opening if first.opening >= 0 else first.first):
            return None
    if low >= high and first.form != "fraction" and word in _DASHES:
        return None
    second.low, second.high = min(low, high), max(low, high)
    second.first, second.start = first.first, first.start
    second.opening = first.opening
    second.rule = "range"
    if second.unit is None and second.code is None and not second.money:
        second.unit, second.code, second.money, second.kind = first.unit, first.code, first.money, first.kind
    return second


def mark_changes(line: Line, readings: Sequence[Reading], trends: Trends) -> None:
    """Tell the old from the new value of a change: "from 11 to 13", "to 138 lots from 212 lots"."""
    for one, other in pairwise(readings):
        words = _word_before(line, one), _word_before(line, other)
        if words not in (("from", "to"), ("to", "from")) or not _alike(one, other) or one.kind in ("year", "age", "ordinal", "name"):
            continue
        opening = one.opening if one.opening >= 0 else one.first
        since = line.low((other.opening if other.opening >= 0 else other.first) - 2)
        if since in ("up", "down"):
            one.trend, other.trend, other.rule = one.trend or since, "", "change-from"
            continue
        direction = trends.verb_before(line, opening)
        if not direction:
            continue
        old, new = (one, other) if words[0] == "from" else (other, one)
        old.trend, new.trend = "", new.trend or direction
        old.rule, new.rule = "change-from", "change-to"


def restate(line: Line, readings: Sequence[Reading]) -> None:
    """Give a figure that says another again its operator and change: "about 800km (500 miles)", "lost 190 points, or 0.6%"."""
    for one, other in pairwise(readings):
        between = _between(line, one, other)
        bracketed = (
            between == ["("] and line.low(max(other.last, other.closing)) == ")" and one.kind == other.kind and one.kind in ("measure", "money", "duration")
        )
        if bracketed and other.op == "=":
            other.op, other.trend = one.op, one.trend
        elif between in (["to"], [",", "to"]) and one.trend and not other.trend and other.kind == ("money" if one.kind == "money" else other.kind):
            other.trend = one.trend  # "rose 15 cents, to $20"
        elif between[-1:] == ["or"] and other.kind == "share" and not other.trend and len(between) <= 4 and one.kind != "share":
            other.trend = one.trend


def share_units(line: Line, readings: Sequence[Reading]) -> None:
    """Give bare numbers of a list the unit or noun that stands at its end: "100, 200 or 300 metres"."""
    for one, other in pairwise(readings):
        if one.kind == "age" and other.bare and other.low < 120 and _between(line, one, other) in (["and"], ["or"], [","], [",", "and"]):
            other.kind = "age"  # "aged 4 and 7"
    for one, other in reversed(list(pairwise(readings))):
        between = [line.low(at) for at in range(max(one.last, one.closing), other.opening if other.opening >= 0 else other.first)]
        if one.bare and one.trend and between[-1:] == ["to"] and len(between) < 6 and other.kind == "count":
            one.counted = other.counted._replace(first=-1, last=-1)  # "rose by 12 in a day to 300 soldiers"
            continue
        if (
            not one.bare
            or other.kind in ("year", "age", "ordinal", "name", "phone")
            or not between
            or not set(between) <= {",", "and", "or", "to", "from", "then"}
        ):
            continue
        if between == [",", "or"] and other.kind == "share":
            continue  # "by 2 million, or 0.15 percent"
        if other.unit or other.code is not None or other.money:
            one.unit, one.code, one.money, one.kind = other.unit, other.code, other.money, other.kind
        elif other.counted.name and other.kind == "count":
            one.counted = other.counted._replace(first=-1, last=-1)


def _between(line: Line, one: Reading, other: Reading) -> list[str]:
    """Atoms between two quantities, the noun of the first left out."""
    first, last = max(one.last, one.closing), other.opening if other.opening >= 0 else other.first
    return [line.low(at) for at in range(first, last) if line.row[at].token >= one.counted.last]


def _word_before(line: Line, reading: Reading) -> str:
    return line.low((reading.opening if reading.opening >= 0 else reading.first) - 1)


def _alike(one: Reading, other: Reading) -> bool:
    if one.code != other.code and None not in (one.code, other.code):
        return False
    return one.unit is None or other.unit is None or one.unit.category == other.unit.category


def _fits(first: Reading, second: Reading) -> bool:
    """Whether units and forms of two numbers allow a range."""
    if (first.form == "fraction") != (second.form == "fraction"):
        return False
    if first.unit and second.unit and first.unit.name != second.unit.name:
        return False
    if first.unit and second.unit is None and second.code is not None:
        return False
    if first.unit and not second.unit and first.kind != "age":
        return False
    if first.code is not None and second.code is not None and first.code != second.code:
        return False
    return not (first.unit and first.code) and first.form not in ("vague", "some")


def _levelled(first: Reading, second: Reading, *, dashed: bool) -> tuple[float, float]:
    """Both ends on one scale: "3 to 5 million", "5-6,000"."""
    low, high = first.low, second.low
    if first.scale == 1.0 and second.scale > 1.0 and low < high / second.scale and low < 1000:
        return low * second.scale, high
    if dashed and low < 100 and high >= 1000 and high % 1000 == 0 and low < high / 1000:
        return low * 1000, high
    return low, high
