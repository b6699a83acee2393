"""Drafts -> Claims: roles, place, time, speaker, status and figures put together, every span checked."""

from __future__ import annotations

import hashlib
from collections import Counter

import msgspec
from msgspec import Struct

from dateline.extract import counting, doers, figures, scenes, statuses, tallies
from dateline.extract.affected import attached, is_touched
from dateline.extract.drafts import Draft, drafts, hurts_nobody
from dateline.extract.grammar import Codebook, Grammar
from dateline.extract.matches import Candidate, Filler, Matcher
from dateline.extract.roles import Sides, joint, phrase_country, role, with_country
from dateline.extract.views import ARMED, OBJECT, View
from dateline.lexicons import terms
from dateline.records import (
    Annotation,
    Attribution,
    Claim,
    Desk,
    Document,
    Item,
    Match,
    Mention,
    Passage,
    Place,
    Quantity,
    Role,
    Span,
    Where,
)

LOCAL = {"PROTEST": {"CVL", "EDU", "BUS", ""}, "COERCE": {"COP", "MIL", "JUD"}, "RETREAT": {"MIL"}}  # who acts in the country that the act is in
NATIONAL = frozenset({"country", "country’s", "country's", "nation", "nation’s", "nation's", "our"})
READERS = frozenset({"we", "you", "i"})  # in an outlet's own voice nobody is quoted: "what we know"
NOBODY = frozenset({"no", "nobody", "none"})
HARMS = frozenset({"killed", "injured"})


class Context(Struct):
    """What a sentence is read in: its document, and what the sentences before it told."""

    document: Document
    items: dict[int, Item]
    passages: dict[int, Passage]
    item: int = -1
    actors: list[Role] = []  # of the item so far
    country: str | None = None  # of the last place of the item
    countries: list[str] = []  # of its roles so far
    measure: str = "other"  # of its last figure that counts something
    speaker: Role | None = None  # the last one
    town: Where | None = None  # that was named last, alone in its sentence

    def enter(self, item: int) -> None:
        """Forget what another item told."""
        if item != self.item:
            self.item, self.actors, self.country, self.countries, self.measure, self.speaker, self.town = item, [], None, [], "other", None, None


class Reader:
    """Reads the claims of one sentence after another."""

    def __init__(self, grammar: Grammar, desk: Desk) -> None:
        self.grammar = grammar
        self.book: Codebook = grammar.codebook
        self.matcher = Matcher(grammar)
        self.sides = Sides(desk)

    def __call__(self, annotation: Annotation, context: Context) -> list[Claim]:
        """Claims of a sentence: events first, then figures of no event, then statements."""
        context.enter(annotation.sentence.item)
        asked = context.document.text[annotation.sentence.start : annotation.sentence.end].rstrip("”’\"' ").endswith("?")
        view = View(annotation, context.document.text)
        words = frozenset(view.words).union(view.stems)
        triggered = not asked and self.matcher.is_triggered(annotation, words)
        counted = any(figures.countable(mention) for mention in annotation.mentions)
        touched = not asked and is_touched(words)
        before, context.town = context.town, scenes.town(view, context.town)
        if not triggered and not counted and not touched and not annotation.attributions:
            return []
        used: set[int] = set()
        found = drafts(view, self.matcher(view)) if triggered else []
        claims = _completed([self._event(view, draft, context, used, before, alone=len(found) == 1) for draft in found])
        further = [claim for draft, claim in zip(found, claims, strict=True) for claim in self._further(view, draft, claim)]
        claims = counting.adopted(view, _parted(claims), [scenes.own_extent(view, draft) for draft in found], used)
        claims += further
        context.measure = _last_measure(claims, context.measure)
        claims += self._counts(view, context, used)
        context.measure = _last_measure(claims, context.measure)
        claims += self._statements(view, context, claims)
        context.speaker = next((claim.speaker for claim in reversed(claims) if claim.speaker), context.speaker)
        item = context.items.get(annotation.sentence.item)
        if touched:
            claims = attached(view, claims, item.published if item else None, lambda: self._claim(view, context, "figure", [], None, None, "reported"))
        return _numbered(claims)

    # ---- events ---------------------------------------------------------------------------------------------------

    def _event(self, view: View, draft: Draft, context: Context, used: set[int], town: Where | None, *, alone: bool) -> Claim:
        main = _leader(draft)
        rule = main.rule
        kind = self.book.kind(rule.type)
        speech = kind is not None and kind.speech
        sources = statuses.sources(view, main)
        actor, recipient = self._role(view, draft, "actor", context), self._role(view, draft, "recipient", context)
        actor, recipient = actor or doers.actor(view, draft), recipient or doers.recipient(view, draft)
        if actor is None and recipient is not None and len(recipient.parts) > 1 and main.noun >= 0 and _is_between(view, main, recipient):
            actor, recipient = recipient.parts[0], recipient.parts[1]  # clashes between the army and a militia
        if speech and sources and actor is None:
            actor = _speaker(view, sources[0], context)
        if speech and sources and actor is not None and statuses.covers(sources[0].speaker, actor.start, actor.end):
            sources = sources[1:]
        inner = sources[0] if sources else None
        ranges = scenes.extent(view, draft) + ([(0, len(view.tokens))] if alone else [])
        own = scenes.own_extent(view, draft) if speech else ranges
        place, time = scenes.place(view, draft, own, inner), scenes.time(view, draft, ranges, inner, speech=speech)
        if place is None and rule.type == "ASSAULT":
            place = scenes.back(view, ranges, town)
        numbers = counting.in_slots(view, draft, used)
        mode = self._mode(view, draft, scenes.event_extent(view, draft) if not alone else ranges)
        speaker, via, chain = self._speech(view, sources, context)
        if place is None and rule.type == "ASSAULT" and sources and sources[0].speaker and sources[0].sentence in {-1, view.annotation.sentence.number}:
            place = scenes.of_speaker(view, *view.token_span(sources[0].speaker[0].start, sources[0].speaker[0].end))
        if recipient is not None and recipient.country is None and mode != "intercept":
            first, last = view.token_span(recipient.start, recipient.end)
            recipient = with_country(recipient, (place.country if place and rule.type == "ASSAULT" else None) or view.site_country(first, last))
        if recipient is None and place is None and mode == "capture":
            recipient = _unnamed(view, draft)
        if actor is not None and rule.type in LOCAL and actor.sector in LOCAL[rule.type]:
            actor = with_country(actor, place.country if place else context.country)
        actor, recipient = self._told(rule.type, mode, actor, recipient, place, speaker, context)
        state = rule.status or statuses.status(view, main, sources, speech=speech)
        claim = self._claim(view, context, "event", [main, *(c for c in draft.all if c is not main)], rule.type, mode, state)
        self._remember(context, actor, recipient, place)
        return msgspec.structs.replace(
            claim, actor=actor, recipient=recipient, place=place, time=time, speaker=speaker, via=via, chain=chain, figures=numbers, harm=_harm(draft)
        )

    def _further(self, view: View, draft: Draft, claim: Claim) -> list[Claim]:
        """Claims of further targets under one verb, each with a place of its own: "a mill in Aden and [a market in Taiz]"."""
        filler = next((f for c in draft.all for name, slot in c.rule.slots() if slot.role == "recipient" and (f := c.slots.get(name)) and f.phrase >= 0), None)
        if claim.event != "ASSAULT" or claim.place is None or filler is None:
            return []
        found = []
        members = view.members(filler.phrase)
        for member, following in zip(members[1:], [*members[2:], -1], strict=False):
            first, last = view.phrases[member].first, view.phrases[following].first if following >= 0 else scenes.sentence_part(view, member)
            place = scenes.place_in(view, first, last)
            if place is not None and place.start != claim.place.start:
                target = role(view, Filler(first, view.phrases[member].last))
                target = msgspec.structs.replace(target, country=target.country or place.country)
                found.append(msgspec.structs.replace(claim, recipient=target, place=place, figures=()))
        return found

    def _claim(self, view: View, context: Context, kind: str, parts: list[Candidate], event: str | None, mode: str | None, status: str) -> Claim:
        sentence = view.annotation.sentence
        passage = context.passages.get(sentence.passage)
        item = context.items.get(sentence.item)
        main = parts[0] if parts else None
        match = (
            Match(main.rule.name, self.grammar.digest, main.construction, _span(view, main.first, main.last), _slots(view, parts))
            if main
            else Match("", self.grammar.digest)
        )
        return Claim(
            "", context.document.id, sentence.item, sentence.passage, sentence.number, sentence.start, sentence.end, kind, event, mode, status, match,
            acled=self.book.acled(event, mode), repeat=passage.repeat if passage else False, published=item.published if item else None,
        )  # fmt: skip

    def _mode(self, view: View, draft: Draft, ranges: list[scenes.Range]) -> str | None:
        """Mode by rule, or by the weapon that the clause names."""
        for candidate in draft.all:
            if candidate.rule.mode and candidate.rule.type == _leader(draft).rule.type and not (candidate.rule.harm and len(draft.parts)):
                return candidate.rule.mode
        leading = _leader(draft).rule.type
        if leading != "ASSAULT" or not any(candidate.rule.by_weapon for candidate in draft.all):
            return next((c.rule.mode for c in draft.all if c.rule.mode and c.rule.type == leading), None)
        slots = [f for c in draft.all for name, f in sorted(c.slots.items(), key=lambda item: item[0] != "subject") if not _is_target(c, name)]
        targets = [(f.first, f.last) for c in draft.all for name, f in c.slots.items() if _is_target(c, name)]
        named = [w for f in slots if (w := view.weapon(f.first, f.last))]
        named += [w for first, last in ranges if (w := view.weapon(first, last, targets))]
        counted = [m.value.object for f in slots for m in view.within(f.first, f.last, "QUANTITY") if isinstance(m.value, Quantity)]
        weapons = [weapon.category for weapon in named] + [thing for thing in counted if thing in self.book.weapons]
        if not weapons:
            return next((c.rule.mode for c in draft.all if c.rule.mode and not (c.rule.harm and c is not _leader(draft))), None)
        return next((mode for weapon in weapons if (mode := self.book.weapons.get(weapon))), None)

    # ---- roles ----------------------------------------------------------------------------------------------------

    def _role(self, view: View, draft: Draft, name: str, context: Context) -> Role | None:
        """The role as the words of the draft fill it."""
        for candidate in draft.all:
            for slot_name, slot in candidate.rule.slots():
                filler = candidate.slots.get(slot_name)
                if slot.role != name or filler is None or self._is_act(view, filler, name) or (candidate.rule.harm and hurts_nobody(view, candidate)):
                    continue
                if name == "actor" and _fired_by_another(view, draft, candidate, filler):
                    continue
                return self._resolved(view, role(view, filler), filler, candidate, context, acting=name == "actor")
        return None

    def _is_act(self, view: View, filler: Filler, name: str) -> bool:
        """True for a deed, and for talks as doer, which are nobody."""
        types = view.types(filler.phrase) if filler.phrase >= 0 else frozenset()
        return bool(types & ({"ACT", "TALKS"} if name == "actor" else {"ACT"})) and not types & {"AGENT", "PLACE", "WEAPON"}

    def _resolved(self, view: View, found: Role, filler: Filler, candidate: Candidate, context: Context, *, acting: bool) -> Role:
        """A pronoun's country: the speaker's inside what he says, else that of the clause above, else the last actor's of the item."""
        token = view.tokens[filler.last - 1]
        mine = view.tokens[filler.first].tag == "PRP$" and set(found.text.lower().split()) & NATIONAL
        if found.country is not None or not (token.tag.startswith("PRP") or mine) or not acting:
            return found
        within = [a for a in view.annotation.attributions if any(s.start <= found.start < s.end for s in a.content) and a.agent is not None]
        if hung := doers.hung(view, candidate):
            return msgspec.structs.replace(found, country=hung)
        if within and within[0].agent is not None and within[0].agent.country:
            return msgspec.structs.replace(found, country=within[0].agent.country)
        if mine:
            return found
        if token.lemma in {"he", "she"} and (person := doers.person_before(view, found.start)):
            return msgspec.structs.replace(found, country=person)
        above = doers.subject_above(view, candidate.clause if candidate.clause >= 0 else candidate.host)
        country = phrase_country(view, above) if above >= 0 else next((actor.country for actor in reversed(context.actors) if actor.country), None)
        return msgspec.structs.replace(found, country=country) if country else found

    def _told(
        self, event: str, mode: str | None, actor: Role | None, recipient: Role | None, place: Where | None, speaker: Role | None, context: Context
    ) -> tuple[Role | None, Role | None]:
        """Actor and recipient with countries that follow from place, speaker and sides; a place attacked is the recipient."""
        if event != "ASSAULT":
            return actor, recipient
        here = place.country if place else None
        if mode == "intercept":
            owner = self.sides.other(_one(actor)) or self.sides.other(here) or self.sides.other(_one(speaker))
            actor = with_country(actor, self.sides.other(_one(recipient)) or here or _party(self.sides, speaker) or context.country)
            return actor, with_country(recipient, owner or self.sides.other(_one(actor)))
        speaking = _one(speaker)
        if recipient is not None and recipient.country is None and set(recipient.text.lower().split()) & NATIONAL:
            mine = speaking if speaking != _one(actor) else None
            recipient = with_country(recipient, mine or next((c for c in reversed(context.countries) if c != _one(actor)), None))
        if recipient is None and place is not None and mode == "capture":
            recipient = Role(place.text, place.start, place.end, country=place.country, name=place.name)
        recipient = with_country(recipient, _own_troops(actor, recipient, speaker))
        theirs = here if not (recipient is not None and recipient.sector in ARMED and here == _one(actor)) else None
        recipient = with_country(recipient, theirs or self.sides.other(_one(actor)) or (context.country if actor is None else None))
        return with_country(actor, self.sides.other(_one(recipient)) or self.sides.other(here) or self.sides.other(_one(speaker))), recipient

    def _remember(self, context: Context, actor: Role | None, recipient: Role | None, place: Where | None) -> None:
        context.countries += [country for role in (actor, recipient) if (country := _one(role))]
        if actor is not None and actor.country:
            context.actors.append(actor)
        if place is not None and place.country:
            context.country = place.country

    # ---- speech ---------------------------------------------------------------------------------------------------

    def _speech(self, view: View, sources: list[Attribution], context: Context) -> tuple[Role | None, Role | None, tuple[Role, ...]]:
        """Speaker, who passes it on, and further speakers."""
        speakers = [found for source in sources if (found := _speaker(view, source, context)) is not None]
        via = next((found for source in sources if (found := _via(view, source)) is not None), None)
        return (speakers[0] if speakers else None), via, tuple(speakers[1:])

    # ---- figures and statements -----------------------------------------------------------------------------------

    def _counts(self, view: View, context: Context, used: set[int]) -> list[Claim]:
        """Numbers that no event took, as figures of their own: one claim a speaker."""
        speaking = [span for source in view.annotation.attributions for span in source.speaker]
        rest = [m for m in view.annotation.mentions if figures.countable(m) and m.start not in used and figures.is_told(view, m)]
        rest = [m for m in rest if not any(span.start <= m.start < span.end for span in speaking)]  # "two diplomats said"
        said: dict[Filler | None, list[Mention]] = {}
        for mention in rest:
            if not tallies.is_replaced(view, mention):
                said.setdefault(tallies.teller(view, mention), []).append(mention)
        return [self._count(view, context, teller, told) for teller, told in said.items()]

    def _count(self, view: View, context: Context, teller: Filler | None, told: list[Mention]) -> Claim:
        """The figures that one speaker gives; who puts a number at so many speaks it."""
        sources = [a for a in view.annotation.attributions if statuses.is_claiming(a) and statuses.covers(a.content, told[0].start, told[0].end)]
        speaker, via, chain = self._speech(view, sources[:1], context)
        if teller is not None and (speaker is None or not teller.first <= view.token_span(speaker.start, speaker.end)[0] < teller.last):
            if view.words[teller.first] not in tallies.BODIES:
                speaker, chain = role(view, teller), (speaker, *chain) if speaker else chain
            speaker = speaker or _again(context)
        claim = self._claim(view, context, "figure", [], None, None, "claimed" if speaker or sources else "reported")
        numbers = []
        for mention in told:
            measure = figures.told_measure(view, mention)
            if measure == "other" and tallies.is_referring(view, mention):
                measure = context.measure
            numbers.append(figures.figure(mention, view.text, measure))
        return msgspec.structs.replace(claim, figures=tuple(numbers), speaker=speaker, via=via, chain=chain)

    def _statements(self, view: View, context: Context, claims: list[Claim]) -> list[Claim]:
        """Attributions whose content holds no claim."""
        if claims:
            return []
        for source in view.annotation.attributions:
            speaker, via, chain = self._speech(view, [source], context)
            if (
                speaker is not None
                and speaker.text.lower() not in READERS
                and source.stance not in {"attitude", "unconfirmed"}
                and (source.stance == "planned" or statuses.is_claiming(source))
            ):
                claim = self._claim(view, context, "statement", [], None, None, statuses.STANCES.get(source.stance, "claimed"))
                return [msgspec.structs.replace(claim, speaker=speaker, via=via, chain=chain, quote=source.direct)]
        return []


def _last_measure(claims: list[Claim], before: str) -> str:
    """Measure of the last figure of claims that counts something; the one before where there is none."""
    told = [figure for claim in claims for figure in claim.figures if figure.measure not in {"other", "duration", "distance", "rate"}]
    return max(told, key=lambda figure: figure.start).measure if told else before


def _leader(draft: Draft) -> Candidate:
    """The candidate that names the event: not a result where there is another."""
    return next((candidate for candidate in draft.all if not candidate.rule.harm), draft.main)


def _is_target(this: Candidate, name: str) -> bool:
    """True for the slot of what is attacked: a helicopter hit by rebels is no weapon of theirs."""
    return any(slot.role == "recipient" for slot_name, slot in this.rule.slots() if slot_name == name)


def _completed(claims: list[Claim]) -> list[Claim]:
    """The claims, those without any role given the roles of an earlier one by the same rule: "200 attacks, followed by 90 more"."""
    for number, claim in enumerate(claims):
        if claim.actor is None and claim.recipient is None and claim.figures:
            same = next((c for c in claims[:number] if c.match.rule == claim.match.rule and c.mode == claim.mode), None)
            if same is not None:
                claims[number] = msgspec.structs.replace(claim, actor=same.actor, recipient=same.recipient)
    return claims


def _parted(claims: list[Claim]) -> list[Claim]:
    """The claims, a total told by a claim of its own left out of the claim on its part: 33 of [50 launched by ...]."""
    for number, claim in enumerate(claims):
        elsewhere = {(f.start, f.measure) for other in claims[number + 1 :] for f in other.figures}
        kept = tuple(f for f in claim.figures if f.measure != "launched" or claim.mode != "intercept" or (f.start, f.measure) not in elsewhere)
        if len(kept) < len(claim.figures):
            claims[number] = msgspec.structs.replace(claim, figures=kept)
    return claims


def _speaker(view: View, source: Attribution, context: Context) -> Role | None:
    if not source.speaker or _is_evidence(view, source) or view.words[view.token_span(source.speaker[0].start, source.speaker[0].end)[0]] in NOBODY:
        return None
    span, agent = source.speaker[0], source.agent
    first, last = view.token_span(span.start, span.end)
    aside = next((i for i in range(first + 2, last) if view.tokens[i].tag in {"WDT", "WP", "WP$", "WRB"}), last)
    end = view.tokens[aside - (2 if view.tokens[aside - 1].text == "," else 1)].end if aside < last else span.end
    text = view.text[span.start : end]
    found = Role(text, span.start, end, country=(agent.countries or agent.country) if agent else None, sector=agent.sector if agent else "",
                 name=agent.name if agent else "", entity=agent.entity if agent else "",
                 office=agent.role if agent else "", is_told=agent is not None and agent.is_told)  # fmt: skip
    if agent is not None and agent.name and text.lower() in terms("pronouns"):
        at = view.text.rfind(agent.name, 0, span.start)
        if at >= 0:
            return msgspec.structs.replace(found, text=agent.name, start=at, end=at + len(agent.name), resolved=True)
    return joint(view, found)


def _is_evidence(view: View, source: Attribution) -> bool:
    """True for footage and the like, which show something but do not speak."""
    if source.agent is not None:
        return False
    _, last = view.token_span(source.speaker[0].start, source.speaker[0].end)
    return last > 0 and view.tokens[last - 1].lemma in terms("evidence")


def _again(context: Context) -> Role | None:
    """Who spoke last, met again as "it"."""
    return msgspec.structs.replace(context.speaker, resolved=True) if context.speaker else None


def _via(view: View, source: Attribution) -> Role | None:
    if source.via is None:
        return None
    channel = source.channel
    return Role(
        view.text[source.via.start : source.via.end],
        source.via.start,
        source.via.end,
        country=channel.country if channel else None,
        name=channel.name if channel else "",
    )


def _one(found: Role | None) -> str | None:
    return found.country if found is not None and isinstance(found.country, str) else None


def _fired_by_another(view: View, draft: Draft, candidate: Candidate, filler: Filler) -> bool:
    """True for weapons that struck where a part of the draft says who fired them."""
    parts = (part for part in draft.parts if part is not candidate and part.slots.get("object") == filler and "subject" in part.slots)
    return filler.phrase >= 0 and "WEAPON" in view.types(filler.phrase) and any(True for _ in parts)


def _unnamed(view: View, draft: Draft) -> Role | None:
    """What was captured where the words do not name it: seized [the town]."""
    told = (f for c in draft.all for name, slot in c.rule.slots() if slot.role == "place" and (f := c.slots.get(name)) is not None)
    sites = (
        f
        for f in told
        if view.words[f.first] in {"the", "this"}
        and any(isinstance(m.value, Place) and m.value.precision == "settlement" for m in view.within(f.first, f.last, OBJECT))
    )
    return next((role(view, f) for f in sites), None)


def _is_between(view: View, main: Candidate, found: Role) -> bool:
    """True for those whom a noun says something was between."""
    first, _ = view.token_span(found.start, found.end)
    return any(view.phrases[f.phrase].prep == "between" and f.first <= first < f.last for f in main.slots.values() if f.phrase >= 0)


def _own_troops(actor: Role | None, recipient: Role | None, speaker: Role | None) -> str | None:
    """Country of soldiers whose loss an army tells without saying whose they were: its own."""
    if recipient is None or actor is not None or speaker is None or recipient.sector not in {"MIL", "COP"} or speaker.sector != recipient.sector:
        return None
    return _one(speaker)


def _party(sides: Sides, found: Role | None) -> str | None:
    country = _one(found)
    return country if sides.party(country) else None


def _span(view: View, first: int, last: int) -> Span:
    return Span(view.tokens[first].start, view.tokens[last - 1].end)


def _slots(view: View, parts: list[Candidate]) -> tuple[tuple[str, int, int], ...]:
    """Slots of the rule, then those of the rules of its results under their names: kill.object."""
    found = []
    for number, part in enumerate(parts):
        prefix = f"{part.rule.name}." if number else ""
        found += [(prefix + name, view.tokens[f.first].start, view.tokens[f.last - 1].end) for name, f in sorted(part.slots.items())]
    return tuple(found)


def _numbered(claims: list[Claim]) -> list[Claim]:
    """The claims with ids made from where and what they are, so that a rule that reads more elsewhere changes none of them."""
    found = []
    alike: Counter[str] = Counter()
    for claim in claims:
        key = f"{claim.document}|{claim.start}|{claim.kind}|{claim.event}|{claim.mode}|{claim.match.trigger}"
        found.append(msgspec.structs.replace(claim, id=hashlib.sha256(f"{key}|{alike[key]}".encode()).hexdigest()[:16]))
        alike[key] += 1
    return found


def _harm(draft: Draft) -> tuple[str, ...]:
    """What the rules of a draft say its recipient suffered."""
    found = {slot.measure for c in draft.all for name, slot in c.rule.slots() if slot.measure in HARMS and name in c.slots}
    return tuple(sorted(found))
