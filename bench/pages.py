"""Pages of a record of 100,000 claims: server time and size of each kind, and how soon 500 open live pages hear of an update.

Server time is the CPU time of one core from question to HTML, p95 over the addresses of a kind; the limit is 100 ms. A page
is smaller than 150 kB, the map apart. Live pages are 500 connections on loopback to a server in its own process; what is
measured is the time from the commit of a document to its arrival at each of them; the limit is one second for the slowest.
The ratio to each limit is printed; the run fails at twice a limit of time (machines are shared) and at any page too large.
"""

from __future__ import annotations

import asyncio
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from msgspec import Struct

from bench.big_record import build
from dateline.config import load_desk
from dateline.publish.record import Record
from dateline.publish.render import View, html
from dateline.publish.routes import PAGES, Asked, Route, parts_of
from dateline.records import Document, Item, Page, Passage, Sentence
from dateline.store import Store

P95_MILLISECONDS = 100.0
MOST_BYTES = 150_000
LIVE_SECONDS = 1.0
READERS = 500
UPDATES = 5
EACH = 12  # addresses of a kind
ROUNDS = 3
DESK = "russia-ukraine"
LARGE = frozenset({"/places"})
BLOCK = re.compile(r'id="block-(fresh\w+)-')
QUERIES: dict[str, tuple[dict[str, str], ...]] = {
    "/": ({},),
    "/live": ({}, {"page": "40"}, {"order": "oldest"}, {"order": "oldest", "page": "200"}, {"with": "block-d004000-1"}),
    "/events": ({}, {"page": "90"}, {"conflict": ""}, {"conflict": "", "page": "50"}),
    "/places": ({}, {"from": "2024-01-01", "to": "2024-03-01"}, {"from": "2025-02-01"}),
    "/figures": ({}, {"from": "2023-01-01", "to": "2023-02-15"}, {"speaker": "Ukraine's air force"}, {"from": "2022-02-24"}),
    "/search": (
        {"q": "prisoners grain"}, {"q": "talks"}, {"q": "drones side:russia"}, {"q": 'speaker:"air force" after:2024-01-01'}, {"q": "side:ukraine"},
        {"q": "type:ASSAULT/intercept has:conflict"}, {"q": "measure:killed"}, {"q": "place:grad before:2023-01-01"}, {"q": "has:conflict", "page": "80"},
        {"q": "side:others measure:injured"}, {"q": "speaker:nobody"}, {"q": "talks speaker:council place:sk has:conflict"}, {"q": "nothing-like-this"},
        {"q": "grain side:media"}, {"q": "measure:released speaker:general"}, {"q": "after:2025-01-01 type:AID"},
    ),
}  # fmt: skip


class Kind(Struct, frozen=True):
    """One kind of page as measured."""

    path: str
    pages: int
    p95: float  # milliseconds of CPU
    slowest: str  # its address
    most_bytes: int


def main(path: Path | None = None) -> int:
    """Print a row for each kind of page and one for live pages; 1 where a limit is passed."""
    with tempfile.TemporaryDirectory() as folder:
        record = path or Path(folder) / "record.sqlite"
        claims = build(record) if path is None else 0
        kinds = list(measured(record))
        for kind in kinds:
            print(_row(kind))
        times = sorted(asyncio.run(heard(record)))
    worst = max(kind.p95 for kind in kinds)
    middle, last = times[len(times) // 2], times[-1]
    print(f"pages: {claims or 'given'} claims, slowest kind p95 {worst:.0f} ms, {worst / P95_MILLISECONDS:.2f} of the limit")
    print(f"live: {len(times)} arrivals at {READERS} readers, median {middle:.3f} s, slowest {last:.3f} s, {last / LIVE_SECONDS:.2f} of the limit")
    large = any(kind.most_bytes > MOST_BYTES for kind in kinds if kind.path not in LARGE)
    return int(worst > 2 * P95_MILLISECONDS or last > 2 * LIVE_SECONDS or large or len(times) < READERS * UPDATES)


def _row(kind: Kind) -> str:
    return f"{kind.path:16} {kind.pages:3} pages  p95 {kind.p95:6.1f} ms  {kind.p95 / P95_MILLISECONDS:5.2f}  {kind.most_bytes / 1000:6.1f} kB  {kind.slowest}"


# ---- server time ----


def measured(path: Path) -> Iterator[Kind]:
    """Each kind of page, in the order of PAGES; the first page of all warms the templates."""
    with Store(path, read_only=True) as store:
        record = Record(store, load_desk(DESK))
        _milliseconds(record, PAGES[0], "/", {})
        for route in PAGES:
            asked = list(_asked(record, route))
            if not asked:
                continue
            rows = [(*_best(record, route, address, query), f"{address} {query or ''}".strip()) for address, query in asked]
            times = sorted(row[0] for row in rows)
            slowest = max(rows)
            yield Kind(route.path, len(rows), times[min(len(times) - 1, int(len(times) * 0.95))], slowest[2], max(row[1] for row in rows))


def _asked(record: Record, route: Route) -> Iterable[tuple[str, dict[str, str]]]:
    if route.path in QUERIES:
        return [(route.path, query) for query in QUERIES[route.path]]
    every = list(islice(route.addresses(record), 200_000))
    step = max(1, len(every) // EACH)
    return [(address, {}) for address in [*every[:3], *every[3::step]][: EACH + 3]]


def _best(record: Record, route: Route, address: str, query: dict[str, str]) -> tuple[float, int]:
    """The middle of a few rounds: (milliseconds, bytes)."""
    rounds = sorted(_milliseconds(record, route, address, query) for _ in range(ROUNDS))
    return rounds[len(rounds) // 2]


def _milliseconds(record: Record, route: Route, address: str, query: dict[str, str]) -> tuple[float, int]:
    start = time.process_time()
    page = route.build(record, Asked(parts_of(route.path, address), query))
    text = html(route.template, page, record, View(address, menu=route.menu)).encode() if page is not None else b""
    return 1000 * (time.process_time() - start), len(text)


# ---- live ----


async def heard(path: Path) -> list[float]:
    """Seconds from each commit to each arrival."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    command = [sys.executable, "-m", "dateline", "serve", "--record", str(path), "--port", str(port), "--desk", DESK]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        await asyncio.wait_for(asyncio.to_thread(server.stdout.readline if server.stdout else str), 60)
        return await _readers(path, port)
    finally:
        server.terminate()
        server.wait()


async def _readers(path: Path, port: int) -> list[float]:
    lines = [await _opened(port) for _ in range(READERS)]
    listening = asyncio.gather(*(_arrivals(reader) for reader, _ in lines))
    committed: dict[str, float] = {}
    for _ in range(UPDATES):
        await asyncio.sleep(1.37)  # not in step with the server's looks
        identifier = f"fresh{time.time_ns():x}"
        committed[identifier] = await asyncio.to_thread(_publish, path, identifier)
    arrivals = await asyncio.wait_for(listening, 60)
    for _, writer in lines:
        writer.close()
    return [moment - committed[identifier] for some in arrivals for identifier, moment in some.items()]


async def _opened(port: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    for _ in range(200):
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            break
        except ConnectionRefusedError:
            await asyncio.sleep(0.05)
    writer.write(b"GET /live/stream HTTP/1.1\r\nhost: bench\r\naccept: text/event-stream\r\n\r\n")
    while (await reader.readline()).strip():
        pass  # headers
    return reader, writer


async def _arrivals(reader: asyncio.StreamReader) -> dict[str, float]:
    """When this reader got each update, by document."""
    found: dict[str, float] = {}
    while len(found) < UPDATES:
        line = (await reader.readline()).decode()
        if match := BLOCK.search(line):
            found.setdefault(match.group(1), time.monotonic())
    return found


def _publish(path: Path, identifier: str) -> float:
    """Save a page of one item; the moment of its commit."""
    text = "Ferry runs again\n\nThe harbour master said on the day that the ferry runs again."
    start = text.index("The")
    document = Document(identifier, text, name=identifier, title="Ferry runs again", source="harbour", outlet="Harbour")
    passages = (Passage(0, 1, "headline", 0, start - 2), Passage(1, 1, "paragraph", start, len(text)))
    page = Page((Item(1, "update", "Ferry runs again", 0, len(text), "2025-03-14T12:00:00Z"),), passages, (Sentence(0, 1, 1, start, len(text), "paragraph"),))
    with Store(path) as store:
        store.save(document, page, [])
    return time.monotonic()
