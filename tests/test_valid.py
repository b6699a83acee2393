"""Pages by the rules of others: an HTML validator, the standards of feeds, of structured data, and of the described API."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from dateline.publish.editions import EDITIONS
from dateline.publish.record import Record
from dateline.publish.render import View, html
from dateline.publish.report import report
from dateline.publish.reviews import review
from dateline.publish.routes import PAGES, Asked, parts_of
from dateline.records import Decision, Document
from dateline.server import app
from dateline.store import Store
from tests.desk_record import desk, findings

WEB = Path(__file__).parent.parent / "web"
VALIDATOR = WEB / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"
ATOM = "{http://www.w3.org/2005/Atom}"
TOMBSTONE = "{http://purl.org/atompub/tombstones/1.0}deleted-entry"
Client = TestClient[Litestar]


# ---- HTML ----


@pytest.mark.skipif(not VALIDATOR.is_file() or not shutil.which("node"), reason="needs html-validate: cd web && npm ci --ignore-scripts")
def test_every_page_is_valid_html(path: Path, client: Client, tmp_path: Path) -> None:
    with Store(path, read_only=True) as store:
        record = Record(store, desk())
        addresses = [next(iter(route.addresses(record)), route.path) for route in PAGES]
        queue = review(record, "Ana", [Decision("split:one:other", "split", "one", "other", by="Ana")], "secret")
        (tmp_path / "review.html").write_text(html("review.html", queue, record, View("/review")), encoding="utf-8")
        for number, route in enumerate(route for route in PAGES if route.every):
            address = next(iter(route.addresses(record)))
            page = route.build(record, Asked(parts_of(route.path, address), {}))
            assert page is not None
            (tmp_path / f"static{number}.html").write_text(html(route.template, page, record, View(address, menu=route.menu, static=True)), encoding="utf-8")
    more = (
        "/search?q=drones",
        "/live?order=oldest",
        "/check",
        "/nowhere",
        "/figures?speaker=nobody",
        "/source/revised",
        "/event/toll",
        "/places?bbox=30,45,32,48",
    )
    for number, address in enumerate((*addresses, *more)):
        (tmp_path / f"served{number}.html").write_text(client.get(address).text, encoding="utf-8")
    (tmp_path / "checked.html").write_text(client.post("/check", data={"text": "It fell on Monday."}).text, encoding="utf-8")
    assert not _problems(tmp_path, "htmlvalidate.json")


@pytest.mark.skipif(not VALIDATOR.is_file() or not shutil.which("node"), reason="needs html-validate: cd web && npm ci --ignore-scripts")
def test_what_is_sent_away_is_valid_html(client: Client, tmp_path: Path) -> None:
    """Reports and mails carry their style inside: all other rules hold for them too."""
    (tmp_path / "report.html").write_text(report(Document("draft", "It fell on Monday.", name="draft"), findings(None, "It fell on Monday.")), encoding="utf-8")
    mail = client.get("/brief/2025-03-11.eml").content
    (tmp_path / "mail.html").write_text(_html_part(mail), encoding="utf-8")
    config = json.loads((WEB / "htmlvalidate.json").read_text(encoding="utf-8"))
    config["rules"] |= {"no-inline-style": "off", "no-deprecated-attr": "off"}  # mail programs know the old ways
    (tmp_path / "config.json").write_text(json.dumps(config), encoding="utf-8")
    assert not _problems(tmp_path, str(tmp_path / "config.json"))


def _html_part(mail: bytes) -> str:
    from email import message_from_bytes, policy

    body = message_from_bytes(mail, policy=policy.default).get_body(("html",))
    assert body is not None
    return str(body.get_content())


def _problems(folder: Path, config: str) -> list[tuple[str, int, str, str]]:
    command = ["node", str(VALIDATOR), "--config", config, "--formatter", "json", f"{folder}/**/*.html"]
    done = subprocess.run(command, cwd=WEB, capture_output=True, text=True, check=False)
    told = json.loads(done.stdout)
    return [(Path(page["filePath"]).name, one["line"], one["ruleId"], one["message"]) for page in told for one in page["messages"]]


# ---- feeds: RFC 4287, RSS 2.0, JSON Feed 1.1, RFC 6721 ----

FEEDS = ("/feed", "/search", "/speaker/regional%20governor", "/place/Odesa", "/actor/Ukraine%27s%20air%20force", "/tag/ASSAULT/drone", "/corrections", "/brief")


def _feed(client: Client, address: str, ending: str) -> Any:
    answer = client.get(
        f"{address}.{'json' if address == '/feed' and ending == 'feed.json' else ending}", params={"q": "drones"} if address == "/search" else {}
    )
    assert answer.status_code == 200, address
    return answer


@pytest.mark.parametrize("address", FEEDS)
def test_atom_holds_to_its_rules(client: Client, address: str) -> None:
    answer = _feed(client, address, "atom")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    root = ElementTree.fromstring(answer.content)
    assert root.tag == f"{ATOM}feed"
    ids = [node.text or "" for node in root.iter(f"{ATOM}id")]
    assert len(ids) == len(set(ids)) > 1 and all(re.fullmatch(r"urn:dateline:[!-~]+", one) for one in ids)
    links = {node.get("rel"): node.get("href") or "" for node in root.findall(f"{ATOM}link")}
    assert links["self"].startswith("http://testserver.local" + address.split("%")[0]) and links["alternate"].startswith("http://")
    for node in (root, *root.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(node.findall(f"{ATOM}{name}")) == 1, name
        assert datetime.fromisoformat(node.findtext(f"{ATOM}updated") or "").tzinfo
    for entry in root.findall(f"{ATOM}entry"):
        assert entry.find(f"{ATOM}author/{ATOM}name") is not None and entry.find(f"{ATOM}summary") is not None
        assert (entry.findtext(f"{ATOM}published") or "") <= (entry.findtext(f"{ATOM}updated") or "")


@pytest.mark.parametrize("address", FEEDS)
def test_rss_holds_to_its_rules(client: Client, address: str) -> None:
    answer = _feed(client, address, "rss")
    channel = ElementTree.fromstring(answer.content).find("channel")
    assert channel is not None and all(channel.findtext(name) for name in ("title", "link", "description"))
    assert [node.get("rel") for node in channel.findall(f"{ATOM}link")] == ["self"]
    guids = [node.text for node in channel.iter("guid")]
    assert len(guids) == len(set(guids)) and all(node.get("isPermaLink") == "false" for node in channel.iter("guid"))
    for item in channel.findall("item"):
        assert item.findtext("title") or item.findtext("description")
        assert parsedate_to_datetime(item.findtext("pubDate") or "").tzinfo
        assert (item.findtext("link") or "").startswith("http://")


@pytest.mark.parametrize("address", FEEDS)
def test_json_feed_holds_to_its_rules(client: Client, address: str) -> None:
    answer = _feed(client, address, "feed.json")
    told = answer.json()
    assert answer.headers["content-type"].startswith("application/feed+json")
    assert told["version"] == "https://jsonfeed.org/version/1.1" and told["title"] and told["feed_url"] == str(answer.url).replace("%2F", "/")
    assert all(isinstance(item["id"], str) and (item.get("content_text") or item.get("content_html")) for item in told["items"])
    assert len({item["id"] for item in told["items"]}) == len(told["items"])
    for item in told["items"]:
        assert "author" not in item and datetime.fromisoformat(item["date_published"]).tzinfo and datetime.fromisoformat(item["date_modified"]).tzinfo
    assert {name for name in told if name.startswith("_")} <= {"_tombstones"}


def test_what_a_page_no_longer_has_leaves_a_tombstone(tmp_path: Path) -> None:
    from dateline.config import load_desk
    from dateline.pipeline import Pipeline, add
    from dateline.records import Capture

    updates = ["10:05\nFerry stopped\nThe mayor said the ferry was stopped.", "09:00\nBridge shut\nThe governor said the bridge was shut."]
    texts = ["\n\n".join(["Harbour live, 3 March 2025", *updates]), "\n\n".join(["Harbour live, 3 March 2025", updates[0]])]
    pipeline = Pipeline(load_desk("russia-ukraine"))
    readings = [
        Document(f"d{n}", text, name="live", title="Harbour", published="2025-03-03", fetched=f"2025-03-03T1{n}:00:00Z") for n, text in enumerate(texts)
    ]
    with Store(tmp_path / "record.sqlite") as store:
        add(store, pipeline, ((Capture(d.id, "text/plain"), d.text.encode(), d) for d in readings), lambda added: None)
        keys = [row[0] for row in store.connection.execute("SELECT key FROM items WHERE document = 'd0' ORDER BY number")]
    with TestClient(app(tmp_path / "record.sqlite", desk())) as client:
        root = ElementTree.fromstring(client.get("/feed.atom").content)
        told = client.get("/feed.json").json()
        entries = {node.findtext(f"{ATOM}id") for node in root.findall(f"{ATOM}entry")}
        gone = [(node.get("ref"), node.get("when")) for node in root.findall(TOMBSTONE)]
        assert [ref for ref, _ in gone] == [f"urn:dateline:item:{keys[-1].replace('-', ':')}"] and not entries & {ref for ref, _ in gone}
        assert gone[0][1] == "2025-03-03T11:00:00Z" and told["_tombstones"][0]["id"] == gone[0][0]
        shown = client.get(f"/live?with=block-{keys[-1]}").text
        assert "no longer on its page" in shown and "The governor said the bridge was shut." in shown


# ---- structured data ----


def _data(client: Client, address: str) -> dict[str, Any]:
    text = client.get(address).text.split('<script type="application/ld+json">')[1].split("</script>")[0]
    told = json.loads(text)
    assert told["@context"] == "https://schema.org" and "<" not in text
    return dict(told)


def test_the_start_of_coverage_never_moves(client: Client) -> None:
    newest, oldest = _data(client, "/live"), _data(client, "/live?order=oldest")
    for name in ("coverageStartTime", "datePublished", "dateModified"):
        assert newest[name] == oldest[name]
    assert newest["coverageStartTime"] <= newest["dateModified"] and "coverageEndTime" not in newest
    for update in newest["liveBlogUpdate"]:
        assert update["@type"] == "BlogPosting" and update["url"].endswith(update["@id"].rpartition("#")[2]) and update["headline"]


def test_articles_cite_their_sources_and_tell_corrections(client: Client) -> None:
    brief = _data(client, "/brief/2025-03-11")
    assert brief["@type"] == "NewsArticle" and brief["datePublished"] == "2025-03-11" and "articleBody" not in brief
    assert {one["@type"] for one in brief["citation"]} == {"CreativeWork"} and all(one["url"].startswith("https://") for one in brief["citation"])
    event = _data(client, "/event/toll")
    assert [one["@type"] for one in event["correction"]] == ["CorrectionComment"]
    assert "killed" in event["correction"][0]["text"] and event["correction"][0]["datePublished"] == "2025-03-12T12:00:00Z"


def test_no_page_claims_to_be_a_review(client: Client, path: Path) -> None:
    with Store(path, read_only=True) as store:
        addresses = [next(iter(route.addresses(Record(store, desk()))), route.path) for route in PAGES]
    assert not any('ClaimReview"' in client.get(address).text for address in addresses)


# ---- the API ----


def test_every_other_form_of_a_page_has_an_address(client: Client, path: Path) -> None:
    with Store(path, read_only=True) as store:
        record = Record(store, desk())
        for route in PAGES:
            address = next(iter(route.addresses(record)), route.path)
            for (kind, ending), (media_type, _) in EDITIONS.items():
                if kind is route.page and route.path not in {"/speakers", "/actors", "/tags"}:
                    answer = client.get(f"{address}.{ending}", params={"q": "drones"} if route.path == "/search" else {})
                    assert answer.status_code == 200 and answer.headers["content-type"].startswith(media_type), (address, ending)
                    assert answer.content, (address, ending)
    for address in ("/speakers.atom", "/claim/night-1.csv", "/health.geojson", "/source/night.rss"):
        assert client.get(address).status_code == 404, address


def test_the_described_api_holds_to_its_description(path: Path) -> None:
    """Schemathesis: made-up and hostile queries get answers of the described shape, and never an error of ours."""
    schemathesis = pytest.importorskip("schemathesis", reason="needs schemathesis")
    from hypothesis import HealthCheck, Phase, given, settings

    schema = schemathesis.openapi.from_asgi("/openapi.json", app(path, desk()))
    limits = settings(max_examples=8, deadline=None, derandomize=True, phases=[Phase.explicit, Phase.generate], suppress_health_check=list(HealthCheck))
    asked = 0
    for operation in schema.get_all_operations():

        @limits
        @given(operation.ok().as_strategy())
        def holds(case: Any) -> None:
            case.call_and_validate()

        holds()
        asked += 1
    assert asked == len(PAGES)
