"""The order of reading, and whether pages are linked one by one or at once, changes no byte of what is exported."""

from __future__ import annotations

import pytest

from bench.orders import SEEDS, digest, pages, shuffled
from dateline.config import load_desk
from dateline.pipeline import Pipeline


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    """The stages for the samples' desk."""
    return Pipeline(load_desk("russia-ukraine"))


def test_any_order_gives_the_same_bytes(pipeline: Pipeline) -> None:
    found = [page for page in pages() if not isinstance(page, tuple) or str(SEEDS) not in page[2].name]
    whole = digest(found, pipeline, one_by_one=False)
    assert [digest(shuffled(found, seed), pipeline, one_by_one=bool(seed % 2)) for seed in (1, 2, 3)] == [whole] * 3
