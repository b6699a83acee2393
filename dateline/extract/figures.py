"""Quantity mentions -> Figures: which measure of which event a number is."""

from __future__ import annotations

from dateline.extract.views import View
from dateline.lexicons import table, terms
from dateline.records import Figure, Mention, Quantity, Time

# Measure of a number that no event of its sentence takes, by what the number is.
BY_KIND = {"share": "rate", "ratio": "rate", "duration": "duration", "money": "money"}
BY_CATEGORY = {"length": "distance", "area": "area", "time": "duration", "share": "rate", "money": "money"}
BEFORE, AFTER = 12, 10  # words around a number that can tell its measure
TOTALS = {"intercepted": "launched", "lost": "launched"}  # measure of the whole that a part of this measure belongs to
# What an event takes in of the numbers in its clause that no slot took, by what they count.
ADOPTED = {
    "ASSAULT": {"weapon": "launched"},
    "ASSAULT/intercept": {"weapon": "intercepted", "": "intercepted"},
    "AID": {"weapon": "aid", "vehicle": "aid", "money": "aid", "mass": "aid"},
    "MOBILIZE": {"person": "deployed", "vehicle": "deployed", "weapon": "deployed"},
    "RETREAT/release": {"person": "released"},
    "COERCE/arrest": {"person": "detained"},
}
STAYING = frozenset({"be", "remain", "stay"})
COUNTS = frozenset({"toll", "number"})
REACHING = frozenset({"to", "at", "reaches", "reached", "hits", "hit"})  # before the number that a count now stands at
PASSED = frozenset({"more", "other", "others", "people", "were", "was", "are", "have", "had", "been"})
OF_PEOPLE = frozenset({"killed", "injured", "missing", "displaced", "detained", "released", "captured"})
OFFSETS = tuple([word] for word in ("after", "before", "earlier", "later", "ago", "since"))
SKIPPED = frozenset({"age", "ordinal", "name", "phone", "year"})


CALIBRE = "millimetre"  # "155mm shells": a kind of shell


def countable(mention: Mention) -> bool:
    """True for a mention that can be a figure of a claim."""
    return mention.type in {"QUANTITY", "MONEY"} and isinstance(mention.value, Quantity) and mention.value.kind not in SKIPPED and mention.value.unit != CALIBRE


def figure(mention: Mention, text: str, measure: str) -> Figure:
    """The figure of a quantity under a measure."""
    value = mention.value
    assert isinstance(value, Quantity)
    thing = value.object or value.unit
    return Figure(text[mention.start : mention.end], mention.start, mention.end, measure, thing, value.low, value.high, value.op, value.of)


def own_measure(mention: Mention) -> str:
    """Measure of a number by its kind alone; "other" for a plain count."""
    value = mention.value
    assert isinstance(value, Quantity)
    return BY_KIND.get(value.kind) or BY_CATEGORY.get(value.category) or "other"


def told_measure(view: View, mention: Mention) -> str:
    """Measure of a number by the words about it: "dead and wounded at 1,100", "the toll rose to nine, with 31 people injured"."""
    own = own_measure(mention)
    value = mention.value
    assert isinstance(value, Quantity)
    if own == "money":
        return "aid" if "aid" in _near(view, mention) else own
    if own == "other" and value.category == "weapon":
        return "lost" if _next_word(view, mention, "weapon_fates") else own
    if own != "other" or value.category not in {"person", "", "other"}:
        return own
    told = beside(view, mention)
    if told:
        return told
    first, _ = view.token_span(mention.start, mention.end)
    if are_present(view, mention):
        return "deployed"
    doing = next((c for c in view.clauses if c.subject >= 0 and not c.passive and view.phrases[c.subject].first <= first < view.phrases[c.subject].last), None)
    if doing is not None:
        verb = view.tokens[doing.verb.head if doing.verb.lemma != "remain" else doing.verb.last]
        return (
            table("measure_words").get(verb.text.lower(), own) if verb.lemma in terms("intransitives") or doing.verb.lemma == "remain" else own
        )  # 400 [fled]; 9 [seized] a post
    near = _near(view, mention)
    if {"killed", "injured"}.issubset(near) or "casualties" in near:
        return "casualties"
    return next((measure for measure in near if measure in OF_PEOPLE), own)


def are_present(view: View, mention: Mention) -> bool:
    """True for troops that are said to be somewhere: "[900] soldiers remain in Syria"."""
    number, _ = view.token_span(mention.start, mention.end)
    for clause in view.clauses:
        phrase = next((n for n in (clause.subject, clause.object) if n >= 0 and view.phrases[n].first <= number < view.phrases[n].last), -1)
        if phrase >= 0 and clause.verb.lemma in STAYING and not clause.passive:
            return "FORCE" in view.types(phrase) and any(prep in {"in", "inside"} and "PLACE" in view.types(n) for prep, n in clause.preps)
    return False


def beside(view: View, mention: Mention) -> str:
    """What a number of people counts by the word right after it ("23 injured"), or by the count that rises to it ("the death toll ... to nine")."""
    after = _next_word(view, mention, "measure_words")
    first, _ = view.token_span(mention.start, mention.end)
    if after in {"injured", "missing", "killed"}:
        return after
    before = [token.text.lower() for token in view.tokens[max(0, first - BEFORE * 2) : first]]
    if not before or before[-1] not in REACHING:
        return ""
    at = max((n for n, word in enumerate(before) if word in COUNTS), default=-1)
    told = [table("measure_words")[word] for word in before[at + 1 : at + 5] if word in table("measure_words")] if at >= 0 else []
    if told:
        return told[0] if told[0] in {"injured", "missing", "killed"} and len(set(told)) == 1 else ""
    return "killed" if at >= 0 and before[at] == "toll" else ""


def _next_word(view: View, mention: Mention, name: str) -> str:
    """What a table says of the first word after a number that is none of "more", "others", "people", "were"; "" where it has none.

    A participle with an object of its own ("12 injured a guard") says nothing of the number, nor one before its noun ("nine wounded soldiers").
    """
    _, last = view.token_span(mention.start, mention.end)
    words = table(name)
    for n, token in enumerate(view.tokens[last : last + 4], last):
        if token.text.lower() in words:
            after = view.tokens[n + 1].tag if n + 1 < len(view.tokens) else ""
            has_object = token.tag == "VBD" and after in {"DT", "PRP", "PRP$", "NN", "NNS", "NNP", "JJ", "CD"}
            return "" if has_object or after in {"NN", "NNS"} else words[token.text.lower()]
        if token.text.lower() not in PASSED:
            return ""
    return ""


def _near(view: View, mention: Mention) -> list[str]:
    """Measures that the words around a number speak of, nearest first."""
    first, last = view.token_span(mention.start, mention.end)
    words = table("measure_words")
    found = [(max(first - i, i - last + 1), words[word]) for i, word in enumerate(view.words[: last + AFTER]) if i >= first - BEFORE and word in words]
    return [measure for _, measure in sorted(found)]


def is_told(view: View, mention: Mention) -> bool:
    """False for numbers that count nothing new: "the two leaders", "one of the main ports"."""
    first, _ = view.token_span(mention.start, mention.end)
    before = view.tokens[first - 1].lemma if first else ""
    value = mention.value
    assert isinstance(value, Quantity)
    last = view.token_span(mention.start, mention.end)[1]
    if own_measure(mention) == "duration" and view.words[last : last + 1] in OFFSETS:
        return False  # "two weeks after gunmen killed nine"
    if value.kind in {"duration", "measure"} and any(_dates(time) for time in view.inside[first]) and _is_offset(view, first):
        return False
    if view.text[mention.end : mention.end + 2] in {"st", "nd", "rd", "th"}:
        return False
    is_one = value.low == value.high == 1 and not _is_death(view, first)
    if value.kind == "count" and (is_one or (not value.object and before in {",", "("})):
        return False
    return not (
        value.kind == "count" and value.high <= 10 and before in {"the", "these", "those", "our", "their", "its", "both", "s", "'s", "’s", "your", "his", "her"}
    )


def _is_death(view: View, first: int) -> bool:
    """True for a single one whose death is told: the death of [one] reservist."""
    return first > 1 and view.words[first - 1] == "of" and table("measure_words").get(view.words[first - 2]) == "killed"


def _is_offset(view: View, first: int) -> bool:
    return bool({token.lemma for token in view.tokens[first : first + 5]} & {"ago", "earlier", "later", "before", "after", "early", "late", "hence"})


def _dates(mention: Mention) -> bool:
    """True for a time expression that only dates something: "five days earlier"."""
    return isinstance(mention.value, Time) and mention.value.timex in {"DATE", "TIME"} and mention.end - mention.start < 40


def adopted(view: View, mention: Mention, event: str | None, mode: str | None) -> str:
    """Measure under which an event takes in a number of its clause; "" where it does not."""
    value = mention.value
    assert isinstance(value, Quantity)
    _, last = view.token_span(mention.start, mention.end)
    if any(token.lemma in {"each", "apiece"} for token in view.tokens[last : last + 4]):
        return ""
    table_ = ADOPTED.get(f"{event}/{mode}") or ADOPTED.get(event or "", {})
    told = table_.get("money" if mention.type == "MONEY" else value.category, "")
    return told or (own_measure(mention) if value.kind == "duration" or value.category in {"place", "time"} else "")
