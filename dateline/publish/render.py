"""Page -> HTML through its template, or JSON: the only door to the templates."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from posixpath import relpath
from typing import Any
from urllib.parse import urlencode

import jinja2
import msgspec
from msgspec import Struct

from dateline.calendar_days import shift
from dateline.publish import charts, parquet
from dateline.publish.pages import Page
from dateline.publish.record import Record, capital, topic_address
from dateline.publish.structured import linked_data

HERE = Path(__file__).parent
STATIC = HERE / "static"
LONGEST_NAME = 200  # file systems take 255 bytes, the ending and a server's own additions counted
THEMES = ("system", "light", "dark")
MENU = (
    ("live", "/live"), ("brief", "/brief"), ("events", "/events"), ("figures", "/figures"), ("map", "/places"), ("search", "/search"), ("check", "/check"),
)  # fmt: skip
MORE = (
    ("speakers", "/speakers"), ("actors", "/actors"), ("tags", "/tags"), ("sources", "/sources"), ("recaps", "/recaps"), ("corrections", "/corrections"),
    ("health", "/health"), ("exports", "/exports"),
)  # fmt: skip


class View(Struct, frozen=True):
    """How a page is seen: where it stands, the reader's choices, and whether it is a file of a static copy."""

    path: str = "/"
    query: str = ""  # as sent, without "?"
    theme: str = "system"
    zone: str = "UTC"
    menu: str = ""
    base: str = ""  # scheme and host for addresses that must be whole (feeds, JSON-LD)
    static: bool = False

    def link(self, address: str) -> str:
        """An address of this site, as this page must write it."""
        if not self.static or not address.startswith("/"):
            return address
        path, mark, anchor = address.partition("#")
        return relpath(static_file(path.partition("?")[0]), str(Path(static_file(self.path)).parent)) + mark + anchor


def static_file(path: str) -> str:
    """File of a static copy that holds a page: "/event/x" -> "event/x.html"; names are kept literally, so "%2F" stays one part."""
    *folders, last = path.strip("/").split("/")
    if not last:
        return "index.html"
    stem, _, ending = last.rpartition(".")
    stem, ending = (stem, ending) if stem and ending in _FILES else (last, "html")
    return "/".join([*map(_file_name, folders), f"{_file_name(stem)}.{ending}"])


def _file_name(part: str) -> str:
    """A part of an address as a name that every file system takes; a long one is cut and told apart by its digest."""
    name = part.replace("%", "_")
    return name if len(name) <= LONGEST_NAME else f"{name[:LONGEST_NAME]}~{hashlib.sha256(name.encode()).hexdigest()[:12]}"


_FILES = frozenset({"css", "js", "svg", "xml", "json", "csv", "jsonl", "geojson", "md", "txt", "html", "rss", "atom", "eml", "woff2"})


def html(template: str, page: Page, record: Record, view: View) -> str:
    """The page as HTML."""
    values: dict[str, Any] = {
        "page": page,
        "t": record.strings,
        "desk": record.desk,
        "sides": record.sides.parties,
        "view": view,
        "link": view.link,
        "menu": MENU,
        "more": MORE,
        "themes": THEMES,
        "linked_data": linked_data(page, record, view.base),
        "version": static_version(),
        "parquet": parquet.is_available(),
    }
    return environment().get_template(template).render(values)


@cache
def environment() -> jinja2.Environment:
    """Templates: everything escaped, a name that is not known is an error."""
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals.update(
        nights_chart=charts.nights_chart, toll_chart=charts.toll_chart, sparkline=charts.sparkline, plot=charts.plot,
        timebar=charts.timebar, closer=charts.closer, moved=charts.moved, shift=shift, series=charts.series, topic_address=topic_address,
        capital=capital,
        query=lambda **values: urlencode({name: value for name, value in values.items() if value}),
    )  # fmt: skip
    return made


@cache
def static_version() -> str:
    """Digest of the static files: a changed style has a new address."""
    digest = hashlib.sha256()
    for path in sorted(STATIC.rglob("*")):
        if path.is_file():
            digest.update(path.read_bytes())
    return digest.hexdigest()[:10]


def json(page: Page) -> bytes:
    """The page as JSON: the same fields that the template shows."""
    return msgspec.json.format(msgspec.json.encode(page), indent=1)
