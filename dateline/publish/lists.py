"""The record -> front page, live page, topics and lists."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from msgspec import structs

from dateline.publish import brief
from dateline.publish.accounts import differences
from dateline.publish.figures import newest_nights
from dateline.publish.pages import Events, Index, Lists, Live, Sources
from dateline.publish.parts import Difference, EventCard, KeyEvent, Line, Link, Party, Pinned, Update
from dateline.publish.record import Record, collapsed, topic_address, web_address
from dateline.publish.revised import changes_among
from dateline.records import Claim, Event
from dateline.store import listings, queries
from dateline.store.listings import ItemRow

SHOWN = 3  # lines of an update
UPDATES = 30  # a page of the live page
EVENTS = 60  # a page of the list of events
KEY_EVENTS = 12
PINNED = 3  # bullets above the updates
DISPUTED = 5
LINES = 40
LISTED = 150
DAYS = 366  # a page of the list of briefs


def index(record: Record) -> Index:
    """What the desk knows, at a glance."""
    store, strings = record.store, record.strings
    day = listings.latest_day(store)
    page = brief.brief(record, day, 3) if day else None
    rows = listings.updates(store, limit=8)
    named = [(Link(name, topic_address("speaker", name), count), record.party_of(name)) for name, count in record.once(queries.speakers)[:8]]
    told = record.counted()
    return Index(
        record.desk.title,
        day,
        page.number if page else None,
        page.sections if page else (),
        disputed(record, DISPUTED),
        tuple(update(record, row, most=2) for row in rows),
        newest_nights(record),
        tuple((strings(f"index.{name}_{'one' if count == 1 else 'many'}"), count) for name, count in told),
        tuple(named),
        page.withheld if page else 0,
    )


def disputed(record: Record, most: int) -> tuple[tuple[EventCard, tuple[Difference, ...]], ...]:
    """The newest events on which accounts differ, with the answers that do; an event without verified answers is left out."""
    found = []
    for event in queries.events(record.store, queries.Filter(has_conflict=True, limit=most * 3)):
        differ = event_differences(record, event)
        if differ:
            found.append((record.event_card(event, len(differ)), differ))
    return tuple(found[:most])


def event_differences(record: Record, event: Event) -> tuple[Difference, ...]:
    """Questions about an event on which accounts differ."""
    conflicts = queries.conflicts(record.store, event.id)
    claims = queries.claims_by_id(record.store, [account.claim for conflict in conflicts for account in conflict.accounts])
    return differences(record, conflicts, claims)


def update(record: Record, row: ItemRow, most: int = 0) -> Update:
    """An item with its lines, each sentence once; at most so many where a number is given."""
    by_sentence: dict[int, Claim] = {}
    claims = queries.claims_of_item(record.store, row.document, row.number)
    for claim in claims:
        if not claim.repeat:
            by_sentence.setdefault(claim.start, claim)
    told_once = _without_title(record, row, list(by_sentence.values()))
    chosen = told_once[: most or None]
    lines, _ = record.lines(chosen)
    once = {line.text: line for line in reversed(lines)}
    told = tuple(structs.replace(line, event=queries.event_of_claim(record.store, line.claim) or "") for line in reversed(once.values()))
    found = record.document(row.document)
    outlet = row.outlet or (found[0].publisher if found else "")
    return Update(
        row.key, f"/source/{row.document}#item-{row.number}", row.title, outlet, row.published or None,
        told, _is_key(record, told), web_address(row.url), len(told_once) - len(chosen), row.changed,
        changes_among(record, [row.document], {claim.id for claim in claims}) if row.changed else (),
    )  # fmt: skip


def _without_title(record: Record, row: ItemRow, claims: list[Claim]) -> list[Claim]:
    """Claims of sentences that do more than repeat the title above them; all where there are no others."""
    found = record.document(row.document)
    text = found[0].text if found else ""
    others = [claim for claim in claims if collapsed(text[claim.start : claim.end]) != collapsed(row.title)]
    return others or claims


def _is_key(record: Record, lines: Iterable[Line]) -> bool:
    """An update of which an event's accounts differ."""
    counts = queries.conflict_counts(record.store, {line.event for line in lines if line.event})
    return any(counts.values())


def live(record: Record, order: str = "newest", page: int = 1, block: str = "") -> Live:
    """A page of updates. A page that must hold a block is found from the block; one that is gone is shown as it was last read."""
    oldest = order == "oldest"
    total = record.once(listings.count_updates)
    pages = max(1, -(-total // UPDATES))
    if block:
        page = _page_of(record, block, oldest) or page
    page = min(max(page, 1), pages)
    start = (page - 1) * UPDATES
    rows = listings.updates(record.store, limit=UPDATES, offset=start, oldest_first=oldest)
    updates = tuple(update(record, row, SHOWN) for row in rows)
    days = [row.published for row in listings.updates(record.store, limit=1) if row.published]
    first = [row.published for row in listings.updates(record.store, limit=1, oldest_first=True) if row.published]
    key = tuple(_key_event(record, card) for card in record.event_cards(queries.key_events(record.store, KEY_EVENTS)))
    gone = listings.gone_update(record.store, block) if block and all(one.id != block for one in updates) else None
    return Live(
        record.desk.title, "oldest" if oldest else "newest", page, pages, days[0] if days else "", updates, key, first[0] if first else "", total, start,
        _pinned(record) if page == 1 else None, update(record, gone) if gone else None,
    )  # fmt: skip


def _key_event(record: Record, card: EventCard) -> KeyEvent:
    told = listings.update_of_event(record.store, card.id)
    return KeyEvent(card, f"/live?with=block-{told[0]}#block-{told[0]}", told[1]) if told else KeyEvent(card)


def _pinned(record: Record) -> Pinned | None:
    """The first bullets of the newest brief, one of each section before a second of any."""
    day = listings.latest_day(record.store)
    page = brief.brief(record, day, PINNED) if day else None
    if page is None or day is None:
        return None
    ranked = sorted(((rank, place, bullet) for place, (_, bullets) in enumerate(page.sections) for rank, bullet in enumerate(bullets)), key=lambda one: one[:2])
    bullets = tuple(bullet for _, _, bullet in ranked[:PINNED])
    return Pinned(day, f"/brief/{day}", bullets) if bullets else None


def _page_of(record: Record, block: str, oldest: bool) -> int | None:
    place = listings.place_of_update(record.store, block, oldest_first=oldest)
    return None if place is None else place // UPDATES + 1


def events(record: Record, conflict: bool = False, page: int = 1) -> Events:
    """Events, newest day first."""
    total = queries.count_events(record.store, has_conflict=conflict)
    pages = max(1, -(-total // EVENTS))
    page = min(max(page, 1), pages)
    wanted = queries.Filter(has_conflict=conflict, limit=EVENTS, offset=(page - 1) * EVENTS)
    cards = record.event_cards(queries.events(record.store, wanted))
    days = tuple((day, tuple(run)) for day, run in groupby(cards, key=lambda card: card.day))
    return Events(record.strings("lists.events"), days, conflict, page, pages, total)


# ---- lists ----


def speakers(record: Record) -> Lists:
    """Speakers by side, most heard first."""
    groups: dict[Party, list[Link]] = {party: [] for party in record.sides.parties}
    for name, count in record.once(queries.speakers)[:LISTED]:
        groups.setdefault(record.party_of(name), []).append(Link(name, topic_address("speaker", name), count))
    shown = tuple((f"{party.mark} {party.name}".strip(), tuple(links)) for party, links in groups.items() if links)
    return Lists("speakers", record.strings("lists.speakers"), shown)


def actors(record: Record) -> Lists:
    """Who did something, by side, most told of first."""
    groups: dict[Party, list[Link]] = {party: [] for party in record.sides.parties}
    for name, count in record.once(queries.actors)[:LISTED]:
        claim = listings.actor_claim(record.store, name)
        groups.setdefault(record.sides.of(claim.actor if claim else None), []).append(Link(name, topic_address("actor", name), count))
    shown = tuple((f"{party.mark} {party.name}".strip(), tuple(links)) for party, links in groups.items() if links)
    return Lists("actors", record.strings("lists.actors"), shown)


def tags(record: Record) -> Lists:
    """Event types with their modes."""
    groups: dict[str, list[Link]] = {}
    for kind, mode, count in record.once(listings.types):
        code = f"{kind}/{mode}" if mode else kind
        groups.setdefault(kind, []).append(Link(record.strings.type(code), topic_address("tag", code), count))
    return Lists("tags", record.strings("lists.tags"), tuple((record.strings.label("type", kind), tuple(links)) for kind, links in groups.items()))


def briefs(record: Record, page: int = 1) -> Lists:
    """Days that have a brief, by month, newest first."""
    told = record.once(listings.told_days)
    page, pages = _paged(page, len(told), DAYS)
    groups: dict[str, list[Link]] = {}
    for day, count in told[(page - 1) * DAYS : page * DAYS]:
        groups.setdefault(record.strings.day(day).partition(" ")[2], []).append(Link(record.strings.long_day(day), f"/brief/{day}", count))
    return Lists("briefs", record.strings("lists.briefs"), tuple((month, tuple(links)) for month, links in groups.items()), page, pages)


def sources(record: Record, page: int = 1) -> Sources:
    """The pages that were read, newest first."""
    page, pages = _paged(page, dict(record.counted())["documents"], LISTED)
    rows = listings.listed(record.store, limit=LISTED, offset=(page - 1) * LISTED)
    return Sources(record.strings("lists.sources"), tuple(record.source_card(row) for row in rows), page, pages)


def _paged(page: int, total: int, size: int) -> tuple[int, int]:
    """(page, pages), the page being one of them."""
    pages = max(1, -(-total // size))
    return min(max(page, 1), pages), pages
