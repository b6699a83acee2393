"""Two documents of one page -> what has changed, passage by passage, and which items of the later one the earlier one had.

An item is the same where its address is, else its title, else most of its words; what stands on a page twice is paired in
order. So an update of a live blog keeps its name when new ones come in above it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from msgspec import Struct

from dateline.records import Document, Edit, Page, Passage

WORD = re.compile(r"\w+|[^\w\s]")
ALIKE = 0.5  # share of words from which two passages are one that was edited
UNTOLD = frozenset({"chrome", "appeal", "teaser", "timestamp"})


def changes(before: tuple[Document, Page], after: tuple[Document, Page], *, furniture: bool = False) -> tuple[Edit, ...]:
    """What changed from one revision to the next, in the order of the later one.

    Args:
        furniture: tell changes of navigation, appeals, teasers and times too.
    """
    old, new = _passages(*before, furniture=furniture), _passages(*after, furniture=furniture)
    matcher = SequenceMatcher(None, [words for _, words in old], [words for _, words in new], autojunk=False)
    found: list[Edit] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "equal":
            found += _changed(old[a:b], new[c:d])
    return tuple(_moved(found))


def _passages(document: Document, page: Page, *, furniture: bool) -> list[tuple[Passage, str]]:
    kept = (p for p in page.passages if not p.repeat and (furniture or p.kind not in UNTOLD))
    return [(p, " ".join(document.text[p.start : p.end].split())) for p in kept]


def _changed(old: Sequence[tuple[Passage, str]], new: Sequence[tuple[Passage, str]]) -> Iterator[Edit]:
    """Changes of a stretch: passages that share their words are one that was edited."""
    left = list(old)
    for passage, words in new:
        twin = max(left, key=lambda entry: _likeness(entry[1], words), default=None)
        if twin and _likeness(twin[1], words) >= ALIKE:
            left.remove(twin)
            yield Edit("edited", passage.kind, twin[1], words, _edits(twin[1], words), twin[0].start, passage.start)
        else:
            yield Edit("added", passage.kind, after=words, after_start=passage.start)
    for passage, words in left:
        yield Edit("removed", passage.kind, before=words, before_start=passage.start)


def _likeness(a: str, b: str) -> float:
    one, other = set(WORD.findall(a)), set(WORD.findall(b))
    return len(one & other) / max(len(one), len(other), 1)


def _edits(before: str, after: str) -> tuple[tuple[str, str], ...]:
    """The words that differ: ("11", "13")."""
    old, new = before.split(), after.split()
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return tuple((" ".join(old[a:b]), " ".join(new[c:d])) for tag, a, b, c, d in matcher.get_opcodes() if tag != "equal")


def _moved(found: list[Edit]) -> Iterator[Edit]:
    """A passage removed here and added there has moved."""
    removed = {change.before: change for change in found if change.kind == "removed"}
    added = {change.after for change in found if change.kind == "added"}
    for change in found:
        if change.kind == "added" and change.after in removed:
            yield Edit("moved", change.passage, change.after, change.after, (), removed[change.after].before_start, change.after_start)
        elif change.kind != "removed" or change.before not in added:
            yield change


# ---- items ----


def same_items(before: tuple[Document, Page], after: tuple[Document, Page]) -> dict[int, int]:
    """Number of an item of the later revision -> number of the same item in the earlier one; new items are left out."""
    old, new = (_items(*revision) for revision in (before, after))
    found: dict[int, int] = {}
    for name in ("address", "title"):
        _pair_by_name(old, new, found, name)
    if len(old) == len(new) == 1:
        found.setdefault(new[0].number, old[0].number)
    _pair_by_words(old, new, found)
    return found


class _Seen(Struct, frozen=True):
    number: int
    address: str
    title: str
    words: frozenset[str]


def _items(document: Document, page: Page) -> list[_Seen]:
    """Items without furniture; an address that several share names none of them."""
    items = [item for item in page.items if item.number > 0]
    shared = Counter(item.url for item in items)
    return [
        _Seen(item.number, item.url if shared[item.url] == 1 else "", item.title, frozenset(WORD.findall(document.text[item.start : item.end])))
        for item in items
    ]


def _pair_by_name(old: Sequence[_Seen], new: Sequence[_Seen], found: dict[int, int], name: str) -> None:
    left: dict[str, list[int]] = {}
    for item in old:
        if item.number not in found.values():
            left.setdefault(getattr(item, name), []).append(item.number)
    for item in new:
        told = getattr(item, name)
        if told and item.number not in found and left.get(told):
            found[item.number] = left[told].pop(0)


def _pair_by_words(old: Sequence[_Seen], new: Sequence[_Seen], found: dict[int, int]) -> None:
    left = [item for item in old if item.number not in found.values()]
    for item in new:
        if item.number in found or not left:
            continue
        twin = max(left, key=lambda one: len(one.words & item.words) / max(len(one.words), len(item.words), 1))
        if len(twin.words & item.words) >= ALIKE * max(len(twin.words), len(item.words), 1):
            left.remove(twin)
            found[item.number] = twin.number
