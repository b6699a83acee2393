"""Dating of items: markup, timestamps, datelines, day counts, weekdays, years, neighbours, contradictions."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dateline.calendar_days import Calendar
from dateline.records import Anchor, Block, Desk, Document, Item, Passage
from dateline.segment.dating import address_day, dated
from dateline.segment.layout import Layout

WAR = Desk(name="war", title="", first_day="2022-02-24")
WORLD = Desk(name="world", title="")

Told = tuple[str, list[tuple[str, str]]]  # form, (kind, text) of each passage


def page(
    stories: list[Told], desk: Desk = WAR, *, published: str = "", published_basis: str = "", url: str = "", name: str = "", fetched: str = ""
) -> list[Item]:
    """The dated items of a page put together from passages."""
    text = ""
    items: list[Item] = []
    passages: list[Passage] = []
    for number, (form, told) in enumerate(stories, 1):
        start = len(text)
        for kind, words in told:
            passages.append(Passage(len(passages), number, kind, len(text), len(text) + len(words)))
            text += words + "\n"
        items.append(Item(number, form, "", start, len(text)))
    document = Document(id="page", text=text, url=url, name=name, published=published, published_basis=published_basis, fetched=fetched)
    return list(dated(document, items, passages, desk))


def article(*told: tuple[str, str], desk: Desk = WAR, **document: str) -> Item:
    return page([("article", list(told))], desk, **document)[0]


P = "paragraph"
H = "headline"

ALONE: list[tuple[str, list[tuple[str, str]], str | None]] = [
    ("timestamp", [(H, "Depot on fire"), ("timestamp", "8 January 2025 14:35 GMT"), (P, "A depot burned.")], "2025-01-08"),
    ("timestamp US", [(H, "Depot on fire"), ("timestamp", "Published: Jan. 8, 2025, 2:35 p.m. EST"), (P, "A depot burned.")], "2025-01-08"),
    ("timestamp ISO", [(H, "Depot on fire"), ("timestamp", "2025-01-08 14:35"), (P, "A depot burned.")], "2025-01-08"),
    ("updated after published", [("timestamp", "11 March 2025, 10:44"), ("timestamp", "Updated 12 March 2025, 09:30"), (P, "Nine died.")], "2025-03-11"),
    (
        "update before first published",
        [("timestamp", "Sat 18 Jan 2025 00.10 CET First published on Fri 17 Jan 2025 06.07 CET"), (P, "Nine died.")],
        "2025-01-17",
    ),
    ("only updated", [("timestamp", "Last updated 12 March 2025"), (P, "Nine died.")], "2025-03-12"),
    ("clock only", [("timestamp", "Updated at 14.35 GMT"), (P, "Nine people died in the strike.")], None),
    ("dateline with year", [(P, "KYIV, Jan 8, 2025 (Newswire) - A depot burned near the city.")], "2025-01-08"),
    ("dateline without year", [(P, "KHARTOUM, April 16 (Newswire) - Fighting broke out in the capital in 2023.")], None),
    ("dateline of slashes", [(P, "MOSCOW, 13 March 2025. /Newswire/. Thirty drones were shot down.")], "2025-03-13"),
    ("release number and dateline", [("byline", "2010-11-CA-262"), (P, "KABUL, Afghanistan (Nov. 21) - A cache was found.")], "2010-11-21"),
    ("dateline in brackets", [(P, "KABUL, Afghanistan (March 24, 2011) A cache was found.")], "2011-03-24"),
    ("dateline in brackets without year", [(P, "KABUL, Afghanistan (March 24) A cache was found.")], None),
    ("day before a headline", [(H, "8 January 2025: cache found in the hills"), (P, "A cache was found.")], "2025-01-08"),
    ("weekday and date", [(H, "List of events"), (P, "Where things stand on Tuesday, December 31:"), ("bullet", "Drones fell.")], "2024-12-31"),
    ("weekday does not agree", [(P, "Where things stand on Tuesday, December 31, 2023:"), ("bullet", "Drones fell.")], None),
    ("day count", [(H, "What happened on day 1,037 of the war"), (P, "A village changed hands.")], "2024-12-27"),
    ("day count in words of order", [(H, "Events"), (P, "The 1,037th day of the invasion brought new strikes.")], "2024-12-27"),
    ("small day count", [(H, "Day 12 of the talks"), (P, "No deal.")], None),
    ("both agree", [(H, "Events, day 1,041"), (P, "Where things stand on Tuesday, December 31:")], "2024-12-31"),
    ("both contradict", [(H, "Events, day 1,041"), (P, "Where things stand on Friday, December 27:")], None),
    ("weekday only", [(P, "The army said on Wednesday that it had left the town.")], None),
    ("opening days and weekday", [(P, "The army said on Saturday that 300 drones came in the first three days of 2025.")], "2025-01-04"),
    ("year only", [(P, "The governor said in 2024 that the bridge would be rebuilt.")], None),
    ("past event with date", [(P, "The dam broke on 6 June 2023, and the valley is still dry.")], None),
    ("planned event with date", [(P, "The summit will be held on 14 May 2025, the ministry said.")], None),
    ("a date in a caption", [("caption", "A street on 3 March 2025"), (P, "The street was rebuilt.")], None),
    ("nothing", [(P, "The bridge is closed.")], None),
    ("overflow", [("timestamp", "31 February 2025"), (P, "Day 99999 of the war.")], None),
]


@pytest.mark.parametrize(("told", "day"), [case[1:] for case in ALONE], ids=[case[0] for case in ALONE])
def test_an_article_by_its_own_words(told: list[tuple[str, str]], day: str | None) -> None:
    item = article(*told)
    assert item.published == day
    assert bool(item.published_basis) == (day is not None)


def test_contradictions_are_listed() -> None:
    item = article((H, "Events, day 1,041"), (P, "Where things stand on Friday, December 27:"))
    assert item.published is None
    assert {"day 1,041", "Friday, December 27"} <= set(item.clues)


def test_markup_of_a_single_article_counts() -> None:
    item = article((P, "The bridge is closed."), published="2025-01-08T14:35:00Z", published_basis="JSON-LD")
    assert (item.published, item.published_basis, item.published_precision) == ("2025-01-08T14:35:00Z", "JSON-LD", "minute")


def test_markup_of_a_block_counts_for_its_item() -> None:
    text = "First update\nSecond update\n"
    items = [Item(1, "live-blog", "", 0, 13), Item(2, "update", "", 13, 27)]
    passages = [Passage(0, 1, "paragraph", 0, 12), Passage(1, 2, "paragraph", 13, 26)]
    blocks = (Block(0, 12, "paragraph", 1, "2025-03-12T09:00:00Z"), Block(13, 26, "paragraph", 2, "2025-03-11T23:30:00Z"))
    found = dated(Document(id="x", text=text, blocks=blocks), items, passages, WAR)
    assert [item.published for item in found] == ["2025-03-12T09:00:00Z", "2025-03-11T23:30:00Z"]


def test_the_address_dates_a_single_article() -> None:
    assert article((P, "The bridge is closed."), url="https://news.example/world/2025/03/12/bridge").published == "2025-03-12"
    assert address_day("https://news.example/2025/13/45/x") == ""
    assert address_day("https://news.example/2025-03-12/2025-03-13") == ""


def events(count: str) -> Told:
    return ("key-events", [(H, f"War in brief, day {count}"), ("bullet", "A village changed hands.")])


def plain(*words: str) -> Told:
    return ("article", [(P, text) for text in words])


def test_neighbours_bound_an_undated_item_where_the_order_is_found_out() -> None:
    found = page([events("1,045"), events("1,041"), plain("The army left the town."), events("1,037")])
    assert found[2].published is None
    assert found[2].within == "2024-12-27/2024-12-31"
    found = page([events("1,037"), plain("The army left the town."), events("1,041"), events("1,045")])
    assert found[1].within == "2024-12-27/2024-12-31"


def test_neighbours_in_no_order_bound_nothing() -> None:
    found = page([events("1,045"), events("1,037"), plain("The army left the town."), events("1,041")])
    assert (found[2].published, found[2].within) == (None, "")


def test_a_weekday_between_neighbours_is_one_day() -> None:
    found = page([events("1,045"), events("1,041"), plain("The army said on Sunday that it had left the town."), events("1,037")])
    assert found[2].published == "2024-12-29"


def test_years_side_by_side_tell_the_year() -> None:
    item = article((P, "Growth will slow to 2 percent this year from 3 percent in 2024."), (P, "Deliveries are planned for the first quarter of 2025."))
    assert item.published is None
    assert item.within == "2025-01-01/2025-03-31"


def test_a_live_page_is_of_one_day() -> None:
    lead: Told = ("live-blog", [(H, "War live"), (P, "The army said on Wednesday that it had left.")])
    first: Told = ("update", [(H, "Prisoner seen"), (P, "On Monday 30 December a picture showed him.")])
    last: Told = ("update", [(H, "Aid"), (P, "Aid will be sent before the president takes office on 20 January.")])
    found = page([lead, first, last])
    assert {item.within for item in found} == {"2025-01-01/2025-01-15"}
    assert all(item.published is None for item in found)


def test_an_anchor_of_the_desk_bounds_a_text() -> None:
    desk = Desk(name="d", title="", anchors=(Anchor("fall of the dam", "2023-06-06"),))
    item = article((P, "Two weeks on, the fall of the dam has emptied the lake."), ("timestamp", "21 June"), desk=desk, fetched="2023-07-01")
    assert item.published == "2023-06-21"


def live(*clocks: str, url: str) -> list[Item]:
    lead: Told = ("live-blog", [(H, "War live"), (P, "The army said on Wednesday that it had left.")])
    updates: list[Told] = [("update", [(H, "News"), ("timestamp", clock), (P, "Shells fell.")]) for clock in clocks]
    return page([lead, *updates], url=url)


def test_updates_with_clock_times_are_of_the_day_of_the_page() -> None:
    found = live("16.58 GMT", "14.05 GMT", "11.20 GMT", "08.15 GMT", url="https://news.example/live/2025/03/12/war")
    assert {item.published for item in found} == {"2025-03-12"}


def test_updates_over_midnight_are_not_given_one_day() -> None:
    found = live("09.10 GMT", "07.05 GMT", "01.20 GMT", "23.50 GMT", "21.15 GMT", url="https://news.example/live/2025/03/12/war")
    assert found[0].published == "2025-03-12"
    assert {(item.published, item.within) for item in found[1:]} == {(None, "2025-03-11/2025-03-13")}


def test_the_name_of_a_file_counts_where_the_words_agree() -> None:
    assert article((P, "The army said on Wednesday that it had left."), name="live-2025-03-12.txt").published == "2025-03-12"
    assert article((P, "The army said on Friday that it had left."), name="live-2025-03-12.txt").published is None
    assert article((P, "The army has left."), name="live-2025-03-12.txt").published is None


def test_markup_is_believed_over_words_a_told_day_is_not() -> None:
    words = ((H, "Events, day 1,041"), (P, "A village fell."))
    assert article(*words, published="2025-01-08", published_basis="JSON-LD datePublished").published == "2025-01-08"
    item = article(*words, published="2025-01-08", published_basis="told")
    assert (item.published, "day 1,041" in item.clues) == (None, True)


def test_the_lead_of_a_live_page_has_the_day_of_the_page_and_not_of_its_list_of_events() -> None:
    text = "War live\n16.40 Depot burns\nDepot burns\n16.40 GMT\n"
    items = [Item(1, "live-blog", "", 0, 27), Item(2, "update", "", 27, 50)]
    passages = [Passage(0, 1, "headline", 0, 8), Passage(1, 1, "chrome", 9, 26), Passage(2, 2, "headline", 27, 38), Passage(3, 2, "timestamp", 39, 48)]
    blocks = (Block(9, 26, "chrome", -1, "2025-03-12T16:40:00Z"), Block(39, 48, "timestamp", 0, "2025-03-12T16:40:00Z"))
    document = Document(id="x", text=text, blocks=blocks, published="2025-03-12T08:10:00Z", published_basis="JSON-LD", form="live-blog")
    assert [item.published for item in dated(document, items, passages, WAR)] == ["2025-03-12T08:10:00Z", "2025-03-12T16:40:00Z"]


def test_repeats_take_the_day_of_the_first() -> None:
    text = "Updated 12 March 2025\nA depot burned.\nA depot burned.\n"
    items = [Item(1, "update", "", 0, 38), Item(2, "update", "", 38, 54, repeats=1)]
    passages = [Passage(0, 1, "timestamp", 0, 21), Passage(1, 1, "paragraph", 22, 37), Passage(2, 2, "paragraph", 38, 53)]
    assert [item.published for item in dated(Document(id="x", text=text), items, passages, WAR)] == ["2025-03-12", "2025-03-12"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Tuesday, December 31", (0, 12, 31, 2)),
        ("Monday 30 December 2024", (2024, 12, 30, 1)),
        ("13 March, Thursday, 14:02", (0, 3, 13, 4)),
        ("the 3rd of March 2024", (2024, 3, 3, 0)),
        ("Jan. 3, 2025", (2025, 1, 3, 0)),
        ("May 2022", (2022, 5, 0, 0)),
        ("2025-03-12", (2025, 3, 12, 0)),
        ("SEPT 9", (0, 9, 9, 0)),
    ],
)
def test_written_dates(text: str, wanted: tuple[int, int, int, int]) -> None:
    (found,) = Calendar()("On " + text + ".", 0, len(text) + 4)
    assert (found.year, found.month, found.day, found.week) == wanted


@pytest.mark.parametrize("text", ["They may leave.", "The march went on.", "10,000 marched in 40 places", "May said no.", "2025-99-99"])
def test_no_written_date(text: str) -> None:
    assert Calendar()(text, 0, len(text)) == []


@pytest.mark.parametrize(
    "text", ["\u200bJan\u200buary 3 2025", "31 June 2025 99 May 0 March 2025", "يناير 3 January 2025", "January " * 2000, "day 1,041 " * 1000]
)
def test_bad_input_is_no_error(text: str) -> None:
    article((H, text), (P, text), ("timestamp", text))


class Counted(list[Passage]):
    """A list that counts how often it is read from one end to the other."""

    rounds = 0

    def __iter__(self) -> Iterator[Passage]:
        Counted.rounds += 1
        return super().__iter__()


@pytest.mark.parametrize(
    ("blocks", "wanted"),
    [
        ([], ""),
        ([Block(12, 14, "headline", 1, "2025-03-02"), Block(15, 18, "timestamp", 1, "2025-03-04")], "2025-03-04"),
        ([Block(15, 18, "timestamp", 1, "2025-03-04"), Block(12, 14, "timestamp", 1, "2025-03-02")], "2025-03-04"),
        ([Block(12, 14, "headline", -1, "2025-03-02"), Block(13, 14, "paragraph", 1, "2025-03-03")], "2025-03-03"),
        ([Block(12, 14, "caption", 1, "2025-03-02"), Block(13, 14, "timestamp", 1, "soon")], ""),
        ([Block(9, 12, "timestamp", 1, "2025-03-02"), Block(20, 22, "timestamp", 1, "2025-03-03")], ""),
    ],
)
def test_the_time_that_markup_gives_an_item(blocks: list[Block], wanted: str) -> None:
    item = Item(1, "update", "", 10, 20)
    assert Layout(Document("page", "", blocks=tuple(blocks)), [item], []).marked_time(item) == wanted


def test_a_page_is_not_read_anew_for_each_of_its_items() -> None:
    items = [Item(number, "article", "", 0, 10) for number in range(1, 201)]
    passages = Counted([Passage(number, number, "paragraph", 0, 10) for number in range(1, 201)])
    dated(Document("page", "Some words"), items, passages, WORLD)
    assert 0 < Counted.rounds < 5
