"""Page -> JSON-LD for search engines: what kind of page it is, when it began and changed, which sources it cites."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec
from markupsafe import Markup

from dateline.publish.pages import Brief, EventPage, Live, Page
from dateline.publish.parts import SourceCard
from dateline.publish.record import Record


def linked_data(page: Page, record: Record, base: str) -> Markup:
    """The page as JSON-LD, safe inside a script element; empty for pages that are lists."""
    made = _article(page, record, base)
    if made is None:
        return Markup("")
    text = msgspec.json.encode({"@context": "https://schema.org", **made}).decode()
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))


def _article(page: Page, record: Record, base: str) -> dict[str, Any] | None:
    if isinstance(page, Live):
        return _live(page, base)
    if isinstance(page, Brief):
        dates = {"datePublished": page.day, "url": f"{base}/brief/{page.day}"}
        return {"@type": "NewsArticle", "headline": page.title, **dates, "citation": _citations(page.sources)}
    if isinstance(page, EventPage):
        told = {"headline": page.event.title, "url": base + page.event.href, "citation": _citations(page.sources)}
        return {"@type": "Article", **told, **({"correction": _corrections(page)} if page.corrections else {})}
    return None


def _live(page: Live, base: str) -> dict[str, Any]:
    """The coverage starts with the first update and never moves; each update has its own time, so those without one are left out."""
    updates = [
        {
            "@type": "BlogPosting",
            "@id": f"{base}/live#block-{u.id}",
            "url": f"{base}/live?with=block-{u.id}#block-{u.id}",
            "headline": u.title or u.outlet,
            "datePublished": u.published,
        }
        for u in page.updates
        if u.published
    ]
    dates = {"coverageStartTime": page.first, "datePublished": page.first, "dateModified": page.updated} if page.first else {}
    return {"@type": "LiveBlogPosting", "headline": page.title, "url": f"{base}/live", **dates, "liveBlogUpdate": updates}


def _corrections(page: EventPage) -> list[dict[str, str]]:
    """What later readings of the sources changed, each with the time of the reading."""
    found = []
    for change in page.corrections:
        when = {"datePublished": change.when} if change.when else {}
        found.append({"@type": "CorrectionComment", "text": f"{change.words}: {change.text}", **when})
    return found


def _citations(sources: Iterable[SourceCard]) -> list[dict[str, str]]:
    found = []
    for source in sources:
        told = {"url": source.url, "datePublished": source.published, "publisher": source.outlet}
        found.append({"@type": "CreativeWork", "name": source.title} | {name: value for name, value in told.items() if value})
    return found
