"""Address -> bytes: the only network of Dateline, polite and guarded.

Polite: robots.txt is asked first and its decision kept with the fetch, hosts are spaced, validators are sent back as
they came and per final address, Retry-After is handed on. Guarded: only http and https; every name is resolved here and
each of its addresses must be public, on every hop; redirects, bytes, decoded bytes and seconds are limited.
"""

from __future__ import annotations

import ipaddress
import re
import socket
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpcore
import httpx
from msgspec import Struct

from dateline import __version__
from dateline.errors import InputError
from dateline.read.coding import DECODERS, Refused, decoded
from dateline.read.robots import ALLOWED, FORBIDDEN, MOST_BYTES, Rules, parsed

PRODUCT = "dateline"
DAY_SECONDS = 86_400.0
RETRY_SECONDS = 600.0  # until a robots.txt that was out of reach is asked for again
CHUNK = 65_536
REDIRECTS = frozenset({301, 302, 303, 307, 308})
KEPT_HEADERS = frozenset(
    re.findall(
        r"\S+",
        """content-type content-language content-length content-encoding last-modified etag date expires cache-control age location retry-after link
        x-robots-tag server vary""",
    )
)


class Limits(Struct, frozen=True):
    """How much a fetch may take."""

    seconds: float = 30.0
    wait_seconds: float = 10.0  # for a connection, and for each piece of the body
    most_bytes: int = 20_000_000  # after decoding
    redirects: int = 5
    spacing_seconds: float = 2.0  # between two requests to one host
    local: bool = False  # private and loopback addresses may be fetched


class Validators(Struct, frozen=True, omit_defaults=True):
    """What a server gave to ask whether its page has changed; opaque, sent back as they came."""

    etag: str = ""
    last_modified: str = ""


class Fetched(Struct, frozen=True, omit_defaults=True):
    """The answer to a fetch; `problem` says why there is no content."""

    asked: str
    url: str  # final address
    status: int = 0
    headers: tuple[tuple[str, str], ...] = ()
    content: bytes = b""
    media_type: str = ""
    charset: str = ""
    fetched: str = ""  # UTC, ISO 8601
    validators: Validators = Validators()
    robots: str = ""  # the decision
    retry_seconds: float = 0.0  # 0 = not told
    moved: bool = False  # every redirect on the way was permanent
    problem: str = ""

    @property
    def is_unchanged(self) -> bool:
        """The server says that the page is as it was."""
        return self.status == 304


class Fetcher:
    """Fetches addresses one at a time.

    Args:
        clock, sleep, now: seconds that only grow, a way to wait, UTC time; tests hand in their own.
        resolve: host and port -> addresses.
    """

    def __init__(
        self,
        limits: Limits = Limits(),  # noqa: B008
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        resolve: Callable[[str, int], list[str]] | None = None,
    ) -> None:
        self.limits, self.clock, self.sleep, self.now = limits, clock, sleep, now
        self._last: dict[str, float] = {}
        self._robots: dict[str, tuple[float, Rules]] = {}
        transport = httpx.HTTPTransport(trust_env=False, retries=0)
        transport._pool = httpcore.ConnectionPool(network_backend=_Guarded(limits.local, resolve or _resolved), max_keepalive_connections=4)
        self._client = httpx.Client(transport=transport, trust_env=False, follow_redirects=False, timeout=limits.wait_seconds)

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def get(self, url: str, validators: dict[str, Validators] | None = None) -> Fetched:
        """The page at an address, after redirects.

        Args:
            validators: by final address, as earlier answers gave them.
        """
        deadline = self.clock() + self.limits.seconds
        at, moved, decision = url, False, ""
        try:
            for hop in range(self.limits.redirects + 1):
                allowed, decision = self._may(at, deadline)
                if not allowed:
                    return Fetched(url, at, robots=decision, fetched=self._stamp(), problem=f"not fetched: {decision}")
                answer = self._answer(url, at, (validators or {}).get(at, Validators()), deadline)
                target = dict(answer.headers).get("location", "")
                if answer.status not in REDIRECTS or not target:
                    return _with(answer, moved=moved, robots=decision)
                permanent = answer.status in (301, 308)
                moved = permanent and (moved or hop == 0)
                at = urljoin(at, target).split("#")[0]
            raise Refused(f"more than {self.limits.redirects} redirects")
        except (Refused, httpx.HTTPError, httpx.InvalidURL, httpcore.ConnectError, OSError, ValueError) as error:
            return Fetched(url, at, robots=decision, fetched=self._stamp(), problem=str(error) or type(error).__name__)

    # ---- robots and spacing -------------------------------------------------------------------------------------------

    def _may(self, url: str, deadline: float) -> tuple[bool, str]:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise Refused(f"{parts.scheme or 'no'} scheme is not fetched, only http and https")
        site = f"{parts.scheme}://{parts.netloc}"
        kept = self._robots.get(site)
        if kept is None or self.clock() - kept[0] > (RETRY_SECONDS if kept[1].note.startswith(FORBIDDEN.note) else DAY_SECONDS):
            kept = (self.clock(), self._rules(site, deadline))
            self._robots[site] = kept
        return kept[1].decision(url)

    def _rules(self, site: str, deadline: float) -> Rules:
        at = f"{site}/robots.txt"
        try:
            for _ in range(6):
                answer = self._answer(at, at, Validators(), deadline, most=MOST_BYTES, cut=True)
                target = dict(answer.headers).get("location", "")
                if answer.status not in REDIRECTS or not target:
                    break
                at = urljoin(at, target)
        except (Refused, httpx.HTTPError, OSError) as error:
            if "not public" in str(error):
                raise Refused(str(error)) from error
            return Rules(FORBIDDEN.rules, note=f"{FORBIDDEN.note} ({error})")
        if 200 <= answer.status < 300:
            return parsed(answer.content, PRODUCT)
        return FORBIDDEN if answer.status >= 500 or answer.status == 429 else ALLOWED

    def _space(self, url: str) -> None:
        """Waits until the host may be asked again."""
        parts = urlsplit(url)
        kept = self._robots.get(f"{parts.scheme}://{parts.netloc}")
        spacing = max(self.limits.spacing_seconds, kept[1].delay_seconds if kept else 0.0)
        last = self._last.get(parts.netloc)
        if last is not None and self.clock() - last < spacing:
            self.sleep(spacing - (self.clock() - last))
        self._last[parts.netloc] = self.clock()

    # ---- one request --------------------------------------------------------------------------------------------------

    def _answer(self, asked: str, url: str, validators: Validators, deadline: float, *, most: int = 0, cut: bool = False) -> Fetched:
        if not url.endswith("/robots.txt"):
            self._space(url)
        headers = {"User-Agent": f"{PRODUCT}/{__version__} (reads news; keeps to robots.txt)", "Accept": ACCEPT, "Accept-Encoding": ", ".join(DECODERS)}
        headers |= {"If-None-Match": validators.etag} if validators.etag else {}
        headers |= {"If-Modified-Since": validators.last_modified} if validators.last_modified else {}
        with self._client.stream("GET", url, headers=headers) as response:
            content = self._body(response, deadline, most or self.limits.most_bytes, cut=cut) if response.status_code == 200 else b""
            media_type, _, rest = response.headers.get("content-type", "").partition(";")
            return Fetched(
                asked,
                url,
                response.status_code,
                tuple((name.lower(), value) for name, value in response.headers.multi_items() if name.lower() in KEPT_HEADERS),
                content,
                media_type.strip().lower(),
                _charset(rest),
                self._stamp(),
                Validators(response.headers.get("etag", ""), response.headers.get("last-modified", "")),
                retry_seconds=retry_after(response.headers.get("retry-after", ""), self.now()),
                problem="" if response.status_code in (200, 304, *REDIRECTS) else f"HTTP {response.status_code}",
            )

    def _body(self, response: httpx.Response, deadline: float, most: int, *, cut: bool) -> bytes:
        pieces: list[bytes] = []
        size = 0
        for piece in decoded(self._raw(response, deadline), response.headers.get("content-encoding", ""), most):
            size += len(piece)
            pieces.append(piece)
            if size > most and cut:
                break
            if size > most:
                raise Refused(f"larger than {most // 1_000_000} MB")
        return b"".join(pieces)[: most if cut else None]

    def _raw(self, response: httpx.Response, deadline: float) -> Iterator[bytes]:
        for piece in response.iter_raw(CHUNK):
            if self.clock() > deadline:
                raise Refused(f"took longer than {self.limits.seconds:.0f} seconds")
            yield piece

    def _stamp(self) -> str:
        return self.now().strftime("%Y-%m-%dT%H:%M:%SZ")


ACCEPT = "text/html,application/xhtml+xml,application/atom+xml,application/rss+xml,application/feed+json,application/xml;q=0.9,text/plain;q=0.8,*/*;q=0.5"


def _with(answer: Fetched, *, moved: bool, robots: str) -> Fetched:
    from msgspec.structs import replace

    return replace(answer, moved=moved, robots=robots)


def retry_after(value: str, now: datetime) -> float:
    """Seconds of a Retry-After header, given as seconds or as a date; 0 where it says nothing."""
    if not value:
        return 0.0
    if value.strip().isdigit():
        return float(min(int(value), 7 * 86_400))
    try:
        told = parsedate_to_datetime(value)
    except (ValueError, TypeError):
        return 0.0
    return max(0.0, min((told.astimezone(UTC) - now).total_seconds(), 7 * DAY_SECONDS))


def _charset(parameters: str) -> str:
    for part in parameters.split(";"):
        name, _, value = part.partition("=")
        if name.strip().lower() == "charset":
            return value.strip(" \"'")
    return ""


# ---- addresses --------------------------------------------------------------------------------------------------------


class _Guarded(httpcore.SyncBackend):
    """Connects only to addresses that were checked, so that a second DNS answer cannot lead elsewhere."""

    def __init__(self, local: bool, resolve: Callable[[str, int], list[str]]) -> None:
        super().__init__()
        self.local, self.resolve = local, resolve

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, local_address: str | None = None, socket_options: Any = None
    ) -> httpcore.NetworkStream:
        """A stream to a public address of the host."""
        found = self.resolve(host, port)
        if not found:
            raise httpcore.ConnectError(f"{host} has no address")
        for address in found:
            if not self.local and not is_public(address):
                raise Refused(f"{host} is at {address}, which is not public; allow it with --local")
        return super().connect_tcp(found[0], port, timeout, local_address, socket_options)


def is_public(address: str) -> bool:
    """An address that anybody may ask: not private, loopback, link-local, multicast, reserved, nor one of these mapped into IPv6."""
    try:
        value = ipaddress.ip_address(address.split("%")[0])
    except ValueError:
        return False
    inner = [value]
    if isinstance(value, ipaddress.IPv6Address):
        inner += [mapped for mapped in (value.ipv4_mapped, value.sixtofour, value.teredo[1] if value.teredo else None) if mapped]
        if value in ipaddress.ip_network("64:ff9b::/96"):
            inner.append(ipaddress.IPv4Address(int(value) & 0xFFFFFFFF))
    return all(one.is_global and not one.is_multicast for one in inner)


def _resolved(host: str, port: int) -> list[str]:
    try:
        return list(dict.fromkeys(str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))
    except (OSError, UnicodeError) as error:
        raise httpcore.ConnectError(f"{host} cannot be found") from error


def checked(url: str) -> str:
    """The address as it may be fetched.

    Raises:
        InputError: it is no http or https address.
    """
    try:
        is_web = urlsplit(url).scheme in ("http", "https") and bool(urlsplit(url).hostname)
    except ValueError:  # brackets of an IPv6 address that do not close
        is_web = False
    if not is_web:
        raise InputError("is no web address", url, "Give it with http:// or https://.")
    return url
