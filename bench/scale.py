"""What linking costs as a record grows: one more document, and the whole record anew, at sizes that differ tenfold.

The record grows in days, as real ones do: each day has the same number of attacks, each told by a few reports in other words.
Claims are made as extract would make them, of templates; nothing of it happened. Figures go to docs/scale.md as ratios.
"""

from __future__ import annotations

import random
import resource
import statistics
import time
from collections.abc import Iterator
from hashlib import sha1
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec import Struct

from dateline.calendar_days import shift
from dateline.config import load_desk
from dateline.pipeline import link_new, relink
from dateline.records import Claim, Document, Figure, Item, Match, Page, Passage, Role, Sentence, When, Where
from dateline.store import Store

SIZES = (10_000, 100_000)
CLAIMS_A_DAY = 1000
STORIES = 4  # attacks that one report tells of
TOWNS = 600
ADDED = 30  # documents linked one by one to measure one
FIRST_DAY = "2022-02-24"
TARGETS = ("a school", "a market", "a warehouse", "an apartment block", "a hospital", "a bus", "an oil depot", "a bridge", "a railway station", "a hotel")
SYLLABLES = ("ba", "dor", "ka", "lin", "mo", "ner", "po", "ril", "sa", "tov", "ush", "vel", "zy", "gra", "hin", "jel")
OFFICES = ("the governor", "the mayor", "the emergency service", "prosecutors", "the air force", "the defence ministry")
SAID = ("said", "reported", "told reporters", "wrote")
Read = tuple[Document, Page, list[Claim]]


class Attack(Struct, frozen=True):
    """What reports of one day tell of."""

    day: str
    town: str
    region: int
    target: str
    killed: int
    mode: str


class World:
    """Makes the days of an invented war; the same bytes each time."""

    def __init__(self) -> None:
        dice = random.Random(1914)
        self.towns = sorted({"".join(dice.choice(SYLLABLES) for _ in range(3)).title() for _ in range(TOWNS)})

    def day(self, number: int, further: int = 0) -> Iterator[Read]:
        """The reports of one day, and so many that come later."""
        dice = random.Random(number)
        day = shift(FIRST_DAY, number)
        attacks = [self._attack(dice, day) for _ in range(CLAIMS_A_DAY // 12)]
        for report in range(CLAIMS_A_DAY // (3 * STORIES) + further):
            yield self._report(dice, f"{day}-{report}", day, dice.sample(attacks, STORIES))

    def _attack(self, dice: random.Random, day: str) -> Attack:
        town = dice.randrange(len(self.towns))
        return Attack(day, self.towns[town], town // 25, dice.choice(TARGETS), dice.randint(1, 40), dice.choice(("drone", "heavy-weapons", "aerial")))

    def _report(self, dice: random.Random, name: str, day: str, attacks: list[Attack]) -> Read:
        text = f"Reports of {day}\n\n"
        claims: list[Claim] = []
        sentences: list[Sentence] = []
        for attack in attacks:
            means = {"drone": "drone", "heavy-weapons": "missile", "aerial": "plane"}[attack.mode]
            office = dice.choice(OFFICES)
            for words in (
                f"In {attack.town} {attack.target} was hit by a {means} on {attack.day}, {office} {dice.choice(SAID)}. ",
                f"{dice.randint(1, 999)} of {attack.town}: {attack.killed} people died, {office} {dice.choice(SAID)}. ",
            ):
                start = len(text)
                text += words
                sentences.append(Sentence(len(sentences), 1, 1, start, len(text) - 1, "paragraph"))
                claims += _claims(name, len(sentences) - 1, start, words, attack, office)
        page = Page(
            (Item(1, "article", "", 0, len(text), day),), (Passage(0, 1, "headline", 0, 18), Passage(1, 1, "paragraph", 20, len(text))), tuple(sentences)
        )
        return Document(name, text, name=name, outlet=f"Outlet {dice.randint(1, 40)}", published=day), page, claims


def _claims(document: str, sentence: int, start: int, words: str, attack: Attack, office: str) -> Iterator[Claim]:
    """The attack from the first sentence, the toll from the second, and a figure by itself now and then."""

    def at(part: str) -> tuple[int, int]:
        return start + words.index(part), start + words.index(part) + len(part)

    place = Where(
        attack.town, *at(attack.town), attack.town, f"g{attack.town}", f"Region {attack.region}", f"r{attack.region}", "UKR", None, None, "settlement"
    )
    speaker = Role(office, *at(office), "UKR", "GOV", office, f"ukr:{office}")
    spot = (document, 1, 1, sentence, start, start + len(words) - 1)
    if attack.target in words:
        when = When(attack.day, *at(attack.day), attack.day, attack.day, "day", "explicit")
        hit = Role(attack.target, *at(attack.target), "UKR")
        yield Claim(
            _identifier(document, sentence),
            *spot,
            "event",
            "ASSAULT",
            attack.mode,
            "claimed",
            Match("hit", "g"),
            None,
            hit,
            place,
            when,
            speaker,
            published=attack.day,
        )
        return
    toll = Figure(str(attack.killed), *at(f"{attack.killed} people"), "killed", "person", attack.killed, attack.killed)
    people = Role(f"{attack.killed} people", *at(f"{attack.killed} people"), "UKR")
    yield Claim(
        _identifier(document, sentence),
        *spot,
        "event",
        "ASSAULT",
        None,
        "claimed",
        Match("kill", "g"),
        None,
        people,
        place,
        None,
        speaker,
        published=attack.day,
        figures=(toll,),
    )
    yield Claim(_identifier(document, f"{sentence}f"), *spot, "statement", None, None, "claimed", Match("say", "g"), speaker=speaker, published=attack.day)


def _identifier(document: str, sentence: object) -> str:
    """An id whose first characters tell claims apart, as ids of real ones do."""
    return sha1(f"{document}.{sentence}".encode(), usedforsecurity=False).hexdigest()[:16]


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def size(path: Path, claims: int) -> dict[str, float]:
    """Costs at one size: seconds and megabytes of a whole relink, milliseconds to link one document more, on one core."""
    desk, world = load_desk("russia-ukraine"), World()
    days = claims // CLAIMS_A_DAY
    with Store(path) as store:
        for number in range(days):
            for document, page, made in world.day(number):
                store.save(document, page, made)
        start = time.process_time()
        relink(store, desk)
        whole = time.process_time() - start
        used = _megabytes()
        costs = []
        for document, page, made in list(world.day(days // 2, ADDED))[-ADDED:]:
            store.save(document, page, made)
            start = time.process_time()
            link_new(store, desk)
            costs.append(1000 * (time.process_time() - start))
        events = store.connection.execute("SELECT count(*) FROM events").fetchone()[0]
    return {
        "claims": float(claims),
        "events": float(events),
        "relink_seconds": round(whole, 1),
        "relink_microseconds_a_claim": round(1e6 * whole / claims, 1),
        "relink_megabytes": round(used, 1),
        "add_milliseconds": round(statistics.median(costs), 2),
        "add_slowest": round(max(costs), 2),
    }


def measure(sizes: tuple[int, ...] = SIZES) -> list[dict[str, float]]:
    """Costs at each size, smallest first; each in a file of its own."""
    found = []
    for claims in sizes:
        with TemporaryDirectory() as folder:
            found.append(size(Path(folder) / "scale.sqlite", claims))
    return found
