"""Items -> stories: reports that tell of one happening, though days, titles and words differ.

Two reports belong together when their weighty words agree (cosine over tf-idf) and they share rare names: of a victim, a
street, a village. Names are looked up in an inverted index, so only reports that share one are compared. Groups grow
best pair first and a report joins a group only when it fits the group on average, so that chains do not form.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from dateline import lexicons
from dateline.calendar_days import distance
from dateline.link.copies import SOURCE
from dateline.link.kinds import stem
from dateline.records import Claim, Document, Page

HEAVY = 60  # words a report is compared by
RARE_IN = 30  # a name that stands in more reports does not bring two together
RARE_FROM = 3.0  # inverse document frequency (natural log) from which a name is rare
MEET = 2.0  # rarity that two reports must share to be compared
NAMES_COUNT = 0.03
NAMES_MOST = 25.0
DAYS_COUNT = 0.05
SAME_PLACE = 0.06
OTHER_PLACE = -0.1
OTHER_DAY = -0.15
JOIN = 0.25
FIT = 0.85  # share of JOIN that the average over two groups must reach
AREAS = frozenset(("settlement", "facility", "district"))
_WORD = re.compile(r"[^\W\d_]{3,}|\d+")
_NAME = re.compile(r"(?<![.!?”\"’:] )(?<!^)\b[A-ZÀ-Þ][^\W\d_A-Z]{3,}\b", re.MULTILINE)
Report = tuple[str, int]  # document id, item number


class Told(Struct, frozen=True, gc=False):
    """A report as stories sees it."""

    key: Report
    day: str  # of publication, "" = not told
    words: Counter[str]
    names: frozenset[str]
    places: frozenset[str]
    days: frozenset[str]  # that its claims tell in words


def told(documents: Iterable[tuple[Document, Page]], claims: Iterable[Claim]) -> list[Told]:
    """The source text of each item, by document id and item number."""
    by_item: dict[Report, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_item[claim.document, claim.item].append(claim)
    found = []
    for document, page in sorted(documents, key=lambda pair: pair[0].id):
        for item in page.items:
            passages = [p for p in page.passages if p.item == item.number and p.kind in SOURCE and not p.repeat]
            if passages and item.number:
                text = "\n".join(document.text[p.start : p.end] for p in passages)
                found.append(_told((document.id, item.number), text, (item.published or document.published or "")[:10], by_item[document.id, item.number]))
    return found


def _told(key: Report, text: str, day: str, claims: Sequence[Claim]) -> Told:
    stop = lexicons.terms("stop")
    words = Counter(stem(word) for word in _WORD.findall(text[:4000].lower()) if word not in stop)
    places = frozenset(c.place.name.lower() for c in claims if c.place and c.place.precision in AREAS and c.place.name)
    days = frozenset(c.time.start for c in claims if c.time and c.time.start and c.time.basis != "published" and c.event == "ASSAULT")
    return Told(key, day, words, frozenset(_NAME.findall(text)), places, days)


def stories(reports: Sequence[Told]) -> dict[Report, Report]:
    """Report -> the first report of its story; a report alone is its own story."""
    weights = _weights(report.words for report in reports)
    vectors = [_vector(report.words, weights) for report in reports]
    shared = _shared_names(reports)
    scores = {pair: score for pair, rarity in shared.items() if (score := _score(reports, vectors, pair, rarity)) > JOIN * FIT * 0.5}
    groups = _grouped(len(reports), scores)
    return {reports[member].key: reports[min(group)].key for group in groups for member in group}


def _weights(bags: Iterable[Iterable[str]]) -> dict[str, float]:
    counts: Counter[str] = Counter()
    total = 0
    for bag in bags:
        counts.update(set(bag))
        total += 1
    return {word: math.log(total / count) for word, count in counts.items()}


def _vector(words: Mapping[str, int], weights: Mapping[str, float]) -> dict[str, float]:
    heavy = sorted(((word, (1 + math.log(count)) * weights[word]) for word, count in words.items()), key=lambda pair: (-pair[1], pair[0]))[:HEAVY]
    length = math.sqrt(sum(weight * weight for _, weight in heavy)) or 1.0
    return {word: weight / length for word, weight in heavy}


def _shared_names(reports: Sequence[Told]) -> dict[tuple[int, int], float]:
    """Pairs of reports with the rarity of the names they share."""
    index: dict[str, list[int]] = defaultdict(list)
    for number, report in enumerate(reports):
        for name in report.names:
            index[name].append(number)
    shared: dict[tuple[int, int], float] = defaultdict(float)
    for name in sorted(index):
        holders = index[name]
        rarity = math.log(len(reports) / len(holders)) - RARE_FROM if len(reports) > 100 else math.log(1 + len(reports) / len(holders))
        if 1 < len(holders) <= RARE_IN and rarity > 0:
            for at, one in enumerate(holders):
                for other in holders[at + 1 :]:
                    shared[one, other] += rarity
    return {pair: rarity for pair, rarity in shared.items() if rarity >= MEET}


def _score(reports: Sequence[Told], vectors: Sequence[Mapping[str, float]], pair: tuple[int, int], rarity: float) -> float:
    one, other = reports[pair[0]], reports[pair[1]]
    short, long = sorted((vectors[pair[0]], vectors[pair[1]]), key=len)
    score = sum(weight * long[word] for word, weight in short.items() if word in long) + NAMES_COUNT * min(rarity, NAMES_MOST)
    if one.day and other.day:
        score -= DAYS_COUNT * math.log1p(distance(one.day, other.day))
    if one.places and other.places:
        score += SAME_PLACE if one.places & other.places else OTHER_PLACE
    if one.days and other.days and min(distance(a, b) for a in one.days for b in other.days) > 1:
        score += OTHER_DAY
    return score


def _grouped(size: int, scores: Mapping[tuple[int, int], float]) -> list[list[int]]:
    """Groups grown best pair first, each joint held to the average over both groups."""
    home = list(range(size))
    members = {number: [number] for number in range(size)}
    for (one, other), score in sorted(scores.items(), key=lambda pair: (-pair[1], pair[0])):
        if score < JOIN:
            break
        left, right = home[one], home[other]
        if left == right:
            continue
        ties = sum(scores.get((min(a, b), max(a, b)), 0.0) for a in members[left] for b in members[right])
        if ties >= JOIN * FIT * len(members[left]) * len(members[right]):
            for member in members[right]:
                home[member] = left
            members[left].extend(members.pop(right))
    return [members[number] for number in sorted(members)]
