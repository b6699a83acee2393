"""Feeds, WARC files, watching and revisions, against a local web."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from warcio.archiveiterator import ArchiveIterator

from dateline.errors import InputError
from dateline.read import documents, feeds, warc
from dateline.read.fetch import Fetcher, Limits
from dateline.read.revisions import changes
from dateline.read.texts import digest
from dateline.read.watch import Polled, State, due_seconds, poll
from dateline.records import Capture, Desk, Document, Page, Skipped, Source
from dateline.segment import Segmenter
from tests.web import Answer, Request, Web, html, playing

SEGMENTER = Segmenter(Desk("test", "Test"))


class Clock:
    """Time that a test moves by hand."""

    def __init__(self) -> None:
        self.moment = datetime(2025, 2, 3, 10, tzinfo=UTC)

    def now(self) -> datetime:
        return self.moment

    def pass_by(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)


@pytest.fixture
def web() -> Iterator[Web]:
    with playing() as found:
        yield found


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def fetcher(clock: Clock) -> Iterator[Fetcher]:
    with Fetcher(Limits(local=True, spacing_seconds=0.0, wait_seconds=2.0), now=clock.now) as found:
        yield found


def polled(fetcher: Fetcher, clock: Clock, sources: list[Source], states: dict[str, State]) -> list[Polled]:
    """One round; states are changed in place, after a trip through JSON as a store would make it."""
    found = list(poll(sources, states, fetcher))
    for one in found:
        states[one.source.name] = msgspec.json.decode(msgspec.json.encode(one.state), type=State)
    clock.pass_by(400)
    return found


def is_fresh(found: Polled) -> bool:
    """At least one page is new or changed."""
    return any(not isinstance(page, Skipped) for page in found.pages)


def texts(found: list[Polled]) -> list[str]:
    return [page[2].text for one in found for page in one.pages if not isinstance(page, Skipped)]


def rss(web: Web, *entries: tuple[str, str, str]) -> Answer:
    items = "".join(
        f"<item><guid>{number}</guid><link>{web.root}{path}</link><title>{title}</title><description>Short words about it.</description></item>"
        for number, path, title in entries
    )
    return 200, {"Content-Type": "application/rss+xml"}, f'<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title>{items}</channel></rss>'.encode()


# ---- watching ---------------------------------------------------------------------------------------------------------


def test_live_page_that_grows_and_is_edited_silently(web: Web, clock: Clock, fetcher: Fetcher) -> None:
    source, states = [Source("harbour", "page", f"{web.root}/live", "The Harbour Post")], dict[str, State]()
    web.pages["/live"] = html("Eleven people were killed in the strike on the market, the mayor said.")
    [first] = polled(fetcher, clock, source, states)
    assert is_fresh(first) and not is_fresh(polled(fetcher, clock, source, states)[0])
    web.pages["/live"] = html("Thirteen people were killed in the strike on the market, the mayor said.")
    [third] = polled(fetcher, clock, source, states)
    [old], [new] = first.pages, third.pages
    assert not isinstance(old, Skipped) and not isinstance(new, Skipped)
    assert old[2].url == new[2].url and old[2].id != new[2].id and new[2].outlet == "The Harbour Post"
    [change] = changes((old[2], SEGMENTER(old[2])), (new[2], SEGMENTER(new[2])))
    assert change.kind == "edited" and change.words == (("Eleven", "Thirteen"),)
    web.pages["/live"] = (404, {}, b"gone")
    [gone] = polled(fetcher, clock, source, states)
    assert gone.state.note == "HTTP 404" and gone.state.failures == 1 and gone.pages == (Skipped(f"{web.root}/live", "HTTP 404"),)


def test_unchanged_page_is_asked_with_its_validators(web: Web, clock: Clock, fetcher: Fetcher) -> None:
    def page(request: Request) -> Answer:
        return (304, {}, b"") if request.headers.get("if-none-match") == '"1"' else html("", headers={"ETag": '"1"'})

    web.pages["/a"] = page
    source, states = [Source("a", "page", f"{web.root}/a")], dict[str, State]()
    assert [is_fresh(polled(fetcher, clock, source, states)[0]) for _ in range(3)] == [True, False, False]
    assert states["a"].failures == 0 and states["a"].checked > states["a"].changed


def test_not_due_sources_are_passed_over(web: Web, fetcher: Fetcher) -> None:
    states = {"a": State(due="2025-02-03T10:00:01+00:00")}
    assert list(poll([Source("a", "page", f"{web.root}/a")], states, fetcher)) == [] and not web.requests
    assert due_seconds(states, fetcher.now()) == 1.0 and due_seconds({}, fetcher.now()) == 0.0


def test_failures_wait_longer_and_retry_after_holds(web: Web, clock: Clock, fetcher: Fetcher) -> None:
    source, states = [Source("a", "page", f"{web.root}/a")], dict[str, State]()
    web.pages["/a"] = (500, {}, b"")
    waits = []
    for _ in range(4):
        [one] = list(poll(source, states, fetcher))
        states["a"] = one.state
        waits.append((datetime.fromisoformat(one.state.due) - clock.moment).total_seconds())
        clock.pass_by(waits[-1] + 1)
    assert waits == [300, 600, 1200, 2400]
    web.pages["/a"] = (503, {"Retry-After": "9000"}, b"")
    [one] = list(poll(source, states, fetcher))
    assert (datetime.fromisoformat(one.state.due) - clock.moment).total_seconds() == 9000


def test_one_crashing_source_never_stops_the_others(web: Web, clock: Clock, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch) -> None:
    web.pages |= {"/a": html("First."), "/b": html("Second.")}
    get = fetcher.get

    def crashing(url: str, validators: object = None) -> object:
        if url.endswith("/a"):
            raise ZeroDivisionError("of the test")
        return get(url)

    monkeypatch.setattr(fetcher, "get", crashing)
    found = polled(fetcher, clock, [Source(name, "page", f"{web.root}/{name}") for name in "ab"], {})
    assert found[0].state.note == "ZeroDivisionError: of the test" and is_fresh(found[1])


def test_moved_for_good_is_remembered(web: Web, clock: Clock, fetcher: Fetcher) -> None:
    web.pages |= {"/old": (301, {"Location": "/new"}, b""), "/new": html("")}
    source, states = [Source("a", "page", f"{web.root}/old")], dict[str, State]()
    polled(fetcher, clock, source, states)
    polled(fetcher, clock, source, states)
    assert web.paths() == ["/old", "/new", "/new"]


def test_feed_entries_keep_their_identity_when_edited(web: Web, clock: Clock, fetcher: Fetcher) -> None:
    source, states = [Source("wire", "feed", f"{web.root}/rss")], dict[str, State]()
    web.pages |= {"/rss": rss(web, ("1", "/1", "One"), ("2", "/2", "Two")), "/1": html("First story."), "/2": html("Second story.")}
    assert len(texts(polled(fetcher, clock, source, states))) == 2
    assert texts(polled(fetcher, clock, source, states)) == []
    web.pages |= {"/rss": rss(web, ("1", "/1", "One, corrected"), ("2", "/2", "Two")), "/1": html("First story, corrected.")}
    [text] = texts(polled(fetcher, clock, source, states))
    assert "corrected" in text and set(states["wire"].entries) == {"1", "2"}


def test_pages_of_a_feed_are_asked_again_for_silent_edits(web: Web, clock: Clock, fetcher: Fetcher) -> None:
    source, states = [Source("wire", "feed", f"{web.root}/rss")], dict[str, State]()
    web.pages |= {"/rss": rss(web, ("1", "/1", "One")), "/1": html("Eleven dead.")}
    polled(fetcher, clock, source, states)
    web.pages["/1"] = html("Thirteen dead.")
    clock.pass_by(3600)
    [text] = texts(polled(fetcher, clock, source, states))
    assert "Thirteen dead." in text


def test_long_feed_is_read_in_turns(web: Web, clock: Clock, fetcher: Fetcher) -> None:
    entries = [(str(n), f"/{n}", f"Title {n}") for n in range(45)]
    web.pages |= {"/rss": rss(web, *entries)} | {path: html(f"Story {path}.") for _, path, _ in entries}
    source, states = [Source("wire", "feed", f"{web.root}/rss")], dict[str, State]()
    assert [len(texts(polled(fetcher, clock, source, states))) for _ in range(4)] == [20, 20, 5, 0]


def test_feed_speaks_for_pages_that_cannot_be_fetched(web: Web, clock: Clock, fetcher: Fetcher) -> None:
    body = "<p>" + "The convoy reached the town after two days on the road, the aid group said. " * 3 + "</p>"
    item = {"id": "x", "url": f"{web.root}/gone", "title": "Convoy reaches town", "content_html": body, "date_published": "2025-02-03T09:00:00Z"}
    told = {"version": "https://jsonfeed.org/version/1.1", "title": "Wire", "items": [item, "nonsense", {"title": "Only a title"}]}
    web.pages["/feed"] = (200, {"Content-Type": "application/feed+json"}, msgspec.json.encode(told))
    [one] = polled(fetcher, clock, [Source("wire", "feed", f"{web.root}/feed")], {})
    page, other = one.pages
    assert not isinstance(page, Skipped) and page[2].text.startswith("Convoy reaches town\n\nThe convoy") and page[2].published == "2025-02-03T09:00:00Z"
    assert isinstance(other, Skipped)


# ---- feeds ------------------------------------------------------------------------------------------------------------

ATOM = """<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Wire &amp; Co</title>
<entry><id>urn:1</id><title type="html">A &lt;b&gt;town&lt;/b&gt; falls</title><link href="https://w.example/1"/><updated>2025-02-03T10:00:00+02:00</updated>
<content type="html">&lt;p&gt;The town fell, the army said. It gave no figures of those who died there.&lt;/p&gt;</content></entry>
<entry><id>urn:2</id><title>Second</title><link href="javascript:alert(1)"/></entry></feed>"""


def test_atom() -> None:
    found = feeds.feed(ATOM.encode())
    assert found.title == "Wire & Co" and [entry.id for entry in found.entries] == ["urn:1", "urn:2"]
    first, second = found.entries
    assert (first.title, first.url, first.updated) == ("A town falls", "https://w.example/1", "2025-02-03T08:00:00Z") and second.url == ""
    assert feeds.document(first, Capture("0")).text == "A town falls\n\nThe town fell, the army said. It gave no figures of those who died there."


def test_truncated_feed_gives_what_is_whole() -> None:
    assert [entry.id for entry in feeds.feed(ATOM[: ATOM.index("<entry><id>urn:2")].encode()).entries] == ["urn:1"]


def test_feed_with_entities_of_its_own_is_refused() -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><rss version="2.0"><channel><title>&b;</title></channel></rss>'
    with pytest.raises(InputError):
        feeds.feed(bomb.encode())


@pytest.mark.parametrize(
    "content", [b'{"items": 3}', b"{", b'{"version": "https://jsonfeed.org/version/1", "items": [}', b"<rss", b"[" * 100_000, b"{" * 100_000]
)
def test_broken_feeds_are_errors_with_a_remedy(content: bytes) -> None:
    with pytest.raises(InputError) as error:
        feeds.feed(content)
    assert error.value.remedy


def test_saved_feed_is_read_entry_by_entry(tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_text(ATOM, encoding="utf-8")
    pages = [page for page in documents(tmp_path / "feed.xml") if not isinstance(page, Skipped)]
    assert [page[2].title for page in pages] == ["A town falls", "Second"]


# ---- WARC -------------------------------------------------------------------------------------------------------------


def captures() -> list[tuple[Capture, bytes]]:
    found = []
    for number, (status, words) in enumerate([(200, "Zażółć."), (0, "A file."), (404, "Gone.")]):
        content = html(words)[2]
        headers = (("content-type", "text/html; charset=utf-8"), ("content-encoding", "gzip"), ("x-odd", "a\r\nb: c"))
        found.append(
            (
                Capture(digest(content), "text/html", f"https://w.example/{number}" if status else "", "2025-02-03T10:00:00Z", "a b.html", status, headers),
                content,
            )
        )
    return found


def test_written_warc_is_read_back_by_others_and_by_us(tmp_path: Path) -> None:
    path = tmp_path / "out.warc.gz"
    with path.open("wb") as stream:
        assert warc.write(captures(), stream) == 3
    with path.open("rb") as stream:
        records = [(record.rec_type, record.content_stream().read(), record.digest_checker.passed) for record in ArchiveIterator(stream, check_digests=True)]
    assert [kind for kind, _, _ in records] == ["warcinfo", "response", "resource", "response"]
    assert all(passed is not False for _, _, passed in records)
    assert [content for _, content, _ in records[1:]] == [content for _, content in captures()]
    pages = [page for page in documents(path) if not isinstance(page, Skipped)]
    assert [page[1] for page in pages] == [content for _, content in captures()[:2]]
    assert pages[0][2].url == "https://w.example/0" and pages[0][2].fetched == "2025-02-03T10:00:00Z"


def test_warc_has_the_same_bytes_each_time() -> None:
    first, second = io.BytesIO(), io.BytesIO()
    warc.write(captures(), first)
    warc.write(captures(), second)
    assert first.getvalue() == second.getvalue()


def test_broken_warc_gives_what_is_whole(tmp_path: Path) -> None:
    whole = io.BytesIO()
    warc.write(captures(), whole)
    path = tmp_path / "cut.warc.gz"
    path.write_bytes(whole.getvalue()[: len(whole.getvalue()) * 2 // 3])
    assert any(not isinstance(page, Skipped) for page in documents(path))
    path.write_bytes(b"nothing of the kind")
    with pytest.raises(InputError):
        list(documents(path))


# ---- revisions --------------------------------------------------------------------------------------------------------


def test_changes_by_passage() -> None:
    def read(text: str) -> tuple[Document, Page]:
        document = Document("x", text)
        return document, SEGMENTER(document)

    before = (
        "Missile hits market in Sumy\n\nEleven people were killed, the governor said on Monday.\n\nThe market was full.\n\nNobody took responsibility for it.\n"
    )
    after = "Missile hits market in Sumy, killing 13\n\nThirteen people were killed, the governor said on Monday.\n\n"
    after += "Two children are among the dead.\n\nThe market was full.\n"
    found = changes(read(before), read(after))
    assert [(change.kind, change.passage) for change in found] == [
        ("edited", "headline"),
        ("edited", "paragraph"),
        ("added", "paragraph"),
        ("removed", "paragraph"),
    ]
    assert found[1].words == (("Eleven", "Thirteen"),) and after[found[2].after_start :].startswith("Two children")
    assert changes(read(before), read(before)) == ()
