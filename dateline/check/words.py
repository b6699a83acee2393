"""Annotation -> Words: the words of a sentence that carry content, in forms that can be compared.

A word has a key (its stem), the synonym groups of its lemma, and a number where it is one. Function words are left out;
negations and pronouns are kept, because a retelling may be wrong in them alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from dateline import lexicons
from dateline.records import Agent, Annotation, Place, Token

_PLAIN_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?$")
_LEADING_NUMBER = re.compile(r"(\d[\d,]*(?:\.\d+)?)")
_SUFFIXED = {"m": 1e6, "mn": 1e6, "bn": 1e9, "b": 1e9, "k": 1e3, "tn": 1e12}
_SUFFIXES = (
    "isations", "izations", "isation", "ization", "ational", "fulness", "iveness", "ations", "ation", "ments", "ment", "ingly", "ities",
    "ising", "izing", "ised", "ized", "ises", "izes", "ings", "ness", "ions", "edly", "ally", "ying", "ing", "ion", "ers", "ors", "ies",
    "ied", "ise", "ize", "ity", "est", "ed", "er", "or", "es", "ly", "al", "s", "e", "y",
)  # fmt: skip


class Word(Struct, frozen=True, gc=False, array_like=True):
    """A content word: characters start..end of the text it stands in."""

    start: int
    end: int
    text: str
    key: str  # stem, lower case
    kind: str  # word | name | number | pronoun | negation
    groups: tuple[str, ...] = ()  # synonym groups of the lemma
    value: float | None = None  # of a number
    order: int = 0  # index of its token in the sentence
    lemma: str = ""


class Vocabulary:
    """What is known of single words: function words, number words, pronouns, negations, synonyms, antonyms."""

    def __init__(self) -> None:
        kinds = lexicons.table("check_words")
        self.light = frozenset(term for term, kind in kinds.items() if kind == "light")
        self.pale = frozenset(term for term, kind in kinds.items() if kind == "pale")
        self.pronouns = {term: kind.removeprefix("pronoun ") for term, kind in kinds.items() if kind.startswith("pronoun ")}
        self.negations = frozenset(term for term, kind in kinds.items() if kind == "negation")
        self.numbers: Mapping[str, float] = {term: float(kind.removeprefix("number ")) for term, kind in kinds.items() if kind.startswith("number ")}
        self.scales: Mapping[str, float] = {term: float(kind.removeprefix("scale ")) for term, kind in kinds.items() if kind.startswith("scale ")}
        self.deeds = frozenset(term for term, kind in kinds.items() if kind == "deed")
        self.days = frozenset(term for term, kind in kinds.items() if kind == "day")
        self.months = frozenset(term for term, kind in kinds.items() if kind == "month")
        self.base_forms = {term: kind.removeprefix("form ") for term, kind in kinds.items() if kind.startswith("form ")}
        self.synonyms = {term: tuple(groups.split()) for term, groups in lexicons.table("synonyms").items()}
        self.counted = lexicons.table("counted")
        self.antonyms = {term: frozenset(words.split()) for term, words in lexicons.table("antonyms").items()}
        self.converses = _both_ways((term, _verb_of(turn)) for term, turns in lexicons.rows("converses") for turn in turns.split(";"))
        self.peoples = {term: code for name in ("nationalities", "capitals") for term, code in lexicons.table(name).items() if len(code) == 3}
        self._phrases = _first_words(self.synonyms)
        self._stemmed = _stemmed(self.synonyms)
        self._memory: dict[str, tuple[str, tuple[str, ...]]] = {}

    def words(self, annotation: Annotation) -> tuple[Word, ...]:
        """Content words of the sentence in reading order."""
        parties = _parties(annotation)
        words = [self._of_people(word, annotation.tokens) for word in self._words(annotation.tokens)]
        if not parties:
            return tuple(words)
        return tuple(_with_country(word, parties) for word in words)

    def _of_people(self, word: Word, tokens: tuple[Token, ...]) -> Word:
        """A nationality or capital with its country, wherever it stands but after a preposition of place."""
        code = self.peoples.get(word.text.lower()) if word.text[0].isupper() else None
        if code is None or (word.order and tokens[word.order - 1].lemma in _PLACED):
            return word
        return replace(word, kind="name", groups=(*word.groups, f"of {code}"))

    def _words(self, tokens: tuple[Token, ...]) -> list[Word]:
        found: list[Word] = []
        for order, token in enumerate(tokens):
            word = self._word(token, order, tokens)
            if word is not None:
                found.append(word)
        return _scaled(found, self)

    def _word(self, token: Token, order: int, tokens: tuple[Token, ...]) -> Word | None:
        lower = token.text.lower().replace("’", "'")
        if lower in self.negations:
            return Word(token.start, token.end, token.text, "not", "negation", order=order)
        if lower in self.pronouns:
            return Word(token.start, token.end, token.text, lower, "pronoun", (self.pronouns[lower],), order=order)
        if not lower[0].isalnum() or lower in self.light or token.tag == "MD":
            return None
        value = self.value(lower)
        if value is not None:
            return Word(token.start, token.end, token.text, f"#{value:g}", "number", value=value, order=order, lemma=lower)
        lemma = self.base_forms.get(lower) or token.lemma or lower
        if lemma in self.light:
            return None
        named = token.text[0].isupper() and (token.tag.startswith("NNP") or is_inside(order, tokens) or (len(token.text) > 1 and token.text.isupper()))
        key, groups = self.key(lemma)
        phrase = self._phrases.get(lemma)
        if phrase:
            following = " ".join(other.text.lower() for other in tokens[order + 1 : order + 3])
            told = tuple(group for rest, found in phrase if following.startswith(rest) for group in found)
            groups = told if told and token.tag.startswith("V") else groups + told  # "shot down" is not shot
        return Word(token.start, token.end, token.text, key, "name" if named else "word", groups, order=order, lemma=lemma)

    def key(self, lemma: str) -> tuple[str, tuple[str, ...]]:
        """Stem and synonym groups of a lemma."""
        known = self._memory.get(lemma)
        if known is None:
            short = stem(lemma)
            groups = self.synonyms.get(lemma) or self._of_gerund(lemma) or self._stemmed.get(short) or ()
            if lemma in self.counted:
                groups = (*groups, f"is {self.counted[lemma]}")
            known = self._memory[lemma] = (short, groups)
        return known

    def _of_gerund(self, lemma: str) -> tuple[str, ...]:
        """Groups of the verb that "shelling" or "seizing" is made from."""
        if not lemma.endswith("ing") or len(lemma) < 6:
            return ()
        base = lemma[:-3]
        return next((groups for form in (base, base + "e", base[:-1]) if (groups := self.synonyms.get(form))), ())

    def value(self, lower: str) -> float | None:
        """A number in digits or one word."""
        known = self.numbers.get(lower)
        if known is not None:
            return known
        if _PLAIN_NUMBER.match(lower):
            return float(lower.replace(",", ""))
        if "-" in lower:
            head, _, tail = lower.partition("-")
            tens, ones = self.numbers.get(head), self.numbers.get(tail)
            if tens is not None and tens >= 20 and (ones or 1) < 10 and (ones is not None or tail == "one"):
                return tens + (ones or 1)
        match = _LEADING_NUMBER.match(lower)
        if match:
            return float(match[1].replace(",", "")) * _SUFFIXED.get(lower[match.end() :], 1.0)
        return None

    def opposed(self, one: str, other: str, groups: tuple[str, ...] = ()) -> bool:
        """Lemmas, one of them perhaps given by what it is a synonym of, that cannot both be true of one happening."""
        against = self.antonyms.get(one, frozenset())
        return other in against or (" " in other and not against.isdisjoint(groups))

    def are_converse(self, one: str, other: str) -> bool:
        """True for "win" and "lose": both hold of one happening, of different parties."""
        return other in self.converses.get(one, ())


_PLACED = frozenset({"in", "on", "at", "near", "over", "outside", "around", "from", "to", "into", "of"})
_DOZEN = 12.0
_BODIES = frozenset({"ministry", "force"})
_OWNED = _BODIES | {"person", "role"}
_OWNING = frozenset({"'s", "’s"})
_OPENERS = frozenset({".", "“", "‘", '"', "'", ":", "?", "!", "•", "-", "–", "—"})


def _parties(annotation: Annotation) -> list[tuple[int, int, str]]:
    """(start, end, country) of nationalities, countries and what stands for a government."""
    found = []
    for mention in annotation.mentions:
        value = mention.value
        stands = isinstance(value, Agent) and value.kind in ("nationality", "metonym", "people")
        if isinstance(value, (Agent, Place)) and value.country and (stands or (isinstance(value, Place) and value.precision == "country")):
            found.append((mention.start, mention.end, value.country))
        elif isinstance(value, Agent) and value.country and value.kind in _OWNED:
            owner = next((token for token in annotation.tokens if token.start >= mention.start and token.text in _OWNING), None)
            if owner is not None and owner.end <= mention.end and (value.kind in _BODIES or _is_named(value.country, mention.start, owner.start, annotation)):
                found.append((mention.start, owner.start, value.country))  # "Russia" of "Russia's foreign ministry"
    return found


def _is_named(country: str, start: int, end: int, annotation: Annotation) -> bool:
    """True for "Chile" of "Chile's president"."""
    words = " ".join(token.text for token in annotation.tokens if start <= token.start < end)
    return words.removeprefix("the ").removeprefix("The ") == lexicons.countries().get(country)


def _with_country(word: Word, parties: list[tuple[int, int, str]]) -> Word:
    if word.kind not in ("word", "name") or not word.text[0].isupper():
        return word
    country = next((country for start, end, country in parties if start <= word.start < end), None)
    if country is None or f"of {country}" in word.groups:
        return word
    return replace(word, kind="name", groups=(*word.groups, f"of {country}"))


def _verb_of(turn: str) -> str:
    """The verb of a row of converses, before its roles."""
    return " ".join(cell for cell in turn.split(" ") if "<" not in cell)


def _both_ways(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for one, other in pairs:
        found[one] = (*found.get(one, ()), other)
        found[other] = (*found.get(other, ()), one)
    return found


def is_inside(order: int, tokens: tuple[Token, ...]) -> bool:
    """True for a token that does not open a sentence or quotation: its capital then tells."""
    return order > 0 and tokens[order - 1].text not in _OPENERS


def stem(lemma: str) -> str:
    """A lemma without its endings; at least three letters stay.

    >>> stem("retaliation") == stem("retaliate")
    True
    """
    word = lemma
    for _ in range(2):
        for suffix in _SUFFIXES:
            if word.endswith(suffix) and len(word) - len(suffix) >= 4:
                word = word[: -len(suffix)]
                break
        else:
            break
    if len(word) > 4 and word[-1] == word[-2]:
        word = word[:-1]
    return word


def _first_words(synonyms: Mapping[str, tuple[str, ...]]) -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    phrases: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for term, groups in synonyms.items():
        first, _, rest = term.partition(" ")
        if rest:
            phrases.setdefault(first, []).append((rest, groups))
    return phrases


def _stemmed(synonyms: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    by_stem: dict[str, tuple[str, ...]] = {}
    for term, groups in synonyms.items():
        if " " not in term and len(term) > 4:
            by_stem[stem(term)] = by_stem.get(stem(term), ()) + groups
    return by_stem


def _scaled(words: list[Word], vocabulary: Vocabulary) -> list[Word]:
    """Numbers joined with the scale word that follows ("2.5 million")."""
    found: list[Word] = []
    for word in words:
        scale = vocabulary.scales.get(word.text.lower()) or (_DOZEN if word.lemma == "dozen" else None)
        last = found[-1] if found else None
        if scale is not None and last is not None and last.value is not None and word.order - last.order <= 1:
            value = last.value * scale
            found[-1] = Word(last.start, word.end, f"{last.text} {word.text}", f"#{value:g}", "number", value=value, order=last.order, lemma=last.lemma)
        else:
            found.append(word)
    return found
