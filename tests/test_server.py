"""The server: pages, their JSON, headers, limits, preferences, live stream. Loopback only."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
import pytest
from litestar import Litestar
from litestar.testing import TestClient

from dateline.answers import THREADS
from dateline.checking import CHECK_BYTES
from dateline.errors import InputError
from dateline.publish import checks
from dateline.publish.record import Record
from dateline.publish.routes import PAGES
from dateline.publish.wire import Sent, Wire
from dateline.records import Evidence, Finding
from dateline.server import app
from dateline.store import Store
from tests.desk_record import desk, document, findings, made, page
from tests.web import html as html_page
from tests.web import playing

Client = TestClient[Litestar]


def test_every_page_answers_with_html_and_json(client: Client, path: Path) -> None:
    with Store(path, read_only=True) as store:
        addresses = [address for route in PAGES for address in route.addresses(Record(store, desk()))]
    for address in addresses:
        as_html, as_json = client.get(address), client.get(address, headers={"accept": "application/json"})
        assert as_html.status_code == 200 and as_html.headers["content-type"].startswith("text/html"), address
        assert as_json.status_code == 200 and isinstance(as_json.json(), dict), address


@pytest.mark.parametrize(
    "address",
    ["/index.json", "/live.json", "/figures.json", "/event/raid.json", "/brief/2025-03-11.json", "/?format=json", "/speaker/regional%20governor.json"],
)
def test_json_has_addresses_of_its_own(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200 and answer.headers["content-type"].startswith("application/json")
    assert answer.json()


@pytest.mark.parametrize(
    ("address", "media_type", "words"),
    [
        ("/brief/2025-03-11.md", "text/markdown", "# List of key events"),
        ("/brief/2025-03-11.txt", "text/plain", "List of key events"),
        ("/event/raid.csv", "text/csv", "how many launched (drone),differs,Ukraine's air force"),
        ("/figures.csv", "text/csv", "chart,title,day,speaker"),
        ("/export/claims.csv", "text/csv", "id,document"),
        ("/export/places.geojson", "application/geo+json", "FeatureCollection"),
        ("/robots.txt", "text/plain", "Disallow: /search"),
        ("/static/dateline.css", "text/css", "--paper"),
    ],
)
def test_other_forms(client: Client, address: str, media_type: str, words: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200 and answer.headers["content-type"].startswith(media_type)
    assert words in answer.text


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/nothing", 404), ("/event/nothing", 404), ("/source/nothing", 404), ("/static/../server.py", 404), ("/export/passwords.csv", 404),
        ("/brief/2025-02-31", 400), ("/brief/yesterday", 400), ("/events?page=minus", 400), ("/figures?from=x", 400), ("/brief/2001-01-01", 404),
    ],
)  # fmt: skip
def test_errors_are_pages_and_json(client: Client, address: str, status: int) -> None:
    answer = client.get(address)
    assert answer.status_code == status and "<h1" in answer.text
    told = client.get(address, headers={"accept": "application/json"})
    assert told.status_code == status and told.json()["status"] == status


def test_every_answer_is_guarded(client: Client) -> None:
    for address in ("/", "/nothing", "/static/dateline.js", "/feed.atom", "/export/claims.jsonl"):
        headers = client.get(address).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy, address
        assert headers["x-content-type-options"] == "nosniff"


def test_unchanged_pages_are_not_sent_again(client: Client) -> None:
    tag = client.get("/events").headers["etag"]
    again = client.get("/events", headers={"if-none-match": tag})
    assert again.status_code == 304 and not again.content


def test_what_a_reader_sends_is_escaped(client: Client) -> None:
    attack = '"><script>alert(1)</script>'
    for answer in (
        client.get("/search", params={"q": attack}),
        client.get("/figures", params={"speaker": attack}),
        client.post("/check", data={"text": attack}),
    ):
        assert "<script>alert" not in answer.text


def test_theme_and_zone_are_kept(client: Client) -> None:
    answer = client.get("/preferences", params={"theme": "dark", "zone": "Europe/Kyiv", "back": "/events"}, follow_redirects=False)
    assert answer.status_code == 303 and answer.headers["location"] == "/events"
    seen = client.get("/source/night").text
    assert 'data-theme="dark"' in seen and "10:00 EET" in seen
    client.cookies.clear()


@pytest.mark.parametrize("back", ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/a\r\nSet-Cookie: x=1"])
def test_preferences_lead_nowhere_else(client: Client, back: str) -> None:
    assert client.get("/preferences", params={"back": back}, follow_redirects=False).headers["location"] == "/"
    client.cookies.clear()


def test_check_labels_and_filters(client: Client) -> None:
    answer = client.post("/check", data={"text": "It shot down 31."})
    assert answer.status_code == 200 and "v-supported" in answer.text and "Supported" in answer.text
    only = client.post("/check", data={"text": "It shot down 31.", "only": "contradicted"}, headers={"accept": "application/json"}).json()
    assert only["statements"] == [] and dict(only["counts"])["supported"] == 1


def test_check_refuses_what_is_too_long_or_empty(client: Client) -> None:
    assert client.post("/check", data={"text": "  "}).status_code == 400
    assert client.post("/check", data={"text": "x" * (checks.LIMIT + 1)}).status_code == 413
    assert client.post("/check", data={"text": "x" * (CHECK_BYTES + 10)}).status_code == 413


def test_check_says_when_there_is_no_checker(path: Path) -> None:
    with TestClient(app(path, desk())) as client:
        assert client.post("/check", data={"text": "words"}).status_code == 503


def test_a_check_can_be_kept(client: Client) -> None:
    rows = client.post("/check", data={"text": "It shot down 31.", "form": "jsonl"})
    assert rows.headers["content-disposition"] == 'attachment; filename="check.jsonl"'
    assert [json.loads(line)["verdict"] for line in rows.text.splitlines()] == ["supported"]
    report = client.post("/check", data={"text": "It shot down 31.", "form": "html"})
    assert "<style>" in report.text and "It shot down 31." in report.text and "<script" not in report.text


def test_sources_of_the_reader_take_the_place_of_the_record(path: Path) -> None:
    def against(record: Record, text: str, given: str = "") -> Sequence[Finding]:
        evidence = (Evidence("given", 0, 5, given[:5]), Evidence("given", 0, 5, "other")) if given else ()
        return [Finding(text, 0, len(text), "supported" if given else "not-in-source", evidence=evidence)]

    with TestClient(app(path, desk(), check=against)) as client:
        told = client.post("/check", data={"text": "Words.", "against": "First words."}, headers={"accept": "application/json"}).json()
        assert told["statements"][0]["verdict"] == "supported"
        assert told["statements"][0]["evidence"] == [{"text": "First", "outlet": "given source", "href": ""}]


def test_an_address_is_fetched_and_its_own_words_are_checked(path: Path) -> None:
    def fetch(address: str) -> str:
        if "private" in address:
            raise InputError("192.168.0.1 is not public", address)
        return f"It shot down 31, says {address}."

    with TestClient(app(path, desk(), check=findings, fetch=fetch)) as client:
        answer = client.post("/check", data={"address": "https://wire.example/a"})
        assert "It shot down 31, says https://wire.example/a." in answer.text and 'href="https://wire.example/a"' in answer.text
        refused = client.post("/check", data={"address": "http://private.example/"})
        assert refused.status_code == 400 and "192.168.0.1 is not public" in refused.text
    with TestClient(app(path, desk(), check=findings)) as client:
        assert client.post("/check", data={"address": "https://wire.example/a"}).status_code == 400


def test_addresses_of_this_machine_are_not_fetched_unless_told(tmp_path: Path) -> None:
    from dateline.pipeline import page_at

    with playing() as web:
        web.pages["/a"] = html_page("Three bridges fell, the governor said.")
        with pytest.raises(InputError, match="not public"):
            page_at(f"{web.root}/a")
        assert web.paths() == []
        assert "Three bridges fell" in page_at(f"{web.root}/a", local=True).text
    for address in ("file:///etc/passwd", "ftp://wire.example/a", "javascript:alert(1)", "/etc/passwd"):
        with pytest.raises(InputError):
            page_at(address, local=True)


REVIEW = {"claim": "It shot down 31.", "reviewer": "A. Person", "rating": "2", "confirmed": "yes", "appearance": "https://wire.example/a"}


def test_a_review_is_drafted_only_after_a_person_confirms(fresh: Client) -> None:
    draft = fresh.post("/check/review", data={**REVIEW, "evidence": ["/source/night#w38", "https://elsewhere.example/"]})
    told = draft.json()
    assert draft.headers["content-disposition"].startswith("attachment") and told["@type"] == "ClaimReview"
    assert told["reviewRating"]["alternateName"] == "Mostly false" and told["itemReviewed"]["appearance"][0]["url"] == "https://wire.example/a"
    assert [one["url"] for one in told["citation"]] == ["http://testserver.local/source/night#w38"]
    for lacking in ({"confirmed": ""}, {"reviewer": " "}, {"rating": ""}, {"rating": "9"}, {"claim": ""}):
        assert fresh.post("/check/review", data={**REVIEW, **lacking}).status_code == 400, lacking


def test_limits_count_the_connection_and_not_a_header(path: Path) -> None:
    with TestClient(app(path, desk(), check=findings)) as client:
        answers = [client.get("/search", params={"q": "drones"}, headers={"x-forwarded-for": f"10.0.0.{number}"}) for number in range(122)]
        assert answers[0].status_code == 200 and answers[-1].status_code == 429 and 0 < int(answers[-1].headers["retry-after"]) <= 61
        assert client.post("/check", data={"text": "words"}).status_code == 200


@pytest.fixture
def fresh(path: Path) -> Iterator[Client]:
    with TestClient(app(path, desk(), check=findings)) as client:
        yield client


@pytest.mark.parametrize("headers", [{"origin": "https://elsewhere.example"}, {"sec-fetch-site": "cross-site"}, {"origin": "null"}])
@pytest.mark.parametrize("address", ["/check", "/check/review"])
def test_forms_of_other_sites_are_refused(fresh: Client, address: str, headers: dict[str, str]) -> None:
    assert fresh.post(address, data={**REVIEW, "text": "words"}, headers=headers).status_code == 403
    assert fresh.post(address, data={**REVIEW, "text": "words"}, headers={"origin": "http://testserver.local"}).status_code == 200


def test_too_many_checks_are_refused(path: Path) -> None:
    with TestClient(app(path, desk(), check=findings)) as client:
        statuses = [client.post("/check", data={"text": "words"}).status_code for _ in range(32)]
        assert statuses[0] == 200 and statuses[-1] == 429
        assert client.get("/events").status_code == 200


def test_pages_answer_while_texts_are_checked(path: Path) -> None:
    begun, done = threading.Event(), threading.Event()

    def slow(record: Record, text: str) -> Sequence[Finding]:
        begun.set()
        done.wait(20)
        return findings(record, text)

    with TestClient(app(path, desk(), check=slow)) as client, ThreadPoolExecutor(THREADS + 1) as readers:
        sent = [readers.submit(client.post, "/check", data={"text": "words"}) for _ in range(THREADS + 1)]
        begun.wait(20)
        time.sleep(0.3)  # the others have come in
        answer = client.get("/events")
        waiting = [one.done() for one in sent]
        done.set()
        assert answer.status_code == 200 and not any(waiting)
        assert [one.result().status_code for one in sent] == [200] * len(sent)


def test_nothing_can_be_written(client: Client) -> None:
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        assert client.request(method, "/event/raid").status_code == 405


def test_structured_data_of_the_live_page(client: Client) -> None:
    text = client.get("/live").text
    told = json.loads(text.split('<script type="application/ld+json">')[1].split("</script>")[0])
    assert told["@type"] == "LiveBlogPosting" and told["coverageStartTime"] == told["datePublished"] == "2025-03-11"
    assert told["dateModified"] == "2025-03-12"
    assert all("#block-" in update["url"] and update["datePublished"] for update in told["liveBlogUpdate"])


# ---- the wire ----


def wired(told: list[tuple[int, str]]) -> Wire:
    return Wire(lambda: told[-1][0], lambda seq: [one for one in told if one[0] > seq])


async def first(count: int, wire: Wire, last_id: str = "") -> list[Sent]:
    """So many updates of a reader."""
    found: list[Sent] = []
    async for sent in wire.updates(last_id):
        found.append(sent)
        if len(found) == count:
            break
    return found


def test_wire_sends_what_is_new_and_replays_what_was_missed() -> None:
    told = [(1, "<p>a</p>"), (1, "<p>b</p>")]

    async def go() -> list[list[Sent]]:
        wire = wired(told)
        await wire.start()
        waiting = asyncio.ensure_future(first(3, wire))
        await asyncio.sleep(0.05)
        told.append((2, "<p>c</p>"))
        await asyncio.sleep(0.7)
        told.extend([(3, "<p>d</p>"), (3, "<p>e</p>")])
        live = await asyncio.wait_for(waiting, 5)
        replays = [await asyncio.wait_for(first(count, wire, last_id), 3) for count, last_id in ((1, "3-1"), (3, "1-2"), (4, "1-1"))]
        await wire.stop()
        return [live, *replays]

    ids = [[sent.id for sent in sents] for sents in asyncio.run(go())]
    assert ids == [["2-1", "3-1", "3-2"], ["3-2"], ["2-1", "3-1", "3-2"], ["1-2", "2-1", "3-1", "3-2"]]


def test_wire_asks_the_record_once_however_many_read() -> None:
    told, asked = [(1, "<p>a</p>")], []

    def after(seq: int) -> list[tuple[int, str]]:
        asked.append(seq)
        return [one for one in told if one[0] > seq]

    async def go() -> list[list[Sent]]:
        wire = Wire(lambda: told[-1][0], after)
        await wire.start()
        waiting = [asyncio.ensure_future(first(2, wire)) for _ in range(50)]
        await asyncio.sleep(0.05)
        for number in (2, 3):
            told.append((number, f"<p>{number}</p>"))
            await asyncio.sleep(0.4)
        found = await asyncio.wait_for(asyncio.gather(*waiting), 5)
        await wire.stop()
        return found

    assert {tuple(sent.id for sent in sents) for sents in asyncio.run(go())} == {("2-1", "3-1")}
    assert asked == [1, 2]


def test_wire_keeps_documents_whole_and_asks_for_what_it_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.publish.wire.KEPT", 3)
    told = [(1, "<p>a</p>")]

    async def go() -> list[list[Sent]]:
        wire = wired(told)
        await wire.start()
        for number in (2, 3):
            told.extend([(number, "<p>x</p>"), (number, "<p>y</p>")])
            await asyncio.sleep(0.4)
        found = [await asyncio.wait_for(first(count, wire, last_id), 3) for count, last_id in ((3, "2-1"), (1, "3-1"), (4, "1-1"))]
        await wire.stop()
        return found

    ids = [[sent.id for sent in sents] for sents in asyncio.run(go())]
    assert ids == [["2-2", "3-1", "3-2"], ["3-2"], ["2-1", "2-2", "3-1", "3-2"]]


def test_wire_beats_when_nothing_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.publish.wire.HEARTBEAT_SECONDS", 0.02)

    async def go() -> list[Sent]:
        wire = wired([(1, "<p>a</p>")])
        await wire.start()
        found = await asyncio.wait_for(first(2, wire), 3)
        await wire.stop()
        return found

    assert asyncio.run(go()) == [Sent(), Sent()]


def test_a_new_page_reaches_the_wire_as_an_update(tmp_path: Path) -> None:
    from dateline.answers import Reading
    from dateline.server import _rendered

    path = made(tmp_path / "record.sqlite")
    reading = Reading(path, desk())
    with Store(path) as store:
        fresh = document("fresh", "Bridge reopened\n\nTraffic runs again.\n", "Capital Courier")
        store.save(fresh, page(fresh, "2025-03-13"), [])
    sent = _rendered(reading, 4)
    assert len(sent) == 1 and sent[0][0] == 5 and 'id="block-fresh-1"' in sent[0][1] and "Bridge reopened" in sent[0][1]


def test_the_description_says_what_pages_answer(client: Client, path: Path) -> None:
    told = client.get("/openapi.json").json()
    assert told["openapi"] == "3.1.0" and len(told["paths"]) == len(PAGES)
    schemas = told["components"]["schemas"]
    with Store(path, read_only=True) as store:
        record = Record(store, desk())
        for route in PAGES:
            operation = told["paths"][route.path]["get"]
            name = operation["responses"]["200"]["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
            for address in list(route.addresses(record))[:1]:
                answer = client.get(address, params={"format": "json"})
                assert set(answer.json()) == set(schemas[name]["properties"]), address
                assert msgspec.json.decode(answer.content, type=route.page)


@pytest.mark.parametrize(
    ("address", "query"),
    [
        ("/search", {"q": "drone " * 9000}),
        ("/search", {"q": '" OR NEAR( * ^ - : \x00'}),
        ("/figures", {"from": "0001-01-01", "to": "9999-12-31"}),
        ("/places", {"from": "0001-01-01", "to": "9999-12-31"}),
        ("/places", {"bbox": "nan,nan,nan,nan"}),
        ("/places", {"bbox": "1e999,0,1,1"}),
        ("/live", {"with": "x" * 50_000, "page": "999999"}),
        ("/brief/9999-12-31", {}),
        ("/speaker/" + "x" * 9000, {}),
        ("/static/..%2f..%2fserver.py", {}),
        ("/export/..%2fclaims.csv", {}),
        ("/event/%00", {}),
    ],
)
def test_odd_addresses_are_no_fault_of_ours(client: Client, address: str, query: dict[str, str]) -> None:
    begun = time.monotonic()
    assert client.get(address, params=query).status_code in {200, 400, 404}
    assert time.monotonic() - begun < 2


def test_what_cannot_be_read_is_refused_on_every_page(client: Client) -> None:
    for route in PAGES:
        for name, kind in route.query:
            if kind != "text":
                assert client.get(route.path, params={name: "%00x", "format": "json"}).status_code == 400, (route.path, name)


def test_whoever_reads_a_pipe_gets_the_address(tmp_path: Path) -> None:
    record = tmp_path / "record.sqlite"
    Store(record).close()
    command = [sys.executable, "-m", "dateline", "serve", "--record", str(record), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONUNBUFFERED": ""}) as server:
        assert server.stdout is not None
        told: list[str] = []
        reader = threading.Thread(target=lambda: told.append(server.stdout.readline()), daemon=True)  # type: ignore[union-attr]
        reader.start()
        reader.join(20)
        heard = tuple(told)  # before the end of the server empties what it holds back
        server.terminate()
    assert heard and "http://127.0.0.1:" in heard[0]
