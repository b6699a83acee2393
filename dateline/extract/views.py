"""Annotation + Syntax -> View: what a phrase is, whose it is, and the mentions inside it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property

from dateline.extract.arguments import Clause
from dateline.extract.clauses import Syntax, syntax
from dateline.extract.phrases import Phrase
from dateline.extract.units import COMMA
from dateline.lexicons import table, terms
from dateline.records import Agent, Annotation, Mention, Place, Quantity, Weapon

AGENT, PLACE, WEAPON, QUANTITY, MONEY, TIME, OBJECT = "AGENT", "PLACE", "WEAPON", "QUANTITY", "MONEY", "TIME", "OBJECT"
COUNTED = {"person": "PEOPLE", "weapon": "WEAPON", "vehicle": "VEHICLE", "building": "SITE", "place": "GROUND", "money": "MONEY"}
ARMED = frozenset({"MIL", "REB", "PRM", "UAF"})  # sectors of those who bear arms
DOERS = ("er", "or", "ist", "man", "woman", "ee", "ian")  # endings of nouns for people


class View:
    """One sentence with its clauses, asked for phrases and the mentions in them."""

    def __init__(self, annotation: Annotation, text: str) -> None:
        self.annotation = annotation
        self.text = text
        self.tokens = annotation.tokens
        self.starts = [token.start for token in self.tokens]
        self.words = [token.text.lower() for token in self.tokens]
        self.stems = [token.lemma for token in self.tokens]
        self._spans: dict[str, list[tuple[int, int, Mention]]] = {}  # type -> first token, token after the last, mention
        self.inside: list[list[Mention]] = [[] for _ in self.tokens]
        people = [(m.start, m.end) for m in annotation.mentions if isinstance(m.value, Agent) and m.value.kind == "person"]
        for mention in annotation.mentions:
            if mention.type == WEAPON and any(start <= mention.start and mention.end <= end for start, end in people):
                continue  # a general called Fattah
            begin, end = self.token_span(mention.start, mention.end)
            self._spans.setdefault(mention.type, []).append((begin, end, mention))
            for i in range(begin, end):
                self.inside[i].append(mention)
        self._types: dict[int, frozenset[str]] = {}

    @cached_property
    def syntax(self) -> Syntax:
        """The clauses of the sentence, read when first asked for."""
        places = frozenset(i for mention in self.annotation.mentions if mention.type == PLACE for i in range(*self.token_span(mention.start, mention.end)))
        return syntax(self.annotation, places)

    @cached_property
    def phrases(self) -> list[Phrase]:
        """Noun phrases in reading order."""
        return self.syntax.phrases

    @cached_property
    def clauses(self) -> list[Clause]:
        """Clauses by the order of their verbs."""
        return self.syntax.clauses

    @cached_property
    def hosts(self) -> dict[int, int]:
        """Phrase -> the first clause that it is subject or object of, else the first that it is a prepositional phrase of."""
        found: dict[int, int] = {}
        for index, clause in enumerate(self.clauses):
            for phrase in (clause.subject, clause.object, clause.retained, clause.indirect):
                found.setdefault(phrase, index)
        for index, clause in enumerate(self.clauses):
            for _, phrase in clause.preps:
                found.setdefault(phrase, index)
        return found

    def within(self, first: int, last: int, kind: str) -> list[Mention]:
        """Mentions of a type that touch tokens first..last, in reading order."""
        found: dict[int, Mention] = {}
        for begin, end, mention in self._spans.get(kind, ()) if first < last else ():
            if begin < last and first < end:
                found.setdefault(mention.start, mention)
        return list(found.values())

    def is_counted(self, token: int) -> bool:
        """Whether a token stands in the words of a number, those before it included: [at least nine] people."""
        at = self.starts[token]
        values = (mention.value for _, _, mention in self._spans.get(QUANTITY, ()))
        return any(isinstance(value, Quantity) and value.words is not None and value.words.start <= at < value.words.end for value in values)

    def token_span(self, start: int, end: int) -> tuple[int, int]:
        """Tokens first..last that characters start..end cover."""
        first = bisect_right(self.starts, start) - 1
        if first < 0 or self.tokens[first].end <= start:
            first += 1
        last = bisect_left(self.starts, end)
        return (first, last) if last > first else (0, 0)

    def members(self, phrase: int) -> list[int]:
        """A phrase and those coordinated with it."""
        return [phrase, *self.phrases[phrase].joined] if phrase >= 0 else []

    def types(self, phrase: int) -> frozenset[str]:
        """Kinds of thing that the head of a phrase can be, as slots ask for them; empty for what is not known."""
        if phrase not in self._types:
            self._types[phrase] = self._read_types(phrase)
        return self._types[phrase]

    def names(self, phrase: int) -> tuple[str, str]:
        """Lemma and word of the head of a phrase."""
        return self.phrases[phrase].lemma, self.words[self.phrases[phrase].head]

    def stood_for(self, phrase: int) -> list[int]:
        """Phrases that a number or a measure of them stands for: a total of [206 rifles]."""
        this = self.phrases[phrase]
        if self.tokens[this.head].tag != "CD" and this.lemma not in terms("partitives"):
            return []
        return [other for other, follower in enumerate(self.phrases) if follower.left == phrase and follower.prep in {"of", "out of"}]

    def _read_types(self, phrase: int) -> frozenset[str]:
        this = self.phrases[phrase]
        head = self.tokens[this.head]
        if head.text[:1].isupper() and head.lemma in table("platforms"):
            return frozenset()
        word, things = self.words[this.head], table("things")
        found = {*things.get(word, "").split(","), *things.get(this.lemma, "").split(",")}
        for mention in self.inside[this.head]:
            found |= _mention_types(mention, head.end)
        for mention in self.within(this.first, this.last, MONEY):
            found |= _mention_types(mention, head.end)
        if head.tag.startswith("PRP") or this.lemma in {"rest", "remainder"} or word in {"those", "these", "others", "all", "both"}:
            found.add("PRONOUN")
        if head.tag == "CD" and self.tokens[this.first].lemma == "the":
            found.add("PRONOUN")  # "the two had met"
        if head.tag == "CD" and not found & {"WEAPON", "PEOPLE", "MONEY"}:
            found.add("NUMBER")
        for other in self.stood_for(phrase):
            found |= self.types(other)
        if head.tag == "NN" and not found - {""} and self._is_named(this):
            found.add("PEOPLE")
        if head.tag in {"NN", "NNS"} and not found - {""} and this.lemma.endswith(DOERS) and this.lemma not in terms("not_people"):
            found.add("PEOPLE")
        if head.tag in {"NNP", "NNPS"} and not found - {""}:
            found |= {"AGENT", "PLACE"}
        return frozenset(found - {""})

    def _is_named(self, phrase: Phrase) -> bool:
        """True for a noun with a person's name set off after it: the board's [chair], Ada Cruz, said."""
        units = self.syntax.units
        name = self.syntax.at.get(phrase.unit + 2, -1) if phrase.unit + 2 < len(units) and units[phrase.unit + 1].kind == COMMA else -1
        proper = name >= 0 and self.tokens[self.phrases[name].head].tag == "NNP"
        return proper and any(isinstance(m.value, Agent) and m.value.kind == "person" for m in self.inside[self.phrases[name].head])

    def occurs(self, clause: Clause) -> bool:
        """True where a clause tells whether, or with what end, its subject came about: the raid failed, took place."""
        lemma = clause.verb.lemma
        verb = f"{lemma} {self.phrases[clause.object].lemma}" if clause.object >= 0 else lemma
        return bool({lemma, verb} & terms("occurring")) or lemma in terms("result_verbs")

    def country(self, phrase: int) -> str | None:
        """Country of a phrase by the names in it, the head's first; None if they do not tell."""
        return next(iter(self.countries(phrase)), None)

    def countries(self, phrase: int) -> tuple[str, ...]:
        """Countries of a phrase: several where its head stands for agents of several; empty if its names do not tell."""
        this = self.phrases[phrase]
        order = [
            *(m for m in self.inside[this.head] if m.type != OBJECT),
            *self.within(this.first, this.head, AGENT),
            *self.within(this.first, this.head, PLACE),
        ]
        for mention in order:
            value = mention.value
            if isinstance(value, Agent) and value.countries:
                return value.countries
            if isinstance(value, Agent | Place) and value.country:
                return (value.country,)
        return next(((table("navies")[token.text],) for token in self.tokens[this.first : this.last] if token.text in table("navies")), ())

    def site_country(self, first: int, last: int) -> str | None:
        """Country in which an unnamed site is taken to lie; None if that is not known."""
        return next((m.value.country for m in self.within(first, last, OBJECT) if isinstance(m.value, Place) and m.value.country), None)

    def weapon(self, first: int, last: int, but: Sequence[tuple[int, int]] = ()) -> Weapon | None:
        """First weapon named by the tokens, air defence and the token ranges `but` apart."""
        for mention in self.within(first, last, WEAPON):
            at = self.token_span(mention.start, mention.end)[0]
            if isinstance(mention.value, Weapon) and mention.value.category != "air defence" and not any(a <= at < b for a, b in but):
                return mention.value
        return None

    def lemmas(self, first: int, last: int) -> list[str]:
        """Lemmas of the tokens."""
        return self.stems[first:last]


def _mention_types(mention: Mention, end: int) -> set[str]:
    """Slot types of a mention that covers a head."""
    value = mention.value
    if isinstance(value, Weapon):
        return {"WEAPON", "AIR DEFENCE"} if value.category == "air defence" else {"WEAPON"}
    if isinstance(value, Place):
        return {"PLACE"} if mention.type == PLACE else {"SITE"}
    if isinstance(value, Agent):
        if value.kind == "metonym":
            return {"AGENT", "PLACE"}
        armed = value.kind == "force" or (value.kind in {"group", "organisation"} and value.sector in ARMED)
        return {"AGENT", "FORCE"} if armed else {"AGENT", "PEOPLE"} if value.kind in {"nationality", "person", "people"} else {"AGENT"}
    if isinstance(value, Quantity):
        return {COUNTED[value.category]} if value.category in COUNTED and value.words is not None and value.words.end >= end else set()
    return set()
