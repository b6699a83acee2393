"""Check: verdicts on single sentences against short sources, and what a finding is made of."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from dateline.config import load_desk
from dateline.pipeline import Pipeline
from dateline.records import Document, Finding

CASES = Path(__file__).parent / "cases" / "check.txt"


@cache
def pipeline() -> Pipeline:
    return Pipeline(load_desk("russia-ukraine"))


def check(source: str, text: str) -> tuple[Finding, ...]:
    return pipeline().check(Document("draft", text), [pipeline().read(Document("source", source))])


def probes() -> list[tuple[str, str, str, str]]:
    """(source, probe, verdict, field) from the table: a source line opens with "=", a probe gives verdict, field, text."""
    found, source = [], ""
    for line in CASES.read_text(encoding="utf-8").split("\n"):
        if line.startswith("= "):
            source = line[2:]
        elif line and not line.startswith("#"):
            verdict, field, text = line.split(" | ")
            found.append((source, text, verdict.strip(), field.strip()))
    return found


@pytest.mark.parametrize(("source", "text", "verdict", "field"), probes(), ids=lambda value: value[:60])
def test_probe(source: str, text: str, verdict: str, field: str) -> None:
    (finding,) = check(source, text)
    assert finding.verdict == verdict, finding.fields
    if field != "-":
        assert field in {part.field for part in finding.fields if part.verdict == verdict}, finding.fields


def test_every_sentence_gets_a_finding_with_its_own_characters() -> None:
    draft = "Twelve trucks reached the camp. Stay tuned for more updates.\n\nNobody was hurt."
    findings = check("Twelve trucks reached the camp on Monday.", draft)
    assert [draft[finding.start : finding.end] for finding in findings] == [finding.sentence for finding in findings]
    assert len(findings) == 3


def test_evidence_quotes_the_source() -> None:
    source = "The council met on Monday. Twelve trucks reached the camp, the army said."
    (finding,) = check(source, "Twelve trucks reached the camp.")
    assert finding.evidence
    assert all(source[e.start : e.end] == e.text for e in finding.evidence)
    assert "Twelve trucks" in finding.evidence[0].text


def test_no_source_bears_nothing() -> None:
    (finding,) = pipeline().check(Document("draft", "Twelve trucks reached the camp."), [])
    assert finding.verdict == "not-in-source"
