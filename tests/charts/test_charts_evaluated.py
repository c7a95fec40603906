"""Evaluated specs become PowerPoint's own charts: one claim a feature."""

from __future__ import annotations

from typing import Any

import pytest

from briefing.charts.native import NativeChart, NativePanels, NativeTable, NotNative, translate
from briefing.charts.native.evaluated import dates
from briefing.errors import BriefingError

ROWS: list[dict[str, Any]] = [
    {"街道": "甲", "类": "一", "值": 3, "日": "2020-01-01"},
    {"街道": "乙", "类": "一", "值": 5, "日": "2020-02-01"},
    {"街道": "甲", "类": "二", "值": 4, "日": "2020-01-01"},
    {"街道": "乙", "类": "二", "值": 6, "日": "2020-02-01"},
]
NAMES = {"field": "街道", "type": "nominal", "sort": None}
DAYS = {"field": "日", "type": "temporal"}
KIND = {"field": "类", "type": "nominal"}
VALUE = {"field": "值", "type": "quantitative"}
SUM = VALUE | {"aggregate": "sum"}


def spec(mark: Any, rows: list[dict[str, Any]] | None = None, **encoding: Any) -> dict[str, Any]:
    return {"data": {"values": ROWS if rows is None else rows}, "mark": mark, "encoding": encoding}


def layered(*layers: dict[str, Any], rows: list[dict[str, Any]] | None = None, **encoding: Any) -> dict[str, Any]:
    return {"data": {"values": ROWS if rows is None else rows}, "layer": list(layers), "encoding": encoding}


def chart(drawn: dict[str, Any]) -> NativeChart:
    found = translate(drawn)
    assert isinstance(found, NativeChart)
    return found


def table(found: NativeChart) -> dict[str, tuple[float | None, ...]]:
    return {series.name: series.values for series in found.series if series.listed}


def test_a_sum_for_each_name_becomes_a_column() -> None:
    found = chart(spec("bar", x=NAMES, y=SUM))
    assert (found.kind, found.categories) == ("column", ("甲", "乙"))
    assert found.series[0].values == (7, 11)


def test_bars_that_lie_are_read_from_the_top_down() -> None:
    found = chart(spec("bar", y=NAMES, x=SUM))
    assert found.kind == "bar"
    assert found.category_axis.reversed


def test_sorting_by_value_orders_the_categories() -> None:
    assert chart(spec("bar", x=NAMES | {"sort": "-y"}, y=SUM)).categories == ("乙", "甲")


def test_colours_stack_and_the_lowest_part_comes_first() -> None:
    found = chart(spec("bar", x=NAMES, y=SUM, color=KIND))
    assert found.grouping == "stacked"
    # Vega-Lite puts the first name on top.
    assert [series.name for series in found.series] == ["二", "一"]
    assert table(found) == {"二": (4, 6), "一": (3, 5)}


def test_an_offset_sets_bars_side_by_side() -> None:
    found = chart(spec("bar", x=NAMES, y=SUM, color=KIND, xOffset=KIND))
    assert (found.grouping, found.overlap) == ("clustered", 0)
    assert table(found) == {"一": (3, 5), "二": (4, 6)}


def test_a_normalised_stack_keeps_its_values_and_powerpoint_makes_the_shares() -> None:
    found = chart(spec("bar", x=NAMES, y=SUM | {"stack": "normalize"}, color=KIND))
    assert found.grouping == "percent"
    assert table(found) == {"二": (4, 6), "一": (3, 5)}
    assert found.value_axis.number_format == "0%"


def test_one_bar_in_another_colour_stays_one_series() -> None:
    color = {"condition": {"test": "datum['街道'] === '乙'", "value": "#B3261E"}, "value": "#C3CAD3"}
    (series,) = chart(spec("bar", x=NAMES, y=SUM, color=color)).series
    assert (series.color, series.point_colors) == ("#C3CAD3", ("", "#B3261E"))


def test_bins_become_categories_and_empty_ones_stay_in_their_place() -> None:
    rows = [{"值": value} for value in (1, 2, 2, 11)]
    found = chart(spec("bar", rows, x={"field": "值", "bin": {"step": 5}}, y={"aggregate": "count"}))
    assert found.categories == ("0.0–5.0", "5.0–10.0", "10.0–15.0")
    assert found.series[0].values == (3, None, 1)


def test_bars_between_two_values_float_on_a_foot_without_ink() -> None:
    rows = [{"街道": "甲", "低": 2, "高": 5}, {"街道": "乙", "低": -3, "高": 4}]
    low, high = {"field": "低", "type": "quantitative"}, {"field": "高"}
    foot, above, below = chart(spec("bar", rows, x=NAMES, y=low, y2=high)).series
    assert (foot.color, foot.listed, foot.values) == ("", False, (2, 0.0))
    assert above.values == (3, 4)
    # A bar across zero is of two parts: PowerPoint stacks each side of zero by itself.
    assert below.values == (None, -3)


def test_labels_at_the_ends_of_bars_are_data_labels_that_print_the_value() -> None:
    words = {"mark": {"type": "text", "dy": -6}, "encoding": {"text": SUM | {"format": ".1f"}}}
    (series,) = chart(layered({"mark": "bar"}, words, x=NAMES, y=SUM)).series
    assert [(label.text, label.format, label.position) for label in series.labels if label] == [
        ("7.0", "0.0", "outside_end"),
        ("11.0", "0.0", "outside_end"),
    ]


def test_totals_over_stacks_stand_on_a_series_that_is_not_drawn() -> None:
    total = {"mark": {"type": "text", "dy": -6}, "encoding": {"y": SUM, "text": SUM}}
    bars = {"mark": "bar", "encoding": {"y": SUM, "color": KIND}}
    found = chart(layered(bars, total, x=NAMES))
    carrier = found.series[-1]
    assert (carrier.values, carrier.color, carrier.listed, carrier.overlay) == ((7, 11), "", False, "line")
    assert [label.text for label in carrier.labels if label] == ["7", "11"]


def test_a_line_over_columns_on_its_own_scale_has_the_second_axis() -> None:
    line = {"mark": "line", "encoding": {"y": {"aggregate": "count"}}}
    bars = {"mark": "bar", "encoding": {"y": SUM}}
    found = chart(layered(bars, line, x=NAMES) | {"resolve": {"scale": {"y": "independent"}}})
    column, over = found.series
    assert (column.secondary, over.secondary, over.overlay) == (False, True, "line")
    assert found.secondary_axis is not None
    assert found.secondary_axis.opposite


def test_narrow_bars_over_wide_ones_keep_their_width_on_a_second_axis() -> None:
    wide, thin = {"mark": {"type": "bar", "size": 80}}, {"mark": {"type": "bar", "size": 12}}
    found = chart(layered(wide, thin, x=NAMES, y=SUM))
    assert [series.secondary for series in found.series] == [False, True]
    assert found.series[1].gap_width is not None
    assert found.secondary_axis is not None
    ends = (found.value_axis.minimum, found.value_axis.maximum)
    assert (found.secondary_axis.minimum, found.secondary_axis.maximum) == ends


def test_a_rule_across_the_plot_is_a_line_to_compare_with_drawn_once() -> None:
    rule = {
        "mark": {"type": "rule", "strokeDash": [4, 3], "color": "#B3261E"},
        "encoding": {"y": {"datum": 8}, "x": None},
    }
    found = chart(layered({"mark": "bar", "encoding": {"y": SUM}}, rule, x=NAMES))
    (line,) = [series for series in found.series if series.reference]
    assert (line.values, line.color, line.dashed) == ((8, 8), "#B3261E", True)


def test_a_missing_value_leaves_a_gap_in_the_line() -> None:
    rows = [{"街道": name, "值": value} for name, value in (("甲", 1), ("乙", None), ("丙", 3))]
    drawn = spec({"type": "line", "invalid": "break-paths-show-domains"}, rows, x=NAMES, y=VALUE)
    found = chart(drawn)
    assert found.series[0].values == (1, None, 3)
    assert not found.spans


def test_a_category_that_one_line_skips_is_run_over_as_vega_does() -> None:
    rows = [{"街道": name, "类": kind, "值": 1} for name, kind in (("甲", "一"), ("乙", "二"), ("丙", "一"))]
    assert chart(spec("line", rows, x=NAMES, y=VALUE, color=KIND)).spans


def test_days_make_a_date_axis_with_excels_serial_numbers() -> None:
    found = chart(spec("line", x=DAYS, y=SUM, color=KIND))
    assert (found.dates, found.category_axis.unit) == ((43831, 43862), "months")
    assert found.categories == ("2020年1月", "2020年2月")
    assert found.category_axis.number_format == 'yyyy"年"m"月"'


def test_months_of_any_year_are_names() -> None:
    found = chart(spec("bar", x={"field": "日", "timeUnit": "month", "type": "ordinal"}, y=SUM))
    assert (found.dates, found.categories) == ((), ("Jan", "Feb"))


def test_hours_make_a_scatter_chart_since_a_date_axis_knows_days_only() -> None:
    rows = [{"时": f"2020-01-01T0{hour}:00:00", "值": hour} for hour in (1, 2, 5)]
    found = chart(spec("line", rows, x={"field": "时", "type": "temporal"}, y=VALUE))
    assert found.kind == "scatter"
    assert found.series[0].x == pytest.approx((43831 + 1 / 24, 43831 + 2 / 24, 43831 + 5 / 24))


def test_areas_of_one_layer_stack_from_the_foot() -> None:
    found = chart(spec("area", x=DAYS, y=SUM, color=KIND))
    assert (found.kind, found.grouping) == ("area", "stacked")
    assert table(found) == {"二": (4, 6), "一": (3, 5)}


def test_a_band_between_two_values_stands_on_a_foot_without_ink() -> None:
    rows = [{"日": day, "低": low, "高": low + 4} for day, low in (("2020-01-01", 1), ("2020-02-01", 2))]
    low, high = {"field": "低", "type": "quantitative"}, {"field": "高"}
    foot, band = chart(spec("area", rows, x=DAYS, y=low, y2=high)).series
    assert (foot.values, foot.color) == ((1, 2), "")
    assert band.values == (4, 4)


def test_points_of_a_line_are_its_markers() -> None:
    (series,) = chart(spec({"type": "line", "point": True}, x=DAYS, y=SUM)).series
    assert series.marker == "circle"


def test_numbers_on_both_axes_make_a_scatter_chart() -> None:
    rows = [{"甲": 1, "乙": 10}, {"甲": 2, "乙": 30}]
    axes = {"x": {"field": "甲", "type": "quantitative"}, "y": {"field": "乙", "type": "quantitative"}}
    found = chart(spec("point", rows, **axes))
    assert (found.kind, found.series[0].x, found.series[0].values) == ("scatter", (1, 2), (10, 30))


def test_a_size_makes_bubbles() -> None:
    rows = [{"甲": 1, "乙": 10, "量": 4}, {"甲": 2, "乙": 30, "量": 9}]
    axes = {
        name: {"field": field, "type": "quantitative"} for name, field in (("x", "甲"), ("y", "乙"), ("size", "量"))
    }
    found = chart(spec("circle", rows, **axes))
    assert (found.kind, found.series[0].sizes) == ("bubble", (4, 9))


def test_names_beside_points_are_words_at_the_foot_of_the_other_axis() -> None:
    found = chart(spec("point", y=NAMES, x=SUM))
    points, names = found.series
    assert (points.x, points.values) == ((7, 11), (0.5, 1.5))
    assert [label.text for label in names.labels if label] == ["甲", "乙"]
    assert found.value_axis.reversed


def test_a_ring_has_its_slices_clockwise_and_its_colours() -> None:
    colors = KIND | {"scale": {"domain": ["一", "二"], "range": ["#112233", "#445566"]}}
    found = chart(spec({"type": "arc", "innerRadius": 40}, theta=SUM, color=colors))
    # Vega-Lite begins with the last name, as it puts the first on top of a stack.
    assert (found.kind, found.categories, found.series[0].values) == ("doughnut", ("二", "一"), (10, 8))
    assert found.series[0].point_colors == ("#445566", "#112233")


def test_a_pie_of_negative_values_is_refused() -> None:
    rows = [{"类": "一", "值": 5}, {"类": "二", "值": -2}]
    with pytest.raises(BriefingError, match="负数"):
        translate(spec("arc", rows, theta=VALUE, color=KIND))


def test_a_heat_map_is_a_table_that_can_be_edited() -> None:
    found = translate(spec("rect", x=NAMES, y=KIND, color=SUM))
    assert isinstance(found, NativeTable)
    assert (found.columns, found.names) == (("甲", "乙"), ("一", "二"))
    assert [[cell.value for cell in row] for row in found.rows] == [[3, 5], [4, 6]]


def test_panels_become_as_many_charts_and_the_first_has_the_axis() -> None:
    found = translate(spec("bar", x=NAMES, y=SUM, column=KIND))
    assert isinstance(found, NativePanels)
    charts = [panel.chart for panel in found.panels if isinstance(panel.chart, NativeChart)]
    assert [(each.title, each.value_axis.visible) for each in charts] == [("一", True), ("二", False)]
    assert {(each.value_axis.minimum, each.value_axis.maximum) for each in charts} == {(0, 6)}


def test_thirteen_panels_are_too_many() -> None:
    rows = [{"街道": "甲", "类": f"{at:02}", "值": at} for at in range(13)]
    with pytest.raises(NotNative, match="13幅小图"):
        translate(spec("bar", rows, x=NAMES, y=VALUE, facet=KIND | {"columns": 5}))


def test_a_logarithm_keeps_its_base() -> None:
    assert chart(spec("line", x=DAYS, y=SUM | {"scale": {"type": "log"}})).value_axis.log == 10


def test_a_bar_on_a_logarithm_with_zero_is_not_drawn_by_powerpoint() -> None:
    rows = [{"街道": "甲", "值": 0}, {"街道": "乙", "值": 10}]
    with pytest.raises(NotNative, match="对数"):
        translate(spec("bar", rows, x=NAMES, y=VALUE | {"scale": {"type": "log"}}))


@pytest.mark.parametrize(
    ("mark", "reason"),
    [
        ({"type": "line", "interpolate": "step"}, "阶梯线"),
        ({"type": "trail"}, "粗细"),
        ({"type": "area", "color": {"gradient": "linear", "stops": [{"offset": 0, "color": "red"}]}}, "渐变"),
    ],
)
def test_what_powerpoint_has_not_is_named(mark: dict[str, Any], reason: str) -> None:
    with pytest.raises(NotNative, match=reason):
        translate(spec(mark, None, x=DAYS, y=SUM, size=SUM if mark["type"] == "trail" else {"value": 30}))


def test_without_any_data_the_chart_is_refused_with_a_way_out() -> None:
    with pytest.raises(BriefingError, match="没有数据") as caught:
        translate(spec("bar", [], x=NAMES, y=VALUE))
    assert caught.value.hint


def test_too_many_points_are_a_vector() -> None:
    rows = [{"甲": at, "乙": at % 7} for at in range(2001)]
    axes = {"x": {"field": "甲", "type": "quantitative"}, "y": {"field": "乙", "type": "quantitative"}}
    with pytest.raises(NotNative, match="2001"):
        translate(spec("point", rows, x=axes["x"], y=axes["y"]))


@pytest.mark.parametrize(
    ("d3", "unit", "code"),
    [
        ("%Y-%m", "months", "yyyy-mm"),
        ("%Y年%m月", "months", 'yyyy"年"mm"月"'),
        ("", "days", "yyyy-mm-dd"),
        ("%U", "days", "yyyy-mm-dd"),
    ],
)
def test_a_time_format_becomes_excels(d3: str, unit: Any, code: str) -> None:
    assert dates.number_format(d3, unit) == code


def test_bars_of_one_place_that_follow_one_another_are_pieces_with_gaps_between() -> None:
    rows = [{"街道": "甲", "起": 1, "止": 3}, {"街道": "甲", "起": 5, "止": 6}, {"街道": "乙", "起": 2, "止": 4}]
    start, end = {"field": "起", "type": "quantitative"}, {"field": "止"}
    found = chart(spec("bar", rows, y=NAMES, x=start, x2=end))
    assert [series.values for series in found.series] == [(1, 2), (2, 2), (2, None), (1, None)]
    assert [bool(series.color) for series in found.series] == [False, True, False, True]


def test_pieces_that_overlap_are_not_stacked() -> None:
    rows = [{"街道": "甲", "起": 1, "止": 3}, {"街道": "甲", "起": 2, "止": 6}]
    start, end = {"field": "起", "type": "quantitative"}, {"field": "止"}
    with pytest.raises(NotNative, match="重叠"):
        translate(spec("bar", rows, y=NAMES, x=start, x2=end))


def test_a_text_goes_to_the_bar_whose_number_it_prints() -> None:
    track = {"mark": {"type": "bar", "color": "#EEEEEE"}, "encoding": {"x": {"datum": 10}, "x2": {"datum": 0}}}
    bars = {"mark": "bar", "encoding": {"x": SUM}}
    words = {"mark": {"type": "text", "align": "left", "dx": 4}, "encoding": {"x": {"datum": 0}, "text": SUM}}
    found = chart(layered(track, bars, words, y=NAMES))
    labelled = {series.values: [label.text for label in series.labels if label] for series in found.series}
    assert labelled[(7, 11)] == ["7", "11"]


def test_words_beside_the_plot_keep_their_distance_whatever_its_size() -> None:
    beside = {"mark": {"type": "text", "align": "left", "dx": 8}, "encoding": {"x": {"value": "width"}, "text": NAMES}}
    bars = {"mark": "bar", "encoding": {"x": SUM | {"scale": {"domain": [0, 20]}}}}
    found = chart(layered(bars, beside, y=NAMES))
    assert [(note.text, note.x, note.dx) for note in found.notes] == [("甲", 1, 8), ("乙", 1, 8)]


def test_a_legend_of_bars_that_lie_on_unseen_feet_is_drawn_and_not_left_to_the_program() -> None:
    rows = [{"街道": "甲", "起": 1, "止": 3, "类": "一"}, {"街道": "乙", "起": 2, "止": 6, "类": "二"}]
    start, end = {"field": "起", "type": "quantitative"}, {"field": "止"}
    found = chart(spec("bar", rows, y=NAMES, x=start, x2=end, color=KIND))
    assert found.legend is None
    assert [note.text for note in found.notes if note.kind == "text"] == ["类", "一", "二"]
    assert [note.color for note in found.notes if note.kind == "band"] == [
        each.color for each in found.series if each.color
    ]


def test_lines_from_edge_to_edge_say_so() -> None:
    assert chart(spec("line", x=DAYS, y=SUM)).flush
    assert not chart(spec("line", x=NAMES, y=SUM)).flush
