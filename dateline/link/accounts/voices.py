"""Claims of one event -> who speaks in each: one voice for one speaker, under whatever name a report gives."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from msgspec import Struct, field

from dateline.lexicons import table
from dateline.link.bearers import NIL
from dateline.link.bodies import bare, spelling
from dateline.link.nodes import speaker_key
from dateline.records import Claim, Desk, Document, Role

STATE = frozenset(("GOV", "MIL", "SPY", "COP", "LEG", "JUD"))
BODY, WIDE, COUNTRY, OUTLET = range(4)  # how far a voice is from whoever knows: a ministry, "officials", the country, an outlet in its own voice


class Voice(Struct, frozen=True):
    """A speaker, or an outlet in its own voice."""

    key: str
    name: str  # as readers know it
    side: str  # id of a side of the desk
    state: str = ""  # ISO code of the state that it speaks for; "" = none, or not told
    width: int = BODY


class Pages(Struct, frozen=True):
    """What voices are told by.

    Args:
        originals: copy -> original, of the documents.
        shown: entity key -> the name that readers know it by.
        heard: voices told so far, by what tells them.
    """

    documents: Mapping[str, Document]
    originals: Mapping[str, str]
    shown: Mapping[str, str]
    desk: Desk
    heard: dict[tuple[object, ...], Voice] = field(default_factory=dict)


def voices(claims: Sequence[Claim], pages: Pages) -> dict[str, Voice]:
    """Claim id -> its voice. A bare noun is the one body or officer of that name that the event's reports name."""
    keys = {claim.id: speaker_key(claim) for claim in claims}
    known = _known(claim.speaker for claim in claims) if len(set(keys.values())) > 1 else {}
    named: dict[str, Voice] = {}
    for claim in sorted(claims, key=lambda c: (-len(pages.shown.get(keys[c.id], "")), c.id)):
        key = keys[claim.id] = _key(claim, keys[claim.id], known, pages)
        if key not in named:
            named[key] = voice(claim, pages, key)
    return {identifier: named[key] for identifier, key in keys.items()}


def voice(claim: Claim, pages: Pages, key: str = "") -> Voice:
    """The voice of one claim, by what it tells itself."""
    speaker, document = claim.speaker, pages.documents[claim.document]
    if speaker is None:
        return Voice(key, document.publisher, document.side or side_of(None, pages.desk), width=OUTLET)
    told = (key, speaker.entity, speaker.name, speaker.text, speaker.country, speaker.sector)
    if told not in pages.heard:
        pages.heard[told] = _spoken(speaker, pages.shown.get(speaker_key(claim), ""), key, pages.desk)
    return pages.heard[told]


def _spoken(speaker: Role, shown: str, key: str, desk: Desk) -> Voice:
    state = speaker.country if isinstance(speaker.country, str) and speaker.sector in STATE else ""
    name = shown or (speaker.name if speaker.name[:1].isupper() else speaker.text)
    return Voice(key, name, side_of(speaker, desk), state, _width(speaker) if state else BODY)


def is_wider(one: Voice, other: Voice) -> bool:
    """True where one only passes on what the other says, if they say the same: an outlet beside a speaker, a state beside its body."""
    if one.width == OUTLET:
        return other.width < OUTLET
    return bool(one.state) and one.state == other.state and one.width > other.width


def side_of(role: Role | None, desk: Desk) -> str:
    """Id of the desk's side that a speaker belongs to, by sector before country; an outlet in its own voice is media; else the last side (others)."""
    sector = "JRN" if role is None else role.sector
    told = set() if role is None else set((role.country,) if isinstance(role.country, str) else role.country or ())
    by_sector = next((side.id for side in desk.sides if sector in side.sectors), "")
    if by_sector or role is None:
        return by_sector
    by_country = next((side.id for side in desk.sides if told and told <= set(side.countries)), "")
    return by_country or next((side.id for side in reversed(desk.sides) if not side.countries and not side.sectors), "")


def noun_of(role: Role) -> str:
    """What a role is called without its country: "air force", "governor"."""
    return _noun(role.entity.rpartition(":")[2].removesuffix(NIL) or role.name or role.text)


@lru_cache(maxsize=50_000)
def _noun(words: str) -> str:
    return spelling(bare(words))


def _width(role: Role) -> int:
    return COUNTRY if role.entity.startswith("country:") else WIDE if noun_of(role) in table("wide_voices") else BODY


def _known(roles: Iterable[Role | None]) -> dict[str, set[tuple[str, str]]]:
    """Noun -> keys and countries of the bodies that it names, and of the people who hold that office."""
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for role in roles:
        if role and role.entity and not role.entity.endswith(NIL):
            noun = _office(role) if role.entity.startswith("person:") else noun_of(role)
            if noun:
                found[noun].add((role.entity.lower(), role.country if isinstance(role.country, str) else ""))
    return found


def _full(key: str, known: Mapping[str, set[tuple[str, str]]]) -> str:
    """The key of a body; of a bare noun, "ukr:police", that of the one body named which it ends: "ukr:national police"."""
    owner, _, noun = key.partition(":")
    if noun not in table("bare_bodies"):
        return key
    fuller = {entity for found, bodies in known.items() if found.endswith(f" {noun}") for entity, _ in bodies if entity.startswith(f"{owner}:")}
    return fuller.pop() if len(fuller) == 1 else key


def _office(role: Role) -> str:
    """The last word before a person's name: "governor" of "regional governor" and a name."""
    before, name, _ = role.text.partition(role.name)
    return role.office.lower() or (before.strip(" ,").rpartition(" ")[2].lower() if name else "")


def _key(claim: Claim, key: str, known: Mapping[str, set[tuple[str, str]]], pages: Pages) -> str:
    role = claim.speaker
    if role is None:
        document = pages.documents[pages.originals.get(claim.document, claim.document)]
        return f"outlet:{(document.outlet or document.source or document.name).lower()}"
    if role.entity and not role.entity.endswith(NIL):
        return _full(role.entity.lower(), known)
    land = role.country if isinstance(role.country, str) else ""
    candidates = {entity for entity, country in known.get(noun_of(role), ()) if not (land and country and land != country)}
    return candidates.pop() if len(candidates) == 1 else key
