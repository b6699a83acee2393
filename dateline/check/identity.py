"""Who or what a noun group speaks of, in forms that can be compared: countries, names, heads."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from dateline.check.frames import Frame, Phrase
from dateline.records import Agent, Annotation, Place

_SHARED = 4  # letters that a country and its people have in common at least ("Ukraine", "Ukrainian")


class Identity(Struct, frozen=True):
    """Countries and names that noun groups give; both empty where they tell nobody."""

    countries: frozenset[str]
    names: frozenset[str]
    heads: frozenset[str]
    text: str

    @property
    def is_told(self) -> bool:
        """True where a country or a name is given."""
        return bool(self.countries or self.names)

    def may_be(self, other: Identity) -> bool:
        """True where nothing speaks against the two being the same party."""
        if self.countries and other.countries:
            return bool(self.countries & other.countries)
        return any(related(one, another) for one in self.names for another in other.names)


def identity(phrases: Iterable[Phrase], annotation: Annotation) -> Identity:
    """The identity that noun groups of a sentence give together."""
    phrases = tuple(phrases)
    countries, names, heads = set(), set(), set()
    for phrase in phrases:
        heads.add(phrase.head)
        names.update(word.lemma for word in phrase.words if word.kind == "name")
        for mention in annotation.mentions:
            if mention.start < phrase.end and phrase.start < mention.end and isinstance(mention.value, (Agent, Place)) and mention.value.country:
                countries.add(mention.value.country)
    return Identity(frozenset(countries), frozenset(names), frozenset(heads), ", ".join(phrase.text for phrase in phrases))


def related(one: str, other: str) -> bool:
    """True for a name and one made from it: equal, or alike in all but the ending."""
    if one == other:
        return True
    common = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        common += 1
    return common >= _SHARED and common >= min(len(one), len(other)) - 2


def actor(frame: Frame, frames: tuple[Frame, ...], annotation: Annotation) -> Identity:
    """Who does it; a pronoun stands for the actor of an earlier verb group of the sentence."""
    found = identity((phrase for phrase in frame.actors if not phrase.pronoun), annotation)
    if found.is_told or not frame.actors or not any(phrase.pronoun for phrase in frame.actors):
        return found
    for earlier in reversed([other for other in frames if other.start < frame.start]):
        before = identity((phrase for phrase in earlier.actors if not phrase.pronoun), annotation)
        if before.is_told:
            return before
    return found
