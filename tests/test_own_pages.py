"""Our own annotated pages: every gold claim stands in its page at its offsets, and every name and figure in its sentence or page."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

PAGES = sorted((Path(__file__).parent.parent / "bench" / "pages").glob("*.txt"))


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.stem)
def test_gold_stands_in_its_page(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    rows = [json.loads(line) for line in page.with_suffix(".gold.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(rows) >= 20
    for row in rows:
        assert text[row["start"] : row["end"]] == row["sentence"]
        for role in ("actor", "recipient", "place", "time", "speaker", "via"):
            told = row[role]
            assert told is None or told["text"] in (text if told.get("resolved") else row["sentence"]), (role, told)
        for figure in row["figures"]:
            assert figure["text"] in row["sentence"]


def test_as_many_pages_are_kept_apart_as_are_worked_on() -> None:
    names = [page.stem.split("_")[0] for page in PAGES]
    assert names.count("dev") == names.count("heldout") == 6
