"""Data as a source (JSON, JSON Lines, CSV) -> lines "key: value", and a sentence against them, key by key.

Every leaf of the data is one fact: the words of its keys, and a truth value, a number, opening hours or words. A sentence
that speaks of a key (its words stand there, not far apart) is held against the fact: what the data says is not so, or says
otherwise, contradicts; what it leaves empty is not in the source. Other words are compared as those of any source.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache
from io import StringIO

from msgspec import Struct

from dateline import lexicons
from dateline.check.case import Case
from dateline.check.hours import HOURS, WEEK, is_open, spans, told_days
from dateline.check.words import stem
from dateline.records import Document, Field, Token

FORM = "sheet"  # Document.form of data rendered as lines
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])|[_\-/.]+")
_EMPTY = frozenset(("", "none", "null", "n/a", "unknown"))
_FALSE = frozenset(("false", "no"))
_TRUE = frozenset(("true", "yes"))
_DENYING = frozenset(("no", "not", "without", "neither", "nor", "lack", "lacks", "lacking", "n't", "n’t", "never", "unavailable", "none", "absence"))
_TURNS = frozenset((";", "but", "however", "although", "while"))
_UNTOLD = frozenset(("whether", "unknown", "unclear", "unspecified", "specify", "mention", "information", "provide", "indicate", "available"))
_LONG = 40  # characters from which a value is running text
_NEAR = 8  # tokens between the words of a key and those of the key above it


class Fact(Struct, frozen=True):
    """One leaf of the data: characters of its line, key words as stems, those of the keys above, value as written."""

    start: int
    end: int
    key: tuple[str, ...]
    above: tuple[str, ...]
    name: str
    value: str
    record: int = 0  # which record of the data; a key that comes again opens the next

    @property
    def number(self) -> float | None:
        """The value as a number; None for other values."""
        plain = self.value.replace(",", "")
        return float(plain) if re.fullmatch(r"-?\d+(?:\.\d+)?", plain) else None

    @property
    def truth(self) -> bool | None:
        """What a truth value says; words stand for true; None where nothing is told."""
        plain = self.value.lower()
        return None if plain in _EMPTY else plain not in _FALSE


def rendered(text: str) -> str | None:
    """The data as lines "key: value", records parted by blank lines; None for a text that is no data."""
    records = _records(text)
    if records is None:
        return None
    return "\n\n".join("\n\n".join(_lines(record)) for record in records)


def _records(text: str) -> list[object] | None:
    opening = text.lstrip()[:1]
    if opening in ("{", "["):
        with suppress(ValueError):
            found = json.loads(text)
            return found if isinstance(found, list) else [found]
        with suppress(ValueError):
            return [json.loads(line) for line in text.split("\n") if line.strip()]
        return None
    return _table(text)


def _table(text: str) -> list[object] | None:
    """Rows of a CSV file with a head of names and as many cells in each row."""
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) < 2 or "," not in lines[0] or re.search(r"[.!?]\s*$", lines[0]):
        return None
    rows = list(csv.reader(StringIO("\n".join(lines))))
    head = [name.strip() for name in rows[0]]
    if any(len(row) != len(head) for row in rows) or not all(re.fullmatch(r"[\w ()%/.-]{1,40}", name) for name in head):
        return None
    return [dict(zip(head, row, strict=True)) for row in rows[1:]]


def _lines(value: object, path: tuple[str, ...] = ()) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _lines(inner, (*path, _HUMP.sub(" ", str(key)).strip()))
    elif isinstance(value, list):
        for inner in value:
            yield from _lines(inner, path)
    else:
        plain = {True: "yes", False: "no", None: "none"}.get(value) if value is None or isinstance(value, bool) else str(value)
        yield f"{' / '.join(path)}: {' '.join(str(plain).split())}" if path else str(plain)


def facts(document: Document) -> tuple[Fact, ...]:
    """The facts of data rendered as lines, in order."""
    found = []
    at = record = 0
    seen: set[str] = set()
    opening = ""
    for line in document.text.split("\n"):
        head, colon, value = line.partition(": ")
        if colon:
            if head in seen and head == opening:
                record, seen = record + 1, set()
            opening = opening or head
            seen.add(head)
            *above, name = head.split(" / ")
            found.append(Fact(at, at + len(line), _stems(name), tuple(s for part in above for s in _stems(part)), name, value.strip(), record))
        at += len(line) + 1
    return tuple(found)


def _stems(name: str) -> tuple[str, ...]:
    """Stems of the telling words of a key."""
    light = _words()
    return tuple(stem(word) for word in name.lower().split() if word not in light and word.isalnum())


@cache
def _words() -> frozenset[str]:
    return frozenset(term for term, kind in lexicons.table("sheet_words").items() if kind == "light")


@cache
def _others() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """Key -> other wordings of it, as stems."""
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for term, kind in lexicons.table("sheet_words").items():
        if kind.startswith("is "):
            key = " ".join(_stems(kind.removeprefix("is ")))
            found[key] = (*found.get(key, ()), tuple(stem(word) for word in term.split()))
    return found


class Sheets:
    """Holds sentences against the facts of the sources that are data."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self.facts = [(document, fact) for document in documents if document.form == FORM for fact in facts(document)]
        self._hours = {fact.name.lower(): fact for _, fact in self.facts if fact.name.lower() in WEEK and (HOURS.match(fact.value) or fact.truth is None)}
        self._flags = [fact for _, fact in self.facts if fact.value.lower() in _EMPTY | _FALSE | _TRUE or fact.name.lower() in _worded()]
        self._flags = [fact for fact in self._flags if fact.key and fact.name.lower() not in (*WEEK, "hours")]
        running = " ".join(fact.value.lower() for _, fact in self.facts if len(fact.value) > _LONG)
        self._told = frozenset(stem(word) for word in re.findall(r"\w+", running))

    def __call__(self, case: Case) -> list[Field]:
        """A field for each key that the sentence speaks of and the data has otherwise, or leaves empty."""
        if not self.facts:
            return []
        return [*self._flagged(case), *self._opening(case)]

    def counted(self, case: Case) -> tuple[list[Field], tuple[tuple[int, int], ...]]:
        """Numbers that the sentence's own record has otherwise under the key that it names, and the characters of those it bears."""
        rows = self._rows_of(case)
        if not rows:
            return [], ()
        fields, borne = [], []
        named = {stem(form) for token in case.annotation.tokens for form in (token.lemma.lower(), token.text.lower())}
        for word in case.words:
            if word.value is None:
                continue
            cells = [fact for fact in rows if fact.number is not None]
            if any(fact.number == word.value for fact in cells):
                borne.append((word.start, word.end))
                continue
            keyed = [fact for fact in cells if fact.key and named.issuperset(fact.key)]
            told = {other.value for other in case.words if other.value is not None}
            rivals = [fact for fact in keyed if fact.number not in told]
            if len(rivals) == 1:
                fields.append(Field(word.text, "figure", "contradicted", f"{rivals[0].name}: {rivals[0].value}", word.start, word.end))
        return fields, tuple(borne)

    def _rows_of(self, case: Case) -> list[Fact]:
        """Facts of the one record that the sentence names by a value, or of the only one."""
        lowered = case.text.lower()
        found = {fact.record for _, fact in self.facts if fact.number is None and len(fact.value) > 2 and fact.value.lower() in lowered}
        if not found and len({fact.record for _, fact in self.facts}) == 1:
            found = {0}
        return [fact for _, fact in self.facts if fact.record in found] if len(found) == 1 else []

    def _flagged(self, case: Case) -> Iterator[Field]:
        tokens = case.annotation.tokens
        stems = [stem(token.lemma.lower()) for token in tokens]
        taken: set[int] = set()
        for fact in sorted(self._flags, key=lambda fact: -len(fact.key)):
            for first, last in _places(fact, stems):
                if taken.isdisjoint(range(first, last)) and _is_meant(fact, stems, first, last) and not self._told.issuperset(stems[first:last]):
                    taken.update(range(first, last))
                    field = _compared(fact, tokens, first, last)
                    if field is not None:
                        yield field
                    break

    def _opening(self, case: Case) -> Iterator[Field]:
        """Opening hours told of days."""
        if not self._hours:
            return
        tokens = case.annotation.tokens
        for first, last, opens, closes in spans(tokens):
            days = told_days(tokens, first, last)
            told = [self._hours.get(day) for day in days]
            start, end = tokens[first].start, tokens[last - 1].end
            wrong = next((fact for fact in told if fact is not None and not is_open(fact.value, opens, closes)), None)
            if wrong is not None:
                yield Field(case.document.text[start:end], "time", "contradicted", f"{wrong.name}: {wrong.value}", start, end)
            elif days and not any(told):
                yield Field(case.document.text[start:end], "time", "not-in-source", None, start, end)


@cache
def _worded() -> frozenset[str]:
    """Keys whose value is a word that stands for yes or no."""
    return frozenset(term for term, kind in lexicons.table("sheet_words").items() if kind == "worded")


def _places(fact: Fact, stems: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Token ranges where the words of a key, or another wording of it, stand side by side."""
    wordings = [fact.key, *_others().get(" ".join(fact.key), ())] if fact.key else []
    for wording in wordings:
        for at in range(len(stems) - len(wording) + 1):
            if tuple(stems[at : at + len(wording)]) == wording:
                yield at, at + len(wording)


def _is_meant(fact: Fact, stems: Sequence[str], first: int, last: int) -> bool:
    """True where the key above is named nearby, or needs no naming."""
    if " for " in f" {fact.name.lower()} " and "for" not in stems[max(0, first - 3) : first]:
        return False  # "good for groups" is not told by "their group"
    needed = [word for word in fact.above[-1:] if word in {stem(w) for w in _named()}]
    return not needed or any(word in stems[max(0, first - _NEAR) : last + _NEAR] for word in needed)


@cache
def _named() -> frozenset[str]:
    """Keys that must be named for those below them to be meant ("garage" of parking)."""
    return frozenset(term for term, kind in lexicons.table("sheet_words").items() if kind == "named")


def _compared(fact: Fact, tokens: Sequence[Token], first: int, last: int) -> Field | None:
    denied = _is_denied(tokens, first, last)
    text, truth = " ".join(token.text for token in tokens[first:last]), fact.truth
    start, end = tokens[first].start, tokens[last - 1].end
    if truth is None:
        if any(token.lemma in _UNTOLD or token.text.lower() in _UNTOLD for token in tokens):
            return None
        return Field(text, "object", "not-in-source", f"{fact.name}: {fact.value}", start, end)
    if truth == denied:
        return Field(text, "object", "contradicted", f"{fact.name}: {fact.value}", start, end)
    return None


def _is_denied(tokens: Sequence[Token], first: int, last: int) -> bool:
    """True where a denial governs a key: before it in its clause, or just after it ("is not available")."""
    after = [token.text.lower() for token in tokens[last : last + 3]]
    if len(after) > 1 and tokens[last].lemma in ("be", "do", "have") and after[1] in _DENYING:
        return True
    for at in range(first - 1, -1, -1):
        lower = tokens[at].text.lower()
        if lower in _DENYING:
            return True
        if lower in _TURNS or tokens[at].tag in ("VBZ", "VBP", "VBD", "MD"):
            return any(token.text.lower() in _DENYING for token in tokens[max(0, at - 1) : at + 3] if token.start < tokens[first].start)
    return False
