"""Nodes -> those worth comparing: nodes that share a key of place and day, or of what was hit or counted and day.

A node whose town is told is looked up under that town; one that tells a region under the region; one that tells less under
who was involved, under each figure and each kind of target. So the nodes compared with one new node are those of its day
and place, however long the record is.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator

from dateline.calendar_days import shift
from dateline.link.nodes import Node
from dateline.link.otherwise import SELDOM, TOLLS
from dateline.link.pairs import COUNTABLE, FOLLOW_UP_DAYS, MANY, REPEATED, RUNNING

Key = tuple[str, ...]


def keys(node: Node) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Keys under which a node is found, and under which it looks others up; two nodes meet where one of each is the same."""
    kind = "count" if node.type in COUNTABLE else node.type
    told = [pair for day in _days(node) for pair in _day_keys(node, kind, day)]
    told.extend(((kind, "who", person), True) for person in node.people)
    told.extend(((kind, "words", *sorted(bag)), True) for bag in node.bags if len(bag) >= REPEATED)
    found = [key for key, _ in told]
    sought = [key for key, is_own in told if is_own]
    if not node.is_dated and node.first:
        sought.extend((kind, "town", town, shift(node.first, -back)) for town in node.towns for back in range(1, FOLLOW_UP_DAYS + 1))
    return _digests(found), _digests(sought)


def _day_keys(node: Node, kind: str, day: str) -> Iterator[tuple[Key, bool]]:
    """Keys of one day; False for those under which a node is found by others that tell less, but seeks nobody."""
    is_local = bool(node.towns)
    for town in node.towns:
        yield (kind, "town", town, day), True
    if node.region or node.level == "region":
        yield (kind, "region", node.region or node.place, day), not is_local
    for country in () if is_local else {node.country} - {""} or node.actors | node.recipients:
        yield (kind, "country", country, day), True
    for name in node.names if not node.place or node.level == "facility" else ():
        yield (kind, "town", name, day), True
    for figure in node.figures:
        is_telling = figure.measure in TOLLS and figure.low >= SELDOM
        yield (kind, figure.measure, f"{figure.low:g}", day), is_telling or not is_local
        if is_telling and node.is_dated:
            yield from ((("town", town, figure.measure, f"{figure.low:g}"), True) for town in node.towns)
        if figure.measure in RUNNING and figure.low >= MANY:
            yield from (((kind, "many", figure.measure, country, day), not is_local) for country in node.recipients)
    for thing in node.sites | node.victims:
        yield (kind, "hit", thing, day), not is_local
    for country in node.actors | node.recipients if node.type not in COUNTABLE else ():
        yield (kind, "party", country, day), True


def _days(node: Node) -> list[str]:
    """Days that a node is looked up under; long spans by their ends only."""
    if not node.first or not node.last:
        return [""]
    days = [node.first]
    while days[-1] < node.last and len(days) < 3:
        days.append(shift(days[-1], 1))
    return days if days[-1] >= node.last else [node.first, node.last]


def _digests(keys_: Iterable[Key]) -> tuple[int, ...]:
    """Keys as numbers of 63 bits, each once, in order; two keys that meet by chance cost one comparison more."""
    return tuple(sorted({int.from_bytes(hashlib.blake2b("\t".join(key).encode(), digest_size=8).digest()[:8], "big") >> 1 for key in keys_}))


def meetings(nodes: Iterable[tuple[str, tuple[int, ...], tuple[int, ...]]]) -> Iterator[tuple[str, str]]:
    """Ids worth comparing two by two, each pair once, the lower first.

    Args:
        nodes: id, keys under which it is found, keys under which it looks others up.
    """
    told = sorted(nodes)
    holders: dict[int, list[str]] = defaultdict(list)
    for identifier, found, _ in told:
        for key in found:
            holders[key].append(identifier)
    looking = {identifier: frozenset(sought) for identifier, _, sought in told}
    for identifier, found, sought in told:
        for other in sorted({holder for key in sought for holder in holders.get(key, ())}):
            if other > identifier:
                yield identifier, other
            elif other < identifier and looking[other].isdisjoint(found):
                yield other, identifier
