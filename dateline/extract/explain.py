"""A reading -> text: how each sentence was read, which rules matched with which words, and how far the others got."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from dateline.extract.arguments import Clause
from dateline.extract.matches import Candidate, Matcher, Miss
from dateline.extract.views import View
from dateline.records import Annotation, Claim, Mention, Reading

NEAREST = 6  # misses shown


def explanation(matcher: Matcher, reading: Reading) -> str:
    """The layers of every sentence, its matches, the nearest misses, and the claims that came of it."""
    return "\n\n".join("\n".join(_sentence(matcher, reading, annotation)) for annotation in reading.annotations)


def _sentence(matcher: Matcher, reading: Reading, annotation: Annotation) -> Iterator[str]:
    text = reading.document.text
    sentence = annotation.sentence
    view, misses = View(annotation, text), list[Miss]()
    candidates = matcher(view, misses)
    yield text[sentence.start : sentence.end]
    yield "  words      " + " ".join(f"{token.text}/{token.tag}" for token in annotation.tokens)
    yield "  groups     " + " ".join(_group(view, chunk.first, chunk.last, chunk.kind) for chunk in annotation.chunks)
    for number, clause in enumerate(view.clauses):
        yield f"  clause {number}   {_clause(view, clause)}"
    for mention in annotation.mentions:
        yield f"  mention    {_mention(text, mention)}"
    for source in annotation.attributions:
        speaker = " ".join(text[span.start : span.end] for span in source.speaker) or "nobody named"
        yield f"  said by    {speaker} ({source.lemma}, {source.stance}): “{' … '.join(text[span.start : span.end] for span in source.content)}”"
    for candidate in candidates:
        yield f"  match      {_match(view, candidate)}"
    for miss in sorted(misses, key=lambda miss: -miss.got)[:NEAREST]:
        reached = f" ({miss.got} of {miss.asked} slots fitted)" if miss.got else ""
        yield f"  near miss  {miss.rule} at “{miss.trigger}”: {miss.why}{reached}"
    for claim in reading.claims:
        if claim.sentence == sentence.number:
            yield f"  claim      {_claim(claim)}"
    if not candidates and not misses:
        yield "  no trigger in this sentence"


def _group(view: View, first: int, last: int, kind: str) -> str:
    return f"[{kind} {' '.join(token.text for token in view.tokens[first:last])}]"


def _clause(view: View, clause: Clause) -> str:
    parts = [clause.verb.lemma, "passive" if clause.passive else "active", clause.link]
    parts += [f"{name}: {_phrase(view, phrase)}" for name, phrase in _arguments(clause) if phrase >= 0]
    return ", ".join(part for part in parts if part)


def _arguments(clause: Clause) -> list[tuple[str, int]]:
    return [("subject", clause.subject), ("object", clause.object), ("indirect", clause.indirect), *clause.preps]


def _phrase(view: View, phrase: int) -> str:
    this = view.phrases[phrase]
    types = "/".join(sorted(view.types(phrase)))
    return f"“{view.text[view.tokens[this.first].start : view.tokens[this.last - 1].end]}”" + (f" ({types})" if types else "")


def _mention(text: str, mention: Mention) -> str:
    told = {name: value for name, value in msgspec.structs.asdict(mention.value).items() if value not in ("", None, ())} if mention.value is not None else {}
    return f"{mention.type} “{text[mention.start : mention.end]}” " + ", ".join(f"{name} {value}" for name, value in told.items())


def _match(view: View, candidate: Candidate) -> str:
    words = view.text[view.tokens[candidate.first].start : view.tokens[candidate.last - 1].end]
    slots = [f"{name} “{view.text[view.tokens[f.first].start : view.tokens[f.last - 1].end]}”" for name, f in candidate.slots.items()]
    return f"{candidate.rule.name} ({candidate.rule.event}, {candidate.construction}) at “{words}”: " + ("; ".join(slots) or "no slot filled")


def _claim(claim: Claim) -> str:
    parts = ["/".join(part for part in (claim.event, claim.mode) if part) or claim.kind, claim.status]
    roles = (("actor", claim.actor), ("recipient", claim.recipient), ("speaker", claim.speaker), ("via", claim.via))
    parts += [f"{name} {role.text} ({role.country or 'country not told'})" for name, role in roles if role is not None]
    parts += [f"place {claim.place.text}"] if claim.place else []
    parts += [f"time {claim.time.text} ({claim.time.start}..{claim.time.end})"] if claim.time else []
    parts += [f"{figure.measure} {figure.op}{figure.low:g} {figure.object}" for figure in claim.figures]
    return "; ".join(parts)
