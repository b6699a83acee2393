"""HTML editions of the marked pages give the passages of their text editions."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.read import html
from dateline.read.markup import region
from dateline.records import Capture
from dateline.segment import SOURCE
from tests.markup import FAMILIES, Marked
from tests.test_segment import PAGES, SEGMENTER, marked

# An update without heading, text and own class word; a recap that only the empty lines before it tell.
UNLIKE = {("live-trailing-bylines", "divs"), ("tag-template-odd", "semantic"), ("tag-template-odd", "divs")}


def told(path: Path) -> list[Marked]:
    """The marked passages of a page, white space collapsed, list marks taken off."""
    text, passages = marked(path)
    words = [(item, kind, " ".join(text[start:end].split())) for item, kind, start, end in passages]
    return [(item, kind, line.lstrip("•–- ") if kind in ("bullet", "headline") else line) for item, kind, line in words]


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_cluttered_html_gives_the_same_passages(path: Path, family: str) -> None:
    if (path.stem, family) in UNLIKE:
        pytest.skip("markup tells less than the text")
    passages = told(path)
    document = html.page(FAMILIES[family](passages, live="live" in path.stem), Capture("0", name="page"))
    page = SEGMENTER(document)
    found = [(p.item, p.kind, " ".join(document.text[p.start : p.end].split()).lstrip("• ")) for p in page.passages if p.kind in SOURCE]
    assert list(dict.fromkeys(found)) == list(dict.fromkeys(passage for passage in passages if passage[1] in SOURCE and passage[0]))


@pytest.mark.parametrize(
    ("names", "role"),
    [
        ("ArticleBody__newsletter-signup", "appeal"),
        ("wp-caption-text", "caption"),
        ("has-newsletter article", ""),
        ("dcr-1x2y3z", ""),
        ("article__body", ""),
        ("post-tags", "tags"),
        ("related-articles", "teaser"),
        ("js-share-bar", "chrome"),
        ("cookie-banner gdpr", "drop"),
        ("headline", ""),
        ("adSlot", "drop"),
        ("readable", ""),
        ("loaded", ""),
        ("article-author", "byline"),
    ],
)
def test_class_names(names: str, role: str) -> None:
    assert region(names) == role
