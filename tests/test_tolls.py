"""Tolls: the most that one report tells; people named one by one; who is shot and then dies is no wounded."""

from __future__ import annotations

import pytest

from dateline.link.tolls import tolls
from dateline.records import Claim, Figure, Match, Role


def claim(number: int, document: str = "d", *, figure: tuple[float, str] | None = None, harm: str = "", person: str = "", status: str = "reported") -> Claim:
    recipient = Role(person, 0, len(person), entity=f"person:{person.lower()}" if person[:1].isupper() else "") if person else None
    figures = (Figure(f"{figure[0]:g}", 0, 1, figure[1], "person", figure[0], figure[0]),) if figure else ()
    return Claim(
        f"c{number}", document, 1, 0, number, 0, 1, "event", "ASSAULT", None, status, Match("r", "g"),
        recipient=recipient, figures=figures, harm=(harm,) if harm else (),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("claims", "killed", "injured"),
    [
        ([claim(1, figure=(3, "killed")), claim(2, figure=(5, "killed"))], 5, 0),
        ([claim(1, harm="killed", person="Ana Ruiz"), claim(2, harm="killed", person="Tomas Vega")], 2, 0),
        ([claim(1, harm="killed", person="man"), claim(2, harm="killed", person="victim")], 1, 0),
        ([claim(1, harm="injured", person="Ana Ruiz"), claim(2, harm="killed", person="Ana Ruiz")], 1, 0),
        ([claim(1, "one", figure=(3, "injured")), claim(2, "two", figure=(4, "injured"))], 0, 4),
        ([claim(1, figure=(9, "killed"), status="hypothetical")], 0, 0),
        ([], 0, 0),
    ],
    ids=["most told", "named one by one", "nobody named", "shot, then died", "two reports", "only feared", "nothing"],
)
def test_tolls(claims: list[Claim], killed: int, injured: int) -> None:
    assert tolls(claims) == {"killed": killed, "injured": injured}
