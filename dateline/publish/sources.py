"""A document -> its page as it was read: passages by role, claims highlighted in place, revisions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise

from msgspec import structs

from dateline.publish.checks import proofs, statement
from dateline.publish.events import claim_view, counted
from dateline.publish.pages import SourcePage
from dateline.publish.parts import ClaimView, ItemView, PassageView, Piece, Statement
from dateline.publish.record import FEEDING, Record
from dateline.publish.revised import revision_view
from dateline.records import Claim, Document, Item, Page, Passage
from dateline.store import queries

Slot = tuple[int, int, str]  # start, end, name
Edited = dict[int, str]  # start of a passage -> how it differs from the reading before


def source_page(record: Record, identifier: str) -> SourcePage | None:
    """The page as it was read; None where the record lacks it."""
    found = record.document(identifier)
    if found is None:
        return None
    document, page = found
    claims = sorted(queries.claims(record.store, identifier), key=lambda claim: (claim.start, claim.id))
    views = _views(record, claims)
    card = record.source_cards([identifier])[0]
    revisions = record.source_cards(queries.revisions(record.store, document.url or document.name or document.id))
    told = queries.revision(record.store, identifier)
    edited = {edit.after_start: edit.kind for edit in told.edits if edit.after_start >= 0} if told else {}
    checked = [
        (finding.start, statement(n, finding, proofs(record, finding.evidence)))
        for n, (_, _, finding) in enumerate(queries.findings(record.store, identifier), 1)
    ]
    items = tuple(_with_verdicts(item, page, checked) for item in _items(document, page, claims, views, edited))
    kinds = counted(passage.kind for passage in page.passages)
    return SourcePage(card, items, kinds, revisions, len(views), len(claims) - len(views), document.language, revision_view(record, identifier))


def _with_verdicts(item: ItemView, page: Page, checked: Sequence[tuple[int, Statement]]) -> ItemView:
    """The item, its recaps with what their own source says of each sentence."""
    spans = {passage.number: (passage.start, passage.end) for passage in page.passages if passage.kind == "recap"}
    if not checked or not any(passage.number in spans for passage in item.passages):
        return item

    def judged(passage: PassageView) -> PassageView:
        first, last = spans.get(passage.number, (0, 0))
        return structs.replace(passage, verdicts=tuple(one for start, one in checked if first <= start < last))

    return structs.replace(item, passages=tuple(judged(passage) for passage in item.passages))


def _items(document: Document, page: Page, claims: Sequence[Claim], views: dict[str, ClaimView], edited: Edited) -> Iterator[ItemView]:
    """Runs of passages in reading order; an item that furniture interrupts goes on in a second run without heading."""
    known = {item.number: item for item in page.items}
    seen: set[int] = set()
    for number, run in groupby(sorted(page.passages, key=lambda passage: passage.start), key=lambda passage: passage.item):
        item = known.get(number) if number not in seen else None
        seen.add(number)
        yield _item(document, page, item or Item(number, "", "", 0, 0), tuple(run), (claims, views, edited))


def _views(record: Record, claims: Sequence[Claim]) -> dict[str, ClaimView]:
    views: dict[str, ClaimView] = {}
    for claim in claims:
        view = claim_view(record, claim, len(views) + 1)
        if view is not None:
            views[claim.id] = view
    return views


def _item(document: Document, page: Page, item: Item, passages: Sequence[Passage], read: tuple[Sequence[Claim], dict[str, ClaimView], Edited]) -> ItemView:
    claims, views, edited = read
    start, end = passages[0].start, passages[-1].end
    mine = [claim for claim in claims if start <= claim.start < end and claim.id in views]
    sentences = [sentence.start for sentence in page.sentences if start <= sentence.start < end]
    return ItemView(
        item.number, item.form, item.title, item.published, item.published_basis, item.published_precision, item.clues,
        tuple(_passage(document, passage, mine, sentences, edited) for passage in passages), tuple(views[claim.id] for claim in mine),
    )  # fmt: skip


def _passage(document: Document, passage: Passage, claims: Iterable[Claim], sentences: Sequence[int], edited: Edited) -> PassageView:
    inside = [claim for claim in claims if passage.start <= claim.start and claim.end <= passage.end]
    starts = [start for start in sentences if passage.start <= start < passage.end]
    pieces = tuple(_pieces(document.text, passage, inside, starts))
    revised = edited.get(passage.start, "")
    return PassageView(passage.number, passage.kind, passage.item, passage.kind in FEEDING, pieces, passage.section, passage.repeat, revised)


def _pieces(text: str, passage: Passage, claims: Sequence[Claim], starts: Sequence[int]) -> Iterator[Piece]:
    """The passage cut at every start of a sentence, edge of a claim and of its slots. Where slots overlap, the one named first has the words."""
    slots = [slot for claim in claims for slot in _slots(claim) if passage.start <= slot[0] < slot[1] <= passage.end]
    bounds = [(claim.start, claim.end) for claim in claims] + [slot[:2] for slot in slots]
    edges = {passage.start, passage.end, *starts, *(edge for pair in bounds for edge in pair)}
    for first, last in pairwise(sorted(edges)):
        owner = next((claim.id for claim in claims if claim.start <= first and last <= claim.end), "")
        slot = next((name for begin, finish, name in slots if begin <= first and last <= finish), "")
        opened = tuple(claim.id for claim in claims if claim.start == first)
        yield Piece(text[first:last], owner, slot, (f"w{first}", *opened) if opened or first in starts else ())


def _slots(claim: Claim) -> Iterator[Slot]:
    for figure in claim.figures:
        yield figure.start, figure.end, "figure"
    for name, role in (("speaker", claim.speaker), ("actor", claim.actor), ("recipient", claim.recipient), ("via", claim.via)):
        if role is not None:
            yield role.start, role.end, name
    if claim.place is not None:
        yield claim.place.start, claim.place.end, "place"
    if claim.time is not None and claim.time.begin >= 0:
        yield claim.time.begin, claim.time.finish, "time"
    if claim.match.trigger is not None:
        yield claim.match.trigger.start, claim.match.trigger.end, "event"
