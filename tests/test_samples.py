"""The sample pages say what expected.json says of them, and borrow no wording from real pages."""

from __future__ import annotations

import json
import re
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

SAMPLES = Path(__file__).parent.parent / "samples"
SHARED = Path(__file__).parent.parent.parent / "shared"
EXPECTED: dict[str, Any] = json.loads((SAMPLES / "expected.json").read_text(encoding="utf-8"))
PAGES = EXPECTED["pages"]


@cache
def page(name: str) -> str:
    return (SAMPLES / name).read_text(encoding="utf-8")


def accounts() -> list[dict[str, Any]]:
    found = []
    for event in EXPECTED["events"]:
        found += event.get("accounts", [])
        found += [account for conflict in event.get("conflicts", []) for account in conflict["accounts"]]
    return found


@pytest.mark.parametrize("account", accounts(), ids=lambda account: account["text"][:40])
def test_account_stands_in_its_page(account: dict[str, Any]) -> None:
    assert account["text"] in page(account["page"])


@pytest.mark.parametrize("passage", EXPECTED["never_claims"], ids=lambda passage: passage["text"][:40])
def test_passage_that_must_not_feed_claims_is_there(passage: dict[str, Any]) -> None:
    assert passage["text"] in page(passage["page"])


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry["file"])
def test_page_is_there_and_ends_with_a_line_break(entry: dict[str, Any]) -> None:
    assert page(entry["file"]).endswith("\n")


def test_every_page_is_listed() -> None:
    files = {path.name for path in SAMPLES.iterdir() if path.suffix in {".txt", ".html"}}
    assert files == {entry["file"] for entry in PAGES}


@pytest.mark.parametrize("entry", [entry for entry in PAGES if "day_number" in entry], ids=lambda entry: entry["file"])
def test_day_number_weekday_and_date_agree(entry: dict[str, Any]) -> None:
    day = date.fromisoformat(entry["published"])
    assert (day - date.fromisoformat(EXPECTED["first_day"])).days == entry["day_number"]
    assert f"{day:%A, %B} {day.day}:" in page(entry["file"])
    assert f"day {entry['day_number']:,}" in page(entry["file"])


@pytest.mark.parametrize("entry", EXPECTED["sums"], ids=lambda entry: entry["page"])
def test_sums_leave_their_remainder(entry: dict[str, Any]) -> None:
    total = entry.get("total", entry.get("launched"))
    parts = entry.get("parts") or [entry["intercepted"], entry["lost"], entry["left the country"]]
    assert total - sum(parts) == entry["remainder"]
    assert re.search(rf"\b{total}\b|Thirty-nine", page(entry["page"]))


def test_claimed_losses_add_up_day_by_day() -> None:
    series = EXPECTED["claimed_losses"]["series"]
    for before, after in pairwise(series):
        assert before["total"] + after["over the day"] == after["total"]
        assert f"{after['total']:,}" in page(f"stepova.night-{after['day']}.txt")


def test_drafts_are_judged_sentence_by_sentence() -> None:
    for name, rows in EXPECTED["drafts"].items():
        assert " ".join(row["sentence"] for row in rows) == " ".join(page(name).split())


def test_wording_is_our_own() -> None:
    seeds = SHARED / "seeds"
    if not seeds.exists():
        pytest.skip("the real pages are not here")
    real = _runs(" ".join(path.read_text(encoding="utf-8") for path in seeds.glob("*.txt")))
    ours = {run for path in SAMPLES.rglob("*.txt") for run in _runs(path.read_text(encoding="utf-8"))}
    assert not ours & real


def _runs(text: str, size: int = 8) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[index : index + size]) for index in range(len(words) - size + 1)}
