"""Quotations of a sentence against the sources: the quoted words must stand in one of them, whole."""

from __future__ import annotations

import re

from dateline.check.shelf import Shelf
from dateline.records import Evidence, Field

_QUOTATION = re.compile(r"“([^”]+)”|\"([^\"]+)\"|(?<!\w)‘([^’]{12,}?)’(?!\w)|(?<!\w)'([^']{12,}?)'(?!\w)")
_LETTERS = re.compile(r"[^\W_]+")


def quotations(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Spans of the words between quotation marks, without the marks."""
    found = []
    for match in _QUOTATION.finditer(text, start, end):
        group = next(index for index in range(1, 5) if match[index] is not None)
        found.append(match.span(group))
    return found


def plain(text: str) -> str:
    """Words alone, lower case, single-spaced: what two printings of a quotation share."""
    return " ".join(_LETTERS.findall(text.lower()))


class Quotations:
    """The running text of the sources, searched for quoted words."""

    def __init__(self, shelf: Shelf) -> None:
        self._lines = [(line, f" {plain(line.text)} ") for line in shelf.lines]
        self._whole = " ".join(text.strip() for _, text in self._lines)

    def evidence(self, quotation: str) -> Evidence | None:
        """The source sentence in which the quoted words stand; None where they do not."""
        wanted = f" {plain(quotation)} "
        for line, text in self._lines:
            if wanted in text:
                sentence = line.annotation.sentence
                return Evidence(line.document.id, sentence.start, sentence.end, line.text)
        if len(wanted) > 40 and wanted.strip() in self._whole:
            first = next((line for line, text in self._lines if text.strip() and text.strip() in wanted), None)
            if first is not None:
                return Evidence(first.document.id, first.annotation.sentence.start, first.annotation.sentence.end, first.text)
        return None

    def has(self, quotation: str) -> bool:
        """True where the quoted words stand in a source, across sentences too."""
        return f" {plain(quotation)} " in f" {self._whole} "

    def unborne(self, text: str, start: int, end: int) -> list[Field]:
        """A field for each quotation of the sentence that stands in no source."""
        fields = []
        for first, last in quotations(text, start, end):
            if not self.has(text[first:last]):
                fields.append(Field(text[first:last], "quotation", "not-in-source", None, first, last))
        return fields
