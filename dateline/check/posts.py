"""People of a sentence with the post or country it gives them, against those the sources give the same people."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from dateline.check.case import Case
from dateline.check.shelf import Line, related
from dateline.check.words import Word
from dateline.records import Agent, Annotation, Field

_FORMER = frozenset(("former", "ex", "late", "outgoing", "then", "deputy", "acting", "interim", "future", "incoming"))


class Post(Struct, frozen=True):
    """A person with what a noun group says of him: "Chile's president, Gabriel Boric"."""

    person: str  # key
    start: int
    end: int
    text: str
    countries: frozenset[str]  # that the words name
    role: str


def posts(case: Case) -> list[Field]:
    """A field for each person to whom the sources give another country or post, and none of them this one."""
    fields = []
    for mine in told(case.annotation, case.words, case.document.text):
        theirs = [post for line in _lines(case) for post in told(line.annotation, line.words, line.document.text) if post.person == mine.person]
        rival = next((post for post in theirs if _differ(mine, post)), None)
        if rival is not None and not any(_agree(mine, post) for post in theirs):
            fields.append(Field(mine.text, "actor", "contradicted", rival.text, mine.start, mine.end))
    return fields


def _lines(case: Case) -> list[Line]:
    return case.shelf.lines if len(case.shelf.lines) < 400 else case.around(3, 4)


def told(annotation: Annotation, words: tuple[Word, ...], text: str) -> Iterator[Post]:
    """Posts that a sentence tells in so many words."""
    for mention in annotation.mentions:
        value = mention.value
        if not isinstance(value, Agent) or not value.entity.startswith("person:") or mention.end - mention.start <= len(value.name):
            continue
        inside = [word for word in words if mention.start <= word.start < mention.end]
        lemmas = {word.lemma for word in inside}
        if _FORMER & {token.text.lower() for token in annotation.tokens if mention.start - 12 <= token.start < mention.end}:
            continue
        countries = frozenset(group[3:] for word in inside for group in word.groups if group.startswith("of "))
        role = value.role if value.role.split(" ")[0].lower() in lemmas | {word.text.lower() for word in inside} else ""
        yield Post(value.entity, mention.start, mention.end, text[mention.start : mention.end], countries, role)


def _differ(one: Post, other: Post) -> bool:
    if one.countries and other.countries:
        return not one.countries & other.countries
    return bool(one.role and other.role) and _head(one.role) == _head(other.role) and _rest(one.role) != "" != _rest(other.role) and not _agree(one, other)


def _agree(one: Post, other: Post) -> bool:
    same_country = bool(one.countries & other.countries)
    same_role = bool(one.role and other.role) and any(related(mine, theirs) for mine in _rest(one.role).split() for theirs in _rest(other.role).split())
    return same_country or same_role or (one.role == other.role != "" and not (one.countries and other.countries))


def _head(role: str) -> str:
    return role.lower().split(" of ")[0].split(" ")[-1]


def _rest(role: str) -> str:
    """What is said of a post beside its noun: foreign, of Kharkiv."""
    head = _head(role)
    return " ".join(word for word in role.lower().split() if word not in (head, "of", "the", "for"))
