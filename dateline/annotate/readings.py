"""What is known of a number while its sentence is read."""

from __future__ import annotations

from msgspec import Struct

from dateline.annotate.numerals import Line
from dateline.annotate.objects import NOTHING, Counted
from dateline.annotate.units import Unit
from dateline.records import Mention, Quantity, Span


class Reading(Struct, kw_only=True):
    """A number of the sentence being read, atoms first..last (exclusive)."""

    low: float
    high: float
    first: int
    last: int  # atom after number and unit
    start: int  # offsets of the mention
    end: int
    scale: float = 1.0
    form: str = "words"
    op: str = "="
    kind: str = ""  # "" = passed over
    opening: int = -1  # first atom of qualifier or sign
    closing: int = -1  # atom after a qualifier that follows
    unit: Unit | None = None
    code: str | None = None  # of money
    money: str = ""  # name of the coin where there is no code
    counted: Counted = NOTHING
    total: float | None = None
    trend: str = ""
    rule: str = ""

    @property
    def bare(self) -> bool:
        """A count whose noun is not told."""
        return self.kind == "count" and not self.counted.name

    def quantity(self, line: Line) -> Quantity:
        """The value as it travels."""
        unit, si = "", None
        name, category = self.counted.name, self.counted.category
        if self.kind == "money":
            name, category, unit = self.code or self.money, "money", self.code or self.money
        elif self.unit:
            unit, si = self.unit.name, self.unit.converted(self.low)
            category = self.unit.category
            if category == "share":
                name, unit = name or unit, "%" if unit == "percent" else unit
            elif self.kind != "age":
                name = unit
        elif self.kind == "share":
            si, category = self.low, "share"
        return Quantity(
            low=self.low, high=self.high, op=self.op, object=name, category=category, unit=unit, si=si, of=self.total, trend=self.trend, kind=self.kind,
            words=self._words(line),
        )  # fmt: skip

    def _words(self, line: Line) -> Span:
        row, tokens = line.row, line.tokens
        start = min(self.start, row[self.opening].start) if self.opening >= 0 else self.start
        end = max(self.end, row[max(self.last, self.closing) - 1].end)
        if self.counted.last > 0:
            end = max(end, tokens[self.counted.last - 1].end)
        return Span(start, end)

    def mention(self, line: Line) -> Mention:
        """The number's own characters with its value."""
        return Mention("MONEY" if self.kind == "money" else "QUANTITY", self.start, self.end, self.quantity(line), self.rule or self.kind)
