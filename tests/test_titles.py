"""Titles of events: what happened, where, to whom, in words that claims bear out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from dateline import lexicons
from dateline.config import load_desk
from dateline.link import link
from dateline.link.amounts import plural
from dateline.link.excerpts import excerpt
from dateline.pipeline import Pipeline, add, relink
from dateline.read import documents
from dateline.records import Document, Event
from dateline.store import Store, queries
from tests.test_tolls import DAY

SAMPLES = Path(__file__).parent.parent / "samples"
CASES = Path(__file__).parent / "cases" / "titles.txt"
FRAME = frozenset(
    ["according", "to", "by", "denied", "and", "injured", "killed", "captured", "detained", "shot", "down", "launched", "at", "on", "of", "in"]
) | {"accounts", "differ", "what", "was", "hit"}


def cases() -> list[tuple[str, str]]:
    lines = CASES.read_text(encoding="utf-8").replace("\n  ", " ").split("\n")
    split = (line.rpartition(" |") for line in lines if line and not line.startswith("#"))
    return [(text.strip(), title.strip()) for text, _, title in split]


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline(load_desk("world"))


@pytest.fixture(scope="module")
def record() -> Store:
    """A record of the sample pages."""
    store, desk = Store(":memory:"), load_desk("russia-ukraine")
    add(store, Pipeline(desk), documents(SAMPLES), lambda _: None)
    relink(store, desk)
    return store


def events(pipeline: Pipeline, *texts: str) -> tuple[Event, ...]:
    pages = [Document(f"r{number}", text, published=DAY, outlet=f"Outlet {number}") for number, text in enumerate(texts)]
    readings = [pipeline.read(document) for document in pages]
    found = link((claim for r in readings for claim in r.claims), [(r.document, r.page) for r in readings], (), load_desk("world"))
    return found.events


@pytest.mark.parametrize(("text", "wanted"), cases(), ids=[text[:60] for text, _ in cases()])
def test_cases(pipeline: Pipeline, text: str, wanted: str) -> None:
    found = {event.title for event in events(pipeline, text)}
    assert wanted in found if wanted else not found


def told_words(store: Store, event: Event, entities: Mapping[str, str]) -> set[str]:
    """Words of the sentences that an event was read from, of its places and of its speakers."""
    claims = queries.claims_of_event(store, event.id)
    texts = {claim.document: queries.document(store, claim.document) for claim in claims}
    said = [found[0].text[claim.start : claim.end] for claim in claims if (found := texts[claim.document])]
    named = [f"{part.name} {part.text}" for claim in claims for part in (claim.place, claim.speaker, claim.actor) if part]
    speakers = [entities.get(claim.speaker.name or claim.speaker.text, "") for claim in claims if claim.speaker]
    counted = [plural(figure.object or "person", 2) for claim in claims for figure in claim.figures]
    return set(words(" ".join([*said, *named, *speakers, *counted, *lexicons.countries().values()])))


def words(text: str) -> list[str]:
    return [word.strip("'’") for word in re.findall(r"[\w'’-]+", text.replace(",", "").lower())]


def test_every_word_leads_to_a_claim(record: Store) -> None:
    """But for the neutral names of attacks, words of harm and numbers, which are read."""
    named = {word for table in ("attack_names", "attack_modes", "event_names") for _, name in lexicons.rows(table) for word in words(name.partition("|")[0])}
    numbers = {"one", "two", "three", "four", "five", "six", "seven", "eight", "nine"}
    entities: dict[str, str] = {}
    for entity in queries.entities(record):
        entities |= {alias: f"{entities.get(alias, '')} {entity.name}" for alias in entity.aliases}
    for event in queries.events(record, queries.Filter(limit=500)):
        told = told_words(record, event, entities)
        free = {word for word in words(event.title) if word not in told | FRAME | named | numbers and not word[0].isdigit()}
        assert not free, event.title
        for number in re.findall(r"(?<![\w.-])\d[\d,]*", event.title):
            figures = {figure.low for claim in queries.claims_of_event(record, event.id) for figure in claim.figures}
            assert float(number.replace(",", "")) in figures or any(word.startswith(number.replace(",", "")) for word in told), event.title


def test_a_figure_on_which_accounts_differ_is_left_out(pipeline: Pipeline) -> None:
    (event,) = events(
        pipeline,
        "An air strike on a market in Marib killed 30 people on Tuesday, the health ministry said.",
        "An air strike on a market in Marib killed 12 people on Tuesday, the army said.",
    )
    assert event.title == "Air strike on market in Marib"


def test_figures_that_agree_are_given_once(pipeline: Pipeline) -> None:
    (event,) = events(pipeline, "An air strike killed 30 people in Marib on Tuesday.", "At least 30 people were killed by an air strike in Marib on Tuesday.")
    assert event.title == "Air strike in Marib; 30 killed"


def test_who_denies_is_named(record: Store) -> None:
    titles = {event.title for event in queries.events(record, queries.Filter(limit=500))}
    assert "Capture of Zelenyi Yar, according to Russia’s Ministry of Defence; denied by Ukraine’s army" in titles


def test_the_order_of_reports_plays_no_part(pipeline: Pipeline) -> None:
    told = ("A drone hit a bus in Kherson on Tuesday, killing two people.", "Two people were killed on Tuesday when a drone hit a bus in Kherson.")
    assert {e.title for e in events(pipeline, *told)} == {e.title for e in events(pipeline, *reversed(told))}


def test_long_sentences_are_cut_at_a_word_and_marked(pipeline: Pipeline) -> None:
    text = "Haiti’s council, which took office in the spring after months of talks, promised to hold elections for every seat before the end of winter."
    (claim, *_) = pipeline.read(Document("one", text, published=DAY)).claims
    told = excerpt(claim, text)
    assert len(told) <= 98 and told.startswith("Haiti’s council …")
