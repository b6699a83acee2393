"""Case -> why no source can bear it out: filler, exhortation, opinion, forecast.

A sentence that names who says it, or that gives figures, is a report whatever its tone, and is checked. So is one that the
sources bear nearly whole.
"""

from __future__ import annotations

from dateline import lexicons
from dateline.check.case import Case
from dateline.check.frames import Frame
from dateline.check.words import Word

_ALWAYS = ("filler", "exhortation")
_DUTY = frozenset(("should", "must", "ought"))
_TO_COME = frozenset(("will", "may", "might", "could", "would"))
_STATES = frozenset(("be", "become", "prove", "remain", "depend", "decide", "determine", "shape", "define", "haunt", "regret", "rue", "last", "matter"))
_WE = frozenset(("we", "our", "us", "ours", "ourselves"))
_PARTLY = 0.4
_CRIES = frozenset(("What", "How", "Such"))
_FEW = 2  # numbers up to this one are no figures ("between the two")
_KNOWN = 0.85  # share of the weight that the sources must bear for a sentence to be checked whatever its form


class Opinions:
    """Wordings and forms of sentences that cannot be checked."""

    def __init__(self) -> None:
        self._phrases: lexicons.Automaton[str] = lexicons.Automaton(lexicons.rows("uncheckable"))

    def kind(self, case: Case, attributed: bool) -> str:
        """Filler, exhortation, opinion or forecast; "" for a sentence that can be checked."""
        text, words = case.text, case.words
        kinds = {kind for start, _, kind in self._phrases.hits(text.replace("’", "'")) if not _is_quoted(text, start)}
        if text.rstrip("”\"' ").endswith("?") and not attributed:
            return "opinion"
        if text.rstrip("”\"' ").endswith("!") and text.split(" ", 1)[0] in _CRIES and not attributed:
            return "opinion"
        numbers = any(word.kind == "number" and (word.value or 0) > _FEW for word in words)
        if attributed or numbers or not kinds:
            is_filler = "filler" in kinds and not attributed and _is_short(words)
            return "filler" if is_filler else "" if attributed or numbers else _form(case)
        for kind in _ALWAYS:
            if kind in kinds:
                return kind
        named = sum(word.kind == "name" for word in words)
        return min(kinds) if named <= 2 else _form(case)


def _form(case: Case) -> str:
    """What the form of a sentence tells: duties, "we" outside quotation marks, states to come."""
    if case.alignment.coverage >= _KNOWN:
        return ""
    for frame in case.frames:
        named = any(word.kind == "name" for phrase in frame.actors for word in phrase.words)
        bound = frame.modal == "must" and named and case.alignment.coverage >= _PARTLY  # a duty that the sources tell of
        if frame.modal in _DUTY and not bound and not _is_quoted(case.text, frame.start - case.annotation.sentence.start):
            return "exhortation"
    if any(token.text.lower() in _WE and not _is_quoted(case.text, token.start - case.annotation.sentence.start) for token in case.annotation.tokens):
        return "opinion"
    return "forecast" if any(_is_forecast(frame, case) for frame in case.frames[:1]) else ""


def _is_forecast(frame: Frame, case: Case) -> bool:
    """ "Will be the hardest yet": a state to come, of no day that is named."""
    dated = any(word.text.lower() in case.vocabulary.days or word.text.lower() in case.vocabulary.months for word in case.words)
    return frame.modal in _TO_COME and not frame.passive and frame.lemma in _STATES and not dated


def _is_short(words: tuple[Word, ...]) -> bool:
    return len(words) <= 12


def _is_quoted(text: str, position: int) -> bool:
    before = text[:position]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1
