"""A local server that plays the web for tests of reading."""

from __future__ import annotations

import gzip
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Answer = tuple[int, dict[str, str], bytes]
Page = Callable[["Request"], Answer]


class Request:
    """What a test sees of a request."""

    def __init__(self, path: str, headers: dict[str, str]) -> None:
        self.path, self.headers = path, headers


class Web:
    """Pages by path, and the requests that came in."""

    def __init__(self) -> None:
        self.pages: dict[str, Page | Answer] = {"/robots.txt": (404, {}, b"")}
        self.requests: list[Request] = []
        self.root = ""

    def paths(self) -> list[str]:
        """Paths that were asked for, without robots.txt."""
        return [request.path for request in self.requests if request.path != "/robots.txt"]

    def answer(self, request: Request) -> Answer:
        """What the page at a path says."""
        self.requests.append(request)
        page = self.pages.get(request.path, (404, {}, b"not here"))
        return page(request) if callable(page) else page


def html(body: str, *, title: str = "Truce signed in port city after eleven days of fighting", headers: dict[str, str] | None = None) -> Answer:
    """A small article."""
    words = "Officials said on Monday that the truce would begin at noon and that both sides had handed over lists of prisoners. " * 2
    page = f"<html><head><title>{title}</title></head><body><main><article><h1>{title}</h1><p>{words}</p><p>{body}</p></article></main></body></html>"
    return 200, {"Content-Type": "text/html; charset=utf-8", **(headers or {})}, page.encode()


def packed(answer: Answer, encoding: str) -> Answer:
    """The same answer with a content encoding."""
    status, headers, body = answer
    if encoding == "br":
        import brotli  # type: ignore[import-untyped]

        body = brotli.compress(body)
    else:
        packers: dict[str, Callable[[bytes], bytes]] = {"gzip": gzip.compress, "deflate": zlib.compress, "raw": _raw_deflate}
        body = packers[encoding](body)
    return status, {**headers, "Content-Encoding": "deflate" if encoding == "raw" else encoding}, body


def _raw_deflate(body: bytes) -> bytes:
    engine = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return engine.compress(body) + engine.flush()


@contextmanager
def playing() -> Iterator[Web]:
    """A web at web.root until the block ends."""
    web = Web()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            status, headers, body = web.answer(Request(self.path, {name.lower(): value for name, value in self.headers.items()}))
            slow = float(headers.pop("X-Slow", 0))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            try:
                for piece in (body[i : i + 64] for i in range(0, len(body), 64)) if slow else [body]:
                    time.sleep(slow)
                    self.wfile.write(piece)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        def handle_error(self, *_: object) -> None:
            """Clients that hang up are part of the play."""

    server = Server(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    web.root = f"http://127.0.0.1:{server.server_port}"
    try:
        yield web
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
