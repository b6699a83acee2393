"""Two documents of one page -> what has changed, passage by passage."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from msgspec import Struct

from dateline.records import Document, Page, Passage

WORD = re.compile(r"\w+|[^\w\s]")
ALIKE = 0.5  # share of words from which two passages are one that was edited
UNTOLD = frozenset({"chrome", "appeal", "teaser", "timestamp"})


class Change(Struct, frozen=True, omit_defaults=True):
    """One passage that was added, removed or edited. Offsets are of each document's own text, -1 where there is none."""

    kind: str  # added | removed | edited | moved
    passage: str  # kind of the passage
    before: str = ""
    after: str = ""
    words: tuple[tuple[str, str], ...] = ()  # (old words, new words) of an edited passage
    before_start: int = -1
    after_start: int = -1


def changes(before: tuple[Document, Page], after: tuple[Document, Page], *, furniture: bool = False) -> tuple[Change, ...]:
    """What changed from one revision to the next, in the order of the later one.

    Args:
        furniture: tell changes of navigation, appeals, teasers and times too.
    """
    old, new = _passages(*before, furniture=furniture), _passages(*after, furniture=furniture)
    matcher = SequenceMatcher(None, [words for _, words in old], [words for _, words in new], autojunk=False)
    found: list[Change] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "equal":
            found += _changed(old[a:b], new[c:d])
    return tuple(_moved(found))


def _passages(document: Document, page: Page, *, furniture: bool) -> list[tuple[Passage, str]]:
    kept = (p for p in page.passages if not p.repeat and (furniture or p.kind not in UNTOLD))
    return [(p, " ".join(document.text[p.start : p.end].split())) for p in kept]


def _changed(old: Sequence[tuple[Passage, str]], new: Sequence[tuple[Passage, str]]) -> Iterator[Change]:
    """Changes of a stretch: passages that share their words are one that was edited."""
    left = list(old)
    for passage, words in new:
        twin = max(left, key=lambda entry: _likeness(entry[1], words), default=None)
        if twin and _likeness(twin[1], words) >= ALIKE:
            left.remove(twin)
            yield Change("edited", passage.kind, twin[1], words, _edits(twin[1], words), twin[0].start, passage.start)
        else:
            yield Change("added", passage.kind, after=words, after_start=passage.start)
    for passage, words in left:
        yield Change("removed", passage.kind, before=words, before_start=passage.start)


def _likeness(a: str, b: str) -> float:
    one, other = set(WORD.findall(a)), set(WORD.findall(b))
    return len(one & other) / max(len(one), len(other), 1)


def _edits(before: str, after: str) -> tuple[tuple[str, str], ...]:
    """The words that differ: ("11", "13")."""
    old, new = before.split(), after.split()
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return tuple((" ".join(old[a:b]), " ".join(new[c:d])) for tag, a, b, c, d in matcher.get_opcodes() if tag != "equal")


def _moved(found: list[Change]) -> Iterator[Change]:
    """A passage removed here and added there has moved."""
    removed = {change.before: change for change in found if change.kind == "removed"}
    added = {change.after for change in found if change.kind == "added"}
    for change in found:
        if change.kind == "added" and change.after in removed:
            yield Change("moved", change.passage, change.after, change.after, (), removed[change.after].before_start, change.after_start)
        elif change.kind != "removed" or change.before not in added:
            yield change
