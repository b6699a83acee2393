"""Units -> Phrases: noun groups as arguments, with the preposition that governs them and what they are joined to."""

from __future__ import annotations

from msgspec import Struct

from dateline.extract.units import ADJ, COMMA, CONJ, NOUN, PREP, REL, STOP, SUB, TIME, VERB, units
from dateline.lexicons import table, terms
from dateline.records import Annotation

COMMON = frozenset({"a", "the", "common"})
REACH = 40  # units looked at on either side


class Phrase(Struct, gc=False):
    """A noun group as an argument."""

    unit: int
    first: int  # tokens
    last: int
    head: int
    lemma: str
    prep: str = ""  # preposition that governs it
    left: int = -1  # phrase just before its preposition
    joint: int = -1  # first of the phrases it is coordinated with
    joined: tuple[int, ...] = ()  # the others, of a first one


class Phrases:
    """The noun phrases of one sentence."""

    def __init__(self, annotation: Annotation, places: frozenset[int]) -> None:
        self.tokens = annotation.tokens
        self.units = units(annotation)
        self.places = places
        self.phrases: list[Phrase] = []
        self.at: dict[int, int] = {}
        self._phrases()
        self._coordinate()

    def _phrases(self) -> None:
        for index, unit in enumerate(self.units):
            if unit.kind != NOUN or unit.chunk is None:
                continue
            phrase = Phrase(index, unit.first, unit.last, unit.chunk.head, unit.chunk.lemma)
            before = self.units[index - 1] if index else None
            if before is not None and before.kind == PREP:
                phrase.prep = before.word
                phrase.left = self._noun_before(index - 1)
            self.at[index] = len(self.phrases)
            self.phrases.append(phrase)

    def _noun_before(self, index: int) -> int:
        """Phrase that ends just before a unit, times and ages between commas skipped."""
        index -= 1
        while index >= 0 and (self.units[index].kind == TIME or self._is_age(index)):
            index -= 1 if self.units[index].kind == TIME else 2
        return self.at.get(index, -1)

    def _is_age(self, index: int) -> bool:
        """True for a number between commas that is no noun: Ana Ruiz, [72], was killed."""
        unit = self.units[index]
        return unit.kind == ADJ and index > 0 and self.units[index - 1].kind == COMMA and self.tokens[unit.first].tag == "CD"

    def _sort(self, phrase: Phrase) -> str:
        """proper | number | place | common: only like things are coordinated."""
        tag = self.tokens[phrase.head].tag
        if phrase.head in self.places:
            return "place"
        if tag.startswith("NNP"):
            return "proper"
        if tag == "CD" or tag.startswith("PRP"):
            return "number" if tag == "CD" else "pronoun"
        opening = self.tokens[phrase.first].lemma
        return "a" if opening in {"a", "an"} else "the" if opening in {"the", "this", "that"} else "common"

    def _coordinate(self) -> None:
        for index, unit in enumerate(self.units):
            if unit.kind != CONJ or unit.word not in {"and", "or", "&"} or self.units[index - 1 : index] == []:
                continue
            right = self.at.get(index + 1, -1)
            left = self._noun_before(index - 1 if self.units[index - 1].kind == COMMA else index)
            if right < 0 or (self._opens_clause(index + 1) and not self._begins(left)):
                continue
            if left >= 0:
                self._join(self._like(left, right), right)

    def _like(self, left: int, right: int) -> int:
        """Of a phrase and those it hangs on, the one of the same sort as the phrase to be joined."""
        sort, candidate, chain = self._sort(self.phrases[right]), left, [left]
        while len(chain) < 5 and self.phrases[candidate].left >= 0:
            candidate = self.phrases[candidate].left
            chain.append(candidate)
        if self.phrases[right].lemma in terms("causes"):  # a strike on a market and [the shelling] of a school
            chain = [candidate for candidate in chain if self.phrases[candidate].lemma in terms("causes")] or chain
        loose = COMMON if sort in COMMON else frozenset({sort})
        for wanted in (frozenset({sort}), loose):
            for candidate in chain:
                if self._sort(self.phrases[candidate]) in wanted:
                    return candidate
        return left

    def _join(self, left: int, right: int) -> None:
        """Coordinate two phrases, with the earlier members of a list: "A, B and C"."""
        first = self.phrases[left].joint if self.phrases[left].joint >= 0 else left
        members = [left, right] if first == left else [*self.phrases[first].joined, right]
        while first == left:
            unit = self.phrases[members[0]].unit - (2 if self.phrases[members[0]].prep else 1)
            before = self.at.get(unit - 1, -1) if unit > 0 and self.units[unit].kind == COMMA else -1
            if before < 0 or not self._alike(before, members[0]) or self.phrases[members[0]].prep:
                break
            members.insert(0, before)
            left, first = members[0], members[0]
            if len(members) > 8:
                break
        head = members[0] if first not in members else first if members[0] == first else members[0]
        rest = tuple(dict.fromkeys(member for member in members if member != head))
        self.phrases[head].joined = rest
        for member in rest:
            self.phrases[member].joint = head

    def _alike(self, one: int, other: int) -> bool:
        """True for phrases of one sort; a country's name is a place or a party to the same list, "a boy" is one beside "two women"."""
        sorts = {self._sort(self.phrases[one]), self._sort(self.phrases[other])}
        counted = any(self.tokens[self.phrases[phrase].first].tag == "CD" for phrase in (one, other))
        return len(sorts) == 1 or sorts == {"place", "proper"} or (counted and sorts == {"a", "common"})

    def _begins(self, phrase: int) -> bool:
        """True for a noun that nothing before it can govern: "... was killed, and [two guards] and a driver were hurt", "said [two guards] and ..."."""
        unit = self.phrases[phrase].unit if phrase >= 0 else 0
        while unit > 1 and self.units[unit - 1].kind == COMMA and self.units[unit - 2].kind == NOUN and self.units[unit - 3].kind != PREP:
            unit -= 2  # a list
        before = self.units[unit - 1] if unit else None
        if before is None:
            return False
        if before.kind == VERB:
            return table("speaking").get(before.word) == "clause"
        return before.kind in {CONJ, REL, SUB} or (before.kind == STOP and before.word in ";:.?!")

    def _opens_clause(self, index: int) -> bool:
        """True if the noun at this unit is the subject of a finite verb, and a finite verb came before."""
        k = index + 1
        while k < len(self.units) and k < index + REACH:
            unit = self.units[k]
            if unit.kind == VERB:
                return unit.finite and any(self.units[b].finite for b in range(index - 1, max(-1, index - REACH), -1))
            if unit.kind == PREP or unit.kind == TIME or (unit.kind == NOUN and self.units[k - 1].kind == PREP):
                k += 1
            elif [each.kind for each in self.units[k : k + 3]] == [COMMA, NOUN, COMMA]:
                k += 3  # an apposition
            else:
                return False
        return False
