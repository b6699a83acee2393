"""Claims -> tolls: how many were killed, injured and detained, as most reports tell.

Within a report a number told counts as it stands and people told one by one are told apart by name, age, sex and order
("a second victim"). What a later sentence says again adds nothing; "two others" come on top; "two of them" are part of
those told before. Who was shot and then died is no wounded; who shot himself is one more than his victims.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

import msgspec

from dateline.calendar_days import distance
from dateline.lexicons import table
from dateline.link.people import FURTHER, People, Person
from dateline.records import Addend, Affected, Claim, Toll

UNREAL = frozenset(("hypothetical", "planned", "threatened", "denied"))
MEASURES = ("killed", "injured", "detained")
BACK = 4  # sentences after a number in which others come on top of it
JUST = 2  # sentences after which "they died" means those hurt
FULL = len("2025-01-07")
NEAR = 7  # days within which two days told can be of one event
MOST = 1_000_000  # a number beyond it is no toll
Told = tuple[Claim, Affected]
Report = tuple[str, tuple[Toll, ...]]  # day of a report, its tolls


def tolls(claims: Iterable[Claim]) -> tuple[Toll, ...]:
    """One toll a measure that is told at all, killed first: what most reports tell, of equals the highest."""
    told = reported(claims)
    led = {toll.measure: toll for toll in leading(told)}
    found = [led.get(measure) or max(_of(told, measure), key=lambda t: t.low, default=None) for measure in MEASURES]
    return tuple(toll for toll in found if toll is not None and toll.low)


def reported(claims: Iterable[Claim]) -> list[Report]:
    """Day and tolls of each report that tells any, by document and item."""
    reports: dict[tuple[str, int], list[Claim]] = defaultdict(list)
    for claim in claims:
        reports[claim.document, claim.item].append(claim)
    told = [((reports[key][0].published or "")[:10], report_tolls(reports[key])) for key in sorted(reports)]
    return [(day, found) for day, found in told if found]


def leading(told: Sequence[Report]) -> tuple[Toll, ...]:
    """Tolls that more reports tell than any other number, 0 where most tell of nobody; a measure that no number leads is left out.

    A higher number told in words after the last report of the leading one, by half as many, takes its place: tolls rise.
    """
    return tuple(toll for measure in MEASURES if (toll := _leading(told, measure)) is not None)


def _leading(told: Sequence[Report], measure: str) -> Toll | None:
    by_low: dict[int, list[tuple[str, Toll]]] = defaultdict(list)
    for day, found in told:
        toll = next((each for each in found if each.measure == measure), Toll(measure, 0))
        by_low[toll.low].append((day, toll))
    most = max(map(len, by_low.values()), default=0)
    first = [low for low, each in by_low.items() if len(each) == most]
    if len(first) != 1:
        return None
    until = max(day for day, _ in by_low[first[0]])
    rising = [each for low, each in by_low.items() if low > first[0] and len(each) * 2 >= most]
    later = [toll for each in rising for day, toll in each if day > until and not toll.derived]
    exact = [toll for _, toll in by_low[first[0]] if not toll.derived]
    return max(later, key=lambda t: t.low, default=None) or (exact or [toll for _, toll in by_low[first[0]]])[0]


def _of(told: Sequence[Report], measure: str) -> list[Toll]:
    return [toll for _, found in told for toll in found if toll.measure == measure]


def report_tolls(claims: Iterable[Claim]) -> tuple[Toll, ...]:
    """The tolls that the claims of one report tell."""
    told = _of_one_scene(_told(claims))
    if not told:
        return ()
    day = _main_day(told)
    return tuple(msgspec.structs.replace(toll, day=day) for toll in _Report(_of_one_time(told, day)).tolls() if toll.low)


def _told(claims: Iterable[Claim]) -> list[Told]:
    """People of the claims in reading order; those of another time only where there is nobody else."""
    real = [claim for claim in claims if not (claim.harm and claim.status in UNREAL)]
    found = [(claim, people) for claim in real for people in claim.affected]
    read = {claim.sentence for claim, _ in found}
    found += [(claim, people) for claim in real if claim.sentence not in read and claim.status not in UNREAL for people in _counted(claim)]
    found.sort(key=lambda pair: (pair[1].start, pair[1].end))
    return found


def _of_one_scene(found: list[Told]) -> list[Told]:
    """Those of the attack that hurt most, where a report tells of others beside it; a count over several only where there is no other."""
    scenes: list[list[Told]] = [[]]
    sentence = -1
    for claim, people in found:
        if people.scene == "other" and claim.sentence != sentence and scenes[-1]:
            scenes.append([])
        sentence = claim.sentence if people.scene == "other" else sentence
        if people.scene != "several":
            scenes[-1].append((claim, people))
    return max(scenes, key=lambda scene: sum(people.low for _, people in scene if people.measure != "detained")) or found


def _main_day(found: Sequence[Told]) -> str:
    """Day that most people are told of, of equals the first; "" where none is told."""
    days = Counter(people.day for _, people in found if len(people.day) == FULL)
    return max(days, key=lambda day: days[day], default="")


def _of_one_time(found: list[Told], main: str) -> list[Told]:
    """Those of the time that most are told of, or of none told: what happened weeks apart or counts over months is another matter."""
    kept = [pair for pair in found if not pair[1].day or (len(pair[1].day) == FULL and distance(pair[1].day, main) <= NEAR)]
    return kept or found


def _counted(claim: Claim) -> list[Affected]:
    """Figures of a claim in whose sentence no people are told: "the toll rose to 15"."""
    return [
        Affected(f.text, f.start, f.end, f.measure, f.low, f.op)
        for f in claim.figures
        if f.measure in MEASURES and f.op not in {"<", "<="} and f.low > 1 and (claim.event is not None or table("counted").get(f.object) == "person")
    ]


class _Report:
    """The people of one report."""

    def __init__(self, told: Sequence[Told]) -> None:
        self.sentences: dict[int, list[Told]] = defaultdict(list)
        for claim, people in told:
            self.sentences[claim.sentence].append((claim, people))
        self.people = People()
        self.totals: dict[str, list[tuple[float, list[Told]]]] = defaultdict(list)
        self.hits: list[tuple[float, list[Told], bool]] = []
        self.pairs: list[tuple[float, list[Told]]] = []  # injured told beside the dead: "one dead, three hurt"
        for number in sorted(self.sentences):
            self._read(number, self.sentences[number])

    def _read(self, number: int, told: list[Told]) -> None:
        before = {measure: self.people.of(measure) for measure in (*MEASURES, "hit")}
        met: list[tuple[str, Person]] = []
        again: set[int] = set()  # where words mean somebody met in the same sentence
        for claim, each in told:
            if each.low == 1 and each.op != ">=":
                person = self.people.meet(each, claim, number)
                again |= {each.start} if person is None or any(person is other and each.measure == measure for measure, other in met) else set()
                met += [(each.measure, person)] if person is not None else []
            elif each.measure == "killed" and each.note == "back":
                self.people.meet_all(each, claim)
        parts = sum(each.low for _, each in told if each.note == "part" and each.measure == "killed")
        for measure in (*MEASURES, "hit"):
            mine = [(claim, each) for claim, each in told if each.measure == measure and each.start not in again]
            whole = [pair for pair in mine if pair[1].note != "part"] or mine
            if measure == "killed" and whole and all(each.note == "back" and each.low > 1 for _, each in whole):
                self._all_died(number, whole)
            if not whole or all(each.note == "back" and each.op == ">=" for _, each in whole):
                continue
            whole = [pair for pair in whole if not pair[1].text.endswith("family")] or whole
            fresh = [pair for pair in whole if pair[1].note != "back" or pair[1].op == "="]
            whole = _once(fresh or whole)
            low = sum(each.low for _, each in whole)
            if low < 2 and not (whole[0][1].note in FURTHER and whole[0][1].nth == 0):
                continue
            after = all(each.op == ">=" and not each.note for _, each in whole) and bool(before[measure]) and not self.totals[measure]
            if after or all(each.note in FURTHER for _, each in whole):
                add = not after and measure == "detained"
                more, earlier = self._earlier(number, measure, before[measure], totals=add)
                whole, low = [*earlier, *whole], low + more
            if measure in {"injured", "hit"} and parts and low > parts:
                low -= parts
            apart = any(e.measure == "killed" and e.note not in {"part", "self"} and e.start < whole[0][1].start for _, e in told)
            if measure == "injured" and apart:
                self.pairs.append((low, whole))
            if measure == "hit":
                self.hits.append((low, whole, apart or bool(parts)))
            elif low < MOST:
                self.totals[measure].append((low, whole))

    def _all_died(self, sentence: int, told: list[Told]) -> None:
        """Take in that the number hurt just before died: "two boys were hit. They both died"."""
        if self.totals["killed"]:
            return
        hit, hurt = [(low, parts) for low, parts, _ in self.hits[-1:]], self.totals["injured"][-1:]
        for low, parts in (*hurt, *hit):
            if sentence - parts[-1][0].sentence <= JUST and (told[0][1].op == ">=" or told[0][1].low == low):
                self.totals["killed"].append((low, parts))
                self.totals["injured"] = [total for total in self.totals["injured"] if total[1] is not parts]
                return

    def _earlier(self, sentence: int, measure: str, people: list[Person], *, totals: bool) -> tuple[float, list[Told]]:
        """Those on top of whom others come: the number told just before, else the people met so far."""
        near = [(low, parts) for low, parts in self.totals[measure] if totals and sentence - parts[-1][0].sentence <= BACK]
        return _most([*near, _singles([person for person in people if not person.is_other])])

    def tolls(self) -> Iterable[Toll]:
        """Killed, injured and detained, 0 where nobody is."""
        killed = self._killed()
        yield killed
        yield self._injured(killed)
        yield _toll("detained", *_most([*self.totals["detained"], _singles(self.people.of("detained"))]))

    def _killed(self) -> Toll:
        singles = self.people.of("killed")
        low, parts = _most([*self.totals["killed"], _singles(singles)])
        selves = [p for p in singles if p.is_self]
        if selves and low > len(selves) and not self._is_self_in(low, len(selves)) and _by_hand(parts):
            low, parts = low + len(selves), [*parts, *((p.claim, p.first) for p in selves)]
        return _toll("killed", low, parts)

    def _is_self_in(self, low: float, selves: int) -> bool:
        """True where a number of dead counts who killed himself: "four dead", of one who killed three and then himself."""
        return any((told == low and any(each.note == "self" for _, each in parts)) or told == low - selves for told, parts in self.totals["killed"])

    def _injured(self, killed: Toll) -> Toll:
        """Those said to be injured, and of those hit whoever is not dead."""
        dead = self.people.of("killed")
        victims = killed.low - sum(p.is_self for p in dead)
        hit = [p for p in self.people.known if p.measure == "hit"]
        hurt = [p for p in self.people.known if p.measure == "injured"]
        living = _singles([*hurt, *hit[: max(0, len(hit) - max(0, killed.low - len(dead)))]])
        shot = _most([(low if apart else low - victims, parts) for low, parts, apart in self.hits] or [(0.0, [])])
        lost = [p for p in dead if p.was_hurt]
        told = self.pairs or [(low - len(lost) if low - len(lost) > len(hurt) else low, parts) for low, parts in self.totals["injured"]]
        low, parts = _most([shot, *told, living])
        toll = _toll("injured", low, parts)
        if parts is shot[1] and sum(each.low for _, each in parts) > low:
            return msgspec.structs.replace(toll, less=killed.parts)
        less = _addends([(p.claim, p.first) for p in lost]) if parts is not living[1] and sum(each.low for _, each in parts) > low else ()
        return msgspec.structs.replace(toll, less=less)


def _once(told: list[Told]) -> list[Told]:
    """Each number of people once: a caption run into the text says it again."""
    seen: dict[tuple[float, str], Told] = {}
    for pair in told:
        words = pair[1].text.lower().split()
        seen.setdefault((pair[1].low, words[-1] if len(words) > 1 and pair[1].low > 1 else str(pair[1].start)), pair)
    return list(seen.values())


def _most(options: list[tuple[float, list[Told]]]) -> tuple[float, list[Told]]:
    return max(options, key=lambda option: option[0])


def _singles(people: list[Person]) -> tuple[float, list[Told]]:
    return float(len(people)), [(p.claim, p.first) for p in people]


def _by_hand(parts: list[Told]) -> bool:
    """True where the words say that somebody killed these: he is not counted with them."""
    return any(claim.actor is not None and claim.actor.start < each.start for claim, each in parts)


def _addends(parts: Sequence[Told]) -> tuple[Addend, ...]:
    return tuple(Addend(claim.id, each.text, each.start, each.end, each.low, claim.document) for claim, each in parts)


def _toll(measure: str, low: float, parts: list[Told]) -> Toll:
    addends = _addends(parts)
    op = ">=" if any(each.op in {">=", ">", "~"} for _, each in parts) else "="
    return Toll(measure, int(low), op, derived=len(addends) > 1 or (len(addends) == 1 and addends[0].low != low), parts=addends)
