"""Claims of whole sentences: roles, places, times, figures, speakers, status, derivation; what tells of nothing gives nothing."""

from __future__ import annotations

import functools
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.annotate import Annotator
from dateline.config import load_desk
from dateline.extract import Extractor, explain, row
from dateline.records import Annotation, Claim, Document, Item, Page, Passage, Reading, Sentence

CASES = Path(__file__).parent / "cases"
QUIET = [line for line in (CASES / "no_events.txt").read_text(encoding="utf-8").split("\n") if line and not line.startswith("#")]


@functools.cache
def stages(desk: str) -> tuple[Annotator, Extractor]:
    """Annotator and extractor of a desk."""
    loaded = load_desk(desk)
    return Annotator(loaded), Extractor(loaded)


def reading(text: str, desk: str = "russia-ukraine", published: str = "2025-03-14") -> Reading:
    """A text of one sentence a line, read as one item."""
    document = Document("text", text)
    sentences, at = [], 0
    for number, line in enumerate(text.split("\n")):
        sentences.append(Sentence(number, 1, 0, at, at + len(line), "paragraph"))
        at += len(line) + 1
    page = Page((Item(1, "article", "", 0, len(text), published=published),), (Passage(0, 1, "paragraph", 0, len(text)),), tuple(sentences))
    annotate, extract = stages(desk)
    annotations: tuple[Annotation, ...] = annotate(document, page)
    return Reading(document, page, annotations, extract(document, page, annotations))


def events(text: str, **options: str) -> list[Claim]:
    """Event claims of a text."""
    return [claim for claim in reading(text, **options).claims if claim.kind == "event"]


def test_a_result_joins_what_caused_it() -> None:
    (claim,) = events("Russian drones struck a school in Odesa on Tuesday, killing three people and wounding nine.")
    assert (claim.event, claim.mode, claim.status) == ("ASSAULT", "drone", "reported")
    assert claim.actor and claim.actor.country == "RUS"
    assert claim.recipient and (claim.recipient.text, claim.recipient.country) == ("school", "UKR")
    assert claim.place and claim.place.text == "Odesa"
    assert claim.time and claim.time.start == "2025-03-11"
    assert [(f.measure, f.low) for f in claim.figures] == [("killed", 3), ("injured", 9)]


def test_part_and_whole_and_who_launched() -> None:
    shot, launched = events("Ukraine's air force said it had shot down 41 of 64 drones launched by Russia overnight.")
    assert (shot.mode, launched.mode) == ("intercept", "drone")
    assert [(f.measure, f.low, f.of) for f in shot.figures] == [("intercepted", 41, 64)]
    assert [(f.measure, f.low) for f in launched.figures] == [("launched", 64)]
    assert shot.status == launched.status == "claimed"
    assert launched.actor and launched.actor.country == "RUS"


def test_the_day_of_speaking_is_not_the_day_of_the_event() -> None:
    (claim,) = events("The governor said on Monday that a missile had hit a depot in Belgorod.")
    assert claim.time is None
    assert claim.speaker and claim.status == "claimed"


def test_the_opponent_follows_from_the_sides_alone() -> None:
    assert (claim := events("Drones attacked a refinery in Saratov.")[0]).actor and claim.actor.country == "UKR"
    (elsewhere,) = events("Drones attacked a refinery in Saratov.", desk="world")
    assert elsewhere.actor and elsewhere.actor.country is None


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("France will send six howitzers to Ukraine.", "planned"),
        ("Kenya is set to deploy police in Haiti.", "planned"),
        ("The army denied that it had shelled the town of Goma.", "denied"),
        ("The rebels did not attack the convoy.", "denied"),
        ("If the rebels attack Goma, the army will retreat.", "hypothetical"),
        ("The army could strike the port.", "hypothetical"),
        ("Iran threatened to strike Israel.", "threatened"),
        ("Kyiv accused Iran of supplying drones to Russia.", "reported"),
    ],
)
def test_status(text: str, status: str) -> None:
    assert events(text)[0].status == status


@pytest.mark.parametrize(
    ("text", "recipient"),
    [
        ("The ministry said seven civilians and five soldiers had been killed in Goma.", "seven civilians and five soldiers"),
        ("The governor said that two nurses and a driver were wounded.", "two nurses and a driver"),
        ("Police said two women, a boy and three guards were wounded in Cali.", "two women, a boy and three guards"),
        ("The raid left four farmers dead.", "four farmers"),
        ("Gunmen took two priests hostage in Jos.", "two priests"),
        ("The president wrote on Telegram that he had spoken to both envoys.", "both envoys"),
        ("Hamas refused to meet the envoy.", "envoy"),
        ("The rebels captured 15 soldiers south of the airport.", "15 soldiers"),
        ("Police shot dead two men in Cali.", "two men"),
    ],
)
def test_recipients_of_constructions(text: str, recipient: str) -> None:
    assert [claim.recipient.text for claim in events(text) if claim.recipient] == [recipient]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Shells hit a clinic in Kherson and a bakery in Nikopol.", 2),
        ("Air defences downed 11 drones over Saratov and 21 over Rostov.", 2),
        ("Is the army attacking the port?", 0),
        ("The commander left after the attack.", 0),
    ],
)
def test_how_many_events(text: str, count: int) -> None:
    assert len(events(text)) == count


def test_what_tells_of_nothing_gives_nothing() -> None:
    wrong = [line for line in QUIET if events(line, desk="world")]
    assert len(QUIET) >= 300
    assert len(wrong) <= 0.03 * len(QUIET), wrong


def test_every_span_is_in_the_text() -> None:
    read = reading("\n".join(QUIET[:40]) + "\nRebels seized Goma on Monday, the UN said.\nThey killed 13 soldiers there.")
    for claim in read.claims:
        for role in (claim.actor, claim.recipient, claim.speaker, claim.via, claim.place):
            assert role is None or read.document.text[role.start : role.end] == role.text
        for figure in claim.figures:
            assert read.document.text[figure.start : figure.end] == figure.text


def test_row_and_derivation() -> None:
    read = reading("Two missiles hit a hotel in Aden.")
    made = row(read.claims[0], read.document)
    assert made["sentence"] == "Two missiles hit a hotel in Aden."
    assert made["acled"] == "Shelling/artillery/missile attack"
    assert made["rule"] == "strike.active"
    assert {name for name, _, _ in read.claims[0].match.slots} == {"subject", "object"}


def test_explain_shows_layers_matches_and_misses() -> None:
    read = reading("The minister shot down the proposal.\nThe sky was grey.")
    told = explain(stages("russia-ukraine")[1], read)
    assert "near miss" in told and "wanted" in told and "no trigger in this sentence" in told


def test_an_earlier_claim_does_not_change_with_what_follows() -> None:
    first = "Gunmen killed two guards in Goma.\n"
    before, after = reading(first + "It rained.").claims, reading(first + "Rebels seized Bukavu.").claims
    assert before[0] == after[0]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(["the", "army", "killed", "three", ",", "and", "in", "Goma", "by", "that", "to", "attack", "who", "said", "“", "(", "of", "was"]),
        max_size=40,
    )
)
def test_any_words_can_be_read(words: list[str]) -> None:
    reading(" ".join(words))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The death toll from the strike on the market rose to nine, with 31 people injured.", {"nine": "killed", "31": "injured"}),
        ("Rescuers found two bodies, bringing the number killed in the raid to 14.", {"14": "killed"}),
        ("The number of wounded climbed to 40 by noon.", {"40": "injured"}),
        ("The navy said that six drones were destroyed and that 13 others disappeared from radar.", {"13": "lost"}),
        ("The number of visitors rose to 90 by noon.", {"90": "other"}),
    ],
)
def test_what_a_number_counts_is_told_by_the_words_beside_it(text: str, expected: dict[str, str]) -> None:
    found = {figure.text: figure.measure for claim in reading(text).claims for figure in claim.figures}
    assert {words: found.get(words) for words in expected} == expected


def test_who_puts_a_number_at_so_many_speaks_it() -> None:
    claims = reading("French intelligence put the Wagner dead at 1,400 in that week.").claims
    assert [(c.speaker.text if c.speaker else None, c.status) for c in claims if c.kind == "figure"] == [("French intelligence", "claimed")]


def test_it_that_corrects_a_count_is_who_gave_it() -> None:
    text = "The doctors' union had put the toll in Nyala at 23.\nIt corrected its figure to 25 on Saturday."
    told = [(c.speaker.text if c.speaker else None, [(f.measure, f.low) for f in c.figures]) for c in reading(text, desk="world").claims]
    assert told == [("doctors' union", [("killed", 23)]), ("doctors' union", [("killed", 25)])]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Sirens sounded in Latakia on Monday.\nTwo missiles struck the port city, killing three people.", ("the port city", "Latakia", True)),
        ("A drone hit Goma.\nIn the city, nine people were killed by shelling.", ("the city", "Goma", True)),
        ("Envoys from Goma and Bukavu met.\nShelling hit the city.", None),
        ("A drone hit Goma.\nGunmen shot dead a judge in the city of Beni.", ("Beni", "Beni", False)),
    ],
)
def test_the_city_is_the_one_town_named_last(text: str, place: tuple[str, str, bool] | None) -> None:
    found = reading(text, desk="world").claims[-1].place
    assert (found and (found.text, found.name, found.resolved)) == place


def _readings() -> list[tuple[str, list[str]]]:
    """Sentences of the table, each with its claims as lines."""
    found: list[tuple[str, list[str]]] = []
    for line in (CASES / "readings.txt").read_text(encoding="utf-8").split("\n"):
        if line.startswith("  "):
            found[-1][1].append(line.strip())
        elif line and not line.startswith("#"):
            found.append((line, []))
    return found


def _told(claim: Claim) -> str:
    """A claim as the table tells it."""
    parts = [claim.actor, claim.recipient, claim.place, claim.time, claim.speaker]
    figures = " ".join(f"{f.measure}{f.op}{f.low:g}" for f in claim.figures)
    act = "/".join(part for part in (claim.event, claim.mode) if part)
    return " | ".join([act or "-", *(part.text if part and part.text else "-" for part in parts), claim.status, figures or "-"])


@pytest.mark.parametrize(("text", "told"), _readings())
def test_readings(text: str, told: list[str]) -> None:
    assert [_told(claim) for claim in reading(text, desk="world").claims] == told
