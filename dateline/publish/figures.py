"""Figures of the record -> nights of air raids and tolls, by speaker. What has no words is not drawn; gaps stay gaps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from msgspec import structs

from dateline.calendar_days import shift
from dateline.publish.pages import Figures
from dateline.publish.parts import Line, Link, Night, Toll, TollPoint
from dateline.publish.record import Record, capital
from dateline.records import Claim, Event
from dateline.store import listings, queries
from dateline.store.queries import FigureRow

RAIDS = ("launched", "intercepted", "lost")
TOLLS = ("killed", "injured", "captured", "released", "casualties")
FLYING = frozenset({"drone", "missile", "rocket", "target", "weapon", "bomb", "uav", "projectile", ""})
ROWS = 240  # figures of air raids on one page: the newest
TOLL_ROWS = 2000  # figures of tolls among which the most told are chosen
UNNAMED = frozenset({"", "target", "weapon", "projectile"})
SPAN_DAYS = 45  # shown where the reader names no days
TOLL_EVENTS = 8
NIGHTS_ON_FRONT = 14
NIGHTS = 80  # bars that one chart can hold: the newest


def figures_page(record: Record, first: str = "", last: str = "", speaker: str = "") -> Figures:
    """Figures whose day lies between first and last; where none is named, the newest weeks that have some."""
    first, last = _range(record, first, last)
    if not last:
        return Figures(record.strings("figures.title"), None, None, (), ())
    nights, withheld = nights_between(record, first, last)
    tolls, lost = tolls_between(record, first, last)
    names = sorted({(night.side.order, night.speaker) for night in nights})
    chosen = tuple(night for night in nights if not speaker or night.speaker == speaker)
    links = tuple(Link(name, name) for _, name in names)
    shown = chosen[-NIGHTS:]
    return Figures(record.strings("figures.title"), first, last, shown, tolls, speaker, links, withheld + lost, len(chosen) - len(shown))


def newest_nights(record: Record, count: int = NIGHTS_ON_FRONT) -> tuple[Night, ...]:
    """The last nights of air raids, one bar for each speaker and night."""
    first, last = _range(record, "", "")
    return nights_between(record, first, last)[0][-count:] if last else ()


def _range(record: Record, first: str, last: str) -> tuple[str, str]:
    if not last:
        last = listings.newest_figure(record.store, (*RAIDS, *TOLLS)) or ""
    return (first or (shift(last, -SPAN_DAYS) if last else "")), last


def nights_between(record: Record, first: str, last: str) -> tuple[tuple[Night, ...], int]:
    """(nights by day, side and speaker; figures withheld)."""
    told = listings.figures_between(record.store, RAIDS, first, last, ROWS)
    rows = [row for row in told if row.object.lower() in FLYING and row.status not in {"planned", "hypothetical"}]
    verified, withheld = _verified(record, rows)
    groups: dict[tuple[str, ...], list[tuple[FigureRow, Line]]] = defaultdict(list)
    for row, line, _ in verified:
        if row.op == "=" and row.event == "ASSAULT":
            groups[_night_of(row), row.object, row.event_id or "", line.document, line.side.id].append((row, line))
    _join_unnamed(groups)
    nights = [_night(key[0], key[1], key[2], told) for key, told in groups.items()]
    kept = _fullest(night for night in nights if night.launched is not None or night.intercepted is not None)
    return tuple(sorted(kept, key=lambda night: (night.day, night.side.order, night.speaker, night.object))), withheld


def _join_unnamed(groups: dict[tuple[str, ...], list[tuple[FigureRow, Line]]]) -> None:
    """Figures that do not say of what ("31 were lost") belong to the one weapon that the same account names."""
    for key in [key for key in groups if key[1] in UNNAMED]:
        named = [other for other in groups if other[1] not in UNNAMED and (other[0], *other[2:]) == (key[0], *key[2:])]
        if len(named) == 1:
            groups[named[0]] += groups.pop(key)


def _night_of(row: FigureRow) -> str:
    """The morning after: the last day of the event, else the day of telling."""
    return (row.until or row.day or row.published or "")[:10]


def _night(day: str, counted: str, event: str, told: list[tuple[FigureRow, Line]]) -> Night:
    """One account: what one page has from one side. "The air force" and "Ukraine's air force" are told apart by nothing else."""
    speaker = max((line.speaker or line.outlet for _, line in told), key=lambda name: (len(name), name))
    launched = _largest(told, "launched")
    intercepted = _largest(told, "intercepted")
    lost = _largest(told, "lost")
    if launched is None:
        launched = max((row.of for row, _ in told if row.of), default=None)
    left = launched - (intercepted or 0) - (lost or 0) if launched is not None and (intercepted is not None or lost is not None) else None
    lines = tuple({(line.document, line.start): line for _, line in told}.values())
    return Night(day, speaker, lines[0].side, counted, launched, intercepted, lost, left if left is not None and left >= 0 else None, event, lines)


def _largest(told: Iterable[tuple[FigureRow, Line]], measure: str) -> float | None:
    return max((row.low for row, _ in told if row.measure == measure), default=None)


def _fullest(nights: Iterable[Night]) -> list[Night]:
    """One bar for each account: a second report of the same figures joins the one that tells most."""
    kept: dict[tuple[str, ...], list[Night]] = defaultdict(list)
    for night in sorted(nights, key=_weight, reverse=True):
        same = kept[night.day, night.side.id, night.object]
        fuller = next((index for index, other in enumerate(same) if _is_within(night, other)), None)
        if fuller is None:
            same.append(night)
        else:
            same[fuller] = structs.replace(same[fuller], lines=(*same[fuller].lines, *night.lines))
    return [night for same in kept.values() for night in same]


def _is_within(night: Night, other: Night) -> bool:
    """Told by the same side, and nothing in it that the other account does not say: a second report of it."""
    told = ((night.launched, other.launched), (night.intercepted, other.intercepted), (night.lost, other.lost))
    return all(mine is None or mine == theirs for mine, theirs in told)


def _weight(night: Night) -> tuple[int, float, str]:
    told = [value for value in (night.launched, night.intercepted, night.lost) if value is not None]
    return len(told), max(told), night.speaker


def tolls_between(record: Record, first: str, last: str) -> tuple[tuple[Toll, ...], int]:
    """Tolls of events that were told more than once, those told most often first; (tolls, figures withheld)."""
    rows = [
        row for row in listings.figures_between(record.store, TOLLS, first, last, TOLL_ROWS) if row.event_id and row.status not in {"planned", "hypothetical"}
    ]
    groups: dict[tuple[str, str], list[FigureRow]] = defaultdict(list)
    for row in rows:
        groups[row.event_id or "", row.measure].append(row)
    many = sorted(
        (key for key, told in groups.items() if len({_said(row)[:2] for row in told}) > 1), key=lambda key: (-len({_said(row) for row in groups[key]}), key)
    )
    withheld, tolls = 0, []
    for event, measure in many[:TOLL_EVENTS]:
        verified, lost = _verified(record, groups[event, measure])
        withheld += lost
        points = tuple(_point(record, row, line) for row, line, _ in verified)
        found = queries.event(record.store, event)
        if found and len({(point.day, point.speaker) for point in points}) > 1:
            tolls.append(Toll(_toll_title(record, found, measure), f"/event/{event}", _distinct(points)))
    return tuple(tolls), withheld


def tolls_of(record: Record, event: Event, claims: Iterable[Claim]) -> tuple[Toll, ...]:
    """Tolls of one event that were given on several days or by several speakers; what has no words is not drawn."""
    points: dict[str, list[TollPoint]] = defaultdict(list)
    for claim in claims:
        line = None if claim.repeat or claim.status in {"planned", "hypothetical"} else record.line(claim, event.id)
        for figure in claim.figures if line else ():
            if line and figure.measure in TOLLS:
                words = record.strings.amount(figure.low, figure.high, figure.op)
                told = (line.said or "")[:10]
                speaker = line.speaker or line.outlet
                points[figure.measure].append(
                    TollPoint(told, speaker, line.side, figure.measure, figure.object, figure.low, figure.high, figure.op, words, line)
                )
    many = ((measure, _distinct(told)) for measure, told in points.items())
    return tuple(
        Toll(capital(record.strings.label("measure", measure)), f"/event/{event.id}", told)
        for measure, told in many
        if len({(point.day, point.speaker) for point in told}) > 1
    )


def _toll_title(record: Record, event: Event, measure: str) -> str:
    return f"{event.title}: {record.strings.label('measure', measure)}"


def _said(row: FigureRow) -> tuple[str, str, float, str]:
    return (row.published or "")[:10], row.speaker, row.low, row.op


def _point(record: Record, row: FigureRow, line: Line) -> TollPoint:
    day = (row.published or row.day or "")[:10]
    words = record.strings.amount(row.low, row.high, row.op)
    return TollPoint(day, line.speaker or line.outlet, line.side, row.measure, row.object, row.low, row.high, row.op, words, line)


def _distinct(points: Iterable[TollPoint]) -> tuple[TollPoint, ...]:
    kept = {(point.day, point.speaker, point.low, point.op): point for point in points if point.day}
    return tuple(sorted(kept.values(), key=lambda point: (point.day, point.side.order, point.speaker, point.low)))


def _verified(record: Record, rows: Iterable[FigureRow]) -> tuple[list[tuple[FigureRow, Line, Claim]], int]:
    listed = list(rows)
    claims: Mapping[str, Claim] = queries.claims_by_id(record.store, (row.claim for row in listed))
    kept = []
    for row in listed:
        claim = claims.get(row.claim)
        line = record.line(claim, row.event_id or "") if claim and not claim.repeat else None
        if claim and line:
            kept.append((row, line, claim))
    return kept, len([row for row in listed if row.claim in claims and not claims[row.claim].repeat]) - len(kept)
