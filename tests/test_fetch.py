"""Fetching from a local web: conditional, redirected, encoded, refused."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from dateline.read import documents
from dateline.read.fetch import Fetcher, Limits, Validators, is_public, retry_after
from dateline.read.robots import matches, parsed
from dateline.records import Skipped
from tests.web import Answer, Request, Web, html, packed, playing


@pytest.fixture
def web() -> Iterator[Web]:
    with playing() as found:
        yield found


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    with Fetcher(Limits(local=True, spacing_seconds=0.0, seconds=5.0, wait_seconds=1.0, most_bytes=200_000)) as found:
        yield found


def test_page_with_its_validators_and_the_decision_of_robots(web: Web, fetcher: Fetcher) -> None:
    web.pages["/a"] = html("One died.", headers={"ETag": 'W/"x"', "Last-Modified": "Mon, 03 Feb 2025 10:00:00 GMT", "Set-Cookie": "a=b"})
    answer = fetcher.get(f"{web.root}/a")
    assert (answer.status, answer.media_type, answer.charset, answer.problem) == (200, "text/html", "utf-8", "")
    assert answer.validators == Validators('W/"x"', "Mon, 03 Feb 2025 10:00:00 GMT")
    assert answer.robots == "no robots.txt" and b"One died." in answer.content
    assert "set-cookie" not in dict(answer.headers)


def test_validators_go_back_as_they_came(web: Web, fetcher: Fetcher) -> None:
    def page(request: Request) -> Answer:
        told = (request.headers.get("if-none-match"), request.headers.get("if-modified-since"))
        return (304, {}, b"") if told == ('W/"x"', "yesterday") else html("")

    web.pages["/a"] = page
    assert fetcher.get(f"{web.root}/a").status == 200
    answer = fetcher.get(f"{web.root}/a", {f"{web.root}/a": Validators('W/"x"', "yesterday")})
    assert answer.is_unchanged and not answer.problem and not answer.content
    assert fetcher.get(f"{web.root}/a", {f"{web.root}/b": Validators('W/"x"', "yesterday")}).status == 200


@pytest.mark.parametrize(("statuses", "moved"), [((301,), True), ((301, 308), True), ((302,), False), ((301, 302), False), ((307,), False)])
def test_redirects_lead_to_the_final_address(web: Web, fetcher: Fetcher, statuses: tuple[int, ...], moved: bool) -> None:
    for number, status in enumerate(statuses):
        web.pages[f"/{number}"] = (status, {"Location": f"/{number + 1}"}, b"")
    web.pages[f"/{len(statuses)}"] = html("There.")
    answer = fetcher.get(f"{web.root}/0")
    assert answer.url == f"{web.root}/{len(statuses)}" and answer.status == 200 and answer.moved is moved


def test_endless_redirects_end(web: Web, fetcher: Fetcher) -> None:
    web.pages["/a"] = (302, {"Location": "/a"}, b"")
    assert "redirects" in fetcher.get(f"{web.root}/a").problem


@pytest.mark.parametrize("status", [403, 404, 410, 429, 500, 503])
def test_errors_are_told_not_raised(web: Web, fetcher: Fetcher, status: int) -> None:
    web.pages["/a"] = (status, {"Retry-After": "120"}, b"no")
    answer = fetcher.get(f"{web.root}/a")
    assert answer.problem == f"HTTP {status}" and answer.retry_seconds == 120 and not answer.content


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "raw", "br"])
def test_encodings(web: Web, fetcher: Fetcher, encoding: str) -> None:
    web.pages["/a"] = packed(html("Żółć."), encoding)
    assert "Żółć.".encode() in fetcher.get(f"{web.root}/a").content


@pytest.mark.parametrize("encoding", ["gzip", "br"])
def test_decompression_bomb_is_refused(web: Web, fetcher: Fetcher, encoding: str) -> None:
    web.pages["/a"] = packed((200, {"Content-Type": "text/html"}, b"\0" * 6_000_000), encoding)
    answer = fetcher.get(f"{web.root}/a")
    assert "larger than" in answer.problem and not answer.content


def test_doubly_packed_bomb_and_unknown_encoding(web: Web, fetcher: Fetcher) -> None:
    web.pages["/a"] = (200, {"Content-Encoding": "gzip, gzip"}, gzip.compress(gzip.compress(b"\0" * 6_000_000)))
    web.pages["/b"] = (200, {"Content-Encoding": "zz"}, b"x")
    web.pages["/c"] = (200, {"Content-Encoding": "gzip"}, b"no gzip at all")
    assert [bool(fetcher.get(f"{web.root}/{path}").problem) for path in "abc"] == [True, True, True]


def test_slow_body_is_given_up(web: Web) -> None:
    web.pages["/a"] = html("x" * 2500, headers={"X-Slow": "0.02"})
    with Fetcher(Limits(local=True, seconds=0.3, spacing_seconds=0.0)) as fetcher:
        assert "longer than" in fetcher.get(f"{web.root}/a").problem


def test_private_addresses_are_refused_on_every_hop() -> None:
    with playing() as web:
        web.pages["/a"] = html("")
        with Fetcher(Limits(spacing_seconds=0.0)) as fetcher:
            assert "not public" in fetcher.get(f"{web.root}/a").problem
            assert not web.requests
        names = {"good.example": ["127.0.0.1"], "mixed.example": ["93.184.216.34", "10.0.0.1"]}
        with Fetcher(Limits(spacing_seconds=0.0), resolve=lambda host, _: names.get(host, [])) as fetcher:
            assert all("not public" in fetcher.get(f"http://{host}/").problem for host in names)
            assert fetcher.get("http://none.example/").problem == "not fetched: robots.txt out of reach (none.example has no address)"


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://x.example/a", "gopher://x", "javascript:alert(1)", "http://", "//x.example/a"])
def test_only_http_is_fetched(fetcher: Fetcher, url: str) -> None:
    assert fetcher.get(url).problem


def test_redirect_to_another_scheme_is_refused(web: Web, fetcher: Fetcher) -> None:
    web.pages["/a"] = (302, {"Location": "file:///etc/passwd"}, b"")
    assert "scheme" in fetcher.get(f"{web.root}/a").problem


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("2606:4700::1111", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fc00::1", False),
        ("::ffff:10.0.0.1", False),
        ("64:ff9b::a00:1", False),
        ("2002:7f00:1::", False),
        ("nonsense", False),
    ],
)
def test_public_addresses(address: str, public: bool) -> None:
    assert is_public(address) is public


def test_hosts_are_spaced() -> None:
    waits: list[float] = []
    clock = [0.0]

    def sleep(seconds: float) -> None:
        waits.append(seconds)
        clock[0] += seconds

    with playing() as web, Fetcher(Limits(local=True, spacing_seconds=3.0), clock=lambda: clock[0], sleep=sleep) as fetcher:
        web.pages["/robots.txt"] = (200, {}, b"User-agent: *\nCrawl-delay: 7\n")
        for path in "abc":
            fetcher.get(f"{web.root}/{path}")
    assert waits == [7.0, 7.0]


def test_retry_after_as_date() -> None:
    now = datetime(2025, 2, 3, 10, tzinfo=UTC)
    assert retry_after("Mon, 03 Feb 2025 10:02:00 GMT", now) == 120
    assert retry_after("Mon, 03 Feb 2025 09:00:00 GMT", now) == retry_after("soon", now) == retry_after("", now) == 0
    assert retry_after("99999999999", now) == 7 * 86_400


# ---- robots.txt -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("status", "allowed"), [(404, True), (403, True), (401, True), (500, False), (503, False), (429, False)])
def test_robots_status_decides(web: Web, fetcher: Fetcher, status: int, allowed: bool) -> None:
    web.pages |= {"/robots.txt": (status, {}, b""), "/a": html("")}
    answer = fetcher.get(f"{web.root}/a")
    assert (answer.problem == "") is allowed
    assert web.paths() == (["/a"] if allowed else [])


def test_robots_is_asked_once_and_its_rule_is_kept_with_the_answer(web: Web, fetcher: Fetcher) -> None:
    web.pages |= {"/robots.txt": (200, {}, b"User-agent: *\nDisallow: /private\nAllow: /private/a\n"), "/private/a": html(""), "/private/b": html("")}
    assert fetcher.get(f"{web.root}/private/a").robots == "robots.txt: Allow: /private/a"
    assert "Disallow: /private" in fetcher.get(f"{web.root}/private/b").problem
    assert web.paths() == ["/private/a"] and len(web.requests) == 2


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        ("User-agent: *\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", True),
        ("User-agent: *\nAllow: /a\nDisallow: /a", "/a", True),
        ("User-agent: other\nDisallow: /", "/a", True),
        ("User-agent: Dateline\nAllow: /\n\nUser-agent: *\nDisallow: /", "/a", True),
        ("User-agent: dateline/2.0\nDisallow: /x\n\nUser-agent: *\nDisallow: /", "/a", True),
        ("User-agent: dateline\nDisallow: /a\n\nUser-agent: dateline\nDisallow: /b", "/b", False),
        ("User-agent: x\nUser-agent: dateline\nDisallow: /a", "/a", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/a/b.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/a/b.pdf?x", True),
        ("User-agent: *\nDisallow: /a%2Fb\n", "/a%2fb", False),
        ("User-agent: *\nDisallow: /caf\u00e9", "/caf%C3%A9", False),
        ("user-agent : *  # all\ndisallow : /a # none", "/a", False),
        ("\ufeffUser-agent: *\nDisallow: /a", "/a", False),
        ("Disallow: /a", "/a", True),
        ("User-agent: *\nNonsense\nDisallow: /a", "/a", False),
        ("User-agent: *\rDisallow: /a\r\n", "/a", False),
        ("User-agent: *\nDisallow: /?q=", "/?q=1", False),
        ("User-agent: *\nDisallow: /", "/robots.txt", True),
    ],
)
def test_robots_rules(text: str, path: str, allowed: bool) -> None:
    assert parsed(text.encode(), "dateline").decision(f"http://x.example{path}")[0] is allowed


@pytest.mark.parametrize(
    ("pattern", "path", "fits"),
    [("/a*b*c", "/axbyc", True), ("/a*b", "/ab", True), ("*/x", "/a/x/y", True), ("/a$", "/ab", False), ("/a*$", "/abc", True), ("/a*a$", "/a", False)],
)
def test_robots_patterns(pattern: str, path: str, fits: bool) -> None:
    assert matches(pattern, path) is fits


# ---- through the door -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "body", "words"),
    [
        ("text/html; charset=windows-1251", "<p>Київ, пʼять</p>".replace("ʼ", "'").encode("cp1251"), "Київ"),
        ("text/html", '<meta charset="iso-8859-1"><p>caf\u00e9 \u201cno\u201d</p>'.encode("cp1252"), "café “no”"),
        ("text/html; charset=utf-8", "<p>caf\u00e9 am Ring</p>".encode("cp1252"), "café"),
        ("text/html; charset=nonsense", "<p>caf\u00e9</p>".encode(), "café"),
    ],
)
def test_wrong_charsets_from_the_web(web: Web, head: str, body: bytes, words: str) -> None:
    filler = b"<p>" + b"Nothing else happened on that day in the port, officials said. " * 5 + b"</p>"
    web.pages["/a"] = (200, {"Content-Type": head}, body + filler)
    [page] = list(documents(f"{web.root}/a", local=True))
    assert not isinstance(page, Skipped) and words in page[2].text


def test_page_of_the_web_is_kept_with_its_bytes(web: Web) -> None:
    web.pages["/a"] = html("One died.")
    [page] = list(documents(f"{web.root}/a", local=True))
    assert not isinstance(page, Skipped)
    capture, content, document = page
    assert b"One died." in content and capture.url == document.url == f"{web.root}/a" and capture.status == 200
    assert document.capture == capture.sha256 and document.fetched == capture.fetched
    assert dict(capture.headers)["x-dateline-robots"] == "no robots.txt"


def test_missing_page_is_skipped_with_its_reason(web: Web) -> None:
    [page] = list(documents(f"{web.root}/none", local=True))
    assert page == Skipped(f"{web.root}/none", "HTTP 404")
