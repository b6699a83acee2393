"""Case -> Finding: each part of a sentence is put to the sources; the worst part decides."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from dateline.check.accounts import differing
from dateline.check.actions import Actions
from dateline.check.case import Case, quote
from dateline.check.claims import claims
from dateline.check.clauses import newness, unborne, unborne_predicates
from dateline.check.comparisons import turned
from dateline.check.counts import Counts
from dateline.check.days import Days
from dateline.check.deeds import Deeds
from dateline.check.entities import rivals
from dateline.check.figures import Figured, Figures
from dateline.check.frames import Frame, Frames
from dateline.check.harm import denied_harm
from dateline.check.identity import identity
from dateline.check.lines import Lines
from dateline.check.opinions import Opinions
from dateline.check.opposites import opposites
from dateline.check.orders import reversed_orders
from dateline.check.pairings import Pairings
from dateline.check.posts import posts
from dateline.check.quotations import Quotations, quotations
from dateline.check.sheets import Sheets
from dateline.check.shelf import Shelf
from dateline.check.speakers import speakers
from dateline.check.suspicion import suspicion
from dateline.check.words import Vocabulary
from dateline.records import Evidence, Field, Finding

_PAIRED = frozenset(("figure", "actor", "place"))
LEAST = 0.6  # share of a clause's weight that the sources must bear

_SPEAKERS = frozenset(("official", "minister", "leader", "governor", "spokesman", "expert", "witness", "media", "agency", "police", "doctor", "army", "mayor"))

Ruling = Callable[[Case], Finding]


class _Against(Struct, frozen=True):
    """What reads the sources of one shelf."""

    quoted: Quotations
    figures: Figures
    actions: Actions
    pairings: Pairings
    sheets: Sheets


class Judge:
    """Rules on cases; the parts are read by the modules of their names."""

    def __init__(self, vocabulary: Vocabulary, frames: Frames) -> None:
        self.vocabulary = vocabulary
        self.deeds = Deeds(vocabulary, frames)
        self.opinions = Opinions()
        self.counts = Counts(vocabulary)
        self.days = Days(vocabulary.months, vocabulary.numbers)

    def against(self, shelf: Shelf) -> Ruling:
        """The function that rules on cases against one shelf."""
        quoted = Quotations(shelf)
        lines = Lines(shelf, self.deeds, self.counts)
        documents = tuple({line.document.id: line.document for line in shelf.lines}.values())
        against = _Against(quoted, Figures(lines), Actions(lines), Pairings(lines, self.days), Sheets(documents))

        def ruling(case: Case) -> Finding:
            return self._finding(case, against)

        return ruling

    def _finding(self, case: Case, against: _Against) -> Finding:
        sentence = case.annotation.sentence
        reason = self.opinions.kind(case, _is_attributed(case))
        if reason:
            return Finding(case.text, sentence.start, sentence.end, "not-checkable", note=reason, score=suspicion(case, ()), new=newness(case))
        figured = against.figures(case)
        fields, note = self._parts(case, against, figured)
        verdict, evidence = _worst(fields), _evidence(case, fields)
        if verdict == "supported":
            differs, others = ("", _addends(figured)) if figured.sums else differing(case)
            note = "; ".join(filter(None, (note, *(made.note for made in figured.sums), differs)))
            evidence = tuple(dict.fromkeys((*evidence, *others)))
        return Finding(
            case.text, sentence.start, sentence.end, verdict, tuple(fields), evidence,
            note if verdict == "supported" else "", suspicion(case, fields), newness(case),
        )  # fmt: skip

    def _parts(self, case: Case, against: _Against, figured: Figured) -> tuple[list[Field], str]:
        """Every part that was found wrong or unborne, and a note on whom a source leaves the statement to."""
        sentence = case.annotation.sentence
        unsaid, note = speakers(case)
        listed, known = against.sheets.counted(case)
        listed_at = {field.start for field in listed}
        wrong = [field for field in figured.fields if field.start not in listed_at and not any(start <= field.start < end for start, end in known)]
        fields = [*listed, *wrong, *claims(case), *against.actions(case), *against.sheets(case), *unsaid]
        paired = against.pairings(case)
        fields = [field for field in fields if field.field not in _PAIRED or field.start not in paired.sure]
        fields += [field for field in paired.fields if field.start not in {other.start for other in fields}]
        fields += [*rivals(case), *posts(case), *denied_harm(case), *opposites(case), *turned(case), *reversed_orders(case), *self.days.unborne(case)]
        fields += against.quoted.unborne(case.document.text, sentence.start, sentence.end)
        fields += unborne(case, LEAST, (*figured.spans, *known))
        fields += unborne_predicates(case, fields, (*figured.spans, *known))
        return fields, note


def _worst(fields: list[Field]) -> str:
    verdicts = {field.verdict for field in fields}
    return next((verdict for verdict in ("contradicted", "not-in-source") if verdict in verdicts), "supported")


def _evidence(case: Case, fields: list[Field]) -> tuple[Evidence, ...]:
    """The lines that bear most of a sentence, before them those whose words contradict it."""
    borne = case.evidence()
    against: list[Evidence] = []
    for field in fields:
        words = field.source if field.verdict == "contradicted" else None
        if words and not any(words in shown.text for shown in against):
            line = next((line for line in (*case.alignment.homes, *case.around(3, 4), *case.shelf.lines) if words in line.text), None)
            against += [quote(line)] if line is not None else []
    return tuple(dict.fromkeys((*against, *borne)))


def _addends(figured: Figured) -> tuple[Evidence, ...]:
    """The lines whose counts add up to those of a sentence."""
    return tuple(quote(line) for made in figured.sums for line, _ in made.parts)


def _is_attributed(case: Case) -> bool:
    """A named speaker says it, or somebody is quoted."""
    if quotations(case.document.text, case.annotation.sentence.start, case.annotation.sentence.end):
        return True
    return any("say" in frame.groups and (identity(frame.actors, case.annotation).is_told or _SPEAKERS & _groups(frame)) for frame in case.frames)


def _groups(frame: Frame) -> set[str]:
    return {group for phrase in frame.actors for word in phrase.words for group in word.groups}
