"""WARC files -> captures and documents, and captures -> a WARC 1.1 file.

Read are responses with status 200 that hold text. Written is one gzip member a record, with block and payload digests;
bodies are written as they are kept, without the encodings of the transport.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import uuid
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from dateline.errors import InputError
from dateline.read.coding import Refused, decoded
from dateline.read.feeds import is_feed
from dateline.read.files import Reading, reading
from dateline.read.texts import MOST_BYTES, digest
from dateline.records import Capture, Skipped

PAGES = frozenset({"text/html", "application/xhtml+xml", "text/plain", ""})
NOT_KEPT = frozenset({"content-encoding", "transfer-encoding", "content-length", "connection"})
NAMESPACE = uuid.UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")  # RFC 4122, for addresses


def pages(path: Path) -> Iterator[Reading | Skipped]:
    """The pages of a WARC file, in its order; other records are passed over.

    Raises:
        InputError: it cannot be opened, or holds no record.
    """
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    try:
        stream: IO[bytes] = path.open("rb")
    except OSError as error:
        raise InputError(error.strerror or "cannot be read", str(path), "Check the name and the rights.") from error
    found = 0
    with stream:
        records = iter(ArchiveIterator(stream, record_types=WarcRecordType.response | WarcRecordType.resource, parse_http=True))
        while True:
            try:
                record = next(records)
            except StopIteration:
                break
            except Exception as error:  # the reader raises what its compression raises
                if not found:
                    raise InputError(f"is no WARC file that can be read: {error}", str(path), "Give a WARC file with pages.") from error
                yield Skipped(str(path), f"is broken after {found} records: {error}")
                return
            found += 1
            page = _page(record, path)
            if page:
                yield page
    if not found:
        raise InputError("holds no response record", str(path), "Give a WARC file with pages.")


def _page(record: object, path: Path) -> Reading | Skipped | None:
    """The page of a record; None where the record is none."""
    from fastwarc.warc import WarcRecord

    assert isinstance(record, WarcRecord)
    url = str(record.headers.get("WARC-Target-URI") or "").strip("<>")
    http = record.http_headers
    status = int(http.status_code or 0) if http is not None else 200
    headers = tuple((str(name).lower(), str(value)) for name, value in http.items()) if http is not None else ()
    told = dict(headers).get("content-type") or str(record.headers.get("Content-Type") or "")
    media_type, _, parameters = told.partition(";")
    if status != 200 or media_type.strip().lower() not in PAGES:
        return None
    try:
        content = _body(record.reader.read(MOST_BYTES + 1), dict(headers).get("content-encoding", ""))
        if is_feed(content):
            return None
        day = str(record.headers.get("WARC-Date") or "")
        capture = Capture(
            digest(content), media_type.strip().lower(), url, day, f"{path.name}#{url}", status, tuple(h for h in headers if h[0] not in NOT_KEPT)
        )
        return reading(content, capture, charset=parameters.rpartition("charset=")[2].strip(" \"'"))
    except InputError as error:
        return Skipped(url or str(path), error.problem)


def _body(content: bytes, encoding: str) -> bytes:
    """The body without its content encoding, within the limit of a page."""
    try:
        return b"".join(decoded([content], encoding, MOST_BYTES))
    except Refused as error:
        raise InputError(str(error)) from error


# ---- writing ----------------------------------------------------------------------------------------------------------


def write(captures: Iterable[tuple[Capture, bytes]], stream: IO[bytes], *, software: str = "dateline") -> int:
    """Writes captures as WARC 1.1 and returns how many; the same captures give the same bytes."""
    fields = f"software: {software}\r\nformat: WARC File Format 1.1\r\nconformsTo: http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/\r\n".encode()
    moment = ""
    count = 0
    for capture, content in captures:
        if not count:
            moment = capture.fetched or "1970-01-01T00:00:00Z"
            _record(
                stream,
                [("WARC-Type", "warcinfo"), ("WARC-Date", moment), ("WARC-Record-ID", _urn("warcinfo", moment)), ("Content-Type", "application/warc-fields")],
                fields,
            )
        _response(stream, capture, content)
        count += 1
    return count


def _response(stream: IO[bytes], capture: Capture, content: bytes) -> None:
    date = capture.fetched or "1970-01-01T00:00:00Z"
    target = capture.url or Path(capture.name or "stdin").absolute().as_uri()
    headers = [("WARC-Target-URI", target), ("WARC-Date", date), ("WARC-Payload-Digest", _sha256(content))]
    if not capture.status:
        kind = [
            ("WARC-Type", "resource"),
            ("WARC-Record-ID", _urn(target, date, capture.sha256)),
            ("Content-Type", capture.media_type or "application/octet-stream"),
        ]
        _record(stream, [*kind, *headers], content)
        return
    kept = [(name, value.replace("\r", " ").replace("\n", " ")) for name, value in capture.headers if name.lower() not in NOT_KEPT]
    lines = [f"{name}: {value}" for name, value in [*kept, ("content-length", str(len(content)))]]
    block = "\r\n".join([f"HTTP/1.1 {capture.status} OK", *lines, "", ""]).encode("utf-8") + content
    kind = [("WARC-Type", "response"), ("WARC-Record-ID", _urn(target, date, capture.sha256)), ("Content-Type", "application/http; msgtype=response")]
    _record(stream, [*kind, *headers], block)


def _record(stream: IO[bytes], headers: list[tuple[str, str]], block: bytes) -> None:
    lines = [f"{name}: {value}" for name, value in [*headers, ("WARC-Block-Digest", _sha256(block)), ("Content-Length", str(len(block)))]]
    member = io.BytesIO()
    with gzip.GzipFile(filename="", fileobj=member, mode="wb", mtime=0) as packed:
        packed.write("\r\n".join(["WARC/1.1", *lines, "", ""]).encode("utf-8") + block + b"\r\n\r\n")
    stream.write(member.getvalue())


def _sha256(content: bytes) -> str:
    return "sha256:" + base64.b32encode(hashlib.sha256(content).digest()).decode()


def _urn(*parts: str) -> str:
    return f"<urn:uuid:{uuid.uuid5(NAMESPACE, ' '.join(parts))}>"
