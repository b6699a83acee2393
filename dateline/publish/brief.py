"""A day -> its brief: one event a bullet, the speaker named, every bullet linked to its words; as page, Markdown, plain text.

Order is the desk's sections, then most reported. A sentence is printed once, even where several events rest on it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from dateline.publish.accounts import differences
from dateline.publish.pages import Brief
from dateline.publish.parts import Bullet, Line
from dateline.publish.record import Record, capital, quoted
from dateline.publish.revised import changes_of
from dateline.records import Claim, Desk, Event
from dateline.store import listings, queries

BULLETS = 8  # a section, at most
LOOSE = "FIGURE"  # type of what gathers figures that belong to no event
LOOSE_BULLETS = 2  # of these a section, at most
LINES = 2  # a bullet, at most
CORRECTIONS = 12


class _Told(Struct):
    """What the bullets of a day have used up so far."""

    sentences: set[tuple[str, int]]
    withheld: int = 0
    left_out: int = 0


def brief(record: Record, day: str, bullets: int = BULLETS) -> Brief | None:
    """The brief of a day; None where nothing was told on it."""
    told_on = queries.events_told_on(record.store, day)
    documents = listings.documents_told_on(record.store, day)
    if not told_on and not documents:
        return None
    told = _Told(set())
    sections = _sections(record, day, told_on, told, bullets)
    previous, following = listings.neighbours(record.store, day)
    gone = record.once(listings.superseded)
    sources = record.source_cards(document for document in documents if document not in gone)
    fetched = sorted(source.fetched for source in sources if source.fetched)
    number = day_number(record.desk, day)
    return Brief(
        title(record, day), record.desk.title, day, number, sections, sources, told.withheld, told.left_out,
        previous, following, newest=fetched[-1] if fetched else "", oldest=fetched[0] if fetched else "",
        corrections=changes_of(record, documents, CORRECTIONS),
    )  # fmt: skip


def day_number(desk: Desk, day: str) -> int | None:
    """Days since the desk's first day; None where it does not count."""
    return (date.fromisoformat(day[:10]) - date.fromisoformat(desk.first_day)).days if desk.first_day else None


def title(record: Record, day: str) -> str:
    """ "List of key events, day 1,114 — Friday 14 March 2025"."""
    number = day_number(record.desk, day)
    long_day = record.strings.long_day(day)
    if number is None or number < 0:
        return record.strings("brief.title_plain", date=long_day)
    return record.strings("brief.title", number=record.strings.number(number), date=long_day)


def _sections(record: Record, day: str, told_on: list[tuple[Event, bool]], told: _Told, bullets: int) -> tuple[tuple[str, tuple[Bullet, ...]], ...]:
    names = [section.name for section in record.desk.sections]
    made: dict[str, list[Bullet]] = {name: [] for name in names}
    for event, carried in sorted(told_on, key=lambda pair: pair[0].type == LOOSE):
        filled = made.setdefault(event.section, [])
        loose = sum(bullet.event.type == LOOSE for bullet in filled)
        if len(filled) >= bullets or (event.type == LOOSE and loose >= LOOSE_BULLETS):
            told.left_out += 1
            continue
        bullet = _bullet(record, day, event, carried, told)
        if bullet is not None:
            filled.append(bullet)
    return tuple((name, tuple(filled)) for name, filled in made.items() if filled)


def _bullet(record: Record, day: str, event: Event, carried: bool, told: _Told) -> Bullet | None:
    claims = queries.claims_of_event(record.store, event.id)
    if not any(claim.event or any(figure.measure != "other" for figure in claim.figures) for claim in claims):
        return None
    gone = record.once(listings.superseded)
    today = [claim for claim in claims if (claim.published or "")[:10] == day and claim.document not in gone]
    lines, withheld = record.lines(_best_first(today), event.id)
    told.withheld += withheld
    chosen = _chosen(lines, told.sentences)
    if not chosen:
        return None
    told.sentences.update((line.document, line.start) for line in chosen)
    conflicts = queries.conflicts(record.store, event.id)
    differ = differences(record, conflicts, {claim.id: claim for claim in claims})
    return Bullet(record.event_card(event, len(differ)), chosen, differ, carried)


def _best_first(claims: Iterable[Claim]) -> list[Claim]:
    """Those that tell most, in the source's own words first; ties in reading order."""

    def rank(claim: Claim) -> tuple[object, ...]:
        filled = sum(part is not None for part in (claim.actor, claim.recipient, claim.place, claim.speaker, claim.time))
        return (claim.repeat, -(2 * min(len(claim.figures), 3) + filled), claim.end - claim.start, claim.document, claim.start, claim.id)

    return sorted((claim for claim in claims if claim.status != "hypothetical"), key=rank)


def _chosen(lines: Iterable[Line], used: set[tuple[str, int]]) -> tuple[Line, ...]:
    """The first line that is not used yet, and the first of another side."""
    fresh = [line for line in lines if (line.document, line.start) not in used]
    chosen: list[Line] = []
    for line in fresh:
        if all(line.side.id != other.side.id and line.text != other.text for other in chosen):
            chosen.append(line)
    return tuple(chosen[:LINES])


# ---- editions ----


def markdown(page: Brief, record: Record, base: str = "") -> str:
    """The brief as Markdown; addresses begin with `base`."""
    strings = record.strings
    parts = [f"# {_escaped(page.title)}", f"*{_escaped(page.desk)}*"]
    for name, bullets in page.sections:
        parts.append(f"## {_escaped(name)}")
        parts.append("\n".join(_markdown_bullet(bullet, record, base) for bullet in bullets))
    parts.append("---")
    parts.append("\n".join([_footer(page, record), "", *(f"- [{_escaped(s.title)}]({base}{s.href}), {_escaped(s.outlet)}" for s in page.sources)]))
    if page.corrections:
        told = (f"- [{_escaped(one.words.replace('->', '→'))}]({base}{one.href}): {_escaped(quoted(one.text))}" for one in page.corrections)
        parts.append("\n".join([f"{strings('event.corrections')}:", "", *told]))
    if page.left_out:
        parts.append(strings.count("brief.more", page.left_out))
    return "\n\n".join(parts) + "\n"


def _markdown_bullet(bullet: Bullet, record: Record, base: str) -> str:
    head = f"{record.strings('brief.update')} " if bullet.update else ""
    told = " ".join(
        f"{_escaped(_speaker(line, record))}: {_escaped(quoted(line.text))} ([{_escaped(line.outlet)}]({base}{line.href}))" for line in bullet.lines
    )
    differ = "".join(f" {_difference_line(bullet, n, record, escape=True)}" for n in range(len(bullet.differs)))
    return f"- {head}**[{_escaped(bullet.event.title)}]({base}{bullet.event.href})**. {told}{differ}"


def plain(page: Brief, record: Record, base: str = "") -> str:
    """The brief as plain text, wrapped for mail; addresses begin with `base`."""
    parts = [page.title, "=" * len(page.title), "", page.desk]
    for name, bullets in page.sections:
        parts += ["", name.upper(), ""]
        for bullet in bullets:
            parts += [*_plain_bullet(bullet, record, base), ""]
    parts += ["-" * 72, *_wrapped(_footer(page, record), ""), ""]
    for source in page.sources:
        parts += _wrapped(f"- {source.title} ({source.outlet}) {base}{source.href}", "  ")
    if page.corrections:
        parts += ["", *_wrapped(f"{record.strings('event.corrections')}:", "")]
    for one in page.corrections:
        parts += _wrapped(f"- {one.words.replace('->', '→')}: {quoted(one.text)}", "  ")
    return "\n".join(parts).rstrip() + "\n"


def _plain_bullet(bullet: Bullet, record: Record, base: str) -> list[str]:
    head = f"{record.strings('brief.update')} " if bullet.update else ""
    found = _wrapped(f"* {head}{bullet.event.title}", "  ")
    for line in bullet.lines:
        found += _wrapped(f"  {_speaker(line, record)}: {quoted(line.text)} ({line.outlet})", "  ")
        found.append(f"  {base}{line.href}")
    for number in range(len(bullet.differs)):
        found += _wrapped("  " + _difference_line(bullet, number, record, escape=False), "  ")
    return found


def _speaker(line: Line, record: Record) -> str:
    return capital(line.speaker) or f"{line.outlet}, {record.strings('brief.own_voice')}"


def _difference_line(bullet: Bullet, number: int, record: Record, *, escape: bool) -> str:
    difference = bullet.differs[number]
    question = record.strings.question(difference.question)
    answers = " / ".join(f"{answer.value} ({answer.speaker})" for answer in difference.answers)
    text = f"{record.strings('brief.differ')}: {answers} [{question}]."
    return _escaped(text) if escape else text


def _footer(page: Brief, record: Record) -> str:
    strings = record.strings
    withheld = strings.count("site.withheld", page.withheld) if page.withheld else strings("brief.withheld_none")
    return f"{strings.count('brief.sources', len(page.sources))}. {withheld}"


def _wrapped(text: str, indent: str, width: int = 72) -> list[str]:
    lines: list[str] = []
    words = text.split()
    current = text[: len(text) - len(text.lstrip())] + (words[0] if words else "")
    for word in words[1:]:
        if len(current) + 1 + len(word) > width:
            lines.append(current)
            current = indent + word
        else:
            current += f" {word}"
    return [*lines, current]


def _escaped(text: str) -> str:
    """Markdown marks taken literally."""
    return "".join("\\" + character if character in "\\`*_[]<>#|" else character for character in text)
