"""A reference to a gradient and the box it paints in, a gradient that knows its place out."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from briefing.render.pdf.svg.picture import Box, Gradient, Matrix, Stop
from briefing.render.pdf.svg.values import color, number, share, times

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_LINEAR = (("x1", "0"), ("y1", "0"), ("x2", "1"), ("y2", "0"))
_RADIAL = (("fx", "0.5"), ("fy", "0.5"), ("fr", "0"), ("cx", "0.5"), ("cy", "0.5"), ("r", "0.5"))
# A level line has a box without a height, in which no gradient has a place: it is taken to be this high.
_THIN = 1.0


def gradient(reference: Callable[[str], Element], value: str, box: Box, placed: Matrix) -> Gradient:
    """Return the gradient that `value` refers to, in its element's box; ValueError where there is none.

    Vega wraps a radial gradient in a pattern of one square that covers the box, so that circles stay round.
    """
    element = reference(value)
    tag = _tag(element)
    left, top = box[0], box[1]
    wide, high = max(box[2] - left, _THIN), max(box[3] - top, _THIN)
    if tag == "pattern":
        element = reference(element[0].get("fill", "") if len(element) else "")
        tag = _tag(element)
        side = max(wide, high)
        left, top, wide, high = left + (wide - side) / 2, top + (high - side) / 2, side, side
    if tag not in ("linearGradient", "radialGradient"):
        raise ValueError(f"no gradient: {tag[:40]}")
    names = _LINEAR if tag == "linearGradient" else _RADIAL
    way = tuple(_place(element.get(name, default)) for name, default in names)
    return Gradient(way, _stops(element), times(placed, (wide, 0, 0, high, left, top)))


def _tag(element: Element) -> str:
    return str(element.tag).partition("}")[2]


def _place(text: str) -> float:
    return number(text[:-1]) / 100 if text.endswith("%") else number(text)


def _stops(element: Element) -> tuple[Stop, ...]:
    """Return the stops from 0 to 1 without a gap; one before the last goes on with the last's place."""
    stops = list[Stop]()
    for part in element:
        shade, alpha = color(part.get("stop-color", "black")) or ((0.0, 0.0, 0.0), 0.0)
        offset = max(share(part.get("offset", "0")), stops[-1].offset if stops else 0)
        stops.append(Stop(offset, shade, alpha * share(part.get("stop-opacity", "1"))))
    if not stops:
        raise ValueError("a gradient without colours")
    first, last = stops[0], stops[-1]
    return (Stop(0, first.color, first.alpha), *stops, Stop(1, last.color, last.alpha))
