"""Good files, made by the back ends once for all tests here."""

from __future__ import annotations

import pytest

from briefing.render.pdf import render as render_pdf
from briefing.render.pptx import render as render_pptx
from tests.inspect.tagged import tagged_pdf
from tests.render.sample import sample


@pytest.fixture(scope="session")
def deck() -> bytes:
    return render_pptx(sample()).bytes


@pytest.fixture(scope="session")
def pdf() -> bytes:
    return render_pdf(sample()).data


@pytest.fixture(scope="session")
def tagged(pdf: bytes) -> bytes:
    return tagged_pdf(pdf)
