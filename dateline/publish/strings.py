"""Interface strings of a language -> words: counts, labels, days and figures as readers see them."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from dateline.errors import GrammarError
from dateline.lexicons import DATA, countries
from dateline.records import Figure

_MAGNITUDES = ((1e9, "bn"), (1e6, "m"))


class Strings:
    """The words of the interface.

    Args:
        language: names ``data/<language>/strings.toml``.
        zone: IANA name of the zone in which times of day are shown.
    """

    def __init__(self, language: str = "en", zone: str = "UTC") -> None:
        self.language = language
        self.zone = zone
        self._tables = _tables(language)

    def __call__(self, key: str, **values: object) -> str:
        """The string "table.name" with its fields filled.

        Raises:
            GrammarError: there is no such string.
        """
        table, _, name = key.partition(".")
        try:
            text: str = self._tables[table][name]
        except KeyError as error:
            raise GrammarError(f"no string {key}", f"{self.language}/strings.toml", "Add it.") from error
        return text.format(**values) if values else text

    def count(self, key: str, count: int) -> str:
        """The string for one or for many, with the count filled in."""
        return self(f"{key}_{'one' if count == 1 else 'many'}", count=self.number(count))

    def label(self, table: str, name: str) -> str:
        """The label of a value of a closed list; the value itself where no label is known."""
        return str(self._tables[table].get(name, name))

    def has(self, table: str, name: str) -> bool:
        """True where a value of a closed list has a label."""
        return name in self._tables[table]

    def question(self, question: str) -> str:
        """ "how many intercepted (drone)" -> "How many shot down (drone)"."""
        if self.has("question", question):
            return self.label("question", question)
        words = question.split(" ")
        if question.startswith("how many ") and len(words) > 2:
            words[2] = self.label("measure", words[2])
        text = " ".join(words)
        return text[:1].upper() + text[1:]

    def relation(self, question: str, kind: str) -> str:
        """How answers to a question relate: "part of a larger figure", and of a place or a time "told more precisely by one"."""
        narrower = self.has("question", question) and kind == "part of"
        return self("event.more_precise") if narrower else self.label("event", kind)

    def type(self, type_and_mode: str) -> str:
        """ "ASSAULT/drone" -> "Attack: drones"."""
        kind, _, mode = type_and_mode.partition("/")
        return self.label("type", kind) + (f": {self.label('mode', mode)}" if mode else "")

    def country(self, codes: str | None) -> str:
        """Names of countries (ISO 3166-1 alpha-3, blank-separated) as news has them; a code that is not known stays."""
        return ", ".join(countries().get(code, code) for code in (codes or "").split())

    def number(self, value: float) -> str:
        """1234.0 -> "1,234"; 2.5e9 -> "2.5 bn"; never an exponent."""
        for size, name in _MAGNITUDES:
            if abs(value) >= size:
                return f"{value / size:.4g} {name}"
        return f"{value:,.0f}" if value == int(value) else f"{value:,.4g}"

    def amount(self, low: float, high: float, op: str) -> str:
        """A figure without its noun: "at least 100", "20 to 30"."""
        number = self.number(low) if low == high else f"{self.number(low)}–{self.number(high)}"
        return self(f"op.{op}", number=number)

    def figure(self, figure: Figure) -> str:
        """A figure of a claim: "41 of 64 shot down (drone)"."""
        total = f" of {self.number(figure.of)}" if figure.of is not None else ""
        noun = f" ({figure.object})" if figure.object else ""
        return f"{self.amount(figure.low, figure.high, figure.op)}{total} {self.label('measure', figure.measure)}{noun}"

    def day(self, value: str | None) -> str:
        """ "2025-01-08" -> "8 January 2025"; an empty day is said to be unknown."""
        if not value:
            return self("site.unknown_day")
        day = date.fromisoformat(value[:10])
        return f"{day.day} {self._tables['months']['names'][day.month - 1]} {day.year}"

    def long_day(self, value: str) -> str:
        """ "2025-01-08" -> "Wednesday 8 January 2025"."""
        return f"{self._tables['months']['weekdays'][date.fromisoformat(value[:10]).weekday()]} {self.day(value)}"

    def short_day(self, value: str) -> str:
        """ "2025-01-08" -> "8 Jan"."""
        day = date.fromisoformat(value[:10])
        return f"{day.day} {self._tables['months']['short'][day.month - 1]}"

    def time(self, value: str | None) -> str:
        """A day or minute as read; a minute with its zone. A minute without zone is printed without one."""
        if not value or len(value) <= 10:
            return self.day(value)
        moment = datetime.fromisoformat(value)
        if moment.tzinfo is None:
            return f"{self.day(value)}, {moment:%H:%M}"
        here = moment.astimezone(ZoneInfo(self.zone))
        return f"{self.day(here.date().isoformat())}, {here:%H:%M} {'UTC' if self.zone == 'UTC' else here.tzname()}"

    def short_time(self, value: str) -> str:
        """ "2025-01-08T14:20:00Z" -> "8 Jan, 14:20"; a day -> "8 Jan"."""
        if len(value) <= 10:
            return self.short_day(value)
        moment = datetime.fromisoformat(value)
        here = moment.astimezone(ZoneInfo(self.zone)) if moment.tzinfo else moment
        return f"{self.short_day(here.date().isoformat())}, {here:%H:%M}"

    def span(self, first: str | None, last: str | None) -> str:
        """Days from first to last: "7–8 January 2025", "31 December 2024 – 1 January 2025"."""
        if not first or not last or first[:10] == last[:10]:
            return self.day(first or last)
        if first[:7] == last[:7]:
            return f"{int(first[8:10])}–{self.day(last)}"
        return f"{self.day(first)} – {self.day(last)}"


@cache
def _tables(language: str) -> dict[str, dict[str, Any]]:
    path = DATA / language / "strings.toml"
    if not path.is_file():
        raise GrammarError("no interface strings for this language", str(path), "Write the file, or choose another language.")
    try:
        tables: dict[str, dict[str, Any]] = msgspec.toml.decode(path.read_bytes())
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise GrammarError(str(error), str(path), "Mend the file.") from error
    return tables
