"""A view with categories on one axis in; columns, bars, lines, areas and their combinations out."""

from __future__ import annotations

from dataclasses import replace

from briefing.charts.native.evaluated import axes, bars, lines, overlays, texts
from briefing.charts.native.evaluated.classify import role
from briefing.charts.native.evaluated.draft import Draft
from briefing.charts.native.evaluated.keys import names
from briefing.charts.native.model import NativeAxis, NativeChart, NativeKind, NativeSeries, NotNative
from briefing.charts.scene import Scale, View
from briefing.charts.scene.model import Channel


def columns(view: View, category: Channel) -> NativeChart:
    """Return the chart of a view with its categories on that channel; title and room are the scene's."""
    plots = [m for m in view.marks if m.type in ("line", "area") or (m.type == "rect" and role(m, view) == "bar")]
    named = plots or [m for m in view.marks if m.type in ("symbol", "rule", "rect")]
    draft = Draft(view, category, names(view, named, category), texts.texts(view))
    bars.add(draft)
    lines.add(draft)
    overlays.add(draft)
    if not draft.series:
        raise NotNative("没有数据")
    return _chart(draft)


def _chart(draft: Draft) -> NativeChart:
    view, upright = draft.view, draft.upright
    kind: NativeKind = "line"
    if draft.bars:
        kind = "column" if upright else "bar"
    elif draft.areas:
        kind = "area"
    main = draft.main_scale()
    second = draft.second_scale(main)
    placed = [_placed(each, kind) for each in draft.finished(main)]
    series = axes.listed(placed, view, draft.legend_scales)
    category = next((found for mark in view.marks if (found := view.scale(mark, draft.category))), None)
    place, title = axes.legend(view, draft.legend_scales)
    value = axes.value_axis(view, main, upright=upright) if main else NativeChart("line", (), ()).value_axis
    return NativeChart(
        kind=kind,
        categories=draft.names.words,
        series=series,
        grouping=draft.grouping,
        category_axis=axes.category_axis(view, draft.names, category, upright=upright),
        value_axis=value,
        secondary_axis=_second(value, view, second, draft),
        gap_width=draft.gap,
        overlap=draft.overlap,
        legend=place if sum(each.listed for each in series) > 1 else None,
        legend_title=title,
        dates=draft.names.dates if upright else (),
        notes=tuple(dict.fromkeys((*draft.notes, *texts.notes(draft.texts, view)))),
        spans=draft.spans,
    )


def _second(value: NativeAxis, view: View, second: Scale | None, draft: Draft) -> NativeAxis | None:
    """Return the second value axis; narrow bars over wide ones have one that repeats the first unseen."""
    if not any(entry.narrow for entry in draft.series):
        return axes.value_axis(view, second, upright=draft.upright) if second else None
    if second:
        raise NotNative("两种宽度的条形和第二数值轴画在一起")
    return replace(value, visible=False, line=False, gridlines=False, title="", opposite=True)


def _placed(series: NativeSeries, kind: NativeKind) -> NativeSeries:
    """Leave the overlay out where a series is of the chart's own kind."""
    return replace(series, overlay="") if series.overlay == kind else series
