"""Whom names mean over a whole record: one bearer with the reason, two, or nil with candidates, in whatever order documents come."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.orders import digest
from dateline.config import load_desk
from dateline.link import called, counted
from dateline.link.bearers import family, meanings, person_key, place_key
from dateline.pipeline import Pipeline, add, link_new, relink
from dateline.publish import topics
from dateline.publish.record import Record
from dateline.read.files import file
from dateline.records import Claim, Decision, Role, Skipped, Where
from dateline.store import Store, queries

BLOCKS = (Path(__file__).parent / "cases" / "entities.txt").read_text(encoding="utf-8").strip().split("\n\n")[1:]
ROLES = ("speaker", "actor", "recipient")


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    """The stages for a desk without a war of its own."""
    return Pipeline(load_desk("world"))


@pytest.mark.parametrize(
    ("known", "meant"),
    [
        ("k.igur k.", {"k.": "k.igur"}),
        ("k.igur k.ivan k.", {"k.": "?k.igur k.ivan"}),
        ("k.igur@ukr k.igur", {"k.igur": "k.igur@ukr"}),
        ("k.igur@ukr k.igur@blr k.igur", {"k.igur": "?k.igur@blr k.igur@ukr", "k.igur@ukr": "k.igur@ukr"}),
        ("k.igur@ukr k.ivan@blr k.@blr", {"k.@blr": "k.ivan@blr"}),
        ("k.igur@ukr k.@blr", {"k.@blr": "k.@blr"}),
        ("k.igur k.i", {"k.i": "k.igur"}),
        ("k.igur k.ivan k.i", {"k.i": "?k.igur k.ivan"}),
        ("k.igur k.v", {"k.v": "k.v"}),
        ("k.muhamad-ali k.muhamad k.ali", {"k.muhamad": "k.muhamad-ali", "k.ali": "k.muhamad-ali"}),
        ("k.muhamad-ali k.muhamad-umar k.muhamad", {"k.muhamad": "?k.muhamad-ali k.muhamad-umar"}),
        ("k. k.@ukr", {"k.": "k.@ukr"}),
    ],
)
def test_what_tells_less_means_the_one_that_it_can_be(known: str, meant: dict[str, str]) -> None:
    found = meanings({f"person:{key}": () for key in known.split()})
    told = {key: (one.bearer or "?" + " ".join(one.candidates)).replace("person:", "") for key, one in found.items()}
    assert {key: told[f"person:{key}"] for key in meant} == meant


@pytest.mark.parametrize(
    ("office", "bearer"),
    [("governor", "igur"), ("regional governor", "igur"), ("spokesperson", "ivan"), ("mayor", ""), ("", "")],
)
def test_an_office_tells_who_of_several_is_meant(office: str, bearer: str) -> None:
    way = f"person:k./{office}".rstrip("/")
    found = meanings({"person:k.igur": ("governor",), "person:k.ivan": ("spokesperson", "colonel"), way: ()})
    assert found[way].bearer == (f"person:k.{bearer}" if bearer else "")


def test_another_office_leaves_the_only_bearer_open() -> None:
    found = meanings({"person:k.igur": ("governor",), "person:k./mayor": ("mayor",)})
    assert found["person:k./mayor"].bearer == "" and found["person:k./mayor"].candidates == ("person:k.igur",)


def test_keys_carry_what_words_tell() -> None:
    told = Role("Mayor Bondar", 0, 12, "UKR", entity="person:bundar.", office="mayor", is_told=True)
    assert person_key(told) == "person:bundar.@ukr/mayor"
    scene = Role("Ihor Bondar", 0, 11, "UKR", entity="person:bundar.igur", office="mayor")
    assert person_key(scene) == "person:bundar.igur"
    assert family(person_key(told)) == family(person_key(scene)) == ("person:bundar.", "person:bundar.\U0010ffff")
    assert family("rus:navy") == ("rus:navy", "rus:navy")


def test_places_of_one_name_are_told_apart_by_country_and_region() -> None:
    keys = [place_key(Where("Tripoli", 0, 7, "Tripoli", number, country=country)) for number, country in (("1", "LBY"), ("2", "LBN"), ("", "LBN"), ("", None))]
    found = meanings(dict.fromkeys(keys, ()))
    assert [found[key].bearer for key in keys] == [keys[0], keys[1], keys[1], ""]
    assert found[keys[3]].candidates == (keys[0], keys[1])
    assert place_key(Where("the village", 0, 11)) == ""


def meant(store: Store, document: str, words: str) -> set[str]:
    """Entities that words of a document stand for; "" where they are nil or none."""
    keys = {key for claim in counted(queries.claims(store, document), ()) for key in _keys(claim, words.lower())}
    bearers = store.links.bearers(sorted(keys))
    return {bearers.get(key, "") for key in keys}


def _keys(claim: Claim, words: str) -> list[str]:
    roles = [one for name in ROLES if (role := getattr(claim, name)) for one in (role.parts or (role,))]
    places = [place_key(claim.place)] if claim.place and words in claim.place.text.lower() else []
    return [role.entity or role.name for role in roles if words in role.text.lower()] + places


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.split("\n")[0])
def test_names_over_documents(block: str, pipeline: Pipeline, tmp_path: Path) -> None:
    head, *texts = block.split("\n")
    wanted, _, words = head.partition(": ")
    with Store(":memory:") as store:
        documents = []
        for number, text in enumerate(texts):
            page = tmp_path / f"page{number}.txt"
            page.write_text(text.replace(" // ", "\n\n") + "\n", encoding="utf-8")
            for got in file(page):
                assert not isinstance(got, Skipped)
                documents.append(got[2].id)
                add(store, pipeline, [got], lambda _: None)
        relink(store, pipeline.desk)
        names = words.split(" | ")
        last = meant(store, documents[-1], names[-1])
        if wanted == "nil":
            assert last == {""}
            return
        first = meant(store, documents[0], names[0]) - {""}
        assert first and last - {""} and bool(first & last) == (wanted == "same"), (first, last)


def test_documents_in_any_order_give_the_same_bytes(pipeline: Pipeline, tmp_path: Path) -> None:
    texts = {line for block in BLOCKS for line in block.split("\n")[1:] if "Kovalenko" in line or "Idris" in line or "Garba" in line}
    pages = []
    for number, text in enumerate(sorted(texts)):
        page = tmp_path / f"page{number}.txt"
        page.write_text(text.replace(" // ", "\n\n") + "\n", encoding="utf-8")
        pages += list(file(page))
    whole = digest(pages, pipeline, one_by_one=False)
    turned = [pages[n:] + pages[:n] for n in range(len(pages))]
    orders = [*turned, *(order[::-1] for order in turned)]
    assert {digest(order, pipeline, one_by_one=True) for order in orders} == {whole}


PAGES = {
    "governor": "KYIV, March 4, 2025\n\nGovernor Ihor Kovalenko said that a drone had killed 2 people in Zaporizhzhia.\n",
    "surname": "KYIV, March 4, 2025\n\nA drone killed 2 people in Zaporizhia, Kovalenko said.\n",
    "lawmaker": "KYIV, March 9, 2025\n\nLawmaker Ivan Kovalenko said shelling had damaged a school in Nikopol.\n",
}


def read(store: Store, pipeline: Pipeline, folder: Path, *names: str) -> None:
    """Pages read one by one, each linked to those before it."""
    for name in names:
        (folder / f"{name}.txt").write_text(PAGES[name], encoding="utf-8")
        add(store, pipeline, file(folder / f"{name}.txt"), lambda _: None)
        link_new(store, pipeline.desk)


def test_a_surname_is_told_with_its_reason_until_a_later_page_leaves_it_open(pipeline: Pipeline, tmp_path: Path) -> None:
    with Store(":memory:") as store:
        read(store, pipeline, tmp_path, "governor", "surname")
        (event,) = [one for one in queries.events(store) if one.killed]
        told = queries.name_decisions(store, called(queries.claims_by_id(store, event.claims).values()))
        joined = [one for one in told if one.subject == "Kovalenko"]
        assert event.speakers == 1 and [one.object for one in joined] == ["person:kuvalanku.igur"]
        assert joined[0].reasons[0][0].startswith("the only one of this surname")
        read(store, pipeline, tmp_path, "lawmaker")
        (event,) = [one for one in queries.events(store) if one.killed]
        left = [one for one in queries.name_decisions(store, called(queries.claims_by_id(store, event.claims).values())) if one.subject == "Kovalenko"]
        assert event.speakers == 2 and [(one.kind, one.object) for one in left] == [("nil", "")]
        assert [reason.partition(" (")[0] for reason, _ in left[0].reasons] == ["may be Ihor Kovalenko", "may be Ivan Kovalenko"]


def test_an_editor_says_whose_surname_it_is(pipeline: Pipeline, tmp_path: Path) -> None:
    with Store(":memory:") as store:
        read(store, pipeline, tmp_path, "governor", "surname", "lawmaker")
        bearer = queries.keys_named(store, "Ihor Kovalenko")
        assert queries.keys_named(store, "Kovalenko") == []
        store.decide(Decision("same-name:k", "same-name", "Kovalenko", bearer[0], by="ed"))
        relink(store, pipeline.desk)
        (event,) = [one for one in queries.events(store) if one.killed]
        assert event.speakers == 1
        store.decide(Decision("same-name:k", "same-name", "Kovalenko", bearer[0], by="ed", undone=True))
        relink(store, pipeline.desk)
        assert [one.speakers for one in queries.events(store) if one.killed] == [2]


def test_pages_tell_whom_a_name_means(pipeline: Pipeline, tmp_path: Path) -> None:
    with Store(":memory:") as store:
        read(store, pipeline, tmp_path, "governor", "surname", "lawmaker")
        record = Record(store, pipeline.desk)
        speaker, place = topics.topic(record, "speaker", "Kovalenko"), topics.topic(record, "place", "Zaporizhzhia")
        assert speaker and [one.kind for one in speaker.reasons] == ["nil"]
        assert (
            place
            and place.aliases == ("Zaporizhia",)
            and [(one.kind, one.subject, one.object) for one in place.reasons] == [("same-name", "Zaporizhia", "Zaporizhzhia")]
        )
