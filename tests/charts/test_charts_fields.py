"""Claims about the fields that a spec draws: those that no row has are told, and others never."""

from __future__ import annotations

from typing import Any

import pytest

from briefing.charts.fields import check_names, unknown_fields
from briefing.errors import BriefingError
from tests.charts.measuring import specs

ROWS = {"values": [{"name": "甲", "value": 3}, {"name": "乙", "value": 5, "a.b": 1, "deep": {"x": 1}}]}


def told(spec: dict[str, Any]) -> list[tuple[str, str]]:
    return [(problem.where, problem.message) for problem in unknown_fields({"data": ROWS, "mark": "bar"} | spec, "f")]


def test_a_field_that_no_row_has_is_told_with_its_place_and_a_near_name() -> None:
    spec = {"data": ROWS, "mark": "bar", "encoding": {"x": {"field": "nmae"}, "y": {"field": "value"}}}
    (problem,) = unknown_fields(spec, "own.vl.json")
    assert str(problem) == ("own.vl.json#encoding.x.field: 数据里没有“nmae”这个字段。是不是想写：name？")


def test_each_field_is_told_once_wherever_it_stands() -> None:
    layers = [{"mark": "bar"}, {"mark": "text", "encoding": {"text": {"field": "lable"}, "x": {"field": "lable"}}}]
    assert told({"layer": layers}) == [("f#layer[1].encoding.text.field", "数据里没有“lable”这个字段。")]
    concat = {"hconcat": [{"mark": "bar", "encoding": {"x": {"field": "no"}}}]}
    assert told(concat) == [("f#hconcat[0].encoding.x.field", "数据里没有“no”这个字段。")]


@pytest.mark.parametrize(
    "spec",
    [
        {"encoding": {"x": {"field": "name"}, "y": {"field": "value"}}},
        {"encoding": {"x": {"field": "deep.x"}, "y": {"field": "a\\.b"}}},
        {"encoding": {"y": {"aggregate": "count", "field": "*"}}},
        {"transform": [{"calculate": "1", "as": "one"}], "encoding": {"x": {"field": "one"}}},
        {"transform": [{"fold": ["value"]}], "encoding": {"x": {"field": "key"}, "y": {"field": "value"}}},
        {"transform": [{"bin": True, "field": "value", "as": "b"}], "encoding": {"x2": {"field": "b_end"}}},
        {"transform": [{"pivot": "name", "value": "value"}], "encoding": {"x": {"field": "甲"}}},
        {"transform": [{"density": "value"}], "encoding": {"x": {"field": "density"}}},
        {"transform": [{"lookup": "name", "from": {"param": "p"}}], "encoding": {"x": {"field": "any"}}},
        {"data": {"values": "a,b\n1,2", "format": {"type": "csv"}}, "encoding": {"x": {"field": "a"}}},
        {"data": {"values": []}, "encoding": {"x": {"field": "a"}}},
        {"data": {"name": "elsewhere"}, "encoding": {"x": {"field": "a"}}},
        {"repeat": ["value"], "spec": {"mark": "bar", "encoding": {"x": {"field": {"repeat": "repeat"}}}}},
    ],
)
def test_fields_that_rows_or_transforms_may_have_are_not_told(spec: dict[str, Any]) -> None:
    assert told(spec) == []


def test_a_shared_encoding_is_judged_by_the_rows_of_all_the_views_below_it() -> None:
    other = {"data": {"values": [{"z": 1}]}, "mark": "rule"}
    assert told({"encoding": {"x": {"field": "z"}}, "layer": [{"mark": "bar"}, other]}) == []


def test_no_chart_of_the_measuring_set_is_said_to_lack_a_field() -> None:
    assert {name: found for name, spec in specs().items() if (found := unknown_fields(spec, name))} == {}


def test_an_axis_of_thousands_of_names_is_refused_unless_something_makes_them_fewer() -> None:
    rows = [{"a": f"n{i}", "b": i} for i in range(2001)]
    encoding = {"x": {"field": "a"}, "y": {"field": "b", "type": "quantitative"}}
    spec = {"data": {"values": rows}, "mark": "bar", "encoding": encoding}
    with pytest.raises(BriefingError, match="2001个不同的值"):
        check_names(spec)
    check_names(spec | {"transform": [{"filter": "datum.b < 10"}]})
    check_names(spec | {"data": {"values": rows[:2000]}})
    check_names(spec | {"encoding": {"x": {"field": "b", "type": "quantitative"}}})
