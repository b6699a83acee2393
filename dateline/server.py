"""The record over HTTP: routes in one list, read-only but for an editor (`reviewing.py`), on this machine alone unless told otherwise.

Every page answers with HTML or, at the same address with ".json", "?format=json" or an Accept header, with JSON.
"""

from __future__ import annotations

import mimetypes
import socket
import threading
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import msgspec
from litestar import Litestar, Request, Response, get
from litestar.datastructures import Cookie, MutableScopeHeaders, State
from litestar.exceptions import HTTPException
from litestar.handlers import HTTPRouteHandler
from litestar.response import Redirect, Stream
from litestar.types import Message, Scope

from dateline.answers import Checking, Fetching, Reading, base_of, cached, wants_json
from dateline.checking import CHECK_BYTES, check_handlers
from dateline.errors import DatelineError, InputError
from dateline.publish import checks, exports, feeds, lists
from dateline.publish.api import openapi
from dateline.publish.editions import ENDINGS, edition, endings
from dateline.publish.pages import Problem
from dateline.publish.parquet import is_available, parquet
from dateline.publish.record import Record
from dateline.publish.render import STATIC, THEMES, View, html, json, static_version
from dateline.publish.routes import PAGES, Asked, Route
from dateline.publish.wire import OPENING, Wire, message
from dateline.records import Desk, Document, Finding
from dateline.reviewing import LOOPBACK, Reviewing, review_handlers, token
from dateline.store import Store, listings, queries

if TYPE_CHECKING:
    from types import FrameType

    from dateline.pipeline import Pipeline

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
PER_MINUTE = {"/search": 120, "/export": 20}  # for one address
EVENT = "/event/{id}"
MOST_CONNECTIONS = 2000  # more are told to come back later


def app(path: str | Path, desk: Desk, *, check: Checking | None = None, fetch: Fetching | None = None, reviewing: Reviewing | None = None) -> Litestar:
    """The server of a record.

    Args:
        check: findings of a text against the record; without it the check page says so.
        fetch: the own text of the page at an address; without it addresses are not checked.
        reviewing: who may decide in the browser; without it the server only reads.
    """
    reading = Reading(path, desk, check, fetch)
    wire = Wire(lambda: listings.last_read(reading.record().store), lambda seq: _rendered(reading, seq))
    return Litestar(
        [
            *(_page_handler(reading, route) for route in PAGES),
            *check_handlers(reading),
            *(review_handlers(reading, reviewing) if reviewing else ()),
            _feed_handler(reading),
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


def run(
    path: str | Path, desk: Desk, host: str = "127.0.0.1", port: int = 8787, say: Callable[[str], None] = print, *, local: bool = False, editor: str = ""
) -> None:
    """Serve a record until stopped; texts are checked against it by the stages compiled for the desk.

    Args:
        port: 0 takes a free one.
        say: told the address once the server listens.
        local: the check page may fetch private and loopback addresses.

    Raises:
        InputError: there is no such record, or the address is taken.
    """
    import uvicorn

    Store(path, read_only=True).close()
    if editor and host not in LOOPBACK:
        raise InputError("decisions are taken on this machine only", host, "Leave out --host, or --review.")
    listener = _listener(host, port)
    address = f"http://{host if ':' not in host else f'[{host}]'}:{listener.getsockname()[1]}/"
    stages = _Stages(desk, local)
    reviewing = editing(desk, editor) if editor else None
    served = app(path, desk, check=stages.check, fetch=stages.fetch, reviewing=reviewing)

    class Server(uvicorn.Server):
        def handle_exit(self, sig: int, frame: FrameType | None) -> None:
            served.state.wire.close()  # open live pages would hold the server up
            super().handle_exit(sig, frame)

    config = uvicorn.Config(served, log_level="warning", server_header=False, timeout_graceful_shutdown=2, limit_concurrency=MOST_CONNECTIONS)
    say(f"{desk.title}: {address}")
    if reviewing:
        say(f"Review, for {editor} alone: {address}review?token={reviewing.token}")
    Server(config).run(sockets=[listener])


def editing(desk: Desk, editor: str) -> Reviewing:
    """Decides as the command line does, in the editor's name."""
    from dateline.deciding import decide
    from dateline.pipeline import in_force

    def kept(store: Store, kind: str, pair: tuple[str, str], undo: bool) -> object:
        return decide(store, desk, kind, pair, by=editor, undo=undo)

    return Reviewing(editor, kept, lambda store: in_force(queries.editor_decisions(store)), token())


def _listener(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        problem = (error.strerror or str(error)).partition(" (while")[0]  # the socket module repeats the address
        raise InputError(f"cannot listen there ({problem})", f"{host}:{port}", "Name another port with --port, or 0 for a free one.") from error


class _Stages:
    """Checks texts and reads addresses; stages are compiled at the first of them, once, and used by one thread at a time."""

    def __init__(self, desk: Desk, local: bool) -> None:
        self.desk, self.local = desk, local
        self._lock = threading.Lock()
        self._compiled: list[Pipeline] = []

    @contextmanager
    def _pipeline(self) -> Iterator[Pipeline]:
        from dateline.pipeline import Pipeline

        with self._lock:
            if not self._compiled:
                self._compiled.append(Pipeline(self.desk))
            yield self._compiled[0]

    def check(self, record: Record, text: str, against: str = "") -> Sequence[Finding]:
        """Findings of a text against the record, or against the words of given sources."""
        from dateline.pipeline import check_record

        draft = Document("draft", text, name="draft")
        with self._pipeline() as pipeline:
            if not against:
                return check_record(record.store, pipeline, draft)
            return pipeline.check(draft, [pipeline.read_draft(Document(checks.GIVEN, against, name=checks.GIVEN))])

    def fetch(self, address: str) -> str:
        """The own text of the page at an address; only public addresses unless told."""
        from dateline.pipeline import page_at

        document = page_at(address, local=self.local)
        with self._pipeline() as pipeline:
            return pipeline.own_text(document)


async def _guard(message: Message, scope: Scope) -> None:
    """Security headers on every answer, errors included."""
    if message["type"] == "http.response.start":
        headers = MutableScopeHeaders.from_message(message)
        for name, value in HEADERS.items():
            headers[name] = value


# ---- pages ----


def _page_handler(reading: Reading, route: Route) -> HTTPRouteHandler:
    @get(_patterns(route), name=route.path)
    async def page(request: Request[Any, Any, Any]) -> Response[Any]:
        if route.path in PER_MINUTE:
            reading.limit(request, route.path, PER_MINUTE[route.path])
        return await reading.run(lambda: _answer(reading, route, request))

    return page


def _patterns(route: Route) -> list[str]:
    """Litestar's way to write a route; a page without parts has its other forms at addresses of their own."""
    if route.path == "/":
        return ["/", "/index.json"]
    for name, kind in (("{day}", "str"), ("{id}", "str"), ("{name}", "path")):
        if name in route.path:
            return [route.path.replace(name, f"{name[:-1]}:{kind}}}")]
    return [route.path, *(f"{route.path}.{ending}" for ending in ("json", *endings(route.page)))]


def _answer(reading: Reading, route: Route, request: Request[Any, Any, Any]) -> Response[Any]:
    record = reading.record(reading.zone(request))
    parts, ending = _parts(request)
    page = route.build(record, Asked(parts, dict(request.query_params)))
    if page is None:
        return _moved(record, route, request, parts)
    other = edition(page, ending, record, base_of(request)) if ending else None
    if other is not None:
        return cached(request, *other)
    if ending not in ("", "json"):
        raise HTTPException(status_code=404)
    if ending == "json" or wants_json(request):
        return cached(request, json(page), "application/json")
    return cached(request, html(route.template, page, record, reading.view(request, route.menu)).encode(), "text/html")


def _moved(record: Record, route: Route, request: Request[Any, Any, Any], parts: dict[str, str]) -> Redirect:
    """To the event that now has the claim which an address named before events were merged or split; it may move again.

    Raises:
        HTTPException: there is no such page, 404.
    """
    old = parts.get("id", "")
    now = queries.event_now(record.store, old) if route.path == EVENT else ""
    if not now:
        raise HTTPException(status_code=404)
    query = f"?{request.url.query}" if request.url.query else ""
    return Redirect(request.url.path.replace(old, now) + query, status_code=302)


def _parts(request: Request[Any, Any, Any]) -> tuple[dict[str, str], str]:
    """(parts of the path, ending that asks for a format)."""
    path = request.url.path
    ending = next((name for name in ENDINGS if path.endswith(f".{name}")), "")
    parts = {name: str(value).lstrip("/").removesuffix(f".{ending}" if ending else "") for name, value in request.path_params.items()}
    return parts, ending


# ---- feeds and files ----


def _feed_handler(reading: Reading) -> HTTPRouteHandler:
    @get([f"/feed.{ending}" for ending in feeds.FORMATS])
    async def feed(request: Request[Any, Any, Any]) -> Response[Any]:
        media_type, made = feeds.FORMATS[request.url.path.rpartition(".")[2]]
        return cached(request, await reading.run(lambda: made(feeds.newest(reading.record()), base_of(request))), media_type)

    return feed


def _export_handler(reading: Reading) -> HTTPRouteHandler:
    @get("/export/{name:str}")
    async def export(request: Request[Any, Any, Any]) -> Stream | Response[Any]:
        name = request.path_params["name"]
        reading.limit(request, "/export", PER_MINUTE["/export"])
        if name.endswith(".parquet") and is_available():
            content_of = await reading.run(lambda: parquet(reading.record(), name.removesuffix(".parquet")))
            return Response(content_of, media_type="application/vnd.apache.parquet", headers={"content-disposition": f'attachment; filename="{name}"'})
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
        answer = cached(request, files[key], media_type)
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
    return cached(request, msgspec.json.format(msgspec.json.encode(openapi(base_of(request))), indent=1), "application/json")


def _problem(reading: Reading) -> Callable[[Request[Any, Any, Any], Exception], Response[Any]]:
    def answer(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
        status = error.status_code if isinstance(error, HTTPException) else 400 if isinstance(error, DatelineError) else 500
        if status == 500:
            import traceback

            traceback.print_exception(error)
        record = reading.record()
        headers = (error.headers or {}) if isinstance(error, HTTPException) else {}
        key = f"problem.{status}" if record.strings.has("problem", str(status)) else "problem.400"
        page = Problem(record.strings(key), status, str(error) if isinstance(error, DatelineError) else "")
        if wants_json(request) or request.url.path.endswith(".json"):
            return Response(json(page), status_code=status, media_type="application/json", headers=headers)
        text = html("problem.html", page, record, reading.view(request))
        return Response(text.encode(), status_code=status, media_type="text/html", headers=headers)

    return answer
