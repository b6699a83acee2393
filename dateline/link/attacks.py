"""Claims of one assault -> its title, put together from what they tell: means, target, place, how many were hurt or shot down.

Nothing goes into a title that claims contradict: a figure on which accounts differ is left out, and so is a doer.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache

from dateline import lexicons
from dateline.link.amounts import HARMS, Told, agreed, amount, capital, number, plural
from dateline.link.kinds import attack_names, target_kinds, victim_kinds
from dateline.link.nodes import countries, is_stray, sides, speaker_key
from dateline.records import Claim, Figure, Role, Toll, Where

PLAIN = frozenset(("Attack", "Strike"))
CAPTURE = "Capture|of"  # in attack_names: words by which a place changes hands
DEAD = frozenset(("", "body", "dead", "death", "fatality", "casualty", "victim"))
AIR = frozenset(("drone", "heavy-weapons", "aerial", "intercept"))
_LIST = re.compile(r"(?: \w+)?(?:,| and) (?:the )?[A-Z]")  # after a place: others follow
_LISTED = re.compile(r"(?: and|[,:]) (?:\S+ (?:of them )?(?:over|in) )?(?:the )?$")
_NEXT = re.compile(r" (?:[a-z]+ ){1,4}")  # between a figure and its place
_BESIDE = re.compile(
    r"\b(near|off|outside|around|on the road to|(?:north|south|east|west|northeast|northwest|southeast|southwest) of) (?:the |[a-z]+ of )?$", re.IGNORECASE
)
SEVERAL = 2  # weapons that make a raid
LONGEST_TARGET = 45  # characters


def attack(told: Told) -> str:
    """The title of an assault; "" where its claims tell too little for one."""
    happened = [claim for claim in told.claims if claim.event == "ASSAULT"]
    modes = Counter(claim.mode for claim in happened if claim.mode != "intercept")
    if not happened:
        return _harm(told, _where(told, "", "in")) if told.place else ""
    if not modes:
        return _shot_down(told)
    if "capture" in modes:
        return _capture(happened, told)
    named, preposition = _named(happened, told).split("|")
    found = _target(happened, told)
    hit = found or ""
    launched = agreed(told, "launched")
    if modes.keys() & AIR and launched and launched.low >= SEVERAL and launched.object in lexicons.terms("weapons"):
        return _raid(told, named, hit)
    target = f" {preposition} {hit}" if hit else ""
    where = _where(told, hit, preposition)
    hurt = _people(told, short=True)
    if not named or not (target or where) or _is_vague(told, named, target or hurt):
        return _vague(told, named, target, where, is_disputed=found is None)
    return f"{named}{target}{where}" + (f"; {hurt}" if hurt else "")


def _vague(told: Told, named: str, target: str, where: str, *, is_disputed: bool) -> str:
    """A title by who was hurt, where what was done does not make one; "" where that is not told either."""
    means = f" in {named.lower()}{target}" if named else ""
    harm = _harm(told, f"{means}{where}") if means or where else ""
    if is_disputed and not harm:
        return f"{named or 'Attack'}{where}: accounts differ on what was hit"
    return harm or (f"Attack{target}{where}" if target and where else "")


def _is_vague(told: Told, named: str, more: str) -> bool:
    """True where a title would say no more than that some area was attacked."""
    return named in PLAIN and not more and not (told.place and told.place.precision == "facility")


# ---- what ----


def _named(claims: Iterable[Claim], told: Told) -> str:
    """What kind of attack most claims tell of, by their words, else by their mode, and the preposition before what is hit."""
    words = Counter(name for claim in claims for name in attack_names(_own_words(claim, told.texts)) - {CAPTURE})
    if min(words["Drone attack|on"], words["Missile strike|on"]) * 3 >= max(words.values(), default=1):
        return "Missile and drone attack|on"
    best = min(words, key=lambda name: (name.partition("|")[0] in PLAIN, -words[name], -len(name), name), default="|on")
    if best.partition("|")[0] not in {"", *PLAIN}:
        return best
    modes = Counter(claim.mode or "" for claim in claims)
    return next((name for mode in sorted(modes, key=lambda m: (-modes[m], m)) if (name := lexicons.table("attack_modes").get(mode))), best)


def _own_words(claim: Claim, texts: Mapping[str, str]) -> str:
    """The words of what was done and with what: trigger, doer, weapons launched."""
    text, trigger, actor = texts[claim.document], claim.match.trigger, claim.actor
    spans = [(trigger.start, trigger.end)] if trigger else []
    spans += [(start, end) for name, start, end in claim.match.slots if {"with", "using", "by"} & set(name.rpartition(".")[2].split("|"))]
    weapons = [figure.object for figure in claim.figures if figure.measure in {"launched", "intercepted"}]
    return " . ".join([*(text[start:end] for start, end in spans), actor.text if actor else "", *weapons])


def _capture(claims: Iterable[Claim], told: Told) -> str:
    """ "Capture of X"; "" where the words tell less, as that troops have entered it."""
    is_taken = any(CAPTURE in attack_names(_own_words(claim, told.texts)) for claim in claims)
    return f"Capture of {written(told.claims, told.place)}" if told.place and is_taken else ""


# ---- where and what was hit ----


def _target(claims: Iterable[Claim], told: Told) -> str | None:
    """What most claims say was hit, by its full name where its place has one.

    "" where they name only people who were hurt, or the place; None where speakers name targets that cannot be one.
    """
    named = [(target, claim) for claim in claims if claim.recipient and (target := _thing(claim, claim.recipient, told))]
    votes = Counter(target for target, _ in named)
    best = min(votes, key=lambda t: (-votes[t], not target_kinds(t), len(t), t), default="")
    backers = [claim for target, claim in named if target == best]
    if any(_is_disputed(best, backers, other, claim) for other, claim in named):
        return None
    name = written(told.claims, told.place) if told.place else ""
    return name if best and name.lower().endswith(f" {best.lower()}") else best


def _is_disputed(target: str, backers: Sequence[Claim], other: str, claim: Claim) -> bool:
    """True where another speaker names a target of another kind, or one of another country a target of other words."""
    if speaker_key(claim) in {speaker_key(backer) for backer in backers}:
        return False
    one, two = target_kinds(target), target_kinds(other)
    apart = bool(one and two) and not one & two
    lands = countries(claim.speaker)
    opposed = bool(lands) and any(countries(backer.speaker) and not lands & countries(backer.speaker) for backer in backers)
    return apart or (opposed and not set(target.lower().split()) & set(other.lower().split()))


def _thing(claim: Claim, role: Role, told: Told) -> str:
    words = bare(role.text)
    last = words.lower().rpartition(" ")[2]
    is_place = told.place is not None and (last in lexicons.terms("place_nouns") or words.lower() in {told.place.text.lower(), told.place.name.lower()})
    if is_place or words in _lands() or claim.mode == "intercept" or role.resolved or len(words) > LONGEST_TARGET or not _is_neutral(words):
        return ""
    if target_kinds(words):
        return words
    is_counted = any(role.start <= figure.start < role.end for figure in claim.figures) or words[:1].isdigit()
    is_person = bool(claim.harm or victim_kinds(words))
    is_vague = told.place is None and words.islower() and " " not in words
    return "" if is_vague or is_counted or is_person else words


def _is_neutral(words: str) -> bool:
    """True of words that name somebody or something as any side would."""
    return bool(words) and _unfit().isdisjoint(words.lower().split())


@cache
def _unfit() -> frozenset[str]:
    return lexicons.terms("pronouns") | lexicons.terms("loaded_words") | {"whose", "which"}


@cache
def _lands() -> frozenset[str]:
    return frozenset(lexicons.countries().values())


@lru_cache(maxsize=50_000)
def bare(text: str) -> str:
    """Words without the articles and possessives before them."""
    words = text.split()
    while words and words[0].lower() in {"a", "an", "the", "its", "their", "his", "her", "our", "this", "that", "these", "those"}:
        words = words[1:]
    return " ".join(words)


def _where(told: Told, target: str, preposition: str) -> str:
    """ " in <place>", as its claims relate to it: near it, off it; "" where no place is told, or what was hit names it."""
    place = told.place
    if place is None:
        return ""
    name = written(told.claims, place)
    if name.lower() in target.lower() or place.text.lower() in target.lower():
        return ""
    is_hit = not target and any(claim.recipient and bare(claim.recipient.text) in {place.text, place.name} for claim in told.claims)
    if place.precision == "sea":
        return f" on {name}" if name.startswith("Lake ") else f" in the {name}"
    beside = {_beside(claim, told.texts[claim.document]) for claim in told.claims if claim.place and claim.place.name == place.name}
    relation = beside.pop() if len(beside) == 1 else ""
    is_site = place.precision == "facility"
    return f" {relation or (preposition if is_hit and (is_site or preposition != 'at') else 'at' if is_site else 'in')} {name}"


def _beside(claim: Claim, text: str) -> str:
    """ "near", "off", "west of", where a claim has its event not in the place but beside it."""
    found = _BESIDE.search(text[claim.start : claim.place.start]) if claim.place else None
    return found.group(1).lower() if found else ""


def written(claims: Iterable[Claim], place: Where) -> str:
    """A town as most claims write it, any other place by its name."""
    if place.precision not in {"settlement", "facility"} or not place.name:
        return place.name or place.text
    told = Counter(claim.place.text for claim in claims if claim.place and claim.place.name == place.name)
    initials = {part[:1] for part in re.split(r"[\s-]", place.name)}
    fits = [text for text in told if text[:1] in initials and text[:1].isupper()]
    return min(fits, key=lambda text: (-told[text], text), default=place.name)


# ---- who was hurt ----


def _harm(told: Told, where: str) -> str:
    hurt = _people(told, short=False)
    return capital(f"{hurt}{where}") if hurt else ""


def _people(told: Told, *, short: bool) -> str:
    """ "five officers killed, three injured"; without what they were where `short`."""
    found: list[str] = []
    for measure in HARMS:
        words = _hurt(told, measure, short=short or bool(found))
        if words:
            found.append(f"{words} {measure}")
    return ", ".join(found[:2])


def _hurt(told: Told, measure: str, *, short: bool) -> str:
    count = agreed(told, measure)
    if count is not None:
        noun = "" if short else f" {_counted_words(told, count)}"
        return f"{amount(count)}{noun}" if count.high else ""
    if any(question.question.startswith(f"how many {measure}") for question in told.questions):
        return ""
    one = next((claim.recipient for claim in told.claims if measure in claim.harm and claim.recipient and not claim.recipient.resolved), None)
    low = next((toll.low for toll in told.tolls if toll.measure == measure and _is_of_one_claim(toll)), 0)
    if one is not None and low <= 1 and not short and victim_words(one):
        return victim_words(one)
    return number(low) if low else ""


def _is_of_one_claim(toll: Toll) -> bool:
    """True of people told of in one place: those of several may be told of twice."""
    return len({part.claim for part in toll.parts}) == 1 and not any(target_kinds(part.text) for part in toll.parts)


def victim_words(role: Role) -> str:
    """A victim in the words of the claim; "" where they are a pronoun's."""
    words = bare(role.text)
    return (f"{words}," if "," in words else words) if _is_neutral(words) else ""


def _counted_words(told: Told, count: Figure) -> str:
    """Whom a figure counts, as its claim writes them."""
    for claim in told.claims:
        role = claim.recipient
        if role and count in claim.figures and role.start <= count.start and count.end < role.end:
            words = " ".join(told.texts[claim.document][count.end : role.end].split())
            return words if _is_neutral(words) else plural("person", count.high)
    return plural(count.object if count.object not in DEAD else "person", count.high)


# ---- what was launched and shot down ----


def _raid(told: Told, named: str, hit: str) -> str:
    """ "Drone attack on Ukraine: 117 launched, 74 shot down"."""
    launched, down = agreed(told, "launched"), agreed(told, "intercepted")
    over = _over(told, launched) or hit or _attacked(told)
    parts = [f"{amount(launched)} {plural(launched.object, launched.high)} launched"] if launched else []
    parts += [f"{amount(down)} shot down"] if down and down.high and launched and down.object == launched.object else []
    hurt = _people(told, short=True)
    return capital((f"{named} on {over}: " if over else "") + ", ".join([*parts, *([hurt] if hurt else [])]))


def _shot_down(told: Told) -> str:
    """ "74 of 117 drones shot down over Poltava"."""
    down = agreed(told, "intercepted")
    if down is None or not down.high:
        return ""
    total, over = f" of {down.of:,.0f}" if down.of else "", _over(told, down)
    noun = plural(down.object or "weapon", down.of or down.high) if total else _counted_words(told, down)
    return capital(f"{amount(down)}{total} {noun} shot down{f' over {over}' if over else ''}")


def _over(told: Told, count: Figure | None) -> str:
    """Where all that a figure counts was; "" where its claim names several places or none."""
    for claim in told.claims:
        text, place = told.texts[claim.document], claim.place
        if place is None or count not in claim.figures or is_stray(claim):
            continue
        is_next = count is not None and bool(_NEXT.fullmatch(text, count.end, place.start))
        if not _LIST.match(text, place.end) and (is_next or not _LISTED.search(text[claim.start : place.start])):
            return written(told.claims, place)
    return ""


def _attacked(told: Told) -> str:
    """The country that all claims have attacked; "" where they name several or none."""
    codes = {code for claim in told.claims if claim.event == "ASSAULT" for code in sides(claim)[1]}
    return lexicons.countries().get(next(iter(codes)), "") if len(codes) == 1 else ""
