"""Figures of the record -> nights of air raids, counts over time and tolls, by speaker. What has no words is not drawn; gaps stay gaps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from dateline.calendar_days import shift
from dateline.publish.nights import RAIDS, nights_between
from dateline.publish.pages import Figures
from dateline.publish.parts import Link, Night, Point, Toll
from dateline.publish.record import Record, capital
from dateline.publish.running import over_time
from dateline.publish.sayings import UNTOLD, Shown, point, shown
from dateline.records import Event
from dateline.store import listings, queries
from dateline.store.queries import FigureRow

TOLLS = ("killed", "injured", "captured", "released", "casualties", "missing", "displaced", "detained")
TOLL_ROWS = 2000  # figures of tolls among which the most told are chosen
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
    series, unread = over_time(record, first, last)
    tolls, lost = tolls_between(record, first, last)
    told = [*((night.side.order, night.speaker) for night in nights), *((one.side.order, one.speaker) for chart in (*series, *tolls) for one in chart.points)]
    chosen = tuple(night for night in nights if not speaker or night.speaker == speaker)
    links = tuple(Link(name, name) for name in dict.fromkeys(name for _, name in sorted(set(told))))
    shown_nights = chosen[-NIGHTS:]
    return Figures(
        record.strings("figures.title"), first, last, shown_nights, _of(tolls, speaker), speaker, links, withheld + unread + lost,
        len(chosen) - len(shown_nights), _of(series, speaker),
    )  # fmt: skip


def _of(charts: Iterable[Toll], speaker: str) -> tuple[Toll, ...]:
    """Charts with the points of one speaker; all where none is named."""
    if not speaker:
        return tuple(charts)
    kept = (Toll(chart.title, chart.href, tuple(one for one in chart.points if one.speaker == speaker)) for chart in charts)
    return tuple(chart for chart in kept if chart.points)


def newest_nights(record: Record, count: int = NIGHTS_ON_FRONT) -> tuple[Night, ...]:
    """The last nights of air raids, one bar for each speaker and night."""
    first, last = _range(record, "", "")
    return nights_between(record, first, last)[0][-count:] if last else ()


def _range(record: Record, first: str, last: str) -> tuple[str, str]:
    if not last:
        last = listings.newest_figure(record.store, (*RAIDS, *TOLLS)) or ""
    return (first or (shift(last, -SPAN_DAYS) if last else "")), last


def tolls_between(record: Record, first: str, last: str) -> tuple[tuple[Toll, ...], int]:
    """Tolls of events that were told more than once, those told most often first; (tolls, figures withheld)."""
    groups: dict[tuple[str, str], list[FigureRow]] = defaultdict(list)
    for row in listings.figures_between(record.store, TOLLS, first, last, TOLL_ROWS):
        if row.event_id and row.status not in UNTOLD:
            groups[row.event_id, row.measure].append(row)
    many = [key for key, told in groups.items() if len({_said(row)[:2] for row in told}) > 1 or _is_changed(told)]
    many.sort(key=lambda key: (-len({_said(row) for row in groups[key]}), key))
    withheld, tolls = 0, []
    for event, measure in many[:TOLL_EVENTS]:
        found = queries.event(record.store, event)
        if found is None or (found.type == "FIGURE" and found.place is None):  # a count over time, of no event
            continue
        points, lost = _points(record, groups[event, measure])
        withheld += lost
        if _is_told_again(points):
            tolls.append(Toll(f"{found.title}: {record.strings.label('measure', measure)}", f"/event/{event}", points))
    return tuple(tolls), withheld


def tolls_of(record: Record, event: Event) -> tuple[Toll, ...]:
    """Tolls of one event that were given on several days or by several speakers; what has no words is not drawn."""
    rows: dict[str, list[FigureRow]] = defaultdict(list)
    for row in listings.figures_of(record.store, event.claims):
        if row.measure in TOLLS and row.status not in UNTOLD:
            rows[row.measure].append(row)
    made = ((measure, _points(record, told)[0]) for measure, told in rows.items())
    return tuple(Toll(capital(record.strings.label("measure", measure)), f"/event/{event.id}", points) for measure, points in made if _is_told_again(points))


def _points(record: Record, rows: Iterable[FigureRow]) -> tuple[tuple[Point, ...], int]:
    """Each answer once: by day, speaker and value. Of several that one page has from one speaker, the largest is the toll."""
    told, replaced, withheld = shown(record, rows)
    most: dict[tuple[str, str], Shown] = {}
    for one in told:
        key = one.line.document, one.speaker
        if one.saying.row.of is None and (key not in most or one.saying.row.low > most[key].saying.row.low):
            most[key] = one
    points = [point(record, one, replaced) for one in most.values()]
    kept = {(one.day, one.speaker, one.low, one.op): one for one in points if one.day}
    return tuple(sorted(kept.values(), key=lambda one: (one.day, one.side.order, one.speaker, one.low))), withheld


def _is_told_again(points: Iterable[Point]) -> bool:
    """True for figures of several days or speakers, and for one that its speaker replaced."""
    told = tuple(points)
    return len({(one.day, one.speaker) for one in told}) > 1 or any(one.replaced_by for one in told)


def _is_changed(rows: Iterable[FigureRow]) -> bool:
    """True where pages differ in a figure."""
    told = {(row.document, row.low) for row in rows}
    return len({document for document, _ in told}) > 1 and len({low for _, low in told}) > 1


def _said(row: FigureRow) -> tuple[str, str, float, str]:
    return (row.published or "")[:10], row.speaker, row.low, row.op
