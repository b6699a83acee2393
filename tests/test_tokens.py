from itertools import pairwise
from pathlib import Path

import pytest

from dateline.annotate.tokens import Tagger
from dateline.records import Token

CASES = Path(__file__).parent / "cases"
TAGGER = Tagger()
ODD = ["", " ", "\u200b", "a\u0301\u200b\u0301 b", "\ufeffA", "x" * 10_000, "' " * 3000, "’s’s’s", "...--''", "مرحبا 12", "e\u0301te\u0301's", "1,2,3.4.-5"]


def tagged(text: str) -> tuple[Token, ...]:
    return TAGGER(text, 0, len(text))


def rows(name: str) -> list[str]:
    return [line for line in (CASES / name).read_text(encoding="utf-8").split("\n") if line and not line.startswith("#")]


@pytest.mark.parametrize("row", rows("tokens.txt"))
def test_words_are_cut_at_the_bars(row: str) -> None:
    text, cut = row.split("\t")
    assert "|".join(token.text for token in tagged(text)) == cut


@pytest.mark.parametrize("row", rows("tags.txt"))
def test_sentences_are_tagged(row: str) -> None:
    text, tags = row.split("\t")
    assert " ".join(token.tag for token in tagged(text)) == tags


@pytest.mark.parametrize("text", ODD)
def test_offsets_hold_for_odd_text(text: str) -> None:
    tokens = TAGGER(f"({text})", 1, len(text) + 1)
    assert all(f"({text})"[token.start : token.end] == token.text for token in tokens)
    assert all(one.end <= two.start for one, two in pairwise(tokens))
