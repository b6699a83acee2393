"""geo: articles -> coordinates of their places. Resolution only where the row gives mentions, else end to end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from dateline.annotate.chunks import chunks
from dateline.annotate.names import Names
from dateline.annotate.places import Places
from dateline.annotate.tokens import Tagger
from dateline.records import Annotation, Desk, Document, Mention, Place
from dateline.segment import Segmenter


def predict(rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, object]]:
    """One row of places an article: of its mentions, where it gives them."""
    desk = Desk(name="bench", title="")
    segmenter, tagger, places, names = Segmenter(desk), Tagger(), Places(desk), Names(desk)
    for row in rows:
        text = row["text"]
        page = segmenter.plain(Document(id=row["id"], text=text, form="article"))
        annotations = []
        for sentence in page.sentences:
            tokens = tagger(text, sentence.start, sentence.end)
            annotations.append(Annotation(sentence, tokens, chunks(tokens)))
        if "mentions" in row:
            found = places.resolved(text, annotations, [(mention["start"], mention["end"]) for mention in row["mentions"]])
        else:
            found = [mention for annotation in names(text, page, places(text, page, annotations)) for mention in annotation.mentions]
        yield {"id": row["id"], "places": [point for mention in found if (point := _point(mention))]}


def _point(mention: Mention) -> dict[str, object]:
    value = mention.value
    if mention.type != "PLACE" or not isinstance(value, Place) or value.lat is None:
        return {}
    return {"start": mention.start, "end": mention.end, "lat": value.lat, "lon": value.lon}
