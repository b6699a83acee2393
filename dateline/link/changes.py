"""Claims of two revisions of a page -> what has changed: figures, speakers, roles, days, and claims that are new or gone.

Two claims are one where kind and event agree and their sentences, figures left out, or their roles are alike; the closest
are paired first. What a claim took from a neighbouring sentence is not compared: it changes with the neighbour.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from itertools import zip_longest

from msgspec import Struct

from dateline.link.nodes import speaker_key
from dateline.link.wording import content_words
from dateline.records import Change, Claim, Document, Figure, Role, When, Where

ALIKE = 0.5  # share of words from which two sentences are one that was edited
RELATED = 0.25  # the same where two roles are told in the same words
CROWD = 64  # claims that share a word; a word of more claims tells none of them apart
NONE = "not told"
ROLES = ("actor", "recipient", "place")
Pair = tuple[Claim, Claim]


class Sight(Struct, frozen=True):
    """A claim as comparing sees it."""

    claim: Claim
    text: str  # of the sentence, on one line
    words: frozenset[str]  # of the sentence, without figures
    roles: Mapping[str, frozenset[str]]  # words of each role told, without figures


def changes(before: Sequence[Claim], after: Sequence[Claim], documents: Mapping[str, Document]) -> tuple[Change, ...]:
    """What changed from one revision to the next, in reading order of the later one; what is gone stands last.

    Args:
        documents: by id, those that the claims are of.
    """
    old, new = _sights(before, documents), _sights(after, documents)
    pairs = {b.claim.id: a for a, b in _pairs(old, new)}
    kept = {a.claim.id for a in pairs.values()}
    found: list[Change] = []
    for sight in new:
        twin = pairs.get(sight.claim.id)
        if twin is None:
            found.append(Change("new", f"claim new: {_type(sight.claim)}", sight.text, after=sight.claim.id))
        else:
            found += (Change(kind, words, sight.text, twin.claim.id, sight.claim.id) for kind, words in _differences(twin, sight))
    gone = (sight for sight in old if sight.claim.id not in kept)
    return (*found, *(Change("gone", f"claim gone: {_type(sight.claim)}", sight.text, before=sight.claim.id) for sight in gone))


# ---- which claims are one ----


def _sights(claims: Sequence[Claim], documents: Mapping[str, Document]) -> list[Sight]:
    """The claims in reading order, without those that a page shows a second time."""
    figures: dict[tuple[str, int], set[tuple[int, int]]] = defaultdict(set)
    for claim in claims:
        figures[claim.document, claim.start].update((figure.start, figure.end) for figure in claim.figures)
    told = sorted((claim for claim in claims if not claim.repeat), key=lambda claim: (claim.start, claim.id))
    return [_sight(claim, documents[claim.document].text, sorted(figures[claim.document, claim.start])) for claim in told]


def _sight(claim: Claim, text: str, figures: Sequence[tuple[int, int]]) -> Sight:
    told = ((name, getattr(claim, name)) for name in ROLES)
    roles = {name: _words(text, role.start, role.end, figures) for name, role in told if role is not None}
    return Sight(claim, " ".join(text[claim.start : claim.end].split()), _words(text, claim.start, claim.end, figures), roles)


def _words(text: str, start: int, end: int, figures: Sequence[tuple[int, int]]) -> frozenset[str]:
    """Content words without the figures: what stays when a toll rises."""
    parts, at = [], start
    for first, last in figures:
        if at <= first < end:
            parts.append(text[at:first])
            at = last
    words = content_words(" ".join((*parts, text[at:end])))
    return frozenset(word for word in words if not word[0].isdigit())


def _pairs(old: Sequence[Sight], new: Sequence[Sight]) -> Iterator[tuple[Sight, Sight]]:
    """(earlier, later) sights of one claim: those in the same words first, then the closest."""
    left: dict[Hashable, list[Sight]] = defaultdict(list)
    for sight in reversed(old):
        left[_same(sight)].append(sight)
    edited = []
    for sight in new:
        if left[_same(sight)]:
            yield left[_same(sight)].pop(), sight
        else:
            edited.append(sight)
    yield from _closest([sight for sights in left.values() for sight in sights], edited)


def _same(sight: Sight) -> Hashable:
    claim = sight.claim
    return sight.text, claim.kind, claim.event, claim.mode, tuple((figure.measure, figure.object, _value(figure)) for figure in claim.figures)


def _closest(old: Sequence[Sight], new: Sequence[Sight]) -> Iterator[tuple[Sight, Sight]]:
    sharing: dict[Hashable, list[int]] = defaultdict(list)
    for place, sight in enumerate(old):
        for word in sight.words:
            sharing[sight.claim.kind, sight.claim.event, word].append(place)
    scored: list[tuple[float, int, int]] = []
    for number, sight in enumerate(new):
        lists = (sharing.get((sight.claim.kind, sight.claim.event, word), ()) for word in sight.words)
        near = {place for places in lists if len(places) <= CROWD for place in places}
        scored += ((-score, number, place) for place in near if (score := _closeness(old[place], sight)))
    taken_old, taken_new = set(), set()
    for _, number, place in sorted(scored, key=lambda row: (row[0], row[1], old[row[2]].claim.start, old[row[2]].claim.id)):
        if number not in taken_new and place not in taken_old:
            taken_new.add(number)
            taken_old.add(place)
            yield old[place], new[number]


def _closeness(one: Sight, other: Sight) -> float:
    """How sure two claims of one event type are the same; 0 where they are not."""
    likeness = len(one.words & other.words) / max(len(one.words), len(other.words), 1)
    shared = sum(bool(words) and other.roles.get(name) == words for name, words in one.roles.items())
    if likeness < (RELATED if shared > 1 else ALIKE):
        return 0.0
    measures = {figure.measure for figure in one.claim.figures} == {figure.measure for figure in other.claim.figures}
    objects = {figure.object for figure in one.claim.figures} == {figure.object for figure in other.claim.figures}
    return likeness + 0.2 * shared + 0.25 * (one.claim.mode == other.claim.mode) + 0.25 * measures + 0.25 * objects


# ---- in what they differ ----


def _differences(one: Sight, other: Sight) -> Iterator[tuple[str, str]]:
    """(kind, words) of each change."""
    before, after = one.claim, other.claim
    yield from (("figure", words) for words in _figures(before.figures, after.figures))
    if _is_other_speaker(before, after):
        yield "speaker", f"speaker changed: {_shown(before.speaker)} -> {_shown(after.speaker)}"
    for name in ROLES:
        old, new = getattr(before, name), getattr(after, name)
        if not _is_resolved(old, new) and one.roles.get(name) != other.roles.get(name):
            yield name, f"{name} changed: {_shown(old)} -> {_shown(new)}"
    if not _is_resolved(before.time, after.time) and _days(before.time) != _days(after.time):
        yield "time", f"time changed: {_days(before.time)} -> {_days(after.time)}"
    if before.status != after.status:
        yield "status", f"status changed: {before.status} -> {after.status}"


def _figures(before: Sequence[Figure], after: Sequence[Figure]) -> Iterator[str]:
    """Figures for one measure and object in reading order, those that differ."""
    answers: dict[tuple[str, str], tuple[list[Figure], list[Figure]]] = defaultdict(lambda: ([], []))
    for side, figures in enumerate((before, after)):
        for figure in figures:
            answers[figure.measure, figure.object][side].append(figure)
    for (measure, counted), (old, new) in answers.items():
        name, note = (counted or "figure", "") if measure == "other" else (measure, f" ({counted})" if counted else "")
        for one, other in zip_longest(old, new):
            if one is None or other is None or _value(one) != _value(other):
                yield f"{name} {_value(one)} -> {_value(other)}{note}"


def _value(figure: Figure | None) -> str:
    """A figure as it compares: "7", ">=100", "7-9", "41 of 64"."""
    if figure is None:
        return NONE
    bounds = f"{figure.low:,.12g}" + (f"-{figure.high:,.12g}" if figure.high != figure.low else "")
    return (figure.op if figure.op != "=" else "") + bounds + (f" of {figure.of:,.12g}" if figure.of is not None else "")


def _is_other_speaker(before: Claim, after: Claim) -> bool:
    """A surname for the full name is no change."""
    if _is_resolved(before.speaker, after.speaker) or speaker_key(before) == speaker_key(after):
        return False
    old, new = content_words(_shown(before.speaker)), content_words(_shown(after.speaker))
    return before.speaker is None or after.speaker is None or not (old <= new or new <= old)


def _is_resolved(*roles: Role | Where | When | None) -> bool:
    return any(role is not None and role.resolved for role in roles)


def _shown(role: Role | Where | None) -> str:
    return " ".join(role.text.split()) if role else NONE


def _days(time: When | None) -> str:
    """The days of a time, its words where they are not known."""
    if time is None:
        return NONE
    if time.start is None:
        return " ".join(time.text.split())
    return time.start if time.end in (None, time.start) else f"{time.start} to {time.end}"


def _type(claim: Claim) -> str:
    return f"{claim.event}/{claim.mode}" if claim.event and claim.mode else claim.event or claim.kind
