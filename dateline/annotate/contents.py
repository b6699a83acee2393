"""Grammar, cue -> the characters that a cue attributes.

A content is a clause after its cue ("said that ..."), a quotation, an infinitive, a noun phrase, or what stands before
a speaker and cue that close the sentence ("..., officials say").
"""

from __future__ import annotations

from collections.abc import Sequence

from dateline.annotate.cues import Cue, Cues
from dateline.annotate.grammar import Grammar
from dateline.annotate.quotes import Quotation

Pair = tuple[int, int]
_MODIFYING = frozenset(
    (
        "on",
        "in",
        "at",
        "during",
        "after",
        "before",
        "from",
        "via",
        "through",
        "by",
        "to",
        "with",
        "as",
        "over",
        "following",
        "for",
        "about",
        "of",
        "under",
        "near",
    )
)
_QUESTIONS = frozenset(("what", "who", "whom", "which", "where", "when", "why", "how", "whether", "if", "whatever", "whose"))
_SUBORDINATING = frozenset(("because", "after", "while", "if", "as", "since", "before", "when", "although", "though", "until", "unless", "whereas"))
_ATTENDING = _SUBORDINATING - {"as"} | {"during", "amid", "despite", "following", "ahead"}
_OPENING = _SUBORDINATING | {"in", "on", "at", "by", "with", "for", "among", "under", "during", "despite"}
_COMMA = frozenset((",", ":", "--", "—", "–"))
_LONGEST = 120  # words of a content in which its end is looked for; a longer one goes to the end of the sentence
_DASHES = frozenset(("-", "--", "–", "—"))  # after a dateline: "GOMA, 3 May (Agency) -"


class Contents:
    """The contents of the cues of one sentence; quotations are those of its passage."""

    def __init__(self, grammar: Grammar, quotes: Sequence[Quotation], cues: Cues) -> None:
        self.g = grammar
        self.cues = cues
        self.quotes = quotes
        self.times = grammar.times
        self.quote = self._quote_numbers()
        self.end = self._end()
        self._known: dict[tuple[int, int], tuple[list[Pair], str]] = {}
        self.kind = "clause"  # of the content found last: clause | late (words between) | object: ever weaker signs

    def _quote_numbers(self) -> list[int]:
        """For each token the number of the quotation that holds it, -1 outside."""
        if not self.quotes:
            return [-1] * (self.g.size + 6)
        numbers, number = [], 0
        for token in self.g.tokens:
            while number < len(self.quotes) and self.quotes[number].end <= token.start:
                number += 1
            numbers.append(number if number < len(self.quotes) and self.quotes[number].start <= token.start else -1)
        return numbers + [-1] * 6

    def _end(self) -> int:
        """Where the sentence ends, its last stop left out."""
        end = self.g.size
        while end > 0 and self.g.words[end - 1] in (".", "?", "!", ";", ":") and self.quote[end - 1] < 0:
            end -= 1
        return end

    # -- after the cue

    def after(self, cue: Cue, limit: int) -> list[Pair]:
        """What the cue attributes among the words after it and before limit; [] if nothing."""
        known = self._known.get((cue.first, limit))
        if known is None:
            self.kind = "clause"
            known = self._known[cue.first, limit] = (self._at_once(cue, limit) or self._named(cue, limit) or self._later(cue, limit), self.kind)
        self.kind = known[1]
        return known[0]

    def _at_once(self, cue: Cue, limit: int) -> list[Pair]:
        """Contents that follow without a word between: an infinitive, a group after a preposition."""
        g, i = self.g, cue.last
        if g.tags[i] == "TO" and g.chunk(i, "VP"):
            return self.span(i, self.clause_end(i, limit, cue)) if "to" in cue.frames else []
        if g.words[i] in cue.frames and g.tags[i] in ("IN", "TO", "RP", "RB") and g.words[i] not in ("that", "wh"):
            start = i + 1
            if g.words[start] in _QUESTIONS or g.tags[start] == "VBG" or self.quote[start] >= 0:
                return self.span(start, self.clause_end(start, limit, cue))
            self.kind = "object"
            return self.span(start, self.phrase(start, limit, loose=True))
        return []

    def _named(self, cue: Cue, limit: int) -> list[Pair]:
        """Object and what it is called: "called the decision a mistake"."""
        if "complement" not in cue.frames or not self.g.opens(cue.last, "NP"):
            return []
        for j in range(cue.last, min(limit, cue.last + 25)):
            if self._opens_quote(j):
                return self.span(cue.last, self._quote_end(j))
            if self._is_subject(j) or self.g.words[j] in (",", "and", "as"):
                break
        end = self.g.phrase_end(cue.last)
        if self.quote[end] < 0 and not self.g.opens(end, "NP") and self.g.words[end] != "as":
            return []
        return self._object(cue, limit)

    def _later(self, cue: Cue, limit: int) -> list[Pair]:
        """Contents after the one who is told and after words that tell when and where."""
        g, frames = self.g, cue.frames
        start = self.past_person(cue, limit)
        i = self.past_modifiers(start, limit, frames)
        if i >= limit:
            return self._object(cue, limit)
        if g.words[i] in _COMMA and (self._opens_quote(i + 1) or g.words[i] == ":"):
            return self.span(i + 1, self.clause_end(i + 1, limit, cue)) if "quote" in frames or g.words[i] == ":" else []
        if i > start:
            self.kind = "late"
        if self._opens_quote(i):
            return self._quoted(cue, i, limit)
        if g.words[i] == "that" and ("that" in frames or "person-that" in frames):
            return self.span(i, self.clause_end(i + 1, limit, cue))
        if g.words[i] in _QUESTIONS and ("wh" in frames or "person-wh" in frames or ("that" in frames and g.words[i] == "if")):
            self.kind = "object" if g.words[i] in ("when", "where", "if") else self.kind
            return self.span(i, self.clause_end(i + 1, limit, cue))
        if start > cue.last:
            found = self._asked(cue, i, limit)
            if found:
                return found
        elif g.tags[i] == "TO" and g.chunk(i, "VP") and "to" in frames:
            return self.span(i, self.clause_end(i, limit, cue))
        return self._bare(cue, i, limit) or self._object(cue, limit)

    def _asked(self, cue: Cue, i: int, limit: int) -> list[Pair]:
        """What follows the one who is told or asked: "told them to leave", "accused them of spying"."""
        g, frames = self.g, cue.frames
        if g.tags[i] == "TO" and g.chunk(i, "VP") and "person-to" in frames:
            return self.span(cue.last, self.clause_end(i, limit, cue))
        if g.words[i] in ("about", "of", "for", "on") and f"person-{g.words[i]}" in frames:
            return self.span(cue.last if g.words[i] in ("of", "for") else i + 1, self.phrase(i + 1, limit, loose=True))
        if "person-that" in frames and self.is_clause(i, limit):
            return self.span(i, self.clause_end(i, limit, cue))
        if "that" in frames and self.is_clause(cue.last, limit):
            return self.span(cue.last, self.clause_end(cue.last, limit, cue))
        return []

    def _bare(self, cue: Cue, i: int, limit: int) -> list[Pair]:
        """A clause without "that", the rest of a relative clause ("which he said were false"), a gerund."""
        g, frames = self.g, cue.frames
        if "that" in frames:
            relative = i == cue.last and self._is_subject(i) and RELATIVES & set(g.words[max(0, cue.first - 6) : cue.first])
            if relative or self.is_clause(i, limit):
                return self.span(i, self.clause_end(i, limit, cue))
        if "gerund" in frames and g.tags[cue.last] == "VBG":
            return self.span(cue.last, self.clause_end(cue.last, limit, cue))
        return []

    def _quoted(self, cue: Cue, i: int, limit: int) -> list[Pair]:
        g = self.g
        if "quote" in cue.frames or "that" in cue.frames:
            return self.span(i, self.clause_end(i, limit, cue))
        return self.span(i, self.phrase(i, limit, loose=True)) if "object" in cue.frames or g.words[i] in cue.frames else []

    def _object(self, cue: Cue, limit: int) -> list[Pair]:
        g, i = self.g, cue.last
        group = g.opens(i, "NP")
        if "object" not in cue.frames or cue.chunk.voice == "passive" or not (group or self.quote[i] >= 0 or g.tags[i] == "PDT"):
            return []
        if group and g.tokens[group.head].lemma in self.times:
            return []
        self.kind = "object"
        if cue.lemma in ("quote", "cite") and any(g.words[j] == "as" and g.tags[j + 1] == "VBG" for j in range(i, min(limit, i + 20))):
            return self.span(i, self.clause_end(i, limit, cue))  # "quoted the minister as saying ..."
        end = self.phrase(i, limit, loose="complement" in cue.frames)
        return self.span(i, end) if end > i else []

    def past_person(self, cue: Cue, limit: int) -> int:
        """Past the one who is told or asked."""
        g = self.g
        if not any(frame.startswith("person-") for frame in cue.frames) or cue.chunk.voice == "passive" or self.quote[cue.last] >= 0:
            return cue.last
        end = g.phrase_end(cue.last)
        if end > cue.last and g.tags[end] == "PRP" and g.tags[end - 1] == "PRP":
            return end
        return min(end, limit)

    def past_modifiers(self, i: int, limit: int, frames: frozenset[str]) -> int:
        """Past adverbs, times, and groups that tell when, where and how it was said."""
        g = self.g
        while i < limit:
            if g.tags[i] in ("RB", "RBR") and (g.words[i] not in ("not", "only") or g.words[i + 1] == "that"):
                i += 1
                continue
            group = g.opens(i, "NP")
            if group and g.tokens[group.head].lemma in self.times and not self._is_subject(group.last):
                i = group.last
                continue
            if g.words[i] == "," and g.words[i + 1] in ("citing", "quoting", "speaking", "referring"):  # "reported, citing the ministry, that"
                closing = next((j for j in range(i + 2, min(limit, i + 25)) if g.words[j] == "," and self.quote[j] < 0), -1)
                if closing > 0 and (g.words[closing + 1] == "that" or self._opens_quote(closing + 1)):
                    i = closing + 1
                    continue
            if g.words[i] in _MODIFYING and g.words[i] not in frames and g.opens(i + 1, "NP") and self.quote[i + 1] < 0:
                i = self._past_group(i + 1)
                continue
            break
        return i

    def _past_group(self, i: int) -> int:
        """The end of a noun phrase, its last complement given back where that would be the subject of what follows."""
        return self.g.phrase_end(i)

    def _is_subject(self, i: int) -> bool:
        chunk = self.g.opens(i, "VP")
        return chunk is not None and self.g.finite(chunk)

    def is_clause(self, i: int, limit: int) -> bool:
        """Whether a clause with a finite verb begins at i: a subject, insertions between commas allowed, and its verb."""
        g = self.g
        if g.tags[i] in ("IN", "WRB") and g.words[i] in _OPENING:
            return g.tags[i + 1] != "VBG" and g.verb_after(i, limit) is not None
        if not (g.chunk(i, "NP") or g.tags[i] in ("DT", "EX", "RB", "JJ", "CD", "VBG", "CC")):
            return False
        commas = 0
        relative = False
        for j in range(i, min(limit, i + 40)):
            chunk = g.opens(j, "VP")
            if chunk and g.finite(chunk):
                if relative and not commas:
                    relative = False
                    continue
                return not commas or (commas > 1 and g.words[self._over_adverbs(j) - 1] in (",", ")")) or self._lists(j)
            word = g.words[j]
            if word in ("who", "which", "that") and g.tags[j] != "DT":
                relative = True
            elif word == "," and self.quote[j] < 0:
                if g.tags[j + 1] == "CC" and g.words[j + 1] != "and":
                    return False
                commas += 1
            elif word in (";", ":", "but") or (commas and self._opens_quote(j)):
                return False
        return False

    def _over_adverbs(self, j: int) -> int:
        """The first of the adverbs that stand before j."""
        while j > 0 and self.g.tags[j - 1] == "RB":
            j -= 1
        return j

    def _lists(self, j: int) -> bool:
        """Whether the subject before a verb at j is a list: "A, B and C"."""
        g = self.g
        start = g.phrase_start(self._over_adverbs(j))
        return g.words[start - 1] in ("and", "or") and g.chunk(start - 2, "NP") is not None

    def clause_end(self, i: int, limit: int, cue: Cue) -> int:
        """Where a content that begins at i ends."""
        g = self.g
        if self._opens_quote(i):
            closing = self._quote_end(i)
            if closing >= limit or g.words[closing - 2] in (",", ".", "?", "!", "…") or g.words[closing] in (",", ".", ";", "—", "--"):
                return closing
            i = closing
        j = i + 1
        while j < limit:
            if j - i > _LONGEST:
                return limit
            if self.quote[j] >= 0:
                j = self._quote_end(j)
                if j <= limit and g.words[j - 2] in (".", "?", "!") and j < limit and g.tags[j] != "IN":
                    return j
                if j < limit and g.words[j - 2] == "," and g.tags[j] == "VBG":
                    return j  # "by May,” referring to the talks"
                continue
            if self._bounds(j, limit, cue):
                return j
            j += 1
        return limit

    def _bounds(self, j: int, limit: int, cue: Cue) -> bool:
        """Whether the content ends before j."""
        g = self.g
        word = g.words[j]
        if cue.kind == "noun" and j > cue.last + 2 and self._is_subject(j) and self._second_verb(cue, j):
            return True
        if word == ",":
            following = g.opens(j + 1, "VP")
            if following and g.finite(following) and g.words[cue.first - 1] in ("who", "which"):
                return True  # "the envoy, who said that ..., left"
            if following and following.tense == "gerund":
                return self.cues.is_verb(following) or g.words[j + 1] in ("citing", "according", "accusing", "calling", "urging", "referring")
            if g.words[j + 1] == "without" and g.tags[j + 2] == "VBG":
                return True
            if g.words[j + 1] in ("but", "while", "and", "though", "although", "whereas"):
                return self._other_speaks(j + 2, limit, weak=g.words[j + 1] == "but") or self._goes_on(j + 1, cue)
            return False
        if word in ("while", "whereas"):
            return self._other_speaks(j + 1, limit)
        if word in ("and", "but"):
            return self._goes_on(j, cue) or self._other_speaks(j + 1, limit)
        if word == ";":
            return True
        if word == "as" and "to" in cue.frames and cue.stance == "planned":
            return g.opens(j + 1, "NP") is not None and self.is_clause(j + 1, limit)
        return False

    def _second_verb(self, cue: Cue, j: int) -> bool:
        """Whether a noun's clause has had its verb, so that the one at j belongs to the noun: "the claim that X did Y was denied"."""
        g = self.g
        between = g.words[cue.last + 1 : j]
        if g.words[cue.last] == "that" and not g.verb_after(cue.last, j):
            return False
        return not _QUESTIONS & set(between) and "that" not in between and g.words[j - 1] not in ("and", "or", "but") and g.tags[j - 1] != "PRP"

    def _goes_on(self, j: int, cue: Cue) -> bool:
        """Whether after "and" the cue's own clause goes on with another cue verb: "said ... and warned ..."."""
        g = self.g
        i = j + 1
        while g.tags[i] == "RB":
            i += 1
        chunk = g.opens(i, "VP")
        return chunk is not None and g.finite(chunk) and self.cues.is_verb(chunk) and chunk.tense in (cue.chunk.tense, "past" * (not g.finite(cue.chunk)))

    def _other_speaks(self, i: int, limit: int, *, weak: bool = False) -> bool:
        """Whether another speaker and cue follow at i; weak: any cue after a pronoun will do ("but he urged them to wait")."""
        g = self.g
        end = g.phrase_end(i)
        if end == i:
            return False
        chunk = g.opens(end, "VP")
        if chunk is None or end >= limit or not g.finite(chunk):
            return False
        return self.cues.is_strong(chunk) or (weak and g.tags[i] == "PRP" and self.cues.is_verb(chunk))

    def phrase(self, i: int, limit: int, *, loose: bool) -> int:
        """Where the noun phrase at i ends with everything that hangs on it; loose: a second group may follow ("called it a crime")."""
        g = self.g
        j = i
        relative = False
        while j < limit:
            word = g.words[j]
            chunk = g.chunk(j)
            if self.quote[j] >= 0:
                j = self._quote_end(j)
                continue
            if chunk and chunk.kind == "NP":
                if j > i and not loose and not relative and g.chunk(j - 1, "NP"):
                    if not self._is_subject(chunk.last):
                        break
                    relative = True
                j = chunk.last
            elif chunk:
                if g.finite(chunk):
                    if not relative:
                        break
                    relative = False
                elif j == i and chunk.tense != "gerund":
                    break
                j = chunk.last
            elif word in RELATIVES:
                relative = True
                j += 1
            elif self._hangs_on(j, i, loose=loose):
                j += 1
            else:
                break
        while j > i and g.tags[j - 1] in ("IN", "TO", "CC", "RB", "WDT") and self.quote[j - 1] < 0:
            j -= 1
        return j

    def _hangs_on(self, j: int, i: int, *, loose: bool) -> bool:
        """Whether the word at j, in no group, goes on with the phrase that began at i."""
        g = self.g
        tag = g.tags[j]
        if tag in ("IN", "TO", "RP"):
            return g.words[j] not in _ATTENDING
        if tag == "CC":
            return g.chunk(j + 1, "NP") is not None and not self._is_subject(g.phrase_end(j + 1))
        return tag in ("JJ", "RB", "POS", "VBN", "JJR", "RBR", "DT", "CD", "PDT", "$") and (j == i or loose or tag != "JJ")

    # -- before the cue

    def before(self, first: int) -> list[Pair]:
        """What stands before a speaker and cue that begin at first; [] if they do not follow a comma or quotation."""
        g = self.g
        if first < 2:
            return self._earlier_quote(first)
        mark = g.words[first - 1]
        if mark not in (",", "?", "!", "—", "--", "–") and self.quote[first - 1] < 0:
            return []
        stop = first - 1 if self.quote[first - 1] < 0 and mark not in ("?", "!") else first
        if self.quote[stop - 1] >= 0 or stop < first:
            stop = stop if self.quote[stop - 1] >= 0 or mark == "," else first
        start = self._introduced(stop) or self.start_of(stop)
        if self.quote[start] >= 0:
            quote = self.quotes[self.quote[start]]
            return [(quote.start, max(g.tokens[stop - 1].end, min(quote.end, g.tokens[stop - 1].end)))]
        return self.span(start, stop)

    def _introduced(self, stop: int) -> int:
        """Where the quotation before stop opens, if a colon or dash stands before it; else 0."""
        i = stop - 1
        if self.quote[i] < 0:
            return 0
        begin = self.quotes[self.quote[i]].start
        while i and self.quote[i] >= 0 and self.g.tokens[i].start > begin:
            i -= 1
        return i if i and (self.g.words[i - 1] == ":" or self.g.words[i - 1] in _DASHES) else 0

    def follows_quote(self, first: int) -> bool:
        """Whether a quotation ends right before first, a comma allowed."""
        if first and self.quote[first - 1] >= 0:
            return True
        return (first > 1 and self.g.words[first - 1] == "," and self.quote[first - 2] >= 0) or (first == 0 and bool(self._earlier_quote(0)))

    def _earlier_quote(self, first: int) -> list[Pair]:
        """The quotation that ends where the sentence begins."""
        begin = self.g.tokens[first].start if self.g.size else 0
        for quote in self.quotes:
            if quote.closed and 0 <= begin - quote.end <= 2:
                return [(quote.start, quote.end)]
        return []

    def start_of(self, stop: int) -> int:
        """Where the clause that ends before stop begins: the sentence's start, or after another speaker's part."""
        g = self.g
        for j in range(stop - 2, max(0, stop - _LONGEST), -1):
            if self.quote[j] >= 0:
                continue
            if g.words[j] == ";" or (j < 14 and g.words[j] in _DASHES and (g.words[j - 1] == ")" or g.tokens[0].text.isupper())):
                return j + 1
            if g.words[j] in ("but", "while", "and") and g.words[j - 1] == "," and self._speaks_before(j):
                return j + 1
        return 0

    def _speaks_before(self, j: int) -> bool:
        g = self.g
        return any(g.finite(chunk) and chunk.last <= j and self.cues.is_strong(chunk) and self.quote[chunk.first] < 0 for chunk in g.chunks)

    # -- spans

    def _opens_quote(self, i: int) -> bool:
        return i < self.g.size and self.quote[i] >= 0 and self.quotes[self.quote[i]].start == self.g.tokens[i].start

    def _quote_end(self, i: int) -> int:
        """The token after the quotation that holds i."""
        number = self.quote[i]
        while i < self.g.size and self.quote[i] == number:
            i += 1
        return i

    def span(self, first: int, last: int) -> list[Pair]:
        """Characters of the tokens first..last, to the end of a quotation that they break off."""
        if last <= first or first >= self.g.size:
            return []
        start, end = self.g.tokens[first].start, self.g.tokens[last - 1].end
        if last == self.g.size and self.quote[last - 1] >= 0:
            end = max(end, self.quotes[self.quote[last - 1]].end)
        return [(start, end)]


RELATIVES = frozenset(("who", "which", "that", "whose", "where", "whom"))
