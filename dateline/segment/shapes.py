"""Line -> Shape: what a line is when looked at alone.

A shape's kind is a passage kind where the line tells it by itself (a clock time, a share button, a tag list), else one
of the open ones: prose (sentences), title (words without a full stop), label (a short title or one that ends in a
colon), item (an entry of a list).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from dateline.lexicons import Automaton, fold, rows, table, terms
from dateline.segment.lines import Line

STOPS, CLOSERS = (".", "!", "?", "…"), "\"'”’»)]"
WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
MARKS = "0123456789 \t\n.,:;!?…\"'“”‘’«»„()[]{}<>|/\\*_-–—•·●▪◦■□►▶→←»›‹#~=+&^@©®™%$€£↑↓×✔✅"
TIME_WORD = re.compile(
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
    r"|mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs(?:day)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?|a\.?m|p\.?m"
    r"|gmt|utc|bst|cet|cest|eet|eest|est|edt|et|pst|pdt|cst|cdt|mst|mdt|msk|ist|trt|eat|cat|wat|sast|wet|west|gst|ast|irst|aft|pkt|mmt|npt|ict|sgt|hkt"
    r"|jst|kst|aest|aedt|acst|awst|nzst|nzdt|brt|art|clt|cot|vet|pet|akst|hst|local|kyiv|moscow|time|ago|now|today|yesterday|noon|midnight"
    r"|from|since|h|hr|hrs|hours?|m|min|mins|minutes?|s|secs?|seconds?|d|days?|w|weeks?|months?|years?|st|nd|rd|th|t|z|an?"
    r"|updated|update|published|posted|modified|last|first|on|at|of|the|and|originally|created|edited|date|timestamp|as)\.?$"
)
CLOCK = re.compile(r"\d{1,2}[.:]\d{2}|\d|ago\b|now\b|today\b|yesterday\b|updated|published|noon|midnight")
HASHTAG = re.compile(r"#[^\W\d]\w*")
LINK = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\w{2,}|\S+\.(?:com|org|net|co\.uk)/\S*")
CREDIT_MARKS = ("photograph:", "photographs:", "photo:", "photos:", "picture:", "pictures:", "image:", "images:", "credit:", "©", " | ", " — ", " – ")
SIGNED = re.compile(r"\b[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,3}/[A-Z][\w.-]*(?:[ /](?:[A-Z][\w.-]*|via|for))*$")
BRACKETED = re.compile(r"\[[^\[\]]*/[^\[\]]*\]$|\([A-Z][\w'’.-]+(?: [A-Z][\w'’.-]+){1,3}/[A-Z][\w '’.-]*\)$")
SOURCED = re.compile(r"[.!?…][”\"’]? [(\[][^()\[\]]{2,40}[)\]]$")
FOOTNOTE = re.compile(r"(?:\[\d{1,3}\])+$")
CREDIT_WORDS = re.compile(
    r" (?:photos?|images?)$|^(?:source|courtesy|provided|submitted|contributed|handout|file)\b"
    r"|^published (?:mon|tues|wednes|thurs|fri|satur|sun)day|^(?:police|family) photo"
)
EMBEDDED = re.compile(r"pic\.twitter\.com/\w+|(?:^|[—–-] ).{2,60}\(@\w+\),? .{5,20}$")
CREDIT_LETTERS = 90
BYLINE = re.compile(
    r"\(?(?:(?:analysis |report |story |words |text |written |posted |published |compiled |reported |reporting |additional reporting |edited |editing )?by"
    r"|from (?=[A-Z]\w*(?:'s|’s) )"
    r"|(?:additional |with )?(?:reporting|contributions?) (?:by|from)|(?:writing|editing|compiled|edited) by"
    r"|source:|author:|agencies:|correspondent:)\s*:?\s*\S",
    re.I,
)
SAYING = re.compile(r"\b(?:said|says|told|according to|reported|announced|wrote)\b")
ABOUT = re.compile(
    r"(?:[A-Z][\w.'’-]+ ){2,4}is (?:an?|the|our) [^.]{0,80}\b(?:reporter|correspondent|editor|journalist|writer|columnist|bureau chief|producer)\b"
)
WITHOUT_NAME = re.compile(
    r"(?:posted |published |written )?by (?:admin|editor|editors|staff|author|webmaster|news ?desk|our \w+|the \w+ team|agencies)\b"
    r"|(?:from|by) [A-Z][\w ]{1,20} staff$"
    r"|reporting from [A-Z]|(?:staff|agencies|[A-Z][\w.'’-]+ [A-Z][\w.'’-]+)(?:,)? (?:and|with|&) (?:staff|agencies|wires|AFP|Reuters|AP|news agencies)$",
    re.I,
)
CREDITED = re.compile(
    r"(?:[Pp]hoto(?:graph)?|[Pp]icture|[Ii]mage|[Cc]redit)s?(?:\.\.\.|…|:| by )\s*"
    r"(?:(?:[A-Z©][\w.'’/-]*|for|the|via|of|and|/|&)\s*)+$"
)
NAME = re.compile(r"(?:[A-Z][\w.'’-]*|de|la|van|von|der|bin|al|el|ibn|di|da|du|le)$")
POST = re.compile(r"\b(?:correspondent|editor|reporter|journalist|writer|analyst|producer|columnist|bureau chief|chief)\b", re.I)
QUESTION = (
    "who",
    "what",
    "why",
    "how",
    "where",
    "when",
    "is",
    "are",
    "will",
    "can",
    "could",
    "does",
    "do",
    "did",
    "should",
    "has",
    "have",
    "was",
    "were",
    "which",
    "whose",
)
WHOLE_WORDS = 16  # a longer line is no whole phrase of page_lines
OPENING_LETTERS = 2  # an opening phrase further in opens nothing
TITLE_WORDS, LABEL_WORDS, LABEL_WORDS_OPEN, TITLE_LETTERS = 26, 7, 4, 190
FUSED = re.compile(r"(?<=[a-z]{2})[.!?][”\"’)]?(?=[A-Z“\"‘][a-zA-Z“‘])")
CRUMBS = re.compile(r"(?:[^\s›»>/]+ ){1,4}(?:[›»>/→] ?(?:[^\s›»>/]+ ?){1,4})+$")
SPEAKS = re.compile(
    r"(?:said|says|continued|added|explained|replied|asked|told \w+|wrote|writes|stated|states|tweeted|posted|declared|noted|reads|read|follows|reports?):$"
)
SIGNED_OFF = re.compile(r"(?:[A-Z][\w.'’-]+ ){1,3}[A-Z][A-Za-z.'’-]+,? ?\d{1,2} [A-Z][a-z]{2,8} \d{4},? (?:at )?\d{1,2}[:.]\d{2}$")
COUNTED = re.compile(r"(?:view |show |read |see )?(?:all )?[\d.,]+[km]? (?:views?|shares?|comments?|likes?|replies|reactions|min(?:ute)?s?)$", re.I)
STAMPED = re.compile(r"(?:^|[\s,])\[\d{1,4}[./-]\d{1,2}[./-]\d{2,4},? \d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?: ?[APap][Mm])?\]$")
ZONE = r"(?:GMT|UTC|BST|CES?T|EES?T|E[SD]?T|MSK|IST|local time)"
INLINE_CLOCK = re.compile(rf"(\[?(?:[01]?\d|2[0-3])[:.][0-5]\d\]?(?:\s?[ap]\.?m\.?)?(?:\s?{ZONE})?)(?!\s?{ZONE}\b)\s*(?:[-–—:|]\s*|\s)(?=[A-Z“\"‘])")


class Shape(Struct):
    """A line with what it looks like; kind is settled step by step, so shapes alone are not frozen."""

    line: Line
    kind: str
    words: int
    stopped: bool
    credit: bool = False
    question: bool = False
    settled: bool = False  # nothing later may call it otherwise
    cues: dict[str, int] = {}

    @property
    def text(self) -> str:
        """The words without list marker."""
        return self.line.text

    def cue(self, name: str) -> int:
        """Summed weight of a class of cue phrases."""
        return self.cues.get(name, 0)


def _cut(text: str, line: Line, at: int, stop: int = 0) -> list[Line]:
    """The line in two at an offset of its text; stop is where the words of the first part end."""
    middle = line.body + at
    first = Line(line.start, stop or middle, line.body, text[line.body : stop or middle], line.marker, line.gap, line.indent, line.block)
    return [first, Line(middle, line.end, middle, line.text[at:], "", 0, line.indent, line.block)]


def _credit(text: str) -> str:
    """What stands where the credit of a picture stands: in brackets at the end, after a mark, or "Name/Agency"."""
    if text.endswith((")", "]", ").", "].")):
        return text[max(text.rfind("["), text.rfind("(")) + 1 :] if max(text.rfind("["), text.rfind("(")) >= len(text) - CREDIT_LETTERS else ""
    tail = text[-CREDIT_LETTERS:].lower()
    at, mark = max((tail.rfind(mark), mark) for mark in CREDIT_MARKS) if any(sign in tail for sign in ":©|—–") else (-1, "")
    if at >= 0 and (at or len(text) > CREDIT_LETTERS):
        return tail[at:] if mark[0].isalpha() else tail[at + len(mark) :]
    signed = SIGNED.search(text, max(0, len(text) - CREDIT_LETTERS)) if "/" in tail else None
    return signed[0] if signed else ""


def plain(text: str) -> str:
    """Lower case without marks and digits at the ends: the key of page_lines."""
    return fold(text).strip(MARKS).strip()


class Shapes:
    """Looks at lines one by one; tables are compiled once."""

    def __init__(self) -> None:
        self.whole = table("page_lines")
        self.credits = terms("picture_credits")
        self.pictured = tuple(terms("picture_openings"))
        self.names = terms("first_names")
        entries: list[tuple[str, tuple[str, int]]] = []
        for name in ("appeal", "chrome", "caption"):
            entries += [(term, (name, int(value))) for term, value in rows(f"{name}_phrases")]
        cues: dict[str, list[tuple[str, int]]] = {}
        for term, cue in entries + [(term, (value, 1)) for term, value in rows("recap_phrases")]:
            cues.setdefault(term, []).append(cue)
        self.phrases: Automaton[list[tuple[str, int]]] = Automaton(cues.items())

    def __call__(self, line: Line) -> Shape:
        """The line as it looks alone."""
        text = line.text
        words = len(text.split())
        stopped = (FOOTNOTE.sub("", text) if text[-1] == "]" else text).rstrip(CLOSERS)[-1:] in STOPS or bool(SOURCED.search(text))
        question = text.endswith("?") and words <= 18 and fold(text).startswith(QUESTION)
        shape = Shape(line, "", words, stopped and not question, question=question)
        shape.credit = self._is_credit(text)
        shape.cues = self.cues(text)
        shape.kind = line.role or self._alone(shape) or self._open(shape)
        return shape

    def parted(self, text: str, found: Sequence[Line]) -> list[Line]:
        """Lines, cut where an appeal is fused to a sentence, and where a paragraph opens with a clock time."""
        timed = [line for line in found if INLINE_CLOCK.match(line.text)]
        done: list[Line] = []
        for line in found:
            at = self._fused_at(line)
            clock = INLINE_CLOCK.match(line.text) if len(timed) >= 2 and not line.role else None
            done += _cut(text, line, at) if at else _cut(text, line, clock.end(), line.body + len(clock[0].rstrip())) if clock else [line]
        return done

    def _fused_at(self, line: Line) -> int:
        """Where in the line's text an appeal is joined to something else without a space; 0 = nowhere."""
        if line.role not in ("", "paragraph"):
            return 0
        for joint in FUSED.finditer(line.text) if line.end - line.start > 30 else ():
            left, right = self.cues(line.text[: joint.end()]).get("appeal", 0), self.cues(line.text[joint.end() :]).get("appeal", 0)
            if max(left, right) >= 1 and min(left, right) == 0 and not (left == 1 and joint.end() > 400):
                return joint.end()
        return 0

    def cues(self, text: str) -> dict[str, int]:
        """Weights of the cue phrases of a text, summed by class; under "<class> sure" how many tell it alone."""
        found: dict[str, int] = {}
        seen: set[str] = set()
        for start, end, cues in self.phrases.hits(text):
            term = fold(text[start:end])
            if term in seen:
                continue
            seen.add(term)
            for name, weight in cues:
                if name == "open" and start > OPENING_LETTERS:
                    continue
                found[name] = found.get(name, 0) + weight
                if weight > 1:
                    found[f"{name} sure"] = found.get(f"{name} sure", 0) + 1
        return found

    def _alone(self, shape: Shape) -> str:
        text = shape.text
        key = plain(text if shape.words <= WHOLE_WORDS else text[:40])
        if not key:
            return "timestamp" if CLOCK.match(text) and len(text) < 25 and re.match(r"\d{1,2}[.:]\d{2}|\d{4}-\d\d|\d{1,2}/\d", text) else "chrome"
        if HASHTAG.match(text) and all(word.startswith("#") for word in text.split()):
            return "hashtags"
        if shape.words <= WHOLE_WORDS and key in self.whole and not (shape.line.marker and self.whole[key] == "section"):
            return self.whole[key]
        if key.startswith(("posted in ", "filed under ", "posted on ", "posted by ")) and re.search(r"\d{4}|\bby\b", text):
            return "byline"
        if key.startswith(
            (
                "topics:",
                "topic:",
                "tags:",
                "tagged:",
                "filed under:",
                "keywords:",
                "posted in:",
                "posted in ",
                "filed under ",
                "tagged with ",
                "tag: ",
                "category: ",
                "tagged ",
            )
        ):
            return "chrome" if key.startswith(("tag: ", "category: ")) else "tags"
        return self._by_form(shape)

    def _by_form(self, shape: Shape) -> str:
        text = shape.text
        if shape.words <= 14 and (STAMPED.search(text) or SIGNED_OFF.match(text)):
            return "timestamp"
        if shape.words <= 8 and not shape.stopped and len(text) < 120 and (CRUMBS.match(text) or COUNTED.match(text)):
            return "chrome"
        link = LINK.match(text)
        if link and link.end() == len(text):
            return "chrome"
        if shape.words <= 14 and is_time(text):
            return "timestamp"
        if self.is_byline(text, shape):
            return "byline"
        if shape.credit and not shape.line.marker and (shape.words <= 70 or shape.cue("caption")):
            return "caption"
        return self._by_cues(shape)

    def _by_cues(self, shape: Shape) -> str:
        text = fold(shape.text)
        if shape.cue("caption") >= 2 and shape.words <= 60 and text.startswith(self.pictured):
            return "caption"
        if shape.cue("chrome sure") and not (shape.stopped and shape.cue("chrome") < 4 and (shape.words > 14 or SAYING.search(text))):
            return "chrome"
        return ""

    def _open(self, shape: Shape) -> str:
        text = shape.text
        if shape.line.marker and not shape.line.marker.startswith("#"):
            return "prose" if shape.line.marker in "—–-" and EMBEDDED.search(text) else "item"
        if text.endswith(":") and shape.words <= LABEL_WORDS:
            return "prose" if SPEAKS.search(text) else "label"
        if (
            shape.stopped
            or EMBEDDED.search(text)
            or text.endswith((":", ",", ";"))
            or shape.words > TITLE_WORDS
            or len(text) > TITLE_LETTERS
            or text[0].islower()
        ):
            return "prose"
        return "label" if shape.words <= LABEL_WORDS_OPEN and not shape.question else "title"

    def _is_credit(self, text: str) -> bool:
        """The line ends in the credit of a picture: an agency in brackets, or after a bar."""
        if len(text) < 60 and all(part.strip() in self.credits for part in re.split(r"[/,|]| via ", fold(text))):
            return True
        credit = _credit(text)
        if not credit:
            return bool(CREDITED.match(text)) and len(text) < 120
        told = bool(re.match(r"(?:source|published|photo|courtesy|credit|police photo|family photo)\b", fold(credit)))
        if text.endswith((").", ")")) and "/" not in credit and not told and text[: text.rfind("(")].rstrip()[-1:] in STOPS:
            return False
        parts = [part.strip(" .©[]()") for part in re.split(r"[/,|]| via | for | - ", fold(credit))]
        return (
            any(part in self.credits or CREDIT_WORDS.search(part) for part in parts)
            or bool("/" in credit and BRACKETED.search(text))
            or fold(credit).startswith(("photo", "credit", "picture", "image"))
        )

    def is_byline(self, text: str, shape: Shape) -> bool:
        """Who wrote it: "By ...", "From X's Y", a journalist's name with or without post and place."""
        if (WITHOUT_NAME.match(text) and shape.words <= 8) or (shape.words <= 40 and ABOUT.match(text) and fold(text.split()[0]) in self.names):
            return True
        found = BYLINE.match(text)
        if found:
            return (shape.words <= 40 and (not shape.stopped or shape.words <= 30) and text[found.end() - 1].isupper()) or (
                found.end() == len(text) and shape.words < 4
            )
        return shape.words <= 12 and not shape.stopped and self._is_person(text)

    def _is_person(self, text: str) -> bool:
        """A name alone ("Ann Lee"), joined names ("Ann Lee and Bo Chan in Goma"), or a name with a post."""
        head = re.split(r",| in (?=[A-Z])| at (?=[A-Z])| and (?=[A-Z])| \(| \|| - | – | · ", text, maxsplit=1)[0].split()
        if not 2 <= len(head) <= 4 or fold(head[0]) not in self.names or not all(NAME.match(word) for word in head):
            return False
        rest = text[len(" ".join(head)) :].strip()
        return (
            not rest
            or bool(POST.search(rest))
            or all(
                NAME.match(word) or word in {"in", "and", "at", "&", "|", "-", "·", "now", "earlier"}
                for word in rest.replace(",", " ").replace("(", " ").replace(")", " ").split()
            )
        )


def is_time(text: str) -> bool:
    """Only words of dates and times: "Updated at 09.14 GMT", "3h ago", "Wed 8 Jan 2025"."""
    if not CLOCK.search(fold(text)):
        return False
    pieces = [piece for piece in re.split(r"[^\w.]+|(?<=\d)(?=[^\W\d])|(?<=[^\W\d])(?=\d)|_", fold(text)) if piece.strip(".")]
    named = 0
    for piece in pieces:
        bare = piece.strip(".")
        if re.fullmatch(r"[\d.]+", bare):
            named += 1
            continue
        if not TIME_WORD.match(piece):
            return False
    return bool(pieces) and (named > 0 or any(word in fold(text) for word in ("ago", "updated", "published", "posted", "yesterday", "today", "now")))
