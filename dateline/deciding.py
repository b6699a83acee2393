"""An editor's decision -> kept in the record, which is linked anew; checked first, so that a slip of the hand keeps nothing."""

from __future__ import annotations

from dateline.errors import InputError
from dateline.pipeline import in_force, relink
from dateline.records import Decision, Desk, Linked
from dateline.store import Store, queries

KINDS = ("join", "split", "same-name", "not-same")  # two claims; two names


def decide(store: Store, desk: Desk, kind: str, pair: tuple[str, str], *, by: str, undo: bool = False) -> Linked:
    """What the record is linked to once the decision holds, or is taken back.

    Args:
        pair: two claim ids, or a name and the name or key that it stands for or does not.
        by: the editor's name.

    Raises:
        InputError: no such decision, claim or bearer of the name, or nothing to take back; the record is as it was.
    """
    identifier = ":".join((kind, *pair))
    if kind not in KINDS:
        raise InputError("no such decision", kind, f"Use one of: {', '.join(KINDS)}.")
    if not all(word.strip() for word in (*pair, by)):
        raise InputError("lacks a word", f"{identifier} by {by!r}", "Give two ids or names, and your own name.")
    subject, other = pair
    if undo:
        _check_kept(store, identifier)
    elif kind in ("join", "split"):
        _check_claims(store, pair)
    elif kind == "same-name":
        other = _bearer(store, other)
    store.decide(Decision(identifier, kind, subject, other, by=by, undone=undo))
    return relink(store, desk)


def _check_kept(store: Store, identifier: str) -> None:
    kept = sorted(decision.id for decision in in_force(queries.editor_decisions(store)))
    if identifier not in kept:
        raise InputError("no such decision holds", identifier, f"What holds: {', '.join(kept) or 'nothing'}.")


def _check_claims(store: Store, pair: tuple[str, str]) -> None:
    if pair[0] == pair[1]:
        raise InputError("is one claim, not two", pair[0], "Give the ids of two claims.")
    known = queries.claims_by_id(store, pair)
    for identifier in pair:
        if identifier not in known:
            raise InputError("no such claim", identifier, f"Ids stand in: dateline export claims --record {store.path}")


def _bearer(store: Store, name: str) -> str:
    """The key of the one who bears a name; the name itself where nobody in the record does."""
    keys = queries.keys_named(store, name)
    if len(keys) > 1:
        raise InputError("several bear this name", name, "Name one of them: " + ", ".join(keys))
    return keys[0] if keys else name
