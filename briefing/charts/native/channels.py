"""Layers in; categories, series, colours and axes as PowerPoint counts them out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from briefing.charts.native.formats import axis_format
from briefing.charts.native.model import LegendPosition, NativeAxis, NotNative
from briefing.charts.native.spec import Layer, Row

DEFAULT_COLOR = "#4C78A8"
UNNAMED = "数值"
"""The name of the only series where the spec has none: a workbook column needs a heading."""

_SERIES_CHANNELS = ("color", "xOffset", "yOffset", "detail", "stroke")
_LEGENDS: dict[str, LegendPosition] = {"top": "top", "bottom": "bottom", "left": "left", "right": "right"}


def names(layer: Layer, channel: str) -> tuple[str, ...]:
    """Return the names of a discrete channel in the order Vega-Lite draws them."""
    definition = layer.channel(channel)
    domain = (definition.get("scale") or {}).get("domain")
    if isinstance(domain, list):
        return tuple(str(name) for name in domain)
    found = list(dict.fromkeys(_name(row.get(layer.field(channel))) for row in layer.rows))
    sort = definition.get("sort", "ascending")
    if isinstance(sort, list):
        return tuple(sorted(found, key=lambda name: sort.index(name) if name in sort else len(sort)))
    if sort is None:
        return tuple(found)
    if sort in ("ascending", "descending"):
        return tuple(sorted(found, reverse=sort == "descending"))
    raise NotNative("类别按别的字段排序")


def series_channel(layer: Layer) -> str:
    """Return the channel that tells series apart, or an empty string where there is one series only."""
    return next((name for name in _SERIES_CHANNELS if layer.field(name) and layer.is_discrete(name)), "")


def series_names(layer: Layer) -> tuple[str, ...]:
    channel = series_channel(layer)
    return names(layer, channel) if channel else ("",)


def series_of(layer: Layer, row: Row) -> str:
    channel = series_channel(layer)
    return _name(row.get(layer.field(channel))) if channel else ""


def category_of(layer: Layer, channel: str, row: Row) -> str:
    return _name(row.get(layer.field(channel)))


def number(value: Any) -> float | None:
    """Return a value as it stands if it is a number, None if it is missing; NotNative for anything else."""
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise NotNative("数值列里有文字")
    return value


def color_of(layer: Layer, row: Row, channel: str = "color") -> str:
    """Return the colour of a row's mark: its channel's, else the mark's own, else Vega-Lite's default."""
    definition = layer.channel(channel)
    shown = layer.get(channel, row)
    scale = definition.get("scale") or {}
    if "field" in definition and "range" in scale and shown in scale.get("domain", ()):
        colors = scale["range"]
        return str(colors[scale["domain"].index(shown) % len(colors)])
    if isinstance(shown, str) and shown.startswith("#"):
        return shown
    if "field" in definition:
        raise NotNative("颜色用了默认色板")
    return str(layer.look.get("color") or layer.look.get("fill") or DEFAULT_COLOR)


def common(colors: Iterable[str]) -> str:
    """Return the first of the most frequent colours: the one a series has, the others are its points' own."""
    counts: dict[str, int] = {}
    for color in colors:
        counts[color] = counts.get(color, 0) + 1
    return max(counts, key=lambda color: counts[color], default=DEFAULT_COLOR)


def domain(layer: Layer, channel: str) -> tuple[float | None, float | None]:
    found = (layer.channel(channel).get("scale") or {}).get("domain")
    return (found[0], found[1]) if isinstance(found, list) and len(found) == 2 else (None, None)


def value_axis(layer: Layer, channel: str) -> NativeAxis:
    """Return the value axis as the spec draws it."""
    low, high = domain(layer, channel)
    definition = layer.channel(channel)
    drawn: Mapping[str, Any] | None = definition.get("axis", {})
    ticks: Sequence[float] = (drawn or {}).get("values") or ()
    return NativeAxis(
        visible=drawn is not None,
        line=False,
        minimum=low,
        maximum=high,
        step=ticks[1] - ticks[0] if len(ticks) > 1 else None,
        number_format=axis_format(str((drawn or {}).get("format", ""))),
        gridlines=drawn is not None and bool(drawn.get("grid", True)),
        reversed=bool((definition.get("scale") or {}).get("reverse")),
    )


def category_axis(layer: Layer, channel: str, *, line: bool) -> NativeAxis:
    """Return the axis of names; where the spec lifts it off the foot, its names stay beside its line."""
    drawn = layer.channel(channel).get("axis", {})
    if drawn is None:
        return NativeAxis(visible=False, line=line)
    lifted = "offset" in drawn
    return NativeAxis(
        line=line or bool(drawn.get("domain", True)),
        labels_low=not lifted,
        # Vega draws a horizontal chart from the top down, PowerPoint from the foot up.
        reversed=channel == "y",
        color=str(drawn.get("domainColor", "")) if lifted else "",
        width=float(drawn.get("domainWidth", 0)) if lifted else 0.0,
    )


def legend(layer: Layer) -> LegendPosition | None:
    definition = layer.channel("color")
    drawn = definition.get("legend", {})
    if "field" not in definition or drawn is None:
        return None
    return _LEGENDS.get(str(drawn.get("orient", "right")), "right")


def _name(value: Any) -> str:
    return "" if value is None else str(value)
