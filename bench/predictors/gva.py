"""Shooting reports -> which tell of one incident, and their tolls: stories and tolls as the product gives them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from dateline.config import load_desk
from dateline.link import link
from dateline.link.tolls import tolls
from dateline.pipeline import Pipeline
from dateline.records import Claim, Document, Reading, Story

AREAS = ("facility", "settlement", "district")


def predict(rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """One prediction a report."""
    desk = load_desk("world")
    pipeline = Pipeline(desk)
    readings = [pipeline.read(_document(row)) for row in rows]
    linked = link((c for r in readings for c in r.claims), ((r.document, r.page) for r in readings), (), desk)
    stories = {report[0]: story for story in linked.stories for report in story.reports}
    for reading in readings:
        story = stories.get(reading.document.id)
        yield {"id": reading.document.id, "cluster": story.id if story else reading.document.id, **_facts(reading, story)}


def _document(row: dict[str, Any]) -> Document:
    title = row.get("title") or ""
    text = f"{title}\n\n{row['text']}" if title else row["text"]
    return Document(row["id"], text, name=row["id"], title=title, published=row["dct"][:10])


def _facts(reading: Reading, story: Story | None) -> dict[str, Any]:
    attacks = [claim for claim in reading.claims if claim.event == "ASSAULT" or claim.kind == "figure"]
    facts: dict[str, Any] = {"killed": 0, "injured": 0} | {toll.measure: toll.low for toll in (*tolls(reading.claims), *(story.tolls if story else ()))}
    places = [claim.place for claim in attacks if claim.place and claim.place.precision in AREAS]
    if places:
        facts.update(city=places[0].name, state=places[0].within)
    day = next((_day(claim) for claim in attacks if _day(claim)), None)
    return facts | ({"date": day} if day else {})


def _day(claim: Claim) -> str | None:
    return claim.time.start if claim.time else None
