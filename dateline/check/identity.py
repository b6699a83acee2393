"""Who or what a noun group speaks of, in forms that can be compared: countries, names, heads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from msgspec import Struct

from dateline.check.frames import Frame, Phrase
from dateline.check.shelf import related
from dateline.check.words import Word
from dateline.lexicons import table
from dateline.records import Agent, Annotation, Mention, Place, Role

KINDS = {"REB": "rebels", "MIL": "forces", "COP": "police", "CVL": "civilians", "MED": "media"}  # sectors that tell the kind of party
_OWNERS = frozenset(("its", "their", "his", "her"))
_NAMED = ("org:", "person:")  # keys of those who bear a name of their own


class Identity(Struct, frozen=True):
    """Countries, names and kinds of party that noun groups give; all empty where they tell nobody."""

    countries: frozenset[str]
    names: frozenset[str]
    parties: frozenset[str]  # kinds of party: forces, rebels, police
    text: str
    entities: frozenset[str] = frozenset()  # keys of organisations and people, as annotate resolved them

    @property
    def is_told(self) -> bool:
        """True where a country, a name or a kind of party is given."""
        return bool(self.countries or self.names or self.parties)

    def is_like(self, other: Identity) -> bool:
        """True where a country, name or kind of party is shared."""
        if not (self.is_told and other.is_told and self.may_be(other)):
            return False
        shared = self.entities & other.entities or self.countries & other.countries or self.parties & other.parties
        return bool(shared) or _related(self.names, other.names)

    def may_be(self, other: Identity) -> bool:
        """True where nothing speaks against the two being the same party."""
        if self.entities & other.entities:
            return True
        if self.countries and other.countries and not self.countries & other.countries:
            return False
        if self.parties and other.parties and not self.parties & other.parties:
            return False
        if self.entities and other.entities:
            return _related(self.names, other.names)
        if self.countries and other.countries:
            return True
        return _related(self.names, other.names) if self.names and other.names else True


def _related(some: frozenset[str], others: frozenset[str]) -> bool:
    return any(related(one, other) for one in some for other in others)


def identity(phrases: Iterable[Phrase], annotation: Annotation) -> Identity:
    """The identity that noun groups of a sentence give together."""
    phrases = tuple(phrases)
    countries: set[str] = set()
    names: set[str] = set()
    parties: set[str] = set()
    entities: set[str] = set()
    for phrase in phrases:
        names.update(_names(phrase.words))
        countries.update(_named_countries(phrase.words))
        kind = party_kinds().get(phrase.head, "").split()
        for mention in annotation.mentions:
            if mention.start < phrase.end and phrase.start < mention.end:
                country = _country(mention, phrase)
                countries.update((country,) if country else ())
                if isinstance(mention.value, Agent) and mention.value.entity.startswith(_NAMED) and mention.end >= phrase.end:
                    entities.add(mention.value.entity)
                    kind = [KINDS[mention.value.sector]] if mention.value.sector in KINDS else kind
        parties.update(kind)
    return Identity(frozenset(countries), frozenset(names), frozenset(parties), ", ".join(phrase.text for phrase in phrases), frozenset(entities))


def _country(mention: Mention, phrase: Phrase) -> str | None:
    """Country of a mention that says it; that of a common noun ("officials") is only inferred."""
    value = mention.value
    if isinstance(value, Place):
        return value.country
    if isinstance(value, Agent) and any(word.kind in ("name", "pronoun") for word in phrase.words):
        return value.country
    return None


def _names(words: Iterable[Word]) -> set[str]:
    """Names among the words, and what each may stand for."""
    named = [word for word in words if _is_name(word)]
    return {word.lemma for word in named} | {group for word in named for group in word.groups if not group.startswith(("is ", "of "))}


def _has_capital(text: str, words: Iterable[Word]) -> bool:
    """True where capitals tell a name, not only the head of a sentence ("Gunmen")."""
    for word in words:
        text = text.replace(word.text, "") if word.lemma in party_kinds() else text
    return any(letter.isupper() for letter in text)


def _is_name(word: Word) -> bool:
    return word.kind == "name" and word.lemma not in party_kinds()  # "Gunmen" at the head of a sentence


def _named_countries(words: Iterable[Word]) -> set[str]:
    """Countries that nationalities and capitals among names stand for."""
    return {group[3:] for word in words if word.kind == "name" for group in word.groups if group.startswith("of ")}


def _of_agent(agent: Agent, text: str) -> Identity:
    """The identity of a resolved mention."""
    named = agent.entity.startswith(_NAMED)
    body = party_kinds().get(agent.name.split()[-1].lower(), "").split() if agent.kind in ("ministry", "organisation") and agent.name else []
    kinds = frozenset(body or ((KINDS[agent.sector],) if agent.sector in KINDS and agent.kind != "metonym" else ()))
    names = frozenset((*agent.name.lower().split(), *table("synonyms").get(agent.name.lower(), "").split())) if named else frozenset[str]()
    countries = frozenset((agent.country,) if agent.country else ())
    return Identity(countries, names, kinds, text, frozenset((agent.entity,) if named else ()))


@cache
def party_kinds() -> Mapping[str, str]:
    """Lemma of a noun -> kinds of party, spaced."""
    return table("parties")


def _is_owned(phrase: Phrase) -> bool:
    """True for "its jets"."""
    return any(word.kind == "pronoun" for word in phrase.words)


def actor(frame: Frame, frames: tuple[Frame, ...], annotation: Annotation) -> Identity:
    """Who does it; a pronoun stands for the actor of an earlier verb group of the sentence."""
    found = identity((phrase for phrase in frame.actors if not phrase.pronoun), annotation)
    if found.countries or found.names or not any(phrase.pronoun or _is_owned(phrase) for phrase in frame.actors):
        return found
    for phrase in frame.actors:
        agent = next((a.agent for a in annotation.attributions for s in a.speaker if s.start == phrase.start and a.agent is not None), None)
        if agent is not None:
            return _of_agent(agent, phrase.text)
    for earlier in reversed([other for other in frames if other.start < frame.start]):
        before = identity((phrase for phrase in earlier.actors if not phrase.pronoun), annotation)
        if before.is_told:
            return before
    return found


def identity_of(role: Role | None, words_of_line: Iterable[Word]) -> Identity:
    """The identity that a role of a claim gives."""
    if role is None:
        return Identity(frozenset(), frozenset(), frozenset(), "")
    words = [word for word in words_of_line if role.start <= word.start < role.end]
    names = frozenset(_names(word for word in words if not _named_countries((word,))))
    named = role.entity.startswith(_NAMED)
    several = words if " and " in role.text else words[-1:]
    kind = [KINDS[role.sector]] if named and role.sector in KINDS else [part for word in several for part in party_kinds().get(word.lemma, "").split()]
    countries = (role.country,) if isinstance(role.country, str) else role.country or ()
    countries = (*countries, *_named_countries(words))
    told = _has_capital(role.text, words) or role.resolved or role.text.split(" ")[0].lower() in _OWNERS
    return Identity(frozenset(countries if told else ()), names, frozenset(kind), role.text, frozenset((role.entity,) if named else ()))
