"""An address -> captures and documents: a page, or a feed and the pages that it names."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from dateline.errors import InputError
from dateline.read import feeds
from dateline.read.fetch import Fetched, Fetcher
from dateline.read.files import Reading, reading
from dateline.read.texts import digest
from dateline.records import Capture, Skipped

PAGES_AT_ONCE = 30  # pages of a feed that are read in one go


def capture(answer: Fetched) -> Capture:
    """What is kept of an answer beside its bytes; its headers carry the decision of robots.txt."""
    headers = (*answer.headers, ("x-dateline-robots", answer.robots)) if answer.robots else answer.headers
    return Capture(digest(answer.content), answer.media_type, answer.url, answer.fetched, "", answer.status, headers)


def page(answer: Fetched) -> Reading | Skipped:
    """The document of an answer."""
    if answer.problem or answer.is_unchanged:
        return Skipped(answer.asked, answer.problem or "unchanged")
    try:
        return reading(answer.content, capture(answer), charset=answer.charset)
    except InputError as error:
        return Skipped(answer.asked, f"{error.problem}. {error.remedy}")


def address(url: str, fetcher: Fetcher) -> Iterator[Reading | Skipped]:
    """The page at an address; where it is a feed, the pages that it names."""
    answer = fetcher.get(url)
    if answer.content and feeds.is_feed(answer.content, answer.media_type):
        yield from _pages(answer, fetcher)
    else:
        yield page(answer)


def _pages(answer: Fetched, fetcher: Fetcher) -> Iterator[Reading | Skipped]:
    try:
        found = feeds.feed(answer.content, charset=answer.charset, where=answer.url)
    except InputError as error:
        yield Skipped(answer.asked, f"{error.problem}. {error.remedy}")
        return
    for entry in found.entries[:PAGES_AT_ONCE]:
        yield entry_page(entry, answer, fetcher)


def entry_page(entry: feeds.Entry, answer: Fetched, fetcher: Fetcher) -> Reading | Skipped:
    """The page of a feed's entry; where it cannot be fetched, what the feed itself says of it."""
    fetched = page(fetcher.get(entry.url)) if entry.url else Skipped(entry.id, "names no address")
    if not isinstance(fetched, Skipped):
        got, content, document = fetched
        published = document.published or entry.published
        return got, content, msgspec.structs.replace(document, published=published, published_basis=document.published_basis or ("feed" if published else ""))
    document = feeds.document(entry, capture(answer))
    if len(document.text) <= len(entry.title) + 40:
        return Skipped(entry.url or entry.id, fetched.reason)
    return capture(answer), answer.content, document
