"""Hits that count units or repeat them -> Time: "three days ago", "the past week", "nearly three years", "every Sunday"."""

from __future__ import annotations

from datetime import date

from dateline.annotate.time_days import day
from dateline.annotate.time_grammar import Hit
from dateline.annotate.time_scene import Scene, told
from dateline.annotate.time_units import PRECISION, UNKNOWN, known_days, length, unit_days, unit_precision, units_on
from dateline.calendar_days import moved, quarter_days
from dateline.records import Time

# Units, and the smaller ones that may follow them: "a year and two months".
_PARTS_OF = frozenset((("Y", "M"), ("Y", "W"), ("Y", "D"), ("M", "W"), ("M", "D"), ("W", "D"), ("D", "TH"), ("TH", "TM"), ("TM", "TS")))
WIDE = 28  # days of an expression that no day or week is counted from


def amount(hit: Hit) -> tuple[str, float | None] | None:
    """How many units: TIMEX3 digits ("3", "X", "0.5") and the number where it is told."""
    count = hit["count"]
    if count is not None:
        value = count.number + (hit.found["dom8"].number / hit.found["dom9"].number if hit.has("dom9") and hit.found["dom9"].number else 0)
        return _digits(value), value
    if hit.has("couple"):
        return "2", 2
    if hit.has("vague"):
        return "X", None
    if hit.has("half9") and not hit.has("half"):
        return "1", 1
    if hit.has("half"):
        return "0.5", 0.5
    return "1", 1


def _digits(value: float) -> str:
    return str(int(value)) if value == int(value) else f"{value:.6g}"


def duration(hit: Hit, scene: Scene) -> Time | None:
    """ "nearly three years", "two-day", "a year and a half", "months"."""
    found = amount(hit)
    unit = hit.value("anyunit")
    if found is None or not unit:
        return None
    digits, number = found
    count, after = hit["count"], hit.after()
    if unit == "Q" and count is None and after is not None and after.kind in ("of", "to", "or", "hyphen"):  # "a quarter of the vote"
        return None
    if hit.found["anyunit"].kind == "second" and count is None:  # "a second wave"
        return None
    if (
        _is_age(hit)
        or (unit == "Q" and hit.has("hyphen") and hit.found["anyunit"].kind == "units")
        or (count is not None and count.kind == "year" and 1900 <= count.number <= 2099)
    ):
        return None
    if (
        number is not None
        and not hit.has("half")
        and (number > 100000 or (number != 1 and hit.found["anyunit"].kind == "unit" and not hit.has("hyphen") and number != int(number)))
    ):
        return None
    if number == 0.5 and unit in ("Y", "TH", "DE", "CE"):
        return told(None, {"Y": "P6M", "TH": "PT30M", "DE": "P5Y", "CE": "P50Y"}[unit], unit_precision(unit), "", "DURATION")
    return told(None, length(digits, unit, hit.has("half9")), unit_precision(unit), "", "DURATION")


def _is_age(hit: Hit) -> bool:
    """ "19-year-old", "25 years old"."""
    return any(lexeme.kind == "old" for lexeme in hit.lexemes.part(hit.end - 1, hit.end + 2))


def between_lengths(hit: Hit, scene: Scene) -> Time | None:
    """ "two to three weeks"."""
    unit = hit.value("anyunit")
    low, high = hit["count"], hit["count2"]
    if not unit or not low or not high:
        return None
    digits = f"{_digits(low.number)}"
    return told(None, length(digits, unit, False), unit_precision(unit), "", "DURATION")


def whole_unit(hit: Hit, scene: Scene) -> Time | None:
    """ "weeklong", "a month-long siege"."""
    unit = hit.value("unit")
    value = length("1", unit, False) if unit else hit.value("lengthword")
    return told(None, value, unit_precision(unit) if unit else "", "", "DURATION")


def lone_units(hit: Hit, scene: Scene) -> Time | None:
    """ "months", "years": a length that is not told."""
    unit = hit.value("units")
    before, after = hit.before(), hit.after()
    if unit in ("TS", "Q", "TM") or (after is not None and after.kind == "old") or (before is not None and before.kind in ("cardinal", "dom", "hyphen")):
        return None
    return told(None, length("X", unit, False), unit_precision(unit), "", "DURATION")


def span(hit: Hit, scene: Scene) -> Time | None:
    """ "the past three days", "the next two weeks", "recent months", "the coming days"."""
    found = amount(hit)
    unit = hit.value("anyunit")
    kind = hit.found["span"].kind
    if found is None or not unit:
        return None
    digits, number = found
    plural = hit.found["anyunit"].kind == "units"
    if not hit.has("count", "couple", "vague", "half", "half9"):
        if not plural:
            return None
        digits, number = "X", None
    if kind in ("these", "this") and not plural and number is not None and number != 1:
        return None
    value = length(digits, unit, hit.has("half9"))
    whole = number is not None and number == int(number) and not hit.has("half9", "half", "approx")
    if kind in ("past", "last", "recent", "latest") and whole and number and scene.now and not scene.quoted(hit.lexemes[hit.start].start):
        back = past_span(int(number), unit, hit, scene)
        return told(known_days(back), value, unit_precision(unit), "published", "DURATION") if back else None
    if kind in ("next", "coming") and whole and number and scene.now and unit in ("D", "W", "M", "Y"):
        end = units_on(scene.now, unit, int(number))
        return told((scene.now, end) if end else None, value, unit_precision(unit), "published", "DURATION")
    return told(None, value, unit_precision(unit), "", "DURATION")


def past_span(number: int, unit: str, hit: Hit, scene: Scene) -> Time | None:
    """The units up to now: "the past week" began a week ago."""
    value = length(str(number), unit, False)
    precision = unit_precision(unit)
    if scene.now is None or unit not in ("D", "W", "2W", "M", "Y", "TH", "WE", "DE", "Q"):
        return told(None, value, precision, "", "DURATION")
    if unit == "TH":
        days = -(-number // 24)
        start = moved(scene.now, -days) if number >= 24 else None
    else:
        start = units_on(scene.now, unit, -number)
    return told((start, scene.now) if start else None, value, precision, "published", "DURATION")


def ago(hit: Hit, scene: Scene) -> Time | None:
    """ "three days ago", "a year earlier", "two weeks later", "five days earlier, on December 20"."""
    found, unit, kind = amount(hit), hit.value("anyunit"), hit.found["shift"].kind
    if found is None:
        return None
    if hit.has("anymonth", "weekday"):
        return day(hit, scene)
    digits, number = found
    back = kind != "later"
    days = scene.last_days()
    if kind == "ago":
        base, basis = scene.now, "published"
        if base and scene.day and scene.quoted(hit.lexemes[hit.start].start):
            base, basis = scene.day, "speech"
    else:
        is_day = days is not None and (unit not in ("D", "W") or (days[1] - days[0]).days < WIDE)  # "two days earlier" than a year is no day
        base, basis = (days[0] if back else days[1]) if days and is_day else None, "context"
    reported = scene.quarter()
    if unit == "Y" and number == 1 and back and reported:
        year, quarter = int(reported[:4]) - 1, int(reported[6])
        return told(quarter_days(year, quarter), f"{year}-Q{quarter}", "quarter", "context")
    return _shifted(hit, unit, number, -1 if back else 1, base, basis, digits)


def long_ago(hit: Hit, scene: Scene) -> Time | None:
    """ "years ago"."""
    return told(None, "PAST_REF", unit_precision(hit.value("units")), "")


def hence(hit: Hit, scene: Scene) -> Time | None:
    """ "three years from now", "two weeks from today"."""
    found, unit = amount(hit), hit.value("anyunit")
    near = hit["near"]
    if found is None or not unit or (near is not None and not near.value.lstrip("-").isdigit()):
        return None
    number = found[1]
    if number is None or number != int(number) or unit.startswith("T") or number > 20000:
        return told(None, "FUTURE_REF", unit_precision(unit), "")
    unit, number = ("W", 2 * number) if unit == "2W" else (unit, number)
    base = moved(scene.now, int(near.value) if near else 0) if scene.now else None
    if base is None or unit not in ("D", "W", "M", "Q", "Y", "DE"):
        return told(None, UNKNOWN.get(unit, ""), unit_precision(unit), "")
    at = units_on(base, unit, int(number))
    if at is None:
        return None
    days, value = unit_days("Y" if unit == "DE" else unit, at, 0)
    return told(None if hit.has("approx") else days, value, PRECISION[unit], "published")


def quarter_century(hit: Hit, scene: Scene) -> Time | None:
    """ "a quarter of a century", "quarter-century"."""
    return told(None, "P25Y", "century", "", "DURATION") if (hit.value("unit"), hit.value("unit2")) == ("Q", "CE") else None


def compound(hit: Hit, scene: Scene) -> Time | None:
    """ "a year and two months", "two hours and 15 minutes", "three hours 20 minutes"."""
    first, last = hit.value("anyunit") or hit.value("unit"), hit.value("anyunit2")
    count, more = hit["count"], hit.found["count2"]
    number = count.number if count is not None else 1.0
    if (first, last) not in _PARTS_OF or _is_age(hit) or number != int(number) or more.number != int(more.number) or number > 100000 or more.number > 400:
        return None
    inner = last[1:] if last.startswith("T") else last
    join = "T" if last.startswith("T") and not first.startswith("T") else ""
    return told(None, f"{length(_digits(number), first, False)}{join}{_digits(more.number)}{inner}", unit_precision(first), "", "DURATION")


def _shifted(hit: Hit, unit: str, number: float | None, sign: int, base: date | None, basis: str, digits: str) -> Time | None:
    unit, number = ("W", 2 * number if number else None) if unit == "2W" else (unit, number)
    if unit == "CE" and number:
        unit, number = "DE", 10 * number  # "half a century ago"
    if number is None or number != int(number) or number > 20000 or hit.has("half9"):
        if hit.found["shift"].kind != "ago":
            return told(None, length(digits, unit, hit.has("half9")), unit_precision(unit), "", "DURATION")
        return told(None, "PAST_REF", unit_precision(unit), "")
    if unit.startswith("T"):
        return told(None, length(digits, unit, hit.has("half9")), unit_precision(unit), "", "DURATION")
    if unit == "DE":
        at = units_on(base, "Y", sign * 10 * int(number)) if base else None
        return told(None, str(at.year) if at else "XXXX", "year", basis)
    if base is None or unit not in ("D", "W", "M", "Q", "Y"):
        return told(None, UNKNOWN.get(unit, ""), unit_precision(unit), "")
    at = units_on(base, unit, sign * int(number))
    if at is None:
        return None
    span_days, value = unit_days(unit, at, 0)
    return told(None if hit.has("approx") else span_days, value, PRECISION[unit], basis)


def repeated(hit: Hit, scene: Scene) -> Time | None:
    """ "daily", "every Sunday", "each year", "on Mondays"."""
    if hit.has("set", "annual"):
        return told(None, hit.value("set") or hit.value("annual"), "", "", "SET")
    if hit.has("anyday", "weekdays"):
        return told(None, f"XXXX-WXX-{hit.value('anyday') or hit.value('weekdays')}", "day", "", "SET")
    if hit.has("fullmonth"):
        return told(None, f"XXXX-{int(hit.value('fullmonth')):02}", "month", "", "SET")
    if hit.has("anyseason"):
        return told(None, f"XXXX-{hit.value('anyseason')}", "season", "", "SET")
    if hit.has("part"):
        return told(None, f"XXXX-XX-XXT{hit.value('part')}", "part", "", "SET")
    if hit.has("weekend", "weekends"):
        return told(None, "XXXX-WXX-WE", "week", "", "SET")
    found = amount(hit)
    unit = hit.value("anyunit") or hit.value("unit")
    if hit.has("filler") and hit.found["filler"].text == "other":
        if hit.lexemes[hit.start].text != "every":
            return None
        found = "2", 2  # "every other day"
    return told(None, length(found[0] if found else "1", unit, False), unit_precision(unit), "", "SET")


def rate(hit: Hit, scene: Scene) -> Time | None:
    """ "52,200 a month", "30,000 men a month", "twice a day": how often."""
    if hit.has("a") and not _is_rate(hit):
        return None
    unit = hit.value("unit")
    return told(None, length("1", unit, False), unit_precision(unit), "", "SET")


def _is_rate(hit: Hit) -> bool:
    """Whether a number stands before "a month", with at most two words of what it counts between them."""
    for place, lexeme in enumerate(reversed(hit.lexemes.part(hit.start - 3, hit.start))):
        if lexeme.kind in ("cardinal", "dom", "year") or (place == 0 and lexeme.text in ("times", "once", "twice", "thrice", "%", "percent")):
            return True
        if lexeme.kind != "word" or not lexeme.text.isalpha():
            return False
    return False


def reference(hit: Hit, scene: Scene) -> Time | None:
    """ "now", "currently", "recently", "the future": times that are never days."""
    for name in ("now", "vagueref"):
        if hit.has(name):
            return told(None, hit.value(name), "", "")
    return told(None, "PRESENT_REF" if hit.has("current") else "PAST_REF", "", "")
