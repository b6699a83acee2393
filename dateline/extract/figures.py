"""Quantity mentions -> Figures: which measure of which event a number is."""

from __future__ import annotations

from dateline.records import Figure, Mention, Quantity

# Measure of a number that no event of its sentence takes, by what the number is.
BY_KIND = {"share": "rate", "ratio": "rate", "duration": "duration", "money": "money"}
BY_CATEGORY = {"length": "distance", "area": "area", "time": "duration", "share": "rate", "money": "money"}
SKIPPED = frozenset({"age", "ordinal", "name", "phone", "year"})


def countable(mention: Mention) -> bool:
    """True for a mention that can be a figure of a claim."""
    return mention.type in {"QUANTITY", "MONEY"} and isinstance(mention.value, Quantity) and mention.value.kind not in SKIPPED


def figure(mention: Mention, text: str, measure: str) -> Figure:
    """The figure of a quantity under a measure."""
    value = mention.value
    assert isinstance(value, Quantity)
    thing = value.object or value.unit
    return Figure(text[mention.start : mention.end], mention.start, mention.end, measure, thing, value.low, value.high, value.op, value.of)


def own_measure(mention: Mention) -> str:
    """Measure of a number by its kind alone; "other" for a plain count."""
    value = mention.value
    assert isinstance(value, Quantity)
    return BY_KIND.get(value.kind) or BY_CATEGORY.get(value.category) or "other"
