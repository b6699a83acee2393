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
        for index, annotation in enumerate(draft.annotations):
            case = self.case(draft, annotation, draft.annotations[:index], shelf, context)
            found.append(ruling(case))
            context = case.alignment.homes[:2] or context
        return tuple(found)

    def shelf(self, sources: Sequence[Reading]) -> Shelf:
        """The sentences of the sources, ready to be searched."""
        shelf = Shelf(self.vocabulary)
        for source in sources:
            shelf.add(source.document, source.annotations, source.claims)
        return shelf

    def case(self, draft: Reading, annotation: Annotation, before: tuple[Annotation, ...], shelf: Shelf, context: tuple[Line, ...] = ()) -> Case:
        """A sentence of the draft, aligned with the shelf."""
        annotation = unmarked(annotation, draft.document.text)
        words = self.vocabulary.words(annotation)
        frames = self.frames(draft.document.text, annotation, words)
        claims = tuple(claim for claim in draft.claims if claim.sentence == annotation.sentence.number)
        return Case(draft.document, annotation, words, frames, align(words, shelf), shelf, self.vocabulary, before, context, claims)
