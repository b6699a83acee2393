"""Weapons: names, type numbers, ordinary words, words that only look like weapons, and exact characters."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.annotate.tokens import Tagger
from dateline.annotate.weapons import Weapons
from dateline.records import Mention, Weapon

CASES = Path(__file__).parent / "cases"
TAGGER, WEAPONS = Tagger(), Weapons()


def read(text: str) -> list[Mention]:
    return WEAPONS(text, TAGGER(text, 0, len(text)), ())


def cases(name: str = "weapons.txt") -> list[tuple[str, str]]:
    lines = (CASES / name).read_text(encoding="utf-8").split("\n")
    return [(text, wanted) for text, _, wanted in (line.partition(" => ") for line in lines if line and not line.startswith("#"))]


@pytest.mark.parametrize(("text", "wanted"), cases())
def test_weapons_of_a_sentence(text: str, wanted: str) -> None:
    found = []
    for mention in read(text):
        assert isinstance(mention.value, Weapon)
        found.append(f"{text[mention.start : mention.end]} = {mention.value.name} ({mention.value.category}{', plural' if mention.value.plural else ''})")
    assert ("; ".join(found) or "none") == wanted


@pytest.mark.parametrize(("text", "wanted"), cases("weapons_world.txt"))
def test_weapons_of_many_wars(text: str, wanted: str) -> None:
    found = [f"{text[m.start : m.end]} ({m.value.category})" for m in read(text) if isinstance(m.value, Weapon)]
    assert ("; ".join(found) or "none") == wanted


@pytest.mark.parametrize(
    ("name", "counted"),
    [
        ("f-16", ("f-16", "vehicle")),
        ("shahed", ("drone", "weapon")),
        ("kalibr", ("missile", "weapon")),
        ("kab-500", ("bomb", "weapon")),
        ("su-99", ("su-99", "vehicle")),
        ("himars", ("himars", "weapon")),
        ("drone", ("drone", "weapon")),
        ("vbied", ("vbied", "weapon")),
        ("gold mine", None),
        ("tulip", None),
    ],
)
def test_object_of_a_counted_weapon(name: str, counted: tuple[str, str] | None) -> None:
    assert WEAPONS.counted(name) == counted


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(["drones", "F-16s", "Shahed", "-", "tank", "anti-", "Kh-101", "\u200b", "ى", "é", " ", "KAB-", "9", "S-300V4"]), max_size=30))
def test_weapons_never_overlap_and_keep_their_characters(parts: list[str]) -> None:
    text = "".join(parts)
    mentions = read(text)
    assert all(0 <= m.start < m.end <= len(text) for m in mentions)
    assert all(a.end <= b.start for a, b in pairwise(mentions))
