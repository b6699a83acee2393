"""Stretches: sentences that never end are checked part by part, at a cost that grows with their length alone."""

from __future__ import annotations

from functools import cache

import pytest

from dateline.check.stretches import LONGEST, stretches
from dateline.config import load_desk
from dateline.pipeline import Pipeline
from dateline.records import Document, Finding, Reading
from tests.steps import steps

LINK = "Rebels killed three people in Kindu and "
TOWNS = ("Bunia", "Goma", "Beni", "Butembo", "Uvira", "Kalemie", "Kisangani", "Bukavu", "Lubero", "Masisi", "Rutshuru", "Walikale", "Fizi", "Baraka", "Djugu")
CHAIN = ", and ".join(f"rebels killed {number + 2} people in {TOWNS[number % 15]}" for number in range(48))


@cache
def pipeline() -> Pipeline:
    return Pipeline(load_desk("russia-ukraine"))


@cache
def reading(text: str) -> Reading:
    return pipeline().read(Document("text", text))


def check(source: str, text: str) -> tuple[Finding, ...]:
    return pipeline().check(Document("draft", text), [reading(source)])


def repeated(length: int) -> str:
    return (LINK * (length // len(LINK))).removesuffix(" and ") + "."


@pytest.mark.parametrize("text", [f"On Monday {CHAIN}.", repeated(4000), "Kindu " * 700 + ".", "shelling " * 500 + "went on."])
def test_every_word_stands_in_one_stretch(text: str) -> None:
    for annotation in reading(text).annotations:
        parts = stretches(annotation)
        assert tuple(token for part in parts for token in part.tokens) == annotation.tokens
        assert all(0 < len(part.tokens) <= LONGEST for part in parts)
        assert (parts[0].sentence.start, parts[-1].sentence.end) == (annotation.sentence.start, annotation.sentence.end)


def test_groups_keep_their_words() -> None:
    (annotation,) = reading(f"On Monday {CHAIN}.").annotations
    parts = stretches(annotation)
    assert len(parts) > 1
    whole = [annotation.tokens[chunk.first : chunk.last] for chunk in annotation.chunks]
    assert [part.tokens[chunk.first : chunk.last] for part in parts for chunk in part.chunks] == whole
    assert [mention for part in parts for mention in part.mentions] == list(annotation.mentions)


def test_a_sentence_of_common_length_is_one_stretch() -> None:
    (annotation,) = reading("Rebels killed three people in Kindu, and the army sent two battalions to the town.").annotations
    assert stretches(annotation) == (annotation,)


def test_an_endless_sentence_has_one_finding() -> None:
    text = f"On Monday {CHAIN}."
    (finding,) = check(text, text)
    assert finding.verdict == "supported", finding.fields
    assert (finding.start, finding.end, finding.sentence) == (0, len(text), text)


@pytest.mark.parametrize("town", ["Bunia", "Masisi", "Djugu"])
def test_a_wrong_figure_is_found_anywhere_in_an_endless_sentence(town: str) -> None:
    source = ", and ".join(f"the flood of {2000 + number} left {number + 12} families homeless in {name}" for number, name in enumerate(TOWNS * 2))
    number = source.split(f" in {town}")[0].split(" left ")[-1].split(" ")[0]
    draft = source.replace(f" left {number} families homeless in {town}", f" left 900 families homeless in {town}")
    (finding,) = check(f"In all {source}.", f"In all {draft}.")
    assert finding.verdict in ("contradicted", "not-in-source")
    assert "900" in {part.text.split(" ")[0] for part in finding.fields}
    for part in finding.fields:
        assert f"In all {draft}."[part.start : part.end] == part.text


@pytest.mark.parametrize("source", ["Rebels killed three people in Kindu on Monday. Four soldiers were hurt in Goma.", ""])
def test_cost_grows_with_length_alone(source: str) -> None:
    """Against a short source, and against itself."""
    checker = pipeline().checker
    counted = []
    for length in (2000, 4000):
        draft = reading(repeated(length))
        sources = [reading(source) if source else draft]
        counted.append(steps(lambda draft=draft, sources=sources: checker(draft, sources)))  # type: ignore[misc]
    assert counted[1] < 2.6 * counted[0]
