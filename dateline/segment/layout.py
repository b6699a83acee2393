"""A page's items, passages and blocks -> what each item holds, looked up and not searched: a page of thousands of updates is read once."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property

from dateline.calendar_days import parsed
from dateline.records import Block, Document, Item, Passage

WORDS = frozenset(("", "headline", "paragraph"))  # roles of blocks whose time is the item's own


class Layout:
    """The items of a document with their passages and timed blocks."""

    def __init__(self, document: Document, items: Sequence[Item], passages: Sequence[Passage]) -> None:
        self.document = document
        self.items = items
        self.told = [item for item in items if item.number]
        self.is_live = is_live(items)
        self.passages: dict[int, list[Passage]] = defaultdict(list)
        for passage in passages:
            self.passages[passage.item].append(passage)

    def marked_time(self, item: Item) -> str:
        """ISO time of the first timestamp in an item, else of its first other block that markup counts to an item; "" = none."""
        first, last = bisect_left(self._starts, item.start), bisect_left(self._starts, item.end)
        timed = [block for _, _, block in sorted(self._timed[first:last], key=lambda row: row[1])]
        stamped = (block.time for block in timed if block.role == "timestamp")
        return next(stamped, "") or next((block.time for block in timed if block.item >= 0 and block.role in WORDS), "")

    @cached_property
    def _timed(self) -> list[tuple[int, int, Block]]:
        """Start, place in the markup, block; by start."""
        rows = [(block.start, order, block) for order, block in enumerate(self.document.blocks) if block.time and parsed(block.time)]
        return sorted(rows, key=lambda row: row[:2])

    @cached_property
    def _starts(self) -> list[int]:
        return [start for start, _, _ in self._timed]


def is_live(items: Sequence[Item]) -> bool:
    """Whether the items are the lead and the updates of one live page."""
    told = [item for item in items if item.number]
    return len(told) > 1 and told[0].form == "live-blog" and all(item.form == "update" for item in told[1:])
