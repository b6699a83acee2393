"""Pages -> items, passages, sentences."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.records import Desk, Document, Page
from dateline.segment import SOURCE, Segmenter, rows
from dateline.segment.sentences import LONGEST
from tests.steps import steps

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


# ---- pages with their passages marked ---------------------------------------------------------------------------------

CODES = {
    "h": "headline",
    "s": "standfirst",
    "p": "paragraph",
    "b": "bullet",
    "x": "section",
    "y": "byline",
    "t": "timestamp",
    "c": "caption",
    "e": "teaser",
    "a": "appeal",
    "n": "chrome",
    "r": "recap",
    "g": "tags",
    "#": "hashtags",
}
PAGES = sorted((Path(__file__).parent / "cases" / "pages").glob("*.txt"))


def marked(path: Path) -> tuple[str, list[tuple[int, str, int, int]]]:
    """A page and its passages (item, kind, start, end). Each line is "<code><item>|<text>"; a code that ends in "+" joins
    its text to the line before without a line break; a blank code goes on with the passage before."""
    text = ""
    passages: list[tuple[int, str, int, int]] = []
    for row in path.read_text(encoding="utf-8").splitlines():
        code, _, words = row.partition("|")
        text += "\n" if text and not code.endswith("+") else ""
        start, end = len(text) + len(words) - len(words.lstrip()), len(text) + len(words)
        if code == " ":
            passages[-1] = (*passages[-1][:3], end)
        elif code.strip():
            passages.append((int(code.rstrip("+")[1:]), CODES[code[0]], start, end))
        text += words
    return text, passages


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_pages_in_many_layouts(path: Path) -> None:
    text, passages = marked(path)
    _, page = segmented(text)
    found = {i: (passage.item, passage.kind) for passage in page.passages for i in range(passage.start, passage.end)}
    wrong = []
    for item, kind, start, end in passages:
        read = {found[i] for i in range(start, end) if not text[i].isspace()}
        if (kind in SOURCE and read != {(item, kind)}) or {k for _, k in read} != {kind}:
            wrong.append(f"{text[start:end][:60]!r}: {item} {kind}, read as {read}")
    assert not wrong, "\n".join(wrong)


# ---- sentences --------------------------------------------------------------------------------------------------------

CASES = [
    line.replace("¶", "\n")
    for line in (Path(__file__).parent / "cases" / "segment.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize("case", CASES)
def test_sentences(case: str) -> None:
    text = case.replace("|", "")
    assert [text[a:b] for a, b in SEGMENTER.splitter(text)] == [part.strip() for part in case.split("|")]


def test_long_sentences_take_linear_time() -> None:
    def work(count: int) -> int:
        return steps(lambda: SEGMENTER.splitter("“A.B. said… (no. 3) " * count + "end."))

    assert work(4000) < 6 * work(1000)


@pytest.mark.parametrize(("unit", "last"), [("nine of ten, ", ","), ("nine; ten, ", ";"), ("word ", "d"), ("x", "x")])
def test_what_runs_on_is_cut_between_words(unit: str, last: str) -> None:
    text = unit * (10_000 // len(unit))
    spans = SEGMENTER.splitter(text)
    assert all(end - start <= LONGEST for start, end in spans) and len(spans) >= 3
    assert "".join(text[start:end] for start, end in spans).replace(" ", "") == text.replace(" ", "")
    assert all(text[end - 1] == last for _, end in spans[:-1])


# ---- the same page set otherwise --------------------------------------------------------------------------------------

SETTINGS: dict[str, Callable[[str], str]] = {
    "no indent": lambda text: re.sub(r"(?m)^ +", "", text),
    "no empty lines": lambda text: re.sub(r"\n\s*\n+", "\n", text),
    "neither": lambda text: re.sub(r"(?m)^ +", "", re.sub(r"\n\s*\n+", "\n", text)),
    "one empty line": lambda text: re.sub(r"\n\s*\n+", "\n\n", text),
    "dashes": lambda text: text.replace("•", "-"),
    "no list marks": lambda text: text.replace("• ", ""),
}


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize("name", ["brightfold.tag-page", "meridian-world.key-events-1112", "harbour-post.live-2025-03-12"])
def test_setting_does_not_matter(name: str, setting: str) -> None:
    text = (SAMPLES[0].parent / f"{name}.txt").read_text(encoding="utf-8")
    assert _source(SETTINGS[setting](text)) == _source(text)


def _source(text: str) -> list[tuple[int, str, str]]:
    document, page = segmented(text)
    words = [(p.item, p.kind, " ".join(document.text[p.start : p.end].split()).lstrip("•- ")) for p in page.passages]
    return [entry for entry in words if entry[1] in SOURCE]


# ---- single lines -----------------------------------------------------------------------------------------------------

LINES = [line for line in (Path(__file__).parent / "cases" / "lines.txt").read_text(encoding="utf-8").splitlines() if line and not line.startswith("# ")]


@pytest.mark.parametrize("case", LINES)
def test_line_between_paragraphs(case: str) -> None:
    line, _, kind = case.rpartition("|")
    before, after = "Rebels took the town of Bunagana on Monday, an army officer said.", "About 4,000 people fled to Uganda, the Red Cross said on Tuesday."
    document, page = segmented(f"Rebels take town near the border in eastern Congo\n\n{before}\n\n{line}\n\n{after}")
    assert [passage.kind for passage in page.passages if document.text[passage.start : passage.end] == line] == [kind]
