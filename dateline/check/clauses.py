"""Sentence -> Clauses: the stretches that state something of their own, and how far the sources bear each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from msgspec import Struct

from dateline.check.alignment import align
from dateline.check.case import Case
from dateline.check.frames import Frame, Phrase
from dateline.records import Field, Token

_STOPS = frozenset((",", ";", "—", "–", "(", ")"))
_JOINS = frozenset(
    ("and", "but", "while", "as", "with", "because", "although", "though", "after", "before", "that", "which", "who", "where", "when", "amid", "or", "if")
)

_TELLING = 1.5  # weight that a clause must have to state something
_NEW = 0.28  # share of a clause's weight that may be new
_TIMES = frozenset(("minute", "hour", "day", "night", "week", "month", "year"))
_HARM = frozenset(("killing", "wound", "capture", "arrest", "abduct", "destroy", "free"))
_HALF = 0.5
_MOST_NEW = 2.5  # weight that may be new


class Clause(Struct, frozen=True):
    """Tokens first..last of a sentence, and the indexes of its content words."""

    start: int
    end: int
    words: tuple[int, ...]


def clauses(case: Case) -> tuple[Clause, ...]:
    """Clauses in reading order; every content word is in one."""
    tokens = case.annotation.tokens
    verbs = [chunk.first for chunk in case.annotation.chunks if chunk.kind == "VP"]
    cuts = [0]
    for cut in sorted({*_cuts(case), len(tokens)}):
        if cut == len(tokens) or any(cuts[-1] <= verb < cut for verb in verbs):
            cuts.append(cut)
    found = []
    for first, last in pairwise(cuts):
        while first < last and (tokens[first].text in _STOPS or tokens[first].lemma in _JOINS):
            first += 1
        inside = tuple(index for index, word in enumerate(case.words) if first <= word.order < last)
        while last > first and not tokens[last - 1].text[0].isalnum():
            last -= 1
        if inside and first < last:
            found.append(Clause(tokens[first].start, tokens[last - 1].end, inside))
    return tuple(found)


def _cuts(case: Case) -> list[int]:
    """Indexes of tokens before which a new clause begins."""
    tokens = case.annotation.tokens
    starts = {chunk.first: chunk for chunk in case.annotation.chunks if chunk.kind == "VP"}
    cuts = []
    for index in range(1, len(tokens)):
        token = tokens[index]
        joined = token.lemma in _JOINS and (tokens[index - 1].text == "," or _verb_follows(index + 1, tokens, starts))
        if joined or token.text in (";", "—", "–", ":") or (tokens[index - 1].text == "," and index in starts):
            cuts.append(index)
    return cuts


def _verb_follows(index: int, tokens: tuple[Token, ...], starts: Mapping[int, object]) -> bool:
    for at in range(index, min(index + 7, len(tokens))):
        if tokens[at].text in _STOPS:
            return False
        if at in starts:
            return True
    return False


class Support(Struct, frozen=True):
    """How far the sources bear a clause."""

    coverage: float  # share of its weight that two lines and their neighbours bear
    new: float  # weight of its words that stand in no source, nor a synonym of theirs
    total: float


def support(case: Case, clause: Clause, known: tuple[tuple[int, int], ...] = ()) -> Support:
    """How far the sources bear a clause.

    Args:
        known: characters that are borne out otherwise, as sums are.
    """
    words = tuple(case.words[index] for index in clause.words)
    alignment = align(words, case.shelf, 2, bound=False)
    total = borne = new = 0.0
    for word, near, present in zip(words, alignment.near, alignment.present, strict=True):
        weight = case.weight(word)
        is_known = any(start <= word.start < end for start, end in known)
        total += weight
        borne += weight * (1.0 if is_known else near)
        new += 0.0 if is_known else weight * (1.0 - present)
    return Support(borne / total if total else 1.0, new, total)


def unborne(case: Case, least: float, known: tuple[tuple[int, int], ...]) -> list[Field]:
    """A field for each clause that the sources bear less than they must."""
    fields = []
    for clause in clauses(case):
        found = support(case, clause, known)
        telling = found.total >= _TELLING or (found.total >= 1 and len(clause.words) > 1)
        if telling and (found.coverage < least or found.new > _NEW * found.total or found.new >= _MOST_NEW):
            text = case.document.text[clause.start : clause.end]
            fields.append(Field(text, _kind(case, clause), "not-in-source", None, clause.start, clause.end))
    return fields


def newness(case: Case) -> float:
    """Weight of the words of a sentence that no source has, nor a synonym of theirs."""
    return sum(case.weight(word) * (1.0 - present) for word, present in zip(case.words, case.alignment.present, strict=True))


def unborne_predicates(case: Case, fields: Sequence[Field], known: tuple[tuple[int, int], ...] = ()) -> list[Field]:
    """A field for each verb group whose verb and objects are mostly new, where no other part has been named there.

    Args:
        known: characters that are borne out otherwise, as sums are.
    """
    found: list[Field] = []
    for frame in case.frames:
        words = [word for word in case.words if frame.start <= word.start < frame.end]
        words += [word for phrase in frame.objects for word in phrase.words if not frame.passive]
        total = sum(case.weight(word) for word in words)
        words = [word for word in words if not any(start <= word.start < end for start, end in known)]
        new = sum(case.weight(word) for word in words if word.key != "not" and not case.shelf.places(word))
        is_named = any(field.start < frame.end and frame.start < field.end for field in fields)
        after = [word for word in words if word.start >= frame.end and word.kind == "word" and word.key != "not"]
        is_new = any(case.weight(word) >= 1 and not case.shelf.places(word) for word in after)
        party = _new_party(case, frame)
        if party is not None and not any(field.start < party.end and party.start < field.end for field in (*fields, *found)):
            found.append(Field(party.text, "actor" if party in frame.actors else "object", "not-in-source", None, party.start, party.end))
        elif not is_named and _is_new_deed(case, frame):
            found.append(Field(frame.text, "action", "not-in-source", None, frame.start, frame.end))
        elif is_new and not frame.passive and new >= _HALF * total and not is_named:
            end = max([frame.end, *(phrase.end for phrase in frame.objects if not frame.passive)])
            found.append(Field(case.document.text[frame.start : end], "action", "not-in-source", None, frame.start, end))
    return found


def _new_party(case: Case, frame: Frame) -> Phrase | None:
    """Who does a deed or suffers harm, where no source has the noun nor one like it."""
    if not _HARM.intersection(frame.groups) and frame.lemma not in case.vocabulary.deeds:
        return None
    for phrase in (*frame.objects, *frame.actors):
        if phrase in frame.actors and any(word.kind == "name" for word in phrase.words):
            continue  # "the Dutch government" for the Netherlands
        head = next((word for word in reversed(phrase.words) if word.lemma == phrase.head), None)
        noun = head is not None and head.kind == "word" and head.lemma not in _TIMES and case.annotation.tokens[head.order].tag.startswith("NN")
        if head is not None and noun and case.weight(head) >= 1 and not case.shelf.places(head):
            return phrase
    return None


def _is_new_deed(case: Case, frame: Frame) -> bool:
    """True for a deed told as done whose verb no source has, though its object is known."""
    verb = next((word for word in case.words if frame.start <= word.start < frame.end and word.lemma == frame.lemma.split(" ")[0]), None)
    done = frame.tense in ("past", "present") and not frame.modal and not frame.negated
    if verb is None or not done or verb.lemma not in case.vocabulary.deeds or case.shelf.places(verb):
        return False
    return any(case.shelf.places(word) for phrase in frame.objects for word in phrase.words if word.kind != "pronoun")


def _kind(case: Case, clause: Clause) -> str:
    groups = {group for index in clause.words for group in case.words[index].groups}
    return "damage" if groups & {"damage", "killing", "wound", "destroy"} else "action"
