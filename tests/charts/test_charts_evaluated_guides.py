"""Legends, axes and texts of evaluated specs: what PowerPoint has no counterpart of is said. Figures invented."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from briefing.charts.native import NativeChart, translate
from briefing.charts.native.evaluated.dates import cycle
from briefing.charts.native.evaluated.looks import faded

NAME = {"field": "街道", "type": "nominal", "sort": None}
VALUE = {"field": "值", "type": "quantitative"}
ROWS: list[dict[str, Any]] = [
    {"街道": "甲", "值": 3, "权": 0.0, "类": "一"},
    {"街道": "乙", "值": 5, "权": 50.0, "类": "二"},
    {"街道": "丙", "值": 4, "权": 100.0, "类": "一"},
]
WEIGHT = {"field": "权", "type": "quantitative"}


def spec(mark: Any, rows: list[dict[str, Any]] | None = None, **encoding: Any) -> dict[str, Any]:
    return {"data": {"values": ROWS if rows is None else rows}, "mark": mark, "encoding": encoding}


def layered(*layers: dict[str, Any], rows: list[dict[str, Any]] | None = None, **encoding: Any) -> dict[str, Any]:
    return {"data": {"values": ROWS if rows is None else rows}, "layer": list(layers), "encoding": encoding}


def chart(drawn: dict[str, Any]) -> NativeChart:
    found = translate(drawn)
    assert isinstance(found, NativeChart)
    return found


def said(found: NativeChart) -> list[str]:
    return [note.text for note in found.notes if note.kind == "text"]


def test_a_ramp_of_colours_is_said_beside_the_plot_with_a_square_for_each_label() -> None:
    scale = {"range": ["#000000", "#FFFFFF"]}
    legend = {"values": [0, 100]}
    found = chart(spec("bar", x=NAME, y=VALUE, color=WEIGHT | {"scale": scale, "legend": legend}))
    assert said(found) == ["权", "0", "100"]
    assert [note.color for note in found.notes if note.kind == "band"] == ["#000000", "#FFFFFF"]
    assert {note.x for note in found.notes} == {1.0}


def test_what_the_size_of_bubbles_means_is_said_in_words() -> None:
    found = chart(spec("circle", x=VALUE, y=VALUE, size=WEIGHT))
    assert said(found)[:2] == ["权", "圆的大小"]
    assert said(found)[2].startswith("0–")


def test_a_legend_of_sizes_stands_below_the_one_that_powerpoint_draws() -> None:
    found = chart(spec("circle", x=VALUE, y=VALUE, size=WEIGHT, color={"field": "类"}))
    assert found.legend == "right"
    assert said(found)[0] == "权"
    assert min(note.dy for note in found.notes) > 3 * 17


def test_a_legend_that_repeats_the_names_of_the_axis_is_left_out() -> None:
    found = chart(spec("bar", x=NAME, y=VALUE, color={"field": "街道"}))
    assert found.legend is None
    assert found.notes == ()


def test_a_legend_that_alone_says_the_names_is_kept() -> None:
    found = chart(spec("bar", x=NAME | {"axis": None}, y=VALUE, color={"field": "街道", "sort": None}))
    assert said(found) == ["街道", "甲", "乙", "丙"]


def test_a_layer_that_names_itself_has_its_entry_in_the_legend() -> None:
    plan = {"mark": "line", "encoding": {"y": VALUE, "color": {"datum": "计划"}}}
    done = {"mark": "line", "encoding": {"y": WEIGHT, "color": {"datum": "完成"}}}
    found = chart(layered(plan, done, x=NAME))
    assert [series.name for series in found.series] == ["计划", "完成"]
    assert found.legend == "right"


def test_the_entry_of_a_legend_is_named_as_vega_names_it() -> None:
    drawn = (("一", 1), ("二", 2), ("二", 3))
    rows = [{"x": x, "组": group, "号": number, "值": number + x} for x in (1, 2) for group, number in drawn]
    color, detail = {"field": "组"}, {"field": "号"}
    lines = spec("line", rows, x={"field": "x", "type": "ordinal"}, y=VALUE, color=color, detail=detail)
    assert [series.name for series in chart(lines).series if series.listed] == ["一", "二"]


def test_lines_stand_in_the_order_of_their_legend() -> None:
    rows = [{"年": year, "组": group, "值": year} for group in ("乙", "甲") for year in (1, 2)]
    color = {"field": "组", "scale": {"domain": ["甲", "乙"]}}
    found = chart(spec("line", rows, x={"field": "年", "type": "ordinal"}, y=VALUE, color=color))
    assert [series.name for series in found.series] == ["甲", "乙"]


def test_points_of_their_own_opacity_have_lighter_colours() -> None:
    opacity = {"field": "权", "type": "quantitative", "scale": {"domain": [0, 100], "range": [0, 1]}}
    found = chart(spec({"type": "bar", "color": "#000000"}, x=NAME, y=VALUE, opacity=opacity))
    (series,) = found.series
    assert [series.point_colors[at] or series.color for at in range(3)] == ["#FFFFFF", "#808080", "#000000"]
    assert series.opacity == 1


def test_a_colour_fades_to_white() -> None:
    assert [faded("#204060", share) for share in (1.0, 0.5, 0.0)] == ["#204060", "#90A0B0", "#FFFFFF"]


def test_a_text_drawn_once_for_each_row_is_one_note() -> None:
    words = {"mark": {"type": "text", "text": "目标"}, "encoding": {"y": {"datum": 2}, "x": {"value": 10}}}
    assert said(chart(layered({"mark": "bar", "encoding": {"x": NAME, "y": VALUE}}, words))) == ["目标"]


def test_words_in_the_middle_of_a_ring_are_no_label_of_a_slice_and_keep_their_size() -> None:
    arc = {"mark": {"type": "arc", "innerRadius": 60}, "encoding": {"theta": VALUE, "color": {"field": "街道"}}}
    found = chart(layered(arc, {"mark": {"type": "text", "text": "共12", "fontSize": 26}}))
    assert found.series[0].labels == ()
    assert [(note.text, note.scale) for note in found.notes] == [("共12", 2.0)]


def test_a_second_line_of_words_stands_under_the_first() -> None:
    large = {"mark": {"type": "text", "text": "681.4", "fontSize": 26}}
    found = chart(layered(large, {"mark": {"type": "text", "text": "亿元", "dy": 30}}, rows=[{}]))
    assert [label.text for label in found.series[0].labels if label] == ["681.4"]
    assert [(note.text, note.dy) for note in found.notes] == [("亿元", 30)]


def test_an_axis_that_the_spec_leaves_out_prints_no_names() -> None:
    rows = [{"街道": "甲", "号": number} for number in (1, 2, 3)]
    number = {"field": "号", "type": "ordinal"}
    shown = chart(spec("point", rows, x=number, y=NAME))
    hidden = chart(spec("point", rows, x=number | {"axis": None}, y=NAME))
    names = [[label.text for series in found.series for label in series.labels if label] for found in (shown, hidden)]
    assert names == [["1", "2", "3", "甲"], ["甲"]]


def test_ranks_have_a_label_each_and_none_beyond_the_last() -> None:
    rows = [{"年": year, "名次": rank} for year, rank in ((1, 1), (2, 3), (3, 2))]
    found = chart(spec("line", rows, x={"field": "年", "type": "ordinal"}, y={"field": "名次", "type": "ordinal"}))
    axis = found.value_axis
    assert (axis.minimum, axis.maximum, axis.step, axis.number_format) == (0, 4, 1, '[=0]"";[=4]"";0')


def test_negative_labels_of_an_si_format_keep_their_sign() -> None:
    rows = [{"街道": "甲", "值": -400}, {"街道": "乙", "值": 400}]
    found = chart(spec("bar", rows, y=NAME, x=VALUE | {"axis": {"format": "s"}}))
    assert found.value_axis.number_format == "0"


def test_bins_are_named_with_the_decimals_of_the_axis() -> None:
    rows = [{"额": amount} for amount in (0.2, 0.7, 1.1, 1.9, 2.4)]
    across = {"field": "额", "bin": {"step": 0.5}, "axis": {"values": [0, 1, 2], "format": ".1f"}}
    found = chart(spec("bar", rows, x=across, y={"aggregate": "count"}))
    assert found.categories[:3] == ("0.0–0.5", "0.5–1.0", "1.0–1.5")


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("monthdate_日", "2月4日"),
        ("utcmonth_日", "2月"),
        ("quarter_日", "1季度"),
        ("day_日", "周六"),
        ("hoursminutes_日", "9时30分"),
        ("dayofyear_日", "2月4日"),
    ],
)
def test_a_time_of_any_year_is_said_without_one(field: str, words: str) -> None:
    assert cycle(datetime(2012, 2, 4, 9, 30), field) == words


def test_days_of_any_year_are_written_in_one_manner() -> None:
    rows = [{"日": f"2024-02-{day:02d}", "值": day} for day in range(1, 29)]
    found = chart(spec("bar", rows, x={"field": "日", "timeUnit": "monthdate", "type": "temporal"}, y=VALUE))
    assert found.categories[:2] == ("2月1日", "2月2日")
    assert not any("2012" in name for name in found.categories)
