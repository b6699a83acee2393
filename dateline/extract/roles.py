"""Fillers -> Role: who is meant, as written, with the country if it can be told.

The words come first: a nationality, a possessor, a name. Failing that, the place, the speaker, and the desk's sides: where
a desk knows exactly two parties, what hurts one belongs to the other. Nothing here knows which war it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import msgspec

from dateline import lexicons
from dateline.extract.matches import Filler
from dateline.extract.views import View
from dateline.records import Agent, Desk, Place, Role

ARTICLES = frozenset({"a", "an", "the"})


class Sides:
    """The two parties of a desk; empty where it has not exactly two."""

    def __init__(self, desk: Desk) -> None:
        parties = [side for side in desk.sides if side.party]
        self._other = {}
        if len(parties) == 2:
            first, second = parties
            for mine, theirs in ((first, second), (second, first)):
                if theirs.countries:
                    self._other.update(dict.fromkeys(mine.countries, theirs.countries[0]))

    def other(self, country: str | tuple[str, ...] | None) -> str | None:
        """Country of the other party; None where it cannot be told."""
        return self._other.get(country) if isinstance(country, str) else None

    def party(self, country: str | None) -> bool:
        """True for a country of one of the two parties."""
        return country in self._other


def role(view: View, filler: Filler) -> Role:
    """The role that these words fill, by the words alone, with its parts where several parties are joined."""
    whole = _role(view, filler)
    members = view.members(filler.phrase) if filler.phrase >= 0 else []
    if len(members) < 2:
        return whole
    each = (view.phrases[member] for member in members)
    parts = tuple(_role(view, Filler(p.first, p.last, member), alone=True) for member, p in zip(members, each, strict=True))
    return msgspec.structs.replace(whole, parts=parts)


def joint(view: View, speaker: Role) -> Role:
    """The speaker, as several who speak together where all that "and" joins are named: no one of them speaks for the rest."""
    first, last = view.token_span(speaker.start, speaker.end)
    lists = [number for number, phrase in enumerate(view.phrases) if phrase.joined and first <= phrase.first and view.phrases[phrase.joined[-1]].last <= last]
    parts = role(view, Filler(first, last, lists[0])).parts if lists else ()
    if len({part.entity or part.text for part in parts}) < 2 or not all(part.entity or (part.country and part.text[:1].isupper()) for part in parts):
        return speaker
    told = tuple(dict.fromkeys(part.country for part in parts if isinstance(part.country, str)))
    country = told if len(told) > 1 else next(iter(told), None)
    sectors = {part.sector for part in parts}
    return Role(speaker.text, speaker.start, speaker.end, country, sectors.pop() if len(sectors) == 1 else "", name=speaker.text, parts=parts)


def _role(view: View, filler: Filler, *, alone: bool = False) -> Role:
    first, last = filler.first, filler.last
    while first < last - 1 and view.tokens[first].text.lower() in ARTICLES:
        first += 1
    members = ([filler.phrase] if alone else view.members(filler.phrase)) if filler.phrase >= 0 else []
    if len(members) > 1:
        last = max(last, view.phrases[members[-1]].last)
    start, end = view.tokens[first].start, view.tokens[last - 1].end
    end = max([end, *(m.end for m in view.inside[last - 1] if isinstance(m.value, Agent) and m.value.kind == "person" and m.start >= start)])
    agent = _agent(view, filler)
    countries = _countries(view, filler, members)
    return Role(
        view.text[start:end],
        start,
        end,
        country=countries,
        sector=agent.sector if agent else _sector(view, filler),
        name=agent.name if agent else "",
        entity=agent.entity if agent else "",
        office=agent.role if agent else "",
        body=_body(view, filler),
        serves=_serves(view, filler),
        hedge=_hedge(view, filler),
        is_told=agent is not None and agent.is_told,
    )


def _body(view: View, filler: Filler) -> str:
    """Name of the organisation in the words, or in what follows them with "of" or "from"."""
    after = [p for p in view.phrases if p.left == filler.phrase and p.prep in {"of", "from"}] if filler.phrase >= 0 else []
    ranges = [(filler.first, filler.last), *((p.first, p.last) for p in after)]
    named = (m.value for first, last in ranges for m in view.within(first, last, "AGENT"))
    return next((agent.name for agent in named if isinstance(agent, Agent) and agent.entity.startswith("org:")), "")


@cache
def _services() -> Mapping[str, str]:
    return {term: serves for term, (serves, _) in lexicons.parts("targets", 2, "|") if serves}


def _serves(view: View, filler: Filler) -> str:
    """What a thing serves, by its head with the words before it, the longest first: "power [station]"."""
    head = view.phrases[filler.phrase].head if filler.phrase >= 0 else filler.last - 1
    known = _services()
    last = view.stems[head].lower()
    before = view.words[filler.first : head]
    return next((found for n in range(len(before) + 1) if (found := known.get(" ".join([*before[n:], last])))), "")


def _hedge(view: View, filler: Filler) -> str:
    """Word in or just before the words that doubts who it was."""
    known, around = lexicons.terms("hedges"), view.words[max(0, filler.first - 2) : filler.last]
    return "" if known.isdisjoint(around) else next(word for word in around if word in known)


def _agent(view: View, filler: Filler) -> Agent | None:
    """Agent named by the head, or else the first one in the words."""
    found = view.within(filler.first, filler.last, "AGENT")
    if filler.phrase >= 0:
        head = view.tokens[view.phrases[filler.phrase].head]
        found = [mention for mention in found if mention.start <= head.start < mention.end]
    return found[0].value if found and isinstance(found[0].value, Agent) else None


def _sector(view: View, filler: Filler) -> str:
    """Sector of people by the body named before their head: "al-Shabab members"."""
    if filler.phrase < 0 or not view.types(filler.phrase) & {"PEOPLE", "FORCE"}:
        return ""
    return next((m.value.sector for m in view.within(filler.first, filler.last, "AGENT") if isinstance(m.value, Agent) and m.value.sector), "")


def _countries(view: View, filler: Filler, members: list[int]) -> str | tuple[str, ...] | None:
    if not members:
        for kind in ("AGENT", "PLACE"):
            for mention in view.within(filler.first, filler.last, kind):
                if isinstance(mention.value, Agent | Place) and mention.value.country:
                    return mention.value.country
        return None
    told = tuple(dict.fromkeys(country for member in members for country in phrase_countries(view, member)))
    return None if not told else told[0] if len(told) == 1 else told


def phrase_country(view: View, phrase: int) -> str | None:
    """Country of a phrase, the first of several; None if it is not told."""
    return next(iter(phrase_countries(view, phrase)), None)


def phrase_countries(view: View, phrase: int) -> tuple[str, ...]:
    """Countries of a phrase by its own names, or by those of the phrases that hang on it with "of", "in" or "from"."""
    found = view.countries(phrase)
    if found:
        return found
    armed = "WEAPON" in view.types(phrase)
    if armed and (owners := _fired_by(view, phrase)):
        return owners
    hangs = {"of", "from"} if armed else {"of", "from", "in", "for", "near"}  # where it fell is not whose it is
    for other, follower in enumerate(view.phrases):
        if follower.left == phrase and follower.prep in hangs and (countries := view.countries(other)):
            return countries
    return ()


def _fired_by(view: View, weapon: int) -> tuple[str, ...]:
    """Countries of who fired a weapon, or of where from, by its participle: drones [launched by rebels], a missile [fired from Yemen]."""
    for clause in view.clauses:
        if clause.link == "reduced" and clause.passive and clause.noun == weapon:
            tellers = [clause.subject, *(phrase for prep, phrase in clause.preps if prep == "from")]
            return next((countries for phrase in tellers if phrase >= 0 and (countries := view.countries(phrase))), ())
    return ()


def with_country(found: Role | None, country: str | None) -> Role | None:
    """The role with a country that its own words do not tell; a ship keeps none, it sails where it likes."""
    if found is None or found.country is not None or not country or not lexicons.terms("vessels").isdisjoint(found.text.lower().split()):
        return found
    return msgspec.structs.replace(found, country=country)
