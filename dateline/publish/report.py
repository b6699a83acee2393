"""Findings -> one HTML file that holds all it needs: a checked text to mail or keep."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.publish.checks import VERDICTS, statement
from dateline.publish.pages import Check
from dateline.publish.parts import Proof
from dateline.publish.record import collapsed
from dateline.publish.render import STATIC, environment
from dateline.publish.strings import Strings
from dateline.records import Document, Finding


def report(draft: Document, findings: Sequence[Finding], *, own: bool = False) -> str:
    """The statements of a draft with their verdicts and the words of the sources; its style is inside.

    Args:
        own: it was held against given sources, not against a record.
    """
    statements = tuple(statement(number, finding, tuple(_proofs(finding))) for number, finding in enumerate(findings, 1))
    counts = tuple((verdict, sum(one.verdict == verdict for one in statements)) for verdict in VERDICTS)
    page = Check(draft.text, statements, counts)
    style = (STATIC / "dateline.css").read_text(encoding="utf-8")
    return environment().get_template("report.html").render(page=page, t=Strings(), name=draft.name or draft.title, style=style, own=own)


def _proofs(finding: Finding) -> list[Proof]:
    return [Proof(collapsed(words.text), words.document, "") for words in finding.evidence]
