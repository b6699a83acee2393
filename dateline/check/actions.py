"""Frames of a sentence against those of the sources: what happened, who did it, to whom, where, and whether it did.

A frame is compared with the source's frame of the same action (same verb, synonym or opposite) that shares most with it.
Another actor, target or place there, or a negation on one side alone, contradicts; an action that the sources do not have
is not in the source.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from dateline.check.case import Case
from dateline.check.frames import Frame, Phrase, is_nobody
from dateline.check.identity import Identity, actor, identity
from dateline.check.lines import Lines
from dateline.check.shelf import Line, related
from dateline.check.words import Word, stem
from dateline.records import Field, Time

_LIGHT = frozenset(("be", "have", "do", "make", "take", "get", "go", "come", "keep", "let", "include", "use", "see", "continue", "begin", "start"))
_FINITE = frozenset(("past", "present", "future"))
_REST = 0.45  # share of a frame that must be the same for the remainder to contradict
_CLOSE = 0.7
_NEAR = 0.75  # of the best match's score, from which another tells of the same
_PARTNERS = frozenset(("to", "from", "against", "over"))
_IN_EXCHANGE = frozenset(("exchange", "return"))
_DUTY = frozenset(("must", "shall", "should", "need"))
_VAGUE = frozenset(("official", "authority", "source", "report", "people", "government", "attack", "strike", "force"))
_PLAIN = frozenset(("say", "tell", "add", "report", "write", "note", "post", "explain", "state", "announce", "declare", "describe"))
_OPEN_MODALS = frozenset(("may", "might", "could", "would", "will", "can", "should", "shall"))
_OPEN = frozenset(
    (
        "attempt", "try", "plan", "want", "threaten", "seek", "intend", "hope", "aim", "expect", "ask", "urge", "vow", "pledge", "promise", "refuse", "offer",
        "demand", "require", "propose", "recommend", "suggest", "request", "call", "insist",
    )
)  # fmt: skip
_STATE = 0.6
_ONGOING = frozenset(("still", "continue", "ongoing"))
_MOST = 12  # lines with an opposite verb that are looked at
_SPEECH = frozenset(("say", "claim", "deny", "accuse", "admit"))
_MUTUAL = frozenset(("talk", "meet", "exchange", "agree", "sign", "fight", "clash", "deal", "discuss"))
_WITHIN = frozenset(("in", "near", "outside", "inside", "across", "over", "at"))
_WHERE = frozenset(("for", "in", "at", "on", "near", "over", "into", "to", "toward", "towards", "against", "outside", "inside", "across", "from"))


class Match(Struct, frozen=True):
    """A source frame that speaks of the same action."""

    line: Line
    frame: Frame
    score: float
    opposite: bool = False
    rest: float = 0.0  # share of what is not the actor that the source's frame has too
    whole: float = 0.0  # the same of all arguments


class Actions:
    """Compares what happens in a sentence with what happens in the sources."""

    def __init__(self, lines: Lines) -> None:
        self.lines = lines

    def __call__(self, case: Case) -> list[Field]:
        """A field for each part of an action that a source contradicts."""
        fields: list[Field] = [field for frame in case.frames if (field := self._stopped(case, frame)) is not None]
        for frame in case.frames:
            fields += self._route(case, frame)
            if frame.lemma in _LIGHT and not any(turned.actors for turned in self.lines.deeds.converses(frame)):
                fields += self._denied_state(case, frame)
                continue
            matches = self._matches(case, frame)
            if frame.lemma in _PLAIN:
                fields += self._unsaid(case, frame)
                matches = [match for match in matches if match.opposite]
            if matches:
                fields += self._compared(case, frame, matches)
        for noun in self.lines.deeds.nominals(case.document.text, case.annotation, case.words, case.frames):
            same = [match for match in self._matches(case, noun) if not match.opposite]
            fields += self._parts(case, noun, [match for match in same if match.score >= _NEAR * same[0].score])
        return fields

    def _unsaid(self, case: Case, frame: Frame) -> list[Field]:
        """What somebody is told to have said, where the line that bears it has that he has not."""
        for line in case.alignment.homes[:1] if not frame.negated and frame.tense in _FINITE else ():
            said = [other for other in self.lines.frames_of(line) if other.lemma in _PLAIN and _meet(_words(frame.actors), _words(other.actors))]
            if said and all(other.negated for other in said) and case.alignment.coverage >= _CLOSE:
                return [Field(frame.text, "polarity", "contradicted", said[0].text, frame.start, frame.end)]
        return []

    def _route(self, case: Case, frame: Frame) -> list[Field]:
        """ "From Butwal to Kathmandu" where a near line has it from Kathmandu to Butwal."""
        starts, ends = ([phrase for given, phrase in frame.others if given == preposition] for preposition in ("from", "to"))
        for line in case.around(0, 2) if starts and ends else ():
            for other in self.lines.frames_of(line):
                there, here = (_words(phrase for given, phrase in other.others if given == preposition) for preposition in ("from", "to"))
                crossed = _meet(_words(starts), here) and _meet(_words(ends), there)
                if crossed and not _meet(_words(starts), there):
                    source = _told([phrase for given, phrase in other.others if given in ("from", "to")], line)
                    return [Field(starts[0].text, "place", "contradicted", source, starts[0].start, starts[0].end)]
        return []

    def _stopped(self, case: Case, frame: Frame) -> Field | None:
        """What is told as ended ("called off the search") where the sources have it going on ("are still searching")."""
        words = [word for word in _words(frame.objects or frame.actors) if word.kind == "word"]
        if "end" not in frame.groups or frame.negated or frame.modal or frame.tense not in ("past", "present"):
            return None
        for line in case.around(1, 2):
            ongoing = any(token.lemma in _ONGOING for token in line.annotation.tokens)
            for other in self.lines.frames_of(line) if ongoing else ():
                if not other.negated and any(word.key == stem(other.lemma) or set(word.groups) & set(other.groups) for word in words):
                    return Field(frame.text, "action", "contradicted", other.text, frame.start, frame.end)
        return None

    def _denied_state(self, case: Case, frame: Frame) -> list[Field]:
        """Polarity of a light verb ("took part in the talks") where the sources have the same of the same actor, denied."""
        if frame.tense not in _FINITE or frame.modal:
            return []
        others = [(line, other) for line in case.around(1, 2) for other in self.lines.frames_of(line) if other.lemma in _LIGHT and other.tense in _FINITE]
        close = [other for _, other in others if _shares(frame, other, case)[1] >= _STATE and _meet(_words(frame.actors), _words(other.actors))]
        told = len([word for word in _arguments(frame) if case.weight(word) >= 1]) > 1
        if not close or not told or any(other.negated == frame.negated for other in close):
            return []
        return [Field(frame.text, "polarity", "contradicted", close[0].text, frame.start, frame.end)]

    def _matches(self, case: Case, frame: Frame) -> list[Match]:
        """Source frames of the same or the opposite action that share something with it, best first."""
        found = []
        for line in [*case.around(1, 4), *self._opposing(case, frame)]:
            for deed in self.lines.deeds_of(line):
                same = [other for other in deed if other.lemma == frame.lemma] or [other for other in deed if set(frame.groups) & set(other.groups)]
                opposite = not same and _are_opposed(case, frame, deed[0])
                for other in same[:1] or deed[: int(opposite)]:
                    same_actor = self._is_pronoun_for(case, frame, line, other)
                    score = self._score(case, frame, line, other, same_actor)
                    if score >= 1:
                        found.append(Match(line, other, score, opposite, *_shares(frame, other, case, same_actor)))
        return sorted(found, key=lambda match: -match.score)

    def _score(self, case: Case, frame: Frame, line: Line, other: Frame, same_actor: bool) -> float:
        """How surely two frames speak of one thing."""
        score = _shared(frame, other, case) + (0.5 if other.lemma == frame.lemma else 0.0)
        if score < 1 and frame.lemma not in _PLAIN and self._stands_for(case, frame, line, other):
            score += 1.0
        return score + (1.0 if score < 1.5 and same_actor else 0.0)

    def _is_pronoun_for(self, case: Case, frame: Frame, line: Line, other: Frame) -> bool:
        """True where the source's "she" is who the sentence names."""
        if frame.lemma in _PLAIN or not any(phrase.pronoun for phrase in other.actors):
            return False
        return actor(frame, case.frames, case.annotation).is_like(actor(other, self.lines.frames_of(line), line.annotation))

    def _stands_for(self, case: Case, frame: Frame, line: Line, other: Frame) -> bool:
        """True where "all of them" in a line stands for the object, told in the line before."""
        mine = [word for word in _words(frame.objects) if word.kind in ("word", "name")]
        if not mine or not any(phrase.pronoun for phrase in other.objects) or other.lemma != frame.lemma or line.number == 0:
            return False
        before = case.shelf.lines[line.number - 1]
        return before.document is line.document and all(any(_alike(word, told) for told in before.words) for word in mine)

    def _opposing(self, case: Case, frame: Frame) -> list[Line]:
        """Lines further off with an opposite verb and two more words of the sentence."""
        near = {line.number for line in case.around(1, 4)}
        keys = {word.key for word in case.words if word.kind in ("name", "word")}
        found = []
        for opposite in sorted(case.vocabulary.antonyms.get(frame.lemma, ())):
            for number, _ in case.shelf.keys.get(stem(opposite), ()):
                line = case.shelf.lines[number]
                if number not in near and len(keys.intersection(word.key for word in line.words)) >= 2:
                    found.append(line)
        return found[:_MOST]

    def _compared(self, case: Case, frame: Frame, matches: list[Match]) -> list[Field]:
        close = [match for match in matches if match.score >= _NEAR * matches[0].score]
        fields = []
        borne = any(match.frame.lemma == frame.lemma and match.frame.negated == frame.negated and not match.opposite for match in matches)
        polarity = _polarity(frame, close) or self._missed(case, frame, close)
        if polarity is not None and not (close[0].opposite and borne):
            fields.append(polarity)
        same = [match for match in close if not match.opposite]
        done = _is_fact(frame) and not self._is_wanted(frame, case)
        if done and same and same[0].score >= 1.5 and not any(self._has_happened(match) for match in matches if not match.opposite):
            fields.append(Field(frame.text, "status", "not-in-source", same[0].frame.text, frame.start, frame.end))
        return fields + self._parts(case, frame, same)

    def _parts(self, case: Case, frame: Frame, same: list[Match]) -> list[Field]:
        """A field for who did it, to whom and where, as far as the sources tell it of another."""
        same = [match for match in same if match.frame.negated == frame.negated]
        if not same:
            return []
        parts = (self._actor(case, frame, same), self._object(case, frame, same), self._place(case, frame, same), _direction(frame, same[0]))
        return [field for field in parts if field is not None]

    def _missed(self, case: Case, frame: Frame, matches: list[Match]) -> Field | None:
        """An opposite verb of the same actor whose object the source told just before ("both missed" of what was fired at a ship)."""
        match = matches[0]
        if not match.opposite or match.frame.objects or not frame.objects or frame.negated != match.frame.negated:
            return None
        if _SPEECH.intersection((*frame.groups, *match.frame.groups)):
            return None
        near = case.shelf.lines[max(0, match.line.number - 1) : match.line.number + 1]
        told = [word for line in near if line.document is match.line.document for word in line.words]
        words = [word for phrase in frame.objects for word in phrase.words]
        actors = [word for phrase in frame.actors for word in phrase.words], [word for phrase in match.frame.actors for word in phrase.words]
        same = _meet(*actors) and all(any(_alike(word, other) for other in told) for word in words)
        return Field(frame.text, "action", "contradicted", match.frame.text, frame.start, frame.end) if same and words else None

    def _is_wanted(self, frame: Frame, case: Case) -> bool:
        """True for "demands that Armenia amend"."""
        before = [other for other in case.frames if other.end <= frame.start]
        return bool(before) and before[-1].lemma in _OPEN

    def _has_happened(self, match: Match) -> bool:
        """False for what a source only has as attempted, planned, possible or to come."""
        if match.frame.modal in _OPEN_MODALS or match.frame.tense == "future":
            return False
        tokens = match.line.annotation.tokens
        opening = next((tokens[at] for at in range(match.frame.first - 1, -1, -1) if tokens[at].tag in ("IN", ",")), None)
        if opening is not None and opening.lemma == "before" and match.frame.tense == "present":
            return False  # "before the treaty is signed"
        if match.frame.tense != "infinitive":
            return True
        before = [frame.lemma for frame in self.lines.frames_of(match.line) if frame.end <= match.frame.start]
        if before and before[-1] == "be":  # "is to disarm"
            return False
        return not before or before[-1] not in _OPEN

    def _actor(self, case: Case, frame: Frame, matches: list[Match]) -> Field | None:
        if set(frame.groups) & _MUTUAL:
            return None
        if _is_swapped(frame, matches[0].frame) and not _is_in_exchange(frame, matches[0].line):
            moved = (frame.actors or frame.objects)[0]
            return Field(moved.text, "actor", "contradicted", _doer(matches[0]), moved.start, moved.end)
        matches = [match for match in matches if _told_itself(frame) and _told_itself(match.frame)]
        mine = actor(frame, case.frames, case.annotation)
        if not matches or _is_in_exchange(frame, matches[0].line) or (_is_to_come(frame) and _is_fact(matches[0].frame)):
            return None
        if not mine.is_told:
            return self._other_noun(case, frame, matches)
        theirs = [(match, self._source_actor(match)) for match in matches]
        told = [(match, other) for match, other in theirs if other.is_told]
        if not mine.countries and not mine.names and told and told[0][1].names:
            return self._other_noun(case, frame, matches)
        if not told or any(mine.may_be(other) and not _are_namesakes(case, mine, other) for _, other in told):
            return None
        match = told[0][0]
        if match.score < 1.5 or match.rest < _REST:
            return None
        phrase = next((phrase for phrase in frame.actors if not phrase.pronoun), None)
        start, end = (phrase.start, phrase.end) if phrase is not None else (frame.start, frame.end)
        source = _clause(match) if all(phrase.pronoun for phrase in match.frame.actors) else _told(match.frame.actors, match.line)
        return Field(case.document.text[start:end], "actor", "contradicted", source, start, end)

    def _other_noun(self, case: Case, frame: Frame, matches: list[Match]) -> Field | None:
        """An actor given by a common noun, which the source has nearby as somebody else than him who did it."""
        words = [word for phrase in frame.actors for word in phrase.words if word.kind == "word" and case.weight(word) > 0.5]
        match = matches[0]
        theirs = self._source_actor(match)
        if not words or not theirs.is_told or match.rest < _CLOSE or match.score < 1.5 or _VAGUE.intersection(phrase.head for phrase in frame.actors):
            return None
        actors = [word for phrase in match.frame.actors for word in phrase.words]
        if any(_alike(word, other) for word in words for other in actors if other.kind == "word"):
            return None
        near = [phrase for line in case.around(1, 2) for other in self.lines.frames_of(line) for phrase in other.actors if other is not match.frame]
        if not any(_meet(words, list(phrase.words)) for phrase in near):
            return None
        phrase = frame.actors[0]
        return Field(phrase.text, "actor", "contradicted", _told(match.frame.actors, match.line) or theirs.text, phrase.start, phrase.end)

    def _object(self, case: Case, frame: Frame, matches: list[Match]) -> Field | None:
        """A named object that the source's line does not have, where it names another."""
        mine = identity(frame.objects, case.annotation)
        named = [phrase for phrase in frame.objects if any(word.kind == "name" for word in phrase.words)]
        if not named or not mine.names:
            return None
        for match in matches:
            theirs = identity(match.frame.objects, match.line.annotation)
            if not theirs.names or mine.may_be(theirs) or any(related(name, word.lemma) for name in mine.names for word in match.line.words):
                return None
        match = matches[0]
        rival = next(phrase for phrase in match.frame.objects if any(word.kind == "name" for word in phrase.words))
        return Field(named[0].text, "object", "contradicted", rival.text, named[0].start, named[0].end) if match.score >= 1.5 else None

    def _source_actor(self, match: Match) -> Identity:
        return actor(match.frame, self.lines.frames_of(match.line), match.line.annotation)

    def _place(self, case: Case, frame: Frame, matches: list[Match]) -> Field | None:
        """A named place or target that stands in no near line, where the source fills that slot otherwise."""
        for preposition, phrase in frame.others:
            if preposition not in _WHERE or not _is_new(phrase, case):
                continue
            for match in matches:
                rival = _rival(preposition, match.frame)
                bare = rival is not None and rival.head == phrase.head and all(word.kind != "name" for word in rival.words)  # "parliament" of any country
                if rival is not None and match.score >= 1.5 and not bare and not _is_time(rival, match.line):
                    return Field(phrase.text, "place", "contradicted", rival.text, phrase.start, phrase.end)
        return None


def _are_opposed(case: Case, frame: Frame, other: Frame) -> bool:
    """True where both cannot be; of verbs that tell one thing from two sides ("win", "lose") only of one and the same party."""
    if other.lemma == frame.lemma or not case.vocabulary.opposed(frame.lemma, other.lemma, other.groups):
        return False
    return not case.vocabulary.are_converse(frame.lemma, other.lemma) or _meet(_words(frame.actors), _words(other.actors))


def _told_itself(frame: Frame) -> bool:
    """False for an infinitive, whose actor is only that of the verb before it."""
    return frame.tense != "infinitive"


def _are_namesakes(case: Case, mine: Identity, other: Identity) -> bool:
    """True for two people of one family, both of whom the sources name in full."""
    people = [{key for key in one.entities if key.startswith("person:")} for one in (mine, other)]
    if not all(people) or people[0] & people[1]:
        return False
    return all((f"{name}" in case.shelf.keys) for name in mine.names)


def _are_others(some: Iterable[Phrase], others: Iterable[Phrase]) -> bool:
    """True where both have names, of which none is the same or stands for the same."""
    mine, theirs = _named(_words(some)), _named(_words(others))
    return bool(mine and theirs) and not any(_alike(one, another) or related(one.key, another.key) for one in mine for another in theirs)


def _words(phrases: Iterable[Phrase]) -> list[Word]:
    return [word for phrase in phrases for word in phrase.words]


def _is_in_exchange(frame: Frame, line: Line) -> bool:
    """True where what it is done to is what the line has in exchange: the other party gives that."""
    tokens = line.annotation.tokens
    mark = next((at for at, token in enumerate(tokens) if token.lemma in _IN_EXCHANGE and at and tokens[at - 1].lemma == "in"), len(tokens))
    given = [word for word in line.words if word.order > mark]
    return _meet(_words(frame.objects), given)


def _direction(frame: Frame, match: Match) -> Field | None:
    """ "To Indonesia" where the source has it from there."""
    for one, other in (("to", "from"), ("from", "to")):
        mine, theirs = ([phrase for preposition, phrase in told.others if preposition == given] for told, given in ((frame, one), (match.frame, other)))
        straight = [phrase for preposition, phrase in match.frame.others if preposition == one]
        back = [phrase for preposition, phrase in frame.others if preposition == other]
        crossed = _meet(_named(_words(mine)), _named(_words(theirs))) and not straight and not back
        if crossed and match.score >= 1.5 and not frame.turned and not match.frame.turned:
            return Field(mine[0].text, "place", "contradicted", f"{other} {theirs[0].text}", mine[0].start, mine[0].end)
    return None


def _is_swapped(frame: Frame, other: Frame) -> bool:
    """True where two parties of a frame have changed places: each does to the other what the source says the other did to it."""
    roles = (("actor", "object"), ("actor", "partner"), ("object", "with"), ("object", "for"), ("object", "actor"))
    return any(_are_crossed(frame, other, here, there) for here, there in roles)


def _are_crossed(frame: Frame, other: Frame, here: str, there: str) -> bool:
    """True where one role has what the source has in the other, and the source tells nothing that would bear it."""
    mine, theirs = _in_role(frame, here), _in_role(other, here)
    my_partner, their_partner = _in_role(frame, there), _in_role(other, there)
    if not _meet(mine, their_partner) or _meet(mine, theirs):
        return False
    if _meet(my_partner, theirs):
        return not _meet(_named(my_partner), _named(their_partner))
    told = other.turned or (here, there) in (("object", "with"), ("object", "actor"))
    open_role = all(word.kind == "pronoun" for word in theirs) and (bool(theirs) or there == "partner") and told
    return open_role and not _meet(my_partner, their_partner)


def _named(words: list[Word]) -> list[Word]:
    return [word for word in words if word.kind == "name"]


def _in_role(frame: Frame, role: str) -> list[Word]:
    if role in ("actor", "object"):
        return _words(frame.actors if role == "actor" else frame.objects)
    return _words(_partners(frame) if role == "partner" else [phrase for preposition, phrase in frame.others if preposition == role])


def _partners(frame: Frame) -> tuple[Phrase, ...]:
    """The other party of a frame: from whom, to whom, against whom."""
    return tuple(phrase for preposition, phrase in frame.others if preposition in _PARTNERS)


def _told(phrases: Sequence[Phrase], line: Line) -> str:
    """The source's own words from the first to the last noun group."""
    return line.document.text[phrases[0].start : max(phrase.end for phrase in phrases)] if phrases else ""


def _clause(match: Match) -> str:
    """The source's words from who does it to what it is done to."""
    parts = (*match.frame.actors, *match.frame.objects)
    start, end = min(phrase.start for phrase in parts), max(match.frame.end, *(phrase.end for phrase in parts))
    return match.line.document.text[min(start, match.frame.start) : end]


def _doer(match: Match) -> str:
    """The source's words for who did it; for one that lost or gave it, those words with the verb."""
    phrases = match.frame.actors or _partners(match.frame)
    start, end = min(phrase.start for phrase in phrases), max(phrase.end for phrase in phrases)
    if not match.frame.actors:
        start, end = min(start, match.frame.start), max(end, match.frame.end)
    return match.line.document.text[start:end]


def _meet(some: list[Word], others: list[Word]) -> bool:
    return any(one.key == other.key for one in some for other in others if one.kind not in ("pronoun", "number"))


def _rival(preposition: str, frame: Frame) -> Phrase | None:
    """What a source frame has in that slot: a name rather than a common noun."""
    found = [other for given, other in frame.others if _same_slot(preposition, given)]
    return next((other for other in found if any(word.kind == "name" for word in other.words)), found[0] if found else None)


def _is_to_come(frame: Frame) -> bool:
    return frame.tense == "future" or frame.modal in _OPEN_MODALS or frame.modal in _DUTY


def _is_fact(frame: Frame) -> bool:
    """True for what is told as having happened."""
    return frame.tense in ("past", "present") and not frame.modal and not frame.negated


def _same_slot(one: str, other: str) -> bool:
    return one == other or {one, other} <= {"at", "on", "against", "toward", "towards", "to"} or ({one, other} <= _WITHIN)


def _is_new(phrase: Phrase, case: Case) -> bool:
    """A noun group with a name that no source has."""
    return any(word.kind == "name" and not _is_day(word, case) and not case.shelf.places(word) for word in phrase.words)


def _is_day(word: Word, case: Case) -> bool:
    return word.text.lower() in case.vocabulary.days or word.text.lower() in case.vocabulary.months


def _is_time(phrase: Phrase, line: Line) -> bool:
    return any(isinstance(m.value, Time) and m.start < phrase.end and phrase.start < m.end for m in line.annotation.mentions)


def _polarity(frame: Frame, matches: list[Match]) -> Field | None:
    """A negation or an opposite verb on one side alone."""
    if any((match.frame.negated == frame.negated) != match.opposite for match in matches):
        return None
    match = matches[0]
    if match.opposite and (_are_others(frame.actors, match.frame.actors) or _are_others(frame.objects, match.frame.objects)):
        return None  # one may enter what another leaves
    field = "action" if match.opposite else "polarity"
    finite = match.opposite or (frame.tense in _FINITE and match.frame.tense in _FINITE)
    nobody = not match.opposite and (is_nobody(frame.objects) or is_nobody(frame.actors) or is_nobody(match.frame.actors) or is_nobody(match.frame.objects))
    whole = max(match.whole, match.rest) if nobody else match.whole
    alone = match.opposite and not match.frame.objects and not frame.objects and _meet(_words(frame.actors), _words(match.frame.actors))
    enough = match.score >= 1.5 or (match.opposite and match.whole >= 0.8) or (nobody and whole >= 0.8) or alone
    close = whole >= _REST and finite and enough and (match.opposite or _is_to_come(frame) == _is_to_come(match.frame))
    return Field(frame.text, field, "contradicted", match.frame.text, frame.start, frame.end) if close else None


def _shared(frame: Frame, other: Frame, case: Case) -> float:
    """How much the arguments of two frames have in common; numbers and names count most."""
    mine, theirs = _arguments(frame), _arguments(other)
    score = 0.0
    for word in mine:
        if any(_alike(word, another) for another in theirs):
            score += min(case.weight(word), 1.2)
    return score


def _shares(frame: Frame, other: Frame, case: Case, same_actor: bool = False) -> tuple[float, float]:
    """Shares of a frame's weight, without its actors and with them, that another frame has too."""
    actors = _words(frame.actors)
    theirs = _arguments(other) + (actors if same_actor else [])
    rest = [word for word in _arguments(frame) if word not in actors]
    done = [word for phrase in (*other.objects, *(phrase for _, phrase in other.others)) for word in phrase.words]
    return _share(rest, done, case), _share(rest + actors, theirs, case)


def _share(mine: list[Word], theirs: list[Word], case: Case) -> float:
    total = sum(case.weight(word) for word in mine)
    return sum(case.weight(word) for word in mine if any(_alike(word, other) for other in theirs)) / total if total else 0.0


def _arguments(frame: Frame) -> list[Word]:
    return [word for phrase in (*frame.actors, *frame.objects, *(phrase for _, phrase in frame.others)) for word in phrase.words]


def _alike(one: Word, other: Word) -> bool:
    if one.key == other.key:
        return True
    if one.kind == "number" or other.kind == "number":
        return False
    return bool(set(one.groups) & set(other.groups))
