"""Good files, made by the back ends once for all tests here."""

from __future__ import annotations

import pytest

from briefing.render.pdf import render as render_pdf
from briefing.render.pptx import render as render_pptx
from tests.inspect.damage import rewritten
from tests.inspect.small import small
from tests.inspect.tagged import tagged_pdf, untag


@pytest.fixture(scope="session")
def deck() -> bytes:
    return render_pptx(small()).bytes


@pytest.fixture(scope="session")
def whole_pdf() -> bytes:
    return render_pdf(small()).data


@pytest.fixture(scope="session")
def pdf(whole_pdf: bytes) -> bytes:
    """The same without tags, so that what is added to it need not be tagged."""
    return rewritten(whole_pdf, untag)


@pytest.fixture(scope="session")
def tagged(pdf: bytes) -> bytes:
    return tagged_pdf(pdf)
