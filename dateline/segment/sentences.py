"""Text -> sentences: where one ends and the next begins, by marks, abbreviations and quotation.

A stop ends a sentence unless it belongs to an abbreviation, initial, number or ellipsis that goes on, or the quotation
it closes is followed by its attribution ("... there?” he said"). What runs on longer than any sentence (tables, lists,
text without marks) is cut between words. Offsets are code points of the text handed in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.lexicons import fold, table

LONGEST = 2000  # characters; the time of later stages grows faster than the length of a sentence
END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=(\s+)|(?P<fused>[“\"‘A-Z])|$)")
OPENERS = "“‘\"'«([„"
INITIAL = re.compile(r"(?:^|[\s.(“\"-])[A-Z]$")
ACRONYM = re.compile(r"(?:\b[A-Za-z]\.)+[A-Za-z]$")
LAST_WORD = re.compile(r"[^\s(\[“\"‘/–—-]+$")
FUSED = re.compile(r"[a-z)”’\"%]{2}$|\d[a-z]{1,2}$|[a-z]{2}[’”\")]$")
ATTRIBUTION = re.compile(
    r"(?:[a-z]|(?:[A-Z][\w.'’-]*\s+){0,6}(?:[A-Z][\w.'’-]*,? )?"
    r"(?:said|says|say|asked|asks|told|tells|added|adds|wrote|writes|posted|posts|replied|warned|warns|claimed|insisted|declared|shouted|stated"
    r"|tweeted|noted|continued|explained|concluded|recalled|remarked)\b)"
)


class Splitter:
    """Splits text into sentences; the table of abbreviations is loaded once."""

    def __init__(self) -> None:
        self.abbreviations = table("abbreviations")

    def __call__(self, text: str) -> list[tuple[int, int]]:
        """(start, end) of each sentence, trimmed, in order; together they hold every character that is not white space."""
        found = []
        start = 0
        for match in END.finditer(text):
            if match.end() >= len(text):
                break
            if self._ends(text, match):
                found.append((start, match.end()))
                start = match.end()
        found.append((start, len(text)))
        parts = (part for span in found for part in _parts(text, *span))
        return [trimmed for part in parts if (trimmed := _trim(text, *part))[0] < trimmed[1]]

    def _ends(self, text: str, match: re.Match[str]) -> bool:
        """Whether the stop ends a sentence."""
        marks = match[0]
        at = match.end()
        if match["fused"]:
            return self._fused(text, match)
        while at < len(text) and text[at].isspace():
            at += 1
        if at >= len(text):
            return False
        return self._goes_on(text, match, at) if marks[0] in "!?…" or marks[-1] not in "." or len(marks) > 1 else self._after_stop(text, match.start(), at)

    def _fused(self, text: str, match: re.Match[str]) -> bool:
        """No space after the stop: only where a word ends in small letters and a capitalised word follows."""
        marks, start, end = match[0], match.start(), match.end()
        if marks[0] != "." and len(marks) == 1 and marks != "?" and marks != "!":
            return False
        if len(marks) > 1 and marks[-1] in "\"'" and text[end] not in '"“':
            closing = text.count('"', 0, end) % 2 == 0
            return closing and text[end].isupper()
        before = text[max(0, start - 2) : start]
        if not (len(before) == 2 and (before[-1].islower() or before[-1].isdigit() or before[-1] in ")”’%")):
            return False
        word = LAST_WORD.search(text, max(0, start - 30), start)
        follows = text[end : end + 2]
        if word and ("." in word[0] or "@" in word[0] or self.abbreviations.get(fold(word[0]))):
            return False
        return follows[:1] in '“"‘' or (len(follows) == 2 and follows[0].isupper() and (follows[1].islower() or follows[1].isspace() or follows[1].isupper()))

    def _after_stop(self, text: str, dot: int, at: int) -> bool:
        """A single full stop and white space before text[at]."""
        follower = text[at]
        word = LAST_WORD.search(text, max(0, dot - 30), dot)
        last = word[0] if word else ""
        if follower.islower():
            return not INITIAL.search(text, max(0, dot - 2), dot) and self._lower_begins(text, last, at)
        kind = self.abbreviations.get(fold(last), "")
        if kind == "title":
            return False
        if ACRONYM.search(last):
            return self._begins(text, at)
        if INITIAL.search(text, max(0, dot - 2), dot) and not _ends_after_initial(text, dot, at):
            return False
        if last.isdigit() and len(last) <= 3 and self._opens_entry(text, dot - len(last)):
            return False
        return kind in ("", "begins") or self._after_abbreviation(kind, last, text, at)

    def _opens_entry(self, text: str, start: int) -> bool:
        """A figure that numbers an entry of a list: it stands first, or right after the end of a sentence."""
        before = text[max(0, start - 30) : start].rstrip()
        if not before or "\n" in text[max(0, start - 2) : start]:
            return True
        word = LAST_WORD.search(before[:-1])
        return before[-1] in ".!?;”" and not (word and self.abbreviations.get(fold(word[0]), "begins") != "begins")

    def _after_abbreviation(self, kind: str, last: str, text: str, at: int) -> bool:
        """title: never ends a sentence; number, month: not before a figure; end: may end one (Inc., Jr., a.m.)."""
        if kind == "title":
            return False
        if kind in ("month", "number"):
            if kind == "month" and not last[:1].isupper():
                return True
            return not text[at].isdigit() and (kind == "month" or last.islower() or self._begins(text, at))
        return self._begins(text, at)

    def _begins(self, text: str, at: int) -> bool:
        """The words at this place look like the begin of a sentence though an abbreviation stands before."""
        if text[at] in OPENERS:
            return True
        end = at
        while end < len(text) and (text[end].isalnum() or text[end] in "'’"):
            end += 1
        return self.abbreviations.get(fold(text[at:end])) == "begins"

    def _lower_begins(self, text: str, last: str, at: int) -> bool:
        """A small letter after a stop goes on, except for names that are written small (al-Shabaab, iPhone)."""
        return bool(re.match(r"(?:al|el|an|ad|ar|as|at)-[A-Z]|e[A-Z]|i[A-Z]|[a-z]\) ", text[at : at + 5])) and not self.abbreviations.get(fold(last))

    def _goes_on(self, text: str, match: re.Match[str], at: int) -> bool:
        """After ! ? … or a closing quotation mark: an attribution goes on with the sentence."""
        marks = match[0]
        follower = text[at]
        quoted = marks[-1] in "\"'”’»"
        if follower.islower():
            return False
        if marks[-1] in ")]" and marks[0] == "." and len(marks) == 2 and self._closes_short(text, match.start()):
            return False
        if quoted and marks[0] in "?!…" and ATTRIBUTION.match(text, at):
            return False
        if marks.strip("\"'”’»)]") in ("...", "…", "..") and not quoted:
            return self._after_ellipsis(text, match, at)
        if quoted and marks[0] == "." and ACRONYM.search(text, max(0, match.start() - 12), match.start()):
            return self._begins(text, at) or follower.isupper()
        return True

    def _closes_short(self, text: str, dot: int) -> bool:
        """The stop belongs to an abbreviation inside brackets: "(D-N.Y.) said"."""
        word = LAST_WORD.search(text, max(0, dot - 20), dot)
        return bool(word and (ACRONYM.search(word[0]) or self.abbreviations.get(fold(word[0]), "begins") != "begins" or len(word[0]) == 1))

    def _after_ellipsis(self, text: str, match: re.Match[str], at: int) -> bool:
        """An ellipsis with a space before it stands for words left out; one fused to a word may end the sentence."""
        return match.start() > 0 and not text[match.start() - 1].isspace() and (text[at].isupper() or text[at] in OPENERS)


def _ends_after_initial(text: str, dot: int, at: int) -> bool:
    """A capital that is no initial: "Plan B. The", "vitamin C. It", "I." at an end."""
    before = text[max(0, dot - 12) : dot - 1].rstrip()
    word = before.rsplit(None, 1)[-1] if before else ""
    capital = bool(word) and word[0].isupper()
    if text[dot - 1] == "I" and not capital:
        return True
    return fold(word) in table("lettered") and text[at].isupper()


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentence; one that is too long in parts, each cut after the last semicolon, else comma, else blank of its second half."""
    while end - start > LONGEST:
        half, limit = start + LONGEST // 2, start + LONGEST
        cut = next((at + 1 for mark in ("; ", ", ", " ", "\n") if (at := text.rfind(mark, half, limit)) >= 0), limit)
        yield start, cut
        start = cut
    yield start, end


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
