"""A chart, how it is drawn, and a box in; its shapes out: chart frames, a table or a picture, and the title above."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, assert_never

from briefing.blocks import Chart
from briefing.charts.native import NativeChart, NativePanel, NativePanels, NativeTable
from briefing.render.pptx.band import heading, heading_height
from briefing.render.pptx.boxes import Box
from briefing.render.pptx.chart.headings import heading_height as title_height
from briefing.render.pptx.chart.room import short_of, widened
from briefing.render.pptx.heat import heat, heat_minimum
from briefing.render.pptx.natives import Settled, Vector
from briefing.render.pptx.panels import stretched
from briefing.render.pptx.shapes import ChartShape, Para, PictureShape, Run, Shape, TextShape
from briefing.render.pptx.text import Setting

_LEAST, _LEAST_PANEL = 150.0, 110.0
_CAPTION = 20.0
# Charts that need the whole width of a slide, so that no text can stand beside them.
_MOST_BESIDE = 2


def least_height(settled: Settled) -> float:
    """Return the least height of a chart in points, without its title."""
    match settled:
        case NativePanels():
            high = len({round(panel.y, 3) for panel in settled.panels}) * _LEAST_PANEL
            return max(_LEAST, high + _captions(settled) * _CAPTION)
        case NativeTable():
            return max(_LEAST, heat_minimum(settled)[1] + _captions(settled) * _CAPTION)
        case NativeChart() | Vector():
            return _LEAST
        case _:
            assert_never(settled)


def needs_width(settled: Settled) -> bool:
    """Return whether a chart is to have the whole width: several panels side by side, or a table of many columns."""
    if isinstance(settled, NativePanels):
        return len({round(panel.x, 3) for panel in settled.panels}) > _MOST_BESIDE
    return isinstance(settled, NativeTable)


def place_chart(chart: Chart, settled: Settled, box: Box, setting: Setting) -> tuple[Shape, ...]:
    """Return the shapes of a chart: its title, and what it is drawn as."""
    head = heading_height(chart.title, box.w)
    title = heading(chart.title, f"{chart.path}/title", chart.path, box, setting)
    return (*title, *place_drawing(chart, settled, box.below(head), setting))


def place_drawing(chart: Chart, settled: Settled, box: Box, setting: Setting) -> tuple[Shape, ...]:
    """Return the shapes of a chart without the block's title; one of its own that says the same is left out."""
    match settled:
        case NativeChart():
            return (_frame(chart, chart.path, _untitled(settled, chart.title), box),)
        case NativePanels():
            captions = _caption(chart, settled, box, setting)
            inner = box.below(len(captions) * _CAPTION)
            panels = _roomy(stretched(settled, inner), inner)
            frames = (_panel(chart, at, panel, inner, setting) for at, panel in enumerate(panels, 1))
            return (*captions, *frames)
        case NativeTable():
            captions = _caption(chart, settled, box, setting)
            inner = box.below(len(captions) * _CAPTION)
            return (*captions, heat(settled, inner, chart.path, chart.path, chart.alt, setting))
        case Vector():
            spec = _without_title(settled.spec, chart.title)
            return (PictureShape(chart.path, box, spec, chart.alt, chart.path, chart.figures),)
        case _:
            assert_never(settled)


def _frame(chart: Chart, name: str, native: NativeChart, box: Box) -> ChartShape:
    return ChartShape(name, box, native, chart.alt, chart.path, chart.figures)


def _roomy(panels: Sequence[NativePanel], box: Box) -> tuple[NativePanel, ...]:
    """Give all panels the room that the words of any of them lack, so that their plots stay alike."""
    charts = [(each.chart, _place(each, box)) for each in panels if isinstance(each.chart, NativeChart)]
    lacking = [short_of(native, place) for native, place in charts if native.insets]
    more = [max(side) for side in zip(*lacking, strict=True)] or [0.0] * 4
    return tuple(
        replace(each, chart=replace(each.chart, insets=widened(each.chart.insets or [0.0] * 4, more)))
        if isinstance(each.chart, NativeChart) and each.chart.insets
        else each
        for each in panels
    )


def _place(panel: NativePanel, box: Box) -> Box:
    x, y = box.x + panel.x * box.w, box.y + panel.y * box.h
    return Box(x, y, panel.width * box.w, panel.height * box.h)


def _panel(chart: Chart, number: int, panel: NativePanel, box: Box, setting: Setting) -> Shape:
    """Return one of several charts, in its place on the whole."""
    place = _place(panel, box)
    name = f"{chart.path}#{number}"
    if number > 1:
        # The first panel says it all; who listens is not to hear it from every one.
        chart = replace(chart, alt=f"{chart.title} {panel.chart.title or setting.words.panel.format(number)}".strip())
    if isinstance(panel.chart, NativeTable):
        return heat(panel.chart, place, name, chart.path, chart.alt, setting)
    return _frame(chart, name, panel.chart, place)


def _untitled(native: NativeChart, title: str) -> NativeChart:
    """Leave out a title that already stands above the chart, and the room that it has."""
    if not native.title or native.title != title:
        return native
    bare = replace(native, title="")
    if not native.insets:
        return bare
    left, top, right, bottom = native.insets
    freed = title_height(native, math.inf) - title_height(bare, math.inf)
    return replace(bare, insets=(left, max(0.0, top - freed), right, bottom))


def _without_title(spec: Mapping[str, Any], title: str) -> Mapping[str, Any]:
    own = spec.get("title")
    words = own.get("text") if isinstance(own, Mapping) else own
    return {key: value for key, value in spec.items() if key != "title"} if title and words == title else spec


def _captions(settled: NativePanels | NativeTable) -> int:
    return bool(settled.title) + bool(settled.subtitle)


def _caption(chart: Chart, settled: NativePanels | NativeTable, box: Box, setting: Setting) -> tuple[TextShape, ...]:
    """Return title and subtitle of several charts or of a table, a line each."""
    style = setting.style
    title = "" if settled.title == chart.title else settled.title
    lines = [Run(title, 14, True, style.ink), Run(settled.subtitle, 12, color=style.muted)]
    shown = [run for run in lines if run.text]
    places = (box.below(at * _CAPTION).top(_CAPTION) for at in range(len(shown)))
    return tuple(
        TextShape(f"{chart.path}/caption", place, (Para((run,), 18),), path=chart.path)
        for place, run in zip(places, shown, strict=True)
    )
