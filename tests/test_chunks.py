from pathlib import Path

import pytest

from dateline.annotate.chunks import chunks
from dateline.annotate.tokens import Tagger

CASES = Path(__file__).parent / "cases"
TAGGER = Tagger()


def shown(text: str) -> str:
    tokens = TAGGER(text, 0, len(text))
    groups = []
    for chunk in chunks(tokens):
        words = text[tokens[chunk.first].start : tokens[chunk.last - 1].end]
        verb = [chunk.voice, chunk.tense, chunk.modal, "negated" if chunk.negated else ""] if chunk.kind == "VP" else []
        groups.append(f"{words}|{' '.join(part for part in [chunk.kind, chunk.lemma, *verb] if part)}")
    return " ; ".join(groups)


def rows() -> list[str]:
    return [line for line in (CASES / "chunks.txt").read_text(encoding="utf-8").split("\n") if line and not line.startswith("#")]


@pytest.mark.parametrize("row", rows())
def test_groups(row: str) -> None:
    text, groups = row.split("\t")
    assert shown(text) == groups


@pytest.mark.parametrize("text", ["", "the the the", "to to not", "of 's 's", "will not not", "at least at least", "killed " * 2000, "the big " * 2000])
def test_groups_do_not_overlap_and_hold_their_head(text: str) -> None:
    tokens = TAGGER(text, 0, len(text))
    last = 0
    for chunk in chunks(tokens):
        assert last <= chunk.first <= chunk.head < chunk.last <= len(tokens)
        last = chunk.last
