"""Little reports and what is wanted of them, as the files of ``tests/cases`` write them: accounts, sums, series."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from msgspec import Struct

from dateline.config import load_desk
from dateline.link import link
from dateline.pipeline import Pipeline
from dateline.records import Document, Linked

CASES = Path(__file__).parent.parent / "tests" / "cases"
WANTED = re.compile(r"(differs|denies|updates|part of|rounds to|agree|silent|sum|rate|night|series|replaced|none)\b")


class Case(Struct, frozen=True):
    """Reports and what is wanted of them, in the words of the file."""

    name: str
    reports: tuple[Document, ...]
    wanted: tuple[str, ...]


def cases(name: str) -> Iterator[Case]:
    """Cases of a file, in its order."""
    for block in re.split(r"^## ", (CASES / f"{name}.txt").read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        title, *lines = [line for line in block.split("\n") if line]
        wanted = tuple(line for line in lines if WANTED.match(line))
        yield Case(title, tuple(_reports(title, [line for line in lines if line not in wanted])), tuple(line for line in wanted if line != "none"))


def _reports(name: str, lines: list[str]) -> Iterator[Document]:
    """Documents headed "@ day, outlet" or "@ day, outlet, page": two of one page are two versions of it."""
    bodies: list[tuple[str, list[str]]] = []
    for line in lines:
        if line.startswith("@ "):
            bodies.append((line[2:], []))
        else:
            bodies[-1][1].append(line)
    for number, (head, body) in enumerate(bodies):
        day, outlet, *page = head.split(", ")
        address = f"https://press.example/{'-'.join(name.split())}/{page[0] if page else number}"
        yield Document(f"{name} {number}", "\n\n".join(body), name=outlet, url=address, outlet=outlet, published=day, published_basis="told")


@cache
def pipeline() -> Pipeline:
    """Stages for a desk of no war in particular, which takes no side."""
    return Pipeline(load_desk("world"))


def linked(case: Case) -> Linked:
    """What the reports of a case tell together."""
    readings = [pipeline().read(report) for report in case.reports]
    return link((claim for reading in readings for claim in reading.claims), ((r.document, r.page) for r in readings), (), pipeline().desk)
