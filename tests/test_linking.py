"""New documents in a record that stands: an event may get another name, its old address still leads to it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec
import pytest
from litestar.testing import TestClient

from dateline.config import load_desk
from dateline.pipeline import Pipeline, link_new, relink
from dateline.records import Decision, Document, Event
from dateline.server import app
from dateline.store import Store, queries

PIPELINE = Pipeline(load_desk("russia-ukraine"))
LATER = ("2025-03-06", "The toll of Tuesday's drone strike on the market in Sumy has risen to 14, the mayor said.")
FIRST = ("2025-03-04", "A drone struck the market in Sumy on Tuesday and killed 11 people, the mayor said.")
OTHER = ("2025-03-05", "Shells hit a school in Nikopol on Wednesday and wounded two teachers.")


def read(store: Store, *told: tuple[str, str]) -> list[str]:
    """Pages read and linked one by one; the id of the one event in Sumy after each."""
    names = []
    for day, words in told:
        reading = PIPELINE.read(Document(f"{day}-page", words, name=day, outlet=day, published=day))
        store.save(reading.document, reading.page, reading.claims)
        link_new(store, PIPELINE.desk)
        names += [event.id for event in in_sumy(store)]
    return names


def in_sumy(store: Store) -> Sequence[Event]:
    return queries.events(store, queries.Filter(place="Sumy"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "record.sqlite"


def test_an_address_leads_to_the_event_that_has_its_claim_now(path: Path) -> None:
    with Store(path) as store:
        old, now = read(store, LATER, FIRST)
    assert old != now  # an earlier report came later
    with TestClient(app(path, PIPELINE.desk)) as client:
        for form, query in (("", ""), (".json", ""), ("", "?theme=dark")):
            answer = client.get(f"/event/{old}{form}{query}", follow_redirects=False)
            assert (answer.status_code, answer.headers["location"]) == (302, f"/event/{now}{form}{query}")
        assert client.get(f"/event/{now}", follow_redirects=False).status_code == 200
        assert client.get("/event/000000000000").status_code == 404


def test_a_split_gives_each_address_its_own_event_back(path: Path) -> None:
    with Store(path) as store:
        old, now = read(store, LATER, FIRST)
        (event,) = in_sumy(store)
        first, later = (next(c for c in event.claims if c.startswith(name)) for name in (now, old))
        store.decide(Decision("ed", "split", first, later, by="editor"))
        relink(store, PIPELINE.desk)
        assert {event.id for event in in_sumy(store)} == {old, now}
        assert [queries.event_now(store, name) for name in (old, now)] == [old, now]


def test_what_happened_elsewhere_changes_no_name(path: Path) -> None:
    with Store(path) as store:
        (name,) = read(store, FIRST)
        assert read(store, OTHER) == [name]
        relink(store, PIPELINE.desk)
        assert [event.id for event in in_sumy(store)] == [name]


@pytest.mark.parametrize("name", ["", "raid", "%", "'; DROP TABLE events", "ABCDEFABCDEF", "0" * 40])
def test_what_is_no_name_leads_nowhere(path: Path, name: str) -> None:
    with Store(path) as store:
        read(store, FIRST)
        assert queries.event_now(store, name) == ""


def test_a_claim_read_more_changes_no_name_of_others() -> None:
    words = "Drones hit Sumy. Shells hit Nikopol. The mayor said two people died in Sumy."
    reading = PIPELINE.read(Document("d", words, name="d", published="2025-03-04"))
    ids = [claim.id for claim in reading.claims]
    assert len(set(ids)) == len(ids) > 2
    again = PIPELINE.read(msgspec.structs.replace(reading.document, text=words + " Missiles hit Odesa."))
    assert ids == [claim.id for claim in again.claims][: len(ids)]
