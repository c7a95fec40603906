"""A view with categories on one axis in; columns, bars, lines, areas and their combinations out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefing.charts.native.evaluated import axes, bars, lines, overlays, texts
from briefing.charts.native.evaluated.classify import role
from briefing.charts.native.evaluated.draft import Draft
from briefing.charts.native.evaluated.guides import guides
from briefing.charts.native.evaluated.keys import names
from briefing.charts.native.model import (
    LegendPosition,
    NativeAxis,
    NativeChart,
    NativeKind,
    NativeNote,
    NativeSeries,
    NotNative,
)
from briefing.charts.scene import Scale, View
from briefing.charts.scene.model import Channel
from briefing.charts.styles import TEXT_SIZES
from briefing.typeset.faces import Face
from briefing.typeset.measure import width as text_width

_ABOVE, _SQUARE, _AFTER, _BETWEEN = 26.0, 9.0, 5.0, 18.0
"""How far above the plot a legend stands, the side of its squares, and the room after a
square and after its name, in points."""


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
    view, upright, kind = draft.view, draft.upright, _kind(draft)
    main = draft.main_scale()
    second = draft.second_scale(main)
    placed = [_placed(each, kind) for each in draft.finished(main)]
    series = axes.listed(placed, view, draft.legend_scales)
    category = next((found for mark in view.marks if (found := view.scale(mark, draft.category))), None)
    said = draft.names.words if category and _prints(view, category) else ()
    place, title, drawn = _legend(draft, series, said)
    value = axes.value_axis(view, main, upright=upright) if main else NativeChart("line", (), ()).value_axis
    moments: tuple[NativeNote, ...] = ()
    if main and main.temporal and not upright:
        value, moments = replace(value, visible=False, gridlines=False), axes.moments(view, main)
    return NativeChart(
        kind=kind,
        categories=draft.names.words,
        series=series,
        grouping=draft.grouping,
        category_axis=_based(axes.category_axis(view, draft.names, category, upright=upright), draft),
        value_axis=value,
        secondary_axis=_second(value, view, second, draft),
        gap_width=draft.gap,
        overlap=draft.overlap,
        legend=place,
        legend_title=title,
        dates=draft.names.dates if upright else (),
        notes=tuple(dict.fromkeys((*drawn, *moments, *draft.notes, *texts.notes(draft.texts, view)))),
        spans=draft.spans,
        flush=kind == "line" and _is_flush(view),
    )


def _kind(draft: Draft) -> NativeKind:
    if draft.bars:
        return "column" if draft.upright else "bar"
    return "area" if draft.areas else "line"


def _legend(
    draft: Draft, series: Sequence[NativeSeries], said: Sequence[str]
) -> tuple[LegendPosition | None, str, tuple[NativeNote, ...]]:
    """Return the side and the title of the chart's own legend, and the notes that say what it cannot.

    Where bars lie, office programs disagree on which entry of a legend a number means: none can be left out there.
    """
    place, title = axes.legend(draft.view, draft.legend_scales)
    listed = sum(each.listed for each in series)
    whole = draft.upright or listed == len(series)
    drawn = () if whole or place != "top" else keys_of(series)
    told = draft.legend_scales if drawn or (whole and place and listed > 1) else ()
    drawn += guides(draft.view, told, listed if told and not drawn else 0, said)
    return place if listed > 1 and whole else None, title if whole else "", drawn


def _prints(view: View, scale: Scale) -> bool:
    """Return whether the axis of a scale has labels."""
    axis = view.axis(scale.name)
    return bool(axis and axis.ticks)


def keys_of(series: Sequence[NativeSeries]) -> tuple[NativeNote, ...]:
    """Return a legend above the plot as notes."""
    notes: list[NativeNote] = []
    x, half, size = 0.0, _SQUARE / 2, TEXT_SIZES["pptx"] - 1
    for each in (one for one in series if one.listed):
        color, top, foot = each.color or each.outline, -_ABOVE - half, -_ABOVE + half
        notes.append(NativeNote("band", 0, 0, color=color, dx=x, dy=top, dx2=x + _SQUARE, dy2=foot))
        words = x + _SQUARE + _AFTER
        notes.append(NativeNote("text", 0, 0, text=each.name, align="left", dx=round(words, 1), dy=-_ABOVE))
        x = round(words + text_width(each.name, Face.SANS, size) + _BETWEEN, 1)
    return tuple(notes)


def _is_flush(view: View) -> bool:
    """Return whether lines begin and end at the edges of the plot."""
    places = [item.x for mark in view.marks if mark.type == "line" for item in mark.items]
    return bool(places) and min(places) < 1 and max(places) > view.width - 1


def _based(axis: NativeAxis, draft: Draft) -> NativeAxis:
    """Draw the line of the names' axis where the spec draws one at zero."""
    return replace(axis, line=True) if draft.based else axis


def _second(value: NativeAxis, view: View, second: Scale | None, draft: Draft) -> NativeAxis | None:
    """Return the second value axis; narrow bars over wide ones have one that repeats the first unseen."""
    if not any(entry.narrow for entry in draft.series):
        return replace(axes.value_axis(view, second, upright=draft.upright), opposite=True) if second else None
    if second:
        raise NotNative("两种宽度的条形和第二数值轴画在一起")
    return replace(value, visible=False, line=False, gridlines=False, title="", opposite=True)


def _placed(series: NativeSeries, kind: NativeKind) -> NativeSeries:
    """Leave the overlay out where a series is of the chart's own kind."""
    return replace(series, overlay="") if series.overlay == kind else series
