"""What all tests share: the option that takes over what is read now as what is wanted."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="write the claims read now as the reviewed ones, and show what changes")
