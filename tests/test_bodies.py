"""Names of institutions: one key for one body of one country, nil with candidates where a bare noun could be several."""

from __future__ import annotations

from itertools import count

import pytest

from dateline.config import load_desk
from dateline.link import entities, namings
from dateline.link.bodies import body_key, completed, spelling
from dateline.records import Claim, Match, Role

DESK = load_desk("russia-ukraine")
IDS = count()


def said(text: str, entity: str = "", country: str | None = None, document: str = "d1", name: str = "") -> Claim:
    speaker = Role(text, 0, len(text), country=country, name=name or text.lower().removeprefix("the "), entity=entity)
    return Claim(f"c{next(IDS):03}", document, 1, 0, 0, 0, 9, "statement", None, None, "reported", Match("r", "g"), speaker=speaker)


def key_of(claim: Claim) -> str:
    return claim.speaker.entity if claim.speaker else ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ministry of Defence", "defense ministry"),
        ("Ministry of National Defense", "defence ministry"),
        ("department of defense", "defence department"),
        ("ministry of foreign affairs", "foreign ministry"),
        ("foreign affairs ministry", "Foreign Ministry"),
        ("Ministry of Health", "health ministry"),
        ("ministry of the interior", "interior ministry"),
        ("Ministry of Internal Affairs", "interior ministry"),
        ("ministry of emergency situations", "emergencies ministry"),
        ("Air Force Command", "air force"),
        ("ministry of agriculture", "agriculture ministry"),
    ],
)
def test_one_spelling_for_one_body(one: str, other: str) -> None:
    assert spelling(one) == spelling(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("defence ministry", "interior ministry"),
        ("air force", "air defence"),
        ("health ministry", "health department"),
        ("army", "navy"),
        ("general staff", "joint staff"),
    ],
)
def test_other_bodies_keep_their_own(one: str, other: str) -> None:
    assert spelling(one) != spelling(other)


@pytest.mark.parametrize(
    ("role", "key"),
    [
        (Role("the air force", 0, 9, "UKR", name="air force"), "ukr:air force"),
        (Role("Ministry of Health", 0, 9, "SDN", name="ministry of health", entity="sdn:ministry of health"), "sdn:health ministry"),
        (Role("General Staff", 0, 9, "UKR", name="x", entity="org:general staff of ukraines armed forces"), "ukr:general staff"),
        (Role("the army", 0, 9, name="army"), "army?"),
        (Role("Red Cross", 0, 9, "CHE", name="Red Cross", entity="org:red cross"), "org:red cross"),
        (Role("residents", 0, 9, "UKR", name="residents"), ""),
    ],
)
def test_a_role_has_the_key_of_its_body(role: Role, key: str) -> None:
    assert body_key(role) == key


def test_a_bare_noun_stands_for_the_only_body_of_its_document() -> None:
    told, made = completed([said("The ministry", "rus:ministry", "RUS"), said("Russia's defence ministry", "rus:defence ministry", "RUS")])
    assert [key_of(claim) for claim in told] == ["rus:defence ministry"] * 2
    assert [(d.kind, d.subject, d.object) for d in made] == [("same-name", "rus:ministry", "rus:defence ministry")] and made[0].reasons


def test_a_bare_noun_that_could_be_two_is_nil_with_both() -> None:
    claims = [said("The ministry", "rus:ministry", "RUS"), said("x", "rus:defence ministry", "RUS"), said("y", "rus:foreign ministry", "RUS")]
    told, made = completed(claims)
    assert [(d.kind, d.object, [reason for reason, _ in d.reasons]) for d in made] == [
        ("nil", "", ["may be rus:defence ministry", "may be rus:foreign ministry"])
    ]
    assert sorted(namings(told)) == ["rus:defence ministry", "rus:foreign ministry"]


def test_a_body_of_another_country_is_no_candidate() -> None:
    told, made = completed([said("The ministry", "ukr:ministry", "UKR"), said("x", "rus:defence ministry", "RUS")])
    assert key_of(told[0]) == "ukr:ministry?" and not made


def test_an_army_without_a_country_is_nil() -> None:
    told, made = completed([said("the army"), said("Mali's army", "mli:army", "MLI", name="army")])
    assert key_of(told[0]) == "army?" and [(d.kind, d.subject) for d in made] == [("nil", "army")]
    assert list(namings(told)) == ["mli:armed forces"]


def test_who_names_the_country_means_its_police_not_a_branch() -> None:
    told, _ = completed([said("Israeli police", "isr:police", "ISR", name="police"), said("the border police", "isr:border police", "ISR")])
    assert key_of(told[0]) == "isr:police"
    told, _ = completed([said("the police", "isr:police", "ISR", name="police"), said("the border police", "isr:border police", "ISR")])
    assert key_of(told[0]) == "isr:border police"


def test_spellings_of_one_body_are_one_entity_with_the_reason() -> None:
    told, _ = completed([said("Russia's Ministry of Defence", "rus:ministry of defense", "RUS", name="ministry of defence")])
    more, _ = completed([said("the defence ministry", "rus:defence ministry", "RUS", "d2", name="defence ministry")])
    named = entities(namings([*told, *more]), DESK)
    found, made = named.entities, named.decisions
    assert [entity.id for entity in found] == ["rus:defence ministry"]
    assert made and made[0].reasons == (("the defence ministry of one country", 1.0),)
