"""Grammar, cue -> the token ranges of who says it."""

from __future__ import annotations

from dateline.annotate.cues import Cues
from dateline.annotate.grammar import Grammar
from dateline.records import Chunk

Ranges = tuple[tuple[int, int], ...]
_CLOSERS = frozenset((",", "''", "-RRB-", ":"))
_CONJUNCTIONS = frozenset(
    ("while", "as", "that", "because", "if", "although", "though", "whereas", "since", "after", "before", "when", "until", "whether", "than")
)
_REDUCED = frozenset(("participle", "gerund"))
_STOPS = frozenset((".", "?", "!", ";"))


class Speakers:
    """Subjects of the verb groups of one sentence, each worked out once."""

    def __init__(self, grammar: Grammar, speaking: frozenset[int], cues: Cues) -> None:
        self.g = grammar
        self.is_strong, self.is_cue = cues.is_strong, cues.is_cue
        self.speaking = speaking  # first tokens of the verb groups that attribute
        self._known: dict[int, Ranges] = {}

    def subject(self, chunk: Chunk, depth: int = 0) -> Ranges:
        """Who does what the verb group says; () where it cannot be told."""
        if chunk.first not in self._known:
            self._known[chunk.first] = ()
            self._known[chunk.first] = self._subject(chunk, depth) if depth < 6 else ()
        return self._known[chunk.first]

    def _subject(self, chunk: Chunk, depth: int) -> Ranges:
        g = self.g
        i = chunk.first
        while i > 0 and g.tags[i - 1] in ("RB", "RBR") and g.at[i - 1] < 0:
            i -= 1
        if chunk.tense in ("infinitive", "gerund", "participle"):
            return self._of_nonfinite(chunk, i, depth)
        if i == 0:
            return ()
        before = g.words[i - 1]
        if before in ("who", "which", "that") and g.tags[i - 1] != "IN":
            return self._antecedent(i - 1)
        if before in ("and", "or", "but", "then"):
            return self._shared(chunk, i, depth)
        if g.tags[i - 1] in _CLOSERS:
            return self._over_insertion(i, chunk, depth)
        i = self._before_reduced(i)
        first, last = self._whole(*g.group_before(i))
        if first > 1 and g.words[first - 1] == "by" and g.chunk(first - 2, "NP"):  # "an inquiry by the newspaper found"
            first = g.phrase_start(first - 1)
        return ((first, last),) if first < last else ()

    def _before_reduced(self, i: int) -> int:
        """Where the noun phrase ends that a participle before i describes: of "those surveyed on Monday" those."""
        g = self.g
        j, tenses = i, _REDUCED
        time = g.chunk(j - 1, "NP")
        if time and g.tokens[time.head].lemma in g.times:
            j, tenses = (time.first - 1, _REDUCED | {"past"}) if g.tags[time.first - 1] == "IN" else (time.first, _REDUCED)
        elif time and g.words[g.phrase_start(j) - 1] == "by":  # "a witness quoted by the agency said"
            j = g.phrase_start(j) - 1
        for _ in range(3):  # "an official [speaking] on condition of anonymity"
            group = g.chunk(j - 1, "NP") if j > 1 else None
            if group is None or group.last != j or g.tags[group.first - 1] not in ("IN", "TO"):
                break
            j = group.first - 1
        if j < i and g.tags[j - 1] == "JJ" and g.at[j - 1] < 0 and g.chunk(j - 2, "NP"):
            return j - 1  # "a source [close to the talks]"
        verb = g.chunk(j - 1, "VP") if j else None
        return verb.first if verb and verb.last == j and verb.tense in tenses and g.chunk(verb.first - 1, "NP") else i

    def _whole(self, first: int, last: int) -> tuple[int, int]:
        """The noun phrase that a verb's object hangs on: of "the decision to suspend aid" the decision."""
        g = self.g
        for _ in range(4):
            verb = g.chunk(first - 1, "VP") if 0 < first < last else None
            if verb is None:
                break
            j = verb.first
            if g.finite(verb):
                if g.words[j - 1] not in ("who", "which", "that"):
                    break
                j -= 1
            start = g.phrase_start(j)
            if start == j:
                break
            first, last = start, j
        return first, last

    def inverted(self, chunk: Chunk) -> Ranges:
        """The noun phrase after a verb that follows its quotation: "...," said the governor."""
        last = self.g.names_end(chunk.last)
        return ((chunk.last, last),) if last > chunk.last else ()

    def agent(self, chunk: Chunk, end: int) -> Ranges:
        """The noun phrase after "by" of a passive."""
        g = self.g
        i = chunk.last
        for _ in range(4):
            if g.words[i] == "by" and g.opens(i + 1, "NP"):
                return ((i + 1, g.name_end(i + 1)),)
            if g.tags[i] == "RB" or g.words[i] == "as":
                i += 1
            elif g.tags[i] == "IN" and g.opens(i + 1, "NP"):
                i = g.phrase_end(i + 1)
            else:
                break
            if i >= end:
                break
        return ()

    def _antecedent(self, i: int) -> Ranges:
        """The noun phrase that the relative pronoun at i takes up, and the pronoun."""
        g = self.g
        j = i
        if g.words[j - 1] == ",":
            j -= 1
        if g.tags[j - 1] == "IN" and j >= 2:
            j -= 1
        first = g.phrase_start(j)
        return ((first, j), (i, i + 1)) if first < j else ((i, i + 1),)

    def _shared(self, chunk: Chunk, i: int, depth: int) -> Ranges:
        """The subject of an earlier finite verb, where a verb is joined to it by "and"."""
        g = self.g
        tag = g.tags[chunk.head]
        ranked: list[tuple[int, Ranges]] = []
        for number in range(g.at[chunk.first] - 1, max(-1, g.at[chunk.first] - 24), -1):
            earlier = g.chunks[number]
            if earlier.kind == "VP" and g.finite(earlier):
                subject = self.subject(earlier, depth + 1)
                if subject:
                    alike = tag in (g.tags[earlier.first], g.tags[earlier.head])
                    speaks = earlier.first in self.speaking and self.is_cue(chunk)
                    ranked.append((2 * alike + speaks, subject))
        if ranked:
            return max(ranked, key=lambda pair: pair[0])[1]
        first, last = g.group_before(i)
        return ((first, last),) if first < last else ()

    def _over_insertion(self, i: int, chunk: Chunk, depth: int) -> Ranges:
        """The noun phrase before an insertion between commas or brackets: "X, the governor of Y, said"."""
        g = self.g
        mark = g.words[i - 1]
        opener = {")": "(", "]": "["}.get(mark, mark)
        begin = i - 2
        if mark in ("”", '"', "''"):
            start = next((j for j in range(i - 2, max(-1, i - 45), -1) if g.tags[j] == "``"), -1)
            if start < 0 or g.words[i - 2] != ",":
                return ()
            mark = opener = ","
            begin = start - 1
        for j in range(begin, max(-1, i - 45), -1):
            if g.words[j] in _STOPS or g.tags[j] == "``":
                break
            if g.words[j] != opener:
                continue
            start = g.group_before(j)[0]
            if start < j and not self._is_adverbial(start):
                if g.tags[j + 1] == "VBG":  # "Interfax, citing a source, said"
                    return ((start, j),)
                return ((self._name_before(start), i - 1 if mark == "," else i),)
        return self._shared(chunk, i, depth) if mark == "," else ()

    def _name_before(self, start: int) -> int:
        """The start of a name that the list of what somebody is belongs to: "X, a former officer, pilot and diplomat, said"."""
        g = self.g
        if start > 1 and g.words[start - 1] == ",":
            name = g.phrase_start(start - 1)
            if name < start - 1 and g.tags[start - 2].startswith("NNP") and g.tags[start] == "DT" and not self._is_adverbial(name):
                return name
        return start

    def _is_adverbial(self, first: int) -> bool:
        """Whether a phrase hangs on a preposition at the start of the sentence or after a comma: no subject."""
        return first > 0 and self.g.tags[first - 1] in ("IN", "TO", "VBG", "VBD", "VBN", "VB") and self.g.words[first - 1] not in _CONJUNCTIONS

    def _of_nonfinite(self, chunk: Chunk, i: int, depth: int) -> Ranges:
        g = self.g
        before = self._main(chunk) if chunk.tense == "gerund" and i > 0 and g.words[i - 1] == "," else self._governing(chunk)
        if before and before.lemma in ("quote", "cite") and g.words[i - 1] == "as":  # "quoted the minister as saying"
            last = i - 2 if g.words[i - 2] == "," else i - 1
            return self.subject(before, depth + 1) if before.voice == "passive" or last == before.last else ((before.last, last),)
        if i > 0 and g.chunk(i - 1, "NP") and chunk.tense != "infinitive":
            first, last = g.group_before(i)
            holder = g.chunk(first - 1, "VP") if first else None
            if chunk.tense == "gerund" and holder:  # "issued a statement saying": who issued it
                return self.subject(holder, depth + 1) or ((first, last),)
            return ((first, last),)
        if chunk.tense == "infinitive" and i > 0 and g.chunk(i - 1, "NP") and before and before.last <= g.phrase_start(i):
            first = g.phrase_start(i)
            if before.last == first:  # "asked officials to say": the one who is asked
                return ((first, i),)
        if before:
            return self.subject(before, depth + 1)
        following = g.verb_after(chunk.last, g.size)
        return self.subject(following, depth + 1) if following else ()

    def _main(self, chunk: Chunk) -> Chunk | None:
        """The verb whose subject does what ", adding" or ", killing" says: the last that speaks, else the main clause's."""
        g = self.g
        main = None
        for number in range(g.at[chunk.first] - 1, max(-1, g.at[chunk.first] - 24), -1):
            earlier = g.chunks[number]
            if g.finite(earlier) and g.words[earlier.first - 1] not in ("who", "which", "that"):
                if earlier.first in self.speaking and self.is_strong(earlier):
                    return earlier
                if main is None or not self._depends(earlier):
                    main = earlier
        return main

    def _depends(self, verb: Chunk) -> bool:
        """Whether a verb's clause opens with a conjunction."""
        subject = self.subject(verb)
        return bool(subject) and subject[0][0] > 0 and self.g.words[subject[0][0] - 1] in _CONJUNCTIONS

    def _governing(self, chunk: Chunk) -> Chunk | None:
        """The nearest verb group before this one that has a subject of its own."""
        g = self.g
        for number in range(g.at[chunk.first] - 1, -1, -1):
            earlier = g.chunks[number]
            if earlier.kind == "VP":
                return earlier
        return None
