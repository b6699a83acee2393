"""The productions of time expressions and their readers, in one table: of two of equal length the first one holds."""

from __future__ import annotations

from collections.abc import Callable

from dateline.annotate import time_days, time_feasts, time_lengths, time_periods, time_ranges
from dateline.annotate.time_grammar import Hit
from dateline.annotate.time_scene import Scene
from dateline.records import Time

PARTS = {
    "date": "( anyday dot? comma? )?"
    " ( the? anymonth dot? the? ( dom | dayordinal ) | the? dayordinal of anymonth dot? | the? dom of? anymonth dot? ) ( comma? year )?",
    "day": "{date} | iso | slashed | the? turn? weekday | near",
    "clock": "( dom5 ampm5 | dom5 oclock ( in the part5 )? | dom5 in the part5 | clock5 ampm5? | cardinal5 ampm5 | cardinal5 zone5 | hhmm5 zone5 | hhmm5 units5"
    " | year5 units5 | year5 zone5 | clockword5 ) zone5? ( open ( dom6 ampm6 | clock6 | hhmm6 | year6 | cardinal6 | dom6 ) zone6 close )?",
    "edge": "( the? edgeword ( hyphen | in | of | on )? | the? boundword of )",
    "much": "( half a? | a half | count hyphen and hyphen a hyphen half9 | count dom8 slash dom9 | count and a half9 | count | vague | couple | a )",
    "turnyear": "of? the? turn unit",
}

PRODUCTIONS: tuple[tuple[str, str, Callable[[Hit, Scene], Time | None]], ...] = (
    ("day", "( ( earlier | later | early | late ) ( on | in )? )? {day}", time_days.day),
    ("day-part", "( ( early | late ) ( on | in )? )? {day} comma? ( early | late | mid hyphen? )? part", time_days.day_part),
    ("part-of-day", "the? ( early | late | mid hyphen? )? part ( of | on )? {day}", time_days.day_part),
    ("part-of-day", "the? ( early | late )? part of the dayordinal", time_days.numbered_part),
    ("plain-part", "( in | during ) the ( early | late )? part", time_days.plain_part),
    ("turn-part", "the? ( early | late | later | earlier )? turn part", time_days.turn_part),
    ("tonight", "( later | late | early )? tonight", time_days.tonight),
    ("overnight", "overnight ( ( on | to | from )? {day} ( ( to | hyphen ) {day:2} )? )?", time_days.overnight),
    ("overnight", "{day} overnight", time_days.overnight),
    ("overnight", "the? part ( from | between | of ) {day} ( to | and | hyphen ) {day:2}", time_days.overnight),
    ("night-of", "the? part ( of | from | between )? the? dom ( to | hyphen | and | slash ) dom2 of? anymonth dot? ( comma? year )?", time_days.night_of),
    ("night-of", "the? part ( of | from | between )? the? anymonth dot? dom ( to | hyphen | and | slash ) dom2 ( comma? year )?", time_days.night_of),
    ("clock", "{clock} comma? ( on | of )? {day}", time_days.clock),
    ("clock", "{day} comma? ( at | by | approx | before | after | from )? {clock}", time_days.clock),
    ("clock", "{clock}", time_days.clock),
    ("clock", "( half past | a? unit ( past | to ) | ( dom6 | cardinal6 ) units? ( past | to ) ) dom5 ampm5? ( in the part5 )?", time_days.spoken_clock),
    ("range", "( the? count? anyunit )? ( between | from )? the? dom link dom2 of? anymonth dot? ( comma? year )?", time_ranges.days_range),
    ("range", "( the? count? anyunit )? ( between | from )? anymonth dot? dom link dom2 ( comma? year )?", time_ranges.days_range),
    ("range", "( the? count? anyunit )? ( between | from ) {day} link {day:2}", time_ranges.days_range),
    ("range", "{date} ( hyphen | to ) {date:2}", time_ranges.days_range),
    ("range", "( the? count? anyunit )? ( between | from ) fullmonth year? link fullmonth2 year2?", time_ranges.months_range),
    ("range", "anymonth hyphen anymonth2 year2", time_ranges.months_range),
    ("range", "( the? count? anyunit )? ( between | from | during | over ) year link year2", time_ranges.years_range),
    ("range", "year ( hyphen | slash ) ( year2 | dom2 | cardinal2 )", time_ranges.years_range),
    ("month", "{edge}? the? turn? fullmonth dot? ( of? year | comma year | {turnyear:2} )?", time_periods.month),
    ("month", "{edge}? shortmonth dot? comma? year", time_periods.month),
    ("year", "{edge}? ( the? filler | the? unit )? year", time_periods.year),
    ("decade", "{edge}? the? ( edgeword2 hyphen? )? apostrophe? ( decade | decadeword )", time_periods.decade),
    ("season", "{edge}? the? ( turn | its )? anyseason ( of? year | comma year | {turnyear:2} )?", time_periods.season),
    (
        "quarter",
        "{edge}? ( the | its )? filler? hyphen? anyordinal hyphen? filler? unit ( ( of | in )? the? filler? year | ( of | in )? {turnyear:2} )?",
        time_periods.quarter,
    ),
    ("quarter", "( the | its )? year filler? anyordinal hyphen? unit", time_periods.quarter),
    ("quarter", "( turn2 unit2 possessive | the turn2 unit2 ) anyordinal hyphen? unit", time_periods.quarter),
    ("half-year", "the? filler? anyordinal hyphen? half", time_periods.bare_half),
    ("half-year", "the? ( anyordinal | last ) half of ( year | the? turn? unit2 )", time_periods.half_year),
    ("coded-quarter", "quartercode ( of | comma )? year? | year quartercode", time_periods.coded_quarter),
    ("feast", "the? turn? feast ( comma? year )?", time_feasts.feast),
    ("turn-unit", "{edge}? the? turn filler? unit", time_periods.turn_unit),
    ("turn-unit", "{edge}? ( the | turn ) weekend", time_periods.weekend),
    ("edge-unit", "the? ( edgeword ( of | in ) | boundword of ) the unit", time_periods.edge_unit),
    ("the-unit", "the filler? unit", time_periods.the_unit),
    ("compared-period", "the? ( latest | same | current | previous | following ) ( unit | period )", time_periods.compared_period),
    ("same-period", "the? same period ( of | in )? ( the? turn2 unit2 | {much} unit shift )", time_periods.same_period),
    ("compared-period", "the? unit hyphen ( ago | earlier ) filler? anyordinal? ( unit2 | period )?", time_periods.compared_period),
    ("compared-period", "the year ( unit2 | period )", time_periods.compared_period),
    ("century", "the? anyordinal unit", time_periods.century),
    ("year-end", "yearend", time_periods.year_end),
    ("year-to-date", "yeartodate", time_periods.year_to_date),
    ("week-of", "the ( unit | weekend ) of {day}", time_periods.week_of),
    ("counted-day", "unit count | the? anyordinal unit", time_periods.counted_day),
    ("ago", "approx? {much} filler? hyphen? anyunit ( and a half9 )? approx2? hyphen? shift", time_lengths.ago),
    ("ago", "{much} anyunit shift comma on? {date}", time_lengths.ago),
    ("ago", "units ago", time_lengths.long_ago),
    ("hence", "approx? {much} filler? anyunit from ( now | near )", time_lengths.hence),
    ("span", "( the | its )? span approx? {much}? filler? anyunit ( and a half9 )?", time_lengths.span),
    ("first-units", "the? outer {much}? filler? anyunit of ( the? turn? unit | year | fullmonth year? )", time_ranges.first_units),
    ("between-lengths", "approx? count ( to | or | hyphen ) count2 filler? anyunit", time_lengths.between_lengths),
    ("duration", "approx? count filler? anyunit comma? and? count2 anyunit2", time_lengths.compound),
    ("duration", "a? unit ( of a | hyphen )? unit2", time_lengths.quarter_century),
    ("duration", "a unit and count2 anyunit2", time_lengths.compound),
    ("rate", "per unit | a unit", time_lengths.rate),
    ("duration", "approx? {much} hyphen? filler? anyunit ( and a half9 )? ( hyphen long )?", time_lengths.duration),
    ("duration", "lengthword | unit hyphen long", time_lengths.whole_unit),
    ("units", "units", time_lengths.lone_units),
    (
        "set",
        "set | each filler unit | weekdays | weekends"
        " | each ( count | anyordinal | vague | couple )? hyphen? ( anyunit | anyday | part | anyseason | fullmonth | weekend )",
        time_lengths.repeated,
    ),
    ("reference", "now | vagueref | the? current | the past", time_lengths.reference),
)
