"""Who or what a noun group speaks of, in forms that can be compared: countries, names, heads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from msgspec import Struct

from dateline.check.frames import Frame, Phrase
from dateline.check.shelf import related
from dateline.lexicons import table
from dateline.records import Agent, Annotation, Mention, Place


class Identity(Struct, frozen=True):
    """Countries and names that noun groups give; both empty where they tell nobody."""

    countries: frozenset[str]
    names: frozenset[str]
    parties: frozenset[str]  # kinds of party that common nouns give: forces, rebels, police
    text: str

    @property
    def is_told(self) -> bool:
        """True where a country, a name or a kind of party is given."""
        return bool(self.countries or self.names or self.parties)

    def is_like(self, other: Identity) -> bool:
        """True where a country, name or kind of party is shared."""
        return (
            self.is_told
            and other.is_told
            and self.may_be(other)
            and bool(
                self.countries & other.countries or self.parties & other.parties or any(related(one, another) for one in self.names for another in other.names)
            )
        )

    def may_be(self, other: Identity) -> bool:
        """True where nothing speaks against the two being the same party."""
        if self.countries and other.countries:
            return bool(self.countries & other.countries)
        if self.names and other.names:
            return any(related(one, another) for one in self.names for another in other.names)
        return not (self.parties and other.parties) or bool(self.parties & other.parties)


def identity(phrases: Iterable[Phrase], annotation: Annotation) -> Identity:
    """The identity that noun groups of a sentence give together."""
    phrases = tuple(phrases)
    countries: set[str] = set()
    names: set[str] = set()
    parties: set[str] = set()
    for phrase in phrases:
        if phrase.head in _parties():
            parties.add(_parties()[phrase.head])
        names.update(word.lemma for word in phrase.words if word.kind == "name")
        for mention in annotation.mentions:
            if mention.start < phrase.end and phrase.start < mention.end and (country := _country(mention, phrase)):
                countries.add(country)
    return Identity(frozenset(countries), frozenset(names), frozenset(parties), ", ".join(phrase.text for phrase in phrases))


def _country(mention: Mention, phrase: Phrase) -> str | None:
    """Country of a mention that says it; that of a common noun ("officials") is only inferred."""
    value = mention.value
    if isinstance(value, Place):
        return value.country
    if isinstance(value, Agent) and any(word.text[0].isupper() or word.kind == "pronoun" for word in phrase.words):
        return value.country
    return None


@cache
def _parties() -> Mapping[str, str]:
    return table("parties")


def _is_owned(phrase: Phrase) -> bool:
    """True for "its jets"."""
    return any(word.kind == "pronoun" for word in phrase.words)


def actor(frame: Frame, frames: tuple[Frame, ...], annotation: Annotation) -> Identity:
    """Who does it; a pronoun stands for the actor of an earlier verb group of the sentence."""
    found = identity((phrase for phrase in frame.actors if not phrase.pronoun), annotation)
    if found.countries or found.names or not any(phrase.pronoun or _is_owned(phrase) for phrase in frame.actors):
        return found
    for earlier in reversed([other for other in frames if other.start < frame.start]):
        before = identity((phrase for phrase in earlier.actors if not phrase.pronoun), annotation)
        if before.is_told:
            return before
    return found
