"""textblob, lemminflect, tools/tag_overrides.tsv -> dateline/data/en/tags.tsv: what each word form can be.

One line a form: form TAB tags, the most likely first, each as TAG or TAG:lemma where the lemma is not the form in lower
case. The most likely tag is that of the Brill lexicon (textblob), other tags and lemmas come from lemminflect's
inflection tables; forms and readings listed in tag_overrides.tsv win.

Run from the root of the project: python tools/build_tags.py
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import lemminflect
import textblob

HERE = Path(__file__).parent
TARGET = HERE.parent / "dateline" / "data" / "en" / "tags.tsv"
LEXICON = Path(textblob.__file__).parent / "en" / "en-lexicon.txt"
OPEN = {"NN", "NNS", "VB", "VBP", "VBZ", "VBD", "VBN", "VBG", "JJ", "JJR", "JJS", "RB", "RBR", "RBS", "UH", "CD"}
VERB = ("VB", "VBP", "VBZ", "VBD", "VBN", "VBG")
WORD = re.compile(r"[a-z]{2,}|a")
Readings = dict[str, str]  # tag -> lemma


def brill() -> dict[str, str]:
    """Form -> most frequent tag."""
    tags = {}
    for line in LEXICON.read_text(encoding="utf-8").split("\n"):
        if line and not line.startswith(";;;"):
            form, tag = line.split()[:2]
            tags[form] = tag.split("|")[0]
    return tags


def overrides() -> dict[str, str]:
    """Form -> value of the hand-written table."""
    lines = (HERE / "tag_overrides.tsv").read_text(encoding="utf-8").split("\n")
    return dict(line.split("\t")[:2] for line in lines if line and not line.startswith("#\t") and not line.startswith("# form"))


class Verbs:
    """Which lemmas are used as verbs in news: a form of theirs has a verb tag in the Brill lexicon, or the table says so."""

    def __init__(self, tags: dict[str, str], listed: dict[str, str]) -> None:
        self.tags, self.listed = tags, listed
        self._known: dict[str, bool] = {}

    def __call__(self, lemma: str) -> bool:
        if lemma not in self._known:
            self._known[lemma] = self._is_verb(lemma)
        return self._known[lemma]

    def _is_verb(self, lemma: str) -> bool:
        value = self.listed.get(lemma, "")
        if value.startswith(("+", "-")):
            return value in ("+V", "+NV")
        forms = {form for group in lemminflect.getAllInflections(lemma, "VERB").values() for form in group}
        return any(self.tags.get(form, "") in VERB for form in forms)


def inflections(lemma: str, part: str) -> dict[str, tuple[str, ...]]:
    """Tag -> forms; lemminflect leaves a participle out where it is the past form."""
    found = dict(lemminflect.getAllInflections(lemma, part) or lemminflect.getAllInflectionsOOV(lemma, part))
    if "VBD" in found:
        found.setdefault("VBN", found["VBD"])
    return found


def readings(form: str, tag: str, verbs: Verbs) -> Readings:
    """Tag -> lemma of a form, its most likely tag first."""
    found: Readings = {tag: form} if tag in OPEN else {}
    for part, lemmas in lemminflect.getAllLemmas(form).items():
        for lemma in lemmas:
            if part == "VERB" and not verbs(lemma):
                continue
            for other, forms in inflections(lemma, part).items():
                if form in forms and other in OPEN and (other not in found or found[other] == form):
                    found[other] = lemma
    return tidy(form, tag, found)


def tidy(form: str, tag: str, found: Readings) -> Readings:
    """Without readings that news does not use: adverbs and adjectives of nouns, nouns of participles."""
    if tag not in ("RB", "RBR", "RBS") and "RB" in found:
        found.pop("RB")
    if tag in ("NN", "NNS") and "JJ" in found and not form.endswith(("an", "al", "ary", "ive", "ic", "ant", "ent", "ese", "ate")):
        found.pop("JJ")
    if tag == "NN" and form.endswith("ing"):
        found.update({other: lemma for other, lemma in verb_of(form).items() if other not in found})
    if tag in ("VBN", "VBD", "VBG") and "NN" in found:
        found.pop("NN")
    if tag != "NNS" and found.get("NNS") == form:  # "fire", "war": no plural without s
        found.pop("NNS")
    return found


def verb_of(form: str) -> Readings:
    lemmas = lemminflect.getAllLemmas(form, "VERB").get("VERB", ())
    return {"VBG": lemmas[0]} if lemmas else {}


def inflected(lemma: str, value: str) -> Iterator[tuple[str, Readings]]:
    """Every form of a listed word with its readings."""
    forms: dict[str, Readings] = {}
    tags = (("NN", "NNS") if "N" in value else ()) + (VERB if "V" in value else ())
    for tag in tags:
        for form in (lemma,) if tag in ("NN", "VB", "VBP") else inflections(lemma, "VERB" if tag in VERB else "NOUN").get(tag, ()):
            if tag != "NNS" or form != lemma:
                forms.setdefault(form, {})[tag] = lemma
    yield from forms.items()


def line(form: str, found: Readings) -> str:
    lower = form.lower()
    return form + "\t" + " ".join(tag if lemma == lower else f"{tag}:{lemma}" for tag, lemma in found.items())


def table() -> dict[str, Readings | str]:
    """Form -> readings, or the value as listed."""
    tags, listed = brill(), overrides()
    verbs = Verbs(tags, listed)
    lower = {form for form in tags if WORD.fullmatch(form) and tags[form] in OPEN}
    lemmas = {lemma for form in lower for group in lemminflect.getAllLemmas(form).values() for lemma in group}
    forms = lower | {form for lemma in lemmas for group in lemminflect.getAllInflections(lemma).values() for form in group if WORD.fullmatch(form)}
    rows: dict[str, Readings | str] = {}
    for form in forms:
        found = readings(form, tags.get(form, ""), verbs)
        if found:
            rows[form] = found
    for form, value in listed.items():
        if value.startswith("+"):
            for inflection, found in inflected(form, value):
                old = rows.get(inflection)
                rows[inflection] = {**{t: w for t, w in (old if isinstance(old, dict) else {}).items() if t in found or t[0] != "V"}, **found} if old else found
    rows.update({form: value for form, value in listed.items() if value[0] not in "+-"})
    return rows


def main() -> None:
    lines = [line(form, found) if isinstance(found, dict) else f"{form}\t{found}" for form, found in table().items()]
    TARGET.write_text("\n".join(sorted(lines)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
