"""Annotation -> Frames: who does what to whom, where and when, around each verb group of a sentence.

frame := [subject] verb-group [object] {preposition noun-group}; passives are turned round ("by" gives the actor, the
subject is what it is done to). A verb group without a subject of its own takes that of the verb group before it.
"""

from __future__ import annotations

from msgspec import Struct

from dateline.check.words import Vocabulary, Word
from dateline.records import Annotation, Chunk, Token

_BREAKS = frozenset((";", ":", "—", "–", "(", ")"))
_CONJUNCTIONS = frozenset(("that", "because", "if", "while", "although", "as", "since", "after", "before"))
_TYING = frozenset(("of", "in", "at", "from", "with", "for", "near", "on"))
_FINITE = frozenset(("past", "present", "future"))
_CLAUSAL = frozenset(
    ("say", "report", "claim", "believe", "confirm", "announce", "add", "state", "think", "know", "note", "deny", "allege", "insist", "suggest", "hope")
)
_NOBODY = frozenset(("no", "none", "nobody", "neither", "nothing"))
_REACH = 4  # tokens between a verb group and the noun group that may still belong to it


class Phrase(Struct, frozen=True):
    """A noun group: characters, head, content words."""

    start: int
    end: int
    text: str
    head: str  # lemma of the head noun
    words: tuple[Word, ...]
    pronoun: bool = False


class Frame(Struct, frozen=True):
    """A verb group with what stands around it."""

    start: int
    end: int
    text: str  # of the verb group
    lemma: str
    groups: tuple[str, ...]  # synonym groups of the lemma
    negated: bool
    passive: bool
    modal: str
    tense: str
    actors: tuple[Phrase, ...]
    objects: tuple[Phrase, ...]
    others: tuple[tuple[str, Phrase], ...]  # (preposition, noun group)
    first: int  # token indexes the frame covers
    last: int


class Frames:
    """Reads frames off the groups of annotated sentences."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary

    def __call__(self, text: str, annotation: Annotation, words: tuple[Word, ...]) -> tuple[Frame, ...]:
        """Frames in reading order."""
        tokens = annotation.tokens
        by_order = {word.order: word for word in words}
        groups = list(annotation.chunks)
        phrases = {index: _phrase(text, chunk, tokens, by_order) for index, chunk in enumerate(groups) if chunk.kind == "NP"}
        frames: list[Frame] = []
        for index, chunk in enumerate(groups):
            if chunk.kind == "VP":
                frames.append(self._frame(text, index, groups, tokens, phrases, frames[-1] if frames else None))
        return tuple(frames)

    def _frame(self, text: str, index: int, groups: list[Chunk], tokens: tuple[Token, ...], phrases: dict[int, Phrase], before: Frame | None) -> Frame:
        chunk = groups[index]
        subject, tied = _subject(index, groups, tokens, phrases)
        if chunk.tense in ("participle", "gerund") and chunk.voice != "passive" and chunk.first and tokens[chunk.first - 1].text == "," and before is not None:
            subject, tied = (), ()  # ", killing three" goes with whoever did what stands before it
        after, others = _after(index, groups, tokens, phrases)
        others = (*tied, *others)
        agent = tuple(phrase for preposition, phrase in others if preposition == "by")
        passive = chunk.voice == "passive"
        if not subject and before is not None and not (passive and chunk.tense == "participle"):
            reduced = before.passive and before.tense == "participle" and chunk.tense in _FINITE
            subject = before.objects if before.passive and (passive or reduced) else before.actors or subject
        actors, objects = (agent, (*subject, *after)) if passive else (subject, after)
        _, synonyms = self.vocabulary.key(chunk.lemma)
        if " " in chunk.lemma:
            synonyms = (*synonyms, *self.vocabulary.synonyms.get(chunk.lemma, ()))
        start, end = tokens[chunk.first].start, tokens[chunk.last - 1].end
        taken = (*after, *(phrase for _, phrase in others))
        last = max([chunk.last, *(groups[at].last for at, phrase in phrases.items() if phrase in taken)])
        return Frame(
            start, end, text[start:end], chunk.lemma, synonyms, chunk.negated or is_nobody((*subject, *after)), passive, chunk.modal, chunk.tense,
            actors, objects, tuple((preposition, phrase) for preposition, phrase in others if preposition != "by" or not passive), chunk.first, last,
        )  # fmt: skip


def is_nobody(phrases: tuple[Phrase, ...]) -> bool:
    """True for "no casualties", "none of the crew", "nobody"."""
    return any(phrase.text.split(" ", 1)[0].lower() in _NOBODY for phrase in phrases)


def _phrase(text: str, chunk: Chunk, tokens: tuple[Token, ...], by_order: dict[int, Word]) -> Phrase:
    start, end = tokens[chunk.first].start, tokens[chunk.last - 1].end
    words = tuple(by_order[order] for order in range(chunk.first, chunk.last) if order in by_order)
    return Phrase(start, end, text[start:end], chunk.lemma, words, tokens[chunk.head].tag in ("PRP", "WP", "WDT"))


def _subject(
    index: int, groups: list[Chunk], tokens: tuple[Token, ...], phrases: dict[int, Phrase]
) -> tuple[tuple[Phrase, ...], tuple[tuple[str, Phrase], ...]]:
    """Noun groups before the verb group: the nearest that no preposition governs, with those that "of" ties to it; and those tied otherwise."""
    found: list[Phrase] = []
    tied: list[tuple[str, Phrase]] = []
    at = index - 1
    reach = groups[index].first
    if reach and tokens[reach - 1].tag == "CC":
        return (), ()
    while at >= 0 and groups[at].kind == "NP":
        between = tokens[groups[at].last : reach]
        if any(token.text in _BREAKS for token in between) or len(between) > _REACH:
            break
        before = tokens[groups[at].first - 1] if groups[at].first else None
        if before is not None and before.tag in ("IN", "TO") and before.lemma not in _CONJUNCTIONS:
            if before.lemma not in _TYING:
                break
            if before.lemma == "of":
                found.append(phrases[at])
            else:
                tied.append((before.lemma, phrases[at]))
            reach = groups[at].first - 1
            at -= 1
            continue
        found.append(phrases[at])
        if before is not None and before.tag == "CC" and at and groups[at - 1].kind == "NP" and groups[at - 1].last == groups[at].first - 1:
            reach = groups[at].first - 1
            at -= 1
            continue
        break
    told = found and not all(phrase.head in ("who", "which", "that") for phrase in found)
    return (tuple(reversed(found)), tuple(reversed(tied))) if told else ((), ())


def _after(index: int, groups: list[Chunk], tokens: tuple[Token, ...], phrases: dict[int, Phrase]) -> tuple[tuple[Phrase, ...], tuple[tuple[str, Phrase], ...]]:
    """Objects and prepositional groups between this verb group and the next."""
    objects: list[Phrase] = []
    others: list[tuple[str, Phrase]] = []
    reach = groups[index].last
    preposition = ""
    for at in range(index + 1, len(groups)):
        chunk = groups[at]
        between = tokens[reach : chunk.first]
        if chunk.kind == "VP" or any(token.text in _BREAKS or token.tag in ("WDT", "WP", "WRB") for token in between) or len(between) > _REACH:
            break
        follows = at + 1 < len(groups) and groups[at + 1].kind == "VP" and groups[at + 1].tense in _FINITE and groups[at + 1].first <= chunk.last + 1
        governing = next((token.lemma for token in reversed(between) if token.tag in ("IN", "TO") or token.lemma == "to"), "")
        comma = any(token.text == "," for token in between)
        joined = any(token.tag == "CC" for token in between)
        if comma and not governing and _opens_speech(at, groups, tokens):
            break
        if governing in ("that", "because", "while", "although", "as", "if") or (
            follows and not governing and (objects or comma or joined or (groups[index].lemma in _CLAUSAL and groups[at + 1].first == chunk.last))
        ):
            break
        if governing and governing != "of":
            preposition = governing
        elif comma and not any(token.lemma in ("and", "or") for token in between) and not objects:
            preposition = ""
        if governing == "of" and others and preposition:
            others.append((others[-1][0], phrases[at]))
        elif preposition:
            others.append((preposition, phrases[at]))
        else:
            objects.append(phrases[at])
        reach = chunk.last
    return tuple(objects), tuple(others)


def _opens_speech(at: int, groups: list[Chunk], tokens: tuple[Token, ...]) -> bool:
    """True for the noun group of ", the governor of Kaduna said"."""
    while at + 1 < len(groups) and groups[at + 1].kind == "NP" and all(token.text != "," for token in tokens[groups[at].last : groups[at + 1].first]):
        at += 1
    return at + 1 < len(groups) and groups[at + 1].kind == "VP" and groups[at + 1].lemma in _CLAUSAL and groups[at + 1].tense in _FINITE
