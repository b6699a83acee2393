"""Readers and the segmenter on what nobody would write: no crash, no hang, nothing lost."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.errors import InputError
from dateline.read import feeds, html, warc
from dateline.read.files import reading
from dateline.read.jsonld import told
from dateline.read.revisions import changes
from dateline.read.texts import digest, normalised
from dateline.records import Capture, Desk, Document, Skipped
from dateline.segment import SOURCE, Segmenter
from tests.steps import steps

SEGMENTER = Segmenter(Desk("test", "Test"))
CAPTURE = Capture("0", name="fuzz")
FEW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)

LINES = """Updated at
09.14 GMT
3h ago
Share
Key events
Tags:
#a #b
•\x20
1.\x20
By Ann Lee
[Ann Lee/AFP]
Read more:
Fighting:
“No,” he said.
Rebels took the town
Sign up
Officials said on Monday that nine people were killed in the port.
Stay tuned as this story develops further.
Your support makes all the difference.Rebels took a town."""
WORDS = st.sampled_from([*LINES.split("\n"), "\n", "\n\n\n", "    ", "\t", " | ", "…", "?!”", "İ", "\u2028", "\u200b", ""])
PAGES = st.lists(st.one_of(WORDS, st.text(max_size=20)), max_size=40).map("".join)
ELEMENTS = "div p h1 h2 ul li article section aside time a b br figure figcaption table tr td blockquote script style main header footer span pre"
TAGS = st.sampled_from(re.findall(r"\w+", ELEMENTS))
NAMES = st.sampled_from(["post entry", "byline", "related", "caption", "ad", "newsletter", "standfirst", "tags", "share", ""])
MARKUP = st.lists(
    st.one_of(
        st.builds(lambda tag, name: f'<{tag} class="{name}" datetime="2025-01-01" id=x href="#x">', TAGS, NAMES),
        TAGS.map(lambda tag: f"</{tag}>"),
        WORDS,
        st.text(max_size=8),
        st.sampled_from(
            [
                "<!--",
                "-->",
                "&nbsp;",
                "&#x",
                "<",
                ">",
                "<![CDATA[",
                '<script type="application/ld+json">{"@type":"LiveBlogPosting","liveBlogUpdate":[{"headline":"x"}',
                "</script>",
            ]
        ),
    ),
    max_size=60,
).map("".join)


def hold(document: Document) -> None:
    """The laws of a document and its page."""
    text = document.text
    assert normalised(text) == text
    assert all(0 <= block.start < block.end <= len(text) for block in document.blocks)
    page = SEGMENTER(document)
    at = 0
    for passage in page.passages:
        assert at <= passage.start < passage.end and not text[at : passage.start].strip()
        at = passage.end
    assert not text[at:].strip()
    for sentence in page.sentences:
        passage = page.passages[sentence.passage]
        assert passage.start <= sentence.start < sentence.end <= passage.end and passage.kind in SOURCE
    numbers = [item.number for item in page.items]
    assert len(set(numbers)) == len(numbers) and {passage.item for passage in page.passages if passage.item} <= set(numbers)
    assert changes((document, page), (document, page)) == ()


@FEW
@given(PAGES)
def test_text(text: str) -> None:
    hold(Document("x", normalised(text)))


@FEW
@given(MARKUP)
def test_html(text: str) -> None:
    hold(html.page(text, CAPTURE))


@FEW
@given(st.binary(max_size=400))
def test_bytes(content: bytes) -> None:
    try:
        hold(reading(content, CAPTURE)[2])
    except InputError as error:
        assert error.remedy


@FEW
@given(
    st.lists(
        st.sampled_from([*'{}[],:"\\', '"@type"', '"NewsArticle"', '"headline"', '"liveBlogUpdate"', "null", "1", "//x\n", "/*", "*/", "<p>x", "\n"]),
        max_size=60,
    ).map("".join)
)
def test_jsonld(text: str) -> None:
    found = told([text, '{"@type": "NewsArticle", "headline": "Kept"}'])
    assert found.title is not None and found.form in ("article", "live-blog")


@FEW
@given(
    st.lists(
        st.sampled_from(
            [
                "<rss>",
                "<channel>",
                "<item>",
                "</item>",
                "<title>",
                "</title>",
                "<link>",
                "<guid>1</guid>",
                "<feed xmlns='http://www.w3.org/2005/Atom'>",
                "<entry>",
                "<id>",
                "&",
                "<![CDATA[",
                "]]>",
                "x",
            ]
        ),
        max_size=40,
    ).map("".join)
)
def test_feeds(text: str) -> None:
    try:
        for entry in feeds.feed(f'<?xml version="1.0"?><rss version="2.0">{text}'.encode()).entries:
            feeds.document(entry, CAPTURE)
    except InputError as error:
        assert error.remedy


@FEW
@given(st.data())
def test_warc(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    content = b"<h1>Truce holds</h1><p>The truce held for a second day, monitors said on Monday.</p>"
    stream = io.BytesIO()
    warc.write([(Capture(digest(content), "text/html", "https://w.example/", "2025-01-01T00:00:00Z", "", 200), content)] * 2, stream)
    whole = bytearray(stream.getvalue())
    for _ in range(data.draw(st.integers(0, 6))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    path: Path = tmp_path_factory.mktemp("warc") / "x.warc.gz"
    path.write_bytes(bytes(whole[: data.draw(st.integers(1, len(whole)))]))
    try:
        for page in warc.pages(path):
            if not isinstance(page, Skipped):
                hold(page[2])
    except InputError as error:
        assert error.remedy


@pytest.mark.parametrize(
    "piece",
    [
        "<div>",
        "<b><p>x",
        '<font color=1><a href="x">y',
        "<p>The army said so on Monday.</p>",
        "<ul><li>Nine died, he said.",
        "<!--",
        "&amp;",
        "<table><tr><td>",
        "x",
        "“",
        "A.B. ",
        "\n",
        "[(",
    ],
)
def test_a_large_page_costs_so_much_a_character(piece: str) -> None:
    page = piece * (80_000 // len(piece))
    assert steps(lambda: SEGMENTER(html.page(page, CAPTURE))) < 20 * len(page)


def test_deep_jsonld_is_given_up() -> None:
    assert told(['{"@type":"NewsArticle","a":[' * 20_000, "[" * 200_000]).title == ""
    assert steps(lambda: told(["[" * 200_000])) < 10_000
