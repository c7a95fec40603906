"""Text layers in, the labels of points out, found by category and series."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from briefing.charts.native import channels
from briefing.charts.native.formats import number_format
from briefing.charts.native.model import LabelPosition, NativeLabel
from briefing.charts.native.spec import Layer, Row
from briefing.charts.styles import SCALES

Key = tuple[str, str]
Place = Callable[[Layer, float], LabelPosition]


def labels_of(
    texts: Iterable[Layer], plot: Layer, category: str, values: Mapping[Key, float | None], place: Place
) -> dict[Key, NativeLabel]:
    """Return the label of each point that has one; `category` is the channel of the names."""
    series = plot.field(channels.series_channel(plot)) if channels.series_channel(plot) else ""
    found: dict[Key, NativeLabel] = {}
    for layer in texts:
        for row in layer.rows:
            key = (str(row.get(plot.field(category), "")), str(row.get(series, "")) if series else "")
            value, text = values.get(key), layer.get("text", row)
            if value is not None and text not in (None, ""):
                found[key] = _label(
                    layer, row, str(text), value, place(layer, value), _shift(layer, row, category, value)
                )
    return found


def _label(layer: Layer, row: Row, text: str, value: float, position: LabelPosition, shift: float) -> NativeLabel:
    weight = layer.look.get("fontWeight", "normal")
    return NativeLabel(
        text=text,
        format=number_format(value, text),
        position=position,
        bold=weight == "bold" or (isinstance(weight, int) and weight >= 600),
        color=channels.color_of(layer, row) if "color" in layer.encoding else str(layer.look.get("color", "")),
        scale=SCALES.get(layer.look.get("style", "value"), 1.0),
        shift=shift,
    )


def _shift(layer: Layer, row: Row, category: str, value: float) -> float:
    """Return how far the text was moved from its point, as a share of the plot's height."""
    shown = layer.get("y", row) if category == "x" else None
    low, high = channels.domain(layer, "y")
    if category != "x" or not isinstance(shown, int | float) or low is None or high is None or shown == value:
        return 0.0
    share = (shown - value) / (high - low)
    return round(-share if _is_reversed(layer) else share, 4)


def _is_reversed(layer: Layer) -> bool:
    scale: Mapping[str, Any] = layer.channel("y").get("scale") or {}
    return bool(scale.get("reverse"))


def beside_column(layer: Layer, value: float) -> LabelPosition:
    """Return where a text stands on an upright bar, from its baseline and the bar's direction."""
    baseline = layer.look.get("baseline", "middle")
    if baseline == "middle":
        return "center"
    return "outside_end" if (baseline == "bottom") == (value >= 0) else "inside_end"


def beside_bar(layer: Layer, value: float) -> LabelPosition:
    align = layer.look.get("align", "center")
    if align == "center":
        return "center"
    return "outside_end" if (align == "left") == (value >= 0) else "inside_end"


def beside_point(layer: Layer, value: float) -> LabelPosition:
    sides: dict[str, LabelPosition] = {"left": "right", "right": "left"}
    heights: dict[str, LabelPosition] = {"bottom": "above", "top": "below"}
    align = str(layer.look.get("align", "center"))
    return sides.get(align) or heights.get(str(layer.look.get("baseline", "middle")), "center")


def on_ring(layer: Layer, value: float) -> LabelPosition:
    return "center"
