"""The builders, judged by their specs."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace

import altair as alt
import pytest

from briefing.charts import ChartData, Datum, Reference, build, marks
from briefing.errors import BriefingError
from tests.charts.chart_samples import (
    COLOR,
    GROWTH,
    OUTPUT,
    RANKED,
    RANKS,
    SAMPLES,
    SHARES,
    STEPS,
    STYLE,
    layers_of,
    rows_of,
    spec_of,
)


@pytest.mark.parametrize("kind", SAMPLES)
def test_every_kind_is_valid_vega_lite(kind: str) -> None:
    alt.Chart.from_dict(spec_of(kind), validate=True)


@pytest.mark.parametrize("kind", SAMPLES)
def test_a_spec_has_no_size_no_configuration_and_its_own_rows(kind: str) -> None:
    spec = spec_of(kind)
    assert not {"width", "height", "config", "title", "datasets"} & set(spec)
    assert json.dumps(spec) == json.dumps(spec_of(kind))


def test_importing_charts_loads_no_altair() -> None:
    code = "import sys, briefing.charts; print('altair' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"


def test_a_number_is_printed_as_the_document_prints_it() -> None:
    spec = spec_of("column")
    texts = layers_of(spec, "text")
    assert {layer["encoding"]["text"]["field"] for layer in texts} == {"label"}
    assert [row["label"] for row in rows_of(spec, texts[0])] == ["681.4", "843.8", "111.3", "132.3"]


def test_columns_start_at_zero_and_keep_the_given_order() -> None:
    (bars,) = layers_of(spec_of("column"), "bar")
    assert bars["encoding"]["y"]["scale"]["domain"][0] == 0
    assert bars["encoding"]["x"]["sort"] is None
    assert bars["encoding"]["x"]["scale"]["domain"] == ["规上工业产值", "规上工业增加值"]
    assert bars["encoding"]["x"]["axis"]["labelAngle"] == 0


def test_the_latest_series_leads_and_the_others_are_grey() -> None:
    (bars,) = layers_of(spec_of("column"), "bar")
    assert bars["encoding"]["color"]["scale"] == {"domain": ["2017年", "2019年"], "range": [STYLE.context, COLOR]}


def test_the_emphasised_bar_is_the_only_coloured_one() -> None:
    (bars,) = layers_of(spec_of("bar"), "bar")
    assert bars["encoding"]["color"]["condition"]["value"] == COLOR
    assert bars["encoding"]["color"]["value"] == STYLE.context


def test_values_have_an_axis_only_where_labels_do_not_say_them() -> None:
    (labelled,) = layers_of(spec_of("column"), "bar")
    bare = replace(OUTPUT, rows=tuple(replace(row, label="") for row in OUTPUT.rows))
    (unlabelled,) = layers_of(spec_of("column", bare), "bar")
    assert labelled["encoding"]["y"]["axis"] is None
    assert unlabelled["encoding"]["y"]["axis"]["values"] == [0.0, 200.0, 400.0, 600.0, 800.0, 1000.0]


def test_of_twenty_four_columns_only_the_latest_is_labelled_and_coloured() -> None:
    rows = tuple(Datum(f"{month}月", "", float(month), str(month)) for month in range(1, 25))
    spec = spec_of("column", ChartData(rows))
    (bars,) = layers_of(spec, "bar")
    placed = [row["category"] for row in rows_of(spec, bars) if row["place"]]
    assert placed == ["24月"]
    assert bars["encoding"]["y"]["axis"]["values"]


def test_all_zero_values_still_have_a_scale() -> None:
    spec = spec_of("column", ChartData((Datum("1月", "", 0, "0"), Datum("2月", "", 0, "0"))))
    assert layers_of(spec, "bar")[0]["encoding"]["y"]["scale"]["domain"] == [0.0, 1.0]


def test_a_label_that_a_reference_line_would_cross_stands_inside_its_column() -> None:
    data = ChartData(
        (Datum("甲", "", 5.1, "5.1"), Datum("乙", "", 7.4, "7.4")), references=(Reference(5.6, "平均5.6"),)
    )
    spec = spec_of("column", data)
    places = [row["place"] for row in rows_of(spec, layers_of(spec, "bar")[0])]
    assert places == [f"inside-{COLOR}", "end"]


def test_a_missing_value_leaves_a_gap_in_the_line() -> None:
    spec = spec_of("line")
    (line,) = layers_of(spec, "line")
    assert line["mark"]["invalid"] == "break-paths-show-domains"
    assert [row["value"] for row in rows_of(spec, line)][:3] == [-9.1, None, 5.6]


def test_a_point_between_two_gaps_is_marked() -> None:
    values = [1.0, None, 2.0, None, 3.0]
    rows = tuple(Datum(str(at), "", value) for at, value in enumerate(values))
    spec = spec_of("line", ChartData(rows))
    dots = [row["category"] for row in rows_of(spec, layers_of(spec, "point")[0]) if row["dot"]]
    assert dots == ["0", "2", "4"]


def test_lines_are_named_at_their_last_point_and_have_no_legend() -> None:
    spec = spec_of("line")
    printed = [row["printed"] for row in rows_of(spec, layers_of(spec, "text")[0]) if row["place"]]
    assert printed == ["江北区 5.6", "全市 3.3"]
    assert layers_of(spec, "line")[0]["encoding"]["color"]["legend"] is None


def test_of_twelve_lines_the_emphasised_lead_and_the_others_are_grey() -> None:
    rows = tuple(
        Datum(f"{month}月", f"区{k}", float(k + month), str(k + month), k == 3)
        for k in range(12)
        for month in range(1, 25)
    )
    spec = spec_of("line", ChartData(rows))
    colors = layers_of(spec, "line")[0]["encoding"]["color"]["scale"]["range"]
    assert colors.count(STYLE.context) == 11
    assert colors[3] == COLOR
    assert len(layers_of(spec, "line")) == 2


def test_a_single_line_of_a_few_points_has_all_its_values_printed() -> None:
    data = ChartData(tuple(Datum(f"{year}年", "", value, str(value)) for year, value in ((2017, 2.4), (2018, 2.9))))
    spec = spec_of("line", data)
    assert all(row["place"] for row in rows_of(spec, layers_of(spec, "line")[0]))
    assert layers_of(spec, "line")[0]["encoding"]["y"]["axis"] is None


def test_ranks_rise_on_the_page_when_they_fall_in_number() -> None:
    assert layers_of(spec_of("slope"), "line")[0]["encoding"]["y"]["scale"]["reverse"] is True


def test_both_ends_of_a_slope_are_labelled() -> None:
    spec = spec_of("slope")
    rows = rows_of(spec, layers_of(spec, "line")[0])
    assert [row["printed"] for row in rows] == ["37", "江北区 6", "8", "镇海区 9"]


def test_a_thin_slice_has_its_number_beside_its_name() -> None:
    spec = spec_of("doughnut")
    assert [row["name"] for row in rows_of(spec, layers_of(spec, "arc")[0])] == ["江北", "国内其他企业", "境外 5%"]


def test_a_target_is_named_on_its_frame() -> None:
    spec = spec_of("bullet")
    rows = rows_of(spec, layers_of(spec, "bar")[0])
    assert [row["printed"] for row in rows] == ["231", "目标210", "61", "目标75"]


def test_a_timeline_prints_durations_and_draws_no_values() -> None:
    spec = spec_of("timeline")
    rows = rows_of(spec, layers_of(spec, "point")[0])
    assert [row["level"] for row in rows] == [0, 0]
    assert layers_of(spec, "text")[0]["mark"]["style"] == "figure"


@pytest.mark.parametrize(
    ("kind", "data", "message"),
    [
        ("column", ChartData(()), "没有数据"),
        ("column", ChartData((Datum("甲", "", float("nan")),)), "不是有限的数"),
        ("line", ChartData((Datum("甲", "", float("inf")),)), "不是有限的数"),
        ("column", ChartData((Datum("甲", "", 1), Datum("甲", "", 2))), "不止一个数"),
        ("doughnut", ChartData((Datum("甲", "", -1), Datum("乙", "", 2))), "不能有负数"),
        ("doughnut", ChartData((Datum("甲", "", 0),)), "全为零"),
        ("stacked", ChartData((Datum("甲", "一", -1), Datum("甲", "二", 2))), "不能有负数"),
        ("slope", GROWTH, "两个期间"),
        ("bullet", RANKED, "两个系列"),
        ("line", ChartData((Datum("甲", "", None),)), "没有一个数"),
        ("timeline", replace(STEPS, references=(Reference(1),)), "参考线"),
        ("colunm", OUTPUT, "column"),
    ],
)
def test_what_cannot_be_drawn_is_said_in_chinese(kind: str, data: ChartData, message: str) -> None:
    with pytest.raises(BriefingError, match=message):
        build(kind, data, STYLE, COLOR)


def test_slices_differ_in_lightness_so_that_they_survive_black_and_white() -> None:
    plain = replace(SHARES, rows=tuple(replace(row, emphasis=False) for row in SHARES.rows))
    colors = layers_of(spec_of("doughnut", plain), "arc")[0]["encoding"]["color"]["scale"]["range"]
    assert len(set(colors)) == 3


def test_rank_data_keeps_its_direction() -> None:
    assert RANKS.falling


def test_layers_are_put_together_as_altair_does_it() -> None:
    layers = [marks.blank().mark_bar(), marks.aside({"at": 1}, "zero").mark_rule()]
    ours = marks.finish(layers, [{"category": "甲"}])
    assert ours == marks.plain(alt.layer(*layers), [{"category": "甲"}])
