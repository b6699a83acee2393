"""The pages: one frozen Struct each. What a template shows is what JSON at the same address holds.

Laws: a line that quotes a source is a ``Line`` and exists only if its words were verified (see ``gate``); nothing here
reads the record.
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
    via: str = ""
    url: str = ""  # the original page
    said: str | None = None  # day or minute of the item
    event: str = ""  # id of the event
    type: str = ""  # ASSAULT/intercept
    place: str = ""
    chips: tuple[Chip, ...] = ()
    quote: bool = False
    revised: bool = False  # the page was read again since, with other words


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

    speaker: str  # "" = a party that nobody speaks for
    side: Party
    topic: str = ""


class Question(Struct, frozen=True):
    """One question about an event: a row of the accounts table. cells[i] answers for columns[i]; empty = no statement found."""

    text: str
    kind: str  # agree | differs | updates | part of | rounds to | denies | single
    cells: tuple[tuple[Answer, ...], ...]
    note: str = ""


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
    remainder: str


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
    changed: str = ""  # when its page came back with other words; "" = it has not


# ---- pages ----------------------------------------------------------------------------------------------------------


class Index(Struct, frozen=True):
    """What the desk knows: its latest day, newest updates, events on which accounts differ, figures."""

    title: str
    day: str | None
    number: int | None  # days of the war
    sections: tuple[tuple[str, tuple[Bullet, ...]], ...]
    disputed: tuple[tuple[EventCard, tuple[Difference, ...]], ...]
    updates: tuple[Update, ...]
    nights: tuple[Night, ...]
    counts: tuple[tuple[str, int], ...]
    speakers: tuple[tuple[Link, Party], ...]
    withheld: int = 0


class Bullet(Struct, frozen=True):
    """One event of a brief: its title, the words it rests on, and where accounts differ."""

    event: EventCard
    lines: tuple[Line, ...]
    differs: tuple[Difference, ...] = ()
    update: bool = False  # carried from an earlier day


class Brief(Struct, frozen=True):
    """The brief of a day: sections in the desk's order, one event a bullet."""

    title: str
    desk: str
    day: str
    number: int | None
    sections: tuple[tuple[str, tuple[Bullet, ...]], ...]
    sources: tuple[SourceCard, ...]
    withheld: int
    left_out: int  # events of the day that the sections had no room for
    previous: str | None = None
    next: str | None = None
    newest: str = ""
    oldest: str = ""


class EventPage(Struct, frozen=True):
    """One event: what is agreed, who says what, figures, claims in time, sources, and why they were joined."""

    event: EventCard
    place: tuple[str, ...]  # place, region, country
    agreed: tuple[tuple[str, Answer], ...]
    accounts: Accounts
    sums: tuple[SumLine, ...]
    timeline: tuple[Line, ...]
    quotes: tuple[Line, ...]
    sources: tuple[SourceCard, ...]
    reasons: tuple[Reason, ...]
    related: tuple[EventCard, ...]
    whole: EventCard | None = None
    withheld: int = 0


class Reason(Struct, frozen=True):
    """A decision that shaped an event, with what spoke for it."""

    kind: str
    subject: str
    object: str
    by: str
    reasons: tuple[tuple[str, float], ...]


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


class FieldView(Struct, frozen=True):
    """A field of a claim: its name, its words, what they were read as."""

    name: str
    text: str
    reading: str = ""
    resolved: bool = False


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


class SourcePage(Struct, frozen=True):
    """A page as it was read: every passage with its role, claims highlighted in place, revisions."""

    source: SourceCard
    items: tuple[ItemView, ...]
    kinds: tuple[tuple[str, int], ...]
    revisions: tuple[SourceCard, ...]
    claims: int
    withheld: int


class ClaimPage(Struct, frozen=True):
    """One claim: its words, fields, derivation; a permalink that says where it stands."""

    claim: ClaimView
    source: SourceCard
    before: str
    after: str
    event: EventCard | None
    original: str  # address of the original with a text fragment, "" = not known


class Live(Struct, frozen=True):
    """Newest updates first (or oldest), with what each claims, and the key events beside."""

    title: str
    order: str
    page: int
    pages: int
    updated: str
    updates: tuple[Update, ...]
    key: tuple[EventCard, ...]
    first: str = ""
    total: int = 0


class Lists(Struct, frozen=True):
    """A list of links in groups: speakers by side, places by country, tags, days, sources."""

    kind: str
    title: str
    groups: tuple[tuple[str, tuple[Link, ...]], ...]


class Sources(Struct, frozen=True):
    """The pages that were read, newest first."""

    title: str
    sources: tuple[SourceCard, ...]


class Events(Struct, frozen=True):
    """Events, newest day first; those on which accounts differ can be chosen."""

    title: str
    days: tuple[tuple[str | None, tuple[EventCard, ...]], ...]
    conflict: bool
    page: int
    pages: int
    total: int


class Topic(Struct, frozen=True):
    """What the record holds of a speaker, place or tag: newest lines, events, figures over time."""

    kind: str  # speaker | place | tag
    name: str
    side: Party | None
    definition: str
    lines: tuple[Line, ...]
    events: tuple[EventCard, ...]
    days: tuple[tuple[str, int], ...]  # claims a day, for the sparkline
    total: int
    search: str  # the search that finds all of it
    withheld: int = 0


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


class TollPoint(Struct, frozen=True):
    """A toll as one speaker gave it on one day."""

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


class Toll(Struct, frozen=True):
    """A toll over time: one measure of one event, each speaker's answers."""

    title: str
    href: str
    points: tuple[TollPoint, ...]


class Figures(Struct, frozen=True):
    """Figures over time by speaker: nights of air raids, tolls; nothing drawn that has no words."""

    title: str
    first: str | None
    last: str | None
    nights: tuple[Night, ...]
    tolls: tuple[Toll, ...]
    speaker: str = ""
    speakers: tuple[Link, ...] = ()
    withheld: int = 0


class Hit(Struct, frozen=True):
    """A line found, with its event."""

    line: Line
    marked: tuple[tuple[str, bool], ...]  # pieces of the words, and whether the query has them
    events: tuple[tuple[str, str], ...]  # (type and mode, event id) of each claim of these words that fits


class Search(Struct, frozen=True):
    """Claims by words and operators: speaker: place: side: type: measure: after: before: has:conflict."""

    query: str
    hits: tuple[Hit, ...]
    total: int
    page: int
    pages: int
    understood: tuple[tuple[str, str], ...]
    unknown: tuple[str, ...] = ()
    withheld: int = 0


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


class Check(Struct, frozen=True):
    """A text against the record: each statement with its verdict and the words beside it."""

    text: str
    statements: tuple[Statement, ...]
    counts: tuple[tuple[str, int], ...]
    only: str = ""
    limit: int = 0
    problem: str = ""


class Recap(Struct, frozen=True):
    """A recap that a page added after its source's text."""

    source: SourceCard
    title: str
    sentences: tuple[Statement, ...]  # each with the verdict of its own source


class Recaps(Struct, frozen=True):
    """Machine-written recaps: shown, checked, never read for claims."""

    title: str
    recaps: tuple[Recap, ...]
    counts: tuple[tuple[str, int], ...]


class Correction(Struct, frozen=True):
    """A changed page, or an editor's decision."""

    when: str
    kind: str
    text: str
    href: str
    detail: tuple[str, ...] = ()


class Corrections(Struct, frozen=True):
    """What was changed after it was read: revised pages, decisions of editors; old text is kept."""

    title: str
    corrections: tuple[Correction, ...]


class Freshness(Struct, frozen=True):
    """How fresh a source is."""

    outlet: str
    documents: int
    claims: int
    newest: str
    fetched: str


class Health(Struct, frozen=True):
    """How fresh and how whole the record is; the oldest source decides."""

    title: str
    sources: tuple[Freshness, ...]
    counts: tuple[tuple[str, int], ...]
    versions: tuple[tuple[str, str], ...]


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


class Map(Struct, frozen=True):
    """Where: points at settlement precision only, larger areas as rings, the rest in a list."""

    title: str
    extent: tuple[float, ...]
    spots: tuple[Spot, ...]
    unplaced: int
    days: tuple[tuple[str, int], ...]
    first: str = ""
    last: str = ""


class Exports(Struct, frozen=True):
    """The files that hold the whole record."""

    title: str


class Problem(Struct, frozen=True):
    """What went wrong, and what to do."""

    title: str
    status: int
    text: str


Page = (
    Index | Brief | EventPage | SourcePage | ClaimPage | Live | Lists | Sources | Events | Topic
    | Figures | Search | Check | Recaps | Corrections | Health | Map | Exports | Problem
)  # fmt: skip
