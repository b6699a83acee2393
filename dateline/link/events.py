"""Nodes -> groups of claims about one happening: first within each report, then over reports, best pair first.

The order in which documents came plays no part: pairs are sorted by score and claim ids. Two groups that cannot be one
(other place, other day, other target) are never joined, however alike their words. What is joined depends only on nodes
that are tied to each other by pairs, so groups that are not tied to a new document stay as they are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from dateline.link.blocks import meetings
from dateline.link.nodes import Node, merged
from dateline.link.pairs import Reasons, impossible, is_anchored, is_report, reasons_for
from dateline.records import Decision

JOIN = 4.0  # score from which two nodes are one happening
UNSURE = 3.0  # from here on a pair that is not joined is told as a near miss
LONG = 400  # claims of one report compared with each other, in reading order
Pair = tuple[float, str, str, Reasons]


def groups(nodes: Iterable[Node], copies: Mapping[str, str], decided: Iterable[Decision]) -> tuple[list[list[Node]], list[Decision]]:
    """Groups of nodes, each ordered by day of report and id, and the decisions that made them."""
    known = {node.id: node for node in sorted(nodes, key=lambda n: n.id)}
    editors = [d for d in decided if d.kind in {"join", "split"} and d.subject in known and d.object in known]
    apart = {(min(d.subject, d.object), max(d.subject, d.object)) for d in editors if d.kind == "split"}
    within = Forest({identifier: [node] for identifier, node in known.items()}, apart)
    made = [*editors, *_joined(within, _report_pairs(known.values(), copies))]
    happenings = {group[0]: [known[identifier] for identifier in group] for group in within.groups()}
    whole = Forest(happenings, apart)
    for decision in editors:
        if decision.kind == "join":
            whole.join(within.root(decision.subject), within.root(decision.object))
    told = {lead: merged(members) for lead, members in happenings.items()}
    made.extend(_joined(whole, _pairs_over_reports(told, copies)))
    found = [sorted((n for lead in group for n in happenings[lead]), key=lambda n: (n.published, n.id)) for group in whole.groups()]
    return sorted(found, key=lambda group: group[0].id), made


class Forest:
    """Disjoint groups of leaves, each leaf a list of claims' nodes.

    Args:
        leaves: id -> nodes; the ids are those of claims.
        apart: pairs of claims that an editor keeps apart.
    """

    def __init__(self, leaves: Mapping[str, Sequence[Node]], apart: set[tuple[str, str]]) -> None:
        self.parents = {identifier: identifier for identifier in leaves}
        self.members = {identifier: [identifier] for identifier in leaves}
        self.judged = {identifier: merged(nodes) for identifier, nodes in leaves.items()}
        self.claims = {identifier: [node.id for node in nodes] for identifier, nodes in leaves.items()} if apart else {}
        self.apart = apart

    def root(self, identifier: str) -> str:
        """The lowest id of the group that a leaf is in."""
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
                reason = impossible(self.judged[a], self.judged[b])
                if reason:
                    return reason
        return ""

    def groups(self) -> list[list[str]]:
        """Leaves of each group, the lowest first."""
        return [sorted(members) for _, members in sorted(self.members.items())]


def _joined(forest: Forest, pairs: Iterable[Pair]) -> Iterator[Decision]:
    """Join best pair first; a decision for each pair that was joined or kept apart."""
    for score, one, other, reasons in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if forest.root(one) == forest.root(other):
            continue
        veto = forest.veto(one, other)
        if veto:
            yield Decision(f"split:{one}:{other}", "split", one, other, (*reasons, (veto, -score)))
        else:
            forest.join(one, other)
            yield Decision(f"join:{one}:{other}", "join", one, other, reasons)


def _report_pairs(nodes: Iterable[Node], copies: Mapping[str, str]) -> Iterator[Pair]:
    """Scored pairs of claims within each report."""
    reports: dict[tuple[str, int], list[Node]] = defaultdict(list)
    for node in nodes:
        reports[node.document, node.item].append(node)
    for told in reports.values():
        told.sort(key=lambda n: (n.sentence, n.id))
        for i, one in enumerate(told):
            for other in told[i + 1 : i + LONG]:
                yield from _scored(*((one, other) if one.id < other.id else (other, one)), copies)


def _pairs_over_reports(told: Mapping[str, Node], copies: Mapping[str, str]) -> Iterator[Pair]:
    """Scored pairs of happenings of different reports; ids are those of the happenings."""
    leads = {node.id: lead for lead, node in told.items()}
    for one, other in meetings(told.values()):
        if not is_report(one, other) and is_anchored(one, other):
            for score, first, second, reasons in _scored(one, other, copies):
                yield score, min(leads[first], leads[second]), max(leads[first], leads[second]), reasons


def _scored(one: Node, other: Node, copies: Mapping[str, str]) -> Iterator[Pair]:
    if not impossible(one, other):
        reasons = reasons_for(one, other, copies)
        score = round(sum(weight for _, weight in reasons), 3)
        if score >= JOIN:
            yield score, one.id, other.id, reasons
