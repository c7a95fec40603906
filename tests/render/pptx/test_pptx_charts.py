"""Native charts of a deck, read back: exact values, formats, faces, ids, and a workbook without surprises."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from lxml import etree
from openpyxl import load_workbook
from pptx import Presentation

from briefing.charts.native import NativeChart, NativeLabel, NativeSeries, translate
from briefing.document import Style, Words
from briefing.errors import BriefingError
from briefing.render.pptx import render
from briefing.render.pptx.boxes import Box
from briefing.render.pptx.chart.able import check
from briefing.render.pptx.chart.periods import in_short, label_step
from briefing.render.pptx.chart.space import chart_space
from briefing.render.pptx.chart.workbook import workbook
from briefing.render.pptx.palette import palette
from briefing.render.pptx.text import Setting
from tests.render.pptx.decks import charted, column, part
from tests.render.sample import sample

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


@pytest.fixture(scope="module")
def drawn() -> bytes:
    return render(charted(sample(), column())).bytes


@pytest.fixture(scope="module")
def root(drawn: bytes) -> Any:
    return part(drawn, "ppt/charts/chart1.xml")


def _frame(deck: bytes) -> Any:
    slides = Presentation(BytesIO(deck)).slides
    return next(shape for slide in slides for shape in slide.shapes if shape.has_chart)


def _space(native: NativeChart) -> Any:
    setting = Setting(Style(), Words(), "#1F6FB2")
    xml = chart_space(native, Box(0, 0, 400, 200), palette(Style(), ()), setting)
    return etree.fromstring(xml.encode())


def _native(*labels: NativeLabel | None, values: tuple[float | None, ...] = (1.0, 2.0)) -> NativeChart:
    return NativeChart("column", ("甲", "乙"), (NativeSeries("系列", values, "#1F6FB2", labels=labels),))


def _values(root: Any, tag: str) -> Iterator[str]:
    return (each.get("val") for each in root.iter(f"{C}{tag}"))


def test_the_values_are_those_of_the_native_chart_and_a_missing_one_leaves_a_gap(drawn: bytes, root: Any) -> None:
    plot = _frame(drawn).chart.plots[0]
    native = translate(column().spec)
    assert isinstance(native, NativeChart)
    assert tuple(plot.series[0].values) == native.series[0].values == (681.4, None, -43.8)
    assert list(plot.categories) == ["2018年", "=2019年", "2020年"]
    assert list(_values(root, "dispBlanksAs")) == ["gap"]


def test_axis_ids_are_positive_and_match(root: Any) -> None:
    ids = [int(value) for value in _values(root, "axId")]
    assert min(ids) > 0
    assert sorted(set(ids)) == sorted(ids)[::2]


def test_bars_below_zero_keep_their_colour(root: Any) -> None:
    assert set(_values(root, "invertIfNegative")) == {"0"}


def test_chart_text_has_an_east_asian_face_and_is_never_below_twelve_points(root: Any) -> None:
    properties = list(root.iter(f"{A}defRPr"))
    assert all(each.find(f"{A}ea").get("typeface") == "+mn-ea" for each in properties)
    assert min(int(each.get("sz")) for each in properties) >= 1200


def test_the_chart_bears_its_path_and_its_alt_text(drawn: bytes) -> None:
    frame = _frame(drawn)
    assert frame.name == "charts/0/chart"
    described = frame._element.nvGraphicFramePr.cNvPr.get("descr")
    assert described == "产值柱形图：2018年681.4亿元，2019年无数据，2020年843.8亿元。"


def test_the_title_is_a_text_above_the_chart(drawn: bytes, root: Any) -> None:
    assert list(_values(root, "autoTitleDeleted")) == ["1"]
    slide = Presentation(BytesIO(drawn)).slides[1]
    title = next(shape for shape in slide.shapes if shape.name == "charts/0/chart/title")
    assert title.text_frame.text == "产值（亿元）"


def test_equal_labels_share_one_format_and_others_have_their_own() -> None:
    alike = _space(_native(NativeLabel("1.0", "0.0", "outside_end"), NativeLabel("2.0", "0.0", "outside_end")))
    assert [each.get("formatCode") for each in alike.iter(f"{C}dLbls") for each in each.findall(f"{C}numFmt")] == [
        "0.0"
    ]
    assert list(alike.iter(f"{C}dLbl")) == []
    unlike = _space(_native(NativeLabel("1", "0", "outside_end"), NativeLabel("2.0", "0.0", "outside_end")))
    assert [each.find(f"{C}numFmt").get("formatCode") for each in unlike.iter(f"{C}dLbl")] == ["0", "0.0"]


def test_a_label_that_is_no_number_is_written_out() -> None:
    root = _space(_native(NativeLabel("半年", "", "outside_end"), None))
    assert ["".join(each.itertext()).strip() for each in root.iter(f"{C}rich")] == ["半年"]


def test_formats_and_names_are_escaped() -> None:
    native = NativeChart(
        "column",
        ("甲</c:v>",),
        (NativeSeries("A&B<", (1.0,), "#1F6FB2", labels=(NativeLabel("", '0"&<>"', "outside_end"),)),),
    )
    root = _space(native)
    assert next(each.get("formatCode") for each in root.iter(f"{C}numFmt")) == '0"&<>"'
    assert [each.text for each in root.iter(f"{C}v")] == ["A&B<", "甲</c:v>", "1.0"]


def test_a_doughnut_and_a_stack_get_only_label_places_that_they_know() -> None:
    label = NativeLabel("1", "0", "outside_end")
    ring = _native(label, label)
    assert list(_values(_space(replace(ring, kind="doughnut")), "dLblPos")) == []
    assert list(_values(_space(replace(ring, grouping="stacked")), "dLblPos")) == []


def test_a_line_to_compare_with_is_a_plot_of_its_own() -> None:
    line = NativeSeries("目标", (3.0, 3.0), "#5B6673", dashed=True, line_width=1, reference=True)
    native = _native()
    root = _space(replace(native, series=(*native.series, line)))
    assert len(list(root.iter(f"{C}barChart"))) == len(list(root.iter(f"{C}lineChart"))) == 1
    assert [each.get("val") for each in root.iter(f"{C}order")] == ["0", "1"]


def test_numbers_that_are_not_finite_are_refused() -> None:
    with pytest.raises(BriefingError, match="不是有限的数"):
        check(_native(values=(1.0, float("nan"))), "one/chart")


def test_a_series_longer_than_its_categories_is_refused() -> None:
    with pytest.raises(BriefingError, match="有3个数，应有2个"):
        check(_native(values=(1.0, 2.0, 3.0)), "one/chart")


def test_strings_of_the_workbook_stay_strings() -> None:
    native = NativeChart(
        "column",
        ("=1+1", "http://example.org", "12"),
        (NativeSeries("=cmd|'/c calc'!A1", (1.0, None, 3.0), "#1F6FB2"),),
    )
    sheet = load_workbook(BytesIO(workbook(native, sample().stamped)))["Sheet1"]
    cells = [sheet.cell(row, 1) for row in (2, 3, 4)] + [sheet.cell(1, 2)]
    assert [cell.value for cell in cells] == ["=1+1", "http://example.org", "12", "=cmd|'/c calc'!A1"]
    with ZipFile(BytesIO(workbook(native, sample().stamped))) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in xml
    assert "hyperlink" not in xml
    assert [sheet.cell(row, 2).value for row in (2, 3, 4)] == [1, None, 3]


def test_the_workbook_has_the_dates_of_the_document(drawn: bytes) -> None:
    book = load_workbook(BytesIO(_frame(drawn).chart.part.chart_workbook.xlsx_part.blob))
    assert book.properties.created.date().isoformat() == "2020-11-30"


def test_charts_give_the_same_bytes_twice(drawn: bytes) -> None:
    assert render(charted(sample(), column())).bytes == drawn


def test_the_bindings_list_the_values_of_a_chart(drawn: bytes) -> None:
    ns = {"b": "urn:gongjian-briefing:bindings:1"}
    listed = part(drawn, "customXml/item1.xml").xpath("//b:shape[@name='charts/0/chart']/b:values", namespaces=ns)
    assert [each.text for each in listed] == [
        '{"categories":["2018年","=2019年","2020年"],"series":[{"name":"数值","values":[681.4,null,-43.8]}]}'
    ]


@pytest.mark.parametrize(
    ("count", "names", "step"),
    [(24, ("2024.11", "2024.12", "2025.1"), 3), (3, ("2024年11月", "2024年12月", "2025年1月"), 1)],
)
def test_months_of_a_long_row_are_figures_that_libreoffice_leaves_whole(
    count: int, names: tuple[str, ...], step: int
) -> None:
    months = [f"{year}年{month}月" for year in (2024, 2025, 2026) for month in range(1, 13)][10 : 10 + count]
    native = NativeChart("line", tuple(months), (NativeSeries("企业", tuple(map(float, range(count))), "#1F6FB2"),))
    found = in_short(native, Box(0, 0, 400, 200))
    assert found.categories[:3] == names
    assert label_step(found, Box(0, 0, 400, 200)) == step


def test_a_long_row_of_other_names_keeps_them() -> None:
    quarters = tuple(f"{year}年{n}季度" for year in range(2018, 2026) for n in "一二三四")
    native = NativeChart("line", quarters, (NativeSeries("企业", (1.0,) * 32, "#1F6FB2"),))
    assert in_short(native, Box(0, 0, 400, 200)).categories == quarters
