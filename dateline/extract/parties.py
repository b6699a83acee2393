"""A noun group -> the people it names: how many at least, who, and whether they come on top of those told before."""

from __future__ import annotations

import re

from msgspec import Struct

from dateline.extract.phrases import Phrase
from dateline.extract.views import AGENT, QUANTITY, View
from dateline.lexicons import table
from dateline.records import Agent, Quantity

REFLEXIVES = frozenset({"himself", "herself", "themselves", "myself", "itself"})
PLURAL_PRONOUNS = frozenset({"they", "them", "both", "all", "these", "those"})
SINGLE_PRONOUNS = frozenset({"he", "she", "him", "her"})
COUNTING = frozenset({"total", "number", "group", "couple", "pair", "trio", "handful", "dozen", "dozens", "score", "scores"})
WHOLES = COUNTING | {"family", "life", "lives", "body", "bodies"}
DEFINITE = frozenset({"the", "these", "those"})
POSSESSIVES = frozenset({"his", "her", "their", "its"})
NOBODY = frozenset({"no", "none", "nobody", "neither", "not", "any", "anyone", "nor"})
NOT_THIRD = frozenset({"it", "which", "that", "this", "what", "i", "me", "we", "us", "you", "myself", "yourself", "itself", "their", "his", "her", "its"})
OLDEST = 115
MORE = frozenset({"more", "further", "additional", "another"})
EXACT = frozenset({"couple", "pair", "trio", "quartet", "quintet", "twins", "triplets", "duo", "parents", "grandparents"})
TELLERS = frozenset({"police", "officials", "authorities", "investigators", "deputies", "detectives", "witnesses", "cops"})  # who say it
SHORT = 4  # letters of what is no name where all are capitals
ROUND = 50  # "more than 30" are 31 at least; of larger numbers nobody says so
CLOSERS = frozenset({",", ".", ";", ")", "—", "–"})
HUMAN = frozenset({"PEOPLE", "FORCE", "PRONOUN"})
_AGE = re.compile(r"(\d{1,3}|[a-z]+)-(?:(?:year|month|week|day)s?)-old", re.IGNORECASE)


class Party(Struct):
    """People named by one noun group: tokens first..last."""

    first: int
    last: int
    low: float
    op: str = "="
    note: str = ""
    nth: int = 0
    name: str = ""
    sex: str = ""
    age: int = 0
    proper: bool = False
    after_and: bool = False  # joined to the one before by a conjunction


def party_of(view: View, number: int) -> Party | None:
    """The people that one phrase names; None where it names no people, or nobody."""
    phrase = view.phrases[number]
    words = [token.text.lower() for token in view.tokens[phrase.first : phrase.last]]
    if words[0] in NOBODY or words[-1] in NOBODY or (len(words) == 1 and words[0] in TELLERS) or not _is_human(view, number, words):
        return None
    if words[-1] in WHOLES and phrase.last < len(view.tokens) and view.tokens[phrase.last].lemma == "of":
        return None
    low, op = number_of(view, number, words)
    further = [word for word, following in zip(words, [*words[1:], ""], strict=True) if word in table("further") and following != "than"]
    last = view.tokens[phrase.last - 1]
    party = Party(phrase.first, phrase.last, low, op, name=_name(view, number), sex=_sex(view, number), age=_age(view, words, phrase.last))
    party.proper = last.tag.startswith("NNP") and not view.types(number) & {"FORCE"} and words[-1] not in table("sexes") and words[-1] not in table("things")
    party.nth = max((int(table("further")[word]) for word in further), default=0)
    party.note = _note(view, number, words, bool(further))
    return party


def is_clear(view: View, number: int) -> bool:
    """True for people beyond doubt, not just a name of something."""
    return number >= 0 and (bool(view.types(number) & HUMAN) or view.tokens[view.phrases[number].head].text.lower() in table("sexes"))


def _is_human(view: View, number: int, words: list[str]) -> bool:
    phrase, head = view.phrases[number], words[view.phrases[number].head - view.phrases[number].first]
    types = view.types(number) | set(table("things").get(head.removesuffix("s"), "").split(","))
    if head in NOT_THIRD or (types & {"SITE", "WEAPON", "VEHICLE", "MONEY", "ACT", "EQUIPMENT"} and not types & {"PEOPLE", "FORCE"}):
        return False
    if types & {"PEOPLE", "NUMBER"} and _are_ages(view, phrase):
        return False
    if types & HUMAN or any(word in table("sexes") for word in words if word not in POSSESSIVES) or head in table("sexes") or _AGE.search(words[-1]):
        return True
    if view.tokens[phrase.head].tag == "CD":
        return "NUMBER" in types and not _is_age(view, phrase.head) and view.text[view.tokens[phrase.head].end :][:1] != "-"
    if "PLACE" in types and any(m.type == "PLACE" for m in view.inside[phrase.head]):
        return False
    if len(head) <= SHORT and view.tokens[phrase.head].text.isupper():
        return False
    return (
        view.tokens[phrase.head].tag == "NNP" and not head.endswith(".") and all(view.tokens[k].tag.startswith("NNP") for k in range(phrase.first, phrase.last))
    )


def _are_ages(view: View, phrase: Phrase) -> bool:
    """True for "two men, [20 and 31], were taken away"."""
    tokens = view.tokens[phrase.first : phrase.last]
    return len(tokens) > 1 and all(t.tag in {"CD", "CC"} or t.text == "," for t in tokens) and phrase.first > 0 and view.tokens[phrase.first - 1].text == ","


def _is_age(view: View, token: int) -> bool:
    """True for a number that tells how old: in commas, or read so."""
    if any(isinstance(m.value, Quantity) and m.value.kind == "age" for m in view.inside[token]):
        return True
    text, beside = view.tokens[token].text, view.tokens[token - 1].text if token else ""
    following = view.tokens[token + 1].text if token + 1 < len(view.tokens) else "."
    told = beside == "," or (token > 0 and view.tokens[token - 1].lemma == "be")
    return text.isdigit() and told and following in CLOSERS and 0 < int(text) < OLDEST


def number_of(view: View, number: int, words: list[str]) -> tuple[float, str]:
    """How many at least, and whether the words say so exactly."""
    phrase = view.phrases[number]
    for mention in view.within(phrase.first, phrase.last, QUANTITY):
        value = mention.value
        first, last = view.token_span(mention.start, mention.end)
        aged = first > phrase.first and view.tokens[first - 1].tag == "NNP"  # "Robert Hale 21"
        if aged or view.text[mention.end : mention.end + 1] == "-" or last <= first:
            continue
        if isinstance(value, Quantity) and value.kind == "count" and value.category in {"person", "", "other"} and value.low == int(value.low):
            low = abs(value.low)  # "-Six officers" in a list with dashes
            return low + (value.op == ">" and low < ROUND), ">=" if value.op in {">", ">="} else value.op
    told = [int(table("vague_numbers")[word]) for word in words if word in table("vague_numbers")]
    whole = words[-1] if words[-1] in table("collectives") else _whole_before(view, phrase)
    if told or whole in table("collectives"):
        return float(told[0] if told else int(table("collectives")[whole])), "=" if whole in EXACT else ">="
    head = view.tokens[phrase.head]
    if ("both" in words and head.tag not in {"NNP", "NN"}) or words[-1] == "themselves":
        return 2.0, "="
    plural = head.tag in {"NNS", "NNPS"} or words[-1] in PLURAL_PRONOUNS or head.lemma in {"people", "police"} or words[-1] in {"others", "them", "they"}
    return (2.0, ">=") if plural else (1.0, "=")


def _whole_before(view: View, phrase: Phrase) -> str:
    """The noun that says how many: [a number] of other suspects."""
    if phrase.prep != "of" or phrase.left < 0:
        return ""
    word = view.tokens[view.phrases[phrase.left].last - 1].text.lower()
    return word if word in COUNTING else ""


def _name(view: View, number: int) -> str:
    """A person's name without titles: the last proper words of the group."""
    phrase = view.phrases[number]
    if not view.tokens[phrase.head].tag.startswith("NNP") or view.tokens[phrase.head].text.lower() in table("things"):
        return ""
    people = [m for m in view.inside[phrase.head] if m.type == AGENT and isinstance(m.value, Agent) and m.value.kind == "person"]
    if people:
        return view.text[people[0].start : people[0].end]
    first = phrase.head
    while first > phrase.first and view.tokens[first - 1].tag == "NNP":
        first -= 1
    return view.text[view.tokens[first].start : view.tokens[phrase.head].end]


def _sex(view: View, number: int) -> str:
    phrase = view.phrases[number]
    sexes = table("sexes")
    words = [token.text.lower() for token in reversed(view.tokens[phrase.first : phrase.last]) if token.tag != "PRP$"]
    told = next((sexes[word] for word in words if word in sexes), "")
    name = _name(view, number).lower().split(" ") if not told else []
    return told or (table("first_names").get(name[0], "").replace("u", "") if len(name) > 1 else "")


def _age(view: View, words: list[str], last: int) -> int:
    """Years: "a 9-year-old boy", "Omar Said, 40"."""
    told = next((m.group(1) for word in words if "year" in word and (m := _AGE.match(word))), "")
    if told.isdigit():
        return int(told)
    if last + 1 < len(view.tokens) and view.tokens[last].text == "," and _is_age(view, last + 1) and view.tokens[last + 1].text.isdigit():
        return int(view.tokens[last + 1].text)
    return 0


def _note(view: View, number: int, words: list[str], further: bool) -> str:
    if words[-1] in REFLEXIVES:
        return "self"
    for other in view.phrases[number + 1 : number + 2]:
        if other.left == number and other.prep == "of" and words[-1] not in WHOLES:
            head = view.tokens[other.head].text.lower()
            if head in {"them", "whom", "which"} or view.tokens[other.first].text.lower() in DEFINITE:
                return "part"
    if further:
        if words[0] in {"the", "these", "those"} and not any(table("further").get(word, "0") != "0" for word in words):
            return "back"
        return "more" if set(words) & MORE and "than" not in words else "other"
    if words[-1] in PLURAL_PRONOUNS | SINGLE_PRONOUNS or words[0] == "both" or (words[0] in {"the", "these", "those"} and not _name(view, number)):
        return "back"
    return ""
