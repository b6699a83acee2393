"""Environment and desk files -> settings: the only module that reads the environment."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TypeVar

import msgspec

from dateline.errors import GrammarError, InputError
from dateline.records import Desk, Source

DATA = Path(__file__).parent / "data"
DEFAULT_DESK = "russia-ukraine"
Settings = TypeVar("Settings")


def desk_name() -> str:
    """The desk asked for by DATELINE_DESK, else the default."""
    return os.environ.get("DATELINE_DESK", DEFAULT_DESK)


def load_source(path: Path) -> Source:
    """A source that is polled, from its TOML file.

    Raises:
        InputError: there is no such file.
        GrammarError: the file is not a source; says which field.
    """
    if not path.is_file():
        raise InputError("no such source", str(path), "See docs/add-a-source.md.")
    return _decoded(path, Source, "See docs/add-a-source.md for its form.")


def load_desk(name: str) -> Desk:
    """A desk by name (data/desks) or by the path of a TOML file.

    Raises:
        InputError: there is no such desk.
        GrammarError: the file is not a desk; says which field.
    """
    path = Path(name) if name.endswith(".toml") else DATA / "desks" / f"{name}.toml"
    if not path.is_file():
        known = ", ".join(sorted(p.stem for p in (DATA / "desks").glob("*.toml")))
        raise InputError("no such desk", name, f"Name one of: {known}; or give the path of a desk file.")
    return _decoded(path, Desk, "Mend the desk file.")


def _decoded(path: Path, kind: type[Settings], remedy: str) -> Settings:
    try:
        return msgspec.toml.decode(path.read_bytes(), type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise GrammarError(str(error), str(path), remedy) from error
