"""timex: articles -> time expressions with their TIMEX3 values, as the annotator reads them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dateline.annotate.chunks import chunks
from dateline.annotate.times import Times, last_time
from dateline.annotate.tokens import Tagger
from dateline.records import Desk, Document, Time
from dateline.segment import Segmenter


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
            values = [(mention, mention.value) for mention in mentions if isinstance(mention.value, Time)]
            found += [{"start": mention.start, "end": mention.end, "type": value.timex, "value": value.value} for mention, value in values]
        yield {"id": row["id"], "timexes": found}
