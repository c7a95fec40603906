"""Vega-Lite spec in, NativeChart out: which reader fits the marks of a spec."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from briefing.charts.native.cartesian import bars, lines
from briefing.charts.native.model import NativeChart, NotNative
from briefing.charts.native.rings import rings
from briefing.charts.native.spec import Layer, layers

READERS: dict[str, Callable[[Sequence[Layer]], NativeChart]] = {
    "arc": rings,
    "bar": bars,
    "line": lines,
    "point": lines,
    "circle": lines,
}
"""The reader for the mark that makes the chart; the first mark in this order that a spec has decides."""

_BESIDES = {
    "arc": {"text"},
    "bar": {"text", "rule"},
    "line": {"point", "circle", "text", "rule"},
    "point": {"text", "rule"},
}


def translate(spec: Mapping[str, Any]) -> NativeChart:
    """Return the PowerPoint chart that shows the same numbers, or raise NotNative with the reason."""
    flat = layers(spec)
    marks = {layer.mark for layer in flat}
    main = next((mark for mark in READERS if mark in marks), "")
    if not main:
        raise NotNative(f"PowerPoint 没有这种图形（{'、'.join(sorted(marks))}）")
    others = marks - {main} - _BESIDES.get(main, {"text", "rule"})
    if others:
        raise NotNative(f"PowerPoint 不能把这些图形画在一起（{'、'.join(sorted(marks))}）")
    return READERS[main](flat)
