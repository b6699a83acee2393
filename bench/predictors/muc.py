"""Reports on terrorism -> incident templates: the linked events of each report, slot by slot, as the product read them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from dateline.config import DATA, load_desk
from dateline.link import link
from dateline.pipeline import Pipeline
from dateline.records import Claim, Document, Event, Figure, Reading, Role, Weapon, Where

ARMED = {"MIL", "REB", "COP", "UAF", "PRM"}
KINDS = {"explosives": "BOMBING", "suicide-attack": "BOMBING", "heavy-weapons": "BOMBING", "abduct": "KIDNAPPING", "destroy": "ARSON"}
STAGES = {"threatened": "THREATENED", "planned": "THREATENED", "hypothetical": "ATTEMPTED"}
EFFECTS = {"killed": "DEATH", "injured": "INJURY"}
VICTIMS = {"MIL": "ACTIVE MILITARY", "COP": "LAW ENFORCEMENT", "GOV": "GOVERNMENT OFFICIAL", "JUD": "LEGAL OR JUDICIAL", "PTY": "POLITICAL FIGURE"}
DAMAGE = {"destroyed": "DESTROYED", "damaged": "SOME DAMAGE"}
WEAPONS = {"firearm": "GUN", "explosive": "EXPLOSIVE", "mine": "MINE", "artillery": "MORTAR", "missile": "ROCKET"}
NAMED = ("VEHICLE BOMB", "DYNAMITE", "GRENADE", "MACHINE GUN", "BOMB", "MINE", "MORTAR", "ROCKET", "RIFLE", "EXPLOSIVE")  # more exact than the category
PERSON = "person:"
COUNTRIES = {
    cells[0]: cells[1].upper() for line in (DATA / "places" / "countries.tsv").read_text(encoding="utf-8").splitlines() if (cells := line.split("\t"))[1:]
}


def predict(rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """One row a report, with its templates."""
    desk = load_desk("world")
    pipeline = Pipeline(desk)
    for row in rows:
        reading = pipeline.read(Document(row["id"], row["text"], name=row["id"]))
        linked = link(reading.claims, [(reading.document, reading.page)], (), desk)
        yield {"id": row["id"], "templates": _templates(reading, linked.events)}


def _templates(reading: Reading, events: Sequence[Event]) -> list[dict[str, list[Any]]]:
    """Incidents: events of one kind and place are one."""
    claims = {claim.id: claim for claim in reading.claims}
    incidents: dict[tuple[str, str], list[Claim]] = {}
    for event in events:
        told = [
            claims[c] for c in event.claims if claims[c].event == "ASSAULT" and claims[c].mode not in {"intercept", "capture"} and not _is_combat(claims[c])
        ]
        if told and any(c.recipient or c.harm for c in told):
            kind = next((KINDS[c.mode] for c in told if c.mode in KINDS), "ATTACK")
            place = event.place.name if event.place and event.place.precision == "settlement" else ""
            incidents.setdefault((kind, place), []).extend(told)
    _fold(incidents)
    return [_template(kind, told, reading) for (kind, _), told in incidents.items()]


def _fold(incidents: dict[tuple[str, str], list[Claim]]) -> None:
    """Incidents without a place belong to the one of their kind that has one."""
    for kind, place in list(incidents):
        placed = [key for key in incidents if key[0] == kind and key[1]]
        if not place and placed:
            incidents[placed[0]].extend(incidents.pop((kind, place)))


def _is_combat(claim: Claim) -> bool:
    return bool(claim.actor and claim.recipient and claim.actor.sector in ARMED and claim.recipient.sector in ARMED)


def _template(kind: str, told: Sequence[Claim], reading: Reading) -> dict[str, list[Any]]:
    published = reading.page.items[0].published
    slots: dict[str, list[Any]] = {"inc_type": [kind], "inc_stage": [STAGES.get(told[0].status, "ACCOMPLISHED")]}
    day = next((c.time.start for c in told if c.time and c.time.start), None)
    if day or published:
        slots["inc_date"] = [_day(day) if day else f"- {_day(published or '')}"]
    place = max((c.place for c in told if c.place), key=_exactness, default=None)
    if place:
        slots["inc_loc"] = [_location(place)]
    for claim in told:
        _perpetrator(slots, claim.actor)
        _target(slots, claim)
    _instruments(slots, told, reading)
    return {name: _unique(values) for name, values in slots.items()}


def _perpetrator(slots: dict[str, list[Any]], actor: Role | None) -> None:
    if actor is None or not actor.text or actor.text.lower() in {"it", "he", "they", "who", "which"}:
        return
    if actor.entity.startswith("org:") or (actor.sector == "REB" and actor.text.isupper() and len(actor.text.split()) < 2):
        slots.setdefault("perp_org_id", []).append(actor.name.upper())
        slots.setdefault("perp_org_conf", []).append({"value": "REPORTED AS FACT", "of": actor.name.upper()})
    else:
        slots.setdefault("perp_ind_id", []).append(actor.text)
    slots.setdefault("perp_inc_cat", []).append("STATE-SPONSORED VIOLENCE" if actor.sector in {"MIL", "COP", "GOV"} else "TERRORIST ACT")


def _target(slots: dict[str, list[Any]], claim: Claim) -> None:
    target = claim.recipient
    if target is None or target.text.lower() in {"it", "he", "they", "him", "them", "who", "which"}:
        return
    is_person = target.entity.startswith(PERSON)
    if not (is_person or target.sector or claim.harm or claim.mode == "abduct"):
        slots.setdefault("phys_tgt_id", []).append(target.text)
        slots.setdefault("phys_tgt_num", []).append({"value": _number(claim.figures, target), "of": target.text})
        effect = next(
            (DAMAGE[f.measure] for f in claim.figures if f.measure in DAMAGE), DAMAGE.get("destroyed" if "destroy" in claim.match.rule else "damaged")
        )
        slots.setdefault("phys_tgt_effect", []).append({"value": effect, "of": target.text})
        return
    name = target.name.upper() if is_person else target.text
    slots.setdefault("hum_tgt_name" if is_person else "hum_tgt_desc", []).append(name)
    slots.setdefault("hum_tgt_type", []).append({"value": VICTIMS.get(target.sector, "CIVILIAN"), "of": name})
    slots.setdefault("hum_tgt_num", []).append({"value": _number(claim.figures, target), "of": name})
    for harm in claim.harm:
        slots.setdefault("hum_tgt_effect", []).append({"value": EFFECTS[harm], "of": name})


def _instruments(slots: dict[str, list[Any]], told: Sequence[Claim], reading: Reading) -> None:
    """Weapons that the sentences of the incident name."""
    sentences = {claim.sentence for claim in told}
    for annotation in reading.annotations:
        for mention in annotation.mentions if annotation.sentence.number in sentences else ():
            if isinstance(mention.value, Weapon) and mention.value.category in WEAPONS:
                words = reading.document.text[mention.start : mention.end]
                kind = next(
                    (name for name in NAMED if name in words.upper().replace("CAR BOMB", "VEHICLE BOMB").replace("CAR-BOMB", "VEHICLE BOMB")),
                    WEAPONS[mention.value.category],
                )
                slots.setdefault("inc_instr_id", []).append(words)
                slots.setdefault("inc_instr_type", []).append({"value": kind, "of": words})


def _number(figures: Sequence[Figure], target: Role) -> str:
    counted = next((f for f in figures if target.start <= f.start < target.end and f.measure in {"killed", "injured", "captured"}), None)
    return str(int(counted.low)) if counted else "PLURAL" if target.text.lower().endswith("s") and not target.entity.startswith(PERSON) else "1"


def _exactness(place: Where) -> int:
    return (
        ("country", "region", "district", "settlement", "facility").index(place.precision)
        if place.precision in {"country", "region", "district", "settlement"}
        else 0
    )


def _location(place: Where) -> str:
    country = COUNTRIES.get(place.country or "", "")
    name = (place.name or place.text).upper()
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
