"""A text and sources -> Findings: supported, contradicted, not in the source, not checkable, field by field.

Laws: pure; every sentence of the text gets one finding; a part is contradicted only where a source says otherwise of the
same thing, and in doubt it is not in the source; evidence is quoted with its characters.
"""

from __future__ import annotations

from collections.abc import Sequence

from dateline.check.alignment import align
from dateline.check.case import Case, unmarked
from dateline.check.frames import Frames
from dateline.check.judging import Judge
from dateline.check.rows import row
from dateline.check.sheets import FORM, rendered
from dateline.check.shelf import Line, Shelf
from dateline.check.stretches import claims_in, joined, stretches
from dateline.check.suspicion import doubt, overall
from dateline.check.words import Vocabulary
from dateline.records import Annotation, Desk, Finding, Reading

__all__ = ["FORM", "Checker", "doubt", "overall", "rendered", "row"]


class Checker:
    """Checks texts for a desk; tables are loaded once."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.vocabulary = Vocabulary()
        self.frames = Frames(self.vocabulary)
        self.judge = Judge(self.vocabulary, self.frames)

    def __call__(self, draft: Reading, sources: Sequence[Reading]) -> tuple[Finding, ...]:
        """One finding for each sentence of the draft, in reading order."""
        shelf = self.shelf(sources)
        ruling = self.judge.against(shelf)
        found: list[Finding] = []
        context: tuple[Line, ...] = ()
        for annotation in draft.annotations:
            parts: list[Finding] = []
            for stretch in stretches(unmarked(annotation, draft.document.text)):
                case = self.case(draft, stretch, not (found or parts), shelf, context)
                parts.append(ruling(case))
                context = case.alignment.homes[:2] or context
            found.append(joined(parts, draft.document.text))
        return tuple(found)

    def shelf(self, sources: Sequence[Reading]) -> Shelf:
        """The sentences of the sources, ready to be searched."""
        shelf = Shelf(self.vocabulary)
        for source in sources:
            shelf.add(source.document, source.annotations, source.claims)
        return shelf

    def case(self, draft: Reading, annotation: Annotation, opens: bool, shelf: Shelf, context: tuple[Line, ...] = ()) -> Case:
        """A stretch of a sentence of the draft, aligned with the shelf.

        Args:
            opens: whether the draft begins with it.
            context: lines that what stands before it rests on.
        """
        words = self.vocabulary.words(annotation)
        frames = self.frames(draft.document.text, annotation, words)
        claims = claims_in(draft.claims, annotation)
        return Case(draft.document, annotation, words, frames, align(words, shelf), shelf, self.vocabulary, opens, context, claims)
