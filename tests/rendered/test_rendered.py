"""Claims about pages as LibreOffice and poppler draw them.

Where the tools are missing the tests are skipped, saying so; with BRIEFING_REQUIRE_RENDERED, as in CI, they fail.
"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pdfplumber
import pytest
from PIL import Image
from pptx import Presentation

from briefing.build.job import Job, build
from briefing.build.workspace import find
from briefing.template.load import builtin_templates
from tests.datasets import SHAPES
from tests.rendered.office import printed
from tests.rendered.office import tool as tool

pytestmark = pytest.mark.rendered
# The footer of a slide begins here, in points from the top, and is set no larger than this.
FOOTER, FOOTER_SIZE = 500.0, 11.0
REPOSITORY = builtin_templates().parent


@pytest.fixture(scope="module", params=["jiangbei", *SHAPES])
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    scratch = tmp_path_factory.mktemp(request.param)
    root = REPOSITORY if request.param == "jiangbei" else SHAPES[request.param](scratch)
    return build(find(root), Job(output=scratch / "output")).folder


@pytest.fixture(scope="module")
def slides(built: Path) -> Path:
    """The deck as LibreOffice prints it."""
    return printed(built / "briefing.pptx", built / "slides")


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_every_slide_is_drawn_with_its_title_on_it(built: Path, slides: Path) -> None:
    deck = Presentation(str(built / "briefing.pptx"))
    with pdfplumber.open(slides) as pdf:
        pages = [bare(page.extract_text()) for page in pdf.pages]
    titles = [bare(slide.shapes.title.text_frame.text) for slide in deck.slides]
    assert len(pages) == len(titles)
    assert [title for title, page in zip(titles, pages, strict=True) if title[:8] not in page] == []


def test_no_text_leaves_a_slide_or_reaches_into_its_footer(slides: Path) -> None:
    with pdfplumber.open(slides) as pdf:
        for page in pdf.pages[1:-1]:
            words = page.extract_words(extra_attrs=["size"])
            outside = [w["text"] for w in words if w["x0"] < 0 or w["x1"] > page.width or w["bottom"] > page.height]
            in_footer = [w["text"] for w in words if w["bottom"] > FOOTER and w["size"] > FOOTER_SIZE]
            assert (outside, in_footer) == ([], []), f"slide {page.page_number}"


def test_poppler_draws_every_page_of_the_pdf_with_something_on_it(built: Path, tmp_path: Path) -> None:
    subprocess.run(
        [tool("pdftoppm"), "-r", "20", "-gray", str(built / "briefing.pdf"), str(tmp_path / "p")], check=True
    )
    with pdfplumber.open(built / "briefing.pdf") as pdf:
        count = len(pdf.pages)
    pictures = sorted(tmp_path.glob("p*.pgm"))
    assert len(pictures) == count
    for picture in pictures:
        with Image.open(picture) as page:
            assert min(page.tobytes()) < 128, picture.name
