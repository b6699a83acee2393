"""The order of the stages: sources in, a record out; the only module that knows all of them.

Each pure stage is an object made from its data (lexicons, grammar, desk) and called with records. A stage returns; it
never calls the next one.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from dateline.annotate import Annotator
from dateline.check import FORM, Checker, rendered
from dateline.errors import InputError
from dateline.extract import Extractor
from dateline.link import link
from dateline.link.changes import changes
from dateline.linking import extend
from dateline.read.revisions import changes as passage_changes
from dateline.read.revisions import same_items
from dateline.records import Capture, Claim, Decision, Desk, Document, Finding, Item, Linked, Page, Passage, Reading, Revision, Sentence, Skipped, Source
from dateline.segment import Segmenter
from dateline.store import Store, queries
from dateline.store.retrieval import Retrieval

if TYPE_CHECKING:
    from dateline.read.fetch import Fetcher

SENTENCES = 6  # best sentences of the record looked up for each sentence of a draft
PAGES = 60  # best pages compared with a draft
LEAD = 2  # first sentences of an item, read with every sentence of it that is looked up


class Added(Struct, frozen=True):
    """What reading one page into a record did."""

    name: str
    claims: int
    is_new: bool  # False where the record had this text of this page already
    skipped: str = ""  # reason, where the page gave no document


class Pipeline:
    """The stages compiled for a desk."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.segmenter = Segmenter(desk)
        self.annotator = Annotator(desk)
        self.extractor = Extractor(desk)
        self.checker = Checker(desk)

    def read(self, document: Document) -> Reading:
        """Segment, annotate and extract one page."""
        return self._read(document, self.segmenter(document))

    def read_draft(self, document: Document) -> Reading:
        """The same for a text to be checked: every sentence of it counts, whatever kind of passage it stands in."""
        return self._read(document, self.segmenter.plain(document))

    def read_source(self, document: Document) -> Reading:
        """A source to check against: a page, or data (JSON, JSON Lines, CSV) as lines of key and value."""
        data = rendered(document.text)
        return self.read(document) if data is None else self.read_draft(replace(document, text=data, form=FORM))

    def _read(self, document: Document, page: Page) -> Reading:
        annotations = self.annotator(document, page)
        return Reading(document, page, annotations, self.extractor(document, page, annotations))

    def check(self, draft: Document, sources: Iterable[Reading]) -> tuple[Finding, ...]:
        """Findings on each sentence of a draft against the given sources."""
        return self.checker(self.read_draft(draft), tuple(sources))

    def own_text(self, document: Document) -> str:
        """The words of a page that are its source's own: without furniture, appeals, teasers, captions, recaps."""
        page = self.segmenter(document)
        own = {sentence.passage for sentence in page.sentences}
        return "\n\n".join(document.text[p.start : p.end] for p in page.passages if p.number in own)

    def check_recaps(self, reading: Reading) -> Iterator[tuple[int, Finding]]:
        """(item, finding) for each sentence of a page's recaps, judged against the source text of the same item."""
        for item in reading.page.items:
            recaps = [p for p in reading.page.passages if p.item == item.number and p.kind == "recap"]
            if recaps:
                draft = self._read(reading.document, self._recap_page(reading, item, recaps))
                for finding in self.checker(draft, (_of_item(reading, item),)):
                    yield item.number, finding

    def _recap_page(self, reading: Reading, item: Item, recaps: list[Passage]) -> Page:
        sentences = [s for p in recaps for s in self.segmenter.sentences(reading.document.text, p)]
        numbered = tuple(Sentence(n, s.item, s.passage, s.start, s.end, s.kind) for n, s in enumerate(sentences))
        return Page((item,), tuple(recaps), numbered)


def _of_item(reading: Reading, item: Item) -> Reading:
    """The part of a reading that is one item."""
    page = Page((item,), tuple(p for p in reading.page.passages if p.item == item.number), tuple(s for s in reading.page.sentences if s.item == item.number))
    annotations = tuple(a for a in reading.annotations if a.sentence.item == item.number)
    return Reading(reading.document, page, annotations, tuple(c for c in reading.claims if c.item == item.number))


def page_at(address: str, *, local: bool = False) -> Document:
    """The page at a web address.

    Args:
        local: private and loopback addresses may be fetched.

    Raises:
        InputError: it is no web address, may not be fetched, or gives no page.
    """
    from dateline.read import document, kind

    if kind(address) != "page":
        raise InputError("is no web address", address, "Give it with http:// or https://.")
    return document(address, local=local)


def add(store: Store, pipeline: Pipeline, pages: Iterable[tuple[Capture, bytes, Document] | Skipped], on_page: Callable[[Added], None]) -> int:
    """Read pages into a record, each in one transaction; how many were new. Call `relink` after."""
    new = 0
    for page in pages:
        if isinstance(page, Skipped):
            on_page(Added(page.name, 0, False, page.reason))
            continue
        capture, content, document = page
        added = Added(document.name or document.url, 0, False)
        if not store.has(document.id):
            reading = pipeline.read(document)
            findings = tuple(pipeline.check_recaps(reading))
            is_new = store.save(document, reading.page, reading.claims, findings=findings, capture=(capture, content), names=_names(store, reading))
            added = Added(added.name, len(reading.claims), is_new)
            new += is_new
        on_page(added)
    return new


def _names(store: Store, reading: Reading) -> dict[int, tuple[str, str]]:
    """Number of an item -> (its name over revisions of the page, when other words of it were read). A new item is named by this reading."""
    document, page = reading.document, reading.page
    names = {item.number: (f"{document.id}-{item.number}", "") for item in page.items}
    earlier = queries.revisions(store, document.url or document.name or document.id)[-1:]
    before = queries.document(store, earlier[0]) if earlier else None
    if before is None:
        return names
    kept = queries.item_names(store, earlier[0])
    old, new = _item_texts(*before), _item_texts(document, page)
    for number, twin in same_items(before, (document, page)).items():
        name, changed = kept[twin]
        names[number] = (name, changed if new[number] == old[twin] else document.fetched)
    return names


def _item_texts(document: Document, page: Page) -> dict[int, list[str]]:
    """Number of an item -> the words that feed claims."""
    texts: dict[int, list[str]] = {item.number: [] for item in page.items}
    for sentence in page.sentences:
        texts.setdefault(sentence.item, []).append(" ".join(document.text[sentence.start : sentence.end].split()))
    return texts


def revision(earlier: tuple[Document, Page], later: tuple[Document, Page], before: Sequence[Claim], after: Sequence[Claim]) -> Revision:
    """What a later reading of a page changed: passages, then claims."""
    documents = {document.id: document for document, _ in (earlier, later)}
    return Revision(later[0].id, earlier[0].id, passage_changes(earlier, later), changes(before, after, documents))


def _revisions(store: Store, listed: Sequence[queries.Listed]) -> Iterator[Revision]:
    """Each later reading of a page with the one before it."""
    pages: dict[str, str] = {}
    for row in listed:
        if row.page in pages:
            earlier, later = queries.document(store, pages[row.page]), queries.document(store, row.id)
            if earlier and later:
                yield revision(earlier, later, queries.claims(store, earlier[0].id), queries.claims(store, later[0].id))
        pages[row.page] = row.id


def watch(store: Store, pipeline: Pipeline, sources: Sequence[Source], fetcher: Fetcher, every_seconds: float, on_page: Callable[[Added], None]) -> int:
    """One round of polling: pages that are new or changed go into the record, what polling remembers is kept; how many were new."""
    from dateline.read.watch import State, poll  # the network is loaded only where it is used

    states = {name: msgspec.json.decode(record, type=State) for name, record in queries.watch_states(store).items()}
    new = 0
    for polled in poll(sources, states, fetcher, every_seconds=every_seconds):
        new += add(store, pipeline, polled.pages, on_page)
        store.remember(polled.source.name, msgspec.json.encode(polled.state))
    if new:
        link_new(store, pipeline.desk)
    return new


def relink(store: Store, desk: Desk) -> Linked:
    """Events and all that hangs on them, anew from the claims of a record; editors' decisions hold."""
    listed = queries.documents(store)
    documents = [found for row in listed if (found := queries.document(store, row.id))]
    store.replace_revisions(tuple(_revisions(store, listed)))
    gc.disable()  # records hold no cycles; looking for them takes half the time where there are millions
    try:
        linked = link(queries.claims(store), documents, in_force(queries.editor_decisions(store)), desk)
        store.replace_linked(linked)
    finally:
        gc.enable()
    return linked


def link_new(store: Store, desk: Desk) -> None:
    """Link the documents that were read since the last time: only what they are tied to is decided anew.

    A record that is just begun, or to which more is new than old, is relinked whole; the result is the same.
    """
    unlinked = store.links.unlinked()
    if 2 * len(unlinked) > store.links.read():
        relink(store, desk)
    elif unlinked:
        store.add_revisions(tuple(_later(store, unlinked)))
        extend(store, desk, in_force(queries.editor_decisions(store)), unlinked)


def _later(store: Store, documents: Iterable[str]) -> Iterator[Revision]:
    """Those of some documents that are later readings of a page, each with the one before it."""
    for identifier in documents:
        found = queries.document(store, identifier)
        readings = queries.revisions(store, found[0].url or found[0].name or identifier) if found else []
        at = readings.index(identifier) if identifier in readings else 0
        earlier = queries.document(store, readings[at - 1]) if at else None
        if found and earlier:
            yield revision(earlier, found, queries.claims(store, earlier[0].id), queries.claims(store, identifier))


def reread(store: Store, pipeline: Pipeline) -> None:
    """Claims of every stored page anew, after rules or lexicons have changed; pages are segmented anew too."""
    found = (queries.document(store, listed.id) for listed in queries.documents(store))
    store.replace_claims((document.id, pipeline.read(document).claims) for document, _ in filter(None, found))
    relink(store, pipeline.desk)


def in_force(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Editors' decisions that were not taken back by a later row."""
    last: dict[str, Decision] = {}
    for decision in decisions:
        last[decision.id] = decision
    return tuple(decision for decision in last.values() if not decision.undone)


def check_record(store: Store, pipeline: Pipeline, draft: Document) -> tuple[Finding, ...]:
    """Findings on a draft against a whole record: the sentences that fit it best are read again, with those around them."""
    reading = pipeline.read_draft(draft)
    retrieval = Retrieval(store)
    wanted: dict[str, set[int]] = {}
    scores: dict[str, float] = {}
    for sentence in reading.page.sentences:
        claims = [claim for claim in reading.claims if claim.sentence == sentence.number]
        for rank, ((document, number), _) in enumerate(retrieval(draft.text[sentence.start : sentence.end], claims, SENTENCES)):
            wanted.setdefault(document, set()).update((number - 1, number, number + 1) if rank < 2 else (number,))
            scores[document] = scores.get(document, 0.0) + 1 / (rank + 2)
    best = sorted(scores, key=lambda identifier: (-scores[identifier], identifier))[:PAGES]
    return pipeline.checker(reading, [part for identifier in best if (part := _part(store, pipeline, identifier, wanted[identifier])) is not None])


def _part(store: Store, pipeline: Pipeline, identifier: str, numbers: set[int]) -> Reading | None:
    """The wanted sentences of a stored document and the leads of their items, annotated anew, with the claims the record has."""
    found = queries.document(store, identifier)
    if found is None:
        return None
    document, page = found
    items = {sentence.item for sentence in page.sentences if sentence.number in numbers}
    leads = {sentence.number for item in items for sentence in [s for s in page.sentences if s.item == item][:LEAD]}
    sentences = tuple(sentence for sentence in page.sentences if sentence.number in numbers | leads)
    part = Page(page.items, page.passages, sentences)
    kept = {sentence.number for sentence in sentences}
    claims = tuple(claim for claim in queries.claims(store, identifier) if claim.sentence in kept)
    return Reading(document, part, pipeline.annotator(document, part), claims)
