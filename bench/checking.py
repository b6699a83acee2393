"""A draft of 1,000 words against a record of 100,000 claims: CPU seconds of one core, from text to findings; the limit is 2.

The record is the made-up one of ``big_record`` with the sample pages among it; the draft is half words of the samples, half
sentences of the made-up pages with a name or figure changed. The first check of a process pays for compiling the lexicons:
it is done on another text before the clock starts.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path

from bench.big_record import build
from bench.speed import articles
from dateline.config import load_desk
from dateline.pipeline import Pipeline, check_record
from dateline.records import Document, Finding
from dateline.store import Store

SECONDS = 2.0
WORDS = 1000
ROUNDS = 3
SENTENCES = 24  # of the made-up pages


def draft(store: Store) -> Document:
    """A text of about 1,000 words, some of which the record bears."""
    rows = store.connection.execute("SELECT text FROM sentences WHERE number > 0 AND id % 3001 = 7 ORDER BY id LIMIT ?", (SENTENCES,))
    told = [text.replace("1", "7", 1) for (text,) in rows]
    words = [line for article in articles()[:3] for line in article.text.split("\n\n")]
    taken: list[str] = []
    while told or words:
        taken += told[:1] + words[:1]
        told, words = told[1:], words[1:]
        if sum(len(line.split()) for line in taken) >= WORDS:
            break
    return Document("draft", "\n\n".join(taken), published="2025-03-12")


def measure() -> dict[str, float]:
    """Median seconds of a check, with words of the draft, claims of the record and findings."""
    pipeline = Pipeline(load_desk("russia-ukraine"))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "big.sqlite"
        claims = build(path)
        with Store(path) as store:
            for article in articles()[:20]:
                reading = pipeline.read(article)
                store.save(article, reading.page, reading.claims)
            return {"claims": claims, **timed(store, pipeline)}


def timed(store: Store, pipeline: Pipeline) -> dict[str, float]:
    """The measurement on an open record."""
    text = draft(store)
    pipeline.check(Document("warm", "Twelve trucks reached the camp."), [pipeline.read(Document("source", "Twelve trucks reached the camp on Monday."))])
    taken: list[float] = []
    findings: tuple[Finding, ...] = ()
    for _ in range(ROUNDS):
        start = time.process_time()
        findings = check_record(store, pipeline, text)
        taken.append(time.process_time() - start)
    borne = sum(finding.verdict == "supported" for finding in findings)
    return {"words": len(text.text.split()), "statements": len(findings), "supported": borne, "seconds": round(statistics.median(taken), 2), "limit": SECONDS}
