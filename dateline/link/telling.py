"""The claims of one event -> the Event, its questions and its sums."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from dateline.link.accounts import Accounts, Pages, conflicts
from dateline.link.nodes import days, is_stray, is_voice, sides, speaker_key
from dateline.link.sums import Report, Sums
from dateline.link.titles import section, title
from dateline.link.tolls import tolls
from dateline.records import Claim, Conflict, Desk, Document, Event, Sum, Where

ID = 12  # characters of the first claim's id that name an event: whichever claim an address names, the event that has it now is found
STATUSES = ("reported", "claimed", "unverified", "planned", "threatened", "hypothetical", "denied")
AREAS = ("facility", "settlement", "district", "region", "sea", "country")


class Teller:
    """Tells events of their claims.

    Args:
        pages: documents of the claims, by id.
        originals: copy -> original, of those documents.
        shown: entity key -> the name that readers know it by.
        told: all claims of the documents that count.
    """

    def __init__(self, pages: Mapping[str, Document], originals: Mapping[str, str], shown: Mapping[str, str], desk: Desk, told: Iterable[Claim] = ()) -> None:
        self.pages, self.originals, self.desk = pages, originals, desk
        self.accounts = Accounts(Pages(pages, originals, shown, desk))
        reports: dict[Report, list[Claim]] = defaultdict(list)
        for claim in told:
            reports[claim.document, claim.item].append(claim)
        self.sums = Sums(reports, self.accounts)

    def __call__(self, claims: Sequence[Claim]) -> tuple[Event, list[Conflict], list[Sum]]:
        """Event, conflicts and sums of some claims, in whatever order they come."""
        members = sorted(claims, key=lambda c: ((c.published or "")[:10], c.id))
        identifier = members[0].id[:ID]
        added = self.sums(identifier, members)
        questions = list(conflicts(identifier, members, self.accounts, added))
        return self._event(identifier, members, questions), questions, added

    def _event(self, identifier: str, claims: Sequence[Claim], questions: Sequence[Conflict]) -> Event:
        lead, place = claims[0], _place(claims)
        kind = next((claim.event for claim in claims if claim.event), "FIGURE")
        spans = [days(claim) for claim in claims]
        first = sorted(start for start, _, is_dated in spans if start and is_dated) or sorted((c.published or "")[:10] for c in claims if c.published)
        last = sorted(end for _, end, is_dated in spans if end and is_dated) or first
        toll = tolls(claims)
        return Event(
            killed=next((t.low for t in toll if t.measure == "killed"), 0),
            injured=next((t.low for t in toll if t.measure == "injured"), 0),
            tolls=toll,
            id=identifier,
            type=kind,
            mode=next((c.mode for c in claims if c.mode and c.mode != "intercept"), lead.mode),
            title=title(claims, place, questions, toll, self.accounts),
            claims=tuple(claim.id for claim in claims),
            day=first[0] if first else None,
            until=last[-1] if last else None,
            place=place,
            speakers=max(1, len(self._speakers(claims))),
            reports=len({self.originals.get(claim.document, claim.document) for claim in claims}),
            status=min((c.status for c in claims), key=lambda s: STATUSES.index(s) if s in STATUSES else len(STATUSES)),
            section=section(claims, self.desk),
            actors=tuple(sorted({country for claim in claims for country in sides(claim)[0]})),
        )

    def _speakers(self, claims: Sequence[Claim]) -> set[str]:
        """Who tells it first hand: each speaker once, and outlets in their own voice, copies left out."""
        own = [claim for claim in claims if claim.document not in self.originals]
        return {speaker_key(claim) or f"outlet:{self.pages[claim.document].outlet or claim.document}" for claim in own}


def _place(claims: Sequence[Claim]) -> Where | None:
    """Where most claims have it; of equals the most precise."""
    told = [claim.place for claim in claims if claim.place and not is_voice(claim) and not is_stray(claim)]
    votes = Counter(place.name or place.text for place in told)
    return min(told, key=lambda p: (-votes[p.name or p.text], AREAS.index(p.precision) if p.precision in AREAS else len(AREAS), p.name, p.start), default=None)
