"""Retrieval: which sentences of a record are looked up for a sentence of a draft."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest

from dateline.config import load_desk
from dateline.pipeline import Pipeline, check_record
from dateline.records import Document
from dateline.store import Store
from dateline.store.retrieval import MOST, Retrieval

PAGES = {
    "bridge": "Rebels blew up a bridge near Tarvo on Monday, the army said. Two guards were hurt. The road to the coast is closed.",
    "market": "A shell hit a market in Kharkiv on Tuesday. Nine traders were killed, the mayor said. The mayor asked for doctors.",
    "grain": "Six ships with grain left the port of Odesa on Friday, the port authority said. The ships are bound for Egypt.",
}


@cache
def pipeline() -> Pipeline:
    return Pipeline(load_desk("world"))


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with Store(":memory:") as opened:
        for name, text in PAGES.items():
            reading = pipeline().read(Document(name, text, name=name))
            opened.save(reading.document, reading.page, reading.claims)
        yield opened


@pytest.mark.parametrize(
    ("text", "document", "number"),
    [
        ("Nine traders died at the market, according to the mayor.", "market", 1),
        ("Grain ships sailed from Odesa.", "grain", 0),
        ("The bridge at Tarvo was destroyed by rebels.", "bridge", 0),
    ],
)
def test_the_sentence_with_most_rare_words_comes_first(store: Store, text: str, document: str, number: int) -> None:
    reading = pipeline().read_draft(Document("draft", text))
    assert Retrieval(store)(text, reading.claims, 3)[0][0] == (document, number)


def test_a_claim_of_the_same_event_and_place_counts(store: Store) -> None:
    text = "Rebels shelled Kharkiv."
    reading = pipeline().read_draft(Document("draft", text))
    without = dict(Retrieval(store)(text, (), 9))
    found = dict(Retrieval(store)(text, reading.claims, 9))
    assert found["market", 0] > without["market", 0]


def test_nothing_alike_finds_nothing(store: Store) -> None:
    assert Retrieval(store)("Quarterly dividends rose.", (), 5) == []


def test_a_word_that_very_many_have_is_cut(store: Store) -> None:
    retrieval = Retrieval(store)
    assert 0 < len(retrieval._of_word("the")) <= MOST


def test_a_draft_is_checked_against_the_sentences_found(store: Store) -> None:
    findings = check_record(store, pipeline(), Document("draft", "Nine traders were killed in Kharkiv. Six ships left the port of Haifa."))
    assert [finding.verdict for finding in findings] == ["supported", "contradicted"]
    assert findings[0].evidence[0].document == "market"
