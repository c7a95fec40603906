"""Layers with a discrete and a quantitative axis in, bar, column and line charts out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from briefing.charts.native import channels
from briefing.charts.native.labels import Key, beside_bar, beside_column, beside_point, labels_of
from briefing.charts.native.model import Grouping, NativeAxis, NativeChart, NativeLabel, NativeSeries, NotNative
from briefing.charts.native.references import has_baseline, is_words_of_reference, references
from briefing.charts.native.spec import Layer, Row
from briefing.typeset.faces import Face
from briefing.typeset.measure import width as text_width

_ROOM = 0.16
"""Share of the span that PowerPoint needs beyond the longest lying bar for its label; Vega finds that room itself."""
_GAP_TO_LABEL = 0.6


@dataclass(frozen=True, slots=True)
class Grid:
    """What every cartesian chart reads first; `rows` and `values` are found by category and series."""

    layers: Sequence[Layer]
    plots: Sequence[Layer]
    category: str
    value: str
    categories: tuple[str, ...]
    series: tuple[str, ...]
    rows: Mapping[Key, tuple[Layer, Row]]
    values: Mapping[Key, float | None]
    labels: Mapping[Key, NativeLabel]

    @property
    def plot(self) -> Layer:
        return self.plots[0]

    def each(self, name: str) -> list[Key]:
        return [(category, name) for category in self.categories]


def bars(layers: Sequence[Layer]) -> NativeChart:
    """Return a column or bar chart; overlaid series (no stack, no offset) overlap wholly."""
    grid = _grid(layers, ("bar",))
    upright = grid.category == "x"
    gap, overlap = _spacing(grid)
    chart = _chart(grid, [_bar_series(grid, name) for name in grid.series])
    chart = replace(
        chart, kind="column" if upright else "bar", grouping=_grouping(grid), gap_width=gap, overlap=overlap
    )
    return chart if upright else replace(chart, value_axis=_with_room(chart.value_axis, grid))


def lines(layers: Sequence[Layer]) -> NativeChart:
    """Return a line chart; point layers become markers. Points alone on named places are a line chart without line."""
    marks = ("line",) if any(layer.mark == "line" for layer in layers) else ("point", "circle")
    grid = _grid(layers, marks)
    dots = [layer for layer in layers if layer.mark in ("point", "circle")]
    chart = _chart(grid, [_line_series(grid, name, dots) for name in grid.series])
    return replace(chart, margin_left=_margin(grid, "left"), margin_right=_margin(grid, "right", chart.series))


def _grid(layers: Sequence[Layer], marks: tuple[str, ...]) -> Grid:
    plots = [layer for layer in layers if layer.mark in marks]
    category, value = _channels(plots[0])
    categories = channels.names(plots[0], category)
    series = tuple(dict.fromkeys(name for plot in plots for name in channels.series_names(plot)))
    rows: dict[Key, tuple[Layer, Row]] = {}
    for plot in plots:
        for row in plot.rows:
            key = (channels.category_of(plot, category, row), channels.series_of(plot, row))
            if key in rows:
                raise NotNative("同一类别有不止一个数")
            rows[key] = (plot, row)
    values = {key: channels.number(plot.get(value, row)) for key, (plot, row) in rows.items()}
    texts = [layer for layer in layers if layer.mark == "text" and not is_words_of_reference(layer, value)]
    place = beside_point if "bar" not in marks else beside_column if category == "x" else beside_bar
    labels = labels_of(texts, plots[0], category, values, place)
    return Grid(layers, plots, category, value, categories, series, rows, values, labels)


def _channels(plot: Layer) -> tuple[str, str]:
    if plot.is_discrete("x") and plot.is_quantitative("y"):
        return "x", "y"
    if plot.is_discrete("y") and plot.is_quantitative("x"):
        return "y", "x"
    raise NotNative("坐标轴不是一类别、一数值")


def _chart(grid: Grid, series: Sequence[NativeSeries]) -> NativeChart:
    baseline = has_baseline(grid.layers, grid.value)
    return NativeChart(
        kind="line",
        categories=grid.categories,
        series=(*series, *references(grid.layers, grid.value, len(grid.categories))),
        category_axis=channels.category_axis(grid.plot, grid.category, line=baseline),
        value_axis=channels.value_axis(grid.plot, grid.value),
        legend=channels.legend(grid.plot) if len(grid.series) > 1 else None,
    )


def _series(grid: Grid, name: str, color_of: Callable[[Layer, Row], str]) -> NativeSeries:
    keys = grid.each(name)
    colors = [color_of(*grid.rows[key]) if key in grid.rows else "" for key in keys]
    color = channels.common(each for each in colors if each)
    own = tuple("" if each == color else each for each in colors)
    return NativeSeries(
        name=name or channels.UNNAMED,
        values=tuple(grid.values.get(key) for key in keys),
        color=color,
        point_colors=own if any(own) else (),
        labels=tuple(grid.labels.get(key) for key in keys) if any(key in grid.labels for key in keys) else (),
    )


def _bar_series(grid: Grid, name: str) -> NativeSeries:
    series = _series(grid, name, channels.color_of)
    look = next((plot.look for key, (plot, _) in grid.rows.items() if key[1] == name), {})
    if look.get("filled", True):
        return series
    outline = str(look.get("stroke") or series.color)
    return replace(series, color="", point_colors=(), outline=outline, outline_width=float(look.get("strokeWidth", 1)))


def _line_series(grid: Grid, name: str, dots: Sequence[Layer]) -> NativeSeries:
    plot = next((plot for key, (plot, _) in grid.rows.items() if key[1] == name), grid.plot)
    ringed = plot.mark != "line" and "stroke" in plot.look
    series = _series(grid, name, (lambda layer, _: str(layer.look["stroke"])) if ringed else channels.color_of)
    shown = {
        (channels.category_of(layer, grid.category, row), channels.series_of(layer, row))
        for layer in dots
        for row in layer.rows
    }
    marked = tuple(key in shown for key in grid.each(name))
    size = max((float(layer.look.get("size", 30)) for layer in dots), default=0.0)
    return replace(
        series,
        line_width=float(plot.look.get("strokeWidth", 2)) if plot.mark == "line" else 0.0,
        # A ring's rim is not drawn by every viewer, and its white inside would leave nothing: a disc is safe.
        marker="circle" if any(marked) else "none",
        marker_size=round(size**0.5, 1) if any(marked) else 0.0,
        point_markers=() if all(marked) or not any(marked) else marked,
    )


def _grouping(grid: Grid) -> Grouping:
    stack = grid.plot.channel(grid.value).get("stack", "zero")
    if len(grid.series) == 1 or grid.plot.field("xOffset") or grid.plot.field("yOffset") or stack in (None, False):
        return "clustered"
    return "percent" if stack == "normalize" else "stacked"


def _spacing(grid: Grid) -> tuple[int, int]:
    """Return gap width and overlap in per cent of a bar, from the paddings of the band scales."""
    offset = grid.plot.channel("xOffset" if grid.category == "x" else "yOffset")
    beside = len(grid.series) if offset else 1
    inner = float((offset.get("scale") or {}).get("paddingInner", 0)) if offset else 0.0
    padding = float((grid.plot.channel(grid.category).get("scale") or {}).get("paddingInner", 0.1))
    bar = (1 - padding) * (1 - inner) / (beside - inner)
    overlaid = not offset and len(grid.series) > 1
    return min(500, round(padding / bar * 100)), 100 if overlaid else -round(inner / (1 - inner) * 100)


def _with_room(axis: NativeAxis, grid: Grid) -> NativeAxis:
    outside = any(label.position == "outside_end" for label in grid.labels.values())
    if not outside or axis.visible or axis.maximum is None or axis.minimum is None or axis.maximum <= 0:
        return axis
    return replace(axis, maximum=axis.maximum + (axis.maximum - axis.minimum) * _ROOM)


def _margin(grid: Grid, side: str, series: Sequence[NativeSeries] = ()) -> float:
    """Return the room in em that labels on one side of the points take beyond the plot."""
    words = [label for label in grid.labels.values() if label.position == side]
    words += [label for each in series if each.reference for label in each.labels if label and label.position == side]
    widest = max((text_width(label.text, Face.SANS_BOLD, 1) for label in words), default=0.0)
    return round(widest + _GAP_TO_LABEL, 2) if widest else 0.0
