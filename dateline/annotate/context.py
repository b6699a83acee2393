"""Words and what they can be -> one tag and lemma for each, by the words around.

Left to right: what stands before has its final tag, what follows its most likely one. Every look to either side stops at
the clause's edge and after a fixed number of words, so time is linear.
"""

from __future__ import annotations

from collections.abc import Callable

from dateline.annotate.tags import Form
from dateline.lexicons import table, terms

_REACH = 16
_NOMINAL = frozenset(("NN", "NNS", "NNP", "NNPS", "CD"))
_NAMES = frozenset(("NN", "NNS", "NNP", "NNPS"))
_OPENING = frozenset(("DT", "PRP$", "PRP", "CD", "NNP", "NNPS", "NN", "NNS", "JJ", "JJR", "JJS", "$", "PDT", "EX", "POS", "WP", "WRB"))  # starts a noun group
_OBJECT = frozenset(("DT", "PRP$", "PRP", "CD", "NNP", "NNPS", "JJ", "$", "PDT"))
_DETERMINING = frozenset(("DT", "PRP$", "POS", "JJ", "JJR", "JJS", "CD", "PDT", "WP$"))
_VERBS = frozenset(("VB", "VBP", "VBZ", "VBD", "VBN", "VBG"))
_FINITE = frozenset(("VBZ", "VBP", "VBD", "MD"))
_PAD = ("",) * (_REACH + 4)
_EDGE = frozenset(("", ",", ":", ".", "``", "''", "WDT", "WP", "WRB", "-LRB-", "-RRB-", "CC"))
_NOT_ADVERBS = frozenset(("home", "north", "south", "east", "west"))
_HAVE = frozenset(("have", "has", "had", "having", "'ve", "’ve"))
_BE = frozenset(("be", "is", "are", "was", "were", "been", "being", "am", "'m", "’m", "'re", "’re", "get", "gets", "got", "getting"))
_DO = frozenset(("do", "does", "did"))
_SUBORDINATE = frozenset(("that", "because", "while", "if", "when", "as", "after", "before", "since", "until", "although", "though", "whether", "where"))
_CLAUSE_TAKERS = frozenset(lemma for lemma, value in table("cues").items() if "that" in value.split("|")[1].split())
_LED_TO = terms("to_preposition")  # words after which "to" is a preposition


class Sentence:
    """The words of a sentence while their tags are being settled."""

    __slots__ = ("ends", "forms", "lower", "starts", "tags", "words")

    def __init__(self, words: list[str], starts: list[int], ends: list[int], forms: list[Form]) -> None:
        self.words, self.starts, self.ends, self.forms = words, starts, ends, forms
        self.lower = [*map(str.lower, words), *_PAD]
        self.tags = [*[form[0] for form in forms], *_PAD]  # padded: any index near the sentence is good

    def left(self, i: int) -> int:
        """The first word before i that is no adverb; an index of padding if there is none."""
        i -= 1
        tags = self.tags
        if tags[i] != "RB":
            return i
        stop = i - 4
        while i > stop and tags[i] == "RB" and self.lower[i] not in _NOT_ADVERBS:
            i -= 1
        return i

    def right(self, i: int) -> int:
        """The first word after i that is no adverb."""
        i += 1
        tags = self.tags
        if tags[i] != "RB":
            return i
        stop = i + 3
        while i < stop and tags[i] == "RB":
            i += 1
        return i

    def is_finite(self, i: int) -> bool:
        """Whether the word at i is surely a finite verb."""
        tag = self.tags[i]
        if tag == "MD":
            return True
        if tag not in ("VBZ", "VBP", "VBD"):
            return False
        if self.forms[i].choices is None or self.lower[i] in _HAVE or self.lower[i] in _DO:
            return True
        return tag == "VBD" and self.tags[i - 1] in _NAMES and self.tags[i + 1] not in ("NN", "NNS", "JJ")

    def verb_before(self, i: int) -> bool:
        """Whether the clause has its finite verb before i."""
        tags, lower = self.tags, self.lower
        for j in range(i - 1, i - _REACH, -1):
            tag = tags[j]
            if tag in _FINITE:
                return self.forms[j][1] not in _CLAUSE_TAKERS
            if tag in _EDGE or lower[j] in _SUBORDINATE:
                return False
        return False

    def verb_after(self, i: int) -> bool:
        """Whether a sure finite verb follows before the clause ends."""
        tags, lower = self.tags, self.lower
        for j in range(i + 1, i + _REACH):
            tag = tags[j]
            if tag in _FINITE:
                if self.is_finite(j):
                    return True
            elif tag in _EDGE or lower[j] in _SUBORDINATE:
                return False
        return False


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
    if word in _HAVE or word in _BE or (word in ("'s", "’s") and before == "VBZ"):
        return "VBN"
    if "VBD" not in choices:
        return "JJ" if "JJ" in choices and before in ("DT", "PRP$", "POS") and s.tags[i + 1] in _NAMES else "VBN"
    after = s.tags[s.right(i)]
    if before in ("DT", "PRP$", "POS", "JJ", "JJS", "WP$", "PDT"):
        if s.tags[i + 1] in _NAMES or s.tags[i + 1] in ("JJ", "VBN", "CC"):
            return "JJ" if "JJ" in choices else "VBN"
        if before in ("DT", "PRP$") and word not in ("that", "this", "those", "these", "all", "some", "both", "any", "each"):
            return "NN" if "NN" in choices else "VBN"
    if before == "PRP" or before in ("WDT", "WP", "EX") or word == "that":
        return "VBD" if word not in ("him", "them", "me", "us") else "VBN"
    if before in ("IN", "TO", "MD", "VB", "VBZ", "VBP", "VBD", "VBN", "VBG"):
        if before == "IN" and word in _SUBORDINATE and after in ("IN", "TO", ",", ".", ""):
            return "VBN"
        return "JJ" if "JJ" in choices and s.tags[i + 1] in _NAMES else "VBN"
    if before == "CC":
        return _parallel(s, i, j)
    if before in _NOMINAL or before in (",", "-RRB-", "''", ""):
        return _after_noun(s, i, before, after)
    return s.forms[i].tag if s.forms[i].tag in ("VBD", "VBN") else "VBD"


def _parallel(s: Sentence, i: int, j: int) -> str:
    """After "and": like the verb before it."""
    usual = s.forms[i].tag if s.forms[i].tag in ("VBD", "VBN") else "VBD"
    has_object = s.tags[s.right(i)] in _OBJECT
    for k in range(j - 1, max(-1, j - _REACH), -1):
        tag = s.tags[k]
        if tag == "VBN" and usual == "VBD" and k < j - 1 and (has_object or s.tags[i + 1] in _NAMES):
            return "VBD"
        if tag in ("VBD", "VBN"):
            return tag
        if tag in ("VBZ", "VBP", "MD"):
            return "VBD" if has_object else "VBN"
    return "VBD" if has_object else usual


def _after_noun(s: Sentence, i: int, before: str, after: str) -> str:
    usual = s.forms[i].tag if s.forms[i].tag in ("VBD", "VBN") else "VBD"
    k = s.right(i)
    following = s.lower[k]
    if following == "by" and s.lower[k + 1] != "saying":
        return "VBN" if s.forms[i].lemma not in _ANSWERS else "VBD"
    if before == "":
        return "VBN" if after not in _OBJECT or s.tags[i + 1] in _NAMES else "VBD"
    if usual == "VBD" and s.forms[i].lemma in _CLAUSE_TAKERS and (after in _OBJECT or following in ("that", "“", '"', "''")):
        return "VBD"
    if before == ",":
        if usual == "VBD" and after in _OBJECT:
            return "VBD"
        return "VBN" if s.verb_after(i) or (after in ("IN", "TO") and usual == "VBN") else "VBD" if after in _OBJECT else usual
    if s.verb_before(i):
        return "VBN" if after not in ("DT", "PRP$", "PRP") or usual == "VBN" else "VBD"
    if after in _OBJECT or following == "that":
        return "VBD"
    if after in ("IN", "TO") and s.verb_after(i):
        return "VBN"
    if usual == "VBN" and after in ("IN", "TO", ",", ".", "", "CC", "RB", "RP", ":"):
        return "VBD" if after in ("IN", "TO", "RP") and before != "CD" and s.words[-1] == "." else "VBN"
    return "VBD"


_ANSWERS = frozenset(("respond", "reply", "answer", "begin", "start", "react", "rise", "fall", "drop", "increase", "decrease", "grow", "say"))


def bare(s: Sentence, i: int) -> str:
    """Verbs with one form for all: hit, put, cut (and come, run, become)."""
    choices = s.forms[i].choices or {}
    j = s.left(i)
    before, word = s.tags[j], s.lower[j]
    if before == "TO" or before == "MD" or word in _DO or word in ("let", "help"):
        return "VB"
    if word in _HAVE or word in _BE:
        return "VBN"
    if before in ("DT", "PRP$", "POS", "JJ", "CD") and "NN" in choices and s.tags[i + 1] not in ("DT", "PRP$", "PRP"):
        return "NN"
    if "VBD" not in choices:
        return "VBP" if before in ("NNS", "NNPS", "PRP", "WDT", "WP") else base(s, i)
    if before in ("PRP", "WDT", "WP") or word == "that":
        return "VBD"
    if before in _NOMINAL:
        after = s.tags[s.right(i)]
        if s.verb_before(i) or s.lower[s.right(i)] == "by":
            return "VBN"
        return "VBD" if after in _OBJECT or not s.verb_after(i) else "VBN"
    return s.forms[i].tag


def base(s: Sentence, i: int) -> str:
    """VB, VBP or NN (JJ, RB)."""
    choices = s.forms[i].choices or {}
    j = s.left(i)
    before, word = s.tags[j], s.lower[j]
    noun = "NN" in choices or "NNS" in choices or "NNP" in choices
    if before == "TO":
        return "VB" if not noun or not _to_noun(s, i, j) else noun_of(choices)
    if before == "MD" or word in _DO or (word in ("let", "lets", "helped", "helps", "make", "makes", "made") and not noun):
        return "VB"
    if before == "PRP" and s.lower[j - 1] in ("let", "help", "helped", "make", "made", "see", "saw"):
        return "VB"
    if before == "PRP" and (s.tags[s.left(j)] == "MD" or s.lower[s.left(j)] in _DO):
        return "VB"
    if before in ("PRP", "WP", "WDT") and word not in ("him", "them", "me", "us", "it", "he", "she", "her"):
        return verb_of(choices)
    if before in _DETERMINING or before in ("IN", "VBG", "VBN", "VBZ", "VBD", "VBP", "VB"):
        return _attribute(s, i, choices, before)
    if before in ("NNS", "NNPS") or word in ("police", "people", "media"):
        return _after_plural(s, i, choices)
    if before == "CC":
        return _joined(s, i, j, choices)
    if before in ("NN", "NNP", "CD", "''", "-RRB-"):
        if noun or "JJ" in choices:
            return _attribute(s, i, choices, before)
        return "VBP" if s.verb_before(i) is False and "VBP" in choices else "VB"
    return _unbound(s, i, choices)


def _to_noun(s: Sentence, i: int, j: int) -> bool:
    """Whether "to" is a preposition before a noun that could be a verb."""
    if s.tags[i + 1] in ("DT", "PRP$", "PRP", "NNP", "JJ", "CD", "IN", "WP", "RP") and s.tags[i + 1] != "IN":
        return False
    return s.lower[j - 1] in _LED_TO or (s.tags[j - 1] in ("CD", "RB", "RP") and s.forms[i].tag == "NN" and s.lower[j - 1] in ("up", "down", "back"))


def noun_of(choices: object) -> str:
    """The noun among the choices."""
    return next((tag for tag in ("NN", "NNS", "NNP", "JJ") if tag in choices), "NN")  # type: ignore[operator]


def verb_of(choices: object) -> str:
    """The present form among the choices."""
    return "VBP" if "VBP" in choices else "VB"  # type: ignore[operator]


def _attribute(s: Sentence, i: int, choices: object, before: str) -> str:
    """A noun or an adjective."""
    if "JJ" in choices and ("NN" not in choices or s.tags[i + 1] in _NOMINAL or s.tags[i + 1] in ("JJ", "VBG")):  # type: ignore[operator]
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
    if after in _OBJECT or after in ("IN", "TO", "RP", "NNS", "NN") or s.lower[i + 1] == "that":
        return "VBP"
    return s.forms[i].tag if s.forms[i].tag[0] != "V" else "VBP"


def _joined(s: Sentence, i: int, j: int, choices: object) -> str:
    """After "and" or "or": a verb like the one before it, else a noun."""
    usual = s.forms[i].tag
    for k in range(j - 1, max(-1, j - 8), -1):
        if s.tags[k] in ("VB", "VBP"):
            return s.tags[k] if s.tags[i + 1] in _OBJECT or usual[0] == "V" else noun_of(choices)
        if s.tags[k] in _EDGE:
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
    usual = s.forms[i].tag
    if before in ("PRP", "WDT", "EX") or word in ("who", "that", "which", "what"):
        return "VBZ" if word not in ("her", "him", "them", "us", "me") else "NNS"
    if before in _DETERMINING or before in ("IN", "VBG", "VB", "VBP", "VBD", "VBN", "MD", "TO", "CC", "", "VBZ"):
        if before in ("CC", "") and usual == "VBZ":
            return "VBZ" if before == "CC" or s.tags[i + 1] not in ("VBP", "VBD", "MD") else "NNS"
        if before == "CC" and s.verb_before(j) and s.tags[i + 1] in ("DT", "PRP$", "CD"):
            return "VBZ"
        if before in ("JJ", "DT") and usual == "VBZ" and s.tags[i + 1] in ("DT", "PRP$", "IN") and not s.verb_before(i):
            return "VBZ" if before == "JJ" or word in ("this", "that") else "NNS"
        return "NNS"
    if s.verb_before(i):
        return "NNS"
    if s.verb_after(i):
        return "NNS" if usual == "NNS" or s.tags[s.right(i)] in ("VBP", "MD", "VBD") else "VBZ"
    after = s.tags[s.right(i)]
    if usual == "VBZ" or after in ("DT", "PRP$", "PRP", "EX") or s.lower[i + 1] == "that" or (s.lower[i + 1] == "to" and s.tags[i + 2] == "VB"):
        return "VBZ"
    if before in ("NNP", "''", "-RRB-", ",") or before == "NN":
        return "VBZ" if after in ("CD", "NNP", "JJ", "NN", "NNS", "$", "``", ":", "WP", "WRB") and not _verb_ahead(s, i) else "NNS" if before != "," else usual
    return "NNS"


def _verb_ahead(s: Sentence, i: int) -> bool:
    """Whether a word that may be a verb follows: the clause may find its verb there."""
    for j in range(i + 1, min(len(s.tags), i + 7)):
        if s.tags[j] in _EDGE:
            return False
        choices = s.forms[j].choices
        if s.tags[j] in _VERBS or (choices and ("VBP" in choices or "VBD" in choices) and s.tags[j - 1] not in _DETERMINING):
            return True
    return False


def gerund(s: Sentence, i: int) -> str:
    """VBG, NN or JJ."""
    choices = s.forms[i].choices or {}
    before, after = s.tags[s.left(i)], s.tags[i + 1]
    word = s.lower[s.left(i)]
    if word in _BE and before[0] == "V":
        return "VBG" if "VBG" in choices and s.forms[i].tag != "JJ" else s.forms[i].tag
    if before in ("DT", "PRP$", "POS", "JJ", "CD"):
        if "NN" in choices and (after not in _NAMES or s.forms[i].tag == "NN"):
            return "NN"
        return "JJ" if "JJ" in choices and after in _NAMES else "VBG"
    if "NN" not in choices:
        return "JJ" if "JJ" in choices and after in _NAMES and s.forms[i].tag == "JJ" else "VBG"
    if after in ("DT", "PRP$", "PRP") or (after in ("NNP", "CD", "JJ") and before in ("IN", ",", "")):
        return "VBG"
    if after == "IN" and s.lower[i + 1] == "of":
        return "NN"
    if before in ("NN", "NNP") and not s.verb_before(i):
        return "NN"
    return s.forms[i].tag if s.forms[i].tag in ("NN", "VBG") else "VBG"


def particle(s: Sentence, i: int) -> str:
    """RP, IN or RB: up, out, off, down."""
    before, after = s.tags[i - 1], s.tags[i + 1]
    if before in _VERBS or before == "RP":
        return "IN" if s.lower[i + 1] == "of" or s.lower[i + 1] == "to" else "RP"
    if before in ("NN", "NNS", "NNP", "PRP", "NNPS") and after not in _OBJECT:
        return "RP" if after in (",", ".", "", "IN", "CC", "RB") and s.lower[i + 1] != "of" else "IN"
    if s.lower[i + 1] in ("to", "from"):
        return "RB"
    return "IN" if after in _OPENING else "RB"


def noun_or(s: Sentence, i: int, verb: str) -> str:
    """NN after a determiner, else the verb."""
    return "NN" if s.tags[i - 1] in _DETERMINING else verb


def plain(s: Sentence, i: int) -> str:
    """Adjectives, nouns and adverbs among each other."""
    choices = s.forms[i].choices or {}
    tag = s.forms[i].tag
    after = s.tags[i + 1]
    if "JJ" in choices and ("NN" in choices or "NNP" in choices or "NNS" in choices):
        if after in _NAMES or (after in ("JJ", "CC", "VBG") and (tag == "JJ" or after == "JJ")) or after == "CD":
            return "JJ"
        other = "NN" if "NN" in choices else "NNP" if "NNP" in choices else "NNS"
        if s.tags[i - 1] in _BE or s.lower[s.left(i)] in _BE:
            return "JJ" if tag == "JJ" or other == "NNP" else tag
        return other if "NNP" not in choices or s.tags[i - 1] != "RB" else "JJ"
    if "JJ" in choices and "RB" in choices:
        if after in _NAMES or after == "JJ":
            return "JJ" if s.tags[i - 1] not in ("VBD", "VBN", "VBZ", "VBP", "VB") or tag == "JJ" else "RB"
        return "RB" if tag == "RB" or s.tags[i - 1] in _NAMES else tag
    if "JJR" in choices and "RBR" in choices:
        return "RBR" if after in ("JJ", "RB", "VBN") else "JJR"
    if "JJS" in choices and "RBS" in choices:
        return "RBS" if after in ("JJ", "RB") else "JJS"
    return tag


# ---- single words ---------------------------------------------------------------------------------------------------


def _that(s: Sentence, i: int) -> str:
    before, after = s.tags[i - 1], s.tags[s.right(i)]
    if after in ("VBZ", "VBP", "VBD", "MD") and before in _NAMES | {",", "CD", "PRP", "DT", "JJ"}:
        return "WDT"
    if before in ("IN", "CC") or i == 0 or before in ("``",):
        return "DT" if after in ("NN", "VBZ", "VBD", "MD", "JJ") and (before == "IN" or after != "JJ") else "IN"
    if after in ("VBZ", "VBD", "MD", ",", ".", ""):
        return "DT"
    if after == "NN" and before in ("VB", "TO", "RP") and s.tags[i + 2] not in ("VBZ", "VBD", "MD", "VBP", "NNS"):
        return "DT"
    return "IN"


def _her(s: Sentence, i: int) -> str:
    return "PRP$" if s.tags[i + 1] in _NOMINAL or s.tags[i + 1] in ("JJ", "JJS", "VBG", "VBN", "``", "RBS") else "PRP"


def _clitic(s: Sentence, i: int) -> str:
    before, after = s.tags[i - 1], s.tags[s.right(i)]
    if before in ("PRP", "EX", "WP", "WRB", "WDT") or s.lower[i - 1] in ("that", "here", "let"):
        return "PRP" if s.lower[i - 1] == "let" else "VBZ"
    if after in ("DT", "PRP", "PRP$"):
        return "VBZ"
    k = s.right(i)
    return "VBZ" if after == "VBG" and k < len(s.forms) and s.forms[k].tag == "VBG" and s.tags[k + 1] in _OPENING and before != "NNS" else "POS"


def _apostrophe(s: Sentence, i: int) -> str:
    """A possessive after a plural, else a quotation mark."""
    glued = i > 0 and s.starts[i] == s.ends[i - 1]
    opens = i + 1 < len(s.words) and s.starts[i + 1] == s.ends[i]
    if glued and not opens and s.lower[i - 1][-1] == "s" and not any(word in ("'", "‘") for word in s.words[max(0, i - 40) : i]):
        return "POS"
    return "``" if opens and (not glued or s.words[i - 1] in ("(", "“", '"')) else "''"


def _quote(s: Sentence, i: int) -> str:
    """Straight double marks open and close by turns; glue to a word decides where it can."""
    opens = i + 1 < len(s.words) and s.starts[i + 1] == s.ends[i]
    closes = i > 0 and s.starts[i] == s.ends[i - 1]
    return "``" if opens and not closes else "''"


def _there(s: Sentence, i: int) -> str:
    following, before = s.lower[s.right(i)], s.lower[i - 1]
    return "EX" if following in _BE or s.tags[i + 1] == "MD" or before in _BE or following in _HAVE or following in ("'s", "’s", "seem", "seems") else "RB"


def _approximate(s: Sentence, i: int) -> str:
    if s.tags[i + 1] in ("CD", "$"):
        return "RB"
    return "RP" if s.tags[i - 1] in _VERBS and s.tags[i + 1] in (".", ",", "") else "IN"


def _time_or(s: Sentence, i: int) -> str:
    """before, after, since, over, inside, outside."""
    return "RB" if s.tags[i + 1] in (".", ",", "", "MD", "VBD", "VBZ") and s.lower[i] not in ("inside",) else "IN"


def _like(s: Sentence, i: int) -> str:
    word = s.lower[s.left(i)]
    if s.tags[s.left(i)] in ("MD", "TO") or word in _DO:
        return "VB"
    return "VBP" if s.tags[i - 1] == "PRP" and word in ("i", "we", "they", "you") else "IN"


def _may(s: Sentence, i: int) -> str:
    if s.words[i] == "may":
        return "MD"
    after = s.tags[s.right(i)]
    return "MD" if after == "VB" or s.lower[i + 1] in ("be", "have", "not") or (i == 0 and after == "PRP") else "NNP"


def _had(s: Sentence, i: int) -> str:
    return "VBN" if s.lower[s.left(i)] in _HAVE else "VBD"


def _present(s: Sentence, i: int) -> str:
    """have, do."""
    j = s.left(i)
    if s.tags[j] in ("TO", "MD") or s.lower[j] in _DO:
        return "VB"
    if s.tags[j] == "PRP" and s.tags[j - 1] in ("MD", "VBD", "VBP", "VBZ") and s.lower[j - 1] != "that":
        return "VB"
    return "VBP"


def _no(s: Sentence, i: int) -> str:
    return "RB" if s.lower[i + 1] in ("longer", "more") and s.lower[i + 2] != "than" else "UH" if s.tags[i + 1] == "," else "DT"


def _would(s: Sentence, i: int) -> str:
    return "VBD" if s.tags[s.right(i)] == "VBN" or s.lower[i + 1] == "been" else "MD"


_RULES: dict[str, Callable[[Sentence, int], str]] = {
    "past": past, "bare": bare, "base": base, "third": third, "gerund": gerund, "particle": particle, "plain": plain,
    "that": _that, "her": _her, "'s": _clitic, "’s": _clitic, "‘s": _clitic, "'": _apostrophe, "’": _apostrophe, '"': _quote,
    "\'\'": _quote, "there": _there,
    "about": _approximate, "around": _approximate, "before": _time_or, "after": _time_or, "since": _time_or, "outside": _time_or, "inside": _time_or,
    "like": _like, "may": _may, "had": _had, "have": _present, "do": _present, "no": _no, "'d": _would, "’d": _would,
}  # fmt: skip
