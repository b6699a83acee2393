"""Annotation -> what is done in a sentence: frames of its verbs and of its nouns, each with what it comes to from the other side."""

from __future__ import annotations

from dateline.check.converses import Converses
from dateline.check.frames import Frame, Frames
from dateline.check.nominals import Nominals
from dateline.check.words import Vocabulary, Word
from dateline.records import Annotation

Deed = tuple[Frame, ...]  # the frame as told, then what it comes to when told from the other side


class Deeds:
    """Reads what is done; tables are loaded once."""

    def __init__(self, vocabulary: Vocabulary, frames: Frames) -> None:
        self.frames = frames
        self.nominals = Nominals(vocabulary)
        self.converses = Converses(vocabulary)

    def __call__(self, text: str, annotation: Annotation, words: tuple[Word, ...], frames: tuple[Frame, ...]) -> tuple[Deed, ...]:
        """Verbs first, then nouns, each in reading order."""
        told = (*frames, *self.nominals(text, annotation, words, frames))
        return tuple((frame, *self.converses(frame)) for frame in told)
