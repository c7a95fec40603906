"""The good data set as a fixture."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sources.files import Files, good
from tests.sources.postgres import Server, server


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return good(tmp_path)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A server of this worker's own."""
    with server() as made:
        yield made
