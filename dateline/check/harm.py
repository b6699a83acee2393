"""Harm that a sentence asserts against sources that say there was none: casualties, damage."""

from __future__ import annotations

from dateline.check.case import Case
from dateline.check.shelf import Line
from dateline.records import Field, Token

_HARM = (frozenset(("killing", "wound")), frozenset(("damage",)))
_NONE = frozenset(("no", "without", "any", "nobody", "none", "neither", "zero", "not", "n't"))
_NOBODY = frozenset(("nobody", "none", "neither"))
_REACH = 4  # words between the denial and the noun ("no known casualties", "no casualties or damage")


def denied_harm(case: Case) -> list[Field]:
    """A field for each kind of harm that the near lines deny and none of them reports."""
    fields = []
    for groups in _HARM:
        asserted = [word for word in case.words if groups.intersection(word.groups) and word.kind == "word"]
        if asserted and not _is_denied(case.annotation.tokens, asserted[0].order):
            field = _field(case, groups, asserted[0].start, asserted[0].end)
            fields += [field] if field is not None else []
    return fields


def _field(case: Case, groups: frozenset[str], start: int, end: int) -> Field | None:
    denied: Line | None = None
    for line in case.around(1, 2):
        told = [word for word in line.words if word.kind == "word" and groups.intersection(word.groups)]
        if any(not _is_denied(line.annotation.tokens, word.order) for word in told):
            return None
        denied = denied or (line if told else None)
    return Field(case.document.text[start:end], "damage", "contradicted", denied.text, start, end) if denied is not None else None


def _is_denied(tokens: tuple[Token, ...], order: int) -> bool:
    before = [token.text.lower() for token in tokens[max(0, order - _REACH) : order]]
    if _NONE.intersection(before):
        return True
    after = [token.text.lower() for token in tokens[order + 1 : order + 3]]
    return "nobody" in after or bool(_NOBODY.intersection(token.text.lower() for token in tokens[:order]))
