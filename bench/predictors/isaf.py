"""Press releases -> day, province, groups, kind of operation, people killed and captured: the claims, in the row's terms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from dateline.annotate.gazetteer import REGION
from dateline.annotate.gazetteer import load as gazetteer
from dateline.config import load_desk
from dateline.link.tolls import tolls
from dateline.pipeline import Pipeline
from dateline.records import Agent, Claim, Document, Mention, Place, Reading

GROUPS = {"taliban": "taliban", "haqqani": "haqqani", "qaida": "aq", "qaeda": "aq", "islami": "hig", "hig": "hig", "uzbekistan": "imu", "imu": "imu"}
PROVINCES = {"paktia": "paktya", "sar-e pul": "sar_e_pul", "sar-e pol": "sar_e_pul", "daykundi": "day_kundi", "paktiya": "paktya", "jawzjan": "jawzjan"}
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
    "service",
}
DONE = {"reported", "claimed"}


def predict(rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """One prediction a release."""
    pipeline, places = Pipeline(load_desk("world")), gazetteer()
    names = {places.identifier(n): places.names[n] for n, kind in enumerate(places.kinds) if kind == REGION and places.country(n) == "AFG"}
    for row in rows:
        reading = pipeline.read(Document(row["id"], row["text"]))
        yield {"id": row["id"], **_facts(reading, names)}


def _facts(reading: Reading, names: dict[str, str]) -> dict[str, Any]:
    text = reading.document.text
    done = [claim for claim in reading.claims if claim.kind == "event" and claim.status in DONE]
    told = {toll.measure: toll for toll in tolls(map(_of_foes, reading.claims))}
    killed, captured = (told[measure].low if measure in told else 0 for measure in ("killed", "detained"))
    day = next((toll.day for toll in told.values() if toll.day), None)
    day = day or next((claim.time.start for claim in done if claim.time and claim.time.start), None)
    day = day or next((item.published for item in reading.page.items if item.published), None)
    kinds = [kind for kind, found in (("detention", captured and not killed), ("insurgentskilled", killed and not captured)) if found]
    mentions = [mention for annotation in reading.annotations for mention in annotation.mentions]
    agents = " ".join(text[m.start : m.end].lower() for m in mentions if isinstance(m.value, Agent)).replace("-", " ").split()
    airstrike = any(claim.mode == "aerial" for claim in done)
    return {
        "start_date": day[:10] if day else None,
        "province": _provinces(mentions, text, names),
        "target_group": list(dict.fromkeys(GROUPS[word] for word in agents if word in GROUPS)),
        "event_type": ["captureandkill"] if killed and captured else ["airstrike"] if airstrike and not captured else kinds,
        "min_killed": killed,
        "min_captured": captured,
        "killq": killed > 0,
        "captureq": captured > 0,
        "killcaptureraid": captured > 0,
        "airstrike": airstrike,
        "noshotsfired": "not fire" in text or "No shots" in text,
    }


def _provinces(mentions: list[Mention], text: str, names: dict[str, str]) -> list[str]:
    """The province that most of the release's places lie in; a dateline in capitals is not where it happened."""
    told = [m.value.region for m in mentions if isinstance(m.value, Place) and m.value.region in names and not text[m.start : m.end].isupper()]
    return [_province(names[region]) for region, _ in Counter(told).most_common(1)]


def _province(name: str) -> str:
    plain = name.lower().replace(" province", "")
    return PROVINCES.get(plain, plain.replace(" ", "_"))


def _of_foes(claim: Claim) -> Claim:
    """The claim without the civilians and the soldiers of one's own side whom it tells of."""
    kept = tuple(people for people in claim.affected if not set(people.text.lower().split()) & FRIENDS)
    return msgspec.structs.replace(claim, affected=kept, figures=())
