"""A sentence -> whom it says were killed, hurt or detained: each group of people with its number and what befell it.

Read from the words of harm themselves, so that fragments ("1 dead, 3 hurt"), states ("was found dead"), wounds ("with a
gunshot wound") and care ("taken to hospital in critical condition") count beside plain clauses. What is denied, feared,
planned or asked for tells of nobody. Adding up over sentences is the business of link.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import msgspec

from dateline.calendar_days import shift
from dateline.extract import people_lists
from dateline.extract.clauses import Clause
from dateline.extract.people_lists import Party
from dateline.extract.units import ADJ, NOUN, PREP, VERB
from dateline.extract.views import TIME, View
from dateline.lexicons import table
from dateline.records import Affected, Annotation, Time

MODALS = frozenset({"could", "may", "might", "should", "can", "would", "will", "must"})
CONDITIONS = frozenset({"if", "unless", "whether", "lest", "until"})
KNOWING = frozenset(
    {"find", "believe", "say", "report", "know", "appear", "think", "presume", "continue", "go", "confirm", "expect", "seem", "allege", "proceed", "manage", "end"}
)
COPULAS = frozenset({"be", "lie", "remain", "become", "lay", "die"})
GUNS = frozenset({"gun", "weapon", "rifle", "pistol", "handgun", "shotgun", "revolver", "firearm", "knife"})
LIVES = frozenset({"claim", "take", "cost"})
GRADES = frozenset({"critical", "serious", "stable", "grave", "fair", "good", "guarded", "satisfactory", "dire"})
FATAL = frozenset({"fatally", "mortally"})
OWN_HAND = frozenset({"suicide", "self-inflicted"})
COARSE = frozenset({"month", "quarter", "half", "season", "year", "decade", "century"})
LONG_AGO = 45  # days before the report from which on an event is another one
NEAR = 3  # tokens after a verb in which "dead" or "to death" belongs to it
Found = tuple[Affected, int]  # people, token of the word that tells of them


@cache
def _lemmas() -> frozenset[str]:
    """Words one of which a sentence must have."""
    return frozenset(word.split(" ")[0] for word, how in table("harm-verbs").items() if not how.endswith("care")) | frozenset(table("harm-words"))


def is_touched(annotation: Annotation) -> bool:
    """True for a sentence with a word of harm."""
    words = _lemmas()
    return any(token.lemma in words or token.text.lower() in words for token in annotation.tokens)


def affected(view: View, published: str | None) -> list[Found]:
    """People and what befell them in reading order; a group told twice in the sentence is given by its worst.

    Args:
        published: day of the item, from which other times are told.
    """
    told = [*_of_clauses(view), *_of_words(view)]
    past = _is_past(view, published)
    worst: dict[int, tuple[Party, str, int]] = {}
    for party, measure, at in told:
        known = worst.get(party.first)
        if known is None or RANKS.index(measure) > RANKS.index(known[1]):
            worst[party.first] = (party, measure, at)
    return [(_made(view, party, measure, past=past), at) for _, (party, measure, at) in sorted(worst.items())]


RANKS = ("detained", "injured", "hit", "killed")


def _made(view: View, party: Party, measure: str, *, past: bool) -> Affected:
    start, end = view.tokens[party.first].start, view.tokens[party.last - 1].end
    return Affected(
        view.text[start:end], start, end, measure, party.low, party.op, party.note, party.nth, party.name, party.sex, party.age, past
    )  # fmt: skip


# ---- verbs ----------------------------------------------------------------------------------------------------------


def _of_clauses(view: View) -> Iterator[tuple[Party, str, int]]:
    for number, clause in enumerate(view.clauses):
        lemma = clause.verb.lemma
        told = table("harm-verbs").get(lemma) or table("harm-verbs").get(lemma.split(" ")[0]) or _of_life(view, clause)
        if not told:
            continue
        measure, place, *need = told.split(" ")
        if need and not _needed(view, clause, need[0]):
            continue
        if not _is_real(view, number):
            if lemma != "survive" or not clause.verb.negated:
                continue
            measure = "killed"
        if need == ["wound"] and _is_shot(view, clause):
            measure = "hit"
        if place == "object" and (clause.passive or clause.object >= 0 or not _is_bare(view, clause)):
            people = _objects(view, clause)
        else:
            people = _subjects(view, clause)
        if place == "life":
            people = people_lists.after(view, _after_life(view, clause))
        measure = "killed" if measure in {"hit", "injured"} and _is_fatal(view, clause) else measure
        for party in people:
            own = party.note == "self" or _by_own_hand(view, clause, lemma)
            yield (msgspec.structs.replace(party, note="self") if own else party), measure, clause.verb.head


def _of_life(view: View, clause: Clause) -> str:
    """Turned the gun on himself; took his own life; claimed the lives of three; lost her life."""
    noun = view.phrases[clause.object].lemma if clause.object >= 0 else ""
    if clause.verb.lemma == "turn" and noun in GUNS and any(view.phrases[p].lemma in people_lists.REFLEXIVES for prep, p in clause.preps if prep == "on"):
        return "killed subject"
    if clause.verb.lemma == "commit" and noun == "suicide":
        return "killed subject"
    if noun == "life" and clause.verb.lemma in {"lose", *LIVES}:
        return "killed subject" if clause.verb.lemma == "lose" or _is_own(view, clause) else "killed life"
    return ""


def _is_own(view: View, clause: Clause) -> bool:
    phrase = view.phrases[clause.object]
    return any(token.lemma == "own" for token in view.tokens[phrase.first : phrase.last])


def _after_life(view: View, clause: Clause) -> int:
    """Unit of the "of" after "the lives"."""
    return view.phrases[clause.object].unit + 1


def _by_own_hand(view: View, clause: Clause, lemma: str) -> bool:
    if lemma in {"turn", "commit"} or (lemma == "take" and clause.object >= 0 and _is_own(view, clause)):
        return True
    return lemma == "die" and any(token.lemma in OWN_HAND for token in view.tokens[clause.verb.last : clause.verb.last + 8])


def _needed(view: View, clause: Clause, need: str) -> bool:
    """True if the clause tells of a wound, or of care in a hospital."""
    kinds = {"wound"} if need == "wound" else {"care", "wound"}
    spans = [(view.phrases[p].first, view.phrases[p].last) for _, p in clause.preps]
    if need == "wound" and clause.object >= 0:
        spans.append((view.phrases[clause.object].first, view.phrases[clause.object].last))
    return any(_kind(view.tokens[k].lemma) in kinds for first, last in spans for k in range(first, last))


def _is_shot(view: View, clause: Clause) -> bool:
    """True for a wound that may be deadly: a gunshot wound, not an injury."""
    spans = [(view.phrases[p].first, view.phrases[p].last) for p in (clause.object, *(p for _, p in clause.preps)) if p >= 0]
    return any(table("harm-words").get(view.tokens[k].lemma) == "hit wound" for first, last in spans for k in range(first, last))


def _kind(word: str) -> str:
    """How a word of harm tells it: state | adverb | noun | wound | care | condition; "" for other words."""
    return table("harm-words").get(word, "").partition(" ")[2]


def _is_bare(view: View, clause: Clause) -> bool:
    """True for a headline's verb without object: "Four people shot outside bar"."""
    return clause.link == "main" and clause.verb.tense in {"past", "participle"} and clause.verb.last == clause.verb.first + 1


def _is_fatal(view: View, clause: Clause) -> bool:
    words = [token.text.lower() for token in view.tokens[max(0, clause.verb.first - 1) : clause.verb.last + 1]]
    last = clause.verb.last
    tail = [token.text.lower() for token in view.tokens[last : last + NEAR]]
    return bool(set(words) & FATAL) or tail[:1] == ["dead"] or tail[:2] == ["to", "death"] or _dead_after(view, clause)


def _dead_after(view: View, clause: Clause) -> bool:
    """True for "shot her to death", "shot two men dead"."""
    if clause.object < 0 or clause.passive:
        return False
    last = view.phrases[clause.object].last
    tail = [token.text.lower() for token in view.tokens[last : last + 2]]
    return tail[:1] == ["dead"] or tail == ["to", "death"] or view.phrases[clause.object].lemma == "dead"


def _is_real(view: View, number: int) -> bool:
    """False for what is denied, feared, asked for or meant."""
    clause = view.clauses[number]
    if clause.verb.negated or clause.verb.modal in MODALS or clause.marker in CONDITIONS or view.tokens[clause.verb.head].text.lower() == "hurting":
        return False
    if clause.marker == "before" and clause.verb.tense == "present":
        return False
    if clause.link == "infinitive" and clause.parent >= 0:
        above = view.clauses[clause.parent]
        return above.verb.lemma.split(" ")[0] in KNOWING and not above.verb.negated
    return True


def _subjects(view: View, clause: Clause) -> list[Party]:
    """Who stands before the verb, whatever its voice."""
    given = clause.object if clause.passive else clause.subject
    if clause.link == "relative" and clause.noun >= 0:
        return people_lists.of_phrase(view, clause.noun)
    if clause.link in {"main", "complement"} or clause.marker:
        found = people_lists.before(view, clause.unit)
        if found:
            return found
    return people_lists.of_phrase(view, given) if given >= 0 else []


def _objects(view: View, clause: Clause) -> list[Party]:
    if clause.passive:
        return _subjects(view, clause) if clause.link != "reduced" else people_lists.of_phrase(view, clause.object)
    found = people_lists.after(view, clause.unit + 1) or (people_lists.of_phrase(view, clause.object) if clause.object >= 0 else [])
    if found or clause.object >= 0 or clause.unit == 0:
        return found
    phrase = view.syntax.at.get(clause.unit - 1, -1)  # "justice for [a man] killed on his birthday"
    return people_lists.of_phrase(view, phrase) if phrase >= 0 and not view.types(phrase) & {"FORCE"} else []


# ---- nouns, states and fragments ------------------------------------------------------------------------------------


def _of_words(view: View) -> Iterator[tuple[Party, str, int]]:
    yield from _of_adverbs(view)
    for at, unit in enumerate(view.syntax.units):
        if unit.kind not in {NOUN, ADJ}:
            continue
        for token in range(unit.first, unit.last):
            word = view.tokens[token]
            told = table("harm-words").get(word.lemma) or table("harm-words").get(word.text.lower())
            if not told:
                continue
            measure, kind = told.split(" ")
            reader = READERS.get(kind)
            for party in reader(view, at, token) if reader else ():
                yield party, measure, token


def _of_adverbs(view: View) -> Iterator[tuple[Party, str, int]]:
    """Four were shot, [one] fatally."""
    for token, word in enumerate(view.tokens):
        told = table("harm-words").get(word.lemma, "")
        if not told.endswith("adverb"):
            continue
        ending = next((at for at, unit in enumerate(view.syntax.units) if unit.kind == NOUN and unit.last == token), -1)
        party = people_lists.party_of(view, view.syntax.at[ending]) if ending in view.syntax.at else None
        following = next((unit for unit in view.syntax.units if unit.first == token + 1 or unit.first == token), None)
        if party is not None and (following is None or following.kind != VERB):
            yield msgspec.structs.replace(party, note="part"), told.split(" ")[0], token


def _state(view: View, at: int, token: int) -> list[Party]:
    """Dead, wounded: of the number in its own group, else of whom the words before it name."""
    unit = view.syntax.units[at]
    words = [t.text.lower() for t in view.tokens[unit.first : unit.last]]
    if words[0] == "all" and at:
        return people_lists.before(view, at)
    if unit.kind == NOUN and len(words) > 1:
        if words[0] in {"the", "his", "her", "their", "this"} or not (view.tokens[unit.first].tag in {"CD", "DT"} or words[0] in table("vague-numbers")):
            return []
        party = people_lists.party_of(view, view.syntax.at[at])
        return [party] if party is not None else []
    before = view.syntax.units[at - 1] if at else None
    if before is None:
        return []
    if before.kind == VERB:
        clause = view.clauses[view.syntax.verbs[at - 1]]
        return _subjects(view, clause) if _is_real(view, view.syntax.verbs[at - 1]) and (clause.passive or clause.verb.lemma in COPULAS) else []
    return people_lists.before(view, at) if before.kind == NOUN else []


def _noun(view: View, at: int, token: int) -> list[Party]:
    """Five deaths; the killing of [a priest]; [her brother]'s murder."""
    unit, units = view.syntax.units[at], view.syntax.units
    words = [t.text.lower() for t in view.tokens[unit.first : unit.last]]
    if token != unit.last - 1 or {"attempted", "no", "second-degree", "first-degree", "alleged"} & set(words):
        return []
    if at + 1 < len(units) and units[at + 1].kind == PREP and units[at + 1].word == "of":
        return people_lists.after(view, at + 1)
    count = people_lists.number_of(view, view.syntax.at[at], words)
    if view.tokens[token].lemma != "shooting" and any(view.tokens[k].tag == "CD" for k in range(unit.first, token)):
        return [Party(unit.first, unit.last, *count)]
    return []


def _wound(view: View, at: int, token: int) -> list[Party]:
    """With a gunshot wound: whom the words before the preposition name."""
    units = view.syntax.units
    if at < 2 or units[at - 1].kind != PREP or units[at - 1].word not in {"with", "from"}:
        return []
    before = units[at - 2]
    if before.kind == NOUN and units[at - 1].word == "with":
        return people_lists.before(view, at - 1)
    if before.kind == VERB:
        clause = view.clauses[view.syntax.verbs[at - 2]]
        return _subjects(view, clause) if _is_real(view, view.syntax.verbs[at - 2]) else []
    return []


def _condition(view: View, at: int, token: int) -> list[Party]:
    """In critical condition: whom the clause speaks of."""
    unit, units = view.syntax.units[at], view.syntax.units
    if at < 2 or units[at - 1].kind != PREP or units[at - 1].word != "in" or not {t.lemma for t in view.tokens[unit.first : unit.last]} & GRADES:
        return []
    if units[at - 2].kind == VERB:
        return _subjects(view, view.clauses[view.syntax.verbs[at - 2]])
    return people_lists.before(view, at - 1) if units[at - 2].kind == NOUN else []


READERS = {"state": _state, "noun": _noun, "wound": _wound, "condition": _condition}


# ---- time -----------------------------------------------------------------------------------------------------------


def _is_past(view: View, published: str | None) -> bool:
    """True where the sentence dates what it tells to another time than the report's, or counts over months and years."""
    times = [m.value for m in view.annotation.mentions if m.type == TIME and isinstance(m.value, Time) and m.value.timex in {"DATE", "TIME"} and m.value.start]
    if not times or not published:
        return False
    earliest = shift(published[:10], -LONG_AGO)
    return not any(time.start and time.start >= earliest and time.precision not in COARSE for time in times)
