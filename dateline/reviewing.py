"""An editor's decisions over HTTP: a queue on this machine alone, for the one who holds the token that was printed at the start.

Laws: nothing here answers unless the server was told to review; whoever asks must sit on this machine, name it by a loopback
name (a page of another site cannot), and hold the token; a form must come from this site and send its secret back. Decisions
go through the same door as those of the command line, and are taken back the same way.
"""

from __future__ import annotations

import hmac
import secrets
import threading
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode, urlsplit

from litestar import Request, Response, get, post
from litestar.datastructures import Cookie
from litestar.exceptions import PermissionDeniedException
from litestar.handlers import HTTPRouteHandler
from litestar.response import Redirect
from msgspec import Struct

from dateline.answers import Reading, same_site, wants_json
from dateline.publish.render import html, json
from dateline.publish.reviews import review
from dateline.records import Decision
from dateline.store import Store, queries

Asking = Request[Any, Any, Any]
COOKIE = "review"
LOOPBACK = frozenset(("127.0.0.1", "::1", "localhost"))
HEADERS = {"cache-control": "no-store"}


class Reviewing(Struct, frozen=True):
    """Who may decide, and the door that keeps what is decided."""

    editor: str
    decide: Callable[[Store, str, tuple[str, str], bool], object]  # record, kind, claims, whether it is taken back
    in_force: Callable[[Store], tuple[Decision, ...]]
    token: str = ""

    @property
    def secret(self) -> str:
        """What a form sends back: made from the token, and not the token itself."""
        return hmac.new(self.token.encode(), b"form", "sha256").hexdigest()


def token() -> str:
    """A new token, not to be guessed."""
    return secrets.token_urlsafe(24)


def review_handlers(reading: Reading, reviewing: Reviewing) -> list[HTTPRouteHandler]:
    """The queue, and the form that decides."""
    writing = threading.Lock()

    @get("/review")
    async def queue(request: Asking) -> Response[Any]:
        _check_here(request)
        given = request.query_params.get("token", "")
        if given:
            return _entered(reviewing, given)
        _check_token(request.cookies.get(COOKIE, ""), reviewing.token)
        return await reading.run(lambda: _page(reading, request, reviewing))

    @post("/review", status_code=303)
    async def decided(request: Asking) -> Response[Any]:
        _check_here(request)
        same_site(request)
        _check_token(request.cookies.get(COOKIE, ""), reviewing.token)
        sent = {name: str(value) for name, value in (await request.form()).items()}
        _check_token(sent.get("secret", ""), reviewing.secret)
        return await reading.run(lambda: _keep(reading, reviewing, writing, sent))

    return [queue, decided]


def _check_here(request: Asking) -> None:
    """Refuses whoever is elsewhere, and a name that another site may have given this machine.

    Raises:
        PermissionDeniedException: one of the two.
    """
    asked = urlsplit(f"//{request.headers.get('host', '')}").hostname or ""
    if asked not in LOOPBACK or (request.client is not None and request.client.host not in LOOPBACK):
        raise PermissionDeniedException("Decisions are taken on the machine that holds the record.")


def _check_token(given: str, wanted: str) -> None:
    if not wanted or not secrets.compare_digest(given.encode(), wanted.encode()):
        raise PermissionDeniedException("Open the address that was printed when the server started.")


def _entered(reviewing: Reviewing, given: str) -> Response[Any]:
    """The token becomes a cookie, so that it does not stay in the address."""
    _check_token(given, reviewing.token)
    cookie = Cookie(key=COOKIE, value=given, httponly=True, samesite="strict", path="/review")
    return Redirect("/review", status_code=303, cookies=[cookie], headers=HEADERS)


def _page(reading: Reading, request: Asking, reviewing: Reviewing) -> Response[Any]:
    record = reading.record(reading.zone(request))
    asked = {name: request.query_params.get(name, "") for name in ("event", "kept")}
    as_json = wants_json(request)
    page = review(record, reviewing.editor, reviewing.in_force(record.store), "" if as_json else reviewing.secret, **asked)
    if as_json:
        return Response(json(page), media_type="application/json", headers=HEADERS)
    return Response(html("review.html", page, record, reading.view(request)).encode(), media_type="text/html", headers=HEADERS)


def _keep(reading: Reading, reviewing: Reviewing, writing: threading.Lock, sent: dict[str, str]) -> Response[Any]:
    """Keeps one decision at a time; the record is linked anew before the answer."""
    kind, undo = sent.get("kind", ""), sent.get("undo", "") == "yes"
    with writing, Store(reading.path) as store:
        reviewing.decide(store, kind, (sent.get("subject", ""), sent.get("object", "")), undo)
        event = queries.event_of_claim(store, sent.get("subject", "")) if sent.get("event") else None  # its id may be another now
    back = {"event": event or "", "kept": "undo" if undo else kind}
    return Redirect("/review?" + urlencode({name: value for name, value in back.items() if value}), status_code=303, headers=HEADERS)
