"""Constructions of news sentences, one sentence with the claims it makes: cases/constructions.txt.

A claim is told in parts that must hold; what it does not name may be anything. The number of claims must be right.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.records import Claim
from tests.test_articles import figure_words
from tests.test_extract import reading

LINES = (Path(__file__).parent / "cases" / "constructions.txt").read_text(encoding="utf-8").splitlines()
CASES = [block.split("\n") for block in "\n".join(line for line in LINES if not line.startswith("#")).strip().split("\n\n")]


def country(value: str | tuple[str, ...] | None) -> str:
    """Country codes joined by "+"; "?" where none is told."""
    return (value if isinstance(value, str) else "+".join(value or ())) or "?"


def told(claim: Claim) -> dict[str, str]:
    """Parts of a claim by the letter that names each."""
    parts = {"A": claim.actor, "R": claim.recipient, "S": claim.speaker}
    return {
        "E": f"{claim.event or claim.kind}{'/' + claim.mode if claim.mode else ''}",
        **{letter: f"{role.text} {country(role.country)}" if role else "-" for letter, role in parts.items()},
        "P": (claim.place.name or claim.place.text) if claim.place else "-",
        "T": (claim.time.start or "?") if claim.time else "-",
        "X": claim.status,
        "F": ", ".join(map(figure_words, claim.figures)) or "-",
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0][:60])
def test_claims(case: list[str]) -> None:
    text, *wanted = case
    claims = [told(claim) for claim in reading(text, desk="world").claims if claim.kind == "event"]
    asked = [dict(part.split("=", 1) for part in line.strip().split(" | ")) for line in wanted]
    assert [{letter: claim[letter] for letter in want} for claim, want in zip(claims, asked, strict=False)] == asked
    assert len(claims) == len(asked)
