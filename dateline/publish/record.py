"""A record as pages read it: lines that passed the gate, cards of events and sources, sides.

Law: ``line`` is the only maker of a ``Line``, and it asks the gate.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable
from pathlib import PurePath
from typing import Any, TypeVar
from urllib.parse import quote

from msgspec import structs

from dateline.publish import gate
from dateline.publish.parts import Answer, Chip, EventCard, Line, Party, SourceCard
from dateline.publish.sides import Sides
from dateline.publish.strings import Strings
from dateline.publish.values import value_of
from dateline.records import Account, Claim, Desk, Document, Event, Figure, Page, Role, Where
from dateline.store import Store, listings, queries

Answered = TypeVar("Answered")
KEPT = 256  # documents held in memory; they never change
QUOTE_WORDS = 25
FEEDING = frozenset({"headline", "standfirst", "paragraph", "bullet"})


class Record:
    """A store seen through a desk and a language."""

    def __init__(self, store: Store, desk: Desk, strings: Strings | None = None) -> None:
        self.store, self.desk = store, desk
        self.strings = strings or Strings()
        self.sides = Sides(desk)
        self._documents: OrderedDict[str, tuple[Document, Page]] = OrderedDict()
        self._answers: dict[Callable[[Store], Any], Any] = {}
        self._parties: dict[str, Party] = {}
        self._version: tuple[int, int] | None = None

    def document(self, identifier: str) -> tuple[Document, Page] | None:
        """A document with its segments; None where the record lacks it."""
        kept = self._documents.get(identifier)
        if kept is not None:
            self._documents.move_to_end(identifier)
            return kept
        found = queries.document(self.store, identifier)
        if found is not None:
            self._documents[identifier] = found
            if len(self._documents) > KEPT:
                self._documents.popitem(last=False)
        return found

    def counted(self) -> tuple[tuple[str, int], ...]:
        """How much the record holds, by name, in the order that pages show it."""
        counts = self.once(queries.counts)
        return tuple((name, getattr(counts, name)) for name in counts.__struct_fields__)

    def once(self, ask: Callable[[Store], Answered]) -> Answered:
        """What a question to the whole record answers, asked again only when the record has changed."""
        version = self.store.connection.execute("PRAGMA data_version").fetchone()[0], self.store.connection.total_changes
        if version != self._version:
            self._version = version
            self._answers.clear()
            self._parties.clear()
        if ask not in self._answers:
            self._answers[ask] = ask(self.store)
        answer: Answered = self._answers[ask]
        return answer

    # ---- lines ----

    def line(self, claim: Claim, event: str = "") -> Line | None:
        """The words a claim was read from; None where they or a part of the claim do not stand in the text."""
        found = self.document(claim.document)
        if found is None or not gate.is_verified(claim, found[0].text):
            return None
        document = found[0]
        return Line(
            claim.id,
            claim.document,
            claim.start,
            claim.end,
            collapsed(document.text[claim.start : claim.end]),
            document.publisher,
            words_address(claim.document, claim.start),
            speaker_of(claim),
            self.sides.of(claim.speaker, document.side),
            claim.status,
            shown=self._shown(claim),
            via=claim.via.text if claim.via else "",
            url=web_address(document.url),
            said=claim.published,
            event=event,
            type=type_of(claim),
            place=place_name(claim.place),
            chips=tuple(self.chip(figure) for figure in claim.figures),
            quote=claim.quote,
            revised=claim.document in self.once(listings.superseded),
            lang=document.language,
        )

    def _shown(self, claim: Claim) -> str:
        speaker = claim.speaker
        return self.once(listings.shown_names).get((speaker.entity or speaker.name).lower(), "") if speaker else ""

    def lines(self, claims: Iterable[Claim], event: str = "") -> tuple[tuple[Line, ...], int]:
        """The lines of claims, and how many were withheld."""
        made = [self.line(claim, event) for claim in claims]
        kept = tuple(line for line in made if line is not None)
        return kept, len(made) - len(kept)

    def chip(self, figure: Figure) -> Chip:
        """A figure in words."""
        return Chip(self.strings.figure(figure), figure.measure, figure.object, figure.low, figure.high, figure.op)

    def answer(self, account: Account, claim: Claim | None, question: str = "") -> Answer | None:
        """An account as a cell of a question shows it; None where its words do not stand in the text of its claim."""
        found = self.document(claim.document) if claim else None
        if claim is None or found is None or not gate.is_account_verified(account, found[0].text):
            return None
        document = found[0]
        return Answer(
            account.speaker or document.publisher,
            self.sides.by_id(account.side) if account.side else self.sides.of(claim.speaker, document.side),
            value_of(account, question, self.strings, self.sides),
            shortened(document.text[claim.start : claim.end], account.start - claim.start),
            document.publisher,
            words_address(claim.document, claim.start),
            claim.id,
            account.said or claim.published,
            account.superseded,
            topic_address("speaker", speaker_of(claim)) if claim.speaker else "",
        )

    # ---- cards ----

    def event_card(self, event: Event, differs: int = 0) -> EventCard:
        """An event as lists show it."""
        place = event.place
        where = ", ".join(dict.fromkeys(part for part in (place.name or place.text, place.within or "") if part)) if place else ""
        kind = f"{event.type}/{event.mode}" if event.mode else event.type
        return EventCard(
            event.id, f"/event/{event.id}", event.title or self.strings.type(kind), kind, event.day, event.until, where,
            (place.precision or "") if place else "", event.status, event.speakers, event.reports, event.section, differs,
        )  # fmt: skip

    def event_cards(self, events: Iterable[Event]) -> tuple[EventCard, ...]:
        """Events as lists show them, with the number of questions on which accounts differ; those of one title are told apart by day."""
        listed = list(events)
        counts = queries.conflict_counts(self.store, [event.id for event in listed])
        cards = [self.event_card(event, counts.get(event.id, 0)) for event in listed]
        days: dict[str, set[str | None]] = {}
        for card in cards:
            days.setdefault(card.title, set()).add(card.day)
        return tuple(self._dated(card) if len(days[card.title]) > 1 else card for card in cards)

    def _dated(self, card: EventCard) -> EventCard:
        return structs.replace(card, title=f"{card.title} ({self.strings.day(card.day)})")

    def source_cards(self, identifiers: Iterable[str]) -> tuple[SourceCard, ...]:
        """Documents as lists show them, newest first."""
        return tuple(self.source_card(row) for row in listings.listed(self.store, identifiers))

    def source_card(self, row: queries.Listed) -> SourceCard:
        """A listed document as lists show it."""
        address = web_address(row.page)
        name = row.page if address else PurePath(row.page).name
        outlet = row.outlet or row.source or name
        return SourceCard(
            row.id,
            f"/source/{row.id}",
            row.title or name,
            outlet,
            address,
            row.published or "",
            row.fetched,
            row.claims,
            row.revision,
        )

    def party_of(self, speaker: str) -> Party:
        """The side of a speaker known by name."""
        if speaker not in self._parties:
            claim = listings.speaker_claim(self.store, speaker)
            self._parties[speaker] = self.sides.of(claim.speaker if claim else None)
        return self._parties[speaker]

    def speakers_by_side(self) -> dict[str, tuple[str, ...]]:
        """Names of the speakers of each side, by id of the side."""
        return self.once(self._by_side)

    def _by_side(self, store: Store) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for name, claim in listings.speaker_claims(store):
            found.setdefault(self.sides.of(claim.speaker).id, []).append(name)
        return {side: tuple(names) for side, names in found.items()}


def speaker_of(claim: Claim) -> str:
    """Who is quoted; "" = the outlet in its own voice."""
    return (claim.speaker.name or claim.speaker.text) if claim.speaker else ""


def role_name(role: Role) -> str:
    """Canonical name of a role, else its words."""
    return role.name or role.text


def place_name(place: Where | None) -> str:
    """Canonical name of a place, else its words; "" = none."""
    return (place.name or place.text) if place else ""


def type_of(claim: Claim) -> str:
    """Type and mode of a claim: "ASSAULT/drone"; its kind where it has no type."""
    if claim.event is None:
        return claim.kind
    return f"{claim.event}/{claim.mode}" if claim.mode else claim.event


def words_address(document: str, start: int) -> str:
    """Address of words, highlighted in the page they were read from."""
    return f"/source/{document}#w{start}"


def topic_address(kind: str, name: str) -> str:
    """Address of the page of a speaker, place or tag."""
    return f"/{kind}/{quote(name, safe='/' if kind == 'tag' else '')}"


def web_address(url: str) -> str:
    """The address where it is one a reader can safely follow, else ""."""
    return url if url.startswith(("https://", "http://")) else ""


def capital(text: str) -> str:
    """The text with a capital at its start."""
    return text[:1].upper() + text[1:]


def quoted(text: str) -> str:
    """The words in quotation marks, unless they bring their own."""
    return text if text[:1] in '“"«„' or text[-1:] in '”"»' else f"“{text}”"


def collapsed(text: str) -> str:
    """White space as single spaces."""
    return " ".join(text.split())


def shortened(text: str, around: int) -> str:
    """At most 25 words of a sentence, those about an offset; the cut ends are marked."""
    words = text.split()
    if len(words) <= QUOTE_WORDS:
        return " ".join(words)
    before = len(text[: max(around, 0)].split())
    first = max(0, min(before - QUOTE_WORDS // 2, len(words) - QUOTE_WORDS))
    cut = " ".join(words[first : first + QUOTE_WORDS])
    return ("… " if first else "") + cut + (" …" if first + QUOTE_WORDS < len(words) else "")
