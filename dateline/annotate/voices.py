"""Attributions of an item -> the same with who speaks, who passes it on and where it was said.

``agent`` comes from the AGENT mention of the speaker's words; a pronoun is the last speaker of the item that fits it. ``via`` is
the outlet or platform: "told Reuters", "on Telegram", "RIA reported, citing the ministry" (speaker: the ministry).
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from dateline.lexicons import table
from dateline.records import Agent, Annotation, Attribution, Mention, Span

_ONE = frozenset(("he", "she", "him", "her", "his"))
_PRONOUNS = _ONE | {"they", "them", "it", "its", "their", "who", "which"}
_PEOPLE = frozenset(("person", "role"))
_CARRYING = frozenset(("on", "via", "to", "through", "by", "in", "over", "at", "with"))
_REACH = 14  # words after the cue in which an outlet or platform may be named


class Voices:
    """Tells who the speakers are."""

    def __init__(self) -> None:
        self._platforms = table("platforms")

    def __call__(self, text: str, annotations: Sequence[Annotation], found: Sequence[Attribution]) -> list[Attribution]:
        """The attributions of one item, completed."""
        by_number = {annotation.sentence.number: annotation for annotation in annotations}
        last: Agent | None = None
        done: list[Attribution] = []
        for attribution in _chained(found):
            annotation = by_number.get(attribution.sentence)
            if annotation is None:
                done.append(attribution)
                continue
            agent = self._agent(text, annotation, attribution.speaker, last)
            via, channel = (attribution.via, None) if attribution.via else self._carrier(annotation, attribution)
            if attribution.via and channel is None:
                channel = _mentioned(annotation, (attribution.via,))
            done.append(replace(attribution, agent=agent, via=via, channel=channel))
            last = agent or last
        return _passed_on(done)

    def _agent(self, text: str, annotation: Annotation, speaker: Sequence[Span], last: Agent | None) -> Agent | None:
        agent = _mentioned(annotation, speaker)
        if agent or not speaker:
            return agent
        word = text[speaker[0].start : speaker[0].end].lower()
        if word not in _PRONOUNS or last is None:
            return None
        return last if (last.kind in _PEOPLE) == (word in _ONE) or word == "they" else None

    def _carrier(self, annotation: Annotation, attribution: Attribution) -> tuple[Span | None, Agent | None]:
        """The outlet or platform named between the cue and what is said, or after a cue that closes the sentence."""
        cue = attribution.cue
        if cue is None or attribution.stance in ("believed", "planned", "attitude"):
            return None, None
        tokens = annotation.tokens
        first = next((i for i, token in enumerate(tokens) if token.start >= cue.end), len(tokens))
        stop = min((span.start for span in attribution.content if span.start > cue.start), default=annotation.sentence.end)
        for i in range(first, min(len(tokens), first + _REACH)):
            token = tokens[i]
            if token.start >= stop or (token.tag == "IN" and token.lemma not in _CARRYING | {"of", "during", "after", "as"}):
                break
            name = self._platforms.get(token.lemma)
            if name and token.text[0].isupper() and any(tokens[j].lemma in _CARRYING for j in range(max(first, i - 4), i)):
                return Span(token.start, token.end), Agent(name, "media")
            media = next((m for m in annotation.mentions if m.start == token.start and _is_media(m)), None) if token.tag.startswith("NNP") else None
            if media and not any(span.start <= media.start < span.end for span in attribution.speaker):
                return Span(media.start, media.end), media.value if isinstance(media.value, Agent) else None
        return None, None


def _mentioned(annotation: Annotation, spans: Sequence[Span]) -> Agent | None:
    """The agent named in the spans: the longest mention, of equal ones the first."""
    inside = [m for m in annotation.mentions if isinstance(m.value, Agent) and any(span.start <= m.start and m.end <= span.end for span in spans)]
    inside = inside or [m for m in annotation.mentions if isinstance(m.value, Agent) and any(m.start < span.end and span.start < m.end for span in spans)]
    inside = [m for m in inside if m.value.name.lower() not in _PRONOUNS]  # type: ignore[union-attr]
    named = [m for m in inside if m.value.kind not in ("nationality", "metonym")] or inside  # type: ignore[union-attr]
    best = max(named, key=lambda m: (m.end - m.start, -m.start), default=None)
    return best.value if best and isinstance(best.value, Agent) else None


def _is_media(mention: Mention) -> bool:
    return isinstance(mention.value, Agent) and (mention.value.kind == "media" or mention.value.sector in ("MED", "JRN"))


def _chained(found: Sequence[Attribution]) -> list[Attribution]:
    """ "RIA reported, citing the ministry": the ministry speaks, RIA passes it on."""
    cited = {(one.sentence, one.speaker): one for one in found if one.lemma == "cite" and len(one.content) == 1 and one.speaker}
    done = []
    for one in found:
        cite = cited.get((one.sentence, one.speaker))
        if cite and cite is not one and one.lemma != "cite" and one.stance != "attitude":
            one = replace(one, speaker=cite.content, via=one.speaker[0])
        done.append(one)
    return done


def _passed_on(found: list[Attribution]) -> list[Attribution]:
    """An attribution inside the content of an outlet's report is passed on by the outlet."""
    outlets = [one for one in found if one.agent and (one.agent.kind == "media" or one.agent.sector in ("MED", "JRN")) and one.speaker]
    done = []
    reports: dict[int, list[Attribution]] = {}
    for outlet in outlets:
        reports.setdefault(outlet.sentence, []).append(outlet)
    for one in found:
        outer = next((outlet for outlet in reports.get(one.sentence, ())[:_REACH] if outlet is not one and _holds(outlet, one.cue)), None)
        done.append(replace(one, via=outer.speaker[0], channel=outer.agent) if outer and not one.via else one)
    return done


def _holds(whole: Attribution, cue: Span | None) -> bool:
    """Whether a cue stands in the content of an attribution."""
    return cue is not None and any(span.start <= cue.start and cue.end <= span.end for span in whole.content)
