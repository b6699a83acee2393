"""A sentence -> its attributions: for each cue who says it and what is said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from dateline.annotate.contents import Contents, Pair
from dateline.annotate.cues import Cue, Cues
from dateline.annotate.grammar import RELATIVE, Grammar
from dateline.annotate.quotes import Quotation
from dateline.annotate.speakers import Ranges, Speakers
from dateline.records import Annotation, Attribution, Chunk, Span

_CONFIRMING = frozenset(("confirm", "verify", "corroborate", "authenticate", "substantiate", "establish", "determine"))
_NONE = frozenset(("no", "none", "neither", "nothing", "nobody"))
_REFUSING = frozenset(("refuse", "decline", "fail"))
_ANSWERING = frozenset(("respond", "reply", "answer", "comment"))
_REPORTING = frozenset(("say", "report", "write", "add", "warn", "announce", "note"))
_NEAR = 20  # attributions to either side among which one that holds another is looked for
_REACH = 80  # words before a cue in which a verb is looked for
_NO_FRAMES: frozenset[str] = frozenset()


class Utterances:
    """The attributions of one sentence; quotations are those of its passage."""

    def __init__(self, annotation: Annotation, quotes: Sequence[Quotation], cues: Cues) -> None:
        self.g = Grammar(annotation)
        self.lexicon = cues
        self.contents = Contents(self.g, quotes, cues)
        self.cues = [cue for cue in cues(self.g) if self.contents.quote[cue.first] < 0]
        self.speakers = Speakers(self.g, frozenset(cue.first for cue in self.cues if cue.kind == "verb" and "that" in cue.frames), cues)
        self.opened = {quote.start for quote in quotes}
        self.closing = self._closing()

    def __iter__(self) -> Iterator[Attribution]:
        """The attributions whose cue stands in the sentence."""
        made = []
        for cue in self.cues:
            self.contents.kind = "clause"
            attribution = self._read(cue)
            if attribution:
                made.append((cue, self.contents.kind == "object" or cue.kind == "noun", attribution))
        for i, (cue, weak, attribution) in enumerate(made):
            near = made[max(0, i - _NEAR) : i + _NEAR] if weak else []
            if not weak or not (self._is_aside(cue, attribution) or any(_holds(whole, attribution) for _, other, whole in near if not other)):
                yield attribution

    def introduced(self) -> Iterator[Attribution]:
        """Quotations after a colon that no cue takes: "He came back to his old line: ..."; who does what stands before it says them."""
        g = self.g
        for i in range(2, g.size - 1) if self.opened else ():
            if g.words[i] not in (":", ",") or not self._introduces(i) or self.contents.quote[i] >= 0 or g.tokens[i + 1].start not in self.opened:
                continue
            verb = next(
                (chunk for j in range(i - 1, max(-1, i - 30), -1) if (chunk := g.opens(j, "VP")) and g.finite(chunk) and g.words[j - 1] not in RELATIVE), None
            )
            if verb and self.contents.quote[verb.first] < 0:
                cue = Cue(verb.first, verb.last, verb.lemma, "said", _NO_FRAMES, "verb", verb)
                made = self._made(cue, self._voice(verb), self.contents.span(i + 1, self.contents.clause_end(i + 1, self.contents.end, cue)))
                if made:
                    yield made

    def _voice(self, verb: Chunk) -> Ranges:
        """Who a verb before a colon lets speak: its subject, of "the general's answer was blunt: ..." the general."""
        subject = self.speakers.subject(verb)
        head = self.g.chunk(subject[0][1] - 1, "NP") if subject else None
        if head is None or not self.lexicon.is_noun(head):
            return subject
        return self._owner(Cue(head.first, head.last, head.lemma, "said", _NO_FRAMES, "noun", head)) or subject

    def announced(self) -> Attribution | None:
        """Who speaks next, of a sentence that ends with a colon; its content is still empty."""
        g = self.g
        verb = next((chunk for chunk in reversed(g.chunks) if g.finite(chunk) and g.words[chunk.first - 1] not in RELATIVE), None)
        if verb is None or self.contents.quote[verb.first] >= 0:
            return None
        cue = Cue(verb.first, verb.last, verb.lemma, "said", _NO_FRAMES, "verb", verb)
        return self._made(cue, self.speakers.subject(verb), [(0, 1)])

    def _introduces(self, i: int) -> bool:
        """Whether a quotation after the mark at i is introduced by it: a colon, or a comma after "issued a statement"."""
        if self.g.words[i] == ":":
            return True
        group = self.g.chunk(i - 1, "NP")
        return group is not None and self.lexicon.is_noun(group)

    def _is_aside(self, cue: Cue, attribution: Attribution) -> bool:
        """Whether an attitude is only told in passing: in a relative clause, or of a verb that is not finite."""
        if cue.kind == "noun" or attribution.stance == "unconfirmed":
            return False
        return len(attribution.speaker) > 1 or (attribution.stance not in ("said", "attitude") and not self.g.finite(cue.chunk))

    def _read(self, cue: Cue) -> Attribution | None:
        if cue.kind == "according":
            return self._according(cue)
        if cue.kind == "account":
            return self._accounted(cue)
        if cue.kind == "colon":
            return self._labelled(cue)
        if cue.kind == "adverb":
            return self._hedged(cue)
        if cue.kind == "noun":
            return self._of_noun(cue)
        return self._passive(cue) if cue.chunk.voice == "passive" else self._active(cue)

    # -- verbs

    def _active(self, cue: Cue) -> Attribution | None:
        if cue.lemma in _ANSWERING and cue.chunk.negated and self.contents.quote[cue.last] < 0:
            return None  # "did not respond to a request for comment"
        source = self.speakers.subject(cue.chunk)
        if self._inverts(cue):
            inverted = self._made(cue, self.speakers.inverted(cue.chunk), self.contents.before(cue.first))
            if inverted:
                return inverted
        content = self.contents.after(cue, self._limit(cue))
        kind = self.contents.kind
        quoting = self._quoting(cue) if content and self.g.words[cue.first - 1] == "as" else None
        if quoting:
            return self._quoted_by(cue, quoting, source, content)
        if not content and self.g.words[cue.first - 1] == "as":
            return self._quoted_as(cue, source)
        if not content or (kind in ("object", "late") and source and self.contents.follows_quote(source[0][0])) or self._is_inserted(cue, source):
            before = self._preposed(cue, source)
            if before:
                self.contents.kind = "clause"
                return before
        self.contents.kind = kind
        return self._made(cue, source, self._both(cue, source, content))

    def _both(self, cue: Cue, source: Ranges, content: list[Pair]) -> list[Pair]:
        """A quotation after the cue with the one before its speaker: "A," he said, "and B"."""
        if not source or not content or content[0][0] not in self.opened or not self.g.finite(cue.chunk):
            return content
        first = source[0][0]
        return self.contents.before(first) + content if first < cue.first and self.contents.follows_quote(first) else content

    def _inverts(self, cue: Cue) -> bool:
        """Whether the speaker follows a verb that stands right after a quotation or a clause with a comma."""
        g = self.g
        if "quote" not in cue.frames or not g.finite(cue.chunk) or cue.chunk.last - cue.chunk.first > 2 or not g.opens(cue.chunk.last, "NP"):
            return False
        speaker = g.opens(cue.chunk.last, "NP")
        after = g.opens(g.phrase_end(cue.chunk.last), "VP")
        if (after and g.finite(after)) or (speaker and g.tokens[speaker.head].lemma in self.contents.times):
            return False
        if self.contents.follows_quote(cue.first):
            return True
        if g.words[cue.first - 1] != "," or cue.lemma not in _REPORTING or self.contents.is_clause(cue.last, self.contents.end):
            return False
        return self._is_told(cue.first)

    def _is_inserted(self, cue: Cue, source: Ranges) -> bool:
        """Whether speaker and cue stand between commas."""
        g = self.g
        last = self.contents.past_person(cue, self.contents.end)
        return bool(source) and source[0][0] > 1 and g.words[source[0][0] - 1] == "," and g.words[last] == "," and g.at[last - 1] >= 0

    def _preposed(self, cue: Cue, source: Ranges) -> Attribution | None:
        """What stands before "..., X said", and what goes on after it."""
        if not cue.frames & {"that", "quote"} or not source or source[0][0] >= cue.first or not self.g.finite(cue.chunk):
            return None
        first = source[0][0]
        rest = self._rest(cue)
        if not self.contents.follows_quote(first) and not ("that" in cue.frames and (rest or (self._is_told(first - 1) and cue.lemma != "continue"))):
            return None
        before = self.contents.before(first)
        if rest and rest[0][0] in self.opened and self.g.tags[0] in ("VBN", "VBG", "IN", "VBD") and self.contents.quote[first - 2] < 0:
            before = []  # "Asked about the plan, he said, ..."
        return self._made(cue, source, before + rest) if before or rest else None

    def _quoted_as(self, cue: Cue, source: Ranges) -> Attribution | None:
        """ "..., the agency quoted him as saying": what stands before the one who quotes."""
        quoting = next((chunk for j in range(cue.first - 2, max(-1, cue.first - 25), -1) if (chunk := self.g.opens(j, "VP")) and self.g.finite(chunk)), None)
        subject = self.speakers.subject(quoting) if quoting else ()
        return self._made(cue, source, self.contents.before(subject[0][0])) if subject else None

    def _quoting(self, cue: Cue) -> Chunk | None:
        """The "was quoted" before "as saying"."""
        verb = next((chunk for j in range(cue.first - 2, max(-1, cue.first - 12), -1) if (chunk := self.g.chunk(j, "VP"))), None)
        return verb if verb and verb.lemma in ("quote", "cite") and verb.voice == "passive" else None

    def _quoted_by(self, cue: Cue, quoting: Chunk, source: Ranges, content: list[Pair]) -> Attribution | None:
        """ "was quoted by the agency as saying ...": the agency passes it on."""
        made, agent = self._made(cue, source, content), self.speakers.agent(quoting, cue.first)
        return replace(made, via=Span(*self.g.text_span(*agent[0]))) if made and agent else made

    def _is_told(self, end: int) -> bool:
        """Whether the words before end can stand as a sentence: they have a finite verb, or the line is a headline."""
        return self.g.verb_after(max(0, end - _REACH), end) is not None or self.g.words[self.g.size - 1] != "."

    def _rest(self, cue: Cue) -> list[Pair]:
        """What goes on after an insertion: "The danger, he said, is a strike"; a second quotation."""
        g, contents = self.g, self.contents
        i = contents.past_modifiers(contents.past_person(cue, contents.end), contents.end, _NO_FRAMES)
        first = i + 1
        if g.words[i] not in (",", ":", "—", "--") or first >= contents.end:
            return []
        if contents.quote[first] >= 0 or (g.tags[first] in ("IN", "CC") and contents.quote[first + 1] >= 0):
            return contents.span(first, contents.clause_end(first, contents.end, cue))
        opens = g.opens(first, "VP")
        if (opens and not g.finite(opens)) or g.tags[first] in ("WDT", "WP", "VBG", "CC") or g.words[first] in ("who", "which", "while"):
            return []
        complete = opens is None and g.verb_after(max(0, cue.first - _REACH), cue.first - 2)
        if g.words[i] != "," or complete or contents.follows_quote(cue.first - 1):
            return []
        return contents.span(first, contents.clause_end(first, contents.end, cue))

    def _passive(self, cue: Cue) -> Attribution | None:
        """ "X is expected to ...", "it was said that ...", "X was accused of ...", "X was rejected by Y"."""
        g, contents = self.g, self.contents
        i = cue.chunk.last
        if cue.lemma in ("cite", "quote") and (cue.chunk.tense == "participle" or self._quotes(i)):
            return None  # "according to the envoy, cited by the agency", "was quoted as saying"
        source = self.speakers.agent(cue.chunk, contents.end)
        subject = self.speakers.subject(cue.chunk)
        finite = g.finite(cue.chunk)
        to_do = g.tags[i] == "TO" and g.chunk(i, "VP") is not None and finite and bool(cue.frames & {"to", "that", "object", "person-to"})
        if subject and (to_do or (g.words[i] == "of" and "person-of" in cue.frames)):
            content = contents.span(*subject[0]) + contents.span(i, contents.clause_end(i, self._limit(cue), cue))
        elif g.words[i] == "that" and finite and cue.frames & {"that", "person-that"}:
            content = contents.span(i, contents.clause_end(i + 1, self._limit(cue), cue))
        elif subject and "object" in cue.frames and (source or (cue.lemma in _CONFIRMING and self._is_negated(cue))):
            content = contents.span(*subject[0])
            contents.kind = "object"
            j = g.name_end(source[0][0]) if source else i
            if "complement" in cue.frames and g.words[j] == "as":  # "was described by engineers as unsafe"
                content += contents.span(j, contents.clause_end(j, self._limit(cue), cue))
        else:
            return None
        return self._made(cue, source, content)

    def _quotes(self, i: int) -> bool:
        """Whether "as saying" follows, an agent or a time between."""
        return any(self.g.words[j] == "as" and self.g.tags[j + 1] == "VBG" for j in range(i, min(self.g.size - 1, i + 12)))

    # -- other cues

    def _according(self, cue: Cue) -> Attribution | None:
        g = self.g
        end = g.names_end(cue.last)
        if end == cue.last:
            return None
        made = self._made(cue, ((cue.last, end),), self._framed(cue, end))
        carrier = self._cited_by(end) if cue.first > 1 else None
        return replace(made, via=Span(*g.text_span(*carrier))) if made and carrier else made

    def _accounted(self, cue: Cue) -> Attribution | None:
        """ "By the army's count, 300 surrendered": the owner of the count."""
        owner = self._owner(cue)
        return self._made(cue, owner, self._framed(cue, cue.last)) if owner else None

    def _framed(self, cue: Cue, end: int) -> list[Pair]:
        """What a phrase such as "according to X" is about: the clause after it where it opens the sentence, else what stands around it."""
        g, contents = self.g, self.contents
        if cue.first <= 1:
            start = next((j + 1 for j in range(end, min(g.size, end + 40)) if g.words[j] == ","), end)
            return contents.span(start, contents.clause_end(start, contents.end, cue))
        inserted = g.words[cue.first - 1] == ","
        stop = cue.first - 1 if inserted else cue.first
        first = contents.start_of(stop)
        before = contents.span(first, stop)
        if not inserted or g.words[end] != "," or g.verb_after(max(first, stop - _REACH), stop):
            return before
        rest = g.opens(end + 1, "VP")
        if not (rest and g.finite(rest)) and not contents.is_clause(end + 1, contents.end):
            return before
        opens = all(g.tags[i] in ("CC", "RB") for i in range(first, stop))  # "But, according to the poll, ..."
        return ([] if opens else before) + contents.span(end + 1, contents.clause_end(end + 1, contents.end, cue))

    def _cited_by(self, i: int) -> tuple[int, int] | None:
        """Who passes on: "according to the envoy, cited by the agency"."""
        g = self.g
        for j in range(i, min(g.size - 2, i + 14)):
            if g.words[j] in ("cited", "quoted") and g.words[j + 1] == "by" and g.opens(j + 2, "NP"):
                return j + 2, g.name_end(j + 2)
        return None

    def _labelled(self, cue: Cue) -> Attribution | None:
        """ "Governor: three killed"; the label is what stands before the colon, in a headline also what stands after."""
        contents = self.contents
        if cue.chunk.first < cue.first:
            return self._made(cue, ((cue.chunk.first, cue.first),), contents.span(cue.last, contents.clause_end(cue.last, contents.end, cue)))
        return self._made(cue, ((cue.chunk.first, cue.chunk.last),), contents.span(0, cue.first))

    def _hedged(self, cue: Cue) -> Attribution | None:
        """ "reportedly": the clause of the verb that it stands with, of nobody who is named."""
        contents, verb = self.contents, cue.chunk
        subject = self.speakers.subject(verb)
        first = subject[0][0] if subject else verb.first
        return self._made(cue, (), contents.span(first, contents.clause_end(max(verb.last - 1, cue.last), self._limit(cue), cue)))

    def _of_noun(self, cue: Cue) -> Attribution | None:
        g, contents = self.g, self.contents
        i, source = cue.last, self._owner(cue)
        if g.words[i] in ("by", "from") and g.opens(i + 1, "NP"):
            end = g.phrase_end(i + 1)
            source, i = ((i + 1, end),), end
        limit = self._limit(cue)
        if g.words[i] == "that" and "that" in cue.frames:
            content = contents.span(i, contents.clause_end(i + 1, limit, cue))
        elif g.tags[i] == "TO" and g.chunk(i, "VP") and "to" in cue.frames:
            content = contents.span(i, contents.clause_end(i, limit, cue))
        elif g.words[i] in cue.frames and (source or self._is_wanting(cue)):
            content = contents.span(i + 1, contents.phrase(i + 1, limit, loose=False))
        else:
            return None
        before = g.chunk(cue.chunk.first - 1, "VP")
        if not source and before and not self.lexicon.is_denial(before):
            source = self.speakers.subject(before)
        return self._made(cue, source, content)

    def _owner(self, cue: Cue) -> Ranges:
        """The possessor in the cue's own group: "their claim", "Iran's warning"."""
        g, first = self.g, cue.chunk.first
        for j in range(cue.chunk.head - 1, first - 1, -1):
            if g.tags[j] in ("PRP$", "POS"):
                return ((first, j + 1 if g.tags[j] == "PRP$" else j),)
        return ()

    # -- the sentence

    def _limit(self, cue: Cue) -> int:
        """Where the content of a cue must end: before another speaker and cue that close the sentence."""
        return self.closing if self.closing > cue.last else self.contents.end

    def _closing(self) -> int:
        g, contents = self.g, self.contents
        for cue in reversed(self.cues):
            if cue.kind == "according":
                return cue.first - 1 if g.words[cue.first - 1] == "," else cue.first
            if cue.kind != "verb" or cue.chunk.voice == "passive" or not cue.frames & {"that", "quote"} or contents.after(cue, contents.end):
                continue
            source = self.speakers.subject(cue.chunk)
            first = source[0][0] if source else cue.first
            if first > 1 and g.words[first - 1] == "," and contents.past_modifiers(cue.last, contents.end, _NO_FRAMES) >= contents.end:
                return first - 1
        return contents.end

    def _is_negated(self, cue: Cue) -> bool:
        """Whether something is said not to be done: negation, "unable to", "declined to"."""
        chunk = cue.chunk
        if chunk.tense != "infinitive":
            subject = self.speakers.subject(chunk)
            return chunk.negated or (bool(subject) and self.g.words[subject[0][0]] in _NONE)
        g = self.g
        i = chunk.first - 1
        if g.words[i] in ("unable", "impossible"):
            return True
        if g.words[i] in ("able", "possible"):
            return any(word in ("not", "n't", "n’t", "never") for word in g.words[max(0, i - 5) : i])
        before = g.chunk(i, "VP")
        return before is not None and (before.negated or before.lemma in _REFUSING)

    def _is_wanting(self, cue: Cue) -> bool:
        """ "no independent confirmation of the toll"."""
        return cue.lemma in ("confirmation", "verification") and self.g.words[cue.chunk.first] in ("no", "without")

    def _stance(self, cue: Cue) -> str:
        infinitive = self.g.tags[cue.last] == "TO" and self.g.chunk(cue.last, "VP") is not None
        if infinitive and cue.lemma in _REFUSING:
            return "denied"
        if cue.kind == "noun" and self._is_wanting(cue):
            return "unconfirmed"
        if not self._is_negated(cue):
            return self._affirmed(cue, infinitive=infinitive)
        if cue.lemma in _CONFIRMING or cue.stance == "denied":
            return "unconfirmed"
        return "denied" if cue.stance in ("believed", "planned") else cue.stance

    def _affirmed(self, cue: Cue, *, infinitive: bool) -> str:
        """The stance of a cue that is not negated: "agreed to leave" plans, "is said to have left" tells, "told them to leave" orders."""
        if cue.lemma == "tell" and (infinitive or self._orders(cue)):
            return "ordered"
        planned = infinitive and cue.stance == "said" and cue.chunk.voice != "passive" and "person-to" not in cue.frames
        return "planned" if planned else cue.stance

    def _orders(self, cue: Cue) -> bool:
        """ "told residents to leave"."""
        i = self.contents.past_person(cue, self.contents.end)
        return i > cue.last and self.g.tags[i] == "TO" and self.g.chunk(i, "VP") is not None

    def _made(self, cue: Cue, source: Ranges, content: list[Pair]) -> Attribution | None:
        content = [pair for pair in content if pair[1] > pair[0]]
        if not content:
            return None
        g = self.g
        return Attribution(
            content=tuple(Span(*pair) for pair in content),
            cue=Span(g.tokens[cue.first].start, g.tokens[cue.last - 1].end),
            lemma=cue.lemma,
            speaker=tuple(Span(*g.text_span(first, last)) for first, last in source if last > first and not self._is_expletive(cue, first)),
            stance=self._stance(cue),
            direct=content[0][0] in self.opened,
            sentence=g.annotation.sentence.number,
        )

    def _is_expletive(self, cue: Cue, first: int) -> bool:
        """Whether a subject stands for nobody: "it was not possible to confirm", "there is"."""
        return self.g.words[first] == "there" or (self.g.words[first] == "it" and self.g.words[cue.chunk.first - 1] in ("possible", "impossible"))


def _holds(whole: Attribution, part: Attribution) -> bool:
    """Whether the cue of one attribution stands in the content of another."""
    return whole is not part and part.cue is not None and any(span.start <= part.cue.start and part.cue.end <= span.end for span in whole.content)
