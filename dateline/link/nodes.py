"""Claim -> Node: what linking compares, worked out once a claim; nodes of one report's happening -> one Node."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache

from msgspec import Struct

from dateline import lexicons
from dateline.calendar_days import shift
from dateline.link.kinds import anyone, is_weapon, stem, target_kinds, victim_kinds
from dateline.link.parties import counted_party
from dateline.link.references import referred
from dateline.link.wording import Wording, content_words, no_names
from dateline.records import Claim, Figure, Role, Where

# Attacks with weapons that come by air and their interception are told together, with figures for both; what was destroyed, or
# who was chosen to die, tells no means.
FAMILIES = {"drone": "air", "heavy-weapons": "air", "aerial": "air", "intercept": "air", "destroy": "", "targeted": ""}
VAGUE_LEVELS = frozenset(("country", "sea", "", None))
TOWN_LEVELS = frozenset(("facility", "settlement", "district"))
UNREAL = frozenset(("planned", "threatened", "hypothetical"))
BAGS = 6  # sentences by whose words a happening is compared
_AT = re.compile(r"\b(?:in|at|inside|into|on) (?:an?|the|its|one|two|[A-Z]\w+['’]s)? ?((?:[\w-]+ ){0,2}[\w-]+)")
_BESIDE = re.compile(r"\b(?:outside|near|opposite|beside|behind|next to|in front of) (?:an?|the|its|one|two|[A-Z]\w+['’]s)? ?((?:[\w-]+ ){0,2}[\w-]+)")
_PART_OF = re.compile(r" (?:of|at|in|on|near) ((?:[\w'’-]+ ){0,4}[\w'’-]+)")
_CAPITAL = re.compile(r"[A-ZÀ-Þ]\S*")
_SPOT = re.compile(r"\b(?:in|near|at|outside|around) (?:(?:the )?(?:[a-z-]+ ){0,2}of )?([A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w'’-]+)*)")
_STRUCK = re.compile(r"[A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w'’-]+)*")


class Node(Struct, frozen=True, gc=False, array_like=True):
    """A claim, or all claims in which one report tells of one happening, as linking sees it."""

    id: str
    type: str
    mode: str | None
    family: str  # "" fits every family of its type
    is_real: bool  # told as done, not as planned or threatened
    first: str | None  # days on which it can have happened
    last: str | None
    is_dated: bool  # the words tell the day; else it is only not later than the report
    is_night: bool  # from one day into the next
    published: str
    place: str  # canonical place name, folded; "" = not told
    towns: frozenset[str]  # names of the town it is in; empty where only a wider area is told
    level: str  # facility | settlement | district | region | country | sea | ""
    region: str
    country: str
    actors: frozenset[str]  # ISO codes; of an interception, of the weapon's owner
    recipients: frozenset[str]
    target: frozenset[str]  # words of the recipient
    sites: frozenset[str]  # kinds of what was hit
    victims: frozenset[str]  # kinds of who was hit
    people: frozenset[str]  # keys of the people hit, by their full names
    is_one: bool  # told of one person
    figures: tuple[Figure, ...]
    speaker: str
    document: str
    item: int
    sentence: int
    passage: int
    words: frozenset[str]
    names: frozenset[str]  # of people and bodies, by capital letters
    around: frozenset[str]  # names in what the report says before and after
    bags: tuple[frozenset[str], ...]  # words of each sentence that tells of it
    is_denied: bool = False  # told only to be denied
    doer: str = ""  # key of the one who acts, of the one accused in an accusation
    back: frozenset[str] = frozenset()  # what its words point back to as told before
    home: str = ""  # of a toll told without a place: id of the attack that it counts


def countries(role: Role | None) -> frozenset[str]:
    """ISO codes of a role; empty where not told."""
    if role is None or role.country is None:
        return frozenset()
    return frozenset((role.country,) if isinstance(role.country, str) else role.country)


def node(claim: Claim, wording: Wording) -> Node | None:
    """A claim, in the wording of its document, as a node; None where it has neither event nor figures to compare."""
    if claim.event is None and not (claim.kind == "figure" and claim.figures):
        return None
    first, last, is_dated = days(claim)
    mode = None if claim.event is None else claim.mode
    place, spots = _scene(claim, wording)
    attackers, attacked = sides(claim)
    words, seen = wording.words(claim.start, claim.end) - _told_elsewhere(claim), _place_words(claim)
    target = claim.recipient.text if claim.recipient and mode != "intercept" else ""
    return Node(
        id=claim.id,
        type=claim.event or "FIGURE",
        mode=mode,
        family=_family(claim),
        is_real=claim.status not in UNREAL,
        first=first,
        last=last,
        is_dated=is_dated,
        is_night=is_dated and claim.time is not None and claim.time.precision == "night",
        published=(claim.published or "")[:10],
        place=(place.name or place.text).lower() if place else min(spots, default=""),
        towns=_towns(place) or spots,
        level=(place.precision or "") if place else "settlement" if spots else "",
        region=place.region if place else "",
        country=(place.country or "") if place else "",
        actors=attackers,
        recipients=attacked or _sent(claim) or counted_party(claim, wording.text),
        target=_thing(target, claim),
        sites=_sites(claim, target, wording.text[claim.start : claim.end]) if claim.event == "ASSAULT" else frozenset(),
        victims=victim_kinds(target),
        people=_people(claim),
        is_one=_is_one(claim, target),
        figures=claim.figures,
        speaker=speaker_key(claim),
        document=claim.document,
        item=claim.item,
        sentence=claim.sentence,
        passage=claim.passage,
        words=words,
        is_denied=claim.status == "denied",
        names=wording.names(claim.start, claim.end) - seen,
        around=wording.around(claim.start, claim.end) - seen,
        bags=(words,),
        doer=_doer(claim),
        back=referred(claim, wording.text, target),
    )


def _scene(claim: Claim, wording: Wording) -> tuple[Where | None, frozenset[str]]:
    """The place of a claim, and where none is told the names of an attack's town that no list knows."""
    place = None if is_stray(claim) or is_voice(claim) else claim.place
    if place or claim.event != "ASSAULT" or claim.mode == "intercept":
        return place, frozenset()
    struck = _struck(claim)
    return None, frozenset((struck.lower(),)) if struck else _spots(claim, wording)


def _spots(claim: Claim, wording: Wording) -> frozenset[str]:
    """Names after a preposition of place that are neither known nor those of a body or a person: villages kept by name."""
    roles = [role for role in (claim.speaker, claim.actor, claim.recipient, claim.via) if role is not None]
    names = wording.names(claim.start, claim.end)
    found = _SPOT.finditer(wording.text, claim.start, claim.end) if names else ()
    free = (match for match in found if not any(role.start < match.end(1) and match.start(1) < role.end for role in roles))
    return frozenset(match.group(1).lower() for match in free if match.group(1).split()[0].lower() in names)


def _family(claim: Claim) -> str:
    """What means are told of together; troops that are stopped are told of with the ground they came for."""
    mode = claim.mode or ""
    is_ground = mode == "intercept" and not claim.figures and claim.recipient is not None and not is_weapon(claim.recipient.text)
    return "capture" if is_ground else FAMILIES.get(mode, mode)


def _sent(claim: Claim) -> frozenset[str]:
    """Whose troops are counted where they are sent."""
    return countries(claim.actor) if claim.event == "MOBILIZE" and any(figure.measure == "deployed" for figure in claim.figures) else frozenset()


def _doer(claim: Claim) -> str:
    """The key of who acts, or is accused; a pronoun stands for the speaker of its country."""
    role = claim.recipient if claim.event == "ACCUSE" else claim.actor
    if role is None:
        return ""
    is_self = not (role.name or role.entity) and claim.speaker is not None and claim.speaker.country == role.country
    named = claim.speaker if is_self and claim.speaker else role
    return (named.entity or named.name).lower()


def _people(claim: Claim) -> frozenset[str]:
    role = claim.recipient
    is_person = role is not None and claim.event == "ASSAULT" and bool(claim.harm) and role.entity.startswith("person:") and " " in role.name
    return frozenset((role.name.lower(),) if role and is_person else ())


def _is_one(claim: Claim, target: str) -> bool:
    """True where one person is hit, and not one more of several."""
    words = target.lower().split()
    is_more = not words or not lexicons.terms("further").isdisjoint(words) or words[-1].endswith(("s", "men", "people", "ren"))
    return bool(claim.harm) and not claim.figures and not is_more


def is_voice(claim: Claim) -> bool:
    """True where the place is a government that speaks: "according to Kyiv and officials in ..."."""
    place, speaker = claim.place, claim.speaker
    if place is None or speaker is None or place.start != speaker.start:
        return False
    following = speaker.text[len(place.text) :]
    return not following or following.startswith((" and ", ", "))


def is_stray(claim: Claim) -> bool:
    """True where the place is not the event's: where a lost weapon went, a part's of a total, or words for a spot that no list knows."""
    figures, place = claim.figures, claim.place
    if place is None:
        return False
    is_lost = bool(figures) and all(figure.measure == "lost" for figure in figures)
    wholes = [f for f in figures for part in figures if f.measure == part.measure and f.low > part.low and f.end < part.start < place.start]
    return is_lost or bool(wholes) or (place.precision == "facility" and not (place.country or place.region))


def _thing(target: str, claim: Claim) -> frozenset[str]:
    """Words that say what was hit: no number, no place, nothing that fits everyone."""
    place = claim.place.text if claim.place and claim.place.precision != "facility" else ""
    told = content_words(target) - content_words(place) - anyone()
    return frozenset(word for word in told if not word[0].isdigit()) - frozenset(w for f in claim.figures for w in content_words(f.text))


def _told_elsewhere(claim: Claim) -> frozenset[str]:
    """Words that place, day and speaker are compared by already."""
    place, time, speaker = claim.place, claim.time, claim.speaker
    told = (place.text if place else "", (place.within or "") if place else "", time.text if time else "", speaker.text if speaker else "", "said")
    return content_words(" ".join(told))


def speaker_key(claim: Claim) -> str:
    """What tells one speaker from another; the outlet's own voice is the empty string."""
    speaker = claim.speaker
    return "" if speaker is None else (speaker.entity or speaker.name or speaker.text).lower()


def sides(claim: Claim) -> tuple[frozenset[str], frozenset[str]]:
    """ISO codes of who attacks and who is attacked: who shoots down is who is attacked."""
    actors, recipients = countries(claim.actor), countries(claim.recipient)
    return (recipients, actors) if claim.event and claim.mode == "intercept" else (actors, recipients)


def days(claim: Claim) -> tuple[str | None, str | None, bool]:
    """First and last day on which what a claim tells can have happened, and whether its words tell them."""
    time = claim.time
    if time and time.start:
        return time.start, time.end or time.start, not time.resolved
    if claim.published:
        day = claim.published[:10]
        return shift(day, -1), day, False
    return None, None, False


def _towns(place: Where | None) -> frozenset[str]:
    """Names by which the town of a place is known: its canonical name, as written, and of a site the town it lies in."""
    if place is None or place.precision not in TOWN_LEVELS:
        return frozenset()
    if place.precision != "facility":
        return frozenset((place.name.lower() or place.text.lower(), place.text.lower()))
    base = next((place.name.lower().removesuffix(f" {noun}") for noun in _site_nouns() if place.name.lower().endswith(f" {noun}")), "")
    within = place.within.lower() if place.within and place.region else ""  # without a region, what it lies in is no town
    town = next((name for name in (within, base) if name and name not in no_names()), "")
    return frozenset((town,) if town else ())


@cache
def _site_nouns() -> tuple[str, ...]:
    return tuple(sorted(lexicons.terms("facilities"), key=lambda term: (-len(term), term)))


def _struck(claim: Claim) -> str:
    """A name that no list knows, hit by an attack and neither a country's nor a body's: a town kept by name."""
    role = claim.recipient
    is_name = role is not None and claim.event == "ASSAULT" and not (role.country or role.entity or role.sector or role.resolved)
    is_lone = (
        is_name
        and role is not None
        and role.start > claim.start
        and not (_words_of(role.text) & anyone() or victim_kinds(role.text) or target_kinds(role.text))
    )
    return role.text if role and is_lone and _STRUCK.fullmatch(role.text) else ""


def _words_of(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in text.lower().split())


def _sites(claim: Claim, target: str, text: str) -> frozenset[str]:
    """Kinds of what was hit, told as recipient, as place, or else after a preposition."""
    place = claim.place.text if claim.place and claim.place.precision == "facility" else ""
    after = _PART_OF.match(text, claim.recipient.end - claim.start) if target and claim.recipient else None
    told = target_kinds(f"{target} . {place} . {_CAPITAL.sub('', after.group(1)) if after else ''}")
    if told:
        return told
    spoken = claim.speaker
    said = text[: spoken.start - claim.start] + text[spoken.end - claim.start :] if spoken and claim.start <= spoken.start < claim.end else text
    taken_to = {"health", "ambulance"}  # where the wounded are brought
    return (target_kinds(" . ".join(_AT.findall(said))) - taken_to) | target_kinds(" . ".join(_BESIDE.findall(said)))


def _place_words(claim: Claim) -> frozenset[str]:
    return frozenset((claim.place.text + " " + (claim.place.within or "")).lower().split() if claim.place else ())


# ---- a report's claims of one happening ----


def merged(nodes: Sequence[Node]) -> Node:
    """The nodes of one happening in one report as one: what any of them tells."""
    if len(nodes) == 1:
        return nodes[0]
    ordered = sorted(nodes, key=lambda n: n.id)
    happened = [n for n in ordered if n.type != "FIGURE"] or ordered
    place = _seat(ordered)
    dated = min((n for n in ordered if n.first and n.is_dated), key=lambda n: (length(n), n.first, n.id), default=ordered[0])
    families = {n.family for n in happened} - {""}
    modes = {n.mode for n in happened if n.mode and n.mode != "intercept"} or {n.mode for n in happened if n.mode}
    bags = sorted({bag for n in ordered for bag in n.bags}, key=lambda bag: (-len(bag), sorted(bag)))
    return Node(
        id=happened[0].id,
        type=happened[0].type,
        mode=modes.pop() if len(modes) == 1 else None,
        family=families.pop() if len(families) == 1 else "",
        is_real=any(n.is_real for n in ordered),
        first=dated.first,
        last=dated.last,
        is_dated=dated.is_dated,
        is_night=dated.is_night,
        published=min(n.published for n in ordered),
        place=place.place,
        towns=_joined(n.towns for n in ordered if n.place == place.place or n.towns & place.towns) if place.towns else place.towns,
        level=place.level,
        region=place.region,
        country=place.country,
        actors=_joined(n.actors for n in ordered),
        recipients=_joined(n.recipients for n in ordered),
        target=_joined(n.target for n in ordered),
        sites=_joined(n.sites for n in ordered),
        victims=_joined(n.victims for n in ordered),
        people=_joined(n.people for n in ordered),
        is_one=all(n.is_one for n in happened),
        figures=tuple(figure for n in ordered for figure in n.figures),
        speaker=next(iter({n.speaker for n in ordered})) if len({n.speaker for n in ordered}) == 1 else "",
        document=ordered[0].document,
        item=ordered[0].item,
        sentence=min(n.sentence for n in ordered),
        passage=min(n.passage for n in ordered),
        words=_joined(n.words for n in ordered),
        names=_joined(n.names for n in ordered),
        around=_joined(n.around for n in ordered),
        bags=tuple(bags[:BAGS]),
        is_denied=all(n.is_denied for n in happened),
        doer=next(iter({n.doer for n in happened})) if len({n.doer for n in happened}) == 1 else "",
        back=_joined(n.back for n in ordered),
    )


def _seat(nodes: Sequence[Node]) -> Node:
    """Whose place stands for all: the country where one tells of all of it, else the place most tell of, the narrowest first."""
    wide = [n for n in nodes if n.level == "country"]
    counts = Counter(n.place for n in nodes)
    told = [n for n in nodes if n.place]
    return wide[0] if wide else min(told, key=lambda n: (not n.towns, -counts[n.place], n.level != "settlement", n.place, n.id), default=nodes[0])


def _joined(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset().union(*sets)


def length(node: Node) -> int:
    """Days that a node spans, ten at most."""
    days, day = 1, node.first or ""
    while day < (node.last or "") and days < 10:
        day = shift(day, 1)
        days += 1
    return days
