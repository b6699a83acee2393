"""Little reports with the sums and the figures over time that they make, as ``tests/cases/sums*.txt`` and ``series*.txt`` write them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bench.little_reports import Case, linked, pipeline
from dateline.calendar_days import shift
from dateline.pipeline import add, relink
from dateline.publish.figures import figures_page
from dateline.publish.parts import Night, Toll
from dateline.publish.record import Record
from dateline.records import Capture, Sum
from dateline.store import Store


def found_sums(case: Case) -> list[str]:
    """What the reports of a case add up to, as the file writes it."""
    return [_told(one) for one in linked(case).sums]


def _told(one: Sum) -> str:
    values = sorted((part.figure.low for part in one.parts if part.figure), reverse=True)
    parts = " + ".join(f"{value:.12g}" for value in values)
    whole = one.total.figure.low if one.total.figure else 0
    if one.note and len(one.parts) == 1:
        return f"rate {whole:.12g} = {parts} in {one.note.split(' in ')[1].split()[0]}"
    over = "over" if one.remainder < 0 else "short" if one.is_all else "left"
    left = "" if not one.remainder else f", {abs(one.remainder):.12g} {over}"
    return f"sum {whole:.12g} = {parts}{left}"


def found_series(case: Case) -> list[str]:
    """What the figures page draws of the reports of a case, as the file writes it."""
    with Store(":memory:") as store:
        add(store, pipeline(), [(Capture(report.id), b"", report) for report in case.reports], lambda _: None)
        relink(store, pipeline().desk)
        days = sorted(report.published for report in case.reports)
        page = figures_page(Record(store, pipeline().desk), shift(days[0], -3), shift(days[-1], 1))
    points = [*(point for chart in (*page.series, *page.tolls) for point in chart.points), *(point for night in page.nights for point in night.replaced)]
    gone = {f"replaced {point.speaker}, {point.measure}: {point.low:.12g} by {point.replaced_by.words}" for point in points if point.replaced_by}
    return [*(_night(night) for night in page.nights), *(line for chart in page.series for line in _series(chart)), *sorted(gone)]


def _night(night: Night) -> str:
    values = ((name, getattr(night, name)) for name in ("launched", "intercepted", "lost", "left", "unaccounted"))
    told = ", ".join(f"{name} {'at least ' if name in night.least else ''}{value:.12g}" for name, value in values if value is not None)
    return f"night {night.day} {night.speaker}, {night.object}: {told}"


def _series(chart: Toll) -> Iterator[str]:
    for speaker in dict.fromkeys(point.speaker for point in chart.points):
        mine = [point for point in chart.points if point.speaker == speaker]
        name = mine[0].object if mine[0].measure == "other" else mine[0].measure
        told = ", ".join(f"{point.day} {point.low:.12g}" for point in mine)
        yield f"series {speaker}, {f'{name} {mine[0].period}'.strip()}: {told}"


def is_told(found: Sequence[str], wanted: Sequence[str]) -> bool:
    """True where the same lines are found; a speaker may be shown under a fuller name than the file has ("governor")."""
    return len(found) == len(wanted) and all(_is_line(one, other) for one, other in zip(sorted(found, key=_rest), sorted(wanted, key=_rest), strict=True))


def _rest(line: str) -> str:
    """What follows the speaker, after the kind and day."""
    kind = re.match(r"\w+( 20\S+)?", line)
    return line.partition(", ")[2] + (kind.group() if kind else "")


def _is_line(found: str, wanted: str) -> bool:
    return _rest(found) == _rest(wanted) and wanted.partition(", ")[0].split()[-1] in found.partition(", ")[0]
