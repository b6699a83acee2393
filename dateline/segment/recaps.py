"""Shapes of one item -> where a recap begins: text after the source's end that retells it.

A recap is known by what it is. It stands last, it speaks in general terms, it closes in filler, and it carries nothing
that could be asked back: no named speaker, no day, no direct speech, few figures. Evidence of a source in a paragraph
weighs against it; a gap, share buttons or an "updated" line before it, and tags after it, weigh for it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from dateline.segment.shapes import Shape
from dateline.segment.words import content

SOURCE = frozenset({"prose", "title", "label", "item"})
SAID = r"(?:said|says|told|added|wrote|posted|announced|tweeted|stated|confirmed|reported)"
SPOKEN = re.compile(rf"[”\"],? (?:[\w’'.-]+ ){{0,5}}{SAID}\b|\b{SAID}\b[^.“\"]{{0,60}}[“\"]|[“\"][^”\"]{{25,}}[”\"]|\baccording to (?:the |a |an )?[A-Z]")
NAMED = re.compile(
    rf"\b[A-Z][\w’'-]+ (?:[A-Z][\w’'-]+ )?{SAID}\b|\b{SAID} [A-Z][\w’'-]+ [A-Z]"
    rf"|\b(?:Governor|Minister|President|General|Colonel|Mayor|Spokes\w+|spokes\w+) [A-Z]\w+ [A-Z]?\w*,? {SAID}\b"
)
MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
DAY = re.compile(
    rf"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\b{MONTH} \d|\b\d{{1,2}} {MONTH}\b"
    r"|\bovernight\b|\bthis morning\b|\bearlier (?:today|this week)\b"
)
OPENING = re.compile(
    r"In an? [\w-]+ (?:development|turn|twist|escalation|move|incident|step|setback|shift|breakthrough)\b|In recent (?:news|days|developments|events)\b"
    r"|As (?:the (?:[\w’'-]+ ){0,3})?(?:war|conflict|crisis|situation|fighting|tensions?|hostilities|violence|siege|invasion) \w+"
    r"|The (?:ongoing|recent|latest|escalating|deadly|tragic) (?:[\w’'-]+ ){0,4}(?:war|conflict|crisis|situation|escalation|incident)\b"
)
FIGURE = re.compile(r"(?<![\d,.])\d[\d,.]*(?:%|bn|km|m\b)?")
APART = frozenset({"chrome", "timestamp", "appeal", "hashtags"})
OPENING_SCORE, APART_SCORE, CLOSING_SCORE, TAGGED_SCORE = 1.5, 1.0, 1.0, 0.75
EVIDENCE, ENOUGH = 0.6, 2.75
LEAST_SHARED = 2


class Weight(Struct, frozen=True):
    """What a paragraph has of a recap and of a source."""

    filler: float
    opening: bool
    closing: bool
    evidence: float


def recap_start(shapes: Sequence[Shape], title: str, *, tagged: bool) -> int:
    """Index of the shape with which the recap of an item begins; len(shapes) where there is none.

    Args:
        title: the item's title; what it says is no evidence of a source.
        tagged: a tag list follows the item.
    """
    texts = [i for i, shape in enumerate(shapes) if shape.kind in SOURCE]
    for i, shape in enumerate(shapes):
        if shape.kind == "recap" and any(j < i for j in texts):
            return i
    if len(texts) < 3:
        return len(shapes)
    weights = {i: _weight(shapes[i], title) for i in texts}
    usual = _usual_gap(shapes, texts)
    found: list[tuple[bool, int]] = []
    for position in range(1, len(texts)):
        score, marked = _score(shapes, texts, position, weights, usual)
        if score + TAGGED_SCORE * tagged >= ENOUGH and _retells(shapes, texts, position):
            found.append((not marked, texts[position]))
    return min(found)[1] if found else len(shapes)


def _score(shapes: Sequence[Shape], texts: Sequence[int], position: int, weights: dict[int, Weight], usual: int) -> tuple[float, bool]:
    """How much the texts from a position on look like a recap; whether they stand apart and open like one."""
    i = texts[position]
    rest = [weights[j] for j in texts[position:]]
    apart = shapes[i].line.gap > usual or any(shape.kind in APART for shape in shapes[texts[position - 1] + 1 : i])
    opening = rest[0].opening
    if not (apart or opening) or len(rest) > max(12, len(texts) // 2 + 4):
        return 0.0, False
    general = sum(weight.filler - EVIDENCE * weight.evidence for weight in rest) / len(rest)
    closing = any(weight.closing for weight in rest[-2:])
    return OPENING_SCORE * opening + APART_SCORE * apart + CLOSING_SCORE * closing + general, apart and opening


def _retells(shapes: Sequence[Shape], texts: Sequence[int], position: int) -> bool:
    """The rest shares its content words with what stands before it."""
    before = content(" ".join(shapes[j].text for j in texts[:position]))
    after = content(" ".join(shapes[j].text for j in texts[position:]))
    return len(after & before) >= LEAST_SHARED


def _weight(shape: Shape, title: str) -> Weight:
    text = shape.text
    told = set(FIGURE.findall(title))
    figures = [figure for figure in FIGURE.findall(text) if figure.strip(".,") not in {t.strip(".,") for t in told}]
    evidence = 2.0 * bool(SPOKEN.search(text)) + 1.5 * bool(NAMED.search(text)) + 0.75 * len(set(DAY.findall(text))) + 0.5 * min(len(figures), 4)
    return Weight(min(shape.cue("fill") * 0.5, 2.5), shape.cue("open") > 0 or bool(OPENING.match(text)), shape.cue("end") > 0, evidence)


def _usual_gap(shapes: Sequence[Shape], texts: Sequence[int]) -> int:
    """The gap before most paragraphs: the third quartile, so that a few section breaks do not count."""
    gaps = sorted(shapes[i].line.gap for i in texts[1:])
    return max(1, gaps[len(gaps) // 2])
