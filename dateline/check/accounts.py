"""A sentence that a source bears + the other accounts of the same happening -> whose figures differ, as a note and evidence."""

from __future__ import annotations

from dateline.check.case import Case, quote
from dateline.check.claims import Pair, pairs_of
from dateline.records import Claim, Evidence, Figure

_ALIKE = 1.4  # agreement from which two claims tell of one happening
_MOST = 3
_MEASURES = frozenset(("killed", "injured", "casualties", "launched", "intercepted", "captured", "released", "detained", "missing", "displaced"))


def differing(case: Case) -> tuple[str, tuple[Evidence, ...]]:
    """ "sources differ: the army has “12”", and the lines that say so; ("", ()) where none does."""
    found: dict[str, Evidence] = {}
    for mine in case.claims:
        for pair in pairs_of(case, mine):
            figure = _other(mine, pair) if pair.agreement >= _ALIKE and not pair.other and _is_elsewhere(case, pair) else None
            if figure is not None:
                found.setdefault(f"{_teller(pair)} has “{figure.text}”", quote(pair.line))
    if not found:
        return "", ()
    told = list(found)[:_MOST]
    return f"sources differ: {'; '.join(told)}", tuple(found[words] for words in told)


def _is_elsewhere(case: Case, pair: Pair) -> bool:
    """True for a line of another document than the one that bears the sentence best, or of another speaker in it."""
    homes = case.alignment.homes
    if not homes or pair.line.number == homes[0].number:
        return False
    best = next((claim for claim in homes[0].claims if claim.event == pair.claim.event), None)
    speakers = best.speaker.name if best and best.speaker else "", pair.claim.speaker.name if pair.claim.speaker else ""
    return pair.line.document.id != homes[0].document.id or (bool(speakers[1]) and speakers[0] != speakers[1])


def _other(mine: Claim, pair: Pair) -> Figure | None:
    """The other claim's figure for what the sentence gives another number of."""
    for figure in mine.figures:
        same = [other for other in pair.claim.figures if other.measure == figure.measure and other.measure in _MEASURES]
        if same and all(other.high < figure.low or other.low > figure.high for other in same):
            return same[0]
    return None


def _teller(pair: Pair) -> str:
    if pair.claim.speaker is not None:
        return pair.claim.speaker.text
    document = pair.line.document
    return document.outlet or document.title or document.name or "another source"
