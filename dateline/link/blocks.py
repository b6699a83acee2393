"""Nodes -> those worth comparing: nodes that share a key of place and day, or of what was hit or counted and day.

A node whose town is told is looked up under that town; one that tells a region under the region; one that tells less under
who was involved, under each figure and each kind of target. So the nodes compared with one new node are those of its day
and place, however long the record is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from dateline.calendar_days import shift
from dateline.link.nodes import Node
from dateline.link.pairs import COUNTABLE, FOLLOW_UP_DAYS

Key = tuple[str, ...]
WIDEST = 400  # nodes of one key compared with each other, neighbours by id; more are never of one happening


def keys(node: Node) -> tuple[list[Key], list[Key]]:
    """Keys under which a node is found, and under which it looks others up; two nodes meet where one of each is the same."""
    kind = "count" if node.type in COUNTABLE else node.type
    found: list[Key] = []
    sought: list[Key] = []
    for day in _days(node):
        for key, is_own in _day_keys(node, kind, day):
            found.append(key)
            if is_own:
                sought.append(key)
    found.extend((kind, "who", person) for person in sorted(node.people))
    sought.extend((kind, "who", person) for person in sorted(node.people))
    if not node.is_dated and node.towns:
        sought.extend((kind, "town", town, shift(node.first, -back)) for town in sorted(node.towns) if node.first for back in range(1, FOLLOW_UP_DAYS + 1))
    return found, sought


def _day_keys(node: Node, kind: str, day: str) -> Iterator[tuple[Key, bool]]:
    """Keys of one day; False for those under which a node is found by others that tell less, but seeks nobody."""
    is_local = bool(node.towns)
    for town in sorted(node.towns):
        yield (kind, "town", town, day), True
    if node.region or node.level == "region":
        yield (kind, "region", node.region or node.place, day), not is_local
    if not is_local:
        for country in sorted({node.country} - {""} or node.actors | node.recipients) or [""]:
            yield (kind, "country", country, day), True
    for name in sorted(node.names) if not node.place or node.level == "facility" else ():
        yield (kind, "town", name, day), True
    for figure in node.figures:
        yield (kind, figure.measure, f"{figure.low:g}", day), not is_local
    for thing in sorted(node.sites | node.victims):
        yield (kind, "hit", thing, day), not is_local
    if node.type not in COUNTABLE:
        for country in sorted(node.actors | node.recipients):
            yield (kind, "party", country, day), True


def _days(node: Node) -> list[str]:
    """Days that a node is looked up under; long spans by their ends only."""
    if not node.first or not node.last:
        return [""]
    days = [node.first]
    while days[-1] < node.last and len(days) < 3:
        days.append(shift(days[-1], 1))
    return days if days[-1] >= node.last else [node.first, node.last]


def meetings(nodes: Iterable[Node]) -> Iterator[tuple[Node, Node]]:
    """Pairs of nodes worth comparing, each once, the lower id first."""
    holders: dict[Key, list[Node]] = defaultdict(list)
    seekers: dict[Key, list[Node]] = defaultdict(list)
    for node in sorted(nodes, key=lambda n: n.id):
        found, sought = keys(node)
        for key in dict.fromkeys(found):
            holders[key].append(node)
        for key in dict.fromkeys(sought):
            seekers[key].append(node)
    seen: set[tuple[str, str]] = set()
    for key, looking in seekers.items():
        for one in looking:
            for other in holders.get(key, ()):
                pair = (one, other) if one.id < other.id else (other, one)
                if one.id != other.id and (pair[0].id, pair[1].id) not in seen:
                    seen.add((pair[0].id, pair[1].id))
                    yield pair
