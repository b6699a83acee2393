"""Speed as a ratio in one run: full extraction against B, one automaton pass with the shipped lexicons returning its matches.

Both run over the same articles, made of the sample pages' sentences in a fixed order, on one core, in this process; the
median of several rounds is taken. A ratio holds on any machine, a time does not.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from pathlib import Path

from dateline import lexicons
from dateline.config import load_desk
from dateline.lexicons import Automaton
from dateline.pipeline import Pipeline
from dateline.records import Document

SAMPLES = Path(__file__).parent.parent / "samples"
ARTICLES = 60
WORDS = 500
ROUNDS = 5


def articles() -> list[Document]:
    """Articles of about 500 words of plain text."""
    paragraphs = [line for path in sorted(SAMPLES.glob("*.txt")) for line in path.read_text(encoding="utf-8").split("\n") if len(line.split()) > 12]
    found = []
    at = 0
    for number in range(ARTICLES):
        taken: list[str] = []
        while sum(len(p.split()) for p in taken) < WORDS:
            taken.append(paragraphs[at % len(paragraphs)])
            at += 1
        found.append(Document(f"article{number}", "\n\n".join(taken), published="2025-03-12"))
    return found


def shipped() -> Automaton[str]:
    """All terms of the shipped lexicons and the gazetteer in one automaton."""
    terms = {term.lower(): name for name in lexicons.names() for term, _ in lexicons.rows(name)}
    return Automaton(terms.items())


def seconds(run: Callable[[Document], object], documents: list[Document]) -> float:
    """CPU time a document, median of rounds."""
    rounds = []
    for _ in range(ROUNDS):
        start = time.process_time()
        for document in documents:
            run(document)
        rounds.append((time.process_time() - start) / len(documents))
    return statistics.median(rounds)


def measure() -> dict[str, float]:
    """Articles a second and core for B and each layer, and their ratio to B in percent."""
    documents = articles()
    pipeline = Pipeline(load_desk("russia-ukraine"))
    automaton = shipped()
    bound = seconds(lambda d: automaton.all_hits(d.text), documents)
    pages = {d.id: pipeline.segmenter(d) for d in documents}
    values = seconds(lambda d: pipeline.annotator(d, pages[d.id]), documents)
    full = seconds(pipeline.read, documents)
    return {
        "terms": float(len(automaton)),
        "B_articles_per_second": round(1 / bound, 1),
        "values_articles_per_second": round(1 / values, 1),
        "full_articles_per_second": round(1 / full, 1),
        "values_percent_of_B": round(100 * bound / values, 2),
        "full_percent_of_B": round(100 * bound / full, 2),
    }
