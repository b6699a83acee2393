"""Verb groups -> the tense of the clause at an offset, which tells weekdays and months past from those to come."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from functools import cached_property

from dateline.lexicons import table
from dateline.records import Chunk, Token

NEAR = 40  # characters within which a day belongs to the verb before it
LOOSE = frozenset(("on", "for", "in", "the", "a", "to", "at", "by"))  # words between "due" and its day
BESIDE = 8  # characters between "is" and a day that says when something is
NEGATING = 12  # words before a verb in which its subject may be nobody
NONE = frozenset(("nobody", "none", "neither", "nor", "no"))
UNTIL = frozenset(("until", "till", "through"))
TOWARDS = UNTIL | {"to", "for"}
WILL = frozenset(("will", "shall", "'ll", "’ll", "wo"))
MAY = frozenset(("should", "might", "may", "can", "must", "need"))
WOULD = frozenset(("would", "could", "'d", "’d"))


class Tenses:
    """The tense at an offset: of the last verb group before it, else of the first one after."""

    def __init__(self, tokens: tuple[Token, ...], groups: tuple[Chunk, ...]) -> None:
        self.tokens = tokens
        self.groups = groups

    @cached_property
    def verbs(self) -> list[Chunk]:
        """The verb groups; the "am" of a clock time is none."""
        return [group for group in self.groups if group.kind == "VP" and not (group.lemma == "be" and group.first and self._is_clock(group.first))]

    @cached_property
    def starts(self) -> list[int]:
        """Where the verb groups start."""
        return [self.tokens[group.first].start for group in self.verbs]

    @cached_property
    def kinds(self) -> Mapping[str, str]:
        """Lemmas of verbs and words that tell what lies ahead."""
        return table("time_verbs")

    @cached_property
    def places(self) -> list[int]:
        """Where the tokens start."""
        return [token.start for token in self.tokens]

    def __call__(self, offset: int) -> str:
        """past, present, future, intended ("agreed to meet", "expires"), or "" where it cannot be told."""
        if not self.tokens:
            return ""
        if self._lies_ahead(offset):
            return "future"
        if not self.verbs:
            return ""
        at = max(bisect_right(self.starts, offset) - 1, 0)
        return "future" if self._is_deferred(at, offset) else self._tense(at, offset)

    def _is_deferred(self, at: int, offset: int) -> bool:
        """ "moved to Saturday", "adjourned until Monday", "has given them until noon"."""
        group, before = self.verbs[at], bisect_left(self.places, offset) - 1
        word = self.tokens[before].text.lower() if before >= 0 else ""
        if word not in TOWARDS or self.starts[at] >= offset:
            return False
        kind = self.kinds.get(group.lemma.split(" ")[0], "")
        return "defer" in kind or (word == "for" and "book" in kind) or (word in UNTIL and ("term" in kind or group.tense == "present"))

    def _lies_ahead(self, offset: int) -> bool:
        """Whether a word such as "due" or "payable" stands right before."""
        at = bisect_left(self.places, offset)
        for token in reversed(self.tokens[max(0, at - 3) : at]):
            if token.lemma not in LOOSE:
                return "ahead" in self.kinds.get(token.text.lower(), "")
        return False

    def _tense(self, at: int, offset: int) -> str:
        group = self.verbs[at]
        kind = self.kinds.get(group.lemma.split(" ")[0], "")
        if group.modal in WILL:
            return "future"
        if group.modal and self._perfect(group):
            return "past" if group.modal in MAY else ""
        if group.modal == "could" and (group.negated or self._is_denied(group)):
            return "past"  # "could not be reached on Thursday"
        if group.modal in MAY or group.modal in WOULD:
            return "future" if group.modal in MAY else "intended"
        before = self.verbs[at - 1] if at else None
        if group.tense == "infinitive":
            return self._infinitive(group, before, self._tense(at - 1, offset) if before else "")
        if group.tense in ("participle", "gerund"):
            if "plan" in kind and group.tense == "participle":
                return "future"
            return self._tense(at - 1, offset) if before else "past"
        if group.tense == "present":
            return self._present(group, kind, offset)
        if group.tense == "past" and "arrange" in kind and group.voice != "passive":
            return "intended"  # "planned a rally on Saturday"
        return group.tense

    def _is_denied(self, group: Chunk) -> bool:
        """ "nobody could be found", "neither could be reached"."""
        return bool({token.text.lower() for token in self.tokens[max(0, group.first - NEGATING) : group.first]} & NONE)

    def _is_clock(self, at: int) -> bool:
        return self.tokens[at].text.lower() == "am" and self.tokens[at - 1].tag == "CD"

    def _infinitive(self, group: Chunk, before: Chunk | None, tense: str) -> str:
        """ "agreed to meet" lies ahead, "began to withdraw" does not, "guidelines to be published" may."""
        governor = self.tokens[group.first - 1].lemma if group.first else ""
        adjacent = before is not None and before.last == group.first
        if before is not None and adjacent:
            governor = before.lemma.split(" ")[0]
        if tense == "past" and any(token.text.lower() == "had" for token in self.tokens[max(0, group.first - 3) : group.first - 1]):
            return "past"  # "had been due to expire on Friday"
        if "plan" in self.kinds.get(governor, ""):
            return "intended" if tense == "past" else "future"
        if self._perfect(group):
            return "past"
        if tense != "past":
            return "future"
        return "past" if adjacent else ""

    def _perfect(self, group: Chunk) -> bool:
        """ "may have been hit", "to have fallen"."""
        return any(token.lemma == "have" for token in self.tokens[group.first : group.head])

    def _present(self, group: Chunk, kind: str, offset: int) -> str:
        first, last = self.tokens[group.first], self.tokens[group.head]
        if first.lemma == "have" and last.tag in ("VBN", "VBD", "VBG") and group.head > group.first:
            return "past"
        if group.lemma == "be" and 0 <= offset - last.end <= BESIDE:
            return "intended"  # "the funeral is on Tuesday"
        return "intended" if "timetable" in kind and offset - last.end < NEAR else "present"
