"""Claims of a sentence against those of the sources: who did it, to whom, where.

A claim is held against the source's claim of the same event that agrees with it in most. What the two tell otherwise of
one happening contradicts; where no source claim agrees in enough, or another one bears the part, nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from dateline.check.case import Case
from dateline.check.identity import identity_of
from dateline.check.shelf import Line, related
from dateline.check.words import Word
from dateline.records import Claim, Field, Role, Where

_ALIKE = 1.8  # agreement from which two claims tell of one happening
_ALIKE_BUT_NEW = 1.4  # the same where the part that differs has a name that no source has
_TELLING = 0.45  # share of a sentence that a line must have for roles to be told the other way round there
_ALL_ELSE = 0.95  # the same where nothing but the place, which no source has, is told otherwise
_WEIGHTS = {"actor": 1.0, "object": 1.2, "place": 1.0, "figure": 1.0}
_FINE = frozenset(("settlement", "district", "region", "site", "area"))
_APART = frozenset(("capture", "intercept", "third-party"))  # modes that are not one with a plain attack
_MUTUAL = frozenset(("CONSULT", "AGREE", "COOPERATE"))  # of which either party may be told as the actor
_OPEN = frozenset(("planned", "threatened", "denied"))


class Pair(Struct, frozen=True):
    """A claim of the sentence beside one of a source: parts that agree and parts that differ."""

    line: Line
    claim: Claim
    same: frozenset[str]
    other: frozenset[str]
    swapped: bool
    agreement: float


def claims(case: Case) -> list[Field]:
    """A field for each role or place that the sources' claims of the same happening give otherwise."""
    fields = []
    for mine in case.claims:
        if mine.event is None or mine.status in _OPEN:
            continue
        pairs = sorted(pairs_of(case, mine), key=lambda pair: len(pair.other) / 2 - pair.agreement)
        if pairs and pairs[0].agreement >= _least(case, mine, pairs[0]):
            fields += [] if any(token.lemma == "exchange" for token in pairs[0].line.annotation.tokens) else _differences(case, mine, pairs)
    return fields


def _least(case: Case, mine: Claim, pair: Pair) -> float:
    """The agreement that two claims must have to tell of one happening."""
    if _is_known(case, mine, pair.other):
        return _ALIKE
    told = [word for word in case.words if word.kind == "word" and case.weight(word) >= 1]
    return _ALL_ELSE if pair.other == {"place"} and len(told) > 1 else _ALIKE_BUT_NEW


def _is_known(case: Case, mine: Claim, parts: frozenset[str]) -> bool:
    """False where the parts that differ have a name that no source has."""
    roles = [role for part, role in (("actor", mine.actor), ("object", mine.recipient), ("place", mine.place)) if part in parts and role is not None]
    names = [word for word in case.words for role in roles if word.kind == "name" and role.start <= word.start < role.end]
    return not names or any(case.shelf.places(word) for word in names)


def pairs_of(case: Case, mine: Claim) -> Iterator[Pair]:
    """The claim beside each of the sources that may tell of the same happening."""
    lines = case.shelf.lines if len(case.shelf.lines) < 400 else case.around(2, 4)
    for line in lines:
        for theirs in line.claims:
            if theirs.event == mine.event and theirs.status != "denied" and _same_mode(mine, theirs):
                yield _pair(case, mine, line, theirs)


def _pair(case: Case, mine: Claim, line: Line, theirs: Claim) -> Pair:
    same, other = set(), set()
    my_actor, my_object = identity_of(mine.actor, case.words), identity_of(mine.recipient, case.words)
    actor, target = identity_of(theirs.actor, line.words), identity_of(theirs.recipient, line.words)
    swapped = my_actor.is_like(target) and (my_object.is_like(actor) or not actor.is_told) and not my_actor.is_like(actor) and not my_actor.may_be(my_object)
    for part, one, another in (("actor", my_actor, actor), ("object", my_object, target)):
        if one.is_like(another):
            same.add(part)
        elif one.is_told and another.is_told and not one.may_be(another) and not (mine.event in _MUTUAL and one.is_like(target if part == "actor" else actor)):
            other.add(part)
    if mine.recipient and theirs.recipient and _heads(case, mine.recipient, line, theirs.recipient):
        same.add("object")
        other.discard("object")
    place = _places(mine.place, theirs.place)
    (same if place == "same" else other if place == "other" else set()).add("place")
    if any(one.measure == two.measure and one.low == two.low for one in mine.figures for two in theirs.figures):
        same.add("figure")
    apart = [role for part, role in (("actor", mine.actor), ("object", mine.recipient), ("place", mine.place)) if part in other and role is not None]
    shared = _shared(case, line, apart)
    swapped = swapped and shared >= _TELLING and mine.event not in _MUTUAL
    agreement = sum(_WEIGHTS[part] for part in same) + (2.0 if swapped else 0.0) + shared
    return Pair(line, theirs, frozenset(same), frozenset(other), swapped, agreement)


def _differences(case: Case, mine: Claim, pairs: list[Pair]) -> list[Field]:
    best = pairs[0]
    harm = _unborne_harm(case, mine, pairs)
    if harm is not None:
        return [harm]
    borne = {part for pair in pairs if pair.agreement >= best.agreement - 1.0 for part in pair.same}
    if best.swapped and "actor" not in borne and mine.actor and best.claim.actor:
        return [_field(mine.actor, "actor", best.claim.actor.text)]
    if len(best.other) != 1:
        return []
    (part,) = best.other
    if part in borne:
        return []
    words, theirs = {"actor": (mine.actor, best.claim.actor), "object": (mine.recipient, best.claim.recipient), "place": (mine.place, best.claim.place)}[part]
    return [_field(words, part, theirs.text)] if words and theirs and words.start >= 0 else []


def _unborne_harm(case: Case, mine: Claim, pairs: list[Pair]) -> Field | None:
    """Killed or injured, where the sources tell of the same target without it."""
    close = [pair for pair in pairs if pair.agreement >= _ALIKE and "object" in pair.same]
    trigger = mine.match.trigger
    if not mine.harm or not close or trigger is None or any(pair.claim.harm for pair in close):
        return None
    groups = {group for word in case.words if trigger.start <= word.start < trigger.end for group in word.groups}
    if any(groups.intersection(word.groups) and _is_deed(word, pair.line) for pair in close for word in pair.line.words):
        return None
    theirs = close[0].claim.match.trigger
    source = close[0].line.document.text[theirs.start : theirs.end] if theirs is not None else None
    return Field(case.document.text[trigger.start : trigger.end], "action", "not-in-source", source, trigger.start, trigger.end)


def _is_deed(word: Word, line: Line) -> bool:
    """True for a verb and for "killing"; a noun ("reports of deaths") tells no deed."""
    token = line.annotation.tokens[word.order]
    return token.tag.startswith("V") or token.text.lower().endswith("ing")


def _field(words: Role | Where, part: str, source: str) -> Field:
    return Field(words.text, part, "contradicted", source, words.start, words.end)


def _same_mode(one: Claim, other: Claim) -> bool:
    if one.mode == other.mode:
        return True
    return not _APART.intersection((one.mode, other.mode)) and (one.event == "ASSAULT" or not one.mode or not other.mode)


def _heads(case: Case, mine: Role, line: Line, theirs: Role) -> bool:
    """True where the recipients share a noun."""
    words = {word.key for word in case.words if mine.start <= word.start < mine.end and word.kind == "word"}
    return any(word.key in words for word in line.words if theirs.start <= word.start < theirs.end and word.kind == "word")


def _places(one: Where | None, other: Where | None) -> str:
    """same, other, or "" where it cannot be told."""
    if one is None or other is None:
        return ""
    if (one.id and one.id == other.id) or related(one.name.lower(), other.name.lower()):
        return "same"
    if one.country and other.country and one.country != other.country:
        return "other"
    if one.within == other.name or other.within == one.name or (one.region and one.region == other.id) or (other.region and other.region == one.id):
        return "same"
    if any(not place.id and place.precision == "region" for place in (one, other)) and one.country == other.country:
        return ""  # "northern Iraq" has no border that is known
    fine = one.precision in _FINE and other.precision in _FINE
    return "other" if fine and not one.resolved and not other.resolved else ""


def _shared(case: Case, line: Line, apart: Sequence[Role | Where]) -> float:
    """Share of the weight of a sentence, but for the parts that differ, that a line has."""
    words = [word for word in case.words if not any(part.start <= word.start < part.end for part in apart)]
    return case.share(words, line.words, kinds=False)
