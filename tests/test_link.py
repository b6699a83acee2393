"""Linking: what is one event, what is not, how accounts relate, what adds up; the order of documents plays no part."""

from __future__ import annotations

import random
from typing import Any

import msgspec
import pytest

from dateline.config import load_desk
from dateline.link import link
from dateline.link.accounts import relation
from dateline.records import Claim, Decision, Document, Figure, Item, Linked, Match, Page, Passage, Role, When, Where

DESK = load_desk("russia-ukraine")


class Told:
    """Documents of one sentence each, and the claims read from them."""

    def __init__(self) -> None:
        self.documents: list[Document] = []
        self.claims: list[Claim] = []

    def add(self, sentence: str, event: str = "ASSAULT", mode: str | None = "drone", **fields: Any) -> Claim:
        number = len(self.documents)
        document = Document(f"d{number}", sentence, name=f"page{number}.txt", outlet=f"Outlet {number}", published=str(fields.get("published", "2025-03-04")))
        claim = Claim(
            f"c{number}", document.id, 1, 0, 0, 0, len(sentence), "event", event, mode, str(fields.pop("status", "claimed")), Match("r", "g"), **fields
        )
        self.documents.append(document)
        self.claims.append(claim)
        return claim

    def linked(self, decided: tuple[Decision, ...] = (), seed: int | None = None) -> Linked:
        claims, documents = list(self.claims), list(self.documents)
        if seed is not None:
            random.Random(seed).shuffle(claims)
            random.Random(seed).shuffle(documents)
        pages = [(d, Page((Item(1, "article", "", 0, len(d.text), d.published),), (Passage(0, 1, "paragraph", 0, len(d.text)),), ())) for d in documents]
        return link(claims, pages, decided, DESK)


def place(name: str, country: str = "UKR", precision: str = "settlement", within: str | None = None) -> Where:
    return Where(name, 0, 4, name=name, country=country, precision=precision, within=within)


def day(iso: str, until: str = "") -> When:
    return When("then", 0, 4, start=iso, end=until or iso, precision="day", basis="explicit")


def role(text: str, country: str | None = None, sector: str = "") -> Role:
    return Role(text, 0, 4, country=country, name=text, sector=sector)


def figure(low: float, measure: str, counted: str, op: str = "=", of: float | None = None) -> Figure:
    return Figure(f"{low:g}", 0, 2, measure, counted, low, low, op, of)


def placed(words: str, *figures: Figure) -> tuple[Figure, ...]:
    """Figures where their numbers stand in the words."""
    starts = [words.index(f"{figure.low:,g}") for figure in figures]
    return tuple(msgspec.structs.replace(figure, start=start, end=start + len(f"{figure.low:,g}")) for figure, start in zip(figures, starts, strict=True))


def exchange() -> Told:
    told = Told()
    swap: dict[str, Any] = {"event": "RETREAT", "mode": "release", "time": day("2025-03-04"), "published": "2025-03-04", "recipient": role("prisoners", "UKR")}
    told.add(
        "Moscow's defence ministry said 175 captured soldiers were handed over in the swap.",
        speaker=role("defence ministry", "RUS"),
        figures=(figure(175, "released", "soldier"),),
        **swap,
    )
    told.add(
        "The Ukrainian president said 197 captured soldiers came home in the swap.",
        speaker=role("president", "UKR"),
        figures=(figure(197, "released", "prisoner"),),
        **swap,
    )
    return told


def test_two_accounts_of_one_swap_are_one_event_that_differs() -> None:
    linked = exchange().linked()
    assert [len(e.claims) for e in linked.events] == [2]
    assert [(c.question, {a.value for a in c.accounts}) for c in linked.conflicts if c.kind == "differs"] == [("how many released (person)", {"=175", "=197"})]
    assert linked.events[0].speakers == 2


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"place": place("Sumy")}, "other place"),
        ({"time": day("2025-03-01")}, "other day"),
        ({"mode": "firearms"}, "other means"),
        ({"recipient": role("depot", "RUS")}, "other side hit"),
    ],
)
def test_what_cannot_be_one_event_is_never_joined(change: dict[str, Any], why: str) -> None:
    told = Told()
    fields: dict[str, Any] = {"place": place("Odesa"), "time": day("2025-03-04"), "recipient": role("port", "UKR"), "published": "2025-03-04"}
    told.add("A drone strike on the port of the city killed three people.", **fields)
    told.add("A drone strike on the port of the city killed three people.", **{**fields, **change})
    assert len(told.linked().events) == 2, why


def test_the_order_of_documents_plays_no_part() -> None:
    told = exchange()
    for town in ("Odesa", "Sumy", "Kharkiv"):
        for n in (3, 4):
            told.add(
                f"Drones struck {town} and killed {n} people.",
                place=place(town),
                time=day("2025-03-04"),
                published="2025-03-04",
                figures=(figure(n, "killed", "person"),),
            )
    expected = msgspec.json.encode(told.linked())
    assert all(msgspec.json.encode(told.linked(seed=seed)) == expected for seed in range(20))


def test_an_editor_overrides_the_machine_and_can_take_it_back() -> None:
    told = exchange()
    assert len(told.linked((Decision("x", "split", "c0", "c1", by="ed"),)).events) == 2
    other = Told()
    other.add("Drones struck Odesa.", place=place("Odesa"), time=day("2025-03-04"))
    other.add("Drones struck the port city.", place=place("the port city"), time=day("2025-03-04"))
    assert len(other.linked((Decision("x", "join", "c0", "c1", by="ed"),)).events) == 1


def test_launched_less_shot_down_and_lost_leaves_a_remainder() -> None:
    told = Told()
    night: dict[str, Any] = {"time": day("2025-03-03", "2025-03-04"), "published": "2025-03-04", "speaker": role("air force", "UKR", "MIL")}
    words = "The air force said 83 drones came, 46 were shot down and 31 vanished from radar."
    launched, *fates = placed(words, figure(83, "launched", "drone"), figure(46, "intercepted", "drone", of=83), figure(31, "lost", "drone"))
    told.add(words, figures=(launched,), actor=role("Russia", "RUS"), **night)
    told.claims.append(msgspec.structs.replace(told.claims[0], id="c0b", mode="intercept", actor=role("air force", "UKR"), figures=tuple(fates)))
    linked = told.linked()
    assert len(linked.events) == 1
    assert [(s.total.value, s.remainder) for s in linked.sums] == [("=83", 6.0)]


def test_a_repost_is_a_copy_and_counts_once() -> None:
    told = Told()
    words = "Two people died when shells fell on the market in the centre of the town on Tuesday morning, the mayor of the town told reporters at the scene."
    for _ in range(3):
        told.add(words, mode="heavy-weapons", place=place("Nikopol"), time=day("2025-03-04"), published="2025-03-04", speaker=role("mayor", "UKR"))
    linked = told.linked()
    assert [(e.speakers, e.reports, len(e.claims)) for e in linked.events] == [(1, 1, 3)]
    assert sum(d.kind == "copy" for d in linked.decisions) == 2


def test_the_same_speaker_later_updates() -> None:
    told = Told()
    for n, said in ((3, "2025-03-04"), (5, "2025-03-05")):
        told.add(
            f"The toll stands at {n}.",
            mode=None,
            place=place("Sumy"),
            time=day("2025-03-04"),
            published=said,
            speaker=role("governor", "UKR"),
            figures=(figure(n, "killed", "person"),),
            recipient=role("Sumy", "UKR"),
        )
    kinds = {c.question: (c.kind, [a.superseded for a in c.accounts]) for c in told.linked().conflicts}
    assert kinds["how many killed (person)"] == ("updates", [True, False])


def _toll(told: Told, counted: float, said: str, speaker: str | None, op: str = "=") -> Claim:
    who = role(speaker, "UKR") if speaker else None
    return told.add(
        f"The strike killed {counted}.",
        mode=None,
        published=said,
        speaker=who,
        figures=(figure(counted, "killed", "person", op),),
        place=place("Sumy"),
        time=day("2025-03-04"),
        recipient=role("Sumy", "UKR"),
    )


@pytest.mark.parametrize(
    ("tolls", "expected"),
    [
        (((3, "2025-03-04", "governor"), (5, "2025-03-05", "police")), "updates"),
        (((3, "2025-03-04", "governor"), (5, "2025-03-05", "police"), (5, "2025-03-06", "mayor")), "updates"),
        (((3, "2025-03-04", "governor"), (5, "2025-03-04", "police")), "differs"),
        (((5, "2025-03-04", "governor"), (3, "2025-03-05", "police")), "differs"),
        (((5, "2025-03-04", "governor"), (5, "2025-03-05", "police")), "agree"),
    ],
)
def test_a_count_that_rises_from_day_to_day_is_an_update(tolls: tuple[tuple[float, str, str], ...], expected: str) -> None:
    told = Told()
    for counted, said, speaker in tolls:
        _toll(told, counted, said, speaker)
    assert [c.kind for c in told.linked().conflicts if "killed" in c.question] == [expected]


def test_a_later_revision_of_a_page_replaces_the_lower_count() -> None:
    told = Told()
    for counted in (3, 5):
        _toll(told, counted, "2025-03-04", None)
    told.documents = [msgspec.structs.replace(d, url="https://outlet.example/strike", outlet="Outlet") for d in told.documents]
    found = next(c for c in told.linked().conflicts if "killed" in c.question)
    assert (found.kind, sorted((a.value, a.superseded) for a in found.accounts)) == ("updates", [("=3", True), ("=5", False)])


def test_figures_without_event_meet_by_the_people_they_count() -> None:
    sentences = (
        ("The toll of Cuban soldiers there has passed 900, the president said.", 900.0, "president", ">"),
        ("Some 400 Cuban fighters were lost, the intelligence service said.", 400.0, "service", "="),
        ("Some 700 Chadian fighters were lost, the agency said.", 700.0, "agency", "="),
    )
    told = Told()
    for text, counted, speaker, op in sentences:
        found = Figure(f"{counted:g}", text.index(f"{counted:g}"), text.index(f"{counted:g}") + 3, "casualties", "soldier", counted, counted, op)
        claim = told.add(text, figures=(found,), speaker=Role(speaker, text.index(speaker), text.index(speaker) + len(speaker), country="UKR", name=speaker))
        told.claims[-1] = msgspec.structs.replace(claim, kind="figure", event=None, mode=None, time=day("2025-03-04"))
    found_kinds = [(c.kind, {a.value for a in c.accounts}) for c in told.linked().conflicts if c.kind != "single"]
    assert found_kinds == [("differs", {">900", "=400"})]


@pytest.mark.parametrize(("accused", "expected"), [("RUS", [("who did it", "denies", {"RUS", "not RUS"})]), (None, [])])
def test_a_denial_answers_the_attack_told_before_it(accused: str | None, expected: list[tuple[str, str, set[str]]]) -> None:
    told = Told()
    words = "A missile hit a bakery in Sumy. The ministry denied hitting the bakery."
    by = role("missile", accused) if accused else None
    struck = role("bakery", "UKR")
    strike = told.add(words, mode=None, actor=by, recipient=struck, place=place("Sumy"), time=day("2025-03-04"), speaker=role("governor", "UKR"))
    denial = {"status": "denied", "place": None, "time": None, "actor": role("it", "RUS"), "speaker": role("ministry", "RUS"), "sentence": 1}
    told.claims.append(msgspec.structs.replace(strike, id="c0b", **denial))
    found = [(c.question, c.kind, {a.value for a in c.accounts}) for c in told.linked().conflicts if c.question == "who did it"]
    assert found == expected


def test_a_town_is_part_of_its_region() -> None:
    told = Told()
    told.add("Drones hit the region.", place=place("Kharkiv Oblast", precision="region"), time=day("2025-03-04"), actor=role("Russia", "RUS"))
    told.add("Drones hit the town of Izium.", place=place("Izium", within="Kharkiv Oblast"), time=day("2025-03-04"), actor=role("Russia", "RUS"))
    linked = told.linked()
    assert len(linked.events) == 2
    assert sum(bool(e.whole) for e in linked.events) == 1


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (figure(150, "x", "y"), figure(189, "x", "y"), "differs"),
        (figure(100, "x", "y", ">="), figure(104, "x", "y"), "rounds to"),
        (figure(11, "x", "y", of=32), figure(32, "x", "y"), "part of"),
        (figure(0, "x", "y"), figure(3, "x", "y"), "denies"),
        (figure(7, "x", "y"), figure(7, "x", "y"), "agree"),
        (figure(3000, "x", "y", ">"), figure(1100, "x", "y"), "differs"),
        (figure(50, "x", "y", "~"), figure(52, "x", "y"), "rounds to"),
        (figure(1, "x", "y"), figure(1, "x", "y", ">="), "agree"),
    ],
)
def test_how_two_figures_relate(one: Figure, other: Figure, expected: str) -> None:
    assert relation(one, other) == relation(other, one) == expected


def test_two_speakers_in_one_sentence_answer_one_question() -> None:
    told = Told()
    words = "Moscow said it handed over 130 captured men while Kyiv counted 155 who came back."
    told.add(
        words, event="RETREAT", mode="release", recipient=role("captured men", "UKR"), figures=(figure(130, "released", "man"),), speaker=role("Moscow", "RUS")
    )
    other = {"recipient": role("those who came", "UKR"), "figures": (figure(155, "released", "person"),), "speaker": role("Kyiv", "UKR")}
    told.claims.append(msgspec.structs.replace(told.claims[0], id="c0b", **other))
    assert [(c.question, c.kind) for c in told.linked().conflicts if "released" in c.question] == [("how many released (person)", "differs")]


def test_a_count_over_days_makes_up_a_monthly_rate() -> None:
    told = Told()
    words = "In 12 days the army lost 6,000 soldiers, which is 15,000 a month."
    losses = placed(words, figure(6_000, "other", "soldier"), figure(12, "duration", "day"), figure(15_000, "casualties", "soldier"))
    told.add(words, event="ASSAULT", mode=None, figures=losses)
    assert [(s.total.value, [p.value for p in s.parts]) for s in told.linked().sums] == [("=15000", ["=6000"])]
