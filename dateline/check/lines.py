"""Lines of a shelf with their frames and counts, each read once."""

from __future__ import annotations

from dateline.check.counts import Count, Counts
from dateline.check.frames import Frame, Frames
from dateline.check.shelf import Line, Shelf


class Lines:
    """Frames and counts of source lines, kept for the duration of one check."""

    def __init__(self, shelf: Shelf, frames: Frames, counts: Counts) -> None:
        self.shelf = shelf
        self.counts = counts
        self._read_frames = frames
        self._frames: dict[int, tuple[Frame, ...]] = {}
        self._counts: dict[int, tuple[Count, ...]] = {}

    def frames_of(self, line: Line) -> tuple[Frame, ...]:
        """Frames of a line."""
        known = self._frames.get(line.number)
        if known is None:
            known = self._frames[line.number] = self._read_frames(line.document.text, line.annotation, line.words)
        return known

    def counts_of(self, line: Line) -> tuple[Count, ...]:
        """Counts of a line."""
        known = self._counts.get(line.number)
        if known is None:
            known = self._counts[line.number] = self.counts(line.annotation, line.words, self.frames_of(line))
        return known
