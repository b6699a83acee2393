"""Units -> Clause: a verb with what stands to its right: objects and prepositional phrases.

The subject, which may stand far to the left or in another clause, is found in ``clauses.py``.
"""

from __future__ import annotations

from functools import cache

from msgspec import Struct

from dateline.extract.nouns import Nouns
from dateline.extract.phrases import REACH
from dateline.extract.units import ADJ, COMMA, CONJ, NOUN, PREP, REL, STOP, SUB, TIME, VERB
from dateline.lexicons import table
from dateline.records import Chunk


@cache
def clause_takers() -> frozenset[str]:
    """Verbs that a clause without "that" can follow."""
    return frozenset(lemma for lemma, value in table("cues").items() if "that" in value.split("|")[1].split())


class Clause(Struct):
    """A verb group with what belongs to it; subject and object are logical, whatever the voice."""

    verb: Chunk
    unit: int
    link: str = "main"  # main | relative | reduced | participle | infinitive | gerund | complement | shared | gapped
    passive: bool = False
    subject: int = -1  # phrase
    object: int = -1
    indirect: int = -1
    retained: int = -1  # noun after a passive verb that is not its subject
    preps: tuple[tuple[str, int], ...] = ()
    parent: int = -1  # clause
    noun: int = -1  # phrase that the clause says more of: antecedent, or noun before an infinitive
    marker: str = ""  # if, after, where ...
    begin: int = 0  # units
    end: int = 0


class Arguments(Nouns):
    """The noun phrases of one sentence, given to the verbs before them."""

    def _objects(self, clause: Clause, index: int) -> None:
        """Set object, indirect object and prepositional phrases of a verb."""
        k = index + 1
        while k < len(self.units) and self.units[k].kind == TIME:
            k += 1
        found: list[int] = []
        while k < len(self.units) and self.units[k].kind == NOUN and len(found) < 2 and (self._describes(clause, index) or not self._next_subject(k)):
            found.append(self.at[k])
            k += 1
        if len(found) == 2:
            clause.indirect, clause.object = found
        elif found:
            clause.object = found[0]
        clause.preps, clause.end = self._prepositions(k, found)

    def _describes(self, clause: Clause, index: int) -> bool:
        """True for a participle right after the first noun of a clause: "a school [sheltering] families was hit"."""
        if clause.verb.tense != "gerund" or index == 0 or self.units[index - 1].kind != NOUN or clause.verb.lemma in clause_takers():
            return False
        return not any(unit.finite for unit in self.units[max(0, index - REACH) : index])

    def _prepositions(self, k: int, found: list[int]) -> tuple[tuple[tuple[str, int], ...], int]:
        """Prepositional phrases from unit k on, and where they end."""
        preps: list[tuple[str, int]] = []
        joined = {member for phrase in found for member in self.phrases[phrase].joined}
        while k < len(self.units):
            kind = self.units[k].kind
            if kind == NOUN:
                phrase = self.phrases[self.at[k]]
                if phrase.prep:
                    preps.append((phrase.prep, self.at[k]))
                    joined.update(phrase.joined)
                elif self.at[k] not in joined and not (phrase.joint >= 0) and not self._apposed(k):
                    break
            elif kind in {VERB, REL, SUB, STOP} or (kind in {COMMA, CONJ} and not self._goes_on(k + 1, joined)):
                break
            k += 1
        return tuple(preps), k

    def _apposed(self, unit: int) -> bool:
        return self.units[unit - 1].kind == COMMA and not self._next_subject(unit)

    def _goes_on(self, k: int, joined: set[int]) -> bool:
        """True if the phrases of a clause go on after a comma or conjunction."""
        if k >= len(self.units):
            return False
        unit = self.units[k]
        if unit.kind in {PREP, TIME, ADJ, CONJ}:
            return not (unit.kind == PREP and k + 1 < len(self.units) and self.units[k + 1].kind == VERB)
        return unit.kind == NOUN and (self.at[k] in joined or self.phrases[self.at[k]].joint >= 0 or not self._next_subject(k))
