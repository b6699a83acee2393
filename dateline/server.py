"""The record over HTTP: routes in one list, read-only, on this machine alone unless told otherwise.

Every page answers with HTML or, at the same address with ".json", "?format=json" or an Accept header, with JSON.
"""

from __future__ import annotations

import asyncio
import hashlib
import mimetypes
import socket
import threading
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import quote

import msgspec
from litestar import Litestar, Request, Response, get, post
from litestar.datastructures import Cookie, MutableScopeHeaders, State
from litestar.exceptions import HTTPException
from litestar.handlers import HTTPRouteHandler
from litestar.middleware.rate_limit import RateLimitConfig
from litestar.response import Redirect, Stream
from litestar.types import Message, Scope

from dateline.errors import DatelineError, InputError
from dateline.publish import brief, checks, exports, feeds, lists
from dateline.publish.api import openapi
from dateline.publish.pages import Brief, Check, EventPage, Page, Problem
from dateline.publish.record import Record
from dateline.publish.render import STATIC, THEMES, View, html, json, static_version
from dateline.publish.routes import PAGES, Asked, Route, nights_and_tolls
from dateline.publish.strings import Strings
from dateline.publish.wire import OPENING, Wire, message
from dateline.records import Desk, Document, Finding
from dateline.store import Store, listings

if TYPE_CHECKING:
    from types import FrameType

    from dateline.pipeline import Pipeline

Answer = TypeVar("Answer")
THREADS = 4
Checking = Callable[[Record, str], Sequence[Finding]]
CHECK_BYTES = 4 * checks.LIMIT + 10_000
HEADERS = {
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self';"
    " form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
YEAR_SECONDS = 31_536_000
MOST_CONNECTIONS = 2000  # more are told to come back later


class Reading:
    """The record as each thread reads it: one connection a thread, opened without the right to write."""

    def __init__(self, path: str | Path, desk: Desk, check: Checking | None = None) -> None:
        self.path, self.desk, self.check = path, desk, check
        self._local = threading.local()
        self._threads = ThreadPoolExecutor(THREADS, "reading")

    def record(self, zone: str = "UTC") -> Record:
        """The record with times in a zone."""
        records: dict[str, Record] = self._local.__dict__.setdefault("records", {})
        if zone not in records:
            records[zone] = Record(Store(self.path, read_only=True), self.desk, Strings("en", zone))
        return records[zone]

    async def run(self, work: Callable[[], Answer]) -> Answer:
        """Work on one of the reading threads, off the loop that holds the connections."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)

    def zone(self, request: Request[Any, Any, Any]) -> str:
        """The reader's choice where the desk offers it."""
        chosen = request.cookies.get("zone", "")
        return chosen if chosen in self.desk.zones else self.desk.zones[0]


def app(path: str | Path, desk: Desk, *, check: Checking | None = None) -> Litestar:
    """The server of a record.

    Args:
        check: findings of a text against the record; without it the check page says so.
    """
    reading = Reading(path, desk, check)
    wire = Wire(lambda: listings.last_read(reading.record().store), lambda seq: _rendered(reading, seq))
    return Litestar(
        [
            *(_page_handler(reading, route) for route in PAGES),
            *_check_handlers(reading),
            _feed_handler(reading),
            _search_feed_handler(reading),
            _figures_csv_handler(reading),
            _export_handler(reading),
            _stream_handler(wire),
            _static_handler(),
            preferences,
            robots,
            described,
        ],
        openapi_config=None,
        logging_config=None,
        before_send=[_guard],
        exception_handlers={HTTPException: _problem(reading), DatelineError: _problem(reading), Exception: _problem(reading)},
        on_startup=[wire.start],
        on_shutdown=[wire.stop],
        state=State({"wire": wire}),
        request_max_body_size=CHECK_BYTES,
    )


def run(path: str | Path, desk: Desk, host: str = "127.0.0.1", port: int = 8787, say: Callable[[str], None] = print) -> None:
    """Serve a record until stopped; texts are checked against it by the stages compiled for the desk.

    Args:
        port: 0 takes a free one.
        say: told the address once the server listens.

    Raises:
        RecordError: there is no such record.
        InputError: the address is taken.
    """
    import uvicorn

    Store(path, read_only=True).close()
    listener = _listener(host, port)
    address = f"http://{host if ':' not in host else f'[{host}]'}:{listener.getsockname()[1]}/"
    served = app(path, desk, check=_checker(desk))

    class Server(uvicorn.Server):
        def handle_exit(self, sig: int, frame: FrameType | None) -> None:
            served.state.wire.close()  # open live pages would hold the server up
            super().handle_exit(sig, frame)

    config = uvicorn.Config(served, log_level="warning", server_header=False, timeout_graceful_shutdown=2, limit_concurrency=MOST_CONNECTIONS)
    say(f"{desk.title}: {address}")
    Server(config).run(sockets=[listener])


def _listener(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        raise InputError(f"cannot listen there ({error.strerror})", f"{host}:{port}", "Name another port with --port, or 0 for a free one.") from error


def _checker(desk: Desk) -> Checking:
    """Findings of a text against the record; stages are compiled at the first text, once, and used by one thread at a time."""
    lock = threading.Lock()
    compiled: list[Pipeline] = []

    def check(record: Record, text: str) -> Sequence[Finding]:
        from dateline.pipeline import Pipeline, check_record

        with lock:
            if not compiled:
                compiled.append(Pipeline(desk))
            return check_record(record.store, compiled[0], Document("draft", text, name="draft"))

    return check


async def _guard(message: Message, scope: Scope) -> None:
    """Security headers on every answer, errors included."""
    if message["type"] == "http.response.start":
        headers = MutableScopeHeaders.from_message(message)
        for name, value in HEADERS.items():
            headers[name] = value


# ---- pages ----


def _page_handler(reading: Reading, route: Route) -> HTTPRouteHandler:
    middleware = [RateLimitConfig(rate_limit=("minute", 120)).middleware] if route.path == "/search" else []

    @get(_patterns(route.path), name=route.path, middleware=middleware)
    async def page(request: Request[Any, Any, Any]) -> Response[Any]:
        return await reading.run(lambda: _answer(reading, route, request))

    return page


def _patterns(path: str) -> list[str]:
    """Litestar's way to write a route; a page without parts has its JSON at ".json"."""
    if path == "/":
        return ["/", "/index.json"]
    for name, kind in (("{day}", "str"), ("{id}", "str"), ("{name}", "path")):
        if name in path:
            return [path.replace(name, f"{name[:-1]}:{kind}}}")]
    return [path, f"{path}.json"]


def _answer(reading: Reading, route: Route, request: Request[Any, Any, Any]) -> Response[Any]:
    record = reading.record(reading.zone(request))
    parts, ending = _parts(request)
    page = route.build(record, Asked(parts, dict(request.query_params)))
    if page is None:
        raise HTTPException(status_code=404)
    edition = _edition(record, page, ending, _base(request))
    if edition is not None:
        return _cached(request, *edition)
    if ending == "json" or _wants_json(request):
        return _cached(request, json(page), "application/json")
    return _cached(request, html(route.template, page, record, _view(request, reading, route.menu)).encode(), "text/html")


def _parts(request: Request[Any, Any, Any]) -> tuple[dict[str, str], str]:
    """(parts of the path, ending that asks for a format)."""
    path = request.url.path
    ending = next((name for name in ("json", "md", "txt", "csv") if path.endswith(f".{name}")), "")
    parts = {name: str(value).lstrip("/").removesuffix(f".{ending}" if ending else "") for name, value in request.path_params.items()}
    return parts, ending


def _edition(record: Record, page: Page, ending: str, base: str) -> tuple[bytes, str] | None:
    """Other forms of a page: a brief as Markdown or plain text, an event's accounts as CSV."""
    if isinstance(page, Brief) and ending == "md":
        return brief.markdown(page, record, base).encode(), "text/markdown"
    if isinstance(page, Brief) and ending == "txt":
        return brief.plain(page, record, base).encode(), "text/plain"
    if isinstance(page, EventPage) and ending == "csv":
        return "".join(exports.accounts_csv(page.accounts)).encode(), "text/csv"
    return None


def _wants_json(request: Request[Any, Any, Any]) -> bool:
    accept = request.headers.get("accept", "")
    return request.query_params.get("format") == "json" or ("application/json" in accept and "text/html" not in accept)


def _view(request: Request[Any, Any, Any], reading: Reading, menu: str = "") -> View:
    theme = request.cookies.get("theme", "")
    query = request.url.query or ""
    return View(request.url.path, query, theme if theme in THEMES else THEMES[0], reading.zone(request), menu, _base(request))


def _base(request: Request[Any, Any, Any]) -> str:
    return str(request.base_url).rstrip("/")


def _cached(request: Request[Any, Any, Any], content: bytes, media_type: str, *, status: int = 200) -> Response[Any]:
    """The content, or 304 where the reader has it already."""
    tag = f'"{hashlib.blake2b(content, digest_size=12).hexdigest()}"'
    headers = {"etag": tag, "cache-control": "no-cache", "vary": "Accept, Cookie"}
    if status == 200 and tag in request.headers.get("if-none-match", ""):
        return Response(b"", status_code=304, headers=headers, media_type=media_type)
    return Response(content, status_code=status, headers=headers, media_type=media_type)


# ---- check ----


def _check_handlers(reading: Reading) -> list[HTTPRouteHandler]:
    def answer(request: Request[Any, Any, Any], page: Check, status: int = 200) -> Response[Any]:
        if _wants_json(request):
            return _cached(request, json(page), "application/json", status=status)
        text = html("check.html", page, reading.record(reading.zone(request)), _view(request, reading, "check"))
        return _cached(request, text.encode(), "text/html", status=status)

    @get("/check")
    async def form(request: Request[Any, Any, Any]) -> Response[Any]:
        return await reading.run(lambda: answer(request, checks.blank()))

    @post("/check", status_code=200, middleware=[RateLimitConfig(rate_limit=("minute", 30)).middleware])
    async def checked(request: Request[Any, Any, Any]) -> Response[Any]:
        sent = await request.form()
        text, only = str(sent.get("text", "")), str(sent.get("only", ""))
        strings = reading.record().strings
        if reading.check is None:
            return answer(request, checks.blank(strings("check.unavailable"), text), 503)
        if not text.strip():
            return answer(request, checks.blank(strings("check.empty")), 400)
        if len(text) > checks.LIMIT:
            return answer(request, checks.blank(strings("check.too_long", limit=strings.number(checks.LIMIT)), text[: checks.LIMIT]), 413)
        return await reading.run(lambda: answer(request, _checked(reading, text, only)))

    return [form, checked]


def _checked(reading: Reading, text: str, only: str) -> Check:
    record = reading.record()
    findings = reading.check(record, text) if reading.check else ()
    return checks.check_page(record, text, findings, only)


# ---- feeds and files ----


def _feed_handler(reading: Reading) -> HTTPRouteHandler:
    @get([f"/feed.{ending}" for ending in feeds.FORMATS])
    async def feed(request: Request[Any, Any, Any]) -> Response[Any]:
        media_type, made = feeds.FORMATS[request.url.path.rpartition(".")[2]]
        return _cached(request, await reading.run(lambda: made(feeds.newest(reading.record()), _base(request))), media_type)

    return feed


def _search_feed_handler(reading: Reading) -> HTTPRouteHandler:
    limited = RateLimitConfig(rate_limit=("minute", 120)).middleware

    @get([f"/search.{ending}" for ending in ("atom", "rss")], middleware=[limited])
    async def feed(request: Request[Any, Any, Any]) -> Response[Any]:
        media_type, made = feeds.FORMATS[request.url.path.rpartition(".")[2]]
        query = request.query_params.get("q", "")
        return _cached(request, await reading.run(lambda: made(feeds.found(reading.record(), query), _base(request))), media_type)

    return feed


def _figures_csv_handler(reading: Reading) -> HTTPRouteHandler:
    @get("/figures.csv")
    async def figures_csv(request: Request[Any, Any, Any]) -> Response[Any]:
        page = await reading.run(lambda: nights_and_tolls(reading.record(), Asked({}, dict(request.query_params))))
        return _cached(request, "".join(exports.nights_csv(page.nights)).encode(), "text/csv")

    return figures_csv


def _export_handler(reading: Reading) -> HTTPRouteHandler:
    @get("/export/{name:str}")
    async def export(request: Request[Any, Any, Any]) -> Stream:
        name = request.path_params["name"]
        if name not in exports.EXPORTS:
            raise HTTPException(status_code=404)
        media_type, made = exports.EXPORTS[name]

        def content() -> Iterator[str]:
            yield from made(reading.record())

        return Stream(content, media_type=media_type, headers={"content-disposition": f'attachment; filename="{name}"'})

    return export


def _static_handler() -> HTTPRouteHandler:
    files = {path.relative_to(STATIC).as_posix(): path.read_bytes() for path in STATIC.rglob("*") if path.is_file()}

    @get("/static/{name:path}", sync_to_thread=False)
    def static(request: Request[Any, Any, Any]) -> Response[Any]:
        key = str(request.path_params["name"]).lstrip("/")
        if key not in files:
            raise HTTPException(status_code=404)
        media_type = mimetypes.guess_type(key)[0] or "application/octet-stream"
        answer = _cached(request, files[key], media_type)
        if request.url.query == static_version():
            answer.headers["cache-control"] = f"public, max-age={YEAR_SECONDS}, immutable"
        return answer

    return static


# ---- live ----


def _stream_handler(wire: Wire) -> HTTPRouteHandler:
    @get("/live/stream")
    async def stream(request: Request[Any, Any, Any]) -> Stream:
        async def messages() -> AsyncIterator[bytes]:
            yield OPENING
            async for sent in wire.updates(request.headers.get("last-event-id", "")):
                yield message(sent)

        return Stream(messages(), media_type="text/event-stream", headers={"x-accel-buffering": "no", "cache-control": "no-store"})

    return stream


def _rendered(reading: Reading, seq: int) -> list[tuple[int, str]]:
    record = reading.record()
    rows = listings.updates_read_after(record.store, seq)
    return [(place, html("update.html", lists.update(record, row, lists.SHOWN), record, View(path="/live"))) for place, row in rows]  # type: ignore[arg-type]


# ---- the rest ----


@get("/preferences", sync_to_thread=False)
def preferences(request: Request[Any, Any, Any]) -> Redirect:
    """Keep the reader's theme and zone in cookies, and go back to a page of this site."""
    theme, zone, back = (request.query_params.get(name, "") for name in ("theme", "zone", "back"))
    inside = back.startswith("/") and not back.startswith(("//", "/\\")) and back.isprintable()
    cookies = [
        Cookie(key=name, value=value, max_age=YEAR_SECONDS, httponly=True, samesite="lax")
        for name, value in (("theme", theme if theme in THEMES else THEMES[0]), ("zone", quote(zone[:60], safe="/_+-")))
    ]
    return Redirect(back if inside else "/", status_code=303, cookies=cookies)


@get("/robots.txt", sync_to_thread=False)
def robots() -> Response[str]:
    """Pages may be indexed; searches, checks and exports need not be."""
    return Response("User-agent: *\nDisallow: /search\nDisallow: /check\nDisallow: /export/\n", media_type="text/plain")


@get("/openapi.json", sync_to_thread=False)
def described(request: Request[Any, Any, Any]) -> Response[Any]:
    """What the JSON of every page holds, as OpenAPI 3.1."""
    return _cached(request, msgspec.json.format(msgspec.json.encode(openapi(_base(request))), indent=1), "application/json")


def _problem(reading: Reading) -> Callable[[Request[Any, Any, Any], Exception], Response[Any]]:
    def answer(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
        status = error.status_code if isinstance(error, HTTPException) else 400 if isinstance(error, DatelineError) else 500
        if status == 500:
            import traceback

            traceback.print_exception(error)
        record = reading.record()
        key = f"problem.{status}" if record.strings.has("problem", str(status)) else "problem.400"
        page = Problem(record.strings(key), status, str(error) if isinstance(error, DatelineError) else "")
        if _wants_json(request) or request.url.path.endswith(".json"):
            return Response(json(page), status_code=status, media_type="application/json")
        text = html("problem.html", page, record, _view(request, reading))
        return Response(text.encode(), status_code=status, media_type="text/html")

    return answer
