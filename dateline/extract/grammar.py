"""Codebook and rule files -> Grammar: loaded, validated, indexed by trigger.

A rule names an event, the words that trigger it, and which slot of the clause is which role:

    [[rule]]
    name     = "shoot-down"            # unique over all files
    event    = "ASSAULT/intercept"     # type, type/mode, or type/* where the weapon of the clause tells the mode
    triggers = ["shoot down", "down"]  # verbs, as lemmas; "be open to" and "come under attack" may be several words
    nouns    = ["interception"]        # nouns that name the event
    subject  = { role = "actor", types = ["ACTOR"] }
    object   = { role = "recipient", types = ["WEAPON"], measure = "intercepted", need = true }
    indirect = { role = "recipient" }  # the first of two objects: "gave [Mali] two jets"
    clause   = { events = ["AID"] }    # a complement that must be such an event; the claim takes its roles from it
    prep     = { "on|against" = { role = "recipient" } }
    harm     = true                    # a result: it joins the event of its clause that caused it
    count    = "attacks"               # measure of a number before the noun itself: "[200] assaults"
    owned    = true                    # whose noun it is suffered it: "the mayor's [arrest]"
    without  = ["heart"]               # words of the noun group that speak against it: "heart attack"
    status   = "planned"               # where the words themselves tell
    root     = "COERCE"                # type in the first version of PLOVER, where that differs
    voice    = "passive"               # only so; "" = either
    negated  = true                    # the words tell of it only with "not": "did not reach"

A slot fits when the phrase there has one of its types (`[types]` of the codebook; none = any), its head is one of
`words` if given and none of `but`. A slot that is not filled does not matter unless `need`; one with `never` that is
filled so speaks against the rule. A preposition that does not fit is left out, another slot that does not fit fails.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec import Struct

from dateline.errors import GrammarError
from dateline.lexicons import DATA
from dateline.records import Claim

Read = TypeVar("Read")


class Kind(Struct, frozen=True, forbid_unknown_fields=True):
    """An event type of the codebook."""

    name: str
    quad: int
    means: str
    acled: str = ""
    intended: str = ""  # PLOVER type of the act where it is only meant to happen
    refused: str = ""  # and where it is said not to happen
    speech: bool = False  # an act done by speaking: who does it is who says it
    modes: dict[str, str] = {}
    mode_acled: dict[str, str] = {}


class Codebook(Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """The closed lists."""

    kinds: tuple[str, ...]
    statuses: tuple[str, ...]
    ops: tuple[str, ...]
    precisions: tuple[str, ...]
    roles: tuple[str, ...]
    types: dict[str, tuple[str, ...]]
    weapons: dict[str, str]
    measures: dict[str, str]
    event: tuple[Kind, ...]

    def kind(self, name: str) -> Kind | None:
        """The event type of that name."""
        return self._kinds.get(name)

    @cached_property
    def _kinds(self) -> dict[str, Kind]:
        return {kind.name: kind for kind in self.event}

    def plover(self, event: str | None, status: str) -> str | None:
        """The type that PLOVER gives an event with this status: it has no statuses, an intended act is another type there."""
        kind = self.kind(event or "")
        if kind is None:
            return None
        return {"planned": kind.intended, "threatened": kind.intended, "denied": kind.refused}.get(status) or kind.name

    def acled(self, event: str | None, mode: str | None) -> str | None:
        """ACLED sub-type of a type and mode; None where ACLED has none."""
        kind = self.kind(event or "")
        return (kind.mode_acled.get(mode or "") or kind.acled or None) if kind else None


class Slot(Struct, frozen=True, forbid_unknown_fields=True):
    """What may stand in one place of the clause, and what it means."""

    role: str = ""
    types: tuple[str, ...] = ()
    measure: str = ""
    words: tuple[str, ...] = ()
    but: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    need: bool = False
    never: bool = False


class Rule(Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """One way in which words tell of an event."""

    name: str
    event: str
    triggers: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    subject: Slot | None = None
    object: Slot | None = None
    indirect: Slot | None = None
    clause: Slot | None = None
    prep: dict[str, Slot] = {}
    harm: bool = False
    count: str = ""
    owned: bool = False
    without: tuple[str, ...] = ()
    status: str = ""
    root: str = ""
    voice: str = ""
    negated: bool = False
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    todo: tuple[str, ...] = ()
    file: str = ""

    @property
    def type(self) -> str:
        """Event type."""
        return self.event.partition("/")[0]

    @property
    def mode(self) -> str | None:
        """Mode; None where there is none or the weapon tells it."""
        mode = self.event.partition("/")[2]
        return mode if mode and mode != "*" else None

    @property
    def by_weapon(self) -> bool:
        """True where the weapon of the clause tells the mode."""
        return self.event.endswith("/*")

    def slots(self) -> tuple[tuple[str, Slot], ...]:
        """(name, slot) of those given, prepositions last."""
        return self._slots

    @cached_property
    def _slots(self) -> tuple[tuple[str, Slot], ...]:
        own = [(name, slot) for name in ("subject", "object", "indirect", "clause") if (slot := getattr(self, name)) is not None]
        return (*own, *self.prep.items())


class _RuleFile(Struct, frozen=True, forbid_unknown_fields=True):
    rule: tuple[Rule, ...]


Index = dict[str, tuple[tuple[tuple[str, ...], Rule], ...]]  # first (verbs) or last (nouns) word -> (words, rule)


class Grammar(Struct, frozen=True):
    """Rules indexed by trigger, with the codebook they speak."""

    codebook: Codebook
    rules: tuple[Rule, ...]
    verbs: Index
    nouns: Index
    fits: dict[str, frozenset[str]]  # slot type -> phrase types
    digest: str

    def plover(self, claim: Claim) -> str | None:
        """Type of a claim in the first version of PLOVER, which has no statuses and draws some lines elsewhere; None for no event."""
        root = next((rule.root for rule in self.rules if rule.name == claim.match.rule and rule.root), "")
        return root if root and claim.status not in {"planned", "threatened", "denied"} else self.codebook.plover(claim.event, claim.status)


def codebook(path: Path = DATA / "codebook.toml") -> Codebook:
    """The codebook.

    Raises:
        GrammarError: not TOML, or a field is unknown or of a wrong type; says which.
    """
    return _decoded(path.read_bytes(), Codebook, path.name)


def grammar(language: str = "en") -> Grammar:
    """All rule files of a language, validated.

    Raises:
        GrammarError: with file and rule, for anything the laws forbid.
    """
    book = codebook()
    rules: list[Rule] = []
    seen = hashlib.sha256((DATA / "codebook.toml").read_bytes())
    for path in sorted((DATA / language / "rules").glob("*.toml")):
        content = path.read_bytes()
        seen.update(content)
        rules += [msgspec.structs.replace(rule, file=path.stem) for rule in _decoded(content, _RuleFile, path.name).rule]
    return compiled(book, rules, seen.hexdigest()[:12])


def compiled(book: Codebook, rules: Iterable[Rule], digest: str = "") -> Grammar:
    """A Grammar of these rules, validated against the codebook."""
    kept = tuple(rules)
    names: dict[str, str] = {}
    for rule in kept:
        _validate(rule, book)
        if rule.name in names:
            raise GrammarError(f"the name is also used in {names[rule.name]}.toml", _where(rule), "Give each rule its own name.")
        names[rule.name] = rule.file
    fits = {name: frozenset((*below, name)) for name, below in book.types.items()}
    verbs = _index(((trigger, rule) for rule in kept for trigger in rule.triggers), first=True)
    nouns = _index(((noun, rule) for rule in kept for noun in rule.nouns), first=False)
    return Grammar(book, kept, verbs, nouns, fits, digest)


def _decoded(content: bytes, kind: type[Read], name: str) -> Read:
    try:
        return msgspec.toml.decode(content, type=kind)
    except (msgspec.DecodeError, ValueError) as fault:
        raise GrammarError(str(fault), name, "See docs/rules.md for the keys of a rule.") from fault


def _index(entries: Iterable[tuple[str, Rule]], *, first: bool) -> Index:
    found: dict[str, list[tuple[tuple[str, ...], Rule]]] = {}
    for words, rule in entries:
        parts = tuple(words.split())
        found.setdefault(parts[0] if first else parts[-1], []).append((parts, rule))
    return {key: tuple(sorted(row, key=lambda entry: (-len(entry[0]), entry[1].name))) for key, row in found.items()}


def _where(rule: Rule) -> str:
    return f"{rule.file}.toml: {rule.name}"


def _validate(rule: Rule, book: Codebook) -> None:
    """Raise where a rule names what the codebook does not know."""
    kind = book.kind(rule.type)
    if kind is None:
        raise GrammarError(f"no event type {rule.type}", _where(rule), "The codebook lists the event types.")
    if rule.mode and rule.mode not in kind.modes:
        raise GrammarError(f"{rule.type} has no mode {rule.mode}", _where(rule), f"It has: {', '.join(kind.modes)}.")
    if rule.status and rule.status not in book.statuses:
        raise GrammarError(f"no status {rule.status}", _where(rule), f"It is one of: {', '.join(book.statuses)}.")
    if rule.root and book.kind(rule.root) is None:
        raise GrammarError(f"no event type {rule.root}", _where(rule), "The codebook lists the event types.")
    if rule.count and rule.count not in book.measures:
        raise GrammarError(f"no measure {rule.count}", _where(rule), "The codebook lists the measures.")
    if not rule.triggers and not rule.nouns:
        raise GrammarError("neither triggers nor nouns", _where(rule), "Name the words that tell of the event.")
    for name, slot in rule.slots():
        _validate_slot(rule, name, slot, book)


def _validate_slot(rule: Rule, name: str, slot: Slot, book: Codebook) -> None:
    """Raise where a slot names a role, type, measure or event that does not exist."""
    known = {below for types in book.types.values() for below in types} | set(book.types)
    faults = [f"no role {slot.role}"] if slot.role and slot.role not in book.roles else []
    faults += [f"no type {type_}" for type_ in slot.types if type_ not in known]
    faults += [f"no measure {slot.measure}"] if slot.measure and slot.measure not in book.measures else []
    faults += [f"no event type {event}" for event in slot.events if book.kind(event) is None]
    if faults:
        raise GrammarError(f"{faults[0]} in slot {name}", _where(rule), "The codebook lists roles, types, measures and events.")
