"""A draft and sources -> Findings: supported, contradicted, not in the source, not checkable, field by field."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.records import Desk, Finding, Reading


class Checker:
    """Checks drafts for a desk."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def __call__(self, draft: Reading, sources: Sequence[Reading]) -> tuple[Finding, ...]:
        """One finding for each sentence of the draft."""
        return ()


def row(finding: Finding) -> dict[str, object]:
    """The public form of a finding."""
    return {"sentence": finding.sentence, "verdict": finding.verdict, "fields": [], "evidence": []}
