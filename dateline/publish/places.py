"""Events and what a reader asks to see of them -> places on a map and in a list; both hold the same."""

from __future__ import annotations

import re

from dateline.errors import InputError
from dateline.publish.pages import Map
from dateline.publish.parts import Spot
from dateline.publish.record import Record, topic_address
from dateline.records import Side
from dateline.store import listings, queries
from dateline.store.listings import Scope

DRAWN = frozenset({"facility", "settlement", "district", "region"})
BOX = r"-?[0-9]{1,3}(\.[0-9]{1,3})?(,-?[0-9]{1,3}(\.[0-9]{1,3})?){3}"  # west,south,east,north
SMALLEST = 0.2  # degrees that a map spans at least


def places(record: Record, scope: Scope, side: str = "", box: str = "", lit: str = "") -> Map:
    """Places of the events in scope, most events first.

    Args:
        side: id of a side that acted; "" = any.
        box: "west,south,east,north" in degrees; "" = the desk's extent.
        lit: name of a place to point out.

    Raises:
        InputError: the box is none.
    """
    chosen = next((one for one in record.desk.sides if one.id == side and one.countries), Side("", ""))
    scope = Scope(scope.first, scope.last, scope.type, chosen.countries)
    open_scope = scope == Scope()
    rows = record.once(listings.spots) if open_scope else listings.spots(record.store, scope)
    spots = tuple(_spot(row) for row in rows)
    drawn = sum(spot.events for spot in spots if spot.precision in DRAWN and spot.lat is not None)
    total = listings.count_events_in(record.store, scope)
    days = tuple(sorted(record.once(queries.days)))
    types = tuple(f"{kind}/{mode}" if mode else kind for kind, mode, _ in record.once(listings.types))
    return Map(
        record.strings("map.title"), record.desk.extent, spots, total - drawn, days, total, scope.first, scope.last, scope.type, chosen.id,
        _box(box), lit, record.once(listings.latest_day) or "", types,
    )  # fmt: skip


def _box(told: str) -> tuple[float, ...]:
    """The corners in order and on the map, with some ground between them."""
    if not told:
        return ()
    if not re.fullmatch(BOX, told):
        raise InputError("is no box of four degrees", f"bbox={told[:40]}", "Write it as west,south,east,north.")
    one, low, other, high = (float(part) for part in told.split(","))
    west, east = _span(one, other, 180.0)
    south, north = _span(low, high, 84.0)
    return west, south, east, north


def _span(one: float, other: float, limit: float) -> tuple[float, float]:
    first = max(-limit, min(one, other, limit - SMALLEST))
    return round(first, 3), round(min(limit, max(one, other, first + SMALLEST)), 3)


def _spot(row: listings.SpotRow) -> Spot:
    place = row.event.place
    precision = (place.precision or "") if place else ""
    located = place if place and precision in DRAWN else None
    digits = 4 if precision in {"facility", "settlement"} else 1
    return Spot(
        row.name, topic_address("place", row.name), precision, row.country,
        round(located.lat, digits) if located and located.lat is not None else None,
        round(located.lon, digits) if located and located.lon is not None else None,
        row.events, row.newest or "",
    )  # fmt: skip
