"""Frame -> the same told from the other side: "X sold the shops to Y" is "Y bought the shops from X"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from dateline import lexicons
from dateline.check.frames import Frame, Phrase
from dateline.check.words import Vocabulary

_OWN = ("actor", "object")  # roles that no preposition gives


class Turn(Struct, frozen=True):
    """A verb and, of each of its roles, where the other verb has it."""

    lemma: str
    roles: Mapping[str, tuple[str, ...]]


class Converses:
    """Turns frames of verbs that have a converse."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self._turns = {term: tuple(_turn(part) for part in value.split(";")) for term, value in lexicons.rows("converses")}

    def __call__(self, frame: Frame) -> Iterator[Frame]:
        """Every way to tell the frame from the other side; none where its verb has no converse or too little is told."""
        for turn in self._turns.get(frame.lemma, ()):
            turned = {role: _fillers(frame, places) for role, places in turn.roles.items()}
            counterpart = any(phrases for role, phrases in turned.items() if role not in _OWN)
            whom = turned.get("object") or counterpart or "object" not in turn.roles
            if whom and (turned["actor"] or (counterpart and turned.get("object"))):
                yield self._turned(frame, turn.lemma, turned)

    def _turned(self, frame: Frame, lemma: str, turned: Mapping[str, tuple[Phrase, ...]]) -> Frame:
        given = tuple((role, phrase) for role, phrases in turned.items() if role not in _OWN for phrase in phrases)
        moved = {phrase.start for phrases in turned.values() for phrase in phrases}
        kept = tuple((preposition, phrase) for preposition, phrase in frame.others if phrase.start not in moved)
        _, groups = self.vocabulary.key(lemma)
        return replace(frame, lemma=lemma, groups=groups, actors=turned.get("actor", ()), objects=turned.get("object", ()), others=(*given, *kept), turned=True)


def _turn(text: str) -> Turn:
    lemma, *roles = text.split(" ") if "<" in text.split(" ")[1] else (" ".join(text.split(" ")[:2]), *text.split(" ")[2:])
    return Turn(lemma, {role: tuple(places.split("|")) for role, places in (part.split("<") for part in roles)})


def _fillers(frame: Frame, places: tuple[str, ...]) -> tuple[Phrase, ...]:
    if places == ("actor",):
        return frame.actors
    if places == ("object",):
        return frame.objects
    return tuple(phrase for preposition, phrase in frame.others if preposition in places)
