"""The order of reading, and whether pages are linked one by one, by the handful or at once, changes no byte of what is derived."""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path

import pytest

from bench.orders import SEEDS, derived, digest, pages, shuffled
from dateline.config import load_desk
from dateline.pipeline import Pipeline, link_new
from dateline.records import Decision, Document, Reading
from dateline.store import Store

ORDERS = 20
FEW = 3  # pages from which a run of words is a turn of phrase
WIRE = (
    "Rescuers dug through the night with shovels and bare hands while the families of the missing waited in a school hall for news. "
    "Doctors asked for blood, blankets and fuel for the pumps of the town's only ward."
)
PHRASE = "This page is brought up to date through the day as more becomes known to those who write it here for you."
SPEAKERS = ("Governor Olha Marchenko", "Marchenko", "the emergency service", "Gov. Olha Marchenko", "prosecutors")


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    """The stages for the samples' desk."""
    return Pipeline(load_desk("russia-ukraine"))


@pytest.fixture(scope="module")
def readings(pipeline: Pipeline) -> list[Reading]:
    """Pages of three days: attacks told alike and otherwise, wholes and parts, names in many forms, copies, turns of phrase."""
    return [pipeline.read(Document(f"d{n:02}", words, name=f"page{n}", outlet=f"Outlet {n % 7}", published=day)) for n, (day, words) in enumerate(_told())]


def _told() -> Iterator[tuple[str, str]]:
    dice = random.Random(7)
    for n in range(32):
        day = f"2025-03-{dice.choice((4, 4, 5, 6)):02}"
        town, target, killed = dice.choice(("Sumy", "Nikopol", "Sumy region")), dice.choice(("a market", "a school", "a bus")), dice.randint(2, 4)
        speaker = dice.choice(SPEAKERS)
        lead = f"A drone hit {target} in {town} and killed {killed} people, {speaker} said."
        more = ("", f"{speaker} said the toll had risen to {killed + 1}.", f"Russia launched {60 + killed} drones at Ukraine overnight, the air force said.")
        yield day, "\n\n".join(part for part in (lead, dice.choice(more), WIRE if n % 4 == 0 else "", PHRASE if n % 3 else "") if part)


def _linked(told: Sequence[Reading], pipeline: Pipeline, sizes: Iterator[int], decided: Sequence[Decision] = ()) -> str:
    """All that linking makes of pages that come in handfuls of some sizes."""
    with Store(":memory:") as store:
        for decision in decided:
            store.decide(decision)
        waiting = list(told)
        while waiting:
            size = next(sizes)
            for reading in waiting[:size]:
                store.save(reading.document, reading.page, reading.claims)
            link_new(store, pipeline.desk)
            waiting = waiting[size:]
        return derived(store)


def _handfuls(seed: int) -> Iterator[int]:
    """How many pages come at a time; now and then all at once, which links the record whole."""
    dice = random.Random(seed)
    while True:
        yield 1000 if seed % 5 == 0 else dice.choice((1, 1, 2, 9))


def _decisions(readings: Sequence[Reading]) -> list[Decision]:
    """What an editor joined and kept apart: claims of the first and the last page, and of the second and the third."""
    one, two, three, last = (next(claim.id for claim in readings[n].claims if claim.event) for n in (0, 1, 2, -1))
    return [Decision("ed1", "join", one, last, by="editor"), Decision("ed2", "split", two, three, by="editor")]


def test_any_order_and_any_handfuls_give_the_same_bytes(readings: list[Reading], pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch) -> None:
    for room in ("dateline.link", "dateline.link.copies"):
        monkeypatch.setattr(import_module(room), "COMMON", FEW)
    decided = _decisions(readings)
    whole = _linked(readings, pipeline, _handfuls(0), decided)
    assert "copy:" in whole and "part:" in whole and "ed1" in whole
    for seed in range(ORDERS):
        order = random.Random(seed).sample(readings, len(readings))
        assert _linked(order, pipeline, _handfuls(seed), decided) == whole, seed


def test_the_samples_in_any_order_give_the_same_bytes(pipeline: Pipeline) -> None:
    found = [page for page in pages() if not isinstance(page, tuple) or str(SEEDS) not in page[2].name]
    whole = digest(found, pipeline, one_by_one=False)
    assert [digest(shuffled(found, seed), pipeline, one_by_one=bool(seed % 2)) for seed in (1, 2, 3)] == [whole] * 3


def test_a_record_does_not_depend_on_how_python_hashes_words(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("Two drones hit a market in Goma on Monday, killing nine people and wounding 12, the army said.\n", encoding="utf-8")
    told = set()
    for seed in ("1", "2"):
        record = tmp_path / f"{seed}.sqlite"
        command = [sys.executable, "-m", "dateline", "read", str(page), "--record", str(record), "--published", "2025-03-11"]
        subprocess.run(command, check=True, capture_output=True, env=os.environ | {"PYTHONHASHSEED": seed})
        with sqlite3.connect(record) as connection:
            told.add(tuple(connection.execute("SELECT id, record FROM happenings ORDER BY id")))
    assert len(told) == 1
