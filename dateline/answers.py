"""What every answer of the server shares: the record as each thread reads it, the reader's choices, caching."""

from __future__ import annotations

import asyncio
import hashlib
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from litestar import Request, Response
from litestar.exceptions import PermissionDeniedException, TooManyRequestsException

from dateline.publish.record import Record
from dateline.publish.render import THEMES, View
from dateline.publish.strings import Strings
from dateline.records import Desk, Finding
from dateline.store import Store

Answer = TypeVar("Answer")
Asking = Request[Any, Any, Any]
Checking = Callable[..., Sequence[Finding]]  # (record, text) or (record, text, words of given sources)
Fetching = Callable[[str], str]  # address -> the own text of its page
THREADS = 4
MINUTE = 60.0
MOST_ADDRESSES = 20_000  # whose questions are counted; stale ones are forgotten first


class Reading:
    """The record as each thread reads it: one connection a thread, opened without the right to write."""

    def __init__(self, path: str | Path, desk: Desk, check: Checking | None = None, fetch: Fetching | None = None) -> None:
        self.path, self.desk, self.check, self.fetch = path, desk, check, fetch
        self._local = threading.local()
        self._threads = ThreadPoolExecutor(THREADS, "reading")
        self._checking = ThreadPoolExecutor(1, "checking")  # the stages serve one text at a time; pages do not wait for it
        self._asked: dict[tuple[str, str], deque[float]] = {}

    def record(self, zone: str = "UTC") -> Record:
        """The record with times in a zone."""
        records: dict[str, Record] = self._local.__dict__.setdefault("records", {})
        if zone not in records:
            records[zone] = Record(Store(self.path, read_only=True), self.desk, Strings("en", zone))
        return records[zone]

    async def run(self, work: Callable[[], Answer]) -> Answer:
        """Work on one of the reading threads, off the loop that holds the connections."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)

    async def run_check(self, work: Callable[[], Answer]) -> Answer:
        """The same on the one thread that checks texts."""
        return await asyncio.get_running_loop().run_in_executor(self._checking, work)

    def limit(self, request: Asking, what: str, per_minute: int) -> None:
        """Counts what one address asks for. The connection's address counts, not a header that anyone may write.

        Raises:
            TooManyRequestsException: it asked more often within the last minute.
        """
        now = time.monotonic()
        if len(self._asked) > MOST_ADDRESSES:
            self._asked = {key: times for key, times in self._asked.items() if now - times[-1] < MINUTE}
        times = self._asked.setdefault((what, request.client.host if request.client else ""), deque(maxlen=per_minute))
        if len(times) == per_minute and now - times[0] < MINUTE:
            raise TooManyRequestsException(headers={"retry-after": str(int(MINUTE - (now - times[0])) + 1)})
        times.append(now)

    def zone(self, request: Asking) -> str:
        """The reader's choice where the desk offers it."""
        chosen = request.cookies.get("zone", "")
        return chosen if chosen in self.desk.zones else self.desk.zones[0]

    def view(self, request: Asking, menu: str = "") -> View:
        """How this reader sees a page."""
        theme = request.cookies.get("theme", "")
        query = request.url.query or ""
        return View(request.url.path, query, theme if theme in THEMES else THEMES[0], self.zone(request), menu, base_of(request))


def base_of(request: Asking) -> str:
    """Scheme and host that the reader asked."""
    return str(request.base_url).rstrip("/")


def wants_json(request: Asking) -> bool:
    """True where the reader asks for JSON by the query or the Accept header."""
    accept = request.headers.get("accept", "")
    return request.query_params.get("format") == "json" or ("application/json" in accept and "text/html" not in accept)


def cached(request: Asking, content: bytes, media_type: str, *, status: int = 200) -> Response[Any]:
    """The content, or 304 where the reader has it already."""
    tag = f'"{hashlib.blake2b(content, digest_size=12).hexdigest()}"'
    headers = {"etag": tag, "cache-control": "no-cache", "vary": "Accept, Cookie"}
    if status == 200 and tag in request.headers.get("if-none-match", ""):
        return Response(b"", status_code=304, headers=headers, media_type=media_type)
    return Response(content, status_code=status, headers=headers, media_type=media_type)


def attached(content: str, media_type: str, name: str) -> Response[Any]:
    """The content as a file to keep."""
    return Response(content.encode(), media_type=media_type, headers={"content-disposition": f'attachment; filename="{name}"', "cache-control": "no-store"})


def same_site(request: Asking) -> None:
    """Refuses what a page of another site makes a reader's browser send.

    Raises:
        PermissionDeniedException: it comes from elsewhere.
    """
    origin = request.headers.get("origin", "")
    elsewhere = request.headers.get("sec-fetch-site", "") in {"cross-site", "same-site"}
    if elsewhere or (origin and urlsplit(origin).netloc != request.headers.get("host", "")):
        raise PermissionDeniedException("Send the form from this site.")
