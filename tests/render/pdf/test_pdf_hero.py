"""A large figure with its sentence and small cards beside it, read back from the page."""

from __future__ import annotations

import io
from datetime import date

import pdfplumber
import pytest

from briefing.blocks import KeyFigure, KeyFigures, text
from briefing.document import Document, Section
from briefing.errors import ProblemsFound
from briefing.model.metrics import Light
from briefing.render.pdf import render
from tests.torture.documents import figure

SENTENCE = text("比2017年增长23.8%，由2017年的681.4亿元增加到2019年的843.8亿元。")


def rendered(count: int, number: str = "843.8") -> bytes:
    large = KeyFigure("规上工业产值", figure(number, "亿元"), SENTENCE, light=Light.GREEN)
    small = tuple(KeyFigure(f"指标{at}", figure(f"{at}.5", "亿元"), text("同比 +3.2%")) for at in range(count))
    block = KeyFigures("s/hero", (large, *small), "hero")
    made = Section("s", "总体情况", text("进展顺利"), (block,))
    return render(Document("d", "public", "2020", "测试", (made,), date(2020, 11, 30))).data


@pytest.mark.parametrize("count", [0, 1, 2, 3, 4])
def test_a_hero_is_the_largest_figure_of_the_page_and_nothing_leaves_the_text_area(count: int) -> None:
    with pdfplumber.open(io.BytesIO(rendered(count))) as pdf:
        page = next(page for page in pdf.pages if "843.8" in page.extract_text())
        large = [char for char in page.chars if char["text"] in "843.8" and char["size"] > 40]
        others = [char["size"] for char in page.chars if char not in large]
        edges = (min(char["x0"] for char in page.chars), max(char["x1"] for char in page.chars))
    assert "".join(char["text"] for char in large) == "843.8"
    assert max(others) < 30
    assert 70 < edges[0] < edges[1] < page.width - 60


def test_the_sentence_of_a_hero_and_its_cards_can_be_read_back() -> None:
    with pdfplumber.open(io.BytesIO(rendered(4))) as pdf:
        words = "".join("".join(page.extract_text().split()) for page in pdf.pages)
    assert all(f"指标{at}" in words for at in range(4))
    assert words.count("同比+3.2%") == 4
    assert "绿" in words


def test_a_figure_too_long_for_a_hero_is_a_problem() -> None:
    with pytest.raises(ProblemsFound) as caught:
        rendered(2, "9" * 60)
    assert caught.value.problems[0].message == "指标卡里的数字太长，放不下。"
