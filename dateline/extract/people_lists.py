"""Units of a sentence -> who stands in a place of its clause: people counted one by one over lists and appositions.

"A man, Omar Said, 40, his wife and two of their sons": one, one, and two that are part of others. A number beside its own
list counts once; what hangs on a preposition is not listed.
"""

from __future__ import annotations

from dateline.extract.parties import NOBODY, WHOLES, Party, is_clear, party_of
from dateline.extract.units import COMMA, CONJ, NOUN, PREP, REL, STOP, SUB, TIME, VERB, Unit
from dateline.extract.views import View
from dateline.lexicons import table

FLOATING = 2.0  # "Amin and Dawit [both] died": says no more than the names
REACH = 24  # units looked at on either side of a verb
BARRIERS = frozenset({VERB, SUB, REL, STOP})


def before(view: View, unit: int) -> list[Party]:
    """People listed between the last verb and a unit: [two men and a boy] were shot."""
    units = view.syntax.units
    first = unit
    while first > 0 and first > unit - REACH and units[first - 1].kind not in BARRIERS and not (first < unit and _is_state(view, first - 1)):
        first -= 1
    return _List(view, range(first, unit), is_after=False).read()


def _is_state(view: View, unit: int) -> bool:
    """True for a number with its own word of harm: "[a man dead], two others wounded"."""
    return table("harm_words").get(view.syntax.units[unit].word, "").endswith("state")


def after(view: View, unit: int, *, is_noun: bool = False) -> list[Party]:
    """People listed from a unit on, up to the next verb: killed [his wife and two sons].

    Args:
        is_noun: the list hangs on a noun, so that a verb after it has all of it as its subject.
    """
    units = view.syntax.units
    if unit < len(units) and units[unit].kind == COMMA:
        return []  # "man killed, [friend] held"
    last = unit
    while last < len(units) and last < unit + REACH and units[last].kind not in BARRIERS:
        last += 1
    if last < len(units) and units[last].kind == VERB and units[last].finite:
        last = _without_subject(view, unit, last, {COMMA} if is_noun else {COMMA, CONJ})
    return _List(view, range(unit, last), is_after=True).read()


def of_phrase(view: View, phrase: int) -> list[Party]:
    """People of a phrase and of those joined to it."""
    if phrase < 0:
        return []
    phrase = view.phrases[phrase].joint if view.phrases[phrase].joint >= 0 else phrase
    if view.tokens[view.phrases[phrase].first].text.lower() in NOBODY:
        return []
    found = [party for member in view.members(phrase) if (party := party_of(view, member)) is not None]
    return _with_wholes(found)


def _without_subject(view: View, first: int, verb: int, seams: set[str]) -> int:
    """Unit before the noun that opens the next clause: "killed a guard and [a cook] fled"."""
    units, at = view.syntax.units, verb
    while at > first and units[at - 1].kind not in seams:
        at -= 1
    return max(first, at - 1) if at > first else verb


class _List:
    """The people of a stretch of units, as they are read."""

    def __init__(self, view: View, span: range, *, is_after: bool) -> None:
        self.view, self.units, self.span, self.is_after = view, view.syntax.units, span, is_after
        self.found: list[Party] = []
        self.opened = True  # a noun here stands in the list
        self.joined = self.comma = self.governed = self.nobody = False
        self.names = 0.0  # names still to come of a number told

    def read(self) -> list[Party]:
        """The people, each once."""
        for at in self.span:
            unit = self.units[at]
            if unit.kind == PREP:
                if unit.word in {"including", "among"} and self.found:
                    break
                self._preposition(at, unit)
            elif unit.kind in {CONJ, COMMA}:
                self.opened = True
                self.joined, self.comma = self.joined or unit.kind == CONJ, self.comma or unit.kind == COMMA
            elif unit.kind == NOUN:
                party = self._party(at)
                if party is None and self.found and self.joined:
                    break  # "the murder of one and [the shooting] of another"
                if party is not None:
                    self._take(party, at)
                self.opened = False
            elif unit.kind != TIME:
                self.opened = False
        return _with_wholes(self.found)

    def _preposition(self, at: int, unit: Unit) -> None:
        if unit.word == "with" and self.view.tokens[unit.first - 1].lemma in {"along", "together"}:
            self.opened = self.joined = True
            return
        self.governed = True
        self.opened = unit.word == "of" and (at == self.span.start or _is_whole(self.view, at))

    def _party(self, at: int) -> Party | None:
        """The people of a noun that stands in the list; None where it names nobody."""
        number = self.view.syntax.at.get(at, -1)
        party = party_of(self.view, number) if number >= 0 and (self.opened or self.units[at - 1].kind == NOUN) else None
        self.nobody = (self.nobody and self.joined) or self.view.tokens[self.units[at].first].text.lower() in NOBODY
        stray = self.joined and self.governed and not self.found and (self.is_after or not is_clear(self.view, number))  # "outside the Palace and [Lounge]"
        return None if self.nobody or stray else party

    def _take(self, party: Party, at: int) -> None:
        """Add people to the list, unless they are another name of those before."""
        found = self.found
        party.after_and = self.joined
        if self.names > 0 and party.proper:
            self.names -= 1  # "two brothers, Ali Hassan and [Karim Hassan]"
        elif found and not self.comma and not self.joined and self.units[at - 1].kind == NOUN:
            found[-1] = found[-1] if party.note == "back" and party.low == FLOATING else party  # "told me [my nephew] was shot"
        elif self.comma and not self.joined and found and _apposed(found[-1], party, self.units[at + 1 : self.span.stop]):
            self.names = found[-1].low - 1 if party.proper else 0.0
        else:
            found.append(party)
        self.joined = self.comma = self.governed = False


def _is_whole(view: View, preposition: int) -> bool:
    """True for "of" after a word that stands for the people themselves: a total of [five people]."""
    unit = view.syntax.units[preposition - 1] if preposition else None
    return unit is not None and unit.kind == NOUN and (unit.word in WHOLES or view.tokens[unit.last - 1].text.lower() in WHOLES)


def _apposed(before: Party, party: Party, rest: list[Unit]) -> bool:
    """True for a second name of the same people: "a man, Omar Said", "a second victim, a nurse, died"."""
    if before.low > 1:
        return party.proper and party.low == 1
    if party.low > 1:
        return False
    if before.proper != party.proper:
        if party.proper and not before.age:
            before.name = before.name or party.name
        return True
    return not party.proper and not any(unit.kind == CONJ for unit in rest)


def _with_wholes(found: list[Party]) -> list[Party]:
    """The list without what only breaks a number down: four people, [a man and three women]."""
    for at, party in enumerate(found):
        rest = found[at + 1 :]
        if not rest or party.low < 2 or rest[0].after_and:
            continue
        if party.op == ">=" and party.low == 2 and party.note == "back":  # "the victims, a boy and two girls"
            return rest
        if sum(other.low for other in rest) == party.low:
            return found[: at + 1]
    return found
