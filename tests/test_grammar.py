"""Faults in rules are told with file and rule; the index finds every trigger; the codebook is closed."""

from __future__ import annotations

import re

import msgspec
import pytest

from dateline.errors import GrammarError
from dateline.extract.grammar import Rule, Slot, codebook, compiled, grammar

BOOK = codebook()
PLAIN = Rule("plain", "ASSAULT/drone", triggers=("buzz",), file="drones")


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"event": "TEASE"}, "no event type TEASE"),
        ({"event": "ASSAULT/tickle"}, "ASSAULT has no mode tickle"),
        ({"triggers": ()}, "neither triggers nor nouns"),
        ({"status": "maybe"}, "no status maybe"),
        ({"count": "hugs"}, "no measure hugs"),
        ({"object": Slot(role="hero")}, "no role hero in slot object"),
        ({"subject": Slot(types=("GHOST",))}, "no type GHOST in slot subject"),
        ({"prep": {"on": Slot(measure="joy")}}, "no measure joy in slot on"),
        ({"clause": Slot(events=("TEASE",))}, "no event type TEASE in slot clause"),
    ],
)
def test_a_fault_names_file_and_rule(changes: dict[str, object], fault: str) -> None:
    with pytest.raises(GrammarError, match=re.escape(f"drones.toml: plain: {fault}")):
        compiled(BOOK, [msgspec.structs.replace(PLAIN, **changes)])


def test_names_are_unique() -> None:
    with pytest.raises(GrammarError, match=r"also used in drones\.toml"):
        compiled(BOOK, [PLAIN, msgspec.structs.replace(PLAIN, file="planes")])


def test_every_trigger_is_indexed_under_the_word_it_is_found_by() -> None:
    whole = grammar()
    for rule in whole.rules:
        for trigger in rule.triggers:
            assert (tuple(trigger.split()), rule) in whole.verbs[trigger.split()[0]]
        for noun in rule.nouns:
            assert (tuple(noun.split()), rule) in whole.nouns[noun.split()[-1]]


def test_nearly_every_trigger_is_used_by_an_example() -> None:
    wanted = [(rule, trigger) for rule in grammar().rules for trigger in (*rule.triggers, *rule.nouns)]
    unused = [f"{rule.name}: {trigger}" for rule, trigger in wanted if not _is_used(rule, trigger)]
    assert len(wanted) > 900
    assert len(unused) <= 0.15 * len(wanted), unused


def _is_used(rule: Rule, trigger: str) -> bool:
    """Whether some example has words that begin like those of the trigger, in order; irregular verbs count by their first letter."""
    words = [word[: max(1, len(word) - 3)] for word in trigger.split()]
    pattern = re.compile(r".*".join(rf"\b{re.escape(word[:1] if len(words) == 1 and len(word) < 3 else word)}" for word in words), re.IGNORECASE)
    irregular = re.compile(r".*".join(rf"\b{re.escape(word[0])}" for word in words), re.IGNORECASE)
    return any(pattern.search(example) or irregular.search(example) for example in rule.yes)


def test_all_types_of_the_codebook_have_rules() -> None:
    assert {rule.type for rule in grammar().rules} == {kind.name for kind in BOOK.event}


def test_the_digest_is_that_of_the_rules() -> None:
    assert grammar().digest == grammar().digest
    assert re.fullmatch(r"[0-9a-f]{12}", grammar().digest)


def test_acled() -> None:
    assert BOOK.acled("ASSAULT", "drone") == "Air/drone strike"
    assert BOOK.acled("ACCUSE", None) is None
    assert BOOK.acled(None, None) is None
