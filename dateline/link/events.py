"""Nodes -> groups of claims about one happening: first within each report, then over reports, best pair first.

The order in which documents came plays no part: pairs are sorted by score and claim ids. Two groups that cannot be one
(other place, other day, other target) are never joined, however alike their words. What is joined depends only on happenings
that are tied to each other, so those that are not tied to a new document stay as they are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from dateline.link.nodes import Node, merged
from dateline.link.otherwise import is_report
from dateline.link.pairs import Reasons, impossible, is_anchored, reasons_for
from dateline.records import Decision

JOIN = 4.0  # score from which two nodes are one happening
LONG = 400  # claims of one report compared with each other, in reading order
Tie = tuple[float, str, str]  # score, ids of two happenings, the lower first
Pair = tuple[str, str]


class Told(Struct, frozen=True, gc=False):
    """What one report tells of one happening: its claims and their node; its id is the lowest of the claims' ids."""

    id: str
    claims: tuple[str, ...]
    node: Node


def happenings(nodes: Iterable[Node], apart: set[Pair]) -> tuple[list[Told], list[Decision]]:
    """Claims joined within each report, and why.

    Args:
        apart: claims that an editor keeps apart, the lower id first.
    """
    known = {node.id: node for node in sorted(nodes, key=lambda n: n.id)}
    forest = Forest(known, {identifier: (identifier,) for identifier in known} if apart else {}, apart)
    ties = ((score, one.id, other.id) for one, other in _neighbours(known.values()) if not impossible(one, other) and (score := _weight(one, other, {})))
    made = list(_joined(forest, ties, {}, "join"))
    return [Told(group[0], tuple(group), merged([known[claim] for claim in group])) for group in forest.groups()], made


def _neighbours(nodes: Iterable[Node]) -> Iterator[tuple[Node, Node]]:
    """Claims of one report two by two, the lower id first."""
    reports: dict[tuple[str, int], list[Node]] = defaultdict(list)
    for node in nodes:
        reports[node.document, node.item].append(node)
    for told in reports.values():
        told.sort(key=lambda n: (n.sentence, n.id))
        for i, one in enumerate(told):
            for other in told[i + 1 : i + LONG]:
                yield (one, other) if one.id < other.id else (other, one)


def tie(one: Node, other: Node, copies: Mapping[str, str]) -> float:
    """How much speaks for one happening told by two reports; 0 where it is too little, or where they cannot be one."""
    if is_report(one, other) or impossible(one, other) or not is_anchored(one, other):
        return 0.0
    return _weight(one, other, copies)


def _weight(one: Node, other: Node, copies: Mapping[str, str]) -> float:
    """Of all that speaks for one happening; 0 where it is too little."""
    score = round(sum([weight for _, weight in reasons_for(one, other, copies)]), 3)
    return score if score >= JOIN else 0.0


def groups(told: Mapping[str, Told], ties: Iterable[Tie], decided: Iterable[Decision], copies: Mapping[str, str]) -> tuple[list[list[str]], list[Decision]]:
    """Ids of happenings of each event, and the machine's decisions that joined them or kept them apart.

    Args:
        decided: editors' decisions in force; those on other claims are passed over.
    """
    home = {claim: happening.id for happening in told.values() for claim in happening.claims}
    editors = on_events(decided, home)
    forest = Forest({identifier: told[identifier].node for identifier in sorted(told)}, {i: t.claims for i, t in told.items()}, kept_apart(editors))
    for decision in editors:
        if decision.kind == "join":
            forest.join(home[decision.subject], home[decision.object])
    made = list(_joined(forest, ties, copies, "link"))
    return forest.groups(), made


def on_events(decided: Iterable[Decision], claims: Container[str]) -> list[Decision]:
    """Editors' decisions that join or split events of some claims."""
    return [d for d in decided if d.kind in {"join", "split"} and d.subject in claims and d.object in claims]


def kept_apart(decided: Iterable[Decision]) -> set[Pair]:
    """Claims that an editor keeps apart, the lower id first."""
    return {(min(d.subject, d.object), max(d.subject, d.object)) for d in decided if d.kind == "split"}


class Forest:
    """Disjoint groups of nodes.

    Args:
        claims: ids of the claims that each node stands for; may be empty where no editor keeps claims apart.
        apart: pairs of claims that an editor keeps apart.
    """

    def __init__(self, nodes: Mapping[str, Node], claims: Mapping[str, Sequence[str]], apart: set[Pair]) -> None:
        self.nodes, self.claims, self.apart = nodes, claims, apart
        self.parents = {identifier: identifier for identifier in nodes}
        self.members = {identifier: [identifier] for identifier in nodes}

    def root(self, identifier: str) -> str:
        """The lowest id of the group that a node is in."""
        while self.parents[identifier] != identifier:
            self.parents[identifier] = self.parents[self.parents[identifier]]
            identifier = self.parents[identifier]
        return identifier

    def join(self, one: str, other: str) -> None:
        """One group of two, whatever speaks against it."""
        first, second = sorted((self.root(one), self.root(other)))
        if first != second:
            self.parents[second] = first
            self.members[first].extend(self.members.pop(second))

    def veto(self, one: str, other: str) -> str:
        """Why two groups cannot be one; "" where they can."""
        left, right = self.members[self.root(one)], self.members[self.root(other)]
        if self.apart and any((min(a, b), max(a, b)) in self.apart for x in left for a in self.claims[x] for y in right for b in self.claims[y]):
            return "an editor keeps them apart"
        for a in left[:12]:
            for b in right[:12]:
                reason = impossible(self.nodes[a], self.nodes[b])
                if reason:
                    return reason
        return ""

    def groups(self) -> list[list[str]]:
        """Ids of each group, the lowest first."""
        return [sorted(members) for _, members in sorted(self.members.items())]


def _joined(forest: Forest, ties: Iterable[Tie], copies: Mapping[str, str], name: str) -> Iterator[Decision]:
    """Join best pair first; a decision for each pair that was joined or kept apart, its id beginning with a name."""
    for score, one, other in sorted(ties, key=lambda told: (-told[0], told[1], told[2])):
        if forest.root(one) == forest.root(other):
            continue
        veto = forest.veto(one, other)
        reasons: Reasons = reasons_for(forest.nodes[one], forest.nodes[other], copies)
        if veto:
            yield Decision(f"{name}:{one}:{other}", "split", one, other, (*reasons, (veto, -score)))
        else:
            forest.join(one, other)
            yield Decision(f"{name}:{one}:{other}", "join", one, other, reasons)
