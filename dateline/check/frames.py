"""Annotation -> Frames: who does what to whom, where and when, around each verb group of a sentence.

frame := [subject] verb-group [object] {preposition noun-group}; passives are turned round ("by" gives the actor, the
subject is what it is done to). A verb group without a subject of its own takes that of the verb group before it.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from dateline import lexicons
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
_STEAD = frozenset(("place", "stead"))
_RELATIVE = frozenset(("WP", "WDT"))
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
    turned: bool = False  # told from the other side than the words of the text do


class Frames:
    """Reads frames off the groups of annotated sentences."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self._matrix = lexicons.table("matrix_verbs")
        self._giving = frozenset(term for term, turns in lexicons.rows("converses") if "actor<to " in turns) & lexicons.terms("two_objects")

    def __call__(self, text: str, annotation: Annotation, words: tuple[Word, ...]) -> tuple[Frame, ...]:
        """Frames in reading order."""
        tokens = annotation.tokens
        by_order = {word.order: word for word in words}
        groups = list(annotation.chunks)
        phrases = {index: phrase_of(text, chunk, tokens, by_order) for index, chunk in enumerate(groups) if chunk.kind == "NP"}
        frames: list[Frame] = []
        for index, chunk in enumerate(groups):
            if chunk.kind == "VP":
                frames.append(self._frame(text, index, groups, tokens, phrases, frames[-1] if frames else None))
        return tuple(frames)

    def _frame(self, text: str, index: int, groups: list[Chunk], tokens: tuple[Token, ...], phrases: dict[int, Phrase], before: Frame | None) -> Frame:
        chunk = groups[index]
        resumed = _resumed(index, groups, tokens)
        subject, tied = _subject(resumed, groups, tokens, phrases)
        if chunk.tense in ("participle", "gerund") and chunk.voice != "passive" and chunk.first and tokens[chunk.first - 1].text == "," and before is not None:
            subject, tied = (), ()  # ", killing three" goes with whoever did what stands before it
        after, others = _after(index, groups, tokens, phrases)
        after = (*_fronted(index, groups, tokens, phrases), *after)
        others = (*tied, *others)
        agent = tuple(phrase for preposition, phrase in others if preposition == "by")
        passive = chunk.voice == "passive"
        if chunk.tense == "gerund" and chunk.first and tokens[chunk.first - 1].tag in ("DT", "PRP$"):
            subject, tied, before = (), (), None  # "the reopening of the road"
        if not subject and before is not None and not (passive and chunk.tense == "participle"):
            reduced = before.passive and before.tense == "participle" and chunk.tense in _FINITE
            subject = before.objects if before.passive and (passive or reduced or chunk.tense == "gerund") else before.actors or subject
        actors, objects = (agent, (*subject, *after)) if passive else (subject, after)
        if chunk.lemma in self._giving:
            objects, others = _given(objects, passive and bool(after), others)
        _, synonyms = self.vocabulary.key(chunk.lemma)
        if " " in chunk.lemma:
            synonyms = (*synonyms, *self.vocabulary.synonyms.get(chunk.lemma, ()))
        tense, negated = self._governed(index, groups, tokens)
        start, end = tokens[chunk.first].start, tokens[chunk.last - 1].end
        taken = (*after, *(phrase for _, phrase in others))
        last = max([chunk.last, *(groups[at].last for at, phrase in phrases.items() if phrase in taken)])
        return Frame(
            start, end, text[start:end], chunk.lemma, synonyms, negated or is_nobody((*subject, *after)) or _to_nobody(others), passive, chunk.modal, tense,
            actors, objects, tuple((preposition, phrase) for preposition, phrase in others if preposition != "by" or not passive), chunk.first, last,
        )  # fmt: skip

    def _governed(self, index: int, groups: list[Chunk], tokens: tuple[Token, ...]) -> tuple[str, bool]:
        """Tense and polarity, which a verb before it may give: "failed to retake" is not retaken."""
        chunk = groups[index]
        before = groups[index - 1] if index else None
        if before is None or before.kind != "VP" or chunk.tense not in ("infinitive", "gerund") or chunk.first - before.last > 1 or before.modal:
            return chunk.tense, chunk.negated
        between = [token.lemma for token in tokens[before.last : chunk.first]]
        verb = " ".join((*(("be",) if before.voice == "passive" else ()), before.lemma))
        stance = self._matrix.get(" ".join((verb, *between))) or self._matrix.get(verb)
        if stance != "denied" or before.lemma in _CLAUSAL:
            return chunk.tense, chunk.negated
        return before.tense if before.tense in _FINITE else "past", chunk.negated == before.negated


def _given(objects: tuple[Phrase, ...], passive: bool, others: tuple[tuple[str, Phrase], ...]) -> tuple[tuple[Phrase, ...], tuple[tuple[str, Phrase], ...]]:
    """Objects and prepositional groups of a verb of giving: "gave the club the money" gives the money, to the club."""
    if len(objects) < 2 or any(preposition == "to" for preposition, _ in others) or (not passive and objects[1].start - objects[0].end > 1):
        return objects, others
    return objects[1:], (("to", objects[0]), *others)


def is_nobody(phrases: tuple[Phrase, ...]) -> bool:
    """True for "no casualties", "none of the crew", "nobody"."""
    return any(phrase.text.split(" ", 1)[0].lower() in _NOBODY for phrase in phrases)


def _to_nobody(others: tuple[tuple[str, Phrase], ...]) -> bool:
    """True for "lost to nobody"."""
    return any(preposition in ("to", "by", "from", "against") and is_nobody((phrase,)) for preposition, phrase in others)


def phrase_of(text: str, chunk: Chunk, tokens: tuple[Token, ...], by_order: Mapping[int, Word]) -> Phrase:
    """A noun group of the annotation with its content words."""
    start, end = tokens[chunk.first].start, tokens[chunk.last - 1].end
    words = tuple(by_order[order] for order in range(chunk.first, chunk.last) if order in by_order)
    return Phrase(start, end, text[start:end], chunk.lemma, words, tokens[chunk.head].tag in ("PRP", "WP", "WDT"))


def _subject(
    end: tuple[int, int], groups: list[Chunk], tokens: tuple[Token, ...], phrases: dict[int, Phrase]
) -> tuple[tuple[Phrase, ...], tuple[tuple[str, Phrase], ...]]:
    """Noun groups before a group and token: the nearest that no preposition governs, with those that "of" ties to it; and those tied otherwise."""
    found: list[Phrase] = []
    tied: list[tuple[str, Phrase]] = []
    at, reach = end[0] - 1, end[1]
    if reach and tokens[reach - 1].tag == "CC":
        return (), ()
    relative, closed = (reach > 0 and tokens[reach - 1].tag in _RELATIVE), (reach > 0 and tokens[reach - 1].text == ",")
    while at >= 0 and groups[at].kind == "NP":
        between = tokens[groups[at].last : reach]
        if any(token.text in _BREAKS for token in between) or len(between) > _REACH:
            break
        before = tokens[groups[at].first - 1] if groups[at].first else None
        if before is not None and before.tag in ("IN", "TO") and before.lemma not in _CONJUNCTIONS:
            if relative and before.lemma != "of":  # whom "who" stands for is the nearest
                found.append(phrases[at])
                break
            if before.lemma not in _TYING and tokens[groups[at].first - 2].tag != "JJ":  # "fighters loyal to the council"
                break
            if before.lemma == "of":
                found.append(phrases[at])
            else:
                tied.append((before.lemma, phrases[at]))
            reach = groups[at].first - (1 if before.lemma in _TYING else 2)
            at -= 1
            continue
        named = _apposed_to(at, groups, tokens, phrases) if closed else None
        if named is not None:
            found, tied = [phrases[at], named], []
            break
        found.append(phrases[at])
        if before is not None and before.tag == "CC" and at and groups[at - 1].kind == "NP" and groups[at - 1].last == groups[at].first - 1:
            reach = groups[at].first - 1
            at -= 1
            continue
        break
    told = found and not all(phrase.head in ("who", "which", "that") for phrase in found)
    return (tuple(reversed(found)), tuple(reversed(tied))) if told else ((), ())


def _resumed(index: int, groups: list[Chunk], tokens: tuple[Token, ...]) -> tuple[int, int]:
    """The group and token that the subject ends before: those of the verb group, or of the relative clause between it and its subject."""
    first = groups[index].first
    if not first or tokens[first - 1].text != "," or groups[index].tense not in _FINITE:
        return index, first
    for at in range(index - 1, -1, -1):
        opening = groups[at].last
        if groups[at].kind == "NP" and opening + 1 < first and tokens[opening].text == "," and tokens[opening + 1].tag in _RELATIVE:
            verbs = [group for group in groups[at + 1 : index] if group.kind == "VP"]
            return (at + 1, opening) if len(verbs) == 1 else (index, first)
    return index, first


def _fronted(index: int, groups: list[Chunk], tokens: tuple[Token, ...], phrases: dict[int, Phrase]) -> tuple[Phrase, ...]:
    """The object that stands before its clause: the town of "the town, which the junta lost"."""
    at = index - 1
    if at < 1 or groups[at].kind != "NP" or groups[at].last != groups[index].first or groups[index].voice == "passive":
        return ()
    opening = groups[at].first - 1
    if opening < 1 or tokens[opening].tag not in _RELATIVE or groups[at - 1].kind != "NP":
        return ()
    return (phrases[at - 1],) if groups[at - 1].last in (opening, opening - 1) and not phrases[at].pronoun else ()


def _apposed_to(at: int, groups: list[Chunk], tokens: tuple[Token, ...], phrases: dict[int, Phrase]) -> Phrase | None:
    """The noun group that this one explains: Rosa of "Rosa, daughter of the president, resigned"."""
    if not at or groups[at - 1].kind != "NP" or groups[at - 1].last + 1 != groups[at].first or tokens[groups[at - 1].last].text != ",":
        return None
    before = tokens[groups[at - 1].first - 1] if groups[at - 1].first else None
    if before is not None and (before.tag in ("IN", "TO", "CC") or before.text == ","):
        return _outermost(at - 1, groups, tokens, phrases) if before.text == "," else None
    return phrases[at - 1]


def _outermost(at: int, groups: list[Chunk], tokens: tuple[Token, ...], phrases: dict[int, Phrase]) -> Phrase | None:
    """ "The minister, Rosa Delgado, daughter of": the name in the middle."""
    return phrases[at] if any(word.kind == "name" for word in phrases[at].words) else None


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
        end = _end_of_list(at, groups, tokens) if groups[index].lemma in _CLAUSAL else at
        chunk, verb = groups[end], groups[end + 1] if end + 1 < len(groups) else None
        follows = verb is not None and verb.kind == "VP" and verb.tense in _FINITE and verb.first <= chunk.last + 1
        governing = next((token.lemma for token in reversed(between) if token.tag in ("IN", "TO") or token.lemma == "to"), "")
        if governing == "of" and any(token.lemma == "out" for token in between):
            governing = "from"
        if governing == "of" and others and others[-1][0] == "in" and others[-1][1].head in _STEAD:
            governing = "instead"
            others.pop()
        comma = any(token.text == "," for token in between)
        joined = any(token.tag == "CC" for token in between)
        if comma and not governing and _opens_speech(at, groups, tokens):
            break
        if governing in ("that", "because", "while", "although", "as", "if") or (
            follows and not governing and (objects or comma or joined or (groups[index].lemma in _CLAUSAL and groups[end + 1].first == chunk.last))
        ):
            break
        if governing and governing != "of":
            preposition = governing
        elif joined and objects and _is_number(phrases[at]) and _is_number(objects[0]):
            preposition = ""  # "31 people in the hills and 12 on the coast"
        elif comma and not any(token.lemma in ("and", "or") for token in between) and not objects:
            preposition = ""
        if governing == "of" and others and preposition:
            others.append((others[-1][0], phrases[at]))
        elif preposition:
            others.append((preposition, phrases[at]))
        else:
            objects.append(phrases[at])
        reach = groups[at].last
    return tuple(objects), tuple(others)


def _end_of_list(at: int, groups: list[Chunk], tokens: tuple[Token, ...]) -> int:
    """The last noun group of "14 officers and 44 demonstrators"."""
    while at + 1 < len(groups) and groups[at + 1].kind == "NP" and groups[at + 1].first == groups[at].last + 1 and tokens[groups[at].last].tag == "CC":
        at += 1
    return at


def _is_number(phrase: Phrase) -> bool:
    return bool(phrase.words) and phrase.words[0].kind == "number"


def _opens_speech(at: int, groups: list[Chunk], tokens: tuple[Token, ...]) -> bool:
    """True for the noun group of ", the governor of Kaduna said"."""
    while at + 1 < len(groups) and groups[at + 1].kind == "NP" and all(token.text != "," for token in tokens[groups[at].last : groups[at + 1].first]):
        at += 1
    return at + 1 < len(groups) and groups[at + 1].kind == "VP" and groups[at + 1].lemma in _CLAUSAL and groups[at + 1].tense in _FINITE
