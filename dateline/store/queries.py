"""Questions that pages, exports, link and check ask of a record; answers are records in a fixed order."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from typing import TypeVar

import msgspec
from msgspec import Struct

from dateline.records import Called, Capture, Claim, Conflict, Decision, Document, Entity, Event, Finding, Page, Revision, Sum
from dateline.store.sqlite import Store

Record = TypeVar("Record")
_EVENT_ID = re.compile(r"[0-9a-f]{12}")


class Listed(Struct, frozen=True):
    """A document without its text, for lists."""

    id: str
    page: str
    revision: int
    source: str
    outlet: str
    title: str
    published: str | None
    fetched: str
    claims: int


class FigureRow(Struct, frozen=True):
    """A figure with the claim it measures."""

    claim: str
    document: str
    event_id: str | None  # linked event
    event: str | None
    mode: str | None
    speaker: str
    place: str
    country: str
    actor_country: str
    day: str | None
    until: str | None
    published: str | None
    status: str
    measure: str
    object: str
    low: float
    high: float
    op: str
    of: float | None
    text: str
    start: int
    end: int


class Hit(Struct, frozen=True):
    """A sentence found by full text."""

    document: str
    number: int
    item: int
    start: int
    end: int
    text: str


class Counts(Struct, frozen=True):
    """How much a record holds."""

    documents: int
    claims: int
    events: int
    speakers: int
    conflicts: int


class Filter(Struct, frozen=True, omit_defaults=True):
    """What to list; empty fields do not restrict. Days are ISO, inclusive."""

    after: str = ""
    before: str = ""
    type: str = ""  # "ASSAULT" or "ASSAULT/drone"
    place: str = ""
    country: str = ""
    speaker: str = ""
    actor: str = ""
    section: str = ""
    has_conflict: bool = False
    limit: int = 200
    offset: int = 0


def decoded(rows: Iterator[tuple[bytes]], kind: type[Record]) -> list[Record]:
    """The records of a one-column answer."""
    decoder = msgspec.json.Decoder(kind)
    return [decoder.decode(row[0]) for row in rows]


# ---- documents ----


def documents(store: Store) -> list[Listed]:
    """Every document, newest revision of each page first in order of reading."""
    rows = store.connection.execute(
        "SELECT id, page, revision, source, outlet, title, published, fetched,"
        " (SELECT count(*) FROM claims WHERE claims.document = documents.id) FROM documents ORDER BY seq"
    )
    return [Listed(*row) for row in rows]


def document(store: Store, identifier: str) -> tuple[Document, Page] | None:
    """A document and its segments; None where the record lacks it."""
    row = store.connection.execute("SELECT record, segments FROM documents WHERE id = ?", (identifier,)).fetchone()
    return None if row is None else (msgspec.json.decode(row[0], type=Document), msgspec.json.decode(row[1], type=Page))


def revisions(store: Store, page: str) -> list[str]:
    """Ids of the revisions of a page, first reading first."""
    return [row[0] for row in store.connection.execute("SELECT id FROM documents WHERE page = ? ORDER BY revision", (page,))]


def revision(store: Store, document: str) -> Revision | None:
    """What this reading changed of the one before it; None for the first reading of a page."""
    row = store.connection.execute("SELECT record FROM revisions WHERE document = ?", (document,)).fetchone()
    return None if row is None else msgspec.json.decode(row[0], type=Revision)


def item_names(store: Store, document: str) -> dict[int, tuple[str, str]]:
    """Number of an item -> (the name it keeps over revisions, when other words of it were read)."""
    return {row[0]: (row[1], row[2]) for row in store.connection.execute("SELECT number, key, changed FROM items WHERE document = ?", (document,))}


def capture(store: Store, sha256: str) -> tuple[Capture, bytes] | None:
    """The bytes as they came."""
    row = store.connection.execute("SELECT sha256, media_type, url, name, fetched, status, headers, bytes FROM captures WHERE sha256 = ?", (sha256,)).fetchone()
    if row is None:
        return None
    headers = msgspec.json.decode(row[6], type=tuple[tuple[str, str], ...])
    return Capture(row[0], row[1], row[2], row[4], row[3], row[5], headers), zlib.decompress(row[7])


def watch_states(store: Store) -> dict[str, bytes]:
    """Source -> what polling remembers of it, as JSON."""
    return dict(store.connection.execute("SELECT source, record FROM watch_states ORDER BY source"))


def captures(store: Store) -> Iterator[tuple[Capture, bytes]]:
    """Every capture with its bytes as they came, in order of keeping."""
    for row in store.connection.execute("SELECT sha256 FROM captures ORDER BY rowid").fetchall():
        found = capture(store, row[0])
        if found:
            yield found


# ---- claims ----


def claims(store: Store, document: str = "") -> list[Claim]:
    """Claims of a document, or of the whole record by day of publication and document, in reading order."""
    if document:
        return decoded(store.connection.execute("SELECT record FROM claims WHERE document = ? ORDER BY seq", (document,)), Claim)
    return decoded(store.connection.execute("SELECT record FROM claims ORDER BY coalesce(substr(published, 1, 10), ''), document, seq"), Claim)


def claim(store: Store, identifier: str) -> Claim | None:
    """One claim by id."""
    found = decoded(store.connection.execute("SELECT record FROM claims WHERE id = ?", (identifier,)), Claim)
    return found[0] if found else None


def claims_of_event(store: Store, event: str) -> list[Claim]:
    """The claims of an event, by day of publication, then reading order."""
    rows = store.connection.execute(
        "SELECT claims.record FROM event_claims JOIN claims ON claims.id = event_claims.claim WHERE event_claims.event = ?"
        " ORDER BY coalesce(claims.published, ''), claims.document, claims.seq",
        (event,),
    )
    return decoded(rows, Claim)


def claims_of_item(store: Store, document: str, item: int) -> list[Claim]:
    """Claims of one item, in reading order."""
    return decoded(store.connection.execute("SELECT record FROM claims WHERE document = ? AND item = ? ORDER BY seq", (document, item)), Claim)


def claims_by_id(store: Store, identifiers: Iterable[str]) -> dict[str, Claim]:
    """Claims by id; those the record lacks are left out."""
    wanted = list(dict.fromkeys(identifiers))
    found: dict[str, Claim] = {}
    for first in range(0, len(wanted), 500):
        some = wanted[first : first + 500]
        rows = store.connection.execute(f"SELECT record FROM claims WHERE id IN ({','.join('?' * len(some))})", some)
        found.update((claim.id, claim) for claim in decoded(rows, Claim))
    return found


def event_of_claim(store: Store, claim: str) -> str | None:
    """Id of the event a claim belongs to."""
    row = store.connection.execute("SELECT event FROM event_claims WHERE claim = ? ORDER BY event LIMIT 1", (claim,)).fetchone()
    return row[0] if row else None


def figures(store: Store, measure: str = "", object: str = "") -> list[FigureRow]:
    """Figures of a measure, and of what is counted, by day and reading order; all where empty."""
    rows = store.connection.execute(
        "SELECT c.id, c.document, (SELECT e.event FROM event_claims e WHERE e.claim = c.id ORDER BY e.event LIMIT 1), c.event, c.mode, c.speaker, c.place,"
        " c.country, c.actor_country, c.day, c.until, c.published, c.status, f.measure, f.object, f.low, f.high, f.op, f.of, f.text, f.start, f.end"
        " FROM figures f JOIN claims c ON c.id = f.claim WHERE (?1 = '' OR f.measure = ?1) AND (?2 = '' OR f.object = ?2)"
        " ORDER BY coalesce(c.day, c.published, ''), c.document, c.seq, f.number",
        (measure, object),
    )
    return [FigureRow(*row) for row in rows]


# ---- events ----

NAME_KINDS = ("same-name", "not-same")  # decisions of editors about names
_NEWEST = "coalesce(day, '') DESC, reports DESC, id"


def events(store: Store, wanted: Filter = Filter()) -> list[Event]:  # noqa: B008 (frozen)
    """Events that fit, newest first; a day counts when the event touches it."""
    kind, _, mode = wanted.type.partition("/")
    where = ["1"]
    values: list[object] = []
    for condition, value in (
        ("coalesce(until, day, '') >= ?", wanted.after),
        ("coalesce(day, '9') <= ?", wanted.before),
        ("type = ?", kind),
        ("mode = ?", mode),
        ("place = ?", wanted.place),
        ("country = ?", wanted.country),
        ("section = ?", wanted.section),
        (
            "id IN (SELECT e.event FROM event_claims e JOIN claims c ON c.id = e.claim WHERE c.speaker = ?)",
            wanted.speaker,
        ),
        ("id IN (SELECT e.event FROM event_claims e JOIN claims c ON c.id = e.claim WHERE c.actor = ?)", wanted.actor),
    ):
        if value:
            where.append(condition)
            values.append(value)
    if wanted.has_conflict:
        where.append("conflict > 0")
    few = "+" if wanted.place or wanted.speaker or wanted.actor else ""  # few events fit: sort them rather than walk all by day
    chosen = f"SELECT rowid FROM events WHERE {' AND '.join(where)} ORDER BY {few}{_NEWEST} LIMIT ? OFFSET ?"
    rows = store.connection.execute(f"SELECT record FROM events WHERE rowid IN ({chosen}) ORDER BY {_NEWEST}", (*values, wanted.limit, wanted.offset))
    return decoded(rows, Event)


def event(store: Store, identifier: str) -> Event | None:
    """One event by id."""
    found = decoded(store.connection.execute("SELECT record FROM events WHERE id = ?", (identifier,)), Event)
    return found[0] if found else None


def event_now(store: Store, identifier: str) -> str:
    """Id of the event that has the claim after which another was named, which has since been merged or split; "" where there is none.

    An event is named by the first characters of its first claim's id, and claims keep theirs.
    """
    if not _EVENT_ID.fullmatch(identifier):
        return ""
    question = "SELECT event FROM event_claims WHERE claim >= ? AND claim < ? ORDER BY claim LIMIT 1"
    row = store.connection.execute(question, (identifier, f"{identifier}g")).fetchone()
    return str(row[0]) if row else ""


def parts(store: Store, whole: str) -> list[Event]:
    """Events that are part of another."""
    return decoded(store.connection.execute("SELECT record FROM events WHERE whole = ? ORDER BY day, id", (whole,)), Event)


def conflict_counts(store: Store, identifiers: Iterable[str]) -> dict[str, int]:
    """How many questions of each event are answered differently."""
    wanted = list(identifiers)
    found: dict[str, int] = {}
    for first in range(0, len(wanted), 500):
        some = wanted[first : first + 500]
        found.update(store.connection.execute(f"SELECT id, conflict FROM events WHERE id IN ({','.join('?' * len(some))})", some))
    return found


def events_told_on(store: Store, day: str) -> list[tuple[Event, bool]]:
    """Events that an item of this day tells of, most reported first; True = an item of an earlier day told of it too."""
    rows = store.connection.execute(
        "SELECT e.record, EXISTS (SELECT 1 FROM event_claims x JOIN claims o ON o.id = x.claim WHERE x.event = e.id AND o.published < ?1)"
        " FROM events e WHERE e.id IN (SELECT ec.event FROM claims c JOIN event_claims ec ON ec.claim = c.id WHERE c.published >= ?1 AND c.published < ?2)"
        " ORDER BY e.reports DESC, e.speakers DESC, e.conflict DESC, e.id",
        (day, day + "~"),
    ).fetchall()
    decoder = msgspec.json.Decoder(Event)
    return [(decoder.decode(row[0]), bool(row[1])) for row in rows]


def count_events(store: Store, *, has_conflict: bool = False) -> int:
    """How many events there are, or how many on which accounts differ."""
    found: int = store.connection.execute("SELECT count(*) FROM events WHERE conflict >= ?", (int(has_conflict),)).fetchone()[0]
    return found


def key_events(store: Store, limit: int) -> list[Event]:
    """Events on which accounts differ or that several pages report, newest first."""
    chosen = f"SELECT rowid FROM events WHERE (conflict > 0 OR reports > 1) AND type != 'FIGURE' ORDER BY {_NEWEST} LIMIT ?"
    return decoded(store.connection.execute(f"SELECT record FROM events WHERE rowid IN ({chosen}) ORDER BY {_NEWEST}", (limit,)), Event)


def conflicts(store: Store, event: str = "", kind: str = "") -> list[Conflict]:
    """Answers to the questions about an event, in the order link gave them; of all events where empty."""
    where, values = _where(event=event, kind=kind)
    return decoded(store.connection.execute(f"SELECT record FROM conflicts {where} ORDER BY event, number", values), Conflict)


def sums(store: Store, event: str = "") -> list[Sum]:
    """Totals with their parts and what is left."""
    where, values = _where(event=event)
    return decoded(store.connection.execute(f"SELECT record FROM sums {where} ORDER BY event, number", values), Sum)


def _where(**wanted: str) -> tuple[str, list[str]]:
    """Columns that must hold a value; an empty value does not restrict, so that indexes serve those that do."""
    conditions = [f"{column} = ?" for column, value in wanted.items() if value]
    return f"WHERE {' AND '.join(conditions)}" if conditions else "", [value for value in wanted.values() if value]


def decisions(store: Store, subject: str = "") -> list[Decision]:
    """Decisions that name a claim, event or entity, in the order made; all where empty."""
    where, values = ("WHERE subject = ?1 OR object = ?1", (subject,)) if subject else ("", ())
    return decoded(store.connection.execute(f"SELECT record FROM decisions {where} ORDER BY number", values), Decision)


def decisions_on(store: Store, ids: Iterable[str]) -> list[Decision]:
    """Why claims were joined or kept apart, events are parts, names are one: every decision on some ids, each once, ordered by id."""
    found: dict[str, Decision] = {}
    for identifier in ids:
        for column in ("subject", "object"):
            rows = store.connection.execute(f"SELECT record FROM decisions WHERE {column} = ?", (identifier,))
            found |= {decision.id: decision for decision in decoded(rows, Decision)}
    return [found[key] for key in sorted(found)]


def name_decisions(store: Store, called: Iterable[Called]) -> list[Decision]:
    """Why names are taken for whom they are, or left nil, by editors and the machine: each once, ordered by id."""
    edited = {one.id: one for one in editor_decisions(store) if one.kind in NAME_KINDS and not one.undone}
    found: dict[str, Decision] = {}
    for one in dict.fromkeys(called):
        names = {one.name, one.key} - {""}
        for name in sorted(names):
            rows = store.connection.execute("SELECT record FROM decisions WHERE subject = ?", (name,))
            found |= {decision.id: decision for decision in decoded(rows, Decision) if _is_of(decision, one)}
        words = {name.lower() for name in names}
        found |= {decision.id: decision for decision in edited.values() if words & {decision.subject.lower(), decision.object.lower()}}
    return [found[key] for key in sorted(found)]


def keys_named(store: Store, name: str) -> list[str]:
    """Keys of the entities that bear a name, or the one whose key it is."""
    question = (
        "SELECT DISTINCT n.entity FROM naming_words w JOIN namings n ON n.key = w.key"
        " WHERE n.entity <> '' AND (w.key = ?1 OR (w.kind = 0 AND lower(w.words) = ?1)) ORDER BY n.entity"
    )
    found = [str(row[0]) for row in store.connection.execute(question, (name.lower(),))]
    return [name.lower()] if name.lower() in found else found


def _is_of(decision: Decision, called: Called) -> bool:
    """True if a decision is on what a name stands for in this document, or by this way of naming, or for this owner."""
    owner, _, _ = called.key.partition(":")
    if decision.id.startswith("body:"):
        return decision.id.startswith(f"body:{called.document}:")
    if called.key.startswith(("person:", "place:")):
        way = decision.id.removeprefix("name:")
        return way.startswith(called.key) and way[len(called.key)] in "|@/"
    return decision.id.startswith("name:") and (decision.object == called.key or (bool(owner) and decision.object.startswith(f"{owner}:")))


def linked_counts(store: Store) -> tuple[int, int]:
    """How many events the record holds, and how many of their questions are answered differently."""
    one = store.connection.execute("SELECT (SELECT count(*) FROM events), (SELECT count(*) FROM conflicts WHERE kind = 'differs')").fetchone()
    return int(one[0]), int(one[1])


def editor_decisions(store: Store) -> list[Decision]:
    """Editors' decisions in the order made, those taken back included."""
    return decoded(store.connection.execute("SELECT record FROM editor_decisions ORDER BY seq"), Decision)


def entities(store: Store) -> list[Entity]:
    """Entities by name."""
    return decoded(store.connection.execute("SELECT record FROM entities ORDER BY name, id"), Entity)


def findings(store: Store, document: str = "") -> list[tuple[str, int, Finding]]:
    """Findings on recaps: (document id, item, finding) in reading order."""
    where, values = _where(document=document)
    rows = store.connection.execute(f"SELECT document, item, record FROM findings {where} ORDER BY document, number", values)
    return [(row[0], row[1], msgspec.json.decode(row[2], type=Finding)) for row in rows]


# ---- lists and search ----


def days(store: Store) -> list[tuple[str, int]]:
    """Days on which events happened, with their number, newest first."""
    return list(store.connection.execute("SELECT day, count(*) FROM events WHERE day IS NOT NULL GROUP BY day ORDER BY day DESC"))


def places(store: Store) -> list[tuple[str, str, int]]:
    """(place, country, events), most events first."""
    return list(store.connection.execute("SELECT place, country, count(*) n FROM events WHERE place != '' GROUP BY place, country ORDER BY n DESC, place"))


def speakers(store: Store) -> list[tuple[str, int]]:
    """(speaker, claims), most claims first."""
    return list(store.connection.execute("SELECT speaker, count(*) n FROM claims WHERE speaker != '' GROUP BY speaker ORDER BY n DESC, speaker"))


def actors(store: Store) -> list[tuple[str, int]]:
    """(who did something, claims), most claims first."""
    return list(store.connection.execute("SELECT actor, count(*) n FROM claims WHERE actor != '' GROUP BY actor ORDER BY n DESC, actor"))


def counts(store: Store) -> Counts:
    """How much the record holds."""
    one = store.connection.execute(
        "SELECT (SELECT count(*) FROM documents), (SELECT count(*) FROM claims), (SELECT count(*) FROM events),"
        " (SELECT count(DISTINCT speaker) FROM claims WHERE speaker != ''), (SELECT count(*) FROM conflicts WHERE kind IN ('differs', 'denies'))"
    ).fetchone()
    return Counts(*one)


def search(store: Store, words: str, limit: int = 50) -> list[Hit]:
    """Sentences that hold all the words, best first; words are matched by stem."""
    terms = re.findall(r"\w+", words)
    if not terms:
        return []
    rows = store.connection.execute(
        "SELECT s.document, s.number, s.item, s.start, s.end, s.text FROM sentences_text JOIN sentences s ON s.id = sentences_text.rowid"
        " WHERE sentences_text MATCH ? ORDER BY rank, s.id LIMIT ?",
        (" ".join(f'"{term}"' for term in terms), limit),
    )
    return [Hit(*row) for row in rows]
