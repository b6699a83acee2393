"""Findings of a checked text -> the check page: each statement coloured and labelled, evidence beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dateline.publish.pages import Check, Statement
from dateline.publish.record import Record
from dateline.publish.upkeep import proofs, verdicts
from dateline.records import Field, Finding

LIMIT = 20_000  # characters of a checked text
VERDICTS = ("contradicted", "supported", "not-in-source", "not-checkable")


def check_page(record: Record, text: str, findings: Sequence[Finding], only: str = "") -> Check:
    """The statements of a text with their verdicts, in reading order; `only` keeps those of one verdict."""
    statements = tuple(_statement(record, number, finding) for number, finding in enumerate(findings, 1))
    counts = tuple((verdict, sum(statement.verdict == verdict for statement in statements)) for verdict in VERDICTS)
    shown = tuple(statement for statement in statements if not only or statement.verdict == only)
    return Check(text, shown, counts, only if only in VERDICTS else "", LIMIT)


def blank(problem: str = "", text: str = "") -> Check:
    """The form, with what is wrong about the text that was sent."""
    return Check(text, (), (), "", LIMIT, problem)


def _statement(record: Record, number: int, finding: Finding) -> Statement:
    fields = verdicts(finding.fields)
    pieces = tuple(_pieces(finding))
    return Statement(number, pieces, finding.verdict, fields, proofs(record, finding.evidence), finding.note)


def _pieces(finding: Finding) -> Iterable[tuple[str, str]]:
    """The sentence cut where a field begins and ends; a field without offsets is not marked."""
    text = finding.sentence
    at = 0
    for start, end, verdict in sorted(_spans(finding.fields, finding.start, len(text))):
        if start < at:
            continue
        if start > at:
            yield text[at:start], ""
        yield text[start:end], verdict
        at = end
    if at < len(text):
        yield text[at:], ""


def _spans(fields: Iterable[Field], base: int, size: int) -> Iterable[tuple[int, int, str]]:
    for field in fields:
        start, end = field.start - base, field.end - base
        if field.start >= 0 and 0 <= start < end <= size:
            yield start, end, field.verdict
