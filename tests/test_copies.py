"""What counts once: a pinned update shown twice, readings of one page, reports that repeat one speaker."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from dateline.config import load_desk
from dateline.pipeline import Pipeline, add, link_new, relink
from dateline.read.files import file
from dateline.records import Decision, Event
from dateline.store import Store, queries

LEAD = "Governor Olha Marchenko said that a drone had killed {n} people in Sumy."
PIPELINE = Pipeline(load_desk("russia-ukraine"))


def events(folder: Path, pages: Mapping[str, str], *, whole: bool = True) -> tuple[list[Event], list[Decision]]:
    """Events and decisions of a record of some pages."""
    with Store(":memory:") as store:
        for name, words in pages.items():
            (folder / name).write_text(f"KYIV, March 4, 2025\n\n{words}\n", encoding="utf-8")
            add(store, PIPELINE, file(folder / name), lambda _: None)
            if not whole:
                link_new(store, PIPELINE.desk)
        if whole:
            relink(store, PIPELINE.desk)
        return queries.events(store), queries.decisions(store)


def variants() -> Iterator[str]:
    """One statement, told in the words of four desks."""
    yield "Governor Olha Marchenko said that a drone had killed 2 people in Sumy."
    yield "A drone killed two people in Sumy, Governor Olha Marchenko said on Tuesday. Trains kept running through the morning."
    yield "Two people were killed in a drone attack on Sumy, according to Governor Olha Marchenko. Schools in the city stayed shut."
    yield "In Sumy, a drone killed 2 people, said Governor Olha Marchenko. Power was back within hours, engineers reported."


@pytest.mark.parametrize("whole", [True, False])
def test_one_speaker_in_four_reports(tmp_path: Path, whole: bool) -> None:
    found, _ = events(tmp_path, {f"desk{n}.txt": words for n, words in enumerate(variants())}, whole=whole)
    assert [(e.speakers, e.reports) for e in found if e.killed] == [(1, 4)]


def test_a_changed_page_is_no_copy_of_itself(tmp_path: Path) -> None:
    body = " Rescuers searched the ruins of the house all night with dogs and lamps while neighbours brought tea, bread and blankets to the yard."
    with Store(":memory:") as store:
        for n in (2, 3):
            (tmp_path / "page.txt").write_text(f"KYIV, March 4, 2025\n\n{LEAD.format(n=n)}{body}\n", encoding="utf-8")
            add(store, PIPELINE, file(tmp_path / "page.txt"), lambda _: None)
        relink(store, PIPELINE.desk)
        assert len(queries.documents(store)) == 2
        assert not [one for one in queries.decisions(store) if one.kind == "copy"]


def test_a_pinned_update_shown_twice_counts_once(tmp_path: Path) -> None:
    update = f"10:05\n\n{LEAD.format(n=2)} Rescuers searched the ruins of the house all night with dogs and lamps."
    other = "09:40\n\nRussian forces shelled Nikopol with artillery and damaged a school, the regional administration said."
    once, _ = events(tmp_path, {"once.txt": f"Live updates\n\n{update}\n\n{other}"})
    twice, _ = events(tmp_path, {"twice.txt": f"Live updates\n\n{update}\n\n{other}\n\n{update}"})
    counted = [sorted((e.type, e.killed, e.speakers, e.reports, len(e.claims)) for e in found) for found in (once, twice)]
    assert counted[0] == counted[1] and any(e.killed == 2 for e in twice)
