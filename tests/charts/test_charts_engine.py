"""The converter behind its pipe: what it gives, and that no spec takes this process with it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest

from briefing.charts.engine import Converter, reason
from briefing.errors import BriefingError

POINT: dict[str, Any] = {"data": {"values": [{"a": 1}]}, "mark": "point"}
GRAPHED = {"marks": [{"type": "rect", "encode": {"enter": {"description": {"signal": "[1, 'a', null]"}}}}]}


@pytest.fixture
def converter() -> Iterator[Converter]:
    """A converter whose calls may take long enough on a busy machine."""
    made = Converter(60.0)
    yield made
    made.close()


def calculated(expression: str) -> dict[str, Any]:
    return POINT | {"transform": [{"calculate": expression, "as": "b"}]}


def test_text_bytes_and_trees_come_back_as_what_they_are(converter: Converter) -> None:
    svg = converter.vegalite_to_svg(POINT, allowed_base_urls=[])
    assert svg.startswith("<svg")
    assert converter.svg_to_png(svg, scale=1).startswith(b"\x89PNG")
    graph = converter.vega_to_scenegraph(GRAPHED, allowed_base_urls=[])
    rect = graph["scenegraph"]["items"][0]["items"][0]["items"][0]
    assert rect["description"] == [1, "a", None]


def test_a_spec_that_cannot_be_compiled_is_a_value_error_and_the_next_is_drawn(converter: Converter) -> None:
    with pytest.raises(ValueError, match="foo") as caught:
        converter.vegalite_to_svg(calculated("foo(1)"))
    assert reason(caught.value) == "表达式里的函数“foo”不存在"
    assert converter.vegalite_to_svg(POINT).startswith("<svg")


def test_an_error_that_vega_prints_and_goes_on_from_is_an_error(converter: Converter) -> None:
    axis = {"field": "a", "type": "quantitative", "axis": {"format": "%%%zz"}}
    with pytest.raises(ValueError, match="invalid format"):
        converter.vegalite_to_svg(POINT | {"encoding": {"x": axis}})


def test_a_spec_without_end_is_stopped_and_the_next_is_drawn() -> None:
    converter = Converter(60.0)
    assert converter.vegalite_to_svg(POINT).startswith("<svg")
    converter._seconds = 0.2
    with pytest.raises(BriefingError, match="还没有画完"):
        converter.vegalite_to_svg(calculated("test(/^(a+)+$/, 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab')"))
    converter._seconds = 60.0
    assert converter.vegalite_to_svg(POINT).startswith("<svg")
    converter.close()


def test_a_process_that_ends_is_said_and_started_anew(converter: Converter) -> None:
    assert converter.vegalite_to_svg(POINT).startswith("<svg")
    # A character that the converter does not survive.
    text = {"type": "text", "text": "\x00"}
    with pytest.raises(BriefingError, match="停了"):
        converter.vegalite_to_svg(POINT | {"mark": text})
    assert converter.vegalite_to_svg(POINT).startswith("<svg")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_a_forked_process_starts_a_converter_of_its_own(converter: Converter) -> None:
    assert converter.vegalite_to_svg(POINT).startswith("<svg")
    worker = converter._worker
    converter._owner -= 1  # as a child sees it
    assert converter.vegalite_to_svg(POINT).startswith("<svg")
    assert converter._worker is not worker
    assert worker is not None
    assert worker.poll() is None
    worker.kill()
    worker.communicate()
