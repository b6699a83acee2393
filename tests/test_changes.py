"""Claims of two revisions: what is one claim, and in which words its changes are told."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from dateline.config import load_desk
from dateline.link.changes import changes
from dateline.pipeline import Pipeline
from dateline.records import Change, Claim, Document, Figure, Match, Role, When, Where

SAMPLES = Path(__file__).parent.parent / "samples"
Row = tuple[str, dict[str, Any]]  # sentence, fields of its claim


class Revision:
    """A page of one claim a sentence."""

    def __init__(self, name: str, *rows: Row) -> None:
        self.document = Document(name, " ".join(sentence for sentence, _ in rows))
        self.claims: list[Claim] = []
        at = 0
        for number, (sentence, told) in enumerate(rows):
            self.claims.append(self._claim(f"{name}{number}", at, sentence, dict(told)))
            at += len(sentence) + 1

    def _claim(self, identifier: str, at: int, sentence: str, told: dict[str, Any]) -> Claim:
        spots = {name: at + sentence.index(told[name]) for name in ("actor", "recipient", "speaker", "place") if isinstance(told.get(name), str)}
        for name, start in spots.items():
            made = Where if name == "place" else Role
            told[name] = made(told[name], start, start + len(told[name]))
        told["figures"] = tuple(
            Figure(words, at + sentence.index(words), at + sentence.index(words) + len(words), measure, counted, low, low, **more)
            for words, measure, counted, low, *rest in told.pop("figures", ())
            for more in (rest[0] if rest else {},)
        )
        fields = {"kind": "event", "event": "ASSAULT", "mode": None, "status": "reported", **told}
        kind, event, mode, status = (fields.pop(name) for name in ("kind", "event", "mode", "status"))
        return Claim(identifier, self.document.id, 1, 0, 0, at, at + len(sentence), kind, event, mode, status, Match("r", "g"), **fields)


def compared(old: list[Row], new: list[Row], seed: int | None = None) -> tuple[Change, ...]:
    before, after = Revision("a", *old), Revision("b", *new)
    if seed is not None:
        random.Random(seed).shuffle(before.claims)
        random.Random(seed).shuffle(after.claims)
    return changes(before.claims, after.claims, {"a": before.document, "b": after.document})


def words(old: list[Row], new: list[Row]) -> list[str]:
    return [change.words for change in compared(old, new)]


MARKET = "A shell killed seven traders at the grain market in Dilling, the mayor said."
TOLL = {"recipient": "seven traders", "place": "Dilling", "speaker": "the mayor", "figures": [("seven", "killed", "person", 7)]}
HIGHER = {**TOLL, "recipient": "nine traders", "figures": [("nine", "killed", "person", 9)]}
BRIDGE: Row = ("Engineers reopened the river bridge at Kosti.", {"event": "COOPERATE", "actor": "Engineers", "place": "Kosti"})
CONVOY: Row = ("Gunmen ambushed an aid convoy near Kadugli.", {"actor": "Gunmen", "recipient": "aid convoy", "place": "Kadugli"})


def test_the_same_claims_have_not_changed() -> None:
    assert compared([(MARKET, TOLL), BRIDGE], [(MARKET, TOLL), BRIDGE]) == ()


def test_a_sentence_that_has_moved_is_no_change() -> None:
    assert compared([(MARKET, TOLL), BRIDGE, CONVOY], [CONVOY, (MARKET, TOLL), BRIDGE]) == ()


def test_a_higher_toll_is_one_change_of_one_claim() -> None:
    risen = MARKET.replace("seven", "nine")
    assert compared([BRIDGE, (MARKET, TOLL)], [(risen, HIGHER), BRIDGE]) == (Change("figure", "killed 7 -> 9 (person)", risen, "a1", "b0"),)


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ([("seven", "killed", "person", 7)], [("seven", "killed", "person", 7, {"op": ">="})], "killed 7 -> >=7 (person)"),
        ([("seven", "killed", "person", 7)], [("seven", "killed", "person", 7, {"of": 12.0})], "killed 7 -> 7 of 12 (person)"),
        ([("seven", "killed", "", 7)], [("seven", "killed", "", 1234567)], "killed 7 -> 1,234,567"),
        ([], [("seven", "killed", "person", 7)], "killed not told -> 7 (person)"),
        ([("seven", "killed", "person", 7)], [], "killed 7 -> not told (person)"),
        ([("seven", "other", "lorry", 7)], [("seven", "other", "lorry", 8)], "lorry 7 -> 8"),
        ([("seven", "other", "", 7)], [("seven", "other", "", 8)], "figure 7 -> 8"),
    ],
)
def test_figures_are_told_by_measure(old: list[Any], new: list[Any], wanted: str) -> None:
    assert words([(MARKET, {"figures": old})], [(MARKET, {"figures": new})]) == [wanted]


def test_what_a_page_adds_and_drops() -> None:
    found = compared([(MARKET, TOLL), BRIDGE], [(MARKET, TOLL), CONVOY])
    assert [(change.kind, change.words, change.before, change.after) for change in found] == [
        ("new", "claim new: ASSAULT", "", "b1"),
        ("gone", "claim gone: COOPERATE", "a1", ""),
    ]
    assert [change.text for change in found] == [CONVOY[0], BRIDGE[0]]


@pytest.mark.parametrize(
    ("sentence", "told", "wanted"),
    [
        (MARKET.replace("the mayor", "a surgeon"), {**TOLL, "speaker": "a surgeon"}, ["speaker changed: the mayor -> a surgeon"]),
        (MARKET.replace(", the mayor said", ""), {**TOLL, "speaker": None}, ["speaker changed: the mayor -> not told"]),
        (MARKET.replace("the mayor", "the town mayor"), {**TOLL, "speaker": "the town mayor"}, []),
        (MARKET.replace("Dilling", "Kadugli"), {**TOLL, "place": "Kadugli"}, ["place changed: Dilling -> Kadugli"]),
        (MARKET.replace("traders", "herders"), {**TOLL, "recipient": "seven herders"}, ["recipient changed: seven traders -> seven herders"]),
        (MARKET, {**TOLL, "status": "denied"}, ["status changed: reported -> denied"]),
        (MARKET, {**TOLL, "time": When("then", 0, 4, "2025-03-04", "2025-03-04")}, ["time changed: not told -> 2025-03-04"]),
        (MARKET, {**TOLL, "time": When("then", 0, 4, "2025-03-04", "2025-03-06")}, ["time changed: not told -> 2025-03-04 to 2025-03-06"]),
        (MARKET, {**TOLL, "time": When("", start="2025-03-04", end="2025-03-04", resolved=True)}, []),
        (MARKET, {**TOLL, "place": Where("Heglig", 0, 6, resolved=True)}, []),
    ],
)
def test_what_changes_in_a_claim(sentence: str, told: dict[str, Any], wanted: list[str]) -> None:
    assert words([(MARKET, TOLL)], [(sentence, told)]) == wanted


def test_each_sentence_meets_the_one_that_it_was() -> None:
    near = "A shell wounded seven traders at the fish market in Kosti, the mayor said."
    hurt = {"recipient": "seven traders", "place": "Kosti", "speaker": "the mayor", "figures": [("seven", "injured", "person", 7)]}
    more = {**hurt, "recipient": "eight traders", "figures": [("eight", "injured", "person", 8)]}
    found = words([(MARKET, TOLL), (near, hurt)], [(near.replace("seven", "eight"), more), (MARKET.replace("seven", "nine"), HIGHER)])
    assert found == ["injured 7 -> 8 (person)", "killed 7 -> 9 (person)"]


def test_another_event_in_like_words_is_another_claim() -> None:
    assert words([(MARKET, TOLL)], [(MARKET, {**TOLL, "event": "MOBILIZE"})]) == ["claim new: MOBILIZE", "claim gone: ASSAULT"]


def test_what_a_page_shows_twice_counts_once() -> None:
    assert compared([(MARKET, TOLL)], [(MARKET, TOLL), (MARKET, {**TOLL, "repeat": True})]) == ()


def test_the_order_in_which_claims_come_plays_no_part() -> None:
    old, new = [(MARKET, TOLL), BRIDGE, (MARKET, TOLL)], [CONVOY, (MARKET.replace("seven", "nine"), HIGHER), (MARKET, TOLL)]
    assert len({compared(old, new, seed) for seed in range(6)}) == 1


def test_nothing_against_something() -> None:
    assert compared([], []) == ()
    assert words([], [BRIDGE]) == ["claim new: COOPERATE"]
    assert words([BRIDGE], []) == ["claim gone: COOPERATE"]


def test_claims_as_they_are_read() -> None:
    pipeline = Pipeline(load_desk("russia-ukraine"))
    text = "Shelling killed four people in Kherson on Monday, the governor said.\n\nDrones struck an oil depot in Feodosia overnight."
    readings = [pipeline.read(Document(name, words, published="2025-03-04")) for name, words in (("a", text), ("b", text.replace("four", "six")))]
    found = changes(readings[0].claims, readings[1].claims, {reading.document.id: reading.document for reading in readings})
    assert [change.words for change in found] == ["killed 4 -> 6 (person)"]


def test_a_toll_that_rose_on_a_page_read_twice() -> None:
    pipeline = Pipeline(load_desk("russia-ukraine"))
    texts = [(SAMPLES / f"stepova.kremenchuk.rev{number}.txt").read_text(encoding="utf-8") for number in (1, 2)]
    old, new = (pipeline.read(Document(f"d{number}", text)) for number, text in enumerate(texts))
    found = changes(old.claims, new.claims, {"d0": old.document, "d1": new.document})
    assert {change.kind for change in found} == {"figure"}
    assert {"killed 7 -> 9 (person)"} < {change.words for change in found}
    assert all(change.text in " ".join(texts[1].split()) for change in found)
