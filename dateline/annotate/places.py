"""Annotations -> the same with PLACE and OBJECT mentions, resolved over the whole document.

Laws: a word is a place only where its case, its neighbours or its fame say so; an ordinary word or the name of a person
never is; a place too small for the gazetteer is kept by name with its region. Three steps: the names of the gazetteer are
found, weighed against each other over the document, then written as mentions.
"""

from __future__ import annotations

from dateline.annotate import gazetteer
from dateline.annotate.place_finder import Finder, Found
from dateline.annotate.place_resolver import Resolver
from dateline.annotate.place_writer import Writer
from dateline.annotate.sites import Sites
from dateline.annotate.surfaces import Surface, surface
from dateline.records import Annotation, Desk, Mention, Page, Place


class Places:
    """Finds and resolves PLACE mentions."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.gazetteer = gazetteer.load()
        self.finder = Finder(self.gazetteer)
        self.resolver = Resolver(self.gazetteer, desk.theatre)
        self.writer = Writer(self.gazetteer)
        self.sites = Sites()

    def __call__(self, text: str, page: Page, annotations: list[Annotation], lines: list[Surface] | None = None) -> list[Annotation]:
        """The annotations with their PLACE and OBJECT mentions added.

        Args:
            lines: the surfaces of the sentences, where they have been read already.
        """
        lines = lines or [surface(annotation.tokens) for annotation in annotations]
        found: list[list[Found]] = [self.finder(text, number, line) for number, line in enumerate(lines)]
        self.resolver([one for sentence in found for one in sentence], lines, [annotation.sentence.item for annotation in annotations])
        written = self.writer(text, lines, found)
        return self._sites(lines, annotations, written)

    def _sites(self, lines: list[Surface], annotations: list[Annotation], written: list[list[Mention]]) -> list[Annotation]:
        """The annotations with places, and the unnamed sites that lie in them."""
        done, scene, item = [], dict[str, Place](), -1
        for line, annotation, mentions in zip(lines, annotations, written, strict=True):
            if annotation.sentence.item != item:
                scene, item = {}, annotation.sentence.item
            done.append(_with(annotation, [*mentions, *self.sites(line, annotation, mentions, scene)]))
        return done

    def resolved(self, text: str, annotations: list[Annotation], spans: list[tuple[int, int]]) -> list[Mention]:
        """A PLACE mention for each span that the gazetteer knows, taking for granted that it is a place; in order of spans."""
        lines = [surface(annotation.tokens) for annotation in annotations]
        found = self.finder.given_spans(text, lines, spans)
        self.resolver(found, lines, [0] * len(lines), given=True)
        return [mention for one in found if (mention := self.writer.mention(one)) is not None]


def _with(annotation: Annotation, mentions: list[Mention]) -> Annotation:
    if not mentions:
        return annotation
    merged = sorted([*annotation.mentions, *mentions], key=lambda mention: (mention.start, -mention.end))
    return Annotation(annotation.sentence, annotation.tokens, annotation.chunks, tuple(merged), annotation.attributions)
