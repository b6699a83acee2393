"""Decisions in the browser: only for who holds the token, only on this machine, only from this site; kept and taken back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from dateline.config import load_desk
from dateline.errors import InputError
from dateline.pipeline import Pipeline, add, relink
from dateline.publish.record import Record
from dateline.publish.reviews import review
from dateline.read import documents
from dateline.records import Decision
from dateline.reviewing import Reviewing, token
from dateline.server import app, editing, run
from dateline.store import Store, queries
from tests.desk_record import desk, made
from tests.test_conflicts import SAMPLES

Client = TestClient[Any]
HOME = "http://127.0.0.1:8787"


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two reports of one strike and two of another matter, linked."""
    path = tmp_path_factory.mktemp("review") / "record.sqlite"
    with Store(path) as store:
        for name in ("stepova.exchange.txt", "volga-line.exchange.txt", "baltic-courier.exchange.txt"):
            add(store, Pipeline(load_desk("russia-ukraine")), documents(SAMPLES / name), lambda _: None)
        relink(store, load_desk("russia-ukraine"))
    return path


@pytest.fixture
def door() -> Reviewing:
    return editing(load_desk("russia-ukraine"), "Ana")


def asked_from(host: str, served: Litestar) -> Any:
    """The server as one at an address sees it."""

    async def answer(scope: dict[str, Any], receive: Any, send: Any) -> None:
        seen: Any = {**scope, "client": (host, 50_000)} if scope["type"] == "http" else scope
        await served(seen, receive, send)

    return answer


@pytest.fixture
def client(samples: Path, door: Reviewing) -> Iterator[Client]:
    served = app(samples, load_desk("russia-ukraine"), reviewing=door)
    with TestClient(asked_from("127.0.0.1", served), base_url=HOME) as client:
        yield client


@pytest.fixture
def editor(client: Client, door: Reviewing) -> Client:
    """A client that came in with the token."""
    answer = client.get(f"/review?token={door.token}", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/review")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=strict" in cookie and "path=/review" in cookie
    return client


def sent(editor: Client, **fields: str) -> dict[str, str]:
    """What the first form of the queue sends, with some fields changed."""
    text = editor.get("/review").text
    found = dict(re.findall(r'name="(\w+)" value="([^"]*)"', text[text.index('class="decide"') :].partition("</form>")[0]))
    return found | fields


def held(path: Path) -> list[Decision]:
    with Store(path, read_only=True) as store:
        return queries.editor_decisions(store)


def test_a_server_that_was_not_told_to_review_has_no_such_page(samples: Path) -> None:
    with TestClient(app(samples, load_desk("russia-ukraine")), base_url=HOME) as client:
        assert client.get("/review").status_code == 404
        assert client.post("/review", data={"kind": "join"}).status_code in {404, 405}


def test_nobody_comes_in_without_the_token(client: Client, door: Reviewing) -> None:
    assert client.get("/review").status_code == 403
    assert client.get("/review?token=guess").status_code == 403
    assert client.get("/review?token=").status_code == 403
    assert client.post("/review", data={"kind": "join", "secret": door.secret}).status_code == 403


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8787", "127.0.0.1.evil.example", "192.168.1.5:8787", ""])
def test_a_name_given_to_this_machine_by_others_is_refused(editor: Client, host: str) -> None:
    assert editor.get("/review", headers={"host": host}).status_code == 403


def test_another_machine_is_refused(samples: Path, door: Reviewing) -> None:
    served = app(samples, load_desk("russia-ukraine"), reviewing=door)
    with TestClient(asked_from("192.168.1.5", served), base_url=HOME) as client:
        assert client.get(f"/review?token={door.token}").status_code == 403


@pytest.mark.parametrize("headers", [{"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}])
def test_a_form_of_another_site_decides_nothing(editor: Client, samples: Path, headers: dict[str, str]) -> None:
    before = held(samples)
    assert editor.post("/review", data=sent(editor, kind="split"), headers=headers).status_code == 403
    assert held(samples) == before


@pytest.mark.parametrize("secret", ["", "guess"])
def test_a_form_without_its_secret_decides_nothing(editor: Client, samples: Path, secret: str) -> None:
    before = held(samples)
    assert editor.post("/review", data=sent(editor, kind="split", secret=secret)).status_code == 403
    assert held(samples) == before


def test_the_token_is_not_in_the_page_and_the_secret_not_in_json(editor: Client, door: Reviewing) -> None:
    page, told = editor.get("/review"), editor.get("/review?format=json")
    assert door.token not in page.text and door.secret in page.text
    assert door.token not in told.text and door.secret not in told.text
    assert page.headers["cache-control"] == told.headers["cache-control"] == "no-store"
    assert told.json()["editor"] == "Ana" and told.json()["pairs"]


def test_a_decision_is_kept_and_taken_back(editor: Client, samples: Path) -> None:
    form = sent(editor, kind="split")
    with Store(samples, read_only=True) as store:
        assert queries.event_of_claim(store, form["subject"]) == queries.event_of_claim(store, form["object"])
    answer = editor.post("/review", data=form)
    assert answer.status_code == 200 and "Kept: not one happening." in answer.text
    last = held(samples)[-1]
    assert (last.kind, last.subject, last.object, last.by, last.undone) == ("split", form["subject"], form["object"], "Ana", False)
    with Store(samples, read_only=True) as store:
        assert queries.event_of_claim(store, form["subject"]) != queries.event_of_claim(store, form["object"])
    told = editor.get("/review?format=json").json()
    assert [(one["subject"], one["object"]) for one in told["held"]] == [(form["subject"], form["object"])]
    assert (form["subject"], form["object"]) not in [(pair["first"]["claim"], pair["second"]["claim"]) for pair in told["pairs"]]
    assert "Taken back" in editor.post("/review", data={**form, "undo": "yes"}).text
    assert held(samples)[-1].undone
    with Store(samples, read_only=True) as store:
        assert queries.event_of_claim(store, form["subject"]) == queries.event_of_claim(store, form["object"])


@pytest.mark.parametrize("fields", [{"kind": "marry"}, {"kind": ""}, {"subject": "nobody"}, {"object": ""}])
def test_bad_input_is_told_and_keeps_nothing(editor: Client, samples: Path, fields: dict[str, str]) -> None:
    before = held(samples)
    answer = editor.post("/review", data=sent(editor, **{"kind": "split", **fields}))
    assert answer.status_code == 400 and held(samples) == before


def test_one_event_can_be_looked_at_alone(editor: Client, samples: Path) -> None:
    first = editor.get("/review?format=json").json()["pairs"][0]["first"]
    told = editor.get(f"/review?event={first['event']}&format=json").json()
    assert told["event"] == first["event"] and told["event_title"]
    assert 0 < told["total"] <= editor.get("/review?format=json").json()["total"]


def test_the_least_sure_come_first(tmp_path: Path) -> None:
    with Store(made(tmp_path / "record.sqlite"), read_only=True) as store:
        page = review(Record(store, desk()), "Ana", ())
    assert [pair.kind for pair in page.pairs] == ["join"] and page.pairs[0].other == "split" and not page.held


def test_only_this_machine_may_be_listened_to(samples: Path) -> None:
    with pytest.raises(InputError, match="this machine"):
        run(samples, load_desk("world"), "0.0.0.0", 0, lambda _: None, editor="Ana")


def test_tokens_are_long_and_new() -> None:
    assert len(token()) >= 32 and token() != token()
