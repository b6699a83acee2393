"""Attributions of an item -> the same with who speaks, who passes it on and where it was said.

``agent`` comes from the AGENT mention of the speaker's words; a pronoun is the last speaker of the item that fits it. ``via`` is
the outlet or platform: "told Reuters", "on Telegram", "RIA reported, citing the ministry" (speaker: the ministry).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from msgspec.structs import replace

from dateline.lexicons import table
from dateline.records import Agent, Annotation, Attribution, Mention, Span

_ONE = frozenset(("he", "she", "him", "her", "his"))
_PRONOUNS = _ONE | {"they", "them", "it", "its", "their", "who", "which"}
_PEOPLE = frozenset(("person", "role"))
_PLACING = frozenset(("on", "via", "to", "through", "by", "in", "over", "at", "with"))
_CARRYING = _PLACING | {"of", "during", "after", "as"}
_ASIDE = re.compile(r",? (?:which|who|whose|where|whom)\b")  # a clause that says more of who speaks
_REACH = 14  # words after the cue in which an outlet or platform may be named


_BODIES = frozenset(("force", "ministry", "organisation"))


class Voices:
    """Tells who the speakers are."""

    def __init__(self) -> None:
        self._platforms = table("platforms")

    def __call__(self, text: str, annotations: Sequence[Annotation], found: Sequence[Attribution]) -> list[Attribution]:
        """The attributions of one item, completed."""
        speaking = {attribution.sentence for attribution in found}
        lines = {annotation.sentence.number: _Line(annotation) for annotation in annotations if annotation.sentence.number in speaking}
        last: Agent | None = None
        done: list[Attribution] = []
        for attribution in _chained(found):
            line = lines[attribution.sentence]
            speaker = tuple(map(line.whole, attribution.speaker))
            agent = self._agent(text, line, speaker, last)
            via, channel = (attribution.via, line.mentioned((attribution.via,))) if attribution.via else self._carrier(line, attribution)
            done.append(replace(attribution, speaker=speaker, agent=agent, via=via, channel=channel))
            last = agent or last
        return _passed_on(done)

    def _agent(self, text: str, line: _Line, speaker: Sequence[Span], last: Agent | None) -> Agent | None:
        agent = line.mentioned([named(text, span) for span in speaker])
        if agent or not speaker:
            return agent
        word = text[speaker[0].start : speaker[0].end].lower()
        if word not in _PRONOUNS or last is None:
            return None
        return last if (last.kind in _PEOPLE) == (word in _ONE) or word == "they" else None

    def _carrier(self, line: _Line, attribution: Attribution) -> tuple[Span | None, Agent | None]:
        """The outlet or platform named between the cue and what is said, or after a cue that closes the sentence."""
        cue = attribution.cue
        if cue is None or attribution.stance in ("believed", "planned", "attitude"):
            return None, None
        tokens = line.tokens
        first = bisect_left(line.starts, cue.end)
        stop = min((span.start for span in attribution.content if span.start > cue.start), default=cue.end + 1000)
        for i in range(first, min(len(tokens), first + _REACH)):
            token = tokens[i]
            if token.start >= stop or (token.tag == "IN" and token.lemma not in _CARRYING):
                break
            name = self._platforms.get(token.lemma)
            if name and token.text[0].isupper() and any(tokens[j].lemma in _PLACING for j in range(max(first, i - 4), i)):
                return Span(token.start, token.end), Agent(name, "media")
            media = line.agents.get(token.start) if token.tag.startswith("NNP") else None
            if media and _is_media(media) and not any(span.start <= media.start < span.end for span in attribution.speaker):
                return Span(media.start, media.end), media.value if isinstance(media.value, Agent) else None
        return None, None


def named(text: str, span: Span) -> Span:
    """The words that name who speaks, without a clause that says more of them: "the army, which holds the city"."""
    aside = _ASIDE.search(text, span.start, span.end)
    return Span(span.start, aside.start()) if aside and aside.start() > span.start else span


class _Line:
    """A sentence's tokens and agents by where they start."""

    def __init__(self, annotation: Annotation) -> None:
        self.tokens = annotation.tokens
        self.starts = [token.start for token in self.tokens]
        mentions = sorted((m for m in annotation.mentions if isinstance(m.value, Agent)), key=lambda m: (m.start, m.end))
        self.agents = {mention.start: mention for mention in mentions}  # of those with one start the longest
        self._mentions = mentions
        self._mention_starts = [mention.start for mention in mentions]

    def _is_owner(self, mention: Mention, others: Sequence[Mention]) -> bool:
        """Whether a mention only says whose body another is: "the Air Force of the [Armed Forces]"."""
        at = bisect_left(self.starts, mention.start) - 1
        at -= at > 0 and self.tokens[at].lemma == "the"
        if at < 1 or self.tokens[at].lemma != "of":
            return False
        end = self.tokens[at - 1].end
        return any(one.end == end and isinstance(one.value, Agent) and one.value.kind in _BODIES for one in others)

    def whole(self, span: Span) -> Span:
        """The words of a speaker from where the name begins that they end: "V. [Petrenko]", "Doctors Without [Borders]"."""
        at = bisect_left(self._mention_starts, span.start) - 1
        return Span(self._mentions[at].start, span.end) if at >= 0 and span.start < self._mentions[at].end <= span.end else span

    def mentioned(self, spans: Sequence[Span]) -> Agent | None:
        """The agent named in the spans: the longest mention, of equal ones the first; a nationality or place only for want of others."""
        inside: list[Mention] = []
        for span in spans:
            first = max(0, bisect_left(self._mention_starts, span.start) - 2)
            inside += [m for m in self._mentions[first : bisect_left(self._mention_starts, span.end)] if m.end > span.start]
        inside = [mention for mention in inside if not self._is_owner(mention, inside)]
        agents = [(m.end - m.start, -m.start, m.value) for m in inside if isinstance(m.value, Agent) and m.value.name.lower() not in _PRONOUNS]
        named = [one for one in agents if one[2].kind not in ("nationality", "metonym")] or agents
        return max(named, key=lambda one: one[:2])[2] if named else None


def _is_media(mention: Mention) -> bool:
    return isinstance(mention.value, Agent) and (mention.value.kind == "media" or mention.value.sector == "JRN")


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
    outlets = [one for one in found if one.agent and (one.agent.kind == "media" or one.agent.sector == "JRN") and one.speaker]
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
