"""The store: what goes in comes out; what is not ours is refused; a failed write leaves the record as it was."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import msgspec
import pytest

from dateline.errors import InputError, RecordError
from dateline.records import Capture, Claim, Conflict, Decision, Document, Event, Figure, Item, Linked, Match, Page, Passage, Role, Sentence, When, Where
from dateline.store import Store, listings, queries
from dateline.store.sqlite import APPLICATION_ID, MIGRATIONS

TEXT = "Gunmen killed 12 people in Goma on Monday, the army said."


def document(identifier: str = "d1", text: str = TEXT) -> Document:
    return Document(identifier, text, name="goma.txt", title="Goma")


def page() -> Page:
    return Page(
        (Item(1, "article", "Goma", 0, len(TEXT), "2025-03-03"),), (Passage(0, 1, "paragraph", 0, len(TEXT)),), (Sentence(0, 1, 0, 0, len(TEXT), "paragraph"),)
    )


def claim(identifier: str = "c1", document_id: str = "d1") -> Claim:
    return Claim(
        identifier, document_id, 1, 0, 0, 0, len(TEXT), "event", "ASSAULT", "firearms", "claimed", Match("kill", "g"),
        actor=Role("Gunmen", 0, 6), place=Where("Goma", 27, 31, name="Goma", country="COD", precision="settlement"),
        time=When("Monday", 35, 41, "2025-03-03", "2025-03-03"), speaker=Role("the army", 43, 51, country="COD"),
        figures=(Figure("12", 14, 16, "killed", "person", 12, 12),), published="2025-03-03",
    )  # fmt: skip


def filled() -> Store:
    store = Store(":memory:")
    store.save(document(), page(), [claim()], capture=(Capture("ab" * 32, name="goma.txt"), TEXT.encode()))
    event = Event("e1", "ASSAULT", "firearms", "Attack in Goma", ("c1",), "2025-03-03", "2025-03-03", claim().place, speakers=1, reports=1, section="Violence")
    store.replace_linked(
        Linked(events=(event,), conflicts=(Conflict("e1", "how many killed (person)", "differs", ()),), decisions=(Decision("x", "join", "c1", "e1"),))
    )
    return store


def test_what_goes_in_comes_out() -> None:
    store = filled()
    assert queries.document(store, "d1") == (document(), page())
    assert queries.claims(store) == [claim()]
    assert queries.claims(store, "d1") == queries.claims_of_event(store, "e1") == [claim()]
    assert queries.capture(store, "ab" * 32) == (Capture("ab" * 32, name="goma.txt"), TEXT.encode())
    assert queries.event_of_claim(store, "c1") == "e1"
    assert [d.id for d in queries.decisions(store, "e1")] == ["x"]
    assert queries.counts(store) == queries.Counts(1, 1, 1, 1, 1)
    assert [(f.measure, f.low, f.event_id) for f in queries.figures(store, "killed", "person")] == [("killed", 12.0, "e1")]


def test_the_same_text_of_a_page_is_kept_once_and_a_changed_one_is_a_revision() -> None:
    store = filled()
    assert not store.save(document(), page(), [claim()])
    assert store.save(document("d2", TEXT.replace("12", "14")), page(), [])
    assert [(d.id, d.revision) for d in queries.documents(store)] == [("d1", 1), ("d2", 2)]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (queries.Filter(after="2025-03-03", before="2025-03-03"), 1),
        (queries.Filter(after="2025-03-04"), 0),
        (queries.Filter(type="ASSAULT"), 1),
        (queries.Filter(type="ASSAULT/drone"), 0),
        (queries.Filter(place="Goma", country="COD"), 1),
        (queries.Filter(speaker="the army"), 1),
        (queries.Filter(speaker="the navy"), 0),
        (queries.Filter(section="Violence", has_conflict=True), 1),
    ],
)
def test_events_are_filtered(wanted: queries.Filter, found: int) -> None:
    assert len(queries.events(filled(), wanted)) == found


def test_search_finds_by_stem_and_survives_operators() -> None:
    store = filled()
    assert [hit.number for hit in queries.search(store, "killing person")] == []
    assert [hit.number for hit in queries.search(store, "killed people")] == [0]
    assert queries.search(store, '") OR (* NEAR') == []


def test_a_foreign_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE t (x)")
    with pytest.raises(RecordError, match="not a Dateline record"):
        Store(path)


def test_a_text_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("not a database, but long enough to be taken for the header of one " * 40)
    with pytest.raises(RecordError, match=r"notes\.txt"):
        Store(path)


def test_a_newer_record_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "new.sqlite"
    with Store(path) as store:
        store.connection.execute("PRAGMA user_version = 999")
    with pytest.raises(RecordError, match="newer Dateline"):
        Store(path)


def test_a_missing_record_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such record"):
        Store(tmp_path / "none.sqlite", read_only=True)


def test_a_full_disk_leaves_the_record_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "full.sqlite"
    with Store(path) as store:
        store.save(document(), page(), [claim()])
        pages = store.connection.execute("PRAGMA page_count").fetchone()[0]
        store.connection.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(RecordError, match="full"):
            store.save(document("d2", TEXT + "\n" + "word " * 200_000), page(), [claim("c2", "d2")])
        assert [d.id for d in queries.documents(store)] == ["d1"]
    with Store(path) as store:
        assert len(queries.claims(store)) == 1


def test_a_record_of_an_older_version_is_brought_up_by_writing_only(tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite"
    with sqlite3.connect(path) as old:
        old.executescript(sorted(MIGRATIONS.glob("*.sql"))[0].read_text(encoding="utf-8"))
        row = ("d1", "goma.txt", 1, "", "", "Goma", "2025-03-03", "", msgspec.json.encode(document()), msgspec.json.encode(page()))
        columns = "id, page, revision, source, outlet, title, published, fetched, record, segments"
        old.execute(f"INSERT INTO documents ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
        old.execute("PRAGMA user_version = 1")
        old.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    old.close()
    with pytest.raises(RecordError, match="older Dateline"):
        Store(path, read_only=True)
    with Store(path) as store:
        assert [(row.title, row.published) for row in listings.updates(store, limit=5)] == [("Goma", "2025-03-03")]
    Store(path, read_only=True).close()
