"""Words that passages share: how far one line retells another."""

from __future__ import annotations

import re
from collections.abc import Set

from dateline.lexicons import fold

WORD = re.compile(r"[^\W_]{3,}")
FUNCTION = frozenset(
    re.findall(
        r"\w+",
        """the and for that with from has have had was were are been its their his her they this these those into over after
    before than then but not who which what when where while will would could about more most also said says say one two our your all any out amid against
    between""",
    )
)


def content(text: str) -> frozenset[str]:
    """Stems of the words that carry content: the first six letters, in lower case."""
    return frozenset(word[:6] for word in WORD.findall(fold(text)) if word not in FUNCTION)


def shared(a: Set[str], b: Set[str]) -> float:
    """Share of the smaller set found in the other; 0 where either is empty."""
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def same(a: str, b: str) -> bool:
    """The same line twice, whatever follows a bar ("Title | Site"), whatever the marks."""
    first, second = _key(a), _key(b)
    return bool(first) and first == second


def _key(text: str) -> str:
    return "".join(WORD.findall(fold(text.split(" | ")[0])))
