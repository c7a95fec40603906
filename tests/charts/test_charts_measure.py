"""The measuring set: 226 charts as analysts bring them, and bad inputs."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

import pytest

from briefing.charts.native import NativeChart, NativePanels, translate
from briefing.charts.svg import Drawing, draw_all
from briefing.document import Style
from briefing.errors import BriefingError
from tests.charts.measuring import bad_specs, natives, outcome, specs, vectors

STYLE = Style()


@cache
def svgs() -> dict[str, str]:
    drawings = [Drawing(spec, 480, 280) for spec in specs().values()]
    return dict(zip(specs(), draw_all(drawings, STYLE), strict=True))


def test_the_set_is_large_and_says_that_its_figures_are_invented() -> None:
    assert len(specs()) >= 120
    assert [name for name, spec in specs().items() if not spec["description"].startswith("示例数据")] == []


def test_every_spec_becomes_native_or_says_in_chinese_why_not() -> None:
    failed = {name: outcome(name) for name in specs() if name not in natives() and name not in vectors()}
    assert failed == {}
    assert [name for name, why in vectors().items() if not re.search("[一-鿿]", why.reason)] == []


def test_seven_of_ten_specs_are_native() -> None:
    assert len(natives()) / len(specs()) >= 0.7


def test_every_spec_is_drawn_as_svg() -> None:
    assert [name for name, svg in svgs().items() if not svg.startswith("<svg")] == []


def test_no_text_on_paper_is_smaller_than_eight_and_a_half_points() -> None:
    sizes = {name: [float(size) for size in re.findall(r'font-size="([\d.]+)px"', svg)] for name, svg in svgs().items()}
    assert {name: min(each) for name, each in sizes.items() if each and min(each) < 8.5} == {}


def test_a_spec_is_translated_the_same_each_time() -> None:
    names = ("bar-grouped", "layer-combo-dual-axis", "facet-wrap-lines", "heat-text-layer")
    assert [name for name in names if translate(specs()[name]) != outcome(name)] == []


def test_panels_that_share_an_axis_are_measured_alike() -> None:
    shared = ("facet-row-bars", "facet-wrap-lines", "facet-stacked-bars", "facet-trellis-area", "facet-trellis-scatter")
    for name in (*shared, "facet-histograms-columns"):
        made = outcome(name)
        assert isinstance(made, NativePanels), name
        charts = [panel.chart for panel in made.panels if isinstance(panel.chart, NativeChart)]
        assert len(charts) == len(made.panels), name
        assert len({(chart.value_axis.minimum, chart.value_axis.maximum) for chart in charts}) == 1, name
        assert len({chart.categories for chart in charts}) == 1, name


@pytest.mark.parametrize("name", sorted(bad_specs()))
def test_a_bad_input_ends_in_a_chart_or_in_a_chinese_sentence(name: str) -> None:
    spec = bad_specs()[name]
    said = [_said(lambda: translate(spec)), _said(lambda: draw_all([Drawing(spec, 480, 280)], STYLE))]
    assert [text for text in said if text and not re.search("[一-鿿]", text)] == []


def _said(attempt: Callable[[], object]) -> str:
    """Return the sentence for the reader, empty where the attempt succeeds; any other error passes."""
    try:
        attempt()
    except BriefingError as error:
        return str(error)
    return ""


@pytest.mark.parametrize("name", ["negative-pie", "negative-normalized", "all-zero-pie"])
def test_shares_of_a_whole_that_is_none_do_not_become_native(name: str) -> None:
    with pytest.raises(BriefingError):
        translate(bad_specs()[name])


@pytest.mark.parametrize("name", ["remote-url", "remote-lookup", "image-mark"])
def test_nothing_is_fetched_for_a_spec(name: str) -> None:
    with pytest.raises(BriefingError):
        draw_all([Drawing(bad_specs()[name], 480, 280)], STYLE)
    with pytest.raises(BriefingError):
        translate(bad_specs()[name])


@pytest.mark.parametrize("name", ["empty-data", "empty-after-filter", "all-missing"])
def test_a_chart_without_a_value_is_not_native(name: str) -> None:
    with pytest.raises(BriefingError, match="数据"):
        translate(bad_specs()[name])
