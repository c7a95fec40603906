"""Claims about what inspection finds in what is a house master's: a notice or a problem of it, not our fault."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pptx
import pytest
from pptx.chart import data as chart_data
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches, Pt

from briefing.build.inspection import hold
from briefing.build.job import Job, build
from briefing.build.workspace import find
from briefing.errors import Notice, ProblemsFound
from tests.leaks.secret import OPEN, workspace
from tests.leaks.test_own_slides import SLIDES
from tests.masters.made import saved


def ordinary(deck: Any) -> None:
    """Put on a slide what people leave on theirs: a chart as it is inserted, small print, a box half off it."""
    slide = deck.slides.add_slide(deck.slide_layouts[3])
    slide.shapes.title.text = "要情"
    slide.placeholders[1].text = "公开"
    slide.placeholders[1].text_frame.paragraphs[0].runs[0].font.size = Pt(6)
    # python-pptx says no types here.
    maker: Any = chart_data.CategoryChartData
    data = maker()
    data.categories = ["甲", "乙"]
    data.add_series("值", (1, 2))
    chart = slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, 0, 0, Inches(3), Inches(2), data).chart
    chart.chart_title.text_frame.text = "历年产值"
    slide.shapes.add_textbox(0, 0, Inches(20), Inches(1)).text_frame.text = "溢出"


def small(deck: Any, lines: int = 25) -> Any:
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    for at in range(lines):
        box = slide.shapes.add_textbox(0, Pt(20 * at), Inches(3), Pt(20))
        box.text_frame.text = f"注{at}"
        box.text_frame.paragraphs[0].runs[0].font.size = Pt(6)
    return slide


def test_an_ordinary_slide_of_a_master_is_mended_and_the_rest_is_told_of_the_master(tmp_path: Path) -> None:
    deck = pptx.Presentation()
    ordinary(deck)
    workspace(tmp_path, open=OPEN + SLIDES)
    (tmp_path / "templates" / "open" / "house.pptx").write_bytes(saved(deck))
    built = build(find(tmp_path), Job(formats=("pptx",)))
    said = [(each.where, each.message) for each in built.notices if "house.pptx" in each.where]
    where = "templates/open/house.pptx第1张“要情”"
    assert said == [
        (where, "“Content Placeholder 2”：字太小（6磅）：“公开”。字号请不小于10磅。"),
        (where, "“TextBox 5”：超出了幻灯片。请把它移进幻灯片，或删去。"),
        (where, "图表里有中文，却没有指定中文字体。请选中图表，把字体设为一种中文字体。"),
    ]
    slide: Any = pptx.Presentation(BytesIO((built.folder / "briefing.pptx").read_bytes())).slides[1]
    assert [shape.name for shape in slide.placeholders] == ["Title 1", "Content Placeholder 2"]
    (chart,) = (shape for shape in slide.shapes if shape.has_chart)
    assert chart._element.nvGraphicFramePr.cNvPr.get("descr") == "历年产值"
    ids = [each.get("val") for each in chart.chart._chartSpace.iter("{*}axId")]
    assert ids
    assert all(int(id_) > 0 for id_ in ids)


def test_many_findings_on_what_is_a_masters_are_never_called_our_fault() -> None:
    deck = pptx.Presentation()
    small(deck)
    notices = hold({"b.pptx": saved(deck)}, borrowed={"b.pptx": borrowed(deck)})
    small_print = [each for each in notices if "字太小" in each.message]
    assert len(small_print) == 20
    assert Notice("house.pptx", "同类问题还有5处，没有一一列出。字号请不小于10磅。") in notices


def borrowed(deck: Any) -> dict[str, str]:
    """Return every part of a deck as a master's."""
    return {part.partname.membername: "house.pptx" for part in deck.part.package.iter_parts()}


def run(deck: Any) -> None:
    """Let a click start a program."""
    properties = deck.slides[0].shapes[0]._element.nvSpPr.cNvPr
    kind = "{http://schemas.openxmlformats.org/drawingml/2006/main}hlinkClick"
    properties.append(properties.makeelement(kind, {"action": "ppaction://program"}))


def test_what_is_not_fit_for_use_in_a_master_is_a_problem_of_the_master() -> None:
    deck = pptx.Presentation()
    small(deck, 1)
    run(deck)
    with pytest.raises(ProblemsFound) as caught:
        hold({"b.pptx": saved(deck)}, borrowed={"b.pptx": borrowed(deck)})
    (problem,) = caught.value.problems
    assert (problem.where, problem.message) == ("house.pptx", "链接会运行程序（ppaction://program）。")
    assert "母版" in problem.hint
    assert "程序的错误" not in problem.hint


def test_what_is_ours_on_a_house_master_is_still_our_fault() -> None:
    deck = pptx.Presentation()
    small(deck, 1)
    of_layouts = {name: origin for name, origin in borrowed(deck).items() if "slides/" not in name}
    with pytest.raises(ProblemsFound) as caught:
        hold({"b.pptx": saved(deck)}, borrowed={"b.pptx": of_layouts})
    assert ["程序的错误" in problem.hint for problem in caught.value.problems if "字太小" in problem.message] == [True]
