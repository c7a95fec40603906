"""Arc layers in, pie and doughnut charts out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefing.charts.native import channels
from briefing.charts.native.formats import number_format
from briefing.charts.native.labels import Key, labels_of, on_ring
from briefing.charts.native.model import NativeChart, NativeKind, NativeLabel, NativeSeries, NotNative
from briefing.charts.native.spec import Layer

_HOLE = 55


def rings(layers: Sequence[Layer]) -> NativeChart:
    """Return one ring; its names, which the spec writes around it, become a legend."""
    arcs = [layer for layer in layers if layer.mark == "arc"]
    if len(arcs) > 1:
        raise NotNative("有几个环")
    plot = arcs[0]
    if not plot.is_discrete("color") or not plot.is_quantitative("theta"):
        raise NotNative("环形图缺类别或数值")
    rows = {channels.category_of(plot, "color", row): row for row in plot.rows}
    categories = channels.names(plot, "color")
    values = tuple(channels.number(plot.get("theta", rows[name])) if name in rows else None for name in categories)
    labels = _labels(layers, plot, dict(zip(categories, values, strict=True)))
    colors = tuple(channels.color_of(plot, rows[name]) if name in rows else "" for name in categories)
    series = NativeSeries(
        name=channels.UNNAMED,
        values=values,
        color=channels.common(colors),
        point_colors=colors,
        labels=tuple(labels.get(name) for name in categories),
        outline=str(plot.look.get("stroke", "")),
        outline_width=float(plot.look.get("strokeWidth", 0)),
    )
    kind: NativeKind = "doughnut" if plot.look.get("innerRadius") else "pie"
    return NativeChart(kind=kind, categories=categories, series=(series,), hole=_HOLE, legend="right")


def _labels(layers: Sequence[Layer], plot: Layer, values: dict[str, float | None]) -> dict[str, NativeLabel]:
    keyed: dict[Key, float | None] = {(name, name): value for name, value in values.items()}
    texts = [layer for layer in layers if layer.mark == "text"]
    found = {}
    # The names around the ring come last and may carry the number of a thin slice, so they are read first.
    for layer in reversed(texts):
        for (name, _), label in labels_of([layer], plot, "color", keyed, on_ring).items():
            words = label.text.replace("\n", "").removeprefix(name.replace("\n", "")).strip()
            if words:
                found[name] = _renamed(label, words, values[name] or 0.0)
    return found


def _renamed(label: NativeLabel, words: str, value: float) -> NativeLabel:
    return replace(label, text=words, format=number_format(value, words))
