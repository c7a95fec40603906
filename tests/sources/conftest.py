"""The good data set as a fixture."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sources.files import Files, good


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return good(tmp_path)
