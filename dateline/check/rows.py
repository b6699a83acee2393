"""Finding -> the public row of `dateline check --jsonl`."""

from __future__ import annotations

from dateline.records import Finding

Row = dict[str, object]


def row(finding: Finding) -> Row:
    """sentence, verdict, fields [{text, field, verdict, source}], evidence [{document, start, end, text}]."""
    return {
        "sentence": finding.sentence,
        "verdict": finding.verdict,
        "fields": [{"text": f.text, "field": f.field, "verdict": f.verdict, "source": f.source} for f in finding.fields],
        "evidence": [{"document": e.document, "start": e.start, "end": e.end, "text": e.text} for e in finding.evidence],
        **({"note": finding.note} if finding.note else {}),
    }
