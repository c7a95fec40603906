"""The sample's deck, drawn once for all tests."""

from __future__ import annotations

import pytest

from briefing.render.pptx import PptxResult, render
from tests.render.sample import sample


@pytest.fixture(scope="session")
def result() -> PptxResult:
    return render(sample())
