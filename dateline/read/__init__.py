"""Sources -> Captures and Documents: files, folders, stdin, addresses, feeds, archives.

The door is `documents`: it takes whatever a user may name, finds out which of KINDS it is, and yields a capture, its
bytes as they came, and the document, page by page; a page that gives no document is a `Skipped` with the reason, and
never stops the others. Only `fetch` touches the network. `watch.poll` asks sources again and again; `revisions.changes`
tells what an edit changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import msgspec

from dateline.errors import InputError
from dateline.read import files
from dateline.read.files import Reading
from dateline.read.texts import web_address
from dateline.records import Capture, Document, Skipped, Source


class Options(msgspec.Struct, frozen=True):
    """What holds for every page of a source."""

    published: str = ""  # ISO day or moment told by the user
    local: bool = False  # private and loopback addresses may be fetched


def _file(source: Source, options: Options) -> Iterator[Reading | Skipped]:
    return files.file(Path(source.url))


def _folder(source: Source, options: Options) -> Iterator[Reading | Skipped]:
    return files.folder(Path(source.url))


def _stdin(source: Source, options: Options) -> Iterator[Reading | Skipped]:
    return files.stdin()


def _warc(source: Source, options: Options) -> Iterator[Reading | Skipped]:
    from dateline.read import warc

    return warc.pages(Path(source.url))


def _page(source: Source, options: Options) -> Iterator[Reading | Skipped]:
    from dateline.read.fetch import Fetcher, Limits, checked
    from dateline.read.web import address

    with Fetcher(Limits(local=options.local)) as fetcher:
        yield from address(checked(source.url), fetcher)


KINDS: dict[str, Callable[[Source, Options], Iterator[Reading | Skipped]]] = {
    "file": _file,
    "folder": _folder,
    "stdin": _stdin,
    "warc": _warc,
    "page": _page,
    "feed": _page,
}


def documents(source: str | Path | Source, *, published: str = "", local: bool = False) -> Iterator[Reading | Skipped]:
    """The documents of a source, in its order.

    Args:
        source: a path, "-" for standard input, an address, or a Source with its kind.
        published: ISO day or moment that holds for every page, told by the user.
        local: private and loopback addresses may be fetched.
    Raises:
        InputError: the source itself cannot be read.
    """
    named = source if isinstance(source, Source) else Source(str(source), kind(str(source)), str(source))
    if named.kind not in KINDS:
        raise InputError(f"kind {named.kind!r} is not known", named.name, f"Use one of: {', '.join(KINDS)}.")
    for page in KINDS[named.kind](named, Options(published, local)):
        yield page if isinstance(page, Skipped) else _sourced(page, source if isinstance(source, Source) else None, published)


def document(source: str, *, published: str = "", local: bool = False) -> Document:
    """The one document of a source.

    Args:
        published, local: as for `documents`.
    Raises:
        InputError: the source cannot be read, gives no page, or more than one.
    """
    pages = list(islice(documents(source, published=published, local=local), 2))
    if not pages:
        raise InputError("holds no page", source, "Name a file with text.")
    if len(pages) > 1:
        raise InputError("holds more than one page", source, "Name one of them; or take them all into a record with: dateline read")
    page = pages[0]
    if isinstance(page, Skipped):
        raise InputError(page.reason, page.name)
    return page[2]


def kind(source: str) -> str:
    """The kind of a source named by path or address: one of KINDS.

    >>> kind("https://wire.example/rss.xml")
    'page'
    """
    if source == "-":
        return "stdin"
    if web_address(source):
        return "page"
    if source.lower().endswith(files.WARC_SUFFIXES):
        return "warc"
    return "folder" if Path(source).is_dir() else "file"


def _sourced(page: Reading, source: Source | None, published: str) -> Reading:
    """The page with what its source and the user tell of it."""
    capture, content, document = page
    if source:
        document = msgspec.structs.replace(document, source=source.name, outlet=document.outlet or source.title, language=source.language or document.language)
    if published:
        document = msgspec.structs.replace(document, published=published, published_basis="told")
    return capture, content, document


__all__ = ["KINDS", "Capture", "Document", "Options", "Reading", "document", "documents", "kind"]
