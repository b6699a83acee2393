"""Figures of air raids -> nights, one for each speaker and weapon: what was launched and what became of it; gaps stay gaps.

Laws: what is left over is told only where linking made the sum; a region's share of a night is no night; a figure that its
speaker replaced is not drawn and is kept beside what replaced it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from msgspec import structs

from dateline import lexicons
from dateline.calendar_days import shift
from dateline.publish.parts import Line, Night
from dateline.publish.record import Record
from dateline.publish.sayings import Key, Saying, Shown, counted, point, shown
from dateline.records import Claim, Figure, Sum
from dateline.store import listings, queries
from dateline.store.queries import FigureRow

RAIDS = ("launched", "intercepted", "lost")
ROWS = 240  # figures of air raids on one page: the newest
EXACT, LEAST = frozenset({"="}), frozenset({">=", ">"})
Group = tuple[str, str, str, str]  # night, side, speaker, what is counted


def nights_between(record: Record, first: str, last: str) -> tuple[tuple[Night, ...], int]:
    """(nights by day, side and speaker; figures withheld)."""
    rows = [row for row in listings.figures_between(record.store, RAIDS, first, last, ROWS) if _is_of_a_night(row)]
    told, replaced, withheld = shown(record, rows)
    told = [one for one in told if not _is_one_of(record, one)]
    groups = _groups(told)
    sums = _sums(record, {one.saying.row.event_id or "" for one in told} - {""})
    nights = [_night(record, key, members, replaced, sums) for key, members in groups.items()]
    kept = _fullest(night for night in nights if night.launched is not None or night.intercepted is not None)
    return tuple(sorted(kept, key=lambda night: (night.day, night.side.order, night.speaker, night.object))), withheld


def _is_of_a_night(row: FigureRow) -> bool:
    """True for weapons of one night: no week's total, no drones bought or found."""
    is_short = not (row.day and row.until) or row.until[:10] <= shift(row.day[:10], 1)
    return row.op in EXACT | LEAST and row.event in {"ASSAULT", None} and is_short and _is_weapon(row.object)


def _is_one_of(record: Record, one: Shown) -> bool:
    """True for "one of the missiles": it counts no night."""
    found, row = record.document(one.line.document), one.saying.row
    return row.of is None and found is not None and found[0].text[row.end :].lstrip().startswith(("of the ", "of those ", "of them "))


def _is_weapon(thing: str) -> bool:
    return not thing or _is_any(thing) or lexicons.table("objects").get(counted_name(thing), "").startswith("weapon")


def counted_name(thing: str) -> str:
    """Class of a weapon."""
    return lexicons.table("counted").get(thing, thing)


def _is_any(thing: str) -> bool:
    """True for words that say of no one kind of weapon what it is: "target"."""
    return lexicons.table("whole_nouns").get(thing) == "weapon"


# ---- whose night ----


def _groups(told: Sequence[Shown]) -> dict[Group, list[Shown]]:
    """Figures by night, speaker and weapon; what a report tells in its own voice beside its one speaker is the speaker's."""
    named: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    for one in told:
        if one.saying.row.speaker:
            named[one.line.document, _night_of(one.saying.row)].add((one.side.id, one.speaker))
    groups: dict[Group, list[Shown]] = defaultdict(list)
    for one in told:
        row = one.saying.row
        speakers = named[one.line.document, _night_of(row)]
        side, speaker = next(iter(speakers)) if not row.speaker and len(speakers) == 1 else (one.side.id, one.speaker)
        groups[_night_of(row), side, speaker, "" if _is_any(row.object) else counted(row)].append(one)
    _join_unnamed(groups)
    return groups


def _join_unnamed(groups: dict[Group, list[Shown]]) -> None:
    """Figures that do not say of what ("31 were lost") belong to the one weapon that the same speaker names."""
    for key in [key for key in groups if not key[3]]:
        named = [other for other in groups if other[3] and other[:3] == key[:3]]
        if len(named) == 1:
            groups[named[0]] += groups.pop(key)


def _night_of(row: FigureRow) -> str:
    """The morning after: the last day of the event, else the day of telling."""
    return (row.until or row.day or row.published or "")[:10]


# ---- what became of it ----


def _sums(record: Record, events: Collection[str]) -> dict[str, list[Sum]]:
    """Event -> its sums of what was launched and what became of it."""
    return {event: [one for one in queries.sums(record.store, event) if _is_raid(one)] for event in sorted(events)}


def _is_raid(one: Sum) -> bool:
    figure = one.total.figure
    is_fates = all(part.figure and part.figure.measure in RAIDS[1:] for part in one.parts)
    return figure is not None and figure.measure == "launched" and not one.is_all and is_fates


def _night(record: Record, key: Group, members: Sequence[Shown], replaced: Mapping[Key, Saying], sums: Mapping[str, Sequence[Sum]]) -> Night:
    current = [one for one in members if one.saying.key not in replaced]
    lines = tuple({(one.line.document, one.line.start): one.line for one in current}.values())
    whole = _sum_of(key[3], current, sums)
    event = next((one.saying.row.event_id for one in current if one.saying.row.event_id), "") or ""
    earlier = tuple(point(record, one, replaced) for one in members if one.saying.key in replaced)
    speaker, side = next(((one.speaker, one.side) for one in members if one.saying.row.speaker), (members[0].speaker, members[0].side))
    values, least = _told(current)
    if whole and whole.total.figure:
        claims = queries.claims_by_id(record.store, (part.claim for part in whole.parts))
        fates = _fates(whole, claims)
        values |= {"launched": whole.total.figure.low, **fates}
        least = ()
    return Night(
        key[0], speaker, side, key[3], values.get("launched"), values.get("intercepted"), values.get("lost"), whole.remainder if whole else None, event,
        lines, values.get("left"), least, tuple(one for one in earlier if one.replaced_by),
    )  # fmt: skip


def _told(current: Sequence[Shown]) -> tuple[dict[str, float], tuple[str, ...]]:
    """The largest figure of each measure, smaller ones being shares of it; and which are only "at least"."""
    values, least = {}, []
    for measure in RAIDS:
        rows = [one.saying.row for one in current if one.saying.row.measure == measure]
        exact = [row.low for row in rows if row.op in EXACT]
        if rows:
            values[measure] = max(exact) if exact else max(row.low for row in rows)
        if rows and not exact:
            least.append(measure)
    return values, tuple(least)


def _sum_of(weapon: str, current: Iterable[Shown], sums: Mapping[str, Sequence[Sum]]) -> Sum | None:
    """The sum that these figures make, the fullest and newest."""
    told = {one.saying.row.event_id or "": one.saying.row.published or "" for one in current}
    found = {id(one): (one, said) for event, said in sorted(told.items()) for one in sums.get(event, ())}
    values = {(one.saying.row.measure, one.saying.row.low) for one in current}
    fitting = [(one, said) for one, said in found.values() if _weapon_of(one.total.figure) == weapon and _is_told(one, values)]
    return max(fitting, key=lambda pair: (len(pair[0].parts), pair[1], pair[0].total.claim), default=(None, ""))[0]


def _is_told(whole: Sum, values: Collection[tuple[str, float]]) -> bool:
    """True where an account has the figures of a sum: the whole, and what it has of the fates is in it."""
    parts = {(part.figure.measure, part.figure.low) for part in whole.parts if part.figure}
    shot = {value for measure, value in values if measure == "intercepted"}
    is_whole = whole.total.figure is not None and ("launched", whole.total.figure.low) in values
    return is_whole and (not shot or bool(shot & {value for measure, value in parts if measure == "intercepted"}))


def _weapon_of(figure: Figure | None) -> str:
    return "" if figure is None or _is_any(figure.object) else counted_name(figure.object)


def _fates(whole: Sum, claims: Mapping[str, Claim]) -> dict[str, float]:
    """Parts of a sum by what became of them."""
    found: dict[str, float] = {}
    for part in whole.parts:
        if part.figure:
            kind = "left" if _is_leaving(claims.get(part.claim), part.figure) else part.figure.measure
            found[kind] = found.get(kind, 0) + part.figure.low
    return found


def _is_leaving(claim: Claim | None, figure: Figure) -> bool:
    """True where weapons act themselves: "one left for Moldova"; those that are lost are acted on."""
    actor = claim.actor if claim else None
    return figure.measure == "lost" and actor is not None and actor.start <= figure.start < actor.end


# ---- one bar for each account ----


def _fullest(nights: Iterable[Night]) -> list[Night]:
    """One bar for each account: a second report of the same figures, or of a share of them, joins the one that tells most."""
    kept: dict[tuple[str, str, str], list[Night]] = defaultdict(list)
    for night in sorted(nights, key=_weight, reverse=True):
        same = kept[night.day, night.side.id, night.object]
        fuller = next((index for index, other in enumerate(same) if _is_within(night, other)), None)
        if fuller is None:
            same.append(night)
        else:
            same[fuller] = structs.replace(same[fuller], lines=_joined(same[fuller].lines, night.lines))
    return [night for same in kept.values() for night in same]


def _joined(one: Iterable[Line], other: Iterable[Line]) -> tuple[Line, ...]:
    return tuple({(line.document, line.start): line for line in (*one, *other)}.values())


def _is_within(night: Night, other: Night) -> bool:
    """Told by the same side, and nothing in it that the other account does not say, or that is more than a share of it."""
    told = [(getattr(night, name), getattr(other, name)) for name in RAIDS]
    is_same = all(mine is None or mine == theirs for mine, theirs in told)
    is_share = night.launched is None and all(mine is None or (theirs is not None and mine < theirs) for mine, theirs in told)
    return is_same or (is_share and all(line.place for line in night.lines))


def _weight(night: Night) -> tuple[int, float, str]:
    told = [value for value in (night.launched, night.intercepted, night.lost) if value is not None]
    return len(told), max(told), night.speaker
