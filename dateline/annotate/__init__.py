"""Page -> Annotations: tokens, groups, typed mentions with values, and attributions for each sentence.

Laws: pure; a mention's characters are what its value was read from; an ambiguous value is nil with its candidates.
"""

from __future__ import annotations

from dateline.annotate.attributions import Attributions
from dateline.annotate.chunks import chunks
from dateline.annotate.names import Names
from dateline.annotate.numbers import Numbers
from dateline.annotate.places import Places
from dateline.annotate.spoken import spoken
from dateline.annotate.surfaces import surface
from dateline.annotate.times import Times, last_time
from dateline.annotate.tokens import Tagger
from dateline.annotate.weapons import Weapons
from dateline.records import Annotation, Desk, Document, Mention, Page, Time


class Annotator:
    """Annotates documents for a desk (its theatre and sides help to resolve names)."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.tagger = Tagger()
        self.times = Times(desk)
        self.weapons = Weapons()
        self.numbers = Numbers(self.weapons)
        self.places = Places(desk)
        self.names = Names(desk)
        self.attributions = Attributions(desk)

    def __call__(self, document: Document, page: Page) -> tuple[Annotation, ...]:
        """One annotation a sentence, in reading order."""
        text = document.text
        published = {item.number: item.published or item.within or document.published or None for item in page.items}
        annotations = []
        last: dict[int, Time | None] = {}  # the last dated expression of each item, for "the same day" and "five days earlier"
        counted: dict[int, list[Mention]] = {}  # the numbers of the sentence before, for "nine were lost"
        for sentence in page.sentences:
            tokens = self.tagger(text, sentence.start, sentence.end)
            groups = chunks(tokens)
            times = self.times(text, tokens, groups, published.get(sentence.item), last.get(sentence.item))
            last[sentence.item] = last_time(times, last.get(sentence.item))
            numbers = self.numbers(text, tokens, groups, counted.get(sentence.item, ()))
            counted[sentence.item] = numbers
            mentions = [*numbers, *times, *self.weapons(text, tokens, groups)]
            annotations.append(Annotation(sentence, tokens, groups, tuple(mentions)))
        lines = [surface(annotation.tokens) for annotation in annotations]
        annotations = self.places(text, page, annotations, lines)
        annotations = self.names(text, page, annotations, lines)
        return tuple(spoken(text, self.attributions(text, page, annotations)))
