"""News snippets -> the ACLED sub-event of what they mainly tell: the sub-type that the product gives its claims."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from dateline.config import load_desk
from dateline.pipeline import Pipeline
from dateline.records import Claim, Document

LABELS = {
    "Agreement": "AGREEMENT",
    "Abduction/forced disappearance": "ABDUCT_DISSAP",
    "Air/drone strike": "AIR_STRIKE",
    "Armed clash": "ARMED_CLASH",
    "Arrests": "ARREST",
    "Shelling/artillery/missile attack": "ART_MISS_ATTACK",
    "Attack": "ATTACK",
    "Change to group/activity": "CHANGE_TO_GROUP_ACT",
    "Chemical weapon": "CHEM_WEAP",
    "Disrupted weapons use": "DISR_WEAP",
    "Excessive force against protesters": "FORCE_AGAINST_PROTEST",
    "Government regains territory": "GOV_REGAINS_TERIT",
    "Grenade": "GRENADE",
    "Headquarters or base established": "HQ_ESTABLISHED",
    "Mob violence": "MOB_VIOL",
    "Non-state actor overtakes territory": "NON_STATE_ACTOR_OVERTAKES_TER",
    "Non-violent transfer of territory": "NON_VIOL_TERRIT_TRANSFER",
    "Other": "OTHER",
    "Peaceful protest": "PEACE_PROTEST",
    "Looting/property destruction": "PROPERTY_DISTRUCT",
    "Protest with intervention": "PROTEST_WITH_INTER",
    "Remote explosive/landmine/IED": "REM_EXPLOS",
    "Sexual violence": "SEX_VIOL",
    "Suicide bomb": "SUIC_BOMB",
    "Violent demonstration": "VIOL_DEMONSTR",
}
UNREAL = {"hypothetical", "threatened"}


def predict(rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """One label a snippet; none where the product reads no event."""
    pipeline = Pipeline(load_desk("world"))
    for row in rows:
        claims = pipeline.read_draft(Document(row["id"], row["text"], name=row["id"])).claims
        label = _label(claims)
        yield {"id": row["id"], "label": label} if label else {"id": row["id"]}


def _label(claims: Iterable[Claim]) -> str:
    """Of the first claim with a sub-type that happened; "Other" and "Attack" only where nothing is told more exactly."""
    told = [LABELS[c.acled] for c in claims if c.acled in LABELS and c.status not in UNREAL]
    exact = [label for label in told if label not in {"OTHER", "ATTACK"}]
    return (exact or told or [""])[0]
