"""The native translation, judged by reading it back."""

from __future__ import annotations

import pytest

from briefing.charts import ChartData, Datum, Reference
from briefing.charts.native import NativeChart, NotNative, translate
from briefing.charts.native.formats import printed
from briefing.charts.native.translate import plain
from tests.charts.chart_samples import COLOR, OUTPUT, SAMPLES, STYLE, spec_of


def native(kind: str, data: ChartData | None = None) -> NativeChart:
    found = translate(spec_of(kind, data))
    assert isinstance(found, NativeChart)
    return found


@pytest.mark.parametrize("kind", [kind for kind in SAMPLES if kind != "timeline"])
def test_reading_the_native_chart_back_gives_the_data(kind: str) -> None:
    data, chart = SAMPLES[kind], native(kind)
    assert chart.categories == data.categories
    read = {
        (category, series.name): value
        for series in chart.series
        for category, value in zip(chart.categories, series.values, strict=True)
    }
    named = {(row.category, row.series or "数值"): row.value for row in data.rows}
    assert read == named


@pytest.mark.parametrize("kind", SAMPLES)
def test_every_label_is_printed_by_its_format(kind: str) -> None:
    for series in native(kind).series:
        for value, label in zip(series.values, series.labels, strict=False):
            if label and label.format:
                assert value is not None
                assert printed(value, label.format) == label.text


@pytest.mark.parametrize("kind", [kind for kind in SAMPLES if kind != "timeline"])
def test_every_printed_string_of_the_data_is_on_the_native_chart(kind: str) -> None:
    texts = " ".join(label.text for series in native(kind).series for label in series.labels if label)
    expected = [row.label for row in SAMPLES[kind].rows if kind != "line" or row.category == "1—4月"]
    assert all(label in texts for label in expected)


def test_a_column_chart_has_its_colours_gaps_and_legend() -> None:
    chart = native("column")
    assert (chart.kind, chart.grouping, chart.legend) == ("column", "clustered", "top")
    assert [series.color for series in chart.series] == [STYLE.context, COLOR]
    assert [label.bold for series in chart.series for label in series.labels if label] == [False, False, True, True]
    assert chart.overlap == -11
    assert chart.category_axis.line
    assert not chart.value_axis.visible
    assert chart.value_axis.minimum == 0


def test_an_emphasised_bar_is_coloured_by_its_point_and_the_first_stands_on_top() -> None:
    chart = native("bar")
    (series,) = chart.series
    assert (series.color, series.point_colors) == (STYLE.context, (COLOR, "", ""))
    assert chart.category_axis.reversed
    assert [label.position for label in series.labels if label] == ["outside_end"] * 3


def test_a_bar_chart_leaves_room_for_the_label_of_its_longest_bar() -> None:
    assert (native("bar").value_axis.maximum or 0) > 7.4


def test_a_gap_stays_a_gap() -> None:
    assert native("line").series[0].values == (-9.1, None, 5.6)


def test_a_line_is_named_at_its_end_and_the_chart_leaves_room_for_the_name() -> None:
    chart = native("line")
    label = chart.series[0].labels[2]
    assert label is not None
    assert (label.text, label.format, label.position) == ("江北区 5.6", '"江北区 "0.0', "right")
    assert chart.series[0].labels[:2] == (None, None)
    assert chart.margin_right > 4
    assert chart.series[1].point_markers == (False, False, True)


def test_labels_that_were_moved_apart_say_by_how_much() -> None:
    rows = tuple(
        Datum(year, name, value, f"{value}")
        for name, value in (("甲", 10.0), ("乙", 10.1))
        for year in ("2018年", "2019年")
    )
    shifts = [
        series.labels[1].shift
        for series in native("line", ChartData((*rows, Datum("2018年", "丙", 1.0)))).series[:2]
        if series.labels[1]
    ]
    assert shifts[0] < 0 < shifts[1]


def test_falling_ranks_reverse_the_value_axis() -> None:
    chart = native("slope")
    assert chart.value_axis.reversed
    assert [label.position for label in chart.series[0].labels if label] == ["left", "right"]


def test_a_reference_line_is_a_dashed_series_across_the_columns() -> None:
    data = ChartData(
        (Datum("甲", "", 7.4, "7.4"), Datum("乙", "", 4.2, "4.2")), references=(Reference(5.6, "平均5.6"),)
    )
    reference = native("column", data).series[1]
    assert reference.reference
    assert reference.dashed
    assert reference.values == (5.6, 5.6)
    assert reference.labels[0] is None
    assert reference.labels[1] is not None
    assert reference.labels[1].format == '"平均"0.0'


def test_a_frame_for_the_target_has_an_outline_and_no_fill() -> None:
    actual, target = native("bullet").series
    assert (actual.color, target.color, target.outline) == (COLOR, "", STYLE.ink)
    assert native("bullet").overlap == 100


def test_parts_of_a_whole_are_stacked() -> None:
    assert native("stacked").grouping == "stacked"


def test_a_ring_has_a_colour_a_slice_and_a_legend_of_names() -> None:
    chart = native("doughnut")
    (series,) = chart.series
    assert (chart.kind, chart.legend, len(series.point_colors)) == ("doughnut", "right", 3)
    assert [label.text for label in series.labels if label] == ["30%", "65%", "5%"]


def test_milestones_are_discs_on_one_level_with_their_durations_in_words() -> None:
    chart = native("timeline")
    (series,) = chart.series
    assert (chart.kind, chart.categories, series.values) == ("line", ("启动到开工", "作出征收决定"), (0, 0))
    assert [label.text for label in series.labels if label] == ["半年", "49天"]
    assert [label.format for label in series.labels if label] == ["", ""]
    assert (chart.category_axis.labels_low, chart.category_axis.color) == (False, COLOR)


@pytest.mark.parametrize(
    ("spec", "reason"),
    [
        ({"hconcat": []}, "几个视图"),
        ({"mark": "bar", "data": {"url": "x.csv"}, "encoding": {}}, "数据不在图表里"),
        ({"mark": "rect", "data": {"values": []}, "encoding": {}}, "没有这种图形"),
        ({"mark": "bar", "data": {"values": []}, "transform": [{"aggregate": []}], "encoding": {}}, "换算"),
        (
            {"mark": "bar", "data": {"values": []}, "encoding": {"y": {"aggregate": "sum", "field": "v"}}},
            "汇总",
        ),
        (
            {"mark": "bar", "data": {"values": []}, "encoding": {"x": {"field": "a", "type": "quantitative"}}},
            "坐标轴",
        ),
    ],
)
def test_what_powerpoint_cannot_draw_is_refused_with_its_reason(spec: dict[str, object], reason: str) -> None:
    with pytest.raises(NotNative, match=reason):
        plain(spec)


def test_a_plain_spec_of_another_author_is_read_with_vega_lite_defaults() -> None:
    spec = {
        "data": {"values": [{"a": "乙", "v": 2}, {"a": "甲", "v": 1}]},
        "mark": "bar",
        "encoding": {
            "x": {"field": "a", "type": "nominal", "sort": None},
            "y": {"field": "v", "type": "quantitative", "axis": {"format": ".1f"}},
        },
    }
    chart = plain(spec)
    assert chart.categories == ("乙", "甲")
    assert chart.series[0].values == (2, 1)
    assert (chart.value_axis.visible, chart.value_axis.number_format) == (True, "0.0")


def test_a_reference_on_lying_bars_is_not_native() -> None:
    data = ChartData((Datum("甲", "", 7.4, "7.4"),), references=(Reference(5.6, "平均"),))
    with pytest.raises(NotNative, match="参考线"):
        native("bar", data)


def test_numbers_pass_through_exactly() -> None:
    data = ChartData((Datum("甲", "", 0.1 + 0.2, "0.3"), Datum("乙", "", 1234567.891, "1,234,567.9")))
    assert native("column", data).series[0].values == (0.30000000000000004, 1234567.891)
    assert len(OUTPUT.values) == 4
