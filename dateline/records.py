"""The spine: the records that travel from stage to stage.

Laws: every record is frozen; no record points back to its parent; every offset counts code points of
``Document.text``, half-open; days are ISO 8601 strings ("2025-01-07"); a value that is not known is None.
The closed lists (kinds, modes, measures, statuses) live in ``data/codebook.toml``.
"""

from __future__ import annotations

from msgspec import Struct


class Span(Struct, frozen=True, gc=False, array_like=True):
    """Characters start..end (exclusive) of Document.text."""

    start: int
    end: int


# ---- read -----------------------------------------------------------------------------------------------------------


class Source(Struct, frozen=True, omit_defaults=True):
    """An outlet: where pages come from, and what is known of it before reading."""

    name: str
    kind: str = "file"  # one of read.KINDS
    url: str = ""
    title: str = ""  # outlet as shown to readers
    language: str = "en"
    side: str = ""  # id of a side of the desk; "" = not told


class Capture(Struct, frozen=True, omit_defaults=True):
    """Bytes as they came, with where and when; the bytes themselves are kept by their hash."""

    sha256: str
    media_type: str = "text/plain"
    url: str = ""
    fetched: str = ""  # UTC, ISO 8601; "" where the bytes were not fetched
    name: str = ""  # file name, entry name
    status: int = 0  # HTTP status; 0 = not fetched over HTTP
    headers: tuple[tuple[str, str], ...] = ()


class Block(Struct, frozen=True, omit_defaults=True):
    """What markup says of a stretch of the text: its role, and the item it opens or belongs to."""

    start: int
    end: int
    role: str  # a passage kind, or "" where markup does not tell
    item: int = -1  # -1 = not told; equal numbers belong together
    time: str = ""  # ISO 8601, from <time datetime> or JSON-LD; of the item when role is timestamp
    url: str = ""  # permalink of the item
    level: int = 0  # heading level


class Document(Struct, frozen=True, omit_defaults=True):
    """A page as text: normalised once (NFC, line ends, no trailing white space), never rewritten."""

    id: str  # short hash of url or name, and text
    text: str
    url: str = ""
    name: str = ""
    title: str = ""
    source: str = ""  # name of the Source
    outlet: str = ""  # outlet as shown to readers
    side: str = ""  # of the outlet: id of a side of the desk; "" = not told
    language: str = "en"
    published: str = ""  # ISO 8601 from markup or the command line; "" = not told
    published_basis: str = ""
    modified: str = ""
    capture: str = ""  # Capture.sha256
    fetched: str = ""
    form: str = ""  # what markup says: article, live-blog; "" = not told
    blocks: tuple[Block, ...] = ()

    @property
    def publisher(self) -> str:
        """Who readers are told published it: the outlet, else the source, else the file's name without its folder, else the title."""
        return self.outlet or self.source or self.name.rpartition("/")[2] or self.title


class Skipped(Struct, frozen=True):
    """A page that gave no Document, and why."""

    name: str
    reason: str


# ---- segment --------------------------------------------------------------------------------------------------------


class Item(Struct, frozen=True, gc=False, omit_defaults=True):
    """One story of a page: a post of a tag page, an update of a live blog, an article. Number 0 is page furniture."""

    number: int
    form: str  # article | live-blog | key-events | update
    title: str
    start: int
    end: int
    published: str | None = None  # day, or minute where markup tells it
    published_basis: str = ""
    published_precision: str = ""  # minute | day | month | year | ""
    within: str = ""  # where published is not known: first and last day it may be, "2024-12-26/2024-12-31"; "" = not even that
    clues: tuple[str, ...] = ()  # every date clue, listed where they contradict each other
    url: str = ""
    repeats: int = -1  # number of the item this one shows a second time


class Passage(Struct, frozen=True, gc=False, omit_defaults=True):
    """A stretch of an item with one role; the passages of a document cover all its text."""

    number: int
    item: int
    kind: str  # gold/GUIDELINES kinds: headline, standfirst, paragraph, bullet, section, byline, timestamp, caption, ...
    start: int
    end: int
    repeat: bool = False  # second copy of a text that the page prints twice
    section: str = ""  # label of the section it stands under


class Sentence(Struct, frozen=True, gc=False):
    """One sentence of a source passage (headline, standfirst, paragraph, bullet)."""

    number: int
    item: int
    passage: int
    start: int
    end: int
    kind: str  # kind of its passage


class Page(Struct, frozen=True):
    """What segment makes of a document."""

    items: tuple[Item, ...]
    passages: tuple[Passage, ...]
    sentences: tuple[Sentence, ...]


# ---- annotate -------------------------------------------------------------------------------------------------------


class Token(Struct, frozen=True, gc=False, array_like=True):
    """A word, number or mark of a sentence with its part of speech (Penn Treebank tags) and lemma."""

    text: str
    start: int
    end: int
    tag: str
    lemma: str  # lower case


class Chunk(Struct, frozen=True, gc=False, array_like=True):
    """A noun or verb group: tokens first..last (exclusive) of the sentence, by index."""

    kind: str  # NP | VP
    first: int
    last: int
    head: int  # index of the head token (NP: last noun; VP: main verb)
    lemma: str  # of the head; a phrasal verb with its particle ("shoot down")
    voice: str = ""  # VP: active | passive
    tense: str = ""  # VP: past | present | future | infinitive | participle | gerund
    modal: str = ""  # VP: the modal verb, lower case
    negated: bool = False  # VP: not, never, no longer ...


class Quantity(Struct, frozen=True, gc=False, omit_defaults=True, tag="quantity"):
    """A number with what it counts or measures. low = high unless a range; unknown bounds never occur."""

    low: float
    high: float
    op: str = "="  # = >= > <= < ~
    object: str = ""  # singular head noun, lower case; ISO 4217 code for money; "" = not told
    category: str = ""  # person | weapon | vehicle | building | place | money | length | area | mass | time | share | event | other
    unit: str = ""  # SI or ISO 4217 where it measures; "%" for shares
    si: float | None = None  # low in SI units
    of: float | None = None  # total that it is part of, where the words give it
    trend: str = ""  # up | down, of a change ("rose by 12")
    kind: str = "count"  # count | money | measure | share | ratio | duration | age | ordinal | name | phone | year
    words: Span | None = None  # number, qualifier and counted noun together


class Time(Struct, frozen=True, gc=False, omit_defaults=True, tag="time"):
    """A time expression: days it covers, and its TIMEX3 reading."""

    start: str | None = None  # first day, ISO; None where it cannot be worked out
    end: str | None = None  # last day, ISO
    precision: str = ""  # minute | hour | part | day | night | week | month | quarter | half | season | year | decade | century
    basis: str = ""  # explicit | published | context | speech | ""
    timex: str = "DATE"  # DATE | TIME | DURATION | SET
    value: str = ""  # TIMEX3 value; "" = unknown
    anchor: str = ""  # clock time with zone where told


class Place(Struct, frozen=True, gc=False, omit_defaults=True, tag="place"):
    """A place name resolved against the gazetteer, or kept by name where it is too small to be in it."""

    name: str  # canonical name
    id: str = ""  # gazetteer id; "" = unresolved
    within: str = ""  # next larger place
    region: str = ""  # id of the first-level region
    country: str | None = None  # ISO 3166-1 alpha-3
    lat: float | None = None
    lon: float | None = None
    precision: str = ""  # facility | settlement | district | region | country | sea
    relation: str = ""  # "" | near | south of | border ... for relative places
    candidates: tuple[str, ...] = ()  # ids considered where the name is ambiguous


class Agent(Struct, frozen=True, gc=False, omit_defaults=True, tag="agent"):
    """A person, organisation, armed force, group, nationality or metonym that can act or speak."""

    name: str  # canonical, full where the document tells it
    kind: str  # person | organisation | force | ministry | media | group | nationality | metonym | role | people
    country: str | None = None  # ISO 3166-1 alpha-3
    sector: str = ""  # PLOVER sector: MIL GOV REB MED CVL ...
    role: str = ""  # "governor of Saratov", "president"
    entity: str = ""  # stable key across documents; "" = not told
    candidates: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()  # of several: "the two countries", "Thai and Cambodian soldiers"
    is_told: bool = False  # of a person: words or tables tell the country, not the scene


class Weapon(Struct, frozen=True, gc=False, omit_defaults=True, tag="weapon"):
    """A weapon, platform or ammunition."""

    name: str
    # drone | missile | ballistic missile | cruise missile | glide bomb | artillery | air defence | aircraft | vehicle | ship |
    # mine | explosive | firearm | chemical
    category: str
    plural: bool = False


class Mention(Struct, frozen=True, gc=False):
    """Characters start..end of Document.text and the value read from them."""

    type: str  # QUANTITY MONEY TIME PLACE AGENT WEAPON OBJECT
    start: int
    end: int
    value: Quantity | Time | Place | Agent | Weapon
    rule: str = ""  # which production or lexicon read it


class Attribution(Struct, frozen=True, gc=False, omit_defaults=True):
    """Who says what: the words of speaker and cue, the content, and who passes it on."""

    content: tuple[Span, ...]
    cue: Span | None = None
    lemma: str = ""  # of the cue: say, claim, deny, according to
    speaker: tuple[Span, ...] = ()  # empty where nobody is named
    agent: Agent | None = None  # resolved speaker
    via: Span | None = None
    channel: Agent | None = None
    stance: str = "said"  # said | claimed | denied | believed | planned | ordered | unconfirmed | attitude (to what is not claimed)
    direct: bool = False  # in quotation marks
    sentence: int = -1  # number of the sentence in which the cue stands


class Annotation(Struct, frozen=True, gc=False):
    """A sentence with everything annotate read from it, in reading order."""

    sentence: Sentence
    tokens: tuple[Token, ...] = ()
    chunks: tuple[Chunk, ...] = ()
    mentions: tuple[Mention, ...] = ()
    attributions: tuple[Attribution, ...] = ()  # those whose content touches this sentence


# ---- extract --------------------------------------------------------------------------------------------------------


class Role(Struct, frozen=True, gc=False, omit_defaults=True):
    """Actor, recipient, speaker or via of a claim, as written."""

    text: str
    start: int
    end: int
    country: str | tuple[str, ...] | None = None
    sector: str = ""
    name: str = ""  # canonical name
    entity: str = ""
    resolved: bool = False  # taken from a neighbouring sentence
    office: str = ""  # what a person is: "mayor"
    body: str = ""  # name of the organisation that it is of: "ELN" of "ELN members", "members of the ELN"
    serves: str = ""  # what a thing that is hit serves: housing, energy, health ... (lexicon targets)
    hedge: str = ""  # word that doubts it: "suspected", "allegedly"
    is_told: bool = False  # of a person: words or tables tell the country, not the scene
    parts: tuple[Role, ...] = ()  # the parties one by one, where several are named: "the mayor and two guards"


class Where(Struct, frozen=True, gc=False, omit_defaults=True):
    """Place of a claim."""

    text: str
    start: int
    end: int
    name: str = ""
    id: str = ""
    within: str | None = None
    region: str = ""
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: str | None = None
    resolved: bool = False


class When(Struct, frozen=True, gc=False, omit_defaults=True):
    """Time of a claim; offsets are -1 where it was inherited from the item."""

    text: str
    begin: int = -1  # offset of text
    finish: int = -1
    start: str | None = None  # first day
    end: str | None = None
    precision: str = ""
    basis: str = ""
    resolved: bool = False


class Figure(Struct, frozen=True, gc=False, omit_defaults=True):
    """A number that measures a claim."""

    text: str
    start: int
    end: int
    measure: str
    object: str
    low: float
    high: float
    op: str = "="
    of: float | None = None


class Affected(Struct, frozen=True, gc=False, omit_defaults=True):
    """People of whom a sentence tells what befell them: [two men] were shot, [a third] died."""

    text: str
    start: int
    end: int
    measure: str  # killed | injured | hit (shot, struck: whether they live is not told) | detained
    low: float  # how many at least
    op: str = "="  # ">=" where the words give no number: "several"
    # self (who did it) | other, more (on top of those told before: others, another) | part (of those told before) | back (told before)
    note: str = ""
    nth: int = 0  # "the third victim": 3
    name: str = ""  # of one person, as written
    sex: str = ""  # m | f, where the words tell
    age: int = 0  # years; 0 = not told
    day: str = ""  # when, where the sentence tells: a day, or the year or month that a number covers ("2015", "2015-06")
    by: bool = False  # the words say that somebody did it to them
    scene: str = ""  # several: hurt in more than one attack ("in separate shootings") | other: in another than was told before


class Match(Struct, frozen=True, gc=False, omit_defaults=True):
    """The derivation of a claim: rule, construction, and the words of trigger and slots."""

    rule: str
    grammar: str  # digest of rules and lexicons
    construction: str = ""  # active | passive | participle | nominal | headline | pattern ...
    trigger: Span | None = None
    slots: tuple[tuple[str, int, int], ...] = ()  # slot name, start, end


class Claim(Struct, frozen=True, gc=False, omit_defaults=True):
    """One thing that a text says happened, is planned, was said, or is so in numbers."""

    id: str
    document: str
    item: int
    passage: int
    sentence: int  # Sentence.number
    start: int  # of the sentence
    end: int
    kind: str  # event | figure | statement
    event: str | None
    mode: str | None
    status: str
    match: Match
    actor: Role | None = None
    recipient: Role | None = None
    place: Where | None = None
    time: When | None = None
    speaker: Role | None = None
    via: Role | None = None
    chain: tuple[Role, ...] = ()  # further speakers, outermost last
    figures: tuple[Figure, ...] = ()
    harm: tuple[str, ...] = ()  # what the recipient suffered: killed, injured; told by the rule, with or without a number
    affected: tuple[Affected, ...] = ()  # people told of, with or without a number, in reading order
    acled: str | None = None
    quote: bool = False  # read from inside quotation marks
    repeat: bool = False
    published: str | None = None  # day of the item, as segment found it


class Reading(Struct, frozen=True):
    """All that was read from one document."""

    document: Document
    page: Page
    annotations: tuple[Annotation, ...]
    claims: tuple[Claim, ...]


# ---- link -----------------------------------------------------------------------------------------------------------


class Entity(Struct, frozen=True, omit_defaults=True):
    """A person, organisation or place met under several names."""

    id: str
    kind: str
    name: str
    aliases: tuple[str, ...] = ()
    country: str | None = None
    side: str = ""


class Decision(Struct, frozen=True, omit_defaults=True):
    """A join, split, nil, copy or conflict, by the machine or an editor, with its reasons."""

    id: str
    kind: str  # join | split | nil | copy | conflict | part | same-name | not-same
    subject: str  # claim, event or entity id
    object: str = ""
    reasons: tuple[tuple[str, float], ...] = ()  # what spoke for or against it, with weight
    by: str = "machine"  # machine | name of the editor
    made: str = ""  # UTC time of an editor's decision
    undone: bool = False


class Account(Struct, frozen=True, omit_defaults=True):
    """One speaker's answer to one question about an event."""

    speaker: str  # name shown; "" = the outlet in its own voice
    side: str
    claim: str  # Claim.id
    text: str  # the words
    start: int
    end: int
    value: str  # canonical, comparable form
    figure: Figure | None = None
    said: str | None = None  # day
    superseded: bool = False


class Silence(Struct, frozen=True):
    """A party of an event for whom nobody answers."""

    party: str  # name shown
    side: str


class Conflict(Struct, frozen=True, omit_defaults=True):
    """The answers to one question about an event, and how they relate."""

    event: str
    question: str  # "how many intercepted (drone)", "where", "when", "who did it", "did it happen", "outcome (damage)" ...
    kind: str  # agree | differs | updates | part of | rounds to | denies | single
    accounts: tuple[Account, ...]
    note: str = ""
    silent: tuple[Silence, ...] = ()  # parties of the event who have not answered it


class Sum(Struct, frozen=True, omit_defaults=True):
    """Figures that should add up, and what is left."""

    event: str
    total: Account
    parts: tuple[Account, ...]
    remainder: float
    note: str = ""  # how parts make the total, where it is not plain addition
    is_all: bool = False  # the words say that these are all the parts: what is left, or over (below nought), is a mismatch


class Addend(Struct, frozen=True, gc=False, omit_defaults=True):
    """People that a toll counts, in the words that tell of them."""

    claim: str  # Claim.id
    text: str
    start: int
    end: int
    low: float
    document: str = ""


class Toll(Struct, frozen=True, gc=False, omit_defaults=True):
    """How many people an event killed, injured or took, as one report tells it."""

    measure: str  # killed | injured | detained
    low: int
    op: str = "="  # ">=" where a part is only a lower bound
    derived: bool = False  # added up from parts; else a number in the words
    parts: tuple[Addend, ...] = ()  # what was added up; of a number told, that number
    less: tuple[Addend, ...] = ()  # taken off: of those shot, who died
    day: str = ""  # on which most of the report's people are said to have been hurt or taken; "" = not told


class Event(Struct, frozen=True, omit_defaults=True):
    """Claims of one happening."""

    id: str
    type: str
    mode: str | None
    title: str
    claims: tuple[str, ...]
    day: str | None = None  # first day
    until: str | None = None
    place: Where | None = None
    whole: str = ""  # id of the event that this one is part of
    speakers: int = 0  # primary speakers
    reports: int = 0  # documents that are not copies
    status: str = "reported"
    section: str = ""
    killed: int = 0  # what most reports tell, people named one by one counted; lower bounds as they stand
    injured: int = 0
    tolls: tuple[Toll, ...] = ()  # with the words that they are counted from
    actors: tuple[str, ...] = ()  # ISO codes of who attacks, as claims tell it


class Change(Struct, frozen=True, omit_defaults=True):
    """One thing in which the claims of two revisions of a page differ."""

    kind: str  # new | gone (the whole claim) | figure | speaker | actor | recipient | place | time | status
    words: str  # "killed 7 -> 9 (person)"
    text: str  # the sentence; of the later revision, of the earlier where the claim is gone
    before: str = ""  # Claim.id; "" where the claim is new
    after: str = ""  # Claim.id; "" where the claim is gone


class Edit(Struct, frozen=True, omit_defaults=True):
    """One passage of a page that was added, removed or edited. Offsets are of each revision's own text, -1 where there is none."""

    kind: str  # added | removed | edited | moved
    passage: str  # kind of the passage
    before: str = ""
    after: str = ""
    words: tuple[tuple[str, str], ...] = ()  # (old words, new words) of an edited passage
    before_start: int = -1
    after_start: int = -1


class Revision(Struct, frozen=True, omit_defaults=True):
    """What a later reading of a page changed: its passages, then its claims."""

    document: str
    earlier: str  # id of the reading before it
    edits: tuple[Edit, ...] = ()
    changes: tuple[Change, ...] = ()


class Story(Struct, frozen=True):
    """Reports (document id, item number) that tell of one happening."""

    id: str
    reports: tuple[tuple[str, int], ...]
    tolls: tuple[Toll, ...] = ()  # that more of its reports tell than any other


class Naming(Struct, frozen=True):
    """What claims tell by one way of naming: each value with how many claims tell it, so that counts add up document by document."""

    key: str
    names: tuple[tuple[str, int], ...]
    written: tuple[tuple[str, int], ...]  # words, as they stand in the text
    countries: tuple[tuple[str, int], ...] = ()  # ISO codes; in lower case where only the scene tells it
    sectors: tuple[tuple[str, int], ...] = ()
    offices: tuple[tuple[str, int], ...] = ()


class Called(Struct, frozen=True):
    """A name as one document uses it."""

    document: str
    name: str
    key: str  # of the way of naming, or how that begins; "owner:" alone where only its country is told


class Happening(Struct, frozen=True):
    """What one report tells of one happening, as linking looks it up."""

    id: str  # lowest id of its claims
    document: str
    claims: tuple[str, ...]
    found: tuple[int, ...]  # keys under which others find it
    sought: tuple[int, ...]  # keys under which it looks for others
    node: bytes  # what is compared, as link packs it


class Tie(Struct, frozen=True, array_like=True):
    """Two happenings that may be one."""

    one: str  # Happening.id, the lower
    other: str
    score: float


class Linked(Struct, frozen=True):
    """What link makes of all claims of a record."""

    entities: tuple[Entity, ...] = ()
    events: tuple[Event, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    sums: tuple[Sum, ...] = ()
    decisions: tuple[Decision, ...] = ()
    stories: tuple[Story, ...] = ()
    happenings: tuple[Happening, ...] = ()  # from here on what a later document is linked by
    ties: tuple[Tie, ...] = ()
    namings: tuple[Naming, ...] = ()
    bearers: tuple[tuple[str, str], ...] = ()  # key of a way of naming -> id of the entity that it means; "" = nil
    sketches: tuple[tuple[str, tuple[int, ...]], ...] = ()  # document id -> hashes by which copies of it are found


# ---- check ----------------------------------------------------------------------------------------------------------


class Field(Struct, frozen=True, omit_defaults=True):
    """A part of a statement, and what the sources have for it."""

    text: str
    field: str  # actor action object place time figure speaker status polarity quotation cause damage
    verdict: str  # supported | contradicted | not-in-source | not-checkable
    source: str | None = None
    start: int = -1  # in the checked text
    end: int = -1


class Evidence(Struct, frozen=True):
    """Words of a source that bear or contradict a statement."""

    document: str
    start: int
    end: int
    text: str


class Finding(Struct, frozen=True, omit_defaults=True):
    """The verdict on one sentence of a checked text."""

    sentence: str
    start: int
    end: int
    verdict: str
    fields: tuple[Field, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    note: str = ""
    score: float = 0.0  # higher = more suspicious, 0..1
    new: float = 0.0  # weight of the words that no source has: about one a word, more for names and numbers


# ---- desk -----------------------------------------------------------------------------------------------------------


class Side(Struct, frozen=True, omit_defaults=True):
    """A side as the desk sees it: a party to the conflict, third parties, media, humanitarian bodies."""

    id: str
    name: str
    countries: tuple[str, ...] = ()  # ISO 3166-1 alpha-3
    sectors: tuple[str, ...] = ()  # PLOVER sectors, where a side is one (media, humanitarian)
    party: bool = False  # a party to the conflict
    mark: str = ""  # one character that tells it from the others without colour


class Section(Struct, frozen=True, omit_defaults=True):
    """A section of the daily brief and the events it takes; the first section that fits has the event."""

    name: str
    events: tuple[str, ...] = ()  # "ASSAULT", "RETREAT/release"
    countries: tuple[str, ...] = ()  # at least one of the actors' or the place's; empty = any


class Anchor(Struct, frozen=True, omit_defaults=True):
    """A fixed event that dates a text which mentions it."""

    words: str
    day: str


class Desk(Struct, frozen=True, omit_defaults=True):
    """What a record is about. Nothing in the code knows which war it is; this does."""

    name: str
    title: str
    first_day: str = ""  # ISO day from which days are counted; "" = no counting
    zones: tuple[str, ...] = ("UTC",)  # IANA zones offered to readers
    sides: tuple[Side, ...] = ()
    sections: tuple[Section, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    theatre: tuple[str, ...] = ()  # ISO alpha-3 of the countries where it happens: their small places count
    extent: tuple[float, ...] = ()  # west, south, east, north of the map
    sources: tuple[str, ...] = ()  # names of files in data/sources
