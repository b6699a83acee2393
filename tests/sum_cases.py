"""Little reports with the sums that they make, as ``tests/cases/sums*.txt`` writes them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from msgspec import Struct

from dateline.config import load_desk
from dateline.link import link
from dateline.pipeline import Pipeline
from dateline.records import Document, Sum

CASES = Path(__file__).parent / "cases"


class Case(Struct, frozen=True):
    """Reports and what is wanted of them, in the words of the file."""

    name: str
    reports: tuple[Document, ...]
    wanted: tuple[str, ...]


def cases(name: str) -> Iterator[Case]:
    """Cases of a file, in its order."""
    for block in re.split(r"^## ", (CASES / f"{name}.txt").read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        title, *lines = [line for line in block.split("\n") if line]
        wanted = tuple(line for line in lines if re.match(r"(sum|rate|row|none)\b", line))
        yield Case(title, tuple(_reports(title, [line for line in lines if line not in wanted])), tuple(line for line in wanted if line != "none"))


def _reports(name: str, lines: list[str]) -> Iterator[Document]:
    bodies: list[tuple[str, list[str]]] = []
    for line in lines:
        if line.startswith("@ "):
            bodies.append((line[2:], []))
        else:
            bodies[-1][1].append(line)
    for number, (head, body) in enumerate(bodies):
        day, outlet = head.split(", ")
        yield Document(f"{name} {number}", "\n\n".join(body), url=f"https://{number}.example/{name}", outlet=outlet, published=day, published_basis="told")


@cache
def pipeline() -> Pipeline:
    """Stages for a desk of no war in particular."""
    return Pipeline(load_desk("world"))


def found_sums(case: Case) -> list[str]:
    """What the reports of a case add up to, as the file writes it."""
    readings = [pipeline().read(report) for report in case.reports]
    linked = link((claim for reading in readings for claim in reading.claims), ((r.document, r.page) for r in readings), (), pipeline().desk)
    return [_told(one) for one in linked.sums]


def _told(one: Sum) -> str:
    values = sorted((part.figure.low for part in one.parts if part.figure), reverse=True)
    parts = " + ".join(f"{value:.12g}" for value in values)
    whole = one.total.figure.low if one.total.figure else 0
    if one.note and len(one.parts) == 1:
        return f"rate {whole:.12g} = {parts} in {one.note.split(' in ')[1].split()[0]}"
    over = "over" if one.remainder < 0 else "short" if one.is_all else "left"
    left = "" if not one.remainder else f", {abs(one.remainder):.12g} {over}"
    return f"sum {whole:.12g} = {parts}{left}"
