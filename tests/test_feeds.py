"""Feeds: what readers of feeds need, and what implementers get wrong."""

from __future__ import annotations

import json
from datetime import datetime

import feedparser
import pytest

from dateline.publish import feeds
from dateline.publish.record import Record
from dateline.store import Store
from tests.desk_record import desk

BASE = "https://desk.example"


@pytest.mark.parametrize("ending", ["atom", "rss"])
def test_a_feed_reader_finds_everything(record: Record, ending: str) -> None:
    made = feeds.FORMATS[ending][1](feeds.newest(record), BASE)
    told = feedparser.parse(made)
    assert not told.bozo and told.feed.title == "Russia-Ukraine war"
    assert len(told.entries) == 3
    assert all(entry.id.startswith("urn:dateline:item:") and entry.link.startswith(BASE) and entry.title and entry.published for entry in told.entries)
    assert any("shot down 31 of 48" in entry.summary for entry in told.entries)
    assert f'href="{BASE}/feed.{ending}"' in made.decode() and 'rel="self"' in made.decode()


def test_ids_hold_over_revisions(record: Record) -> None:
    entries = feeds.newest(record).entries
    assert "urn:dateline:item:later:1" in {entry.id for entry in entries}
    entry = next(entry for entry in entries if ":later:" in entry.id)
    assert entry.href.startswith("/source/revised")
    assert (entry.published, entry.updated()) == ("2025-03-12T00:00:00Z", "2025-03-12T12:00:00Z")


def test_json_feed_keeps_to_its_version(record: Record) -> None:
    told = json.loads(feeds.json_feed(feeds.newest(record), BASE))
    assert told["version"] == "https://jsonfeed.org/version/1.1" and told["feed_url"] == f"{BASE}/feed.json"
    for item in told["items"]:
        assert isinstance(item["id"], str) and item["authors"][0]["name"] and "author" not in item
        assert datetime.fromisoformat(item["date_published"]).tzinfo is not None


def test_a_search_is_a_feed(record: Record) -> None:
    feed = feeds.found(record, "measure:killed")
    assert len(feed.entries) == 3 and all(entry.id.startswith("urn:dateline:claim:") for entry in feed.entries)
    assert "q=measure%3Akilled" in feeds.atom(feed, BASE).decode()


def test_days_become_moments_with_a_zone() -> None:
    assert feeds.moment("2025-03-11") == "2025-03-11T00:00:00Z"
    assert feeds.moment("2025-03-11T14:20") == "2025-03-11T14:20:00Z"
    assert feeds.moment("2025-03-11T14:20:00+02:00") == "2025-03-11T14:20:00+02:00"


def test_characters_that_xml_forbids_are_left_out() -> None:
    entry = feeds.Entry("urn:x", "a\x00b\x1b < & >", "/x", "2025-03-11T00:00:00Z", "Outlet", "t\x0bu")
    feed = feeds.Feed("T", "/", "/feed", "", (entry,), "en")
    for made in (feeds.atom(feed, ""), feeds.rss(feed, "")):
        assert feedparser.parse(made).entries[0].title.startswith("ab")


def test_an_empty_record_has_a_valid_feed() -> None:
    with Store(":memory:") as store:
        feed = feeds.newest(Record(store, desk()))
        assert not feedparser.parse(feeds.atom(feed, BASE)).bozo and not feedparser.parse(feeds.rss(feed, BASE)).bozo
