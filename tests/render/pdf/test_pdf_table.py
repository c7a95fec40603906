from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from typing import Any

import pdfplumber
import pytest

from briefing.blocks import Cell, Column, KeyFigure, KeyFigures, Paragraph, Row, Table, text
from briefing.document import Document, Section
from briefing.errors import ProblemsFound
from briefing.render.pdf import render
from briefing.render.pdf.columns import column_widths
from tests.render.sample import figure

COLUMNS = (Column("指标", weight=2), Column("数值", "right"))


def table(count: int, **more: Any) -> Table:
    rows = tuple(Row((Cell(text(f"指标{at:03d}")), Cell(text(f"{at}.5")))) for at in range(count))
    return replace(Table("s/t", "主要指标", COLUMNS, rows), **more)


def document(*blocks: Table | Paragraph | KeyFigures) -> Document:
    section = Section("s", "总体情况", text("进展顺利"), blocks)
    return Document("d", "leadership", "2020", "测试", (section,), date(2020, 11, 30))


def pages(*blocks: Table | Paragraph | KeyFigures) -> list[str]:
    with pdfplumber.open(io.BytesIO(render(document(*blocks)).data)) as pdf:
        return [page.extract_text() for page in pdf.pages]


def test_the_header_is_repeated_on_every_page_of_a_table() -> None:
    found = pages(table(100))
    assert len(found) > 2
    assert all("指标 数值" in page for page in found)
    assert ["（续表）" in page for page in found] == [False] + [True] * (len(found) - 1)


def test_each_row_is_printed_once() -> None:
    printed = "\n".join(pages(table(100)))
    assert [printed.count(f"指标{at:03d} {at}.5") for at in range(100)] == [1] * 100


def test_a_row_of_several_lines_is_not_split_over_pages() -> None:
    long = Row((Cell(text("起" + "长" * 200 + "止")), Cell(text("1"))))
    for before in range(12, 24, 3):
        found = pages(table(0, rows=(*table(before).rows, long, *table(5).rows)))
        assert sum(page.count("起") for page in found) == 1
        assert [page.count("起") for page in found] == [page.count("止") for page in found]


def test_a_group_row_is_never_the_last_of_its_page() -> None:
    group = Row((Cell(text("产业攻坚")),), group=True)
    for before in range(18, 24):
        found = pages(table(0, rows=(*table(before).rows, group, *table(9).rows)))
        page = next(page for page in found if "产业攻坚" in page)
        assert "指标000" in page.split("产业攻坚")[1]


def test_a_short_table_goes_whole_onto_the_next_page() -> None:
    found = pages(Paragraph("s/p", text("字" * 28 * 17)), table(6))
    assert [page.count("指标0") for page in found] == [0, 6]


def test_a_row_higher_than_a_page_is_a_problem_that_names_it() -> None:
    giant = table(0, rows=(Row((Cell(text("字" * 9000)), Cell(text("1")))),))
    with pytest.raises(ProblemsFound) as found:
        render(document(giant))
    assert [problem.where for problem in found.value.problems] == ["s/t"]
    assert "“字字" in found.value.problems[0].message


def test_numbers_in_a_right_aligned_column_end_at_the_same_place() -> None:
    with pdfplumber.open(io.BytesIO(render(document(table(12))).data)) as pdf:
        ends = [round(word["x1"], 1) for word in pdf.pages[0].extract_words() if word["text"].endswith(".5")]
    assert len(ends) == 12
    assert len(set(ends)) == 1


def wide(count: int) -> Table:
    columns = tuple(Column(f"第{at}列") for at in range(count))
    return Table(
        "s/t",
        "宽表",
        columns,
        tuple(Row(tuple(Cell(text(f"{row}234567.{at:02d}")) for at in range(count))) for row in range(3)),
    )


def shown(block: Table) -> list[tuple[float, float, str]]:
    """Return width, height and text of each page, as it is shown."""
    with pdfplumber.open(io.BytesIO(render(document(block)).data)) as pdf:
        return [(round(page.width), round(page.height), page.extract_text()) for page in pdf.pages]


def test_a_table_of_many_columns_is_set_in_smaller_type() -> None:
    with pdfplumber.open(io.BytesIO(render(document(wide(7))).data)) as pdf:
        assert {round(char["size"], 1) for char in pdf.pages[0].chars if char["text"] == "7"} == {9.0}
        assert max(char["x1"] for char in pdf.pages[0].chars) < 184 / 25.4 * 72 + 1


def test_a_table_too_wide_for_that_lies_across_a_turned_page() -> None:
    found = shown(wide(11))
    assert [(width, height) for width, height, _ in found] == [(595, 842), (842, 595)]
    assert "第10列" in found[1][2]


def test_a_table_too_wide_even_so_is_divided_by_columns_behind_its_first_one() -> None:
    (width, height, words) = shown(wide(30))[1]
    assert (width, height) == (842, 595)
    assert (words.count("表1"), words.count("（续表）")) == (3, 2)
    assert [words.count(f"2234567.{at:02d}") for at in range(30)] == [3] + [1] * 29


def test_the_card_shows_qualifier_number_and_unit_in_order() -> None:
    about = replace(figure("f", "400", "项"), qualifier="近")
    more = replace(figure("g", "60", "家"), qualifier="余")
    block = KeyFigures("s/k", (KeyFigure("专利", about), KeyFigure("企业", more)))
    with pdfplumber.open(io.BytesIO(render(document(block)).data)) as pdf:
        drawn = "".join(char["text"] for char in pdf.pages[0].chars)
    assert "专利近400 项企业60 余家" in drawn


def test_spare_room_goes_by_weight() -> None:
    assert column_widths((10, 10), (5, 5), (3, 1), 100) == pytest.approx((70, 30))


def test_columns_that_need_little_keep_it_where_room_is_scarce() -> None:
    assert column_widths((20, 300), (10, 10), (1, 1), 100) == pytest.approx((20, 80))


def test_no_column_gets_less_than_its_longest_word() -> None:
    assert column_widths((300, 300), (60, 10), (1, 3), 100) == pytest.approx((60, 40))
