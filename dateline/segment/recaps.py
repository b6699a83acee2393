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
    r"|The (?:ongoing|recent|latest|escalating|devastating|tragic) [\w-]+ (?:in|of|on|at|by|between|has|have)\b"
    r"|The (?:ongoing|recent|latest|escalating|deadly|tragic) (?:[\w’'-]+ ){0,4}(?:war|conflict|crisis|situation|escalation|incident)\b"
)
FIGURE = re.compile(r"(?<![\d,.])\d[\d,.]*(?:%|bn|km|m\b)?")
APART = frozenset({"chrome", "timestamp", "appeal", "hashtags"})
OPENING_SCORE, APART_SCORE, CLOSING_SCORE, TAGGED_SCORE = 1.5, 1.0, 1.0, 0.75
EVIDENCE, BARE, ENOUGH = 0.6, 0.5, 2.75  # BARE: a paragraph without any evidence
LEAST_SHARED = 2
TEMPLATE_EVIDENCE = 1.0  # evidence a paragraph of a recap may carry where its place is known
GENERAL = 3  # general phrases by which a paragraph may begin a recap that closes in filler


class Weight(Struct, frozen=True):
    """What a paragraph has of a recap and of a source."""

    filler: float
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
    usual = _usual_gap(shapes, texts)
    found: list[tuple[bool, int]] = []
    weights: dict[int, Weight] = {}
    for position in range(max(1, min(len(texts) - 12, len(texts) // 2 - 4)), len(texts)):
        i = texts[position]
        apart, opening = _is_apart(shapes, texts, position, usual), _opens(shapes[i])
        if not (apart or opening or (shapes[i].cue("fill") >= GENERAL and any(shapes[j].cue("end") for j in texts[-2:]))):
            continue
        rest = [weights.setdefault(j, weights.get(j) or _weight(shapes[j], title)) for j in texts[position:]]
        score = OPENING_SCORE * opening + APART_SCORE * apart + TAGGED_SCORE * tagged + _generality(rest)
        if score >= ENOUGH and _retells(shapes, texts, position, title):
            found.append((not (apart and opening), i))
    return min(found)[1] if found else len(shapes)


def apart_tail(shapes: Sequence[Shape]) -> int:
    """Index of the text after the last wide gap of a story, where little of it is evidence of a source; len(shapes) where there is none.

    For the posts of a page on which others have a recap in that place; kinds are settled.
    """
    texts = [i for i, shape in enumerate(shapes) if shape.kind in ("paragraph", "bullet")]
    if len(texts) < 3:
        return len(shapes)
    usual = _usual_gap(shapes, texts)
    start = next((i for i in reversed(texts[1:]) if shapes[i].line.gap > usual), len(shapes))
    rest = [_weight(shapes[i], "").evidence for i in texts if i >= start]
    return start if rest and sum(rest) <= TEMPLATE_EVIDENCE * len(rest) else len(shapes)


def _is_apart(shapes: Sequence[Shape], texts: Sequence[int], position: int, usual: int) -> bool:
    """A wider gap than between other paragraphs, or buttons and times of the page, stand before the text."""
    i = texts[position]
    return shapes[i].line.gap > usual or any(shape.kind in APART for shape in shapes[texts[position - 1] + 1 : i])


def _opens(shape: Shape) -> bool:
    return shape.cue("open") > 0 or bool(OPENING.match(shape.text))


def _generality(rest: Sequence[Weight]) -> float:
    """How general the texts are on the whole, and whether they close in filler."""
    closing = any(weight.closing for weight in rest[-2:])
    return CLOSING_SCORE * closing + sum(weight.filler + BARE * (not weight.evidence) - EVIDENCE * weight.evidence for weight in rest) / len(rest)


def _retells(shapes: Sequence[Shape], texts: Sequence[int], position: int, title: str) -> bool:
    """The rest shares its content words with what stands before it."""
    before = content(title) | content(" ".join(shapes[j].text for j in texts[:position]))
    after = content(" ".join(shapes[j].text for j in texts[position:]))
    return len(after & before) >= LEAST_SHARED


def _weight(shape: Shape, title: str) -> Weight:
    text = shape.text
    told = {figure.strip(".,") for figure in FIGURE.findall(title)}
    figures = [figure for figure in FIGURE.findall(text) if figure.strip(".,") not in told]
    evidence = 2.0 * bool(SPOKEN.search(text)) + 1.5 * bool(NAMED.search(text)) + 0.75 * len(set(DAY.findall(text))) + 0.5 * min(len(figures), 4)
    return Weight(min(shape.cue("fill") * 0.5, 2.5), shape.cue("end") > 0, evidence)


def _usual_gap(shapes: Sequence[Shape], texts: Sequence[int]) -> int:
    """The gap before most paragraphs: the third quartile, so that a few section breaks do not count."""
    gaps = sorted(shapes[i].line.gap for i in texts[1:])
    return max(1, gaps[len(gaps) // 2])
