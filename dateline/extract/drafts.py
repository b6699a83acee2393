"""Candidates -> Drafts: one draft an event, with the results it caused.

Damage and casualties belong to the event that caused them: the noun that is their subject ("the attack killed two"),
the clause they hang on ("struck a flat, killing two"), the phrase they happened in ("killed in an attack"). A light verb
("launch an attack") and a verb whose subject is an attack ("the attack hit a market") say no second event. What is
threatened is part of the threat.
"""

from __future__ import annotations

from msgspec import Struct

from dateline import lexicons
from dateline.extract.arguments import Clause
from dateline.extract.matches import Candidate, Filler
from dateline.extract.units import CONJ, DEAD, PREP, Unit
from dateline.extract.views import View
from dateline.records import Quantity

HOLDING = frozenset(["ASSAULT", "RETREAT", "CONCEDE"])  # whose verbs tell what becomes of an attack: halted its [raids]
BACKGROUND = frozenset(["since", "before", "until", "throughout", "despite", "over", "about", "for"])
ASKED = frozenset(["COERCE", "AID", "RETREAT", "AGREE", "CONCEDE", "COOPERATE", "CONSULT", "SANCTION", "SUPPORT", "MOBILIZE"])
NAMING = frozenset(["name", "identify", "quote", "cite"])
CAUSAL = frozenset(["in", "by", "during", "after", "from", "following", "amid", "with", "as"])


class Draft(Struct):
    """An event being put together."""

    main: Candidate
    parts: list[Candidate]  # results and further words of the same event
    all: list[Candidate]  # the main candidate and its parts


def drafts(view: View, candidates: list[Candidate]) -> list[Draft]:
    """Drafts in reading order."""
    whole: dict[int, int] = {}  # candidate -> candidate it is part of
    for number in range(len(candidates)):
        target = _part_of(view, candidates, number)
        if target is not None and target != number and _top(whole, target) != number:
            whole[number] = target
    found: dict[int, Draft] = {}
    for number in range(len(candidates)):
        top = _top(whole, number)
        if top not in found:
            found[top] = Draft(candidates[top], [], [candidates[top]])
        if top != number:
            found[top].parts.append(candidates[number])
            found[top].all.append(candidates[number])
    kept = [draft for draft in (found[key] for key in sorted(found)) if draft.parts or not _background(view, draft.main, candidates)]
    kept = [draft for draft in kept if not _nobody_acts(view, draft) and not _is_of_interview(view, draft.main)]
    return [draft for draft in kept if draft.parts or not (draft.main.rule.harm and hurts_nobody(view, draft.main))]


def _is_of_interview(view: View, this: Candidate) -> bool:
    """True for a source that asks [not to be named], or answers [when asked], which is no request to anybody."""
    if this.rule.type != "REQUEST" or this.clause < 0:
        return False
    verb = view.clauses[this.clause].verb
    if verb.lemma == "ask" and view.words[max(0, verb.first - 1)] == "when":
        return True
    return any(c.parent == this.clause and c.link == "infinitive" and c.verb.negated and c.verb.lemma in NAMING for c in view.clauses)


def _nobody_acts(view: View, draft: Draft) -> bool:
    """True where an attack has nobody for its doer, which says nothing of the attack: [no group] has claimed the bombing."""
    if draft.main.rule.type != "ASSAULT":
        return False
    doers = [draft.main.slots[name] for name, slot in draft.main.rule.slots() if slot.role == "actor" and name in draft.main.slots]
    return any(view.tokens[filler.first].lemma == "no" or view.words[filler.first] in {"nobody", "none"} for filler in doers)


def _background(view: View, this: Candidate, candidates: list[Candidate]) -> bool:
    """True for words that only refer back or date something: "since the invasion", "monitor the attack"."""
    if this.clause >= 0 and this.rule.type == "ASSAULT" and view.clauses[this.clause].marker == "since":
        return True  # the 300th day since Russia invaded
    if this.noun < 0 and this.construction == "reduced" and set(this.slots) <= {"object"}:
        mine = {filler.phrase for filler in this.slots.values()}
        if any(other is not this and mine & {filler.phrase for filler in other.slots.values()} for other in candidates):
            return True
    if this.noun < 0:
        bare = not {"subject", "clause"} & set(this.slots) and not _counts(view, this) and len(this.slots) < 2
        placed = not this.rule.harm and any("PLACE" in view.types(phrase) for _, phrase in view.clauses[this.clause].preps)
        return this.construction == "reduced" and bare and not placed
    phrase = view.phrases[this.noun]
    if phrase.prep == "behind" or (phrase.left >= 0 and view.phrases[phrase.left].lemma in lexicons.terms("involvement")):
        return False
    if phrase.prep in BACKGROUND or (phrase.prep == "of" and phrase.left >= 0 and not _counts_victims(view, phrase.left)):
        return this.rule.type == "ASSAULT"
    first = view.tokens[phrase.first]
    definite = first.lemma in {"the", "this", "that"} or first.tag == "PRP$"
    return definite and not this.slots and not _comes_about(view, this) and not _is_answered(view, this)


def _comes_about(view: View, this: Candidate) -> bool:
    """True where a clause tells whether, or with what end, its subject happened: "the raid [failed]", not "the raid shocked the town"."""
    clause = view.clauses[this.host] if this.host >= 0 else None
    return clause is not None and clause.subject == this.noun and not clause.passive and view.occurs(clause)


def _is_answered(view: View, this: Candidate) -> bool:
    """True for an attack that somebody is said to have done: [the group] claimed the attack."""
    clause = view.clauses[this.host] if this.host >= 0 else None
    told = clause is not None and clause.object == this.noun and clause.subject >= 0 and not clause.verb.negated
    return told and clause is not None and lexicons.table("answering").get(clause.verb.lemma) == "subject" and this.rule.type == "ASSAULT"


def _counts_victims(view: View, phrase: int) -> bool:
    """True for the noun of a toll, whose number is news: the [death toll] of the strike on Sumy stands at 35."""
    return "toll" in lexicons.table("number_cues").get(view.tokens[view.phrases[phrase].head].lemma, "").split()


def _counts(view: View, this: Candidate) -> bool:
    """True if a slot of the candidate holds a number."""
    return any(view.within(filler.first, filler.last, "QUANTITY") for filler in this.slots.values())


def hurts_nobody(view: View, this: Candidate) -> bool:
    """True where the words say that nobody was hurt and nothing harmed, which tells of no event by itself."""
    if this.clause >= 0 and view.clauses[this.clause].marker == "without":
        return True
    filler = this.slots.get("object") or this.slots.get("subject")
    numbers = view.within(filler.first, filler.last, "QUANTITY") if filler is not None else []
    return bool(numbers) and all(isinstance(m.value, Quantity) and m.value.high == 0 for m in numbers)


def _top(whole: dict[int, int], number: int) -> int:
    seen = {number}
    while number in whole and whole[number] not in seen:
        number = whole[number]
        seen.add(number)
    return number


def _part_of(view: View, candidates: list[Candidate], number: int) -> int | None:
    """Number of the candidate that this one is part of; None if it stands alone."""
    this = candidates[number]
    absorbing = _absorbed(view, candidates, this)
    if absorbing is None:
        absorbing = _asked(view, candidates, this)
    if absorbing is not None:
        return absorbing
    if this.noun >= 0 and (holder := _holder(view, candidates, this)) is not None:
        return holder
    if this.clause >= 0 and (flight := _flight(view, candidates, this)) is not None:
        return flight
    if this.clause >= 0 and (answered := _answered(view, candidates, this)) is not None:
        return answered
    if this.clause >= 0 and this.rule.type == "ASSAULT":
        return _cause(view, candidates, this, harm=this.rule.harm) if _same_act(view, candidates, this) is None else _same_act(view, candidates, this)
    if this.noun >= 0 and (joined := _joined(view, candidates, this)) is not None:
        return joined
    if this.noun >= 0 and this.rule.type == "ASSAULT":
        carried = _carried(view, candidates, this)
        return _policed(view, candidates, this) if carried is None else carried
    return None


def _absorbed(view: View, candidates: list[Candidate], this: Candidate) -> int | None:
    """The candidate whose `clause` slot this one fills: threatened to [strike]."""
    for number, other in enumerate(candidates):
        slot = other.rule.clause
        if slot is None or other is this or other.clause < 0 or this.rule.type not in slot.events:
            continue
        if (this.clause >= 0 and view.clauses[this.clause].parent == other.clause and this.first > other.first) or (
            this.noun >= 0 and this.host == other.clause and this.first > other.first
        ):
            other.slots["clause"] = Filler(this.first, this.last)
            return number
    return None


def _asked(view: View, candidates: list[Candidate], this: Candidate) -> int | None:
    """The request that this act is the content of: asked the fund [to release a loan]."""
    if this.clause < 0 or this.rule.type not in ASKED or view.clauses[this.clause].link != "infinitive":
        return None
    parent = view.clauses[this.clause].parent
    return next(
        (n for n, other in enumerate(candidates) if other.clause == parent >= 0 and (_asks(other) or other.rule.type == this.rule.type == "CONSULT")), None
    )


def _asks(this: Candidate) -> bool:
    """True for a request to somebody, and for a refusal to do something."""
    return this.rule.type == "REJECT" or (this.rule.type == "REQUEST" and any(name not in {"subject", "clause"} for name in this.slots))


def _joined(view: View, candidates: list[Candidate], this: Candidate) -> int | None:
    """The attack that another is coordinated with, where the words do not tell whom each hit: [air strikes] and tank fire killed nine."""
    if this.rule.type != "ASSAULT" or view.phrases[this.noun].joint < 0:
        return None
    leader = view.phrases[this.noun].joint
    mine = {filler.phrase for filler in this.slots.values()}
    for number, other in enumerate(candidates):
        if other.rule.type == "ASSAULT" and other.noun in view.members(leader) and other.first < this.first:
            theirs = {filler.phrase for filler in other.slots.values()}
            return number if not mine or mine == theirs else None
    return None


def _same_act(view: View, candidates: list[Candidate], this: Candidate) -> int | None:
    """The clause above that tells the same by the same rule: "debris fell on a house, damaging its roof"."""
    clause = view.clauses[this.clause]
    for number, other in enumerate(candidates):
        if other is not this and other.clause >= 0 and other.clause == clause.parent and other.rule is this.rule and clause.link == "participle":
            return number
    return None


def _flight(view: View, candidates: list[Candidate], this: Candidate) -> int | None:
    """What the weapons did whose firing a participle tells: rockets [fired] by rebels hit a town."""
    clause = view.clauses[this.clause]
    if clause.link != "reduced" or not clause.passive or this.rule.type != "ASSAULT" or "WEAPON" not in view.types(clause.noun):
        return None
    return next((n for n, c in enumerate(candidates) if c.clause >= 0 and c.rule.type == "ASSAULT" and view.clauses[c.clause].subject == clause.noun), None)


def _answered(view: View, candidates: list[Candidate], this: Candidate) -> int | None:
    """The attack told before that somebody claims without naming it: a plant was hit and the rebels [claimed responsibility]."""
    bare = this.rule.type == "ASSAULT" and this.rule.object is None and set(this.slots) <= {"subject"}
    if not bare or lexicons.table("answering").get(view.clauses[this.clause].verb.lemma) != "subject":
        return None
    return _attack_before(candidates, this)


def _attack_before(candidates: list[Candidate], this: Candidate) -> int | None:
    """The last attack told before a candidate."""
    earlier = [n for n, c in enumerate(candidates) if c.first < this.first and c.rule.type == "ASSAULT" and c.rule.mode not in {"intercept", "capture"}]
    return earlier[-1] if earlier else None


def _holder(view: View, candidates: list[Candidate], this: Candidate) -> int | None:
    """The verb whose object this noun is, where both tell of one act: signed an [agreement], sent [military aid]."""
    for number, other in enumerate(candidates):
        if other.clause < 0 or other.first > this.first or (this.rule.type == "ASSAULT" and other.rule.type not in HOLDING):
            continue
        if any(filler.phrase == this.noun for name, filler in other.slots.items() if name in {"object", "indirect"}):
            return number
        if this.rule.type == other.rule.type == "CONSULT" and this.host == other.clause and view.phrases[this.noun].prep == "for":
            return number  # will travel to Doha for [talks]
    return None


def _cause(view: View, candidates: list[Candidate], this: Candidate, *, harm: bool) -> int | None:
    """The event that a verb's happening belongs to: the noun it is said of, then for a result the clause it hangs on."""
    clause = view.clauses[this.clause]
    nouns = [(n, c) for n, c in enumerate(candidates) if c.noun >= 0 and c.rule.type == "ASSAULT"]
    for number, other in nouns:
        if other.noun in view.members(clause.subject) and other.rule.mode not in {"intercept", "capture"}:
            return number
    if not harm:
        return None
    if clause.link == "relative" and _is_led_by(view, clause, CAUSAL):
        return _attack_before(candidates, this)  # raids on two camps [in which nine were killed]
    verbs = [(n, c) for n, c in enumerate(candidates) if c.clause >= 0 and c is not this and c.rule.type == "ASSAULT"]
    after = [c.clause for _, c in verbs if c.rule.harm and c.first > this.first and _together(view, c.clause, this.clause)]
    within = {phrase for k in (this.clause, *after, *_states(view, this.clause)) for phrase in _phrases_in(view, k)}
    for number, other in nouns:
        if other.noun in within and other.rule.mode != "capture":
            return number
    for number, other in verbs:
        if not other.rule.harm and (_hangs(view, this.clause, other.clause) or any(_follows(view, k, other) for k in (this.clause, *after))):
            return number
    counted = [n for n, c in verbs if clause.link == "reduced" and clause.parent == c.clause and _goes_with_dead(view, clause.noun)]
    if counted:
        return counted[0]
    if hurts_nobody(view, this):
        return next((n for n, c in [*nouns, *verbs] if not c.rule.harm), None)
    before = [(n, c) for n, c in verbs if c.rule.harm and n < candidates.index(this) and _together(view, this.clause, c.clause)]
    return before[0][0] if before else None


def _goes_with_dead(view: View, noun: int) -> bool:
    """True for those told right after the dead: left five dead and [12] wounded."""
    unit = view.phrases[noun].unit if noun >= 0 else 0
    return unit > 1 and view.syntax.units[unit - 1].kind == CONJ and view.syntax.units[unit - 2].word == DEAD


def _states(view: View, number: int) -> list[int]:
    """The clause after a harm that says how others are: five were killed [and three are missing after a raid]."""
    if number + 1 >= len(view.clauses):
        return []
    clause = view.clauses[number + 1]
    joint = _unit_before(view, clause)
    return [number + 1] if joint is not None and joint.kind == CONJ and clause.verb.lemma in {"be", "remain", "miss"} else []


def _unit_before(view: View, clause: Clause) -> Unit | None:
    """The unit before a clause; None where it opens the sentence."""
    return view.syntax.units[clause.begin - 1] if clause.begin else None


def _is_led_by(view: View, clause: Clause, preps: frozenset[str]) -> bool:
    """True for a relative clause whose relative word has one of these prepositions: "in which"."""
    before = _unit_before(view, clause)
    return before is not None and before.kind == PREP and before.word in preps


def _phrases_in(view: View, number: int) -> set[int]:
    """Phrases that a clause, or one that goes on with its subject, says its happening was in: "in an attack"."""
    shared = [k for k, other in enumerate(view.clauses) if k == number or (other.link in {"shared", "participle", "gapped"} and other.parent == number)]
    return {phrase for k in shared for prep, phrase in view.clauses[k].preps if prep in CAUSAL}


def _hangs(view: View, clause: int, other: int) -> bool:
    """True if a clause is a participle of another, or goes on with its subject."""
    seen = 0
    while clause >= 0 and seen < 4:
        this = view.clauses[clause]
        if this.link not in {"participle", "shared", "gerund"}:
            return False
        if this.parent == other:
            return True
        clause, seen = this.parent, seen + 1
    return False


def _follows(view: View, clause: int, other: Candidate) -> bool:
    """True for a result told first: "two died after a bomb hit a street"."""
    theirs = view.clauses[other.clause]
    return theirs.marker in {"after", "when", "as"} and theirs.parent == clause and other.rule.mode not in {"intercept", "capture"}


def _together(view: View, clause: int, other: int) -> bool:
    """True for two results told together: "killed two and wounded five"."""
    mine, theirs = view.clauses[clause], view.clauses[other]
    if mine.parent == other and mine.link in {"shared", "participle", "gerund", "gapped"}:
        return True
    joint = _unit_before(view, mine)
    if joint is not None and joint.kind == CONJ and clause == other + 1:
        return True  # nine died and [20 were hurt]
    if mine.link == theirs.link == "complement" or mine.link == "shared":
        return mine.parent == theirs.parent >= 0 or mine.parent == other
    return (mine.unit - theirs.unit <= 2 and mine.passive == theirs.passive) or (mine.passive and theirs.passive and mine.unit - theirs.unit <= 4)


def _policed(view: View, candidates: list[Candidate], this: Candidate) -> int | None:
    """The arrests that a raid was made for: detained 34 people in [raids]."""
    if this.host < 0 or view.phrases[this.noun].lemma not in {"raid", "operation", "sweep"} or "object" in this.slots:
        return None
    return next((n for n, other in enumerate(candidates) if other.clause == this.host and other.rule.type == "COERCE"), None)


def _carried(view: View, candidates: list[Candidate], this: Candidate) -> int | None:
    """The violent verb that carries a noun as its means: "hit in a drone attack", "targeted during the raid"."""
    if this.host < 0:
        return None
    clause = view.clauses[this.host]
    for number, other in enumerate(candidates):
        means = other.clause == this.host and other.rule.type == "ASSAULT" and not other.rule.harm and other.rule.mode not in {"intercept", "capture"}
        if means and any(prep in CAUSAL and phrase == this.noun for prep, phrase in clause.preps):
            return number
    return None
