"""Units -> Clauses: predicates with their subjects, objects and prepositional phrases.

Constructions are written once, here, and serve every rule: active and passive, participles ("killing three"), reduced
and full relative clauses, infinitives, gerunds, complements without "that", coordination of nouns and verbs. The
reader looks a bounded number of units to either side of each verb, so a sentence takes linear time.
"""

from __future__ import annotations

from itertools import pairwise

from msgspec import Struct

from dateline.extract.arguments import Arguments, Clause, clause_takers
from dateline.extract.phrases import REACH, Phrase
from dateline.extract.units import ADJ, COMMA, CONJ, NOUN, PREP, QUANTIFIERS, REL, STOP, SUB, TIME, VERB, Unit
from dateline.lexicons import table, terms
from dateline.records import Annotation, Chunk


class Syntax(Struct):
    """Units, phrases and clauses of one sentence."""

    units: list[Unit]
    phrases: list[Phrase]
    clauses: list[Clause]
    at: dict[int, int]  # unit -> phrase
    verbs: dict[int, int]  # unit -> clause


def syntax(annotation: Annotation, places: frozenset[int]) -> Syntax:
    """The clauses of a sentence; places are the token indices of place names."""
    return _Reader(annotation, places).read()


class _Reader(Arguments):
    """One sentence being read."""

    def __init__(self, annotation: Annotation, places: frozenset[int]) -> None:
        super().__init__(annotation, places)
        self.clauses: list[Clause] = []
        self.verbs: dict[int, int] = {}
        self.objects: dict[int, int] = {}  # phrase -> clause that took it as its object

    def read(self) -> Syntax:
        """Everything, left to right."""
        for index, unit in enumerate(self.units):
            if unit.kind == VERB and unit.chunk is not None:
                self._clause(index, unit.chunk)
        self._extents()
        return Syntax(self.units, self.phrases, self.clauses, self.at, self.verbs)

    # ---- clauses --------------------------------------------------------------------------------------------------

    def _clause(self, index: int, verb: Chunk) -> None:
        clause = Clause(verb, index, passive=verb.voice == "passive", begin=index, end=index + 1)
        following = self.units[index + 1] if index + 1 < len(self.units) else None
        bare = following is not None and following.kind == PREP and following.word == "by" and self._agentive(index + 2)
        if bare and verb.tense in {"past", "participle"} and self.tokens[verb.head].tag in {"VBD", "VBN"}:
            clause.passive = True
        self._objects(clause, index)
        number = len(self.clauses)
        self.clauses.append(clause)
        self.verbs[index] = number
        subject = self._reading(clause, index)
        if clause.passive:
            clause.retained, clause.object = clause.object, subject
            clause.subject = next((phrase for prep, phrase in clause.preps if prep == "by"), -1)
        else:
            clause.subject = subject
        if clause.object >= 0 and clause.link != "relative":
            self.objects.setdefault(clause.object if not clause.passive else clause.retained, number)

    def _reading(self, clause: Clause, index: int) -> int:
        """Subject phrase (of the words, not of the voice); sets link, parent, noun and marker."""
        tense = clause.verb.tense
        if tense == "infinitive":
            return self._infinitive(clause, index)
        if self._is_gapped(clause, index):
            return self._gapped(clause, index)
        if tense == "gerund":
            return self._gerund(clause, index)
        if tense == "participle" and self._is_past(clause, index):
            clause.passive = False
            return self._finite(clause, index)
        if tense == "participle" or (clause.passive and clause.verb.voice != "passive" and self._is_reduced(index)):
            return self._participle(clause, index)
        return self._finite(clause, index)

    def _is_gapped(self, clause: Clause, index: int) -> bool:
        """True for a participle whose auxiliary is told once for several: "two were killed and [a dozen badly wounded]"."""
        noun, above = self.at.get(index - 1, -1), self._previous(index)
        if noun < 0 or above < 0 or clause.object >= 0 or clause.verb.last > clause.verb.first + 1 or clause.verb.lemma in terms("intransitives"):
            return False
        phrase = self.phrases[noun]
        joins = not phrase.prep and self.units[index - 2].kind in {COMMA, CONJ}
        before = self.clauses[above]
        told = before.passive and (before.verb.tense in FINITE_TENSES or before.link == "gapped")
        return joins and told and self._counts(phrase) and clause.verb.lemma not in clause_takers()

    def _counts(self, phrase: Phrase) -> bool:
        """True for a noun group that says how many."""
        return any(token.tag == "CD" or token.lemma in COUNTERS for token in self.tokens[phrase.first : phrase.last])

    def _gapped(self, clause: Clause, index: int) -> int:
        """Object of a participle without its auxiliary, which it has from the clause before."""
        above = self._previous(index)
        source = self.clauses[above]
        clause.passive, clause.link, clause.marker = True, "gapped", source.marker
        clause.parent = source.parent if source.link == "gapped" else above
        return self.at[index - 1]

    def _is_past(self, clause: Clause, index: int) -> bool:
        """True if what looks like a participle has an object of its own: "said 189 captives returned home"."""
        if index == 0 or self.units[index - 1].kind == VERB:
            return False
        if clause.object >= 0:
            return clause.verb.lemma not in terms("two_objects")
        noun = self.at.get(index - 1, -1)
        if noun >= 0 and self.phrases[noun].prep and self._previous(index) >= 0:
            return False
        following = self.units[index + 1].word if index + 1 < len(self.units) else ""
        return clause.verb.lemma.split(" ")[0] in terms("intransitives") and following != "by" and (following != "to" or not self._finite_after(index))

    def _is_reduced(self, index: int) -> bool:
        """True if a past form follows a noun that is already the argument of another verb."""
        noun = self.at.get(index - 1, -1)
        return noun >= 0 and (bool(self.phrases[noun].prep) or noun in self.objects or self._finite_after(index))

    def _finite_after(self, index: int) -> bool:
        return any(self.units[k].finite for k in range(index + 1, min(len(self.units), index + REACH)))

    def _previous(self, index: int) -> int:
        """Number of the clause whose verb comes last before this unit; -1 if none."""
        return next((self.verbs[k] for k in range(index - 1, max(-1, index - REACH), -1) if k in self.verbs), -1)

    def _finite(self, clause: Clause, index: int) -> int:
        j, separated = index - 1, False
        while j >= 0 and j > index - REACH:
            unit = self.units[j]
            if unit.kind == REL:
                return self._relative(clause, j, -1)
            if unit.kind == VERB:
                return self._shared(clause, self.verbs[j], separated)
            if unit.kind == NOUN:
                phrase = self._shared_preposition(self.at[j])
                if self.phrases[phrase].prep:
                    j = self.phrases[phrase].unit - 2
                    continue
                return self._subject(clause, j, phrase, separated)
            if unit.kind == COMMA:
                opening = self._parenthesis(j)
                separated = separated or opening < 0
                j = opening if opening >= 0 else j
            elif unit.kind == CONJ:
                separated = True
            elif unit.kind in {STOP, SUB}:
                clause.marker = clause.marker or (unit.word if unit.kind == SUB else "")
                if unit.kind == STOP and unit.word in ".?!;":
                    return -1
            j -= 1
        return -1

    def _shared_preposition(self, phrase: int) -> int:
        """The phrase just before "and" whose preposition governs this one too: raids [on A and B] killed five."""
        first = self.phrases[phrase].joint
        return first if first >= 0 and self.phrases[first].left >= 0 and self.phrases[first].unit == self.phrases[phrase].unit - 2 else phrase

    def _parenthesis(self, comma: int) -> int:
        """Index of the comma that opens what this one closes, if it is a relative, a participle or an apposition."""
        for k in range(comma - 1, max(-1, comma - 16), -1):
            if self.units[k].kind == COMMA:
                opener = self.units[k + 1]
                aside = opener.kind in {REL, ADJ, PREP, TIME, SUB} or (opener.kind == VERB and not opener.finite)
                apposed = opener.kind == NOUN and not any(self.units[m].kind == VERB for m in range(k + 1, comma)) and k > 0
                if apposed and self.at.get(k - 1, -1) < 0:
                    return -1
                return k if aside or apposed else -1
            if self.units[k].kind in {STOP, CONJ} and self.units[k].word != "and":
                return -1
        return -1

    def _subject(self, clause: Clause, unit: int, phrase: int, separated: bool) -> int:
        """The noun found to the left of a finite verb, unless it belongs to another verb."""
        taker = self.objects.get(phrase, -1)
        if taker >= 0:
            other = self.clauses[taker]
            if separated:
                return self._shared(clause, taker, separated)
            if other.link in {"relative", "reduced", "participle"} and other.noun >= 0:
                clause.begin = self.phrases[other.noun].unit
                return self._outer(clause, other)
            other.object = -1 if not other.passive else other.object
            del self.objects[phrase]
        first = self.phrases[phrase].joint if self.phrases[phrase].joint >= 0 else phrase
        clause.begin = self._opening(self.phrases[first].unit)
        self._mark(clause, clause.begin, first)
        return first

    def _outer(self, clause: Clause, inner: Clause) -> int:
        """Subject of a main clause that goes on after a relative clause on it."""
        noun = inner.noun
        while self.phrases[noun].prep and self.phrases[noun].left >= 0:
            noun = self.phrases[noun].left
        return noun

    def _opening(self, unit: int) -> int:
        """First unit of the clause whose subject stands here: leading phrases, times and the marker belong to it."""
        k = unit
        while k > 0 and self.units[k - 1].kind not in {VERB, STOP, REL, SUB}:
            k -= 1
        if k == 0 or self.units[k - 1].kind in {STOP, SUB}:
            return k - 1 if k and self.units[k - 1].kind == SUB else k
        k = unit
        while k > 0:
            kind = self.units[k - 1].kind
            own_time = kind == TIME and (k < 2 or self.units[k - 2].kind not in {VERB, NOUN})
            if own_time or kind in {SUB, ADJ, PREP} or (kind == COMMA and k >= 2 and self._leading(k - 2)):
                k -= 1
            elif kind == NOUN and self.units[k].kind == COMMA and self.phrases[self.at[k - 1]].prep:
                k -= 2
            else:
                break
        return max(0, k)

    def _leading(self, unit: int) -> bool:
        """True for a time or prepositional phrase that can open a clause, set off by a comma."""
        kind = self.units[unit].kind
        if kind == TIME:
            return unit == 0 or self.units[unit - 1].kind not in {VERB, NOUN}
        if kind != NOUN or not self.phrases[self.at[unit]].prep:
            return False
        return unit < 2 or self.units[unit - 2].kind in {STOP, SUB, CONJ} or unit - 1 == 0

    def _mark(self, clause: Clause, begin: int, subject: int) -> None:
        """Set marker and parent by what stands before the subject."""
        unit = self.units[begin] if begin < len(self.units) else None
        if unit is not None and unit.kind == SUB:
            clause.marker = unit.word
            clause.parent = self._previous(begin)
            return
        before = self.units[begin - 1] if begin else None
        if before is None:
            return
        if before.kind == REL:
            clause.begin = begin - 1
            self._object_relative(clause, begin - 1, subject)
        elif before.kind == VERB:
            clause.link, clause.parent = "complement", self.verbs[begin - 1]
        elif before.kind == NOUN and clause.object < 0 and not clause.passive and self._takes_object(clause):
            clause.link, clause.noun, clause.object = "relative", self.at[begin - 1], self.at[begin - 1]
            clause.parent = self._previous(begin)

    def _takes_object(self, clause: Clause) -> bool:
        """True where the noun just before the subject can be the object: "troops Russia has sent"."""
        return clause.verb.lemma in terms("clause_gaps")

    def _object_relative(self, clause: Clause, rel: int, subject: int) -> None:
        word, before = self.units[rel].word, self.units[rel - 1] if rel else None
        if before is not None and before.kind == VERB:
            clause.link, clause.parent, clause.marker = "complement", self.verbs[rel - 1], word
            return
        above = self._previous(rel)
        if word == "that" and above >= 0 and self.clauses[above].object < 0 and self.clauses[above].verb.lemma in table("speaking"):
            clause.link, clause.parent, clause.marker = "complement", above, word  # wrote on X [that he had spoken to both]
            return
        noun = self._antecedent(rel)
        full = clause.object >= 0 or clause.passive
        clause.link, clause.noun, clause.marker, clause.parent = "complement" if word == "that" and full else "relative", noun, word, self._previous(rel)
        if word in {"that", "which", "whom", "who"} and clause.object < 0 and not clause.passive and noun >= 0 and self.units[rel - 1].kind != PREP:
            clause.object = noun

    def _relative(self, clause: Clause, rel: int, _: int) -> int:
        noun = self._antecedent(rel)
        if clause.verb.lemma in terms("result_verbs") and not clause.passive and self.units[rel].word in {"that", "which"}:
            noun = self._cause(noun)
        clause.link, clause.noun, clause.begin, clause.parent = "relative", noun, rel, self._previous(rel)
        clause.marker = self.units[rel].word
        return noun if self.units[rel].word in {"who", "which", "that"} else -1

    def _shared(self, clause: Clause, other: int, separated: bool) -> int:
        """Subject taken over from the clause before: "struck A and killed B"."""
        source = self.clauses[other]
        if not separated and self._is_garden_path(source, clause):
            return self._reduce(source, clause)
        source = self._past_aside(source)
        while source.link in {"reduced", "infinitive", "participle", "gerund", "relative"} and clause.verb.tense in FINITE_TENSES:
            if not separated and source.link in {"reduced", "relative"} and source.noun >= 0:
                clause.begin = self._opening(self.phrases[source.noun].unit)
                return self._outer(clause, source)
            if source.parent < 0 or source.link == "relative":
                break
            source = self.clauses[source.parent]
        if self._is_contrast(clause, source) and source.parent >= 0:
            source = self.clauses[source.parent]
        if self.clauses[other].object < 0 and clause.object >= 0 and clause.unit == self.clauses[other].unit + 2:
            self.clauses[other].object = clause.object
        clause.link, clause.parent, clause.marker = "shared", self.verbs[source.unit], source.marker
        clause.noun = source.noun
        return source.object if source.passive else source.subject

    def _past_aside(self, source: Clause) -> Clause:
        """The clause before one that only says who tells it: "Egypt refused, [two sources said], and recalled its envoy"."""
        aside = source.link == "main" and source.verb.lemma in table("speaking") and source.begin and self.units[source.begin - 1].kind == COMMA
        told = any(other.link == "complement" and other.parent == self.verbs[source.unit] for other in self.clauses)
        before = self._previous(source.begin)
        if not aside or told or before < 0 or not self.clauses[before].subject >= 0:
            return source
        return source if self.clauses[before].marker else self.clauses[before]

    def _is_garden_path(self, source: Clause, clause: Clause) -> bool:
        """True for what looked like the predicate and is a participle: "a rocket [fired] from the valley fell"."""
        tag = self.tokens[source.verb.head].tag
        return (
            source.link == "main"
            and source.verb.tense in {"past", "participle"}
            and source.verb.last == source.verb.first + 1
            and (tag == "VBN" or (tag == "VBD" and source.verb.lemma not in terms("intransitives")))
            and source.object < 0
            and source.subject >= 0
            and bool(source.preps)
            and clause.verb.tense in FINITE_TENSES
        )

    def _reduce(self, source: Clause, clause: Clause) -> int:
        """The subject that a participle read as predicate gives back to the clause after it."""
        noun = source.subject
        source.passive, source.object, source.link, source.noun = True, noun, "reduced", noun
        source.subject = next((phrase for prep, phrase in source.preps if prep == "by"), -1)
        clause.begin = source.begin
        source.begin = source.unit
        return noun

    def _is_contrast(self, clause: Clause, source: Clause) -> bool:
        """True for a verb after ", but" that goes back to who speaks: "said it could talk, but ruled out ..."."""
        before = [unit.kind for unit in self.units[max(0, clause.unit - 2) : clause.unit]]
        return source.link == "complement" and before == [COMMA, CONJ]

    def _participle(self, clause: Clause, index: int) -> int:
        """Object of a bare passive participle: the noun before it."""
        clause.passive = True
        before = self.units[index - 1] if index else None
        if before is not None and before.kind == REL:
            return self._relative(clause, index - 1, -1)
        if before is not None and before.kind == VERB and self._previous(index) >= 0:
            carrier = self.clauses[self._previous(index)]
            if carrier.passive or carrier.verb.lemma == "be":  # "were confirmed shot down"; were “lost”
                clause.link, clause.parent = "complement", self._previous(index)
                return carrier.object if carrier.passive else carrier.subject
        if before is not None and before.kind == CONJ and self._previous(index) >= 0:
            clause.passive = self.clauses[self._previous(index)].passive
            return self._shared(clause, self._previous(index), True)
        k = index - 1
        while k >= 0 and self.units[k].kind in {COMMA, TIME, ADJ, PREP}:
            k -= 1
        noun = self.at.get(k, -1)
        previous = self._previous(index)
        clause.link, clause.parent = ("reduced", previous)
        if noun < 0:
            return -1
        if self._is_said(noun, previous) and not self._finite_after(index):
            clause.link = "complement"  # a headline's "Kyiv says general killed"
            self.objects.pop(noun, None)
            self.clauses[previous].object = -1
            return noun
        while self._sort(self.phrases[noun]) == "place" and self.phrases[noun].left >= 0:
            noun = self.phrases[noun].left
        clause.noun = noun
        if previous < 0 and not self._finite_after(index):
            clause.link = "main"
            clause.begin = self._opening(self.phrases[noun].unit)
        return self.phrases[noun].joint if self.phrases[noun].joint >= 0 else noun

    def _is_said(self, noun: int, previous: int) -> bool:
        """True for a noun without article right after a verb of saying in the present."""
        said = previous >= 0 and self.clauses[previous].object == noun and table("speaking").get(self.clauses[previous].verb.lemma) == "clause"
        return said and self.clauses[previous].verb.tense == "present" and self.tokens[self.phrases[noun].first].tag != "DT"

    def _gerund(self, clause: Clause, index: int) -> int:
        before = self.units[index - 1] if index else None
        previous = self._previous(index)
        clause.link, clause.parent = "gerund", previous
        if before is None:
            return -1
        parent = self.clauses[previous] if previous >= 0 else None
        result = parent is not None and clause.object >= 0 and clause.verb.lemma in terms("result_verbs") and not parent.passive
        if before.kind == NOUN and not (result and self.phrases[self.at[index - 1]].unit > index - 2):
            clause.link, clause.noun = "reduced", self.at[index - 1]
            return clause.noun
        if parent is None:
            return -1
        if before.kind in {NOUN, TIME} and result:
            clause.link = "participle"
            return parent.subject
        if before.kind == PREP:
            clause.begin, clause.marker = index - 1, before.word
            clause.noun = self._noun_before(index - 1)
            if parent.verb.lemma in terms("object_control") and parent.object >= 0:
                return parent.object
        elif before.kind == COMMA:
            clause.link = "participle"
            parent = self._main(parent, clause)
        return (
            parent.object
            if parent.passive and parent.link != "relative" and clause.link != "participle"
            else parent.subject
            if not parent.passive
            else parent.object
        )

    def _main(self, parent: Clause, clause: Clause) -> Clause:
        """The clause whose doing came to this, past what a participle says of a noun in it: blew up a bus carrying guards, [killing] two."""
        result = clause.verb.lemma in terms("result_verbs")
        while result and parent.link == "reduced" and (parent.passive or parent.verb.tense == "gerund") and parent.parent >= 0:
            clause.parent = parent.parent
            parent = self.clauses[parent.parent]
        return parent

    def _infinitive(self, clause: Clause, index: int) -> int:
        previous = self._previous(index)
        clause.link, clause.parent = "infinitive", previous
        noun = self.at.get(index - 1, -1)
        if noun >= 0:
            clause.noun = noun
        if previous < 0:
            clause.link = "main" if noun >= 0 and self.phrases[noun].unit == index - 1 and not self.phrases[noun].prep else "infinitive"
            return noun if clause.link == "main" or not self._finite_after(index) else -1
        parent = self.clauses[previous]
        if parent.link == "infinitive" and self.units[index - 1].kind == CONJ:
            clause.parent, clause.noun = parent.parent, parent.noun
            return parent.object if parent.passive else parent.subject  # to agree a truce [and to let convoys through]
        if parent.passive:
            return parent.object
        if noun >= 0 and self._controls(parent, noun):
            return noun
        return parent.subject

    def _controls(self, parent: Clause, noun: int) -> bool:
        """True for a noun before an infinitive that does what it tells: urged [Mali] to, called on [both sides] to."""
        if noun == parent.object:
            return parent.verb.lemma in terms("object_control")
        return f"{parent.verb.lemma} {self.phrases[noun].prep}" in terms("object_control")

    def _extents(self) -> None:
        """Let each clause reach from its first unit to the next clause's first; give a leading participle its clause."""
        if self.clauses and self.clauses[0].link == "gerund" and self.clauses[0].unit == 0:
            main = next((k for k, other in enumerate(self.clauses) if other.verb.tense in FINITE_TENSES), -1)
            if main > 0:
                self.clauses[0].parent, self.clauses[0].link = main, "participle"
                self.clauses[0].subject = self.clauses[main].object if self.clauses[main].passive else self.clauses[main].subject
        for before, clause in pairwise(self.clauses):
            inverted = before.passive and before.object < 0 and before.verb.tense == "participle"
            if inverted and clause.verb.lemma == "be" and clause.subject < 0 and clause.object >= 0:
                before.object, before.link = clause.object, "main"  # "Also killed in the strike were two guards"
        for number, clause in enumerate(self.clauses):
            later = [other.begin for other in self.clauses[number + 1 :] if other.begin > clause.unit]
            clause.end = max(clause.unit + 1, min(later, default=len(self.units)))


COUNTERS = QUANTIFIERS | {"dozen", "score", "hundred", "thousand", "million", "other", "another"}
FINITE_TENSES = frozenset({"past", "present", "future"})
