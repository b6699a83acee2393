"""Runs of capitals -> names of people, and the people of a document: full names, roles, countries, sexes.

Laws: a run is a name after a role or title, before a verb of saying, with a given name at its head, or where the tables know
its bearer; a surname alone is one only after its bearer was met in the document or in the tables.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from dateline import lexicons
from dateline.annotate import gazetteer
from dateline.annotate.gazetteer import key, skeleton
from dateline.annotate.surfaces import Surface

_PARTICLES = frozenset(
    ["al", "el", "bin", "bint", "ibn", "ben", "de", "da", "dos", "di", "del", "la", "le", "von", "van", "der", "den", "ter", "abu", "ould", "e", "du"]
)
_NO_PERSON = frozenset(
    ["the", "a", "an", "this", "operation", "in", "at", "near", "on", "over", "to", "into", "around", "of", "outside", "uss", "hms", "fs", "ins"]
)
_SLAVIC = (("enka", "enko"), ("anka", "enko"), ("kow", "kov"), ("row", "rov"), ("now", "nov"), ("off", "ov"), ("eff", "ev"))  # romanisations of one ending
_SERVANTS = frozenset(["abd", "abdul", "abdel", "abdal"])  # before a name of God: "Abdul Rahman"
_SUFFIXES = frozenset(["jr", "sr", "ii", "iii", "iv"])


@dataclass(slots=True)
class Person:
    """Somebody met in the document or known from the tables."""

    name: str
    country: str = ""
    sector: str = ""
    role: str = ""
    sex: str = ""
    is_named: bool = True  # False: only by role, "the ombudswoman"
    land: str = ""  # the country where words or tables tell it, not the scene

    @property
    def entity(self) -> str:
        return "person:" + person_key(self.name) if self.is_named else ""


@lru_cache(maxsize=100_000)
def surname(name: str) -> str:
    """Spelling-free key of the last name: Zelenskyy = Zelensky, al-Julani = al-Golani."""
    parts = [part for part in name.split() if key(part) not in _SUFFIXES]
    last = key(parts[-1]) if parts else key(name)
    last = last.rpartition(" ")[2] or last
    for written, plain in _SLAVIC:
        last = last.removesuffix(written) + plain if last.endswith(written) else last
    return skeleton(last)[1:].replace("g", "j")


@lru_cache(maxsize=100_000)
def person_key(name: str) -> str:
    """Surname without the colour of its vowels but the last, a stop, and the given names as far as they are told.

    >>> person_key("Osama bin Laden") == person_key("Usama bin Ladin"), person_key("Ihor Bondar") == person_key("Ivan Bondar")
    (True, False)
    """
    last = surname(name)
    last = last[:-1].replace("ai", "i").replace("i", "a").replace("aa", "a") + last[-1:]
    return f"{last}.{'-'.join(given_names(name))}"


@lru_cache(maxsize=100_000)
def given_names(name: str) -> tuple[str, ...]:
    """Spelling-free keys of the names before the last; an initial is one letter.

    >>> given_names("Oleksandr Syrskyi") == given_names("Aleksandr Syrsky"), given_names("J. Robert Oppenheimer")
    (True, ('j', 'rubart'))
    """
    words = [word for word in key(name).split() if word not in _SUFFIXES][:-1]
    told: list[str] = []
    for place, word in enumerate(words):
        if told and told[-1] in _SERVANTS and word not in _PARTICLES:
            told[-1] = "abdul" + word  # "Abdel Fattah" is one name
        elif word not in _PARTICLES or (place == len(words) - 1 and not told):
            told.append(word)
    return tuple(_given(word) for word in told)


def _given(word: str) -> str:
    if len(word) == 1:
        return word
    sound = skeleton(word)[1:]
    sound = "abdul" + sound[5:] if sound.startswith("abdal") and len(sound) > 6 else sound
    return _given_forms().get(sound, sound)


@cache
def _given_forms() -> dict[str, str]:
    """Spelling-free form of a given name -> that of the form that stands for it."""
    return {skeleton(form)[1:]: skeleton(plain)[1:] for form, plain in lexicons.table("given_forms").items()}


def may_be(one: str, other: str) -> bool:
    """Whether two names with one surname can be one person's: one tells no given name, or the first are alike, or one is the other's initial."""
    mine, theirs = given_names(bare(one))[:1], given_names(bare(other))[:1]
    if not mine or not theirs:
        return True
    return mine == theirs or (1 in (len(mine[0]), len(theirs[0])) and mine[0][0] == theirs[0][0])


def _short_key(name: str) -> str:
    """Key of the surname and the first given name."""
    return person_key(name).partition("-")[0]


def bare(name: str) -> str:
    """The name without particles before it: "von der Leyen" is Leyen."""
    parts = name.split()
    while len(parts) > 1 and parts[0].lower() in _PARTICLES:
        parts = parts[1:]
    return " ".join(parts)


def first_key(name: str) -> str:
    """Spelling-free key of the first name, by which some are called: "Abiy", "Xi", "Kim"."""
    return skeleton(key(name.split()[0]))[1:]


class NameReader:
    """Finds where a name of a person ends."""

    def __init__(self) -> None:
        self.given = lexicons.table("first_names")
        self.titles = lexicons.table("titles")
        self.nationalities = lexicons.table("nationalities")
        self.not_names = lexicons.terms("not_names")
        self.nouns = lexicons.table("place_nouns")
        self.taking = lexicons.terms("taking")  # verbs before places: "captured Zelenyi Yar"
        self.institutions = frozenset(word for term in lexicons.terms("institutions") for word in key(term).split()) - {"general", "daily", "press"}
        self.things = lexicons.terms("name_ends")
        self.cues = lexicons.terms("cues")
        self.never = frozenset([*self.not_names, *self.titles, *self.nationalities, *self.nouns, *self.institutions])
        self.common = gazetteer.load().ordinary
        self.figures: dict[str, Person] = {}
        self.figure_surnames: dict[str, Person | None] = {}
        self._figure_keys: dict[str, Person | None] = {}  # None where two share a key
        for name, (country, sector, role, full) in lexicons.parts("figures", 4):
            person = Person(full, country, sector, role, self.given.get(key(full.split()[0]), ""), land=country)
            self.figures[key(name)] = person
            last = surname(name)
            known = self.figure_surnames.get(last, person)
            self.figure_surnames[last] = person if known is not None and known.name == full else None
            short = _short_key(full)
            same = self._figure_keys.setdefault(short, person)
            if same is not None and same.name != full:
                self._figure_keys[short] = None

    def figure(self, name: str) -> Person | None:
        """Whom the tables know by a name or by another spelling of it; None where they know nobody, or two."""
        known = self.figures.get(key(name))
        if known is not None or " " not in name:
            return known
        return self._figure_keys.get(_short_key(name))

    def is_part(self, line: Surface, place: int) -> bool:
        """Whether the word can be a part of somebody's name."""
        if place >= len(line.tokens) or not line.caps[place]:
            return False
        text, word = line.tokens[place].text, line.keys[place]
        if word in self.never or not text[0].isalpha():
            return False
        if len(word) == 1 and "." in text:
            return True
        if place in line.opening and not line.tokens[place].tag.startswith("NN") and word not in self.given:
            return False
        if line.is_upper:
            return line.tokens[place].tag.startswith("NNP")
        return len(text) > 1 and not (text.isupper() and len(text) > 2 and "." not in text)

    def end(self, text: str, line: Surface, first: int, limit: int = 5) -> int:
        """End of the name that begins at a word, first itself where there is none."""
        if not self.is_part(line, first):
            return first
        place, end = first + 1, first + 1
        while place < len(line.tokens) and place - first < limit:
            gap = text[line.tokens[place - 1].end : line.tokens[place].start]
            if len(gap) > 2 or not gap.isspace():
                break
            if self.is_part(line, place) or line.keys[place] in _SUFFIXES:
                end = place + 1
            elif line.tokens[place].text not in _PARTICLES:
                break
            place += 1
        return end

    def is_name(self, line: Surface, first: int, last: int) -> bool:
        """Whether a run without role or title is a name: by its given name, the verb that follows, or "according to" before."""
        if key_of(line, first, last) in self.figures:
            return True
        keys = line.keys
        if last - first < 2 or self._is_thing(line, first, last):
            return False
        if keys[first] in self.given or (last - first > 2 and keys[first + 1] in self.given):
            return not line.is_title or keys[last - 1] not in self.given
        after = keys[last] if last < len(keys) else ""
        is_cue = last < len(keys) and line.tokens[last].tag.startswith("VB") and line.tokens[last].lemma in self.cues
        told = is_cue or keys[max(0, first - 2) : first] == ["according", "to"] or (after == "," and self._age(line, last))
        return (told or self._is_unknown(line, first, last)) and last - first <= 3 and not line.is_title

    def is_heard(self, line: Surface, place: int) -> bool:
        """Whether a word that no table has is who speaks: before or after a verb of saying, or after "according to"."""
        token = line.tokens[place]
        if token.tag != "NNP" or line.keys[place] in self.common or len(token.text) < 4 or token.text.isupper() or line.is_title:
            return False
        after = line.tokens[place + 1] if place + 1 < len(line.tokens) else None
        if after is not None and after.tag in ("VBD", "VBZ") and after.lemma in self.cues:
            return True
        before = line.tokens[place - 1] if place else None
        is_cue = before is not None and ((before.tag == "VBD" and before.lemma in self.cues) or line.keys[place - 2 : place] == ["according", "to"])
        return is_cue and (after is None or after.text in (".", ",", ";"))

    def _is_unknown(self, line: Surface, first: int, last: int) -> bool:
        """Whether a run is proper nouns that no table has, without an article before or a noun behind."""
        if line.is_upper or first in line.opening or line.keys[first - 1] in _NO_PERSON or line.tokens[first - 1].text.lower() in self.taking:
            return False
        if last < len(line.keys) and (line.tokens[last].tag.startswith("NN") or line.keys[last] in ("and", "of", "for")):
            return False
        return all(line.tokens[place].tag == "NNP" for place in range(first, last)) and not any(key in self.common for key in line.keys[first:last])

    def _age(self, line: Surface, comma: int) -> bool:
        """Whether an age, or the, a and a role follow the comma."""
        after = line.keys[comma + 1 : comma + 2]
        return bool(after) and ((after[0].isdigit() and len(after[0]) == 2) or after[0] in ("who", "whose"))

    def _is_thing(self, line: Surface, first: int, last: int) -> bool:
        """Whether the last word names an institution or a place: "Karen State", "Nasser Hospital"."""
        word = line.keys[last - 1]
        return word in self.nouns or word in self.institutions or word in self.things


def key_of(line: Surface, first: int, last: int) -> str:
    """The key of words first..last."""
    return " ".join(line.keys[first:last])
