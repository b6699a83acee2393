"""Tokens and chunks of a sentence -> Units: the pieces that the clause reader steps over.

A unit is a noun group, a verb group, a time expression, a preposition, a conjunction, a relative or subordinating
word, a comma or a stop. Adverbs, quotation marks and what stands in brackets are left out.
"""

from __future__ import annotations

import msgspec
from msgspec import Struct

from dateline.lexicons import table, terms
from dateline.records import Agent, Annotation, Chunk, Quantity, Token

NOUN, VERB, TIME, PREP, CONJ, REL, SUB, COMMA, STOP, ADJ = ["noun", "verb", "time", "prep", "conj", "rel", "sub", "comma", "stop", "adj"]

# Closed classes of function words, each tied to one construction.
SUBORDINATORS = frozenset(
    [
        "if",
        "unless",
        "although",
        "though",
        "because",
        "while",
        "whereas",
        "whether",
        "when",
        "whenever",
        "as",
        "after",
        "before",
        "since",
        "until",
        "once",
        "lest",
    ]
)
CLAUSAL_PREPOSITIONS = frozenset(["as", "after", "before", "since", "until", "than"])  # preposition, unless a clause follows
VERBAL_PREPOSITIONS = frozenset(["including", "involving", "regarding", "concerning", "excluding", "following", "according"])
RELATIVES = frozenset(["who", "whom", "whose", "which", "that", "where"])
OPENERS = frozenset(["DT", "PRP$", "JJ", "JJR", "CD", "POS"])  # a noun is still to come
MODIFIABLE = frozenset(["JJ", "NN", "NNS", "NNP", "NNPS", "VBN", "VBG"])  # what a participle before it can modify: not "killed [at least] 18"
QUOTES = frozenset("“”‘’\"'«»")
FLOATING = frozenset(["each", "both", "all", "itself", "themselves", "himself", "herself", "ourselves", "myself"])
DEAD = "dead"
DIMENSIONS = frozenset(["long", "wide", "deep", "high", "tall", "away", "thick"])  # what a length after its noun is the measure of
QUANTIFIERS = frozenset(["several", "many", "most", "few", "some", "both", "much"])
SENTENCE_MARKS = frozenset(".:;?!–—-…")
FINITE = frozenset({"past", "present", "future"})


class Unit(Struct, gc=False):
    """A piece of a sentence: tokens first..last (exclusive)."""

    kind: str
    first: int
    last: int
    word: str  # lemma of the head or of the word itself
    chunk: Chunk | None = None

    @property
    def finite(self) -> bool:
        """True for a verb group that can be the predicate of a clause of its own."""
        return self.chunk is not None and self.kind == VERB and self.chunk.tense in FINITE


def timed(annotation: Annotation) -> frozenset[int]:
    """Indices of the tokens that belong to time expressions."""
    spans = [(mention.start, mention.end) for mention in annotation.mentions if mention.type == "TIME"]
    if not spans:
        return frozenset()
    return frozenset(i for i, token in enumerate(annotation.tokens) for start, end in spans if start <= token.start < end)


def spans(annotation: Annotation, times: frozenset[int]) -> dict[int, int]:
    """First token -> token after the last of time expressions that are whole groups, a clause too: [since the year began]."""
    if not times:
        return {}
    ends = {token: chunk.last for chunk in annotation.chunks for token in range(chunk.first, chunk.last)}
    found = {}
    for mention in annotation.mentions:
        inside = [i for i in times if mention.start <= annotation.tokens[i].start < mention.end] if mention.type == "TIME" else []
        if len(inside) > 1 and ends.get(max(inside), 0) <= max(inside) + 1:
            found[min(inside)] = max(inside) + 1
    return found


OLDEST = 115  # years


def units(annotation: Annotation) -> list[Unit]:
    """Units of a sentence in reading order."""
    tokens, times = annotation.tokens, timed(annotation)
    whole = spans(annotation, times)
    opens = {chunk.first: chunk for chunk in annotation.chunks}
    found: list[Unit] = []
    bridges, ranges, ages = _bridges(annotation), _ranges(annotation), _ages(annotation)
    at, depth, bridged = 0, 0, False
    while at < len(tokens):
        chunk, token = opens.get(at), tokens[at]
        if token.text in "([" or token.text in ")]":
            depth = max(0, depth + (1 if token.text in "([" else -1))
        elif depth == 0 and at in whole and (chunk is None or chunk.last <= whole[at]):
            _append(found, Unit(TIME, at, whole[at], tokens[whole[at] - 1].lemma), tokens)
            at = whole[at]
            continue
        elif depth == 0 and at in ages:
            _append(found, Unit(ADJ, at, at + 1, token.lemma), tokens)
            at += 1
            continue
        elif depth == 0 and (at in ranges or (token.text.lower() in FLOATING and _floats(found, chunk))):
            pass
        elif depth == 0 and at in bridges and found and found[-1].kind == NOUN and found[-1].last == at:
            bridged = True
        elif depth == 0:
            for unit in _group(tokens, chunk, times) if chunk else _word(tokens, at, times):
                if bridged and unit.kind == NOUN and unit.chunk is not None:
                    first = found.pop().first
                    unit = Unit(NOUN, first, unit.last, unit.word, Chunk("NP", first, unit.last, unit.chunk.head, unit.word))
                bridged = False
                _append(found, unit, tokens)
        at = chunk.last if chunk and depth == 0 else at + 1
    _settle(found)
    return found


def _ages(annotation: Annotation) -> frozenset[int]:
    """Numbers between commas that are somebody's age: Ana Ruiz, [72], was killed."""
    tokens = annotation.tokens
    starts = {m.start for m in annotation.mentions if isinstance(m.value, Quantity) and m.value.low < OLDEST and m.value.low == m.value.high}
    if not starts:
        return frozenset()
    told = {m.start for m in annotation.mentions if isinstance(m.value, Quantity) and m.value.kind == "age"}
    people = {m.end for m in annotation.mentions if isinstance(m.value, Agent) and m.value.kind == "person"}
    lone = [i for i in range(2, len(tokens) - 1) if tokens[i].start in starts and tokens[i].tag == "CD" and tokens[i - 1].text == ","]
    return frozenset(i for i in lone if tokens[i + 1].text in {",", ";", "."} and (tokens[i].start in told or tokens[i - 2].end in people))


def _floats(found: list[Unit], chunk: Chunk | None) -> bool:
    """True for a group of one word right after the nouns that it stresses: Chad and Niger [each] sent troops; bombed the market [itself]."""
    return chunk is not None and chunk.last == chunk.first + 1 and bool(found) and found[-1].kind == NOUN and found[-1].last == chunk.first


def _ranges(annotation: Annotation) -> frozenset[int]:
    """Tokens "between" and "from" that open a range of numbers: killed [between] three and six."""
    starts = {m.start for m in annotation.mentions if isinstance(m.value, Quantity) and m.value.low < m.value.high}
    if not starts:
        return frozenset()
    tokens = annotation.tokens
    return frozenset(i for i, t in enumerate(tokens[:-1]) if t.lemma in {"between", "from"} and tokens[i + 1].start in starts)


def _bridges(annotation: Annotation) -> frozenset[int]:
    """Prepositions and "and" inside the name of an organisation, which is one noun group."""
    names = [
        (m.start, m.end) for m in annotation.mentions if isinstance(m.value, Agent) and m.value.kind in {"organisation", "ministry", "group", "media", "force"}
    ]
    if not names:
        return frozenset()
    tokens = annotation.tokens
    return frozenset(i for i, t in enumerate(tokens) if (t.tag == "IN" or t.lemma == "and") and any(a < t.start and t.end < b for a, b in names))


def _group(tokens: tuple[Token, ...], chunk: Chunk, times: frozenset[int]) -> list[Unit]:
    """The unit of a noun or verb group; two where a name and a number meet: "gave [Mali] [two jets]"."""
    if chunk.kind == "VP" and chunk.last == chunk.first + 1 and tokens[chunk.first].text.lower() in VERBAL_PREPOSITIONS:
        return [Unit(PREP, chunk.first, chunk.last, tokens[chunk.first].text.lower())]
    if chunk.kind == "VP":
        return [Unit(VERB, chunk.first, chunk.last, chunk.lemma, chunk)]
    verb = _hidden_verb(tokens, chunk)
    if verb:
        before = Chunk("NP", chunk.first, verb, verb - 1, tokens[verb - 1].lemma)
        hidden = Chunk("VP", verb, verb + 1, verb, table("result_gerunds")[tokens[verb].text.lower()], "active", "gerund")
        rest = Chunk("NP", verb + 1, chunk.last, chunk.last - 1, tokens[chunk.last - 1].lemma)
        pieces = [Unit(NOUN, before.first, verb, before.lemma, before), Unit(VERB, verb, verb + 1, hidden.lemma, hidden)]
        return pieces + ([Unit(NOUN, rest.first, rest.last, rest.lemma, rest)] if rest.first < rest.last else [])
    if tokens[chunk.head].text.lower() == "times" and any(tokens[i].tag == "CD" for i in range(chunk.first, chunk.head)):
        return [Unit(ADJ, chunk.first, chunk.last, chunk.lemma)]  # struck the town [nearly 500 times]
    if chunk.last == chunk.first + 1 and tokens[chunk.first].text == DEAD:
        return [Unit(ADJ, chunk.first, chunk.last, DEAD)]  # left nine people [dead]
    cut = _extent(tokens, chunk)
    if cut:
        first = Chunk("NP", chunk.first, cut, cut - 1, tokens[cut - 1].lemma)
        return [Unit(NOUN, chunk.first, cut, first.lemma, first), Unit(ADJ, cut, chunk.last, chunk.lemma)]
    cut = _seam(tokens, chunk)
    if cut:
        first = Chunk("NP", chunk.first, cut, cut - 1, tokens[cut - 1].lemma)
        second = Chunk("NP", cut, chunk.last, chunk.head, chunk.lemma)
        return [Unit(NOUN, chunk.first, cut, first.lemma, first), Unit(TIME if chunk.head in times else NOUN, cut, chunk.last, chunk.lemma, second)]
    return [Unit(TIME if chunk.head in times else NOUN, chunk.first, chunk.last, chunk.lemma, chunk)]


def _hidden_verb(tokens: tuple[Token, ...], chunk: Chunk) -> int:
    """Index of a participle that the tagger took for a noun: engaged the rebels [killing] three; 0 if none."""
    for i in range(chunk.first + 1, chunk.last):
        if tokens[i].tag[:2] != "NN" or tokens[i - 1].tag not in {"NN", "NNS"}:
            continue
        follows = i + 1 < len(tokens) and tokens[i + 1].tag in {"CD", "DT", "PRP", "JJ", "JJR", "NNS"}
        if follows and tokens[i].text.lower() in table("result_gerunds"):
            return i
    return 0


def _extent(tokens: tuple[Token, ...], chunk: Chunk) -> int:
    """Index of the number of a length that follows its noun: a tunnel [800 metres] long; 0 if none."""
    i = chunk.last - 2
    if i <= chunk.first or chunk.head != chunk.last - 1 or tokens[i].tag != "CD" or tokens[i - 1].tag not in {"NN", "NNS"}:
        return 0
    following = tokens[chunk.last].lemma if chunk.last < len(tokens) else ""
    return i if following in DIMENSIONS else 0


def _seam(tokens: tuple[Token, ...], chunk: Chunk) -> int:
    """Index of the number that opens a second group inside this one; 0 if none."""
    for i in range(chunk.first + 1, chunk.last):
        if tokens[i].tag == "NNP" and tokens[i - 1].tag == "NNS" and i == chunk.last - 1:
            return i
        if tokens[i].lemma in QUANTIFIERS and tokens[i - 1].tag in {"NN", "NNP"} and tokens[chunk.first].tag == "DT":
            return i
        if (
            tokens[i].tag == "CD"
            and i < chunk.last - 1
            and tokens[i - 1].tag in {"NNP", "NNPS"}
            and tokens[i + 1].tag[:2] in {"NN", "JJ", "CD"}
            and i <= chunk.head
            and "-" not in tokens[i - 1].text
        ):
            return i
    return 0


def _word(tokens: tuple[Token, ...], at: int, times: frozenset[int]) -> list[Unit]:
    """The unit of a token outside groups; none for what does not matter."""
    if tokens[at].lemma in QUANTIFIERS and at + 1 < len(tokens) and tokens[at + 1].lemma == "of":
        return [Unit(NOUN, at, at + 1, tokens[at].lemma, Chunk("NP", at, at + 1, at, tokens[at].lemma))]
    kind = _kind(tokens[at], times, at)
    return [Unit(kind, at, at + 1, tokens[at].lemma)] if kind else []


def _kind(token: Token, times: frozenset[int], at: int) -> str:
    """Kind of a token outside groups; "" for what does not matter."""
    tag, lemma = token.tag, token.lemma
    if at in times and (tag not in {"IN", "TO"} or {at - 1, at + 1} <= times):
        return TIME
    if (lemma in RELATIVES and tag[:1] == "W") or (lemma == "that" and tag in {"WDT", "IN"}):
        return REL
    if tag == "CC":
        return CONJ
    if token.text == ",":
        return COMMA
    if token.text in SENTENCE_MARKS:
        return STOP
    if tag == "WRB" and lemma in SUBORDINATORS:
        return SUB
    if tag in {"IN", "TO"}:
        return SUB if lemma in SUBORDINATORS and lemma not in CLAUSAL_PREPOSITIONS else PREP
    return ADJ if tag.startswith("JJ") or tag == "VBN" else ""


def _append(found: list[Unit], unit: Unit, tokens: tuple[Token, ...]) -> None:
    """Add a unit; a time takes in the preposition before it, a noun group its beginning before a quotation mark."""
    if unit.kind == TIME:
        first = unit.first
        while found and found[-1].kind in {PREP, TIME} and found[-1].last == first and (found[-1].kind == TIME or found[-1].word != "of"):
            first = found.pop().first
        unit = Unit(TIME, first, unit.last, unit.word)
    if unit.chunk is None:
        found.append(unit)
        return
    if _completes(found, unit, tokens):
        auxiliary = found.pop() if found[-1].kind == VERB else found.pop(-2)
        found[:] = [each for each in found if each.first < auxiliary.first]
        voice = "passive" if auxiliary.word == "be" else "active"
        unit = Unit(VERB, auxiliary.first, unit.last, unit.word, msgspec.structs.replace(unit.chunk, first=auxiliary.first, tense="past", voice=voice))
    first = _earlier(found, unit, tokens)
    if first >= 0 and unit.chunk is not None:
        while found and found[-1].first >= first:
            found.pop()
        head = unit.chunk.head
        word = unit.word if unit.kind == NOUN else tokens[head].text.lower()
        unit = Unit(NOUN, first, unit.last, word, Chunk("NP", first, unit.last, head, word))
    found.append(unit)


def _completes(found: list[Unit], unit: Unit, tokens: tuple[Token, ...]) -> bool:
    """True for a participle parted from its auxiliary by a word: had [first] entered."""
    if unit.kind != VERB or unit.last != unit.first + 1 or tokens[unit.first].tag not in {"VBN", "VBD"} or len(found) < 2:
        return False
    if found[-1].kind == VERB and found[-1].word == "have" and found[-1].last == unit.first - 1 and tokens[unit.first - 1].text in QUOTES:
        return True  # had “neutralised”
    if found[-1].word in {"all", "both", "each"} and found[-1].last == found[-1].first + 1 and found[-2].kind == VERB and found[-2].word == "be":
        return found[-1].kind in {NOUN, ADJ}
    return (
        found[-1].kind == ADJ
        and found[-1].last == found[-1].first + 1
        and found[-2].kind == VERB
        and found[-2].word == "have"
        and found[-2].last == found[-2].first + 1
    )


def _earlier(found: list[Unit], unit: Unit, tokens: tuple[Token, ...]) -> int:
    """First token of the noun group that a unit goes on with; -1 if it begins one itself.

    The tagger cuts groups at quotation marks, at verbal nouns and at participles: a “historic” pact, the [downing] of
    drones, several [suspected] insurgents.
    """
    if not found or unit.chunk is None:
        return -1
    before = found[-1]
    opened = before.kind == NOUN and tokens[before.last - 1].tag in OPENERS
    if unit.kind == VERB:
        if before.kind == VERB or (before.kind == ADJ and len(found) > 1 and found[-2].kind == VERB):
            return -1
        return before.first if opened and before.last == unit.first and unit.chunk.tense == "gerund" and tokens[before.last - 1].tag == "DT" else -1
    if unit.kind != NOUN:
        return -1
    if opened and before.last + 1 == unit.first and tokens[unit.first - 1].text in QUOTES:
        return before.first
    if before.kind == COMMA and len(found) > 1 and found[-2].kind == NOUN and _is_open(found[-2], tokens) and tokens[unit.first].tag[:2] in {"JJ", "NN"}:
        return found[-2].first
    if before.kind == ADJ and len(found) > 1 and found[-2].kind == NOUN and tokens[found[-2].last - 1].tag == "DT" and unit.first - before.last <= 1:
        return found[-2].first
    if before.kind == VERB and before.last == unit.first == before.first + 1 and _is_attributive(found, tokens):
        return found[-2].first
    if before.kind == VERB and before.last == unit.first == before.first + 1 and tokens[before.first].tag == "VBN" and tokens[unit.first].tag in MODIFIABLE:
        return _modified(found, tokens)
    return -1


def _is_attributive(found: list[Unit], tokens: tuple[Token, ...]) -> bool:
    """True for a participle known as an adjective between a number or an adjective and the noun: four [suspected] rebels."""
    outer = found[-2] if len(found) > 1 else None
    if outer is None or outer.kind not in {NOUN, ADJ} or outer.last != found[-1].first:
        return False
    word = tokens[outer.last - 1]
    is_open = word.tag in {"CD", "JJ", "DT", "PRP$", "POS"} or "-" in word.text or word.lemma == "multiple" or word.lemma.lower() in table("nationalities")
    return is_open and tokens[found[-1].first].text.lower() in terms("attributive")


def _is_open(unit: Unit, tokens: tuple[Token, ...]) -> bool:
    """True for an article and adjectives whose noun is still to come: a [massive], final package."""
    return tokens[unit.first].tag == "DT" and tokens[unit.last - 1].tag.startswith("JJ")


def _modified(found: list[Unit], tokens: tuple[Token, ...]) -> int:
    """First token of a group whose noun has the participle just read before it; -1 if that is a verb of its own."""
    participle = found[-1]
    outer = found[-2] if len(found) > 1 else None
    if outer is None or outer.kind in {COMMA, CONJ, STOP}:
        coordinated = outer is not None and outer.kind == CONJ and any(unit.finite for unit in found[:-1])
        return participle.first if tokens[participle.first].tag == "VBN" and not coordinated else -1
    if outer.last != participle.first:
        return -1
    if outer.kind == NOUN and tokens[outer.last - 1].tag in OPENERS:
        return outer.first
    return participle.first if outer.kind in {VERB, PREP} else -1


def _settle(found: list[Unit]) -> None:
    """Turn a preposition that opens a clause into a subordinator: "after Russia launched"."""
    for at, unit in enumerate(found):
        if unit.kind == PREP and unit.word in CLAUSAL_PREPOSITIONS:
            k = at + 1
            while k < len(found) and found[k].kind in {NOUN, PREP, TIME, ADJ, CONJ} and k < at + 10:
                k += 1
            if k < len(found) and k > at + 1 and found[k].finite and found[k - 1].kind != CONJ:
                unit.kind = SUB
