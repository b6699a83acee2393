"""Sources polled again and again -> the pages that are new or changed, and the state to hand in next time.

State is a record that the caller keeps; nothing is remembered here. A source that fails waits longer each time, a
server's Retry-After is kept, and a source that crashes never stops the others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from dateline.errors import InputError
from dateline.read import feeds, web
from dateline.read.fetch import Fetched, Fetcher, Validators
from dateline.read.files import Reading
from dateline.records import Skipped, Source

EVERY_SECONDS = 300.0
LONGEST_SECONDS = 6 * 3600.0
MOST_ENTRIES = 2000  # entries of a feed that are remembered
PAGES_AT_ONCE = 20  # new entries of a feed that are fetched in one poll; the rest wait for the next
REREAD_SECONDS = 1800.0  # how long pages of a feed are asked for silent edits at each poll
REREAD_DAYS = 2


class Known(Struct, frozen=True, omit_defaults=True):
    """An entry of a feed that was read: what it was then, and when its page is asked again."""

    digest: str
    url: str = ""
    read: str = ""  # UTC, when its page was first read
    asked: str = ""  # UTC, when its page was last asked


class State(Struct, frozen=True, omit_defaults=True):
    """What is remembered of a source between two polls."""

    due: str = ""  # UTC; "" = now
    checked: str = ""  # last answer
    changed: str = ""  # last page that was new or changed
    failures: int = 0  # in a row
    note: str = ""  # what went wrong last; "" = nothing
    address: str = ""  # where the source has moved to for good
    validators: dict[str, Validators] = {}  # by final address
    pages: dict[str, str] = {}  # final address -> hash of its bytes
    entries: dict[str, Known] = {}  # entry id -> what is known of it


class Polled(Struct, frozen=True):
    """What a poll of one source gave."""

    source: Source
    state: State
    pages: tuple[Reading | Skipped, ...] = ()


def poll(sources: Sequence[Source], states: Mapping[str, State], fetcher: Fetcher, *, every_seconds: float = EVERY_SECONDS) -> Iterator[Polled]:
    """Polls each source that is due, in their order.

    Args:
        states: by the source's name; sources without one are due.
        every_seconds: time between two polls of a source that is well.
    """
    for source in sources:
        state = states.get(source.name, State())
        if state.due and state.due > _stamp(fetcher.now()):
            continue
        try:
            yield _polled(source, state, fetcher, every_seconds)
        except Exception as error:  # whatever a page makes our readers do, the other sources go on
            yield Polled(source, _failed(state, fetcher, f"{type(error).__name__}: {error}", every_seconds))


def due_seconds(states: Mapping[str, State], now: datetime) -> float:
    """Seconds until the next source is due; 0 where one is due now or nothing is known."""
    if not states or any(not state.due for state in states.values()):
        return 0.0
    soonest = min(datetime.fromisoformat(state.due) for state in states.values())
    return max(0.0, (soonest - now).total_seconds())


def _polled(source: Source, state: State, fetcher: Fetcher, every_seconds: float) -> Polled:
    answer = fetcher.get(state.address or source.url, state.validators)
    if answer.problem:
        failed = _failed(state, fetcher, answer.problem, max(every_seconds, answer.retry_seconds))
        return Polled(source, replace(failed, address="") if answer.status in (404, 410) else failed, (Skipped(source.url, answer.problem),))
    kept = _answered(state, answer, fetcher, max(every_seconds, answer.retry_seconds))
    known = kept.entries
    if answer.content and feeds.is_feed(answer.content, answer.media_type):
        pages, kept = _entries(source, answer, kept, fetcher)
    elif known and answer.is_unchanged:
        pages, kept = _edits(source, kept, fetcher, limit=PAGES_AT_ONCE)
    else:
        pages, kept = _page(source, answer, state, kept)
    if any(not isinstance(page, Skipped) for page in pages):
        kept = replace(kept, changed=_stamp(fetcher.now()))
    return Polled(source, kept, pages)


def _answered(state: State, answer: Fetched, fetcher: Fetcher, wait_seconds: float) -> State:
    """The state after an answer: validators by final address, and the new address where it has moved for good."""
    validators = state.validators if answer.is_unchanged else {**state.validators, answer.url: answer.validators}
    now = fetcher.now()
    return replace(
        state,
        due=_stamp(now + timedelta(seconds=wait_seconds)),
        checked=_stamp(now),
        failures=0,
        note="",
        validators=validators,
        address=answer.url if answer.moved else state.address,
    )


def _failed(state: State, fetcher: Fetcher, note: str, wait_seconds: float) -> State:
    """The state after a failure: the wait doubles with each, a longer one that was asked for holds."""
    wait = max(wait_seconds, min(EVERY_SECONDS * 2 ** min(state.failures, 12), LONGEST_SECONDS))
    now = fetcher.now()
    return replace(state, due=_stamp(now + timedelta(seconds=wait)), checked=_stamp(now), failures=state.failures + 1, note=note[:300])


# ---- pages ------------------------------------------------------------------------------------------------------------


def _page(source: Source, answer: Fetched, state: State, kept: State) -> tuple[tuple[Reading | Skipped, ...], State]:
    """The one page of a source, where it has changed."""
    if answer.is_unchanged:
        return (), kept
    page = _sourced(web.page(answer), source)
    if isinstance(page, Skipped):
        return (page,), replace(kept, note=page.reason)
    if state.pages.get(answer.url) == page[2].id:
        return (), kept
    return (page,), replace(kept, pages={**kept.pages, answer.url: page[2].id})


def _entries(source: Source, answer: Fetched, state: State, fetcher: Fetcher) -> tuple[tuple[Reading | Skipped, ...], State]:
    """The pages of a feed's entries that are new or edited, and of recent ones that were edited silently."""
    try:
        found = feeds.feed(answer.content, charset=answer.charset, where=answer.url)
    except InputError as error:
        return (Skipped(answer.url, error.problem),), replace(state, note=error.problem)
    pages: list[Reading | Skipped] = []
    fresh = [entry for entry in found.entries if entry.id not in state.entries or state.entries[entry.id].digest != entry.digest]
    if len(fresh) > PAGES_AT_ONCE:
        state = replace(state, validators={url: told for url, told in state.validators.items() if url != answer.url})  # the feed is asked for the rest again
    for entry in fresh[:PAGES_AT_ONCE]:
        read, state = _entry(entry, answer, state, fetcher)
        pages += [_sourced(page, source) for page in read]
    edited, state = _edits(source, state, fetcher, limit=PAGES_AT_ONCE - len(fresh[:PAGES_AT_ONCE]))
    listed = {entry.id for entry in found.entries}
    entries = dict(
        list({**{i: k for i, k in state.entries.items() if i not in listed}, **{i: k for i, k in state.entries.items() if i in listed}}.items())[-MOST_ENTRIES:]
    )
    return (*pages, *edited), replace(state, entries=entries)


def _entry(entry: feeds.Entry, answer: Fetched, state: State, fetcher: Fetcher) -> tuple[list[Reading | Skipped], State]:
    """The page of a new or edited entry; () where its text is as it was."""
    page = web.entry_page(entry, answer, fetcher)
    now = _stamp(fetcher.now())
    before = state.entries.get(entry.id)
    state = replace(state, entries={**state.entries, entry.id: Known(entry.digest, entry.url, before.read if before else now, now)})
    if isinstance(page, Skipped):
        return [page], state
    key = page[2].url or entry.id
    if state.pages.get(key) == page[2].id:
        return [], state
    return [page], replace(state, pages={**state.pages, key: page[2].id})


def _edits(source: Source, state: State, fetcher: Fetcher, *, limit: int) -> tuple[tuple[Reading | Skipped, ...], State]:
    """Pages of recent entries asked again, the longest unasked first: outlets edit without telling their feed."""
    now = fetcher.now()
    since, before = _stamp(now - timedelta(days=REREAD_DAYS)), _stamp(now - timedelta(seconds=REREAD_SECONDS))
    due = sorted((known.asked, key) for key, known in state.entries.items() if known.url and known.read > since and known.asked < before)
    pages: list[Reading | Skipped] = []
    for _, key in due[: max(0, limit)]:
        known = state.entries[key]
        answer = fetcher.get(known.url, state.validators)
        state = replace(state, entries={**state.entries, key: replace(known, asked=_stamp(fetcher.now()))})
        if answer.problem or answer.is_unchanged:
            pages += [Skipped(known.url, answer.problem)] if answer.problem else []
            continue
        state = replace(state, validators={**state.validators, answer.url: answer.validators})
        page = _sourced(web.page(answer), source)
        if not isinstance(page, Skipped) and state.pages.get(page[2].url) != page[2].id:
            state = replace(state, pages={**state.pages, page[2].url: page[2].id})
            pages.append(page)
    return tuple(pages), state


def _sourced(page: Reading | Skipped, source: Source) -> Reading | Skipped:
    """The page with what its source tells of it."""
    if isinstance(page, Skipped):
        return page
    capture, content, document = page
    return capture, content, replace(document, source=source.name, outlet=source.title or document.outlet, language=source.language or document.language)


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S+00:00")
