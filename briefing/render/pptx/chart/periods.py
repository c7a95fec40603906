"""A chart with a long row of periods under it in; how many of their labels are printed, and how short, out."""

from __future__ import annotations

import re
from dataclasses import replace

from briefing.charts.fit import period_step
from briefing.charts.native import NativeChart
from briefing.render.pptx.boxes import Box
from briefing.render.pptx.chart.room import plot_box
from briefing.render.pptx.chart.text import SIZE

_SHARE = 0.9
_MONTH = re.compile(r"(\d{4})年(\d{1,2})月")


def label_step(native: NativeChart, box: Box) -> int:
    """Return that every how many-th label of a row of periods is printed; 1 where all are."""
    axis = native.category_axis
    if native.kind in ("bar", "radar") or axis.unit or not axis.visible or not native.categories:
        return 1
    return period_step(native.categories, label_room(native, box), SIZE)


def label_room(native: NativeChart, box: Box) -> float:
    """Return the width that labels under the plot share, less what LibreOffice puts between figures and characters."""
    plot = plot_box(native, box) if native.insets else None
    return _SHARE * plot.w if plot else box.w - (native.margin_left + native.margin_right) * SIZE


def in_short(native: NativeChart, box: Box) -> NativeChart:
    """Return the chart with its months as figures (`2024.11`) where not all of them can be printed.

    LibreOffice thins labels its own way, and of `2024年11月` it prints what fits into the room of one before a Chinese
    character: `2024…`, `202`. Figures it leaves whole.
    """
    months = [_MONTH.fullmatch(name) for name in native.categories]
    if not all(months) or label_step(native, box) == 1:
        return native
    return replace(native, categories=tuple(f"{month[1]}.{month[2]}" for month in months if month))
