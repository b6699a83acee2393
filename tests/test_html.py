"""HTML pages that tell their text in other ways than main and article."""

from __future__ import annotations

import json

from dateline.read import html
from dateline.records import Capture, Desk, Document
from dateline.segment import Segmenter

SEGMENTER = Segmenter(Desk("test", "Test"))
CAPTURE = Capture("0", url="https://paper.example/live/sudan")
LONG = "The army said on Monday that its troops had crossed the river near the sugar factory and taken two posts."


def read(text: str) -> Document:
    return html.page(text, CAPTURE)


def passages(document: Document) -> list[tuple[int, str, str]]:
    return [(p.item, p.kind, document.text[p.start : p.end]) for p in SEGMENTER(document).passages]


def test_live_page_drawn_by_scripts_is_read_from_its_jsonld() -> None:
    told = {
        "@context": "https://schema.org",
        "@type": "LiveBlogPosting",
        "headline": "Sudan war live: army crosses the Nile",
        "description": "Troops take two posts",
        "datePublished": "2024-03-09T08:00:00Z",
        "publisher": {"@type": "Organization", "name": "The Paper"},
        "liveBlogUpdate": [
            {
                "@type": "BlogPosting",
                "headline": "RSF denies loss",
                "articleBody": f"<p>{LONG}</p><p>The RSF denied it.</p>",
                "datePublished": "2024-03-09T10:30:00Z",
                "url": "#b2",
            },
            {"@type": "BlogPosting", "headline": "Shelling in Omdurman", "articleBody": f"{LONG} Nine people died.", "datePublished": "2024-03-09T09:10:00Z"},
        ],
    }
    document = read(f'<html><head><script type="application/ld+json">{json.dumps(told)}</script></head><body><div id="app">Loading…</div></body></html>')
    page = SEGMENTER(document)
    assert document.form == "live-blog" and document.outlet == "The Paper" and document.published == "2024-03-09T08:00:00Z"
    assert [(item.form, item.title) for item in page.items] == [
        ("live-blog", "Sudan war live: army crosses the Nile"),
        ("update", "RSF denies loss"),
        ("update", "Shelling in Omdurman"),
    ]
    assert (2, "paragraph", "The RSF denied it.") in passages(document)
    assert [block.time for block in document.blocks if block.role == "timestamp"] == ["2024-03-09T10:30:00Z", "2024-03-09T09:10:00Z"]


def test_times_and_addresses_of_updates_come_from_jsonld_where_markup_has_none() -> None:
    told = {
        "@type": "LiveBlogPosting",
        "headline": "Live",
        "liveBlogUpdate": [{"headline": "RSF denies loss", "datePublished": "2024-03-09T10:30:00Z", "url": "https://p.example/#2"}],
    }
    updates = "".join(f'<div class="entry"><h2>{title}</h2><p>{LONG}</p></div>' for title in ("RSF denies loss", "Shelling in Omdurman"))
    document = read(f'<script type="application/ld+json">{json.dumps(told)}</script><body><h1>Sudan war live</h1><p>{LONG}</p><div>{updates}</div></body>')
    heading = next(block for block in document.blocks if document.text[block.start : block.end] == "RSF denies loss")
    assert (heading.time, heading.url, heading.item) == ("2024-03-09T10:30:00Z", "https://p.example/#2", 1)


def test_embedded_quotations_survive() -> None:
    post = '<blockquote class="twitter-tweet"><p>We hold the bridge. Nobody else does.</p>— Gen. Kabir (@kabir) March 9, 2024</blockquote>'
    document = read(f"<body><article><h1>Army and rebels quarrel over bridge</h1><p>{LONG}</p>{post}<p>{LONG} The rebels said so too.</p></article></body>")
    words = [text for _, kind, text in passages(document) if kind in ("paragraph", "bullet")]
    assert "We hold the bridge. Nobody else does." in words and "— Gen. Kabir (@kabir) March 9, 2024" in words


def test_lists_sections_captions_and_breaks() -> None:
    document = read(
        f"<body><article><h1>What we know of the battle for Wad Madani</h1><p>{LONG}<br><br>It gave no figures.<br>Nobody was there to count.</p>"
        f"<h2>The toll</h2><ul><li>Nine <a href='/x'>people</a> died.</li><li><p>Forty were hurt.</p></li></ul>"
        f"<figure><img alt='x'><figcaption>A street in Wad Madani</figcaption></figure><table><tr><td>Killed</td><td>9</td></tr></table></article></body>"
    )
    assert [(kind, text) for _, kind, text in passages(document)][1:] == [
        ("paragraph", LONG),
        ("paragraph", "It gave no figures."),
        ("paragraph", "Nobody was there to count."),
        ("section", "The toll"),
        ("bullet", "Nine people died."),
        ("bullet", "Forty were hurt."),
        ("caption", "A street in Wad Madani"),
        ("bullet", "Killed 9"),
    ]


def test_pages_of_breaks_alone_are_read() -> None:
    document = read(f"<body><center><font><b>Army crosses river</b><br><br>{LONG}<br><br>{LONG} The rebels denied it.<br></font></center></body>")
    assert [text for _, _, text in passages(document)] == ["Army crosses river", LONG, f"{LONG} The rebels denied it."]


def test_hidden_text_scripts_and_forms_are_no_text() -> None:
    clutter = "<p hidden>secret</p><p style='display: none'>secret</p><p aria-hidden=true>secret</p><script>secret</script>"
    clutter += "<template><p>secret</p></template><form><p>secret</p></form>"
    document = read(f"<body><main><h1>Army crosses river near factory</h1>{clutter}<p>{LONG}</p><p>{LONG} Rebels denied it.</p></main></body>")
    assert "secret" not in document.text and document.text.count(LONG) == 2


def test_a_page_that_calls_its_whole_body_a_sidebar_is_still_read() -> None:
    document = read(
        f"<body><div class='related sidebar share'><h1>Army crosses river near factory</h1><p>{LONG}</p><p>{LONG} Rebels denied it.</p></div></body>"
    )
    assert [kind for _, kind, _ in passages(document)] == ["headline", "paragraph", "paragraph"]
