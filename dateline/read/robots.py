"""robots.txt -> may this be fetched: RFC 9309.

The group with the longest product token that matches ours, else "*"; within it the longest rule that matches wins, and
of equals the one that allows. A file that answers 4xx allows everything, one that answers 5xx or not at all nothing.
"""

from __future__ import annotations

import re
from urllib.parse import quote, unquote_to_bytes, urlsplit

from msgspec import Struct

MOST_BYTES = 512_000  # RFC 9309 asks for 500 KiB at least
MOST_DELAY_SECONDS = 60.0


class Rules(Struct, frozen=True):
    """What a robots.txt says to one product: (allow, pattern) in file order."""

    rules: tuple[tuple[bool, str], ...] = ()
    delay_seconds: float = 0.0
    note: str = ""  # why, where no file was read

    def decision(self, url: str) -> tuple[bool, str]:
        """(allowed, the rule that decided in words)."""
        parts = urlsplit(url)
        path = _normal(parts.path or "/") + (f"?{_normal(parts.query)}" if parts.query else "")
        if path == "/robots.txt":
            return True, "robots.txt itself"
        best = max(((len(pattern), allow, pattern) for allow, pattern in self.rules if matches(pattern, path)), default=None)
        if best is None:
            return True, self.note or "no rule in robots.txt"
        if not best[1] and self.note:
            return False, self.note
        return best[1], f"robots.txt: {'Allow' if best[1] else 'Disallow'}: {best[2]}"


ALLOWED = Rules(note="no robots.txt")
FORBIDDEN = Rules(((False, "/"),), note="robots.txt out of reach")


def parsed(content: bytes, product: str) -> Rules:
    """The rules of a robots.txt for a product token.

    >>> parsed(b"User-agent: *\\nDisallow: /a\\nAllow: /a/b", "dateline").decision("http://x/a/b")[0]
    True
    """
    groups: dict[str, list[tuple[bool, str]]] = {}
    delays: dict[str, float] = {}
    agents: list[str] = []
    in_rules = False
    for line in re.split(r"\r\n|\r|\n", content[:MOST_BYTES].decode("utf-8-sig", "replace")):
        key, colon, value = (part.strip() for part in line.split("#", 1)[0].partition(":"))
        key = key.lower()
        if not colon:
            continue
        if key == "user-agent":
            agents = [value.lower()] if in_rules else [*agents, value.lower()]
            in_rules = False
        elif key in ("allow", "disallow"):
            in_rules = True
            for agent in agents:
                groups.setdefault(agent, []).extend([(key == "allow", _normal(value))] if value else [])
        elif key == "crawl-delay":
            for agent in agents:
                delays[agent] = _seconds(value)
    mine = [agent for agent in {*groups, *delays} if agent != "*" and re.match(r"[a-z_-]*", agent)[0] == product.lower()]  # type: ignore[index]
    chosen = mine or ["*"]
    return Rules(tuple(rule for agent in chosen for rule in groups.get(agent, ())), max((delays.get(agent, 0.0) for agent in chosen), default=0.0))


def matches(pattern: str, path: str) -> bool:
    """A pattern with * (any characters) and $ (the end) fits the begin of a path."""
    anchored = pattern.endswith("$")
    parts = (pattern[:-1] if anchored else pattern).split("*")
    if not path.startswith(parts[0]):
        return False
    at = len(parts[0])
    for part in parts[1:-1]:
        found = path.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    if len(parts) == 1:
        return not anchored or at == len(path)
    if anchored:
        return path.endswith(parts[-1]) and len(path) - len(parts[-1]) >= at
    return path.find(parts[-1], at) >= 0


def _normal(text: str) -> str:
    """Percent-encoding in one form, so that patterns and paths compare."""
    return quote(unquote_to_bytes(text.encode("utf-8", "replace")), safe="/*$~!@&=+,;:?()'-._")


def _seconds(value: str) -> float:
    try:
        return min(max(float(value), 0.0), MOST_DELAY_SECONDS)
    except ValueError:
        return 0.0
