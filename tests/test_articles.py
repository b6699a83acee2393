"""The sample pages as they are read, one line a claim: a change of rules or lexicons shows what it gains and loses.

``make accept`` writes what is read now over what was reviewed, and prints the difference.
"""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest

from dateline.config import load_desk
from dateline.pipeline import Pipeline
from dateline.read import documents
from dateline.records import Claim, Figure, Role, Skipped

HERE = Path(__file__).parent
REVIEWED = HERE / "articles"
SAMPLES = sorted((HERE.parent / "samples").glob("*.txt"))
PIPELINE = Pipeline(load_desk("russia-ukraine"))


def line(claim: Claim, text: str) -> str:
    """A claim in one line: its sentence's opening, event, who, whom, where, when, who says so, status, figures."""
    opening = " ".join(text[claim.start : claim.end].split())[:50]
    event = f"{claim.event or claim.kind}{'/' + claim.mode if claim.mode else ''}"
    where = f"{claim.place.name or claim.place.text}" if claim.place else "-"
    when = (claim.time.start or "?") if claim.time else "-"
    figures = ", ".join(map(figure_words, claim.figures)) or "-"
    return " | ".join([opening, event, party(claim.actor), party(claim.recipient), where, when, party(claim.speaker), claim.status, figures])


def party(role: Role | None) -> str:
    """Words and country of a party."""
    if role is None:
        return "-"
    country = role.country if isinstance(role.country, str) else "+".join(role.country or ())
    return f"{' '.join(role.text.split())} ({country or '?'})"


def figure_words(figure: Figure) -> str:
    """Measure, operator, number and object of a figure."""
    return f"{figure.measure} {figure.op}{figure.low:g} {figure.object or ''}".strip()


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_claims_are_those_reviewed(path: Path, request: pytest.FixtureRequest) -> None:
    entry = next(iter(documents(str(path))))
    assert not isinstance(entry, Skipped)
    found = [line(claim, entry[2].text) for claim in PIPELINE.read(entry[2]).claims]
    reviewed = REVIEWED / f"{path.stem}.txt"
    before = reviewed.read_text(encoding="utf-8").splitlines() if reviewed.exists() else []
    changes = [row for row in difflib.unified_diff(before, found, lineterm="", n=0) if row[:1] in "+-" and row[:3] not in ("+++", "---")]
    if request.config.getoption("--accept"):
        print("\n".join(changes))
        reviewed.write_text("\n".join(found) + "\n", encoding="utf-8")
        return
    assert not changes, "claims gained (+) and lost (-); `make accept` takes them over:\n" + "\n".join(changes)
