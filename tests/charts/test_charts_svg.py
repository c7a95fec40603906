"""Drawing, through the converter itself."""

from __future__ import annotations

import re

import pytest

from briefing.charts import ChartData, Datum, cache
from briefing.charts.svg import Drawing, characters, draw, draw_all
from briefing.errors import BriefingError
from tests.charts.chart_samples import SAMPLES, STYLE, spec_of


def test_every_kind_is_drawn_at_its_size_in_one_call_and_the_same_each_time() -> None:
    drawings = [Drawing(spec_of(kind), 442, 190) for kind in SAMPLES]
    svgs = draw_all(drawings, STYLE)
    assert all('width="442" height="190"' in svg[:200] for svg in svgs)
    assert svgs == draw_all(drawings, STYLE)


def test_text_is_in_the_packaged_face_and_two_weights() -> None:
    svg = draw(spec_of("column"), 442, 190, STYLE)
    assert set(re.findall(r'font-family="([^"]+)"', svg)) == {"Noto Sans SC"}
    assert set(re.findall(r'font-weight="([^"]+)"', svg)) <= {"bold", "normal"}
    assert min(float(size) for size in re.findall(r'font-size="([\d.]+)px"', svg)) >= 8.5


def test_the_characters_are_those_that_are_printed() -> None:
    svg = draw(spec_of("timeline"), 442, 130, STYLE)
    assert characters(svg) == frozenset("启动到开工作出征收决定半年49天")


def test_a_rare_character_is_measured_too() -> None:
    svg = draw(spec_of("column", ChartData((Datum("㙟山", "", 1, "1"),))), 216, 160, STYLE)
    assert "㙟" in characters(svg)


def test_markup_in_a_name_stays_text() -> None:
    svg = draw(spec_of("column", ChartData((Datum('<b>&"]', "", 1, "1"),))), 216, 160, STYLE)
    assert "<b>" not in svg
    assert frozenset('<b>&"]') <= characters(svg)


@pytest.mark.parametrize(
    "spec",
    [
        {"data": {"url": "http://example.org/a.csv"}, "mark": "bar"},
        {"layer": [{"mark": {"type": "image"}, "encoding": {}}]},
        {"mark": "text", "encoding": {"url": {"field": "a"}}},
    ],
)
def test_a_spec_that_reaches_outside_is_refused(spec: dict[str, object]) -> None:
    with pytest.raises(BriefingError, match="外部地址"):
        draw(spec, 100, 100, STYLE)


def test_a_spec_that_is_no_chart_is_said_so() -> None:
    with pytest.raises(BriefingError, match="画不出来"):
        draw({"mark": "nonsense"}, 100, 100, STYLE)


def test_a_drawing_does_not_depend_on_what_was_drawn_before_it() -> None:
    stops = [{"offset": 0, "color": "#112233"}, {"offset": 1, "color": "#AABBCC"}]
    mark = {"type": "area", "clip": True, "color": {"gradient": "linear", "stops": stops}}
    axes = {"x": {"field": "甲", "type": "quantitative"}, "y": {"field": "乙", "type": "quantitative"}}
    rows = [{"甲": 1, "乙": 2}, {"甲": 2, "乙": 3}]
    spec = {"data": {"values": rows}, "mark": mark, "encoding": axes}
    with cache.disabled():
        first, second = (draw(spec, 300, 200, STYLE) for _ in range(2))
    assert "url(#gradient_" in first
    assert first == second
