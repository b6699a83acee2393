"""Files, folders, Markdown, e-mail, HTML -> documents."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from dateline.errors import InputError
from dateline.read import documents
from dateline.read.jsonld import loads, told
from dateline.read.texts import decoded, normalised
from dateline.records import Desk, Document, Skipped
from dateline.segment import SOURCE, Segmenter

SAMPLES = Path(__file__).parent.parent / "samples"
SEGMENTER = Segmenter(Desk("test", "Test"))


def only(path: Path) -> Document:
    """The one document of a file."""
    [page] = list(documents(path))
    assert not isinstance(page, Skipped)
    return page[2]


def source_passages(document: Document) -> list[tuple[int, str, str]]:
    """(item, kind, words) of the passages that carry claims."""
    page = SEGMENTER(document)
    found = [(p.item, p.kind, document.text[p.start : p.end].lstrip("• ")) for p in page.passages if p.kind in SOURCE]
    return found


@pytest.mark.parametrize("name", sorted(path.stem for path in SAMPLES.glob("*.html")))
def test_html_edition_gives_the_passages_of_the_text_edition(name: str) -> None:
    text, page = only(SAMPLES / f"{name}.txt"), only(SAMPLES / f"{name}.html")
    assert source_passages(page) == source_passages(text)
    assert page.published and page.outlet and page.url


def test_blocks_lie_in_the_text() -> None:
    document = only(SAMPLES / "harbour-post.live-2025-03-12.html")
    assert document.form == "live-blog"
    at = 0
    for block in document.blocks:
        assert at <= block.start < block.end <= len(document.text)
        assert document.text[block.start : block.end].strip() == document.text[block.start : block.end]
        at = block.end
    assert {block.item for block in document.blocks} == {-1, 1, 2, 3, 4, 5, 6}
    assert all(block.time and block.url.startswith("https://") for block in document.blocks if block.role == "timestamp" and block.item > 0)


@pytest.mark.parametrize(
    ("content", "charset", "text"),
    [
        ("Grüße".encode(), "", "Grüße"),
        ("Grüße".encode("cp1252"), "", "Grüße"),
        ("Grüße".encode("cp1252"), "utf-8", "Grüße"),
        ("Київ".encode("cp1251"), "windows-1251", "Київ"),
        ("<meta charset=windows-1251>Київ".encode("cp1251"), "", "<meta charset=windows-1251>Київ"),
        (b"\xff\xfe" + "Kyiv".encode("utf-16-le"), "", "Kyiv"),
        (b"\xef\xbb\xbfKyiv", "latin-1", "Kyiv"),
        (b"He said \x93no\x94.", "iso-8859-1", "He said “no”."),
        (b"Kyiv", "no-such-charset", "Kyiv"),
    ],
)
def test_charset(content: bytes, charset: str, text: str) -> None:
    assert decoded(content, charset)[0] in (text, "\ufeff" + text)


def test_broken_bytes_stay_visible() -> None:
    text, notice = decoded("Сумы, Київ, Львів".encode() + b"\xff and more", "utf-8")
    assert "\ufffd" in text and "broken" in notice


@pytest.mark.parametrize("content", [b"", b" \n ", b"\x89PNG\r\n\x1a\n", b"%PDF-1.7", bytes(range(32)) * 20])
def test_what_is_no_text_is_refused_with_a_remedy(content: bytes) -> None:
    with pytest.raises(InputError) as error:
        decoded(content, where="x")
    assert error.value.remedy and error.value.where == "x"


def test_text_is_normalised_once() -> None:
    text = normalised("Cafe\u0301\u00a0war\r\n\u200bnext \t \rlast\u2028end  \n\n")
    assert text == "Café war\nnext\nlast\nend"
    assert normalised(text) == text and unicodedata.is_normalized("NFC", text)


def test_folder_skips_what_it_cannot_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Rebels took the town, the army said.", encoding="utf-8")
    (tmp_path / "b.html").write_text("<h1>Truce signed in port city</h1><p>The truce was signed on Monday, officials said.</p>", encoding="utf-8")
    (tmp_path / "c.png").write_bytes(b"\x89PNG")
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    (tmp_path / ".hidden").write_text("no", encoding="utf-8")
    pages = list(documents(tmp_path))
    assert [isinstance(page, Skipped) for page in pages] == [False, False, True, True]


def test_missing_file_is_an_error() -> None:
    with pytest.raises(InputError):
        list(documents("no/such/file.txt"))


def test_published_told_by_the_user_wins() -> None:
    [page] = list(documents(SAMPLES / "baltic-courier.exchange.html", published="2025-03-20"))
    assert not isinstance(page, Skipped) and page[2].published == "2025-03-20" and page[2].published_basis == "told"


def test_markdown(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(
        "---\ntitle: x\ndate: 2025-02-03\n---\n# Shelling *kills* two in [Goma](http://a.b/c)\n\nTwo people were\n"
        "killed, **doctors** said.\n\n## Aid\n\n- First entry\n  goes on.\n- Second_entry_x.\n"
    )
    document = only(path)
    assert document.text == "Shelling kills two in Goma\n\nTwo people were killed, doctors said.\n\nAid\n\nFirst entry goes on.\n\nSecond_entry_x."
    assert [block.role for block in document.blocks] == ["headline", "", "", "bullet", "bullet"]
    assert document.published == "2025-02-03"


def test_mail(tmp_path: Path) -> None:
    path = tmp_path / "a.eml"
    path.write_bytes(
        b"From: Desk <desk@wire.example>\nTo: x@y.example\nSubject: =?utf-8?q?Fwd=3A_Caf=C3=A9_hit_in_Sumy?=\nDate: Mon, 3 Feb 2025 10:00:00 +0200\n"
        b"MIME-Version: 1.0\n"
        b"Content-Type: text/plain; charset=windows-1252\nContent-Transfer-Encoding: 8bit\n\nA caf\xe9 was hit, police said.\n"
    )
    document = only(path)
    assert document.text == "Café hit in Sumy\n\nA café was hit, police said."
    assert document.published == "2025-02-03T10:00:00+02:00" and document.published_basis == "e-mail date"


@pytest.mark.parametrize(
    "text",
    [
        '{"@type": "NewsArticle", "headline": "A\nB",}',
        '<!-- {"@type": "NewsArticle", "headline": "A B"} -->',
        '// <![CDATA[\n{"@type": "NewsArticle", "headline": "A B"}\n// ]]>',
        '{"@type": "NewsArticle", "headline": "A B", "author": {"name": "C \\" D"}, "articleBody": "cut sho',
        '{"@type": ["NewsArticle"], /* note */ "headline": ["A B"]};',
    ],
)
def test_broken_jsonld_is_repaired(text: str) -> None:
    assert told([text, "{nonsense"]).title == "A B"


def test_one_broken_block_never_loses_the_others() -> None:
    found = told(
        [
            '{"@type": "Organization", ]]',
            '{"@graph": [{"@type": "LiveBlogPosting", "headline": "H", '
            '"liveBlogUpdate": [{"headline": "U", "articleBody": "<p>One.</p><p>Two &amp; three.</p>"}]}]}',
        ]
    )
    assert found.form == "live-blog" and found.updates[0].body == "One.\nTwo & three."
    assert loads("\x00") is None


@pytest.mark.parametrize("told", ["javascript:alert(1)", "data:text/html,x", "file:///etc/hosts", "/story", "HTTPS://wire.example/story"])
def test_a_page_names_itself_by_addresses_of_the_web_alone(tmp_path: Path, told: str) -> None:
    data = f'{{"@type": "LiveBlogPosting", "url": "{told}", "liveBlogUpdate": [{{"@type": "BlogPosting", "headline": "Bridge shut", "url": "{told}#1"}}]}}'
    updates = "".join(
        f"<article id=u{n}><time datetime=2025-03-11T0{n}:00Z>0{n}:00</time><h2>{words}</h2><p>{words} after a night of rain, the governor said.</p></article>"
        for n, words in enumerate(("Bridge shut", "Road open", "Ferry back"), 1)
    )
    path = tmp_path / "page.html"
    path.write_text(
        f'<title>Harbour</title><link rel=canonical href="{told}"><script type="application/ld+json">{data}</script><main><h1>Live</h1>{updates}</main>',
        encoding="utf-8",
    )
    document = only(path)
    wanted = told if told.startswith("HTTPS") else ""
    assert document.url == wanted
    assert {block.url.partition("#")[0] for block in document.blocks} <= {wanted, ""}
