"""timex: articles -> time expressions with their TIMEX3 values, as the annotator reads them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dateline.annotate.chunks import chunks
from dateline.annotate.times import Times, last_time
from dateline.annotate.tokens import Tagger
from dateline.records import Desk, Document, Mention, Time
from dateline.segment import Segmenter

_LINK = re.compile(r"\s+(?:to|and|until|till|through)\s+")


def predict(rows: Iterable[dict[str, str]]) -> Iterator[dict[str, object]]:
    """One row of TIMEX3 expressions an article, dated by its own day."""
    desk = Desk(name="bench", title="")
    segmenter, tagger, times = Segmenter(desk), Tagger(), Times(desk)
    for row in rows:
        text = row["text"]
        page = segmenter.plain(Document(id=row["id"], text=text, published=row["dct"], form="article"))
        found: list[dict[str, object]] = []
        last: Time | None = None
        for sentence in page.sentences:
            tokens = tagger(text, sentence.start, sentence.end)
            mentions = times(text, tokens, chunks(tokens), row["dct"], last)
            last = last_time(mentions, last)
            found += [row for mention in mentions if isinstance(mention.value, Time) for row in _rows(text, mention, mention.value)]
        yield {"id": row["id"], "timexes": found}


def _rows(text: str, mention: Mention, value: Time) -> Iterator[dict[str, object]]:
    """The mention; TIMEX3 has no spans of days, so one with a first and a last day becomes its two ends."""
    first, slash, last = value.value.partition("/")
    link = _LINK.search(text, mention.start, mention.end) if slash else None
    if link is None:
        yield {"start": mention.start, "end": mention.end, "type": value.timex, "value": value.value}
        return
    yield {"start": mention.start, "end": link.start(), "type": value.timex, "value": first}
    yield {"start": link.end(), "end": mention.end, "type": value.timex, "value": last}
