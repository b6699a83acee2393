"""The numbers of a sentence -> figures of its claims: those in slots, those that a clause takes in, and gapped ones."""

from __future__ import annotations

import msgspec

from dateline.extract import figures, scenes, tallies
from dateline.extract.drafts import Draft
from dateline.extract.grammar import Slot
from dateline.extract.matches import Candidate, Filler
from dateline.extract.roles import role
from dateline.extract.views import View
from dateline.records import Claim, Figure, Mention, Quantity, Where

STRUCK = frozenset({"SITE", "VEHICLE", "WEAPON"})
HARMS = frozenset({"killed", "injured", "missing", "casualties"})
GAPPED = frozenset({"killed", "injured", "intercepted", "launched", "destroyed", "damaged", "detained", "released", "captured", "hit"})


def in_slots(view: View, draft: Draft, used: set[int]) -> tuple[Figure, ...]:
    """Numbers in the slots that measure something, each once."""
    found: dict[int, Figure] = {}
    for candidate in draft.all:
        if candidate.rule.count and candidate.noun >= 0:
            phrase = view.phrases[candidate.noun]
            found |= {m.start: figures.figure(m, view.text, _counts_as(m, candidate.rule.count)) for m in _numbers(view, phrase.first, phrase.head)}
        for name, slot in candidate.rule.slots():
            filler = candidate.slots.get(name)
            if filler is not None and not _of_antecedent(view, candidate, filler):
                further = [] if slot.measure else [(m, measure) for m, measure in _among(view, candidate, filler, slot) if m.start not in used]
                for mention, measure in _counted(view, filler, slot) if slot.measure else further:
                    told = found.get(mention.start)
                    both = told is not None and {told.measure, measure} == {"killed", "injured"}
                    if told is None or both:
                        found[mention.start] = figures.figure(mention, view.text, "casualties" if both else measure)
    used.update(found)
    return tuple(found[start] for start in sorted(found))


def _counted(view: View, filler: Filler, slot: Slot) -> list[tuple[Mention, str]]:
    """Quantities in a slot's phrases, with those they are part of and those they include."""
    found: list[tuple[Mention, str]] = []
    for phrase in view.members(filler.phrase) or [-1]:
        first, last = (view.phrases[phrase].first, view.phrases[phrase].last) if phrase >= 0 else (filler.first, filler.last)
        own = _numbers(view, first, last)
        found += [(mention, _measure(view, mention, slot)) for mention in own]
        for follower in view.phrases if phrase >= 0 else []:
            if follower.left == phrase and follower.prep in {"of", "including"}:
                whole = own and follower.prep == "of"
                measure = figures.TOTALS.get(slot.measure, "other") if whole else slot.measure
                found += [(m, measure if figures.own_measure(m) == "other" else _measure(view, m, slot)) for m in _numbers(view, follower.first, follower.last)]
    return found


def _among(view: View, candidate: Candidate, filler: Filler, slot: Slot) -> list[tuple[Mention, str]]:
    """Quantities that say how many of those in a slot without a measure there are: closed [six] airports, struck [four] radars."""
    struck = candidate.rule.type == "ASSAULT" and slot.role == "recipient" and filler.phrase >= 0 and bool(STRUCK & view.types(filler.phrase))
    members = [view.phrases[phrase] for phrase in view.members(filler.phrase)]
    numbers = [m for p in members for m in _numbers(view, p.first, p.last) if figures.own_measure(m) == "other" and figures.is_told(view, m)]
    told = [m for m in numbers if not figures.are_present(view, m)]
    rule = candidate.rule
    return [(m, "hit" if struck else figures.adopted(view, m, rule.type, rule.mode) or "other") for m in told]


def _numbers(view: View, first: int, last: int) -> list[Mention]:
    """Countable mentions among tokens."""
    return [m for kind in ("QUANTITY", "MONEY") for m in view.within(first, last, kind) if figures.countable(m)]


def _measure(view: View, mention: Mention, slot: Slot) -> str:
    """Measure of a number in a slot; of people, what the word beside it says: [nine dead] and 12 wounded."""
    own, beside = figures.own_measure(mention), figures.beside(view, mention)
    if beside and slot.measure in HARMS:
        return beside
    if slot.measure == "area" and isinstance(mention.value, Quantity) and mention.value.category == "place":
        return "settlements"
    return slot.measure if own in {"other", "money", "rate"} or slot.measure in {"area", "distance"} else own


def adopted(view: View, claims: list[Claim], extents: list[list[scenes.Range]], used: set[int]) -> list[Claim]:
    """The claims with the numbers that no slot took but that belong to them; gapped ones make claims of their own."""
    for mention in view.annotation.mentions:
        if not figures.countable(mention) or mention.start in used or tallies.teller(view, mention) is not None:
            continue
        number = _nearest(claims, mention)
        if number < 0 or number >= len(extents):
            continue
        claim = claims[number]
        at = view.token_span(mention.start, mention.end)[0]
        inside = any(first <= at < last for first, last in extents[number])
        measure = _gapped_measure(view, claim, mention) or (figures.adopted(view, mention, claim.event, claim.mode) if inside else "")
        if not measure or (measure == figures.own_measure(mention) and not figures.is_told(view, mention)):
            continue
        used.add(mention.start)
        figure = figures.figure(mention, view.text, measure)
        place = scenes.gapped_place(view, mention)
        if place is not None and (claim.place is None or claim.place.start != place.start):
            claims.append(_gapped(view, claim, figure, place))
        else:
            claims[number] = msgspec.structs.replace(claim, figures=tuple(sorted((*claim.figures, figure), key=lambda f: f.start)))
    return claims


def _gapped_measure(view: View, claim: Claim, mention: Mention) -> str:
    """Measure of a number whose verb is left out, "41 over Odesa and [three] over Sumy", and of a part of what the claim counts."""
    beside = figures.beside(view, mention)
    if beside and claim.event == "ASSAULT" and any(f.measure in HARMS for f in claim.figures):
        return beside
    value = mention.value
    assert isinstance(value, Quantity)
    whole = next((f.measure for f in claim.figures if value.of is not None and f.low == value.of), "")
    if whole:
        return whole  # "killed 58 people, including [12] children"
    first, last = view.token_span(mention.start, mention.end)
    verb = view.token_span(*_at(claim))[0]
    taken = (view.phrases[n] for c in view.clauses if c.verb.head != verb for n in (c.subject, c.object, c.retained) if n >= 0)
    if any(phrase.first < last and first < phrase.last for phrase in taken):
        return ""
    same = next((f.measure for f in claim.figures if f.object == value.object and value.object), "")
    return same if same in GAPPED else ""


def _gapped(view: View, claim: Claim, figure: Figure, place: Where) -> Claim:
    """The claim told again of another place, with whom and when the words there tell: "nine died in Beni on Monday and [six in Goma on Friday]"."""
    first, last = view.token_span(figure.start, figure.end)
    phrase = next((p for p in view.phrases if p.first <= first < p.last), None)
    recipient = role(view, Filler(phrase.first, phrase.last)) if phrase and claim.recipient else claim.recipient
    if recipient is not None and claim.recipient is not None:
        country = claim.recipient.country if claim.mode == "intercept" else place.country or claim.recipient.country
        recipient = msgspec.structs.replace(recipient, country=recipient.country or country, sector=claim.recipient.sector)
    return msgspec.structs.replace(claim, recipient=recipient, place=place, time=scenes.gapped_time(view, last) or claim.time, figures=(figure,))


def _counts_as(mention: Mention, measure: str) -> str:
    """What a number before an attack counts: attacks, but "a [four]-day assault" its length."""
    return measure if figures.own_measure(mention) in {"other", ""} else figures.own_measure(mention)


def _of_antecedent(view: View, candidate: Candidate, filler: Filler) -> bool:
    """True for the noun that a relative clause says more of: its number is told by the clause above."""
    clause = view.clauses[candidate.clause] if candidate.clause >= 0 else None
    return clause is not None and clause.link == "relative" and clause.noun == filler.phrase >= 0


def _nearest(claims: list[Claim], mention: Mention) -> int:
    """Number of the last event claim whose trigger stands before a mention, else of the first; -1 if none."""
    events = [(n, c.match.trigger.start) for n, c in enumerate(claims) if c.kind == "event" and c.match.trigger is not None]
    before = [n for n, start in events if start < mention.start]
    return before[-1] if before else events[0][0] if events else -1


def _at(claim: Claim) -> tuple[int, int]:
    """Characters of a claim's trigger."""
    trigger = claim.match.trigger
    return (trigger.start, trigger.end) if trigger is not None else (claim.start, claim.start)
