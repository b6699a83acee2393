"""Claims, events and figures of a record -> Parquet files, typed; needs pyarrow, which is an extra.

Figures of a claim are a list of structs; days are dates; moments are microseconds in UTC. The file's own metadata hold
what each column means, and the licence.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

import dateline
from dateline.errors import InputError
from dateline.publish.exports import claim_rows, event_rows, figure_rows
from dateline.publish.record import Record
from dateline.records import Desk
from dateline.store import Store

if TYPE_CHECKING:
    import pyarrow

BATCH = 10_000  # rows of a group
MEANING = {
    "id": "stable id", "document": "id of the page it was read from", "outlet": "who published the page", "item": "number of the item on the page",
    "start": "first character of the sentence, in code points", "end": "character after the sentence", "words": "the sentence",
    "kind": "event, figure or statement", "event": "PLOVER type", "mode": "mode of the type", "acled": "ACLED sub-event type", "status": "claimed, denied, ...",
    "place": "canonical name", "precision": "facility, settlement, district, region, country", "first_day": "first day of the event",
    "last_day": "its last day", "told": "when the item was published", "speaker": "who is quoted; null = the outlet in its own voice",
    "figures": "numbers with what they measure", "rule": "rule that read the claim", "grammar": "digest of rules and lexicons",
    "speakers": "primary speakers", "reports": "pages that are no copies", "questions_that_differ": "questions that speakers answer differently",
    "low": "lower bound", "high": "upper bound", "op": "=, >=, >, <=, <, ~", "of": "total that it is a part of",
}  # fmt: skip
DAYS = frozenset({"first_day", "last_day", "day", "until"})
WHOLE = frozenset({"item", "start", "end", "speakers", "reports", "questions_that_differ"})
REAL = frozenset({"lat", "lon", "low", "high", "of"})
ROWS: dict[str, Callable[[Record], tuple[tuple[str, ...], Iterable[tuple[Any, ...]]]]] = {
    "claims": claim_rows,
    "events": event_rows,
    "figures": figure_rows,
}


def is_available() -> bool:
    """True where pyarrow is installed."""
    from importlib.util import find_spec

    return find_spec("pyarrow") is not None


def parquet(record: Record, what: str) -> bytes:
    """Claims, events or figures as one Parquet file; the same record gives the same bytes.

    Raises:
        InputError: pyarrow is not installed, or there is no such export.
    """
    if what not in ROWS:
        raise InputError("no such export", f"{what} as parquet", f"Use one of: {', '.join(ROWS)}.")
    if not is_available():
        raise InputError("Parquet needs pyarrow, which is not installed", what, "Install it with: pip install 'dateline[parquet]'")
    import pyarrow as pa
    import pyarrow.parquet as writer

    columns, rows = ROWS[what](record)
    schema = _schema(pa, columns)
    sink = io.BytesIO()
    with writer.ParquetWriter(sink, schema, compression="zstd") as file:
        batch: list[dict[str, Any]] = []
        for row in rows:
            batch.append({name: _value(name, value) for name, value in zip(columns, row, strict=True)})
            if len(batch) == BATCH:
                file.write_table(pa.Table.from_pylist(batch, schema))
                batch = []
        file.write_table(pa.Table.from_pylist(batch, schema))
    return sink.getvalue()


def parquet_of(store: Store, what: str) -> bytes:
    """The same of a store, whatever its desk."""
    return parquet(Record(store, Desk("", "")), what)


def _schema(pa: Any, columns: Iterable[str]) -> pyarrow.Schema:
    figure = pa.struct([("measure", pa.string()), ("object", pa.string()), ("low", pa.float64()), ("high", pa.float64()), ("op", pa.string()),
                        ("of", pa.float64()), ("text", pa.string()), ("start", pa.int64()), ("end", pa.int64())])  # fmt: skip
    kinds = {name: pa.date32() for name in DAYS} | {name: pa.int64() for name in WHOLE} | {name: pa.float64() for name in REAL} | {"figures": pa.list_(figure)}
    fields = [pa.field(name, kinds.get(name, pa.string()), metadata={"about": MEANING.get(name, name.replace("_", " "))}) for name in columns]
    about = {"made_by": f"dateline {dateline.__version__}", "licence": "Facts with short quotations; rights in the quoted words stay with their sources."}
    return pa.schema(fields, metadata=about)


def _value(name: str, value: Any) -> Any:
    if name in DAYS:
        return date.fromisoformat(value[:10]) if value else None
    return None if value == "" else value
