"""The torture set in the PDF: set right within the page, or refused with a problem; no traceback, tofu or overflow."""

from __future__ import annotations

import io
import re
from functools import cache
from typing import Any

import pdfplumber
import pikepdf
import pytest

from briefing.blocks import texts_of
from briefing.document import Document
from briefing.errors import BriefingError, ProblemsFound
from briefing.render.pdf import PdfResult, render
from briefing.render.pdf.page import OFFICIAL
from briefing.render.pdf.setter import cleaned
from briefing.typeset.opportunities import NO_END, NO_START
from tests.torture.documents import TORTURE

# What cannot be set: a row higher than any page, a number wider than any card, signs that no face has, nothing to draw.
REFUSED = {
    "cell_higher_than_a_slide": "比整页还高",
    "card_wider_than_a_slide": "数字太长",
    "odd_characters": "没有“😀”",
    "only_emoji": "没有“😀”",
    "control_characters": "",
    "chart_of_no_points": "没有可画的数据",
}
SET = sorted(set(TORTURE) - set(REFUSED))


@cache
def document(name: str) -> Document:
    return TORTURE[name]()


@cache
def result(name: str) -> PdfResult:
    return render(document(name))


@cache
def pages(name: str) -> tuple[Any, ...]:
    return tuple(pdfplumber.open(io.BytesIO(result(name).data)).pages)


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_what_cannot_be_set_is_refused_with_a_place_and_a_way_out(name: str) -> None:
    with pytest.raises(BriefingError) as found:
        result(name)
    problems = found.value.problems if isinstance(found.value, ProblemsFound) else (found.value,)
    assert all(problem.where and problem.hint for problem in problems)
    assert any(REFUSED[name] in problem.message for problem in problems)


@pytest.mark.parametrize("name", SET)
def test_all_text_stands_within_the_page(name: str) -> None:
    for page in pages(name):
        turned = page.width > page.height
        sheet = OFFICIAL.turn() if turned else OFFICIAL
        # Half a mark may hang at either end, and a chart's widest label leans out as far; a turned page has its number
        # at its side.
        left, right = (0, page.width) if turned else (sheet.left - 9, sheet.left + sheet.text_width + 9)
        for char in page.chars:
            assert left <= char["x0"]
            assert char["x1"] <= right
            assert 0 < char["top"] < char["bottom"] < page.height


@pytest.mark.parametrize("name", SET)
def test_every_word_that_was_composed_can_be_read_back(name: str) -> None:
    drawn = bare("".join(char["text"] for page in pages(name) for char in page.chars))
    said = [words for section in document(name).sections for block in section.blocks for words in texts_of(block)]
    for words in said:
        composed = bare(cleaned("".join(span.text for span in words)))
        # A long text goes on over pages, with their numbers between; it is looked for piece by piece.
        for start in range(0, min(len(composed), 2000), 20):
            assert composed[start : start + 8] in drawn


@pytest.mark.parametrize("name", SET)
def test_no_line_starts_or_ends_with_a_forbidden_mark(name: str) -> None:
    for page in pages(name)[:40]:
        for line in page.extract_text_lines(return_chars=False):
            words = line["text"].strip()
            if len(words) > 12 and re.search(r"[\u4e00-\u9fff]", words):
                assert words[0] not in NO_START
                assert words[-1] not in NO_END


@pytest.mark.parametrize("name", SET)
def test_no_glyph_is_the_box_that_stands_for_none(name: str) -> None:
    for page in pages(name):
        assert not [char for char in page.chars if char["text"] == "\ufffd" or char["text"].startswith("(cid:")]


def test_a_table_of_500_by_30_prints_each_row_in_each_of_its_parts() -> None:
    drawn = "\n".join(page.extract_text() for page in pages("wide_table"))
    with pikepdf.open(io.BytesIO(result("wide_table").data)) as pdf:
        turned = [int(page.get("/Rotate", 0)) for page in pdf.pages]
    assert turned.count(90) > 90
    assert drawn.count("（续表）") >= turned.count(90) - 1
    assert all(f"第{at}" in drawn for at in (1, 250, 500))


def bare(words: str) -> str:
    return re.sub(r"\s", "", words)
