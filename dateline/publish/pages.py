"""The pages: one frozen Struct each. What a template shows is what JSON at the same address holds; nothing here reads the record."""

from __future__ import annotations

from msgspec import Struct

from dateline.publish.parts import (
    Accounts,
    Answer,
    Bullet,
    ChangeView,
    ClaimView,
    Correction,
    CountLine,
    Difference,
    EventCard,
    Freshness,
    HeldDecision,
    Hit,
    ItemView,
    KeyEvent,
    Line,
    Link,
    Night,
    Pair,
    Party,
    Pinned,
    Reason,
    Recap,
    RevisionView,
    Series,
    SourceCard,
    Spot,
    Statement,
    SumLine,
    Toll,
    Update,
)


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
    corrections: tuple[ChangeView, ...] = ()  # what later readings of its sources changed


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
    tolls: tuple[Toll, ...] = ()  # figures over time
    corrections: tuple[ChangeView, ...] = ()  # what later readings of its sources changed
    withheld: int = 0
    counts: tuple[CountLine, ...] = ()  # tolls counted from people told of one by one


class SourcePage(Struct, frozen=True):
    """A page as it was read: every passage with its role, claims highlighted in place, revisions."""

    source: SourceCard
    items: tuple[ItemView, ...]
    kinds: tuple[tuple[str, int], ...]
    revisions: tuple[SourceCard, ...]
    claims: int
    withheld: int
    lang: str = ""  # of its text
    changed: RevisionView | None = None  # against the reading before


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
    key: tuple[KeyEvent, ...]
    first: str = ""
    total: int = 0
    start: int = 0  # updates before this page
    pinned: Pinned | None = None  # on the first page
    gone: Update | None = None  # the update asked for, where its page no longer has it: as it was last read


class Lists(Struct, frozen=True):
    """A list of links in groups: speakers by side, places by country, tags, days, sources."""

    kind: str
    title: str
    groups: tuple[tuple[str, tuple[Link, ...]], ...]
    page: int = 1
    pages: int = 1


class Sources(Struct, frozen=True):
    """The pages that were read, newest first."""

    title: str
    sources: tuple[SourceCard, ...]
    page: int = 1
    pages: int = 1


class Events(Struct, frozen=True):
    """Events, newest day first; those on which accounts differ can be chosen."""

    title: str
    days: tuple[tuple[str | None, tuple[EventCard, ...]], ...]
    conflict: bool
    page: int
    pages: int
    total: int


class Topic(Struct, frozen=True):
    """What the record holds of a speaker, actor, place or tag: newest lines, events, figures over time."""

    kind: str  # speaker | actor | place | tag
    name: str
    side: Party | None
    definition: str
    lines: tuple[Line, ...]
    events: tuple[EventCard, ...]
    days: tuple[tuple[str, int], ...]  # claims a day, for the sparkline
    total: int
    search: str  # the search that finds all of it; "" = none does
    withheld: int = 0
    series: tuple[Series, ...] = ()
    aliases: tuple[str, ...] = ()  # other words in which sources name the same person or organisation
    reasons: tuple[Reason, ...] = ()  # why names are taken for this one, or left undecided


class Figures(Struct, frozen=True):
    """Figures over time by speaker: nights of air raids, counts told day after day, tolls of events; nothing drawn that has no words."""

    title: str
    first: str | None
    last: str | None
    nights: tuple[Night, ...]
    tolls: tuple[Toll, ...]
    speaker: str = ""
    speakers: tuple[Link, ...] = ()
    withheld: int = 0
    more: int = 0  # earlier nights of the range that the chart has no room for
    series: tuple[Toll, ...] = ()  # running totals, daily counts, ground held


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


class Check(Struct, frozen=True):
    """A text against the record: each statement with its verdict and the words beside it."""

    text: str
    statements: tuple[Statement, ...]
    counts: tuple[tuple[str, int], ...]
    only: str = ""
    limit: int = 0
    problem: str = ""
    address: str = ""  # where the text was fetched
    against: str = ""  # words of given sources; "" = the whole record


class Recaps(Struct, frozen=True):
    """Machine-written recaps: shown, checked, never read for claims."""

    title: str
    recaps: tuple[Recap, ...]
    counts: tuple[tuple[str, int], ...]  # of all pages
    page: int = 1
    pages: int = 1


class Corrections(Struct, frozen=True):
    """What was changed after it was read: revised pages, decisions of editors; old text is kept."""

    title: str
    corrections: tuple[Correction, ...]


class Health(Struct, frozen=True):
    """How fresh and how whole the record is; the oldest source decides."""

    title: str
    sources: tuple[Freshness, ...]
    counts: tuple[tuple[str, int], ...]
    versions: tuple[tuple[str, str], ...]
    oldest: Freshness | None = None  # the outlet that was fetched longest ago: the record is no fresher than it


class Map(Struct, frozen=True):
    """Where: points at settlement precision only, larger areas as rings, the rest in a list."""

    title: str
    extent: tuple[float, ...]
    spots: tuple[Spot, ...]
    unplaced: int
    days: tuple[tuple[str, int], ...]
    total: int  # events in scope
    first: str = ""
    last: str = ""
    type: str = ""
    side: str = ""
    box: tuple[float, ...] = ()  # what is shown where the reader looks closer: west, south, east, north
    lit: str = ""  # name of a place to point out
    newest: str = ""  # the newest day with an event
    types: tuple[str, ...] = ()  # that may be chosen


class Exports(Struct, frozen=True):
    """The files that hold the whole record."""

    title: str


class Review(Struct, frozen=True):
    """The machine's decisions that are most open to doubt, for an editor on this machine; served only where reviewing is on."""

    title: str
    editor: str
    pairs: tuple[Pair, ...]
    total: int  # those that are left out included
    held: tuple[HeldDecision, ...]  # editors' decisions in force, newest first
    event: str = ""  # id of the only event looked at
    event_title: str = ""
    done: str = ""  # what was just kept
    secret: str = ""  # what its forms send back; never in JSON


class Problem(Struct, frozen=True):
    """What went wrong, and what to do."""

    title: str
    status: int
    text: str


Page = (
    Index | Brief | EventPage | SourcePage | ClaimPage | Live | Lists | Sources | Events | Topic
    | Figures | Search | Check | Recaps | Corrections | Health | Map | Exports | Review | Problem
)  # fmt: skip
