"""Drafts -> Claims: roles, place, time, speaker, status and figures put together, every span checked."""

from __future__ import annotations

import hashlib

import msgspec
from msgspec import Struct

from dateline.extract import doers, figures, scenes, statuses
from dateline.extract.affected import attached, is_touched
from dateline.extract.drafts import Draft, drafts, hurts_nobody
from dateline.extract.grammar import Codebook, Grammar, Slot
from dateline.extract.matches import Candidate, Filler, Matcher
from dateline.extract.roles import Sides, phrase_country, role, with_country
from dateline.extract.views import View
from dateline.lexicons import terms
from dateline.records import (
    Annotation,
    Attribution,
    Claim,
    Desk,
    Document,
    Figure,
    Item,
    Match,
    Mention,
    Passage,
    Quantity,
    Role,
    Span,
    Where,
)

NATIONAL = frozenset({"country", "country’s", "country's", "nation", "nation’s", "nation's", "our"})
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

    def enter(self, item: int) -> None:
        """Forget what another item told."""
        if item != self.item:
            self.item, self.actors, self.country, self.countries = item, [], None, []


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
        if not triggered and not counted and not touched and not annotation.attributions:
            return []
        used: set[int] = set()
        found = drafts(view, self.matcher(view)) if triggered else []
        claims = _completed([self._event(view, draft, context, used, alone=len(found) == 1) for draft in found])
        further = [claim for draft, claim in zip(found, claims, strict=True) for claim in self._further(view, draft, claim)]
        claims = self._adopted(view, _parted(claims), [scenes.own_extent(view, draft) for draft in found], used)
        claims += further
        claims += self._counts(view, context, used)
        claims += self._statements(view, context, claims)
        item = context.items.get(annotation.sentence.item)
        if touched:
            claims = attached(view, claims, item.published if item else None, lambda: self._claim(view, context, "figure", [], None, None, "reported"))
        return _numbered(claims)

    # ---- events ---------------------------------------------------------------------------------------------------

    def _event(self, view: View, draft: Draft, context: Context, used: set[int], *, alone: bool) -> Claim:
        main = _leader(draft)
        rule = main.rule
        kind = self.book.kind(rule.type)
        speech = kind is not None and kind.speech
        sources = statuses.sources(view, main)
        actor, recipient = self._role(view, draft, "actor", context), self._role(view, draft, "recipient", context)
        actor, recipient = actor or doers.actor(view, draft), recipient or doers.recipient(view, draft)
        if speech and sources and actor is None:
            actor = _speaker(view, sources[0], context)
        if speech and sources and actor is not None and statuses.covers(sources[0].speaker, actor.start, actor.end):
            sources = sources[1:]
        inner = sources[0] if sources else None
        ranges = scenes.extent(view, draft) + ([(0, len(view.tokens))] if alone else [])
        own = scenes.own_extent(view, draft) if speech else ranges
        place, time = scenes.place(view, draft, own, inner), scenes.time(view, ranges, inner, speech=speech)
        numbers = self._figures(view, draft, used)
        mode = self._mode(view, draft, scenes.event_extent(view, draft) if not alone else ranges)
        speaker, via, chain = self._speech(view, sources, context)
        if place is None and rule.type == "ASSAULT" and sources and sources[0].speaker and sources[0].sentence in {-1, view.annotation.sentence.number}:
            place = scenes.of_speaker(view, *view.token_span(sources[0].speaker[0].start, sources[0].speaker[0].end))
        if recipient is not None and recipient.country is None and mode != "intercept":
            first, last = view.token_span(recipient.start, recipient.end)
            recipient = with_country(recipient, (place.country if place and rule.type == "ASSAULT" else None) or view.site_country(first, last))
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
        if not any(candidate.rule.by_weapon for candidate in draft.all):
            return next((c.rule.mode for c in draft.all if c.rule.mode and c.rule.type == leading), None)
        slots = [f for c in draft.all for name, f in sorted(c.slots.items(), key=lambda item: item[0] != "subject") if not _is_target(c, name)]
        targets = [(f.first, f.last) for c in draft.all for name, f in c.slots.items() if _is_target(c, name)]
        named = [w for f in slots if (w := view.weapon(f.first, f.last))]
        named += [w for first, last in ranges if (w := view.weapon(first, last, targets))]
        counted = [m.value.object for f in slots for m in view.within(f.first, f.last, "QUANTITY") if isinstance(m.value, Quantity)]
        weapons = [weapon.category for weapon in named] + [thing for thing in counted if thing in self.book.weapons]
        if not weapons:
            return next((c.rule.mode for c in draft.all if c.rule.mode), None)
        return next((mode for weapon in weapons if (mode := self.book.weapons.get(weapon))), None)

    # ---- roles ----------------------------------------------------------------------------------------------------

    def _role(self, view: View, draft: Draft, name: str, context: Context) -> Role | None:
        """The role as the words of the draft fill it."""
        for candidate in draft.all:
            for slot_name, slot in candidate.rule.slots():
                filler = candidate.slots.get(slot_name)
                if slot.role != name or filler is None or self._is_act(view, filler) or (candidate.rule.harm and hurts_nobody(view, candidate)):
                    continue
                return self._resolved(view, role(view, filler), filler, candidate, context, acting=name == "actor")
        return None

    def _is_act(self, view: View, filler: Filler) -> bool:
        return filler.phrase >= 0 and "ACT" in view.types(filler.phrase) and not view.types(filler.phrase) & {"AGENT", "PLACE"}

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
        recipient = with_country(recipient, here or self.sides.other(_one(actor)) or (context.country if actor is None else None))
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

    # ---- figures --------------------------------------------------------------------------------------------------

    def _figures(self, view: View, draft: Draft, used: set[int]) -> tuple[Figure, ...]:
        """Numbers in the slots that measure something, each once."""
        found: dict[int, Figure] = {}
        for candidate in draft.all:
            if candidate.rule.count and candidate.noun >= 0:
                phrase = view.phrases[candidate.noun]
                found |= {m.start: figures.figure(m, view.text, _counts_as(m, candidate.rule.count)) for m in self._numbers(view, phrase.first, phrase.head)}
            for name, slot in candidate.rule.slots():
                filler = candidate.slots.get(name)
                if slot.measure and filler is not None and not _of_antecedent(view, candidate, filler):
                    for mention, measure in self._counted(view, filler, slot):
                        told = found.get(mention.start)
                        both = told is not None and {told.measure, measure} == {"killed", "injured"}
                        if told is None or both:
                            found[mention.start] = figures.figure(mention, view.text, "casualties" if both else measure)
        used.update(found)
        return tuple(found[start] for start in sorted(found))

    def _counted(self, view: View, filler: Filler, slot: Slot) -> list[tuple[Mention, str]]:
        """Quantities in a slot's phrases, with those they are part of and those they include."""
        found: list[tuple[Mention, str]] = []
        for phrase in view.members(filler.phrase) or [-1]:
            first, last = (view.phrases[phrase].first, view.phrases[phrase].last) if phrase >= 0 else (filler.first, filler.last)
            own = self._numbers(view, first, last)
            found += [(mention, self._measure(mention, slot)) for mention in own]
            for follower in view.phrases if phrase >= 0 else []:
                if follower.left == phrase and follower.prep in {"of", "including"}:
                    whole = own and follower.prep == "of"
                    measure = figures.TOTALS.get(slot.measure, "other") if whole else slot.measure
                    found += [
                        (m, measure if figures.own_measure(m) == "other" else self._measure(m, slot))
                        for m in self._numbers(view, follower.first, follower.last)
                    ]
        return found

    def _numbers(self, view: View, first: int, last: int) -> list[Mention]:
        """Countable mentions among tokens."""
        return [m for kind in ("QUANTITY", "MONEY") for m in view.within(first, last, kind) if figures.countable(m)]

    def _measure(self, mention: Mention, slot: Slot) -> str:
        own = figures.own_measure(mention)
        return slot.measure if own in {"other", "money", "rate"} or slot.measure in {"area", "distance"} else own

    def _adopted(self, view: View, claims: list[Claim], extents: list[list[scenes.Range]], used: set[int]) -> list[Claim]:
        """The claims with the numbers that no slot took but that belong to them; gapped ones make claims of their own."""
        for mention in view.annotation.mentions:
            if not figures.countable(mention) or mention.start in used:
                continue
            number = _nearest(claims, mention)
            if number < 0 or number >= len(extents):
                continue
            claim = claims[number]
            at = view.token_span(mention.start, mention.end)[0]
            inside = any(first <= at < last for first, last in extents[number])
            measure = self._gapped_measure(view, claim, mention) or (figures.adopted(view, mention, claim.event, claim.mode) if inside else "")
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

    def _gapped_measure(self, view: View, claim: Claim, mention: Mention) -> str:
        """Measure of a number whose verb is left out, "41 over Odesa and [three] over Sumy", and of a part of what the claim counts."""
        value = mention.value
        assert isinstance(value, Quantity)
        whole = next((f.measure for f in claim.figures if value.of is not None and f.low == value.of), "")
        if whole:
            return whole  # "killed 58 people, including [12] children"
        first, last = view.token_span(mention.start, mention.end)
        if any(
            p.first < last and first < p.last and n in (c.subject, c.object, c.retained) and c.verb.head != view.token_span(*_at(claim))[0]
            for n, p in enumerate(view.phrases)
            for c in view.clauses
        ):
            return ""
        same = next((f.measure for f in claim.figures if f.object == value.object and value.object), "")
        return same if same in {"killed", "injured", "intercepted", "launched", "destroyed", "damaged", "detained", "released", "captured", "hit"} else ""

    def _counts(self, view: View, context: Context, used: set[int]) -> list[Claim]:
        """Numbers that no event took, as figures of their own."""
        rest = [m for m in view.annotation.mentions if figures.countable(m) and m.start not in used and figures.is_told(view, m)]
        if not rest:
            return []
        sources = [a for a in view.annotation.attributions if statuses.is_claiming(a) and statuses.covers(a.content, rest[0].start, rest[0].end)]
        speaker, via, chain = self._speech(view, sources[:1], context)
        if speaker is None and (estimator := figures.estimator(view, rest[0])) is not None:
            speaker = role(view, estimator)
        claim = self._claim(view, context, "figure", [], None, None, "claimed" if sources or speaker else "reported")
        numbers = tuple(figures.figure(mention, view.text, figures.told_measure(view, mention)) for mention in rest)
        return [msgspec.structs.replace(claim, figures=numbers, speaker=speaker, via=via, chain=chain)]

    def _statements(self, view: View, context: Context, claims: list[Claim]) -> list[Claim]:
        """Attributions whose content holds no claim."""
        if claims:
            return []
        for source in view.annotation.attributions:
            speaker, via, chain = self._speech(view, [source], context)
            if speaker is not None and source.stance not in {"attitude", "unconfirmed"} and (source.stance == "planned" or statuses.is_claiming(source)):
                claim = self._claim(view, context, "statement", [], None, None, statuses.STANCES.get(source.stance, "claimed"))
                return [msgspec.structs.replace(claim, speaker=speaker, via=via, chain=chain, quote=source.direct)]
        return []


def _leader(draft: Draft) -> Candidate:
    """The candidate that names the event: not a result where there is another."""
    return next((candidate for candidate in draft.all if not candidate.rule.harm), draft.main)


def _counts_as(mention: Mention, measure: str) -> str:
    """What a number before an attack counts: attacks, but "a [four]-day assault" its length."""
    return measure if figures.own_measure(mention) in {"other", ""} else figures.own_measure(mention)


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


def _of_antecedent(view: View, candidate: Candidate, filler: Filler) -> bool:
    """True for the noun that a relative clause says more of: its number is told by the clause above."""
    clause = view.clauses[candidate.clause] if candidate.clause >= 0 else None
    return clause is not None and clause.link == "relative" and clause.noun == filler.phrase >= 0


def _gapped(view: View, claim: Claim, figure: Figure, place: Where) -> Claim:
    """The claim told again of another place, with whom and when the words there tell: "nine died in Beni on Monday and [six in Goma on Friday]"."""
    first, last = view.token_span(figure.start, figure.end)
    phrase = next((p for p in view.phrases if p.first <= first < p.last), None)
    recipient = role(view, Filler(phrase.first, phrase.last)) if phrase and claim.recipient else claim.recipient
    if recipient is not None and claim.recipient is not None:
        country = claim.recipient.country if claim.mode == "intercept" else place.country or claim.recipient.country
        recipient = msgspec.structs.replace(recipient, country=recipient.country or country, sector=claim.recipient.sector)
    return msgspec.structs.replace(claim, recipient=recipient, place=place, time=scenes.gapped_time(view, last) or claim.time, figures=(figure,))


def _nearest(claims: list[Claim], mention: Mention) -> int:
    """Number of the last event claim whose trigger stands before a mention, else of the first; -1 if none."""
    events = [(n, c.match.trigger.start) for n, c in enumerate(claims) if c.kind == "event" and c.match.trigger is not None]
    before = [n for n, start in events if start < mention.start]
    return before[-1] if before else events[0][0] if events else -1


def _speaker(view: View, source: Attribution, context: Context) -> Role | None:
    if not source.speaker or _is_evidence(view, source) or view.text[source.speaker[0].start : source.speaker[0].start + 3].lower() == "no ":
        return None
    span, agent = source.speaker[0], source.agent
    first, last = view.token_span(span.start, span.end)
    aside = next((i for i in range(first + 2, last) if view.tokens[i].tag in {"WDT", "WP", "WP$", "WRB"}), last)
    end = view.tokens[aside - (2 if view.tokens[aside - 1].text == "," else 1)].end if aside < last else span.end
    text = view.text[span.start : end]
    found = Role(text, span.start, end, country=(agent.countries or agent.country) if agent else None, sector=agent.sector if agent else "",
                 name=agent.name if agent else "", entity=agent.entity if agent else "")  # fmt: skip
    if agent is not None and agent.name and text.lower() in terms("pronouns"):
        at = view.text.rfind(agent.name, 0, span.start)
        if at >= 0:
            return msgspec.structs.replace(found, text=agent.name, start=at, end=at + len(agent.name), resolved=True)
    return found


def _is_evidence(view: View, source: Attribution) -> bool:
    """True for footage and the like, which show something but do not speak."""
    if source.agent is not None:
        return False
    _, last = view.token_span(source.speaker[0].start, source.speaker[0].end)
    return last > 0 and view.tokens[last - 1].lemma in terms("evidence")


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


def _at(claim: Claim) -> tuple[int, int]:
    """Characters of a claim's trigger."""
    trigger = claim.match.trigger
    return (trigger.start, trigger.end) if trigger is not None else (claim.start, claim.start)


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
    """The claims with ids made from where and what they are."""
    found = []
    for number, claim in enumerate(claims):
        key = f"{claim.document}|{claim.start}|{claim.kind}|{claim.event}|{claim.mode}|{claim.match.trigger}|{number}"
        found.append(msgspec.structs.replace(claim, id=hashlib.sha256(key.encode()).hexdigest()[:16]))
    return found


def _harm(draft: Draft) -> tuple[str, ...]:
    """What the rules of a draft say its recipient suffered."""
    found = {slot.measure for c in draft.all for name, slot in c.rule.slots() if slot.measure in HARMS and name in c.slots}
    return tuple(sorted(found))
