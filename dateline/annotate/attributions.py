"""Annotations -> the same with attributions: who says what, over the sentences of an item."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from dateline.annotate.contents import Contents, Pair
from dateline.annotate.cues import Cue, Cues
from dateline.annotate.grammar import Grammar
from dateline.annotate.quotes import Quotation, quotations
from dateline.annotate.speakers import Ranges, Speakers
from dateline.records import Annotation, Attribution, Desk, Page, Span


class Attributions:
    """Finds who says what."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.cues = Cues()

    def __call__(self, text: str, page: Page, annotations: list[Annotation]) -> list[Annotation]:
        """The annotations with the attributions whose content touches them."""
        found: list[Attribution] = []
        for _, passage in groupby(annotations, key=lambda annotation: annotation.sentence.passage):
            found += self._passage(list(passage))
        return [_with(annotation, found) for annotation in annotations]

    def _passage(self, annotations: list[Annotation]) -> list[Attribution]:
        quotes = quotations(token for annotation in annotations for token in annotation.tokens)
        found: list[Attribution] = []
        for annotation in annotations:
            found += Sentence(annotation, quotes, self.cues).attributions()
        return list(_continued(found, quotes, annotations))


class Sentence:
    """One sentence while its attributions are read."""

    def __init__(self, annotation: Annotation, quotes: list[Quotation], cues: Cues) -> None:
        self.g = Grammar(annotation)
        self.contents = Contents(self.g, quotes, cues)
        self.found = [cue for cue in cues(self.g) if self.contents.quote[cue.first] < 0]
        self.speakers = Speakers(self.g, frozenset(cue.first for cue in self.found if cue.kind == "verb" and "that" in cue.frames))
        self.limit = self.contents.end

    def attributions(self) -> Iterator[Attribution]:
        """Those whose cue stands in this sentence."""
        made = []
        for cue in self.found:
            self.contents.kind = "clause"
            attribution = self._read(cue)
            if attribution:
                made.append((cue, self.contents.kind == "object" or cue.kind == "noun", attribution))
        clauses = [attribution for _, weak, attribution in made if not weak]
        for cue, weak, attribution in made:
            if not weak or not (self._is_aside(cue, attribution) or any(_holds(whole, attribution) for whole in clauses)):
                yield attribution

    def _is_aside(self, cue: Cue, attribution: Attribution) -> bool:
        """Whether an attitude is only told in passing: in a relative clause, or of a verb that is not finite."""
        if cue.kind == "noun":
            return False
        return len(attribution.speaker) > 1 or (attribution.stance != "said" and not self.g.finite(cue.chunk))

    def _read(self, cue: Cue) -> Attribution | None:
        if cue.kind == "according":
            return self._according(cue)
        if cue.kind == "noun":
            return self._noun(cue)
        if cue.chunk.voice == "passive":
            return self._passive(cue)
        source = self.speakers.subject(cue.chunk)
        if self._inverts(cue):
            earlier = self._made(cue, self.speakers.inverted(cue.chunk), self.contents.before(cue.first))
            if earlier:
                return earlier
        content = self.contents.after(cue, self._limit(cue))
        weak = not content or (self.contents.kind == "object" and source and self.contents.follows_quote(source[0][0]))
        inserted = source and g_is_insertion(self.g, source[0][0], self.contents._past_person(cue, self.contents.end))
        if weak or inserted:
            earlier = self._preposed(cue, source)
            if earlier:
                return earlier
        return self._made(cue, source, content) if content else None

    def _inverts(self, cue: Cue) -> bool:
        """Whether the speaker follows a verb that stands right after a quotation or a clause with a comma."""
        g = self.g
        if "quote" not in cue.frames or not g.finite(cue.chunk) or cue.chunk.last - cue.chunk.first > 2 or not g.opens(cue.chunk.last, "NP"):
            return False
        if self.contents.follows_quote(cue.first):
            return True
        after = g.opens(g.phrase_end(cue.chunk.last), "VP")
        if after and g.finite(after):
            return False
        return g.words[cue.first - 1] == "," and cue.lemma in ("say", "report", "write", "add", "warn") and g.verb_after(0, cue.first) is not None

    def _preposed(self, cue: Cue, source: Ranges) -> Attribution | None:
        """What stands before "..., X said" or "...," said X."""
        if not cue.frames & {"that", "quote"}:
            return None
        if not source or source[0][0] >= cue.first:
            return None
        first = source[0][0]
        if not self.contents.follows_quote(first) and not ("that" in cue.frames and (self.g.verb_after(0, first - 1) or self._rest(cue))):
            return None
        return self._made(cue, source, self.contents.before(first) + self._rest(cue))

    def _rest(self, cue: Cue) -> list[Pair]:
        """What goes on after an insertion: "The danger, he said, is a strike"; a second quotation."""
        g, contents = self.g, self.contents
        i = contents.past_modifiers(contents._past_person(cue, contents.end), contents.end, frozenset())
        if g.words[i] not in (",", ":", "—", "--") or i + 1 >= contents.end:
            return []
        first = i + 1
        if contents.quote[first] >= 0 or (g.tags[first] in ("IN", "CC") and contents.quote[first + 1] >= 0):
            return contents._span(first, contents.clause_end(first, contents.end, cue))
        opens = g.opens(first, "VP")
        if (opens and not g.finite(opens)) or g.tags[first] in ("WDT", "WP", "VBG") or g.words[first] in ("but", "and", "who", "which", "while"):
            return []
        if g.words[i] != "," or (opens is None and g.tags[first] not in ("IN", "TO", "JJ") and g.verb_after(0, cue.first - 2)):
            return []
        return contents._span(first, contents.clause_end(first, contents.end, cue)) if not contents.follows_quote(cue.first - 1) else []

    def _according(self, cue: Cue) -> Attribution | None:
        g, contents = self.g, self.contents
        end = g.phrase_end(cue.last)
        if end == cue.last:
            return None
        source = ((cue.last, end),)
        if cue.first <= 1:
            start = next((j + 1 for j in range(end, min(g.size, end + 40)) if g.words[j] == ","), end)
            return self._made(cue, source, contents._span(start, contents.clause_end(start, contents.end, cue)))
        stop = cue.first - 1 if g.words[cue.first - 1] == "," else cue.first
        start = contents._start_of(stop)
        return self._made(cue, source, contents._span(start, stop))

    def _noun(self, cue: Cue) -> Attribution | None:
        g, contents = self.g, self.contents
        i = cue.last
        chunk = cue.chunk
        possessor = next((j for j in range(chunk.first, chunk.head) if g.tags[j] in ("PRP$", "POS")), -1)
        source: Ranges = ((chunk.first, possessor + 1 if g.tags[possessor] == "PRP$" else possessor),) if possessor >= 0 else ()
        if g.words[i] == "by":
            end = g.phrase_end(i + 1)
            source, i = ((i + 1, end),), end
        elif g.words[i] == "from" and g.opens(i + 1, "NP"):
            end = g.phrase_end(i + 1)
            source, i = ((i + 1, end),), end
        limit = self._limit(cue)
        if g.words[i] == "that" and "that" in cue.frames:
            content = contents._span(i, contents.clause_end(i + 1, limit, cue))
        elif g.tags[i] == "TO" and g.chunk(i, "VP") and "to" in cue.frames:
            content = contents._span(i, contents.clause_end(i, limit, cue))
        elif g.words[i] in cue.frames and source:
            content = contents._span(i + 1, contents.phrase(i + 1, limit, False))
        else:
            return None
        if not source:
            before = g.chunk(chunk.first - 1, "VP")
            source = self.speakers.subject(before) if before else ()
        return self._made(cue, source, content)

    def _passive(self, cue: Cue) -> Attribution | None:
        g, contents = self.g, self.contents
        chunk = cue.chunk
        source = self.speakers.agent(chunk, contents.end)
        subject = self.speakers.subject(chunk)
        finite = g.finite(chunk)
        i = chunk.last
        if g.tags[i] == "TO" and g.chunk(i, "VP") and finite and cue.frames & {"to", "that", "object"}:
            if not subject or "person-to" in cue.frames:
                return None
            content = contents._span(*subject[0]) + contents._span(i, contents.clause_end(i, self._limit(cue), cue))
            return self._made(cue, source, content)
        if g.words[i] == "that" and finite and cue.frames & {"that", "person-that"}:
            return self._made(cue, source, contents._span(i, contents.clause_end(i + 1, self._limit(cue), cue)))
        if g.words[i] == "of" and "person-of" in cue.frames and subject:
            content = contents._span(*subject[0]) + contents._span(i, contents.clause_end(i, self._limit(cue), cue))
            return self._made(cue, source, content)
        if source and "object" in cue.frames and subject:
            return self._made(cue, source, contents._span(*subject[0]))
        return None

    def _limit(self, cue: Cue) -> int:
        """Where the content of a cue must end: before another speaker and cue that close the sentence."""
        return self._closing() if self._closing() > cue.last else self.contents.end

    def _closing(self) -> int:
        if not hasattr(self, "_closes_at"):
            self._closes_at = self._find_closing()
        return self._closes_at

    def _find_closing(self) -> int:
        g, contents = self.g, self.contents
        for cue in reversed(self.found):
            if cue.kind == "according":
                return cue.first - 1 if g.words[cue.first - 1] == "," else cue.first
            if cue.kind != "verb" or cue.chunk.voice == "passive" or not cue.frames & {"that", "quote"}:
                continue
            if contents.after(cue, contents.end):
                continue
            source = self.speakers.subject(cue.chunk)
            first = source[0][0] if source else cue.first
            if first > 1 and g.words[first - 1] == "," and contents.past_modifiers(cue.last, contents.end, frozenset()) >= contents.end:
                return first - 1
        return contents.end

    def _made(self, cue: Cue, source: Ranges, content: list[Pair]) -> Attribution | None:
        content = [pair for pair in content if pair[1] > pair[0]]
        if not content:
            return None
        g = self.g
        start = content[0][0]
        direct = any(quote.start == start for quote in self.contents.quotes)
        return Attribution(
            content=tuple(Span(*pair) for pair in content),
            cue=Span(g.tokens[cue.first].start, g.tokens[cue.last - 1].end),
            lemma=cue.lemma,
            speaker=tuple(Span(*g.text_span(first, last)) for first, last in source if last > first),
            stance=cue.stance,
            direct=direct,
            sentence=g.annotation.sentence.number,
        )


def g_is_insertion(g: Grammar, first: int, last: int) -> bool:
    """Whether the words first..last stand between commas."""
    return first > 1 and g.words[first - 1] == "," and g.words[last] == "," and g.at[last - 1] >= 0


def _holds(whole: Attribution, part: Attribution) -> bool:
    """Whether the cue of one attribution stands in the content of another."""
    return whole is not part and part.cue is not None and any(span.start <= part.cue.start and part.cue.end <= span.end for span in whole.content)


def _continued(found: list[Attribution], quotes: list[Quotation], annotations: list[Annotation]) -> Iterator[Attribution]:
    """Adds to a quotation the sentences in marks that follow it in the passage."""
    starts = {annotation.sentence.start for annotation in annotations}
    loose = [q for q in quotes if q.start in starts and not any(span.start < q.end and q.start < span.end for a in found for span in a.content)]
    for quote in loose:
        last = next((i for i in range(len(found) - 1, -1, -1) if found[i].direct and found[i].content[-1].end <= quote.start), None)
        if last is not None:
            old = found[last]
            found[last] = Attribution(
                (*old.content, Span(quote.start, quote.end)), old.cue, old.lemma, old.speaker, old.agent, old.via, old.channel, old.stance, old.direct, old.sentence
            )
    yield from found


def _with(annotation: Annotation, found: Iterable[Attribution]) -> Annotation:
    sentence = annotation.sentence
    mine = tuple(a for a in found if any(span.start < sentence.end and sentence.start < span.end for span in a.content))
    return Annotation(sentence, annotation.tokens, annotation.chunks, annotation.mentions, mine)
