"""Surface -> organisations that no table has: a run of capitals with the noun of an organisation at its end, or its acronym.

Grammar: Capital+ (of|for|and|the Capital+)* Noun, or Noun of Capital+; "(ABC)" after a name stands for it in the document.
"""

from __future__ import annotations

from dateline import lexicons
from dateline.annotate.surfaces import Surface, run_end


class Unlisted:
    """Finds names of organisations by their form."""

    def __init__(self) -> None:
        self.ends = dict(lexicons.parts("organisation_ends", 2))
        self._words = frozenset(self.ends)
        self.other = lexicons.terms("titles") | lexicons.terms("not_names")

    def __call__(self, text: str, line: Surface) -> list[tuple[int, int, str, str]]:
        """(first word, end, kind, sector) of each, in reading order."""
        if self._words.isdisjoint(line.keys) or line.is_upper or line.is_title:
            return []
        found: list[tuple[int, int, str, str]] = []
        done = 0
        for place in line.places:
            one = self._at(text, line, place) if place >= done and line.keys[place] not in self.other else None
            if one is not None:
                found.append(one)
                done = one[1]
        return found

    def _at(self, text: str, line: Surface, first: int) -> tuple[int, int, str, str] | None:
        last = run_end(line, first, text, 9)
        for end in range(last, first, -1):
            value = self.ends.get(line.keys[end - 1], [])
            if not value or not line.caps[end - 1]:
                continue
            is_led = end - first == 1 and last > end and line.keys[end] in ("of", "for")  # "Ministry of Truth"
            if end - first > 1 or is_led:
                kind, sector = value
                start = first + (line.tokens[first].tag in ("DT", "IN", "PRP$", "CC", "WRB", "RB"))
                if end - start < 2 and not is_led:
                    return None
                return start, last if is_led or line.keys[end : end + 1] in (["of"], ["for"]) else end, kind, sector
        return None


def acronym(text: str, line: Surface, end: int) -> str:
    """The letters in brackets after a name that ends at a word; "" where there are none."""
    tokens = line.tokens
    if end + 2 < len(tokens) and tokens[end].text == "(" and tokens[end + 2].text == ")":
        word = tokens[end + 1].text
        return word if word.isupper() and 2 < len(word) < 9 and word.isalpha() else ""
    return ""
