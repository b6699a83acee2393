"""Sentence -> Tokens: words, numbers and marks with part of speech and lemma.

Laws: the tokens cover every character but white space and stray invisible ones; text[start:end] is the token; linear time.
"""

from __future__ import annotations

import re
from itertools import accumulate, pairwise

from dateline.annotate.context import settle
from dateline.annotate.tags import Form, Forms
from dateline.lexicons import terms
from dateline.records import Token

_M = "\u00ad\u0300-\u036f\u200b-\u200f\u2060\ufeff"  # invisible and combining characters: part of the word they stand in
_SPLIT = re.compile(
    rf"""(
      [A-Za-z]++(?=[\s,])                                              # most words
    | (?:https?://|www\.)[^\s<>"\u201d)]+
    | [A-Za-z][a-z]?\.(?:[A-Za-z][a-z]?\.)+(?:-\w+)*                   # U.S. a.m. Ph.D. U.S.-led
    | [^\W\d_][\w{_M}]*(?:
          [-\u2010\u2011&](?=\w)[\w{_M}]+                                # counter-attack F-16 AT&T
        | ['\u2019\u02bc\u2018`](?!(?:s|S|re|ve|ll|d|m)\b)[^\W\d_][\w{_M}]*   # O'Brien Sana'a don't
        | \.(?=[a-z]{{2}})\w+                                           # Amazon.com
      )*
    | \d+(?:[.,:/]\d+)*(?:
          (?:st|nd|rd|th|s|ST|ND|RD|TH)\b(?:-[^\W_]+)*                     # 16th 1990s
        | (?:-[\w{_M}]+)+                                              # 19-year-old 2000-5
        | [^\W\d_]+\d\w*                                               # 9M729
      )?
    | [@\#]\w+
    | ['\u2019\u2018](?:s|S|re|ve|ll|d|m)\b
    | \.{{2,}} | -{{2,}} | '(?='') | '' | ``
    | [^\s{_M}]
    )""",
    re.VERBOSE,
).split
_NOT = ("n't", "n’t", "N'T", "N’T")
_FUSED = ("cannot", "Cannot", "CANNOT", "gonna", "wanna")

_OPENERS = frozenset('"“‘«„.!?•')
_LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


class Tagger:
    """Splits and tags the characters start..end of a text."""

    def __init__(self) -> None:
        self._forms = Forms()
        self._named = frozenset(pair for name in terms("organisations") for pair in pairwise(name.lower().split()) if self._has_verb(pair))

    def _has_verb(self, pair: tuple[str, str]) -> bool:
        """Whether a word of two that stand in a name would be read as a verb: "shining path"."""
        tags = [form.tag for word in pair if (form := self._forms.listed(word)) is not None]
        return any(tag.startswith("VB") for tag in tags) and not any(tag in ("CC", "IN", "TO", "DT") for tag in tags)

    def __call__(self, text: str, start: int, end: int) -> tuple[Token, ...]:
        """Tokens in reading order."""
        segment = text[start:end]
        words, starts, ends = _words(segment, start)
        if not words:
            return ()
        if "." in words[:-1]:
            self._abbreviations(words, starts, ends)
        forms = list(map(self._forms.__getitem__, words))
        self._capitals(segment, words, forms)
        tags, lemmas = settle(words, starts, ends, forms)
        return tuple(map(Token, words, starts, ends, tags, lemmas))

    def _abbreviations(self, words: list[str], starts: list[int], ends: list[int]) -> None:
        """Joins the stop to "Gen", "No" before a number and initials."""
        for i in range(len(words) - 2, 0, -1):
            if words[i] == "." and starts[i] == ends[i - 1] and self._is_abbreviation(words[i - 1], words[i + 1]):
                words[i - 1] += "."
                ends[i - 1] = ends[i]
                del words[i], starts[i], ends[i]

    def _is_abbreviation(self, word: str, following: str) -> bool:
        if len(word) == 1:
            return word.isupper() and word != "I"
        if word in ("No", "no", "Nos"):
            return following[0].isdigit()
        return word + "." in self._forms.stopped

    def _capitals(self, segment: str, words: list[str], forms: list[Form]) -> None:
        """Reads the first word of the sentence and of a quotation, headlines and text in capitals as if in lower case."""
        if segment.isupper():
            for i, word in enumerate(words):
                if len(word) > 1 and word[0].isalpha():
                    forms[i] = self._forms.ordinary(word)
            for i in range(len(words) - 1):
                if (words[i].lower(), words[i + 1].lower()) in self._named:
                    forms[i], forms[i + 1] = Form("NNP", words[i].lower()), Form("NNP", words[i + 1].lower())
            return
        if "IS" in words:  # the group: the verb is not written so among small letters
            forms[words.index("IS")] = Form("NNP", "is")
        if len(words) < 30 and words[-1] != "." and _is_title(words):
            for i, word in enumerate(words):
                if word[0].isupper() and not word.isupper() and forms[i].tag in ("NNP", "NNPS"):
                    forms[i] = self._uncapitalised(word)
            return
        self._open(0, words, forms)
        if not _OPENERS.isdisjoint(words):
            for i, word in enumerate(words):
                if word in _OPENERS:
                    self._open(i + 1, words, forms)

    def _open(self, i: int, words: list[str], forms: list[Form]) -> None:
        """Reads the first word at or after i as one that opens a sentence."""
        size = len(words)
        while i < size and not words[i].isalnum() and words[i][0] not in _LETTERS:
            i += 1
        if i < size and words[i][0].isupper() and len(words[i]) > 1 and not words[i].isupper():
            forms[i] = self._first(words[i], words, i)

    def _first(self, word: str, words: list[str], i: int) -> Form:
        """The first word of a sentence: a name where the word is one, or where a title stands before a name."""
        common = self._forms.listed(word.lower())
        if common is None:
            return self._forms[word]
        following = words[i + 1] if i + 1 < len(words) else ""
        if common.tag in ("NN", "JJ", "NNS") and following[:1].isupper() and not following.isupper() and common.lemma != "mr":
            return self._forms[word]
        listed = self._forms.listed(word)
        if listed and listed.tag in ("NNP", "NNPS") and common.tag in ("NN", "VB", "JJ", "NNS") and self._acts(following):
            return listed
        return common if not listed or listed.tag in ("NNP", "NNPS") else listed

    def _acts(self, following: str) -> bool:
        """Whether the word after a first word speaks for a name: a verb or a possessive."""
        form = self._forms[following] if following else None
        return form is not None and (form.tag in ("VBZ", "VBD", "MD", "POS") or following == "and")

    def _uncapitalised(self, word: str) -> Form:
        listed = self._forms.listed(word)
        if listed and listed.tag in ("NNP", "NNPS"):
            return listed
        return self._forms.listed(word.lower()) or (self._forms[word] if "-" not in word else self._forms[word[0].lower() + word[1:]])


def _words(segment: str, start: int) -> tuple[list[str], list[int], list[int]]:
    """The words of a segment with their starts and ends."""
    parts = _SPLIT(segment)
    offsets = list(accumulate(map(len, parts), initial=start))
    words, starts, ends = parts[1::2], offsets[1::2], offsets[2::2]
    if "n't" in segment or "n’t" in segment or "annot" in segment or "N'T" in segment or "N’T" in segment or "nna" in segment or "CANNOT" in segment:
        _fused(words, starts, ends)
    return words, starts, ends


def _fused(words: list[str], starts: list[int], ends: list[int]) -> None:
    """Parts "n't" from its verb, "not" from "cannot"."""
    for i in range(len(words) - 1, -1, -1):
        word = words[i]
        cut = len(word) - 3 if len(word) > 3 and word.endswith(_NOT) else 3 if word in _FUSED else 0
        if cut:
            words[i : i + 1] = [word[:cut], word[cut:]]
            starts.insert(i + 1, starts[i] + cut)
            ends.insert(i, starts[i] + cut)


def _is_title(words: list[str]) -> bool:
    """Whether most of the words that can be in lower case have capitals: a headline."""
    long = [word for word in words if len(word) > 3 and word[0].isalpha()]
    return len(long) > 3 and sum(word[0].isupper() for word in long) > 0.75 * len(long)
