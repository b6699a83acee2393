"""People of a sentence with the post or country it gives them, against those the sources give the same people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

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
    title: tuple[Word, ...]  # what he is called before his name: army chief


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
        if _FORMER & {token.text.lower() for token in annotation.tokens if mention.start - 12 <= token.start < mention.end}:
            continue
        countries = frozenset(group[3:] for word in inside for group in word.groups if group.startswith("of "))
        named = next((word.start for word in inside if word.kind == "name" and word.text in value.name.split()), mention.start)
        title = tuple(word for word in inside if word.start < named and not any(group.startswith("of ") for group in word.groups))
        yield Post(value.entity, mention.start, mention.end, text[mention.start : mention.end], countries, title)


def _differ(one: Post, other: Post) -> bool:
    """True for other countries, and for the same office of another body: mayor of Odesa, navy chief."""
    if one.countries and other.countries:
        return not one.countries & other.countries
    offices = {word.key for word in one.title if word.kind == "word"} & {word.key for word in other.title if word.kind == "word"}
    mine, theirs = ([word for word in post.title if word.key not in offices] for post in (one, other))
    return bool(offices and mine and theirs) and not _share(mine, theirs)


def _agree(one: Post, other: Post) -> bool:
    if one.countries and other.countries:
        return bool(one.countries & other.countries)
    return not _differ(one, other) and bool(one.title and other.title) and _share(one.title, other.title)


def _share(some: Sequence[Word], others: Sequence[Word]) -> bool:
    return any(related(one.key, other.key) or set(one.groups) & set(other.groups) for one in some for other in others)
