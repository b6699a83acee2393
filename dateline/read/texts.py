"""Bytes -> text -> Document: charset, normalisation, identity.

Text is normalised once, here: Unicode NFC, line ends, kinds of blanks, invisible characters, no white space at line
ends. Every offset of Dateline counts code points of the text that comes out.
"""

from __future__ import annotations

import codecs
import hashlib
import re
import unicodedata
from collections.abc import Iterable

from dateline.errors import InputError
from dateline.records import Block, Capture, Document

MOST_BYTES = 50_000_000
TAB = "    "  # of an indent
BLANKS = dict.fromkeys(map(ord, "\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"), " ")
BREAKS = {0x2028: "\n", 0x2029: "\n\n", 0x0B: "\n", 0x0C: "\n\n", 0x85: "\n"}
INVISIBLE = dict.fromkeys(
    [*range(0x00, 0x09), *range(0x0E, 0x20), 0x7F, 0xAD, 0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), 0x2060, *range(0x2066, 0x206A), 0xFEFF], ""
)
TABLE = {**BLANKS, **BREAKS, **INVISIBLE}
BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,100}encoding\s*=\s*[\"']([\w.:-]{2,40})", re.I)
# The WHATWG Encoding Standard reads these labels as windows-1252.
AS_CP1252 = frozenset({"ascii", "us-ascii", "iso-8859-1", "iso8859-1", "latin1", "latin-1", "l1", "cp819", "ansi"})


def normalised(text: str) -> str:
    """NFC, line ends as line feeds, every blank a space, nothing invisible, no white space at line ends or at the end."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    if "\t" in text:
        text = re.sub(r"(?m)^[ \t]+", lambda indent: indent[0].replace("\t", TAB), text)
    text = text.translate(TABLE)
    return re.sub(r" +$", "", text, flags=re.MULTILINE).rstrip("\n")


def decoded(content: bytes, charset: str = "", *, where: str = "") -> tuple[str, str]:
    """(text, notice): byte order mark, then the charset told, then the one in the markup, then UTF-8, then windows-1252.

    Args:
        charset: what the transport says; "" = nothing.
    Returns:
        Broken bytes stay visible as U+FFFD, and the notice says so; it is "" where all bytes were read.
    Raises:
        InputError: no bytes, too many, or bytes that are not text.
    """
    check_size(content, where)
    for mark, name in BOMS:
        if content.startswith(mark):
            return _read(content, name)
    if is_binary(content):
        raise InputError("is not text", where, "Give text, HTML, Markdown, e-mail, a feed or a WARC file.")
    meta = META.search(content[:4096])
    for label in (charset, (meta[1] or meta[2] or b"").decode("ascii") if meta else ""):
        name = _known(label)
        if name:
            text, notice = _read(content, name)
            if not notice or name == "utf-8":
                return (text, notice) if not notice else _guess(content)
    return _guess(content)


def check_size(content: bytes, where: str = "") -> None:
    """Refuses nothing at all and more than a page can be.

    Raises:
        InputError: no bytes, or more than MOST_BYTES.
    """
    if not content.strip():
        raise InputError("is empty", where, "Check that it was saved completely.")
    if len(content) > MOST_BYTES:
        raise InputError(f"is larger than {MOST_BYTES // 1_000_000} MB", where, "Split it, or give the article alone.")


def is_binary(content: bytes) -> bool:
    """Bytes that no text has: zeros, a share of control characters, or the signature of a known binary format."""
    head = content[:4096]
    if head.startswith(
        (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"\x7fELF", b"Rar!", b"7z\xbc\xaf", b"OggS", b"ID3", b"RIFF", b"SQLite format 3")
    ):
        return True
    controls = sum(byte < 9 or (13 < byte < 32 and byte != 27) for byte in head)
    return controls > len(head) // 50


def _known(label: str) -> str:
    label = label.strip().lower()
    if label in AS_CP1252:
        return "cp1252"
    try:
        info = codecs.lookup(label) if label else None
    except (LookupError, ValueError):
        return ""
    return info.name if info and info._is_text_encoding else ""


def _read(content: bytes, name: str) -> tuple[str, str]:
    try:
        return content.decode(name), ""
    except UnicodeDecodeError:
        text = content.decode(name, errors="replace")
        return text, f"{text.count(chr(0xFFFD))} broken characters in {name}"


def _guess(content: bytes) -> tuple[str, str]:
    """UTF-8; windows-1252 where the bytes above ASCII are mostly no UTF-8 at all."""
    text, notice = _read(content, "utf-8")
    broken = text.count("\ufffd")
    if not notice or broken * 4 < sum(ord(character) > 127 for character in text):
        return text, notice
    return content.decode("cp1252", errors="replace"), ""


# ---- records ----------------------------------------------------------------------------------------------------------


def digest(content: bytes) -> str:
    """SHA-256 of the bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def identity(page: str, text: str) -> str:
    """A document's id: 16 hexadecimal digits of the hash of its address or name, and its text."""
    return hashlib.sha256(f"{page}\n{text}".encode("utf-8", "surrogatepass")).hexdigest()[:16]


def web_address(url: str) -> str:
    """The address where it is one of the web, else "": pages may name themselves by any scheme."""
    return url if url.lower().startswith(("http://", "https://")) else ""


def joined(pieces: Iterable[tuple[str, Block]]) -> tuple[str, tuple[Block, ...]]:
    """Texts with their hints -> one normalised text, an empty line between two, and the hints at their place."""
    found: list[Block] = []
    parts: list[str] = []
    at = 0
    for words, hint in pieces:
        words = normalised(words).strip()
        if not words:
            continue
        parts.append(words)
        found.append(Block(at, at + len(words), hint.role, hint.item, hint.time, hint.url, hint.level))
        at += len(words) + 2
    return "\n\n".join(parts), tuple(found)


def plain(text: str, capture: Capture, *, title: str = "", published: str = "", basis: str = "") -> Document:
    """A document of text without markup."""
    text = normalised(text)
    page = capture.url or capture.name
    return Document(
        identity(page, text),
        text,
        url=capture.url,
        name=capture.name,
        title=title,
        published=published,
        published_basis=basis,
        capture=capture.sha256,
        fetched=capture.fetched,
    )
