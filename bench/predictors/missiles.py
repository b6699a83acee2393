"""Air attacks on Ukraine as pages tell them, to be held against a table of nights."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bench.predictors.tables import Row, claims, country, rows_of

MEASURES = frozenset(("launched", "intercepted", "lost"))


def predict(rows: Iterable[Row]) -> Iterator[Row]:
    """One row a dated claim, with the country attacked."""
    for claim in claims(rows):
        attacked = country(claim.actor) if claim.mode == "intercept" else country(claim.recipient)
        if claim.event == "ASSAULT" and attacked:
            yield from rows_of(claim, MEASURES, against=attacked)
