"""A large figure with its sentence and small tiles beside it: their places and sizes on a slide."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefing.blocks import KeyFigure, KeyFigures, text
from briefing.errors import ProblemsFound
from briefing.model.metrics import Light
from briefing.render.pptx.plan import plan
from briefing.render.pptx.shapes import ChartShape, SlidePlan, TextShape
from briefing.render.pptx.stage import OURS
from tests.render.pptx.decks import column
from tests.torture.documents import document, figure, section

CONTENT = OURS.content
SENTENCE = text("比2017年增长23.8%，由2017年的681.4亿元增加到2019年的843.8亿元。")


def hero(count: int, number: str = "843.8", light: Light | None = None) -> KeyFigures:
    large = KeyFigure("规上工业产值", figure(number, "亿元"), SENTENCE, light=light)
    small = (KeyFigure(f"指标{at}", figure(f"{at}.5", "亿元"), text("同比 +3.2%"), light=light) for at in range(count))
    return KeyFigures("one/hero", (large, *small), "hero")


def shapes(slide: SlidePlan) -> list[TextShape]:
    named = [shape for shape in slide.shapes if isinstance(shape, TextShape) and shape.name.startswith("one/hero")]
    return [shape for shape in named if "/light" not in shape.name]


def number_size(shape: TextShape) -> float:
    return max(run.size for para in shape.paras for run in para.runs)


@pytest.mark.parametrize(("count", "size"), [(0, 72), (1, 60), (2, 60), (3, 48), (4, 60)])
def test_a_hero_is_the_largest_figure_and_fills_the_slide_alone(count: int, size: float) -> None:
    large, *small = shapes(plan(document(section("one", hero(count)))).slides[1])
    assert (large.box.y, large.box.bottom) == pytest.approx((CONTENT.y, CONTENT.bottom))
    assert len(small) == count
    assert number_size(large) == size
    assert all(number_size(shape) <= 40 for shape in small)
    assert max(shape.box.right for shape in (large, *small)) == pytest.approx(CONTENT.right)


@pytest.mark.parametrize(("count", "rows"), [(1, 1), (2, 1), (3, 1), (4, 2)])
def test_up_to_three_tiles_stand_in_a_row_beside_a_hero_and_four_in_two(count: int, rows: int) -> None:
    large, *small = shapes(plan(document(section("one", hero(count)))).slides[1])
    assert len({round(shape.box.y) for shape in small}) == rows
    assert all(shape.box.x > large.box.right for shape in small)


def test_a_chart_stands_below_a_hero_on_the_same_slide() -> None:
    chart = replace(column("one/chart"), path="one/chart")
    slides = plan(document(section("one", hero(3), chart))).slides
    large = shapes(slides[1])[0]
    drawn = next(shape for shape in slides[1].shapes if isinstance(shape, ChartShape))
    assert large.box.bottom < drawn.box.y
    assert number_size(large) >= 32


def test_the_light_of_a_hero_stands_beside_its_figure() -> None:
    slide = plan(document(section("one", hero(2, light=Light.RED)))).slides[1]
    large = shapes(slide)[0]
    lamp = next(s for s in slide.shapes if isinstance(s, TextShape) and s.name == "one/hero/light#1")
    assert lamp.text == "● 红"
    assert large.box.x < lamp.box.x < lamp.box.right <= large.box.right


def test_a_figure_too_long_for_a_hero_is_a_problem_with_a_way_out() -> None:
    with pytest.raises(ProblemsFound) as caught:
        plan(document(section("one", hero(2, "9" * 40))))
    assert "太长，一行放不下" in caught.value.problems[0].message
    assert caught.value.problems[0].hint == "请换用较大的单位，或改写进要点。"
