"""Nodes -> groups of claims about one happening: candidates by block, scored pair by pair, joined best first.

The order in which documents came plays no part: pairs are sorted by score and claim ids. Two groups that cannot be one
(other place, other day, other target) are never joined, however alike their words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from dateline.calendar_days import shift
from dateline.link.accounts import relation
from dateline.link.nodes import VAGUE_LEVELS, Node
from dateline.link.stories import Report
from dateline.records import Decision

JOIN = 4.0  # score from which two claims are one event
NEAR = 4  # sentences
ROUND_FROM = 20  # smaller numbers agree by chance
BLOCK_LIMIT = 400  # claims compared with each other within one block, by sentence order; larger blocks compare neighbours
FOLLOW_UP_DAYS = 4  # a toll may be told again so many days later
PARTS_OF_COUNTRY = frozenset(("facility", "settlement", "district", "region", "sea"))
COUNTED_BY_PLACE = frozenset(("intercepted", "launched", "lost", "attacks", "killed", "injured", "destroyed"))
BALANCE = frozenset(("launched", "intercepted", "lost"))
TOLLS = frozenset(("killed", "injured", "casualties", "missing"))
Reasons = tuple[tuple[str, float], ...]


def groups(
    nodes: Iterable[Node], copies: Mapping[str, str], story_of: Mapping[Report, Report], decided: Iterable[Decision]
) -> tuple[list[list[Node]], list[Decision]]:
    """Groups of nodes, each ordered by day of report and id, and the decisions that made them."""
    known = {node.id: node for node in sorted(nodes, key=lambda n: n.id)}
    forest = Forest(known)
    made = []
    for decision in decided:
        if decision.subject in known and decision.object in known:
            if decision.kind == "join":
                forest.join(decision.subject, decision.object, is_forced=True)
            elif decision.kind == "split":
                forest.keep_apart(decision.subject, decision.object)
            made.append(decision)
    pairs = sorted(_scored(known, copies, story_of), key=lambda pair: (-pair[0], pair[1], pair[2]))
    for score, one, other, reasons in pairs:
        if forest.root(one) == forest.root(other):
            continue
        veto = forest.veto(one, other)
        if veto:
            made.append(Decision(f"split:{one}:{other}", "split", one, other, (*reasons, (veto, -score))))
        else:
            forest.join(one, other)
            made.append(Decision(f"join:{one}:{other}", "join", one, other, reasons))
    return forest.groups(), made


class Forest:
    """Disjoint groups of claims with what each group has settled on."""

    def __init__(self, nodes: dict[str, Node]) -> None:
        self.nodes = nodes
        self.parents = {identifier: identifier for identifier in nodes}
        self.members = {identifier: [identifier] for identifier in nodes}
        self.apart: set[tuple[str, str]] = set()

    def root(self, identifier: str) -> str:
        while self.parents[identifier] != identifier:
            self.parents[identifier] = self.parents[self.parents[identifier]]
            identifier = self.parents[identifier]
        return identifier

    def join(self, one: str, other: str, *, is_forced: bool = False) -> None:
        first, second = sorted((self.root(one), self.root(other)))
        if first != second and (is_forced or not self.veto(one, other)):
            self.parents[second] = first
            self.members[first].extend(self.members.pop(second))

    def keep_apart(self, one: str, other: str) -> None:
        self.apart.add((min(one, other), max(one, other)))

    def veto(self, one: str, other: str) -> str:
        """Why two groups cannot be one; "" where they can."""
        left, right = self.members[self.root(one)], self.members[self.root(other)]
        if self.apart and any((min(a, b), max(a, b)) in self.apart for a in left for b in right):
            return "an editor keeps them apart"
        for a in left[:12]:
            for b in right[:12]:
                reason = impossible(self.nodes[a], self.nodes[b])
                if reason:
                    return reason
        return ""

    def groups(self) -> list[list[Node]]:
        found = [sorted((self.nodes[m] for m in members), key=lambda n: (n.published, n.id)) for members in self.members.values()]
        return sorted(found, key=lambda group: group[0].id)


# ---- candidates ----


def _scored(nodes: dict[str, Node], copies: Mapping[str, str], story_of: Mapping[Report, Report]) -> Iterator[tuple[float, str, str, Reasons]]:
    seen: set[tuple[str, str]] = set()
    for block in _blocks(nodes.values(), story_of):
        for i, one in enumerate(block):
            for other in block[i + 1 : i + BLOCK_LIMIT]:
                key = (one.id, other.id) if one.id < other.id else (other.id, one.id)
                if key in seen:
                    continue
                seen.add(key)
                if impossible(one, other):
                    continue
                reasons = reasons_for(one, other, copies, story_of)
                score = round(sum(weight for _, weight in reasons), 3)
                if score >= JOIN:
                    yield score, *key, reasons


def _blocks(nodes: Iterable[Node], story_of: Mapping[Report, Report]) -> Iterator[list[Node]]:
    """Claims that share type, country and a day, or stand in one item or story."""
    blocks: dict[tuple[str, ...], list[Node]] = defaultdict(list)
    for node in nodes:
        kind = "ASSAULT" if node.type == "FIGURE" else node.type
        story = story_of.get((node.document, node.item), (node.document, node.item))
        blocks[kind, "story", story[0], str(story[1])].append(node)
        where = {node.country} if node.country else (node.recipients | node.actors) or {""}
        for day in _span(node):
            for country in where:
                blocks[kind, country, day].append(node)
    for key in sorted(blocks):
        if len(blocks[key]) > 1:
            yield sorted(blocks[key], key=lambda n: (n.place, n.sentence, n.id))


def _span(node: Node) -> list[str]:
    """Days that a node is looked up under; long spans by their ends only."""
    if not node.first or not node.last:
        return []
    days = [node.first]
    while days[-1] < node.last and len(days) < 3:
        days.append(shift(days[-1], 1))
    return days if days[-1] >= node.last else [node.first, node.last]


# ---- the judgement of a pair ----


def impossible(one: Node, other: Node) -> str:
    """Why two claims cannot be about one event; "" where they can."""
    if one.type != other.type and not _same_count(one, other):
        return "other kind of event"
    if "FIGURE" in (one.type, other.type) and not _same_count(one, other):
        return "other figure"
    if one.family != other.family and one.family and other.family:
        return "other means"
    if not _same_place(one, other):
        return "other place"
    if not _same_days(one, other):
        return "other day"
    if one.actors and other.actors and not one.actors & other.actors and not _same_scene(one, other):
        return "other actor"
    if one.recipients and other.recipients and not one.recipients & other.recipients:
        return "other side hit"
    return _other_count(one, other) or _other_target(one, other)


def _same_scene(one: Node, other: Node) -> bool:
    """Two attacks that can be one although told of different actors: the same town or the same target."""
    is_town = one.place == other.place and one.level in {"settlement", "facility"}
    return one.type == "ASSAULT" and (is_town or bool(one.target & other.target))


def _same_count(one: Node, other: Node) -> bool:
    """Running totals of one thing: told as a figure by one, as what was done by the other."""
    measures = {f.measure for f in one.figures} & {f.measure for f in other.figures}
    return bool(measures) and {one.type, other.type} <= {"FIGURE", "ASSAULT", "MOBILIZE"} and not (one.level == "settlement" and other.level == "settlement")


def _same_place(one: Node, other: Node) -> bool:
    if not one.place or not other.place or one.place == other.place:
        return not (one.country and other.country and one.country != other.country)
    is_wide = "country" in (one.level, other.level) and one.country == other.country
    return is_wide and (one.document, one.item) == (other.document, other.item)  # one report tells of the country, then of its regions


def _same_days(one: Node, other: Node) -> bool:
    if not one.first or not other.first:
        return (one.document, one.item) == (other.document, other.item) or not (one.first or other.first)
    if one.is_night and other.is_night:
        return one.first == other.first
    if one.first <= (other.last or other.first) and other.first <= (one.last or one.first):
        return not (one.is_dated and other.is_dated and _length(one) != _length(other) and max(_length(one), _length(other)) > 3)
    early, late = (one, other) if one.first < other.first else (other, one)
    is_follow_up = not late.is_dated and bool(early.place) and early.place == late.place and _tolls(early) and _tolls(late)
    return bool(is_follow_up) and shift(early.last or early.first or "", FOLLOW_UP_DAYS) >= (late.first or "")


def _other_count(one: Node, other: Node) -> str:
    """A part counted beside its whole, as in 57 shot down, 22 of them over one region, is an event of its own."""
    if one.place == other.place and not (one.place == "" and one.sentence == other.sentence):
        return ""
    is_part = bool(one.level in PARTS_OF_COUNTRY) != bool(other.level in PARTS_OF_COUNTRY)
    for mine in one.figures:
        for theirs in other.figures:
            if mine.measure == theirs.measure in COUNTED_BY_PLACE and is_part and relation(mine, theirs) in {"differs", "part of"}:
                return "one counts a part of the other"
    return ""


def _length(node: Node) -> int:
    days = 1
    day = node.first or ""
    while day < (node.last or "") and days < 10:
        day = shift(day, 1)
        days += 1
    return days


def _tolls(node: Node) -> bool:
    return any(figure.measure in TOLLS for figure in node.figures)


def _other_target(one: Node, other: Node) -> str:
    """Two claims of one report that name different targets are two strikes."""
    if (
        one.sentence == other.sentence
        and one.document == other.document
        and one.target
        and other.target
        and not one.target & other.target
        and one.mode == other.mode
    ):
        return "other target in the same sentence"
    return ""


def reasons_for(one: Node, other: Node, copies: Mapping[str, str], story_of: Mapping[Report, Report]) -> Reasons:
    """What speaks for one event, each with its weight."""
    found: list[tuple[str, float]] = []
    if one.place and one.place == other.place:
        found.append((f"same place ({one.place})", 0.8 if one.level in VAGUE_LEVELS else 1.5 if one.level == "region" else 2.4))
    if one.first and other.first and one.is_dated and other.is_dated:
        found.append(("same day", 1.2))
    if one.mode and one.mode == other.mode:
        found.append((f"same means ({one.mode})", 0.6))
    if one.actors & other.actors:
        found.append(("same actor", 0.4))
    if one.recipients & other.recipients:
        found.append(("same side hit", 0.3))
    if one.type == "FIGURE" or other.type == "FIGURE":
        found.extend(_count_reasons(one, other))
    shared = one.target & other.target
    if shared:
        found.append((f"same target ({', '.join(sorted(shared)[:3])})", 1.0))
    found.extend(_figure_reasons(one, other))
    overlap = len(one.words & other.words) / (min(len(one.words), len(other.words)) or 1)
    if overlap >= 0.25:
        found.append((f"{overlap:.0%} of their words shared", round(overlap * 3.5, 2)))
    if one.document == other.document and one.item == other.item and abs(one.sentence - other.sentence) <= 1:
        found.append(("neighbouring sentences", 1.2 if one.speaker == other.speaker else 0.7))
        found.extend(_balance_reasons(one, other))
    elif one.document == other.document and one.item == other.item and abs(one.sentence - other.sentence) <= NEAR:
        found.append(("told close together", 0.6))
        found.extend(_balance_reasons(one, other))
    if (one.document, one.item) != (other.document, other.item) and _story(one, story_of) == _story(other, story_of):
        found.append(("told in one story", 1.0))
    if copies.get(one.document, one.document) == copies.get(other.document, other.document) and one.document != other.document and overlap > 0.7:
        found.append(("copies of one report", 2.0))
    return tuple(found)


def _count_reasons(one: Node, other: Node) -> Iterator[tuple[str, float]]:
    """What makes two running totals answers to one question."""
    measures = sorted({f.measure for f in one.figures} & {f.measure for f in other.figures})
    if one.recipients & other.recipients or (one.place and one.place == other.place):
        yield f"both count {measures[0]} on one side", 2.4
    if (one.document, one.item) == (other.document, other.item):
        yield "told in one report", 0.8


def _balance_reasons(one: Node, other: Node) -> Iterator[tuple[str, float]]:
    """Launched in one sentence, shot down or lost in the next: one account of one attack."""
    mine, theirs = {f.measure for f in one.figures}, {f.measure for f in other.figures}
    if mine & BALANCE and theirs & BALANCE and one.family == other.family == "air":
        yield "one account of what was launched and what became of it", 2.6
        if _launched(one) & _launched(other):
            yield "their totals agree", 1.6


def _launched(node: Node) -> set[float]:
    """Totals that a claim tells or makes up: what it counts as launched, that together, and what its parts are of."""
    launched = [f.low for f in node.figures if f.measure == "launched"]
    return {*launched, sum(launched), *(f.of for f in node.figures if f.of)} - {0}


def _story(node: Node, story_of: Mapping[Report, Report]) -> Report:
    return story_of.get((node.document, node.item), (node.document, node.item))


def _figure_reasons(one: Node, other: Node) -> Iterator[tuple[str, float]]:
    for mine in one.figures:
        for theirs in other.figures:
            if mine.measure == theirs.measure and mine.low == theirs.low:
                yield f"same figure ({mine.text} {mine.measure})", 1.6 if mine.low >= 5 else 0.8
                return
            if mine.measure == theirs.measure and min(mine.low, theirs.low) >= ROUND_FROM and relation(mine, theirs) == "rounds to":
                yield f"{mine.text} and {theirs.text} {mine.measure} are one number, rounded", 2.1
                return
            if mine.of and mine.of in (theirs.low, theirs.of):
                yield f"part of the same total ({mine.of:g})", 1.6
                return
