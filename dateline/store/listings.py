"""Lists that pages show: days, items, places, outlets, figures in a range, claims that fit a search."""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec
from msgspec import Struct

from dateline.records import Claim, Event
from dateline.store.queries import FigureRow, Listed, decoded
from dateline.store.sqlite import Store


class ItemRow(Struct, frozen=True):
    """An item with the page it stands on."""

    document: str
    number: int
    form: str
    title: str
    published: str
    url: str
    outlet: str
    key: str  # its name over all revisions of its page: what an address or feed can hold on to
    changed: str = ""  # when other words of it were read; "" = it is as it was first read


class SpotRow(Struct, frozen=True):
    """A place with its events."""

    name: str
    country: str
    events: int
    newest: str | None
    event: Event  # one of them, for coordinates and precision


class FreshRow(Struct, frozen=True):
    """How fresh an outlet is."""

    outlet: str
    documents: int
    claims: int
    newest: str
    fetched: str


class Wanted(Struct, frozen=True, omit_defaults=True):
    """What to search claims for; empty fields do not restrict. Days are ISO, inclusive."""

    words: str = ""
    speakers: tuple[str, ...] | None = None  # one of these names; None = any
    places: tuple[str, ...] | None = None
    type: str = ""
    measure: str = ""
    after: str = ""
    before: str = ""
    has_conflict: bool = False
    exact_speaker: str = ""
    exact_place: str = ""
    exact_actor: str = ""


def told_days(store: Store) -> list[tuple[str, int]]:
    """Days of items that carry claims, with the number of claims, newest first."""
    return list(
        store.connection.execute(
            "SELECT substr(published, 1, 10) d, count(*) FROM claims WHERE published IS NOT NULL AND published != '' GROUP BY d ORDER BY d DESC"
        )
    )


def neighbours(store: Store, day: str) -> tuple[str | None, str | None]:
    """The nearest earlier and later day on which an item tells something."""
    row = store.connection.execute(
        "SELECT (SELECT max(published) FROM claims WHERE published < ?1 AND published != ''), (SELECT min(published) FROM claims WHERE published > ?2)",
        (day, day + "~"),
    ).fetchone()
    return (row[0] or "")[:10] or None, (row[1] or "")[:10] or None


def documents_told_on(store: Store, day: str) -> list[str]:
    """Ids of the documents with an item of this day."""
    return [row[0] for row in store.connection.execute("SELECT DISTINCT document FROM items WHERE published >= ? AND published < ?", (day, day + "~"))]


def latest_day(store: Store) -> str | None:
    """The newest day on which an item tells something."""
    row = store.connection.execute("SELECT max(published) FROM claims").fetchone()
    return (row[0] or "")[:10] or None


def listed(store: Store, identifiers: Iterable[str] | None = None, *, limit: int = 10_000, offset: int = 0) -> list[Listed]:
    """Documents without their text, newest first; those of these ids, or all."""
    ids = None if identifiers is None else list(dict.fromkeys(identifiers))[:limit]
    where = "" if ids is None else f"WHERE id IN ({','.join('?' * len(ids))})"
    rows = store.connection.execute(
        "SELECT id, page, revision, source, outlet, coalesce(nullif(title, ''), (SELECT i.title FROM items i WHERE i.document = documents.id AND i.title > ''"
        " ORDER BY i.number LIMIT 1), ''), published, fetched, (SELECT count(*) FROM claims WHERE claims.document = documents.id)"
        f" FROM documents {where} ORDER BY coalesce(published, '') DESC, seq DESC LIMIT ? OFFSET ?",
        (*(ids or ()), limit, offset),
    )
    return [Listed(*row) for row in rows]


_ITEM = "SELECT i.document, i.number, i.form, i.title, i.published, i.url, d.outlet, i.key, i.changed FROM items i JOIN documents d ON d.id = i.document"
_CURRENT = "i.repeats < 0 AND NOT EXISTS (SELECT 1 FROM documents n WHERE n.page = d.page AND n.revision > d.revision)"


def updates(store: Store, *, limit: int, offset: int = 0, oldest_first: bool = False) -> list[ItemRow]:
    """Items by time of publication; those of unknown time come last, repeated ones are left out."""
    order = "(i.published = ''), i.published, i.document, i.number" if oldest_first else "i.published DESC, i.document DESC, i.number DESC"
    return [ItemRow(*row) for row in store.connection.execute(f"{_ITEM} WHERE {_CURRENT} ORDER BY {order} LIMIT ? OFFSET ?", (limit, offset))]


def updates_read_after(store: Store, seq: int, limit: int = 50) -> list[tuple[int, ItemRow]]:
    """Items of documents read after a place in the order of reading: (order of the document, item)."""
    rows = store.connection.execute(
        _ITEM.replace("SELECT ", "SELECT d.seq, ", 1) + " WHERE d.seq > ? AND i.repeats < 0 ORDER BY d.seq, i.published, i.number LIMIT ?", (seq, limit)
    )
    return [(row[0], ItemRow(*row[1:])) for row in rows]


def last_read(store: Store) -> int:
    """The place of the newest document in the order of reading; 0 where there is none."""
    found: int = store.connection.execute("SELECT coalesce(max(seq), 0) FROM documents").fetchone()[0]
    return found


def item(store: Store, document: str, number: int) -> ItemRow | None:
    """One item."""
    row = store.connection.execute(f"{_ITEM} WHERE i.document = ? AND i.number = ?", (document, number)).fetchone()
    return None if row is None else ItemRow(*row)


def count_updates(store: Store) -> int:
    """How many items there are, repeated ones left out."""
    found: int = store.connection.execute(f"SELECT count(*) FROM items i JOIN documents d ON d.id = i.document WHERE {_CURRENT}").fetchone()[0]
    return found


def place_of_update(store: Store, key: str, *, oldest_first: bool = False) -> int | None:
    """How many items stand before this one on the live page; None where it is not on it."""
    found = store.connection.execute(
        f"SELECT i.published, i.document, i.number FROM items i JOIN documents d ON d.id = i.document WHERE i.key = ? AND {_CURRENT}", (key,)
    ).fetchone()
    if found is None:
        return None
    newer = "(i.published, i.document, i.number) > (?1, ?2, ?3)"
    older = "((i.published = ''), i.published, i.document, i.number) < ((?1 = ''), ?1, ?2, ?3)"
    condition = f"{_CURRENT} AND {older if oldest_first else newer}"
    before: int = store.connection.execute(f"SELECT count(*) FROM items i JOIN documents d ON d.id = i.document WHERE {condition}", found).fetchone()[0]
    return before


_GONE = (
    "SELECT i.document, i.number, i.form, i.title, i.published, i.url, d.outlet, i.key,"
    " (SELECT n.fetched FROM documents n WHERE n.page = d.page AND n.revision > d.revision ORDER BY n.revision LIMIT 1)"
    " FROM documents d JOIN items i ON i.document = d.id"
    " WHERE EXISTS (SELECT 1 FROM documents n WHERE n.page = d.page AND n.revision = d.revision + 1) AND i.repeats < 0 AND NOT EXISTS"
    " (SELECT 1 FROM items l JOIN documents n ON n.id = l.document WHERE l.key = i.key AND n.page = d.page AND n.revision > d.revision)"
)


def gone_updates(store: Store, limit: int = 50) -> list[ItemRow]:
    """Items that a later reading of their page no longer has, as last read; `changed` is when they were missed. The newest first."""
    return [ItemRow(*row) for row in store.connection.execute(f"{_GONE} ORDER BY 9 DESC, d.seq DESC, i.number LIMIT ?", (limit,))]


def gone_update(store: Store, key: str) -> ItemRow | None:
    """The item of this name where its page no longer has it."""
    row = store.connection.execute(f"{_GONE} AND i.key = ? LIMIT 1", (key,)).fetchone()
    return None if row is None else ItemRow(*row)


def figures_between(store: Store, measures: Iterable[str], after: str, before: str, limit: int = 5000) -> list[FigureRow]:
    """Figures of these measures whose day, else day of telling, lies in the range, by day; the newest where there are too many."""
    wanted = list(measures)
    rows = store.connection.execute(
        "SELECT c.id, c.document, (SELECT e.event FROM event_claims e WHERE e.claim = c.id ORDER BY e.event LIMIT 1), c.event, c.mode, c.speaker, c.place,"
        " c.country, c.actor_country, c.day, c.until, c.published, c.status, f.measure, f.object, f.low, f.high, f.op, f.of, f.text, f.start, f.end, f.told,"
        " c.seq, f.number FROM (SELECT * FROM figures INDEXED BY figures_told"
        f" WHERE told BETWEEN ? AND ? AND measure IN ({','.join('?' * len(wanted))}) ORDER BY told DESC LIMIT ?) f JOIN claims c ON c.id = f.claim",
        (after, before + "~", *wanted, limit),
    )
    return [FigureRow(*row[:-3]) for row in sorted(rows, key=lambda row: row[-3:])]


class Telling(Struct, frozen=True, gc=False):
    """Who told a figure of what, on which day: what it takes to choose among many."""

    speaker: str
    measure: str
    object: str
    day: str
    claim: str


def tellings(store: Store, measures: Iterable[str], after: str, before: str, limit: int) -> list[Telling]:
    """Figures of these measures that named speakers gave from one day to another, whatever day they are of; the newest of too many, newest first."""
    wanted = list(measures)
    rows = store.connection.execute(
        "SELECT c.speaker, f.measure, f.object, substr(c.published, 1, 10), c.id FROM claims c INDEXED BY claims_published JOIN figures f ON f.claim = c.id"
        f" WHERE c.published BETWEEN ? AND ? AND c.speaker != '' AND f.measure IN ({','.join('?' * len(wanted))})"
        " ORDER BY c.published DESC, c.seq DESC, f.number DESC LIMIT ?",
        (after, before + "~", *wanted, limit),
    )
    return [Telling(*row) for row in rows]


_FIGURES = (
    "SELECT c.id, c.document, (SELECT e.event FROM event_claims e WHERE e.claim = c.id ORDER BY e.event LIMIT 1), c.event, c.mode, c.speaker, c.place,"
    " c.country, c.actor_country, c.day, c.until, c.published, c.status, f.measure, f.object, f.low, f.high, f.op, f.of, f.text, f.start, f.end"
    " FROM claims c JOIN figures f ON f.claim = c.id WHERE c.id IN"
)


def figures_of(store: Store, claims: Iterable[str]) -> list[FigureRow]:
    """Figures of these claims, by day of telling and reading order."""
    wanted = sorted(set(claims))
    rows = store.connection.execute(f"{_FIGURES} ({','.join('?' * len(wanted))}) ORDER BY c.published, c.document, c.seq, f.number", wanted)
    return [FigureRow(*row) for row in rows]


def newest_figure(store: Store, measures: Iterable[str]) -> str | None:
    """The newest day on which an item gives a figure of one of these measures."""
    wanted = list(measures)
    row = store.connection.execute(
        "SELECT c.published FROM claims c WHERE c.published > '' AND EXISTS"
        f" (SELECT 1 FROM figures f WHERE f.claim = c.id AND f.measure IN ({','.join('?' * len(wanted))})) ORDER BY c.published DESC LIMIT 1",
        wanted,
    ).fetchone()
    return row[0][:10] if row else None


_KINDS = frozenset({"event", "figure", "statement"})
COUNTED = 2000  # claims that fit are counted so far, no further
LISTED_NAMES = 300
SOUGHT = 12_000  # sentences with the words, the newest, among which other conditions choose


def _conditions(wanted: Wanted) -> tuple[list[str], list[object]]:
    kind, _, mode = wanted.type.partition("/")
    conditions: list[str] = []
    values: list[object] = []
    for condition, value in (
        ("c.speaker = ?", wanted.exact_speaker),
        ("c.place = ?", wanted.exact_place),
        ("c.actor = ?", wanted.exact_actor),
        ("c.kind = ?" if kind.lower() in _KINDS else "c.event = ?", kind and (kind.lower() if kind.lower() in _KINDS else kind.upper())),
        ("c.mode = ?", mode),
        ("EXISTS (SELECT 1 FROM figures f WHERE f.claim = c.id AND f.measure = ?)", wanted.measure),
        ("coalesce(c.day, c.published, '') >= ?", wanted.after),
        ("coalesce(c.day, c.published, '9') <= ?", wanted.before and wanted.before + "~"),
    ):
        if value:
            conditions.append(condition)
            values.extend([value] * condition.count("?"))
    for column, names in (("c.speaker", wanted.speakers), ("c.place", wanted.places)):
        if names is not None:
            few = len(names) <= LISTED_NAMES  # the planner then knows how many they are
            conditions.append(f"{column} IN ({','.join('?' * len(names))})" if few else f"{column} IN (SELECT value FROM json_each(?))")
            values.extend(names if few else [msgspec.json.encode(names).decode()])
    if wanted.has_conflict:
        conditions.append("EXISTS (SELECT 1 FROM event_claims x JOIN events e ON e.id = x.event WHERE x.claim = c.id AND e.conflict > 0)")
    return conditions, values


def search_claims(store: Store, wanted: Wanted, *, limit: int = 30, offset: int = 0) -> list[Claim]:
    """Claims that fit, newest first; of a common word, among the sentences read last."""
    return claims_in_order(store, fitting(store, wanted, limit, offset))


def fitting(store: Store, wanted: Wanted, limit: int = COUNTED, offset: int = 0) -> list[int]:
    """Places of the claims that fit in the order of reading, newest first: what `claims_in_order` shows."""
    if () in (wanted.speakers, wanted.places):
        return []
    tables, conditions, values = _search(wanted)
    chosen = f"SELECT c.seq FROM {tables} WHERE {conditions} ORDER BY c.published DESC, c.seq LIMIT ? OFFSET ?"
    return [row[0] for row in store.connection.execute(chosen, (*values, limit, offset))]


def claims_in_order(store: Store, places: Iterable[int]) -> list[Claim]:
    """Claims at these places in the order of reading, in the order given."""
    wanted = list(places)
    rows = store.connection.execute(f"SELECT seq, record FROM claims WHERE seq IN ({','.join('?' * len(wanted))})", wanted)
    found = dict(rows.fetchall())
    return decoded(iter([(found[place],) for place in wanted]), Claim)


def count_claims(store: Store, wanted: Wanted) -> int:
    """How many claims fit; COUNTED where it is that many or more."""
    tables, conditions, values = _search(wanted)
    found: int = store.connection.execute(f"SELECT count(*) FROM (SELECT 1 FROM {tables} WHERE {conditions} LIMIT {COUNTED})", values).fetchone()[0]
    return found


def _search(wanted: Wanted) -> tuple[str, str, list[object]]:
    conditions, values = _conditions(wanted)
    tables = "claims c"
    terms = re.findall(r"\w+", wanted.words)
    if terms:
        newest = f"ORDER BY rowid DESC LIMIT {SOUGHT if conditions else COUNTED}"
        matching = f"(SELECT rowid FROM sentences_text WHERE sentences_text MATCH ? {newest})"
        tables = f"{matching} t CROSS JOIN sentences s ON s.id = t.rowid CROSS JOIN claims c ON c.document = s.document AND c.sentence = s.number"
        values.insert(0, " ".join(f'"{term}"' for term in terms))
    return tables, " AND ".join(conditions) or "1", values


def claim_days(store: Store, wanted: Wanted) -> list[tuple[str, int]]:
    """Claims that fit by day of telling, oldest first."""
    tables, conditions, values = _search(wanted)
    rows = store.connection.execute(
        f"SELECT substr(c.published, 1, 10) d, count(*) FROM {tables} WHERE {conditions} AND c.published > '' GROUP BY d ORDER BY d",
        values,
    )
    return list(rows)


def speaker_claim(store: Store, speaker: str) -> Claim | None:
    """The newest claim of a speaker: what says which side a name stands on."""
    found = decoded(store.connection.execute("SELECT record FROM claims WHERE speaker = ? ORDER BY seq DESC LIMIT 1", (speaker,)), Claim)
    return found[0] if found else None


def actor_claim(store: Store, actor: str) -> Claim | None:
    """The newest claim of what an actor did."""
    found = decoded(store.connection.execute("SELECT record FROM claims WHERE actor = ? ORDER BY published DESC LIMIT 1", (actor,)), Claim)
    return found[0] if found else None


def update_of_event(store: Store, event: str) -> tuple[str, str] | None:
    """(name, time) of the newest update that tells of an event."""
    row: tuple[str, str] | None = store.connection.execute(
        "SELECT i.key, i.published FROM event_claims e JOIN claims c ON c.id = e.claim JOIN items i ON i.document = c.document AND i.number = c.item"
        " JOIN documents d ON d.id = i.document WHERE e.event = ? AND i.repeats < 0 AND NOT EXISTS"
        " (SELECT 1 FROM documents n WHERE n.page = d.page AND n.revision > d.revision) ORDER BY i.published DESC, i.key LIMIT 1",
        (event,),
    ).fetchone()
    return row


def figured_claims(store: Store, wanted: Wanted, limit: int = 200) -> list[Claim]:
    """Those with figures among the newest claims that fit."""
    return [claim for claim in claims_in_order(store, fitting(store, wanted, limit)) if claim.figures]


def speaker_claims(store: Store) -> list[tuple[str, Claim]]:
    """Every speaker with the newest of its claims, by name."""
    rows = store.connection.execute("SELECT speaker, record FROM claims WHERE seq IN (SELECT max(seq) FROM claims WHERE speaker != '' GROUP BY speaker)")
    decoder = msgspec.json.Decoder(Claim)
    return sorted(((name, decoder.decode(record)) for name, record in rows), key=lambda pair: pair[0])


def place_names(store: Store) -> list[str]:
    """Names of the places of claims."""
    return [row[0] for row in store.connection.execute("SELECT DISTINCT place FROM claims WHERE place != '' ORDER BY place")]


def types(store: Store) -> list[tuple[str, str, int]]:
    """(event type, mode, events), most events first; mode "" = none."""
    return list(store.connection.execute("SELECT type, coalesce(mode, ''), count(*) n FROM events GROUP BY type, mode ORDER BY n DESC, type, mode"))


class Scope(Struct, frozen=True):
    """Which events a map shows; empty fields do not restrict. Days are ISO, inclusive; an event without a day counts where no first day is named."""

    first: str = ""
    last: str = ""
    type: str = ""  # ASSAULT or ASSAULT/drone
    countries: tuple[str, ...] = ()  # of who acted


def _scoped(scope: Scope) -> tuple[str, list[object]]:
    kind, _, mode = scope.type.partition("/")
    conditions, values = ["coalesce(day, '') BETWEEN ? AND ?"], [scope.first, f"{scope.last}~" if scope.last else "~"]
    for column, value in (("type", kind), ("mode", mode)):
        if value:
            conditions.append(f"{column} = ?")
            values.append(value)
    if scope.countries:
        conditions.append(
            "EXISTS (SELECT 1 FROM event_claims x JOIN claims c ON c.id = x.claim WHERE x.event = events.id"
            " AND c.actor_country IN (SELECT value FROM json_each(?)))"
        )
        values.append(msgspec.json.encode(scope.countries).decode())
    return " AND ".join(conditions), list(values)


def spots(store: Store, scope: Scope = Scope(), limit: int = 300) -> list[SpotRow]:  # noqa: B008 (frozen)
    """Named places of the events in scope, most events first."""
    conditions, values = _scoped(scope)
    rows = store.connection.execute(
        f"SELECT g.*, e.record FROM (SELECT place, country, count(*) n, max(day), min(id) one FROM events WHERE place != '' AND {conditions}"
        " GROUP BY place, country ORDER BY n DESC, place, country LIMIT ?) g JOIN events e ON e.id = g.one ORDER BY g.n DESC, g.place, g.country",
        (*values, limit),
    )
    decoder = msgspec.json.Decoder(Event)
    return [SpotRow(row[0], row[1], row[2], row[3], decoder.decode(row[5])) for row in rows]


def count_events_in(store: Store, scope: Scope) -> int:
    """How many events are in scope."""
    conditions, values = _scoped(scope)
    found: int = store.connection.execute(f"SELECT count(*) FROM events WHERE {conditions}", values).fetchone()[0]
    return found


def freshness(store: Store) -> list[FreshRow]:
    """Outlets, the stalest first."""
    rows = store.connection.execute(
        "SELECT coalesce(nullif(d.outlet, ''), d.source), count(*), coalesce(sum(n), 0), coalesce(max(d.published), ''), max(d.fetched) FROM documents d"
        " LEFT JOIN (SELECT document, count(*) n FROM claims GROUP BY document) c ON c.document = d.id GROUP BY 1 ORDER BY 4, 1"
    )
    return [FreshRow(*row) for row in rows]


def revised_documents(store: Store) -> list[str]:
    """Later readings of pages that changed something, the newest first."""
    return [row[0] for row in store.connection.execute("SELECT r.document FROM revisions r JOIN documents d ON d.id = r.document ORDER BY d.seq DESC")]


def shown_names(store: Store) -> dict[str, str]:
    """Key of an entity -> the name that readers know it by."""
    return {str(key): str(name) for key, name in store.connection.execute("SELECT id, name FROM entities")}


def superseded(store: Store) -> frozenset[str]:
    """Ids of documents of which a later revision was read."""
    rows = store.connection.execute(
        "SELECT id FROM documents WHERE page IN (SELECT page FROM documents WHERE revision > 1)"
        " AND revision < (SELECT max(n.revision) FROM documents n WHERE n.page = documents.page)"
    )
    return frozenset(row[0] for row in rows)


def readings(store: Store, documents: Iterable[str]) -> dict[str, tuple[str, int]]:
    """Document -> its page, and which reading of it that is, from 1."""
    wanted = sorted(documents)
    found: dict[str, tuple[str, int]] = {}
    for first in range(0, len(wanted), 500):
        some = wanted[first : first + 500]
        rows = store.connection.execute(f"SELECT id, page, revision FROM documents WHERE id IN ({','.join('?' * len(some))})", some)
        found.update((row[0], (row[1], row[2])) for row in rows)
    return found


def recap_items(store: Store, limit: int, offset: int = 0) -> list[tuple[str, int]]:
    """(document, item) with a recap that was checked, the newest documents first."""
    return list(
        store.connection.execute(
            "SELECT f.document, f.item FROM findings f JOIN documents d ON d.id = f.document GROUP BY f.document, f.item"
            " ORDER BY coalesce(d.published, '') DESC, d.seq DESC, min(f.number) LIMIT ? OFFSET ?",
            (limit, offset),
        )
    )


def recap_verdicts(store: Store) -> dict[str, int]:
    """Verdicts on the sentences of all recaps, with their number."""
    return dict(store.connection.execute("SELECT verdict, count(*) FROM findings GROUP BY verdict"))


def count_recaps(store: Store) -> int:
    """How many recaps were checked."""
    found: int = store.connection.execute("SELECT count(*) FROM (SELECT 1 FROM findings GROUP BY document, item)").fetchone()[0]
    return found


def grammars(store: Store) -> list[tuple[str, int]]:
    """Digests of the grammars that read the claims, with how many each read."""
    newest = "SELECT seq FROM claims ORDER BY seq DESC LIMIT 500"
    sql = f"SELECT json_extract(CAST(record AS TEXT), '$.match.grammar') g, count(*) FROM claims WHERE seq IN ({newest}) GROUP BY g"
    return [(row[0] or "", row[1]) for row in store.connection.execute(sql)]
