"""Every thing that a native chart can say, written into a deck and read back: XML, workbook and schema."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from pptx import Presentation

from briefing.charts.native import Native, NativeAxis, NativeChart, NativeErrors, NativeLabel, NativeNote, NativeSeries
from briefing.errors import BriefingError
from briefing.render.pptx.chart import unable
from briefing.render.pptx.chart.able import check
from briefing.render.pptx.chart.dates import base_unit
from tests.render.pptx.chart_reading import ReadChart, read_charts
from tests.render.pptx.native_samples import (
    BLUE,
    COMBO,
    DATES,
    GREY,
    INSETS,
    LINE,
    NOTED,
    PIE,
    QUARTERS,
    RED,
    SAMPLES,
    SCATTER,
    YEARS,
    columns,
    deck_of,
    parts,
)

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
CDR = "{http://schemas.openxmlformats.org/drawingml/2006/chartDrawing}"


@pytest.fixture(scope="module")
def deck() -> bytes:
    return deck_of(SAMPLES)


@pytest.fixture(scope="module")
def charts(deck: bytes) -> dict[str, ReadChart]:
    return {chart.name: chart for chart in read_charts(deck)}


def _read(native: NativeChart) -> ReadChart:
    return read_charts(deck_of({"one": native}))[0]


def _root(native: Native) -> Any:
    return parts(deck_of({"one": native}), "ppt/charts/chart1")["ppt/charts/chart1.xml"]


def _values(root: Any, tag: str) -> list[str]:
    return [str(each.get("val")) for each in root.iter(f"{C}{tag}")]


def test_the_schemas_find_no_error_in_any_kind(deck: bytes, tmp_path: Any) -> None:
    from openxml_audit import OpenXmlValidator

    path = tmp_path / "deck.pptx"
    path.write_bytes(deck)
    assert [str(error) for error in OpenXmlValidator().validate(path).errors] == []


def test_every_kind_gives_the_same_bytes_twice(deck: bytes) -> None:
    assert deck_of(SAMPLES) == deck


def test_axis_ids_are_positive_and_every_plot_has_its_pair(deck: bytes) -> None:
    for root in parts(deck, "ppt/charts/chart").values():
        area = root.find(f"{C}chart/{C}plotArea")
        own = {each.find(f"{C}axId").get("val") for each in area if each.find(f"{C}scaling") is not None}
        named = {i.get("val") for each in area if each.find(f"{C}scaling") is None for i in each.findall(f"{C}axId")}
        assert named == own
        assert {each.find(f"{C}crossAx").get("val") for each in area if each.find(f"{C}crossAx") is not None} == own
        assert all(int(each) > 0 for each in own)


def test_the_workbook_holds_what_the_chart_shows(charts: dict[str, ReadChart]) -> None:
    for chart in charts.values():
        for series in chart.series:
            assert chart.column(series.columns["values"], len(series.values)) == series.values, chart.name
            if series.x:
                assert chart.column(series.columns["x"], len(series.x)) == series.x
            if series.sizes:
                assert chart.column(series.columns["sizes"], len(series.sizes)) == series.sizes
            if series.categories:
                assert chart.column(series.columns["categories"], len(series.categories)) == series.categories


def test_columns_with_a_line_on_a_second_axis_are_two_plots_with_an_axis_each(charts: dict[str, ReadChart]) -> None:
    chart = charts["combo"]
    assert chart.kinds == ("column", "line")
    assert [(each.name, each.kind, each.secondary) for each in chart.series] == [
        ("产值", "column", False),
        ("增速", "line", True),
    ]
    assert chart.series[1].values == (8.0, 12.0, 3.0, -5.0, 9.5)
    category, value, hidden, second = chart.axes
    assert (value.minimum, value.maximum, value.step, value.title) == (0, 1000, 250, "亿元")
    assert (second.minimum, second.maximum, second.format, second.crosses) == (-10, 20, '0"%"', "max")
    assert (category.visible, hidden.visible) == (True, False)


def test_a_line_over_an_area_is_drawn_after_it_and_both_run_from_edge_to_edge(charts: dict[str, ReadChart]) -> None:
    assert charts["area"].kinds == ("area", "line")
    assert set(_values(_root(SAMPLES["area"]), "crossBetween")) == {"midCat"}


def test_a_plot_drawn_earlier_has_the_lower_numbers_whatever_the_order_of_the_series() -> None:
    first = NativeSeries("线", (1.0, 2.0), RED, line_width=2, overlay="line", listed=False)
    chart = _read(NativeChart("column", ("甲", "乙"), (first, columns(3.0, 4.0)), legend="top"))
    assert [(each.name, each.listed, each.columns["values"]) for each in chart.series] == [
        ("产值", True, "C"),
        ("线", False, "B"),
    ]


def test_a_date_axis_has_real_dates_in_cache_and_workbook(charts: dict[str, ReadChart]) -> None:
    chart = charts["dates"]
    assert chart.axes[0].kind == "date"
    assert chart.series[0].dates == QUARTERS == chart.column("A", 5)
    assert (chart.axes[0].format, chart.formats[1][0]) == ('yyyy"年"m"月"', 'yyyy"年"m"月"')
    root = _root(DATES)
    units = [_values(root, tag) for tag in ("baseTimeUnit", "majorUnit", "majorTimeUnit")]
    assert units == [["months"], ["3"], ["months"]]
    assert {each.text for each in root.iter(f"{C}formatCode")} == {'yyyy"年"m"月"', "General"}


@pytest.mark.parametrize(
    ("serials", "unit"),
    [
        ((43466.0, 43831.0), "years"),
        ((43466.0, 43497.0, 43525.0), "months"),
        ((43466.0, 43467.0), "days"),
        ((43466.0,), "days"),
        ((43466.0, 9e9), "days"),
    ],
)
def test_the_base_unit_is_the_coarsest_that_keeps_dates_apart(serials: tuple[float, ...], unit: str) -> None:
    assert base_unit(serials) == unit


def test_a_logarithmic_axis_has_its_base_and_no_bound_below_zero() -> None:
    axis = _read(replace(LINE, value_axis=NativeAxis(log=10, minimum=0.0, maximum=1e5, step=2.0))).axes[1]
    assert (axis.log, axis.minimum, axis.maximum, axis.step) == (10, None, 1e5, None)


def test_ranks_run_downward_with_their_categories_at_the_foot(charts: dict[str, ReadChart]) -> None:
    category, value = charts["rank"].axes
    assert (value.reversed, category.crosses) == (True, "max")
    assert _values(_root(SAMPLES["rank"]), "tickLblPos")[0] == "high"


def test_columns_on_a_reversed_axis_hang_from_zero(charts: dict[str, ReadChart]) -> None:
    assert charts["hanging"].axes[0].crosses == "autoZero"


def test_axes_cross_where_they_are_told_to_and_keep_their_labels_at_the_edge() -> None:
    root = _root(SAMPLES["crossing"])
    assert _values(root, "crossesAt") == ["0.0", "0.0"]
    assert _values(root, "tickLblPos") == ["low", "low"]


def test_an_opposite_value_axis_stands_at_the_right(charts: dict[str, ReadChart]) -> None:
    category, value = charts["opposite"].axes
    assert (value.place, value.crosses, category.place) == ("r", "max", "t")


def test_category_labels_turn_clockwise_by_their_angle() -> None:
    root = _root(SAMPLES["log"])
    axis = next(root.iter(f"{C}catAx"))
    assert axis.find(f"{C}txPr/{A}bodyPr").get("rot") == str(-45 * 60000)


def test_a_short_title_lies_level_above_its_axis_and_a_long_one_runs_upward() -> None:
    def turn(title: str) -> str:
        axis = replace(COMBO.value_axis, title=title)
        root = _root(replace(COMBO, value_axis=axis, legend=None))
        return str(next(root.iter(f"{C}valAx")).find(f"{C}title/{C}tx/{C}rich/{A}bodyPr").get("rot"))

    assert turn("亿元") == "0"
    assert turn("规模以上工业增加值") == str(-90 * 60000)


def test_error_bars_have_their_lengths_in_the_workbook(charts: dict[str, ReadChart]) -> None:
    chart = charts["errors"]
    errors = chart.series[0].errors
    assert [(each.side, each.minus, each.plus) for each in errors] == [
        ("", (1.0, None, 2.0, 0.5, 3.0), (2.0, None, 1.0, 0.5, 1.5))
    ]
    assert [row[2:] for row in chart.cells][:3] == [("产值（向下）", "产值（向上）"), (1.0, 2.0), (None, None)]


def test_ranges_across_become_lines_with_gaps_that_the_legend_does_not_list(charts: dict[str, ReadChart]) -> None:
    sticks, before, after = charts["dumbbell"].series
    assert sticks.x == (10.0, 30.0, None, 20.0, 25.0, None, 15.0, 27.0)
    assert sticks.values == (3.0, 3.0, None, 2.0, 2.0, None, 1.0, 1.0)
    assert (sticks.name, sticks.listed, sticks.marker) == ("前（线段）", False, "none")
    assert (before.errors, after.name) == ((), "后")


def test_a_short_line_before_a_longer_one_is_filled_up_with_empty_points() -> None:
    short = NativeSeries("短", (1.0, 1.0), RED, x=(0.0, 9.0), line_width=2)
    root = _root(replace(SCATTER, series=(short, *SCATTER.series)))
    counts = [ser.find(f"{C}yVal//{C}ptCount").get("val") for ser in root.iter(f"{C}ser")]
    assert counts == ["4", "4", "2", "2"]
    assert _read(replace(SCATTER, series=(short, *SCATTER.series))).series[0].values == (1.0, 1.0)


def test_a_lone_point_of_a_line_is_marked() -> None:
    values = (1.0, None, 3.0, None, 5.0, 6.0)
    series = NativeSeries("值", values, BLUE, line_width=2)
    root = _root(NativeChart("line", tuple("甲乙丙丁戊己"), (series,)))
    assert [each.find(f"{C}idx").get("val") for each in root.iter(f"{C}dPt")] == ["0", "2"]


def test_bars_on_the_second_axis_have_a_gap_of_their_own() -> None:
    second = columns(1.0, 2.0, secondary=True, gap_width=200)
    chart = NativeChart("column", ("甲", "乙"), (columns(3.0, 4.0), second), gap_width=40)
    assert _values(_root(chart), "gapWidth") == ["40", "200"]


def test_labels_of_dates_stand_side_by_side() -> None:
    days = tuple(43466.0 + day for day in range(60))
    names = tuple(f"2019-{1 + day // 31:02}-{1 + day % 31:02}" for day in range(60))
    series = NativeSeries("日", (1.0,) * 60, BLUE, line_width=1)
    axis = NativeAxis(number_format="yyyy-mm-dd", unit="days")
    root = _root(NativeChart("line", names, (series,), category_axis=axis, dates=days))
    assert (_values(root, "majorUnit"), _values(root, "baseTimeUnit")) == (["7"], ["days"])


def test_lines_are_smooth_dashed_and_marked_as_asked(charts: dict[str, ReadChart]) -> None:
    found = [(each.smooth, each.dashed, each.marker) for each in charts["line"].series]
    assert found == [(False, False, "circle"), (True, False, "triangle"), (False, True, "x")]


def test_a_missing_value_leaves_a_gap_in_the_line(charts: dict[str, ReadChart]) -> None:
    assert charts["line"].series[0].values == (12.5, 15.0, None, -3.25, 21.0)
    assert _values(_root(LINE), "dispBlanksAs") == ["gap"]


def test_opacity_is_that_of_the_fill_and_a_hollow_marker_has_none() -> None:
    root = _root(SCATTER)
    first, second = [each.find(f"{C}marker/{C}spPr") for each in root.iter(f"{C}ser")][:2]
    assert first.find(f"{A}solidFill/*/{A}alpha").get("val") == "50000"
    assert second.find(f"{A}noFill") is not None
    assert second.find(f"{A}ln/{A}solidFill") is not None


def test_a_point_without_x_is_not_drawn_at_zero() -> None:
    series = NativeSeries("甲", (1.0, 2.0), BLUE, x=(None, 3.0), marker="circle")
    read = _read(NativeChart("scatter", (), (series,))).series[0]
    assert (read.x, read.values) == ((None, 3.0), (None, 2.0))


def test_bubbles_are_sized_by_area_and_the_first_has_its_diameter() -> None:
    root = _root(SAMPLES["bubble"])
    assert _values(root, "sizeRepresents") == ["area"]
    # The largest is three times as wide as the first, 180 points, and 100 stands for a quarter of 302.4.
    assert _values(root, "bubbleScale") == ["238"]


def test_names_beside_the_axis_of_a_bubble_chart_are_bubbles_too_small_to_see() -> None:
    bubble = SAMPLES["bubble"]
    assert isinstance(bubble, NativeChart)
    names = NativeSeries("名", (1.0, 2.0), "", x=(0.0, 0.0), listed=False)
    assert _read(replace(bubble, series=(*bubble.series, names))).series[1].sizes == pytest.approx((9e-5, 9e-5))


def test_slices_have_their_own_colours_and_labels(charts: dict[str, ReadChart]) -> None:
    series = charts["pie"].series[0]
    assert series.colors == {0: GREY, 1: BLUE, 2: RED}
    assert [(each.text, each.format, each.position) for each in series.labels.values()] == [
        ("一产\n5%", "", "outEnd"),
        ("", '0"%"', "ctr"),
        ("", '0"%"', "inEnd"),
    ]


def test_a_radar_chart_is_of_lines_or_of_areas(charts: dict[str, ReadChart]) -> None:
    assert charts["radar"].kinds == ("radar",)
    assert _values(_root(SAMPLES["radar"]), "radarStyle") == ["marker"]
    assert _values(_root(SAMPLES["filled radar"]), "radarStyle") == ["filled"]


def test_a_stack_lists_no_invisible_series_and_its_totals_stand_above(charts: dict[str, ReadChart]) -> None:
    chart = charts["stacked"]
    assert (chart.kinds, chart.overlap) == (("column", "line"), 100)
    assert [(each.name, each.grouping, each.listed, each.color) for each in chart.series] == [
        ("产值", "stacked", True, BLUE),
        ("其他", "stacked", True, GREY),
        ("合计", "standard", False, ""),
    ]
    assert {each.position for each in chart.series[2].labels.values()} == {"t"}


def test_the_legend_is_left_out_where_it_would_be_empty() -> None:
    hidden = replace(LINE.series[0], listed=False)
    assert _read(replace(LINE, series=(hidden,), legend="top")).legend == ""


def test_the_format_of_a_series_is_that_of_its_cells(charts: dict[str, ReadChart]) -> None:
    chart = charts["column"]
    assert (chart.series[0].format, chart.formats[1][1]) == ("0.0", "0.0")


def test_title_and_subtitle_stand_in_the_chart(charts: dict[str, ReadChart]) -> None:
    assert charts["titled"].title == "产值与增速\n示例数据，单位：亿元"
    apart = charts["titled with insets"]
    assert (apart.title, apart.notes) == ("产值与增速", ("示例数据",))


def test_the_plot_stands_where_its_insets_say() -> None:
    layout = _root(replace(COMBO, legend=None)).find(f"{C}chart/{C}plotArea/{C}layout/{C}manualLayout")
    shares = [float(layout.find(f"{C}{each}").get("val")) for each in "xywh"]
    left, top, right, bottom = INSETS
    expected = [left / 873.6, top / 378, (873.6 - left - right) / 873.6, (378 - top - bottom) / 378]
    assert shares == pytest.approx(expected, abs=1e-4)


def test_insets_that_leave_no_room_for_labels_are_widened() -> None:
    names = tuple(f"第{at}个很长的类别名称" for at in range(12))
    tight = NativeChart("column", names, (columns(*[1234567.0] * 12),), insets=(1.0, 1.0, 1.0, 1.0))
    layout = _root(replace(tight, category_axis=NativeAxis(title="类别"))).find(f".//{C}manualLayout")
    x, y, h = (float(layout.find(f"{C}{each}").get("val")) for each in "xyh")
    assert x * 873.6 > 55
    assert (1 - y - h) * 378 > 2 * 18 + 18
    assert y * 378 >= 8.9


def test_insets_that_ask_for_everything_leave_the_plot_a_share() -> None:
    layout = _root(replace(LINE, insets=(900.0, 300.0, 900.0, 300.0))).find(f".//{C}manualLayout")
    assert [layout.find(f"{C}{each}").get("val") for each in "wh"] == ["0.4500", "0.3000"]


def test_notes_are_shapes_of_the_chart_with_bands_below() -> None:
    deck = deck_of({"one": NOTED})
    drawing = parts(deck, "ppt/drawings/")["ppt/drawings/drawing1.xml"]
    names = [each.get("name") for each in drawing.iter(f"{CDR}cNvPr")]
    assert names == ["区间2", "箭头3", "线4", "文字5", "文字6"]
    assert read_charts(deck)[0].notes == ("", "", "", "年均增长18.9%", "均值14.4")
    root = parts(deck, "ppt/charts/chart")["ppt/charts/chart1.xml"]
    assert [etree.QName(each).localname for each in root][-2:] == ["externalData", "userShapes"]
    with ZipFile(BytesIO(deck)) as archive:
        assert "drawingml.chartshapes+xml" in archive.read("[Content_Types].xml").decode()


def test_a_line_of_a_note_goes_from_its_first_to_its_second_place() -> None:
    note = NativeNote("line", 0.25, 1.0, 0.75, 0.5, color=RED)
    drawing = parts(deck_of({"one": replace(NOTED, notes=(note,))}), "ppt/drawings/")["ppt/drawings/drawing1.xml"]
    left, top, right, bottom = INSETS
    wide, high = 873.6 - left - right, 378 - top - bottom
    places = [float(each.text) for each in drawing.iter(f"{CDR}x", f"{CDR}y")]
    expected = [
        (left + 0.25 * wide) / 873.6,
        (top + 0.5 * high) / 378,
        (left + 0.75 * wide) / 873.6,
        (top + high) / 378,
    ]
    assert places == pytest.approx(expected, abs=1e-4)
    assert dict(next(drawing.iter(f"{A}xfrm")).attrib) == {"flipV": "1"}


def test_notes_never_leave_the_chart() -> None:
    far = NativeNote("text", 3.0, -2.0, text="很远的文字", align="left")
    drawing = parts(deck_of({"one": replace(NOTED, notes=(far,))}), "ppt/drawings/")["ppt/drawings/drawing1.xml"]
    places = [float(each.text) for each in drawing.iter(f"{CDR}x", f"{CDR}y")]
    assert (places[1], places[2]) == (0.0, 1.0)
    assert all(0 <= place <= 1 for place in places)


def test_a_legend_title_stands_over_its_legend(charts: dict[str, ReadChart]) -> None:
    assert (charts["scatter"].legend, charts["scatter"].notes) == ("r", ("类别",))


def test_text_of_the_data_stays_text() -> None:
    words = ('=1+1"', "-1", "+甲", "@乙", "</c:v>&<")
    series = NativeSeries("=SUM(A1)", (1.0,) * 5, BLUE, labels=(NativeLabel("=1", "", "center"), *[None] * 4))
    native = NativeChart("column", words, (series,), title="<b>&", legend_title="=x", legend="right", insets=INSETS)
    chart = _read(native)
    assert chart.series[0].categories == words == chart.column("A", 5)
    assert (chart.series[0].name, chart.cells[0][1], chart.title) == ("=SUM(A1)", "=SUM(A1)", "<b>&")
    assert chart.series[0].labels[0].text == "=1"


@settings(max_examples=15, deadline=None)
@given(st.lists(st.none() | st.floats(allow_nan=False, allow_infinity=False), min_size=1, max_size=6))
def test_every_finite_number_is_kept_to_its_last_digit(values: list[float | None]) -> None:
    names = tuple(f"第{at}" for at in range(len(values)))
    chart = _read(NativeChart("line", names, (NativeSeries("数", tuple(values), BLUE, line_width=1),)))
    assert chart.series[0].values == tuple(values)
    assert chart.column("B", len(values)) == tuple(values)


@pytest.mark.parametrize(
    ("native", "reason"),
    [
        (replace(LINE, series=(replace(LINE.series[0], values=(float("inf"), 1.0, 1.0, 1.0, 1.0)),)), "不是有限的数"),
        (NativeChart("line", ("甲",) * 2001, (NativeSeries("多", (1.0,) * 2001, BLUE),)), "2001个，超过2000个"),
        (NativeChart("bar", YEARS, (columns(*[1.0] * 5), replace(COMBO.series[1], secondary=False))), "画在一起"),
        (NativeChart("bar", YEARS, (columns(*[1.0] * 5, reference=True),)), "参考线"),
        (NativeChart("column", YEARS, (columns(*[1.0] * 5, errors=(NativeErrors("y", (), (), RED),) * 2),)), "误差线"),
        (replace(PIE, series=(replace(PIE.series[0], overlay="line"),)), "画在一起"),
    ],
)
def test_what_powerpoint_cannot_show_has_a_reason(native: NativeChart, reason: str) -> None:
    assert reason in unable(native)


def test_all_samples_can_be_shown() -> None:
    assert [unable(native) for native in SAMPLES.values() if isinstance(native, NativeChart)].count("") == len(
        [native for native in SAMPLES.values() if isinstance(native, NativeChart)]
    )


def test_error_bars_of_another_length_are_refused() -> None:
    wrong = columns(*[1.0] * 5, errors=(NativeErrors("y", (1.0,), (1.0,), RED),))
    with pytest.raises(BriefingError, match="有1个数，应有5个"):
        check(NativeChart("column", YEARS, (wrong,)), "one/chart")


def test_panels_are_a_chart_each_on_a_grid_with_names_of_their_own(charts: dict[str, ReadChart], deck: bytes) -> None:
    panels = [chart for name, chart in charts.items() if name.startswith("panels#")]
    assert [chart.name for chart in panels] == [f"panels#{at}" for at in range(1, 7)]
    assert [chart.title for chart in panels] == [f"专题{at}" for at in range(1, 7)]
    slides = Presentation(BytesIO(deck)).slides
    frames = [shape for slide in slides for shape in slide.shapes if shape.name.startswith("panels#")]
    assert len({frame.left for frame in frames}) == 3
    assert len({frame.top for frame in frames}) == 2
    assert len({(frame.width, frame.height) for frame in frames}) == 1
    assert [panel.alt.endswith(f"专题{at}") for at, panel in enumerate(panels, 1)] == [False, *[True] * 5]


def test_a_heat_map_is_a_table_with_filled_cells_and_readable_words(deck: bytes) -> None:
    tables = [s.table for slide in Presentation(BytesIO(deck)).slides for s in slide.shapes if s.has_table]
    assert [[cell.text for cell in row.cells] for row in tables[0].rows] == [
        ["专题", "1月", "2月", "3月"],
        ["项目攻坚", "92", "75", ""],
        ["产业攻坚", "60", "=1", "88"],
    ]
    dark = tables[0].cell(1, 1)
    assert str(dark.fill.fore_color.rgb) == "1F6FB2"
    ink = dark.text_frame.paragraphs[0].runs[0]._r.find(f".//{A}schemeClr").get("val")
    assert ink == "bg1"
    light = tables[0].cell(2, 1).text_frame.paragraphs[0].runs[0]._r
    assert light.find(f".//{A}schemeClr").get("val") == "tx1"


def test_lines_run_on_over_blanks_where_the_chart_says_so() -> None:
    broken = NativeChart("line", ("甲", "乙", "丙"), (NativeSeries("值", (1, None, 3), "#112233", line_width=2),))
    for native, blanks in ((broken, "gap"), (replace(broken, spans=True), "span")):
        (part,) = parts(deck_of({"线": native}), "ppt/charts/chart").values()
        assert part.find(f".//{C}dispBlanksAs").get("val") == blanks
