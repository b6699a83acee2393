"""The whole record -> a folder of files that any web server, or none, can hold: links are relative, nothing is fetched."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from dateline.errors import InputError
from dateline.publish import exports, feeds
from dateline.publish.editions import edition, endings
from dateline.publish.record import Record
from dateline.publish.render import STATIC, View, html, static_file
from dateline.publish.routes import PAGES, Asked, Route, parts_of
from dateline.records import Desk
from dateline.store import Store

MARK = ".dateline-site"  # a folder of ours may be written anew


def write_site(store: Store, desk: Desk, folder: Path, *, base: str = "", advance: Callable[[str], None] = lambda path: None) -> int:
    """Every page, feed and export of the record as files; how many were written.

    Args:
        base: scheme and host where the copy will stand, for feeds and search engines; "" leaves them relative to a root.
        advance: called with the address of each page that was written.

    Raises:
        InputError: the folder holds files that are not an earlier copy.
    """
    record = Record(store, desk)
    _prepare(folder)
    count = 0
    for route, address in _addresses(record):
        text = _page(record, route, address, base)
        if text is not None:
            _write(folder / static_file(address), text)
            advance(address)
            count += 1 + _editions(record, route, address, folder, base)
    return count + _files(record, folder, base)


def _prepare(folder: Path) -> None:
    if folder.exists() and any(folder.iterdir()) and not (folder / MARK).is_file():
        raise InputError("holds files that are not an earlier copy", str(folder), "Name an empty or a new folder.")
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / MARK, "")
    shutil.copytree(STATIC, folder / "static", dirs_exist_ok=True)


def _addresses(record: Record) -> Iterator[tuple[Route, str]]:
    for route in PAGES:
        for address in route.addresses(record):
            yield route, address


def _page(record: Record, route: Route, address: str, base: str) -> str | None:
    asked = Asked(parts_of(route.path, address), {})
    page = route.build(record, asked)
    return None if page is None else html(route.template, page, record, View(path=address, menu=route.menu, base=base, static=True))


def _editions(record: Record, route: Route, address: str, folder: Path, base: str) -> int:
    """The other forms of a page; how many there are."""
    made = endings(route.page)
    page = route.build(record, Asked(parts_of(route.path, address), {})) if made else None
    count = 0
    for ending in made:
        found = edition(page, ending, record, base) if page is not None else None
        if found is not None:
            path = folder / static_file(f"{address}.{ending}")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(found[0])
            count += 1
    return count


def _files(record: Record, folder: Path, base: str) -> int:
    count = 0
    for name, (_, made) in exports.EXPORTS.items():
        _write(folder / "export" / name, "".join(made(record)))
        count += 1
    feed = feeds.newest(record)
    for ending, (_, made_feed) in feeds.FORMATS.items():
        (folder / f"feed.{ending}").write_bytes(made_feed(feed, base))
        count += 1
    return count


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="")
