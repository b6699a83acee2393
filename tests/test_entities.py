"""What editors decide about names: it goes before the machine's joining, holds over rebuilds, and can be taken back."""

from __future__ import annotations

from itertools import count
from pathlib import Path

import msgspec
import pytest

from dateline.config import load_desk
from dateline.link.accounts.voices import side_of
from dateline.link.entities import entity_key, renamed
from dateline.pipeline import Pipeline, add, link_new, relink
from dateline.publish import topics
from dateline.publish.record import Record
from dateline.publish.sides import Sides
from dateline.read.files import file
from dateline.records import Claim, Decision, Document, Match, Role
from dateline.store import Store, queries

IDS = count()
PAGES = (
    "KYIV, March 4, 2025\n\nGovernor Ihor Kovalenko said that a drone had killed 2 people in Sumy.",
    "KYIV, March 4, 2025\n\nGovernor Igor Kovalenko said that a drone had killed 3 people in Sumy.",
)


def said(name: str, entity: str) -> Claim:
    speaker = Role(name, 0, len(name), name=name, entity=entity)
    return Claim(f"c{next(IDS):03}", "d1", 1, 0, 0, 0, 9, "statement", None, None, "reported", Match("r", "g"), speaker=speaker)


def keys(claims: list[Claim], *decided: Decision) -> list[str]:
    return [entity_key(claim.speaker) for claim in renamed(claims, decided)]


CLAIMS = [said("Ihor Kovalenko", "person:k.i"), said("Igor Kovalenko", "person:k.i"), said("Kovalenko", "person:k")]


def test_names_told_apart_are_two() -> None:
    assert keys(CLAIMS, Decision("x", "not-same", "Igor Kovalenko", "Ihor Kovalenko", by="ed")) == ["person:k.i", "person:k.i~igor kovalenko", "person:k"]


def test_a_name_stands_for_the_bearer_that_an_editor_names() -> None:
    assert keys(CLAIMS, Decision("x", "same-name", "kovalenko", "person:k.i", by="ed")) == ["person:k.i"] * 3
    assert keys(CLAIMS, Decision("x", "same-name", "person:k", "person:k.i", by="ed")) == ["person:k.i"] * 3


def test_whose_name_it_is_goes_before_whose_it_is_not() -> None:
    apart = Decision("x", "not-same", "Kovalenko", "Ivan Kovalenko", by="ed")
    assert keys(CLAIMS, apart, Decision("y", "same-name", "Kovalenko", "person:k.i", by="ed"))[2] == "person:k.i"


def test_without_decisions_nothing_changes() -> None:
    assert renamed(CLAIMS, ()) == CLAIMS


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A record of two reports whose speakers the machine takes for one, whose given name is spelled in two ways."""
    made = Store(tmp_path / "desk.sqlite")
    pipeline = Pipeline(load_desk("russia-ukraine"))
    for number, words in enumerate(PAGES):
        page = tmp_path / f"page{number}.txt"
        page.write_text(words, encoding="utf-8")
        add(made, pipeline, file(page), lambda _: None)
    relink(made, pipeline.desk)
    return made


def speakers(store: Store) -> set[str]:
    return {one.id for one in queries.entities(store) if one.id.startswith("person:")}


def test_an_editors_no_holds_over_rebuilds_and_later_pages_and_can_be_taken_back(store: Store, tmp_path: Path) -> None:
    pipeline = Pipeline(load_desk("russia-ukraine"))
    together = speakers(store)
    assert len(together) == 1
    apart = Decision("not-same:a:b", "not-same", "Igor Kovalenko", "Ihor Kovalenko", by="ed")
    store.decide(apart)
    relink(store, pipeline.desk)
    assert len(speakers(store)) == 2
    later = tmp_path / "later.txt"
    later.write_text("ODESA, May 9, 2025\n\nGovernor Igor Kovalenko said that 7 people had been killed in Odesa.\n", encoding="utf-8")
    add(store, pipeline, file(later), lambda _: None)
    link_new(store, pipeline.desk)
    assert len(speakers(store)) == 2
    store.decide(msgspec.structs.replace(apart, undone=True))
    relink(store, pipeline.desk)
    assert speakers(store) == together


def test_the_page_of_a_speaker_tells_why_names_are_one(store: Store) -> None:
    page = topics.topic(Record(store, load_desk("russia-ukraine")), "speaker", "Ihor Kovalenko")
    assert page and [(one.kind, one.subject, one.object) for one in page.reasons] == [("same-name", "Ihor Kovalenko", "Igor Kovalenko")]
    assert page.reasons[0].reasons[0][0].startswith("spellings of one")
    store.decide(Decision("not-same:a:b", "not-same", "Igor Kovalenko", "Ihor Kovalenko", by="ed"))
    relink(store, load_desk("russia-ukraine"))
    page = topics.topic(Record(store, load_desk("russia-ukraine")), "speaker", "Ihor Kovalenko")
    assert page and [(one.kind, one.by) for one in page.reasons] == [("not-same", "ed")]


def test_names_lead_to_keys(store: Store) -> None:
    (key,) = speakers(store)
    assert queries.keys_named(store, "igor kovalenko") == queries.keys_named(store, key) == [key]
    assert queries.keys_named(store, "Nobody") == []


SPEAKERS = [line.split("\t") for line in (Path(__file__).parent / "cases" / "speaker_countries.tsv").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize(("country", "text"), SPEAKERS)
def test_who_speaks_of_another_country_is_not_of_it(country: str, text: str, world: Pipeline) -> None:
    told = {claim.speaker.country for claim in world.read(Document("d", text + "\n")).claims if claim.speaker}
    assert told == {None if country == "-" else country}


@pytest.fixture(scope="module")
def world() -> Pipeline:
    """The stages for a desk without a war of its own."""
    return Pipeline(load_desk("world"))


@pytest.mark.parametrize(
    ("country", "sector", "side"),
    [
        ("UKR", "MIL", "ukraine"),
        ("RUS", "GOV", "russia"),
        ("RUS", "JRN", "media"),
        ("UKR", "MED", "humanitarian"),
        ("TUR", "GOV", "others"),
        (("RUS", "UKR"), "GOV", "others"),
        (None, "", "others"),
    ],
)
def test_the_desk_says_on_which_side_an_entity_stands(country: str | tuple[str, ...] | None, sector: str, side: str) -> None:
    desk = load_desk("russia-ukraine")
    role = Role("x", 0, 1, country, sector)
    assert side_of(role, desk) == Sides(desk).of(role).id == side
