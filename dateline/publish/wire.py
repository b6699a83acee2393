"""New updates of the record -> every open live page: one look at the record ten times a second, however many read.

An event's id is "<order of its document>-<place among its updates>"; a reader who was cut off names the last one it got
and is sent what came after.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from typing import TypeVar

from msgspec import Struct

Answer = TypeVar("Answer")
HEARTBEAT_SECONDS = 15.0
LOOK_SECONDS = 0.1
KEPT = 300  # updates held for readers that lag behind
WHOLE = 1_000_000  # more than a document has updates
RETRY_MILLISECONDS = 3000


class Sent(Struct, frozen=True):
    """An update as it goes over the wire; no html = a heartbeat."""

    id: str = ""
    html: str = ""


@lru_cache(maxsize=KEPT)
def message(sent: Sent) -> bytes:
    """An update as a server-sent event, encoded once for all readers; a comment where nothing came."""
    if not sent.html:
        return b": still here\n\n"
    lines = "".join(f"data: {line}\n" for line in sent.html.splitlines())
    return f"id: {sent.id}\nevent: update\n{lines}\n".encode()


OPENING = f": live\nretry: {RETRY_MILLISECONDS}\n\n".encode()


class Wire:
    """Tells readers of new updates.

    Args:
        last: place of the newest document in the order of reading.
        after: updates of the documents after a place, rendered: (place, html).
    """

    def __init__(self, last: Callable[[], int], after: Callable[[int], list[tuple[int, str]]]) -> None:
        self._last, self._after = last, after
        self._seen = 0
        self._news = asyncio.Event()  # set and replaced whenever something came
        self._kept: deque[tuple[int, str]] = deque()
        self._whole_after = 0  # every update of the documents after this place is kept
        self._watching: asyncio.Task[None] | None = None
        self._closed = False
        self._thread = ThreadPoolExecutor(1, "wire")  # one connection to the record, whatever readers ask

    async def start(self) -> None:
        """Begin to look at the record."""
        self._seen = self._whole_after = await self._ask(self._last)
        self._watching = asyncio.create_task(self._watch())

    async def stop(self) -> None:
        """Look no more."""
        self.close()
        if self._watching is not None:
            self._watching.cancel()
        self._thread.shutdown(wait=False)

    def close(self) -> None:
        """Let every reader go: their streams end, and they come back by themselves once a server listens again."""
        self._closed = True
        self._news.set()

    async def _ask(self, work: Callable[[], Answer]) -> Answer:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            if await self._ask(self._last) > self._seen:
                self._take(await self._ask(lambda: self._after(self._seen)))

    def _take(self, fresh: list[tuple[int, str]]) -> None:
        self._kept.extend(fresh)
        while len(self._kept) > KEPT or (self._kept and self._kept[0][0] <= self._whole_after):
            self._whole_after = self._kept.popleft()[0]  # a document is kept whole or not at all
        self._seen = max([self._seen, *(place for place, _ in fresh)])
        self._news.set()
        self._news = asyncio.Event()

    async def updates(self, last_id: str = "") -> AsyncIterator[Sent]:
        """Updates after the one of this id, or from now on; a heartbeat where nothing comes."""
        place, number = _place(last_id) or (self._seen, WHOLE)
        while not self._closed:
            news = self._news
            for sent in _sent(await self._since(place, number), place, number):
                yield sent
            place, number = max(place, self._seen), WHOLE
            if news is self._news and not await _came(news):
                yield Sent()

    async def _since(self, place: int, number: int) -> list[tuple[int, str]]:
        """Updates of this document and later ones: those kept, or asked of the record where it has been longer."""
        before = place if number == WHOLE else place - 1  # the last document of which nothing is wanted
        if before >= self._whole_after:
            return list(self._kept)
        return await self._ask(lambda: self._after(place - 1)) if before < self._seen else []


async def _came(news: asyncio.Event) -> bool:
    """False after a while without news."""
    try:
        await asyncio.wait_for(news.wait(), HEARTBEAT_SECONDS)
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
    """What comes after update `number` of document `place`; WHOLE = after the whole document."""
    found = []
    for at, group in _grouped(fresh).items():
        found += [Sent(f"{at}-{n}", html) for n, html in enumerate(group, 1) if at > place or (at == place and n > number)]
    return found
