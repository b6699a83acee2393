"""Pronouns and definite phrases: whose countries they have."""

from __future__ import annotations

import pytest

from dateline.annotate import Annotator
from dateline.config import load_desk
from dateline.records import Agent, Document
from dateline.segment import Segmenter
from tests.steps import steps
from tests.test_places import cases

DESK = load_desk("russia-ukraine")
SEGMENTER, ANNOTATOR = Segmenter(DESK), Annotator(DESK)


def last_agents(text: str) -> dict[str, Agent]:
    """The agents of the last sentence, by their words in lower case without the article."""
    document = Document(id="x", text=text, form="article")
    last = ANNOTATOR(document, SEGMENTER.plain(document))[-1]
    return {text[m.start : m.end].lower().removeprefix("the "): m.value for m in last.mentions if isinstance(m.value, Agent)}


@pytest.mark.parametrize(("text", "wanted"), cases("definite_actors.tsv"))
def test_countries(text: str, wanted: str) -> None:
    found = last_agents(text.replace(" // ", "\n"))
    words, _, countries = wanted.partition("=")
    agent = found.get(words.lower().removeprefix("the "))
    assert (agent is None and countries == "-") or agent is not None, sorted(found)
    assert agent is None or ",".join(agent.countries or (agent.country or "-",)) == countries


@pytest.mark.parametrize("text", ["Both sides of the road were mined.", "The two men drove off.", "Four sides of the square burned."])
def test_what_points_to_nobody_is_no_agent(text: str) -> None:
    assert not any(agent.countries or agent.country for agent in last_agents(text).values())


def test_a_headline_takes_the_country_that_its_item_is_about() -> None:
    text = "Army kills 20 in raid on camp\nThe raid took place near Mopti in Mali. Mali has been at war since 2012."
    document = Document(id="x", text=text, form="article")
    found = {text[m.start : m.end]: m.value for a in ANNOTATOR(document, SEGMENTER.plain(document)) for m in a.mentions if isinstance(m.value, Agent)}
    assert found["Army"].country == "MLI"


@pytest.mark.parametrize(
    "part", ["its army and ", "Iran, Iraq and ", "the two countries and ", "in Abcd, Efgh and ", "Ali Hassan, the army spokesman, ", "the Don of "]
)
def test_long_sentences_are_read_in_linear_time(part: str) -> None:
    def work(count: int) -> int:
        document = Document(id="x", text="The army said " + part * count, form="article")
        page = SEGMENTER.plain(document)
        return steps(lambda: ANNOTATOR(document, page))

    work(10)  # tables are loaded once
    assert work(600) < 6 * work(150)
