"""What a radar of the library says of itself in, a radar chart out.

Vega-Lite has no polar lines: the library works the corners out itself and keeps the rows beside them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from briefing.charts.native.channels import DEFAULT_COLOR, UNNAMED, number
from briefing.charts.native.formats import number_format
from briefing.charts.native.model import NativeAxis, NativeChart, NativeLabel, NativeSeries, NotNative


def radar(about: Mapping[str, Any]) -> NativeChart:
    """Return the radar of some rows (`category`, `series`, `value`, `label`); NotNative where there are none."""
    rows = [row for row in about.get("rows") or () if isinstance(row, Mapping)]
    if not rows:
        raise NotNative("雷达图没有数据")
    categories = tuple(dict.fromkeys(str(row["category"]) for row in rows))
    names = tuple(dict.fromkeys(str(row["series"]) for row in rows))
    known = {(str(row["category"]), str(row["series"])): row for row in rows}
    colors = about.get("colors") or {}
    return NativeChart(
        kind="radar",
        categories=categories,
        series=tuple(_series(name, categories, known, str(colors.get(name, DEFAULT_COLOR))) for name in names),
        value_axis=NativeAxis(minimum=0, maximum=number(about.get("maximum")), gridlines=True, line=False),
        legend="right" if len(names) > 1 else None,
    )


def _series(name: str, categories: tuple[str, ...], known: Mapping[tuple[str, str], Any], color: str) -> NativeSeries:
    rows = [known.get((category, name)) or {} for category in categories]
    values = tuple(number(row.get("value")) for row in rows)
    labels = tuple(_label(str(row.get("label") or ""), value) for row, value in zip(rows, values, strict=True))
    shown = any(labels) and len({series for _, series in known}) == 1
    return NativeSeries(
        name or UNNAMED,
        values,
        color,
        labels=labels if shown else (),
        line_width=2.25,
        marker="circle",
        marker_size=6.0,
    )


def _label(text: str, value: float | None) -> NativeLabel | None:
    return NativeLabel(text, number_format(value, text), "above") if text and value is not None else None
