"""Reports on terrorism -> incident templates: the linked events of each report, slot by slot, as the product read them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from dateline.config import DATA, load_desk
from dateline.link import link
from dateline.pipeline import Pipeline
from dateline.records import Claim, Document, Event, Figure, Reading, Role, Weapon, Where

COMBAT = {"Armed clash", "Arrests", "Disrupted weapons use"}  # sub-types of no terrorist incident
RECENT = 62  # days
DAYS = {"minute", "hour", "part", "night", "day"}
EXPLOSIVE = {"Remote explosive/landmine/IED", "Suicide bomb", "Grenade"}
STATE = {"MIL", "COP", "GOV", "SPY"}
KINDS = {"explosives": "BOMBING", "suicide-attack": "BOMBING", "heavy-weapons": "BOMBING", "aerial": "BOMBING", "abduct": "KIDNAPPING"}
STAGES = {"threatened": "THREATENED", "planned": "THREATENED"}
EFFECTS = {"killed": "DEATH", "injured": "INJURY"}
VICTIMS = {"MIL": "ACTIVE MILITARY", "COP": "LAW ENFORCEMENT", "GOV": "GOVERNMENT OFFICIAL", "JUD": "LEGAL OR JUDICIAL", "PTY": "POLITICAL FIGURE"}
OFFICES = {"ambassador": "DIPLOMAT", "consul": "DIPLOMAT", "bodyguard": "SECURITY GUARD", "guard": "SECURITY GUARD", "candidate": "POLITICAL FIGURE"}
TARGETS = {
    "housing": "CIVILIAN RESIDENCE", "trade": "COMMERCIAL", "energy": "ENERGY", "vehicle": "TRANSPORT VEHICLE", "government": "GOVERNMENT OFFICE OR RESIDENCE",
    "diplomatic": "DIPLOMAT OFFICE OR RESIDENCE", "finance": "FINANCIAL", "media": "COMMUNICATIONS", "police": "LAW ENFORCEMENT FACILITY",
    "party": "ORGANIZATION OFFICE", "route": "TRANSPORTATION ROUTE", "terminal": "TRANSPORTATION FACILITY",
}  # fmt: skip
WEAPONS = {"firearm": "GUN", "explosive": "EXPLOSIVE", "mine": "MINE", "artillery": "MORTAR", "missile": "ROCKET"}
NAMED = ("VEHICLE BOMB", "DYNAMITE", "GRENADE", "MACHINE GUN", "BOMB", "MINE", "MORTAR", "ROCKET", "RIFLE", "EXPLOSIVE")  # more exact than the category
PRONOUNS = {"it", "he", "they", "who", "which", "him", "them", "she", "we", "that", "those", "his", "their", "its", "her", "one", "i", "us"}
COUNTRIES = {
    cells[0]: cells[1].upper() for line in (DATA / "places" / "countries.tsv").read_text(encoding="utf-8").splitlines() if (cells := line.split("\t"))[1:]
}
NAMING = ("hum_tgt_name", "hum_tgt_desc", "phys_tgt_id")  # an incident names what was hit
Slots = dict[str, list[Any]]


def predict(rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """One row a report, with its templates."""
    desk = load_desk("world")
    pipeline = Pipeline(desk)
    for row in rows:
        reading = pipeline.read(Document(row["id"], row["text"], name=row["id"]))
        linked = link(reading.claims, [(reading.document, reading.page)], (), desk)
        yield {"id": row["id"], "templates": _templates(reading, linked.events)}


def _templates(reading: Reading, events: Sequence[Event]) -> list[Slots]:
    """Incidents: events of one kind and place are one."""
    claims = {claim.id: claim for claim in reading.claims}
    incidents: dict[tuple[str, str], list[Claim]] = {}
    for event in events:
        told = [claims[c] for c in event.claims if _is_relevant(claims[c], reading)]
        if told and any(c.recipient or c.harm for c in told):
            place = event.place.name if event.place and event.place.precision == "settlement" else ""
            incidents.setdefault((_kind(told), place), []).extend(told)
    _fold(incidents)
    found = (_template(kind, told, reading) for (kind, _), told in incidents.items())
    return [slots for slots in found if any(name in slots for name in NAMING)]


def _fold(incidents: dict[tuple[str, str], list[Claim]]) -> None:
    """Incidents without a place belong to the one of their kind that has one."""
    for kind, place in list(incidents):
        placed = [key for key in incidents if key[0] == kind and key[1]]
        if not place and placed:
            incidents[placed[0]].extend(incidents.pop((kind, place)))


def _kind(told: Sequence[Claim]) -> str:
    if any(c.match.rule == "set-fire" for c in told):
        return "ARSON"
    if any(c.acled in EXPLOSIVE for c in told):
        return "BOMBING"
    return next((KINDS[c.mode] for c in told if c.mode in KINDS), "ATTACK")


def _is_relevant(claim: Claim, reading: Reading) -> bool:
    """What the set asks for: violence that is no combat, no older than two months, and not only imagined."""
    if claim.event != "ASSAULT" or claim.mode in {"intercept", "capture"} or claim.status in {"hypothetical", "denied"} or claim.acled in COMBAT:
        return False
    published = reading.page.items[0].published
    if claim.time and claim.time.end and published:
        return (date.fromisoformat(published[:10]) - date.fromisoformat(claim.time.end[:10])).days <= RECENT
    return True


def _template(kind: str, told: Sequence[Claim], reading: Reading) -> Slots:
    slots: Slots = {"inc_type": [kind], "inc_stage": [STAGES.get(told[0].status, "ACCOMPLISHED")]}
    _when_and_where(slots, told, reading)
    for claim in told:
        for actor in _each(claim.actor):
            _perpetrator(slots, actor, claim, reading)
        for target in _each(claim.recipient):
            _target(slots, target, claim)
    _instruments(slots, told, reading)
    _means(slots, kind, told)
    _unhurt(slots, told, reading)
    slots.setdefault("perp_inc_cat", []).extend([] if slots.get("perp_inc_cat") else ["TERRORIST ACT"])
    return {name: _unique(values) for name, values in slots.items()}


def _when_and_where(slots: Slots, told: Sequence[Claim], reading: Reading) -> None:
    published = reading.page.items[0].published
    day = next((c.time.start for c in told if c.time and c.time.start and c.time.precision in DAYS), None)
    if day or published:
        slots["inc_date"] = [_day(day) if day else f"- {_day(published or '')}"]
    place = max((c.place for c in told if c.place), key=_exactness, default=None)
    country = next((c.recipient.country for c in told if c.recipient and isinstance(c.recipient.country, str)), None)
    if place or country:
        slots["inc_loc"] = [_location(place) if place else COUNTRIES.get(country or "", "")]


def _each(role: Role | None) -> tuple[Role, ...]:
    """The parties of a role one by one, pronouns left out."""
    parts = (role.parts or (role,)) if role else ()
    named = (part for part in parts if part.text.lower() not in PRONOUNS and any(map(str.isalpha, part.text)))
    return tuple(part for part in named if not part.entity.startswith("country:"))


def _perpetrator(slots: Slots, actor: Role, claim: Claim, reading: Reading) -> None:
    if _is_weapon(actor, reading):
        return
    name = actor.body.upper()
    if name:
        slots.setdefault("perp_org_id", []).append(name)
        slots.setdefault("perp_org_conf", []).append({"value": _confidence(actor, claim), "of": name})
    if not name or len(actor.text.split()) > len(name.split()):
        slots.setdefault("perp_ind_id", []).append(actor.text)
    slots.setdefault("perp_inc_cat", []).append("STATE-SPONSORED VIOLENCE" if actor.sector in STATE else "TERRORIST ACT")


def _confidence(actor: Role, claim: Claim) -> str:
    """Who says it was them."""
    if claim.match.rule == "claim-attack":
        return "CLAIMED OR ADMITTED"
    doubted = actor.hedge or claim.status in {"unverified", "claimed"}
    official = claim.speaker is not None and claim.speaker.sector in STATE
    return "SUSPECTED OR ACCUSED BY AUTHORITIES" if doubted and official else "SUSPECTED OR ACCUSED" if actor.hedge else "REPORTED AS FACT"


def _is_weapon(role: Role, reading: Reading) -> bool:
    mentions = (m for a in reading.annotations if a.sentence.start <= role.start < a.sentence.end for m in a.mentions)
    return any(isinstance(m.value, Weapon) and role.start <= m.start and m.end == role.end for m in mentions)


def _target(slots: Slots, target: Role, claim: Claim) -> None:
    is_person = target.entity.startswith("person:")
    if target.serves or not (is_person or target.sector or claim.harm or claim.mode == "abduct"):
        _thing(slots, target, claim)
        return
    name = target.name.upper() if is_person else target.text
    slots.setdefault("hum_tgt_name" if is_person else "hum_tgt_desc", []).append(name)
    if is_person and target.office:
        slots.setdefault("hum_tgt_desc", []).append({"value": target.office.upper(), "of": name})
    slots.setdefault("hum_tgt_type", []).append({"value": _victim(target), "of": name})
    slots.setdefault("hum_tgt_num", []).append({"value": _number(claim.figures, target), "of": name})
    if isinstance(target.country, str) and claim.place and claim.place.country not in {None, target.country}:
        slots.setdefault("hum_tgt_nation", []).append({"value": COUNTRIES.get(target.country, ""), "of": name})
    for harm in claim.harm:
        slots.setdefault("hum_tgt_effect", []).append({"value": EFFECTS[harm], "of": name})


def _thing(slots: Slots, target: Role, claim: Claim) -> None:
    """A thing whose use is known, or that is told to be damaged."""
    if not target.serves and claim.mode != "destroy" and not any(f.measure in {"destroyed", "damaged"} for f in claim.figures):
        return
    slots.setdefault("phys_tgt_id", []).append(target.text)
    slots.setdefault("phys_tgt_type", []).append({"value": TARGETS.get(target.serves, "OTHER"), "of": target.text})
    slots.setdefault("phys_tgt_num", []).append({"value": _number(claim.figures, target), "of": target.text})
    destroyed = claim.mode == "destroy" or any(f.measure == "destroyed" for f in claim.figures)
    slots.setdefault("phys_tgt_effect", []).append({"value": "DESTROYED" if destroyed else "SOME DAMAGE", "of": target.text})


def _victim(target: Role) -> str:
    known = next((kind for office, kind in OFFICES.items() if office in target.office or office in target.text.lower().split()), "")
    return known or VICTIMS.get(target.sector, "CIVILIAN")


def _instruments(slots: Slots, told: Sequence[Claim], reading: Reading) -> None:
    """Weapons that the sentences of the incident name."""
    sentences = {claim.sentence for claim in told}
    for annotation in reading.annotations:
        for mention in annotation.mentions if annotation.sentence.number in sentences else ():
            if isinstance(mention.value, Weapon) and mention.value.category in WEAPONS:
                words = reading.document.text[mention.start : mention.end]
                plain = words.upper().replace("CAR BOMB", "VEHICLE BOMB").replace("CAR-BOMB", "VEHICLE BOMB").replace("MACHINEGUN", "MACHINE GUN")
                kind = next((name for name in NAMED if name in plain), WEAPONS[mention.value.category])
                slots.setdefault("inc_instr_id", []).append(words)
                slots.setdefault("inc_instr_type", []).append({"value": kind, "of": words})


def _means(slots: Slots, kind: str, told: Sequence[Claim]) -> None:
    """What kind of weapon it was where none is named, by the mode."""
    used = "EXPLOSIVE" if kind == "BOMBING" else "GUN" if any(c.mode == "firearms" for c in told) else ""
    if used and "inc_instr_type" not in slots:
        slots["inc_instr_type"] = [used]


def _unhurt(slots: Slots, told: Sequence[Claim], reading: Reading) -> None:
    """That nobody was hurt, by a figure of none in the incident's sentences."""
    sentences = {claim.sentence for claim in told}
    none = {f.measure for c in reading.claims if c.sentence in sentences for f in c.figures if f.low == f.high == 0}
    if none and "hum_tgt_effect" not in slots:
        hurt = "" if none & {"casualties"} or none >= {"killed", "injured"} else "NO DEATH" if "killed" in none else "NO INJURY" if "injured" in none else "-"
        slots["hum_tgt_effect"] = [hurt or "NO INJURY OR DEATH"] if hurt != "-" else []


def _number(figures: Sequence[Figure], target: Role) -> str:
    counted = next((f for f in figures if target.start <= f.start < target.end), None)
    plural = target.text.lower().endswith("s") and not target.entity.startswith("person:")
    return str(int(counted.low)) if counted and counted.low is not None else "PLURAL" if plural else "1"


def _exactness(place: Where) -> int:
    ranks = ("country", "region", "district", "settlement")
    return ranks.index(place.precision) if place.precision in ranks else 0


def _location(place: Where) -> str:
    country = COUNTRIES.get(place.country or "", "")
    name = place.text.upper()
    if place.precision == "country" or not country:
        return country or name
    return f"{country}: {name} ({'CITY' if place.precision == 'settlement' else 'DEPARTMENT'})"


def _day(iso: str) -> str:
    return date.fromisoformat(iso[:10]).strftime("%d %b %y").upper()


def _unique(values: list[Any]) -> list[Any]:
    found: list[Any] = []
    for value in values:
        if value not in found:
            found.append(value)
    return found
