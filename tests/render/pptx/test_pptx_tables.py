"""Tables on slides: the widths of their columns, whole rows from slide to slide, and parts with some of the columns."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from pptx import Presentation

from briefing.blocks import Bullets, Cell, Column, Progress, Row, Table, plain, text
from briefing.document import Style, Words
from briefing.errors import ProblemsFound
from briefing.render.pptx import render
from briefing.render.pptx.columns import PAD, measured, parts, shared
from briefing.render.pptx.grid import Grid, grid
from briefing.render.pptx.plan import plan
from briefing.render.pptx.shapes import SlidePlan, TableShape, TextShape
from briefing.render.pptx.stage import OURS
from briefing.render.pptx.text import Setting, lines, width
from tests.torture.documents import document, prose, section

CONTENT = OURS.content

SETTING = Setting(Style(), Words(), "#1F6FB2")


def _table(columns: int, rows: int, cell: str = "{:,.1f}", **more: Any) -> Table:
    made = tuple(
        Row((Cell(text(f"第{at}街道")), *(Cell(text(cell.format(at * 1234.5 + each))) for each in range(1, columns))))
        for at in range(rows)
    )
    names = (Column("街道"), *(Column(f"第{each}项", "right") for each in range(1, columns)))
    given: dict[str, Any] = {"title": "", **more}
    return Table("one/table", columns=names, rows=made, **given)


def _set(table: Table) -> Grid:
    return grid(table, CONTENT.w, CONTENT.h, SETTING)


def _slides(table: Table) -> tuple[SlidePlan, ...]:
    return plan(document(section("one", table))).slides[1:-1]


def _drawn(slides: tuple[SlidePlan, ...]) -> list[TableShape]:
    return [shape for slide in slides for shape in slide.shapes if isinstance(shape, TableShape)]


def _words(shape: TableShape, row: int) -> list[str]:
    return [" ".join(para.text for para in cell.paras) for cell in shape.rows[row].cells]


def test_a_table_whose_cells_stand_on_a_line_is_set_in_fourteen_points() -> None:
    assert _set(_table(5, 6)).size == 14


def test_a_size_at_which_nothing_wraps_is_preferred_to_a_larger_one() -> None:
    wide = _table(8, 3, "{:,.1f}亿元左右")
    assert (_set(wide).size, _set(wide).wraps) == (12, False)


def test_a_table_that_wraps_at_every_size_is_set_in_the_largest_that_fits_the_slide() -> None:
    wordy = replace(_table(2, 3), rows=(Row((Cell(text("说明")), Cell(text(prose(200))))),))
    assert (_set(wordy).size, _set(wordy).wraps) == (14, True)


def test_widths_fill_the_table_and_no_number_is_cut() -> None:
    words = replace(_table(7, 5), rows=tuple(Row((Cell(text(prose(80))), *row.cells[1:])) for row in _table(7, 5).rows))
    made = _set(words)
    assert sum(made.widths) == pytest.approx(CONTENT.w)
    for row in made.rows:
        for cell, wide in zip(row.cells[1:], made.widths[1:], strict=True):
            assert lines(cell.paras[0], wide - 2 * PAD) == 1


def test_a_column_is_never_narrower_than_its_longest_number_or_word() -> None:
    column = measured(replace(_table(2, 1), rows=(Row((Cell(text("甲")), Cell(text("约1234567.89亿元 Jiangbei")))),)))[
        1
    ]
    assert column.least == pytest.approx(width("约1234567.89亿元", 1) - width("约", 1), abs=0.3)
    assert column.natural > column.least


def test_a_word_without_a_break_is_cut_rather_than_given_the_whole_slide() -> None:
    column = measured(replace(_table(2, 1), rows=(Row((Cell(text("甲")), Cell(text("x" * 60)))),)))[1]
    assert column.least == 12


def test_of_the_ways_to_share_a_width_each_fills_it_and_keeps_to_the_least() -> None:
    table = replace(_table(3, 1), rows=(Row((Cell(text(prose(40))), Cell(text(prose(300))), Cell(text("12.5亿元")))),))
    asked = measured(table)
    ways = list(shared(asked, (1, 1, 1), 12, 600))
    assert len(ways) == 2
    for widths in ways:
        assert sum(widths) == pytest.approx(600)
        assert all(wide >= each.minimum(12) - 0.01 for wide, each in zip(widths, asked, strict=True))
    assert ways[1][1] > ways[0][1]


def test_the_longest_column_is_given_more_width_where_that_makes_the_table_less_high() -> None:
    row = Row((Cell(text(prose(60))), Cell(text(prose(60))), Cell(text(prose(600)))))
    made = _set(replace(_table(3, 1), rows=(row,)))
    assert made.widths[2] > 2 * made.widths[0]


def test_a_table_whose_least_widths_fit_is_not_divided() -> None:
    assert parts(_table(9, 3), CONTENT.w) == (_table(9, 3),)


def test_a_wide_table_is_divided_into_parts_with_about_as_many_columns() -> None:
    counts = [len(part.columns) for part in parts(_table(30, 3), CONTENT.w)]
    assert len(counts) == 3
    assert max(counts) - min(counts) <= 1
    assert sum(counts) == 30 + 2


def test_each_part_of_a_wide_table_begins_with_the_names_of_its_rows() -> None:
    names = [[column.name for column in part.columns] for part in parts(_table(30, 3), CONTENT.w)]
    assert [each[0] for each in names] == ["街道"] * 3
    assert [name for each in names for name in each[1:]] == [f"第{each}项" for each in range(1, 30)]


def test_a_short_second_column_of_units_is_repeated_too() -> None:
    table = _table(30, 3)
    units = replace(
        table,
        columns=(table.columns[0], Column("单位", "center"), *table.columns[2:]),
        rows=tuple(Row((row.cells[0], Cell(text("万元")), *row.cells[2:])) for row in table.rows),
    )
    assert {tuple(column.name for column in part.columns[:2]) for part in parts(units, CONTENT.w)} == {("街道", "单位")}
    assert all(plain(part.rows[1].cells[1].text) == "万元" for part in parts(units, CONTENT.w))


def test_a_part_is_named_in_its_title_and_has_shapes_of_its_own() -> None:
    slides = _slides(_table(30, 3, title="各街道指标"))
    titles = [shape.text for slide in slides for shape in slide.shapes if isinstance(shape, TextShape)]
    assert [each for each in titles if "分栏" in each] == [f"各街道指标（分栏{at}/3）" for at in (1, 2, 3)]
    assert [shape.name for shape in _drawn(slides)] == ["one/table", "one/table@2", "one/table@3"]
    assert [
        shape.text
        for slide in _slides(_table(30, 3))
        for shape in slide.shapes
        if "title@2" in shape.name and isinstance(shape, TextShape)
    ] == ["分栏2/3"]


def test_a_group_row_spans_every_part() -> None:
    table = _table(30, 3)
    grouped = replace(table, rows=(Row((Cell(text("城区")),), group=True), *table.rows))
    for shape in _drawn(_slides(grouped)):
        assert _words(shape, 1)[0] == "城区"
        assert shape.rows[1].cells[0].span == len(shape.widths)


def test_five_hundred_rows_of_thirty_columns_lose_no_cell() -> None:
    table = _table(30, 500)
    shapes = _drawn(_slides(table))
    printed = {
        (_words(shape, at)[0], name, words)
        for shape in shapes
        for at in range(1, len(shape.rows))
        for name, words in zip(_words(shape, 0), _words(shape, at), strict=True)
    }
    assert printed == {
        (plain(row.cells[0].text), column.name, plain(cell.text))
        for row in table.rows
        for column, cell in zip(table.columns, row.cells, strict=True)
    }
    assert all(shape.box.bottom <= CONTENT.bottom + 0.01 for shape in shapes)


def test_rows_are_whole_and_every_slide_repeats_the_header() -> None:
    slides = _slides(_table(4, 60))
    assert [_words(shape, 0)[0] for shape in _drawn(slides)] == ["街道"] * len(slides)
    assert [
        words for shape in _drawn(slides) for words in (_words(shape, at)[0] for at in range(1, len(shape.rows)))
    ] == [f"第{at}街道" for at in range(60)]


def test_a_table_whose_first_row_does_not_fit_below_other_content_begins_on_the_next_slide() -> None:
    points = Bullets("one/points", tuple(text(prose(40)) for _ in range(4)))
    tall = replace(_table(2, 1), rows=tuple(Row((Cell(text(f"第{at}行")), Cell(text(prose(900))))) for at in range(2)))
    slides = plan(document(section("one", points, tall))).slides[1:-1]
    assert [[shape.name for shape in _drawn((slide,))] for slide in slides] == [[], ["one/table"], ["one/table#2"]]


def test_a_row_higher_than_a_slide_is_refused_by_its_first_cell() -> None:
    rows = (*_table(2, 2).rows, Row((Cell(text("说明很长的一行指标名称和口径")), Cell(text(prose(5000))))))
    with pytest.raises(ProblemsFound) as refused:
        _slides(replace(_table(2, 2), rows=rows))
    assert [str(problem) for problem in refused.value.problems] == [
        "one/table: 第3行“说明很长的一行指标名称和……”太高，用12磅、加宽最宽的一列后一页仍放不下。"
        "请缩短文字，或拆成几行；整句的说明宜放进要点。"
    ]


def test_a_header_or_a_note_of_half_a_slide_is_refused() -> None:
    tall = replace(_table(2, 2), columns=(Column("街道"), Column(prose(1500))))
    noted = replace(_table(2, 2), path="one/noted", note=prose(1500))
    with pytest.raises(ProblemsFound) as refused:
        plan(document(section("one", tall, noted)))
    assert [f"{problem.where}: {problem.message}" for problem in refused.value.problems] == [
        "one/table: 表头太高，占了半页以上。",
        "one/noted: 表的标题和注释太长，占了半页以上。",
    ]


def test_a_table_of_more_than_two_hundred_slides_is_refused() -> None:
    with pytest.raises(ProblemsFound, match="有4000行3列，至少要占229页"):
        _slides(_table(3, 4000))


def test_no_closing_mark_hangs_from_one_cell_into_the_next() -> None:
    deck = Presentation(BytesIO(render(document(section("one", _table(3, 2)))).bytes))
    slide = list(deck.slides)[1]
    cells = next(shape for shape in slide.shapes if shape.has_table)._element.iter("{*}pPr")
    assert {cell.get("hangingPunct") for cell in cells} == {"0"}


def test_a_bar_keeps_its_least_width_where_columns_give_way() -> None:
    row = Row((Cell(text(prose(200))), Cell(text("88.8%"), progress=Progress(0.8)), Cell(text(prose(200)))))
    made = _set(replace(_table(3, 1), rows=(row,)))
    assert made.bars[1] >= 40
    assert made.widths[1] >= made.bars[1] + width("88.8%", made.size) + 3 * PAD - 0.01
