from pathlib import Path

import pytest

from dateline.annotate import Annotator
from dateline.records import Annotation, Attribution, Desk, Document, Span
from dateline.segment import Segmenter

CASES = Path(__file__).parent / "cases"
DESK = Desk("test", "")
ENDLESS = [
    *("“" * 2000, "he said " * 1500, "“a” he said, " * 900, "said that " * 1200, ", " * 4000, "the claim that " * 800),
    *("A, who said " * 900, "“he said, ‘a’” " * 700, "per the army, " * 700),
]
SEGMENTER, ANNOTATOR = Segmenter(DESK), Annotator(DESK)


def annotated(text: str) -> tuple[Annotation, ...]:
    document = Document("x", text)
    return ANNOTATOR(document, SEGMENTER.plain(document))


def attributions(text: str) -> list[Attribution]:
    """Each attribution once, in the order of the sentences that its content touches."""
    found: dict[tuple[object, ...], Attribution] = {}
    for annotation in annotated(text):
        for one in annotation.attributions:
            found.setdefault((one.cue, one.content), one)
    return list(found.values())


def words(text: str, spans: tuple[Span, ...]) -> str:
    return " + ".join(text[span.start : span.end].replace("\n", "\\n") for span in spans)


def shown(text: str) -> str:
    rows = []
    for one in attributions(text):
        via = f" | via {words(text, (one.via,))}" if one.via else ""
        rows.append(f"{words(text, one.speaker)} | {one.lemma} | {one.stance} | {words(text, one.content)}{via}")
    return " ;; ".join(rows)


def rows() -> list[str]:
    tables = [(CASES / name).read_text(encoding="utf-8") for name in ("attributions.txt", "attributions-news.txt")]
    return [line for text in tables for line in text.split("\n") if line and not line.startswith("#")]


@pytest.mark.parametrize("row", rows())
def test_who_says_what(row: str) -> None:
    text, expected = row.split("\t")
    assert shown(text.replace("\\n", "\n")) == expected


def test_a_pronoun_is_the_last_speaker() -> None:
    first, second = attributions("Governor Amina Yusuf said the dam was safe.\n\nShe added that the village had been cleared.")
    assert first.agent is not None and second.agent is not None
    assert first.agent.name == second.agent.name == "Amina Yusuf"


def test_a_quotation_over_sentences_is_one_attribution() -> None:
    text = "“The army has gone. Nobody is left,” said Musa Idris. “We are alone.”"
    (found,) = attributions(text)
    assert words(text, found.content) == "“The army has gone. Nobody is left,” + “We are alone.”"
    assert all(found in annotation.attributions for annotation in annotated(text))


def test_a_quotation_over_paragraphs_keeps_its_speaker() -> None:
    text = "“The army has gone,” said Musa Idris. “We are alone.\n\n“Nobody will come.”"
    found = attributions(text)
    assert [words(text, one.speaker) for one in found] == ["Musa Idris", "Musa Idris"]
    assert words(text, found[1].content) == "“Nobody will come.”"


@pytest.mark.parametrize("text", ENDLESS)
def test_long_sentences_take_linear_time(text: str) -> None:
    for annotation in annotated(text):
        for one in annotation.attributions:
            assert all(0 <= span.start < span.end <= len(text) for span in one.content)
