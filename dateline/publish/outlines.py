"""Coasts and borders of the world -> lines within an extent, for the outline map. Built by web/outlines.mjs; Natural Earth."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

import msgspec
from msgspec import Struct

from dateline.lexicons import DATA

Point = tuple[float, float]
UNIT = 100  # the file counts hundredths of a degree
MARGIN = 1.0  # degrees kept beyond the extent, so that lines leave the picture instead of ending


class World(Struct, frozen=True):
    """The file: each line is lon, lat, then differences."""

    about: str
    coasts: list[list[int]]
    borders: list[list[int]]


@cache
def world() -> World:
    """All lines, as built."""
    return msgspec.json.decode((DATA / "outlines.json").read_bytes(), type=World)


def lines(packed: Sequence[Sequence[int]], extent: tuple[float, float, float, float]) -> Iterator[list[Point]]:
    """The stretches of lines that run through an extent (west, south, east, north), in file order."""
    west, south, east, north = (side * UNIT for side in extent)
    margin = MARGIN * UNIT
    for line in packed:
        run: list[Point] = []
        x = y = 0
        for dx, dy in zip(line[::2], line[1::2], strict=True):
            x, y = x + dx, y + dy
            if west - margin <= x <= east + margin and south - margin <= y <= north + margin:
                run.append((x / UNIT, y / UNIT))
            else:
                if len(run) > 1:
                    yield run
                run = []
        if len(run) > 1:
            yield run
