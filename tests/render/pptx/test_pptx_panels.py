"""Where the panels of small multiples stand on a slide."""

from __future__ import annotations

import pytest

from briefing.charts.native import NativeChart, NativePanel, NativePanels
from briefing.render.pptx.boxes import Box
from briefing.render.pptx.panels import stretched

AXIS = NativeChart("column", ("甲",), (), insets=(40.0, 0.0, 0.0, 20.0))
PLAIN = NativeChart("column", ("甲",), (), insets=(0.0, 0.0, 0.0, 20.0))


def test_only_plots_grow_and_stay_alike() -> None:
    panels = (NativePanel(AXIS, 0, 0, 0.5833, 1), NativePanel(PLAIN, 0.5833, 0, 0.4167, 1))
    first, second = stretched(NativePanels(panels, width=240.0, height=120.0), Box(0, 0, 440, 220))
    assert first.width * 440 - 40 == pytest.approx(200, abs=0.1)
    assert second.width * 440 == pytest.approx(200, abs=0.1)
    assert (first.x, first.y, first.height) == (0, 0, 1)
    assert second.x == pytest.approx(first.width)


def test_panels_of_unknown_size_stay_where_they_are() -> None:
    panels = (NativePanel(AXIS, 0, 0, 0.5, 1), NativePanel(PLAIN, 0.5, 0, 0.5, 1))
    assert stretched(NativePanels(panels), Box(0, 0, 440, 220)) == panels


def test_a_room_smaller_than_the_words_leaves_panels_where_they_are() -> None:
    panels = (NativePanel(AXIS, 0, 0, 1, 1),)
    assert stretched(NativePanels(panels, width=240.0, height=120.0), Box(0, 0, 50, 220)) == panels
