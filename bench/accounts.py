"""Little reports with the questions that they answer differently, as ``tests/cases/accounts*.txt`` write them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from msgspec import Struct

from dateline.config import load_desk
from dateline.link import link
from dateline.pipeline import Pipeline
from dateline.records import Conflict, Document

CASES = Path(__file__).parent.parent / "tests" / "cases"
DISPUTED = ("differs", "denies")
WANTED = re.compile(r"(differs|denies|updates|part of|rounds to|agree|silent|none)\b")


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
    bodies: list[tuple[str, list[str]]] = []
    for line in lines:
        if line.startswith("@ "):
            bodies.append((line[2:], []))
        else:
            bodies[-1][1].append(line)
    for number, (head, body) in enumerate(bodies):
        day, outlet = head.split(", ")
        yield Document(f"{name} {number}", "\n\n".join(body), name=outlet, outlet=outlet, published=day, published_basis="told")


@cache
def _pipeline() -> Pipeline:
    """Stages for a desk that takes no side."""
    return Pipeline(load_desk("world"))


def found(case: Case) -> list[str]:
    """Every question that two speakers answer, and every party that is silent on one, as the file writes them."""
    readings = [_pipeline().read(report) for report in case.reports]
    linked = link((claim for reading in readings for claim in reading.claims), ((r.document, r.page) for r in readings), (), _pipeline().desk)
    silent = {f"silent {party.party}" for conflict in linked.conflicts for party in conflict.silent}
    return sorted({_told(conflict) for conflict in linked.conflicts if conflict.kind != "single"} | silent)


def _told(conflict: Conflict) -> str:
    values = sorted({account.value for account in conflict.accounts})
    return f"{conflict.kind} {conflict.question}: {' | '.join(values)}"


def is_right(case: Case) -> bool:
    """True where all that is wanted is found, and nothing else is told as disputed."""
    told = found(case)
    return set(case.wanted) <= set(told) and not false(case, told)


def false(case: Case, told: list[str]) -> list[str]:
    """What is told as disputed and is not wanted."""
    return [line for line in told if line.startswith(DISPUTED) and line not in case.wanted]


def measure(name: str) -> dict[str, float]:
    """Share of a file's cases that come out right, and how many tell a dispute that is none."""
    table = list(cases(name))
    return {
        "cases": len(table),
        "right": round(sum(is_right(case) for case in table) / len(table), 4),
        "false": sum(bool(false(case, found(case))) for case in table),
    }
