"""Store: opens a record file, migrates it, writes readings and what link made of them."""

from __future__ import annotations

import sqlite3
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from dateline.errors import InputError, RecordError
from dateline.records import Capture, Claim, Decision, Document, Event, Finding, Linked, Page, Revision
from dateline.store.linking import LinkIndex, numbered

MIGRATIONS = Path(__file__).parent / "migrations"
APPLICATION_ID = 0x44544C4E  # "DTLN" in the file header tells our records from other SQLite files
DERIVED = ("entities", "events", "event_claims", "conflicts", "sums", "decisions")
_encode = msgspec.json.Encoder().encode


class Store:
    """A record in one SQLite file.

    Args:
        path: the file; made where it does not exist; ":memory:" keeps it in memory.
        read_only: open without the right to write; the file must exist.

    Raises:
        InputError: there is no such file to read.
        RecordError: not a record of ours, of another version, damaged, or not to be opened; damage found later is told on leaving the context.
    """

    def __init__(self, path: str | Path, *, read_only: bool = False) -> None:
        self.path = str(path)
        if read_only and not Path(self.path).is_file():
            raise InputError("no such record", self.path, "Make one with: dateline read SOURCE... --record " + self.path)
        try:
            address = f"{Path(self.path).absolute().as_uri()}?mode=ro" if read_only else self.path
            self.connection = sqlite3.connect(address, uri=read_only, isolation_level=None, check_same_thread=False)
            self._check_identity(read_only)
            if not read_only:
                self.connection.execute("PRAGMA journal_mode = WAL")
                self.connection.execute("PRAGMA synchronous = NORMAL")
                self._migrate()
        except sqlite3.DatabaseError as error:
            raise RecordError(f"cannot be opened as a record ({error})", self.path, "Name a record made by dateline read, or a new file.") from error

    def close(self) -> None:
        self.connection.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        self.close()
        if type(error) is sqlite3.DatabaseError:  # its subclasses are faults of ours, or told where they rise
            raise RecordError(f"is damaged ({error})", self.path, "Put back a copy of the file, or read the pages into a new record.") from error

    # ---- opening ----

    def _check_identity(self, read_only: bool) -> None:
        application = self.connection.execute("PRAGMA application_id").fetchone()[0]
        is_empty = self.connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
        if application != APPLICATION_ID and not is_empty:
            raise RecordError("is a database, but not a Dateline record", self.path, "Name another file.")
        version = self.connection.execute("PRAGMA user_version").fetchone()[0]
        newest = len(_migrations())
        if version < newest and read_only:
            remedy = f"Bring it up with: dateline relink --record {self.path}"
            raise RecordError(f"was written by an older Dateline (version {version} of {newest})", self.path, remedy)
        if version > newest:
            raise RecordError(f"was written by a newer Dateline (version {version}, this one knows {newest})", self.path, "Upgrade Dateline to open it.")

    def _migrate(self) -> None:
        version = self.connection.execute("PRAGMA user_version").fetchone()[0]
        for number, path in enumerate(_migrations(), 1):
            if number > version:
                script = path.read_text(encoding="utf-8")
                stamps = f"PRAGMA user_version = {number};\nPRAGMA application_id = {APPLICATION_ID};"
                self.connection.executescript(f"BEGIN IMMEDIATE;\n{script}\n{stamps}\nCOMMIT;")

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All or nothing.

        Raises:
            RecordError: the disk is full, the file is locked or not writable; nothing of the transaction is kept.
        """
        try:
            self.connection.execute("BEGIN IMMEDIATE")
            yield self.connection
            self.connection.execute("COMMIT")
        except sqlite3.OperationalError as error:
            self._roll_back()
            raise RecordError(f"cannot be written ({error})", self.path, "Free space or close the other writer, then run the command again.") from error
        except BaseException:
            self._roll_back()
            raise

    def _roll_back(self) -> None:
        if self.connection.in_transaction:
            self.connection.execute("ROLLBACK")

    # ---- writing what was observed ----

    def has(self, document: str) -> bool:
        """True when a document of this id is in the record."""
        return self.connection.execute("SELECT 1 FROM documents WHERE id = ?", (document,)).fetchone() is not None

    def save(
        self,
        document: Document,
        page: Page,
        claims: Iterable[Claim],
        *,
        findings: Iterable[tuple[int, Finding]] = (),
        capture: tuple[Capture, bytes] | None = None,
        names: Mapping[int, tuple[str, str]] | None = None,
    ) -> bool:
        """Keep one reading; False where the record has this text of this page already.

        Args:
            findings: (item number, finding) for each checked sentence of the page's recaps.
            names: number of an item -> (the name it keeps over revisions of its page, when other words of it were read);
                where none are given, items of one number are taken for the same.
        """
        if self.has(document.id):
            return False
        with self.transaction() as connection:
            if capture:
                self._save_capture(connection, *capture)
            self._save_document(connection, document, page, names)
            self._save_claims(connection, claims)
            rows = ((document.id, item, number, finding.verdict, _encode(finding)) for number, (item, finding) in enumerate(findings))
            connection.executemany("INSERT INTO findings VALUES (?, ?, ?, ?, ?)", rows)
        return True

    def _save_capture(self, connection: sqlite3.Connection, capture: Capture, content: bytes) -> None:
        row = (capture.sha256, capture.media_type, capture.url, capture.name, capture.fetched, capture.status)
        connection.execute(
            "INSERT OR IGNORE INTO captures VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (*row, _encode(capture.headers).decode(), zlib.compress(content, 6))
        )

    def _save_document(self, connection: sqlite3.Connection, document: Document, page: Page, names: Mapping[int, tuple[str, str]] | None) -> None:
        key = document.url or document.name or document.id
        revision = connection.execute("SELECT coalesce(max(revision), 0) + 1 FROM documents WHERE page = ?", (key,)).fetchone()[0]
        published = max((item.published[:10] for item in page.items if item.published), default=document.published[:10] or None)
        row = (document.id, key, revision, document.source, document.outlet, document.title, published, document.fetched, _encode(document), _encode(page))
        connection.execute(
            "INSERT INTO documents (id, page, revision, source, outlet, title, published, fetched, record, segments) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row
        )
        connection.execute("INSERT INTO unlinked VALUES (?)", (document.id,))
        if names is None:
            first = document.id if revision == 1 else connection.execute("SELECT id FROM documents WHERE page = ? AND revision = 1", (key,)).fetchone()[0]
            names = {i.number: (f"{first}-{i.number}", document.fetched if revision > 1 else "") for i in page.items}
        rows = ((document.id, i.number, i.form, i.title, _utc(i.published or ""), i.url, i.repeats, *names[i.number]) for i in page.items if i.number > 0)
        connection.executemany("INSERT INTO items VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
        for s in page.sentences:
            words = document.text[s.start : s.end]
            cursor = connection.execute(
                "INSERT INTO sentences (document, number, item, start, end, text) VALUES (?, ?, ?, ?, ?, ?)",
                (document.id, s.number, s.item, s.start, s.end, words),
            )
            connection.execute("INSERT INTO sentences_text (rowid, text) VALUES (?, ?)", (cursor.lastrowid, words))

    # ---- writing what is derived ----

    def _save_claims(self, connection: sqlite3.Connection, claims: Iterable[Claim]) -> None:
        for claim in claims:
            connection.execute(
                "INSERT INTO claims (id, document, item, sentence, kind, event, mode, status, actor, actor_country, recipient_country, place,"
                " place_id, country, speaker, day, until, published, record) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                _claim_row(claim),
            )
            connection.executemany(
                "INSERT INTO figures VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                ((claim.id, n, f.measure, f.object, f.low, f.high, f.op, f.of, f.text, f.start, f.end, _told(claim)) for n, f in enumerate(claim.figures)),
            )

    def replace_claims(self, readings: Iterable[tuple[str, tuple[Claim, ...]]]) -> None:
        """Claims of all documents anew, as (document id, claims), after rules have changed."""
        with self.transaction() as connection:
            connection.execute("DELETE FROM figures")
            connection.execute("DELETE FROM claims")
            for _, claims in readings:
                self._save_claims(connection, claims)

    def replace_revisions(self, revisions: Iterable[Revision]) -> None:
        """What later readings changed, anew."""
        with self.transaction() as connection:
            connection.execute("DELETE FROM revisions")
            connection.executemany("INSERT INTO revisions VALUES (?, ?, ?)", ((r.document, r.earlier, _encode(r)) for r in revisions))

    def add_revisions(self, revisions: Iterable[Revision]) -> None:
        """What new readings changed."""
        with self.transaction() as connection:
            connection.executemany("INSERT OR REPLACE INTO revisions VALUES (?, ?, ?)", ((r.document, r.earlier, _encode(r)) for r in revisions))

    def replace_linked(self, linked: Linked) -> None:
        """Entities, events, conflicts, sums and machine decisions anew, and what later documents are linked by."""
        with self.transaction() as connection:
            for table in DERIVED:
                connection.execute(f"DELETE FROM {table}")
            self.insert_linked(linked)
            LinkIndex(connection).replace(linked)
            connection.execute("ANALYZE")  # pages choose their indexes by it

    @property
    def links(self) -> LinkIndex:
        """What new documents are linked by; writing to it belongs in a transaction."""
        return LinkIndex(self.connection)

    def insert_linked(self, linked: Linked) -> None:
        """Add what link made to what stands; the caller holds the transaction."""
        connection = self.connection
        connection.executemany("INSERT OR REPLACE INTO entities VALUES (?, ?, ?, ?)", ((e.id, e.kind, e.name, _encode(e)) for e in linked.entities))
        decisions = ((d.id, d.kind, d.subject, d.object, _encode(d)) for d in linked.decisions)
        connection.executemany("INSERT INTO decisions (id, kind, subject, object, record) VALUES (?, ?, ?, ?, ?)", decisions)
        for home, number, conflict in numbered(linked.conflicts):
            connection.execute("INSERT INTO conflicts VALUES (?, ?, ?, ?, ?)", (home, number, conflict.question, conflict.kind, _encode(conflict)))
        connection.executemany("INSERT INTO sums VALUES (?, ?, ?)", ((home, number, _encode(total)) for home, number, total in numbered(linked.sums)))
        differing = Counter(conflict.event for conflict in linked.conflicts if conflict.kind in {"differs", "denies"})
        for event in linked.events:
            self._save_event(connection, event, differing[event.id])

    def _save_event(self, connection: sqlite3.Connection, event: Event, differing: int) -> None:
        place = event.place
        row = (event.id, event.type, event.mode, event.day, event.until, place.name if place else "", (place.country or "") if place else "")
        counts = (event.section, event.whole, event.speakers, event.reports, differing)
        connection.execute("INSERT OR REPLACE INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", (*row, *counts, _encode(event)))
        connection.executemany("INSERT OR IGNORE INTO event_claims VALUES (?, ?)", ((event.id, claim) for claim in event.claims))

    def remember(self, source: str, state: bytes) -> None:
        """Keep what polling remembers of a source, as JSON, until the next poll."""
        with self.transaction() as connection:
            connection.execute("INSERT INTO watch_states VALUES (?, ?) ON CONFLICT (source) DO UPDATE SET record = excluded.record", (source, state))

    def decide(self, decision: Decision) -> None:
        """Keep an editor's decision; it holds from the next relink on."""
        with self.transaction() as connection:
            connection.execute("INSERT INTO editor_decisions (id, record) VALUES (?, ?)", (decision.id, _encode(decision)))


def _migrations() -> list[Path]:
    return sorted(MIGRATIONS.glob("*.sql"))


def _utc(published: str) -> str:
    """A minute with its zone as UTC, so that times sort as text; a day, or a minute without zone, as it is."""
    if len(published) <= 16:
        return published
    moment = datetime.fromisoformat(published)
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z") if moment.tzinfo else published


def _told(claim: Claim) -> str:
    """The day by which a claim's figures are listed: of its event, else of its telling."""
    return (claim.time.start if claim.time else None) or claim.published or ""


def _countries(role: object) -> str:
    country = getattr(role, "country", None)
    return " ".join(country) if isinstance(country, tuple) else country or ""


def _claim_row(claim: Claim) -> tuple[object, ...]:
    place, time = claim.place, claim.time
    actor = (claim.actor.name or claim.actor.text) if claim.actor else ""
    speaker = (claim.speaker.name or claim.speaker.text) if claim.speaker else ""
    return (
        claim.id, claim.document, claim.item, claim.sentence, claim.kind, claim.event, claim.mode, claim.status, actor, _countries(claim.actor),
        _countries(claim.recipient), (place.name or place.text) if place else "", place.id if place else "", (place.country or "") if place else "", speaker,
        time.start if time else None, time.end if time else None, claim.published, _encode(claim),
    )  # fmt: skip
