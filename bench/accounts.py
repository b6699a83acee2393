"""Little reports with the questions that they answer differently, as ``tests/cases/accounts*.txt`` write them."""

from __future__ import annotations

from bench.little_reports import Case, cases, linked
from dateline.records import Conflict

DISPUTED = ("differs", "denies")


def found(case: Case) -> list[str]:
    """Every question that two speakers answer, and every party that is silent on one, as the file writes them."""
    conflicts = linked(case).conflicts
    silent = {f"silent {party.party}" for conflict in conflicts for party in conflict.silent}
    return sorted({_told(conflict) for conflict in conflicts if conflict.kind != "single"} | silent)


def _told(conflict: Conflict) -> str:
    values = sorted({account.value for account in conflict.accounts})
    return f"{conflict.kind} {conflict.question}: {' | '.join(values)}"


def is_right(case: Case) -> bool:
    """True where all that is wanted is found, and nothing else is told as disputed."""
    told = found(case)
    return set(case.wanted) <= set(told) and not false(case, told)


def false(case: Case, told: list[str]) -> list[str]:
    """What is told as disputed and is not wanted."""
    return [line for line in told if line.startswith(DISPUTED) and line not in case.wanted]


def measure(name: str) -> dict[str, float]:
    """Share of a file's cases that come out right, and how many tell a dispute that is none."""
    table = list(cases(name))
    return {
        "cases": len(table),
        "right": round(sum(is_right(case) for case in table) / len(table), 4),
        "false": sum(bool(false(case, found(case))) for case in table),
    }
