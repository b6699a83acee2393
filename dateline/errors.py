"""What can go wrong for a user: each error says where and what to do; `cli` prints it and exits with its code."""

from __future__ import annotations


class DatelineError(Exception):
    """An error with a place and a remedy.

    Args:
        problem: what is wrong, one clause.
        where: file, line or item; "" where there is none.
        remedy: what the user can do.
    """

    code = 2

    def __init__(self, problem: str, where: str = "", remedy: str = "") -> None:
        self.problem, self.where, self.remedy = problem, where, remedy
        super().__init__(": ".join(part for part in (where, problem) if part) + (f". {remedy}" if remedy else ""))


class InputError(DatelineError):
    """A file, page or address that cannot be read as asked."""


class RecordError(DatelineError):
    """A record file that is not ours, of a newer version, or cannot be written."""

    code = 3


class GrammarError(DatelineError):
    """A rule, lexicon or desk file with a fault."""

    code = 4
