"""re3d: war texts -> typed spans, as the annotator's mentions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dateline.annotate import Annotator
from dateline.records import Agent, Desk, Document, Mention, Place, Quantity, Time, Weapon
from dateline.segment import Segmenter

_COUNTED = frozenset(["count", "measure", "share", "ratio", "duration", "age"])
_BESIDE = frozenset(["degree", "hertz", "kilohertz", "megahertz", "gigahertz"])  # the set has types of their own for coordinates and frequencies
_PLATFORMS = frozenset(["aircraft", "ship", "vehicle", "drone"])


def predict(rows: Iterable[dict[str, str]]) -> Iterator[dict[str, object]]:
    """One row of entities a text."""
    desk = Desk(name="bench", title="")
    segmenter, annotator = Segmenter(desk), Annotator(desk)
    for row in rows:
        document = Document(id=row["id"], text=row["text"], form="article")
        spans = {span for annotation in annotator(document, segmenter.plain(document)) for m in annotation.mentions for span in _spans(document.text, m)}
        entities = [{"start": start, "end": end, "type": kind} for start, end, kind in sorted(spans)]
        yield {"id": row["id"], "entities": entities, "relations": []}


def _spans(text: str, mention: Mention) -> Iterator[tuple[int, int, str]]:
    """The mention, and the name inside it: of a person with a role, of the place that a facility or a part is of."""
    kind = _kind(mention)
    if kind:
        yield mention.start, mention.end, kind
    inner = ""
    if isinstance(mention.value, Agent) and mention.rule == "role and name":
        inner = mention.value.name
    elif isinstance(mention.value, Place) and mention.rule in ("facility", "part of country"):
        inner = mention.value.within
    at = text.find(inner, mention.start, mention.end) if inner else -1
    if at >= 0 and len(inner) < mention.end - mention.start:
        yield at, at + len(inner), kind


def _kind(mention: Mention) -> str:
    match mention.value:
        case Place():
            return "Location"
        case Time(value=value, timex=timex):
            return "" if value.endswith("_REF") or timex == "SET" else "Temporal"
        case Weapon(category=category):
            return "MilitaryPlatform" if category in _PLATFORMS else "Weapon"
        case Quantity(kind="money"):
            return "Money"
        case Quantity(kind="count", low=1.0, high=1.0):
            return ""  # the set does not mark single things
        case Quantity(kind=kind, object=object, unit=unit):
            return "Quantity" if kind in _COUNTED and (object or unit or kind == "age") and object not in _BESIDE else ""
        case Agent(kind=kind):
            return _agent(kind, mention.rule)
    return ""


def _agent(kind: str, rule: str) -> str:
    """The set calls a country a location, whether it acts or not."""
    if rule in ("adjective", "country"):
        return "Location" if rule == "country" else ""
    if kind == "nationality":
        return "Nationality"
    return "Person" if kind == "person" or rule == "role" else "Organisation"
