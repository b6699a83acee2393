"""The demo's record: differing accounts, rising tolls, copies and sums of the sample pages are found."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dateline.config import load_desk
from dateline.pipeline import Pipeline, add, relink
from dateline.read import documents
from dateline.store import Store, queries

SEEDS = Path(__file__).parent.parent.parent / "shared" / "seeds"
SAMPLES = Path(__file__).parent.parent / "samples"
EXPECTED = json.loads((SAMPLES / "expected.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def record() -> Store:
    """A record of the sample pages."""
    store = Store(":memory:")
    desk = load_desk("russia-ukraine")
    add(store, Pipeline(desk), documents(SAMPLES), lambda _: None)
    relink(store, desk)
    return store


def test_every_page_is_read(record: Store) -> None:
    assert queries.counts(record).documents == 22


def test_the_exchange_is_counted_differently(record: Store) -> None:
    told = [{account.value for account in c.accounts} for c in queries.conflicts(record, kind="differs") if "released" in c.question]
    assert any({"=140", "=163"} <= values for values in told)


def test_the_toll_of_one_strike_is_updated(record: Store) -> None:
    strikes = {event.id for event in queries.events(record, queries.Filter(place="Kremenchuk")) if event.type == "ASSAULT"}
    told = {c.question: c for c in queries.conflicts(record, kind="updates") if c.event in strikes}
    assert {">=7", "=9"} <= {account.value for account in told["how many killed (person)"].accounts}
    assert {account.value for account in told["how many injured (person)"].accounts} <= {"=23", "=31", "=34"}


def test_who_struck_the_building_is_told_and_denied(record: Store) -> None:
    found = [c for c in queries.conflicts(record, kind="denies") if c.question == "who did it"]
    assert [(event.place.name, {a.value for a in c.accounts}) for c in found if (event := queries.event(record, c.event)) and event.place] == [
        ("Kremenchuk", {"RUS", "not RUS"})
    ]


def test_the_village_is_claimed_and_denied(record: Store) -> None:
    denied = [c for c in queries.conflicts(record, kind="denies")]
    titles = {event.title for c in denied if (event := queries.event(record, c.event))}
    assert any("Yar" in title for title in titles)


@pytest.mark.parametrize(
    "total", [s for s in EXPECTED["sums"] if "launched" in s and s["day"] in {"2025-03-10", "2025-03-11", "2025-03-12", "2025-03-13"}], ids=lambda s: s["day"]
)
def test_nights_add_up_to_their_remainder(record: Store, total: dict[str, float]) -> None:
    found = {(s.total.figure.low, s.remainder) for s in queries.sums(record) if s.total.figure}
    assert (total["launched"], total["remainder"]) in found
    parts = [{part.figure.low for part in s.parts if part.figure} for s in queries.sums(record) if s.total.figure and s.total.figure.low == total["launched"]]
    assert any({total["intercepted"], total["lost"]} <= told for told in parts)


def test_wire_copy_under_another_title_is_a_copy(record: Store) -> None:
    pages = {d.id: d.page for d in queries.documents(record)}
    copies = {(Path(pages[d.subject]).name, Path(pages[d.object]).name) for d in queries.decisions(record) if d.kind == "copy"}
    assert {frozenset(pair) for pair in copies} & {frozenset(("cascade-digest.kremenchuk.txt", "baltic-courier.kremenchuk.txt"))}


def test_a_changed_page_is_a_revision_and_no_copy(record: Store) -> None:
    revisions = queries.revisions(record, "https://stepova.example/kremenchuk-strike")
    assert len(revisions) == 2
    assert not [d for d in queries.decisions(record) if d.kind == "copy" and {d.subject, d.object} == set(revisions)]


def test_what_is_no_source_text_never_becomes_a_claim(record: Store) -> None:
    claimed = " ".join(document[0].text[c.start : c.end] for c in queries.claims(record) if (document := queries.document(record, c.document)))
    for entry in EXPECTED["never_claims"]:
        words = entry["text"] if isinstance(entry, dict) else entry
        assert words not in claimed


def test_recaps_are_checked_on_reading(record: Store) -> None:
    verdicts = {finding.verdict for _, _, finding in queries.findings(record)}
    assert {"contradicted", "not-in-source", "supported"} <= verdicts


@pytest.fixture(scope="module")
def whole() -> Store:
    """A record of the sample pages and the two real ones."""
    if not SEEDS.exists():
        pytest.skip("the real pages are not here")
    store = Store(":memory:")
    desk = load_desk("russia-ukraine")
    for folder in (SAMPLES, SEEDS):
        add(store, Pipeline(desk), documents(folder), lambda _: None)
    relink(store, desk)
    return store


@pytest.mark.parametrize(
    ("kind", "question", "values"),
    [
        ("differs", "how many released (person)", {"=150", "=189"}),
        ("differs", "how many released (person)", {"=140", "=163"}),
        ("differs", "how many deployed (person)", {"=11000", ">12000"}),
        ("differs", "how many casualties (person)", {">3000", "=1100", ">1000"}),
        ("rounds to", "how many launched (drone)", {">=100", "=104"}),
    ],
)
def test_known_differences_stand_side_by_side(whole: Store, kind: str, question: str, values: set[str]) -> None:
    told = [{account.value for account in c.accounts} for c in queries.conflicts(whole, kind=kind) if c.question == question]
    assert any(values <= found for found in told)


@pytest.mark.parametrize(("total", "parts", "remainder"), [(64, {41, 22}, 1), (50, {33, 9, 1}, 7), (184, {78, 106}, 0), (52200, {17400}, 0)])
def test_known_sums_are_found(whole: Store, total: float, parts: set[float], remainder: float) -> None:
    found = [(s.total.figure.low, {p.figure.low for p in s.parts if p.figure}, s.remainder) for s in queries.sums(whole) if s.total.figure]
    assert (total, parts, remainder) in found


def test_no_more_differences_than_those(whole: Store) -> None:
    told = [{account.value for account in c.accounts} for c in queries.conflicts(whole, kind="differs") if c.question.startswith("how many")]
    assert len(told) == 4
