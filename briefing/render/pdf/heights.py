"""A chart in, the height at which the PDF draws it out."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from briefing.blocks import Chart

_HEIGHT = 190.0
_HEIGHTS = {"timeline": 112.0, "slope": 210.0, "radar": 230.0, "sparkline": 60.0}
_BARS_ROOM, _BAR_ROOM = 30.0, 30.0
_PANEL_ROOM = 112.0
_LOWEST, _HIGHEST = 60.0, 480.0
_COMPOSED = ("hconcat", "vconcat", "concat", "repeat", "facet", "spec")
_FACETED = ("row", "column", "facet")


def chart_height(chart: Chart, room: float) -> float | None:
    """Return how high a chart is drawn that is `room` points wide.

    Bars lying one above the other need room each, the rest go by kind. A plot of the user's own keeps the proportions
    that it states. None for several plots, or steps of a given height: these find their height while they are drawn.
    """
    if chart.kind == "custom" and (_is_composed(chart.spec) or isinstance(chart.spec.get("height"), Mapping)):
        return None
    own = _own_height(chart.spec, room) if chart.kind == "custom" else None
    rows, names = _rows_of_panels(chart.spec), _names_beside(chart.spec)
    if own:
        return min(max(own, _LOWEST), _HIGHEST)
    if rows:
        return min(_BARS_ROOM + _PANEL_ROOM * rows, _HIGHEST)
    if names:
        return min(_BARS_ROOM + _BAR_ROOM * len(names), _HIGHEST)
    return _HEIGHTS.get(chart.kind, _HEIGHT)


def _own_height(spec: Mapping[str, Any], room: float) -> float | None:
    """Return the height that a spec states, in proportion if it states its width too."""
    width, height = (_positive(spec.get(side)) for side in ("width", "height"))
    return height * room / width if width and height else height


def _positive(value: Any) -> float | None:
    return float(value) if isinstance(value, int | float) and 0 < value < math.inf else None


def _is_composed(spec: Mapping[str, Any]) -> bool:
    faceted = any(channel in _mapping(view.get("encoding")) for view in _views(spec) for channel in _FACETED)
    return faceted or any(key in spec for key in _COMPOSED)


def _rows_of_panels(spec: Mapping[str, Any]) -> int:
    """Return in how many rows the library's small multiples stand; 0 for any other chart."""
    names, columns = _mapping(spec.get("facet")).get("sort"), spec.get("columns")
    if not isinstance(names, list) or not isinstance(columns, int) or columns < 1:
        return 0
    return math.ceil(len(names) / columns)


def _names_beside(spec: Mapping[str, Any]) -> frozenset[str]:
    """Return the distinct names on a discrete vertical axis; empty where the axis is one of values."""
    views = list(_views(spec))
    channels = (_mapping(_mapping(view.get("encoding")).get("y")) for view in views)
    axis = next((channel for channel in channels if channel.get("type") in ("nominal", "ordinal")), {})
    rows = (row for view in views for row in _values(view))
    field = axis.get("field")
    if not isinstance(field, str):
        return frozenset()
    return frozenset(str(row[field]) for row in rows if isinstance(row, Mapping) and field in row)


def _views(spec: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield spec
    layers = spec.get("layer")
    for layer in layers if isinstance(layers, list | tuple) else ():
        if isinstance(layer, Mapping):
            yield from _views(layer)


def _values(view: Mapping[str, Any]) -> Sequence[Any]:
    values = _mapping(view.get("data")).get("values")
    return values if isinstance(values, list | tuple) else ()


def _mapping(part: Any) -> Mapping[str, Any]:
    return part if isinstance(part, Mapping) else {}
