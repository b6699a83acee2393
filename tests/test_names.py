"""Names: who acts and speaks, with country and entity."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.annotate.names import Names
from dateline.annotate.people import person_key
from dateline.config import load_desk
from dateline.records import Agent, Document, Page
from tests.test_places import ANNOTATOR, PLACES, SEGMENTER, annotated, cases

NAMES = Names(load_desk("russia-ukraine"))


def agents(text: str) -> dict[str, Agent]:
    """The words of each agent -> its value."""
    page = Page((), (), ())
    found = NAMES(text, page, PLACES(text, page, annotated(text)))
    return {text[m.start : m.end]: m.value for a in found for m in a.mentions if isinstance(m.value, Agent)}


def test_institutions_are_composed() -> None:
    found = agents("Ukraine's air force and the Russian Ministry of Defence gave different figures.")
    assert found["Ukraine's air force"].country == "UKR"
    assert found["Ukraine's air force"].sector == "MIL"
    assert found["Russian Ministry of Defence"].country == "RUS"


def test_a_surname_and_a_pronoun_are_resolved_to_the_full_name() -> None:
    found = agents("Andriy Kovalchuk, the mayor of Chernihiv, spoke on Monday.\nKovalchuk gave no figures.\nHe asked for help.")
    assert found["Kovalchuk"].name == "Andriy Kovalchuk"
    assert found["He"].name == "Andriy Kovalchuk"
    assert found["He"].country == "UKR"


def test_variants_of_a_name_share_a_key() -> None:
    keys = {agents(f"President {name} spoke.")[f"President {name}"].entity for name in ("Volodymyr Zelenskyy", "Volodymyr Zelensky", "Volodymyr Zelenskky")}
    assert len(keys) == 1


@pytest.mark.parametrize(("text", "wanted"), cases("names_world.tsv"))
def test_names_of_many_wars(text: str, wanted: str) -> None:
    text = text.replace(" // ", "\n")
    document = Document(id="x", text=text, form="article")
    found = {}
    for annotation in ANNOTATOR(document, SEGMENTER.plain(document)):
        found.update({text[m.start : m.end].lower(): m.value for m in annotation.mentions if isinstance(m.value, Agent)})
    for one in wanted.split("|"):
        words, _, value = one.lower().partition("=")
        if words.startswith("!"):
            assert words[1:] not in found
            continue
        agent = found.get(words) or found.get(words.removeprefix("the ")) or found.get("the " + words)
        assert agent is not None, sorted(found)
        told = (agent.country or "-", agent.sector, agent.name)
        assert all(wish in ("", value.lower()) for wish, value in zip(value.split(";"), told, strict=True)), told


VARIANTS = (Path(__file__).parent / "cases" / "name_variants.txt").read_text(encoding="utf-8").split("\n")[1:]


@pytest.mark.parametrize("names", VARIANTS)
def test_variants_of_names(names: str) -> None:
    sign = " = " if " = " in names else " / "
    keys = {person_key(name) for name in names.split(sign)}
    assert (len(keys) == 1) == (sign == " = "), keys


def test_reading_one_text_leaves_no_trace_in_the_next() -> None:
    agents("Mr Putin of the Kansas Putins spoke.\nJohn Putin waved.")
    assert agents("Putin spoke.")["Putin"].name == "Vladimir Putin"


@pytest.mark.parametrize(("text", "wanted"), cases("names.tsv"))
def test_cases(text: str, wanted: str) -> None:
    found = {f"{words}={agent.kind}:{agent.country}" for words, agent in agents(text).items()}
    words = {one.rpartition("=")[0] for one in found}
    for one in wanted.split("|"):
        assert one[1:] not in words if one.startswith("!") else one in found, sorted(found)


@pytest.mark.parametrize("text", ["", "\u202eКиїв العربية Kyiv\u200b e\u0301", "Paris " * 2000, "İstanbul’s ‘s Mr Mr Mr", "al-", "’ ' ’s of the", "🚀 Kyiv 🚀"])
def test_odd_text_gives_spans_of_the_text(text: str) -> None:
    page = Page((), (), ())
    for annotation in NAMES(text, page, PLACES(text, page, annotated(text))):
        for mention in annotation.mentions:
            assert 0 <= mention.start < mention.end <= len(text)


def test_local_officials_are_of_the_place_and_its_army_of_the_speaker() -> None:
    found = agents("Two people died in Goma.\nLocal officials blamed the rebels.\nRwanda said its army was not there.")
    assert found["Local officials"].country == "COD"
    assert found["its army"].country == "RWA"


def test_the_group_is_the_last_that_was_named() -> None:
    assert agents("Boko Haram burned the market.\nThe group had warned traders.")["group"].name == "Boko Haram"


def test_letters_in_brackets_stand_for_the_name() -> None:
    assert agents("The Delta Farmers Union (DFUX) protested.\nDFUX called a strike.")["DFUX"].name == "Delta Farmers Union"
