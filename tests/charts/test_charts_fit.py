"""Fitting names to the room they have, and scales to their values."""

from __future__ import annotations

import pytest

from briefing.charts import ChartData, Datum
from briefing.charts.fit import fit, period_step, wrap
from briefing.charts.scale import around, from_zero, spread
from tests.charts.chart_samples import STYLE, spec_of


def test_a_long_name_is_broken_into_lines_of_about_equal_length() -> None:
    assert wrap("全社会研发投入占GDP比重", 62, 9) == ["全社会研发投", "入占GDP比重"]


def test_words_numbers_and_closing_marks_stay_whole() -> None:
    assert wrap("新引进GDP（含团队）", 30, 9) == ["新引进", "GDP", "（含团", "队）"]


def test_a_line_break_in_the_name_is_kept() -> None:
    assert wrap("规上工业产值\n+23.8%", 200, 9) == ["规上工业产值", "+23.8%"]


def test_months_are_thinned_to_a_step_that_divides_a_year() -> None:
    months = [f"{2019 + at // 12}年{at % 12 + 1}月" for at in range(24)]
    assert period_step(months, 420, 9) == 4
    assert period_step(["江北区", "鄞州区"] * 12, 420, 9) == 1


def test_the_latest_period_keeps_its_name() -> None:
    rows = tuple(Datum(f"{2019 + at // 12}年{at % 12 + 1}月", "", at + 1.0) for at in range(24))
    fitted = fit(spec_of("column", ChartData(rows)), 442, 190, STYLE, "pdf", "Face")
    assert fitted["layer"][0]["encoding"]["x"]["axis"]["values"][-1] == "2020年12月"


def test_no_text_is_smaller_than_the_medium_allows() -> None:
    fitted = fit(spec_of("column"), 530, 300, STYLE, "pptx", "Face")
    sizes = [layer["mark"]["fontSize"] for layer in fitted["layer"] if layer["mark"]["type"] == "text"]
    assert min([*sizes, fitted["config"]["axis"]["labelFontSize"], fitted["config"]["legend"]["labelFontSize"]]) >= 12


def test_fitting_leaves_the_spec_itself_alone() -> None:
    spec = spec_of("timeline")
    fit(spec, 216, 120, STYLE, "pdf", "Face")
    assert spec == spec_of("timeline")


def test_bars_begin_at_zero_whatever_the_values() -> None:
    assert from_zero([5, 9]).low == 0
    assert from_zero([-5, -9]).high == 0


def test_ticks_are_round() -> None:
    assert from_zero([108.3], ticked=True).ticks == (0.0, 25.0, 50.0, 75.0, 100.0, 125.0)
    assert around([2.4, 3.4], ticked=True).ticks == (2.4, 2.6, 2.8, 3.0, 3.2, 3.4)


def test_names_are_moved_apart_as_little_as_possible_and_stay_within() -> None:
    assert spread([5.0, 5.2, 9.0], 1, 0, 10) == pytest.approx([4.6, 5.6, 9.0])
    assert spread([9.9, 10.0], 1, 0, 10) == pytest.approx([9.0, 10.0])
    assert spread([3.0, 1.0], 1, 0, 10) == [3.0, 1.0]
