"""A text or an address over HTTP -> its statements with verdicts, as a page, JSON, JSON Lines or a report; a draft of a
ClaimReview once a person has confirmed it. Nothing sent is stored."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import msgspec
from litestar import Request, Response, get, post
from litestar.handlers import HTTPRouteHandler

from dateline.answers import Reading, attached, base_of, cached, same_site, wants_json
from dateline.check import row
from dateline.errors import InputError
from dateline.publish import checks
from dateline.publish.claim_review import claim_review
from dateline.publish.pages import Check
from dateline.publish.render import html, json
from dateline.publish.report import report
from dateline.records import Document, Finding

Asking = Request[Any, Any, Any]
CHECK_BYTES = 8 * checks.LIMIT + 20_000  # a text and the sources it is held against, four bytes a character
PER_MINUTE = 30


class Sent(msgspec.Struct, frozen=True):
    """What a reader sends to be checked."""

    text: str
    against: str = ""  # words of given sources; "" = the whole record
    address: str = ""  # where the text was fetched
    only: str = ""
    form: str = ""  # jsonl | html; "" = the page


def check_handlers(reading: Reading) -> list[HTTPRouteHandler]:
    """The check page, its editions, and the draft of a review."""

    @get("/check")
    async def form(request: Asking) -> Response[Any]:
        return await reading.run(lambda: _page(reading, request, checks.blank()))

    @post("/check", status_code=200)
    async def checked(request: Asking) -> Response[Any]:
        same_site(request)
        reading.limit(request, "check", PER_MINUTE)
        fields = {name: str(value) for name, value in (await request.form()).items()}
        return await reading.run_check(lambda: _checked(reading, request, fields))

    @post("/check/review", status_code=200)
    async def review(request: Asking) -> Response[Any]:
        same_site(request)
        reading.limit(request, "review", PER_MINUTE)
        sent = await request.form()
        base = base_of(request)
        evidence = [base + str(one) for one in sent.getall("evidence", []) if str(one).startswith("/source/")]
        draft = claim_review({name: str(value) for name, value in sent.items()}, evidence, f"{datetime.now(UTC):%Y-%m-%d}")
        return attached(msgspec.json.format(msgspec.json.encode(draft), indent=1).decode(), "application/ld+json", "claim-review.jsonld")

    return [form, checked, review]


def _page(reading: Reading, request: Asking, page: Check, status: int = 200) -> Response[Any]:
    if wants_json(request):
        return cached(request, json(page), "application/json", status=status)
    text = html("check.html", page, reading.record(reading.zone(request)), reading.view(request, "check"))
    return cached(request, text.encode(), "text/html", status=status)


def _checked(reading: Reading, request: Asking, fields: dict[str, str]) -> Response[Any]:
    strings = reading.record().strings
    if reading.check is None:
        return _page(reading, request, checks.blank(strings("check.unavailable"), fields.get("text", "")), 503)
    try:
        sent = _sent(reading, fields)
    except InputError as error:
        return _page(reading, request, checks.blank(f"{strings('check.not_fetched')} {error.problem}", fields.get("text", ""), fields.get("address", "")), 400)
    if not sent.text.strip():
        return _page(reading, request, checks.blank(strings("check.empty")), 400)
    if max(len(sent.text), len(sent.against)) > checks.LIMIT:
        problem = strings("check.too_long", limit=strings.number(checks.LIMIT))
        return _page(reading, request, checks.blank(problem, sent.text[: checks.LIMIT], sent.address), 413)
    given = (sent.against,) if sent.against.strip() else ()
    findings = reading.check(reading.record(), sent.text, *given)
    return _edition(sent, findings) or _page(reading, request, checks.check_page(reading.record(), sent, findings))


def _sent(reading: Reading, fields: dict[str, str]) -> Sent:
    """The text sent, or the own text of the page at the address sent.

    Raises:
        InputError: there is no page at the address, or it may not be fetched.
    """
    text, address = fields.get("text", ""), fields.get("address", "").strip()
    if address and not text.strip():
        if reading.fetch is None:
            raise InputError("addresses are not fetched here", address, "Paste the text.")
        text = reading.fetch(address)
    told = {name: fields.get(name, "") for name in ("against", "only", "form")}
    return Sent(text, address=address if urlsplit(address).scheme in {"http", "https"} else "", **told)


def _edition(sent: Sent, findings: Sequence[Finding]) -> Response[Any] | None:
    if sent.form == "jsonl":
        return attached("".join(msgspec.json.encode(row(finding)).decode() + "\n" for finding in findings), "application/jsonl", "check.jsonl")
    if sent.form == "html":
        return attached(report(Document("draft", sent.text, name=sent.address or "draft"), findings, own=bool(sent.against.strip())), "text/html", "check.html")
    return None
