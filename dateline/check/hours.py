"""Opening hours in running text: "from 11 am to 9 pm, Monday to Friday" -> minutes of the day, and the days they are told of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dateline.records import Token

WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
HOURS = re.compile(r"(\d{1,2}):(\d{1,2})\s*[-–]\s*(\d{1,2}):(\d{1,2})$")  # as data has them


def _clock(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """(minutes of the day, tokens taken) of "11", "11:30 am", "noon"; None where no clock time stands."""
    text = tokens[at].text.lower()
    if text in ("noon", "midday"):
        return 720, 1
    if text == "midnight":
        return 1440, 1
    match = re.fullmatch(r"(\d{1,2})(?::(\d{2}))?(am|pm|a\.m\.?|p\.m\.?)?", text)
    if match is None or int(match[1]) > 24:
        return None
    half, taken = match[3] or "", 1
    if not half and at + 1 < len(tokens) and (following := tokens[at + 1].text.lower().replace(".", "")) in ("am", "pm"):
        half, taken = following, 2
        if at + 2 < len(tokens) and tokens[at + 2].text == ".":
            taken = 2
    hour, minute = int(match[1]), int(match[2] or 0)
    if not half and match[2] is None:
        return None
    hour = hour % 12 + (12 if half.startswith("p") else 0) if half and hour <= 12 else hour
    return hour * 60 + minute, taken


def spans(tokens: Sequence[Token]) -> Iterator[tuple[int, int, int, int]]:
    """(first token, last token, opens, closes) of "11 am to 9 pm"."""
    at = 0
    while at < len(tokens):
        opens = _clock(tokens, at)
        if opens is not None and at + opens[1] + 1 < len(tokens) and tokens[at + opens[1]].text.lower() in ("to", "-", "–", "until", "till", "and", "through"):
            closes = _clock(tokens, at + opens[1] + 1)
            if closes is not None:
                last = at + opens[1] + 1 + closes[1]
                yield at, last, opens[0], closes[0]
                at = last
                continue
        at += 1


def told_days(tokens: Sequence[Token], first: int, last: int) -> list[str]:
    """Days that a span of hours is told of: those after it up to the next comma or span, else those before it."""
    after = _named_days(tokens[last : _next_span(tokens, last)])
    before = _named_days(tokens[_last_span(tokens, first) : first])
    follows = tokens[last].text.lower() if last < len(tokens) else ""
    return after if after and follows in ("on", "from", "every", "each", "daily", "during") else before or after


def _next_span(tokens: Sequence[Token], at: int) -> int:
    return next((index for index in range(at, len(tokens)) if _clock(tokens, index) is not None), len(tokens))


def _last_span(tokens: Sequence[Token], at: int) -> int:
    return next((index + 1 for index in range(at - 1, -1, -1) if _clock(tokens, index) is not None), 0)


def _named_days(tokens: Sequence[Token]) -> list[str]:
    texts = [token.text.lower().rstrip("s") if token.text.lower().endswith("days") else token.text.lower() for token in tokens]
    if any(text in ("daily", "everyday") for text in texts) or ("every" in texts and "day" in texts) or ("seven" in texts and "week" in texts):
        return list(WEEK)
    found: list[str] = []
    for at, text in enumerate(texts):
        if text in WEEK:
            ranged = at + 2 < len(texts) and texts[at + 1] in ("to", "through", "-", "–", "until") and texts[at + 2] in WEEK
            one = WEEK.index(text)
            other = WEEK.index(texts[at + 2]) if ranged else one
            found += [WEEK[day % 7] for day in range(one, other + 1 if other >= one else other + 8)]
        elif text in ("weekend", "weekends"):
            found += WEEK[5:]
        elif text in ("weekday", "weekdays"):
            found += WEEK[:5]
    return list(dict.fromkeys(found))


def is_open(value: str, opens: int, closes: int) -> bool:
    """True where hours as data has them are these, or are not told (0:0-0:0)."""
    match = HOURS.match(value)
    if match is None:
        return False
    if value.replace("0", "") in (":-:", ":–:"):
        return True  # hours that are not told
    begin, end = int(match[1]) * 60 + int(match[2]), int(match[3]) * 60 + int(match[4])
    return begin % 1440 == opens % 1440 and (end % 1440 == closes % 1440)
