"""Findings -> statements with verdicts: of a checked text, and of the recaps that pages carry. Coloured and labelled, evidence beside."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Protocol

from dateline.publish.pages import Check, Recaps
from dateline.publish.parts import FieldVerdict, Proof, Recap, Statement
from dateline.publish.record import Record, collapsed, words_address
from dateline.records import Evidence, Field, Finding
from dateline.store import listings, queries

LIMIT = 20_000  # characters of a checked text
GIVEN = "given"  # id of the document that holds the words of given sources
RECAPS = 15  # a page
VERDICTS = ("contradicted", "supported", "not-in-source", "not-checkable")


class Asked(Protocol):
    """What was sent to be checked."""

    @property
    def text(self) -> str: ...
    @property
    def against(self) -> str: ...
    @property
    def address(self) -> str: ...
    @property
    def only(self) -> str: ...


def check_page(record: Record, sent: Asked, findings: Sequence[Finding]) -> Check:
    """The statements of a text with their verdicts, in reading order; `only` keeps those of one verdict."""
    statements = tuple(statement(number, finding, proofs(record, finding.evidence, sent.against)) for number, finding in enumerate(findings, 1))
    counts = tuple((verdict, sum(one.verdict == verdict for one in statements)) for verdict in VERDICTS)
    only = sent.only if sent.only in VERDICTS else ""
    shown = tuple(one for one in statements if not only or one.verdict == only)
    return Check(sent.text, shown, counts, only, LIMIT, address=sent.address, against=sent.against)


def blank(problem: str = "", text: str = "", address: str = "") -> Check:
    """The form, with what is wrong about the text that was sent."""
    return Check(text, (), (), "", LIMIT, problem, address)


def statement(number: int, finding: Finding, evidence: tuple[Proof, ...]) -> Statement:
    """A finding as readers see it."""
    fields = tuple(FieldVerdict(collapsed(field.text), field.field, field.verdict, field.source) for field in finding.fields)
    return Statement(number, tuple(_pieces(finding)), finding.verdict, fields, evidence, finding.note)


def proofs(record: Record, evidence: Iterable[Evidence], given: str = "") -> tuple[Proof, ...]:
    """Words of the record or of given sources; those that do not stand where the evidence says are left out."""
    made = []
    for words in evidence:
        found = record.document(words.document)
        text = found[0].text if found else given if words.document == GIVEN else ""
        if words.text.strip() and collapsed(text[words.start : words.end]) == collapsed(words.text):
            outlet, href = (found[0].publisher, words_address(words.document, words.start)) if found else (record.strings("check.given"), "")
            made.append(Proof(collapsed(words.text), outlet, href))
    return tuple(made)


def _pieces(finding: Finding) -> Iterable[tuple[str, str]]:
    """The sentence cut where a field begins and ends; of fields inside each other the shorter has the words. Without offsets no mark."""
    text = finding.sentence
    marks = [""] * len(text)
    for start, end, verdict in sorted(_spans(finding.fields, finding.start, len(text)), key=lambda span: span[0] - span[1]):
        marks[start:end] = [verdict] * (end - start)
    at = 0
    for verdict, run in groupby(marks):
        size = len(list(run))
        yield text[at : at + size], verdict
        at += size


def _spans(fields: Iterable[Field], base: int, size: int) -> Iterable[tuple[int, int, str]]:
    for field in fields:
        start, end = field.start - base, field.end - base
        if field.start >= 0 and 0 <= start < end <= size:
            yield start, end, field.verdict


def recaps(record: Record, page: int = 1) -> Recaps:
    """Recaps of pages, the newest first, each sentence with the verdict of its own source."""
    pages = max(1, -(-record.once(listings.count_recaps) // RECAPS))
    page = min(max(page, 1), pages)
    shown = listings.recap_items(record.store, RECAPS, (page - 1) * RECAPS)
    told: dict[tuple[str, int], list[Statement]] = {key: [] for key in shown}
    for name in dict.fromkeys(document for document, _ in shown):
        for document, item, finding in queries.findings(record.store, name):
            sentences = told.get((document, item))
            if sentences is not None:
                sentences.append(statement(len(sentences) + 1, finding, proofs(record, finding.evidence)))
    made = tuple(_recap(record, document, item, tuple(sentences)) for (document, item), sentences in told.items())
    counts = record.once(listings.recap_verdicts)
    return Recaps(record.strings("recaps.title"), made, tuple((verdict, counts.get(verdict, 0)) for verdict in VERDICTS), page, pages)


def _recap(record: Record, document: str, item: int, sentences: tuple[Statement, ...]) -> Recap:
    found = listings.item(record.store, document, item)
    source = record.source_cards([document])[0]
    return Recap(source, found.title if found and found.title else source.title, sentences)
