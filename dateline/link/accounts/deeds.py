"""Reports of one event -> whether two of their claims tell of one deed: what they share beyond the event's place and day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from dateline.link.kinds import target_kinds
from dateline.link.wording import content_words
from dateline.records import Claim

TOLLS = frozenset(("killed", "injured"))
TELLING = 2  # a toll from which two reports that agree mean the same people
Report = tuple[str, int]


class Deeds:
    """What each report of an event tells was hit, and how many were."""

    def __init__(self, claims: Iterable[Claim]) -> None:
        self._marks: dict[Report, set[str]] = defaultdict(set)
        for claim in claims:
            if claim.event and claim.mode != "intercept":
                self._marks[claim.document, claim.item].update(_marks(claim))

    def are_one(self, one: Claim, other: Claim) -> bool:
        """True for claims of one report, and for those whose reports tell the same toll or kind of target."""
        mine, theirs = (one.document, one.item), (other.document, other.item)
        return mine == theirs or bool(self._marks[mine] & self._marks[theirs])


def _marks(claim: Claim) -> set[str]:
    told = {f"{f.measure} {f.low:g}" for f in claim.figures if f.measure in TOLLS and f.low >= TELLING}
    hit = (claim.recipient.text if claim.recipient else "", claim.place.text if claim.place and claim.place.precision == "facility" else "")
    return told | target_kinds(" . ".join(hit))


def have_one_target(one: Claim, other: Claim) -> bool:
    """True where two claims name the same thing or people as hit, or the same toll."""
    return bool(_marks(one) & _marks(other) or _words(one) & _words(other))


def _words(claim: Claim) -> frozenset[str]:
    return content_words(claim.recipient.text) if claim.recipient else frozenset()
