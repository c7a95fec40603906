"""A view of arcs in, a pie or a doughnut out."""

from __future__ import annotations

import math

from briefing.charts.native import channels
from briefing.charts.native.evaluated import axes, looks, texts
from briefing.charts.native.evaluated.keys import series_fields, series_name, series_of
from briefing.charts.native.model import NativeChart, NativeLabel, NativeSeries, NotNative
from briefing.charts.scene import Mark, View
from briefing.errors import BriefingError

_SMALL = 1e-3


def rings(view: View) -> NativeChart:
    """Return the ring of a view; NotNative for several rings, or for slices whose radius means something."""
    mark, values = _slices(view)
    fields = series_fields(mark, view, "x")
    labels, left = _labels(view, mark, values)
    inner = float(mark.items[0].look.get("innerRadius") or 0)
    outer = float(mark.items[0].look.get("outerRadius") or 1)
    place, title = axes.legend(view, [mark.scales[name] for name in fields if name in mark.scales])
    names = [series_name(series_of(item, fields), f"{at}") for at, item in enumerate(mark.items, 1)]
    order = _order(mark)
    colors = [looks.ink(item) for item in mark.items]
    outline = looks.paint(mark.items[0].look, "stroke")
    series = NativeSeries(
        name=mark.fields.get("theta:amount") or channels.UNNAMED,
        values=tuple(values[at] for at in order),
        color=channels.common(colors),
        point_colors=tuple(colors[at] for at in order),
        labels=tuple(labels.get(at) for at in order) if labels else (),
        outline=outline,
        outline_width=looks.stroke_width(mark.items[0]) if outline else 0.0,
    )
    return NativeChart(
        kind="doughnut" if inner else "pie",
        categories=tuple(names[at] for at in order),
        series=(series,),
        hole=round(inner / outer * 100) if inner else 0,
        legend=place,
        legend_title=title,
        notes=tuple(texts.notes(left, view)),
    )


def _slices(view: View) -> tuple[Mark, list[float | None]]:
    """Return the only layer of arcs with what each slice measures; NotNative for what is more than a ring."""
    arcs = [mark for mark in view.marks if mark.type == "arc"]
    if len(arcs) > 1:
        raise NotNative("有几个环")
    mark = arcs[0]
    radius = view.scale(mark, "outerRadius")
    if radius is not None and not radius.discrete:
        raise NotNative("扇形的半径表示数值")
    if any(each.type not in ("arc", "text") for each in view.marks):
        raise NotNative("环形图上有别的图形")
    values = [axes.number(item.values.get("theta:amount")) for item in mark.items]
    if any(value is not None and value < 0 for value in values):
        raise BriefingError("环形图不能有负数。", hint="请改用柱状图（column）或条形图（bar）。")
    if any(value is None for value in values) or not any(values):
        raise NotNative("扇形没有数值")
    if not _is_whole(mark):
        raise NotNative("只画了环的一部分")
    return mark, values


def _is_whole(mark: Mark) -> bool:
    """Return whether the slices run once around, beginning at the top."""
    angles = [float(item.look.get(end) or 0) for item in mark.items for end in ("startAngle", "endAngle")]
    return abs(max(angles) - min(angles) - 2 * math.pi) < _SMALL and abs(min(angles)) < _SMALL


def _order(mark: Mark) -> list[int]:
    """Return the slices clockwise from the top."""
    return sorted(range(len(mark.items)), key=lambda at: float(mark.items[at].look.get("startAngle") or 0))


def _at_slice(words: texts.Words) -> bool:
    """Return whether a text is placed by an angle: one without stands in the middle of the ring, whatever its row."""
    return words.item.look.get("theta") is not None


def _labels(view: View, mark: Mark, values: list[float | None]) -> tuple[dict[int, NativeLabel], list[texts.Words]]:
    """Give each slice its texts; those of one layer stand in the order of the slices."""
    words = texts.texts(view)
    found: dict[int, NativeLabel] = {}
    for layer in (each for each in view.marks if each.type == "text"):
        if len(layer.items) != len(mark.items):
            continue
        mine = {id(item): at for at, item in enumerate(layer.items)}
        here = [each for each in words if id(each.item) in mine and _at_slice(each)]
        for each in here:
            at = mine[id(each.item)]
            if at in found:
                text = f"{found[at].text}\n{each.text}"
                found[at] = NativeLabel(text, "", found[at].position, found[at].bold, found[at].color)
                continue
            outside = float(each.item.look.get("radius") or 0) > float(mark.items[at].look.get("outerRadius") or 0)
            found[at] = texts.label(each, values[at], "outside_end" if outside else "center")
        texts.take(words, here)
    return found, words
