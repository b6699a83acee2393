"""Press releases -> day, province, groups, kind of operation, people killed and captured: the claims, in the row's terms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from dateline.config import load_desk
from dateline.pipeline import Pipeline
from dateline.records import Claim, Document

PLURALS = {"several": 3, "some": 3, "few": 3, "group": 3, "multiple": 3, "numerous": 4, "handful": 4, "number": 5}
GROUPS = {"taliban": "taliban", "haqqani": "haqqani", "qaida": "aq", "qaeda": "aq", "islami": "hig", "hig": "hig", "uzbekistan": "imu", "imu": "imu"}
PROVINCES = {"paktia": "paktya", "sar-e pul": "sar_e_pul", "sar-e pol": "sar_e_pul", "daykundi": "day_kundi", "paktiya": "paktya", "jawzjan": "jawzjan"}
FURTHER = {"additional", "other", "others", "another", "more", "associates"}
RANKS = {"leader", "leaders", "commander", "facilitator", "him", "he", "dealer", "planner", "chief", "governor", "financier"}
FRIENDS = {
    "soldier",
    "soldiers",
    "civilian",
    "civilians",
    "american",
    "americans",
    "coalition",
    "policemen",
    "child",
    "children",
    "officials",
    "member",
    "members",
}
SLOTS = {
    "killed": (("kill", "object"), ("die", "subject"), ("shoot", "object")),
    "captured": (("abduct", "object"),),
    "detained": (("arrest", "object"), ("arrest-noun", "object")),
}
DONE = {"reported", "claimed"}


def predict(rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """One prediction a release."""
    pipeline = Pipeline(load_desk("world"))
    for row in rows:
        reading = pipeline.read(Document(row["id"], row["text"]))
        published = next((item.published for item in reading.page.items if item.published), None)
        yield {"id": row["id"], **_facts(reading.claims, row["text"], published)}


def _facts(claims: tuple[Claim, ...], text: str, published: str | None) -> dict[str, Any]:
    done = [claim for claim in claims if claim.kind == "event" and claim.status in DONE]
    killed = _most(done, text, "killed")
    captured = _most(done, text, "captured", "detained")
    day = next((claim.time.start for claim in done if claim.time and claim.time.start), published)
    kinds = [kind for kind, found in (("detention", captured and not killed), ("insurgentskilled", killed and not captured)) if found]
    places = [claim.place for claim in claims if claim.place]
    provinces = [p.name if p.precision == "region" else p.within for p in places]
    named = " ".join(role.text.lower() for claim in claims for role in (claim.actor, claim.recipient) if role)
    airstrike = any(claim.mode == "aerial" for claim in done)
    return {
        "start_date": day[:10] if day else None,
        "province": list(dict.fromkeys(_province(name) for name in provinces if name and not name.endswith("Afghanistan")))[:1],
        "target_group": list(dict.fromkeys(group for word, group in GROUPS.items() if word in named)),
        "event_type": ["captureandkill"] if killed and captured else ["airstrike"] if airstrike and not captured else kinds,
        "min_killed": killed,
        "min_captured": captured,
        "killq": killed > 0,
        "captureq": captured > 0,
        "killcaptureraid": captured > 0,
        "airstrike": airstrike,
        "noshotsfired": "not fire" in text or "No shots" in text,
    }


def _province(name: str) -> str:
    plain = name.lower().replace(" province", "")
    return PROVINCES.get(plain, plain.replace(" ", "_"))


def _most(claims: list[Claim], text: str, *measures: str) -> int:
    """People counted under the measures: those named by rank, and on top of them the largest number of others."""
    leaders, others, more = 0, 0, 0
    for claim in claims:
        for measure in measures:
            told = [int(figure.low) for figure in claim.figures if figure.measure == measure]
            words = _people(claim, text, measure)
            if not (told or words) or set(words) & FRIENDS:
                continue
            if set(words) & RANKS and not told:
                leaders = 1
                continue
            number = sum(told) or _least(words)
            others, more = (others, max(more, number)) if set(words) & FURTHER else (max(others, number), more)
    return leaders + (others + more if "killed" in measures else max(others, more))


def _people(claim: Claim, text: str, measure: str) -> list[str]:
    """Words of those whom the rules of a measure say it of."""
    slots = {name: text[start:end].lower().split() for name, start, end in claim.match.slots}
    for rule, slot in SLOTS[measure]:
        words = slots.get(slot if claim.match.rule == rule else f"{rule}.{slot}", [])
        if words:
            return words
    return []


def _least(words: list[str]) -> int:
    vague = next((PLURALS[word] for word in words if word in PLURALS), 0)
    return vague or (2 if words[-1].endswith("s") else 1)
