"""Vega-Lite spec in, what PowerPoint can draw of it out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from briefing.charts.native.cartesian import bars, lines
from briefing.charts.native.model import Native, NativeChart, NotNative
from briefing.charts.native.radar import radar
from briefing.charts.native.rings import rings
from briefing.charts.native.spec import Layer, layers
from briefing.errors import BriefingError

if TYPE_CHECKING:
    from briefing.charts.scene.evaluate import Canvas

READERS: dict[str, Callable[[Sequence[Layer]], NativeChart]] = {
    "arc": rings,
    "bar": bars,
    "line": lines,
    "point": lines,
    "circle": lines,
}
"""The reader for the mark that makes the chart; the first mark in this order that a spec has decides."""

PLAIN = ("column", "bar", "stacked", "line", "slope", "doughnut", "bullet", "timeline")
"""The kinds of our own that say everything in their rows: they are read as they stand, without starting Vega."""

_BESIDES = {
    "arc": {"text"},
    "bar": {"text", "rule"},
    "line": {"point", "circle", "text", "rule"},
    "point": {"text", "rule"},
}


def translate(spec: Mapping[str, Any], canvas: Canvas | None = None) -> Native:
    """Return the PowerPoint chart that shows the same numbers, or raise NotNative with the reason.

    BriefingError for a spec that Vega itself cannot draw. A canvas gives the room that a spec is fitted to first.
    """
    if not isinstance(spec, Mapping):
        raise BriefingError("这不是一张图表：最外层应当是“键: 值”。", hint="请检查自带的 Vega-Lite 文件。")
    marked = spec.get("usermeta")
    about = marked.get("briefing") or {} if isinstance(marked, Mapping) else {}
    if about.get("kind") in PLAIN and not about.get("annotated"):
        return plain(spec)
    if about.get("kind") == "radar":
        return radar(about)
    from briefing.charts.native.evaluated import translate_scene
    from briefing.charts.scene.evaluate import Canvas, evaluate

    return translate_scene(evaluate(spec, canvas or Canvas()))


def plain(spec: Mapping[str, Any]) -> NativeChart:
    """Return the chart of a spec whose rows are what it plots; NotNative for one that has to be evaluated first."""
    flat = layers(spec)
    marks = {layer.mark for layer in flat}
    main = next((mark for mark in READERS if mark in marks), "")
    if not main:
        raise NotNative(f"PowerPoint 没有这种图形（{'、'.join(sorted(marks))}）")
    others = marks - {main} - _BESIDES.get(main, {"text", "rule"})
    if others:
        raise NotNative(f"PowerPoint 不能把这些图形画在一起（{'、'.join(sorted(marks))}）")
    return READERS[main](flat)
