"""Words of a checked sentence + shelf -> Alignment: where each word is borne, and how well the whole hangs together.

A word that stands nowhere in the sources is new; one that stands there, but never near its neighbours, may be moved from
another event. Both are costs; the suspicion of a sentence is what its costs come to.
"""

from __future__ import annotations

from itertools import pairwise

from msgspec import Struct

from dateline.check.shelf import Line, Shelf
from dateline.check.words import Word

_WEIGHTS = {"word": 1.0, "name": 1.4, "number": 1.6, "pronoun": 0.0, "negation": 0.0}
_HOMES = 4  # lines of the source that a sentence may be built from


class Alignment(Struct, frozen=True):
    """How a sentence rests on the lines of a shelf."""

    words: tuple[Word, ...]
    homes: tuple[Line, ...]  # lines it seems to be built from, best first
    present: tuple[float, ...]  # likeness of each word to the nearest one anywhere
    near: tuple[float, ...]  # the same within the homes and their neighbours
    bonds: tuple[float, ...]  # of each word with the next: 1 side by side in a line, 0 never together
    coverage: float  # share of the words' weight that the homes bear


def align(words: tuple[Word, ...], shelf: Shelf, most: int = _HOMES, bound: bool = True) -> Alignment:
    """The alignment of words with a shelf; they may be built from so many lines at most.

    Args:
        bound: whether bonds are worked out; they are empty otherwise.
    """
    likest = [shelf.likest(word) for word in words]
    weights = [_WEIGHTS[word.kind] * shelf.weight(word) for word in words]
    homes = _homes(likest, weights, most)
    present = tuple(max(found.values(), default=0.0) for found in likest)
    near = tuple(_nearness(found, homes) for found in likest)
    bonds = tuple(shelf.bond(one, other) for one, other in pairwise(words)) if bound else ()
    borne = sum(weight * score for weight, score in zip(weights, near, strict=True))
    return Alignment(words, tuple(shelf.lines[number] for number in homes), present, near, bonds, borne / sum(weights) if sum(weights) else 0.0)


def _homes(likest: list[dict[int, float]], weights: list[float], most: int) -> list[int]:
    """Numbers of the lines that bear most, each chosen for what the ones before it leave open."""
    gains: dict[int, dict[int, float]] = {}
    for index, (found, weight) in enumerate(zip(likest, weights, strict=True)):
        for number, likeness in found.items():
            gains.setdefault(number, {})[index] = weight * likeness
    homes: list[int] = []
    left = dict(gains)
    open_words = set(range(len(likest)))
    while left and len(homes) < most:
        totals = {number: sum([gain for index, gain in gained.items() if index in open_words]) for number, gained in left.items()}
        most_gained = max(totals.values())
        best = min(number for number, total in totals.items() if total == most_gained)
        gain = {index for index in left[best] if index in open_words}
        if not gain:
            break
        homes.append(best)
        open_words -= gain
        del left[best]
    return homes


_RANKS = (1.0, 0.9, 0.75, 0.65)


def _nearness(found: dict[int, float], homes: list[int]) -> float:
    best = 0.0
    for rank, home in zip(_RANKS, homes, strict=False):
        best = max(best, found.get(home, 0.0) * rank, found.get(home - 1, 0.0) * rank * 0.8, found.get(home + 1, 0.0) * rank * 0.8)
    return best
