"""Claim -> the words of its source that tell it, short enough for a title, with whoever says so before them.

A claim that is denied, planned, threatened or supposed keeps its whole sentence, so that nothing is cut that takes it back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dateline import lexicons
from dateline.records import Claim, Role

LONGEST = 96  # characters of an excerpt
SAYING = frozenset(("said", "says", "say"))  # verbs whose content stands without "that"
PLAIN = frozenset(("reported", "claimed", "unverified"))
_EDGE = re.compile(r",(?!\s(?:which|who|whose|where|including)\b)(?=\s)|[;:](?=\s)| [–—-]+ |(?<=\w)\.(?=\s|$)|[.!?]['’”\"]*$")
_LEAD_IN = re.compile(r"(?:and|but|while|that|also|meanwhile|separately|however|then|as|when|where)\b[\s,]*", re.IGNORECASE)
_DATELINE = re.compile(r"[A-ZÀ-Þ][\w ,.’'/-]{2,50}(?:\([^()]{2,30}\))? ?[–—-]+ |[A-ZÀ-Þ][A-ZÀ-Þ, ]+[\w ,.]*(?:\([^()]{2,30}\)) ?")
_THAT = re.compile(r"\bthat\s+|[,:] [“\"]|[“\"](?=[A-ZÀ-Þ])|:\s")
_OPENER = re.compile(  # words that open a phrase which ends with the first comma
    r"(?:\w+ing|after|although|amid|as|at|before|besides|by|despite|during|for|from|if|in|on|since|though|to|under|when|while|with|without)\b", re.IGNORECASE
)
_VERB = re.compile(r" (\w+)(?: on [A-Z]\w+day)? ")
_ASIDE = re.compile(r", (?:which|who|whose|where|including|also known as)\b[^,;:]*,|, [A-ZÀ-Þ][^,;:]*, ")
_CLOSED = re.compile(r"’(?=[\s,.:;]+\S)")
_SAID = re.compile(r" (?:said|says|say)\b")
_RELATIVE = frozenset(("which", "who", "that", "whose"))
_QUOTES = re.compile(r"[“”\"„«»]")


def excerpt(claim: Claim, text: str) -> str:
    """The clause that tells a claim, of its document's text, in at most 96 characters, marks of quotation made single."""
    sentence = Sentence(claim, text)
    first, last = sentence.clause() if claim.status in PLAIN else (sentence.opening(), claim.end)
    told = (sentence.named(first, last) if last - first <= LONGEST else sentence.elided(first, last)).lstrip()
    lead = _LEAD_IN.match(told) if claim.status in PLAIN else None
    return _shortened(_unquoted(told[lead.end() if lead else 0 :]).strip(" ,;:.–—-"))


def is_said_inside(claim: Claim, text: str) -> bool:
    """True where the excerpt still names who says so, or nobody is quoted."""
    speaker = claim.speaker
    if speaker is None:
        return True
    first, last = Sentence(claim, text).clause()
    return claim.status not in PLAIN or first <= speaker.start < last


class Sentence:
    """The sentence of a claim with the parts that tell it."""

    def __init__(self, claim: Claim, text: str) -> None:
        self.claim, self.text = claim, text
        self.parts = sorted(self._parts())

    def _parts(self) -> Iterator[tuple[int, int]]:
        claim, speaker = self.claim, self.claim.speaker
        roles = [part for part in (claim.actor, claim.recipient, claim.place, *claim.figures) if part is not None]
        told = [(part.start, part.end) for part in roles] + ([(claim.match.trigger.start, claim.match.trigger.end)] if claim.match.trigger else [])
        for start, end in told:
            is_speaker = speaker is not None and start >= speaker.start and end <= speaker.end
            if claim.start <= start and end <= claim.end and not is_speaker:
                yield start, end

    def opening(self) -> int:
        """Where the sentence begins, after a dateline."""
        found = _DATELINE.match(self.text, self.claim.start, self.claim.end)
        return found.end() if found and "," in found.group() else self.claim.start

    def clause(self) -> tuple[int, int]:
        """Where the clause begins and ends that holds all the parts, without the words that say who says so."""
        start, end = self.opening(), self.claim.end
        if not self.parts:
            return start, end
        first, last = self.parts[0][0], max(part[1] for part in self.parts)
        start, end = self._without_speaker(start, end, first, last)
        start = self._actor_opens(start) or start
        if _OPENER.match(self.text, start, end):
            last = max(last, next((edge.end() for edge in _EDGE.finditer(self.text, start, end)), last))
        return start, next((edge.start() for edge in _EDGE.finditer(self.text, last, end)), end)

    def _actor_opens(self, start: int) -> int:
        """Where who did it opens a clause of the sentence, so that what comes before can go; 0 where he does not."""
        actor = self.claim.actor
        if actor is None or actor.start != self.parts[0][0] or actor.text.lower() in _RELATIVE or _SAID.match(self.text, actor.end):
            return 0
        cuts = [edge.end() for edge in _EDGE.finditer(self.text, start, actor.start)]
        return cuts[-1] if cuts and self.text[cuts[-1] : actor.start].strip().lower() in {"", "the", "a", "an"} else 0

    def _without_speaker(self, start: int, end: int, first: int, last: int) -> tuple[int, int]:
        speaker = self.claim.speaker
        if speaker is None or not start <= speaker.start < end:
            return start, end
        if speaker.end <= first:
            said = _THAT.search(self.text, speaker.end, first)
            return (said.end() if said else self._after_cue(speaker, first, start)), end
        commas = [mark.start() for mark in re.finditer(r",[”’\"]? | according | – ", self.text[last : speaker.start])]
        return start, (last + commas[-1] if commas else end)

    def _after_cue(self, speaker: Role, first: int, otherwise: int) -> int:
        """Where the words said begin after "X said"; as given where another verb follows the speaker."""
        verb = _VERB.match(self.text, speaker.end, first)
        return verb.end() if verb and verb.group(1).lower() in SAYING else otherwise

    def elided(self, first: int, last: int) -> str:
        """The words from one offset to another without what stands between commas and holds none of the parts."""
        for aside in _ASIDE.finditer(self.text, first, last):
            if all(end <= aside.start() or start >= aside.end() for start, end in self.parts):
                return f"{self.text[first : aside.start()]} … {self.text[aside.end() : last].lstrip()}"
        return self.text[first:last]

    def named(self, first: int, last: int) -> str:
        """The words from one offset to another, with a name in brackets for a pronoun that opens them."""
        told, actor, speaker = self.text[first:last], self.claim.actor, self.claim.speaker
        stands = actor is not None and actor.text.lower() in lexicons.terms("pronouns") and told.lstrip().startswith(actor.text + " ")
        is_speaker = actor is not None and speaker is not None and actor.name in {speaker.name, speaker.text}
        if stands and not is_speaker and actor is not None and actor.name[:1].isupper() and actor.name.lower() != actor.text.lower():
            return f"[{actor.name}]{told.lstrip()[len(actor.text) :]}"
        return told


def _unquoted(text: str) -> str:
    """Marks of quotation single where they pair, gone where they do not."""
    marks = _QUOTES.findall(text)
    if len(marks) % 2:
        return _QUOTES.sub("", text)
    single = _QUOTES.sub(lambda mark: "‘" if _is_opening(text, mark.start()) else "’", text.strip(" ,;:.–—-"))
    is_whole = single.startswith("‘") and not _CLOSED.search(single)
    return single.strip("‘’") if is_whole else single


def _is_opening(text: str, at: int) -> bool:
    return at == 0 or text[at - 1] in " (["


def _shortened(text: str) -> str:
    told = " ".join(text.split())
    if len(told) <= LONGEST:
        return told
    return told[: LONGEST - 1].rsplit(" ", 1)[0].rstrip(" ,;:–—-") + " …"


def fullness(claim: Claim) -> int:
    """How many parts of a claim are told."""
    parts: Sequence[object] = (claim.event, claim.actor, claim.recipient, claim.place, claim.figures)
    return sum(bool(part) for part in parts)
