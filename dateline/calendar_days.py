"""Calendar arithmetic on days: what dating and time expressions share.

Laws: a day outside the years 1 to 9999 is None, never an error; a span is first day and last day, both inside it.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from msgspec import Struct

from dateline.lexicons import Automaton, rows

Days = tuple[date, date]

SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}  # first month, northern hemisphere
PIVOT = 69  # two-figure years from here on are of the 1900s


def shift(day: str, days: int) -> str:
    """The ISO day so many days later (earlier where negative); beyond the calendar's ends its first or last day."""
    found = moved(date.fromisoformat(day[:10]), days)
    return (found or (date.max if days > 0 else date.min)).isoformat()


def weekday(day: str) -> int:
    """0 = Monday ... 6 = Sunday."""
    return date.fromisoformat(day[:10]).weekday()


def distance(one: str, other: str) -> int:
    """Days between two ISO days, never negative."""
    return abs((date.fromisoformat(one[:10]) - date.fromisoformat(other[:10])).days)


def parsed(text: str) -> date | None:
    """The day an ISO day or minute begins with; None where there is none.

    >>> parsed("2025-01-07T09:30:00Z")
    datetime.date(2025, 1, 7)
    """
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def day_of(year: int, month: int, day: int) -> date | None:
    """That day, or None where the calendar has none ("February 31")."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def moved(day: date, days: int) -> date | None:
    """The day so many days later, or None beyond the calendar's end."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def months_later(day: date, months: int) -> date | None:
    """The same day of the month so many months later; the last day of a month that is too short."""
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    if not 1 <= year <= 9999:
        return None
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def month_days(year: int, month: int) -> Days | None:
    """First and last day of a month."""
    first = day_of(year, month, 1)
    return (first, date(year, month, monthrange(year, month)[1])) if first else None


def months_days(year: int, month: int, months: int) -> Days | None:
    """First and last day of so many months from the given one."""
    first = day_of(year, month, 1)
    last = months_later(first, months - 1) if first else None
    return (first, date(last.year, last.month, monthrange(last.year, last.month)[1])) if first and last else None


def quarter_days(year: int, quarter: int) -> Days | None:
    """First and last day of a quarter, 1 to 4."""
    return months_days(year, 3 * quarter - 2, 3) if 1 <= quarter <= 4 else None


def half_days(year: int, half: int) -> Days | None:
    """First and last day of a half year, 1 or 2."""
    return months_days(year, 6 * half - 5, 6) if 1 <= half <= 2 else None


def year_days(year: int) -> Days | None:
    """First and last day of a year."""
    return months_days(year, 1, 12)


def decade_days(year: int) -> Days | None:
    """First and last day of the ten years that begin with the given one."""
    return months_days(year, 1, 120)


def season_days(year: int, season: str) -> Days | None:
    """First and last day of a season (SP SU FA WI) that begins in the year."""
    return months_days(year, SEASON_MONTHS[season], 3)


def week_days(day: date) -> Days | None:
    """Monday and Sunday of the day's week."""
    first = moved(day, -day.weekday())
    last = moved(day, 6 - day.weekday())
    return (first, last) if first and last else None


def weekend_days(day: date) -> Days | None:
    """Saturday and Sunday of the day's week."""
    first = moved(day, 5 - day.weekday())
    last = moved(day, 6 - day.weekday())
    return (first, last) if first and last else None


def last_weekday(day: date, number: int) -> date | None:
    """The latest day of that weekday up to and including the given day."""
    return moved(day, -((day.weekday() - number) % 7))


def next_weekday(day: date, number: int) -> date | None:
    """The first day of that weekday from the given day on, it included."""
    return moved(day, (number - day.weekday()) % 7)


def nth_weekday(year: int, month: int, number: int, nth: int) -> date | None:
    """The nth day of a weekday in a month; -1 is the last one."""
    days = month_days(year, month)
    if not days:
        return None
    if nth < 0:
        return last_weekday(days[1], number)
    first = next_weekday(days[0], number)
    return moved(first, 7 * (nth - 1)) if first else None


def easter(year: int) -> date | None:
    """Easter Sunday by the Gregorian computus (Meeus, Astronomical Algorithms, chapter 8)."""
    if not 1583 <= year <= 9999:
        return None
    golden, century, rest = year % 19, year // 100, year % 100
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    sunday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * sunday) // 451
    month, day = divmod(epact + sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def orthodox_easter(year: int) -> date | None:
    """Easter Sunday by the Julian computus, as a Gregorian day; right for 1900 to 2099."""
    if not 1900 <= year <= 2099:
        return None
    moon = (19 * (year % 19) + 15) % 30
    sunday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
    month, day = divmod(moon + sunday + 114, 31)
    return date(year, month, day + 1) + timedelta(days=13)


def is_day(text: str) -> bool:
    """True for an ISO day such as "2025-01-07"; other forms of ISO 8601 ("20250107", "2025-W02-2") are none."""
    found = parsed(text)
    return found is not None and found.isoformat() == text


# ---- dates as written -----------------------------------------------------------------------------------------------


class Written(Struct, frozen=True):
    """A date as the words give it: 0 where they do not."""

    start: int
    end: int
    year: int
    month: int
    day: int
    week: int  # 1 = Monday

    def on(self, year: int) -> date | None:
        """The day in that year, where its weekday agrees."""
        found = day_of(year, self.month, self.day)
        return found if found and (not self.week or found.isoweekday() == self.week) else None

    def known(self) -> date | None:
        """The day, where the words tell the year and its weekday agrees."""
        return self.on(self.year) if self.year and self.day else None


class Calendar:
    """Reads written dates; names of months and weekdays come from the lexicon time_words."""

    def __init__(self) -> None:
        words = [(term, meaning.split(" ")) for term, meaning in rows("time_words")]
        self.months = {term: int(value[1]) for term, value in words if value[0] in ("month", "amonth", "shortmonth")}
        self.weekdays = {term: int(value[1]) for term, value in words if value[0] in ("weekday", "shortday")}
        self._hits: Automaton[int] = Automaton([(form, month) for term, month in self.months.items() for form in (term.capitalize(), term.upper())], cased=True)
        names = "|".join(sorted((term.capitalize() for term in self.weekdays), key=len, reverse=True))
        self._week = rf"(?:(?P<week>{names})\b\.?,?\s{{1,3}}(?:the\s)?)?"
        self._before = re.compile(self._week + r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\s(?:of\s)?\Z|" + self._week.replace("week", "week2") + r"\Z")
        self._after = re.compile(r"\.?\s(?P<day>\d{1,2})(?:st|nd|rd|th)?\b(?![,.:]\d)(?:(?:,|\sin)?\s(?P<year>\d{4})\b)?|\.?,?\s(?:of\s)?(?P<only>\d{4})\b")
        self._short = re.compile(r"\.?\s(?P<year>\d{2})\b\.?\s?(?=\(|--|[–—]|-\s)")  # a dateline's: "9 JAN 90 (EFE) --"
        self._later = re.compile(r",?\s(?P<week>" + names + r")\b")
        self._iso = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)\b")

    def __call__(self, text: str, start: int, end: int) -> list[Written]:
        """Dates that name a month, and ISO days, in text[start:end], in reading order."""
        found = [written for hit in self._hits.hits(text[start:end]) if (written := self._around(text, start + hit[0], start + hit[1], hit[2], end))]
        for iso in self._iso.finditer(text, start, end):
            year, month, day = (int(part) for part in iso.groups())
            if day_of(year, month, day):
                found.append(Written(iso.start(), iso.end(), year, month, day, 0))
        return sorted(found, key=lambda written: written.start)

    def _around(self, text: str, start: int, end: int, month: int, limit: int) -> Written | None:
        window = max(0, start - 24)
        before = self._before.search(text, window, start)
        after = self._after.match(text, end, min(limit, end + 16))
        week = (before["week"] or before["week2"] or "") if before else ""
        begin = before.start() if before else start
        if before and before["day"]:
            short = self._short.match(text, end, min(limit, end + 16))
            day, year = int(before["day"]), int(after["only"] or 0) if after and not short else _century(short)
            finish = short.end("year") if short else after.end() if after and after["only"] else end
        elif after and after["day"]:
            day, year, finish = int(after["day"]), int(after["year"] or 0), after.end()
        else:
            day, year, finish = 0, int(after["only"]) if after and after["only"] else 0, after.end() if after and after["only"] else end
        if (not day and not year and text[start:end].title() in ("May", "March")) or day > 31:
            return None
        later = None if week or not day else self._later.match(text, finish, min(limit, finish + 14))
        if later:
            week, finish = later["week"], later.end()
        return Written(begin, finish, year, month, day, self.weekdays.get(week.lower(), 0))


def _century(short: re.Match[str] | None) -> int:
    """Year of two figures by the POSIX pivot: 69 to 99 are of the 1900s; 0 without a match."""
    if short is None:
        return 0
    year = int(short["year"])
    return 1900 + year if year >= PIVOT else 2000 + year
