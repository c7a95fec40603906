"""Forms of bars and points that analysts write: rounded, overlaid, diverging, jittered. All figures invented."""

from __future__ import annotations

from typing import Any

import pytest

from briefing.charts.native import NativeChart, NotNative, translate

NAME = {"field": "街道", "type": "nominal", "sort": None}
VALUE = {"field": "值", "type": "quantitative"}
KIND = {"field": "类", "type": "nominal"}
ROWS: list[dict[str, Any]] = [
    {"街道": "甲", "类": "一", "值": 3},
    {"街道": "乙", "类": "一", "值": 5},
    {"街道": "甲", "类": "二", "值": 4},
    {"街道": "乙", "类": "二", "值": 6},
]


def spec(mark: Any, rows: list[dict[str, Any]] | None = None, **encoding: Any) -> dict[str, Any]:
    return {"data": {"values": ROWS if rows is None else rows}, "mark": mark, "encoding": encoding}


def chart(drawn: dict[str, Any]) -> NativeChart:
    found = translate(drawn)
    assert isinstance(found, NativeChart)
    return found


def table(found: NativeChart) -> dict[str, tuple[float | None, ...]]:
    return {series.name: series.values for series in found.series if series.color}


@pytest.mark.parametrize("along", ["x", "y"])
def test_stacks_with_round_corners_are_one_chart(along: str) -> None:
    across = "y" if along == "x" else "x"
    encoding = {along: NAME, across: VALUE, "color": KIND}
    rounded = {"type": "bar", "cornerRadiusEnd": 4}
    found = chart({"data": {"values": ROWS}, "mark": rounded, "encoding": encoding})
    assert found.kind == ("column" if along == "x" else "bar")
    assert (found.categories, found.grouping) == (("甲", "乙"), "stacked")
    assert table(found) == {"一": (3, 5), "二": (4, 6)}


def test_digits_written_as_text_are_numbers() -> None:
    rows = {"values": "街道,值\n甲,20\n乙,3.5\n", "format": {"type": "csv"}}
    found = chart({"data": rows, "mark": "bar", "encoding": {"x": NAME, "y": VALUE}})
    assert found.series[0].values == (20, 3.5)


def test_a_field_within_a_list_is_measured_from_zero() -> None:
    rows = [{"街道": "甲", "界": [150, 225]}]
    field = {"field": "界[1]", "type": "quantitative"}
    found = chart(spec("bar", rows, y=NAME, x=field))
    assert (found.grouping, table(found)) == ("clustered", {"界[1]": (225,)})


def test_of_bars_that_cover_one_another_the_later_lie_in_front() -> None:
    rows = [{"街道": "甲", "类": "总数", "值": 9}, {"街道": "甲", "类": "其中", "值": 4}]
    found = chart(spec("bar", rows, x=NAME, y=VALUE | {"stack": None}, color=KIND))
    assert list(table(found)) == ["总数", "其中"]
    assert found.overlap == 100


def test_answers_for_and_against_are_stacked_from_zero_both_ways() -> None:
    parts = (("反对", -30, -10), ("中立", -10, 10), ("赞成", 10, 50))
    rows = [{"街道": "甲", "类": kind, "起": start, "止": end} for kind, start, end in parts]
    start = {"field": "起", "type": "quantitative"}
    found = chart(spec("bar", rows, y=NAME, x=start, x2={"field": "止"}, color=KIND))
    assert table(found) == {"中立": (10,), "赞成": (40,), "中立（负）": (-10,), "反对": (-20,)}
    assert found.grouping == "stacked"


def test_a_gap_below_zero_is_kept() -> None:
    parts = (("一", -9, -6), ("二", -4, -1))
    rows = [{"街道": "甲", "类": kind, "起": start, "止": end} for kind, start, end in parts]
    found = chart(spec("bar", rows, y=NAME, x={"field": "起", "type": "quantitative"}, x2={"field": "止"}, color=KIND))
    assert [series.values for series in found.series] == [(-1,), (-3,), (-2,), (-3,)]
    assert [series.color == "" for series in found.series] == [True, False, True, False]


def test_the_median_of_a_box_that_lies_is_a_line_and_no_part_of_the_stack() -> None:
    rows = [{"街道": "甲", "值": value} for value in (1, 2, 3, 4, 9)]
    found = chart(spec({"type": "boxplot", "extent": "min-max", "median": {"color": "#FF0000"}}, rows, y=NAME, x=VALUE))
    assert [(note.kind, note.color) for note in found.notes if note.color == "#FF0000"] == [("line", "#FF0000")]
    assert sum(values[0] or 0 for values in (series.values for series in found.series)) == 4


def test_points_beside_the_middle_of_their_names_are_scattered() -> None:
    rows = [{"街道": "甲", "值": 3, "偏": 0.0}, {"街道": "甲", "值": 4, "偏": 1.0}, {"街道": "乙", "值": 4, "偏": 0.5}]
    found = chart(spec("circle", rows, x=NAME, y=VALUE, xOffset={"field": "偏", "type": "quantitative"}))
    assert found.kind == "scatter"
    first, second, third = (at or 0.0 for at in found.series[0].x)
    assert 0 < first < 0.5 < second < 1 < third < 2


def test_strips_keep_the_colours_of_their_names() -> None:
    scale = {"domain": ["甲", "乙"], "range": ["#112233", "#445566"]}
    found = chart(spec("tick", y=NAME, x=VALUE, color={"field": "街道", "scale": scale}))
    assert [series.errors[0].color for series in found.series if series.errors] == ["#112233", "#445566"]


def test_points_of_a_map_are_no_scatter_chart() -> None:
    rows = [{"经": 121.5, "纬": 31.2}, {"经": 116.4, "纬": 39.9}]
    places = {"longitude": {"field": "经", "type": "quantitative"}, "latitude": {"field": "纬", "type": "quantitative"}}
    with pytest.raises(NotNative, match="坐标轴"):
        translate(spec("circle", rows, **places))


def test_layers_repeated_over_chinese_fields_are_drawn() -> None:
    rows = [{"年": "2022", "进口": 3, "出口": 5}, {"年": "2023", "进口": 4, "出口": 6}]
    repeated = {"repeat": "layer"}
    encoding = {"x": {"field": "年"}, "y": {"field": repeated, "type": "quantitative"}, "color": {"datum": repeated}}
    found = chart(
        {
            "data": {"values": rows},
            "repeat": {"layer": ["进口", "出口"]},
            "spec": {"mark": "line", "encoding": encoding},
        }
    )
    assert table(found) == {"进口": (3, 4), "出口": (5, 6)}
    assert found.legend == "right"
