"""New updates of the record -> every open live page: one look at the record a second, however many read.

An event's id is "<order of its document>-<place among its updates>"; a reader who was cut off names the last one it got
and is sent what came after.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable

from msgspec import Struct

HEARTBEAT_SECONDS = 15.0
LOOK_SECONDS = 1.0
RETRY_MILLISECONDS = 3000


class Sent(Struct, frozen=True):
    """An update as it goes over the wire; no html = a heartbeat."""

    id: str = ""
    html: str = ""


class Wire:
    """Tells readers of new updates.

    Args:
        last: place of the newest document in the order of reading.
        after: updates of the documents after a place, rendered: (place, html).
    """

    def __init__(self, last: Callable[[], int], after: Callable[[int], list[tuple[int, str]]]) -> None:
        self._last, self._after = last, after
        self._seen = -1
        self._news = asyncio.Condition()
        self._kept: dict[int, list[str]] = {}
        self._watching: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin to look at the record."""
        self._seen = await asyncio.to_thread(self._last)
        self._watching = asyncio.create_task(self._watch())

    async def stop(self) -> None:
        """Look no more."""
        if self._watching is not None:
            self._watching.cancel()

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            newest = await asyncio.to_thread(self._last)
            if newest > self._seen:
                await self._take(newest)

    async def _take(self, newest: int) -> None:
        fresh = await asyncio.to_thread(self._after, self._seen)
        async with self._news:
            self._kept = _grouped(fresh)
            self._seen = newest
            self._news.notify_all()

    async def updates(self, last_id: str = "") -> AsyncIterator[Sent]:
        """Updates after the one of this id, or from now on; a heartbeat where nothing comes."""
        place, number = _place(last_id) or (self._seen, 0)
        if place < self._seen or number:
            for sent in _sent(await asyncio.to_thread(self._after, place - 1), place, number):
                yield sent
        place = self._seen
        while True:
            if not await self._changed(place):
                yield Sent()
                continue
            for sent in _sent([(at, html) for at, group in self._kept.items() for html in group], place, -1):
                yield sent
            place = self._seen

    async def _changed(self, place: int) -> bool:
        async with self._news:
            try:
                await asyncio.wait_for(self._news.wait_for(lambda: self._seen > place), HEARTBEAT_SECONDS)
            except TimeoutError:
                return False
        return True


def _place(identifier: str) -> tuple[int, int] | None:
    place, _, number = identifier.partition("-")
    return (int(place), int(number)) if place.isdigit() and number.isdigit() else None


def _grouped(fresh: list[tuple[int, str]]) -> dict[int, list[str]]:
    groups: dict[int, list[str]] = {}
    for place, html in fresh:
        groups.setdefault(place, []).append(html)
    return groups


def _sent(fresh: list[tuple[int, str]], place: int, number: int) -> list[Sent]:
    """What comes after update `number` of document `place`; -1 = after the whole document."""
    found = []
    for at, group in _grouped(fresh).items():
        found += [Sent(f"{at}-{n}", html) for n, html in enumerate(group, 1) if at > place or (at == place and -1 < number < n)]
    return found
