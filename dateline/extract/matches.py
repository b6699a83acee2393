"""View + Grammar -> Candidates: rules whose trigger stands in a clause or a noun phrase and whose slots fit.

A rule is tried only at its trigger. Of several that match one trigger the one with most trigger words wins, then the one
with most slots that asked for something and got it, then the name.
"""

from __future__ import annotations

from msgspec import Struct

from dateline.extract.arguments import Clause
from dateline.extract.grammar import Grammar, Rule, Slot
from dateline.extract.phrases import Phrase
from dateline.extract.units import VERB
from dateline.extract.views import AGENT, PLACE, TIME, View
from dateline.lexicons import terms
from dateline.records import Agent, Annotation

ENDS = frozenset('.?!”"’')  # what a sentence that is no headline ends in
Entries = tuple[tuple[tuple[str, ...], Rule], ...]  # words of a trigger, its rule
POSSESSIVES = frozenset({"'s", "’s", "'", "’"})


class Filler(Struct, frozen=True):
    """Words that fill a slot: tokens first..last; phrase is -1 for words inside another phrase."""

    first: int
    last: int
    phrase: int = -1


class Candidate(Struct):
    """A rule matched at a trigger."""

    rule: Rule
    construction: str
    first: int  # tokens of the trigger
    last: int
    clause: int = -1
    noun: int = -1  # phrase of a nominal event
    host: int = -1  # clause that a nominal event is an argument of
    slots: dict[str, Filler] = {}
    specific: int = 0
    words: int = 1


class Miss(Struct, frozen=True):
    """A rule that was tried and failed: how far it got."""

    rule: str
    trigger: str
    why: str
    got: int = 0  # slots that fitted before
    asked: int = 0  # slots of the rule


class Matcher:
    """Matches a grammar against sentences."""

    def __init__(self, grammar: Grammar) -> None:
        self.grammar = grammar
        self.light = terms("light_verbs")
        self.slots = {rule.name: _asked(rule) for rule in grammar.rules}
        self._known: dict[str, frozenset[str]] = {}
        self._begun: dict[str, Entries] = {}
        self._alone: dict[str, bool] = {}  # verb -> whether all its triggers are of one word
        self._accepted: dict[tuple[str, ...], frozenset[str]] = {}  # types that a slot asks for -> all that fit

    def __call__(self, view: View, misses: list[Miss] | None = None) -> list[Candidate]:
        """Candidates in reading order; the rules that failed at a trigger are added to misses."""
        tried = [
            [got for words, rule in self._verb_rules(view, clause) if (got := self._verb(view, n, words, rule, misses))]
            for n, clause in enumerate(view.clauses)
        ]
        tried += [
            [got for words, rule in self._noun_rules(view, phrase) if (got := self._noun(view, n, words, rule, misses))]
            for n, phrase in enumerate(view.phrases)
        ]
        tried = [row for row in tried if row]
        plain = [self._best([c for c in row if c.rule.clause is None or not c.rule.clause.need]) for row in tried]
        simple = [candidate for candidate in plain if candidate is not None]
        found = []
        for row, best in zip(tried, plain, strict=True):
            framed = [c for c in row if c.rule.clause is not None and _framed(view, c, simple)]
            chosen = self._best(framed) or best
            if best is not None and chosen is not None and best.words > chosen.words + 1:
                chosen = best  # "threatened to arrest" says more than "threatened"
            found += [chosen] if chosen is not None else []
        nouns = [c for c in found if c.noun >= 0 and c.words > 1]
        spoken = [c for c in found if c.clause >= 0 and not self._lightly(view, c, nouns)]
        # "gathered to protest" tells of one protest, "refused to meet" of no meeting: what stands inside a trigger is part of it.
        kept = [c for c in found if (c in spoken or c.noun >= 0) and not any(v.first < c.first < v.last for v in spoken)]
        return sorted(kept, key=lambda candidate: candidate.first)

    def _lightly(self, view: View, this: Candidate, nouns: list[Candidate]) -> bool:
        """ "conducted a security operation": the noun says more than the verb with its last word; not so "suspended military aid"."""
        light = view.clauses[this.clause].verb.lemma in self.light
        return light and any(this.first < n.first and n.last == this.last and n.words >= this.words for n in nouns)

    def is_triggered(self, annotation: Annotation, words: frozenset[str]) -> bool:
        """True if a trigger may stand in the sentence: its first word heads a group, its second is among its words and lemmas."""
        for chunk in annotation.chunks:
            seconds = self._known.get(chunk.lemma)
            if seconds is None:
                seconds = self._known[chunk.lemma] = self._seconds(chunk.lemma)
            if chunk.modal == MUST and MUST in self.grammar.verbs:
                return True
            if not seconds:
                continue
            if "" in seconds or not seconds.isdisjoint(words):
                return True
        return False

    def _seconds(self, lemma: str) -> frozenset[str]:
        """Other words wanted beside a group's head for a trigger; "" where it is one alone."""
        found = set()
        for form in _forms(lemma.split(" ")[0]):
            found |= {words[1] if len(words) > 1 else "" for words, _ in self.grammar.verbs.get(form, ())}
            found |= {words[-2] if len(words) > 1 else "" for words, _ in self.grammar.nouns.get(form, ())}
        return frozenset(found)

    def _best(self, found: list[Candidate]) -> Candidate | None:
        return min(found, key=lambda c: (-c.words, -c.specific, c.rule.name)) if found else None

    # ---- verbs ----------------------------------------------------------------------------------------------------

    def _rules(self, lemma: str) -> Entries:
        """Triggers that begin with a verb."""
        found = self._begun.get(lemma)
        if found is None:
            found = self._begun[lemma] = next((rules for form in _forms(lemma) if (rules := self.grammar.verbs.get(form))), ())
        return found

    def _verb_rules(self, view: View, clause: Clause) -> Entries:
        """Triggers that begin with this verb and whose second word is near."""
        if clause.verb.modal == MUST and _is_said(view, clause):
            return self._rules(MUST)
        lemma = clause.verb.lemma.split(" ")
        rules = self._rules(lemma[0])
        if lemma[0] not in self._alone:
            self._alone[lemma[0]] = all([len(words) == 1 for words, _ in rules])
        if self._alone[lemma[0]]:
            return rules
        first, last = clause.verb.head + 1, clause.verb.last + 9
        near = {*view.stems[first:last], *view.words[first:last], *lemma[1:], *_adverbs(view, clause)}
        return tuple([entry for entry in rules if len(entry[0]) == 1 or entry[0][1] in near])

    def _verb(self, view: View, index: int, words: tuple[str, ...], rule: Rule, misses: list[Miss] | None) -> Candidate | None:
        clause = view.clauses[index]
        last = self._trigger_end(view, clause, words) if words != (MUST,) else clause.verb.last
        if last < 0:
            return None
        if rule.negated and not clause.verb.negated:
            return _missed(misses, rule, words, "the verb is not negated")
        if rule.voice and (rule.voice == "passive") != clause.passive:
            return _missed(misses, rule, words, f"the clause is {'passive' if clause.passive else 'active'}")
        candidate = Candidate(rule, clause.link if clause.link != "main" else "passive" if clause.passive else "active", clause.verb.head, last, index)
        if words[-1] in TIED and any(m.type == TIME for m in view.inside[min(last, len(view.tokens) - 1)]):
            return _missed(misses, rule, words, f"“{words[-1]}” opens a time")
        candidate.words = len(words)
        given = {"subject": clause.subject, "object": clause.object, "indirect": clause.indirect}
        if clause.passive and clause.retained >= 0:
            given["indirect"], given["object"] = (clause.object, clause.retained) if rule.indirect is not None else (clause.indirect, clause.object)
        told = [view.phrases[phrase] for phrase in (given["object"], given["indirect"]) if phrase >= 0]
        if rule.without and any(lemma in rule.without for phrase in told for lemma in view.stems[phrase.first : phrase.head]):
            return _missed(misses, rule, words, "a word of its object speaks against it")
        candidate.slots |= _held(view, given["object"], words)
        given = {name: phrase for name, phrase in given.items() if phrase < 0 or len(words) == 1 or not self._spoken(view, phrase, words)}
        if "object" not in given and "indirect" in given:
            given["object"] = given.pop("indirect")  # took [two pilots] prisoner
        preps = list(clause.preps)
        if words[-1] in TIED and given.get("object", -1) < 0 and rule.object is not None and rule.object.need:
            given["object"] = next((phrase for prep, phrase in preps if prep == words[-1] and view.phrases[phrase].first >= last), -1)
        if self._is_headline_passive(view, clause, rule, given):
            candidate.construction = "headline"
            given["object"], given["subject"] = given["subject"], -1
        self._hit_in_headline(view, clause, candidate, given, words)
        if rule.subject is not None and rule.subject.words:
            preps += [(phrase.prep, n) for n, phrase in enumerate(view.phrases) if phrase.left == clause.subject >= 0]
        for number, other in enumerate(view.clauses):
            if number != index and (clause.verb.head < other.verb.head < last or (other.parent == index and other.link == "infinitive")):
                preps += [pair for pair in other.preps if pair not in preps]
            inner = other.object if clause.verb.head < other.verb.head < last and given.get("object", -1) < 0 else -1
            if inner >= 0 and rule.object is not None and self._fits(view, rule.object, inner) and not self._spoken(view, inner, words):
                given["object"] = inner  # refused to meet [the envoy]
        return self._filled(view, candidate, given, preps, misses, words)

    def _is_headline_passive(self, view: View, clause: Clause, rule: Rule, given: dict[str, int]) -> bool:
        """True for a headline's participle without its auxiliary: "Four people shot outside bar"."""
        if (
            clause.passive
            or clause.link not in {"main", "complement"}
            or rule.object is None
            or not rule.object.need
            or given.get("object", -1) >= 0
            or given.get("subject", -1) < 0
        ):
            return False
        verb = view.tokens[clause.verb.head]
        alone = verb.tag in {"VBD", "VBN"} and clause.verb.last - clause.verb.first == 1
        return _is_headline(view) and alone and self._fits(view, rule.object, given["subject"])

    def _hit_in_headline(self, view: View, clause: Clause, candidate: Candidate, given: dict[str, int], words: tuple[str, ...]) -> None:
        """The subject of a headline's participle with its preposition is what it was done to: "[Convoy] fired upon near Rafah"."""
        if len(words) == 1 or words[-1] not in TIED:
            return
        name, slot = next(((n, s) for n, s in candidate.rule.prep.items() if words[-1] in n.split("|") and s.role == "recipient"), ("", None))
        bare = all(prep != words[-1] for prep, _ in clause.preps) and given.get("object", -1) < 0
        subject = given.get("subject", -1)
        if slot is None or not bare or subject < 0 or not _is_headline(view) or view.tokens[clause.verb.head].tag not in {"VBD", "VBN"}:
            return
        if self._fits(view, slot, subject):
            this = view.phrases[subject]
            candidate.construction, given["subject"] = "headline", -1
            candidate.slots[name] = Filler(this.first, this.last, subject)

    def _spoken(self, view: View, phrase: int, words: tuple[str, ...]) -> bool:
        """True if the head of a phrase is a word of the trigger: hold [talks]."""
        head, rest = view.phrases[phrase].head, words[1:]
        return view.stems[head] in rest or view.words[head] in rest

    def _trigger_end(self, view: View, clause: Clause, words: tuple[str, ...]) -> int:
        """Token after the trigger's last word, or -1 if the words are not there."""
        if len(words) == 1:
            return -1 if " " in clause.verb.lemma else clause.verb.last
        lemma, tokens = clause.verb.lemma.split(" "), view.tokens
        end = clause.verb.last
        rest = list(words[1:])
        if rest and rest[0] in _adverbs(view, clause):
            rest.pop(0)
        for particle in lemma[1:]:
            if not rest or rest[0] != particle:
                return -1 if not rest or particle in PARTICLES else self._following(view, end, rest)
            rest.pop(0)
        if not rest:
            return end
        return self._following(view, max(end - len(lemma) + 1, clause.verb.head + 1) if len(lemma) == 1 else end, rest) if tokens else -1

    def _following(self, view: View, at: int, rest: list[str]) -> int:
        """Token after the words, which follow with at most a short noun phrase or adverb between."""
        tokens, gap = view.tokens, 0
        while at < len(tokens) and rest:
            token = tokens[at]
            if view.words[at] == rest[0] or (token.lemma == rest[0] and rest[0] not in PARTICLES):
                rest, gap = rest[1:], 0
            else:
                gap += 1
                is_apart = not token.tag.startswith(("DT", "JJ", "RB", "PRP", "NN", "CD", "POS", "VBN")) and not view.is_counted(at)
                if gap > 4 or (rest[0] in TIED and len(rest) == 1) or is_apart:
                    return -1
            at += 1
        return at if not rest else -1

    # ---- nouns ----------------------------------------------------------------------------------------------------

    def _noun_rules(self, view: View, phrase: Phrase) -> Entries:
        return self.grammar.nouns.get(phrase.lemma) or self.grammar.nouns.get(view.words[phrase.head], ())

    def _noun(self, view: View, number: int, words: tuple[str, ...], rule: Rule, misses: list[Miss] | None) -> Candidate | None:
        phrase = view.phrases[number]
        first = phrase.head - len(words) + 1
        if first < phrase.first or view.stems[first : phrase.head] != list(words[:-1]):
            return None
        if rule.without and any(token.lemma in rule.without for token in view.tokens[phrase.first : phrase.head]):
            return _missed(misses, rule, words, "a word before it speaks against it")
        if phrase.head + 1 < len(view.tokens) and view.tokens[phrase.head + 1].lemma == "out":
            return _missed(misses, rule, words, "it is a verb with “out”")
        host = view.hosts.get(number, -1)
        candidate = Candidate(rule, "nominal", first, phrase.head + 1, noun=number, host=host, words=len(words))
        given, preps = self._nominal_slots(view, phrase, number, host)
        owner = self._owner(view, phrase, first) or (_possessor(view, phrase, first) if rule.owned else None)
        slot = "object" if rule.owned and given["object"] < 0 and _possesses(view, owner, first) else "subject"
        asked = rule.object if slot == "object" else rule.subject
        if owner is not None and asked is not None and view.tokens[owner.last - 1].lemma in asked.but:
            return _missed(misses, rule, words, f"it is of “{view.tokens[owner.last - 1].text}”")
        if owner is not None and given[slot] < 0 and not (asked is not None and asked.words and view.tokens[owner.first].tag == "PRP$"):
            candidate.slots[slot] = owner
        return self._filled(view, candidate, given, preps, misses, words)

    def _nominal_slots(self, view: View, phrase: Phrase, number: int, host: int) -> tuple[dict[str, int], list[tuple[str, int]]]:
        """Subject, object and prepositional phrases of a noun, with those of a light verb that carries it."""
        preps = _after(view, number)
        given = {"subject": next((p for prep, p in preps if prep == "by"), -1), "object": next((p for prep, p in preps if prep == "of"), -1)}
        if host >= 0:
            clause = view.clauses[host]
            light = clause.verb.lemma in self.light
            if (light and clause.object == number) or (phrase.prep == "with" and not clause.passive):
                given["subject"] = clause.subject if clause.subject >= 0 else given["subject"]
                preps += [pair for pair in clause.preps if pair not in preps]
        return given, preps

    def _owner(self, view: View, phrase: Phrase, trigger: int) -> Filler | None:
        """Who is named before the noun as doer: a nationality, a possessor, a country."""
        for mention in view.within(phrase.first, trigger, AGENT):
            if isinstance(mention.value, Agent):
                first, last = view.token_span(mention.start, mention.end)
                if first < trigger < last:
                    return Filler(first, trigger)
                if last <= trigger:
                    return Filler(first, last)
        if view.tokens[phrase.first].tag == "PRP$" and trigger > phrase.first:
            return Filler(phrase.first, phrase.first + 1)
        for mention in view.within(phrase.first, trigger, PLACE):
            first, last = view.token_span(mention.start, mention.end)
            if last < len(view.tokens) and view.tokens[last].text in POSSESSIVES:
                return Filler(first, last)
        return None

    # ---- slots ----------------------------------------------------------------------------------------------------

    def _filled(
        self, view: View, candidate: Candidate, given: dict[str, int], preps: list[tuple[str, int]], misses: list[Miss] | None, words: tuple[str, ...]
    ) -> Candidate | None:
        """The candidate with its slots, or None if one does not fit."""
        rule = candidate.rule
        for name, slot, heads in self.slots[rule.name]:
            phrase = given.get(name, -1) if not heads else self._prepositional(view, slot, heads, preps)
            if phrase < 0:
                if slot.need and name not in candidate.slots:
                    return _missed(misses, rule, words, f"no {name}", len(candidate.slots))
                continue
            if not self._fits(view, slot, phrase) and not (name == "subject" and self._unknown(view, slot, phrase)):
                if name not in {"subject", "object", "indirect"} and not slot.need and not slot.never:
                    continue
                if slot.never:
                    continue
                return _missed(misses, rule, words, f"{name} is “{view.tokens[view.phrases[phrase].head].text}”, wanted {wanted(slot)}", len(candidate.slots))
            if slot.never:
                return _missed(misses, rule, words, f"{name} “{view.tokens[view.phrases[phrase].head].text}” speaks against it", len(candidate.slots))
            this = view.phrases[phrase]
            candidate.slots[name] = Filler(this.first, this.last, phrase)
            candidate.specific += 1 + bool(slot.types) + 2 * bool(slot.words)
        return candidate

    def _prepositional(self, view: View, slot: Slot, heads: frozenset[str], preps: list[tuple[str, int]]) -> int:
        """First phrase with one of these prepositions that fits, else the first of them."""
        found = [phrase for prep, phrase in preps if prep in heads]
        return next((phrase for phrase in found if self._fits(view, slot, phrase)), found[0] if found else -1)

    def _unknown(self, view: View, slot: Slot, phrase: int) -> bool:
        """True for a subject that nothing is known of, where it may be any actor."""
        return "ACTOR" in slot.types and not slot.need and not slot.words and self._is_strange(view, phrase) and view.phrases[phrase].lemma not in slot.but

    def _is_strange(self, view: View, phrase: int) -> bool:
        """True for a name or plural that is in no table: who knows what it can do."""
        return not view.types(phrase) and view.tokens[view.phrases[phrase].head].tag in {"NNS", "NNP", "NNPS"}

    def _fits(self, view: View, slot: Slot, phrase: int) -> bool:
        this = view.phrases[phrase]
        if slot.but and (this.lemma in slot.but or view.words[this.head] in slot.but):
            return False
        if slot.words:
            return any(word in slot.words for stood in (phrase, *view.stood_for(phrase)) for word in view.names(stood))
        if not slot.types:
            return True
        accepted = self._accepted.get(slot.types)
        if accepted is None:
            accepted = frozenset().union(*(self.grammar.fits.get(name, frozenset({name})) for name in slot.types))
            self._accepted[slot.types] = accepted
        return not accepted.isdisjoint(view.types(phrase))


MUST = "must"  # the modal that makes what is said a demand
TIED = frozenset(["at", "on", "upon", "to", "with", "into", "of", "from", "for", "against", "over", "between", "under", "in", "through"])  # no words between
PARTICLES = frozenset(["up", "down", "out", "off", "back", "over", "away", "in", "on", "through", "apart", "together", "forward", "aside"])


def _is_headline(view: View) -> bool:
    """True for a headline, by its kind or because it ends without a stop."""
    sentence = view.annotation.sentence
    return sentence.kind == "headline" or view.text[sentence.end - 1 : sentence.end] not in ENDS


def _is_said(view: View, clause: Clause) -> bool:
    """True if somebody says the clause, of another than himself, and it tells of an act: [Mali] must withdraw, he said."""
    at = view.tokens[clause.verb.head].start
    said = any(span.start <= at < span.end for source in view.annotation.attributions if source.speaker for span in source.content)
    perfect = view.tokens[clause.verb.head].tag == "VBN" and not clause.passive
    return said and clause.verb.lemma not in {"be", "have"} and not perfect


def _held(view: View, phrase: int, words: tuple[str, ...]) -> dict[str, Filler]:
    """The object that one noun group holds with the trigger's last word: suffered [12] casualties."""
    if phrase < 0 or len(words) < 2 or view.tokens[view.phrases[phrase].head].lemma != words[-1]:
        return {}
    this = view.phrases[phrase]
    return {"object": Filler(this.first, this.head)} if any(t.tag in {"NNS", "NNPS", "NNP", "CD"} for t in view.tokens[this.first : this.head]) else {}


def _possessor(view: View, phrase: Phrase, noun: int) -> Filler | None:
    """Whatever stands in the possessive before a noun: "the [tanker]'s release"."""
    mark = next((i for i in range(noun - 1, phrase.first, -1) if view.tokens[i].text in POSSESSIVES), -1)
    return Filler(phrase.first, mark) if mark > 0 else None


def _possesses(view: View, owner: Filler | None, noun: int) -> bool:
    """True for words that say whose a noun is: "his arrest", "the mayor's arrest", not "the Turkish arrests"."""
    if owner is None:
        return False
    return view.tokens[owner.first].tag == "PRP$" or any(token.text in POSSESSIVES for token in view.tokens[owner.last : noun])


def _adverbs(view: View, clause: Clause) -> list[str]:
    """Adverbs that stand right before a verb: [sexually] assaulted."""
    found, k = [], clause.verb.head - 1
    while k >= 0 and view.tokens[k].tag == "RB":
        found.append(view.words[k])
        k -= 1
    return found


def _framed(view: View, this: Candidate, others: list[Candidate]) -> bool:
    """True if the complement that a rule asks for is there: promised [to send weapons], announced [an offensive]."""
    slot = this.rule.clause
    for other in others:
        clause = view.clauses[other.clause] if other.clause >= 0 else None
        below = clause is not None and clause.parent == this.clause and clause.link != "main"
        if clause is not None and below and clause.verb.negated and this.rule.type == "THREATEN":
            continue  # vowed [not to attack]
        if slot is not None and other.rule.type in slot.events and other.first > this.first and (below or (other.noun >= 0 and other.host == this.clause)):
            return True
    return False


def _asked(rule: Rule) -> list[tuple[str, Slot, frozenset[str]]]:
    """Slots that the words fill: name, slot, prepositions (none for subject and objects)."""
    own = {"subject", "object", "indirect"}
    return [(name, slot, frozenset() if name in own else frozenset(name.split("|"))) for name, slot in rule.slots() if name != "clause"]


def _forms(lemma: str) -> list[str]:
    """A lemma and what it may stand for where the tagger did not know the verb: "gunned", "criticis"."""
    stem = lemma[:-2] if lemma.endswith("ed") else lemma
    bare = stem[:-1] if len(stem) > 3 and stem[-1] == stem[-2] else stem
    return [lemma, f"{lemma}e", stem, f"{stem}e", bare]


def wanted(slot: Slot) -> str:
    """What a slot asks for, in words."""
    return " or ".join([*slot.types, *(f"“{word}”" for word in slot.words)]) or "anything else"


def _missed(misses: list[Miss] | None, rule: Rule, words: tuple[str, ...], why: str, got: int = 0) -> Candidate | None:
    """None, with the miss noted."""
    if misses is not None:
        misses.append(Miss(rule.name, " ".join(words), why, got, len(rule.slots())))
    return None


def _after(view: View, number: int) -> list[tuple[str, int]]:
    """Prepositional phrases that follow a noun phrase, up to the next verb or break."""
    units, found = view.syntax.units, []
    k = view.phrases[number].unit + 1
    while k < len(units) and k < view.phrases[number].unit + 16:
        unit = units[k]
        if unit.kind == VERB or unit.kind in {"rel", "sub", "stop", "comma"}:
            break
        phrase = view.syntax.at.get(k, -1)
        if phrase >= 0 and view.phrases[phrase].prep in {"in", "through", "via"} and view.phrases[phrase].lemma in terms("utterances"):
            break  # "claimed the attack in a statement on its website"
        if phrase >= 0 and view.phrases[phrase].prep:
            found.append((view.phrases[phrase].prep, phrase))
        k += 1
    return found
