"""Annotation -> the stretches it is checked in: one for a sentence of common length, several for one that never ends.

What a check costs grows with the square of a sentence's length and more. No sentence of prose is so long that it is
divided; what is, a text without full stops, is compared stretch by stretch, in the draft as in the sources.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from dateline.records import Annotation, Attribution, Chunk, Claim, Finding, Sentence, Token

LONGEST = 200  # tokens of a stretch
_ENDS = frozenset((",", ";", ":", "—", "–", ")"))
_JOINS = frozenset(("and", "but", "while", "or"))
_WORST_FIRST = ("contradicted", "not-in-source", "supported", "not-checkable")


def stretches(annotation: Annotation) -> tuple[Annotation, ...]:
    """The sentence, or its parts of at most LONGEST tokens, cut where a clause may end and never inside a group."""
    tokens = annotation.tokens
    if len(tokens) <= LONGEST:
        return (annotation,)
    inside = {at for chunk in annotation.chunks for at in range(chunk.first + 1, chunk.last)}
    found, first = [], 0
    while len(tokens) - first > LONGEST:
        cut = _cut(tokens, first, inside)
        found.append(part(annotation, first, cut))
        first = cut
    return (*found, part(annotation, first, len(tokens)))


def _cut(tokens: tuple[Token, ...], first: int, inside: set[int]) -> int:
    """The last index in reach before which a clause may end, or a group does."""
    reach = [at for at in range(first + LONGEST, first + LONGEST // 2, -1) if at not in inside]
    return next((at for at in reach if tokens[at - 1].text in _ENDS or tokens[at].lemma in _JOINS), reach[0] if reach else first + LONGEST)


def part(annotation: Annotation, first: int, last: int) -> Annotation:
    """Tokens first..last of a sentence as one of their own, with what was read from them."""
    tokens = annotation.tokens[first:last]
    start = annotation.sentence.start if first == 0 else tokens[0].start
    end = annotation.sentence.end if last == len(annotation.tokens) else tokens[-1].end
    size = last - first
    chunks = tuple(
        Chunk(c.kind, max(0, c.first - first), min(size, c.last - first), min(size - 1, max(0, c.head - first)), c.lemma, c.voice, c.tense, c.modal, c.negated)
        for c in annotation.chunks
        if c.last > first and c.first < last
    )
    mentions = tuple(mention for mention in annotation.mentions if start <= mention.start < end)
    attributions = tuple(attribution for attribution in annotation.attributions if _touches(attribution, start, end))
    return Annotation(replace(annotation.sentence, start=start, end=end), tokens, chunks, mentions, attributions)


def _touches(attribution: Attribution, start: int, end: int) -> bool:
    spans = (*attribution.content, *attribution.speaker, *filter(None, (attribution.cue,)))
    return any(span.start < end and start < span.end for span in spans)


def claims_in(claims: Iterable[Claim], annotation: Annotation) -> tuple[Claim, ...]:
    """Those read from a sentence whose trigger stands in the stretch of it; those without one stand at the end."""
    sentence = annotation.sentence
    return tuple(claim for claim in claims if claim.sentence == sentence.number and _is_within(claim, sentence))


def _is_within(claim: Claim, stretch: Sentence) -> bool:
    trigger = claim.match.trigger
    at = trigger.start if trigger is not None and claim.start <= trigger.start < claim.end else claim.end - 1
    return stretch.start <= at < stretch.end


def joined(findings: Iterable[Finding], text: str) -> Finding:
    """One finding for the stretches of a sentence: the worst verdict, every part that is wrong, the evidence of all.

    Args:
        text: of the document that the findings are on.
    """
    found = tuple(findings)
    if len(found) == 1:
        return found[0]
    start, end = found[0].start, found[-1].end
    verdict = min((finding.verdict for finding in found), key=_WORST_FIRST.index)
    told = [finding for finding in found if finding.verdict == verdict]
    return Finding(
        text[start:end], start, end, verdict,
        tuple(dict.fromkeys(field for finding in found for field in finding.fields)),
        tuple(dict.fromkeys(shown for finding in told for shown in finding.evidence)),
        "; ".join(dict.fromkeys(finding.note for finding in told if finding.note)),
        max(finding.score for finding in found), sum(finding.new for finding in found),
    )  # fmt: skip
