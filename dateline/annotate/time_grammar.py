"""Productions of time expressions: written over kinds of lexemes, compiled to expressions over their codes.

A production is a sequence of kinds ("month dot? dom"), groups ("( comma? year )?"), choices ("this|next") and named parts
("{date}", or "{date:2}" for a second one whose lexemes are then called month2, dom2 ...). A name that stands for several kinds
is listed in FAMILIES.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Generic, TypeVar

from dateline.annotate.time_lexemes import CODE, Lexeme, Lexemes

Value = TypeVar("Value")
Scene = TypeVar("Scene")
Ends = list[tuple[int, tuple[int, ...]]]  # where productions can end, and which

FAMILIES: dict[str, tuple[str, ...]] = {
    "anymonth": ("month", "amonth", "shortmonth"),
    "fullmonth": ("month", "amonth"),
    "anyday": ("weekday", "shortday"),
    "count": ("cardinal", "dom", "year"),
    "dayordinal": ("ordinal",),
    "anyordinal": ("ordinal", "second", "final", "latest"),
    "anyunit": ("unit", "units", "second"),
    "edgeword": ("early", "late", "mid", "earlier", "later"),
    "boundword": ("begin", "end", "middle"),
    "outer": ("ordinal", "second", "final", "last"),
    "anyseason": ("season", "aseason"),
    "turn": ("last", "past", "previous", "next", "coming", "following", "this", "current", "same", "that", "latest"),
    "span": ("last", "past", "previous", "next", "coming", "following", "these", "latest", "recent", "this", "final"),
    "shift": ("ago", "earlier", "later"),
    "dash": ("hyphen",),
    "link": ("to", "until", "and", "hyphen"),
    "any": ("each", "per"),
}
DOT, SHORT = CODE["dot"], CODE["shortmonth"]
_PIECE = re.compile(r"\{(\w+)(?::(\w+))?\}|[a-z]+\d?|[()|?]")


class Hit:
    """A production met in a sentence: its lexemes by name."""

    __slots__ = ("end", "found", "lexemes", "start")

    def __init__(self, found: dict[str, Lexeme], lexemes: Lexemes, start: int, end: int) -> None:
        self.found = found
        self.lexemes = lexemes
        self.start = start  # index of the first lexeme
        self.end = end  # index after the last one

    def __getitem__(self, name: str) -> Lexeme | None:
        return self.found.get(name)

    def has(self, *names: str) -> bool:
        """Whether any of the names was met."""
        found = self.found
        for name in names:  # noqa: SIM110 (a loop is twice as fast as any())
            if name in found:
                return True
        return False

    def value(self, name: str) -> str:
        """Lexicon value of the lexeme of that name; "" where it was not met."""
        lexeme = self.found.get(name)
        return lexeme.value if lexeme else ""

    def edge(self) -> Lexeme | None:
        """The word that narrows a period: "early", "the end of"."""
        return self.found.get("edgeword") or self.found.get("boundword")

    def before(self) -> Lexeme | None:
        """The lexeme before the hit."""
        return self.lexemes[self.start - 1] if self.start else None

    def after(self) -> Lexeme | None:
        """The lexeme after the hit."""
        return self.lexemes[self.end] if self.end < len(self.lexemes) else None


class Production(Generic[Scene, Value]):
    """A compiled production, its name and what reads it."""

    def __init__(self, name: str, pattern: str, parts: dict[str, str], read: Callable[[Hit, Scene], Value | None]) -> None:
        self.name = name
        self.read = read
        self.pieces = list(_pieces(pattern, parts))
        self.names = [piece for piece in self.pieces if piece[0].isalpha()]
        self.expression = re.compile(
            "".join(f"([{''.join(sorted(codes(piece)))}])" if piece[0].isalpha() else piece.replace("(", "(?:") for piece in self.pieces)
        )

    def hit(self, lexemes: Lexemes, kinds: str, start: int, end: int) -> Hit:
        """The hit that covers lexemes start..end, which match."""
        found = self.expression.fullmatch(kinds, start, end)
        assert found, self.name
        named: dict[str, Lexeme] = {}
        for name, (at, _) in zip(self.names, found.regs[1:], strict=True):
            if at >= 0 and name not in named:
                named[name] = lexemes[at]
        if kinds[end - 1] == DOT and kinds[end - 2] != SHORT:
            end -= 1
        return Hit(named, lexemes, start, end)


def codes(name: str) -> frozenset[str]:
    """Codes of the kinds that a name of a pattern stands for."""
    bare = name.rstrip("0123456789")
    return frozenset(CODE[kind] for kind in FAMILIES.get(bare, (bare,)))


def _pieces(pattern: str, parts: dict[str, str], suffix: str = "") -> Iterable[str]:
    for found in _PIECE.finditer(pattern):
        if found[1]:
            yield "("
            yield from _pieces(parts[found[1]], parts, found[2] or suffix)
            yield ")"
        elif found[0][0].isalpha():
            yield found[0] + suffix
        else:
            yield found[0]


class Network:
    """All productions as one automaton over codes, its states made when they are first reached."""

    def __init__(self) -> None:
        self._moves: list[list[tuple[frozenset[str], int]]] = []  # of a node: codes and the node they lead to
        self._free: list[list[int]] = []  # of a node: nodes reached without a code
        self._ends: dict[int, int] = {}  # node -> number of the production that ends there
        self._root = self._node()
        self._states: dict[frozenset[int], int] = {}
        self._members: list[frozenset[int]] = []
        self.steps: list[dict[str, int]] = []  # of a state: code -> state, -1 = no way on
        self.ends: list[tuple[int, ...]] = []  # of a state: productions that may end there

    def add(self, number: int, pieces: Sequence[str]) -> None:
        """Add a production."""
        first, last, rest = self._choice(pieces, 0)
        if rest != len(pieces):
            raise ValueError(f"unbalanced: {' '.join(pieces)}")
        self._free[self._root].append(first)
        self._ends[last] = number

    def start(self) -> int:
        """The state before the first code; to be called once all productions are in."""
        return self._state(self._closure({self._root}))

    def step(self, state: int, code: str) -> int:
        """The state that a code leads to, -1 = none."""
        reached = {target for node in self._members[state] for accepted, target in self._moves[node] if code in accepted}
        following = self._state(self._closure(reached)) if reached else -1
        self.steps[state][code] = following
        return following

    def _node(self) -> int:
        self._moves.append([])
        self._free.append([])
        return len(self._moves) - 1

    def _choice(self, pieces: Sequence[str], at: int) -> tuple[int, int, int]:
        first, last = self._node(), self._node()
        while True:
            begin, end, at = self._sequence(pieces, at)
            self._free[first].append(begin)
            self._free[end].append(last)
            if at == len(pieces) or pieces[at] != "|":
                return first, last, at
            at += 1

    def _sequence(self, pieces: Sequence[str], at: int) -> tuple[int, int, int]:
        first = last = self._node()
        while at < len(pieces) and pieces[at] not in "|)":
            if pieces[at] == "(":
                begin, end, at = self._choice(pieces, at + 1)
            else:
                begin, end = self._node(), self._node()
                self._moves[begin].append((codes(pieces[at]), end))
            at += 1
            if at < len(pieces) and pieces[at] == "?":
                self._free[begin].append(end)
                at += 1
            self._free[last].append(begin)
            last = end
        return first, last, at

    def _closure(self, nodes: set[int]) -> frozenset[int]:
        waiting = list(nodes)
        while waiting:
            for free in self._free[waiting.pop()]:
                if free not in nodes:
                    nodes.add(free)
                    waiting.append(free)
        return frozenset(nodes)

    def _state(self, members: frozenset[int]) -> int:
        if members not in self._states:
            self._states[members] = len(self._members)
            self._members.append(members)
            self.steps.append({})
            self.ends.append(tuple(sorted(self._ends[node] for node in members if node in self._ends)))
        return self._states[members]


class Grammar(Generic[Scene, Value]):
    """Productions compiled together."""

    def __init__(self, productions: Iterable[Production[Scene, Value]]) -> None:
        self.productions = list(productions)
        self._network = Network()
        for number, production in enumerate(self.productions):
            self._network.add(number, production.pieces)
        self._start = self._network.start()
        if self._network.ends[self._start]:
            raise ValueError(f"empty: {self.productions[self._network.ends[self._start][0]].name}")

    def candidates(self, kinds: str) -> Iterator[tuple[int, Ends]]:
        """Lexemes at which productions start, and where they can end and which, shortest first."""
        steps, ends, step = self._network.steps, self._network.ends, self._network.step
        origin, start = steps[self._start], self._start
        size = len(kinds)
        for index in range(size):
            state = origin.get(kinds[index], 0)
            if state < 0:
                continue
            state, at = start, index
            found: Ends = []
            while at < size:
                code = kinds[at]
                following = steps[state].get(code)
                if following is None:
                    following = step(state, code)
                if following < 0:
                    break
                state = following
                at += 1
                if ends[state]:
                    found.append((at, ends[state]))
            if found:
                yield index, found

    def longest(self, lexemes: Lexemes, kinds: str, index: int, ends: Ends, scene: Scene) -> tuple[Production[Scene, Value], Hit, Value] | None:
        """The longest production at a lexeme that its reader accepts; the first one declared of equals."""
        for end, numbers in reversed(ends):
            for number in numbers:
                production = self.productions[number]
                hit = production.hit(lexemes, kinds, index, end)
                value = production.read(hit, scene)
                if value is not None:
                    return production, hit, value
        return None
