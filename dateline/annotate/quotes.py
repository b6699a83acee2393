"""Tokens of a passage -> quotations: the stretches inside double quotation marks, or single ones where it has no double ones.

A passage that opens a quotation and does not close it runs on into the next one (each paragraph of a long quotation
opens with a mark, only the last one closes).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from dateline.records import Token

_DOUBLE = frozenset(("“", "”", "„", "«", "»", '"', "``", "''", "‟"))


_ANY = re.compile(r"[“”„«»\"‟]|``|''|(?<!\w)['‘](?=\w)")


class Quotation(NamedTuple):
    """Characters start..end of the text with their marks; closed is False where the passage ends first."""

    start: int
    end: int
    closed: bool = True


def is_quoting(text: str) -> bool:
    """Whether a text has a quotation mark at all."""
    return _ANY.search(text) is not None


def quotations(tokens: Sequence[Token]) -> list[Quotation]:
    """The quotations of a passage in reading order, the outer ones only."""
    return _double(tokens) or single(tokens)


def single(tokens: Sequence[Token]) -> list[Quotation]:
    """The stretches inside single marks; an apostrophe after a plural closes nothing where another mark does."""
    found: list[Quotation] = []
    start, doubtful = -1, -1  # where the one that is open begins, and where an apostrophe may have closed it
    for i, token in enumerate(tokens):
        if token.text not in ("'", "‘", "’"):
            continue
        if token.tag == "``":
            if start >= 0 and doubtful >= 0:
                found.append(Quotation(start, doubtful))
            start, doubtful = token.start, -1
        elif token.tag == "''" and start >= 0:
            following = tokens[i + 1].tag if i + 1 < len(tokens) else ""
            if i and tokens[i - 1].text.endswith("s") and following[:2] in ("NN", "JJ"):
                doubtful = doubtful if doubtful >= 0 else token.end
                continue
            found.append(Quotation(start, token.end))
            start = doubtful = -1
    if start >= 0 and doubtful >= 0:
        found.append(Quotation(start, doubtful))
    return found


def _double(tokens: Iterable[Token]) -> list[Quotation]:
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
