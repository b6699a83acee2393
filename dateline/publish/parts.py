"""What pages are made of: lines, cards, cells, each a frozen Struct.

Law: a line that quotes a source is a ``Line`` and exists only if its words were verified (see ``gate``).
"""

from __future__ import annotations

from msgspec import Struct


class Party(Struct, frozen=True):
    """A side as readers see it: told apart by mark and name, not by colour alone."""

    id: str
    name: str
    mark: str
    order: int  # place in the desk's fixed order, from 1; colours follow it
    party: bool = False  # a party to the conflict


class Chip(Struct, frozen=True):
    """A figure of a claim in words: "41 of 64 shot down (drone)"."""

    text: str
    measure: str
    object: str
    low: float
    high: float
    op: str


class Link(Struct, frozen=True):
    """A name with the address of its page."""

    text: str
    href: str
    count: int = 0


class Line(Struct, frozen=True):
    """Words of a source, verified: who says so, where they stand, what they claim."""

    claim: str
    document: str
    start: int
    end: int
    text: str  # exactly Document.text[start:end], white space collapsed
    outlet: str
    href: str  # the words, highlighted in the page they were read from
    speaker: str  # "" = the outlet in its own voice
    side: Party
    status: str
    shown: str = ""  # the name that readers know the speaker by; "" = as the words call it
    via: str = ""
    url: str = ""  # the original page
    said: str | None = None  # day or minute of the item
    event: str = ""  # id of the event
    type: str = ""  # ASSAULT/intercept
    place: str = ""
    chips: tuple[Chip, ...] = ()
    quote: bool = False
    revised: bool = False  # the page was read again since, with other words
    lang: str = ""  # of the words, BCP 47; "" = not told


class EventCard(Struct, frozen=True):
    """An event in a list."""

    id: str
    href: str
    title: str
    type: str
    day: str | None
    until: str | None
    where: str
    precision: str
    status: str
    speakers: int
    reports: int
    section: str = ""
    differs: int = 0  # questions on which accounts differ


class Answer(Struct, frozen=True):
    """One speaker's answer to a question about an event."""

    speaker: str
    side: Party
    value: str  # as readers see it: "at least 100"
    words: str  # at most 25 words of the source
    outlet: str
    href: str
    claim: str
    said: str | None = None
    superseded: bool = False
    topic: str = ""  # address of the speaker's page; "" = the outlet in its own voice


class Column(Struct, frozen=True):
    """A speaker of the accounts table."""

    speaker: str  # "" = a side that nobody speaks for
    side: Party
    topic: str = ""


class Question(Struct, frozen=True):
    """One question about an event: a row of the accounts table. cells[i] answers for columns[i]; empty = no statement found."""

    text: str
    kind: str  # agree | differs | updates | part of | rounds to | denies | single
    cells: tuple[tuple[Answer, ...], ...]
    note: str = ""
    silent: tuple[Column, ...] = ()  # parties of the event who have not answered it


class Accounts(Struct, frozen=True):
    """Questions by speakers, sides in the desk's order."""

    columns: tuple[Column, ...] = ()
    questions: tuple[Question, ...] = ()


class Difference(Struct, frozen=True):
    """Answers that differ, short enough for a bullet: "150 (…) / 189 (…)"."""

    question: str
    answers: tuple[Answer, ...]
    kind: str = "differs"


class SumLine(Struct, frozen=True):
    """Figures that should add up, and what is left."""

    total: Answer
    total_label: str
    parts: tuple[tuple[str, Answer], ...]  # what the part is, its figure
    remainder: str  # without a sign
    kind: str  # left (not accounted for) | whole (the parts make the total) | short, over (they are told to and do not) | rate
    made: str  # what the parts make
    note: str = ""


class CountPart(Struct, frozen=True):
    """People that a count takes in, in the words of a source."""

    words: str
    number: str
    href: str
    claim: str


class CountLine(Struct, frozen=True):
    """A toll that no source gives as one number: counted from people told of one after the other."""

    label: str  # killed, injured, detained
    number: str  # as readers see it: "at least 3"
    parts: tuple[CountPart, ...]
    less: tuple[CountPart, ...] = ()  # taken off: of those shot, who died


class SourceCard(Struct, frozen=True):
    """A page that was read."""

    id: str
    href: str
    title: str
    outlet: str
    url: str
    published: str
    fetched: str
    claims: int = 0
    revision: int = 1  # which reading of its page this is


class ChangeView(Struct, frozen=True):
    """One thing in which a later reading of a page changed a claim: "killed 7 -> 9 (person)"."""

    kind: str
    words: str
    text: str  # the sentence; of the earlier reading where the claim is gone
    href: str
    when: str = ""  # when the reading with this sentence was fetched


class EditView(Struct, frozen=True):
    """A passage that a later reading added, removed, edited or moved."""

    kind: str  # added | removed | edited | moved
    passage: str  # its kind
    pieces: tuple[tuple[str, str], ...]  # words, what became of them: "" = kept, gone, new
    href: str = ""  # where it stands now


class RevisionView(Struct, frozen=True):
    """What a later reading of a page changed of the one before it."""

    earlier: SourceCard
    later: SourceCard
    edits: tuple[EditView, ...]
    changes: tuple[ChangeView, ...]
    more: int = 0  # further passages that changed


class Update(Struct, frozen=True):
    """One item of a page: an update of a live blog, a story."""

    id: str  # stable
    href: str
    title: str
    outlet: str
    published: str | None
    lines: tuple[Line, ...]
    key: bool = False  # tells of an event on which accounts differ
    url: str = ""
    more: int = 0  # further sentences with claims that are not shown
    changed: str = ""  # when other words of it were read; "" = it is as it was first read
    changes: tuple[ChangeView, ...] = ()  # what they changed of its claims


class Bullet(Struct, frozen=True):
    """One event of a brief: its title, the words it rests on, and where accounts differ."""

    event: EventCard
    lines: tuple[Line, ...]
    differs: tuple[Difference, ...] = ()
    update: bool = False  # carried from an earlier day


class Reason(Struct, frozen=True):
    """A decision that shaped an event, with what spoke for it."""

    kind: str
    subject: str
    object: str
    by: str
    reasons: tuple[tuple[str, float], ...]
    subject_href: str = ""  # claim, event or page that it names; "" = it names none
    object_href: str = ""
    total: float = 0.0  # what spoke for it, less what spoke against it


class Pair(Struct, frozen=True):
    """Two claims that the machine joined or kept apart, for an editor to confirm or overrule."""

    first: Line
    second: Line
    kind: str  # join | split, as the machine decided
    other: str  # what overrules it
    reason: Reason


class HeldDecision(Struct, frozen=True):
    """An editor's decision that holds, as it must be named to be taken back."""

    kind: str
    subject: str
    object: str
    reason: Reason
    made: str = ""


class Piece(Struct, frozen=True):
    """A stretch of a passage in one look: plain, or words of claims, or of a slot of one."""

    text: str
    claim: str = ""  # first claim of the sentence it belongs to; "" = none
    slot: str = ""  # role or figure whose words these are
    opens: tuple[str, ...] = ()  # anchors that open here


class PassageView(Struct, frozen=True):
    """A passage with its role; only source passages carry claims."""

    number: int
    kind: str
    item: int
    feeds: bool  # goes on to claims
    pieces: tuple[Piece, ...]
    section: str = ""
    repeat: bool = False
    revised: str = ""  # added | edited | moved, as against the reading before
    verdicts: tuple[Statement, ...] = ()  # of a recap: each sentence against its own source


class FieldView(Struct, frozen=True):
    """A field of a claim: its name, its words, what they were read as."""

    name: str
    text: str
    reading: str = ""
    resolved: bool = False
    href: str = ""  # page of who or what it names


class ClaimView(Struct, frozen=True):
    """A claim with its fields and derivation."""

    id: str
    number: int  # as numbered beside the text
    line: Line
    fields: tuple[FieldView, ...]
    rule: str
    construction: str
    grammar: str
    trigger: str
    kind: str


class ItemView(Struct, frozen=True):
    """An item of a page with its passages."""

    number: int
    form: str
    title: str
    published: str | None
    basis: str
    precision: str
    clues: tuple[str, ...]
    passages: tuple[PassageView, ...]
    claims: tuple[ClaimView, ...]


class Replacement(Struct, frozen=True):
    """The later figure of the same speaker that replaced one."""

    words: str
    day: str
    href: str
    claim: str
    same_page: bool = False  # a later reading of one page


class Point(Struct, frozen=True):
    """A figure as one speaker gave it on one day."""

    day: str
    speaker: str
    side: Party
    measure: str
    object: str
    low: float
    high: float
    op: str
    words: str
    line: Line
    event: str = ""
    period: str = ""  # total (running since a start) | day | week | month | year | "" (one event, or as it stood)
    replaced_by: Replacement | None = None


class Night(Struct, frozen=True):
    """Air raids of a night as one speaker counts them; None = no figure found, never nought."""

    day: str
    speaker: str
    side: Party
    object: str
    launched: float | None
    intercepted: float | None
    lost: float | None
    unaccounted: float | None
    event: str
    lines: tuple[Line, ...] = ()
    left: float | None = None  # flew on to another country
    least: tuple[str, ...] = ()  # measures told as "at least" or "more than"
    replaced: tuple[Point, ...] = ()  # earlier figures of the same speaker


class Toll(Struct, frozen=True):
    """A measure over time: of one event, or as speakers count it day by day."""

    title: str
    href: str  # "" where it is of no one event
    points: tuple[Point, ...]


class Hit(Struct, frozen=True):
    """A line found, with its event."""

    line: Line
    marked: tuple[tuple[str, bool], ...]  # pieces of the words, and whether the query has them
    events: tuple[tuple[str, str], ...]  # (type and mode, event id) of each claim of these words that fits


class FieldVerdict(Struct, frozen=True):
    """A part of a checked statement and what the record has for it."""

    text: str
    field: str
    verdict: str
    source: str | None


class Proof(Struct, frozen=True):
    """Words of the record beside a checked statement."""

    text: str
    outlet: str
    href: str


class Statement(Struct, frozen=True):
    """A sentence of a checked text with its verdict."""

    number: int
    pieces: tuple[tuple[str, str], ...]  # text, verdict of the field that it is ("" = none)
    verdict: str
    fields: tuple[FieldVerdict, ...]
    evidence: tuple[Proof, ...]
    note: str = ""


class Recap(Struct, frozen=True):
    """A recap that a page added after its source's text."""

    source: SourceCard
    title: str
    sentences: tuple[Statement, ...]  # each with the verdict of its own source


class Correction(Struct, frozen=True):
    """A page that came back with other words, or an editor's decision and what it replaces."""

    when: str
    kind: str
    text: str
    href: str
    detail: tuple[str, ...] = ()
    revision: RevisionView | None = None


class KeyEvent(Struct, frozen=True):
    """A card of the rail: an event, and the newest update that tells of it."""

    event: EventCard
    update: str = ""  # its address on the live page
    told: str = ""


class Pinned(Struct, frozen=True):
    """What stands above the updates: the newest day in a few bullets."""

    day: str
    href: str
    bullets: tuple[Bullet, ...]


class Series(Struct, frozen=True):
    """One measure over time: its largest figure of each day, with the words it stands in."""

    label: str
    points: tuple[tuple[str, float, str, str], ...]  # day, value, figure in words, address


class Freshness(Struct, frozen=True):
    """How fresh an outlet is."""

    outlet: str
    documents: int
    claims: int
    newest: str
    fetched: str


class Spot(Struct, frozen=True):
    """A place with its events; coordinates only where the place is known to settlement precision."""

    name: str
    href: str
    precision: str
    country: str
    lat: float | None
    lon: float | None
    events: int
    newest: str
    claims: int = 0
