"""What all tests share: the option that takes over what is read now as what is wanted, and the record that pages are tested on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from dateline.publish.record import Record
from dateline.server import app
from dateline.store import Store
from tests.desk_record import desk, fill, findings, made


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="write the claims read now as the reviewed ones, and show what changes")


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record of `desk_record`; a test that writes to it writes what no other test of its module reads."""
    return made(tmp_path_factory.mktemp("record") / "record.sqlite")


@pytest.fixture(scope="module")
def record() -> Iterator[Record]:
    """The same in memory, with no server about it."""
    with Store(":memory:") as store:
        fill(store)
        yield Record(store, desk())


@pytest.fixture(scope="module")
def client(path: Path) -> Iterator[TestClient[Litestar]]:
    """A reader of the record's pages; limits count from zero in each module."""
    with TestClient(app(path, desk(), check=findings)) as client:
        yield client
