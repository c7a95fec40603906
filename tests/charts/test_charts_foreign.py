"""Claims about drawing any Vega-Lite spec: it fits, is legible, is bounded, and does not lie. All data invented."""

from __future__ import annotations

import re
from typing import Any

import pytest

from briefing.charts import bounds, cache
from briefing.charts.legible import legible, unrepeated
from briefing.charts.measured import measured, size
from briefing.charts.reduced import compiled
from briefing.charts.svg import draw
from briefing.document import Style
from briefing.errors import BriefingError

ROWS = [{"a": a, "g": g, "b": i + j} for i, a in enumerate("甲乙丙丁") for j, g in enumerate(("东", "西", "南"))]
X, Y = {"field": "a", "type": "nominal"}, {"field": "b", "type": "quantitative"}
REPEATED = {"field": {"repeat": "repeat"}, "type": "nominal"}
BAR: dict[str, Any] = {"data": {"values": ROWS}, "mark": "bar", "encoding": {"x": X, "y": Y}}


@pytest.fixture(autouse=True)
def _uncached() -> Any:
    with cache.disabled():
        yield


def drawn(spec: dict[str, Any], width: float | None = 452, height: float | None = 230) -> str:
    return draw(spec, width, height, Style())


def sizes(svg: str) -> list[float]:
    return [float(found) for found in re.findall(r'font-size="([\d.]+)px"', svg)]


@pytest.mark.parametrize(
    "spec",
    [
        BAR,
        BAR | {"width": 900, "height": {"step": 40}},
        BAR | {"encoding": {"x": X, "y": Y, "column": {"field": "g"}}},
        {"data": {"values": ROWS}, "facet": {"field": "g"}, "spec": {"mark": "bar", "encoding": {"x": X, "y": Y}}},
        {"hconcat": [BAR, BAR | {"width": 500}]},
        {"vconcat": [BAR, {"hconcat": [BAR, BAR]}]},
        {"data": {"values": ROWS}, "repeat": ["a", "g"], "spec": {"mark": "bar", "encoding": {"x": REPEATED, "y": Y}}},
        {"data": {"values": ROWS}, "mark": {"type": "arc", "outerRadius": 400}, "encoding": {"theta": Y, "color": X}},
    ],
)  # fmt: skip
def test_every_shape_of_spec_fits_its_room_with_legible_text(spec: dict[str, Any]) -> None:
    svg = drawn(spec)
    assert size(svg) == (452, 230)
    assert min(sizes(svg)) >= 8.5


def test_small_text_of_the_spec_is_raised_and_its_faces_are_replaced() -> None:
    spec = BAR | {"config": {"font": "Comic Sans", "axis": {"labelFontSize": 4, "labelFont": "Papyrus"}}}
    svg = drawn(spec | {"title": {"text": "示例", "fontSize": 5}})
    assert min(sizes(svg)) == 8.5
    assert set(re.findall(r'font-family="([^"]+)"', svg)) == {"Noto Sans SC"}


def test_the_users_own_settings_win_over_the_house() -> None:
    made = legible(
        BAR | {"config": {"axis": {"gridColor": "#123456"}, "axisX": {"labelAngle": -30}}}, Style(), "pdf", "F"
    )
    assert made["config"]["axis"]["gridColor"] == "#123456"
    assert made["config"]["axisX"]["labelAngle"] == -30
    assert made["config"]["font"] == "F"


def test_links_and_settings_of_viewers_are_taken_out() -> None:
    spec = BAR | {
        "usermeta": {"embedOptions": {"patch": "http://example.org"}},
        "mark": {"type": "bar", "href": "http://x"},
    }
    made = legible(spec, Style(), "pdf", "F")
    assert "usermeta" not in made
    assert made["mark"] == {"type": "bar"}


def test_long_names_are_broken_in_their_given_order_and_stay_horizontal() -> None:
    names = [f"第{i}季度重点产业链项目投资" for i in "一二三四五六"]
    spec = {
        "data": {"values": [{"a": n, "b": 1} for n in names]},
        "mark": "bar",
        "encoding": {"x": X | {"sort": None}, "y": Y},
    }
    (guide,) = [guide for guide in measured(drawn(spec)).guides if guide.side == "x"]
    assert ["".join(label.lines) for label in guide.labels] == names
    assert all(len(label.lines) > 1 and label.width <= guide.step for label in guide.labels)


def test_two_hundred_names_are_thinned_to_those_that_have_room_and_the_last_stays() -> None:
    rows = [{"a": f"单位{i:03d}", "b": i} for i in range(200)]
    spec = {"data": {"values": rows}, "mark": "bar", "encoding": {"x": X | {"sort": None}, "y": Y}}
    (guide,) = [guide for guide in measured(drawn(spec)).guides if guide.side == "x"]
    assert 5 < len(guide.labels) < 60
    assert "".join(guide.labels[-1].lines) == "单位199"


def test_a_name_that_javascript_knows_is_only_a_name() -> None:
    names = ["toString", "一个很长很长很长很长的名字甲", "一个很长很长很长很长的名字乙", "constructor"]
    rows = [{"a": name, "b": 1} for name in names]
    spec = {"data": {"values": rows}, "mark": "point", "encoding": {"x": X | {"sort": None}, "y": Y}}
    (guide,) = [guide for guide in measured(drawn(spec, 330, 200)).guides if guide.side == "x"]
    assert "".join("".join(label.lines) for label in guide.labels) == "".join(names)


def test_one_point_of_a_line_is_seen() -> None:
    svg = drawn({"data": {"values": [{"a": "甲", "b": 3}]}, "mark": "line", "encoding": {"x": X, "y": Y}})
    assert "mark-symbol role-mark" in svg


def test_fields_with_chinese_names_can_be_repeated() -> None:
    spec: dict[str, Any] = {
        "data": {"values": [{"产值": 1, "能耗": 2}]},
        "repeat": {"row": ["产值"], "column": ["能耗", "产值"]},
        "spec": {
            "mark": "point",
            "encoding": {"x": {"field": {"repeat": "column"}}, "y": {"field": {"repeat": "row"}}},
        },
    }
    cells = unrepeated(spec)["vconcat"][0]["hconcat"]
    assert [(c["encoding"]["x"]["field"], c["encoding"]["y"]["field"]) for c in cells] == [
        ("能耗", "产值"),
        ("产值", "产值"),
    ]


@pytest.mark.parametrize("values", [[], [{"a": "甲", "b": None}], [{"a": "甲", "c": 3}]])
def test_a_chart_without_marks_is_a_problem_that_says_where_to_look(values: list[Any]) -> None:
    with pytest.raises(BriefingError, match="没有可画的数据"):
        drawn(BAR | {"data": {"values": values}})


@pytest.mark.parametrize(
    "spec",
    [
        {"mark": "arc", "encoding": {"theta": Y, "color": X}},
        {"mark": "bar", "encoding": {"x": X, "y": Y | {"stack": "normalize"}, "color": {"field": "g"}}},
    ],
)
def test_negative_parts_of_a_whole_are_refused(spec: dict[str, Any]) -> None:
    rows = [{"a": "甲", "g": "东", "b": 5}, {"a": "甲", "g": "西", "b": -3}]
    with pytest.raises(BriefingError, match="画不了负数"):
        drawn({"data": {"values": rows}, **spec})


def test_a_paint_from_the_rows_that_leads_outside_is_refused() -> None:
    rows = [{"a": "甲", "b": 1, "c": "url(http://example.org/p.svg#a)"}]
    color = {"field": "c", "type": "nominal", "scale": None}
    with pytest.raises(BriefingError, match="外部地址"):
        drawn({"data": {"values": rows}, "mark": "bar", "encoding": {"x": X, "y": Y, "color": color}})


def test_dates_are_those_of_the_rows_in_every_time_zone() -> None:
    import os
    import subprocess
    import sys

    code = (
        "from briefing.charts.svg import draw; from briefing.document import Style;"
        "x = {'field': 'd', 'timeUnit': 'yearmonthdate', 'type': 'ordinal'};"
        "encoding = {'x': x, 'y': {'aggregate': 'count'}};"
        "spec = {'data': {'values': [{'d': '2020-01-01'}]}, 'mark': 'bar', 'encoding': encoding};"
        "print(draw(spec, 300, 200, Style()))"
    )
    env = dict(os.environ, TZ="America/New_York", BRIEFING_CACHE_DIR=os.devnull)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=env)
    assert "Jan 01, 2020" in done.stdout


def test_many_rows_are_drawn_once_they_are_summed_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "MOST_MARKS", 50)
    monkeypatch.setattr("briefing.charts.reduced.MOST_MARKS", 50)
    rows = [{"a": "甲乙丙"[i % 3], "b": i, "d": f"2024-0{i % 3 + 1}-05"} for i in range(300)]
    summed = {"x": X, "y": {"aggregate": "mean", "field": "b", "type": "quantitative"}}
    spec = {"data": {"values": rows}, "mark": "bar", "encoding": summed}
    assert [(row["a"], row["mean_b"]) for row in compiled(spec)["data"][0]["values"]] == [
        ("甲", 148.5), ("乙", 149.5), ("丙", 150.5),
    ]  # fmt: skip
    assert "148.5" in drawn(spec)
    monthly = summed | {"x": {"field": "d", "timeUnit": "yearmonth", "type": "temporal"}}
    assert drawn(spec | {"encoding": monthly}).count('aria-roledescription="bar"') == 3
    assert [row["yearmonth_d"] for row in compiled(spec | {"encoding": monthly})["data"][0]["values"]] == [
        1704067200000, 1706745600000, 1709251200000,
    ]  # fmt: skip


def test_many_marks_are_refused_with_a_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "MOST_MARKS", 50)
    monkeypatch.setattr("briefing.charts.reduced.MOST_MARKS", 50)
    rows = [{"a": i, "b": i} for i in range(300)]
    with pytest.raises(BriefingError, match="aggregate"):
        drawn(BAR | {"data": {"values": rows}})
    spec = BAR | {"data": {"values": rows}, "encoding": {"x": X, "y": {"aggregate": "sum", "field": "b"}}}
    with pytest.raises(BriefingError, match="汇总之后图表还要画300个点"):
        drawn(spec)


@pytest.mark.parametrize(
    "data", [{"sequence": {"start": 0, "stop": 1e12}}, {"sequence": {"start": 0, "stop": 5, "step": 0}}]
)
def test_generators_without_end_are_refused(data: dict[str, Any]) -> None:
    with pytest.raises(BriefingError, match="sequence"):
        drawn(BAR | {"data": data})


def test_a_spec_nested_without_end_is_refused() -> None:
    spec: dict[str, Any] = BAR
    for _ in range(200):
        spec = {"hconcat": [spec]}
    with pytest.raises(BriefingError, match="嵌套"):
        drawn(spec)


def test_what_is_no_chart_at_all_is_said_so() -> None:
    with pytest.raises(BriefingError, match="不是一张图表"):
        draw([1, 2], 100, 100, Style())  # type: ignore[arg-type]  # what a program may pass all the same


def test_the_words_of_a_dark_theme_are_light_everywhere() -> None:
    style = {"guide-label": {"fill": "#FAFAFA"}, "guide-title": {"fill": "#FAFAFA"}}
    spec = BAR | {"config": {"background": "#333333", "style": style}}
    svg = drawn(spec | {"encoding": {"x": X, "y": Y, "color": {"field": "g"}}})
    fills = set(re.findall(r'<text[^>]* fill="([^"]+)"', svg))
    assert fills == {"#FAFAFA"}


def test_names_above_a_plot_are_broken_upwards_and_not_into_it() -> None:
    rows = [{"a": name, "g": "东", "b": 1} for name in ("就业服务和保障", "教育医疗和住房", "城市更新和治理")]
    names = X | {"axis": {"orient": "top"}}
    spec = {"data": {"values": rows}, "mark": "rect", "encoding": {"x": names, "y": {"field": "g"}, "color": Y}}
    (guide,) = (each for each in measured(drawn(spec, 250, 200)).guides if each.side == "x")
    assert guide.over
    lines = max(len(label.lines) for label in guide.labels)
    assert lines > 1
    heights = re.findall(r"<text[^>]*translate\([\d.]+,(-[\d.]+)\)", drawn(spec, 250, 200))
    assert min(map(float, heights)) <= -(lines - 1) * 10
