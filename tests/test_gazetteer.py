"""The gazetteer: keys, spellings, borders, size."""

from __future__ import annotations

import pytest

from dateline.annotate import gazetteer
from tools.romanise import romanised

KNOWN = gazetteer.load()


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("Kyiv", "kyiv"),
        ("Slov’yansk", "slovyansk"),
        ("Ivano-Frankivsk", "ivano frankivsk"),
        ("Łódź", "lodz"),
        ("N'Djamena", "ndjamena"),
        ("St. Petersburg", "st petersburg"),
    ],
)
def test_keys(name: str, wanted: str) -> None:
    assert gazetteer.key(name) == wanted


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("khan younis", "khan yunis"),
        ("al raqqah", "raqqa"),
        ("deir al balah", "deir el balah"),
        ("kharkiv", "kharkiw"),
        ("zelenskyy", "zelensky"),
        ("hodeidah", "al hudaydah"),
    ],
)
def test_skeletons_join_spellings(one: str, other: str) -> None:
    assert gazetteer.skeleton(one) == gazetteer.skeleton(other)


def test_skeletons_keep_names_apart() -> None:
    assert gazetteer.skeleton("kherson") != gazetteer.skeleton("kharkiv")
    assert gazetteer.skeleton("mosul") != gazetteer.skeleton("marsul")


@pytest.mark.parametrize(
    ("cyrillic", "spelling"),
    [
        ("Харків", "Kharkiv"),
        ("Харьков", "Kharkov"),
        ("Запорожье", "Zaporozhye"),
        ("Київ", "Kyiv"),
        ("Щастя", "Shchastya"),
        ("Орёл", "Oryol"),
        ("Покровський", "Pokrovsky"),
    ],
)
def test_romanised(cyrillic: str, spelling: str) -> None:
    assert spelling in romanised(cyrillic)


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("crimea", "UKR"),
        ("sevastopol", "UKR"),
        ("donetsk", "UKR"),
        ("golan heights", "SYR"),
        ("abkhazia", "GEO"),
        ("gaza", "PSE"),
        ("jenin", "PSE"),
        ("nagorno karabakh", "AZE"),
    ],
)
def test_borders_follow_resolutions(name: str, country: str) -> None:
    assert KNOWN.country(KNOWN.rows(name)[0][0]) == country


def test_small_places_of_war_countries_and_chains() -> None:
    place = KNOWN.rows("chasiv yar")[0][0]
    assert [KNOWN.names[above] for above in KNOWN.chain(place)][-2:] == ["Donetsk Oblast", "Ukraine"]
    assert KNOWN.names[KNOWN.region(place)] == "Donetsk Oblast"
    assert len(KNOWN) > 130_000
    assert gazetteer.PATH.stat().st_size < 5_000_000
