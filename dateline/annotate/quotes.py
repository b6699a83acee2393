"""Tokens of a passage -> quotations: the stretches inside double quotation marks.

A passage that opens a quotation and does not close it runs on into the next one (each paragraph of a long quotation
opens with a mark, only the last one closes).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from dateline.records import Token

_DOUBLE = frozenset(("“", "”", "„", "«", "»", '"', "``", "''", "‟"))


class Quotation(NamedTuple):
    """Characters start..end of the text with their marks; closed is False where the passage ends first."""

    start: int
    end: int
    closed: bool = True


def is_quoting(text: str) -> bool:
    """Whether a text has a double quotation mark at all."""
    return any(mark in text for mark in _DOUBLE)


def quotations(tokens: Iterable[Token]) -> list[Quotation]:
    """The quotations of a passage in reading order, the outer ones only."""
    found = []
    start = end = -1
    for token in tokens:
        if token.text in _DOUBLE:
            if start < 0:
                start = token.start if token.tag == "``" or token.text in ('"', "''") else -1
            elif token.tag == "''" or (token.text == "“" and token.start == end):  # an opening mark typed for a closing one
                found.append(Quotation(start, token.end))
                start = -1
            elif token.text != "“":  # a straight mark that opens again: the one before was never closed
                found.append(Quotation(start, end, False))
                start = token.start
        end = token.end
    if start >= 0:
        found.append(Quotation(start, end, False))
    return found
