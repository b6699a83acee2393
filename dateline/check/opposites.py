"""Words of a sentence whose opposite stands in the line that bears the rest of it."""

from __future__ import annotations

from dateline.check.case import Case
from dateline.check.words import Word
from dateline.lexicons import terms
from dateline.records import Annotation, Field

_SPOKEN = frozenset(("deny", "claim", "say", "accuse", "agree"))  # what is said is compared speaker by speaker
_BORNE = 0.6  # share of the rest that a line must bear


def _is_elsewhere(word: Word, annotation: Annotation, other: Word, theirs: Annotation) -> bool:
    """True where one stands before a noun ("open fields") and the other does not ("schools were closed"), or one alone is denied."""
    if _is_denied(word, annotation) != _is_denied(other, theirs):
        return True
    if annotation.tokens[word.order].tag == theirs.tokens[other.order].tag == "JJS":
        return False
    return _is_attribute(word, annotation) != _is_attribute(other, theirs)


def _is_verb(word: Word, annotation: Annotation) -> bool:
    """True for verbs, which are compared with who does what to whom."""
    return annotation.tokens[word.order].tag.startswith("V")


def _is_denied(word: Word, annotation: Annotation) -> bool:
    chunk = next((chunk for chunk in annotation.chunks if chunk.first <= word.order < chunk.last), None)
    return chunk is not None and chunk.negated


def _is_attribute(word: Word, annotation: Annotation) -> bool:
    tokens = annotation.tokens
    following = tokens[word.order + 1] if word.order + 1 < len(tokens) else None
    return tokens[word.order].tag.startswith("J") and following is not None and following.tag.startswith("N")


def opposites(case: Case) -> list[Field]:
    """A field for each word that the bearing line has the opposite of, and not the word itself."""
    fields = []
    for word in case.words:
        against = case.vocabulary.antonyms.get(word.lemma)
        if word.kind != "word" or not against or _SPOKEN.intersection(word.groups):
            continue
        rest = [other for other in case.words if other is not word]
        for line in case.shelf.bearing(rest, 1) if case.total(rest) >= 1.5 else ():
            rivals = (other for other in line.words if other.lemma in against and not (_is_verb(word, case.annotation) and _is_verb(other, line.annotation)))
            rival = next((other for other in rivals if not _is_elsewhere(word, case.annotation, other, line.annotation)), None)
            stands = case.share((word,), line.words) > 0
            if rival is not None and not stands and case.share(rest, line.words) >= _BORNE:
                part = "place" if word.lemma in terms("directions") else "action"
                fields.append(Field(word.text, part, "contradicted", rival.text, word.start, word.end))
    return fields
