"""What a later reading of a page changed -> what readers see of it: passages with the words gone and new, then claims.

Law: words are shown only where they stand in the text of their reading.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from difflib import SequenceMatcher
from itertools import islice

from dateline.publish.parts import ChangeView, EditView, RevisionView
from dateline.publish.record import Record, collapsed, words_address
from dateline.records import Change, Document, Edit
from dateline.store import queries

EDITS = 60  # of one reading, at most


def revision_view(record: Record, document: str, most: int = EDITS) -> RevisionView | None:
    """What this reading changed of the one before it; None where it changed nothing or was the first."""
    told = queries.revision(record.store, document)
    later, earlier = record.document(document), record.document(told.earlier) if told else None
    if told is None or later is None or earlier is None or not (told.edits or told.changes):
        return None
    texts = collapsed(earlier[0].text), collapsed(later[0].text)
    cards = {card.id: card for card in record.source_cards((told.earlier, document))}
    edits = tuple(_edit(edit, later[0]) for edit in told.edits if edit.before in texts[0] and edit.after in texts[1])
    return RevisionView(cards[told.earlier], cards[document], edits[:most], tuple(_changes(record, told.changes[:most])), len(edits) - len(edits[:most]))


def changes_among(record: Record, documents: Iterable[str], claims: Collection[str]) -> tuple[ChangeView, ...]:
    """What later readings changed of these claims, document by document."""
    found: list[ChangeView] = []
    for document in dict.fromkeys(documents):
        told = queries.revision(record.store, document)
        mine = [change for change in told.changes if change.before in claims or change.after in claims] if told else []
        found.extend(_changes(record, mine))
    return tuple(found)


def changes_of(record: Record, documents: Iterable[str], most: int) -> tuple[ChangeView, ...]:
    """What these readings changed of the ones before them, at most so many."""
    told = (queries.revision(record.store, document) for document in documents)
    return tuple(islice((view for one in told if one for view in _changes(record, one.changes[:most])), most))


def _changes(record: Record, changes: Iterable[Change]) -> Iterator[ChangeView]:
    """Changes whose sentence stands in the reading it was taken from."""
    listed = list(changes)
    claims = queries.claims_by_id(record.store, (change.after or change.before for change in listed))
    for change in listed:
        claim = claims.get(change.after or change.before)
        found = record.document(claim.document) if claim else None
        if claim and found and change.text == collapsed(found[0].text[claim.start : claim.end]):
            when = found[0].fetched or claim.published or ""
            yield ChangeView(change.kind, change.words, change.text, words_address(claim.document, claim.start), when)


def _edit(edit: Edit, later: Document) -> EditView:
    href = words_address(later.id, edit.after_start) if edit.after_start >= 0 else ""
    return EditView(edit.kind, edit.passage, tuple(_pieces(edit)), href)


def _pieces(edit: Edit) -> Iterator[tuple[str, str]]:
    """(words, what became of them): "" = kept, gone, new."""
    if edit.kind != "edited":
        yield (edit.after, "new") if edit.kind == "added" else (edit.before, "gone") if edit.kind == "removed" else (edit.after, "")
        return
    old, new = edit.before.split(), edit.after.split()
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield " ".join(old[a:b]), ""
        else:
            yield from ((" ".join(words), mark) for words, mark in ((old[a:b], "gone"), (new[c:d], "new")) if words)
