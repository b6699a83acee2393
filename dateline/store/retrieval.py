"""A sentence and its claims -> the sentences of the record that may bear it, best first.

Words are looked up one by one and remembered, so that a draft asks for each word once; of a word that very many sentences
have only the newest are remembered, and it counts only together with others. Claims are looked up by event with place, day or actor.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from heapq import nlargest
from math import log

from dateline.records import Claim
from dateline.store.sqlite import Store

MOST = 1500  # sentences remembered of a word; one that as many have is common
_CANDIDATES = 24  # best sentences by words that are weighed with the claims
_OF_CLAIM = 30  # claims alike in one respect
_RESPECTS = (("place", 2.0), ("day", 1.0), ("actor", 1.0))
_TOGETHER = 2.0  # weight of having several common words at once
_WORD = re.compile(r"\w{3,}|\d+")

Key = tuple[str, int]  # document, number of the sentence


class Retrieval:
    """Looks sentences up in one record; what it has read of a word it remembers."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._rows: dict[str, list[int]] = {}
        self._claims: dict[tuple[str, str, str], list[Key]] = {}
        self._size = store.connection.execute("SELECT coalesce(max(id), 0) FROM sentences").fetchone()[0]

    def __call__(self, text: str, claims: Iterable[Claim], limit: int) -> list[tuple[Key, float]]:
        """(document, number of the sentence) with what speaks for it, best first."""
        scores: dict[Key, float] = {}
        for key, weight in self._by_words(text):
            scores[key] = scores.get(key, 0.0) + weight
        for claim in claims:
            for key, weight in self._by_claim(claim):
                scores[key] = scores.get(key, 0.0) + weight
        return sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))[:limit]

    def _by_words(self, text: str) -> list[tuple[Key, float]]:
        scores: dict[int, float] = {}
        words = sorted({word.lower() for word in _WORD.findall(text)})
        for word in words:
            rows = self._of_word(word)
            weight = log(1 + self._size / (len(rows) + 0.5))
            for row in rows if len(rows) < MOST else ():
                scores[row] = scores.get(row, 0.0) + weight
        for row in self._together([word for word in words if len(self._of_word(word)) >= MOST]):
            scores[row] = scores.get(row, 0.0) + _TOGETHER
        best = nlargest(_CANDIDATES, scores, key=lambda row: (scores[row], row))
        marks = ", ".join("?" * len(best))
        found = self.store.connection.execute(f"SELECT id, document, number FROM sentences WHERE id IN ({marks})", best)
        return [((document, number), scores[row]) for row, document, number in found]

    def _of_word(self, word: str) -> list[int]:
        """The newest sentences with a word."""
        known = self._rows.get(word)
        if known is None:
            query = "SELECT rowid FROM sentences_text WHERE sentences_text MATCH ? ORDER BY rowid DESC LIMIT ?"
            known = self._rows[word] = [row for (row,) in self.store.connection.execute(query, (f'"{word}"', MOST))]
        return known

    def _together(self, words: Sequence[str]) -> list[int]:
        """The newest sentences with several common words at once."""
        longest = sorted(words, key=lambda word: (-len(word), word))[:4]
        if len(longest) < 2:
            return []
        query = "SELECT rowid FROM sentences_text WHERE sentences_text MATCH ? ORDER BY rowid DESC LIMIT ?"
        return [row for (row,) in self.store.connection.execute(query, (" AND ".join(f'"{word}"' for word in longest), _CANDIDATES))]

    def _by_claim(self, claim: Claim) -> list[tuple[Key, float]]:
        if claim.event is None:
            return []
        place, day = claim.place.name if claim.place else "", claim.time.start if claim.time else ""
        values = {"place": place, "day": day or "", "actor": claim.actor.name if claim.actor else ""}
        return [(key, weight) for respect, weight in _RESPECTS if values[respect] for key in self._alike(respect, values[respect], claim.event)]

    def _alike(self, respect: str, value: str, event: str) -> list[Key]:
        """Claims of an event with that place, day or actor."""
        known = self._claims.get((respect, value, event))
        if known is None:
            query = f"SELECT document, sentence FROM claims WHERE {respect} = ? AND +event = ? LIMIT ?"
            rows = [(document, number) for document, number in self.store.connection.execute(query, (value, event, _OF_CLAIM))]
            known = self._claims[respect, value, event] = rows
        return known
