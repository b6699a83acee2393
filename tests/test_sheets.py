"""Data as a source: JSON, JSON Lines and CSV against sentences, key by key."""

from __future__ import annotations

import json
from functools import cache

import pytest

from dateline.check.sheets import facts, rendered
from dateline.config import load_desk
from dateline.pipeline import Pipeline
from dateline.records import Document, Finding

FIRM = json.dumps(
    {
        "name": "Harbour Grill",
        "city": "Varna",
        "OutdoorSeating": True,
        "RestaurantsTakeOut": False,
        "WiFi": "no",
        "BusinessParking": {"garage": False, "lot": True},
        "Reservations": None,
        "GoodForGroups": True,
        "Ambience": {"romantic": False, "casual": True},
        "hours": {"Monday": "9:0-17:0", "Tuesday": "9:0-17:0", "Saturday": "11:30-22:0"},
    }
)
NIGHTS = "region,launched,shot_down\nOdesa,64,41\nSumy,20,20\n"


@cache
def pipeline() -> Pipeline:
    return Pipeline(load_desk("world"))


def check(data: str, text: str) -> Finding:
    (finding,) = pipeline().check(Document("draft", text), [pipeline().read_source(Document("source", data))])
    return finding


def test_keys_are_rendered_as_words() -> None:
    lines = (rendered(FIRM) or "").split("\n\n")
    assert "Outdoor Seating: yes" in lines
    assert "Business Parking / garage: no" in lines
    assert "Reservations: none" in lines


def test_facts_stand_at_their_characters() -> None:
    document = Document("source", rendered(NIGHTS) or "", form="sheet")
    found = facts(document)
    assert [document.text[fact.start : fact.end] for fact in found] == [line for line in document.text.split("\n") if line]
    assert [(fact.name, fact.value, fact.record) for fact in found][3:5] == [("region", "Sumy", 1), ("launched", "20", 1)]


@pytest.mark.parametrize("text", ["The army said on Monday, in a note, that it left.", "One line, no more", "{not data}", "a, b\nc, d, e"])
def test_a_text_is_no_data(text: str) -> None:
    assert rendered(text) is None


def test_json_lines_are_records() -> None:
    assert (rendered('{"place": "Odesa", "killed": 3}\n{"place": "Sumy", "killed": 0}') or "").count("killed") == 2


@pytest.mark.parametrize(
    ("text", "field", "source"),
    [
        ("Harbour Grill has garage parking.", "object", "garage: no"),
        ("It has no outdoor seating.", "object", "Outdoor Seating: yes"),
        ("Takeout is available at Harbour Grill.", "object", "Restaurants Take Out: no"),
        ("Guests enjoy free Wi-Fi.", "object", "Wi Fi: no"),
        ("The place is romantic.", "object", "romantic: no"),
        ("On Monday it is open from 9 am to 6 pm.", "time", "Monday: 9:0-17:0"),
        ("It opens from 9 am to 5 pm on weekdays and from 11:30 am to 11 pm on Saturday.", "time", "Saturday: 11:30-22:0"),
    ],
)
def test_data_that_says_otherwise_contradicts(text: str, field: str, source: str) -> None:
    finding = check(FIRM, text)
    assert finding.verdict == "contradicted"
    assert (field, source) in {(part.field, part.source) for part in finding.fields}


@pytest.mark.parametrize("text", ["It accepts reservations.", "No reservations are accepted."])
def test_data_that_is_empty_bears_nothing(text: str) -> None:
    finding = check(FIRM, text)
    assert finding.verdict == "not-in-source"
    assert "Reservations: none" in {part.source for part in finding.fields}


@pytest.mark.parametrize(
    "text",
    [
        "It has outdoor seating but no garage.",
        "There is neither garage parking nor takeout.",
        "The ambience is casual and not romantic.",
        "It is open from 9 am to 5 pm on Monday and Tuesday.",
        "There is no word on whether reservations are taken.",
        "Their group left early.",
    ],
)
def test_what_the_data_bears_is_not_flagged(text: str) -> None:
    assert not [part for part in check(FIRM, text).fields if part.source and ": " in part.source]


def test_figures_are_held_against_the_row_that_is_named() -> None:
    assert "shot down: 20" in {part.source for part in check(NIGHTS, "Over Sumy 12 were shot down.").fields}
    assert not [part for part in check(NIGHTS, "Over Odesa 41 of 64 drones were shot down.").fields if part.field == "figure"]
