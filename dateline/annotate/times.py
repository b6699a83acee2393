"""Tokens -> TIME mentions, resolved against the day of the item.

Laws: what the words and the item's day do not settle has no days, and X in its value; a mention's characters hold
everything its days were worked out from, the preposition of "since", "by", "until", "before" and "after" included.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cached_property

from dateline.annotate.time_grammar import Grammar, Hit, Production
from dateline.annotate.time_lexemes import Lexemes, Lexer
from dateline.annotate.time_productions import PARTS, PRODUCTIONS
from dateline.annotate.time_scene import Scene
from dateline.annotate.time_tenses import Tenses
from dateline.calendar_days import parsed
from dateline.records import Chunk, Desk, Mention, Time, Token

_QUOTE = re.compile(r'[“”"]')
_WORD = re.compile(r"\S+")
WRAPS = ("since", "by", "until", "before", "after")
LEANING = ("overnight", "clock", "tonight", "turn-part", "plain-part")  # take the day that the sentence names elsewhere


class Times:
    """Reads the time expressions of a sentence."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.first_day = parsed(desk.first_day)
        self.lexer = Lexer()
        self.grammar: Grammar[Scene, Time] = Grammar(Production(name, pattern, PARTS, reader) for name, pattern, reader in PRODUCTIONS)

    def __call__(
        self,
        text: str,
        tokens: tuple[Token, ...],
        groups: tuple[Chunk, ...],
        published: str | None,
        last: Time | None = None,
        *,
        bounds: tuple[int, int] | None = None,
    ) -> list[Mention]:
        """TIME mentions of one sentence in reading order.

        Args:
            published: the item's ISO day, or "first/last" where only bounds are known, or None.
            last: the last dated expression before the sentence, for "the same day" and "five days earlier".
            bounds: characters of the sentence where there are no tokens.
        """
        if bounds is not None:
            tokens = tuple(Token(found[0], found.start(), found.end(), "", "") for found in _WORD.finditer(text, *bounds))
        lexemes, kinds = self.lexer(tokens)
        if not kinds:
            return []
        first, _, final = (published or "").partition("/")
        tense = Tenses(tokens, groups)
        quoted = Quotations(text, tokens[0].start, tokens[-1].end)
        readings = []
        for day in (first, final) if final else (first,):
            scene = Scene(parsed(day), last, tense, quoted, self.first_day)
            readings.append(self._read(lexemes, kinds, scene))
        return readings[0] if len(readings) == 1 else agreed(*readings)

    def _read(self, lexemes: Lexemes, kinds: str, scene: Scene) -> list[Mention]:
        hits: list[tuple[Production[Scene, Time], Hit, Time]] = []
        before: list[Time | None] = []  # the last dated expression before each hit
        end = 0
        for index, ends in self.grammar.candidates(kinds):
            if index < end:
                continue
            found = self.grammar.longest(lexemes, kinds, index, ends, scene)
            if found is None:
                continue
            hits.append(found)
            before.append(scene.last)
            end = found[1].end
            if is_reference(found[0].name, found[2]) and not _ends_period(found[1]):
                scene.last = found[2]
        scene.day = _named_day(hits, scene)
        if scene.day:
            hits = [(production, hit, _again(production, hit, value, scene, last)) for (production, hit, value), last in zip(hits, before, strict=True)]
        return [_mention(production, hit, value, scene) for production, hit, value in hits]


def _named_day(hits: list[tuple[Production[Scene, Time], Hit, Time]], scene: Scene) -> date | None:
    """The one day up to the item's that the sentence names, for what leans on it."""
    days = {value.start for production, hit, value in hits if production.name == "day" and value.start == value.end and _is_told(hit, scene)}
    days.discard(None)
    if len(days) != 1:
        return None
    day = parsed(days.pop() or "")
    return day if day and (scene.now is None or day <= scene.now) else None


def _is_told(hit: Hit, scene: Scene) -> bool:
    """Whether a day is that of its clause: not quoted ("today"), not another event's ("Monday's strike", "since Monday")."""
    before, after = hit.before(), hit.after()
    quoted = hit.has("near") and scene.quoted(hit.lexemes[hit.start].start)
    apart = (before is not None and before.kind in WRAPS) or (after is not None and after.kind == "possessive")
    return not quoted and not apart


def _again(production: Production[Scene, Time], hit: Hit, value: Time, scene: Scene, last: Time | None) -> Time:
    scene.last = last
    leans = production.name in LEANING or hit.has("near", "shift")
    return (production.read(hit, scene) or value) if leans else value


def _mention(production: Production[Scene, Time], hit: Hit, value: Time, scene: Scene) -> Mention:
    start = hit.lexemes[hit.start].start
    end = hit.lexemes[hit.end - 1].end
    before = hit.before()
    if before is not None and _is_wrapped(before.kind, hit, value):
        return Mention("TIME", before.start, end, wrapped(value, before.kind, scene.now), production.name)
    return Mention("TIME", start, end, value, production.name)


def _is_wrapped(word: str, hit: Hit, value: Time) -> bool:
    """Whether "since Monday" is meant; "after dawn on Monday" is still on Monday, "since Monday's strike" is about the strike."""
    after = hit.after()
    if word not in WRAPS or value.value.endswith("_REF") or (after is not None and after.kind == "possessive"):
        return False
    return value.timex == "DATE" or (value.timex == "TIME" and word in ("since", "until", "by"))


def wrapped(value: Time, word: str, now: date | None) -> Time:
    """The days of "since", "by", "until", "before" or "after" a time."""
    start: str | None = None
    end: str | None = None
    if word == "since":
        start, end = value.start, now.isoformat() if now and value.start else None
        if not end or not start or end < start:
            end = None
    elif word in ("by", "until"):
        end = value.end
    elif word == "before":
        end = value.start
    else:
        start = value.end
    return Time(start, end, value.precision, value.basis, value.timex, value.value, value.anchor)


def agreed(first: list[Mention], last: list[Mention]) -> list[Mention]:
    """Mentions as read at both ends of the days in question: what differs is not known."""
    later = {(mention.start, mention.end): mention for mention in last}
    found = []
    for mention in first:
        other = later.get((mention.start, mention.end))
        value = mention.value
        assert isinstance(value, Time)
        if other and other.value != value:
            assert isinstance(other.value, Time)
            value = Time(None, None, value.precision, "", value.timex, common(value.value, other.value.value), value.anchor)
        found.append(Mention("TIME", mention.start, mention.end, value, mention.rule))
    return found


def common(first: str, last: str) -> str:
    """What two values share, X elsewhere: "2024-12-30", "2025-01-02" -> "XXXX-XX-XX"."""
    if len(first) != len(last):
        return ""
    same = [one if one == other else "X" for one, other in zip(first, last, strict=True)]
    return "".join("X" if piece.isdigit() and "X" in same[: at + 1] else piece for at, piece in enumerate(same))


def last_time(mentions: list[Mention], last: Time | None) -> Time | None:
    """The dated expression that "the same day" in the next sentence would mean."""
    for mention in reversed(mentions):
        value = mention.value
        if isinstance(value, Time) and value.end and is_reference(mention.rule, value):
            return value
    return last


def is_reference(rule: str, value: Time) -> bool:
    """Whether later words count from this time: it has days, and is no year or quarter that another is compared with."""
    return (
        value.start is not None
        and value.precision != "night"
        and not (rule in ("ago", "compared-period", "turn-unit") and value.precision in ("year", "quarter"))
    )


def _ends_period(hit: Hit) -> bool:
    """ "the quarter ended Sept. 30" is about the quarter."""
    before = hit.before()
    return before is not None and before.text in ("ended", "ending")


class Quotations:
    """Whether an offset of a sentence stands inside quotation marks."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text = text
        self.start = start
        self.end = end

    @cached_property
    def marks(self) -> list[tuple[int, bool]]:
        """Offsets of quotation marks, and whether each one opens."""
        found: list[tuple[int, bool]] = []
        inside = False
        for mark in _QUOTE.finditer(self.text, self.start, self.end):
            if mark[0] == "”" and not found:
                found.append((self.start, True))
            inside = mark[0] == "“" or (mark[0] == '"' and not inside)
            found.append((mark.start(), inside))
        return found

    def __call__(self, offset: int) -> bool:
        within = False
        for at, opened in self.marks:
            if at > offset:
                break
            within = opened
        return within
