"""Desk -> parties: which side a speaker stands on, in the desk's fixed order."""

from __future__ import annotations

from dateline.publish.parts import Party
from dateline.records import Desk, Role, Side


class Sides:
    """The sides of a desk. The last side that names neither countries nor sectors takes whoever fits nowhere else."""

    def __init__(self, desk: Desk) -> None:
        self.parties = tuple(_party(side, order) for order, side in enumerate(desk.sides, 1))
        self._by_id = {party.id: party for party in self.parties}
        self._sectors = {sector: side.id for side in reversed(desk.sides) for sector in side.sectors}
        self._countries = {country: side.id for side in reversed(desk.sides) for country in side.countries}
        rest = [side.id for side in desk.sides if not side.countries and not side.sectors]
        self._rest = self._by_id[rest[-1]] if rest else Party("", "", "", len(self.parties) + 1)

    def by_id(self, identifier: str) -> Party:
        """The side of this id; who fits nowhere else where the desk has no such side."""
        return self._by_id.get(identifier, self._rest)

    def of_countries(self, codes: str) -> Party | None:
        """The party that all these countries (ISO 3166-1 alpha-3, blank-separated) belong to; None where there is no one such."""
        found = {self._countries.get(code, "") for code in codes.split()}
        party = self._by_id.get(found.pop()) if len(found) == 1 else None
        return party if party and party.party else None

    def of(self, role: Role | None, outlet: str = "") -> Party:
        """The side of a speaker; nobody named = the outlet in its own voice, on the side told of it, else with the media."""
        if role is None:
            return self.by_id(outlet or self._sectors.get("JRN", ""))
        if role.sector in self._sectors:
            return self._by_id[self._sectors[role.sector]]
        countries = role.country if isinstance(role.country, tuple) else (role.country or "",)
        sides = {self._countries.get(country, "") for country in countries}
        return self._by_id.get(sides.pop(), self._rest) if len(sides) == 1 else self._rest


def _party(side: Side, order: int) -> Party:
    return Party(side.id, side.name, side.mark, order, side.party)
