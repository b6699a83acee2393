"""Hits that name a day or a part of one -> Time: "Friday", "January 3", "overnight", "at 3am local time (0100 GMT)".

A reader takes a hit and its scene; None means that the words are no time after all.
"""

from __future__ import annotations

from datetime import date

from dateline.annotate.time_grammar import Hit
from dateline.annotate.time_lexemes import Lexeme
from dateline.annotate.time_scene import Scene, told
from dateline.calendar_days import day_of, last_weekday, months_later, moved, next_weekday, parsed
from dateline.records import Time

FAR = 300  # days: a date without year that would lie so far back (or ahead) is more likely the next (or last) one ...
SOON = 45  # ... if that one is near


class Day:
    """A day as written: itself where it can be worked out, its value, and what it was worked out from."""

    __slots__ = ("basis", "day", "value")

    def __init__(self, day: date | None, unknown: str, basis: str) -> None:
        self.day = day
        self.value = day.isoformat() if day else unknown
        self.basis = basis


def written_day(hit: Hit, scene: Scene, suffix: str = "", fallback: str = "") -> Day | None:
    """The day that the part "day" of a hit names; fallback is the suffix whose month and year it shares."""
    if hit.has("iso" + suffix):
        return _iso_day(hit.value("iso" + suffix))
    if hit.has("slashed" + suffix):
        return _slashed_day(hit.value("slashed" + suffix))
    if hit.has("near" + suffix):
        return _near_day(hit, scene, suffix)
    if hit.has("anymonth" + suffix) or (fallback and hit.has("anymonth")):
        return _calendar_day(hit, scene, suffix)
    return _weekday(hit, scene, suffix)


def _iso_day(text: str) -> Day | None:
    day = parsed(text)
    return Day(day, "", "explicit") if day else None


def _slashed_day(text: str) -> Day | None:
    """Day and month in either order: known only where one of them is above 12 or both are equal."""
    first, second, year = (int(part) for part in text.replace(".", "/").split("/"))
    if "." in text:  # only ever day first
        return Day(day_of(year, second, first), f"{year:04}-XX-XX", "explicit")
    readings = {day for day in (day_of(year, second, first), day_of(year, first, second)) if day}
    if not readings:
        return None
    return Day(readings.pop() if len(readings) == 1 else None, f"{year:04}-XX-XX", "explicit")


def _near_day(hit: Hit, scene: Scene, suffix: str) -> Day:
    lexeme = hit.found["near" + suffix]
    spoken = scene.day is not None and scene.quoted(lexeme.start)
    base = scene.day if spoken else scene.now
    day = moved(base, int(lexeme.value)) if base else None
    return Day(day, "XXXX-XX-XX", "speech" if spoken else "published")


def _calendar_day(hit: Hit, scene: Scene, suffix: str) -> Day | None:
    month = int(hit.value("anymonth" + suffix) or hit.value("anymonth"))
    number = int((hit["dom" + suffix] or hit["dayordinal" + suffix] or Lexeme("", "", 0, 0)).number)
    if not 1 <= number <= 31:
        return None
    week = int(hit.value("anyday" + suffix) or 0)
    year = hit["year" + suffix] or (hit["year2"] if not suffix else None)
    if year:
        day = day_of(int(year.number), month, number)
        unknown = f"{int(year.number):04}-{month:02}-{number:02}" if day else f"{int(year.number):04}-{month:02}-XX"
        agrees = day is not None and (not week or day.isoweekday() == week)
        found = Day(day if agrees else None, unknown, "explicit")
        return found
    day = near_year(month, number, week, scene.now, tense_of(hit, scene, hit.lexemes[hit.start].start))
    return Day(day, f"XXXX-{month:02}-{number:02}", "published")


def near_year(month: int, number: int, week: int, now: date | None, tense: str) -> date | None:
    """The day of a month whose year is not told: before now in the past tense, after it in the future, else the nearest."""
    if now is None:
        return None
    days = [day for year in (now.year - 1, now.year, now.year + 1) if (day := day_of(year, month, number)) and (not week or day.isoweekday() == week)]
    if not days:
        return None
    wanted = [day for day in days if (day <= now if tense == "past" else day >= now if tense == "future" else True)]
    nearest = min(days, key=lambda day: (day - now).days * (2 if not tense else 1) if day > now else (now - day).days)
    best = min(wanted, key=lambda day: abs((day - now).days), default=nearest)
    return best if abs((best - now).days) <= FAR or abs((nearest - now).days) > SOON else nearest


def _weekday(hit: Hit, scene: Scene, suffix: str) -> Day | None:
    lexeme = hit["weekday" + suffix]
    if lexeme is None:
        return None
    number = int(lexeme.value)
    turn = hit["turn" + suffix]
    unknown = f"XXXX-WXX-{number}"
    if turn and turn.kind in ("previous", "following", "same"):
        return Day(_context_weekday(number, turn.kind, scene), unknown, "context")
    if scene.now is None:
        return Day(None, unknown, "")
    after = hit.after()
    told_of = after is not None and after.kind == "possessive" and not turn  # "Wednesday's ruling"
    kind = turn.kind if turn else "past tense" if told_of else tense_of(hit, scene, lexeme.start) + " tense"
    day = turned_weekday(number, kind, scene.now)
    return Day(day, unknown, "published")


def tense_of(hit: Hit, scene: Scene, offset: int) -> str:
    """The tense of the clause; what something lasts until, or must be done by, lies ahead unless the clause is past."""
    before = hit.before()
    tense = scene.tense(hit.lexemes[hit.start].start if before is not None and before.kind in ("until", "to", "for") else offset)
    if before is not None and before.kind in ("until", "by") and tense in ("", "present"):
        return "future"
    return tense


def turned_weekday(number: int, kind: str, now: date) -> date | None:
    """The day of a weekday (1 = Monday): "last", "next", "coming", "this", or by tense ("past tense", "future tense")."""
    back, ahead = last_weekday(now, number - 1), next_weekday(now, number - 1)
    if kind in ("last", "past"):
        return back if back != now else moved(now, -7)
    if kind in ("future tense", "intended tense"):
        return ahead
    if kind == "coming":
        return ahead if ahead != now else moved(now, 7)
    if kind == "next":
        # Said before that weekday, "next Friday" may be this week's or next week's.
        return ahead if number <= now.isoweekday() and ahead != now else moved(now, 7) if ahead == now else None
    if kind == "this":
        return moved(now, number - now.isoweekday())
    return back


def _context_weekday(number: int, kind: str, scene: Scene) -> date | None:
    days = scene.last_days()
    if not days or days[0] != days[1]:
        return None
    if kind == "same":
        return days[0] if days[0].isoweekday() == number else None
    step = -1 if kind == "previous" else 1
    start = moved(days[0], step)
    return (last_weekday(start, number - 1) if step < 0 else next_weekday(start, number - 1)) if start else None


def day(hit: Hit, scene: Scene) -> Time | None:
    """ "Friday", "earlier on Saturday", "January 3, 2025"."""
    found = written_day(hit, scene)
    if found is None or is_name(hit):
        return None
    return told((found.day, found.day) if found.day else None, found.value, "part" if hit.has("early", "late") else "day", found.basis)


def is_name(hit: Hit) -> bool:
    """Whether the words are part of a name: "Sunday Times", "April Jones"."""
    after = hit.after()
    if after is None or after.kind != "word" or hit.has("dom", "year"):
        return False
    return hit.has("weekday") and after.text in ("times", "telegraph", "mirror", "mail", "herald", "world", "express", "post", "star", "people", "school")


def part_value(found: Day, part: str) -> str:
    """ "1998-01-08" and "EV" -> "1998-01-08TEV"."""
    return found.value + "T" + part


def day_part(hit: Hit, scene: Scene) -> Time | None:
    """ "Friday morning", "the night of January 7"."""
    found = written_day(hit, scene)
    if found is None:
        return None
    part = hit.value("part")
    return told((found.day, found.day) if found.day else None, part_value(found, part), "night" if part == "NI" else "part", found.basis, "TIME")


def plain_part(hit: Hit, scene: Scene) -> Time | None:
    """ "during the night" is overnight; "in the morning" is that of the day the sentence names, else of the item's."""
    part, after = hit.value("part"), hit.after()
    if after is not None and after.kind in ("of", "on"):
        return None
    if part == "NI":
        return overnight(hit, scene) if hit.has("during") else None
    base, basis = (scene.day, "speech") if scene.day else (scene.now, "published")
    found = Day(base, "XXXX-XX-XX", basis)
    return told((base, base) if base else None, part_value(found, part), "part", basis, "TIME")


def numbered_part(hit: Hit, scene: Scene) -> Time | None:
    """ "the evening of the 14th": of the last such day."""
    number, part, now = int(hit.found["dayordinal"].number), hit.value("part"), scene.now
    if not 1 <= number <= 31:
        return None
    last = months_later(now, -1) if now else None
    days = [day for month in (now, last) if now and month and (day := day_of(month.year, month.month, number)) and day <= now]
    found = Day(days[0] if days else None, f"XXXX-XX-{number:02}", "published")
    return told((found.day, found.day) if found.day else None, part_value(found, part), "night" if part == "NI" else "part", "published", "TIME")


def turn_part(hit: Hit, scene: Scene) -> Time | None:
    """ "this morning", "last night", "that evening", "the next morning"."""
    turn, part = hit.found["turn"].kind, hit.value("part")
    precision = "night" if part == "NI" else "part"
    if turn in ("same", "that", "next", "following", "previous"):
        days = scene.last_days()
        base = days[0] if days and days[0] == days[1] else None
        found = Day(moved(base, {"next": 1, "following": 1, "previous": -1}.get(turn, 0)) if base else None, "XXXX-XX-XX", "context")
        return told((found.day, found.day) if found.day else None, part_value(found, part), precision, found.basis, "TIME")
    base = scene.day if scene.day and scene.quoted(hit.lexemes[hit.start].start) else scene.now
    back = 1 if turn in ("last", "past") else 0
    found = Day(moved(base, -back) if base else None, "XXXX-XX-XX", "published" if base is scene.now else "speech")
    days = (found.day, base if back and part == "NI" else found.day) if found.day and base else None
    return told(days, part_value(found, part), precision, found.basis, "TIME")


def tonight(hit: Hit, scene: Scene) -> Time | None:
    """ "tonight": the evening of the day."""
    base = scene.day if scene.day and scene.quoted(hit.lexemes[hit.start].start) else scene.now
    found = Day(base, "XXXX-XX-XX", "published" if base is scene.now else "speech")
    return told((base, base) if base else None, part_value(found, "NI"), "night", found.basis, "TIME")


def overnight(hit: Hit, scene: Scene) -> Time | None:
    """ "overnight": the day before to the day; "overnight into Friday", "overnight from Tuesday to Wednesday"."""
    if hit.has("weekday2", "anymonth2", "near2"):
        first, last = written_day(hit, scene), written_day(hit, scene, "2")
        known = (first.day, last.day) if first and last and first.day and last.day and first.day <= last.day else None
        return told(known, part_value(first, "NI") if first else "", "night", last.basis if last else "", "TIME")
    named = written_day(hit, scene) if hit.has("weekday", "anymonth", "near", "iso") else None
    base, basis = (named.day, named.basis) if named else (scene.day, "speech") if scene.day else (scene.now, "published")
    days = scene.last_days()
    if not named and not scene.day and days and days[0] == days[1] and hit.lexemes[0].kind in ("this", "that") + ("word",) * (hit.lexemes[0].text == "it"):
        base, basis = days[0], "context"  # "It was part of an overnight attack" goes on about the day before it
    if base is None:
        return told(None, "XXXX-XX-XXTNI", "night", "", "TIME")
    before = moved(base, -1)
    return told((before, base) if before else None, f"{before}TNI", "night", basis, "TIME")


def night_of(hit: Hit, scene: Scene) -> Time | None:
    """ "the night of 7 to 8 January"."""
    first, last = written_day(hit, scene), written_day(hit, scene, "2", fallback="1")
    if not first or not last or not first.day:
        return told(None, f"{first.value if first else 'XXXX-XX-XX'}TNI", "night", "", "TIME")
    final = moved(first.day, 1)
    number = hit["dom2"]
    agrees = final is not None and number is not None and final.day == int(number.number)
    return told((first.day, final) if agrees and final else None, part_value(first, hit.value("part")), "night", first.basis, "TIME")


def clock_time(hit: Hit, suffix: str) -> tuple[int, int] | None:
    """Hour and minute of the part "clock"; suffix 6 is the one in brackets."""
    word = hit["clockword" + suffix]
    if word:
        return int(word.value[:2]), 0
    for name in ("clock", "cardinal", "hhmm", "year", "dom"):
        lexeme = hit[name + suffix]
        if lexeme:
            return _hour_minute(lexeme, hit.value("ampm" + suffix), hit.value("part" + suffix))
    return None


def _hour_minute(lexeme: Lexeme, half: str, part: str) -> tuple[int, int] | None:
    digits = lexeme.text.replace(".", ":") if lexeme.text[0].isdecimal() else lexeme.value
    hour_text, _, minute_text = digits.partition(":")
    if not minute_text and lexeme.kind in ("hhmm", "year"):
        hour_text, minute_text = lexeme.text[:2], lexeme.text[2:]
    if not hour_text.isdecimal() or not (minute_text or "0")[:2].isdecimal():
        return None  # "800,000" is no hour
    hour, minute = int(hour_text), int((minute_text or "0")[:2])
    if half and not 1 <= hour <= 12:
        return None
    if half == "am" or part == "MO":
        hour %= 12
    elif half == "pm" or part in ("AF", "EV"):
        hour = hour % 12 + 12
    return (hour, minute) if hour <= 24 and minute < 60 else None


def clock(hit: Hit, scene: Scene) -> Time | None:
    """A clock time, with its day where the words give it: "at 3am local time (0100 GMT)", "10 p.m. Wednesday"."""
    moment = clock_time(hit, "5")
    lexeme = hit["cardinal5"]
    if moment is None or (lexeme and (len(lexeme.text) > 5 or "." not in lexeme.text)) or (hit.has("units5") and not _is_watch(hit)):
        return None
    named = written_day(hit, scene) if hit.has("weekday", "anymonth", "near", "iso") else None
    base = named or _clock_day(scene)
    reading = f"{moment[0]:02}:{moment[1]:02}"
    bracket = clock_time(hit, "6")
    anchor = f"{bracket[0]:02}:{bracket[1]:02}{_zone(hit.value('zone6'))}" if bracket else reading + _zone(hit.value("zone5"))
    precision = "hour" if moment[1] == 0 else "minute"
    return told((base.day, base.day) if base.day else None, f"{base.value}T{reading}", precision, base.basis, "TIME", anchor)


def _is_watch(hit: Hit) -> bool:
    """ "0430 hours", "at 2030 hours"; "2030 hours" without a preposition is a length."""
    before = hit.before()
    placed = before is not None and before.kind in ("at", "by", "approx", "from", "until", "before", "after", "since", "between")
    return hit.value("units5") == "TH" and (not hit.has("year5") or placed)


def spoken_clock(hit: Hit, scene: Scene) -> Time | None:
    """ "half past nine", "quarter to four", "ten minutes past six in the evening"."""
    unit, hour = hit.value("unit"), _hour_minute(hit.found["dom5"], hit.value("ampm5"), hit.value("part5"))
    after, count = hit.after(), hit["dom6"] or hit["cardinal6"]
    bare = count is not None and not hit.has("units")
    if hour is None or hit.found["dom5"].number > 12 or (unit and unit != "Q") or (hit.has("units") and hit.value("units") != "TM") or (bare and hit.has("to")):
        return None
    if after is not None and after.kind in ("month", "amonth", "unit", "units", "year", "hyphen", "cardinal", "dom"):
        return None
    minutes = int(count.number) if count else 15 if unit else 30
    if minutes > 59:
        return None
    total = (hour[0] * 60 + (minutes if hit.has("past") else -minutes)) % 1440
    reading, base = f"{total // 60:02}:{total % 60:02}", _clock_day(scene)
    return told((base.day, base.day) if base.day else None, f"{base.value}T{reading}", "minute", base.basis, "TIME", reading)


def _clock_day(scene: Scene) -> Day:
    """The day of a clock time without one: the sentence's, the last one told, the item's."""
    days = scene.last_days()
    if scene.day:
        return Day(scene.day, "", "speech")
    if days and days[0] == days[1] and (scene.now is None or days[0] <= scene.now):
        return Day(days[0], "", "context")
    return Day(scene.now, "XXXX-XX-XX", "published")


def _zone(value: str) -> str:
    return " local" if value == "local" else value
