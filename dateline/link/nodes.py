"""Claim -> Node: what linking compares, worked out once a claim."""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct

from dateline import lexicons
from dateline.calendar_days import shift
from dateline.records import Claim, Document, Figure, Role

# Attacks with weapons that come by air and their interception are told together, with figures for both.
FAMILIES = {"drone": "air", "heavy-weapons": "air", "aerial": "air", "intercept": "air"}
VAGUE_LEVELS = {"country", "sea", "", None}
_WORD = re.compile(r"[^\W\d_]{3,}|\d[\d.,]*\d|\d")


class Node(Struct, frozen=True, gc=False):
    """A claim as linking sees it."""

    id: str
    type: str
    mode: str | None
    family: str  # "" fits every family of its type
    first: str | None  # days on which it can have happened
    last: str | None
    is_dated: bool  # the words tell the day; else it is only not later than the report
    is_night: bool  # from one day into the next
    published: str
    place: str  # canonical place name, folded; "" = not told
    level: str  # facility | settlement | district | region | country | sea | ""
    region: str
    country: str
    actors: frozenset[str]  # ISO codes; of an interception, of the weapon's owner
    recipients: frozenset[str]
    target: frozenset[str]  # words of the recipient
    figures: tuple[Figure, ...]
    speaker: str
    document: str
    item: int
    sentence: int
    passage: int
    words: frozenset[str]


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """A crude stem, so that "strikes", "striking" and "strike" meet."""
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def content_words(text: str) -> frozenset[str]:
    """Stems of the words of a text that are not function words."""
    stop = lexicons.terms("stop")
    return frozenset(stem(word) for word in _WORD.findall(text.lower()) if word not in stop)


def countries(role: Role | None) -> frozenset[str]:
    """ISO codes of a role; empty where not told."""
    if role is None or role.country is None:
        return frozenset()
    return frozenset((role.country,) if isinstance(role.country, str) else role.country)


def node(claim: Claim, document: Document) -> Node | None:
    """A claim as a node; None where it has neither event nor figures to compare."""
    if claim.event is None and not (claim.kind == "figure" and claim.figures):
        return None
    first, last, is_dated = _days(claim)
    is_stray = bool(claim.figures) and all(figure.measure == "lost" for figure in claim.figures)
    place = None if is_stray else claim.place  # where a lost weapon went is not where the attack was
    mode = None if claim.event is None else claim.mode
    attackers, attacked = countries(claim.actor), countries(claim.recipient)
    if mode == "intercept":  # who shoots down is who is attacked
        attackers, attacked = attacked, attackers
    return Node(
        id=claim.id,
        type=claim.event or "FIGURE",
        mode=mode,
        family=FAMILIES.get(mode or "", mode or ""),
        first=first,
        last=last,
        is_dated=is_dated,
        is_night=is_dated and claim.time is not None and claim.time.precision == "night",
        published=(claim.published or "")[:10],
        place=(place.name or place.text).lower() if place else "",
        level=(place.precision or "") if place else "",
        region=place.region if place else "",
        country=(place.country or "") if place else "",
        actors=attackers,
        recipients=attacked,
        target=content_words(claim.recipient.text) if claim.recipient and mode != "intercept" else frozenset(),
        figures=claim.figures,
        speaker=speaker_key(claim),
        document=claim.document,
        item=claim.item,
        sentence=claim.sentence,
        passage=claim.passage,
        words=content_words(document.text[claim.start : claim.end]),
    )


def speaker_key(claim: Claim) -> str:
    """What tells one speaker from another; the outlet's own voice is the empty string."""
    speaker = claim.speaker
    return "" if speaker is None else (speaker.entity or speaker.name or speaker.text).lower()


def _days(claim: Claim) -> tuple[str | None, str | None, bool]:
    time = claim.time
    if time and time.start:
        return time.start, time.end or time.start, not time.resolved
    if claim.published:
        day = claim.published[:10]
        return shift(day, -1), day, False
    return None, None, False
