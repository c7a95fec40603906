"""Claims about charts: their axes, what they keep of their workbook, and the workbook itself."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from pptx import Presentation
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from briefing import inspect
from tests.inspect.damage import A, C, changed, edited, in_workbook, swapped, told

# Its functions have no types.
data_of: Any = import_module("pptx.chart.data")
CHART, BOOK = "ppt/charts/chart1.xml", "ppt/embeddings/Microsoft_Excel_Sheet1.xlsx"
LEAD = f"briefing.pptx:{CHART}: 第4张的图表："


def found(data: bytes) -> list[str]:
    return told(inspect.deck(data, "briefing.pptx"))


def chart(deck: bytes, old: str, new: str) -> list[str]:
    return found(swapped(deck, CHART, old, new))


@pytest.mark.parametrize("id_", ["-2068027336", "0", "x", "4294967296"])
def test_the_ids_of_axes_are_positive(deck: bytes, id_: str) -> None:
    def renumber(root: Any) -> None:
        for each in root.iter(f"{C}axId", f"{C}crossAx"):
            each.set("val", id_ if each.get("val") == "1001" else "1002")

    assert found(edited(deck, CHART, renumber)) == [f"{LEAD}坐标轴的编号“{id_}”不是正整数，PowerPoint 可能要求修复。"]


def test_a_plot_whose_axis_is_not_there_is_told(deck: bytes) -> None:
    assert chart(deck, '<c:axId val="1001"/>', '<c:axId val="7"/>') == [
        f"{LEAD}barChart 用的坐标轴7不存在。",
        f"{LEAD}坐标轴1001没有图形使用。",
    ]


def test_two_axes_of_one_id_are_told(deck: bytes) -> None:
    def clash(root: Any) -> None:
        next(root.iter(f"{C}valAx")).find(f"{C}axId").set("val", "1001")

    assert f"{LEAD}有2根坐标轴的编号都是1001。" in found(edited(deck, CHART, clash))


def test_axes_that_do_not_cross_one_another_are_told(deck: bytes) -> None:
    assert chart(deck, '<c:crossAx val="1002"/>', '<c:crossAx val="1001"/>') == [
        f"{LEAD}坐标轴1001没有与另一根轴相交。",
        f"{LEAD}坐标轴1002没有与另一根轴相交。",
    ]


@pytest.mark.parametrize("value", ["NaN", "INF", "暂无", "#N/A", "", "1_0", "0x1F", "1e999"])
def test_a_numeric_cache_holds_finite_numbers_only(deck: bytes, value: str) -> None:
    problems = chart(deck, "<c:v>48.0</c:v>", f"<c:v>{value}</c:v>")
    assert problems[0] == f"{LEAD}数值的缓存里有“{value}”，它不是有限的数。"


def test_a_cached_number_that_the_workbook_has_not_is_told(deck: bytes) -> None:
    assert chart(deck, "<c:v>48.0</c:v>", "<c:v>49.0</c:v>") == [
        f"{LEAD}缓存与工作簿不一致：图里是“49.0”，工作簿的 Sheet1!B3 是“48.0”。"
    ]


def test_a_cached_name_that_the_workbook_has_not_is_told(deck: bytes) -> None:
    assert chart(deck, "<c:v>2019年</c:v>", "<c:v>2091年</c:v>") == [
        f"{LEAD}缓存与工作簿不一致：图里是“2091年”，工作簿的 Sheet1!A3 是“2019年”。"
    ]


def test_a_point_that_only_the_workbook_has_is_told(deck: bytes) -> None:
    assert chart(deck, '<c:pt idx="1"><c:v>48.0</c:v></c:pt>', "") == [
        f"{LEAD}缓存与工作簿不一致：图里是“空”，工作簿的 Sheet1!B3 是“48.0”。"
    ]


def test_a_count_that_is_not_that_of_the_cells_is_told(deck: bytes) -> None:
    assert chart(
        deck, '<c:ptCount val="3"/><c:pt idx="0"><c:v>21.0', '<c:ptCount val="2"/><c:pt idx="0"><c:v>21.0'
    ) == [f"{LEAD}缓存说有2个数，引用的却有3格（Sheet1!B2起）。"]


@pytest.mark.parametrize("idx", ["0", "3", "-1", "x"])
def test_a_point_stands_once_and_within_the_count(deck: bytes, idx: str) -> None:
    problems = chart(deck, '<c:pt idx="1"><c:v>48.0', f'<c:pt idx="{idx}"><c:v>48.0')
    assert problems[0] == f"{LEAD}缓存里的序号{idx}重复，或不在3个数之内。"


def test_a_series_longer_than_its_categories_is_told(deck: bytes) -> None:
    longer = swapped(deck, CHART, "Sheet1!$B$2:$B$4", "Sheet1!$B$2:$B$5")
    longer = swapped(
        longer, CHART, '<c:ptCount val="3"/><c:pt idx="0"><c:v>21.0', '<c:ptCount val="4"/><c:pt idx="0"><c:v>21.0'
    )
    assert found(longer) == [f"{LEAD}第1个系列有4个数，类别只有3个。"]


def test_two_series_of_one_number_are_told(deck: bytes) -> None:
    part = "ppt/charts/chart2.xml"
    broken = swapped(deck, part, '<c:order val="1"/>', '<c:order val="0"/>')
    assert f"briefing.pptx:{part}: 第5张的图表：有两个系列的编号（order）相同。" in found(broken)


@pytest.mark.parametrize(
    "formula", ["[1]Sheet1!$B$2:$B$4", "'[a.xlsx]S'!$B$2", "Sheet1!$B:$B", "数据区", "Sheet1!B2:ZZZ9999999", ""]
)
def test_a_reference_that_is_no_plain_area_is_told(deck: bytes, formula: str) -> None:
    assert chart(deck, "Sheet1!$B$2:$B$4", formula) == [
        f"{LEAD}引用“{formula}”不是图表工作簿里的一块单元格，无法核对。"
    ]


def test_a_reference_to_a_sheet_that_is_not_there_is_told(deck: bytes) -> None:
    assert chart(deck, "Sheet1!$B$2:$B$4", "'表 2'!$B$2:$B$4") == [f"{LEAD}引用的工作表“表 2”不存在。"]


def test_a_reference_without_kept_values_is_told(deck: bytes) -> None:
    def drop(root: Any) -> None:
        reference = next(root.iter(f"{C}numRef"))
        reference.remove(reference.find(f"{C}numCache"))

    assert found(edited(deck, CHART, drop)) == [f"{LEAD}引用“Sheet1!$B$2:$B$4”没有缓存的值，打开时是空的。"]


def test_a_chart_without_its_workbook_cannot_be_edited(deck: bytes) -> None:
    def drop(root: Any) -> None:
        root.remove(root.find(f"{C}externalData"))

    assert found(edited(deck, CHART, drop)) == [f"{LEAD}没有内嵌的工作簿，数据不能编辑。"]


@pytest.mark.parametrize("content", [b"", b"rubbish", b"PK\x03\x04" + b"x" * 100])
def test_a_workbook_of_rubbish_is_told(deck: bytes, content: bytes) -> None:
    assert f"briefing.pptx:{BOOK}: 图表的工作簿打不开，不能编辑数据。" in found(changed(deck, {BOOK: content}))


def test_a_workbook_that_would_unfold_to_a_huge_one_is_not_read(deck: bytes) -> None:
    bomb = in_workbook(deck, lambda book: changed(book, {"xl/worksheets/sheet9.xml": b" " * 120_000_000}), BOOK)
    assert f"briefing.pptx:{BOOK}: 图表的工作簿打不开，不能编辑数据。" in found(bomb)


def test_workbooks_that_together_would_unfold_to_too_much_are_not_read(
    deck: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefing.inspect.decks.workbook._MOST_BYTES", 20_000)
    problems = [problem for problem in found(deck) if "合起来太大" in problem]
    assert f"briefing.pptx:{BOOK}: 图表的工作簿合起来太大，没有检查。" not in problems
    assert problems[-1].endswith("Microsoft_Excel_Sheet3.xlsx: 图表的工作簿合起来太大，没有检查。")


def resaved(change: Callable[[Any], object]) -> Callable[[bytes], bytes]:
    """Return what changes the first sheet of a workbook with openpyxl."""

    def run(book: bytes) -> bytes:
        loaded, stored = load_workbook(BytesIO(book)), BytesIO()
        change(loaded.worksheets[0])
        loaded.save(stored)
        return stored.getvalue()

    return run


def test_a_workbook_saved_by_another_program_is_as_good(deck: bytes) -> None:
    assert found(in_workbook(deck, resaved(lambda sheet: None), BOOK)) == []


def test_a_formula_in_the_workbook_is_told_with_its_cell(deck: bytes) -> None:
    def add(sheet: Any) -> None:
        sheet["D9"] = "=1+1"

    assert found(in_workbook(deck, resaved(add), BOOK)) == [f"briefing.pptx:{BOOK}!D9: 图表的工作簿里有公式。"]


def test_a_link_in_the_workbook_is_told_with_its_cell(deck: bytes) -> None:
    def add(sheet: Any) -> None:
        sheet["A2"].hyperlink = "http://example.org"

    assert f"briefing.pptx:{BOOK}!A2: 图表的工作簿里有链接。" in found(in_workbook(deck, resaved(add), BOOK))


def test_a_value_changed_in_the_workbook_is_told(deck: bytes) -> None:
    def change(sheet: Any) -> None:
        sheet["B4"] = 66

    assert found(in_workbook(deck, resaved(change), BOOK)) == [
        f"{LEAD}缓存与工作簿不一致：图里是“65.0”，工作簿的 Sheet1!B4 是“66.0”。"
    ]


def test_a_workbook_that_reads_another_one_is_told(deck: bytes) -> None:
    part = "xl/_rels/workbook.xml.rels"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLink"
    relation = f'<Relationship Id="rId9" Type="{kind}" Target="a.xlsx" TargetMode="External"/></Relationships>'
    broken = in_workbook(deck, lambda book: swapped(book, part, "</Relationships>", relation), BOOK)
    assert f"briefing.pptx:{BOOK}: 图表的工作簿引用了别处的内容（externalLink）。" in found(broken)


def test_small_type_in_a_chart_is_told(deck: bytes) -> None:
    assert chart(deck, 'sz="1300"', 'sz="900"') == [f"{LEAD}字太小（9磅）。"]


def test_chinese_in_a_chart_needs_a_chinese_face(deck: bytes) -> None:
    def drop(root: Any) -> None:
        for face in list(root.iter(f"{A}ea")):
            face.getparent().remove(face)

    assert found(edited(deck, CHART, drop)) == [f"briefing.pptx:{CHART}: 图表里有中文，却没有指定中文字体。"]


def plain_deck(kind: XL_CHART_TYPE, data: Any) -> bytes:
    """Return a deck of one chart as python-pptx alone makes it."""
    made, stored = Presentation(), BytesIO()
    made.slides.add_slide(made.slide_layouts[6]).shapes.add_chart(
        kind, Inches(1), Inches(1), Inches(6), Inches(4), data
    )
    made.save(stored)
    return stored.getvalue()


def test_a_chart_of_plain_python_pptx_has_axes_below_zero_and_a_label_that_became_a_formula() -> None:
    data = data_of.CategoryChartData()
    data.categories = ["甲", "乙"]
    data.add_series("=1+1", (1.5, None))
    problems = found(plain_deck(XL_CHART_TYPE.COLUMN_CLUSTERED, data))
    assert sum("不是正整数" in problem for problem in problems) == 2
    assert "briefing.pptx:ppt/embeddings/Microsoft_Excel_Sheet1.xlsx!B1: 图表的工作簿里有公式。" in problems


@pytest.mark.parametrize("kind", [XL_CHART_TYPE.PIE, XL_CHART_TYPE.DOUGHNUT])
def test_a_chart_without_axes_needs_none(kind: XL_CHART_TYPE) -> None:
    data = data_of.CategoryChartData()
    data.categories = ["A", "B"]
    data.add_series("S", (1.5, 2))
    assert [problem for problem in found(plain_deck(kind, data)) if "图表没有替换文字" not in problem] == []


def test_categories_of_several_levels_are_held_against_their_columns() -> None:
    data = data_of.CategoryChartData()
    for name, inner in (("North", ("a", "b")), ("South", ("c",))):
        category = data.add_category(name)
        for each in inner:
            category.add_sub_category(each)
    data.add_series("S", (1, 2, 3))
    good = plain_deck(XL_CHART_TYPE.COLUMN_CLUSTERED, data)
    assert not any("不一致" in problem for problem in found(good))
    broken = swapped(good, CHART, "<c:v>South</c:v>", "<c:v>Sud</c:v>")
    assert "图里是“Sud”，工作簿的 Sheet1!A4 是“South”" in "".join(found(broken))


def test_scattered_points_are_held_against_their_columns() -> None:
    data = data_of.XyChartData()
    series = data.add_series("S")
    series.add_data_point(1, 2)
    series.add_data_point(2.5, 3)
    good = plain_deck(XL_CHART_TYPE.XY_SCATTER, data)
    assert not any("不一致" in problem for problem in found(good))
    assert any("不一致" in problem for problem in found(swapped(good, CHART, "<c:v>2.5</c:v>", "<c:v>2.6</c:v>")))
