"""Annotations -> the same with attributions: who says what, over the sentences of an item.

A quotation that goes on in further sentences is one attribution with several spans of content. Speakers stay as written; ``agent``
is who they are, a pronoun taken as the last speaker of the item.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from msgspec.structs import replace

from dateline.annotate.cues import Cues
from dateline.annotate.quotes import Quotation, quotations
from dateline.annotate.utterances import Utterances
from dateline.annotate.voices import Voices
from dateline.records import Annotation, Attribution, Desk, Page, Span


class Attributions:
    """Finds who says what."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.cues = Cues()
        self.voices = Voices()

    def __call__(self, text: str, page: Page, annotations: list[Annotation]) -> list[Annotation]:
        """The annotations with the attributions whose content touches them."""
        done: list[Annotation] = []
        for _, item in groupby(annotations, key=lambda annotation: annotation.sentence.item):
            done += self._item(text, list(item))
        return done

    def _item(self, text: str, annotations: list[Annotation]) -> list[Annotation]:
        found: list[Attribution] = []
        running: Attribution | None = None  # whose quotation the last passage left open
        for _, group in groupby(annotations, key=lambda annotation: annotation.sentence.passage):
            passage = list(group)
            quotes = quotations(token for annotation in passage for token in annotation.tokens)
            made = [attribution for annotation in passage for attribution in Utterances(annotation, quotes, self.cues)]
            loose = _loose(made, quotes, passage)
            if running and loose and loose[0].start == passage[0].sentence.start and (not made or not made[0].direct):
                found.append(replace(running, content=(Span(loose[0].start, loose[0].end),), cue=None))
                loose = loose[1:]
            found += _continued(made, loose)
            open_ended = bool(quotes) and not quotes[-1].closed
            running = next((one for one in reversed(found) if one.direct), None) if open_ended else None
        found = self.voices(text, annotations, found)
        return [_with(annotation, found) for annotation in annotations]


def _loose(found: Sequence[Attribution], quotes: Sequence[Quotation], annotations: Sequence[Annotation]) -> list[Quotation]:
    """Quotations that open a sentence and that no attribution holds."""
    starts = {annotation.sentence.start for annotation in annotations}
    held = [span for attribution in found for span in attribution.content]
    return [quote for quote in quotes if quote.start in starts and not any(span.start < quote.end and quote.start < span.end for span in held)]


def _continued(found: list[Attribution], loose: Sequence[Quotation]) -> list[Attribution]:
    """Adds to a quotation the sentences in marks that follow it in the passage."""
    for quote in loose:
        last = next((i for i in range(len(found) - 1, -1, -1) if found[i].direct and found[i].content[-1].end <= quote.start), None)
        if last is not None:
            found[last] = replace(found[last], content=(*found[last].content, Span(quote.start, quote.end)))
    return found


def _with(annotation: Annotation, found: Sequence[Attribution]) -> Annotation:
    sentence = annotation.sentence
    mine = tuple(one for one in found if any(span.start < sentence.end and sentence.start < span.end for span in one.content))
    return replace(annotation, attributions=mine)
