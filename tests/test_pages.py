"""Pages: what readers see of a record, and that nothing is shown without its words."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import msgspec
import pytest

from dateline.checking import Sent
from dateline.errors import InputError
from dateline.publish import brief, checks, events, figures, gate, lists, mail, places, render, search, sources, topics, upkeep
from dateline.publish.pages import Brief, EventPage, SourcePage
from dateline.publish.record import Record
from dateline.publish.render import View, environment
from dateline.publish.routes import PAGES, Asked, parts_of
from dateline.publish.strings import Strings
from dateline.records import Entity, Figure, Finding, Role
from dateline.store import Store, queries
from dateline.store.listings import Scope
from tests.desk_record import NIGHT, desk, fill

VOID = {"meta", "link", "br", "input", "img", "hr"}


def html(record: Record, address: str) -> str:
    for route in PAGES:
        if address in route.addresses(record):
            page = route.build(record, Asked(parts_of(route.path, address), {}))
            assert page is not None
            return render.html(route.template, page, record, View(address, menu=route.menu))
    raise AssertionError(address)


def event_page(record: Record, identifier: str) -> EventPage:
    page = events.event_page(record, identifier)
    assert page is not None
    return page


def day(record: Record, told: str) -> Brief:
    page = brief.brief(record, told)
    assert page is not None
    return page


def source(record: Record, identifier: str) -> SourcePage:
    page = sources.source_page(record, identifier)
    assert page is not None
    return page


# ---- gate ----


def test_gate_passes_what_stands_in_the_text(record: Record) -> None:
    assert all(gate.is_verified(claim, record.document(claim.document)[0].text) for claim in queries.claims(record.store))  # type: ignore[index]


@pytest.mark.parametrize(
    "change",
    [
        {"end": 10_000},
        {"start": 50, "end": 40},
        {"actor": Role("Russia's air force", 34, 53)},
        {"speaker": Role("nobody", -1, 5)},
        {"figures": (Figure("32", 77, 79, "intercepted", "drone", 32, 32),)},
    ],
)
def test_gate_stops_what_does_not(record: Record, change: dict[str, object]) -> None:
    claim = msgspec.structs.replace(queries.claims(record.store, "night")[0], **change)
    assert not gate.is_verified(claim, NIGHT)
    assert record.line(claim) is None


def test_a_withheld_line_is_counted_and_not_shown(tmp_path: Path) -> None:
    with Store(tmp_path / "record.sqlite") as store:
        fill(store)
        claims = queries.claims(store)
        bad = [msgspec.structs.replace(claims[0], figures=(Figure("99", 1, 3, "killed", "person", 99, 99),)), *claims[1:]]
        store.replace_claims((claim.document, (claim,)) for claim in bad)
        record = Record(store, desk())
        page = day(record, "2025-03-11")
        assert page.withheld == 1
        text = html(record, "/brief/2025-03-11")
        assert "shot down 31" not in text and record.strings.count("site.withheld", 1) in text
        assert source(record, "night").withheld == 1


# ---- every page ----


class Checker(HTMLParser):
    """Elements are closed in order, ids are unique, no inline style or script."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.anchors: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        assert "style" not in told and not any(name.startswith("on") for name in told), (tag, told)
        assert tag != "style" and (tag != "script" or "src" in told or told.get("type") == "application/ld+json")
        self.ids += [told["id"] or ""] if "id" in told else []
        if (told.get("href") or "").startswith("#"):
            self.anchors.append((told["href"] or "")[1:])
        if tag not in VOID and self.get_starttag_text()[-2:] != "/>":  # type: ignore[index]
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open.pop() == tag, tag


def addresses(record: Record) -> list[str]:
    return [address for route in PAGES for address in route.addresses(record)]


def test_every_page_is_well_formed_escaped_and_small(record: Record) -> None:
    seen = addresses(record)
    assert len(seen) > 30
    for address in seen:
        text = html(record, address)
        checker = Checker()
        checker.feed(text)
        assert not checker.open, address
        assert len(checker.ids) == len(set(checker.ids)), address
        assert set(checker.anchors) <= set(checker.ids), address
        assert text.count("<h1") == 1 and '<main id="content"' in text, address
        assert "<script>alert" not in text
        assert len(text.encode()) < 150_000


def test_every_page_is_the_same_as_json(record: Record) -> None:
    for route in PAGES:
        for address in list(route.addresses(record))[:2]:
            page = route.build(record, Asked(parts_of(route.path, address), {}))
            assert page is not None
            fields = json.loads(render.json(page))
            assert list(fields) == list(page.__struct_fields__)


def test_what_the_record_lacks_has_no_page(record: Record) -> None:
    for route in PAGES:
        if "{id}" in route.path or "{name}" in route.path:
            name = "id" if "{id}" in route.path else "name"
            assert route.build(record, Asked({name: "nothing"}, {})) is None, route.path
    assert brief.brief(record, "1999-01-01") is None


# ---- brief ----


def test_brief_has_title_sections_and_neighbours(record: Record) -> None:
    page = day(record, "2025-03-11")
    assert page.title == "List of key events, day 1,111 — Tuesday 11 March 2025"
    assert [name for name, _ in page.sections] == ["Fighting"]
    assert (page.previous, page.next) == (None, "2025-03-12")
    assert {card.outlet for card in page.sources} == {"Southern Wire", "Capital Courier"}


def test_brief_names_speakers_and_says_where_accounts_differ(record: Record) -> None:
    bullet = next(item for _, bullets in day(record, "2025-03-11").sections for item in bullets if item.event.id == "raid")
    assert [line.speaker for line in bullet.lines] == ["Ukraine's air force", "Russia's defence ministry"]
    assert [(answer.value, answer.side.id) for answer in bullet.differs[0].answers] == [("48", "ukraine"), ("40", "russia")]
    assert not bullet.update


def test_brief_marks_what_was_told_before(record: Record) -> None:
    bullets = {item.event.id: item for _, items in day(record, "2025-03-12").sections for item in items}
    assert bullets["toll"].update
    assert not any(item.update for _, items in day(record, "2025-03-11").sections for item in items)


def test_brief_prints_a_sentence_once(record: Record) -> None:
    for told in ("2025-03-11", "2025-03-12"):
        lines = [(line.document, line.start) for _, items in day(record, told).sections for item in items for line in item.lines]
        assert len(lines) == len(set(lines))


def test_brief_leaves_out_what_its_page_no_longer_says(record: Record) -> None:
    page = day(record, "2025-03-12")
    assert [card.id for card in page.sources] == ["revised"]
    assert {line.document for _, items in page.sections for item in items for line in item.lines} == {"revised"}
    timeline = event_page(record, "toll").timeline
    assert {line.document: line.revised for line in timeline} == {"night": False, "other": False, "later": True, "revised": False}


def test_brief_tells_what_was_corrected_in_every_edition(record: Record) -> None:
    page = day(record, "2025-03-12")
    assert [change.words for change in page.corrections] == ["killed >=5 -> 6 (person)", "claim gone: REJECT"]
    assert day(record, "2025-03-11").corrections == ()
    for text in (html(record, "/brief/2025-03-12"), brief.plain(page, record), brief.markdown(page, record), mail.html(page, record)):
        assert "Corrected since it was first told" in text and "5 → 6" in text


def test_a_mail_is_plain_and_html_and_the_same_each_time(record: Record) -> None:
    from email import message_from_bytes, policy

    made = mail.message(day(record, "2025-03-11"), record, "https://desk.example")
    told = message_from_bytes(made, policy=policy.default)
    assert made == mail.message(day(record, "2025-03-11"), record, "https://desk.example")
    assert told["subject"] == "List of key events, day 1,111 — Tuesday 11 March 2025" and told["message-id"].startswith("<brief-2025-03-11@")
    plain, rich = (told.get_body((kind,)) for kind in ("plain", "html"))
    assert plain is not None and rich is not None
    shown = rich.get_content()
    assert "https://desk.example/event/raid" in shown and "<style" not in shown and "<script" not in shown and 'style="' in shown
    assert "shot down 31 of 48" in " ".join(plain.get_content().split())


def test_editions_say_the_same(record: Record) -> None:
    page = day(record, "2025-03-11")
    plain, markdown = brief.plain(page, record), brief.markdown(page, record, "https://desk.example")
    for text in (plain, markdown):
        assert "48 (Ukraine's air force) / 40 (Russia's defence ministry)" in " ".join(text.split())
    assert "(https://desk.example/source/night#w" in markdown
    assert max(len(line) for line in plain.splitlines() if "/source/" not in line) <= 72


# ---- event ----


def test_accounts_stand_by_side_and_silence_is_said(record: Record) -> None:
    accounts = event_page(record, "raid").accounts
    assert [(column.speaker, column.side.id) for column in accounts.columns] == [("Ukraine's air force", "ukraine"), ("Russia's defence ministry", "russia")]
    toll = html(record, "/event/toll")
    assert "no statement found" in toll and "<s>3</s>" in toll


def test_event_shows_sums_reasons_and_support(record: Record) -> None:
    page = event_page(record, "raid")
    assert page.sums[0].remainder == "3" and page.sums[0].total.value == "48"
    assert page.reasons[0].kind == "join" and "shot down 31" in page.reasons[0].subject
    assert "2 primary speakers, 2 reports" in html(record, "/event/raid")


# ---- source ----


def test_source_text_is_whole_and_claims_stand_in_place(record: Record) -> None:
    page = source(record, "night")
    shown = "".join(piece.text for item in page.items for passage in item.passages for piece in passage.pieces)
    assert "".join(shown.split()) == "".join(NIGHT.split())
    slots = {(piece.slot, piece.text) for item in page.items for passage in item.passages for piece in passage.pieces if piece.slot}
    assert {("figure", "31"), ("speaker", "Ukraine's air force"), ("place", "Odesa")} <= slots


def test_every_sentence_can_be_pointed_at(record: Record) -> None:
    found = record.document("night")
    assert found is not None
    opened = {anchor for item in source(record, "night").items for passage in item.passages for piece in passage.pieces for anchor in piece.opens}
    assert {f"w{sentence.start}" for sentence in found[1].sentences} <= opened


def test_recaps_and_appeals_carry_no_claim(record: Record) -> None:
    passages = [passage for item in source(record, "night").items for passage in item.passages]
    assert {passage.kind for passage in passages if not passage.feeds} == {"appeal", "recap"}
    assert not any(piece.claim for passage in passages if not passage.feeds for piece in passage.pieces)
    assert "Machine-written recap" in html(record, "/source/night")


def test_revisions_are_listed_and_compared(record: Record) -> None:
    assert len(source(record, "revised").revisions) == 2
    told = upkeep.corrections(record).corrections[0].revision
    assert told is not None and [card.id for card in (told.earlier, told.later)] == ["later", "revised"]
    assert [change.words for change in told.changes] == ["killed >=5 -> 6 (person)", "claim gone: REJECT"]
    assert told.edits[0].pieces[:3] == (
        ("At least five", "gone"),
        ("Six", "new"),
        ("people were killed in Odesa, the regional governor said on Wednesday.", ""),
    )


def test_a_later_reading_is_marked_where_it_stands(record: Record) -> None:
    page = source(record, "revised")
    marked = [passage.revised for item in page.items for passage in item.passages]
    assert page.changed is not None and marked == ["", "edited", ""]
    assert source(record, "later").changed is None
    text = html(record, "/source/revised")
    assert '<del><span class="hidden">no longer there: </span>At least five</del>' in text and "What changed since the reading before" in text


def test_an_event_tells_what_was_corrected(record: Record) -> None:
    assert [change.words for change in event_page(record, "toll").corrections] == ["killed >=5 -> 6 (person)"]
    assert event_page(record, "raid").corrections == ()


def test_words_that_do_not_stand_in_a_reading_are_not_shown(record: Record) -> None:
    from dateline.publish.revised import revision_view

    told = queries.revision(record.store, "revised")
    assert told is not None
    forged = msgspec.structs.replace(told, edits=(msgspec.structs.replace(told.edits[0], after="Ninety people were killed."),))
    record.store.replace_revisions([msgspec.structs.replace(forged, changes=(msgspec.structs.replace(told.changes[0], text="Not there."),))])
    view = revision_view(record, "revised")
    record.store.replace_revisions([told])
    assert view is not None and view.edits == () and view.changes == ()


def test_live_shows_the_newest_revision_under_its_first_id(record: Record) -> None:
    page = lists.live(record)
    assert [update.id for update in page.updates if "toll" in update.title.lower()] == ["later-1"]
    told = [update.published or "" for update in page.updates]
    assert told == sorted(told, reverse=True)
    assert lists.live(record, block="later-1").page == 1


def test_the_live_page_pins_the_day_and_leads_to_updates(record: Record) -> None:
    page = lists.live(record)
    assert page.pinned is not None and page.pinned.day == "2025-03-12" and [one.event.id for one in page.pinned.bullets] == ["toll"]
    assert {one.event.id: one.update for one in page.key}["toll"] == "/live?with=block-later-1#block-later-1"
    text = html(record, "/live")
    assert text.count('id="block-later-1"') == 1 and 'aria-posinset="1"' in text
    assert lists.live(record, page=2).page == 1


def test_an_update_tells_what_a_later_reading_changed(record: Record) -> None:
    changed = {update.id: [change.words for change in update.changes] for update in lists.live(record).updates if update.changed}
    assert changed == {"later-1": ["killed >=5 -> 6 (person)"]}


def test_topics_have_feeds_and_figures_over_time(record: Record) -> None:
    page = topics.topic(record, "speaker", "regional governor")
    assert page is not None and [(one.label, [point[2] for point in one.points]) for one in page.series] == [("killed (person)", ["3", "6"])]
    text = html(record, "/actor/Ukraine%27s%20air%20force")
    assert "/actor/Ukraine%27s%20air%20force.atom" in text and "Shot down" not in text
    assert topics.topic(record, "actor", "nobody") is None


def test_a_topic_tells_under_which_names_one_person_is_met() -> None:
    with Store(":memory:") as store:
        fill(store)
        both = (
            Entity("person:marchuk.o", "GOV", "Olena Marchuk", ("Governor Marchuk", "she", "She")),
            Entity("governor", "GOV", "Olena Marchuk", ("Governor",)),
        )
        store.connection.executemany("INSERT INTO entities VALUES (?, ?, ?, ?)", [(one.id, one.kind, one.name, msgspec.json.encode(one)) for one in both])
        page = topics.topic(Record(store, desk()), "actor", "Olena Marchuk")
        assert page is not None and page.aliases == ("Governor Marchuk",)


def test_an_event_draws_its_tolls_and_names_readings(record: Record) -> None:
    page = event_page(record, "toll")
    assert [(point.day, point.words) for point in page.tolls[0].points] == [("2025-03-11", "3"), ("2025-03-12", "at least 5"), ("2025-03-12", "6")]
    assert "reading 2 of this page" in html(record, "/event/toll")
    assert event_page(record, "raid").tolls == ()


def test_words_in_another_language_say_so() -> None:
    with Store(":memory:") as store:
        fill(store)
        record = Record(store, desk())
        found = record.document("night")
        assert found is not None
        record._documents["night"] = (msgspec.structs.replace(found[0], language="uk"), found[1])
        assert '<q lang="uk" dir="auto">' in html(record, "/event/raid")
        assert '<div class="page" lang="uk" dir="auto">' in html(record, "/source/night")


def test_the_map_and_its_list_hold_what_was_asked_for(record: Record) -> None:
    everything = places.places(record, Scope())
    assert (everything.total, everything.unplaced) == (4, 2) and {spot.name for spot in everything.spots} == {"Odesa", "Tula region"}
    air = places.places(record, Scope(type="ASSAULT/intercept"))
    assert [spot.name for spot in air.spots] == ["Tula region"] and air.total == 1
    assert places.places(record, Scope("2025-03-12", "2025-03-13")).total == 0
    assert places.places(record, Scope(), "ukraine").total == 2
    assert places.places(record, Scope(), "mars").side == ""
    assert places.places(record, Scope(), box="40,50,30,45").box == (30, 45, 40, 50)
    with pytest.raises(InputError):
        places.places(record, Scope(), box="1,2,3")


def test_health_says_that_the_oldest_source_decides(record: Record) -> None:
    page = upkeep.health(record)
    assert page.oldest is not None and page.oldest.outlet == "Southern Wire" and "no fresher than its oldest source: Southern Wire" in html(record, "/health")


# ---- figures, search, recaps, check ----


def test_nights_keep_gaps_as_gaps(record: Record) -> None:
    nights = {night.side.id: night for night in figures.figures_page(record).nights if night.event == "raid"}
    ours, theirs = nights["ukraine"], nights["russia"]
    assert (ours.launched, ours.intercepted, ours.lost, ours.unaccounted) == (48, 31, 14, 3)
    assert (theirs.launched, theirs.intercepted, theirs.lost, theirs.unaccounted) == (40, None, None, None)


def test_tolls_keep_every_telling(record: Record) -> None:
    toll = next(toll for toll in figures.figures_page(record).tolls if toll.href == "/event/toll")
    assert [(point.day, point.words) for point in toll.points] == [("2025-03-11", "3"), ("2025-03-12", "at least 5"), ("2025-03-12", "6")]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("drones", 4),
        ("drone shot", 2),
        ("speaker:governor", 3),
        ('speaker:"air force" lost', 1),
        ("place:odesa", 4),
        ("side:russia", 2),
        ("type:assault/intercept", 2),
        ("measure:killed after:2025-03-12", 2),
        ("before:2025-03-11 measure:killed", 1),
        ("has:conflict", 3),
        ("nothing-of-this", 0),
        ('"', 0),
        ("((( ** ---", 0),
    ],
)
def test_search_understands_its_operators(record: Record, query: str, found: int) -> None:
    assert search.search_page(record, query).total == found


def test_search_says_what_it_did_not_understand(record: Record) -> None:
    page = search.search_page(record, "drones after:soon side:mars has:luck")
    assert page.unknown == ("after:soon", "side:mars", "has:luck") and page.total == 4


def test_search_marks_the_words() -> None:
    assert search.marked("Drones struck; one drone fell.", "drone") == (("Drones", True), (" struck; one ", False), ("drone", True), (" fell.", False))


def test_recaps_stand_beside_their_source(record: Record) -> None:
    recap = checks.recaps(record).recaps[0]
    assert recap.sentences[0].verdict == "contradicted" and recap.sentences[0].evidence[0].text.startswith("Three people")


def test_a_source_shows_what_its_recap_invents(record: Record) -> None:
    judged = {passage.kind: passage.verdicts for item in source(record, "night").items for passage in item.passages if passage.verdicts}
    assert [one.verdict for one in judged["recap"]] == ["contradicted"] and list(judged) == ["recap"]
    assert "Held against its own source" in html(record, "/source/night")


def test_check_marks_fields_where_they_stand(record: Record) -> None:
    from dateline.records import Field

    finding = Finding("It fell on Sunday.", 20, 38, "contradicted", (Field("Sunday", "time", "contradicted", "Monday", 31, 37),))
    page = checks.check_page(record, Sent("x" * 40), [finding])
    assert page.statements[0].pieces == (("It fell on ", ""), ("Sunday", "contradicted"), (".", ""))
    assert dict(page.counts)["contradicted"] == 1
    nested = Finding("It fell on Sunday.", 0, 18, "contradicted", (Field("fell on Sunday", "action", "not-in-source", None, 3, 17), finding.fields[0]))
    inner = msgspec.structs.replace(nested, fields=(nested.fields[0], msgspec.structs.replace(finding.fields[0], start=11, end=17)))
    assert checks.check_page(record, Sent(""), [inner]).statements[0].pieces[1:3] == (("fell on ", "not-in-source"), ("Sunday", "contradicted"))
    assert checks.check_page(record, Sent("", only="supported"), [finding]).statements == ()


# ---- strings ----


@pytest.mark.parametrize(
    ("figure", "words"),
    [
        (Figure("41", 0, 2, "intercepted", "drone", 41, 41, of=64), "41 of 64 shot down (drone)"),
        (Figure("100", 0, 3, "killed", "person", 100, 100, ">="), "at least 100 killed (person)"),
        (Figure("2", 0, 1, "aid", "USD", 2.5e9, 2.5e9), "2.5 bn aid (USD)"),
        (Figure("20 to 30", 0, 8, "injured", "", 20, 30, "~"), "about 20–30 injured"),
        (Figure("12,500", 0, 6, "casualties", "soldier", 12500, 12500, ">"), "more than 12,500 killed or injured (soldier)"),
        (Figure("0.5", 0, 3, "rate", "", 0.5, 0.5), "0.5 rate"),
    ],
)
def test_figures_in_words(figure: Figure, words: str) -> None:
    assert Strings().figure(figure) == words


@pytest.mark.parametrize(
    ("value", "zone", "words"),
    [
        ("2025-03-11", "Europe/Kyiv", "11 March 2025"),
        ("2025-03-11T23:30:00Z", "UTC", "11 March 2025, 23:30 UTC"),
        ("2025-03-11T23:30:00Z", "Europe/Kyiv", "12 March 2025, 01:30 EET"),
        ("2025-07-11T23:30:00Z", "Europe/Kyiv", "12 July 2025, 02:30 EEST"),
        ("2025-03-11T14:20", "Europe/Kyiv", "11 March 2025, 14:20"),
        (None, "UTC", "day not known"),
    ],
)
def test_times_in_a_zone(value: str | None, zone: str, words: str) -> None:
    assert Strings("en", zone).time(value) == words


def test_fragments_name_words_of_the_original(record: Record) -> None:
    document = record.document("night")
    assert document is not None
    at = NIGHT.index("Ukraine's air")
    assert events.fragment(document[0], at, at + 19) == "https://wire.example/night#:~:text=Ukraine%27s%20air%20force"
    assert (
        events.fragment(document[0], at, NIGHT.index(" Another"))
        == "https://wire.example/night#:~:text=Ukraine%27s%20air%20force%20said,that%20Russia%20launched%20overnight."
    )
    assert events.fragment(msgspec.structs.replace(document[0], url="javascript:alert(1)"), 0, 5) == ""


@pytest.mark.parametrize(
    ("title", "text", "wanted"),
    [
        ("Mayor: “Two bridges are closed”", "Two bridges are closed, the mayor said.", "1"),
        ("“Two bridges are closed” (3 May 2025)", "Two bridges are closed.", "1"),
        ("“Two bridges are closed”", "Two bridges are closed and the ferry has stopped since the flood came down the valley on Sunday night.", ""),
        ("“Two bridges …”", "Two bridges are closed.", ""),
        ("Explosion in Odesa", "An explosion shook Odesa.", ""),
    ],
)
def test_words_that_a_title_gives_are_not_given_again(title: str, text: str, wanted: str) -> None:
    module: Any = environment().get_template("parts.html").make_module({"t": Strings(), "link": str})
    assert module.given(title, text).strip() == wanted
