"""Parties of an event who have said nothing on a question: shown as silent, which is no difference."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dateline import lexicons
from dateline.link.accounts.answers import Answer
from dateline.link.accounts.voices import Pages, side_of
from dateline.link.accounts.who import doer_of
from dateline.records import Claim, Role, Silence


class Parties:
    """Sides, states and named groups that take part in an event."""

    def __init__(self, claims: Iterable[Claim], pages: Pages) -> None:
        self._found: dict[str, Silence] = {}
        for claim in claims:
            for role in (claim.actor, claim.recipient) if claim.event else ():
                if role:
                    self._add(role, claim, pages)

    def _add(self, role: Role, claim: Claim, pages: Pages) -> None:
        own = side_of(role, pages.desk)
        side = next((side for side in pages.desk.sides if side.party and side.id == own), None)
        if side:
            self._found.setdefault(side.id, Silence(side.name, side.id))
            return
        doer = doer_of(role, claim)
        if doer and not doer.is_nameless:
            name = lexicons.countries().get(doer.key, "") or pages.shown.get(doer.key) or role.name
            self._found.setdefault(doer.key, Silence(name, own))

    def silent(self, answers: Sequence[Answer]) -> tuple[Silence, ...]:
        """Those for whom nobody answers, in the order of their names."""
        spoken = {key for answer in answers for key in _keys(answer)}
        return tuple(sorted((party for key, party in self._found.items() if key not in spoken), key=lambda party: (party.side, party.party)))


def _keys(answer: Answer) -> tuple[str, ...]:
    """Under which parties a speaker is counted: its side, itself, its state."""
    speaker = answer.claim.speaker
    if speaker is None:
        return ()
    land = speaker.country if isinstance(speaker.country, str) and speaker.sector != "JRN" else ""
    doer = doer_of(speaker, answer.claim)
    return (answer.account.side, speaker.entity, doer.key if doer else land, "" if doer and doer.key.startswith("org:") else land)
