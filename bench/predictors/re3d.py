"""re3d: war texts -> typed spans, as the annotator's mentions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dateline.annotate import Annotator
from dateline.records import Agent, Desk, Document, Mention, Place, Quantity, Time, Weapon
from dateline.segment import Segmenter

_PERSONS = frozenset(["person"])
_PLATFORMS = frozenset(["aircraft", "ship", "vehicle", "drone"])


def predict(rows: Iterable[dict[str, str]]) -> Iterator[dict[str, object]]:
    """One row of entities a text."""
    desk = Desk(name="bench", title="")
    segmenter, annotator = Segmenter(desk), Annotator(desk)
    for row in rows:
        document = Document(id=row["id"], text=row["text"], form="article")
        found = []
        for annotation in annotator(document, segmenter.plain(document)):
            found += [{"start": m.start, "end": m.end, "type": kind} for m in annotation.mentions if (kind := _kind(m))]
        yield {"id": row["id"], "entities": found, "relations": []}


def _kind(mention: Mention) -> str:
    match mention.value:
        case Place():
            return "Location"
        case Time():
            return "Temporal"
        case Weapon(category=category):
            return "MilitaryPlatform" if category in _PLATFORMS else "Weapon"
        case Quantity(kind=kind):
            return "Money" if kind == "money" else "Quantity"
        case Agent(kind=kind):
            return _agent(kind, mention.rule)
    return ""


def _agent(kind: str, rule: str) -> str:
    if kind == "nationality":
        return "Nationality"
    return "Person" if kind == "person" or rule == "role" else "Organisation"
