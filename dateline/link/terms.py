"""Claims of one report -> its figures in reading order, each with the words that tell how it adds up with its neighbours."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

import msgspec
from msgspec import Struct

from dateline import lexicons
from dateline.link.accounts import counted_class
from dateline.link.nodes import countries, days, sides, speaker_key
from dateline.records import Claim, Figure

UNCOUNTED = frozenset(("distance", "duration", "rate"))
REACH = 2  # sentences between a whole and its parts
NEAR = 40  # characters from a figure to "a month"
TOWNS = frozenset(("facility", "settlement", "district"))
_NAME = re.compile(r"[A-ZÀ-Þ][\w’'-]+")


class Term(Struct, frozen=True, gc=False):
    """A figure as adding up sees it."""

    claim: Claim
    figure: Figure
    left: str  # words between the figure before it in its sentence, or the sentence's start, and it
    right: str  # words up to the next figure or the sentence's end
    before: frozenset[str]  # kinds of words (lexicon summing) to the left; "of them" where those words follow the number itself
    after: frozenset[str]  # and to the right
    names: frozenset[str]  # capitalised words to the right: where, when, of whom
    period: int  # days of the rate that it is: "a month" is 30; 0 = none
    is_back: bool  # "the 184 targets": told before
    previous: Figure | None  # the figure before it in its sentence

    @property
    def key(self) -> tuple[str, int]:
        """What tells one figure from another."""
        return self.claim.document, self.figure.start

    @property
    def value(self) -> float:
        """The number."""
        return self.figure.low

    @property
    def is_exact(self) -> bool:
        """True for one number that is neither rounded nor open."""
        return self.figure.op == "=" and self.figure.low == self.figure.high and self.figure.low > 0

    @property
    def kind(self) -> str:
        """Class of what is counted."""
        return counted_class(self.figure.object)

    @property
    def spot(self) -> tuple[str, int]:
        """Document and number of its sentence."""
        return self.claim.document, self.claim.sentence

    @property
    def sentence(self) -> int:
        """Number of its sentence."""
        return self.claim.sentence


class Addition(Struct, frozen=True):
    """A whole, its parts and what is left."""

    whole: Term
    parts: tuple[Term, ...]
    left: float
    note: str = ""
    is_all: bool = False

    @property
    def home(self) -> str:
        """The claim whose event the sum is told with: the whole's, or that of the first part that tells of an event."""
        return next((term.claim for term in (self.whole, *self.parts) if term.claim.event), self.whole.claim).id


def terms(claims: Iterable[Claim], text: str) -> list[Term]:
    """Figures of one report in reading order, each stretch of characters once: as the claim of an event has it.

    Args:
        text: of the report's document.
    """
    told: dict[int, tuple[Claim, Figure]] = {}
    for claim in sorted(claims, key=lambda c: (c.event is None, c.id)):
        for figure in claim.figures if claim.status not in {"hypothetical", "planned"} else ():
            told.setdefault(figure.start, (claim, figure))
    ordered = [told[start] for start in sorted(told)]
    made = []
    for at, (claim, figure) in enumerate(ordered):
        previous = ordered[at - 1][1] if at and ordered[at - 1][0].sentence == claim.sentence else None
        left = previous.end if previous else claim.start
        right = ordered[at + 1][1].start if at + 1 < len(ordered) and ordered[at + 1][0].sentence == claim.sentence else claim.end
        made.append(_term(claim, figure, text[left : figure.start], text[figure.end : max(right, figure.end)], previous))
    return made


def _term(claim: Claim, figure: Figure, left: str, right: str, previous: Figure | None) -> Term:
    """A figure with its words; "of them" right after a number speaks of that number, not of the next."""
    periods = [days for start, _, days in _periods().hits(right) if start < NEAR] + [days for _, end, days in _periods().hits(left) if end + 1 >= len(left)]
    cues, following = _cues().hits(left), _cues().hits(right)
    before = frozenset(kind for start, _, kind in cues if start > 1 or kind != "part" or previous is None)
    own = frozenset(("of them",)) if any(start <= 1 and kind == "part" for start, _, kind in following) else frozenset()
    is_back = left.lower().endswith(("the ", "those ", "these "))
    after = frozenset(kind for _, _, kind in following)
    return Term(claim, figure, left, right, before | own, after, frozenset(_NAME.findall(right)), int(periods[0]) if periods else 0, is_back, previous)


@cache
def _cues() -> lexicons.Automaton[str]:
    return lexicons.Automaton(lexicons.rows("summing"))


@cache
def _periods() -> lexicons.Automaton[str]:
    return lexicons.Automaton(lexicons.rows("rate_periods"))


# ---- what can be one thing ----


def is_of(part: Term, whole: Term) -> bool:
    """True where nothing that is told forbids one figure to be a part of the other: speaker, side, day, place, what is counted."""
    return _is_told_by_one(part.claim, whole.claim) and _is_on_side(part.claim, whole.claim) and _is_when(part.claim, whole.claim) and takes_in(whole, part)


def _is_told_by_one(one: Claim, other: Claim) -> bool:
    """One speaker, or one and who reports it, or two bodies of one kind and country: the army and its air force, not its governor."""
    mine, theirs = one.speaker, other.speaker
    if mine is None or theirs is None or speaker_key(one) == speaker_key(other):
        return True
    return bool(countries(mine) & countries(theirs)) and mine.sector == theirs.sector


def _is_on_side(one: Claim, other: Claim) -> bool:
    """True where who attacks can be one: of what was shot down, whose it was."""
    (attackers, defenders), (theirs, against) = _told_sides(one), _told_sides(other)
    is_crossed = (attackers & against) - defenders or (theirs & defenders) - against
    return not is_crossed and not (attackers and theirs and not attackers & theirs)


def _told_sides(claim: Claim) -> tuple[frozenset[str], frozenset[str]]:
    """The sides as words name them: "it shot down nine" may mean either."""
    if claim.actor and claim.actor.text.lower() in lexicons.terms("pronouns"):
        claim = msgspec.structs.replace(claim, actor=None)
    return sides(claim)


def _is_when(part: Claim, whole: Claim) -> bool:
    """True where the part's days lie in the whole's, as far as words tell them."""
    (first, last, is_dated), (begin, end, is_bound) = days(part), days(whole)
    if not (is_dated and is_bound and first and last and begin and end):
        return True
    return begin <= first and last <= end


def takes_in(whole: Term, part: Term) -> bool:
    """True where what one counts takes in what the other counts, as "targets" takes in drones and missiles."""
    mine, theirs = whole.figure.object, part.figure.object
    if not theirs or mine == theirs or counted_class(mine) == theirs:
        return True
    kind = category(theirs)
    is_anyone = kind == "person" == category(mine) and (theirs in lexicons.terms("sexes") or counted_class(theirs) == "child")
    return is_anyone or kind == lexicons.table("whole_nouns").get(mine, "-")


def category(counted: str) -> str:
    """What kind of thing is counted (lexicon objects): weapon, person, place ...; "" where that is not known."""
    found = lexicons.table("objects")
    return (found.get(counted) or found.get(counted_class(counted), "")).split("|")[0]


def is_within(part: Term, whole: Term) -> bool:
    """True where the part's place can lie in the whole's: not two towns."""
    mine, theirs = part.claim.place, whole.claim.place
    if mine is None or theirs is None or theirs.precision not in TOWNS:
        return True
    return mine.precision not in TOWNS or mine.name == theirs.name


def is_local(part: Term, whole: Term) -> bool:
    """True where a part is told of a place of its own, narrower than a country, so that there may be more of it elsewhere."""
    mine, theirs = part.claim.place, whole.claim.place
    return mine is not None and mine.precision not in {"country", None} and (theirs is None or mine.name != theirs.name)
