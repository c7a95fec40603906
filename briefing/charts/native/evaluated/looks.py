"""The look of an item as Vega draws it in; colours as `#RRGGBB`, widths and markers as PowerPoint knows them out."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from briefing.charts.native.model import Marker, NotNative
from briefing.charts.scene import Item

_MARKERS: dict[str, Marker] = {
    "circle": "circle",
    "square": "square",
    "diamond": "diamond",
    "triangle": "triangle",
    "triangle-up": "triangle",
    "triangle-down": "triangle",
    "triangle-left": "triangle",
    "triangle-right": "triangle",
    "cross": "plus",
    "stroke": "dash",
}
_WHITE = "#FFFFFF"
_SMOOTH = ("monotone", "basis", "cardinal", "catmull-rom", "natural", "bundle")


@lru_cache(maxsize=256)
def hexed(color: str) -> str:
    """Return a CSS colour as `#RRGGBB`, or an empty string for one that leaves no ink."""
    from PIL import ImageColor

    if not color or color in ("transparent", "none"):
        return ""
    try:
        red, green, blue, *alpha = ImageColor.getrgb(color)
    except ValueError as error:
        raise NotNative(f"颜色“{color}”无法识别") from error
    return "" if alpha and not alpha[0] else f"#{red:02X}{green:02X}{blue:02X}"


def faded(color: str, opacity: float) -> str:
    """Return a colour as it is seen through to white: a point of its own opacity is drawn in a lighter colour."""
    if not color or opacity >= 1:
        return color
    parts = (int(color[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(255 + (part - 255) * max(0.0, opacity)):02X}" for part in parts)


def paint(look: Mapping[str, Any], name: str) -> str:
    """Return the colour of a fill or stroke; NotNative for a gradient."""
    value = look.get(name)
    if isinstance(value, Mapping):
        raise NotNative("用了渐变色")
    return hexed(str(value)) if value and opacity(look, f"{name}Opacity") else ""


def opacity(look: Mapping[str, Any], name: str = "opacity") -> float:
    value = look.get(name, 1)
    return float(value) if isinstance(value, int | float) else 1.0


def ink(item: Item) -> str:
    """Return the colour that an item is seen in: its fill, else its stroke; the rim of what is white inside."""
    fill, stroke = paint(item.look, "fill"), paint(item.look, "stroke")
    return stroke if stroke and fill in ("", _WHITE) else fill


def seen(item: Item) -> bool:
    return bool(opacity(item.look) and ink(item))


def dashed(item: Item) -> bool:
    dash = item.look.get("strokeDash")
    # A pattern whose gaps are all nothing is a whole line.
    return isinstance(dash, list) and any(dash[1::2] or dash)


def smooth(item: Item) -> bool:
    """Return whether a line is drawn as a curve; NotNative for steps, which PowerPoint has not."""
    way = str(item.look.get("interpolate") or "linear")
    if way.startswith("step"):
        raise NotNative("是阶梯线")
    return way in _SMOOTH


def marker(item: Item) -> Marker:
    """Return the marker of a symbol; NotNative for a path of its own or one that is turned."""
    shape = str(item.look.get("shape") or "circle")
    if shape not in _MARKERS:
        raise NotNative("用了自定义的点形")
    if item.look.get("angle"):
        raise NotNative("点形有旋转角度")
    return _MARKERS[shape]


def hollow(item: Item) -> bool:
    return paint(item.look, "fill") in ("", _WHITE) and bool(paint(item.look, "stroke"))


def diameter(item: Item) -> float:
    """Return the width of a symbol in points: Vega gives its area."""
    return round(math.sqrt(float(item.look.get("size") or 64)), 1)


def stroke_width(item: Item, default: float = 1.0) -> float:
    width = item.look.get("strokeWidth")
    return float(width) if isinstance(width, int | float) else default


def bold(look: Mapping[str, Any]) -> bool:
    weight = look.get("fontWeight", "normal")
    return weight in ("bold", "bolder") or (isinstance(weight, int | float) and weight >= 600)


def words(look: Mapping[str, Any]) -> str:
    """Return the words of a text, its lines joined by `\\n`."""
    text = look.get("text")
    if isinstance(text, list):
        return "\n".join(str(line) for line in text)
    return "" if text is None else str(text)
