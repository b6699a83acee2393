"""A folder's sources.toml -> what the files cannot tell: outlet, side, the page a file is a reading of, what to leave out.

ignore = ["drafts/*"]          # shell patterns on the path below the folder

[[source]]
files = "volga-line.*"         # the first that fits counts
name  = "volga-line"
title = "Volga Line"
side  = "russia"

[[page]]
file = "story.rev2.txt"
url  = "https://stepova.example/story"
"""

from __future__ import annotations

from fnmatch import fnmatch
from pathlib import Path

import msgspec
from msgspec import Struct

from dateline.errors import InputError
from dateline.records import Document

NAME = "sources.toml"


class Listed(Struct, frozen=True, forbid_unknown_fields=True):
    """The files of one outlet."""

    files: str
    name: str
    title: str = ""
    side: str = ""
    language: str = "en"


class Told(Struct, frozen=True, forbid_unknown_fields=True):
    """The address that a file was read from."""

    file: str
    url: str


class Manifest(Struct, frozen=True, forbid_unknown_fields=True):
    """What a folder tells of its files; an empty one tells nothing."""

    ignore: tuple[str, ...] = ()
    source: tuple[Listed, ...] = ()
    page: tuple[Told, ...] = ()

    def leaves_out(self, place: str) -> bool:
        """True for a file that is not to be read."""
        return place == NAME or any(fnmatch(place, pattern) for pattern in self.ignore)

    def told(self, document: Document, place: str) -> Document:
        """The document with what the folder tells of it; what the page itself tells is kept."""
        listed = next((entry for entry in self.source if fnmatch(place, entry.files)), None)
        url = next((entry.url for entry in self.page if entry.file == place), document.url)
        if listed is None:
            return msgspec.structs.replace(document, url=url)
        outlet = listed.title or document.outlet
        return msgspec.structs.replace(document, url=url, source=listed.name, outlet=outlet, side=listed.side, language=listed.language)


def manifest(folder: Path) -> Manifest:
    """The folder's manifest; empty where there is none.

    Raises:
        InputError: the file is there but not in this form; says which field.
    """
    path = folder / NAME
    if not path.is_file():
        return Manifest()
    try:
        return msgspec.toml.decode(path.read_bytes(), type=Manifest)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise InputError(str(error), str(path), "See docs/add-a-source.md for its form.") from error
