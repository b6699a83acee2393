"""A figure that no event took -> the country whose people it counts: "the North Korean dead and wounded"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline import lexicons
from dateline.link.kinds import stem
from dateline.records import Claim, Figure

COUNTED = frozenset(("killed", "injured", "casualties", "missing", "deployed"))
CLOSE = 2  # characters between a number and the people it counts: "12,000 North Korean troops"
_WORD = re.compile(r"[^\W\d_]+")
People = tuple[int, int, str]  # where words for people of a country begin and end, and its code


def counted_party(claim: Claim, text: str) -> frozenset[str]:
    """ISO code of the country whose people a claim without event counts; empty where none is told, or several.

    Args:
        text: of the claim's document.
    """
    counts = [figure for figure in claim.figures if _is_of_people(figure)]
    if claim.event is not None or not counts:
        return frozenset()
    speaker = claim.speaker
    told = [one for one in _people(text, claim.start, claim.end) if speaker is None or not speaker.start <= one[0] < speaker.end]
    beside = {country for start, _, country in told for figure in counts if 0 <= start - figure.end <= CLOSE}
    countries = beside or {country for _, _, country in told}
    return frozenset(countries) if len(countries) == 1 else frozenset()


def _is_of_people(figure: Figure) -> bool:
    return figure.measure in COUNTED and lexicons.table("counted").get(figure.object, figure.object) in {"person", ""}


def _people(text: str, start: int, end: int) -> Iterator[People]:
    """Words for a country's people: "North Koreans", "Russian soldiers", "the Ukrainian dead"."""
    words = list(_WORD.finditer(text, start, end))
    names = lexicons.table("nationalities")
    for i, word in enumerate(words):
        if not word.group()[0].isupper():
            continue
        pair = f"{word.group()} {words[i + 1].group()}".lower() if i + 1 < len(words) else ""
        size = 2 if pair in names else 1
        country = names.get(pair) or names.get(word.group().lower(), "-")
        following = words[i + size].group().lower() if i + size < len(words) else ""
        is_plural = words[i + size - 1].group().endswith(("ns", "is"))
        if country != "-" and (is_plural or _is_people(following)):
            yield word.start(), words[i + size - 1].end(), country


def _is_people(word: str) -> bool:
    counted = lexicons.table("counted")
    return word in lexicons.table("measure_words") or "person" in (counted.get(word), counted.get(stem(word)), counted.get(word.removesuffix("s")))
