"""Pages -> items, passages, sentences."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.records import Desk, Document, Page
from dateline.segment import SOURCE, Segmenter, rows

SAMPLES = sorted((Path(__file__).parent.parent / "samples").rglob("*.txt"))
SEGMENTER = Segmenter(Desk("test", "Test"))


def segmented(text: str) -> tuple[Document, Page]:
    document = Document("test", text)
    return document, SEGMENTER(document)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_passages_cover_every_character_once(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    _, page = segmented(text)
    at = 0
    for passage in page.passages:
        assert passage.start >= at and not text[at : passage.start].strip()
        at = passage.end
    assert not text[at:].strip()


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_sentences_tile_the_source_passages(path: Path) -> None:
    document, page = segmented(path.read_text(encoding="utf-8"))
    for passage in page.passages:
        inside = [sentence for sentence in page.sentences if sentence.passage == passage.number]
        assert bool(inside) == (passage.kind in SOURCE)
        words = "".join(document.text[sentence.start : sentence.end] for sentence in inside).split()
        assert not inside or "".join(words) in "".join(document.text[passage.start : passage.end].split())
        assert all(sentence.kind == passage.kind and sentence.item == passage.item for sentence in inside)


def test_rows_quote_the_document() -> None:
    document, page = segmented("Site\n\nRebels take two towns near the river\n\nRebels took two towns, the army said.\n\n• One is Tesh.\n• One is Bar.\n")
    for row in rows(page, document):
        if row["kind"] != "item":
            assert document.text[row["start"] : row["end"]] == row["text"]
