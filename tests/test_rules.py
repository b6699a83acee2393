"""Every rule's examples: each `yes` gives exactly this rule's claim with exactly the marked words, each `no` does not."""

from __future__ import annotations

import functools

import pytest

from dateline.annotate import Annotator
from dateline.config import load_desk
from dateline.extract import Extractor
from dateline.extract.grammar import Rule, compiled, grammar
from dateline.records import Claim, Document, Item, Page, Passage, Sentence

RULES = grammar().rules
Span = tuple[str, int, int]


@functools.cache
def stages() -> tuple[Annotator, Extractor]:
    """Annotator and extractor of the desk without sides."""
    desk = load_desk("world")
    return Annotator(desk), Extractor(desk)


def claims_of(text: str) -> tuple[Claim, ...]:
    """Event claims of a text that is one sentence."""
    document = Document("example", text)
    page = Page((Item(1, "article", "", 0, len(text)),), (Passage(0, 1, "paragraph", 0, len(text)),), (Sentence(0, 1, 0, 0, len(text), "paragraph"),))
    annotate, extract = stages()
    return tuple(claim for claim in extract(document, page, annotate(document, page)) if claim.kind == "event")


def unmarked(example: str) -> tuple[str, set[Span]]:
    """An example without its braces, and the (name, start, end) that they mark; braces may stand inside braces."""
    text, found, open_ = "", set[Span](), list[tuple[str, int]]()
    rest = example
    while rest:
        if rest[0] == "{":
            name, _, rest = rest[1:].partition("=")
            open_.append((name, len(text)))
        elif rest[0] == "}":
            name, start = open_.pop()
            found.add((name, start, len(text)))
            rest = rest[1:]
        else:
            text, rest = text + rest[0], rest[1:]
    return text, found


def spans(claim: Claim) -> set[Span]:
    """What the braces of an example would mark in this claim."""
    roles = {(name, role.start, role.end) for name, role in (("actor", claim.actor), ("recipient", claim.recipient), ("place", claim.place)) if role}
    return roles | {(figure.measure, figure.start, figure.end) for figure in claim.figures}


def cases(kind: str) -> list[object]:
    """(rule, example) of all rules, with ids file:rule:number."""
    return [pytest.param(rule, example, id=f"{rule.file}:{rule.name}:{n}") for rule in RULES for n, example in enumerate(getattr(rule, kind))]


@pytest.mark.parametrize(("rule", "example"), cases("yes"))
def test_yes(rule: Rule, example: str) -> None:
    text, wanted = unmarked(example)
    found = [claim for claim in claims_of(text) if claim.match.rule == rule.name]
    assert len(found) == 1, [claim.match.rule for claim in claims_of(text)]
    assert {(name, text[start:end]) for name, start, end in spans(found[0])} == {(name, text[start:end]) for name, start, end in wanted}


@pytest.mark.parametrize(("rule", "example"), cases("no"))
def test_no(rule: Rule, example: str) -> None:
    assert rule.name not in {claim.match.rule for claim in claims_of(unmarked(example)[0])}


@pytest.mark.parametrize(("rule", "example"), cases("todo"))
def test_todo(rule: Rule, example: str) -> None:
    assert rule.name not in {claim.match.rule for claim in claims_of(unmarked(example)[0])}, "it works now: make it a yes"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_each_rule_has_examples(rule: Rule) -> None:
    assert len(rule.yes) >= 2 and len(rule.no) >= 1


def test_order_of_rules_does_not_matter() -> None:
    book = grammar().codebook
    forwards, backwards = compiled(book, RULES), compiled(book, tuple(reversed(RULES)))
    assert forwards.verbs.keys() == backwards.verbs.keys()
    for key, entries in forwards.verbs.items():
        assert {(words, rule.name) for words, rule in entries} == {(words, rule.name) for words, rule in backwards.verbs[key]}
