"""Function words that have a rule of their own: that, her, 's, there, before, may, no, quotation marks."""

from __future__ import annotations

from collections.abc import Callable

from dateline.annotate.window import BE, DO, HAVE, NAMES, NOMINAL, OPENING, VERBS, Sentence


def _that(s: Sentence, i: int) -> str:
    before, after = s.tags[i - 1], s.tags[s.right(i)]
    if after in ("VBZ", "VBP", "VBD", "MD") and before in NAMES | {",", "CD", "PRP", "DT", "JJ"}:
        return "WDT"
    if i == 0 and after in VERBS:
        return "DT"
    if before in ("IN", "CC") or i == 0 or before in ("``",):
        return "DT" if after in ("NN", "VBZ", "VBD", "MD", "JJ") and (before == "IN" or after != "JJ") else "IN"
    if after in ("VBZ", "VBD", "MD", ",", ".", ""):
        return "DT"
    if after == "NN" and before in ("VB", "TO", "RP") and s.tags[i + 2] not in ("VBZ", "VBD", "MD", "VBP", "NNS"):
        return "DT"
    return "IN"


def _her(s: Sentence, i: int) -> str:
    return "PRP$" if s.tags[i + 1] in NOMINAL or s.tags[i + 1] in ("JJ", "JJS", "VBG", "VBN", "``", "RBS") else "PRP"


def _clitic(s: Sentence, i: int) -> str:
    before, after = s.tags[i - 1], s.tags[s.right(i)]
    if before in ("PRP", "EX", "WP", "WRB", "WDT") or s.lower[i - 1] in ("that", "here", "let"):
        return "PRP" if s.lower[i - 1] == "let" else "VBZ"
    if after in ("DT", "PRP", "PRP$"):
        return "VBZ"
    k = s.right(i)
    return "VBZ" if after == "VBG" and k < len(s.forms) and s.forms[k].tag == "VBG" and s.tags[k + 1] in OPENING and before != "NNS" else "POS"


def _apostrophe(s: Sentence, i: int) -> str:
    """A possessive after a plural, else a quotation mark."""
    glued = i > 0 and s.starts[i] == s.ends[i - 1]
    opens = i + 1 < len(s.words) and s.starts[i + 1] == s.ends[i]
    if glued and not opens and s.lower[i - 1][-1] == "s" and not any(word in ("'", "‘") for word in s.words[max(0, i - 40) : i]):
        return "POS"
    return "``" if opens and (not glued or s.words[i - 1] in ("(", "“", '"')) else "''"


def _quote(s: Sentence, i: int) -> str:
    """Straight double marks open and close by turns; glue to a word decides where it can."""
    opens = i + 1 < len(s.words) and s.starts[i + 1] == s.ends[i]
    closes = i > 0 and s.starts[i] == s.ends[i - 1]
    return "``" if opens and not closes else "''"


def _there(s: Sentence, i: int) -> str:
    following, before = s.lower[s.right(i)], s.lower[i - 1]
    return "EX" if following in BE or s.tags[i + 1] == "MD" or before in BE or following in HAVE or following in ("'s", "’s", "seem", "seems") else "RB"


def _approximate(s: Sentence, i: int) -> str:
    if s.tags[i + 1] in ("CD", "$"):
        return "RB"
    return "RP" if s.tags[i - 1] in VERBS and s.tags[i + 1] in (".", ",", "") else "IN"


def _time_or(s: Sentence, i: int) -> str:
    """before, after, since, over, inside, outside."""
    return "RB" if s.tags[i + 1] in (".", ",", "", "MD", "VBD", "VBZ") and s.lower[i] not in ("inside",) else "IN"


def _like(s: Sentence, i: int) -> str:
    word = s.lower[s.left(i)]
    if s.tags[s.left(i)] in ("MD", "TO") or word in DO:
        return "VB"
    return "VBP" if s.tags[i - 1] == "PRP" and word in ("i", "we", "they", "you") else "IN"


def _may(s: Sentence, i: int) -> str:
    if s.words[i] == "may":
        return "MD"
    after = s.tags[s.right(i)]
    return "MD" if after == "VB" or s.lower[i + 1] in ("be", "have", "not") or (i == 0 and after == "PRP") else "NNP"


def _had(s: Sentence, i: int) -> str:
    return "VBN" if s.lower[s.left(i)] in HAVE else "VBD"


def _present(s: Sentence, i: int) -> str:
    """have, do: after a modal, also across its subject ("will they have")."""
    j = s.left(i)
    if s.tags[j] in ("TO", "MD") or s.lower[j] in DO:
        return "VB"
    return "VB" if s.tags[j] == "PRP" and (s.tags[j - 1] == "MD" or s.lower[j - 1] in DO) else "VBP"


def _no(s: Sentence, i: int) -> str:
    return "RB" if s.lower[i + 1] in ("longer", "more") and s.lower[i + 2] != "than" else "UH" if s.tags[i + 1] == "," else "DT"


def _would(s: Sentence, i: int) -> str:
    return "VBD" if s.tags[s.right(i)] == "VBN" or s.lower[i + 1] == "been" else "MD"


FUNCTION_WORDS: dict[str, Callable[[Sentence, int], str]] = {
    "that": _that,
    "her": _her,
    "'s": _clitic,
    "’s": _clitic,
    "‘s": _clitic,
    "'": _apostrophe,
    "’": _apostrophe,
    '"': _quote,
    "''": _quote,
    "there": _there,
    "about": _approximate,
    "around": _approximate,
    "before": _time_or,
    "after": _time_or,
    "since": _time_or,
    "outside": _time_or,
    "inside": _time_or,
    "like": _like,
    "may": _may,
    "had": _had,
    "have": _present,
    "do": _present,
    "no": _no,
    "'d": _would,
    "’d": _would,
}
