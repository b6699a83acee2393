"""Conflicts and sums of an event -> accounts table, agreed facts, differences, sums."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from dateline.publish.parts import Accounts, Answer, Column, CountLine, CountPart, Difference, Question, SumLine
from dateline.publish.record import Record, collapsed, words_address
from dateline.records import Account, Addend, Claim, Conflict, Figure, Sum, Toll
from dateline.store import queries

DIFFERING = frozenset({"differs", "denies"})


def accounts_of(record: Record, conflicts: Iterable[Conflict], claims: Mapping[str, Claim]) -> tuple[Accounts, int]:
    """The table of questions by speakers, and how many answers were withheld. A party nobody speaks for keeps an empty column."""
    rows: list[tuple[Conflict, list[Answer]]] = []
    withheld = 0
    for conflict in conflicts:
        answers, lost = answers_of(record, conflict.accounts, claims, conflict.question)
        withheld += lost
        if answers:
            rows.append((conflict, answers))
    columns = _columns(record, [answer for _, answers in rows for answer in answers], [_silent(record, conflict) for conflict, _ in rows])
    questions = tuple(Question(c.question, c.kind, _cells(columns, answers), c.note, _silent(record, c)) for c, answers in rows)
    return Accounts(columns, questions), withheld


def answers_of(record: Record, accounts: Iterable[Account], claims: Mapping[str, Claim], question: str = "") -> tuple[list[Answer], int]:
    """Accounts as cells of a question show them, and how many were withheld."""
    made = [record.answer(account, claims.get(account.claim), question) for account in accounts]
    kept = [answer for answer in made if answer is not None]
    return kept, len(made) - len(kept)


def _silent(record: Record, conflict: Conflict) -> tuple[Column, ...]:
    """Parties of the event who have not answered a question; one that is a side of the desk goes by the side's name."""
    sides = [(silence.party, record.sides.by_id(silence.side)) for silence in conflict.silent]
    return tuple(Column("" if side.party and side.name == party else party, side) for party, side in sides)


def _columns(record: Record, answers: list[Answer], silences: list[tuple[Column, ...]]) -> tuple[Column, ...]:
    """Speakers, sides in the desk's order; then parties that answer nothing, and of a desk's war both sides of it."""
    seen = {(answer.side.order, answer.speaker): Column(answer.speaker, answer.side, answer.topic) for answer in answers}
    spoken = {answer.side.id for answer in answers}
    mute = {column for column in silences[0] if all(column in silent for silent in silences)} if silences else set()
    if any(column.side.party for column in (*seen.values(), *mute)):
        mute |= {Column("", party) for party in record.sides.parties if party.party and party.id not in spoken}
    both = {(column.side.order, column.speaker): column for column in mute} | seen
    return tuple(both[key] for key in sorted(both))


def _cells(columns: tuple[Column, ...], answers: list[Answer]) -> tuple[tuple[Answer, ...], ...]:
    def cell(column: Column) -> tuple[Answer, ...]:
        mine = [answer for answer in answers if answer.speaker == column.speaker and answer.side.id == column.side.id]
        return tuple({(answer.value, answer.superseded): answer for answer in reversed(mine)}.values())[::-1]

    return tuple(cell(column) for column in columns)


def differences(record: Record, conflicts: Iterable[Conflict], claims: Mapping[str, Claim]) -> tuple[Difference, ...]:
    """Questions on which accounts differ, with one answer for each value and speaker, sides in fixed order."""
    found = []
    for conflict in conflicts:
        if conflict.kind not in DIFFERING:
            continue
        answers, _ = answers_of(record, conflict.accounts, claims, conflict.question)
        current = {(answer.value, answer.speaker): answer for answer in reversed(answers) if not answer.superseded}
        ordered = sorted(current.values(), key=lambda answer: (answer.side.order, answer.speaker, answer.value))
        if len({answer.value for answer in ordered}) > 1:
            found.append(Difference(conflict.question, tuple(ordered), conflict.kind))
    return tuple(found)


def agreed(record: Record, conflicts: Iterable[Conflict], claims: Mapping[str, Claim]) -> tuple[tuple[str, Answer], ...]:
    """(question, answer) where more than one speaker gives the same answer."""
    found: list[tuple[str, Answer]] = []
    for conflict in conflicts:
        if conflict.kind == "agree":
            answers, _ = answers_of(record, conflict.accounts, claims, conflict.question)
            found.extend((conflict.question, answer) for answer in answers[:1])
    return tuple(found)


def sum_lines(record: Record, sums: Iterable[Sum]) -> tuple[SumLine, ...]:
    """Totals with their parts and the remainder; a sum with a withheld part is left out."""
    listed = list(sums)
    claims = queries.claims_by_id(record.store, (account.claim for one in listed for account in (one.total, *one.parts)))
    found = []
    for one in listed:
        told = (one.total, *one.parts)
        answers, withheld = answers_of(record, told, claims)
        if not withheld:
            labels = _labels(record, told)
            numbers = [replace(answer, value=_number(record, account)) for account, answer in zip(told, answers, strict=True)]
            made = record.strings.number(sum(part.figure.low for part in one.parts if part.figure))
            parts = tuple(zip(labels[1:], numbers[1:], strict=True))
            found.append(SumLine(numbers[0], labels[0], parts, record.strings.number(abs(one.remainder)), _sum_kind(one), made, one.note))
    return tuple(found)


def _sum_kind(one: Sum) -> str:
    if one.note or not one.remainder:
        return "rate" if one.note else "whole"
    return "left" if not one.is_all else "over" if one.remainder < 0 else "short"


def _number(record: Record, account: Account) -> str:
    figure = account.figure
    return record.strings.amount(figure.low, figure.high, figure.op) if figure else account.text


def _labels(record: Record, told: Iterable[Account]) -> list[str]:
    """What each figure of a sum measures, with what it counts where that differs."""
    figures = [account.figure for account in told if account.figure]
    is_mixed = len({figure.object for figure in figures}) > 1
    return [_label(record, figure, is_mixed or figure is figures[0]) for figure in figures]


def _label(record: Record, figure: Figure, is_named: bool) -> str:
    measure = record.strings.label("measure", figure.measure) if figure.measure != "other" else ""
    return f"{measure} {f'({figure.object})' if is_named and figure.object else ''}".strip()


def count_lines(record: Record, tolls: Iterable[Toll], claims: Mapping[str, Claim]) -> tuple[CountLine, ...]:
    """Tolls counted from people told of one by one; one with a part whose words do not stand in its source is left out."""
    found = []
    for toll in tolls:
        parts, less = ([_count_part(record, addend, claims) for addend in addends] for addends in (toll.parts, toll.less))
        if toll.derived and None not in (*parts, *less):
            kept, off = (tuple(part for part in each if part is not None) for each in (parts, less))
            found.append(CountLine(record.strings.label("measure", toll.measure), record.strings.amount(toll.low, toll.low, toll.op), kept, off))
    return tuple(found)


def _count_part(record: Record, addend: Addend, claims: Mapping[str, Claim]) -> CountPart | None:
    claim = claims.get(addend.claim)
    found = record.document(claim.document) if claim else None
    if claim is None or found is None or record.line(claim, "") is None or found[0].text[addend.start : addend.end] != addend.text:
        return None
    return CountPart(collapsed(addend.text), record.strings.number(addend.low), words_address(claim.document, addend.start), claim.id)
