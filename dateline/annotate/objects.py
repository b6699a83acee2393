"""The noun behind a number -> what is counted: normalised name and category."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from dateline.annotate.numerals import Line, cues
from dateline.lexicons import table
from dateline.records import Token

_NOUNS = frozenset(("NN", "NNS", "NNP", "NNPS"))
_BEFORE_NOUN = frozenset(("JJ", "JJS", "JJR", "VBN", "VBG", "NN", "NNP", "NNS", "NNPS", "CD", "RB", "RBS"))
_BEFORE_GROUP = frozenset(("DT", "PRP$", "PDT", "CD", "JJS"))
_QUOTES = frozenset("\"“”'‘’«»(")
_SHIFTS = frozenset(("last", "next", "this", "ago", "earlier", "later", "each", "apiece", "thanks"))
_SAME_PLURAL = frozenset(("aircraft", "personnel", "police", "crew", "staff", "sheep", "fish", "cattle", "spacecraft", "hovercraft", "infantry", "people"))
_MORE = frozenset(("more", "fewer", "less", "others", "other", "further", "extra"))
_NATIONALS = ("ians", "eans", "icans", "opians", "ytians", "ans", "ese", "lis", "nis", "rks", "rds", "ebs")
_FARTHEST = 12
Classify = Callable[[str], tuple[str, str] | None]


class Counted(NamedTuple):
    """What a number counts."""

    name: str  # singular, lower case, normalised; "" = not told
    category: str
    first: int  # token index of the head; -1 where there is none
    last: int  # token index after the group
    plural: bool = False


NOTHING = Counted("", "", -1, -1)


class Objects:
    """Reads counted nouns; built once.

    Args:
        weapon: name of a weapon -> its object name and category, None where it is none.
    """

    def __init__(self, weapon: Classify) -> None:
        self._table: dict[str, tuple[str, str]] = {}
        for term, value in table("objects").items():
            category, _, name = value.partition("|")
            self._table[term] = (name or term, category)
        self._weapon, self.cues = weapon, cues()
        self.solid = frozenset(term for term, (_, category) in self._table.items() if category in ("person", "weapon", "vehicle", "building"))

    def known(self, word: str) -> tuple[str, str] | None:
        """Normalised name and category of a noun in the table."""
        return self._table.get(word)

    def after(self, line: Line, token: int, value: float) -> Counted:
        """The noun that a number counts, read from the token after it."""
        tokens = line.tokens
        head, at, crossed = -1, token, False
        while at < len(tokens) and at < token + _FARTHEST:
            tag, low = tokens[at].tag, tokens[at].text.lower()
            if low in ("others", "ones") or low in _SHIFTS:
                break
            if low in self.cues["when"] and (head >= 0 or tag not in ("JJ",)):
                break
            if head >= 0 and not self._extends(line, head, at, plural=value != 1):
                break
            if tag in _NOUNS:
                head = at
            elif head < 0 and tag == "CC" and self._shared(line, token, at):
                at, crossed = self._past_number(line, at + 1), True
                continue
            elif head < 0 and not self._inside(line, token, at):
                break
            at += 1
        if head < 0:
            return self._bare(line, token)
        if not crossed and value != 1 and tokens[head].tag in ("NN", "NNP"):
            head = self._plural_of(line, token, head)
        return self.named(line, head, token)

    def _plural_of(self, line: Line, first: int, head: int) -> int:
        """The noun that a plural number counts where the group ends in a singular one."""
        tokens = line.tokens
        shared = self._elliptical(line, head)
        if shared >= 0:
            return shared
        after = tokens[head + 1] if head + 1 < len(tokens) else None
        if after and after.tag == "VBZ" and after.text.endswith("s") and after.lemma not in ("be", "have", "do"):
            following = tokens[head + 2].tag if head + 2 < len(tokens) else ""
            if following not in ("DT", "PRP$", "PRP", "IN", "NN", "NNS", "NNP", "CD", "JJ", "TO"):
                return head + 1  # "18 supply routes", read as a verb
        known = self._table.get(tokens[first].lemma) if first < head and tokens[first].tag == "NN" else None
        if known and known[1] in ("place", "person", "organisation", "vehicle", "weapon") and tokens[head].lemma not in _SAME_PLURAL:
            return first  # "a 63 nation coalition"
        return head

    def named(self, line: Line, head: int, floor: int) -> Counted:
        """Name and category of the noun at a token; words before it (not before floor) may belong to the term."""
        tokens = line.tokens
        lemma = tokens[head].lemma
        for size in (3, 2):
            start = head - size + 1
            if start >= floor:
                term = " ".join([token.text.lower() for token in tokens[start:head]] + [lemma])
                found = self._table.get(term)
                if found:
                    return Counted(*found, head, head + 1, True)
        if head + 2 < len(tokens) and tokens[head + 1].text.lower() == "of":
            found = self._table.get(f"{lemma} of {tokens[head + 2].lemma}")
            if found:
                return Counted(*found, head, head + 3, True)
        return self._single(line, head)

    def _single(self, line: Line, head: int) -> Counted:
        token = line.tokens[head]
        plural = token.tag in ("NNS", "NNPS")
        if token.text.lower().endswith(("-olds", "year-old")):
            return Counted("person", "person", head, head + 1, True)
        found = self._table.get(token.lemma) or self._table.get(token.text.lower()) or self._table.get(token.text.lower().removesuffix("s"))
        weapon = self._weapon(token.lemma) or self._weapon(token.text.lower().removesuffix("s")) if token.text[:1].isupper() or found is None else None
        if weapon:
            return Counted(*weapon, head, head + 1, plural)
        if found:
            return Counted(*found, head, head + 1, plural)
        if (plural or token.text.isupper()) and token.text[0].isupper() and token.text.lower().endswith(_NATIONALS):
            return Counted("person", "person", head, head + 1, True)
        low = token.text.lower()
        name = low[:-1] if plural and token.lemma == low and low.endswith("s") and not low.endswith("ss") else token.lemma
        return Counted(name, "other", head, head + 1, plural)

    def _inside(self, line: Line, first: int, at: int) -> bool:
        """Whether a word may stand between a number and its noun."""
        tokens = line.tokens
        tag, low = tokens[at].tag, tokens[at].text.lower()
        after = tokens[at + 1].tag if at + 1 < len(tokens) else ""
        if low in _MORE:
            return after in _BEFORE_NOUN
        if tag in ("VBN", "VBG"):
            return after in _BEFORE_NOUN and self._leads_to_noun(line, at + 1)
        if tag in ("JJ", "JJS", "JJR", "CD"):
            return True
        if tag == "VBD" and low in self.cues["described"]:
            return self._leads_to_noun(line, at + 1)
        if tag == "VBD" and at > first and tokens[at - 1].tag == "RB":
            return self._leads_to_noun(line, at + 1)  # "20 million fully diluted shares"
        if tag == "VBD" and self._tag_before(line, first) in ("IN", "TO", "DT", "CC", "VBP", "VBZ", "VBD", "VB", "VBG", "PRP$") and low.endswith("ed"):
            return self._leads_to_noun(line, at + 1)  # "home to 22 registered voters"
        if tag == "VBD":
            return (
                " ".join([low, *(token.text.lower() for token in tokens[at + 1 : at + 2]), *(token.lemma for token in tokens[at + 2 : at + 3])]) in self._table
            )
        if tag == "RB" or tag == "RBS":
            return after in ("JJ", "VBN", "VBG")
        if low == ",":
            return after == "JJ" and at > first
        if tag == "CC":
            return at > first and after in ("JJ", "VBN", "NN", "NNP")
        return (low in _QUOTES or tag == "POS") and after in _BEFORE_NOUN

    def _tag_before(self, line: Line, first: int) -> str:
        """Part of speech of the word before the number that ends at a token."""
        at = first - 1
        while at >= 0 and line.tokens[at].tag == "CD":
            at -= 1
        return line.tokens[at].tag if at >= 0 else ""

    def _leads_to_noun(self, line: Line, at: int) -> bool:
        """Whether a plural noun ends the group; else a participle is a verb ("two killed in the blast")."""
        end = min(len(line.tokens), at + _FARTHEST)
        while at < end and line.tokens[at].tag in _BEFORE_NOUN:
            if line.tokens[at].tag in ("NNS", "NNPS") or self._table.get(line.tokens[at].lemma):
                return True
            at += 1
        return False

    def _extends(self, line: Line, head: int, at: int, *, plural: bool) -> bool:
        """Whether a group goes on after a noun."""
        before, tag = line.tokens[head], line.tokens[at].tag
        if tag == "POS":
            return False
        if before.tag in ("NNS", "NNPS"):
            return tag == "NNS" and before.lemma not in ("person", "people")
        if tag == "CD" and before.tag == "NNP" and at + 2 < len(line.tokens) and line.tokens[at + 1].start == line.tokens[at].end:
            return line.tokens[at + 2].tag in _BEFORE_NOUN  # "two Skynex 35mm guns"
        if line.tokens[at].text in _QUOTES and at + 1 < len(line.tokens) and before.tag == "NN" and before.lemma not in self._table:
            return line.tokens[at + 1].tag in _NOUNS or line.tokens[at - 1].text in _QUOTES  # 'so-called "night" drones'
        describing = tag in ("JJ", "VBN", "VBG") or line.tokens[at].text.lower() in self.cues["described"]
        if describing and before.tag in ("NN", "NNP") and at + 1 < len(line.tokens):
            return plural and self._leads_to_noun(line, at + 1)  # "1,000 North Korean troops", "five army armoured vehicles"
        return tag in _NOUNS

    def _shared(self, line: Line, first: int, at: int) -> bool:
        """ "three ballistic and two cruise missiles": the noun stands after the second number."""
        return (
            at > first
            and at + 1 < len(line.tokens)
            and line.tokens[at].text.lower() in ("and", "or")
            and line.tokens[at + 1].tag == "CD"
            and line.tokens[at - 1].tag != "VBN"
        )

    def _elliptical(self, line: Line, head: int) -> int:
        """ "three cruise and two ballistic missiles", "40 oil and gas fields": a singular noun after a plural number shares the plural."""
        tokens = line.tokens
        at = head + 1
        if (
            tokens[head].lemma in self._table
            or tokens[head].text.endswith("s")
            or self._weapon(tokens[head].lemma)
            or at + 1 >= len(tokens)
            or tokens[at].text.lower() not in ("and", "or", ",")
        ):
            return -1
        if tokens[at].text == "," and tokens[at + 1].tag != "CD":
            return -1
        at = self._past_number(line, at + 1)
        while at < len(tokens) and tokens[at].tag in _BEFORE_NOUN:
            if tokens[at].tag == "NNS":
                return at
            at += 1
        return -1

    def _past_number(self, line: Line, at: int) -> int:
        while at < len(line.tokens) and line.tokens[at].tag == "CD":
            at += 1
        return at

    def _bare(self, line: Line, token: int) -> Counted:
        """A number without a noun: "killed three", "two dead", "12 others"."""
        if token < len(line.tokens):
            low = line.tokens[token].text.lower()
            found = self._table.get(low)
            if found and found[1] == "person":
                return Counted(*found, token, token + 1, True)
        return NOTHING

    def of_group(self, line: Line, token: int) -> Counted:
        """The noun of the group after "of": "one of the drones", "dozens of people"; NOTHING for pronouns."""
        tokens, at = line.tokens, token
        if tokens[token].lemma == "those" and token + 1 < len(tokens) and tokens[token + 1].tag in ("VBN", "VBD", "VBG"):
            return self._bare(line, token + 1)  # "three of those wounded"
        while at < len(tokens) and at < token + 4 and (tokens[at].tag in _BEFORE_GROUP or (tokens[at].tag in ("RB", "IN") and _is_number(tokens, at + 1))):
            at += 1
        if at >= len(tokens) or tokens[at].tag in ("PRP", "WP", "WDT", "IN"):
            return NOTHING
        owner = next((near for near in range(at, min(at + 5, len(tokens))) if tokens[near].tag == "POS"), -1)
        if owner > at and all(token.tag in _BEFORE_NOUN for token in tokens[at:owner]):
            at = owner + 1  # "one of Russia's warships"
        found = self.after(line, at, 2.0)
        if found.first >= 0 and found.name in self.cues["container"] and found.last < len(tokens) and tokens[found.last].text.lower() == "of":
            return self.after(line, found.last + 1, 2.0)
        return found


def _is_number(tokens: Sequence[Token], at: int) -> bool:
    """Whether a number in digits or words stands at a token: "one of about 20 survivors"."""
    return at < len(tokens) and tokens[at].tag == "CD"
