"""Noun groups -> OBJECT mentions: unnamed things and spots that are hit, held or entered, with the country that they lie in.

Laws: the value is a Place without id; its country comes from a nationality or owner in the group, else from the places of
the sentence, else of the item. "the city" after a city is that city.
"""

from __future__ import annotations

from msgspec.structs import replace

from dateline import lexicons
from dateline.annotate.surfaces import Surface
from dateline.records import Annotation, Chunk, Mention, Place

_SKIPPED = frozenset(["DT", "CD", "PRP$", "PDT", "WDT", "``", "$"])
_SIDES = frozenset(["front", "top", "side", "middle", "base"])
_MANY = frozenset(["many", "several", "some", "few", "other", "own"])
_PRECISIONS = {"settlement": "settlement", "area": "region"}


class Sites:
    """Finds the unnamed sites of sentences, in reading order of a document."""

    def __init__(self) -> None:
        self.sites = lexicons.table("sites")
        self._heads = frozenset(ending for term in self.sites for ending in _endings(term))
        self.nationalities = lexicons.table("nationalities")

    def __call__(self, line: Surface, annotation: Annotation, places: list[Mention], scene: dict[str, Place]) -> list[Mention]:
        """OBJECT mentions of a sentence; scene holds the last place of each precision and is completed."""
        groups = [part for chunk in annotation.chunks if chunk.kind == "NP" for part in _parts(annotation, chunk)]
        found = [site for group in groups if (site := self._site(line, annotation, group, places, scene)) is not None]
        for mention in places:
            if isinstance(mention.value, Place):
                scene[mention.value.precision] = scene[""] = mention.value
        return found

    def _site(self, line: Surface, annotation: Annotation, group: Chunk, places: list[Mention], scene: dict[str, Place]) -> Mention | None:
        sort = self._sort(annotation, group)
        if not sort:
            return None
        first = self._first(annotation, group)
        if sort in _PRECISIONS and (named := self._named(annotation, first, group.head, places)) is not None:
            return named
        start, end = annotation.tokens[first].start, annotation.tokens[group.head].end
        if any(mention.start < end and start < mention.end and mention.end >= end for mention in places):
            return None
        return Mention("OBJECT", start, end, self._value(line, annotation, group, sort, places, scene), "site")

    def _first(self, annotation: Annotation, chunk: Chunk) -> int:
        """First word of the group without articles, numbers and owners."""
        first = next((place + 1 for place in range(chunk.head - 1, chunk.first - 1, -1) if annotation.tokens[place].tag == "POS"), chunk.first)
        while first < chunk.head and (annotation.tokens[first].tag in _SKIPPED or annotation.tokens[first].lemma in _MANY):
            first += 1
        return first

    def _named(self, annotation: Annotation, first: int, head: int, places: list[Mention]) -> Mention | None:
        """The whole of "Kursk region", "city of Mosul": its noun only says what the named place is."""
        tokens = annotation.tokens
        start, end = tokens[first].start, tokens[head].end
        last = tokens[head + 2].end if head + 2 < len(tokens) and tokens[head + 1].lemma == "of" else end
        place = next((mention for mention in places if mention.start < last and start < mention.end), None)
        return None if place is None else Mention("OBJECT", min(start, place.start), max(end, place.end), place.value, "named site")

    def _sort(self, annotation: Annotation, chunk: Chunk) -> str:
        head = annotation.tokens[chunk.head]
        if head.tag not in ("NN", "NNS") or head.lemma not in self._heads:
            return ""
        before = annotation.tokens[chunk.head - 1].lemma if chunk.head > chunk.first else ""
        sort = self.sites.get(f"{before} {head.lemma}") or self.sites.get(head.lemma, "")
        bare = sort.removesuffix(";the")
        if sort == "-" or (sort != bare and chunk.head == chunk.first) or _is_in_front(annotation, chunk):
            return ""
        return bare

    def _value(self, line: Surface, annotation: Annotation, chunk: Chunk, sort: str, places: list[Mention], scene: dict[str, Place]) -> Place:
        name = annotation.tokens[chunk.head].lemma
        precision = _PRECISIONS.get(sort, "facility")
        last = scene.get("settlement" if sort == "settlement" else "region")
        if sort in _PRECISIONS and last is not None and line.keys[chunk.first] in ("the", "this") and chunk.head == chunk.first + 1:
            return last
        own = next((self.nationalities[key] for key in line.keys[chunk.first : chunk.head] if key in self.nationalities), "").strip("-")
        if own:
            return Place(name, country=own, precision=precision)
        holder = self._holder(annotation, chunk, places) or scene.get("")
        if holder is None:
            return Place(name, precision=precision)
        return Place(name, "", holder.name, holder.region, holder.country, None, None, precision)

    def _holder(self, annotation: Annotation, chunk: Chunk, places: list[Mention]) -> Place | None:
        """The first place after the group, else the last before it."""
        end = annotation.tokens[chunk.head].end
        values = [(mention.start, mention.value) for mention in places if isinstance(mention.value, Place)]
        after = [value for start, value in values if start >= end]
        before = [value for start, value in values if start < end]
        return after[0] if after else before[-1] if before else None


def _endings(term: str) -> tuple[str, ...]:
    """What the lemma of a head may be where a group has this term: all of it, or what follows its first word."""
    return term, term.partition(" ")[2]


def _is_in_front(annotation: Annotation, chunk: Chunk) -> bool:
    """Whether the noun is that of "in front of", "on top of", "at the side of"."""
    tokens = annotation.tokens
    return (
        tokens[chunk.head].lemma in _SIDES
        and chunk.head + 1 < len(tokens)
        and chunk.first > 0
        and tokens[chunk.head + 1].lemma == "of"
        and tokens[chunk.first - 1].lemma in ("in", "on", "at", "to")
    )


def _parts(annotation: Annotation, chunk: Chunk) -> list[Chunk]:
    """The group, and the owners in it: "the camp's residents" has the camp."""
    if chunk.head - chunk.first < 2:
        return [chunk]
    owners = [place for place in range(chunk.first + 1, chunk.head) if annotation.tokens[place].tag == "POS"]
    return [*(replace(chunk, last=place, head=place - 1) for place in owners), chunk]
