"""Draft -> place and time: told by the clause of the event or by what that clause refers to."""

from __future__ import annotations

import msgspec

from dateline.extract.drafts import Draft
from dateline.extract.matches import Candidate
from dateline.extract.phrases import Phrase
from dateline.extract.views import AGENT, PLACE, TIME, View
from dateline.lexicons import terms
from dateline.records import Attribution, Mention, Place, Time, When, Where

RANKS = {"facility": 5, "settlement": 4, "district": 3, "region": 2, "country": 1, "sea": 2}
LOCATIVE = frozenset(
    [
        "in",
        "at",
        "near",
        "over",
        "on",
        "onto",
        "outside",
        "inside",
        "around",
        "across",
        "into",
        "to",
        "toward",
        "towards",
        "against",
        "above",
        "within",
        "off",
        "along",
        "through",
        "throughout",
        "between",
        "through",
        "beside",
    ]
)
GOALS = frozenset(("to", "toward", "towards", "for"))
TOWNS = frozenset(["city", "town", "village"])
OFFICES = frozenset(["governor", "mayor", "head", "official", "administration", "police", "council", "prefect", "authority"])
SCENIC: frozenset[object] = frozenset(["ASSAULT", "MOBILIZE", "PROTEST", ("CONSULT", "visit")])  # what happens where its recipient is
SAME_SCENE = frozenset(["participle", "infinitive", "gerund", "shared", "gapped"])
Range = tuple[int, int]


def extent(view: View, draft: Draft) -> list[Range]:
    """Token ranges in which the event's place and time are told, nearest first."""
    found = event_extent(view, draft)
    found += [clause_tokens(view, k) for k in _said_of(view, _told_of(view, draft))]
    return list(dict.fromkeys(found))


def _told_of(view: View, draft: Draft) -> set[int]:
    """Phrases that the event is told of, with what hangs on them by "of"."""
    phrases = {filler.phrase for candidate in draft.all for filler in candidate.slots.values() if filler.phrase >= 0}
    return phrases | {n for n, phrase in enumerate(view.phrases) if phrase.left in phrases and phrase.prep == "of"}


def event_extent(view: View, draft: Draft) -> list[Range]:
    """Token ranges of the event's clauses and of those that share their scene, nearest first."""
    found: list[Range] = []
    for candidate in draft.all:
        found += _own_extent(view, candidate)
    for candidate in draft.all:
        clause = candidate.clause if candidate.clause >= 0 else candidate.host
        if clause >= 0:
            found += _related(view, clause)
    return found


def _said_of(view: View, phrases: set[int]) -> list[int]:
    """Clauses that say more of these phrases, with their infinitives: a drone [that tried] [to strike a plant in ...]."""
    relative = [
        k
        for k, clause in enumerate(view.clauses)
        if clause.link in {"relative", "reduced"} and clause.noun in phrases and clause.verb.lemma not in terms("residing")
    ]
    return relative + [k for k, clause in enumerate(view.clauses) if clause.link == "infinitive" and clause.parent in relative]


def own_extent(view: View, draft: Draft) -> list[Range]:
    """Token ranges of the clauses of the event itself."""
    found = [place for candidate in draft.all for place in _own_extent(view, candidate)]
    return found + [clause_tokens(view, candidate.host) for candidate in draft.all if candidate.noun >= 0 and candidate.host >= 0]


def _own_extent(view: View, candidate: Candidate) -> list[Range]:
    if candidate.clause >= 0:
        return [clause_tokens(view, candidate.clause)]
    phrase = view.phrases[candidate.noun]
    unit, units = phrase.unit + 1, view.syntax.units
    while unit < len(units) and units[unit].kind in {"prep", "noun", "time", "conj"}:
        unit += 1
    own = (phrase.first, units[unit - 1].last if unit > phrase.unit else phrase.last)
    return [own]


def _related(view: View, number: int) -> list[Range]:
    """Ranges of the clauses that share a clause's scene: its participles, and what it hangs on."""
    clause = view.clauses[number]
    found = [clause_tokens(view, number)]
    found += [
        clause_tokens(view, k) for k, other in enumerate(view.clauses) if other.parent == number and other.link in SAME_SCENE and not _is_set_off(view, k)
    ]
    found += [clause_tokens(view, k) for k, other in enumerate(view.clauses) if other.parent == number and other.marker in {"when", "while", "as"}]
    if clause.link in SAME_SCENE and clause.parent >= 0:
        found.append(clause_tokens(view, clause.parent))
        beside = [k for k, other in enumerate(view.clauses) if other.parent == clause.parent and other.link in SAME_SCENE and k != number]
        found += [clause_tokens(view, k) for k in beside if not _is_set_off(view, k)]
    if clause.link == "relative" and clause.marker == "where" and clause.noun >= 0:
        phrase = view.phrases[clause.noun]
        found.append((phrase.first, phrase.last))
    return found


def _is_set_off(view: View, number: int) -> bool:
    """True for a verb after a comma and "and", which tells of something else: called on it to stop, [and met] its envoy on Friday."""
    clause, units = view.clauses[number], view.syntax.units
    return clause.link == "shared" and [unit.kind for unit in units[max(0, clause.unit - 2) : clause.unit]] == ["comma", "conj"]


def clause_tokens(view: View, number: int) -> Range:
    """Tokens that a clause reaches over."""
    clause, units = view.clauses[number], view.syntax.units
    return units[clause.begin].first, units[max(clause.begin, clause.end - 1)].last


def place(view: View, draft: Draft, ranges: list[Range], content: Attribution | None) -> Where | None:
    """Most precise place told in the nearest range that tells one."""
    told = [f for c in draft.all for name, slot in c.rule.slots() if slot.role == "place" and (f := c.slots.get(name)) is not None]
    for filler in told:
        if named := view.within(filler.first, filler.last, PLACE):
            return _where(view, named)
    asides = _asides(view, draft) + (_earlier(view, draft) + _relatives(view, draft) if draft.main.rule.type != "ASSAULT" else [])
    for first, last in ranges:
        found = [mention for mention in view.within(first, last, PLACE) if _is_scene(view, draft, mention, content) and not _is_in(view, mention, asides)]
        if found:
            return _where(view, found)
    return _there(view, draft, ranges) or _label(view)


def _label(view: View) -> Where | None:
    """The place that opens a post: "[Kirkuk]: police say gunmen killed three"; not a capital, which may speak for its government."""
    found = view.within(0, 1, PLACE)
    last = view.token_span(found[0].start, found[0].end)[1] if found else 0
    if not last or view.words[last : last + 1] != [":"] or view.within(0, last, AGENT):
        return None
    return _where(view, found[:1])


def _asides(view: View, draft: Draft) -> list[Range]:
    """Clauses that say more of something that has no part in the event: freed two men under a deal [reached in Doha last month]."""
    own = {outer for candidate in draft.all for outer in _outwards(view, candidate.clause if candidate.clause >= 0 else candidate.host)}
    phrases = _told_of(view, draft) | {candidate.noun for candidate in draft.all}
    further = [k for k, clause in enumerate(view.clauses) if clause.link in {"relative", "reduced"} and clause.noun >= 0 and k not in own]
    return [_to_next_verb(view, k) for k in further if phrases.isdisjoint(view.members(view.clauses[k].noun))]


def _earlier(view: View, draft: Draft) -> list[Range]:
    """Participles that tell what had befallen somebody before: two nuns [kidnapped in Jos in May] were freed."""
    fillers = {filler.phrase for candidate in draft.all for filler in candidate.slots.values()}
    told = [k for k, c in enumerate(view.clauses) if c.link == "reduced" and c.passive and c.noun in fillers and c.verb.first < draft.main.first]
    return [_to_next_verb(view, k) for k in told if "WEAPON" not in view.types(view.clauses[k].noun)]


def _relatives(view: View, draft: Draft) -> list[Range]:
    """Relative clauses that tell what those in the event did elsewhere: arrested two men [who had fought in Raqqa]."""
    own = {candidate.clause for candidate in draft.all}
    return [clause_tokens(view, k) for k, clause in enumerate(view.clauses) if clause.link == "relative" and clause.marker != "where" and k not in own]


def _outwards(view: View, number: int) -> list[int]:
    """A clause and those that it hangs on, nearest first."""
    found: list[int] = []
    while number >= 0 and number not in found:
        found.append(number)
        number = view.clauses[number].parent
    return found


def _to_next_verb(view: View, number: int) -> Range:
    """Tokens from a clause's verb to the next verb or comma."""
    first, last = view.clauses[number].verb.first, clause_tokens(view, number)[1]
    return first, next((unit.first for unit in view.syntax.units if unit.first > first and unit.kind in {"verb", "comma"}), last)


def _asked(view: View, draft: Draft) -> list[Range]:
    """Infinitives that tell what is asked for, which has its own time: urged it [to withdraw by Monday]."""
    return [clause_tokens(view, k) for k, clause in enumerate(view.clauses) if clause.link == "infinitive" and clause.parent == draft.main.clause >= 0]


def _is_in(view: View, mention: Mention, ranges: list[Range]) -> bool:
    first, _ = view.token_span(mention.start, mention.end)
    return any(begin <= first < end for begin, end in ranges)


def _there(view: View, draft: Draft, ranges: list[Range]) -> Where | None:
    """The place told last before "there"."""
    last = ranges[0][1] if ranges else 0
    at = next((i for i in range(draft.main.first, last) if view.tokens[i].lemma == "there" and view.tokens[i].tag == "RB"), -1)
    earlier = [m for m in view.within(0, at, PLACE) if not isinstance(m.value, Place) or m.value.precision != "country"] if at >= 0 else []
    return _where(view, earlier[-1:]) if earlier else None


def _is_scene(view: View, draft: Draft, mention: Mention, content: Attribution | None) -> bool:
    """True for a place where the event can be: not its doer, not where someone comes from, not a speaker's."""
    first, last = view.token_span(mention.start, mention.end)
    if content is not None and not _inside(content, mention):
        return False
    for candidate in draft.all:
        for name, slot in candidate.rule.slots():
            filler = candidate.slots.get(name)
            partner = slot.role == "actor" or (
                slot.role == "recipient" and (candidate.rule.type, candidate.rule.mode) not in SCENIC and candidate.rule.type not in SCENIC
            )
            if partner and filler is not None and filler.first <= first < filler.last:
                return False
    phrase = next((p for p in view.phrases if p.first <= first < p.last), None)
    if phrase is None:
        return True
    value = mention.value
    precision = value.precision if isinstance(value, Place) else ""
    if phrase.head >= last and precision == "country":
        return False
    attached = phrase.left >= 0 and any(phrase.left in view.members(f.phrase) for c in draft.all for name, f in c.slots.items() if name == "object")
    if attached and precision == "country" and draft.main.rule.type not in SCENIC:
        return False
    leader = view.phrases[phrase.joint] if not phrase.prep and phrase.joint >= 0 else phrase  # "from the Kursk and [Oryol] regions"
    if leader.prep == "on" and precision in {"country", "settlement"}:
        return draft.main.rule.type in SCENIC or (draft.main.rule.type, draft.main.rule.mode) in SCENIC
    if leader.prep:
        if draft.main.rule.type == "ASSAULT" and _is_goal(view, leader):
            return False
        return leader.prep in LOCATIVE or (leader.prep == "of" and (precision != "country" or _locative_chain(view, leader.left)))
    return precision != "country" or _attacked(view, draft, first)


def _is_goal(view: View, phrase: Phrase) -> bool:
    """True for where something goes off to: "one drone [left] in the direction of [Moldova]"; what is fired towards a place hits it."""
    way = view.phrases[phrase.left] if phrase.prep == "of" and phrase.left >= 0 else None
    if way is not None and way.lemma == "direction":
        phrase = way
    elif phrase.prep not in GOALS:
        return False
    host = view.hosts.get(view.phrases.index(phrase), -1)
    return host >= 0 and view.clauses[host].verb.lemma in terms("heading")


def _attacked(view: View, draft: Draft, token: int) -> bool:
    return any(filler.first <= token < filler.last for candidate in draft.all for name, filler in candidate.slots.items() if name != "subject")


def _locative_chain(view: View, phrase: int) -> bool:
    return phrase >= 0 and view.phrases[phrase].prep in LOCATIVE


def _inside(content: Attribution, mention: Mention) -> bool:
    return any(span.start <= mention.start < span.end for span in content.content)


def _rank(mention: Mention) -> int:
    return RANKS.get(mention.value.precision, 0) if isinstance(mention.value, Place) else 0


def _where(view: View, found: list[Mention]) -> Where:
    best = max(found, key=lambda mention: (_rank(mention), -mention.start))
    wider = sorted((mention for mention in found if _rank(mention) < _rank(best)), key=lambda mention: (-_rank(mention), abs(mention.start - best.start)))
    value = best.value
    assert isinstance(value, Place)
    return Where(
        view.text[best.start : best.end],
        best.start,
        best.end,
        name=value.name,
        id=value.id,
        within=_named(wider[0]) if wider and _rank(wider[0]) > 1 else value.within or (_named(wider[0]) if wider else None),
        region=value.region,
        country=value.country,
        lat=value.lat,
        lon=value.lon,
        precision=value.precision or None,
    )


def town(view: View, before: Where | None) -> Where | None:
    """The one town that a sentence names; the one told before where it names none, nobody knows where it names several."""
    named = {m.value.name: m for m in view.within(0, len(view.tokens), PLACE) if isinstance(m.value, Place) and m.value.precision == "settlement"}
    return before if not named else _where(view, list(named.values())) if len(named) == 1 else None


def back(view: View, ranges: list[Range], town: Where | None) -> Where | None:
    """The town named before that an event's words point back to: shells hit [the port city]."""
    if town is None:
        return None
    for first, last in ranges:
        for phrase in view.phrases:
            is_known = first <= phrase.first < last and view.stems[phrase.first] in {"the", "that", "this"} and phrase.lemma in TOWNS
            is_placed = not phrase.prep or phrase.prep in LOCATIVE
            if is_known and is_placed and view.words[phrase.last : phrase.last + 1] != ["of"] and not view.within(phrase.first, phrase.last, PLACE):
                start, end = view.tokens[phrase.first].start, view.tokens[phrase.last - 1].end
                return msgspec.structs.replace(town, text=view.text[start:end], start=start, end=end, resolved=True)
    return None


def sentence_part(view: View, phrase: int) -> int:
    """Token after the prepositional phrases that follow a noun phrase."""
    unit, units = view.phrases[phrase].unit + 1, view.syntax.units
    while unit < len(units) and units[unit].kind in {"prep", "noun"}:
        unit += 1
    return units[unit - 1].last


def place_in(view: View, first: int, last: int) -> Where | None:
    """Most precise place among tokens; None if there is none but a country."""
    found = [m for m in view.within(first, last, PLACE) if isinstance(m.value, Place) and m.value.precision != "country"]
    return _where(view, found) if found else None


def _named(mention: Mention) -> str | None:
    """Canonical name of a place mention."""
    return mention.value.name if isinstance(mention.value, Place) else None


def of_speaker(view: View, first: int, last: int) -> Where | None:
    """Place that a local official answers for: "the governor of the Voronezh region"."""
    if not {token.lemma for token in view.tokens[first:last]} & OFFICES:
        return None
    found = [m for m in view.within(first, last, PLACE) if isinstance(m.value, Place) and m.value.precision != "country"]
    if found and view.tokens[max(0, view.token_span(found[0].start, found[0].end)[0] - 1)].lemma in {"in", "at", "from"}:
        return None  # "officials in Beirut" speak there
    return _where(view, found) if found else None


def gapped_place(view: View, mention: Mention) -> Where | None:
    """Place told just after a number whose verb is left out: "11 over Smolensk"."""
    _, last = view.token_span(mention.start, mention.end)
    for i in range(last, min(last + 6, len(view.tokens))):
        token = view.tokens[i]
        if token.lemma in LOCATIVE:
            found = view.within(i + 1, i + 5, PLACE)
            return _where(view, found[:1]) if found else None
        if token.tag[:2] not in {"NN", "JJ"}:
            return None
    return None


def gapped_time(view: View, token: int) -> When | None:
    """Time told between a token and the next verb, comma or stop."""
    last = next((unit.first for unit in view.syntax.units if unit.first >= token and unit.kind not in {"noun", "prep", "time", "adj"}), len(view.tokens))
    found = [mention for mention in view.within(token, last, TIME) if _dates(mention)]
    return _when(view, found[0]) if found else None


def time(view: View, draft: Draft, ranges: list[Range], content: Attribution | None, *, speech: bool) -> When | None:
    """Time told in the nearest range that tells one; the day of speaking counts only for a speech act."""
    asides = _asides(view, draft) + _earlier(view, draft) + (_asked(view, draft) if draft.main.rule.type == "REQUEST" else [])
    times, head = view.within(0, len(view.tokens), TIME), _dateline(view)
    asides += [(0, head)] if times and view.token_span(times[-1].start, times[-1].end)[0] >= head else []
    for first, last in [*ranges, *_leading(view, ranges), *_following(view, ranges)]:
        for mention in view.within(first, last, TIME):
            bracketed = view.text[mention.start - 1 : mention.start] == "("
            if (
                not bracketed
                and _dates(mention)
                and not _is_aside(view, mention, ranges)
                and not _is_in(view, mention, asides)
                and (content is None or speech or _is_hope(content) or _inside(content, mention))
            ):
                return _when(view, mention)
    return None if speech else _night(view, content)


def _dates(mention: Mention) -> bool:
    """Whether a time tells when: "now" does not, lengths only where their days are known ("the first three days of 2025")."""
    value = mention.value
    return (
        isinstance(value, Time) and not value.value.endswith("_REF") and value.precision != "century" and (value.timex != "DURATION" or value.start is not None)
    )


def _is_aside(view: View, mention: Mention, ranges: list[Range]) -> bool:
    """Whether a time belongs to a relative clause about something else: "Kursk, which they had entered in August"."""
    first, _ = view.token_span(mention.start, mention.end)
    asides = [clause_tokens(view, k) for k, clause in enumerate(view.clauses) if clause.link == "relative" and clause.marker]
    return any(a <= first < b for a, b in asides if (a, b) not in ranges[:1]) or _follows_which(view, first)


def _follows_which(view: View, at: int) -> bool:
    """Whether a word stands in a clause with "which" whose verb is not known as one: "Kursk, which Ukraine counter-invaded in August"."""
    for n in range(at - 1, -1, -1):
        if view.tokens[n].tag == "WDT" and view.words[n] == "which":
            return not any(n < clause.verb.head < at for clause in view.clauses)
        if view.words[n] in {",", ";"}:
            return False
    return False


def _is_hope(content: Attribution) -> bool:
    """ "Next year, Ukraine is expected to receive ...": nobody speaks on a day of their own."""
    return not content.speaker and content.stance in ("believed", "planned")


def _night(view: View, content: Attribution | None) -> When | None:
    """The one night that a sentence tells holds for all that happens in it."""
    nights = [m for m in view.within(0, len(view.tokens), TIME) if isinstance(m.value, Time) and m.value.precision == "night"]
    return _when(view, nights[0]) if len(nights) == 1 and (content is None or _inside(content, nights[0])) else None


def _when(view: View, mention: Mention) -> When:
    value = mention.value
    assert isinstance(value, Time)
    return When(view.text[mention.start : mention.end], mention.start, mention.end, value.start, value.end, value.precision, value.basis)


def _following(view: View, ranges: list[Range]) -> list[Range]:
    """The groups between the event's own clause and the next verb: [attacked] in good order and with air support [on December 24]."""
    if not ranges:
        return []
    last = end = ranges[0][1]
    for unit in view.syntax.units:
        if unit.first < last:
            continue
        if unit.kind not in {"noun", "prep", "time", "conj", "adj"}:
            break
        end = unit.last
    return [(last, end)] if end > last else []


def _dateline(view: View) -> int:
    """Token after the place and day that open a report: "GOMA, Congo, Dec 10 - ..."; 0 where there are none."""
    for unit in view.syntax.units:
        if unit.kind == "stop" and view.words[unit.first] in {"-", "–", "—"}:
            return unit.last
        if unit.kind not in {"time", "noun", "comma"}:
            break
    return 0


def _leading(view: View, ranges: list[Range]) -> list[Range]:
    """The time that opens the sentence, which holds for all of it; it may follow a place: "In Logar province, yesterday, a patrol ..."."""
    found: list[Range] = []
    for unit in view.syntax.units if ranges else []:
        if unit.kind not in {"time", "prep", "noun", "comma"}:
            break
        if unit.kind == "time":
            found.append((unit.first, unit.last))
    return found
