"""Words and what they can be -> one tag and lemma for each, by the words around, left to right."""

from __future__ import annotations

from collections.abc import Callable

from dateline.annotate.function_words import FUNCTION_WORDS
from dateline.annotate.tags import Form
from dateline.annotate.window import (
    BE,
    BODIES,
    CLAUSE_TAKERS,
    DETERMINING,
    DO,
    EDGE,
    GERUND_TAKERS,
    HAVE,
    LED_TO,
    NAMES,
    NOMINAL,
    OBJECT,
    OPENING,
    REACH,
    RESULT_GERUNDS,
    SAYING,
    SUBORDINATE,
    VERBS,
    Sentence,
)
from dateline.lexicons import terms


def settle(words: list[str], starts: list[int], ends: list[int], forms: list[Form]) -> tuple[list[str], list[str]]:
    """The tag and the lemma of each word."""
    lemmas = [form[1] for form in forms]
    sentence = Sentence(words, starts, ends, forms)
    tags = sentence.tags
    for i, form in enumerate(forms):
        if form[3]:
            tag = _RULES[form[3]](sentence, i)
            if tag != form[0]:
                tags[i] = tag
                if form[2]:
                    lemmas[i] = form[2].get(tag, lemmas[i])
    return tags[: len(words)], lemmas


def past(s: Sentence, i: int) -> str:
    """VBD or VBN (JJ, NN)."""
    choices = s.forms[i].choices or {}
    if "VBN" not in choices:
        return noun_or(s, i, "VBD") if "NN" in choices else "VBD"
    j = s.left(i)
    before, word = s.tags[j], s.lower[j]
    if word in HAVE or word in BE or (word in ("'s", "’s") and before == "VBZ"):
        return "VBN"
    if "VBD" not in choices:
        return "JJ" if "JJ" in choices and before in ("DT", "PRP$", "POS") and s.tags[i + 1] in NAMES else "VBN"
    after = s.tags[s.right(i)]
    if before in ("DT", "PRP$", "POS", "JJ", "JJS", "WP$", "PDT"):
        if s.tags[i + 1] in NAMES or s.tags[i + 1] in ("JJ", "VBN", "CC"):
            return "JJ" if "JJ" in choices else "VBN"
        if word == "those":
            return "VBN"  # "those questioned say"
        if before in ("DT", "PRP$") and word not in ("that", "this", "those", "these", "all", "some", "both", "any", "each"):
            return "NN" if "NN" in choices else "VBN"
    if before == "PRP" or before in ("WDT", "WP", "EX") or word == "that":
        return "VBD" if word not in ("him", "them", "me", "us") else "VBN"
    if before in ("IN", "TO", "MD", "VB", "VBZ", "VBP", "VBD", "VBN", "VBG"):
        if before == "IN" and word in SUBORDINATE and after in ("IN", "TO", ",", ".", ""):
            return "VBN"
        return "JJ" if "JJ" in choices and s.tags[i + 1] in NAMES else "VBN"
    if before == "CC":
        return _parallel(s, i, j)
    if before in NOMINAL or before in (",", "-RRB-", "''", ""):
        return _after_noun(s, i, before, after)
    return s.forms[i].tag if s.forms[i].tag in ("VBD", "VBN") else "VBD"


def _parallel(s: Sentence, i: int, j: int) -> str:
    """After "and": like the verb before it."""
    usual = s.forms[i].tag if s.forms[i].tag in ("VBD", "VBN") else "VBD"
    if s.forms[i].lemma in SAYING and usual == "VBD":
        return "VBD"
    has_object = s.tags[s.right(i)] in OBJECT
    if s.lower[j - 1] == "dead":
        return "VBN"  # "the dead and wounded"
    for k in range(j - 1, max(-1, j - REACH), -1):
        tag = s.tags[k]
        if tag == "VBN" and usual == "VBD" and k < j - 1 and (has_object or s.tags[i + 1] in NAMES):
            return "VBD"
        if tag in ("VBD", "VBN"):
            return tag
        if tag in ("VBZ", "VBP", "MD"):
            return "VBD" if has_object or s.tags[i + 1] in NAMES else "VBN"
    return "VBD" if has_object else usual


def _after_noun(s: Sentence, i: int, before: str, after: str) -> str:
    usual = s.forms[i].tag if s.forms[i].tag in ("VBD", "VBN") else "VBD"
    k = s.right(i)
    following = s.lower[k]
    if following == "by" and s.lower[k + 1] != "saying":
        return "VBN" if s.forms[i].lemma not in _ANSWERS else "VBD"
    if before == "":
        return "VBN" if after not in OBJECT or s.tags[i + 1] in NAMES else "VBD"
    if s.forms[i].lemma in CLAUSE_TAKERS and (following == "that" or (usual == "VBD" and (after in OBJECT or following in ("“", '"', "''")))):
        return "VBD"
    if s.forms[i].lemma in SAYING:
        return "VBD"
    if before == ",":
        if (usual == "VBD" and (after in OBJECT or following == "what")) or s.has_count(i):
            return "VBD"
        return "VBN" if s.verb_after(i) or (after in ("IN", "TO") and usual == "VBN") else "VBD" if after in OBJECT else usual
    if s.verb_before(i):
        return "VBN" if after not in ("DT", "PRP$", "PRP") or usual == "VBN" else "VBD"
    if after in OBJECT or following == "that" or s.has_count(i):
        return "VBD"
    if after in ("IN", "TO") and s.verb_after(i):
        return "VBN"
    if usual == "VBN" and after in (".", "", ",") and s.after_joint(i):
        return "VBN"  # "12 were killed and 30 others wounded"
    if usual == "VBN" and after in ("IN", "TO", ",", ".", "", "CC", "RB", "RP", ":"):
        return "VBD" if after in ("IN", "TO", "RP", ".") and before != "CD" and s.stops else "VBN"
    return "VBD"


_ANSWERS = frozenset(("respond", "reply", "answer", "begin", "start", "react", "rise", "fall", "drop", "increase", "decrease", "grow", "say"))


def bare(s: Sentence, i: int) -> str:
    """Verbs with one form for all: hit, put, cut (and come, run, become)."""
    choices = s.forms[i].choices or {}
    j = s.left(i)
    before, word = s.tags[j], s.lower[j]
    if before == "TO" or before == "MD" or word in DO or word in ("let", "help"):
        return "VB"
    if word in HAVE or word in BE:
        return "VBN"
    if before in ("DT", "PRP$", "POS", "JJ", "CD") and "NN" in choices and s.tags[i + 1] not in ("DT", "PRP$", "PRP"):
        return "NN"
    if "VBN" in choices and before in NAMES and s.lower[i + 1] == "by":
        return "VBN"  # "a checkpoint run by rebels"
    if "VBD" not in choices:
        return "VBP" if before in ("NNS", "NNPS", "PRP", "WDT", "WP") else base(s, i)
    if before in ("PRP", "WDT", "WP") or word == "that":
        return "VBD"
    if before in NOMINAL:
        after = s.tags[s.right(i)]
        if s.verb_before(i) or s.lower[s.right(i)] == "by":
            return "VBN"
        return "VBD" if after in OBJECT or not s.verb_after(i) else "VBN"
    if before == "," and not s.verb_before(i) and s.tags[s.right(i)] in OBJECT | NAMES:
        return "VBD"  # "the men, who came at night, set fire to it"
    return s.forms[i].tag


def base(s: Sentence, i: int) -> str:
    """VB, VBP or NN (JJ, RB)."""
    choices = s.forms[i].choices or {}
    j = s.left(i)
    before, word = s.tags[j], s.lower[j]
    noun = "NN" in choices or "NNS" in choices or "NNP" in choices
    if before == "TO":
        return "VB" if not noun or not _to_noun(s, i, j) else noun_of(choices)
    if _is_bare(s, before, word, j, noun=noun):
        return "VB"
    if before in ("PRP", "WP", "WDT") and word not in ("him", "them", "me", "us", "it", "he", "she", "her"):
        return verb_of(choices)
    if before in ("CD", "NN") and s.forms[i].tag[0] == "V" and not s.verb_before(i) and not s.verb_after(i):
        return verb_of(choices)  # "fewer than 30 remain"
    if before in DETERMINING or before in ("IN", "VBG", "VBN", "VBZ", "VBD", "VBP", "VB"):
        return _attribute(s, i, choices, before)
    if before in ("NNS", "NNPS") or word in ("police", "people", "media"):
        return "VB" if s.awaits_verb(i) else _after_plural(s, i, choices)
    if before == "CC":
        return _joined(s, i, j, choices)
    if before in ("NN", "NNP", "''", "-RRB-"):
        if "VBP" in choices and s.tags[j - 1] == "CC" and s.tags[j - 2] in NAMES and s.tags[s.right(i)] in NAMES and not (s.verb_before(i) or s.verb_after(i)):
            return "VBP"  # "Ukraine and Russia swap prisoners"
        if noun or "JJ" in choices:
            return _attribute(s, i, choices, before)
        return "VBP" if not s.verb_before(i) and "VBP" in choices else "VB"
    return _unbound(s, i, choices)


def _is_bare(s: Sentence, before: str, word: str, j: int, *, noun: bool) -> bool:
    """Whether what stands before wants the bare form: a modal, do, let; across a pronoun too."""
    if before == "MD" or word in DO or (word in ("let", "lets", "helped", "helps", "make", "makes", "made") and not noun):
        return True
    if before != "PRP":
        return False
    return s.lower[j - 1] in ("let", "help", "helped", "make", "made", "see", "saw") or s.tags[s.left(j)] == "MD" or s.lower[s.left(j)] in DO


def _to_noun(s: Sentence, i: int, j: int) -> bool:
    """Whether "to" is a preposition before a noun that could be a verb."""
    if s.tags[i + 1] in ("DT", "PRP$", "PRP", "NNP", "JJ", "CD", "IN", "WP", "RP") and s.tags[i + 1] != "IN":
        return False
    return s.lower[j - 1] in LED_TO or (s.tags[j - 1] in ("CD", "RB", "RP") and s.forms[i].tag == "NN" and s.lower[j - 1] in ("up", "down", "back"))


def noun_of(choices: object) -> str:
    """The noun among the choices."""
    return next((tag for tag in ("NN", "NNS", "NNP", "JJ") if tag in choices), "NN")  # type: ignore[operator]


def verb_of(choices: object) -> str:
    """The present form among the choices."""
    return "VBP" if "VBP" in choices else "VB"  # type: ignore[operator]


def _attribute(s: Sentence, i: int, choices: object, before: str) -> str:
    """A noun or an adjective."""
    if "JJ" in choices and s.lower[i + 1] == "to" and before in NAMES:  # type: ignore[operator]
        return "JJ"  # "an official close to the talks"
    if "JJ" in choices and ("NN" not in choices or s.tags[i + 1] in NOMINAL or s.tags[i + 1] in ("JJ", "VBG")):  # type: ignore[operator]
        return "JJ"
    if "NN" in choices or "NNS" in choices or "NNP" in choices:  # type: ignore[operator]
        return noun_of(choices)
    if before in ("VBZ", "VBD", "VBP", "VBN", "VB") and "JJ" in choices:  # type: ignore[operator]
        return "JJ"
    if before == "DT" and s.lower[i - 1] in ("that", "this", "all", "some", "both", "those", "these", "many"):
        return verb_of(choices)
    return s.forms[i].tag


def _after_plural(s: Sentence, i: int, choices: object) -> str:
    noun = "NN" in choices  # type: ignore[operator]
    if not noun and "JJ" not in choices:  # type: ignore[operator]
        return "VBP" if not s.verb_before(i) else "VB"
    if s.verb_before(i) or s.verb_after(i):
        return s.forms[i].tag if s.forms[i].tag in ("NN", "JJ", "RB") else noun_of(choices) if noun else "JJ"
    after = s.tags[s.right(i)]
    if after in OBJECT or after in ("IN", "TO", "RP", "NNS", "NN", "JJS", "JJR") or s.lower[i + 1] == "that":
        return "VBP"
    return s.forms[i].tag if s.forms[i].tag[0] != "V" else "VBP"


def _joined(s: Sentence, i: int, j: int, choices: object) -> str:
    """After "and" or "or": a verb like the one before it, else a noun."""
    usual = s.forms[i].tag
    for k in range(j - 1, max(-1, j - 8), -1):
        if s.tags[k] in ("VB", "VBP"):
            return s.tags[k] if s.tags[i + 1] in OBJECT or usual[0] == "V" else noun_of(choices)
        if s.tags[k] in EDGE:
            break
    if usual[0] == "V":
        return "VB"
    return usual


def _unbound(s: Sentence, i: int, choices: object) -> str:
    """At the start of a clause."""
    usual = s.forms[i].tag
    if usual in ("VB", "VBP"):
        if "VBP" in choices and i > 3 and s.tags[i - 1] in (",", ":", "-RRB-") and not s.verb_before(i):  # type: ignore[operator]
            return "VBP"
        return "VB" if s.tags[i + 1] not in ("NN", "NNS", "VBZ", "MD") or not ("NN" in choices or "JJ" in choices) else noun_of(choices)  # type: ignore[operator]
    return plain(s, i) if usual in ("JJ", "RB") else usual


def third(s: Sentence, i: int) -> str:
    """NNS or VBZ."""
    j = s.left(i)
    before, word = s.tags[j], s.lower[j]
    if before in ("PRP", "WDT", "EX") or word in ("who", "that", "which", "what"):
        return "VBZ" if word not in ("her", "him", "them", "us", "me") else "NNS"
    if before == "NN" and s.tags[j - 1] == "CD" and s.lower[j - 1] not in ("one", "1") and s.tags[i + 1] in ("VBD", "VBN", "MD", "VBP"):
        return "NNS"  # "28 gang suspects killed"
    if before in DETERMINING or before in ("IN", "VBG", "VB", "VBP", "VBD", "VBN", "MD", "TO", "CC", "", "VBZ"):
        return _third_unlikely(s, i, before, word)
    if s.verb_before(i):
        return "NNS"
    usual = s.forms[i].tag
    after = s.tags[s.right(i)]
    if s.forms[i].lemma in CLAUSE_TAKERS and (
        (before == "NNP" and after in ("NN", "NNS", "NNP", "CD", "JJ")) or (before == "NN" and after in ("NNP", "PRP", "EX", "DT"))
    ):
        return "VBZ"  # "Ukraine claims refinery hit", "the staff estimates Russia lost"
    if s.verb_after(i):
        return "NNS" if usual == "NNS" or after in ("VBP", "MD", "VBD") else "VBZ"
    if f"{s.lower[j]} {s.lower[i]}" in BODIES:
        return "NNS"  # "ordered security forces to hunt them"
    to_do = s.lower[i + 1] == "to" and (s.tags[i + 2] == "VB" or "VB" in (s.choices(i + 2) or ()))
    if usual == "VBZ" or after in ("DT", "PRP$", "PRP", "EX") or s.lower[i + 1] == "that" or to_do:
        return "VBZ"
    if after in ("", ",", ".", "IN") and s.forms[i].lemma in CLAUSE_TAKERS and s.follows_quote(i):
        return "VBZ"  # "...," Keita notes.
    if after in ("", ",", ".") and before in ("NN", "NNP") and s.opens_clause(i):
        return "VBZ"  # "as the army retreats"
    if before in ("NN", "NNP", "''", "-RRB-"):
        return "VBZ" if after in _COMPLEMENT and not _verb_ahead(s, i) else "NNS"
    return usual if before == "," else "NNS"


_COMPLEMENT = frozenset(("CD", "NNP", "JJ", "NN", "NNS", "$", "``", ":", "WP", "WRB"))


def _third_unlikely(s: Sentence, i: int, before: str, word: str) -> str:
    """After a word that nouns follow."""
    usual, after = s.forms[i].tag, s.tags[i + 1]
    if before == "CC":
        return "VBZ" if usual == "VBZ" or (s.verb_before(s.left(i)) and after in ("DT", "PRP$", "CD")) else "NNS"
    if before == "" and usual == "VBZ":
        return "NNS" if after in ("VBP", "VBD", "MD") or s.lower[i + 1] == "of" else "VBZ"
    if before in ("JJ", "DT") and usual == "VBZ" and after in ("DT", "PRP$", "IN") and not s.verb_before(i):
        return "VBZ" if before == "JJ" or word in ("this", "that") else "NNS"
    return "NNS"


def _verb_ahead(s: Sentence, i: int) -> bool:
    """Whether a word that may be a verb follows: the clause may find its verb there."""
    for j in range(i + 1, min(len(s.tags), i + 7)):
        if s.tags[j] in EDGE or s.lower[j] in SUBORDINATE:
            return False
        if s.tags[j] in VERBS and s.tags[j] != "VBG" and s.tags[j - 1] not in DETERMINING and s.tags[j - 1] != "TO":
            return True
    return False


_NOT_RESULTS = frozenset(("of", "in", "on", "by", "for", "and", "or", ",", ".", "is", "are", "was", "were", "has", "have", "will"))


def gerund(s: Sentence, i: int) -> str:
    """VBG, NN or JJ."""
    choices = s.forms[i].choices or {}
    before, after = s.tags[s.left(i)], s.tags[i + 1]
    word = s.lower[s.left(i)]
    if "VBG" in choices and before[:1] == "V" and s.forms[s.left(i)].lemma in GERUND_TAKERS and after in OBJECT | NAMES:
        return "VBG"  # "denied striking civilians"
    if before in (",", "CC") and "VBG" in choices and s.lower[i] in RESULT_GERUNDS and s.lower[i + 1] not in _NOT_RESULTS:
        return "VBG"  # "struck a market, killing more than 40 and injuring dozens"
    if word in BE and before[0] == "V":
        return "VBG" if "VBG" in choices and s.forms[i].tag != "JJ" else s.forms[i].tag
    if before in ("DT", "PRP$", "POS", "JJ", "CD"):
        if s.lower[i + 1] == "of" and before in ("DT", "PRP$", "POS"):
            return "NN"  # "the closing of the crossing"
        if "NN" in choices and (after not in NAMES or s.forms[i].tag == "NN"):
            return "NN"
        return "JJ" if "JJ" in choices and after in NAMES else "VBG"
    if "NN" not in choices:
        return "JJ" if "JJ" in choices and after in NAMES and s.forms[i].tag == "JJ" else "VBG"
    if after in ("DT", "PRP$", "PRP") or (after in ("NNP", "CD", "JJ") and before in ("IN", ",", "")):
        return "VBG"
    if before == "," and after == "NNS" and s.lower[i] in terms("result_gerunds"):
        return "VBG"  # ", killing dozens"
    if after == "IN" and s.lower[i + 1] == "of":
        return "NN"
    if before in ("NNS", "NNPS") and after in ("IN", "TO", "RP"):
        return "VBG"  # "troops landing on the island"
    if before in ("NN", "NNP") and not s.verb_before(i):
        return "NN"
    return s.forms[i].tag if s.forms[i].tag in ("NN", "VBG") else "VBG"


def particle(s: Sentence, i: int) -> str:
    """RP, IN or RB: up, out, off, down."""
    before, after = s.tags[i - 1], s.tags[i + 1]
    if before in VERBS or before == "RP":
        return "IN" if s.lower[i + 1] == "of" or s.lower[i + 1] == "to" else "RP"
    if before in ("NN", "NNS", "NNP", "PRP", "NNPS") and after not in OBJECT:
        return "RP" if after in (",", ".", "", "IN", "CC", "RB") and s.lower[i + 1] != "of" else "IN"
    if s.lower[i + 1] in ("to", "from"):
        return "RB"
    return "IN" if after in OPENING else "RB"


def noun_or(s: Sentence, i: int, verb: str) -> str:
    """NN after a determiner, else the verb."""
    return "NN" if s.tags[i - 1] in DETERMINING else verb


_AFTER_ADVERB = frozenset((".", ",", "", "IN", "TO", "CC", "CD", ":"))
_LINKING = frozenset(("be", "remain", "stay", "feel", "look", "seem", "become", "run", "keep", "make", "go", "hold", "appear", "sound", "get", "turn", "grow"))


def plain(s: Sentence, i: int) -> str:
    """Adjectives, nouns and adverbs among each other."""
    choices = s.forms[i].choices or {}
    tag = s.forms[i].tag
    after = s.tags[i + 1]
    if "JJ" in choices and ("NN" in choices or "NNP" in choices or "NNS" in choices):
        if after in NAMES or (after in ("JJ", "CC", "VBG") and (tag == "JJ" or (after == "JJ" and s.tags[i + 2] in NAMES))) or after == "CD":
            return "JJ"
        other = "NN" if "NN" in choices else "NNP" if "NNP" in choices else "NNS"
        if s.tags[i - 1] in BE or s.lower[s.left(i)] in BE:
            return "JJ" if tag == "JJ" or other == "NNP" else tag
        return other if "NNP" not in choices or s.tags[i - 1] != "RB" else "JJ"
    if "JJ" in choices and "RB" in choices:
        if after in ("VBD", "VBN") and s.tags[i - 1] in NAMES | {"PRP"}:
            return "RB"  # "Kyiv first accused"
        if after in ("VBN", "VBG", "VBD") and s.lower[i - 1] in HAVE | BE:
            return "RB"
        if tag == "JJ" and after in _AFTER_ADVERB and s.tags[i - 1] in VERBS and s.forms[i - 1].lemma not in _LINKING and s.lower[i - 1] not in BE:
            return "RB"  # "was hit hard", "fired first"
        if after in NAMES or after == "JJ":
            return "JJ" if s.tags[i - 1] not in ("VBD", "VBN", "VBZ", "VBP", "VB") or tag == "JJ" else "RB"
        return "RB" if tag == "RB" or s.tags[i - 1] in NAMES else tag
    if "JJR" in choices and "RBR" in choices:
        return "RBR" if after in ("JJ", "RB", "VBN") else "JJR" if after in NAMES else tag
    if "JJS" in choices and "RBS" in choices:
        return "RBS" if after in ("JJ", "RB") and s.tags[i - 1] != "DT" else "JJS"
    return tag


_RULES: dict[str, Callable[[Sentence, int], str]] = {
    **FUNCTION_WORDS,
    "past": past,
    "bare": bare,
    "base": base,
    "third": third,
    "gerund": gerund,
    "particle": particle,
    "plain": plain,
}
