"""The words of a sentence while their tags are being settled, and the classes of tags that the rules speak of.

What stands before a word has its final tag, what follows its most likely one. Every look to either side stops at the clause's
edge and after a fixed number of words, so time is linear.
"""

from __future__ import annotations

from collections.abc import Mapping

from dateline.annotate.tags import Form
from dateline.lexicons import table, terms

REACH = 16
NOMINAL = frozenset(("NN", "NNS", "NNP", "NNPS", "CD"))
NAMES = frozenset(("NN", "NNS", "NNP", "NNPS"))
OPENING = frozenset(("DT", "PRP$", "PRP", "CD", "NNP", "NNPS", "NN", "NNS", "JJ", "JJR", "JJS", "$", "PDT", "EX", "POS", "WP", "WRB"))  # starts a noun group
OBJECT = frozenset(("DT", "PRP$", "PRP", "CD", "NNP", "NNPS", "JJ", "$", "PDT"))
DETERMINING = frozenset(("DT", "PRP$", "POS", "JJ", "JJR", "JJS", "CD", "PDT", "WP$"))
VERBS = frozenset(("VB", "VBP", "VBZ", "VBD", "VBN", "VBG"))
FINITE = frozenset(("VBZ", "VBP", "VBD", "MD"))
PAD = ("",) * (REACH + 4)
EDGE = frozenset(("", ",", ":", ".", "``", "''", "WDT", "WP", "WRB", "-LRB-", "-RRB-", "CC"))
SKIPPED = frozenset(("RB", "``", "''"))
FLOATING = frozenset(("both", "each", "all"))
NAMED = frozenset(("NN", "NNS", "NNP", "NNPS", "PRP"))
NOT_ADVERBS = frozenset(("home", "north", "south", "east", "west"))
HAVE = frozenset(("have", "has", "had", "having", "'ve", "’ve"))
BE = frozenset(("be", "is", "are", "was", "were", "been", "being", "am", "'m", "’m", "'re", "’re", "get", "gets", "got", "getting"))
DO = frozenset(("do", "does", "did"))
SUBORDINATE = frozenset(("that", "because", "while", "if", "when", "as", "after", "before", "since", "until", "although", "though", "whether", "where"))
BOUNDS = frozenset((("at", "least"), ("at", "most"), ("more", "than"), ("fewer", "than"), ("less", "than"), ("up", "to"), ("as", "many")))  # before a number
ROUNDING = frozenset(("about", "some", "nearly", "over", "almost", "roughly"))
RESULT_GERUNDS = frozenset(table("result_gerunds"))
GERUND_TAKERS = terms("gerund_takers")
BODIES = frozenset(table("institutions"))
CLAUSE_TAKERS = frozenset(lemma for lemma, value in table("cues").items() if "that" in value.split("|")[1].split())
SAYING = frozenset(lemma for lemma, value in table("speaking").items() if value == "clause")  # said, never "a thing said"
LED_TO = terms("to_preposition")  # words after which "to" is a preposition


_STOPS = frozenset(".?!")


class Sentence:
    """The words of a sentence while their tags are being settled."""

    __slots__ = ("ends", "forms", "lower", "starts", "stops", "tags", "words")

    def __init__(self, words: list[str], starts: list[int], ends: list[int], forms: list[Form]) -> None:
        self.words, self.starts, self.ends, self.forms = words, starts, ends, forms
        self.lower = [*map(str.lower, words), *PAD]
        self.stops = not _STOPS.isdisjoint(words[-3:])  # a whole sentence rather than a headline
        self.tags = [*[form[0] for form in forms], *PAD]  # padded: any index near the sentence is good

    def left(self, i: int) -> int:
        """The first word before i that is no adverb, quotation mark or floating "both"; an index of padding if there is none."""
        i -= 1
        tags = self.tags
        if self.lower[i] in FLOATING and tags[i - 1] in NAMED:
            return i - 1  # the army and the rebels [both] claim
        if tags[i] not in SKIPPED:
            return i
        stop = i - 5
        while i > stop and tags[i] in SKIPPED and self.lower[i] not in NOT_ADVERBS:
            i -= 1
        return i

    def right(self, i: int) -> int:
        """The first word after i that is no adverb or opening mark."""
        i += 1
        tags = self.tags
        if tags[i] not in ("RB", "``"):
            return i
        stop = i + 3
        while i < stop and tags[i] in ("RB", "``"):
            i += 1
        return i

    def has_count(self, i: int) -> bool:
        """Whether a number follows the word at i, bare, rounded or bounded: killed [12], killed [about 12], killed [at least 12]."""
        j = self.right(i)
        j += 2 if (self.lower[j], self.lower[j + 1]) in BOUNDS else self.lower[j] in ROUNDING
        return "CD" in self.tags[j : j + 1]

    def is_finite(self, i: int) -> bool:
        """Whether the word at i is surely a finite verb."""
        tag = self.tags[i]
        if self.tags[i - 1] == "TO":
            return False
        if tag == "MD":
            return True
        if tag not in ("VBZ", "VBP", "VBD"):
            return False
        if self.forms[i].choices is None or self.lower[i] in HAVE or self.lower[i] in DO:
            return True
        return tag == "VBD" and self.tags[i - 1] in NAMES and self.tags[i + 1] not in ("NN", "NNS", "JJ")

    def choices(self, i: int) -> Mapping[str, str] | None:
        """Every tag -> lemma that the word at i can have; None where it has one, or outside the sentence."""
        return self.forms[i].choices if 0 <= i < len(self.forms) else None

    def awaits_verb(self, i: int) -> bool:
        """Whether a "do" or modal before the subject has not had its verb yet: "Why did the talks fail?"."""
        for j in range(i - 1, i - 7, -1):
            if self.lower[j] in DO or self.tags[j] == "MD":
                return True
            if self.tags[j] in VERBS or self.tags[j] in EDGE:
                return False
        return False

    def follows_quote(self, i: int) -> bool:
        """Whether a closing quotation mark stands before the noun phrase that ends at i."""
        for j in range(i - 1, i - 7, -1):
            if self.tags[j] not in NAMES and self.tags[j] not in DETERMINING:
                return self.tags[j] == "''" and self.words[j] != "'"
        return False

    def opens_clause(self, i: int) -> bool:
        """Whether a conjunction opens the clause of i and no verb stands between."""
        for j in range(i - 1, i - 8, -1):
            if self.lower[j] in SUBORDINATE:
                return True
            if self.tags[j] in VERBS or self.tags[j] in EDGE:
                return False
        return False

    def after_joint(self, i: int) -> bool:
        """Whether "and" and a noun phrase stand between an earlier verb and i."""
        for j in range(i - 1, i - 7, -1):
            if self.tags[j] == "CC":
                return self.verb_before(j) or self.tags[j - 1] in ("JJ", "VBN")
            if self.tags[j] in VERBS or self.tags[j] in EDGE:
                return False
        return False

    def verb_before(self, i: int) -> bool:
        """Whether the clause has its finite verb before i."""
        tags, lower = self.tags, self.lower
        for j in range(i - 1, i - REACH, -1):
            tag = tags[j]
            if tag in FINITE:
                return self.forms[j][1] not in CLAUSE_TAKERS
            if tag in EDGE or lower[j] in SUBORDINATE:
                return False
        return False

    def verb_after(self, i: int) -> bool:
        """Whether a sure finite verb follows before the clause ends."""
        tags, lower = self.tags, self.lower
        for j in range(i + 1, i + REACH):
            tag = tags[j]
            if tag in FINITE:
                if self.is_finite(j):
                    return True
            elif tag in EDGE or lower[j] in SUBORDINATE:
                return False
        return False
