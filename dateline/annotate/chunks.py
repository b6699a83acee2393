"""Tokens -> Chunks: noun and verb groups.

A noun group runs from its determiner or quantifier to its last noun and holds its possessives ("Ukraine's air force"); a
group after "of" is one of its own. A verb group holds auxiliaries, negation and adverbs between them, and the particle
of a phrasal verb that follows at once.
"""

from __future__ import annotations

from functools import cache

from dateline.lexicons import terms
from dateline.records import Chunk, Token

_NOUNS = frozenset(("NN", "NNS", "NNP", "NNPS"))
_WITHIN = frozenset(("DT", "PDT", "PRP$", "WP$", "CD", "JJ", "JJR", "JJS", "NN", "NNS", "NNP", "NNPS", "$", "#", "POS"))
_STARTS = _WITHIN - {"POS"} | {"PRP", "EX"}
_VERBS = frozenset(("VB", "VBP", "VBZ", "VBD", "VBN", "VBG"))
_ADJECTIVES = frozenset(("JJ", "JJR", "JJS"))
_VAGUE = frozenset(("dozen", "score", "hundred", "thousand", "million"))
_COMPARING = frozenset(("more", "less", "fewer", "no", "as"))
_BEFORE_PARTICIPLE = frozenset(("DT", "PRP$", "POS", "JJ", "CD", "JJR", "JJS"))
_AUXILIARY = frozenset(("be", "have", "do", "get"))
_NEGATIVES = frozenset(("not", "n't", "n’t", "never", "hardly", "barely"))
_DAYS = frozenset(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "tonight", "yesterday", "tomorrow"))
_TIMING = frozenset(("next", "last", "early", "late", "past", "same", "previous"))
_COMPLEMENTS = frozenset(("hostage", "prisoner", "captive", "persona", "dead", "responsible", "accountable"))
_COMPLEMENTED = frozenset(("take", "hold", "keep", "declare", "leave"))
_COMPASS = frozenset(
    ("north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest", "north-east", "north-west", "south-east", "south-west")
)
_OUTCOMES = frozenset(("free", "back", "dead"))  # no particles, but as near to the verb: "set free two nuns", "shot dead two men"
_LOOSE = frozenset(("in", "on", "by", "across", "along", "around", "about"))  # particles that are prepositions before a noun group
_QUANTIFIERS = tuple(
    tuple(words.split())
    for words in (
        "at least", "at most", "more than", "less than", "fewer than", "greater than", "up to", "as many as", "as few as", "as much as", "no more than",
        "no fewer than", "no less than", "not less than", "not more than", "well over", "some", "about", "around", "nearly", "almost", "roughly",
        "approximately", "over", "just", "only", "another",
    )
)  # fmt: skip
_QUANTIFIERS_OF = {first: tuple(words for words in _QUANTIFIERS if words[0] == first) for first in {words[0] for words in _QUANTIFIERS}}
_FIRST_QUANTIFIERS = frozenset(_QUANTIFIERS_OF) - {"over", "some", "another"}
_FUTURE = frozenset(("will", "shall", "'ll", "’ll", "wo"))


@cache
def _phrasal() -> frozenset[str]:
    return terms("phrasal_verbs")


def chunks(tokens: tuple[Token, ...]) -> tuple[Chunk, ...]:
    """Groups in reading order; they never overlap."""
    tags = [token.tag for token in tokens]
    tags += ("", "")
    found = []
    i, size, nounless = 0, len(tokens), 0
    while i < size:
        tag = tags[i]
        chunk = None
        if i < nounless and tag in _ADJECTIVES:
            chunk = _quantified(tokens, tags, i) if tag == "JJR" or tokens[i].lemma in _COMPARING else None
        elif tag in _STARTS and not _is_bearing(tokens, tags, i):
            chunk = _noun_group(tokens, tags, i, i)
            if chunk is None and tag in _ADJECTIVES:
                nounless = _nounless(tokens, tags, i)
        elif tag in ("VBN", "RB") and _describes(tokens, tags, i):
            chunk = _noun_group(tokens, tags, i, i) or (_verb_group(tokens, tags, i) if tag == "VBN" else None)
        elif tag in _VERBS or tag == "MD":
            chunk = _verb_group(tokens, tags, i)
        elif tag == "TO":
            chunk = _infinitive(tokens, tags, i)
        elif tag in ("RB", "IN", "RBR", "RP", "JJR") and tokens[i].lemma in _FIRST_QUANTIFIERS:
            chunk = _quantified(tokens, tags, i)
        if chunk is None:
            i += 1
        else:
            found.append(chunk)
            i = chunk.last
    return tuple(found)


def _describes(tokens: tuple[Token, ...], tags: list[str], i: int) -> bool:
    """Whether a participle or adverb without a determiner opens a noun group: "captured soldiers said", "heavily armed men"."""
    before = tags[i - 1] if i else ""
    if i + 1 >= len(tokens) or before not in ("", ",", "IN", "CC", "``", ":", "VBD", "VBZ", "VBP", "VBG"):
        return False
    if tags[i] == "VBN" and before == "," and tokens[i + 1].lemma in _VAGUE:
        return False  # "struck a base, killed dozens of men"
    if tags[i] == "RB":
        return tags[i + 1] in ("VBN", "JJ") and tags[min(i + 2, len(tags) - 1)] in _NOUNS
    return tags[i + 1] in _NOUNS


def _quantified(tokens: tuple[Token, ...], tags: list[str], i: int) -> Chunk | None:
    """A noun group that opens with "at least", "more than" and a number."""
    for words in _QUANTIFIERS_OF.get(tokens[i].text.lower(), ()):
        end = i + len(words)
        if end >= len(tokens) or any(tokens[i + k].text.lower() != word for k, word in enumerate(words)):
            continue
        if tags[end] in ("CD", "$") or tokens[end].lemma in ("a", "an", "half"):
            return _noun_group(tokens, tags, i, end)
    return None


def _noun_group(tokens: tuple[Token, ...], tags: list[str], first: int, i: int) -> Chunk | None:
    """The group first.., whose words up to i have been taken."""
    if tags[i] in ("PRP", "EX"):
        return Chunk("NP", first, i + 1, i, tokens[i].lemma)
    if (first == i and tokens[i].lemma in _COMPARING) or tags[i] == "JJR":
        whole = _quantified(tokens, tags, i)
        if whole:
            return whole
    return _close(tokens, tags, first, i, _reach(tokens, tags, first, i))


def _nounless(tokens: tuple[Token, ...], tags: list[str], i: int) -> int:
    """End of the words that no adjective can open a group in, as the one at i does not."""
    end = _reach(tokens, tags, i, i)
    return i if "``" in tags[i:end] else end  # a quotation mark that closes binds only after one that opens


def _reach(tokens: tuple[Token, ...], tags: list[str], first: int, i: int) -> int:
    """End of the words from i on that can stand in one noun group, which begins at first."""
    head = -1
    start = i
    size = len(tokens)
    while i < size:
        tag = tags[i]
        if i > start and _is_complement(tokens, tags, first, i):
            break
        if tag in _NOUNS:
            if head == i - 1 >= start and _breaks(tokens, tags, i):
                break
            head = i
        elif tag == "POS":
            if i == start or head != i - 1:
                break
        elif tag in ("DT", "PRP$", "PDT", "WP$"):
            if i > start and not (tags[i - 1] == "PDT" or (tags[i - 1] == "DT" and tokens[i - 1].lemma in ("all", "both", "half"))):
                break
        elif tag in ("CD", "JJ", "JJR", "JJS", "$", "#"):
            if head == i - 1 >= start and tag != "CD" and (tags[i + 1] not in _NOUNS or tokens[i].lemma in _TIMING):
                break
        elif not _extends(tokens, tags, start, i) and not (i == start or (i == start + 1 and tags[start] == "RB" and tag == "VBN")):
            break
        i += 1
    return i


def _is_bearing(tokens: tuple[Token, ...], tags: list[str], i: int) -> bool:
    """True for a point of the compass right after a noun: "captured 15 soldiers [south] of the airport"."""
    return tokens[i].lemma in _COMPASS and i > 0 and tags[i - 1] in ("NN", "NNS") and i + 1 < len(tokens) and tokens[i + 1].lemma == "of"


def _is_complement(tokens: tuple[Token, ...], tags: list[str], first: int, i: int) -> bool:
    """Whether the word at i says what became of the group before it: "took two pilots [prisoner]", "left more than ten [dead]"."""
    if tokens[i].text not in _COMPLEMENTS or not first or tokens[first - 1].lemma not in _COMPLEMENTED:
        return False
    describes = tokens[i].text == "dead" and tags[i + 1 : i + 2] in (["NN"], ["NNS"])
    return (tags[i - 1] in _NOUNS or tags[i - 1] == "CD") and not describes


def _breaks(tokens: tuple[Token, ...], tags: list[str], i: int) -> bool:
    """Whether the noun at i begins a group of its own right after a noun: "officials Wednesday"."""
    if _is_bearing(tokens, tags, i):
        return True
    return tokens[i].lemma in _DAYS and tags[i - 1] in ("NN", "NNS", "NNP", "NNPS") and tokens[i - 1].lemma not in ("early", "late")


def _extends(tokens: tuple[Token, ...], tags: list[str], start: int, i: int) -> bool:
    """Whether a word that is no noun, number or adjective belongs to the group: "heavily armed men", "Russian and Syrian jets"."""
    tag, following = tags[i], tags[i + 1]
    before = tags[i - 1] if i > start else ""
    if tag in ("VBN", "VBG"):
        attributive = before in _BEFORE_PARTICIPLE and following in ("NN", "NNS", "NNP", "NNPS", "JJ", "VBN")
        return attributive or (before in ("RB", ",", "CC") and following in _NOUNS)
    if tag in ("RB", "RBS", "RBR"):
        return (before in ("DT", "PRP$", "POS") and following in ("JJ", "VBN", "CD", "VBG")) or (before == "DT" and tokens[i].lemma in ("about", "nearly"))
    if tag in ("``", "''"):  # a "special" operation
        return before in ("DT", "PRP$", "POS", "JJ", "NN", "CD") and following in (*_NOUNS, "JJ", "VBN") and (tag == "``" or "``" in tags[start:i])
    if tag == "CC":
        return (before == "JJ" and following in ("JJ", "VBN")) or (before == "CD" and following == "CD") or (before == "VBN" and following in ("VBN", "JJ"))
    if tag == ",":
        return before == "JJ" and following in ("JJ", "VBG", "VBN") and tags[min(i + 2, len(tags) - 1)] in ("JJ", "NN", "NNS")
    return False


def _close(tokens: tuple[Token, ...], tags: list[str], first: int, start: int, end: int) -> Chunk | None:
    """The group cut back to its head: the last noun, else number, pronoun or adjective after a determiner."""
    while end > start and tags[end - 1] in ("CC", ",", "RB", "RBS", "RBR", "POS", "VBG"):
        end -= 1
    head = end - 1
    while head >= start and tags[head] not in _NOUNS:
        head -= 1
    if head >= start:
        trailing = tags[head + 1 : end]
        if trailing and "CD" not in trailing:
            end = head + 1
        return Chunk("NP", first, end, head, tokens[head].lemma)
    if end <= start:
        return None
    head = end - 1
    if tags[head] in ("JJ", "JJS", "JJR", "VBN") and tags[start] not in ("DT", "PRP$", "CD"):
        return None
    return Chunk("NP", first, end, head, tokens[head].lemma)


def _infinitive(tokens: tuple[Token, ...], tags: list[str], i: int) -> Chunk | None:
    """ "to" with its verb: "to be released", "to not attack"."""
    j = i + 1
    while j < len(tokens) and tags[j] == "RB":
        j += 1
    if j >= len(tokens) or tags[j] != "VB":
        return None
    return _verb_group(tokens, tags, i)


def _verb_group(tokens: tuple[Token, ...], tags: list[str], i: int) -> Chunk | None:
    """The verb group that begins at i."""
    head = j = i
    size = len(tokens)
    auxiliaries: list[str] = []
    modal, negated = "", i > 0 and tokens[i - 1].text.lower() in _NEGATIVES
    while j < size:
        tag = tags[j]
        if tag in _VERBS:
            if head != j and not _continues(tags[head], tokens[head].lemma, tag):
                break
            if tags[head] in _VERBS and head != j:
                auxiliaries.append(tokens[head].lemma)
            head = j
        elif tag == "MD" and j == i:
            modal = tokens[j].text.lower()
        elif _negates(tokens, j):
            if tags[j + 1 : j + 2] == ["TO"] and tags[head] in _VERBS and tokens[head].lemma not in _AUXILIARY:
                break  # vowed [not to surrender]
            negated = True
        elif not (tag == "TO" and j == i) and not (tag == "RB" and _leads_on(tokens, tags, j, tags[head], tokens[head].lemma)):
            break
        j += 1
    last = head + 1
    while last < j and tokens[last].text.lower() in _NEGATIVES:
        last += 1
    if tags[head] not in _VERBS:
        return Chunk("VP", i, last, head, tokens[head].lemma, "active", "future" if modal in _FUTURE else "present", modal, negated) if modal else None
    lemma, last = _with_particle(tokens, tags, head, last)
    voice = "passive" if tags[head] == "VBN" and (not auxiliaries or auxiliaries[-1] in ("be", "get")) else "active"
    return Chunk("VP", i, last, head, lemma, voice, _tense(tags, i, head, modal, auxiliaries[0] if auxiliaries else ""), modal, negated)


def _negates(tokens: tuple[Token, ...], j: int) -> bool:
    """Whether the word at j negates a verb: not, never, no longer."""
    word = tokens[j].text.lower()
    if word == "no":
        return j + 1 < len(tokens) and tokens[j + 1].text.lower() == "longer"
    return word in _NEGATIVES or (word == "longer" and tokens[j - 1].text.lower() == "no")


def _continues(before: str, lemma: str, tag: str) -> bool:
    """Whether a verb follows in the group of the one before it."""
    if before in ("MD", "TO"):
        return tag == "VB"
    if lemma == "have":
        return tag == "VBN"
    if lemma == "be":
        return tag in ("VBN", "VBG")
    if lemma == "do":
        return tag == "VB"
    return lemma == "get" and tag == "VBN"


def _leads_on(tokens: tuple[Token, ...], tags: list[str], j: int, before: str, lemma: str) -> bool:
    """Whether an adverb stands between an auxiliary and its verb."""
    if before not in ("MD", "TO") and lemma not in _AUXILIARY:
        return False
    k = j + 1
    while k < len(tokens) and k < j + 3 and tags[k] == "RB":
        k += 1
    return tags[k] in _VERBS and _continues(before, lemma, tags[k])


def _with_particle(tokens: tuple[Token, ...], tags: list[str], head: int, last: int) -> tuple[str, int]:
    """Lemma and end of the group with the particle that follows its verb."""
    lemma = tokens[head].lemma
    if last == head + 1 and last < len(tokens) and (tags[last] in ("RP", "RB", "IN") or tokens[last].lemma in _OUTCOMES):
        joined = f"{lemma} {tokens[last].lemma}"
        loose = tags[last] == "IN" and tokens[last].lemma in _LOOSE and tags[last + 1] in _STARTS
        if joined in _phrasal() and not loose:
            return joined, last + 1
    return lemma, last


def _tense(tags: list[str], first: int, head: int, modal: str, lemma: str) -> str:
    """Tense of a group; lemma is that of its first auxiliary."""
    if modal:
        return "future" if modal in _FUTURE else "present"
    while tags[first] not in _VERBS and tags[first] != "TO":
        first += 1
    tag = tags[first]
    if tag == "TO" or tag == "VB":
        return "infinitive"
    if tag == "VBD":
        return "past"
    if tag == "VBN":
        return "participle"
    if tag == "VBG":
        return "gerund"
    return "past" if tags[head] == "VBN" and tags[first:head].count("VBN") + (lemma == "have") > 0 else "present"
