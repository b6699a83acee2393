"""Numbers that somebody gives or changes as a count: "the ministry put the dead at 40", "lowered its toll from 12 to nine"."""

from __future__ import annotations

from dateline.extract.arguments import Clause
from dateline.extract.matches import Filler
from dateline.extract.views import View
from dateline.lexicons import table
from dateline.records import Mention

COUNTS = frozenset({"sum", "toll"})  # what nouns for a count are in the table of cues
TELLERS = frozenset({"AGENT", "PEOPLE"})
CAUSE = "|cause"
BODIES = frozenset({"it", "they"})  # pronouns of those who told a count before
BEFORE = 3  # tokens between the preposition and the number: at [more than] 40


def teller(view: View, mention: Mention) -> Filler | None:
    """Who gives a number as theirs; None where nobody does."""
    clause = _tells(view, mention)
    if clause is None or clause.subject < 0 or table("tallying")[clause.verb.lemma].endswith(CAUSE):
        return None
    phrase = view.phrases[clause.subject]
    if not TELLERS & view.types(clause.subject) and view.words[phrase.head] not in BODIES:
        return None
    return Filler(phrase.first, phrase.last, clause.subject)


def is_replaced(view: View, mention: Mention) -> bool:
    """True for the count that stood before: cut the toll from [31] to 29."""
    first, last = view.token_span(mention.start, mention.end)
    later = next((m for m in view.annotation.mentions if m.type == "QUANTITY" and m.start >= mention.end), None)
    is_from = first > 0 and view.words[first - 1] == "from" and view.words[last : last + 1] == ["to"]
    return is_from and later is not None and _tells(view, later) is not None


def is_referring(view: View, mention: Mention) -> bool:
    """True where the noun for the count does not say of what: put [the figure] at nine."""
    clause = _tells(view, mention)
    if clause is None or clause.object < 0:
        return False
    phrase = view.phrases[clause.object]
    is_sum = "sum" in table("number_cues").get(phrase.lemma, "").split()
    return is_sum and all(other.left != clause.object or other.prep != "of" for other in view.phrases)


def _tells(view: View, mention: Mention) -> Clause | None:
    """The clause by which somebody gives or changes a count to this number; None if there is none."""
    first, _ = view.token_span(mention.start, mention.end)
    before = view.words[max(0, first - BEFORE) : first]
    for clause in reversed(view.clauses):
        if clause.verb.head < first and clause.verb.tense != "participle" and not _is_people(view, clause.verb.head):
            way = "" if clause.passive else table("tallying").get(clause.verb.lemma, "").removesuffix(CAUSE)
            return clause if way and way in before and (way == "at" or _is_count(view, clause.object)) else None
    return None


def _is_people(view: View, at: int) -> bool:
    """True for a second word for people that looks like a verb: the dead and [wounded]."""
    return at > 0 and view.words[at - 1] == "and" and view.words[at] in table("measure_words")


def _is_count(view: View, phrase: int) -> bool:
    return phrase >= 0 and bool(COUNTS & set(table("number_cues").get(view.phrases[phrase].lemma, "").split()))
