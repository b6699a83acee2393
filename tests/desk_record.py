"""A record written by hand for the tests of pages: four pages, their claims and events, in own words; nothing of it happened."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, cast

from dateline.config import load_desk
from dateline.pipeline import revision
from dateline.publish.record import Record
from dateline.records import (
    Account,
    Claim,
    Conflict,
    Decision,
    Desk,
    Document,
    Event,
    Evidence,
    Field,
    Figure,
    Finding,
    Item,
    Linked,
    Match,
    Page,
    Passage,
    Role,
    Sentence,
    Span,
    Sum,
    When,
    Where,
)
from dateline.store import Store

ODESA = ("Odesa", "Odesa Oblast", "UKR", 46.4775, 30.7326, "settlement")
TULA = ("Tula region", "Russia", "RUS", 53.9, 37.5, "region")
FEEDING = {"headline", "standfirst", "paragraph", "bullet"}

NIGHT = """Sirens for five hours over the south

Ukraine's air force said it shot down 31 of 48 drones that Russia launched overnight. Another 14 drones were lost on the way, the air force added.

Three people were killed in Odesa, the regional governor said on Telegram.

Support our reporting with a small gift.

In summary, the raid took place on Sunday and nobody was hurt. <script>alert("recap")</script>
"""
OTHER = """Ministry counts fewer drones

Russia's defence ministry said 40 drones were launched in the raid. It denied that homes in Odesa were hit.

Air defences shot down nine Ukrainian drones over the Tula region, the ministry said.
"""
LATER = """Toll in Odesa rises

At least five people were killed in Odesa, the regional governor said on Wednesday.

"We will not leave," governor Olena Marchuk said. "This city has seen worse."
"""
REVISED = LATER.replace("At least five people", "Six people")


def desk() -> Desk:
    """The desk of the record."""
    return load_desk("russia-ukraine")


def findings(record: Record | None, text: str) -> list[Finding]:
    """In place of the stages that check, a statement a line: one with 31 is supported, one with Monday contradicted, any other not in the record."""
    return [_finding(match[0], match.start()) for match in re.finditer(r"\S[^\n]*", text)]


def _finding(line: str, start: int) -> Finding:
    day = line.find("Monday")
    wrong = (Field("Monday", "time", "contradicted", "Sunday", start + day, start + day + len("Monday")),) if day >= 0 else ()
    return Finding(line, start, start + len(line), "contradicted" if wrong else "supported" if "31" in line else "not-in-source", wrong)


def document(identifier: str, text: str, outlet: str, url: str = "", fetched: str = "") -> Document:
    """A page of an outlet; its first line is its title."""
    return Document(identifier, text, url=url, name=f"{identifier}.txt", title=text.split("\n")[0], source=outlet, outlet=outlet, fetched=fetched)


def page(made: Document, published: str, kinds: dict[int, str] | None = None) -> Page:
    """Paragraphs as passages; the first is the headline; sentences are cut at full stops."""
    passages: list[Passage] = []
    sentences: list[Sentence] = []
    at = 0
    for number, part in enumerate(made.text.rstrip("\n").split("\n\n")):
        start = made.text.index(part, at)
        at = start + len(part)
        kind = (kinds or {}).get(number, "headline" if number == 0 else "paragraph")
        passages.append(Passage(number, 1, kind, start, at))
        if kind in FEEDING:
            sentences += [Sentence(len(sentences) + n, 1, number, s, e, kind) for n, (s, e) in enumerate(_cuts(made.text, start, at))]
    return Page((Item(1, "article", made.title, 0, at, published, "named in the text", "day"),), tuple(passages), tuple(sentences))


def _cuts(text: str, start: int, end: int) -> Iterable[tuple[int, int]]:
    first = start
    for at in range(start, end):
        if text[at] == "." and text[at + 1 : at + 2] in {" ", "", "\n"}:
            yield first, at + 1
            first = at + 2
    if first < end:
        yield first, end


class Sheet:
    """Makes claims of one page: words are looked up inside the sentence that holds `within`."""

    def __init__(self, made: Document, segments: Page) -> None:
        self.document, self.page = made, segments
        self.claims: list[Claim] = []

    def claim(self, within: str, event: str, mode: str | None, **fields: object) -> Claim:
        """A claim of the sentence that holds these words."""
        at = self.document.text.index(within)
        sentence = next(s for s in self.page.sentences if s.start <= at < s.end)
        made: dict[str, Any] = {name: self._part(name, value, sentence) for name, value in fields.items()}
        status = str(made.pop("status", "claimed" if "speaker" in made else "reported"))
        trigger = Span(at, at + len(within))
        identifier = f"{self.document.id}-{len(self.claims) + 1}"
        claim = Claim(
            identifier,
            self.document.id,
            1,
            sentence.passage,
            sentence.number,
            sentence.start,
            sentence.end,
            "event",
            event,
            mode,
            status,
            Match("test.rule", "abc123", "active", trigger),
            published=self.page.items[0].published,
            **made,
        )
        self.claims.append(claim)
        return claim

    def _part(self, name: str, value: object, sentence: Sentence) -> object:
        if name in {"actor", "recipient", "speaker", "via"}:
            words, country, sector = cast(tuple[str, str | None, str], value)
            start = self.document.text.index(words, sentence.start)
            return Role(words, start, start + len(words), country, sector, name=words)
        if name == "place":
            words, within, country, lat, lon, precision = cast(tuple[str, str, str, float, float, str], value)
            start = self.document.text.index(words, sentence.start)
            return Where(words, start, start + len(words), words, words.lower(), within, "", country, lat, lon, precision)
        if name == "time":
            return When("", start=str(value), end=str(value), precision="day", basis="published")
        return tuple(self._figure(one, sentence) for one in cast(tuple[Any, ...], value)) if name == "figures" else value

    def _figure(self, told: tuple[str, str, str, float, str, float | None], sentence: Sentence) -> Figure:
        words, measure, counted, low, op, whole = told
        start = self.document.text.index(words, sentence.start)
        return Figure(words, start, start + len(words), measure, counted, low, low, op, whole)


def account(claim: Claim, figure: Figure, side: str, *, superseded: bool = False) -> Account:
    """A figure of a claim as its speaker's answer."""
    speaker = claim.speaker.name if claim.speaker else ""
    return Account(speaker, side, claim.id, figure.text, figure.start, figure.end, f"{figure.op}{figure.low:g}", figure, claim.published, superseded)


AIR_FORCE = ("Ukraine's air force", "UKR", "MIL")
MINISTRY = ("Russia's defence ministry", "RUS", "MIL")
GOVERNOR = ("regional governor", "UKR", "GOV")


def fill(store: Store) -> None:
    """The record: a night of drones told by both sides, a toll that rises, a page that came back changed."""
    night = document("night", NIGHT, "Southern Wire", "https://wire.example/night", "2025-03-11T08:00:00Z")
    night_page = page(night, "2025-03-11", {3: "appeal", 4: "recap"})
    first = Sheet(night, night_page)
    down = first.claim(
        "shot down 31",
        "ASSAULT",
        "intercept",
        actor=AIR_FORCE,
        speaker=AIR_FORCE,
        time="2025-03-11",
        figures=(("31", "intercepted", "drone", 31.0, "=", 48.0), ("48", "launched", "drone", 48.0, "=", None)),
    )
    lost = first.claim(
        "lost on the way", "ASSAULT", "drone", time="2025-03-11", speaker=("air force", "UKR", "MIL"), figures=(("14", "lost", "drone", 14.0, "=", None),)
    )
    three = first.claim(
        "Three people",
        "ASSAULT",
        None,
        place=ODESA,
        speaker=GOVERNOR,
        via=("Telegram", None, ""),
        time="2025-03-11",
        figures=(("Three", "killed", "person", 3.0, "=", None),),
    )
    other = document("other", OTHER, "Capital Courier", "https://courier.example/count")
    other_page = page(other, "2025-03-11")
    second = Sheet(other, other_page)
    forty = second.claim(
        "40 drones were launched", "ASSAULT", "drone", speaker=MINISTRY, time="2025-03-11", figures=(("40", "launched", "drone", 40.0, "=", None),)
    )
    denied = second.claim("denied", "ASSAULT", None, place=ODESA, status="denied")
    tula = second.claim(
        "shot down nine",
        "ASSAULT",
        "intercept",
        place=TULA,
        speaker=("ministry", "RUS", "MIL"),
        time="2025-03-11",
        figures=(("nine", "intercepted", "drone", 9.0, "=", None),),
    )
    later = document("later", LATER, "Southern Wire", "https://wire.example/toll", "2025-03-12T09:00:00Z")
    later_page = page(later, "2025-03-12")
    third = Sheet(later, later_page)
    five = third.claim("At least five", "ASSAULT", None, place=ODESA, speaker=GOVERNOR, figures=(("five", "killed", "person", 5.0, ">=", None),))
    vow = third.claim("We will not leave", "REJECT", None, actor=("Olena Marchuk", "UKR", "GOV"), quote=True)
    revised = document("revised", REVISED, "Southern Wire", "https://wire.example/toll", "2025-03-12T12:00:00Z")
    revised_page = page(revised, "2025-03-12")
    fourth = Sheet(revised, revised_page)
    six = fourth.claim("Six people", "ASSAULT", None, place=ODESA, speaker=GOVERNOR, figures=(("Six", "killed", "person", 6.0, "=", None),))
    recap = NIGHT.index("In summary")
    finding = Finding(
        NIGHT[recap : NIGHT.index(" <script")],
        recap,
        NIGHT.index(" <script"),
        "contradicted",
        (Field("Sunday", "time", "contradicted", "overnight"),),
        (Evidence("night", three.start, three.end, NIGHT[three.start : three.end]),),
    )
    store.save(night, night_page, first.claims, findings=((1, finding),))
    for made, segments, sheet in ((other, other_page, second), (later, later_page, third), (revised, revised_page, fourth)):
        store.save(made, segments, sheet.claims)
    store.replace_revisions([revision((later, later_page), (revised, revised_page), third.claims, fourth.claims)])
    store.replace_linked(_linked(down, lost, forty, denied, tula, three, five, six, vow))


def _linked(down: Claim, lost: Claim, forty: Claim, denied: Claim, tula: Claim, *deaths: Claim) -> Linked:
    three, five, six, vow = deaths
    raid = Event("raid", "ASSAULT", "drone", "Drone attack in Ukraine", (down.id, lost.id, forty.id), "2025-03-11", speakers=2, reports=2, section="Fighting")
    toll = Event(
        "toll",
        "ASSAULT",
        None,
        "Attack in Odesa",
        (three.id, five.id, six.id, denied.id),
        "2025-03-11",
        place=three.place,
        speakers=2,
        reports=3,
        section="Fighting",
    )
    east = Event(
        "tula", "ASSAULT", "intercept", "Air defence in Tula region", (tula.id,), "2025-03-11", place=tula.place, speakers=1, reports=1, section="Fighting"
    )
    said = Event("vow", "REJECT", None, "Refusal: Olena Marchuk", (vow.id,), None, speakers=1, reports=1, section="Politics and diplomacy")
    launched = Conflict("raid", "how many launched (drone)", "differs", (account(down, down.figures[1], "ukraine"), account(forty, forty.figures[0], "russia")))
    killed = Conflict(
        "toll",
        "how many killed (person)",
        "updates",
        (
            account(three, three.figures[0], "ukraine", superseded=True),
            account(five, five.figures[0], "ukraine", superseded=True),
            account(six, six.figures[0], "ukraine"),
        ),
    )
    whole = Sum("raid", account(down, down.figures[1], "ukraine"), (account(down, down.figures[0], "ukraine"), account(lost, lost.figures[0], "ukraine")), 3.0)
    joined = Decision("d1", "join", down.id, forty.id, (("same night", 0.6), ("same weapon", 0.3)))
    return Linked((), (raid, toll, east, said), (launched, killed), (whole,), (joined,))


def made(path: Path) -> Path:
    """The record as a file."""
    with Store(path) as store:
        fill(store)
    return path
