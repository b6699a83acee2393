"""Word form -> what it can be: Penn Treebank tags with lemmas, from the table or from its shape.

The table (``data/en/tags.tsv``) is built by tools/build_tags.py. A form that it lacks is read by its shape: digits,
capitals, hyphens, prefix, suffix.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from dateline.lexicons import pairs

_INVISIBLE = re.compile("[\u00ad\u0300-\u036f\u200b-\u200f\u2060\ufeff]")
_NUMBER = re.compile(r"\d+(?:[.,:/]\d+)*(?:-\d+(?:[.,]\d+)*)*")
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)", re.IGNORECASE)
_ADJECTIVE = ("able", "ible", "al", "ous", "ful", "less", "ive", "ic", "ary", "ish", "ian", "ese", "like", "proof", "esque")
_PLURAL_OF = (("ies", "y"), ("ves", "f"), ("es", "e"), ("es", ""), ("s", ""))
_WHOLE_PREFIXES = ("counter", "over", "under", "out", "super", "re", "un", "mis", "dis", "non", "pre", "co", "de", "ex", "sub", "inter", "micro", "cyber")
_DESCRIBING = ("anti", "pro", "pre", "post", "multi", "mid", "non", "long", "short", "high", "low", "full", "all", "well", "ill", "inter", "intra", "trans")

_OWN_RULES = frozenset(
    [
        "that",
        "her",
        "there",
        "about",
        "around",
        "before",
        "after",
        "since",
        "outside",
        "inside",
        "like",
        "may",
        "had",
        "have",
        "do",
        "no",
        "'s",
        "’s",
        "‘s",
        "'d",
        "’d",
        "'",
        "’",
        '"',
        "''",
    ]
)  # words that have a rule of their own in context


_KEPT = 100_000  # forms


class Form(NamedTuple):
    """A word form: its most likely tag and lemma, and every tag -> lemma where there are several."""

    tag: str
    lemma: str
    choices: Mapping[str, str] | None = None
    rule: str = ""  # which rule of context chooses


class Forms(dict[str, Form]):
    """Form -> Form; a form asked for the first time is read and kept (at most 100,000)."""

    def __init__(self) -> None:
        super().__init__()
        self._table = pairs("tags")
        self._listed: dict[str, Form | None] = {}
        self.stopped = frozenset(form for form in self._table if form[-1] == "." and len(form) > 1)  # abbreviations

    def __missing__(self, word: str) -> Form:
        if len(self) > _KEPT:
            self.clear()
        found = self._read(word)
        self[word] = found
        return found

    def listed(self, word: str) -> Form | None:
        """The form as the table has it, or None."""
        if word not in self._listed:
            if len(self._listed) > _KEPT:
                self._listed.clear()
            value = self._table.get(word)
            form = None if value is None else _form(word, value)
            self._listed[word] = self._based(form) if form and word.endswith("ing") and len(word) > 5 else form
        return self._listed[word]

    def _based(self, form: Form) -> Form:
        """A gerund that the table lists without its verb, with it: "pressing" of "press"."""
        choices = form.choices or {form.tag: form.lemma}
        lemma = choices.get("VBG", "")
        if not lemma.endswith("ing"):
            return form
        stems = [self._stem(lemma[:-3]), lemma[:-3], lemma[:-3] + "e"]
        stem = next((stem for stem in stems if self.listed(stem)), "")
        if not stem:
            return form
        return form._replace(lemma=stem if form.tag == "VBG" else form.lemma, choices={**choices, "VBG": stem} if form.choices else None)

    def ordinary(self, word: str) -> Form:
        """The form with its capitals taken off: of a sentence's first word, of a headline, of a text in capitals."""
        return self.listed(word.lower()) or (self[word] if word.isupper() else self[word.lower()])

    def _read(self, word: str) -> Form:
        listed = self.listed(word)
        if listed:
            return listed
        if _INVISIBLE.search(word):
            return self[_INVISIBLE.sub("", word) or "-"]
        if not word[0].isalnum():
            return Form("NN" if len(word) > 1 and word[0] in "@#" else "SYM", word.lower())
        if any(character.isdigit() for character in word):
            return _numeric(word)
        if "-" in word[1:-1]:
            return self._compound(word)
        if word[0].isupper():
            return self._name(word)
        return self._affixes(word)

    def _name(self, word: str) -> Form:
        lower = word.lower()
        common = self.listed(lower)
        if common and common.choices is None and common.tag not in ("NN", "NNS", "JJ", "VB", "VBG", "VBN", "VBD", "RB", "CD"):
            return common  # function words in capitals: "The", "IN"
        if common and common.tag == "CD":
            return common
        plural = self.listed(word[:-1]) if lower.endswith("s") and len(word) > 3 else None
        if plural and "NNP" in (plural.choices or {}):
            return Form("NNPS", lower[:-1])
        if common and "NNS" in (common.choices or {common.tag: ""}):
            return Form("NNPS", (common.choices or {}).get("NNS", common.lemma))
        return Form("NNP", lower)

    def _compound(self, word: str) -> Form:
        first, last = word.split("-", 1)[0], word.rsplit("-", 1)[1]
        lower = word.lower()
        if last[:1].isupper() or not last:
            return Form("NNP", lower) if word[0].isupper() or last[:1].isupper() else Form("NN", lower)
        ending = self.listed(last) or self._affixes(last)
        tags = ending.choices or {ending.tag: ending.lemma}
        if "VBN" in tags and not word[0].isdigit():
            return Form("JJ", lower)  # "Iran-backed", "Geneva-based"
        if first.lower() in _DESCRIBING or "VBN" in tags or "VBG" in tags or "JJ" in tags:
            return _either({"JJ": lower, "NN": lower})
        if word[0].isupper():
            return Form("NNP", lower)
        if len(first) <= 7 and first in _WHOLE_PREFIXES:
            kept = {tag: f"{first}-{lemma}" for tag, lemma in tags.items()}
            return _either(kept)
        opening = self.listed(first)
        if opening and opening.tag in ("JJ", "CD", "RB", "IN", "JJR") and ending.tag in ("NN", "NNS"):
            return _either({"JJ": lower, "NN": lower})
        return Form(ending.tag if ending.tag in ("NN", "NNS") else "JJ", f"{lower[: -len(last)]}{ending.lemma}" if ending.tag == "NNS" else lower)

    def _affixes(self, word: str) -> Form:
        for prefix in _WHOLE_PREFIXES:
            if word.startswith(prefix) and len(word) > len(prefix) + 3:
                whole = self.listed(word[len(prefix) :])
                if whole:
                    kept = {tag: prefix + lemma for tag, lemma in (whole.choices or {whole.tag: whole.lemma}).items()}
                    return _either(kept)
        return self._suffix(word)

    def _suffix(self, word: str) -> Form:
        if len(word) > 4 and word.endswith("ing"):
            lemma = self._stem(word[:-3])
            return _either({"VBG": lemma, "NN": word})
        if len(word) > 4 and word.endswith("ed"):
            lemma = self._stem(word[:-2])
            return _either({"VBN": lemma, "VBD": lemma})
        if word.endswith("ly"):
            return Form("RB", word)
        if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is", "ous")):
            return Form("NNS", self._singular(word))
        if word.endswith(_ADJECTIVE) and len(word) > 5:
            return Form("JJ", word)
        if word.endswith(("ize", "ise", "ify")) and len(word) > 5:
            return _either({"VB": word, "VBP": word})
        return Form("NN", word)

    def _stem(self, stem: str) -> str:
        for candidate in (stem, stem + "e", stem[:-1] if stem[-1:] == stem[-2:-1] else stem):
            known = self.listed(candidate)
            if known and "VB" in (known.choices or {known.tag: ""}):
                return candidate
        if stem.endswith(("is", "iz", "yz", "ys", "at")) and len(stem) > 4:
            return stem + "e"
        if stem[-1:] == stem[-2:-1] and stem[-1:] in "bdgkmnprt":
            return stem[:-1]
        return stem[:-1] + "y" if stem.endswith("i") else stem

    def _singular(self, word: str) -> str:
        for ending, replaced in _PLURAL_OF:
            if word.endswith(ending) and self.listed(word[: -len(ending)] + replaced):
                return word[: -len(ending)] + replaced
        return word[:-1]


def _form(word: str, value: str) -> Form:
    lower = word.lower()
    choices = {}
    for reading in value.split(" "):
        tag, _, lemma = reading.partition(":") if reading != ":" else (":", "", "")
        choices[tag] = lemma or lower
    form = _either(choices)
    return form._replace(rule=lower) if lower in _OWN_RULES else form


def _either(choices: Mapping[str, str]) -> Form:
    """A form that can be all of these, the most likely first."""
    tag = next(iter(choices))
    return Form(tag, choices[tag], choices, _rule(choices)) if len(choices) > 1 else Form(tag, choices[tag])


def _rule(tags: Mapping[str, str]) -> str:
    """The rule of context for words that can be all of these tags."""
    if "VBD" in tags or "VBN" in tags:
        return "bare" if "VB" in tags else "past"
    if "VB" in tags or "VBP" in tags:
        return "base"
    for tag, rule in (("VBZ", "third"), ("VBG", "gerund"), ("RP", "particle")):
        if tag in tags:
            return rule
    return "plain"


def _numeric(word: str) -> Form:
    lower = word.lower()
    if _NUMBER.fullmatch(word):
        return Form("CD", lower)
    if _ORDINAL.fullmatch(word):
        return Form("JJ", lower)
    if word[0].isdigit():
        if "-" in word:
            return _either({"JJ": lower, "NN": lower})
        return Form("NNS" if word[-1] == "s" and word[:-1].isdigit() else "NN", lower)
    if word[-1] == "s" and word[-2].isdigit():
        return Form("NNPS", lower[:-1])
    return Form("NNP" if word[0].isupper() else "NN", lower)
