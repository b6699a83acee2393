"""What a new document is linked by: happenings by key, ties, sketches of pages, names of entities; the SQL for one step each."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from dateline.records import Claim, Conflict, Document, Event, Happening, Linked, Naming, Page, Sum, Tie

INDEX = ("happenings", "happening_keys", "ties", "unlinked", "sketches", "namings", "naming_words")
_pack = msgspec.msgpack.Encoder().encode
_unpack = msgspec.msgpack.Decoder(Happening).decode
_encode = msgspec.json.Encoder().encode
_CHUNK = 500  # values of one question
COUNTS = ("names", "written", "countries", "sectors", "offices")  # of a naming, by their number in the table
Row = TypeVar("Row", Conflict, Sum)


class Dropped(Struct, frozen=True):
    """What is made anew when documents are linked into a record that stands."""

    events: tuple[str, ...] = ()
    happenings: tuple[str, ...] = ()  # whose joins over reports are decided anew
    parts: tuple[str, ...] = ()  # events whose whole is decided anew
    copies: tuple[str, ...] = ()  # documents
    families: tuple[tuple[str, str], ...] = ()  # first and last key of ways of naming that may mean one entity


class LinkIndex:
    """The tables of linking on a connection; the caller holds the transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    # ---- filling ----

    def replace(self, linked: Linked) -> None:
        """Everything anew from a whole relink."""
        for table in INDEX:
            self.connection.execute(f"DELETE FROM {table}")
        self.add_happenings(linked.happenings)
        self.add_ties(linked.ties)
        self.add_sketches(linked.sketches)
        self.add_namings(linked.namings)
        self.set_bearers(linked.bearers)

    def add_happenings(self, happenings: Iterable[Happening]) -> None:
        """Keep happenings with the keys that they are looked up by."""
        for happening in happenings:
            cursor = self.connection.execute(
                "INSERT INTO happenings (id, document, record) VALUES (?, ?, ?)", (happening.id, happening.document, _pack(happening))
            )
            rows = [(key, 0, cursor.lastrowid) for key in happening.found] + [(key, 1, cursor.lastrowid) for key in happening.sought]
            self.connection.executemany("INSERT OR IGNORE INTO happening_keys VALUES (?, ?, ?)", rows)

    def add_ties(self, ties: Iterable[Tie]) -> None:
        """Keep ties; a pair that is tied already gets the new score."""
        seq = "(SELECT seq FROM happenings WHERE id = ?)"
        self.connection.executemany(f"INSERT OR REPLACE INTO ties VALUES ({seq}, {seq}, ?)", ((t.one, t.other, t.score) for t in ties))

    def add_sketches(self, sketches: Iterable[tuple[str, Iterable[int]]]) -> None:
        """Keep the sketches of documents, which are linked from now on."""
        for document, hashes in sketches:
            self.connection.execute("DELETE FROM unlinked WHERE document = ?", (document,))
            self.connection.executemany("INSERT OR IGNORE INTO sketches SELECT ?, seq FROM documents WHERE id = ?", [(value, document) for value in hashes])

    def add_namings(self, namings: Iterable[Naming]) -> None:
        """Add up how entities are named."""
        for naming in namings:
            self.connection.execute("INSERT OR IGNORE INTO namings (key) VALUES (?)", (naming.key,))
            words = [(naming.key, kind, text, n) for kind, name in enumerate(COUNTS) for text, n in getattr(naming, name)]
            self.connection.executemany(
                "INSERT INTO naming_words VALUES (?, ?, ?, ?) ON CONFLICT (key, kind, words) DO UPDATE SET claims = claims + excluded.claims", words
            )

    def set_bearers(self, bearers: Iterable[tuple[str, str]]) -> None:
        """Keep whom ways of naming mean."""
        self.connection.executemany("UPDATE namings SET entity = ? WHERE key = ?", ((bearer, key) for key, bearer in bearers))

    # ---- asking ----

    def unlinked(self) -> list[str]:
        """Ids of documents that were read, but not linked yet."""
        return [str(row[0]) for row in self.connection.execute("SELECT document FROM unlinked ORDER BY document")]

    def read(self) -> int:
        """About how many documents the record holds."""
        return int(self.connection.execute("SELECT coalesce(max(seq), 0) FROM documents").fetchone()[0])

    def _asked(self, question: str, values: Iterable[object]) -> Iterator[tuple[Any, ...]]:
        """Rows of a question whose {} stands for a list of values."""
        told = list(values)
        for at in range(0, len(told), _CHUNK):
            chunk = told[at : at + _CHUNK]
            yield from self.connection.execute(question.format(", ".join("?" * len(chunk))), chunk)

    def happenings(self, ids: Iterable[str]) -> list[Happening]:
        """Happenings by id."""
        return [_unpack(row[0]) for row in self._asked("SELECT record FROM happenings WHERE id IN ({})", ids)]

    def of_documents(self, documents: Iterable[str]) -> list[Happening]:
        """All happenings that some documents tell of."""
        return [_unpack(row[0]) for row in self._asked("SELECT record FROM happenings WHERE document IN ({})", documents)]

    def holding(self, claims: Iterable[str]) -> list[Happening]:
        """Happenings that some claims are of."""
        told = set(claims)
        documents = {str(row[0]) for row in self._asked("SELECT DISTINCT document FROM claims WHERE id IN ({})", sorted(told))}
        return [happening for happening in self.of_documents(sorted(documents)) if told & set(happening.claims)]

    def met(self, happening: Happening) -> list[Happening]:
        """Happenings that one meets: that look for a key of its own, or have one that it looks for."""
        seqs: set[int] = set()
        for keys, seeks in ((happening.found, 1), (happening.sought, 0)):
            seqs |= {row[0] for row in self._asked(f"SELECT seq FROM happening_keys WHERE seeks = {seeks} AND key IN ({{}})", keys)}
        found = (_unpack(row[0]) for row in self._asked("SELECT record FROM happenings WHERE seq IN ({})", sorted(seqs)))
        return [other for other in found if other.id != happening.id]

    def tied(self, ids: Iterable[str]) -> list[Tie]:
        """All ties of some happenings."""
        question = (
            "SELECT a.id, b.id, t.score FROM happenings h JOIN ties t ON t.{} = h.seq"
            " JOIN happenings a ON a.seq = t.one JOIN happenings b ON b.seq = t.other WHERE h.id IN ({})"
        )
        told = sorted(ids)
        found: set[tuple[str, str, float]] = set()
        for end in ("one", "other"):
            found.update(self._asked(question.format(end, "{}"), told))
        return [Tie(*row) for row in sorted(found)]

    def untie(self, ids: Iterable[str]) -> None:
        """Forget all ties of some happenings."""
        told = [(identifier,) for identifier in ids]
        for end in ("one", "other"):
            self.connection.executemany(f"DELETE FROM ties WHERE {end} = (SELECT seq FROM happenings WHERE id = ?)", told)

    def alike(self, hashes: Iterable[int], least: int, common: int) -> list[str]:
        """Ids of documents that share at least so many hashes of a sketch, those left out that more than so many hold."""
        counts: dict[int, int] = {}
        for value in hashes:
            holders = self.connection.execute("SELECT document FROM sketches WHERE hash = ? LIMIT ?", (value, common + 1)).fetchall()
            for (seq,) in holders if len(holders) <= common else ():
                counts[seq] = counts.get(seq, 0) + 1
        return [str(row[0]) for row in self._asked("SELECT id FROM documents WHERE seq IN ({}) ORDER BY id", [seq for seq, n in counts.items() if n >= least])]

    def common(self, hashes: Iterable[int], most: int) -> dict[int, int]:
        """Those of some hashes of sketches that more than so many documents hold, with how many do."""
        question = f"SELECT hash, count(*) FROM sketches WHERE hash IN ({{}}) GROUP BY hash HAVING count(*) > {most}"
        return dict(self._asked(question, hashes))

    def repeating(self, hashes: Iterable[int]) -> list[str]:
        """Ids of documents that hold one of some hashes in their sketches and are copies, or have any."""
        told, found = list(hashes), set()
        for end in ("subject", "object"):
            question = f"SELECT d.id FROM sketches s JOIN documents d ON d.seq = s.document JOIN decisions c ON c.{end} = d.id AND c.kind = 'copy'"
            found |= {str(row[0]) for row in self._asked(question + " WHERE s.hash IN ({})", told)}
        return sorted(found)

    def namings(self, families: Iterable[tuple[str, str]], most: int) -> list[Naming]:
        """All ways of naming of some families, each by its most frequent names and words."""
        question = "SELECT words, claims FROM naming_words WHERE key = ? AND kind = ? ORDER BY claims DESC, length(words), words LIMIT ?"
        found = []
        for first, last in families:
            for (key,) in self.connection.execute("SELECT key FROM namings WHERE key BETWEEN ? AND ? ORDER BY key", (first, last)).fetchall():
                found.append(Naming(key, *(tuple(self.connection.execute(question, (key, kind, most)).fetchall()) for kind in range(len(COUNTS)))))
        return found

    def shown(self, families: Iterable[tuple[str, str]]) -> dict[str, tuple[str, str]]:
        """Way of naming -> the entity that it means and the name that readers know that one by, of some families."""
        question = "SELECT n.key, n.entity, coalesce(e.name, '') FROM namings n LEFT JOIN entities e ON e.id = n.entity WHERE n.key BETWEEN ? AND ?"
        return {str(key): (str(entity), str(name)) for family in families for key, entity, name in self.connection.execute(question, family)}

    def bearers(self, keys: Iterable[str]) -> dict[str, str]:
        """Way of naming -> id of the entity that it means; "" = nil."""
        return {str(key): str(entity) for key, entity in self._asked("SELECT key, entity FROM namings WHERE key IN ({})", keys)}

    def events_of(self, claims: Iterable[str]) -> list[str]:
        """Ids of the events that claims are in."""
        return sorted({str(row[0]) for row in self._asked("SELECT event FROM event_claims WHERE claim IN ({})", claims)})

    def events_named(self, key: str) -> list[str]:
        """Ids of the events that have a speaker of some key."""
        question = (
            "SELECT DISTINCT e.event FROM naming_words w JOIN claims c ON c.speaker = w.words JOIN event_claims e ON e.claim = c.id"
            " WHERE w.key = ? AND w.kind = 0"
        )
        return sorted(row[0] for row in self.connection.execute(question, (key,)))

    def claims(self, ids: Iterable[str]) -> list[Claim]:
        """Claims by id."""
        return [msgspec.json.decode(row[0], type=Claim) for row in self._asked("SELECT record FROM claims WHERE id IN ({})", ids)]

    def documents(self, ids: Iterable[str]) -> list[tuple[Document, Page]]:
        """Documents by id, with their segments."""
        rows = self._asked("SELECT record, segments FROM documents WHERE id IN ({}) ORDER BY id", ids)
        return [(msgspec.json.decode(d, type=Document), msgspec.json.decode(p, type=Page)) for d, p in rows]

    def originals(self, documents: Iterable[str]) -> dict[str, str]:
        """Copy -> original, of some documents."""
        rows = self._asked("SELECT subject, object FROM decisions WHERE kind = 'copy' AND subject IN ({})", documents)
        return {str(copy): str(original) for copy, original in rows}

    def events(self, ids: Iterable[str]) -> list[Event]:
        """Events by id."""
        return [msgspec.json.decode(row[0], type=Event) for row in self._asked("SELECT record FROM events WHERE id IN ({})", ids)]

    def entity_names(self, keys: Iterable[str]) -> dict[str, str]:
        """Key -> the name that readers know an entity by."""
        return {str(key): str(name) for key, name in self._asked("SELECT id, name FROM entities WHERE id IN ({})", keys)}

    def attacks(self, days: Iterable[str], country: str, areas: Sequence[str] = ()) -> list[Event]:
        """Attacks in a country that began on one of some days; only those told of places of some precisions where any is given."""
        where = f"type = 'ASSAULT' AND country = {_quoted(country)}"
        if areas:
            where += f" AND json_extract(record, '$.place.precision') IN ({', '.join(map(_quoted, areas))})"
        rows = self._asked(f"SELECT record FROM events WHERE day IN ({{}}) AND {where}", days)
        return [msgspec.json.decode(row[0], type=Event) for row in rows]

    # ---- replacing what is derived ----

    def update_wholes(self, events: Iterable[Event]) -> None:
        """Write anew what events are part of."""
        self.connection.executemany("UPDATE events SET whole = ?, record = ? WHERE id = ?", [(event.whole, _encode(event), event.id) for event in events])

    def drop(self, dropped: Dropped) -> None:
        """Forget events, what hangs on them, and decisions that are made anew."""
        rows = [(event,) for event in dropped.events]
        for table, column in (("events", "id"), ("event_claims", "event"), ("conflicts", "event"), ("sums", "event")):
            self.connection.executemany(f"DELETE FROM {table} WHERE {column} = ?", rows)
        self.connection.executemany("DELETE FROM decisions WHERE kind = 'part' AND subject = ?", [(event,) for event in (*dropped.events, *dropped.parts)])
        for column in ("subject", "object"):
            told = [(identifier,) for identifier in dropped.happenings]
            self.connection.executemany(f"DELETE FROM decisions WHERE {column} = ? AND substr(id, 1, 5) = 'link:'", told)
        self.connection.executemany("DELETE FROM decisions WHERE kind = 'copy' AND subject = ?", [(copy,) for copy in dropped.copies])
        self.connection.executemany("DELETE FROM entities WHERE id BETWEEN ? AND ?", dropped.families)
        ids = [(f"name:{first}" + "|" * (first == last), f"name:{last}|\U0010ffff") for first, last in dropped.families]
        self.connection.executemany("DELETE FROM decisions WHERE id BETWEEN ? AND ?", ids)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def numbered(rows: Iterable[Row]) -> Iterator[tuple[str, int, Row]]:
    """Event, number within it, row."""
    numbers: dict[str, int] = {}
    for row in rows:
        numbers[row.event] = numbers.get(row.event, -1) + 1
        yield row.event, numbers[row.event], row
