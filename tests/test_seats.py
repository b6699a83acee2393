"""Tolls told without a place stand with the attack that they count, and with no other."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from dateline.config import load_desk
from dateline.link import link
from dateline.pipeline import Pipeline
from dateline.records import Document, Event

CASES = Path(__file__).parent / "cases"
ROWS = [line for line in (CASES / "seats.txt").read_text(encoding="utf-8").split("\n") if line and not line.startswith("#")]


@cache
def pipeline() -> Pipeline:
    """The stages for a desk that takes no side."""
    return Pipeline(load_desk("world"))


def told(event: Event) -> str:
    """Place as written, dead and injured."""
    return f"{event.place.text if event.place else '-'} {event.killed} {event.injured}"


@pytest.mark.parametrize("row", ROWS, ids=[row[:50] for row in ROWS])
def test_each_toll_has_its_attack(row: str) -> None:
    report, _, expected = row.rpartition(" | ")
    text = report.replace(" // ", "\n\n").replace("* ", "\n\n• ")
    reading = pipeline().read(Document("d", text, name="d", outlet="Outlet", published="2025-03-12"))
    linked = link(reading.claims, [(reading.document, reading.page)], (), pipeline().desk)
    assert sorted(told(event) for event in linked.events if event.killed or event.injured) == sorted(expected.split("; "))
