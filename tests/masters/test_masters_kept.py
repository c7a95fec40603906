"""Claims about the slides that a template keeps of a master: what of them is refused when the template is read."""

from __future__ import annotations

from typing import Any

import pytest

from briefing.errors import Problem
from briefing.masters.kept import kept
from briefing.masters.reading import read_master
from tests.masters import made

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def chart_of(deck: Any) -> Any:
    return next(shape.chart._chartSpace for shape in deck.slides[0].shapes if shape.has_chart)


def problems(deck: Any) -> tuple[Problem, ...]:
    house = read_master(made.saved(deck), "母版.pptx")
    return kept(house, house.samples)[1]


def test_a_slide_with_a_chart_is_kept() -> None:
    assert problems(made.with_chart()) == ()


@pytest.mark.parametrize("missing", ["plotArea", "valAx"])
def test_a_chart_without_its_axes_or_its_drawing_is_a_problem_of_the_slide(missing: str) -> None:
    deck = made.with_chart()
    gone = next(chart_of(deck).iter(f"{CHART}{missing}"))
    gone.getparent().remove(gone)
    (problem,) = problems(deck)
    assert problem.where == "母版.pptx第1张“要情”"
    assert "不完整" in problem.message


def test_a_click_that_starts_a_program_is_a_problem() -> None:
    deck = made.with_chart()
    properties = deck.slides[0].shapes.title._element.nvSpPr.cNvPr
    kind = "{http://schemas.openxmlformats.org/drawingml/2006/main}hlinkClick"
    properties.append(properties.makeelement(kind, {"action": "ppaction://macro?name=x"}))
    (problem,) = problems(deck)
    assert problem.where == "母版.pptx!ppt/slides/slide1.xml"
    assert "运行程序" in problem.message


def test_a_link_of_a_chart_is_a_problem() -> None:
    (problem,) = problems(made.with_chart(link="http://example.org/x.xlsx"))
    assert "http://example.org/x.xlsx" in problem.message
