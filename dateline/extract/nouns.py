"""Phrases -> the nouns that a clause asks for: what a relative word stands for, what a verb's next noun belongs to."""

from __future__ import annotations

from dateline.extract.phrases import REACH, Phrases
from dateline.extract.units import COMMA, CONJ, NOUN, PREP, STOP, TIME, VERB
from dateline.lexicons import terms


class Nouns(Phrases):
    """The noun phrases of one sentence, asked by clauses."""

    def _antecedent(self, rel: int) -> int:
        """Phrase that a relative word stands for: the nearest, or for what places do not do, what it hangs on."""
        k = rel - 1
        while k >= 0 and self.units[k].kind in {COMMA, PREP, TIME, STOP}:
            k -= 1
        phrase = self.at.get(k, -1)
        if phrase < 0 or self.units[rel].word == "where":
            return phrase
        while self._sort(self.phrases[phrase]) == "place" and self.phrases[phrase].prep and (outer := self._hung_on(phrase)) >= 0:
            phrase = outer
        return phrase

    def _hung_on(self, phrase: int) -> int:
        """Phrase that a prepositional phrase says more of, by itself or with a participle: [firms] based in Dubai; -1 if none."""
        if self.phrases[phrase].left >= 0:
            return self.phrases[phrase].left
        verb = self.phrases[phrase].unit - 2
        reduced = verb > 0 and self.units[verb].kind == VERB and self.tokens[self.units[verb].first].tag in {"VBN", "VBG"}
        return self.at.get(verb - 1, -1) if reduced else -1

    def _cause(self, phrase: int) -> int:
        """The attack that a result is told of: an attack on a market [that killed two]."""
        for outer in (phrase, *self._outwards(phrase)):
            if outer >= 0 and self.phrases[outer].lemma in terms("causes"):
                return outer
        return phrase

    def _outwards(self, phrase: int) -> list[int]:
        """Phrases that a phrase hangs on, nearest first."""
        found: list[int] = []
        while phrase >= 0 and self.phrases[phrase].prep and self.phrases[phrase].left >= 0 and len(found) < 5:
            phrase = self.phrases[phrase].left
            found.append(phrase)
        return found

    def _next_subject(self, unit: int) -> bool:
        """True if the noun here is the subject of the next finite verb: "said Russia launched"."""
        k = unit + 1
        while k < len(self.units) and k < unit + REACH:
            kind = self.units[k].kind
            if kind == VERB:
                return self.units[k].finite and self.tokens[self.units[k].first].tag != "VBN"
            if kind in {PREP, TIME} or (kind == NOUN and self.units[k - 1].kind == PREP):
                k += 1
                continue
            if kind == CONJ and k + 1 < len(self.units) and self.units[k + 1].kind == NOUN and self.phrases[self.at[k + 1]].joint >= 0:
                k += 2
                continue
            return False
        return False

    def _agentive(self, index: int) -> bool:
        phrase = self.at.get(index, -1)
        return phrase >= 0 and self.tokens[self.phrases[phrase].head].tag != "CD"
