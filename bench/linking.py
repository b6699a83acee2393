"""Own pairs of reports: of one happening, which must be joined, and of two, which must be kept apart.

The tables are ``tests/cases/link_merge.txt`` and ``link_apart.txt``; those named ``_fresh``, ``_third`` and ``_fourth`` were written
after the rules, each batch scored once before any change; their heads tell what came out right then.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from msgspec import Struct

from dateline.config import load_desk
from dateline.link import link
from dateline.pipeline import Pipeline
from dateline.records import Document, Linked, Reading

CASES = Path(__file__).parent.parent / "tests" / "cases"


class Case(Struct, frozen=True):
    """Two reports and the kind of trap they set; line is that of the first."""

    kind: str
    line: int
    reports: tuple[tuple[str, str], tuple[str, str]]  # day of publication, text


def cases(name: str) -> list[Case]:
    """The pairs of a table."""
    kind, found, told = "", [], []
    for number, line in enumerate((CASES / f"{name}.txt").read_text(encoding="utf-8").split("\n"), 1):
        if line.startswith("== "):
            kind = line[3:]
        elif line and not line.startswith("#"):
            told.append((number, line[:10], line[11:].replace(" // ", "\n\n")))
            if len(told) == 2:
                found.append(Case(kind, told[0][0], ((told[0][1], told[0][2]), (told[1][1], told[1][2]))))
                told = []
    return found


@cache
def pipeline() -> Pipeline:
    """The stages for a desk that takes no side."""
    return Pipeline(load_desk("world"))


def readings(case: Case, name: str) -> list[Reading]:
    """Both reports read, each from an outlet of its own."""
    documents = (
        Document(f"{name}{case.line}{letter}", text, name=letter, outlet=letter, published=day) for letter, (day, text) in zip("ab", case.reports, strict=True)
    )
    return [pipeline().read(document) for document in documents]


def linked(told: list[Reading]) -> Linked:
    """Everything link makes of some readings."""
    return link((c for r in told for c in r.claims), ((r.document, r.page) for r in told), (), pipeline().desk)


def joined(whole: Linked, told: list[Reading]) -> Iterator[tuple[str, str]]:
    """Documents, two by two, that share an event."""
    owner = {claim.id: reading.document.id for reading in told for claim in reading.claims}
    for event in whole.events:
        homes = sorted({owner[claim] for claim in event.claims})
        yield from ((one, other) for i, one in enumerate(homes) for other in homes[i + 1 :])


def wrong(name: str) -> list[Case]:
    """Cases of a table that are linked wrongly, each pair in a record of its own."""
    wanted = "merge" in name
    return [case for case in cases(name) if bool(list(joined(linked(told := readings(case, name)), told))) != wanted]


def measure(name: str) -> dict[str, float]:
    """Share of a table's pairs that come out right: each alone, and all in one record."""
    table = cases(name)
    wanted = "merge" in name
    told = [readings(case, name) for case in table]
    everything = [reading for pair in told for reading in pair]
    together = set(joined(linked(everything), everything))
    right = sum(((one.document.id, other.document.id) in together) == wanted for one, other in told)
    return {"pairs": len(table), "alone": round(1 - len(wrong(name)) / len(table), 4), "together": round(right / len(table), 4)}
