"""Losses of a side as pages tell them, to be held against a table of daily totals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bench.predictors.tables import Row, claims, country, rows_of

MEASURES = frozenset(("killed", "casualties", "lost", "destroyed"))


def predict(rows: Iterable[Row]) -> Iterator[Row]:
    """One row a dated claim, with the side that lost."""
    for claim in claims(rows):
        side = country(claim.recipient)
        if side and claim.mode != "intercept":
            yield from rows_of(claim, MEASURES, side=side)
