"""Annotations with attributions -> the same with "we", "I" and "our forces" of whoever says them.

Laws: only inside the content of an attribution whose speaker is known; "we" of a person is only of that person's country.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from dateline.records import Agent, Annotation, Attribution, Mention

_FIRST = frozenset(["we", "i", "our", "us"])


def spoken(text: str, annotations: Iterable[Annotation]) -> list[Annotation]:
    """The annotations with the agents of the first person completed."""
    return [_completed(text, annotation) if _has_first(annotation) else annotation for annotation in annotations]


def _has_first(annotation: Annotation) -> bool:
    return any(one.agent is not None for one in annotation.attributions) and any(token.lemma in _FIRST for token in annotation.tokens)


def _completed(text: str, annotation: Annotation) -> Annotation:
    return replace(annotation, mentions=tuple(_of_speaker(text, mention, annotation.attributions) for mention in annotation.mentions))


def _of_speaker(text: str, mention: Mention, attributions: Iterable[Attribution]) -> Mention:
    agent = mention.value
    words = text[mention.start : mention.end].lower().split()
    if not isinstance(agent, Agent) or agent.country or not words or words[0] not in _FIRST:
        return mention
    speaker = _speaker(mention, attributions)
    if speaker is None:
        return mention
    if words == ["i"] or (words == ["we"] and speaker.kind not in ("person", "role", "people")):
        return replace(mention, value=replace(speaker, candidates=()))
    return replace(mention, value=replace(agent, country=speaker.country, countries=speaker.countries, sector=agent.sector))


def _speaker(mention: Mention, attributions: Iterable[Attribution]) -> Agent | None:
    """Whoever says the words, the narrowest content first."""
    found = [
        (span.end - span.start, one.agent)
        for one in attributions
        if one.agent is not None and (one.agent.country or one.agent.countries)
        for span in one.content
        if span.start <= mention.start < span.end
    ]
    return min(found, key=lambda pair: pair[0])[1] if found else None
