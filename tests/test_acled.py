"""The crosswalk to ACLED: the same act is another sub-type by who meets whom."""

from __future__ import annotations

import pytest

from dateline.config import load_desk
from dateline.pipeline import Pipeline
from dateline.records import Document

PIPELINE = Pipeline(load_desk("world"))


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("Soldiers clashed with rebels near Beni.", "Armed clash"),
        ("Gunmen shot three farmers in Zamfara.", "Attack"),
        ("Warplanes bombed a market in El Fasher.", "Air/drone strike"),
        ("Artillery shelled the town of Homs.", "Shelling/artillery/missile attack"),
        ("A suicide bomber blew himself up in Kabul.", "Suicide bomb"),
        ("The Nigerian army recaptured the town of Bama.", "Government regains territory"),
        ("Air defences shot down 12 drones over Riyadh.", "Disrupted weapons use"),
        ("Thousands of teachers protested in Nairobi.", "Peaceful protest"),
        ("Gunmen abducted two priests in Kaduna.", "Abduction/forced disappearance"),
        ("Police arrested 40 students in Dhaka.", "Arrests"),
    ],
)
def test_sub_types(sentence: str, wanted: str) -> None:
    claims = PIPELINE.read_draft(Document("page", sentence, name="page")).claims
    assert wanted in {claim.acled for claim in claims}, [(c.event, c.mode, c.acled) for c in claims]
