"""What is settled before anything is drawn: pages, boxes, sizes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefing.blocks import Bullets, Callout, Cell, Column, KeyFigures, Paragraph, Row, Table, text
from briefing.document import Style, Words
from briefing.render.pptx.boxes import Box
from briefing.render.pptx.covers import _sense_lines
from briefing.render.pptx.grid import grid
from briefing.render.pptx.plan import plan
from briefing.render.pptx.shapes import ChartShape, Group, SlidePlan, TableShape, TextShape
from briefing.render.pptx.stage import OURS
from briefing.render.pptx.text import Setting
from tests.render.pptx.decks import charted, column
from tests.render.sample import sample

CONTENT = OURS.content

SETTING = Setting(Style(), Words(), "#1F6FB2")


def _box(slide: SlidePlan, name: str) -> Box:
    found = next(shape for shape in slide.shapes if shape.name == name)
    assert not isinstance(found, Group)
    return found.box


def test_a_grid_of_six_fills_its_box() -> None:
    cells = CONTENT.grid(3, 2)
    assert len(cells) == 6
    assert cells[-1].right == pytest.approx(CONTENT.right)
    assert cells[-1].bottom == pytest.approx(CONTENT.bottom)


def test_the_cover_breaks_its_title_after_the_quotation() -> None:
    assert _sense_lines("江北区“六争攻坚”推进情况汇报") == ("江北区“六争攻坚”", "推进情况汇报")
    assert _sense_lines("工作简报") == ("工作简报",)


def test_cards_stand_above_the_chart_and_the_points_to_its_right() -> None:
    topic = sample().sections[1]
    kept = tuple(block for block in topic.blocks if isinstance(block, KeyFigures | Bullets))
    chart = column(f"{topic.path}/chart")
    document = replace(sample(), sections=(replace(topic, blocks=(*kept, chart)),), endnotes=())
    slides = plan(document).slides
    assert len(slides) == 3
    cards, drawn = _box(slides[1], f"{topic.path}/key_figures"), _box(slides[1], chart.path)
    points = _box(slides[1], f"{topic.path}/points")
    assert cards.bottom < drawn.y
    assert drawn.right < points.x
    assert drawn.w / CONTENT.w == pytest.approx(0.6, abs=0.03)
    assert drawn.bottom == pytest.approx(CONTENT.bottom)


def test_a_chart_before_its_cards_stays_above_them() -> None:
    strip = sample().sections[1].blocks[0]
    section = replace(charted(sample(), column()).sections[0], blocks=(column(), strip))
    slide = plan(replace(sample(), sections=(section,), endnotes=())).slides[1]
    assert _box(slide, "charts/0/chart").bottom < _box(slide, "themes/project/key_figures").y


def test_nothing_of_the_content_leaves_its_area() -> None:
    for slide in plan(sample()).slides[1:-1]:
        for shape in slide.shapes:
            furniture = isinstance(shape, TextShape) and shape.slot is not None and shape.slot.type != "body"
            if isinstance(shape, TextShape | TableShape | ChartShape) and not furniture:
                assert shape.box.bottom <= CONTENT.bottom + 0.1


def test_columns_are_as_wide_as_their_words_and_fill_the_table() -> None:
    rows = (Row((Cell(text("全社会研发投入占地区生产总值比重")), Cell(text("3.4")))),)
    measured = grid(Table("t", "", (Column("指标"), Column("值", "right")), rows), CONTENT.w, CONTENT.h, SETTING)
    assert sum(measured.widths) == pytest.approx(CONTENT.w)
    assert measured.widths[0] > measured.widths[1]
    assert measured.size == 14


def test_all_text_is_of_legible_size() -> None:
    for slide in plan(sample()).slides:
        for shape in slide.shapes:
            if isinstance(shape, TextShape):
                assert all(run.size >= 10 for para in shape.paras for run in para.runs if run.size)
            elif isinstance(shape, TableShape):
                cells = [cell for row in shape.rows for cell in row.cells]
                assert all(run.size >= 12 for cell in cells for para in cell.paras for run in para.runs)


def test_a_remark_stays_beside_its_text_on_one_slide() -> None:
    blocks = (Paragraph("a/p", text("说明")), Callout("a/c", text("提醒"), "warning"))
    section = replace(sample().sections[-2], blocks=blocks)
    assert len(plan(replace(sample(), sections=(section,), endnotes=())).slides) == 3
