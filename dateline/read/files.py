"""A file, a folder or standard input -> captures and documents: text, HTML, Markdown, e-mail, saved feeds.

What a file is, is told by its bytes first, by its name second.
"""

from __future__ import annotations

import email
import email.policy
import re
import sys
from collections.abc import Iterator
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path

import msgspec

from dateline.errors import InputError
from dateline.read import feeds, html
from dateline.read.manifest import manifest
from dateline.read.texts import MOST_BYTES, check_size, decoded, digest, identity, joined, normalised, plain
from dateline.records import Block, Capture, Document, Skipped

Reading = tuple[Capture, bytes, Document]
MEDIA_TYPES = {".html": "text/html", ".htm": "text/html", ".xhtml": "text/html", ".md": "text/markdown", ".markdown": "text/markdown", ".eml": "message/rfc822"}
SUFFIXES = frozenset({*MEDIA_TYPES, ".txt", ".text", ".log", ".asc", "", ".xml", ".rss", ".atom", ".rdf"})
WARC_SUFFIXES = (".warc", ".warc.gz")
HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype html|html|head|body|article|main|div|p|h1|meta|title|section)\b", re.I | re.S
)
MAIL_START = re.compile(rb"(?:(?:from|to|subject|date|received|return-path|message-id|mime-version)\s*:[^\n]*\n(?:[ \t][^\n]*\n)*){2}", re.I)


def file(path: Path) -> Iterator[Reading | Skipped]:
    """The document of a file; of a saved feed its entries.

    Raises:
        InputError: it cannot be read, is empty, too large or no text.
    """
    try:
        with path.open("rb") as stream:
            content = stream.read(MOST_BYTES + 1)  # refused where the bytes are decoded
    except OSError as error:
        raise InputError(error.strerror or "cannot be read", str(path), "Check the name and the rights.") from error
    name = str(path).encode("utf-8", "replace").decode()  # a file's name may hold bytes that are no text
    yield from _contents(content, Capture(digest(content), MEDIA_TYPES.get(path.suffix.lower(), ""), name=name))


def folder(path: Path) -> Iterator[Reading | Skipped]:
    """Every readable file below a folder, by name, with what its sources.toml tells; hidden ones are passed over, others skipped with the reason."""
    told = manifest(path)
    for entry in sorted(path.rglob("*")):
        place = entry.relative_to(path).as_posix()
        if not entry.is_file() or any(part.startswith(".") for part in Path(place).parts) or told.leaves_out(place):
            continue
        if entry.suffix.lower() not in SUFFIXES:
            yield Skipped(str(entry), f"not a kind of file that is read from folders ({entry.suffix})")
            continue
        try:
            for page in file(entry):
                yield page if isinstance(page, Skipped) else (page[0], page[1], told.told(page[2], place))
        except InputError as error:
            yield Skipped(str(entry), f"{error.problem}. {error.remedy}")


def stdin() -> Iterator[Reading | Skipped]:
    """The document on standard input, named "-"."""
    content = sys.stdin.buffer.read(MOST_BYTES + 1)
    yield from _contents(content, Capture(digest(content), "", name="-"))


def _contents(content: bytes, capture: Capture) -> Iterator[Reading | Skipped]:
    if not feeds.is_feed(content):
        yield reading(content, capture)
        return
    capture = Capture(capture.sha256, "application/xml", capture.url, capture.fetched, capture.name)
    for entry in feeds.feed(content, where=capture.name).entries:
        document = feeds.document(entry, capture)
        yield (capture, content, document) if document.text else Skipped(f"{capture.name}#{entry.id}", "holds no text")


def reading(content: bytes, capture: Capture, *, charset: str = "") -> Reading:
    """Bytes as a document, with the capture that names their media type.

    Args:
        charset: what the transport says.
    Raises:
        InputError: the bytes are no text, or hold no words.
    """
    where = capture.url or capture.name
    check_size(content, where)
    media_type = sniffed(content, capture.media_type)
    capture = Capture(capture.sha256, media_type, capture.url, capture.fetched, capture.name, capture.status, capture.headers)
    document = _mail(content, capture) if media_type == "message/rfc822" else _document(decoded(content, charset, where=where)[0], capture)
    if not document.text.strip():
        raise InputError("holds no text", where, "Check that the page shows text without scripts.")
    return capture, content, document


def sniffed(content: bytes, told: str = "") -> str:
    """The media type: what was told where it is one we read, else what the bytes look like."""
    head = content[:4096]
    if told in ("text/html", "application/xhtml+xml"):
        return "text/html"
    if told == "message/rfc822" or (not told and MAIL_START.match(head)):
        return "message/rfc822"
    if told in ("text/markdown", "text/x-markdown"):
        return "text/markdown"
    return "text/html" if HTML_START.match(head.decode("latin-1").lstrip("\xef\xbb\xbf\ufeff")) else "text/plain"


def _document(text: str, capture: Capture) -> Document:
    if capture.media_type == "text/html":
        return html.page(text, capture)
    return _markdown(text, capture) if capture.media_type == "text/markdown" else plain(text, capture)


# ---- Markdown ---------------------------------------------------------------------------------------------------------


def _markdown(text: str, capture: Capture) -> Document:
    """Markdown without its marks: headings keep their level, entries of lists their role, links their words."""
    text = normalised(text)
    title = published = ""
    front = re.match(r"---\n(.*?)\n---\n", text, re.S)
    if front:
        fields: dict[str, str] = dict(re.findall(r"^(\w+):[ \t]*[\"']?(.*?)[\"']?$", front[1], re.M))
        title, published = fields.get("title", ""), fields.get("date", fields.get("published", ""))
        text = text[front.end() :]
    pieces = [(title, Block(0, 0, "headline", level=1))] if title and not re.match(r"\s*# ", text) else []
    pieces += [_piece(chunk) for chunk in _chunks(text)]
    words, blocks = joined(pieces)
    return Document(
        identity(capture.name or capture.url, words),
        words,
        url=capture.url,
        name=capture.name,
        title=title,
        published=published if re.match(r"\d{4}-\d\d-\d\d", published) else "",
        published_basis="front matter" if published else "",
        capture=capture.sha256,
        fetched=capture.fetched,
        blocks=blocks,
    )


def _chunks(text: str) -> list[str]:
    """Paragraphs, headings and list entries of Markdown, each with its mark."""
    chunks: list[str] = []
    open_chunk = False
    for line in text.split("\n"):
        bare = line.strip()
        opens = bool(re.match(r"#{1,6} |[-*+] |\d{1,3}[.)] |> ?", bare))
        if not bare or re.fullmatch(r"[-*_ ]{3,}|=+", bare):
            open_chunk = False
        elif opens or not open_chunk:
            chunks.append(bare)
            open_chunk = not bare.startswith("#")
        else:
            chunks[-1] += " " + bare
    return chunks


def _piece(chunk: str) -> tuple[str, Block]:
    heading = re.match(r"(#{1,6}) +", chunk)
    entry = re.match(r"[-*+] +|\d{1,3}[.)] +", chunk)
    quote = re.match(r"> ?", chunk)
    mark = heading or entry or quote
    level = len(heading[1]) if heading else 0
    return _unmarked(chunk[mark.end() :] if mark else chunk), Block(0, 0, "headline" if level == 1 else "bullet" if entry else "", level=level)


def _unmarked(text: str) -> str:
    text = re.sub(r"!\[([^\]]{0,500})\]\([^)]{0,2000}\)", r"\1", text)
    text = re.sub(r"\[([^\]]{1,500})\]\([^)]{0,2000}\)", r"\1", text)
    text = re.sub(r"(\*\*|__|`)(?=\S)(.{1,2000}?\S)\1", r"\2", re.sub(r"(\*\*|__|`)(?=\S)(.{1,2000}?\S)\1", r"\2", text))
    return re.sub(r"(?<!\w)([*_])(?=\S)([^*_]{1,1000})\1(?!\w)", r"\2", text).rstrip("#").rstrip()


# ---- e-mail -----------------------------------------------------------------------------------------------------------


def _mail(content: bytes, capture: Capture) -> Document:
    """The body of a message under its subject; HTML is preferred, since it keeps the structure."""
    message = email.message_from_bytes(content, policy=email.policy.default)
    subject = " ".join(str(message.get("subject", "")).split())
    part = message.get_body(preferencelist=("html", "plain")) if isinstance(message, EmailMessage) else None
    if part is None:
        raise InputError("holds no text part", capture.name, "Save the message with its body.")
    payload = part.get_payload(decode=True)
    text, _ = decoded(payload if isinstance(payload, bytes) else b"", part.get_content_charset("") or "", where=capture.name)
    inner = Capture(capture.sha256, "text/html" if part.get_content_type() == "text/html" else "text/plain", capture.url, capture.fetched, capture.name)
    document = _document(text, inner)
    return _under(subject, document, _date(message))


def _date(message: email.message.Message) -> str:
    try:
        return parsedate_to_datetime(str(message.get("date", ""))).isoformat()
    except (ValueError, TypeError, IndexError):
        return ""


def _under(subject: str, document: Document, published: str) -> Document:
    """The document with the subject as its headline, unless its text shows it."""
    text, blocks = document.text, document.blocks
    subject = normalised(re.sub(r"^(?:(?:re|fwd?|aw|wg)\s*:\s*)+", "", subject, flags=re.I))
    if subject and subject.lower() not in text[:400].lower():
        shift = len(subject) + 2
        text = f"{subject}\n\n{text}"
        moved = tuple(Block(b.start + shift, b.end + shift, b.role, b.item, b.time, b.url, b.level) for b in blocks)
        blocks = (Block(0, len(subject), "headline", level=1), *moved)
    return msgspec.structs.replace(
        document,
        id=identity(document.url or document.name, text),
        text=text,
        title=subject or document.title,
        blocks=blocks,
        published=document.published or published,
        published_basis=document.published_basis or ("e-mail date" if published else ""),
    )
