"""Figures of what was launched and of what became of it -> what is left, for each kind of weapon."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from dateline.link.nodes import speaker_key
from dateline.link.terms import REACH, Addition, Term, category, is_local, is_of, takes_in

FATES = frozenset(("intercepted", "lost"))
RAIDS = FATES | {"launched"}


def fates(numbers: Sequence[Term]) -> Iterator[Addition]:
    """Launched, less what was shot down or lost, for each kind of weapon; none beside a figure whose part in it is not clear."""
    launched = [term for term in numbers if term.figure.measure == "launched" and term.is_exact and not _is_part(term)]
    wholes = list({(term.kind, term.value): term for term in reversed(launched)}.values())[::-1]
    parts = _assigned(numbers, launched, wholes) if wholes else {}
    known = {term.key for told in parts.values() for term in told} | {term.key for term in launched}
    unclear = {term.spot for term in numbers if term.key not in known and _is_weapon(term) and not _is_part(term)}
    for whole in wholes:
        added = _fate(whole, parts.get(whole.key, ()))
        doubtful = unclear | {other.spot for other in launched if other.kind == whole.kind and other.value < whole.value}  # "one flew on to the border"
        if added and not doubtful & {part.spot for part in added.parts}:
            yield added


def _assigned(numbers: Iterable[Term], launched: Sequence[Term], wholes: Sequence[Term]) -> dict[tuple[str, int], list[Term]]:
    """Key of each whole -> its fates."""
    told = [term for term in numbers if term.figure.measure in FATES and term.is_exact]
    values = {term.value for term in told}
    parts: dict[tuple[str, int], list[Term]] = defaultdict(list)
    for term in told:
        whole = None if _is_portion(term, values) else _whole(term, [one for one in wholes if _is_near(term, launched, one)])
        if whole:
            parts[whole.key].append(term)
    return parts


def _is_weapon(term: Term) -> bool:
    return term.is_exact and (term.figure.measure in FATES or category(term.figure.object) == "weapon")


def _fate(whole: Term, told: Sequence[Term]) -> Addition | None:
    """One figure for what was shot down, and all for what was lost; None where that is the whole itself, or more."""
    fullest = max((term.value for term in told if term.figure.measure == "intercepted" and "more" not in term.before), default=0)
    kept: dict[tuple[str, str, float], Term] = {}
    for term in told:
        if term.figure.measure == "lost" or term.value == fullest or "more" in term.before or term.figure.object != told[0].figure.object:
            kept.setdefault((term.figure.measure, term.figure.object, term.value), term)
    left = whole.value - sum(term.value for term in kept.values())
    is_shot = any(term.figure.measure == "intercepted" or term.figure.of for term in kept.values())
    if not is_shot or left < 0 or (len(kept) == 1 and left == 0):
        return None
    return Addition(whole, tuple(kept.values()), left)


def _whole(part: Term, wholes: Sequence[Term]) -> Term | None:
    """What a fate is a part of: the whole that it names, else the last one told before it that can be, else the next."""
    own = [whole for whole in wholes if whole.kind == part.kind] or [whole for whole in wholes if takes_in(whole, part)]
    can_be = [whole for whole in own if part.value <= whole.value and _is_open(part, whole) and is_of(part, whole)]
    if not part.figure.object and len({whole.kind for whole in can_be}) > 1 and part.figure.of is None:
        return None
    named = [whole for whole in can_be if whole.value == part.figure.of]
    before = [whole for whole in can_be if whole.figure.start < part.figure.start]
    return next(iter(named or before[::-1] or can_be), None)


def _is_open(part: Term, whole: Term) -> bool:
    """True where a part names this whole, or none and is not told of one place among several."""
    return part.figure.of == whole.value or (part.figure.of is None and not is_local(part, whole))


def _is_near(part: Term, launched: Sequence[Term], whole: Term) -> bool:
    """True where a part names its whole, or one that tells the whole stands near, or in another report."""
    told = [term for term in launched if term.value == whole.value and term.figure.object == whole.figure.object]
    apart = [abs(term.sentence - part.sentence) for term in told if term.claim.document == part.claim.document]
    return part.figure.of == whole.value or not apart or min(apart) <= REACH


def _is_part(term: Term) -> bool:
    """True for "80 drones, including 12 over the port": the 12."""
    previous = term.previous
    return term.figure.of is not None or ("part" in term.before and previous is not None and previous.measure == term.figure.measure)


def _is_portion(term: Term, fates: Collection[float]) -> bool:
    """True for a part of another fate: "shot down 50, including 12 over the port"."""
    previous = term.previous
    is_after = previous is not None and previous.measure in FATES and previous.low > term.value
    return (is_after and bool({"part", "of them"} & term.before)) or (term.figure.of in fates and term.figure.of != term.value)


def fates_over_reports(numbers: Iterable[Term], known: Sequence[Addition]) -> Iterator[Addition]:
    """What one speaker says in several reports of one event: launched in one, shot down in another."""
    by_speaker: dict[str, list[Term]] = defaultdict(list)
    done = {speaker_key(one.whole.claim) for one in known}
    for term in sorted(numbers, key=lambda t: (t.claim.published or "", t.claim.document, t.figure.start)):
        if term.figure.measure in RAIDS:
            by_speaker[speaker_key(term.claim)].append(term)
    for key in sorted(by_speaker.keys() - done - {""}):
        answers = {(term.figure.measure, term.kind, term.value) for term in by_speaker[key]}
        if len({(measure, counted) for measure, counted, _ in answers}) == len(answers):
            yield from (one for one in fates(by_speaker[key]) if len(one.parts) > 1 or one.parts[0].figure.of)
