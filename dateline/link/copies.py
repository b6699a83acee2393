"""Documents -> copies: which page repeats which, by shared runs of words.

A copy shares most of its six-word runs with an earlier page. Pages are compared only where their sketches (the smallest
hashes of their runs; Broder 1997) meet, so the cost of a page does not grow with the record. Revisions of one page are not copies.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable

from dateline.records import Decision, Document, Page

SOURCE = frozenset(("headline", "standfirst", "paragraph", "bullet"))
RUN = 6  # words
SKETCH = 48  # hashes kept a page
SHARED_IN_SKETCH = 4
COMMON = 100  # pages from which a run that they share is a turn of phrase and makes nobody meet
CONTAINED = 0.6  # share of the shorter page's runs that the other must hold
_WORD = re.compile(r"\w+")


def runs(text: str) -> frozenset[int]:
    """Hashes of all runs of six words."""
    words = _WORD.findall(text.lower())
    return frozenset(zlib.crc32(" ".join(words[i : i + RUN]).encode()) for i in range(max(1, len(words) - RUN + 1)))


def runs_of(document: Document, page: Page) -> frozenset[int]:
    """Hashes of the runs of words of a page's source text."""
    return runs(source_text(document, page))


def sketch(document: Document, page: Page) -> tuple[int, ...]:
    """The hashes by which pages that may repeat each other meet."""
    return tuple(sorted(runs_of(document, page))[:SKETCH])


def repeats(one: frozenset[int], other: frozenset[int]) -> bool:
    """True where one of two pages, by their runs, holds most of the other's words."""
    return contained(one, other) >= CONTAINED


def copies(documents: Iterable[tuple[Document, Page]], common: frozenset[int] | None = None) -> dict[str, tuple[str, float]]:
    """Copy -> (original, share of its runs found there); the earlier published page is the original, then the lower id.

    Args:
        common: hashes of the sketches that too many pages of the record hold; None where these documents are the record.
    """
    read = sorted(documents, key=lambda pair: (_day(*pair), pair[0].fetched or "9", pair[0].id))
    ordered = [document for document, _ in read]
    pages = {d.id: d.url or d.name or d.id for d in ordered}
    shingles = {document.id: runs(source_text(document, page)) for document, page in read}
    sketches = {identifier: sorted(found)[:SKETCH] for identifier, found in shingles.items()}
    if common is None:
        holders = Counter(value for values in sketches.values() for value in values)
        common = frozenset(value for value, count in holders.items() if count > COMMON)
    index: dict[int, list[str]] = defaultdict(list)
    found: dict[str, tuple[str, float]] = {}
    for document in ordered:
        sketch = [value for value in sketches[document.id] if value not in common]
        meets: dict[str, int] = defaultdict(int)
        for value in sketch:
            for other in index[value]:
                meets[other] += 1
        best = max(
            (
                (contained(shingles[document.id], shingles[other]), other)
                for other, n in meets.items()
                if n >= SHARED_IN_SKETCH and pages[other] != pages[document.id]
            ),
            key=lambda pair: (pair[0], pair[1]),
            default=(0.0, ""),
        )
        if best[0] >= CONTAINED:
            found[document.id] = (found.get(best[1], (best[1],))[0], round(best[0], 3))
        for value in sketch:
            index[value].append(document.id)
    return found


def source_text(document: Document, page: Page) -> str:
    """The source's own words: no recap, appeal or furniture."""
    return "\n".join(document.text[p.start : p.end] for p in page.passages if p.kind in SOURCE)


def _day(document: Document, page: Page) -> str:
    return document.published or max((item.published for item in page.items if item.published), default="9")


def contained(one: frozenset[int], other: frozenset[int]) -> float:
    """Share of the smaller set that both hold."""
    return len(one & other) / (min(len(one), len(other)) or 1)


def decisions(found: dict[str, tuple[str, float]]) -> list[Decision]:
    """One decision a copy."""
    return [
        Decision(f"copy:{copy}", "copy", copy, original, ((f"shares {share:.0%} of its word runs", share),))
        for copy, (original, share) in sorted(found.items())
    ]
