"""Annotations -> the same with attributions: who says what, over the sentences of an item.

A quotation that goes on in further sentences is one attribution with several spans of content. Speakers stay as written; ``agent``
is who they are, a pronoun taken as the last speaker of the item.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate, groupby
from typing import NamedTuple

from msgspec.structs import replace

from dateline.annotate.cues import Cues
from dateline.annotate.quotes import Quotation, is_quoting, quotations
from dateline.annotate.utterances import Utterances
from dateline.annotate.voices import Voices
from dateline.records import Annotation, Attribution, Desk, Page, Span

_NEAR = 40  # attributions back in which the one that a quotation continues is looked for


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
        before = _Passage()
        for _, group in groupby(annotations, key=lambda annotation: annotation.sentence.passage):
            before = self._passage(text, list(group), before)
            found += before.continued
            found += before.made
        found = self.voices(text, annotations, found)
        return _spread(annotations, found)

    def _passage(self, text: str, annotations: list[Annotation], before: _Passage) -> _Passage:
        """What a passage attributes, and what of it goes on from the passage before."""
        whole = text[annotations[0].sentence.start : annotations[-1].sentence.end]
        quotes = quotations(token for annotation in annotations for token in annotation.tokens) if is_quoting(whole) else []
        made: list[Attribution] = []
        utterances: Utterances | None = None
        for annotation in annotations:
            utterances = Utterances(annotation, quotes, self.cues) if quotes or whole[-1:] == ":" or self.cues.any(annotation) else None
            if utterances:
                made += _spoken(utterances)
        loose = _loose(text, made, quotes, annotations)
        running = before.running(made, loose, annotations)
        continued = [replace(running, content=(Span(loose[0].start, loose[0].end),), cue=None, direct=True)] if running else []
        made = _continued(made, loose[len(continued) :])
        return _Passage(made, quotes, continued, utterances.announced() if utterances and whole.endswith(":") else None)


class _Passage(NamedTuple):
    """The attributions of a passage and what they leave open."""

    made: Sequence[Attribution] = ()
    quotes: Sequence[Quotation] = ()
    continued: Sequence[Attribution] = ()
    announced: Attribution | None = None  # "Then the general said:", its quotation to come

    def running(self, made: Sequence[Attribution], loose: Sequence[Quotation], annotations: Sequence[Annotation]) -> Attribution | None:
        """Whose words the quotation is that opens the next passage; None where it is somebody's else, or nobody's here."""
        if not loose or loose[0].start != annotations[0].sentence.start or (made and made[0].direct):
            return None
        if self.announced:
            return self.announced
        last = next((one for one in reversed([*self.continued, *self.made]) if one.direct), None)
        is_open = bool(self.quotes) and not self.quotes[-1].closed
        is_whole = loose[0].end >= annotations[-1].sentence.end and not made
        return last if is_open or is_whole else None


def _spoken(utterances: Utterances) -> list[Attribution]:
    """The attributions of a sentence, with the quotations after a colon that no cue takes."""
    found = list(utterances) if utterances.cues else []
    held = [span for one in found for span in one.content if one.direct or one.lemma == ":"]
    for one in utterances.introduced():
        cue = one.cue
        inside = cue and any(span.start <= cue.start and cue.end <= span.end for other in found for span in other.content)
        if not inside and not any(span.start < one.content[0].end and one.content[0].start < span.end for span in held):
            found = [other for other in found if other.cue != one.cue] + [one]
    return found


def _loose(text: str, found: Sequence[Attribution], quotes: Sequence[Quotation], annotations: Sequence[Annotation]) -> list[Quotation]:
    """Quotations that open a sentence or follow a comma, and that no attribution holds."""
    starts = {annotation.sentence.start for annotation in annotations}
    held = sorted((span.start, span.end) for attribution in found for span in attribution.content)
    ends = list(accumulate((end for _, end in held), max))  # the farthest end of the spans so far
    free = []
    for quote in quotes:
        i = bisect_left(held, (quote.end, 0))  # spans that begin before the quotation ends
        if (quote.start in starts or text[max(0, quote.start - 2) : quote.start] in (", ", ": ")) and (not i or ends[i - 1] <= quote.start):
            free.append(quote)
    return free


def _continued(found: list[Attribution], loose: Sequence[Quotation]) -> list[Attribution]:
    """Adds to a quotation the sentences in marks that follow it in the passage."""
    for quote in loose:
        near = range(len(found) - 1, max(-1, len(found) - _NEAR), -1)
        last = next((i for i in near if found[i].direct and found[i].content[-1].end <= quote.start), None)
        if last is not None:
            found[last] = replace(found[last], content=(*found[last].content, Span(quote.start, quote.end)))
    return found


def _spread(annotations: Sequence[Annotation], found: Sequence[Attribution]) -> list[Annotation]:
    """The annotations, each with the attributions whose content touches it."""
    starts = [annotation.sentence.start for annotation in annotations]
    mine: list[list[Attribution]] = [[] for _ in annotations]
    for one in found:
        for span in one.content:
            for i in range(max(0, bisect_right(starts, span.start) - 1), bisect_left(starts, span.end)):
                if span.start < annotations[i].sentence.end and (not mine[i] or mine[i][-1] is not one):
                    mine[i].append(one)
    return [replace(annotation, attributions=tuple(own)) for annotation, own in zip(annotations, mine, strict=True)]
