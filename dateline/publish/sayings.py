"""Figures of the record -> who gave each, as linking knows the speakers, and what the same speaker replaced it with.

Law: a figure that was replaced stays, with what replaced it; a running total that grows from day to day replaces nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from dateline import lexicons
from dateline.publish.parts import Line, Party, Point, Replacement
from dateline.publish.record import Record, words_address
from dateline.records import Account, Claim
from dateline.store import Store, listings, queries
from dateline.store.queries import FigureRow

UNTOLD = frozenset({"planned", "hypothetical"})
FEW = 300  # events whose questions are asked one by one; of more, all at once
Key = tuple[str, int]  # claim, start of the figure


class Saying(Struct, frozen=True):
    """A figure with who gave it."""

    row: FigureRow
    speaker: str  # "" = the outlet in its own voice
    side: str  # id of a side, as linking told it; "" = not told
    superseded: bool  # linking found a later figure of the same speaker
    page: str
    reading: int  # 1 = the first reading of the page

    @property
    def key(self) -> Key:
        """What tells one figure from another."""
        return self.row.claim, self.row.start

    @property
    def when(self) -> tuple[str, int]:
        """When it was said, as far as that is known."""
        return self.row.published or "", self.reading

    @property
    def value(self) -> tuple[float, float, str]:
        """What is compared."""
        return self.row.low, self.row.high, self.row.op


class Shown(Struct, frozen=True):
    """A figure with its verified words."""

    saying: Saying
    line: Line
    claim: Claim
    speaker: str
    side: Party


def sayings(store: Store, rows: Iterable[FigureRow], claims: Mapping[str, Claim] | None = None, names: Mapping[str, str] | None = None) -> list[Saying]:
    """Who gave each figure; speakers of one event under one name, whatever a report calls them.

    Args:
        claims: by id, where they are at hand.
        names: entity key -> the name that readers know it by.
    """
    told = [row for row in rows if row.status not in UNTOLD]
    accounts = {(account.claim, account.start): account for account in _accounts(store, {row.event_id or "" for row in told} - {""})}
    voices = _voices(told, accounts)
    readings = listings.readings(store, {row.document for row in told})
    found = []
    for row in told:
        account = accounts.get((row.claim, row.start))
        speaker, side = (account.speaker, account.side) if account and row.speaker else voices.get((row.event_id or "", row.speaker), ("", ""))
        claim = (claims or {}).get(row.claim)
        entity = claim.speaker.entity if claim and claim.speaker else ""
        shown = speaker or (names or {}).get(entity, "") or row.speaker
        found.append(Saying(row, shown if row.speaker else "", side, bool(account and account.superseded), *readings.get(row.document, ("", 1))))
    return found


def _accounts(store: Store, events: set[str]) -> Iterable[Account]:
    asked = sorted(events) if len(events) <= FEW else [""]
    return (account for event in asked for conflict in queries.conflicts(store, event) for account in conflict.accounts if account.figure)


def _voices(rows: Iterable[FigureRow], accounts: Mapping[Key, Account]) -> dict[tuple[str, str], tuple[str, str]]:
    """Event and speaker as written -> name and side as linking knows them, where that is one: of answers told twice only one is kept."""
    found: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    for row in rows:
        account = accounts.get((row.claim, row.start))
        if account and row.speaker:
            found[row.event_id or "", row.speaker].add((account.speaker, account.side))
    return {key: next(iter(voices)) for key, voices in found.items() if len(voices) == 1}


def counted(row: FigureRow) -> str:
    """Class of what is counted: people of every kind are one."""
    return lexicons.table("counted").get(row.object, row.object)


def replacements(told: Iterable[Saying]) -> dict[Key, Saying]:
    """Figure -> the next figure that its speaker gave for the same question of the same event."""
    questions: dict[tuple[str, ...], list[Saying]] = defaultdict(list)
    for saying in told:
        row = saying.row
        if row.event_id:
            voice = saying.speaker.lower() or f"outlet {saying.page}"
            questions[row.event_id, row.measure, counted(row), voice].append(saying)
    found: dict[Key, Saying] = {}
    for same in questions.values():
        if len(same) > 1:
            found |= _replaced(sorted(same, key=lambda s: (s.when, s.row.document, s.row.start)))
    return found


def _replaced(same: Sequence[Saying]) -> dict[Key, Saying]:
    """Those that linking superseded, and those that a later reading of their page tells otherwise."""
    gone = {saying.value for saying in same if saying.superseded}
    found = {}
    for old in same:
        read_again = [new for new in same if new.page == old.page and new.reading > old.reading]
        others = [new for new in same if new.value != old.value and new.row.document != old.row.document and new.when >= old.when]
        later = [new for new in others if _is_one_span(new.row, old.row)]
        if read_again and all(new.value != old.value for new in read_again):
            found[old.key] = max(read_again, key=lambda new: (-new.reading, new.row.low))
        elif later and old.value in gone:
            found[old.key] = next((new for new in later if new.value not in gone), later[0])
    return found


def _is_one_span(one: FigureRow, other: FigureRow) -> bool:
    """False for counts of different days: the dead of one day and of the next."""
    return not (one.day and other.day and one.until and other.until and one.day != other.day and one.until != other.until)


def shown(record: Record, rows: Iterable[FigureRow]) -> tuple[list[Shown], dict[Key, Saying], int]:
    """Figures whose words stand in their source, what replaced which, and how many were withheld."""
    listed = list(rows)
    claims: Mapping[str, Claim] = queries.claims_by_id(record.store, (row.claim for row in listed))
    kept = [row for row in listed if row.claim in claims and not claims[row.claim].repeat]
    told = sayings(record.store, kept, claims, {entity.id: entity.name for entity in record.once(queries.entities)})
    made = []
    for saying in told:
        claim = claims[saying.row.claim]
        line = record.line(claim, saying.row.event_id or "")
        if line:
            side = record.sides.by_id(saying.side) if saying.side else line.side
            made.append(Shown(saying, line, claim, saying.speaker or line.outlet, side))
    return made, replacements(told), len(told) - len(made)


def point(record: Record, one: Shown, replaced: Mapping[Key, Saying], period: str = "") -> Point:
    """A figure as charts draw it."""
    row = one.saying.row
    new = replaced.get(one.saying.key)
    words = record.strings.amount(row.low, row.high, row.op)
    day = (row.published or row.day or "")[:10]
    return Point(
        day, one.speaker, one.side, row.measure, row.object, row.low, row.high, row.op, words, one.line, row.event_id or "", period,
        _replacement(record, new, one) if new else None,
    )  # fmt: skip


def _replacement(record: Record, new: Saying, old: Shown) -> Replacement | None:
    found = record.document(new.row.document)
    claim = queries.claims_by_id(record.store, (new.row.claim,)).get(new.row.claim)
    if found is None or claim is None or record.line(claim) is None:
        return None
    words = record.strings.amount(new.row.low, new.row.high, new.row.op)
    return Replacement(words, (new.row.published or "")[:10], words_address(new.row.document, claim.start), new.row.claim, new.page == old.saying.page)
