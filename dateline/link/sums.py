"""Figures that should add up: what was launched and what became of it, totals made of parts, rates told from counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from dateline.link.accounts import Accounts, counted_class
from dateline.link.nodes import speaker_key
from dateline.records import Claim, Figure, Sum

PARTS = frozenset(("intercepted", "lost"))
UNCOUNTED = frozenset(("distance", "duration", "rate", "other"))
MONTH = 30  # days that a "month" of a rate stands for
Told = tuple[Claim, Figure]


def sums(event: str, claims: Sequence[Claim], accounts: Accounts) -> Iterator[Sum]:
    """For each report: totals with their parts and what is left; a sum told twice is given once."""
    by_report: dict[tuple[str, int], list[Told]] = defaultdict(list)
    for claim in claims:
        for figure in claim.figures:
            if figure.op == "=" and figure.low == figure.high and figure.low > 0:
                by_report[claim.document, claim.item].append((claim, figure))
    found: dict[tuple[float, frozenset[float]], tuple[Told, list[Told], float, str]] = {}
    for key in sorted(by_report):
        for added in (*_fates(by_report[key]), *_composed(by_report[key]), *_rates(by_report[key])):
            found.setdefault((added[0][1].low, frozenset(figure.low for _, figure in added[1])), added)
    for (value, parts), (total, members, remainder, note) in found.items():
        if not any(other == value and parts < more for other, more in found):  # a report that leaves a part out adds nothing
            whole, *rest = (accounts(claim, figure) for claim, figure in (total, *members))
            yield Sum(event, whole, tuple(rest), remainder, note)


def _fates(told: Sequence[Told]) -> Iterator[tuple[Told, list[Told], float, str]]:
    """Launched, less what was shot down or lost, for each kind of weapon."""
    stated = {figure.of for _, figure in told if figure.of}
    for kind in sorted({counted_class(figure.object) for _, figure in told if figure.measure == "launched"}):
        launched = {figure.low: (claim, figure) for claim, figure in reversed(told) if figure.measure == "launched" and counted_class(figure.object) == kind}
        only = next(iter(launched.values())) if len(launched) == 1 else None
        whole = next((pair for value, pair in sorted(launched.items()) if value in stated), only)
        parts: dict[tuple[str, float], Told] = {}
        for claim, figure in told if whole else ():
            if whole and figure.measure in PARTS and counted_class(figure.object) in {kind, ""} and figure.of in {None, whole[1].low}:
                parts.setdefault((figure.measure, figure.low), (claim, figure))
        remainder = whole[1].low - sum(figure.low for _, figure in parts.values()) if whole else -1
        if whole and parts and remainder >= 0:
            yield whole, list(parts.values()), remainder, ""


def _composed(told: Sequence[Told]) -> Iterator[tuple[Told, list[Told], float, str]]:
    """A total of mixed things that one speaker's figures of the same measure make up: 78 missiles and 106 drones are 184 targets."""
    by_speaker: dict[tuple[str, str], dict[float, Told]] = defaultdict(dict)
    for claim, figure in told:
        if figure.measure not in UNCOUNTED:
            by_speaker[speaker_key(claim), figure.measure].setdefault(figure.low, (claim, figure))
    for key in sorted(by_speaker):
        parts = sorted(by_speaker[key].values(), key=lambda pair: -pair[1].low)
        if len(parts) >= 3 and round(parts[0][1].low - sum(figure.low for _, figure in parts[1:]), 6) == 0:
            yield parts[0], parts[1:], 0.0, ""


def _rates(told: Sequence[Told]) -> Iterator[tuple[Told, list[Told], float, str]]:
    """A monthly figure told beside a count over days: 17,400 in 10 days are 52,200 in 30."""
    days = [figure for _, figure in told if figure.measure == "duration" and figure.object == "day"]
    for claim, figure in told:
        for other, monthly in told:
            for span in days:
                if _is_counted_alike(figure, monthly) and figure.low < monthly.low and round(figure.low / span.low * MONTH) == monthly.low:
                    yield (other, monthly), [(claim, figure)], 0.0, f"{figure.low:g} in {span.low:g} days are {monthly.low:g} in {MONTH}"


def _is_counted_alike(count: Figure, monthly: Figure) -> bool:
    """True for one measure, or for one kind of thing where the measure of the count is not told."""
    is_same = count.measure == monthly.measure or (count.measure == "other" and count.object != "" and count.object == monthly.object)
    return is_same and count.measure != "duration"
