"""Claims about metrics, with values from the Jiangbei source worked out by hand."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from briefing.model import metrics
from briefing.model.figure import round_half_up
from briefing.model.metrics import Light


def rounded(value: D | None) -> str:
    assert value is not None
    return str(round_half_up(value, 1))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("681.4", "843.8", "23.8"),  # 162.4 / 681.4 = 0.23833
        ("111.3", "132.3", "18.9"),  # 21 / 111.3 = 0.18868
        ("119", "172", "44.5"),  # 53 / 119 = 0.44538
        ("163", "231", "41.7"),  # 68 / 163 = 0.41718
        ("100", "95", "-5.0"),
    ],
)
def test_growth_is_worked_out_in_per_cent(old: str, new: str, expected: str) -> None:
    assert rounded(metrics.growth(D(old), D(new))) == expected


@pytest.mark.parametrize("base", ["0", "-3"])
def test_a_base_that_is_not_positive_has_no_growth_rate(base: str) -> None:
    assert metrics.growth(D(base), D(5)) is None
    assert metrics.mean_growth(D(base), D(5), 2) is None
    assert metrics.doublings(D(base), D(5)) is None


def test_mean_growth_is_compound() -> None:
    assert rounded(metrics.mean_growth(D("681.4"), D("843.8"), 2)) == "11.3"  # sqrt(1.238333) = 1.112804
    assert rounded(metrics.mean_growth(D("111.3"), D("132.3"), 2)) == "9.0"  # sqrt(1.188679) = 1.090266


def test_a_rank_that_falls_in_number_rises() -> None:
    assert metrics.rank_change(D(37), D(6)) == 31
    assert metrics.rank_change(D(1), D(3)) == -2


def test_change_and_points_are_plain_differences() -> None:
    assert metrics.change(D("681.4"), D("843.8")) == D("162.4")
    assert metrics.points(D("3.1"), D("3.4")) == D("0.3")


@pytest.mark.parametrize(("new", "times"), [("19.9", 0), ("20", 1), ("39", 1), ("40", 2), ("85", 3)])
def test_doublings_count_powers_of_two(new: str, times: int) -> None:
    assert metrics.doublings(D(10), D(new)) == times


def test_completion_of_a_target() -> None:
    assert metrics.completion(D(115), D(100)) == 115
    assert metrics.completion(D(8), D(10), base=D(4)) is not None
    assert rounded(metrics.completion(D(8), D(10), base=D(4))) == "66.7"  # 4 of 6
    assert metrics.completion(D(80), D(60), lower=True) == D(75)
    assert metrics.completion(D(80), D(0)) is None


@pytest.mark.parametrize(
    ("completed", "light"),
    [("75", Light.GREEN), ("80", Light.GREEN), ("74.9", Light.YELLOW), ("65", Light.YELLOW), ("64.9", Light.RED)],
)
def test_a_light_compares_completion_with_the_pace(completed: str, light: Light) -> None:
    assert metrics.light(D(completed), D(75), D(0), D(10)) is light


@pytest.mark.parametrize(
    ("value", "digits", "expected"),
    [("2.345", 2, "2.35"), ("-2.345", 2, "-2.35"), ("0.05", 1, "0.1"), ("-0.04", 1, "0.0"), ("23.833", 1, "23.8")],
)
def test_rounding_is_half_up_and_knows_no_negative_zero(value: str, digits: int, expected: str) -> None:
    assert str(round_half_up(D(value), digits)) == expected
