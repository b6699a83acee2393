"""Places: the gazetteer, what is taken for a place, and which place it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.annotate import Annotator, gazetteer
from dateline.annotate.chunks import chunks
from dateline.annotate.places import Places
from dateline.annotate.tokens import Tagger
from dateline.config import load_desk
from dateline.records import Annotation, Document, Page, Place, Sentence
from dateline.segment import Segmenter

DESK = load_desk("russia-ukraine")
PLACES = Places(DESK)
SEGMENTER, ANNOTATOR = Segmenter(DESK), Annotator(DESK)
TAGGER = Tagger()


def annotated(text: str) -> list[Annotation]:
    found, start = [], 0
    for number, line in enumerate(text.split("\n")):
        tokens = TAGGER(text, start, start + len(line))
        found.append(Annotation(Sentence(number, 0, 0, start, start + len(line), "paragraph"), tokens, chunks(tokens)))
        start += len(line) + 1
    return found


def places(text: str) -> dict[str, Place]:
    """The words of each place -> its value."""
    found = PLACES(text, Page((), (), ()), annotated(text))
    return {text[m.start : m.end]: m.value for a in found for m in a.mentions if m.type == "PLACE" and isinstance(m.value, Place)}


def test_spellings_of_one_name_are_one_place() -> None:
    known = gazetteer.load()
    for spellings in (
        ("Kyiv", "Kiev"),
        ("Kharkiv", "Kharkov"),
        ("Odesa", "Odessa"),
        ("Zaporizhzhia", "Zaporizhia", "Zaporozhye"),
        ("Khan Yunis", "Khan Younis"),
    ):
        found = [{known.names[place] for place, _ in known.rows(gazetteer.key(name))} for name in spellings]
        assert set.intersection(*found), spellings


@pytest.mark.parametrize("name", ["Simferopol", "Sevastopol", "Crimea"])
def test_crimea_is_ukraine(name: str) -> None:
    assert places(f"Explosions were heard in {name} on Monday.")[name].country == "UKR"


def test_a_container_in_the_words_decides() -> None:
    assert places("A fire broke out in Springfield, Illinois, on Monday.")["Springfield"].within == "Illinois"
    assert places("Drones fell on Pokrovsk in Saratov region.")["Saratov"].precision == "region"


def test_a_city_beside_its_region_is_the_city() -> None:
    text = "Sirens sounded in Kharkiv and in three towns of the Kharkiv region."
    found = PLACES(text, Page((), (), ()), annotated(text))
    assert [m.value.precision for a in found for m in a.mentions if m.type == "PLACE" and isinstance(m.value, Place)] == ["settlement", "region"]


def test_people_and_parties_are_no_places() -> None:
    assert not places("Paris Hilton met Jordan Henderson.")
    assert "Moscow" not in places("Moscow said it had not been told.")
    assert "Kyiv" not in places("Kyiv's allies agreed to send more shells.")
    assert "Kyiv" in places("Sirens sounded in Kyiv all night.")


def test_villages_and_facilities_are_kept_by_name() -> None:
    found = places("Drones hit the Smolensk nuclear power plant and the village of Hvoynikovo in the Voronezh region.")
    assert found["Smolensk nuclear power plant"].precision == "facility"
    assert found["Hvoynikovo"].id == "" and found["Hvoynikovo"].country == "RUS"


def cases(name: str) -> list[tuple[str, str]]:
    """(text, expectation) of a table of cases."""
    lines = (Path(__file__).parent / "cases" / name).read_text(encoding="utf-8").split("\n")
    return [(cells[0], cells[1]) for line in lines if line and not line.startswith("#") for cells in [line.split("\t")]]


@pytest.mark.parametrize(("text", "wanted"), cases("places_world.tsv"))
def test_places_of_many_wars(text: str, wanted: str) -> None:
    found = {}
    document = Document(id="x", text=text, form="article")
    for annotation in ANNOTATOR(document, SEGMENTER.plain(document)):
        found.update({text[m.start : m.end]: m.value for m in annotation.mentions if m.type == "PLACE" and isinstance(m.value, Place)})
    told = {words: f"{place.country}:{place.precision}" for words, place in found.items()}
    rows = [one.partition("=") for one in wanted.split("|") if one != "-"]
    assert told == {words: value.partition("/")[0] for words, _, value in rows}
    for words, _, value in rows:
        assert value.partition("/")[2] in ("", found[words].within)


@pytest.mark.parametrize(("text", "wanted"), cases("places.tsv"))
def test_cases(text: str, wanted: str) -> None:
    found = {f"{words}={place.country}:{place.precision}" for words, place in places(text).items()}
    assert found == ({*wanted.split("|")} - {"-"})
