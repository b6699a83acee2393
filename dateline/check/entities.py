"""Names of a sentence against those of the line that bears it: places, countries, people in the same slot.

Two readings contradict. A name that the line does not have, where the line has another of its kind in the same slot (after
the same preposition, or tied to the same action) that the sentence leaves out. And a noun group of one country ("Ukrainian
bomb") where the line gives the same noun to another country alone.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from dateline.check.case import Case
from dateline.check.identity import party_kinds
from dateline.check.shelf import Line, related
from dateline.check.words import Word
from dateline.records import Agent, Annotation, Field, Mention, Place

_BORNE = 0.6  # share of the rest of the sentence that a line must bear
_LINES = 2
_PLACES = frozenset(("in", "at", "on", "near", "over", "to", "from", "into", "against", "across", "outside", "inside", "toward", "towards", "around", "off"))
_WITHIN = frozenset(("in", "at", "near", "over", "off", "across", "outside", "inside", "around"))
_REACH = 4  # tokens from a preposition to the name it governs
_GIVEN = "given"  # slot of who is given something
_GIVING = frozenset(("give", "send", "offer", "provide", "grant", "lend", "sell", "promise", "supply", "hand", "pay", "owe", "show", "tell"))
_SIDES = frozenset(("MIL", "REB", "COP", "CVL"))  # sectors of which one is not another
_BARE = frozenset(("side", "country", "city", "town", "region", "people", "president", "leader", "border", "capital", "village", "area"))


class Entity(Struct, frozen=True):
    """A name with what it names and the slot it stands in."""

    start: int
    end: int
    text: str
    kind: str  # place | country | person | party
    country: str
    place: Place | None
    slot: str  # preposition before it, "" = none
    agent: Agent | None = None


def entities(annotation: Annotation, text: str) -> list[Entity]:
    """Places, countries and people of a sentence, in reading order."""
    found = []
    for mention in annotation.mentions:
        kind = _kind(mention)
        if kind and (kind == "party" or any(letter.isupper() for letter in text[mention.start : mention.end])):
            value = mention.value
            country = value.country or "" if isinstance(value, (Agent, Place)) else ""
            place = value if isinstance(value, Place) else None
            agent = value if isinstance(value, Agent) else None
            found.append(Entity(mention.start, mention.end, text[mention.start : mention.end], kind, country, place, _slot(mention, annotation), agent))
    return found


def rivals(case: Case) -> list[Field]:
    """A field for each name in whose slot the bearing line has another."""
    text = case.document.text
    mine = entities(case.annotation, text)
    fields = []
    for entity in mine:
        rest = [word for word in case.words if not entity.start <= word.start < entity.end]
        for line in case.shelf.bearing(rest, _LINES):
            field = _rival(case, entity, mine, rest, line)
            if field is not None:
                fields.append(field)
                break
            if _bears(case, rest, line):
                break
    return fields + _modifiers(case) + _strangers(case, mine, {field.start for field in fields})


def _strangers(case: Case, mine: list[Entity], known: set[int]) -> list[Field]:
    """A field for each name that no source has."""
    fields = []
    for entity in mine:
        names = [word for word in case.words if word.kind == "name" and entity.start <= word.start < entity.end]
        if names and entity.start not in known and not any(case.shelf.places(word) for word in names):
            field = "actor" if entity.kind != "place" and not entity.slot else _field_of(entity)
            fields.append(Field(entity.text, field, "not-in-source", None, entity.start, entity.end))
    return fields


def _rival(case: Case, entity: Entity, mine: list[Entity], rest: list[Word], line: Line) -> Field | None:
    if not _bears(case, rest, line) or _stands(case, entity, line):
        return None
    for other in entities(line.annotation, line.document.text):
        slot = _same_slot(entity.slot, other.slot) or not any(case.shelf.places(word) for word in case.words if entity.start <= word.start < entity.end)
        if other.kind != entity.kind or not slot or (entity.kind == "party" and entity.slot != "by") or any(_may_be(one, other) for one in mine):
            continue
        field = _field_of(entity)
        return Field(entity.text, field, "contradicted", other.text, entity.start, entity.end)
    return None


def _field_of(entity: Entity) -> str:
    if entity.kind == "place" or (entity.kind == "country" and entity.slot in _WITHIN):
        return "place"
    return "actor" if entity.slot in ("", "by") else "object"


def _bears(case: Case, words: list[Word], line: Line) -> bool:
    return case.total(words) >= 1.5 and case.share(words, line.words, kinds=False) >= _BORNE


def _stands(case: Case, entity: Entity, line: Line) -> bool:
    """True where the line has the name itself; for one without a slot, its neighbours count too."""
    lines = case.shelf.lines
    around = [line] if entity.slot else [lines[at] for at in range(max(0, line.number - 2), min(len(lines), line.number + 3))]
    if any(entity.text in near.text for near in around):
        return True
    if any(_may_be(entity, other) for near in around for other in entities(near.annotation, near.document.text)):
        return True
    keys = {word.key for near in around for word in near.words}
    names = [word for word in case.words if word.kind == "name" and entity.start <= word.start < entity.end]
    return bool(names) and all(word.key in keys for word in names)


def _may_be(one: Entity, other: Entity) -> bool:
    if one.agent is not None and other.agent is not None and "party" in (one.kind, other.kind):
        return _may_be_party(one.agent, other.agent)
    if one.kind == "person" or other.kind == "person":
        return one.kind == other.kind and any(related(mine.lower(), theirs.lower()) for mine in one.text.split() for theirs in other.text.split())
    if one.place is not None and other.place is not None and one.kind == other.kind == "place":
        return _within(one.place, other.place) or _within(other.place, one.place)
    return bool(one.country) and one.country == other.country


def _may_be_party(one: Agent, other: Agent) -> bool:
    """False for two that differ in kind, or bear other names."""
    if one.entity and one.entity == other.entity:
        return True
    if one.sector in _SIDES and other.sector in _SIDES and one.sector != other.sector:
        return False
    named = one.entity.startswith("org:") and other.entity.startswith("org:")
    return not named or any(related(mine.lower(), theirs.lower()) for mine in one.name.split() for theirs in other.name.split())


def _within(part: Place, whole: Place) -> bool:
    if part.name == whole.name or (part.id and part.id == whole.id) or part.within == whole.name or (part.region and part.region == whole.id):
        return True
    if not whole.id and whole.precision == "region" and part.country and part.country == whole.country:
        return True  # "northern Iraq" has no border that is known
    return related(part.name.lower(), whole.name.lower())


def _same_slot(one: str, other: str) -> bool:
    return one == other or (one in _PLACES and other in _PLACES) or {one, other} == {_GIVEN, "to"}


def _kind(mention: Mention) -> str:
    value = mention.value
    if isinstance(value, Place):
        return "country" if value.precision == "country" else "place"
    if isinstance(value, Agent):
        if value.kind in ("group", "force"):
            return "party"
        return "country" if value.kind in ("nationality", "metonym") else "person" if value.kind == "person" else ""
    return ""


def _slot(mention: Mention, annotation: Annotation) -> str:
    """The preposition that governs the name; "" where a verb or nothing does."""
    tokens = annotation.tokens
    at = next((index for index, token in enumerate(tokens) if token.start >= mention.start), 0)
    if at and tokens[at - 1].lemma in _GIVING:
        return _GIVEN
    for index in range(at - 1, max(-1, at - 1 - _REACH), -1):
        token = tokens[index]
        if token.tag in ("IN", "TO") or token.lemma == "off":
            if token.lemma == "of":
                continue
            return token.lemma
        if token.tag.startswith("V") or token.tag in (",", ".", "CC", "MD"):
            return ""
    return ""


def _modifiers(case: Case) -> list[Field]:
    """Noun groups whose country differs from that of the same noun in the bearing lines, throughout."""
    fields = []
    for words, head in _owned(case.words, case.annotation):
        rest = [word for word in case.words if word not in words]
        best = [line for line in case.shelf.bearing(rest, 2) if _bears(case, rest, line)]
        near = list(dict.fromkeys([*(line.number for line in best), *(line.number + step for line in best for step in (-1, 1))]))
        mine = {group for word in words for group in word.groups if group.startswith("of ")}
        kinds = set(party_kinds().get(head.lemma, "").split())
        owned = [
            (at, found, noun)
            for at in near
            if 0 <= at < len(case.shelf.lines)
            for found, noun in _owned(case.shelf.lines[at].words, case.shelf.lines[at].annotation)
        ]
        alike = [found for _, found, noun in owned if noun.key == head.key or kinds.intersection(party_kinds().get(noun.lemma, "").split())]
        theirs = [(at, found) for at, found, noun in owned if noun.key == head.key]
        borne = any(mine.intersection(word.groups) for found in alike for word in found)
        if theirs and not borne and theirs[0][0] in {line.number for line in best}:
            start, end = words[0].start, words[-1].end
            source = " ".join(word.text for word in theirs[0][1])
            fields.append(Field(case.document.text[start:end], "actor", "contradicted", source, start, end))
    return fields


def _owned(words: Iterable[Word], annotation: Annotation) -> list[tuple[list[Word], Word]]:
    """Noun groups with the country they belong to: (words of the country, head)."""
    found = []
    listed = list(words)
    for chunk in annotation.chunks:
        if chunk.kind != "NP":
            continue
        inside = [word for word in listed if chunk.first <= word.order < chunk.last]
        is_subject = not any(other.kind == "VP" and other.first < chunk.first for other in annotation.chunks)
        tied = [word for word in listed if is_subject and word.order == chunk.last + 1 and annotation.tokens[chunk.last].lemma == "from"]
        owners = [word for word in (*inside, *tied) if any(group.startswith("of ") for group in word.groups) and word.order != chunk.head]
        head = next((word for word in inside if word.order == chunk.head), None)
        if owners and head is not None and head.lemma not in _BARE and (head.kind == "word" or annotation.tokens[owners[0].order].tag.startswith("J")):
            found.append((owners, head))
    return found
