"""Check: verdicts on single sentences against short sources, and what a finding is made of."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from dateline.config import load_desk
from dateline.pipeline import Pipeline
from dateline.records import Document, Finding, Reading

CASES = Path(__file__).parent / "cases" / "check.txt"


@cache
def pipeline() -> Pipeline:
    return Pipeline(load_desk("russia-ukraine"))


@cache
def reading(name: str, source: str) -> Reading:
    return pipeline().read(Document(name, source))


def check(source: str, text: str, *more: str) -> tuple[Finding, ...]:
    return pipeline().check(Document("draft", text), [reading(f"source {number}", text) for number, text in enumerate((source, *more))])


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


class Probe(NamedTuple):
    """A statement under sources: verdict and field may be one of several; a todo is known to come out wrong."""

    sources: tuple[str, ...]
    verdicts: tuple[str, ...]
    fields: tuple[str, ...]
    text: str
    todo: bool


def rounds() -> list[Any]:
    """Probes of check_probes.txt: "=" opens a source, "+" adds a second one, "todo" marks a probe that comes out wrong."""
    found: list[Any] = []
    sources: tuple[str, ...] = ()
    for line in (CASES.parent / "check_probes.txt").read_text(encoding="utf-8").split("\n"):
        if line.startswith(("= ", "+ ")):
            sources = (*(sources if line[0] == "+" else ()), line[2:])
        elif line and not line.startswith("#"):
            todo = line.startswith("todo | ")
            verdict, field, text = line.removeprefix("todo | ").split(" | ")
            probe = Probe(sources, tuple(verdict.strip().split("/")), tuple(field.strip().split("/")), text, todo)
            found.append(pytest.param(probe, id=text[:60], marks=[pytest.mark.xfail(strict=True)] if todo else []))
    return found


@pytest.mark.parametrize("probe", rounds())
def test_probe_of_a_round(probe: Probe) -> None:
    (finding,) = check(probe.sources[0], probe.text, *probe.sources[1:])
    assert finding.verdict in probe.verdicts, finding.fields
    assert "-" in probe.fields or {part.field for part in finding.fields if part.verdict == finding.verdict} & set(probe.fields), finding.fields
    for part in finding.fields:
        assert probe.text[part.start : part.end] == part.text
        if part.verdict == "contradicted":
            assert part.source
            assert any(part.source in evidence.text for evidence in finding.evidence), part


def test_every_sentence_gets_a_finding_with_its_own_characters() -> None:
    draft = "Twelve trucks reached the camp. Stay tuned for more updates.\n\nNobody was hurt."
    findings = check("Twelve trucks reached the camp on Monday.", draft)
    assert [draft[finding.start : finding.end] for finding in findings] == [finding.sentence for finding in findings]
    assert len(findings) == 3


POLICE = "A suicide bomber killed 13 people outside a court in Islamabad, police said."
ARMY = "The army said that a suicide bomber had killed 12 people outside a court in Islamabad."


@pytest.mark.parametrize(("number", "other"), [("13", "The army has “12”"), ("12", "police has “13”")])
def test_sources_that_differ_are_named(number: str, other: str) -> None:
    (finding,) = check(POLICE, f"A suicide bomber killed {number} people outside a court in Islamabad.", ARMY)
    assert finding.verdict == "supported"
    assert other in finding.note
    assert {evidence.text for evidence in finding.evidence} == {POLICE, ARMY}


def test_sources_that_agree_are_not() -> None:
    (finding,) = check(POLICE, "A suicide bomber killed 13 people outside a court in Islamabad.", POLICE.replace(", police said", ", a doctor said"))
    assert "differ" not in finding.note


def test_a_claim_put_as_fact_is_told() -> None:
    (finding,) = check(POLICE, "A suicide bomber killed 13 people outside a court in Islamabad.")
    assert finding.note == "stated as fact; the source attributes it to police"


NIGHTS = ("Air defences shot down 29 drones on Monday night.", "Air defences shot down 34 drones on Tuesday night.")


@pytest.mark.parametrize("text", ["In total 63 drones were shot down in two nights.", "Over two nights air defences shot down 63 drones."])
def test_a_sum_shows_the_figures_it_is_made_of(text: str) -> None:
    (finding,) = check(NIGHTS[0], text, NIGHTS[1])
    assert finding.verdict == "supported", finding.fields
    assert finding.note == "63 = 29 + 34"
    assert {evidence.text for evidence in finding.evidence} == set(NIGHTS)


def test_a_wrong_sum_is_not_borne() -> None:
    (finding,) = check(NIGHTS[0], "In total 73 drones were shot down in two nights.", NIGHTS[1])
    assert finding.verdict != "supported"


def test_evidence_quotes_the_source() -> None:
    source = "The council met on Monday. Twelve trucks reached the camp, the army said."
    (finding,) = check(source, "Twelve trucks reached the camp.")
    assert finding.evidence
    assert all(source[e.start : e.end] == e.text for e in finding.evidence)
    assert "Twelve trucks" in finding.evidence[0].text


SAMPLES = Path(__file__).parent.parent / "samples"
EXPECTED = json.loads((SAMPLES / "expected.json").read_text(encoding="utf-8"))


@cache
def record() -> tuple[Reading, ...]:
    """Every text edition of the samples, of revisions the last."""
    pages = [page for page in EXPECTED["pages"] if page["file"].endswith(".txt") and "rev1" not in page["file"]]
    return tuple(pipeline().read(Document(p["file"], (SAMPLES / p["file"]).read_text(encoding="utf-8"), published=p["published"] or "")) for p in pages)


@pytest.mark.parametrize("name", EXPECTED["drafts"])
def test_draft_against_the_sample_record(name: str) -> None:
    findings = pipeline().check(Document(name, (SAMPLES / name).read_text(encoding="utf-8")), record())
    expected = {row["sentence"]: row for row in EXPECTED["drafts"][name]}
    assert [finding.sentence for finding in findings] == list(expected)
    for finding in findings:
        assert finding.verdict == expected[finding.sentence]["verdict"], finding


def test_recaps_of_the_sample_tag_page() -> None:
    tag_page = next(reading for reading in record() if reading.document.id == "brightfold.tag-page.txt")
    verdicts = {(item, finding.sentence): finding.verdict for item, finding in pipeline().check_recaps(tag_page)}
    for row in EXPECTED["recaps"]["brightfold.tag-page.txt"]:
        assert verdicts[row["item"], row["sentence"]] == row["verdict"], row


def test_no_source_bears_nothing() -> None:
    (finding,) = pipeline().check(Document("draft", "Twelve trucks reached the camp."), [])
    assert finding.verdict == "not-in-source"
