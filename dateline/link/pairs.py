"""The judgement of a pair: why two nodes cannot be one happening, and what speaks for it, each with its weight."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from dateline.calendar_days import shift
from dateline.link.accounts import relation
from dateline.link.nodes import TOWN_LEVELS, VAGUE_LEVELS, Node, length
from dateline.link.otherwise import NEAR, TELLING, TOLLS, answers, is_answer, is_report, is_told_elsewhere, is_told_of_next_day, shared_towns
from dateline.link.wording import content_words
from dateline.records import Figure

VERBATIM = 0.8  # share of words in common from which one sentence repeats another
REPEATED = 7  # words of a sentence that repeats another, at least
STORY, STORY_SHARE = 3, 0.3  # names that two reports of one story share, and their part in the fewer
FIGURE_WEIGHTS = ((100, 2.4), (10, 2.0), (5, 1.6))  # from this number on; larger numbers seldom agree by chance
SMALL_FIGURE = 0.8
NAME, NAMES_MOST = 0.5, 2.5  # weight of each name that both give, and of all
ROUND_FROM = 20  # smaller numbers agree by chance
CROWD = 3  # dead from which one person's death is another story
COUNTED = 3.0  # weight of being the toll of an attack told just before
STEEPEST = 3  # times by which a toll told again without a day may have risen
FOLLOW_UP_DAYS = 4  # a toll may be told again so many days later
PARTS_OF_COUNTRY = frozenset(("facility", "settlement", "district", "region", "sea"))
COUNTED_BY_PLACE = frozenset(("intercepted", "launched", "lost", "attacks", "killed", "injured", "destroyed"))
RAID = 10  # weapons from which counts of what was launched tell of a raid
BALANCE = frozenset(("launched", "intercepted", "lost"))
MANY = 100  # people counted from which a count is one of a whole people's losses, not of one attack's
RUNNING = TOLLS | {"deployed"}  # measures of a whole people's losses or troops, counted as a war goes on
CONTESTED = frozenset(("capture", "intercept"))
COUNTABLE = frozenset(("FIGURE", "ASSAULT", "MOBILIZE", "RETREAT"))
MUTUAL = frozenset(("CONSULT", "AGREE", "COOPERATE"))  # both sides act
FIGHTERS, FORCES = "fighter", frozenset(("soldier", "police"))
Reasons = tuple[tuple[str, float], ...]


# ---- against ----


def impossible(one: Node, other: Node) -> str:
    """Why two nodes cannot be about one happening; "" where they can."""
    is_together = is_report(one, other)
    if is_together and is_answer(one, other):
        return _other_target(one, other)
    if one.type != other.type and not _same_count(one, other):
        return "other kind of event"
    if "FIGURE" in (one.type, other.type) and not _same_count(one, other):
        return "other figure"
    if one.family != other.family and one.family and other.family:
        return "other means"
    if not same_place(one, other) and not is_told_elsewhere(one, other):
        return "other place"
    if not same_days(one, other) and not is_told_of_next_day(one, other):
        return "other day"
    if one.actors and other.actors and not one.actors & other.actors and not _same_scene(one, other):
        return "other actor"
    if one.recipients and other.recipients and not one.recipients & other.recipients:
        return "other side hit"
    if is_together:
        return _other_count(one, other) or _other_target(one, other)
    return _other_count(one, other) or _other_parties(one, other) or _other_hit(one, other) or _only_planned(one, other)


def _same_scene(one: Node, other: Node) -> bool:
    """Two attacks that can be one although told of different actors: the same town or the same target."""
    return one.type == "ASSAULT" and (bool(one.towns & other.towns) or bool(one.target & other.target))


def _same_count(one: Node, other: Node) -> bool:
    """Running totals of one thing: told as a figure by one, as what was done by the other; or a figure of the event's own sentence."""
    if is_report(one, other) and one.sentence == other.sentence and "FIGURE" in (one.type, other.type):
        is_toll = any(figure.measure in TOLLS for figure in (*one.figures, *other.figures))
        return not is_toll or {one.type, other.type} <= COUNTABLE  # the dead are not those of a search
    measures = {f.measure for f in one.figures} & {f.measure for f in other.figures} - {"other"} or _same_things(one, other)
    if "RETREAT" in (one.type, other.type) and not any(mine.low == theirs.low for mine, theirs in answers(one, other)):
        return False  # so many freed until now are not those of one exchange
    return bool(measures) and {one.type, other.type} <= COUNTABLE and not (one.level == "settlement" == other.level and not one.towns & other.towns)


def _same_things(one: Node, other: Node) -> set[str]:
    """Things counted alike that no measure has a name for."""
    return {mine.object for mine, theirs in answers(one, other) if mine.low == theirs.low >= TELLING and mine.object == theirs.object}


def same_place(one: Node, other: Node) -> bool:
    """True where two nodes can be at one place: one town, a town and its region in other words, or nothing told."""
    if one.country and other.country and one.country != other.country:
        return False
    if one.region and other.region and one.region != other.region:
        return False
    if not _is_located(one) or not _is_located(other) or one.place == other.place or shared_towns(one, other):
        return True
    if one.towns and other.towns:
        return False
    if "country" in (one.level, other.level):
        return is_report(one, other)  # one report tells of the country, then of its regions
    is_within = not is_report(one, other) and (_is_within(one, other) or _is_within(other, one))
    return is_within and (_same_toll(one, other) or bool(one.target & other.target or one.sites & other.sites) or _is_repeated(one, other))


def _is_within(town: Node, region: Node) -> bool:
    """True for a town and the region that it lies in, by the map or because who tells of the region names the town."""
    is_pair = bool(town.towns) and region.level == "region" and not region.towns
    return is_pair and ((bool(town.region) and town.region == region.region) or _tells_town(region, town.towns))


def _tells_town(node: Node, towns: frozenset[str]) -> bool:
    """True where the sentences of a node name one of some towns, wherever in them."""
    return bool(towns) and (not towns.isdisjoint(node.names) or any(_words(town) <= bag for town in towns for bag in node.bags))


@lru_cache(maxsize=50_000)
def _words(town: str) -> frozenset[str]:
    return content_words(town) or frozenset((town,))


def _is_located(node: Node) -> bool:
    return bool(node.towns) or (bool(node.place) and node.level not in TOWN_LEVELS)


def same_days(one: Node, other: Node) -> bool:
    """True where the days on which two nodes can have happened meet, or one tells an earlier toll again."""
    if not one.first or not other.first:
        return is_report(one, other) or not (one.first or other.first)
    if one.is_night and other.is_night:
        return one.first == other.first or one.last == other.last
    if one.first <= (other.last or other.first) and other.first <= (one.last or one.first):
        mine, theirs = (length(one), length(other)) if one.is_dated and other.is_dated else (1, 1)
        return mine == theirs or max(mine, theirs) <= 3
    early, late = (one, other) if one.first < other.first else (other, one)
    if early.people & late.people and not late.is_dated:
        return True  # told again of a victim by name
    is_told_again = _rises(early, late) or _is_story(early, late)
    is_follow_up = not late.is_dated and bool(early.place) and bool(late.place) and same_place(early, late) and is_told_again
    return is_follow_up and shift(early.last or early.first or "", FOLLOW_UP_DAYS) >= (late.first or "")


def _is_story(one: Node, other: Node) -> bool:
    """True where two reports name so many of the same people and bodies that they tell one story."""
    around = len(one.around & other.around)
    return around >= STORY and around >= STORY_SHARE * min(len(one.around), len(other.around))


def _rises(early: Node, late: Node) -> bool:
    """True where a later toll can be an earlier one told again: the same, or higher within reason."""
    return any(mine.measure in TOLLS and mine.low <= theirs.low <= STEEPEST * mine.low for mine, theirs in answers(early, late))


def _other_count(one: Node, other: Node) -> str:
    """A part counted beside its whole, as in 57 shot down, 22 of them over one region, is an event of its own."""
    if one.place == other.place and not (one.place == "" and is_report(one, other) and one.sentence == other.sentence):
        return ""
    if bool(one.level in PARTS_OF_COUNTRY) != bool(other.level in PARTS_OF_COUNTRY):
        is_told = "country" in (one.level, other.level) or is_report(one, other)
        for mine, theirs in answers(one, other):
            if mine.measure in (COUNTED_BY_PLACE if is_told else BALANCE) and relation(mine, theirs) in {"differs", "part of"}:
                return "one counts a part of the other"
    return ""


def _other_target(one: Node, other: Node) -> str:
    """Two claims of one sentence that name different targets are two strikes."""
    if one.sentence != other.sentence or one.mode != other.mode or not (one.target and other.target) or one.target & other.target:
        return ""
    is_answer = one.speaker != other.speaker and any(True for _ in answers(one, other))  # one says so many, while another says so many
    return "" if is_answer else "other target in the same sentence"


def _other_parties(one: Node, other: Node) -> str:
    """Talks of two are not talks of others."""
    mine, theirs = _parties(one), _parties(other)
    is_other = one.type in MUTUAL and len(mine) > 1 and len(theirs) > 1 and not (mine <= theirs or theirs <= mine)
    return "other parties" if is_other else ""


def _other_hit(one: Node, other: Node) -> str:
    """Two reports that name other things hit, or other people, tell of two attacks unless their tolls or their words agree."""
    if one.victims and other.victims and _opposed(one.victims, other.victims):
        return "the other side's fighters hit"
    if one.type != "ASSAULT" or _same_toll(one, other) or one.target & other.target:
        return ""
    if one.sites and other.sites and not one.sites & other.sites:
        return "other target"
    if one.victims and other.victims and not one.victims & other.victims and not one.sites & other.sites:
        return "other people hit"
    is_other = _alone_beside(one, other) or _alone_beside(other, one)
    return "other toll" if is_other and not one.sites & other.sites else ""


def _opposed(mine: frozenset[str], theirs: frozenset[str]) -> bool:
    return (mine == {FIGHTERS} and theirs <= FORCES) or (theirs == {FIGHTERS} and mine <= FORCES)


def _same_toll(one: Node, other: Node) -> bool:
    return any(mine.measure in TOLLS and mine.low == theirs.low >= TELLING for mine, theirs in answers(one, other))


def _alone_beside(one: Node, other: Node) -> bool:
    """One person's death beside that of many."""
    is_single = one.is_one or any(f.measure == "killed" and f.low == f.high == 1 and f.op == "=" for f in one.figures)
    return is_single and any(f.measure == "killed" and f.low >= CROWD for f in other.figures)


def _only_planned(one: Node, other: Node) -> str:
    """What is planned is what was done only where both tell the day."""
    return "one is planned only" if one.is_real != other.is_real and not (one.is_dated and other.is_dated) else ""


# ---- for ----


def is_anchored(one: Node, other: Node) -> bool:
    """True where two reports share more than words: a place, people, a figure, a day of the same parties, or nearly all their words."""
    if one.people & other.people or shared_towns(one, other) or len(one.names & other.names) >= TELLING or (one.place and one.place == other.place):
        return True
    if _tells_town(one, other.towns) or _tells_town(other, one.towns) or _is_between(one, other) or _is_exchange(one, other):
        return True
    if any(mine.low == theirs.low >= CROWD for mine, theirs in answers(one, other)) or _is_repeated(one, other) or _is_one_force(one, other):
        return True
    return one.is_dated and other.is_dated and bool(_parties(one) & _parties(other) or one.names & other.names or one.target & other.target)


def _is_one_force(one: Node, other: Node) -> bool:
    """True for two counts of one country's many troops or losses, where one names the place of the other."""
    if one.recipients.isdisjoint(other.recipients) or not any(_are_many(mine, theirs) for mine, theirs in answers(one, other)):
        return False
    return not (other.names.isdisjoint(one.place.split()) and one.names.isdisjoint(other.place.split()))


def reasons_for(one: Node, other: Node, copies: Mapping[str, str]) -> Reasons:
    """What speaks for one happening, each with its weight."""
    return (*_scene_reasons(one, other), *_figure_reasons(one, other), *(_near(one, other) if is_report(one, other) else _apart(one, other, copies)))


def _scene_reasons(one: Node, other: Node) -> Iterator[tuple[str, float]]:
    """Place, day, means, who and what."""
    yield from _place_reasons(one, other)
    if one.first and other.first and one.is_dated and other.is_dated:
        is_same = is_report(one, other) or (one.first, one.last) == (other.first, other.last) or not (one.is_night or other.is_night)
        yield ("same day", 1.2) if is_same else ("one night, or the day before or after it", 1.0)
    if one.mode and one.mode == other.mode:
        yield f"same means ({one.mode})", 0.6
    if one.actors & other.actors:
        yield "same actor", 0.4
    if one.recipients & other.recipients:
        yield "same side hit", 0.3
    shared = one.target & other.target
    if shared:
        yield f"same target ({', '.join(sorted(shared)[:3])})", 1.0
    elif one.sites & other.sites and not is_report(one, other):
        yield f"same kind of target ({', '.join(sorted(one.sites & other.sites)[:3])})", 0.8
    if one.people & other.people:
        yield f"same person hit ({min(one.people & other.people)})", 2.4
    overlap = shared_words(one, other)
    if overlap >= 0.25:
        yield f"{overlap:.0%} of their words shared", round(overlap * 3.5, 2)


def _place_reasons(one: Node, other: Node) -> Iterator[tuple[str, float]]:
    towns = shared_towns(one, other)
    if towns:
        yield f"same place ({min(towns)})", 2.4
    elif one.place and one.place == other.place and not (one.towns or other.towns):
        yield f"same place ({one.place})", 0.8 if one.level in VAGUE_LEVELS else 1.5 if one.level == "region" else 2.4
    elif not is_report(one, other) and ((not other.place and _tells_town(other, one.towns)) or (not one.place and _tells_town(one, other.towns))):
        yield f"the other names the place too ({min(one.towns | other.towns)})", 1.6
    elif not is_report(one, other) and (_is_within(one, other) or _is_within(other, one)):
        yield "a town and its region", 1.0


def _is_repeated(one: Node, other: Node) -> bool:
    """True where one sentence of some length repeats another."""
    pairs = ((mine, theirs, min(len(mine), len(theirs))) for mine in one.bags for theirs in other.bags)
    return any(length >= REPEATED and len(mine & theirs) >= max(REPEATED, VERBATIM * length) for mine, theirs, length in pairs)


def shared_words(one: Node, other: Node) -> float:
    """Share of the words of the shorter of two sentences that the other has too; the best two sentences count."""
    return max([_share(len(mine & theirs), min(len(mine), len(theirs))) for mine in one.bags for theirs in other.bags])


def _share(shared: int, of: int) -> float:
    return shared / of if shared > 1 else 0.0


def _near(one: Node, other: Node) -> Iterator[tuple[str, float]]:
    """What nearness in one report adds."""
    if one.type == "FIGURE" or other.type == "FIGURE":
        yield from _count_reasons(one, other)
    if one.id == other.home or other.id == one.home:
        yield "counts whom it hurt", COUNTED
    gap = abs(one.sentence - other.sentence)
    if gap <= 1:
        yield "neighbouring sentences", 1.2 if one.speaker == other.speaker else 0.7
    elif gap <= NEAR:
        yield "told close together", 0.6
    measures = {mine.measure for mine, _ in answers(one, other)} - {"other"}
    if gap <= 1 and one.speaker != other.speaker and one.type == other.type and measures:
        yield f"two speakers tell how many were {min(measures)}", 1.0
    if gap <= NEAR:
        yield from _balance_reasons(one, other)
        if _is_answered(one, other) or _is_answered(other, one):
            yield "one denies what the other tells", 3.0
        if _is_contested(one, other):
            yield "taken by one account, held by the other", 1.0
        if is_answer(one, other):
            yield "another speaker answers what was just told", 3.4


def _is_answered(told: Node, denial: Node) -> bool:
    """True where an attack just told is denied without its place: "it denied that it had hit the building"."""
    is_denial = denial.is_denied and not told.is_denied and not denial.place and told.sentence < denial.sentence and told.speaker != denial.speaker
    is_attack = told.type == denial.type == "ASSAULT" and told.mode != "intercept" and bool(told.towns)
    return is_denial and is_attack and bool(denial.actors) and bool(denial.target & told.target or denial.actors & told.actors)


def _count_reasons(one: Node, other: Node) -> Iterator[tuple[str, float]]:
    """What makes two running totals answers to one question."""
    measures = sorted({f.measure for f in one.figures} & {f.measure for f in other.figures})
    if measures and (one.recipients & other.recipients or (one.place and one.place == other.place)):
        yield f"both count {measures[0]} on one side", 2.4
    if is_report(one, other):
        yield "told in one report", 0.8
    elif one.recipients & other.recipients and any(_are_many(mine, theirs) for mine, theirs in answers(one, other)):
        yield "both count many of one people", 0.8


def _are_many(one: Figure, other: Figure) -> bool:
    """Large counts of people that can be answers to one question."""
    small, large = sorted((one.low, other.low))
    return one.measure in RUNNING and small >= MANY and large <= STEEPEST * small


def _balance_reasons(one: Node, other: Node) -> Iterator[tuple[str, float]]:
    """Launched in one sentence, shot down or lost in the next: one account of one attack."""
    mine, theirs = {f.measure for f in one.figures}, {f.measure for f in other.figures}
    if mine & BALANCE and theirs & BALANCE and one.family == other.family == "air":
        agreed = _launched(one) & _launched(other)
        if (mine | theirs) & BALANCE == {"launched"} and max(_launched(one) | _launched(other)) < RAID:
            return  # two drones here and two there are no raid
        yield "one account of what was launched and what became of it", 2.6
        if agreed:
            yield "their totals agree", 1.6


def _launched(node: Node) -> set[float]:
    """Totals that a claim tells or makes up: what it counts as launched, that together, and what its parts are of."""
    launched = [f.low for f in node.figures if f.measure == "launched"]
    return {*launched, sum(launched), *(f.of for f in node.figures if f.of)} - {0}


def _figure_reasons(one: Node, other: Node) -> Iterator[tuple[str, float]]:
    """The figure that speaks most for one happening."""
    found = [reason for mine in one.figures for theirs in other.figures if (reason := _figure_reason(mine, theirs))]
    if found:
        yield min(found, key=lambda reason: (-reason[1], reason[0]))


def _figure_reason(mine: Figure, theirs: Figure) -> tuple[str, float] | None:
    if mine.measure == theirs.measure and mine.low == theirs.low:
        return f"same figure ({mine.text} {mine.measure})", next((weight for least, weight in FIGURE_WEIGHTS if mine.low >= least), SMALL_FIGURE)
    if mine.measure == theirs.measure and min(mine.low, theirs.low) >= ROUND_FROM and relation(mine, theirs) == "rounds to":
        return f"{mine.text} and {theirs.text} {mine.measure} are one number, rounded", 2.1
    if mine.of and mine.of in (theirs.low, theirs.of):
        return f"part of the same total ({mine.of:g})", 1.6
    return None


def _apart(one: Node, other: Node, copies: Mapping[str, str]) -> Iterator[tuple[str, float]]:
    """What two reports can have in common beyond the scene."""
    if one.type == "FIGURE" or other.type == "FIGURE":
        yield from _count_reasons(one, other)
    names = one.names & other.names
    if names:
        yield f"both name {', '.join(sorted(names)[:3])}", round(min(NAMES_MOST, NAME * len(names)), 2)
    if _is_story(one, other):
        yield f"both reports name {', '.join(sorted(one.around & other.around)[:4])}", 1.0
    if one.published and one.published == other.published and not (one.is_dated or other.is_dated):
        yield "told on one day", 0.6
    if is_told_elsewhere(one, other) or is_told_of_next_day(one, other):
        yield "one toll of one kind of attack, told of two places or days", 1.0
    if _is_contested(one, other):
        yield "taken by one account, held by the other", 1.0
    if _is_stopped(one, other):
        yield "what was fired at one town, stopped by one account", 0.6
    if _is_nightly(one) and _is_nightly(other) and one.recipients & other.recipients:
        yield "one night's weapons over one country", 2.6
    if _is_between(one, other):
        yield "same parties", 1.6
    if _is_exchange(one, other):
        yield "people freed by the same parties", 2.0
    is_copy = one.document != other.document and copies.get(one.document, one.document) == copies.get(other.document, other.document)
    if is_copy and shared_words(one, other) > 0.7:
        yield "copies of one report", 2.0


def _is_contested(one: Node, other: Node) -> bool:
    return one.mode != other.mode and {one.mode, other.mode} == CONTESTED and one.family == other.family and bool(one.towns & other.towns)


def _is_stopped(one: Node, other: Node) -> bool:
    is_one_day = one.is_dated and other.is_dated and one.first == other.first
    return is_one_day and (one.mode == "intercept") != (other.mode == "intercept") and bool(one.towns & other.towns)


def _is_between(one: Node, other: Node) -> bool:
    """True for talks, pacts or exchanges of the same two."""
    is_mutual = one.type in MUTUAL or one.mode == other.mode == "release"
    return is_mutual and len(_parties(one) & _parties(other)) > 1


def _is_exchange(one: Node, other: Node) -> bool:
    return one.mode == other.mode == "release" and _counts_freed(one) and _counts_freed(other) and bool(_parties(one) & _parties(other))


def _parties(node: Node) -> frozenset[str]:
    return node.actors | node.recipients


def _counts_freed(node: Node) -> bool:
    return any(figure.measure == "released" for figure in node.figures)


def _is_nightly(node: Node) -> bool:
    """A night's count for a whole country."""
    return node.is_night and not node.towns and node.level in VAGUE_LEVELS and any(f.measure in BALANCE for f in node.figures)
