"""Hits that name a month, season, quarter, year, week or feast -> Time: "last August", "the third quarter", "Easter"."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from dateline.annotate.time_days import written_day
from dateline.annotate.time_grammar import Hit
from dateline.annotate.time_lengths import amount, past_span
from dateline.annotate.time_lexemes import Lexeme
from dateline.annotate.time_scene import Scene, told
from dateline.annotate.time_units import PRECISION, STEP, UNKNOWN, clipped, edged, turned_year, unit_days
from dateline.calendar_days import Days, decade_days, half_days, month_days, months_later, moved, quarter_days, season_days, year_days
from dateline.records import Time

# What stands before a month or a year that has no other sign of being one.
MAY_SIGNS = ("in", "since", "by", "until", "before", "after", "from", "between", "during", "of", "each")
MONTH_SIGNS = (*MAY_SIGNS, "to", "and", "or", "for", "comma")
YEAR_SIGNS = ("in", "since", "by", "until", "from", "before", "after", "between", "during", "early", "late", "mid", "over")


def month(hit: Hit, scene: Scene) -> Time | None:
    """ "September", "last August", "late October", "May 2022", "August last year"."""
    if not is_month(hit):
        return None
    lexeme = hit.found.get("fullmonth") or hit.found["shortmonth"]
    number, year = int(lexeme.value), hit["year"]
    if year:
        days, value, basis = month_days(int(year.number), number), f"{int(year.number):04}-{number:02}", "explicit"
    elif hit.has("unit2"):
        if hit.value("unit2") != "Y":
            return None
        base = turned_year(hit.found["turn2"].kind, scene)
        days = month_days(base, number) if base else None
        value, basis = f"{base or 'XXXX'}-{number:02}", "published"
    else:
        base = month_year(number, hit, scene, lexeme.start)
        days = month_days(base, number) if base else None
        value, basis = f"{base or 'XXXX'}-{number:02}", "published"
    return told(edged(days, hit.edge(), scene.now), value, "month", basis)


def is_month(hit: Hit) -> bool:
    """Whether a month's name alone is a month: "May" and "March" need a sign, "April Jones" is a person."""
    lexeme = hit["fullmonth"]
    if lexeme is None or hit.has("year", "turn", "edgeword", "boundword", "unit2"):
        return True
    before, after = hit.before(), hit.after()
    signed = before is not None and before.kind in MONTH_SIGNS
    if lexeme.kind == "amonth":
        return before is not None and before.kind in MAY_SIGNS
    return signed or after is None or after.kind != "word" or not after.text.isalpha() or not _given_name(hit)


def _given_name(hit: Hit) -> bool:
    """A month that is also a given name, at the start or after another name."""
    return hit.found["fullmonth"].text in ("april", "june", "august")


def month_year(number: int, hit: Hit, scene: Scene, offset: int) -> int | None:
    """The year of a month that stands without one: by "last" and "next", else by tense."""
    now = scene.now
    turn = hit["turn"]
    if now is None:
        return None
    before = hit.before()
    moved_to = before is not None and before.kind in ("to", "until")  # "the vote was moved to February"
    kind = turn.kind if turn else "intended tense" if moved_to else scene.tense(offset) + " tense"
    if kind in ("same", "that", "following", "previous"):
        days = scene.last_days()
        return days[0].year if days and kind in ("same", "that") else None
    if kind in ("last", "past"):
        return now.year if number < now.month else now.year - 1
    if kind in ("next", "coming"):
        return now.year if number > now.month else now.year + 1
    if kind == "this":
        return now.year
    if kind == "future tense":
        return now.year if number >= now.month else now.year + 1
    if kind != "past tense":  # the nearest one
        return now.year + (1 if now.month - number > 6 else -1 if number - now.month > 6 else 0)
    return now.year if number <= now.month else now.year - 1


def year(hit: Hit, scene: Scene) -> Time | None:
    """ "2024", "fiscal 1989", "mid-2023"."""
    lexeme = hit.found["year"]
    number = int(lexeme.number)
    if (hit.has("unit") and hit.value("unit") != "Y") or not is_year(hit, number):
        return None
    edge = hit.edge()
    return told(edged(year_days(number), edge, scene.now, deadline=True), f"{number:04}", "year", "explicit")


def is_year(hit: Hit, number: int) -> bool:
    """Whether four digits are a year and no count, model or house number."""
    before, after = hit.before(), hit.after()
    if after is not None and (after.kind in ("unit", "units", "second", "slash", "ampm", "zone") or after.text in ("%", "percent", "per", "°")):
        return False
    if hit.has("edgeword", "boundword", "unit", "filler"):
        return True
    if after is not None and after.kind == "hyphen" and hit.end + 1 < len(hit.lexemes) and hit.lexemes[hit.end + 1].kind in ("dom", "cardinal"):
        return False
    if before is not None and before.kind in YEAR_SIGNS:
        return True
    if not 1900 <= number <= 2099:
        return False
    if before is None or before.kind in ("comma", "open", "the", "of", "and", "or", "to", "hyphen", "on", "its"):
        return True
    if before.text in ("$", "£", "€", "#", "no", "number", "nr") or before.kind in ("dom", "cardinal", "dot"):
        return False
    return not _is_counted(after) and number % 100 != 0


def _is_counted(after: Lexeme | None) -> bool:
    return after is not None and after.kind == "word" and (after.text.endswith("s") or after.text in ("people", "men", "women", "children", "km"))


def decade(hit: Hit, scene: Scene) -> Time | None:
    """ "the 1980s", "the early nineties"."""
    lexeme = hit["decade"] or hit["decadeword"]
    if lexeme is None or (lexeme.kind == "decadeword" and not hit.has("the")):
        return None
    number = int(lexeme.number or int(lexeme.value))
    before = hit.before()
    if lexeme.kind == "decade" and len(lexeme.text) == 3 and (not hit.has("the") or number < 1950 or (before is not None and before.kind == "its")):
        return None  # "in his 30s"
    if not 1000 <= number <= 2190:
        return None
    return told(edged(decade_days(number), hit.edge() or hit["edgeword2"], None), str(number)[:3], "decade", "explicit")


def season(hit: Hit, scene: Scene) -> Time | None:
    """ "autumn 2022", "last fall", "the summer"."""
    lexeme = hit.found["anyseason"]
    code = lexeme.value
    named = hit["year"]
    turn = hit["turn"]
    before = hit.before()
    plain = hit.has("the") and before is not None and before.kind in ("in", "since", "by", "until") and not _is_of(hit.after())
    if lexeme.kind == "aseason" and not (named or turn or plain or hit.has("edgeword", "boundword", "unit2")):
        return None
    if hit.has("unit2") and hit.value("unit2") != "Y":
        return None
    if named:
        number: int | None = int(named.number)
        basis = "explicit"
    else:
        number = turned_year(hit.found["turn2"].kind, scene) if hit.has("turn2") else _season_year(code, turn, scene, lexeme.start)
        basis = "published"
    days = season_days(number, code) if number and not (code == "WI" and (named or hit.has("turn2"))) else None
    return told(edged(days, hit.edge(), scene.now), f"{number or 'XXXX'}-{code}", "season", basis)


def _is_of(lexeme: Lexeme | None) -> bool:
    return lexeme is not None and lexeme.kind == "of"


def _season_year(code: str, turn: Lexeme | None, scene: Scene, offset: int) -> int | None:
    """The year in which the season meant begins."""
    now = scene.now
    if now is None or (turn and turn.kind in ("same", "that", "following", "previous")):
        return None
    here = [number for number in range(now.year - 2, now.year + 2) if season_days(number, code)]
    spans = [(number, days) for number in here if (days := season_days(number, code))]
    kind = turn.kind if turn else scene.tense(offset) + " tense"
    if kind in ("last", "past"):
        return max((number for number, days in spans if days[1] < now), default=None)
    if kind in ("next", "coming"):
        return min((number for number, days in spans if days[0] > now), default=None)
    inside = [number for number, days in spans if days[0] <= now <= days[1]]
    if inside:
        return inside[0]
    if kind in ("this", "current"):
        return now.year
    if kind == "future tense":
        return min((number for number, days in spans if days[0] > now), default=None)
    return max((number for number, days in spans if days[1] < now), default=None)


def quarter(hit: Hit, scene: Scene) -> Time | None:
    """ "the third quarter", "the first quarter of 2025", "fiscal second-quarter", "last year's fourth quarter"."""
    if hit.value("unit") != "Q":
        return None
    lexeme = hit.found["anyordinal"]
    if lexeme.kind in ("final", "latest"):
        return told(*_latest_quarter(hit, scene)) if lexeme.kind == "latest" else _quarter(hit, scene, 4)
    return _quarter(hit, scene, int(lexeme.number))


def _latest_quarter(hit: Hit, scene: Scene) -> tuple[Days | None, str, str, str]:
    reported = scene.quarter()
    if reported:
        return quarter_days(int(reported[:4]), int(reported[6])), reported, "quarter", "context"
    past = months_later(scene.now, -3) if scene.now else None
    number = (past.month + 2) // 3 if past else 0
    return (quarter_days(past.year, number), f"{past.year}-Q{number}", "quarter", "published") if past else (None, "XXXX-QX", "quarter", "")


def _quarter(hit: Hit, scene: Scene, number: int) -> Time | None:
    if not 1 <= number <= 4:
        return None
    base, basis = _quarter_year(hit, scene, lambda year: quarter_days(year, number))
    days = quarter_days(base, number) if base else None
    return told(edged(days, hit.edge(), scene.now), f"{base or 'XXXX'}-Q{number}", "quarter", basis)


def _quarter_year(hit: Hit, scene: Scene, days_in: Callable[[int], Days | None]) -> tuple[int | None, str]:
    """Year of a quarter or half: as told, or the latest begun (past) or the one in course or to come (future)."""
    named = hit["year"] or hit["year2"]
    if named:
        return int(named.number), "explicit"
    turn = hit["turn2"] or hit["turn"]
    if turn:
        return turned_year(turn.kind, scene), "published"
    now = scene.now
    if now is None:
        return None, ""
    if hit.has("unit2"):
        return now.year, "published"
    days = days_in(now.year)
    future = scene.tense(hit.lexemes[hit.start].start) == "future"
    if days and future:
        return now.year + ((now - days[1]).days > 180), "published"
    return now.year - (days is None or days[0] > now), "published"


def half_year(hit: Hit, scene: Scene) -> Time | None:
    """ "the first half of 2024", "the second half of the year"."""
    ordinal = hit["anyordinal"]
    number = 2 if ordinal is None or hit.has("last") or ordinal.kind in ("latest", "final") else int(ordinal.number)
    if number not in (1, 2) or (hit.has("unit2") and hit.value("unit2") != "Y"):
        return None
    base, basis = _quarter_year(hit, scene, lambda year: half_days(year, number))
    return told(half_days(base, number) if base else None, f"{base or 'XXXX'}-H{number}", "half", basis)


def bare_half(hit: Hit, scene: Scene) -> Time | None:
    """ "first-half profit", "in the second half": of the year the tense tells; "the first half of the game" is none."""
    ordinal, before, after = hit.found["anyordinal"], hit.before(), hit.after()
    if ordinal.number not in (1, 2) or (after is not None and after.kind == "of"):
        return None
    if not hit.has("hyphen") and not (before is not None and before.kind in ("in", "for", "during")):
        return None
    return half_year(hit, scene)


def coded_quarter(hit: Hit, scene: Scene) -> Time | None:
    """ "Q1 2024", "H1 2024"."""
    code = hit.value("quartercode")
    number = int(code[1])
    if code[0] == "H" and (number > 2 or not hit.has("year")):
        return None
    span = half_days if code[0] == "H" else quarter_days
    base, basis = _quarter_year(hit, scene, lambda year: span(year, number))
    return told(span(base, number) if base else None, f"{base or 'XXXX'}-{code}", "half" if code[0] == "H" else "quarter", basis)


def turn_unit(hit: Hit, scene: Scene) -> Time | None:
    """ "last week", "earlier this month", "the same day", "the following year", "the end of this year"."""
    unit = hit.value("unit") or "WE"
    turn = hit.found["turn"].kind
    if unit == "2W" and turn in ("past", "last"):
        return past_span(1, unit, hit, scene)
    if unit not in PRECISION or (turn == "past" and unit == "CE"):
        return None
    step = 0 if (turn, unit) == ("coming", "WE") and scene.now and scene.now.isoweekday() < 6 else STEP.get(turn, 0)
    edge = hit.edge()
    if unit == "Y" and turn == "last" and _is_compared(hit) and scene.quarter():
        number = int(scene.quarter()[6])
        base = turned_year(turn, scene)
        return told(quarter_days(base, number) if base else None, f"{base or 'XXXX'}-Q{number}", "quarter", "context")
    context = turn in ("same", "that", "previous", "following") or (turn == "next" and unit == "D")
    if turn == "past":
        return past_span(1, unit, hit, scene)
    if context:
        return _context_unit(unit, step, edge, scene)
    if unit == "D" and turn in ("this", "last", "latest", "coming"):
        return None
    if turn == "latest" and unit == "Q":
        return told(*_latest_quarter(hit, scene))
    if scene.now is None:
        return told(None, UNKNOWN[unit], PRECISION[unit], "")
    days, value = unit_days(unit, scene.now, step)
    if step == 0 and edge is None and unit != "WE":
        days = clipped(days, scene, hit.found["turn"].start)
    return told(edged(days, edge, scene.now, deadline=True), value, PRECISION[unit], "published")


def _is_compared(hit: Hit) -> bool:
    """ "compared with a loss of $33 million last year": the same period of the year before."""
    return any(lexeme.text in ("compared", "against", "versus") for lexeme in hit.lexemes.part(hit.start - 16, hit.start))


def _context_unit(unit: str, step: int, edge: Lexeme | None, scene: Scene) -> Time:
    """A unit counted from the last date of the text."""
    days = scene.last_days()
    if days is None or (unit in ("D", "W") and days[0] != days[1]) or (days[1] - days[0]).days > 366:
        return told(None, UNKNOWN[unit], PRECISION[unit], "")
    found, value = unit_days(unit, days[0], step)
    return told(edged(found, edge, None, deadline=True), value, PRECISION[unit], "context")


def edge_unit(hit: Hit, scene: Scene) -> Time | None:
    """ "the end of the year", "later in the week", "earlier in the day"."""
    unit, edge = hit.value("unit"), hit.edge()
    if unit not in ("D", "W", "M", "Q", "Y", "DE", "CE"):
        return None
    if scene.now is None:
        return told(None, UNKNOWN[unit], PRECISION[unit], "")
    days, value = unit_days(unit, scene.now, 0)
    return told(edged(days, edge, scene.now, deadline=True), value, PRECISION[unit], "published")


def year_end(hit: Hit, scene: Scene) -> Time | None:
    """ "year-end": the last day of the year; "midyear" is no one day."""
    if scene.now is None:
        return told(None, "XXXX", "year", "")
    days = year_days(scene.now.year)
    last = (days[1], days[1]) if days and hit.value("yearend") != "middle" else None
    return told(last, str(scene.now.year), "year", "published")


def year_to_date(hit: Hit, scene: Scene) -> Time | None:
    """ "so far this year", "since the year began"."""
    if scene.now is None:
        return told(None, "XXXX", "year", "")
    return told((date(scene.now.year, 1, 1), scene.now), str(scene.now.year), "year", "published")


def weekend(hit: Hit, scene: Scene) -> Time | None:
    """ "the weekend", "this weekend", "over the weekend"."""
    turn = hit["turn"]
    if turn is not None:
        return turn_unit(hit, scene)
    now = scene.now
    if now is None:
        return told(None, UNKNOWN["WE"], "week", "")
    back = scene.tense(hit.lexemes[hit.start].start) != "future" and now.isoweekday() < 6
    days, value = unit_days("WE", now, -1 if back else 0)
    return told(edged(days, hit.edge(), now), value, "week", "published")


def week_of(hit: Hit, scene: Scene) -> Time | None:
    """ "the week of March 6"."""
    found = written_day(hit, scene)
    unit = "WE" if hit.has("weekend") else hit.value("unit")
    if unit not in ("W", "WE") or found is None:
        return None
    if found.day is None:
        return told(None, UNKNOWN[unit], "week", "")
    days, value = unit_days(unit, found.day, 0)
    return told(days, value, "week", found.basis)


def counted_day(hit: Hit, scene: Scene) -> Time | None:
    """ "day 1,041", "the 1,041st day of the war": counted from the desk's first day."""
    lexeme = hit["count"] or hit["anyordinal"]
    if hit.value("unit") != "D" or lexeme is None:
        return None
    number = int(lexeme.number)
    of_war = any(piece.kind == "war" for piece in hit.lexemes.part(hit.end, hit.end + 6))
    if number < 100 and not of_war:
        return None
    if hit.has("anyordinal") and not of_war:
        return None
    found = moved(scene.first_day, number) if scene.first_day else None
    return told((found, found) if found else None, found.isoformat() if found else "XXXX-XX-XX", "day", "explicit")


def the_unit(hit: Hit, scene: Scene) -> Time | None:
    """ "the quarter", "the full year": the one in question, without days, since the words do not say which."""
    unit, after = hit.value("unit"), hit.after()
    if unit == "Q" and scene.quarter():
        return told(None, scene.quarter(), "quarter", "")
    if unit not in ("Q", "Y") or (after is not None and after.kind in ("of", "hyphen")):
        return None
    if after is not None and after.text in ("ended", "ending", "to"):
        return told(None, "P1" + unit, PRECISION[unit], "", "DURATION")
    if unit == "Q":
        return told(None, _latest_quarter(hit, scene)[1], "quarter", "")
    return told(None, str(scene.now.year) if scene.now else "XXXX", "year", "")


def compared_period(hit: Hit, scene: Scene) -> Time | None:
    """ "the latest period", "the year-ago quarter", "year-earlier": the period that the text compares, or the one a year before."""
    unit = hit.value("unit2") or hit.value("unit")
    compared = hit.has("hyphen")
    if unit not in ("", "Q", "Y") or (compared and hit.value("unit") != "Y"):
        return None
    if not compared and not hit.has("period") and not (hit.has("year") and unit == "Q"):
        return None
    last = scene.quarter()
    if hit.has("year"):
        number = int(hit.found["year"].number)
        return told(None, f"{number}{last[4:]}", "quarter" if last else "year", "")
    if not last and (hit.has("period") or scene.now is None):
        return None if hit.has("period") else told(None, "XXXX", "year", "")
    base = int(last[:4]) if last else scene.now.year if scene.now else 0
    return told(None, f"{base - compared}{last[4:]}", "quarter" if last else "year", "")


def same_period(hit: Hit, scene: Scene) -> Time | None:
    """ "the same period last year": the days told last, a year before."""
    if hit.value("unit2") not in ("", "Y") or hit.value("unit") not in ("", "Y") or (hit.has("shift") and amount(hit) != ("1", 1)):
        return None
    days = scene.last_days()
    if days is None:
        return told(None, "XXXX", "year", "")
    first, last = months_later(days[0], -12), months_later(days[1], -12)
    value = scene.last.value if scene.last else ""
    shown = f"{first.year}{value[4:]}" if first and value[:4].isdigit() and "/" not in value and len(value) <= 7 else f"{first}/{last}"
    return told((first, last) if first and last else None, shown, scene.last.precision if scene.last else "", "context")


def century(hit: Hit, scene: Scene) -> Time | None:
    """ "the 20th century"."""
    lexeme = hit.found["anyordinal"]
    if hit.value("unit") != "CE" or not 1 < lexeme.number < 30:
        return None
    number = int(lexeme.number) - 1
    first, last = year_days(100 * number + 1), year_days(100 * number + 100)
    return told((first[0], last[1]) if first and last else None, f"{number:02}", "century", "explicit")
