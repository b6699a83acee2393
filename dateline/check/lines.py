"""Lines of a shelf with their frames, deeds and counts, each read once."""

from __future__ import annotations

from dateline.check.counts import Count, Counts
from dateline.check.deeds import Deed, Deeds
from dateline.check.frames import Frame
from dateline.check.shelf import Line, Shelf


class Lines:
    """Frames, deeds and counts of source lines, kept for the duration of one check."""

    def __init__(self, shelf: Shelf, deeds: Deeds, counts: Counts) -> None:
        self.shelf = shelf
        self.deeds = deeds
        self.counts = counts
        self._frames: dict[int, tuple[Frame, ...]] = {}
        self._deeds: dict[int, tuple[Deed, ...]] = {}
        self._counts: dict[int, tuple[Count, ...]] = {}

    def frames_of(self, line: Line) -> tuple[Frame, ...]:
        """Frames of a line."""
        known = self._frames.get(line.number)
        if known is None:
            known = self._frames[line.number] = self.deeds.frames(line.document.text, line.annotation, line.words)
        return known

    def deeds_of(self, line: Line) -> tuple[Deed, ...]:
        """Deeds of a line."""
        known = self._deeds.get(line.number)
        if known is None:
            known = self._deeds[line.number] = self.deeds(line.document.text, line.annotation, line.words, self.frames_of(line))
        return known

    def counts_of(self, line: Line) -> tuple[Count, ...]:
        """Counts of a line."""
        known = self._counts.get(line.number)
        if known is None:
            known = self._counts[line.number] = self.counts(line.annotation, line.words, self.frames_of(line))
        return known
