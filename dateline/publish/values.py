"""Accounts -> what they say, as readers see it: figures, places, days, doers, outcomes."""

from __future__ import annotations

from dateline.publish.sides import Sides
from dateline.publish.strings import Strings
from dateline.records import Account

NOT = "not "  # before the doer who denies that it was he
WHO, WHEN = "who did it", "when"


def value_of(account: Account, question: str, strings: Strings, sides: Sides) -> str:
    """What an account answers to a question of its event."""
    figure = account.figure
    if figure is not None:
        total = f" of {strings.number(figure.of)}" if figure.of is not None else ""
        return strings.amount(figure.low, figure.high, figure.op) + total
    if question == WHEN:
        return _time(account.value, strings)
    if question == WHO:
        denied = account.value.removeprefix(NOT)
        party = sides.of_countries(denied)
        name = party.name if party else strings.country(denied)
        return name if denied == account.value else strings("event.not", name=name)
    return strings.label("answer", account.value)


def _time(value: str, strings: Strings) -> str:
    """ "2025-01-07/2025-01-08 overnight" -> "7–8 January 2025, overnight"."""
    days, _, part = value.partition(" ")
    first, _, last = days.partition("/")
    return ", ".join(word for word in (strings.span(first, last or first), part) if word)
