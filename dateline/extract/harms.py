"""Words of harm in a sentence -> people and what befell them: by clauses, states, wounds, care, and fragments.

"Two were killed", "found dead", "with a gunshot wound", "taken to hospital in critical condition", "1 dead, 3 hurt", "the
killing of a priest". What is denied, feared, planned or asked for tells of nobody.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import msgspec

from dateline.extract import people_lists
from dateline.extract.arguments import Clause
from dateline.extract.parties import REFLEXIVES, Party, number_of, party_of
from dateline.extract.units import ADJ, COMMA, CONJ, NOUN, PREP, TIME, VERB
from dateline.extract.views import QUANTITY, View
from dateline.lexicons import table
from dateline.records import Quantity

MODALS = frozenset({"could", "may", "might", "should", "can", "would", "will", "must"})
CONDITIONS = frozenset({"if", "unless", "whether", "lest", "until"})
COPULAS = frozenset({"be", "lie", "remain", "become", "lay", "die"})
OWN_VERBS = frozenset({"turn", "take", "commit"})
LIVES = frozenset({"claim", "take", "cost"})
MULTIPLES = {"double": 2, "triple": 3, "quadruple": 4, "quintuple": 5, "sextuple": 6}  # of a killing that has so many victims
DEPTH = 3  # clauses above that are asked for a condition
NEAR = 3  # tokens after a verb in which "dead" or "to death" belongs to it
Told = tuple[Party, str, int, bool]  # people, what befell them, token that tells it, whether somebody did it to them


@cache
def _beside(adds: str) -> frozenset[str]:
    """Words that add this to a word of harm."""
    return frozenset(word for word, added in table("harm_contexts").items() if added == adds)


def told(view: View) -> Iterator[Told]:
    """People and what the words of harm say befell them; a group may come more than once."""
    yield from _of_clauses(view)
    yield from _of_adverbs(view)
    yield from _of_words(view)


# ---- verbs ----------------------------------------------------------------------------------------------------------


def _of_clauses(view: View) -> Iterator[Told]:
    for number, clause in enumerate(view.clauses):
        lemma = clause.verb.lemma
        told = _of_life(view, clause) or table("harm_verbs").get(lemma) or table("harm_verbs").get(lemma.split(" ")[0])
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
        bare = place == "object" and not clause.passive and clause.object < 0
        active = clause.object >= 0 or not (clause.passive or _is_bare(view, clause))
        people_of_own = lemma in OWN_VERBS and measure == "killed" and place == "subject"
        if people_of_own:
            people = _self(view, clause)
        elif place == "life":
            people = people_lists.after(view, view.phrases[clause.object].unit + 1)
        else:
            people = _objects(view, clause) if place == "object" and (clause.passive or active) else _subjects(view, clause, own=place == "subject")
        if (lemma == "recover" and clause.object >= 0) or (lemma == "shoot" and _is_shot_fired(view, clause)):
            continue
        measure = "killed" if measure in {"hit", "injured"} and _is_fatal(view, clause) else measure
        by = place == "object" and not clause.passive and clause.subject >= 0
        also = any(token.lemma == "also" for token in view.tokens[clause.verb.first - 1 : clause.verb.last + 1]) if clause.verb.first else False
        for party in people:
            party.note = "more" if also and not party.note and view.tokens[party.first].tag in {"DT", "CD", "JJ"} else party.note
            if bare and party.op == ">=" and view.types(_phrase(view, party)) & {"FORCE"}:
                continue  # "police shot": who did it
            if party.op == ">=" and clause.verb.tense == "present" and not clause.passive and view.annotation.sentence.kind != "headline":
                continue  # "guns kill people"
            own = party if people_of_own else _of_self(view, clause, party, lemma, measure, care=bool(need))
            yield own, measure, clause.verb.head, by and party.note != "self"


def _phrase(view: View, party: Party) -> int:
    return next(number for number, phrase in enumerate(view.phrases) if phrase.first == party.first)


def _is_shot_fired(view: View, clause: Clause) -> bool:
    """True for "fired one [shot]", which the tagger takes for a verb."""
    return clause.noun >= 0 and any(c.verb.lemma in _beside("shot") and c.object == clause.noun for c in view.clauses)


def _of_self(view: View, clause: Clause, party: Party, lemma: str, measure: str, *, care: bool) -> Party:
    """Who shot himself, with what the subject tells of him."""
    if care and party.note == "self":
        return msgspec.structs.replace(party, note="back")
    if party.note == "self":
        subject = people_lists.of_phrase(view, clause.subject)
        return msgspec.structs.replace(party, name=subject[0].name, age=subject[0].age) if subject and subject[0].low == 1 else party
    return msgspec.structs.replace(party, note="self") if _by_own_hand(view, clause, lemma) else party


def _of_life(view: View, clause: Clause) -> str:
    """Turned the gun on himself; took his own life; claimed the lives of three; lost her life."""
    noun = view.phrases[clause.object].lemma if clause.object >= 0 else ""
    if clause.verb.lemma == "turn" and noun in _beside("gun") and any(view.phrases[p].lemma in REFLEXIVES for prep, p in clause.preps if prep == "on"):
        return "killed subject"
    if clause.verb.lemma == "commit" and noun == "suicide":
        return "killed subject"
    if noun == "life" and clause.verb.lemma in {"lose", *LIVES}:
        return "killed subject" if clause.verb.lemma == "lose" or _is_own(view, clause) else "killed life"
    return ""


def _self(view: View, clause: Clause) -> list[Party]:
    """Who turned the gun on [himself], took [his own life], committed [suicide]; with his name where he opens the clause."""
    on = next((p for prep, p in clause.preps if prep == "on" and view.phrases[p].lemma in REFLEXIVES), clause.object)
    phrase = view.phrases[on]
    words = [token.text.lower() for token in view.tokens[phrase.first : phrase.last]]
    sex = next((table("sexes")[word] for word in words if word in table("sexes")), "")
    named = people_lists.of_phrase(view, clause.subject) if clause.link in {"main", "complement"} else []
    who = named[0] if len(named) == 1 and named[0].low == 1 else None
    name, age = (who.name, who.age) if who else ("", 0)
    counted = clause.link == "relative" and clause.noun >= 0 and view.phrases[clause.noun].prep == "including"
    return [Party(phrase.first, phrase.last, 1.0, note="part" if counted else "self", name=name, sex=sex or (who.sex if who else ""), age=age)]


def _is_own(view: View, clause: Clause) -> bool:
    phrase = view.phrases[clause.object]
    return any(token.lemma == "own" for token in view.tokens[phrase.first : phrase.last])


def _by_own_hand(view: View, clause: Clause, lemma: str) -> bool:
    if lemma in {"turn", "commit"} or (lemma == "take" and clause.object >= 0 and _is_own(view, clause)):
        return True
    return lemma == "die" and any(token.lemma in _beside("own hand") for token in view.tokens[clause.verb.last : clause.verb.last + 8])


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
    return any(table("harm_words").get(view.tokens[k].lemma) == "hit wound" for first, last in spans for k in range(first, last))


def _kind(word: str) -> str:
    """How a word of harm tells it: state | adverb | noun | wound | care | condition; "" for other words."""
    return table("harm_words").get(word, "").partition(" ")[2]


def _is_bare(view: View, clause: Clause) -> bool:
    """True for a headline's verb without object: "Four people shot outside bar", not "fired one shot"."""
    earlier = [c.verb.lemma for c in view.clauses if c.unit < clause.unit]
    if earlier and earlier[-1] in _beside("shot"):
        return False
    return clause.link == "main" and clause.verb.tense in {"past", "participle"} and clause.verb.last == clause.verb.first + 1


def _is_fatal(view: View, clause: Clause) -> bool:
    words = [token.text.lower() for token in view.tokens[max(0, clause.verb.first - 1) : clause.verb.last + 1]]
    last = clause.verb.last
    tail = [token.text.lower() for token in view.tokens[last : last + NEAR]]
    return bool(set(words) & _beside("to death")) or tail[:1] == ["dead"] or tail[:2] == ["to", "death"] or _dead_after(view, clause)


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
    if _is_under_condition(view, clause):
        return False
    if clause.link == "gerund" and clause.parent >= 0 and view.clauses[clause.parent].verb.lemma in table("matrix_verbs"):
        return False
    if clause.link == "infinitive" and clause.parent < 0:
        return False
    if clause.link == "infinitive":
        above = view.clauses[clause.parent]
        return above.verb.lemma.split(" ")[0] in _beside("known") and not above.verb.negated
    return True


def _is_under_condition(view: View, clause: Clause) -> bool:
    """True below "if", and for what is only talked about: "talked about [killing] him"."""
    before = view.syntax.units[clause.unit - 1] if clause.unit else None
    if before is not None and before.kind == PREP and before.word == "about" and clause.verb.tense == "gerund":
        return True
    above, depth = clause.parent, 0
    while above >= 0 and depth < DEPTH:
        if view.clauses[above].marker in {"if", "unless", "whether", "lest"}:
            return True
        above, depth = view.clauses[above].parent, depth + 1
    return False


def _subjects(view: View, clause: Clause, *, own: bool = False) -> list[Party]:
    """Who stands before the verb, whatever its voice.

    Args:
        own: the verb takes no object, so that what looks like "one of those [killed]" is its own subject.
    """
    if clause.link in {"main", "complement", "relative"} or clause.marker or (own and clause.link == "reduced"):
        found = people_lists.before(view, clause.unit)
        if found:
            return found
    if clause.link == "relative" and clause.noun >= 0:
        word = view.tokens[view.syntax.units[clause.unit - 1].first].lemma
        return people_lists.of_phrase(view, clause.noun) if word not in {"where", "when"} else []
    given = clause.object if clause.passive else clause.subject
    return people_lists.of_phrase(view, given) if given >= 0 else _shared(view, clause)


def _shared(view: View, clause: Clause) -> list[Party]:
    """Subject of the verb that this one is told in a row with: "man shot, [killed]", "was taken away but did not [survive]"."""
    units, at = view.syntax.units, clause.unit - 1
    while at >= 0 and units[at].kind in {COMMA, CONJ}:
        at -= 1
    if at == clause.unit - 1:
        return []
    while at >= 0 and units[clause.unit - 1].kind == CONJ and units[at].kind in {NOUN, PREP, TIME}:
        at -= 1
    before = view.syntax.verbs.get(at, -1)
    return _subjects(view, view.clauses[before]) if before >= 0 else []


def _objects(view: View, clause: Clause) -> list[Party]:
    if clause.passive:
        return _subjects(view, clause) if clause.link != "reduced" else people_lists.of_phrase(view, clause.object) or _shared(view, clause)
    found = people_lists.after(view, clause.unit + 1) or (people_lists.of_phrase(view, clause.object) if clause.object >= 0 else [])
    if found or clause.object >= 0 or clause.unit == 0:
        return found
    if clause.link == "shared" or view.syntax.units[clause.unit - 1].kind in {COMMA, CONJ}:
        return _shared(view, clause) if clause.verb.tense != "gerund" else []
    phrase = view.syntax.at.get(clause.unit - 1, -1)  # "justice for [a man] killed on his birthday"
    return people_lists.of_phrase(view, phrase) if phrase >= 0 and not view.types(phrase) & {"FORCE"} else []


# ---- nouns, states and fragments ------------------------------------------------------------------------------------


def _of_words(view: View) -> Iterator[Told]:
    known = table("harm_words")
    for at, unit in enumerate(view.syntax.units):
        if unit.kind not in {NOUN, ADJ}:
            continue
        for token in range(unit.first, unit.last):
            told = known.get(view.stems[token]) or known.get(view.words[token])
            if not told:
                continue
            measure, kind = told.split(" ")
            reader = READERS.get(kind)
            if kind == "noun" and {t.text.lower() for t in view.tokens[unit.first : unit.last]} & _beside("of death"):
                measure = "killed"
            for party in reader(view, at, token) if reader else ():
                yield party, measure, token, False


def _of_adverbs(view: View) -> Iterator[Told]:
    """Four were shot, [one] fatally."""
    known = table("harm_words")
    for token, stem in enumerate(view.stems):
        told = known.get(stem, "")
        if not told.endswith("adverb"):
            continue
        ending = next((at for at, unit in enumerate(view.syntax.units) if unit.kind == NOUN and unit.last == token), -1)
        number = view.syntax.at.get(ending, -1)
        if number >= 0 and view.phrases[number].prep == "of":
            number = view.phrases[number].left
        party = party_of(view, number) if number >= 0 else None
        following = next((unit for unit in view.syntax.units if unit.first == token + 1 or unit.first == token), None)
        if party is not None and (following is None or following.kind != VERB):
            yield msgspec.structs.replace(party, note="part"), told.split(" ")[0], token, False


def _state(view: View, at: int, token: int) -> list[Party]:
    """Dead, wounded: of the number in its own group, else of whom the words before it name."""
    unit = view.syntax.units[at]
    words = [t.text.lower() for t in view.tokens[unit.first : unit.last]]
    if words[0] == "all" and at:
        return people_lists.before(view, at)
    if unit.kind == NOUN and len(words) > 1:
        if words[0] in {"the", "his", "her", "their", "this"} or not (view.tokens[unit.first].tag in {"CD", "DT"} or words[0] in table("vague_numbers")):
            return []
        party = party_of(view, view.syntax.at[at])
        return [party] if party is not None else []
    before = view.syntax.units[at - 1] if at else None
    if before is None:
        return []
    if before.kind == VERB:
        clause = view.clauses[view.syntax.verbs[at - 1]]
        return _subjects(view, clause) if _is_real(view, view.syntax.verbs[at - 1]) and (clause.passive or clause.verb.lemma in COPULAS) else []
    return people_lists.before(view, at) if before.kind == NOUN else []


def _noun(view: View, at: int, token: int) -> list[Party]:
    """Five deaths; the killing of [a priest]; [her brother]'s murder; a [double homicide]."""
    unit, units = view.syntax.units[at], view.syntax.units
    words = [t.text.lower() for t in view.tokens[unit.first : unit.last]]
    if {"attempted", "no", "second-degree", "first-degree", "alleged"} & set(words):
        return []
    several = MULTIPLES.get(words[token - unit.first - 1], 0) if token > unit.first else 0
    if several:
        return [Party(token - 1, token + 1, several)]
    if token != unit.last - 1 and not _is_gerund(view, token, unit.last):
        return []
    if token == unit.first and _is_gerund(view, token, unit.last):
        party = party_of(view, view.syntax.at[at])
        return [party] if party is not None else []
    verb = next((u.word for u in reversed(units[:at]) if u.kind == VERB), "")
    if verb in table("matrix_verbs"):
        return []
    if at + 1 < len(units) and units[at + 1].kind == PREP and units[at + 1].word == "of":
        return people_lists.after(view, at + 1, is_noun=True)
    counted = any(isinstance(m.value, Quantity) and m.value.kind == "count" for m in view.within(unit.first, token, QUANTITY))
    if counted and view.tokens[token].lemma != "shooting":
        return [Party(unit.first, unit.last, *number_of(view, view.syntax.at[at], words))]
    return []


def _is_gerund(view: View, token: int, last: int) -> bool:
    """True for a verb that the tagger takes for the noun: engaged, [killing] several rebels."""
    following = view.tokens[token + 1] if token + 1 < last else None
    return view.tokens[token].text.lower() == "killing" and following is not None and following.tag in {"CD", "JJ", "DT", "PRP$"}


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
    if at < 2 or units[at - 1].kind != PREP or units[at - 1].word != "in" or not {t.lemma for t in view.tokens[unit.first : unit.last]} & _beside("condition"):
        return []
    if units[at - 2].kind == VERB:
        return _subjects(view, view.clauses[view.syntax.verbs[at - 2]])
    return people_lists.before(view, at - 1) if units[at - 2].kind == NOUN else []


READERS = {"state": _state, "noun": _noun, "wound": _wound, "condition": _condition}
