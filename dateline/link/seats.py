"""Tolls told without a place -> the attack of their report that they count: "The number of dead has risen to six."

Such a toll takes place and day of the attack whose town its sentence names, else of the one in the same sentence, else of the one
told last before it, else of the only one told soon after (a headline). Where that one is told of a whole country, or the report
counts the same people otherwise, it stays by itself.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

import msgspec

from dateline.lexicons import terms
from dateline.link.accounts import relation
from dateline.link.nodes import Node
from dateline.link.otherwise import NEAR, TOLLS
from dateline.link.pairs import CROWD, MANY
from dateline.records import Claim, Document, Figure, Page

# Words of a count over more than one attack.
WIDE = frozenset(("across", "nationwide", "countrywide", "elsewhere", "throughout", "since", "days", "nights", "weeks", "months", "years"))
SOME = frozenset(("among", "final", "including", "last"))  # words of a part of a toll, beside those of what comes on top of one
OTHERS = frozenset(("other", "others"))  # wounded beside the dead
PARTS = frozenset(("child", "baby", "infant", "minor"))  # whom reports count again among the rest
BESIDE = 20  # characters before and after a number
_WORD = re.compile(r"[a-z]+")
Told = tuple[Claim, Node]
Scene = tuple[int, int]  # item, passage where that stands by itself


def seated(told: Iterable[Told], document: Document, page: Page) -> list[Node]:
    """The nodes of one document in reading order, bare tolls where their attack is."""
    pairs = sorted(told, key=lambda pair: (pair[1].sentence, pair[0].start, pair[1].id))
    bullets = {passage.number for passage in page.passages if passage.kind == "bullet"}
    attacks: dict[Scene, list[Told]] = defaultdict(list)
    for claim, node in pairs:
        if node.type == "ASSAULT" and node.place:
            attacks[_scene(claim, bullets)].append((claim, node))
    found = []
    for claim, node in pairs:
        near = attacks[_scene(claim, bullets)]
        found.append(_seated(claim, node, near, document.text) if near and _is_bare(claim, node, document.text) else node)
        if found[-1].home:
            near.append((claim, found[-1]))
    return found


def _scene(claim: Claim, bullets: Collection[int]) -> Scene:
    """What may tell of one attack: all of an item but its bullets, each of which has its own matter."""
    return claim.item, claim.passage if claim.passage in bullets else -1


def _is_bare(claim: Claim, node: Node, text: str) -> bool:
    """True for people hurt in one attack, counted or one, whose words tell neither place nor day."""
    counts = [figure for figure in node.figures if figure.measure in TOLLS]
    is_total = all(0 < figure.low < MANY for figure in counts) and any(not _is_some(figure, claim, text) for figure in counts)
    is_bare = node.type in {"FIGURE", "ASSAULT"} and not node.place and not node.is_dated
    return is_bare and (is_total or node.is_one) and not WIDE & set(_WORD.findall(text[claim.start : claim.end].lower()))


def _is_some(figure: Figure, claim: Claim, text: str) -> bool:
    """True for some of the people of a toll: "two more", "the last two bodies", "among them two women", but not "among the 16 dead"."""
    before = text[max(claim.start, figure.start - BESIDE) : figure.start].lower()
    after = text[figure.end : min(claim.end, figure.end + BESIDE)].lower()
    around = f"{before.removesuffix('among the ').removesuffix('more than ')} {after}"
    further = terms("further") - OTHERS if figure.measure == "injured" else terms("further")
    return figure.object in PARTS or bool((SOME | further) & set(_WORD.findall(around)))


def _seated(claim: Claim, node: Node, attacks: Sequence[Told], text: str) -> Node:
    told = [(by, other) for by, other in attacks if not other.home]
    home = _named(claim, told, text) or _beside(node, [other for _, other in told])
    if home is None or not _is_local(home) or _is_beside(node, home) or any(_differs(node, other) for _, other in attacks if other.place == home.place):
        return node
    same = {name: getattr(home, name) for name in ("place", "towns", "level", "region", "country", "first", "last", "is_dated", "is_night")}
    return msgspec.structs.replace(node, type="ASSAULT", home=home.id, **same)


def _is_beside(toll: Node, attack: Node) -> bool:
    """True for the toll of many beside the death of one of them: "a miner died on Thursday, raising the toll to 12"."""
    return attack.is_one and any(figure.low >= CROWD for figure in toll.figures)


def _is_local(attack: Node) -> bool:
    return attack.is_real and attack.mode != "intercept" and (bool(attack.towns) or attack.level == "region")


def _named(claim: Claim, attacks: Sequence[Told], text: str) -> Node | None:
    """The attack whose place the toll's sentence names, nearest to the number, or to who was hurt."""
    sentence, told = text[claim.start : claim.end], claim.figures[0] if claim.figures else claim.recipient
    number = told.start - claim.start if told else 0
    found = []
    for other, node in attacks:
        name = other.place.text if other.place else node.place
        at = sentence.find(name)
        if at >= 0:
            found.append((abs(at - number), node.id, node))
    return min(found, key=lambda told: told[:2])[2] if found else None


def _beside(node: Node, attacks: Sequence[Node]) -> Node | None:
    """The attack of the same sentence, else the one told last before, else the only one told soon after; None where that is several."""
    near = [other for other in attacks if abs(node.sentence - other.sentence) <= NEAR]
    last = max((other.sentence for other in near if other.sentence <= node.sentence), default=None)
    told = near if last is None else [other for other in near if other.sentence == last]
    return min(told, key=lambda other: (other.sentence, other.id)) if len({other.place for other in told}) == 1 else None


def _differs(node: Node, other: Node) -> bool:
    """True where a report gives another number of the same people, and not as what two speakers say."""
    answers = ((mine, theirs) for mine in node.figures for theirs in other.figures if mine.measure == theirs.measure and mine.measure in TOLLS)
    is_debated = bool(node.speaker and other.speaker) and node.speaker != other.speaker
    return not is_debated and any(relation(mine, theirs) == "differs" for mine, theirs in answers)
