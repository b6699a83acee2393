"""Annotations -> the same with attributions: who says what, over the sentences of an item.

A quotation that goes on in further sentences is one attribution with several spans of content. Speakers stay as written; ``agent``
is who they are, a pronoun taken as the last speaker of the item.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby
from typing import NamedTuple

from msgspec.structs import replace

from dateline.annotate.cues import Cues
from dateline.annotate.grammar import FINITE
from dateline.annotate.quotes import Quotation, is_quoting, quotations, single
from dateline.annotate.utterances import Utterances
from dateline.annotate.voices import Voices
from dateline.records import Annotation, Attribution, Desk, Page, Span

_RULES = frozenset(("―", "—", "–", "--", "-"))  # before the name under a quotation
_LONGEST_CREDIT = 14  # words
_GAP = 3  # characters between a quotation and the name under it
_INNER = frozenset("'‘")
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
        quotes = quotations([token for annotation in annotations for token in annotation.tokens]) if is_quoting(whole) else []
        inner = bool(quotes) and ("'" in whole or "‘" in whole)
        made: list[Attribution] = []
        nested: list[Attribution] = []
        utterances: Utterances | None = None
        for annotation in annotations:
            utterances = Utterances(annotation, quotes, self.cues) if quotes or whole[-1:] == ":" or self.cues.any(annotation) else None
            if utterances:
                made += _spoken(utterances)
            if inner:
                nested += _nested(annotation, quotes, self.cues)
            if annotation.tokens and annotation.tokens[0].text in _RULES:
                made += _credited(annotation, quotes or before.quotes)
        made = _transcribed(made, annotations)
        loose = _loose(text, made, quotes, annotations)
        running = before.running(made, loose, annotations)
        continued = [replace(running, content=(Span(loose[0].start, loose[0].end),), cue=None, direct=True)] if running else []
        made = _continued(made, loose[len(continued) :])
        return _Passage([*made, *nested], quotes, continued, utterances.announced() if utterances and whole.endswith(":") else None)


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


def _credited(annotation: Annotation, quotes: Sequence[Quotation]) -> Iterator[Attribution]:
    """A line such as "― Amina Yusuf, farmer" under the quotation that it follows."""
    tokens = annotation.tokens
    if not 2 <= len(tokens) <= _LONGEST_CREDIT:
        return
    name = next((chunk for chunk in annotation.chunks if chunk.first == 1 and chunk.kind == "NP" and tokens[chunk.head].tag in ("NNP", "NNPS")), None)
    quote = next((one for one in reversed(quotes) if one.closed and 0 <= tokens[0].start - one.end <= _GAP), None)
    if name and quote and not any(chunk.kind == "VP" and chunk.tense in FINITE for chunk in annotation.chunks):
        cue, speaker = Span(tokens[0].start, tokens[0].end), Span(tokens[1].start, tokens[name.last - 1].end)
        yield Attribution((Span(quote.start, quote.end),), cue, tokens[0].text, (speaker,), direct=True, sentence=annotation.sentence.number)


def _transcribed(made: list[Attribution], annotations: Sequence[Annotation]) -> list[Attribution]:
    """The words of a transcript: what a label in capitals opens a passage with holds all of it ("Q: ...", "KEITA: ...")."""
    first = annotations[0]
    if len(annotations) < 2 or not made or made[0].lemma != ":" or made[0].sentence != first.sentence.number or not made[0].speaker:
        return made
    label = made[0].speaker[0]
    if label.start != first.sentence.start or not all(token.text.isupper() for token in first.tokens if token.end <= label.end and token.text.isalpha()):
        return made
    whole = Span(made[0].content[0].start, annotations[-1].sentence.end)
    return [replace(made[0], content=(whole,)), *made[1:]]


def _nested(annotation: Annotation, quotes: Sequence[Quotation], cues: Cues) -> Iterator[Attribution]:
    """What a quotation of the sentence quotes in single marks: “He told me, ‘Go,’” she said."""
    tokens = annotation.tokens
    if not any(token.text in _INNER and token.tag == "``" for token in tokens):
        return
    starts = [token.start for token in tokens]
    openings = [quote.start for quote in quotes]
    holding: dict[int, list[Quotation]] = {}
    for one in single(tokens):
        number = bisect_left(openings, one.start) - 1
        if number >= 0 and one.end <= quotes[number].end:
            holding.setdefault(number, []).append(one)
    for number, inner in holding.items():
        first, last = bisect_right(starts, quotes[number].start), bisect_left(starts, quotes[number].end - quotes[number].closed)
        yield from (one for one in Utterances(_part(annotation, first, last), inner, cues) if one.direct)


def _part(annotation: Annotation, first: int, last: int) -> Annotation:
    """The tokens first..last of a sentence, with their groups."""
    chunks = annotation.chunks
    begin = bisect_left(chunks, first, key=lambda chunk: chunk.first)
    inside = (chunk for chunk in chunks[begin : bisect_left(chunks, last, key=lambda chunk: chunk.first)] if chunk.last <= last)
    moved = tuple(replace(chunk, first=chunk.first - first, last=chunk.last - first, head=chunk.head - first) for chunk in inside)
    return replace(annotation, tokens=annotation.tokens[first:last], chunks=moved)


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
