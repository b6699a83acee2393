"""A record of about 100,000 claims made up for measuring pages: the same bytes each time, nothing of it happened.

Claims are written as extract would have them (every span stands in its text), so pages pass them through the gate as they
would pass real ones; reading and linking are measured elsewhere.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct, structs

from dateline.calendar_days import shift
from dateline.pipeline import revision
from dateline.records import (
    Account,
    Claim,
    Conflict,
    Decision,
    Document,
    Event,
    Figure,
    Finding,
    Item,
    Linked,
    Match,
    Page,
    Passage,
    Role,
    Sentence,
    Sum,
    When,
    Where,
)
from dateline.store import Store, queries

CLAIMS = 100_000
PER_PAGE = 12
FIRST_DAY = "2022-02-24"
DAYS = 1100
REVISED = 100  # pages that come back changed
RECAP_EVERY = 4
LIVE_EVERY = 20  # one page in so many is a live blog with an item a claim
OFFICES = ("ministry of defence", "general staff", "air force", "regional governor", "city council", "emergency service", "border guard", "foreign ministry")
LANDS = (("Ukraine", "UKR"), ("Russia", "RUS"), ("Poland", "POL"), ("Turkey", "TUR"), ("the United Nations", "UNO"))
DEEDS = (
    ("ASSAULT", "drone", "launched", "drone", "drones were launched towards"),
    ("ASSAULT", "intercept", "intercepted", "drone", "drones were shot down over"),
    ("ASSAULT", "heavy-weapons", "killed", "person", "people were killed by shelling in"),
    ("ASSAULT", "aerial", "injured", "person", "people were hurt in an air strike on"),
    ("RETREAT", "release", "released", "person", "prisoners were handed over near"),
    ("AID", None, "aid", "truck", "trucks with supplies reached"),
    ("CONSULT", None, "other", "delegate", "delegates met for talks in"),
    ("ACCUSE", None, "attacks", "attack", "attacks on power lines were reported around"),
)


class Told(Struct):
    """What is gathered while pages are made."""

    groups: dict[tuple[int, str, str], list[Claim]]
    claims: int = 0


def build(path: Path, claims: int = CLAIMS) -> int:
    """Write the record to a new file; how many claims it holds."""
    dice = random.Random(20250314)
    speakers = [(f"{land}'s {office}", country) for land, country in LANDS for office in OFFICES]
    places = [_place(dice, number) for number in range(800)]
    told = Told(defaultdict(list))
    with Store(path) as store:
        for number in range(-(-claims // PER_PAGE)):
            document, page, made = _page(dice, number, claims, (speakers, places), told)
            recap = (1, Finding(made[0].id, made[0].start, made[0].end, "not-in-source"))
            store.save(document, page, made, findings=(recap,) * (4 if number % RECAP_EVERY == 0 else 0))
        store.replace_linked(_linked(told))
        _revise(store)
    return told.claims


def _revise(store: Store) -> None:
    """Every so many pages come back with one word more."""
    told = []
    for number in range(0, REVISED * 40, 40):
        found = queries.document(store, f"d{number:06d}")
        if found is None:
            break
        earlier, page = found
        later = structs.replace(earlier, id=f"{earlier.id}r", text=f"{earlier.text} Updated.", fetched=f"{earlier.fetched[:10]}T23:00:00Z")
        store.save(later, page, [])
        told.append(revision((earlier, page), (later, page), queries.claims(store, earlier.id), []))
    store.replace_revisions(told)


def _place(dice: random.Random, number: int) -> Where:
    name = f"{dice.choice('BDGKLMNPRSTVZ')}{dice.choice(('ar', 'el', 'or', 'un', 'yk'))}{dice.choice(('ivka', 'ove', 'grad', 'sk', 'ino'))} {number}"
    precision = dice.choice(("settlement", "settlement", "settlement", "region", "district"))
    country = dice.choice(("UKR", "UKR", "RUS"))
    return Where("", 0, 0, name, f"p{number}", f"Oblast {number % 24}", "", country, 45 + dice.random() * 9, 23 + dice.random() * 18, precision)


def _page(dice: random.Random, number: int, claims: int, names: tuple[list[tuple[str, str]], list[Where]], told: Told) -> tuple[Document, Page, list[Claim]]:
    day = shift(FIRST_DAY, number * DAYS // max(1, -(-claims // PER_PAGE)))
    is_live = number % LIVE_EVERY == 0
    title = f"Day in brief, report {number}"
    identifier = f"d{number:06d}"
    parts, at, made, sentences, items = [title], len(title) + 2, [], [], []
    for place in range(PER_PAGE):
        item = place + 1 if is_live else 1
        words, claim = _claim(dice, (identifier, item, place, at), day, names)
        parts.append(words)
        made.append(claim)
        sentences.append(Sentence(place + 1, item, place + 1, at, at + len(words), "paragraph"))
        items.append(
            Item(item, "update" if is_live else "article", words[:60] if is_live else title, at, at + len(words), _moment(day, place) if is_live else day)
        )
        told.groups[DEEDS.index(_deed(claim)), claim.place.name if claim.place else "", day[:7]].append(claim)
        at += len(words) + 2
    told.claims += len(made)
    text = "\n\n".join(parts)
    document = Document(identifier, text, url=f"https://outlet{number % 25}.example/{number}", name=identifier, title=title, source=f"outlet{number % 25}",
                        outlet=f"Outlet {number % 25}", fetched=f"{day}T21:00:00Z")  # fmt: skip
    passages = (Passage(0, 1, "headline", 0, len(title)), *(Passage(s.number, s.item, "paragraph", s.start, s.end) for s in sentences))
    page = Page(tuple(items if is_live else items[:1]), passages, (Sentence(0, 1, 0, 0, len(title), "headline"), *sentences))
    return document, page, made


def _moment(day: str, place: int) -> str:
    return f"{day}T{6 + place:02d}:{place * 4 % 60:02d}:00Z"


def _deed(claim: Claim) -> tuple[str, str | None, str, str, str]:
    return next(deed for deed in DEEDS if deed[:2] == (claim.event, claim.mode))


def _claim(dice: random.Random, where: tuple[str, int, int, int], day: str, names: tuple[list[tuple[str, str]], list[Where]]) -> tuple[str, Claim]:
    document, item, place, at = where
    speaker, country = dice.choice(names[0])
    event, mode, measure, counted, deed = dice.choice(DEEDS)
    site, count = dice.choice(names[1]), dice.randint(2, 160)
    lead = f"{speaker} said on the day that {count} {deed} {site.name}"
    words = f"{lead}, and that talks on energy, prisoners and grain went on under pressure for {dice.randint(2, 90)} hours."
    number = words.index(str(count))
    figure = Figure(str(count), at + number, at + number + len(str(count)), measure, counted, count, count)
    start = at + lead.index(site.name)
    there = Where(site.name, start, start + len(site.name), site.name, site.id, site.within, "", site.country, site.lat, site.lon, site.precision)
    role = Role(speaker, at, at + len(speaker), country, "IGO" if country == "UNO" else "GOV", name=speaker)
    claim = Claim(
        f"{document}-{place}", document, item, place + 1, place + 1, at, at + len(words), "event", event, mode, "claimed", Match("made.up", "bench"),
        actor=role if event == "ASSAULT" else None, place=there, time=When("", start=day, end=day, precision="day", basis="published"), speaker=role,
        figures=(figure,), published=_told(item, day, place),
    )  # fmt: skip
    return words, claim


def _told(item: int, day: str, place: int) -> str:
    return _moment(day, place) if item > 1 else day


def _linked(told: Told) -> Linked:
    events, conflicts, sums, decisions = [], [], [], []
    for number, ((deed, place, _), claims) in enumerate(told.groups.items()):
        kind, mode, measure, counted, _ = DEEDS[deed]
        identifier = f"e{number:06d}"
        days = sorted((claim.published or "")[:10] for claim in claims)
        section = {"ASSAULT": "Fighting", "RETREAT": "Humanitarian", "AID": "Humanitarian"}.get(kind, "Politics and diplomacy")
        speakers = len({claim.speaker.name for claim in claims if claim.speaker})
        ids = tuple(claim.id for claim in claims)
        title = f"{kind.capitalize()} {mode or ''} in {place}".replace("  ", " ")
        events.append(Event(identifier, kind, mode, title, ids, days[0], days[-1], claims[0].place, speakers=speakers, reports=len(claims), section=section))
        if len(claims) > 1:
            answers = tuple(_accounts(claims))
            conflicts.append(Conflict(identifier, f"how many {measure} ({counted})", "differs" if number % 2 else "agree", answers))
            decisions += [Decision(f"j{number}", "join", ids[0], other, (("same place", 0.5), ("near in time", 0.3))) for other in ids[1:3]]
            if number % 20 == 0:
                sums.append(Sum(identifier, answers[0], answers[1:3], 3.0))
    return Linked((), tuple(events), tuple(conflicts), tuple(sums), tuple(decisions))


def _accounts(claims: list[Claim]) -> Iterator[Account]:
    for claim in claims[:12]:
        figure = claim.figures[0]
        country = claim.speaker.country if claim.speaker else ""
        side = {"UKR": "ukraine", "RUS": "russia"}.get(str(country), "others")
        yield Account(claim.speaker.name if claim.speaker else "", side, claim.id, figure.text, figure.start, figure.end, figure.text, figure, claim.published)
