"""Sentences with a marked pair -> the PLOVER root of the act between them: the claim whose roles fit the pair best."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from dateline.config import load_desk
from dateline.pipeline import Pipeline
from dateline.records import Claim, Document, Role

Pair = tuple[int, int]


def predict(rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """One root a row; no root where the product reads no event."""
    pipeline = Pipeline(load_desk("world"))
    grammar = pipeline.extractor.grammar
    for row in rows:
        source, target = _spans(row["marked"])
        claims = [c for c in pipeline.read_draft(Document(row["id"], row["text"], name=row["id"])).claims if c.event]
        best = max(claims, key=lambda c: (_fit(c, source, target), -c.start), default=None)
        yield {"id": row["id"], "root": grammar.plover(best)} if best else {"id": row["id"]}


def _spans(marked: str) -> tuple[Pair | None, Pair | None]:
    """Where <s> and <t> stand in the text without the marks."""
    found: dict[str, int] = {}
    plain, at = 0, 0
    while at < len(marked):
        mark = next((m for m in ("<s>", "</s>", "<t>", "</t>") if marked.startswith(m, at)), "")
        if mark:
            found[mark] = plain
            at += len(mark)
        else:
            plain, at = plain + 1, at + 1
    return (
        (found["<s>"], found["</s>"]) if "</s>" in found else None,
        (found["<t>"], found["</t>"]) if "</t>" in found else None,
    )


def _fit(claim: Claim, source: Pair | None, target: Pair | None) -> float:
    """How well actor and recipient are the marked pair; a swapped pair and a near trigger count less."""
    score = 3.0 * _meets(claim.actor, source) + 3.0 * _meets(claim.recipient, target) + _meets(claim.speaker, source)
    score += 0.5 * (_meets(claim.actor, target) + _meets(claim.recipient, source))
    trigger = claim.match.trigger
    if trigger and source and target:
        low, high = min(source[0], target[0]), max(source[1], target[1])
        score += 1.0 if low <= trigger.start <= high else -min(1.0, min(abs(trigger.start - low), abs(trigger.start - high)) / 100)
    return score


def _meets(role: Role | None, pair: Pair | None) -> bool:
    return bool(role and pair and role.start < pair[1] and pair[0] < role.end)
