"""Draft -> Role: who acts or suffers, told by another clause than the event's own.

An attack that somebody claims or is blamed for, forces that "were deployed", whom an accusation is about, whom aid is to help.
"""

from __future__ import annotations

from dateline.extract.arguments import Clause
from dateline.extract.drafts import Draft
from dateline.extract.matches import Candidate, Filler
from dateline.extract.roles import phrase_country, role
from dateline.extract.views import AGENT, View
from dateline.lexicons import table, terms
from dateline.records import Agent, Role

PARTIES = frozenset({"AGENT", "PLACE", "FORCE"})
HELPING = frozenset(["help", "support", "assist", "aid", "enable", "allow", "protect", "shelter", "feed"])


def actor(view: View, draft: Draft) -> Role | None:
    """Who did it, where its own clause leaves that open; None where nobody is named."""
    event = draft.main.rule.type
    if event == "MOBILIZE":
        return _sent(view, draft.main)
    if event != "ASSAULT":
        return _talking(view, draft.main)
    return next((found for candidate in draft.all if candidate.noun >= 0 and (found := _answerable(view, candidate))), None)


def recipient(view: View, draft: Draft) -> Role | None:
    """Whom it is done to, where its own clause leaves that open; None where nobody is named."""
    event = draft.main.rule.type
    finders = {"ACCUSE": _accused, "AID": _helped, "REJECT": _refused}
    return finders[event](view, draft.main) if event in finders else None


def person_before(view: View, start: int) -> str | None:
    """Country of the person named last before a place in the sentence."""
    people = [m.value for m in view.annotation.mentions if m.end <= start and isinstance(m.value, Agent) and m.value.kind == "person" and m.value.country]
    return people[-1].country if people else None


def hung(view: View, candidate: Candidate) -> str | None:
    """Country of the subject of the clause that a condition or a time hangs on: [Doha] will pay if it loses."""
    clause = view.clauses[candidate.clause] if candidate.clause >= 0 else None
    if clause is None or clause.marker not in {"if", "unless", "when", "until", "once"} or clause.parent < 0:
        return None
    above = view.clauses[clause.parent]
    return phrase_country(view, above.subject) if above.link == "complement" and above.subject >= 0 else None


def subject_above(view: View, number: int) -> int:
    """Subject, not a pronoun, of the nearest clause that holds this one; -1 if none."""
    for _ in range(5):
        if number < 0:
            return -1
        clause = view.clauses[number]
        subject = (clause.object if clause.passive else clause.subject) if clause.link != "reduced" else -1
        if subject >= 0 and not view.tokens[view.phrases[subject].head].tag.startswith("PRP"):
            return subject
        number = clause.parent
    return -1


def _answerable(view: View, this: Candidate) -> Role | None:
    """Who claims an attack, or whom it is laid to: [the group] claimed the bombing; a raid blamed on [bandits]."""
    verbs = table("answering")
    for number, clause in enumerate(view.clauses):
        way = verbs.get(clause.verb.lemma, "")
        if way == "subject" and number == this.host and this.noun in (clause.object, clause.retained):
            return _party(view, clause.subject)
        if way in {"subject", "part"} and this.noun == _for(view, number):
            return _party(view, clause.subject)
        if clause.verb.lemma == "be" and ("behind", this.noun) in clause.preps:
            return _party(view, clause.subject) or _party(view, _sayer(view, clause))
        if way and clause.link in {"reduced", "relative"} and clause.noun == this.noun and clause.passive:
            return _party(view, clause.subject if way == "subject" else next((phrase for prep, phrase in clause.preps if prep in {"on", "to"}), -1))
    return None


def _for(view: View, number: int) -> int:
    """What somebody claims or denies a part in; -1 where he claims something else."""
    clause = view.clauses[number]
    if clause.object < 0 or view.phrases[clause.object].lemma not in terms("involvement"):
        return -1
    return next((phrase for prep, phrase in clause.preps if prep in {"for", "over", "in", "with"}), -1)


def _sayer(view: View, clause: Clause) -> int:
    """Subject of the clause that says this one of itself: [the militia] denied that it was behind the raid; -1 where another is meant."""
    pronoun = clause.subject >= 0 and view.words[view.phrases[clause.subject].head] in {"it", "they", "he", "she", "we"}
    return view.clauses[clause.parent].subject if pronoun and clause.parent >= 0 else -1


def _party(view: View, phrase: int) -> Role | None:
    if phrase < 0 or not view.types(phrase) & PARTIES:
        return None
    this = view.phrases[phrase]
    return None if view.tokens[this.head].tag.startswith("PRP") or view.tokens[this.first].lemma == "no" else role(view, Filler(this.first, this.last, phrase))


def _sent(view: View, main: Candidate) -> Role | None:
    """Forces that are said to have been sent, by nobody named."""
    filler = main.slots.get("object")
    if main.clause < 0 or not view.clauses[main.clause].passive or filler is None or filler.phrase < 0 or "FORCE" not in view.types(filler.phrase):
        return None
    found = role(view, filler)
    return found if found.country else None


def _talking(view: View, main: Candidate) -> Role | None:
    """Who holds the talks that came to something: the summit of [Kenya and Uganda] failed to reach a deal."""
    filler = main.slots.get("subject")
    if filler is None or filler.phrase < 0 or "TALKS" not in view.types(filler.phrase):
        return None
    return next((_party(view, n) for n, phrase in enumerate(view.phrases) if phrase.left == filler.phrase and phrase.prep in {"between", "of", "with"}), None)


def _accused(view: View, main: Candidate) -> Role | None:
    """Who does what an accusation tells: alleged that [the junta] is starving towns."""
    for clause in view.clauses if main.clause >= 0 else []:
        if clause.link == "complement" and clause.parent == main.clause and clause.subject >= 0:
            return _party(view, clause.subject)
    return None


def _refused(view: View, main: Candidate) -> Role | None:
    """Whose offer, request or plan is refused: turned down an [Egyptian] proposal."""
    filler = main.slots.get("object")
    if filler is None or filler.phrase < 0 or view.types(filler.phrase).isdisjoint({"PLAN", "PACT"}):
        return None
    owners = [m for m in view.within(filler.first, view.phrases[filler.phrase].head, AGENT) if isinstance(m.value, Agent) and m.value.country]
    return role(view, Filler(*view.token_span(owners[0].start, owners[0].end))) if owners else None


def _helped(view: View, main: Candidate) -> Role | None:
    """Whom money or goods are to help: gave $5m to help [Chad] feed refugees."""
    for clause in view.clauses if main.clause >= 0 else []:
        if clause.link == "infinitive" and clause.parent == main.clause and clause.verb.lemma in HELPING and clause.object >= 0:
            return _party(view, clause.object)
    return None
