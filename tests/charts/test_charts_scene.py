"""What Vega makes of a spec, read back with the data values behind every item."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from briefing.charts import cache
from briefing.charts.scene import Scene, View, evaluate
from briefing.charts.scene.evaluate import Canvas
from briefing.charts.scene.expressions import datum, source
from briefing.errors import BriefingError

ROWS = [
    {"街道": "甲", "类": "一", "值": 3.1, "日": "2020-01-01"},
    {"街道": "乙", "类": "一", "值": 5.2, "日": "2020-02-01"},
    {"街道": "甲", "类": "二", "值": 4.3, "日": "2020-01-01"},
]
NAMES = {"field": "街道", "type": "nominal"}
SUM = {"field": "值", "aggregate": "sum", "type": "quantitative"}


def spec(mark: Any, rows: list[dict[str, Any]] | None = None, **encoding: Any) -> dict[str, Any]:
    return {"data": {"values": ROWS if rows is None else rows}, "mark": mark, "encoding": encoding}


def view(scene: Scene) -> View:
    (found,) = scene.views
    return found


def test_an_aggregate_is_evaluated_by_vega_and_its_values_are_exact() -> None:
    (mark,) = view(evaluate(spec("bar", x=NAMES, y=SUM))).marks
    assert {item.values["x"]: item.values["y"] for item in mark.items} == {"甲": 7.4, "乙": 5.2}


def test_a_stack_keeps_what_each_part_measures_beside_where_it_stands() -> None:
    (mark,) = view(evaluate(spec("bar", x=NAMES, y=SUM, color={"field": "类"}))).marks
    parts = {(item.values["x"], item.values["fill"]): item.values["y:amount"] for item in mark.items}
    assert parts == {("甲", "一"): 3.1, ("甲", "二"): 4.3, ("乙", "一"): 5.2}
    assert mark.stacks["y"] == "zero"


def test_an_instant_is_the_day_that_was_written_whatever_the_zone() -> None:
    (mark,) = view(evaluate(spec("line", x={"field": "日", "type": "temporal"}, y=SUM))).marks
    assert [item.values["x"] for item in mark.items] == [datetime(2020, 1, 1), datetime(2020, 2, 1)]


def test_whole_numbers_come_back_whole() -> None:
    (mark,) = view(evaluate(spec("bar", x=NAMES, y={"aggregate": "count"}))).marks
    assert sorted((item.values["y"] for item in mark.items), key=str) == [1, 2]
    assert all(isinstance(item.values["y"], int) for item in mark.items)


def test_lines_of_several_series_are_marks_of_their_own_that_know_their_name() -> None:
    found = view(evaluate(spec("line", x=NAMES, y=SUM, detail={"field": "类"})))
    assert [mark.items[0].values["group:类"] for mark in found.marks] == ["一", "二"]


def test_labels_of_an_axis_know_the_value_they_stand_for() -> None:
    axis = {"format": ".1f", "values": [0, 5]}
    found = view(evaluate(spec("bar", x=NAMES, y=SUM | {"axis": axis})))
    scale = found.scale(found.marks[0], "y")
    assert scale is not None
    drawn = found.axis(scale.name)
    assert drawn is not None
    assert [(tick.value, tick.text) for tick in drawn.ticks] == [(0, "0.0"), (5, "5.0")]


def test_names_that_were_broken_for_want_of_room_are_whole_again() -> None:
    axis = {"labelExpr": "['高新', '园区']"}
    found = view(evaluate(spec("bar", x=NAMES | {"axis": axis}, y=SUM)))
    assert {tick.text for axis in found.axes for tick in axis.ticks if axis.orient == "bottom"} == {"高新园区"}


def test_only_the_outermost_of_views_in_a_row_shows_their_shared_axis() -> None:
    scene = evaluate(spec("bar", x=NAMES, y=SUM, column={"field": "类"}))
    shown = [[axis.shown for axis in each.axes if axis.orient == "left"] for each in scene.views]
    assert [each.title for each in scene.views] == ["一", "二"]
    assert shown == [[True], [False]]


def test_each_of_independent_views_has_its_own_axis() -> None:
    panels = spec("bar", x=NAMES, y=SUM, column={"field": "类"})
    scene = evaluate(panels | {"resolve": {"scale": {"y": "independent"}}})
    left = [axis for each in scene.views for axis in each.axes if axis.orient == "left"]
    tops = [axis.ticks[-1].value for axis in left]
    assert len(tops) == 2
    assert len(set(tops)) == 2


def test_a_legend_says_which_colour_each_name_has() -> None:
    colors = {"field": "类", "scale": {"domain": ["一", "二"], "range": ["#112233", "#445566"]}}
    (legend,) = view(evaluate(spec("bar", x=NAMES, y=SUM, color=colors))).legends
    assert [(entry.text, entry.color) for entry in legend.entries] == [("一", "#112233"), ("二", "#445566")]


def test_title_and_subtitle_are_read() -> None:
    titled = spec("bar", x=NAMES, y=SUM) | {"title": {"text": "产值", "subtitle": "亿元"}}
    scene = evaluate(titled)
    assert (scene.title, scene.subtitle) == ("产值", "亿元")


def test_views_fill_the_canvas_and_their_text_keeps_its_size() -> None:
    panels = spec("bar", x=NAMES, y=SUM, column={"field": "类"})
    scene = evaluate(panels, Canvas(600, 300))
    assert scene.width == pytest.approx(600, abs=12)
    assert scene.height == pytest.approx(300, abs=12)


def test_a_spec_that_names_an_address_is_refused_before_it_is_compiled() -> None:
    remote = {"data": {"url": "https://example.org/a.csv"}, "mark": "bar", "encoding": {}}
    with pytest.raises(BriefingError, match="外部地址"):
        evaluate(remote)


def test_a_spec_that_vega_cannot_compile_is_an_error_in_one_line() -> None:
    with pytest.raises(BriefingError, match="图表画不出来") as caught:
        evaluate({"data": {"values": []}, "mark": "no-such-mark", "encoding": {}})
    assert "\n" not in str(caught.value)


def test_a_scene_from_the_cache_equals_a_fresh_one(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFING_CACHE_DIR", str(tmp_path))
    drawn = spec("bar", x=NAMES, y=SUM, color={"field": "类"})
    with cache.disabled():
        fresh = evaluate(drawn, Canvas())
    evaluate(drawn, Canvas())
    assert list(tmp_path.rglob("*/*"))
    assert evaluate(drawn, Canvas()) == fresh


@pytest.mark.parametrize(
    ("field", "expected"),
    [("值", 'datum["值"]'), ("a\\.b", 'datum["a.b"]'), ("a.b", 'datum["a"]["b"]'), ("a[0]", 'datum["a"]["0"]')],
)
def test_a_field_is_found_as_vega_lite_writes_it(field: str, expected: str) -> None:
    assert datum(field) == expected


def test_the_value_of_a_channel_with_conditions_follows_its_tests() -> None:
    found = source([{"test": "datum.a > 1", "scale": "y", "field": "a"}, {"value": 3}])
    assert found.expression == '(datum.a > 1) ? (datum["a"]) : (null)'
    assert (found.scale, found.field) == ("y", "a")


def test_a_scaled_expression_is_taken_out_of_its_call() -> None:
    found = source({"signal": 'scale("x", 0.5 * datum["lo"] + 0.5 * datum["hi"]) + 2'})
    assert found.expression == '0.5 * datum["lo"] + 0.5 * datum["hi"]'
    assert found.scale == "x"
