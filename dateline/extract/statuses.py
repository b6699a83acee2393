"""Draft -> status and speaker: what kind of assertion a claim is, and whose."""

from __future__ import annotations

from dateline.extract.matches import Candidate
from dateline.extract.views import View
from dateline.lexicons import table, terms
from dateline.records import Attribution, Span

HYPOTHETICAL = frozenset(["could", "may", "might", "should", "can", "would"])
CONDITIONS = frozenset(["if", "unless", "whether", "lest"])
PURPOSES = frozenset(["intend", "mean", "design", "aim"])  # what a deed was meant to do is not a deed still to come
ASIDES = frozenset(["after", "as", "while", "although", "though", "because", "when", "before", "since"])
STANCES = {"denied": "denied", "unconfirmed": "unverified", "planned": "planned"}


def sources(view: View, candidate: Candidate) -> list[Attribution]:
    """Attributions whose content holds the trigger, innermost first."""
    at = view.tokens[candidate.first].start
    holding = [a for a in view.annotation.attributions if is_claiming(a) and any(span.start <= at < span.end for span in a.content)]
    holding = [a for a in holding if not _goes_on(view, candidate, a)]
    return sorted(holding, key=lambda a: sum(span.end - span.start for span in a.content))


def _goes_on(view: View, candidate: Candidate, source: Attribution) -> bool:
    """Whether the sentence goes on after what is said: "denied the charge and [summoned] the envoy", "declared a truce after [shelling] ..."."""
    if source.cue is None or source.direct:
        return False
    start = source.cue.start
    denies = source.stance == "denied" or source.lemma == "accuse"
    number = candidate.clause if candidate.clause >= 0 else candidate.host
    for _ in range(5):
        if number < 0:
            return False
        clause = view.clauses[number]
        above = view.clauses[clause.parent] if clause.parent >= 0 else None
        if above is not None and view.tokens[above.verb.first].start <= start < view.tokens[above.verb.last - 1].end:
            aside = clause.marker in ASIDES and (source.stance == "denied" or _is_whole(view, clause.parent))
            return aside or (denies and clause.link == "shared")
        number = clause.parent
    return False


def _is_whole(view: View, number: int) -> bool:
    """Whether a verb of saying has an object and no clause for what is said: declared [a state of emergency]."""
    return view.clauses[number].object >= 0 and not any(clause.link == "complement" and clause.parent == number for clause in view.clauses)


def is_claiming(source: Attribution) -> bool:
    """Whether somebody says that something is so: not who plans, praises or sees it, nor "is expected to" of nobody named."""
    if source.lemma in terms("perceiving") and not source.direct:
        return False
    return source.stance not in {"attitude", "planned"} and (source.stance != "believed" or bool(source.speaker))


def modality(view: View, candidate: Candidate, *, attributed: bool) -> str:
    """planned | hypothetical | denied, or "" for what is told as fact."""
    number = candidate.clause if candidate.clause >= 0 else candidate.host
    if number < 0:
        return ""
    if candidate.noun >= 0 and (not _carries(view, number, candidate.noun) or _came_of(view, number, candidate.noun)):
        return ""
    first, depth = "", 0
    while number >= 0 and depth < 5:
        clause = view.clauses[number]
        found = _own_modality(view, number, attributed=attributed)
        if found:
            first = found if not first or found == "denied" else first
        if depth == 0 and candidate.noun >= 0 and candidate.noun == clause.object:
            first = first or _matrix(view, number, noun=True)
        if depth == 0 and not first and candidate.noun >= 0 and clause.verb.lemma not in table("matrix_verbs") and candidate.noun != clause.object:
            break
        if clause.link not in {"infinitive", "gerund", "participle"} and not (clause.link == "shared" and clause.verb.tense == "infinitive"):
            break
        number, depth = clause.parent, depth + 1
        if clause.link == "infinitive" and clause.noun >= 0 and view.phrases[clause.noun].lemma in terms("plots"):
            none = view.tokens[view.phrases[clause.noun].first].lemma == "no"
            first = "denied" if none else first or "planned"
        if number >= 0 and clause.link in {"infinitive", "gerund"}:
            outer = _matrix(view, number)
            first = first or outer
    return first


def _carries(view: View, number: int, noun: int) -> bool:
    """True if what a clause says of time and truth holds for a noun in it: will hold [talks], [talks] will begin."""
    clause = view.clauses[number]
    phrase = view.phrases[noun]
    if phrase.prep == "for" and view.tokens[max(0, phrase.first - 2)].lemma in {"return", "exchange"}:
        return True  # "would be freed in return for [the release] of prisoners"
    if noun == clause.subject and not clause.passive:
        return not _is_given(view, noun) or view.occurs(clause)
    if clause.passive and noun == clause.object:
        return True
    return noun in (clause.object, clause.retained) and (clause.verb.lemma in terms("light_verbs") or clause.verb.lemma in table("matrix_verbs"))


def _is_given(view: View, noun: int) -> bool:
    """True for a noun that speaks of something told before: [this attack] will not go unpunished."""
    first = view.tokens[view.phrases[noun].first]
    return first.lemma in {"the", "this", "that", "these", "those", "such"} or first.tag == "PRP$"


def _came_of(view: View, number: int, noun: int) -> bool:
    """True where a clause denies only what came of a noun: [the blast] did not cause casualties."""
    clause = view.clauses[number]
    return noun == clause.subject and clause.verb.negated and clause.verb.lemma in terms("result_verbs")


def _own_modality(view: View, number: int, *, attributed: bool) -> str:
    clause = view.clauses[number]
    verb = clause.verb
    if verb.negated:
        return "denied"
    if clause.marker in CONDITIONS:
        return "hypothetical"
    if verb.modal == "would" and attributed:
        return "planned"
    if verb.modal in HYPOTHETICAL:
        return "hypothetical"
    if verb.tense == "future" or (verb.tense == "infinitive" and clause.link == "main") or verb.modal in {"will", "shall"}:
        return "planned"
    return ""


def _matrix(view: View, number: int, *, noun: bool = False) -> str:
    """What the verb above says of its infinitive or noun: plan to, be set to, fail to; the raids [were meant] to scare says nothing of the raids."""
    verb = view.clauses[number].verb
    if noun and verb.voice == "passive" and verb.lemma in PURPOSES and any(c.link == "infinitive" and c.parent == number for c in view.clauses):
        return ""
    verbs = table("matrix_verbs")
    after = view.tokens[verb.last].lemma if verb.last < len(view.tokens) else ""
    key = f"{verb.lemma} {after}"
    if key in verbs:
        return verbs[key]
    if verb.voice == "passive" and f"be {verb.lemma}" in verbs:
        return verbs[f"be {verb.lemma}"]
    return verbs.get(verb.lemma, "")


def status(view: View, candidate: Candidate, found: list[Attribution], *, speech: bool) -> str:
    """The status of an event, before what its rule says."""
    stances = [STANCES[a.stance] for a in found if a.stance in STANCES]
    mood = modality(view, candidate, attributed=bool(found)) or _refuted(view, candidate)
    if mood == "denied" and candidate.rule.negated:
        mood = ""
    if mood:
        return "reported" if speech and mood == "planned" else mood
    if stances and stances[0] != "planned":
        return stances[0]
    return "claimed" if found and not speech else "reported"


def _refuted(view: View, candidate: Candidate) -> str:
    """denied, where the words count nothing ("fired [no] rockets") or call it untrue ("claims that a jet was lost are [false]"); else ""."""
    if candidate.rule.harm:
        return ""  # "no one was hurt" is a toll of none
    phrases = [filler.phrase for name, filler in candidate.slots.items() if name in {"subject", "object"} and filler.phrase >= 0]
    part = view.phrases[candidate.noun].left if candidate.noun >= 0 else -1  # had [no part] in the raid
    nouns = [view.phrases[phrase] for phrase in (*phrases, candidate.noun, part) if phrase >= 0]
    if any(view.tokens[noun.first].lemma == "no" for noun in nouns):
        return "denied"
    return "denied" if candidate.clause >= 0 and _untrue(view, candidate.first) else ""


def _untrue(view: View, at: int) -> bool:
    """Whether what a clause with "that" tells is called false: "reports that the bridge was hit are untrue"."""
    lemmas = [token.lemma for token in view.tokens]
    false = next((i for i in range(at, len(lemmas)) if lemmas[i] in terms("falsehoods")), -1)
    opening = next((i for i in range(at - 1, 0, -1) if lemmas[i] == "that"), 0)
    if false < 0 or not opening or "be" not in lemmas[max(at, false - 3) : false]:
        return False
    return bool(set(lemmas[max(0, opening - 6) : opening]) & terms("rumours"))


def covers(spans: tuple[Span, ...], start: int, end: int) -> bool:
    """True if one of the spans touches characters start..end."""
    return any(span.start < end and start < span.end for span in spans)
