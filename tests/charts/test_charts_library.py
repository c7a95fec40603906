"""The library of kinds, judged by their specs: what each is for, and what it makes of poor input."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from briefing.charts import KINDS, ChartData, Datum, Difference, build
from briefing.charts.fit import fit
from briefing.charts.grammar import unlawful
from briefing.charts.native import NativeChart, translate
from briefing.charts.sample_data import REFERENCED
from briefing.charts.samples import SAMPLES
from briefing.charts.svg import Drawing, draw_all
from briefing.document import Style
from briefing.errors import BriefingError
from briefing.model.metrics import Light

COLOR = "#1F6FB5"
STYLE = Style()


def spec_of(kind: str, data: ChartData | None = None) -> dict[str, Any]:
    return build(kind, SAMPLES[kind].data if data is None else data, STYLE, COLOR)


def layers(spec: dict[str, Any], mark: str) -> list[dict[str, Any]]:
    """Return every layer of a mark, those of nested layers too."""
    found = []
    for layer in spec.get("layer", spec.get("spec", {}).get("layer", ())):
        if "layer" in layer:
            found += layers(layer, mark)
        elif layer["mark"]["type"] == mark:
            found.append(layer)
    return found


def named(spec: dict[str, Any], name: str) -> dict[str, Any]:
    """Return the layer that has rows of its own under this name."""
    return next(layer for layer in spec["layer"] if layer.get("data", {}).get("name") == name)


def rows(spec: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = spec["data"]["values"]
    return found


def printed(spec: dict[str, Any]) -> str:
    return json.dumps(spec, ensure_ascii=False)


def one(*values: float | None, label: bool = True) -> ChartData:
    return ChartData(tuple(Datum(f"第{n}项", "", value, f"{value}" if label else "") for n, value in enumerate(values)))


def test_every_kind_has_a_sample_with_the_words_that_ask_for_it() -> None:
    assert set(SAMPLES) == set(KINDS)
    assert all(sample.yaml.startswith(f"chart: {kind}\n") for kind, sample in SAMPLES.items())


@pytest.mark.parametrize("kind", SAMPLES)
def test_every_kind_is_valid_vega_lite_and_says_which_kind_it_is(kind: str) -> None:
    spec = spec_of(kind)
    assert unlawful(spec, kind) == ()
    assert spec["usermeta"]["briefing"]["kind"] == kind


@pytest.mark.parametrize("kind", SAMPLES)
def test_a_spec_has_no_size_no_configuration_and_is_the_same_each_time(kind: str) -> None:
    spec = spec_of(kind)
    assert not {"width", "height", "config", "title", "datasets"} & set(spec)
    assert json.dumps(spec) == json.dumps(spec_of(kind))


@pytest.mark.parametrize("kind", [kind for kind in SAMPLES if kind not in ("scatter", "radar", "multiples", "area")])
def test_every_label_is_printed_as_it_was_given(kind: str) -> None:
    text = printed(spec_of(kind))
    assert [row.label for row in SAMPLES[kind].data.rows if row.label and row.label not in text] == []


def test_all_kinds_are_drawn_at_their_size() -> None:
    svgs = draw_all([Drawing(spec_of(kind), 452, 190) for kind in SAMPLES], STYLE)
    assert [kind for kind, svg in zip(SAMPLES, svgs, strict=True) if 'width="452" height="190"' not in svg[:200]] == []


# Poor input: a legible chart, or a problem with a way out; never another error.

NAMES = ("一", "二")
BAD: dict[str, Callable[[ChartData], ChartData]] = {
    "empty": lambda data: ChartData(()),
    "one point": lambda data: replace(data, rows=data.rows[:1], totals=(), differences=(), secondary=()),
    "one category": lambda data: _kept(data, data.categories[:1]),
    "all zero": lambda data: _valued(data, 0.0),
    "all missing": lambda data: _valued(data, None),
    "not a number": lambda data: _valued(data, float("nan")),
    "infinite": lambda data: _valued(data, float("inf")),
    "negative": lambda data: _valued(data, -3.5),
    "huge": lambda data: _valued(data, 1e15),
    "tiny": lambda data: _valued(data, 1e-9),
    "200 categories": lambda data: _many(data, 200),
    "60 characters": lambda data: _renamed(data, "很长的名称" * 12),
    "60 characters of 8": lambda data: _renamed(_many(data, 8), "很长的名称" * 12),
    "duplicates": lambda data: replace(data, rows=data.rows + data.rows),
    "markup": lambda data: _renamed(data, '=1+1<b>&"]'),
    "very many": lambda data: _many(data, 10_000),
}


def _kept(data: ChartData, names: tuple[str, ...]) -> ChartData:
    kept = tuple(row for row in data.rows if row.category in names)
    return replace(data, rows=kept, totals=data.totals[: len(names)], differences=())


def _valued(data: ChartData, value: float | None) -> ChartData:
    rows = tuple(replace(row, value=value, x=value, light=None, start=None, finish=None) for row in data.rows)
    return replace(data, rows=rows, differences=() if value is None else data.differences)


def _many(data: ChartData, count: int) -> ChartData:
    first = tuple(row for row in data.rows if row.category == data.categories[0])
    names = [chr(0x4E00 + n % 20000) + chr(0x4E00 + n // 20000) for n in range(count)]
    rows = tuple(replace(row, category=name) for name in names for row in first)
    return replace(data, rows=rows, totals=(), differences=(), secondary=data.secondary)


def _renamed(data: ChartData, name: str) -> ChartData:
    new = {old: f"{name}{place}" for place, old in enumerate(data.categories)}
    rows = tuple(replace(row, category=new[row.category]) for row in data.rows)
    return replace(data, rows=rows, differences=())


@pytest.mark.parametrize("fault", BAD)
def test_poor_input_gives_a_chart_or_a_problem_with_a_way_out(fault: str) -> None:
    drawings, unhelpful = [], []
    for kind, sample in SAMPLES.items():
        try:
            drawings.append(Drawing(spec_of(kind, BAD[fault](sample.data)), 452, 190))
        except BriefingError as error:
            if not error.hint or not error.message.endswith("。"):
                unhelpful.append((kind, str(error)))
    assert unhelpful == []
    assert all(svg.startswith("<svg") for svg in draw_all(drawings, STYLE))


@pytest.mark.parametrize("kind", SAMPLES)
@pytest.mark.parametrize("fault", ["empty", "not a number", "infinite", "duplicates", "very many"])
def test_what_no_chart_could_show_is_refused_by_every_kind(kind: str, fault: str) -> None:
    if fault in ("not a number", "infinite") and kind in ("gantt", "heat"):
        pytest.skip("values are not drawn")
    with pytest.raises(BriefingError):
        spec_of(kind, BAD[fault](SAMPLES[kind].data))


@pytest.mark.parametrize("kind", ["stacked", "share", "area", "doughnut", "pie", "bullet", "radar"])
def test_parts_of_a_whole_are_never_negative(kind: str) -> None:
    with pytest.raises(BriefingError, match="不能有负数"):
        spec_of(kind, BAD["negative"](SAMPLES[kind].data))


@pytest.mark.parametrize(
    "kind", [k for k in SAMPLES if k not in ("scatter", "timeline", "gantt", "heat", "multiples", "sparkline", "area")]
)
def test_two_hundred_names_are_refused_where_each_would_need_a_place(kind: str) -> None:
    with pytest.raises(BriefingError):
        spec_of(kind, BAD["200 categories"](SAMPLES[kind].data))


def test_two_hundred_months_are_drawn_since_an_axis_of_periods_can_be_thinned() -> None:
    data = ChartData(tuple(Datum(f"{2000 + n // 12}年{n % 12 + 1}月", "", float(n)) for n in range(200)))
    assert len(rows(spec_of("line", data))) == 200


@pytest.mark.parametrize(
    ("kind", "data", "message"),
    [
        ("waterfall", replace(SAMPLES["waterfall"].data, rows=SAMPLES["waterfall"].data.rows[:-2]
         + SAMPLES["waterfall"].data.rows[-1:]), "对不上"),
        ("waterfall", ChartData((Datum("期初", "", 1, "1", True), Datum("税收", "", None))), "不能缺数"),
        ("area", ChartData((Datum("1月", "甲", 1), Datum("2月", "甲", None))), "不能缺数"),
        ("area", ChartData((Datum("1月", "甲", 1),)), "两个以上期间"),
        ("dumbbell", one(1, 2), "两个系列"),
        ("combo", one(1, 2), "两个系列"),
        ("progress", one(1, 2), "两个系列"),
        ("radar", one(1, 2), "三项以上"),
        ("ranked", ChartData((Datum("甲", "一", 1), Datum("甲", "二", 2))), "一个系列"),
        ("multiples", ChartData(tuple(Datum("1月", f"{n}区", 1) for n in range(13))), "超过12项"),
        ("scatter", ChartData((Datum("甲", "", 1, x=1, size=-1),)), "不能是负数"),
        ("gantt", ChartData((Datum("甲", "计划", None, start=date(2022, 5, 1), finish=date(2022, 4, 1)),)), "早于"),
        ("bar", replace(SAMPLES["column"].data), "增减箭头"),
        ("line", replace(SAMPLES["line"].data, falling=True), "位次"),
        ("column", replace(one(1, 2), differences=(Difference(("第0项", ""), ("第9项", ""), "+1"),)), "各有一个数"),
        ("stacked", replace(SAMPLES["stacked"].data, totals=("1",)), "合计的个数"),
    ],
)  # fmt: skip
def test_what_a_kind_cannot_show_is_said_in_chinese(kind: str, data: ChartData, message: str) -> None:
    with pytest.raises(BriefingError, match=message):
        spec_of(kind, data)


# What each kind is for.


def test_the_best_stands_on_top_of_a_ranking_with_its_rank_and_its_move() -> None:
    spec = spec_of("ranked")
    (bars,) = layers(spec, "bar")
    assert bars["encoding"]["y"]["scale"]["domain"][:2] == ["1 东湖街道", "2 南溪街道"]
    assert [row["label"] for row in rows(spec)][:2] == ["9.4", "8.7 ↑3位"]


def test_of_ranks_the_smallest_is_the_best() -> None:
    spec = spec_of("ranked", replace(one(9, 2, 5), falling=True))
    assert [row["value"] for row in rows(spec)] == [2, 5, 9]


def test_a_lollipop_stands_on_zero() -> None:
    (stalk, _) = layers(spec_of("lollipop"), "rule")
    assert stalk["encoding"]["x2"]["datum"] == 0


def test_labels_of_a_dumbbell_stand_away_from_its_other_end() -> None:
    places = {(row["category"], row["series"]): row["place"] for row in rows(spec_of("dumbbell"))}
    assert places["企业研发机构", "2020年"] == "left"
    assert places["企业研发机构", "2022年"] == "right-strong"
    assert places["市级以上平台", "2022年"] == "left-strong"


def test_totals_stand_above_their_stacks() -> None:
    totals = named(spec_of("stacked"), "totals")
    assert [row["label"] for row in totals["data"]["values"]] == ["520.6", "563.0", "591.9", "659.2", "713.1"]
    assert [round(row["value"], 1) for row in totals["data"]["values"]] == [520.6, 563.0, 591.9, 659.2, 713.1]


def test_columns_of_shares_are_normalised() -> None:
    (bars,) = layers(spec_of("share"), "bar")
    assert bars["encoding"]["y"]["stack"] == "normalize"


def test_contributions_start_where_the_one_before_ended() -> None:
    steps = [(round(row["start"], 1), round(row["end"], 1), row["part"]) for row in rows(spec_of("waterfall"))]
    assert steps[:3] == [(0, 46.4, "水平"), (46.4, 64.6, "增加"), (64.6, 73.7, "增加")]
    assert steps[4:] == [(78.6, 66.0, "减少"), (66.0, 60.7, "减少"), (0, 60.7, "水平")]


def test_contributions_may_cross_zero() -> None:
    data = ChartData((Datum("期初", "", 2, "2", True), Datum("亏损", "", -5, "−5"), Datum("期末", "", -3, "−3", True)))
    spec = spec_of("waterfall", data)
    assert [(row["start"], row["end"]) for row in rows(spec)] == [(0, 2), (2, -3), (0, -3)]
    assert layers(spec, "bar")[0]["encoding"]["y"]["scale"]["domain"][0] < -3


def test_value_and_growth_have_an_axis_each() -> None:
    spec = spec_of("combo")
    assert spec["resolve"]["scale"]["y"] == "independent"
    (bars,), (line,) = layers(spec, "bar"), layers(spec, "line")
    assert bars["encoding"]["y"]["scale"]["domain"][0] == 0
    assert line["encoding"]["y"]["scale"]["domain"][1] < 25


def test_the_pace_is_said_once_and_each_light_in_shape_and_word() -> None:
    text = printed(spec_of("progress"))
    assert text.count("序时进度75.0%") == 1
    assert all(words in text for words in ('"shape": "■", "word": "红"', '"shape": "▲", "word": "黄"'))


def test_a_light_in_a_heat_table_is_told_by_shape_word_and_lightness() -> None:
    cells = {row["printed"]: (row["ground"], row["ink"]) for row in rows(spec_of("heat"))}
    assert set(cells) == {"● 绿", "▲ 黄", "■ 红", "—"}
    assert cells["■ 红"] == (STYLE.red, STYLE.ground)


def test_values_without_lights_are_shaded_from_light_to_dark() -> None:
    data = ChartData(tuple(Datum(f"{n}月", "甲", float(n), str(n)) for n in range(1, 4)))
    assert len({row["ground"] for row in rows(spec_of("heat", data))}) == 3


def test_small_multiples_share_one_scale_and_stress_one_panel() -> None:
    spec = spec_of("multiples")
    assert spec["columns"] == 3
    assert {row["shade"] for row in rows(spec) if row["series"] == "南溪街道"} == {COLOR}
    assert {row["shade"] for row in rows(spec) if row["series"] == "西岭镇"} == {STYLE.muted}


def test_names_of_points_that_touch_stand_on_different_sides() -> None:
    data = ChartData((Datum("甲", "", 5.0, x=5.0), Datum("乙", "", 5.01, x=5.02), Datum("丙", "", 9, x=9)))
    places = {row["category"]: row["place"] for row in rows(spec_of("scatter", data))}
    assert places["甲"] != places["乙"]


def test_a_radar_closes_its_polygons_and_tells_its_numbers() -> None:
    spec = spec_of("radar")
    first = [row for row in rows(spec) if row["series"] == "2022年"]
    assert (first[0]["across"], first[0]["up"]) == (first[-1]["across"], first[-1]["up"])
    told = spec["usermeta"]["briefing"]["rows"]
    assert told[0] == {
        "category": "政务服务", "series": "2020年", "value": 78, "label": "78", "emphasis": False,
    }  # fmt: skip
    assert len(told) == 12


def test_a_project_is_dark_while_in_time_black_past_its_plan_and_pale_ahead() -> None:
    pieces = [(row["category"], row["start"], row["finish"], row["piece"]) for row in rows(spec_of("gantt"))]
    assert pieces[:4] == [
        ("科创园一期", "2021-03-01", "2022-04-30", "已实施"),
        ("科创园一期", "2022-04-30", "2022-06-30", "计划"),
        ("滨江快速路", "2021-09-01", "2022-09-30", "已实施"),
        ("滨江快速路", "2022-09-30", "2022-12-31", "超期"),
    ]


def test_without_a_day_to_look_from_nothing_unfinished_is_said_to_be_done() -> None:
    data = replace(SAMPLES["gantt"].data, today=None)
    assert {row["piece"] for row in rows(spec_of("gantt", data)) if row["category"] != "科创园一期"} == {"计划"}


def test_an_arrow_goes_from_the_first_column_to_the_last_with_its_words() -> None:
    spec = spec_of("column")
    assert len(named(spec, "arrows")["data"]["values"]) == 6
    words = named(spec, "changes")
    assert [row["label"] for row in words["data"]["values"]] == ["+23.2%", "+26.6%"]
    assert spec["usermeta"]["briefing"]["annotated"] is True


@pytest.mark.parametrize(("kind", "words"), [("column", "+23.2%"), ("line", "年均增长8.9%")])
def test_an_arrow_does_not_keep_a_chart_from_being_native(kind: str, words: str) -> None:
    chart = translate(spec_of(kind))
    assert isinstance(chart, NativeChart)
    assert words in [note.text for note in chart.notes]


def test_two_arrows_over_the_same_columns_stand_one_above_the_other_within_the_plot() -> None:
    ends = (("2018年", ""), ("2022年", ""))
    data = replace(SAMPLES["line"].data, differences=(Difference(*ends, "+40.7%"), Difference(*ends, "年均增长8.9%")))
    spec = spec_of("line", data)
    words = named(spec, "changes")
    low, high = (row["y"] for row in words["data"]["values"])
    assert low < high < words["encoding"]["y"]["scale"]["domain"][1]


def test_a_line_to_compare_with_is_drawn_across_the_columns() -> None:
    assert any("平均6.3" in json.dumps(layer, ensure_ascii=False) for layer in spec_of("column", REFERENCED)["layer"])


def test_lights_are_those_of_the_model() -> None:
    assert {row.light for row in SAMPLES["progress"].data.rows} == {None, Light.GREEN, Light.YELLOW, Light.RED}


def test_heads_of_a_heat_table_that_need_two_lines_end_on_one_line_above_the_cells() -> None:
    names = ("群众满意率", "规上企业数字化改造完成率", "垃圾分类达标率", "优良水体比例", "新增城镇就业", "PM2.5浓度")
    rows = tuple(Datum(name, town, 1.0, "96.8%", light=Light.YELLOW) for town in ("甲镇", "乙镇") for name in names)
    fitted = fit(build("heat", ChartData(rows), Style(), "#1F6FB2"), 440, 200, Style(), "pdf", "Noto Sans SC")
    axis = next(layer["encoding"]["x"]["axis"] for layer in fitted["layer"] if "axis" in layer["encoding"]["x"])
    assert '["","群众满意率"]' in axis["labelExpr"]
    assert '["规上企业数字","化改造完成率"]' in axis["labelExpr"]
    # The lines of 9 points stand 11.25 points apart, and grow down from the place of the first.
    assert (axis["labelLineHeight"], axis["labelPadding"]) == (11.25, 16.25)
