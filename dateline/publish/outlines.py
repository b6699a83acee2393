"""Coasts and borders of the world -> lines within an extent, for the outline map. Built by web/outlines.mjs; Natural Earth."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

import msgspec
from msgspec import Struct

from dateline.lexicons import DATA

Point = tuple[float, float]
UNIT = 100  # the file counts hundredths of a degree


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
    """The stretches of lines that may run through an extent (west, south, east, north), in file order.

    A stretch is kept where the box around it meets the extent, so a long straight border is drawn though both its ends lie outside.
    """
    west, south, east, north = (side * UNIT for side in extent)
    for line in packed:
        run: list[Point] = []
        x, y = line[0], line[1]
        for dx, dy in zip(line[2::2], line[3::2], strict=True):
            a, b, x, y = x, y, x + dx, y + dy
            if min(a, x) <= east and max(a, x) >= west and min(b, y) <= north and max(b, y) >= south:
                run = run or [(a / UNIT, b / UNIT)]
                run.append((x / UNIT, y / UNIT))
            elif run:
                yield run
                run = []
        if run:
            yield run
