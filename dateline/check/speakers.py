"""Attributions of a sentence against those of the sources: did this speaker say it, and was it said or denied?

What is attributed is looked up first; then the speakers to whom the sources attribute those words are compared with the
one named. A speaker of another country or name contradicts where the sources give the words to somebody else; a speaker
that no source has is not in the source. A bare role ("officials") is compared with nobody.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from dateline.check.case import Case
from dateline.check.identity import KINDS, party_kinds
from dateline.check.shelf import Line, related
from dateline.check.words import Word
from dateline.lexicons import table
from dateline.records import Agent, Annotation, Attribution, Field, Span

_BORNE = 0.7  # share of the content that a line must bear to be what was said
_SURE = 0.8  # share of the content that must be the same to tell denial from assertion
_DENIED = "denied"
_ARMED = frozenset(("REB", "CRM"))
_STATE = frozenset(("MIL", "GOV", "COP", "SPY"))
_DEFENCE = frozenset(("defence", "defense"))
_CLOSE = (  # kinds that may speak for one another
    {"government", "forces"}, {"government", "police"}, {"government", "court"}, {"police", "court"}, {"medics", "government"}, {"medics", "aid"},
    {"aid", "activists"},
)  # fmt: skip
_NOT_SAID = frozenset(("attitude", "planned"))
_NOT = frozenset(("nothing", "no", "not", "n't", "n’t", "never", "none", "nobody", "neither"))
_COMMENT = frozenset(("comment",))
_LESS = 0.1  # by which what a speaker is told to have said may bear less than what another said
_LOOKED_AT = 8  # lines that bear most of the content


class Source(Struct, frozen=True):
    """An attribution of a source whose content bears what is attributed in the checked text."""

    line: Line
    attribution: Attribution
    text: str  # the speaker as written


def speakers(case: Case) -> tuple[list[Field], str]:
    """A field for each speaker whom the sources do not bear out, and a note where a source's claim is put as fact."""
    fields: list[Field] = []
    mine = [attribution for attribution in case.annotation.attributions if attribution.speaker and attribution.sentence == case.annotation.sentence.number]
    for attribution in mine:
        field = None if _is_denied_by(attribution, mine) else _field(case, attribution)
        if field is not None:
            fields.append(field)
    return fields, "" if case.annotation.attributions else _as_fact(case)


def _denies(attribution: Attribution, annotation: Annotation) -> bool:
    """True where the speaker denies what is told, or says that it is not so."""
    inside = [t.text.lower() for t in annotation.tokens if any(span.start <= t.start < span.end for span in attribution.content)]
    return (attribution.stance == _DENIED) != bool(_NOT.intersection(inside))


def _is_denied_by(attribution: Attribution, others: list[Attribution]) -> bool:
    """True for the accusation in "rejects accusations that": it is somebody else's."""
    cue = attribution.cue
    denials = [other for other in others if other is not attribution and other.stance == _DENIED]
    return cue is not None and any(span.start <= cue.start < span.end for other in denials for span in other.content)


def _field(case: Case, attribution: Attribution) -> Field | None:
    agent, spoken = attribution.agent, attribution.speaker[0]
    text = case.document.text[spoken.start : spoken.end]
    words = _inside(case.words, attribution.content)
    names = {word.key for word in _inside(case.words, attribution.speaker) if word.kind == "name"}
    kinds = _kinds(_inside(case.words, attribution.speaker), agent)
    if agent is None or len(words) < 2 or attribution.stance in _NOT_SAID or (_is_anybody(agent, bool(names)) and not kinds):
        return None
    sources, bears = _sources(case, words)
    if not bears:
        return None
    spoken_of = _inside(case.words, attribution.speaker)
    same = [s for s in sources if (_same(agent, s.attribution.agent) and not _unlike(kinds, s)) or _is_named(s, names) or _is_within(spoken_of, s)]
    if same and _is_silent(case, agent) and not any(_same_body(agent, source.attribution.agent) for source in same if source.attribution.agent):
        same = []
    if same:
        denied = _denies(attribution, case.annotation)
        sure = [source for source in same if case.share(words, _inside(source.line.words, source.attribution.content)) >= _SURE]
        lines = {source.line.number: False for source in sure}
        for source in sure:
            lines[source.line.number] |= _denies(source.attribution, source.line.annotation)
        if lines and all(denies != denied for denies in lines.values()):
            return Field(text, "status", "contradicted", same[0].line.text, spoken.start, spoken.end)
        return None
    unlike = [source for source in sources if _unlike(kinds, source)]
    others = [s for s in sources if s in unlike or (s.attribution.agent is not None and not _is_anybody(s.attribution.agent, _has_name(s.text)))]
    least = max((case.share(words, _inside(source.line.words, source.attribution.content)) for source in others), default=0.0) - _LESS
    if _speaks_of_it(case, agent, kinds, words, least) or _has_same_stance(case, attribution):
        return None
    if _is_silent(case, agent):
        return Field(text, "speaker", "contradicted", others[0].text if others else None, spoken.start, spoken.end)
    if others and all(source in unlike or (not _is_anybody(agent, bool(names)) and _differs(agent, source.attribution.agent)) for source in others):
        return Field(text, "speaker", "contradicted", others[0].text, spoken.start, spoken.end)
    known = any(case.shelf.places(word) for word in _inside(case.words, attribution.speaker) if word.kind == "name")
    named = any(word.kind == "name" for word in _inside(case.words, attribution.speaker))
    return None if known or not named else Field(text, "speaker", "not-in-source", None, spoken.start, spoken.end)


def _kinds(words: Sequence[Word], agent: Agent | None) -> frozenset[str]:
    """Kinds of party that the words of a speaker tell; a defence ministry speaks for the forces too."""
    if agent is not None and agent.entity.startswith("org:"):
        return frozenset((KINDS[agent.sector],) if agent.sector in KINDS else ())
    lemmas = {word.lemma for word in words}
    kinds = {kind for lemma in lemmas for kind in party_kinds().get(lemma, "").split()}
    return frozenset(kinds | {"forces"} if kinds and lemmas & _DEFENCE else kinds)


def _unlike(kinds: frozenset[str], source: Source) -> bool:
    """True for a source's speaker of another kind."""
    theirs = _kinds(_inside(source.line.words, source.attribution.speaker), source.attribution.agent)
    return bool(kinds and theirs) and kinds.isdisjoint(theirs) and not any({one, other} in _CLOSE for one in kinds for other in theirs)


def _is_named(source: Source, names: set[str]) -> bool:
    """True where the source's speaker bears one of the names."""
    words = [word for word in _inside(source.line.words, source.attribution.speaker) if word.kind == "name"]
    return any(word.key in names for word in words) or "".join(word.key[0] for word in words) in names


def _is_within(words: Sequence[Word], source: Source) -> bool:
    """True where the source's speaker is told in the same words and more: "the general staff" of "Ukraine's general staff"."""
    theirs = {word.key for word in _inside(source.line.words, source.attribution.speaker)}
    return len(words) > 1 and all(word.kind == "word" and word.key in theirs for word in words)


def _has_name(text: str) -> bool:
    return any(word[0].isupper() for word in text.split()[1:]) or text[:1].isupper()


def _has_same_stance(case: Case, attribution: Attribution) -> bool:
    """True where a near line has the speaker deny, or leave unconfirmed, as the sentence does."""
    if attribution.stance not in (_DENIED, "unconfirmed") or attribution.agent is None:
        return False
    near = [other for line in case.around(2, 3) for other in line.annotation.attributions]
    return any(other.stance == attribution.stance and _same(attribution.agent, other.agent) for other in near)


def _is_silent(case: Case, agent: Agent) -> bool:
    """True where the sources have the speaker decline to comment."""
    for line in case.around(2, 3):
        for attribution in line.annotation.attributions:
            words = {word.lemma for word in _inside(line.words, attribution.content)}
            silent = attribution.stance == _DENIED and words <= _COMMENT and _is_comment(line, attribution)
            if silent and attribution.agent is not None and _same_body(agent, attribution.agent):
                return True
    return False


def _is_comment(line: Line, attribution: Attribution) -> bool:
    """True where what is refused is a comment."""
    return any(line.document.text[span.start : span.end].lower().endswith("comment") for span in attribution.content)


def _same_body(one: Agent, other: Agent) -> bool:
    """True for two mentions of one institution or person."""
    return bool(one.entity) and one.entity == other.entity


def _speaks_of_it(case: Case, agent: Agent, kinds: frozenset[str], words: tuple[Word, ...], least: float) -> bool:
    """True where the speaker is told to have said something like it, in other words."""
    numbers = {word.key for word in words if word.kind == "number"}
    for line in case.shelf.bearing(words, 3 * _LOOKED_AT):
        if numbers and numbers.isdisjoint(word.key for word in line.words):
            continue
        for attribution in line.annotation.attributions:
            same = _same(agent, attribution.agent) and not _unlike(kinds, Source(line, attribution, ""))
            if same and case.share(words, line.words) >= max(least, 0.25 if agent.kind == "person" else 0.6):
                return True
    return False


def _sources(case: Case, words: tuple[Word, ...]) -> tuple[list[Source], bool]:
    """Attributions of the sources that bear the words, and whether any line bears them at all."""
    found, bears = [], False
    for line in case.shelf.bearing(words, _LOOKED_AT):
        if case.share(words, line.words) < _BORNE:
            continue
        bears = True
        for attribution in line.annotation.attributions:
            inside = _inside(line.words, attribution.content)
            if attribution.speaker and case.share(words, inside) >= _BORNE - 0.15:
                spoken = attribution.speaker[0]
                found.append(Source(line, attribution, line.document.text[spoken.start : spoken.end]))
    return found, bears


def _as_fact(case: Case) -> str:
    """A note where the sources only attribute what the sentence states."""
    sources, _ = _sources(case, tuple(word for word in case.words if word.kind != "pronoun"))
    if not sources or sources[0].line is not case.alignment.homes[0]:
        return ""
    return f"stated as fact; the source attributes it to {sources[0].text}"


def _inside(words: tuple[Word, ...], spans: tuple[Span, ...]) -> tuple[Word, ...]:
    return tuple(word for word in words if word.kind != "pronoun" and any(span.start <= word.start < span.end for span in spans))


def _is_anybody(agent: Agent, names: bool) -> bool:
    """True for a bare role ("officials") whose words name no country, place or person."""
    return agent.kind in ("role", "people", "group") and (agent.country is None or not names)


def _same(one: Agent, other: Agent | None) -> bool:
    """True where nothing tells the two apart."""
    if other is None:
        return False
    if one.kind == other.kind == "person":
        return any(related(mine.lower(), theirs.lower()) for mine in one.name.split() for theirs in other.name.split())
    if _aliases(one) & _aliases(other):
        return True
    if one.country and other.country:
        return one.country == other.country and not _opposed(one, other)
    return one.name.lower().split()[-1:] == other.name.lower().split()[-1:]


def _opposed(one: Agent, other: Agent) -> bool:
    """True for rebels and the state of one country."""
    return any(a.sector in _ARMED and b.sector in _STATE for a, b in ((one, other), (other, one)))


def _aliases(agent: Agent) -> frozenset[str]:
    """What a name may stand for: Brussels and the European Commission for the EU."""
    return frozenset(table("synonyms").get(agent.name.lower(), "").split()) if agent.kind not in ("role", "people") else frozenset()


def _differs(one: Agent, other: Agent | None) -> bool:
    """True where two speakers cannot be one: other countries, other people, other names."""
    if other is None:
        return False
    if _aliases(one) & _aliases(other):
        return False
    if one.country and other.country and (one.country != other.country or _opposed(one, other)):
        return True
    if one.kind == other.kind == "person":
        return not _same(one, other)
    return not (one.country and other.country) and one.kind not in ("role", "people") and other.kind not in ("role", "people") and not _same(one, other)
