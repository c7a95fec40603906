"""A native chart in, the reason why PowerPoint cannot show it as it is out: a picture then does."""

from __future__ import annotations

import math
from collections.abc import Iterator

from briefing.charts.native import MOST_POINTS, NativeChart, NativeSeries
from briefing.errors import BriefingError
from briefing.render.pptx.chart.errors import ALONG_BOTH
from briefing.render.pptx.chart.plots import Plotted, kind_of, plots
from briefing.render.pptx.chart.refs import scattered

_MIXABLE = ("column", "line", "area")
_MOST_SERIES = 255


def unable(native: NativeChart) -> str:
    """Return in Chinese what stands in the way of a native chart; empty where nothing does."""
    points = sum(len(series.values) for series in native.series)
    if points > MOST_POINTS:
        return f"数据点有{points}个，超过{MOST_POINTS}个"
    if len(native.series) > _MOST_SERIES:
        return f"系列有{len(native.series)}个，超过{_MOST_SERIES}个"
    for series in native.series:
        if not all(map(math.isfinite, _numbers(series))):
            return "数据里有不是有限的数"
        if not _has_room_for_errors(series, native):
            return "同一系列有不止一组误差线"
    if native.kind not in _MIXABLE and any(kind_of(each, native) != native.kind for each in native.series):
        return "PowerPoint 不能把这些图形画在一起"
    if native.kind == "bar" and any(each.reference for each in native.series):
        return "横向条形图上有参考线"
    if any(plot.grouping != "clustered" and _mixed(plot.members) for plot in plots(native)):
        return "堆积的系列里夹有不堆积的系列"
    return ""


def check(native: NativeChart, where: str) -> None:
    """Raise a BriefingError for what PowerPoint could not open: a NaN, or a series that does not fit its categories."""
    for series in native.series:
        if not all(map(math.isfinite, _numbers(series))):
            raise BriefingError(f"图表系列“{series.name}”里有不是有限的数。", where, "缺失的数请留空。")
        expected = len(series.x) if scattered(native) else len(native.categories)
        lengths = {len(series.values), *(len(each) for error in series.errors for each in (error.minus, error.plus))}
        if series.sizes:
            lengths.add(len(series.sizes))
        if lengths != {expected}:
            wrong = next(length for length in lengths if length != expected)
            message = f"图表系列“{series.name}”有{wrong}个数，应有{expected}个。"
            raise BriefingError(message, where, "请检查图表的数据。")


def _numbers(series: NativeSeries) -> Iterator[float]:
    groups = [series.values, series.x, series.sizes]
    groups += [lengths for errors in series.errors for lengths in (errors.minus, errors.plus)]
    return (value for group in groups for value in group if value is not None)


def _has_room_for_errors(series: NativeSeries, native: NativeChart) -> bool:
    if kind_of(series, native) in ALONG_BOTH:
        return len({errors.side for errors in series.errors}) == len(series.errors)
    return len(series.errors) < 2


def _mixed(members: tuple[Plotted, ...]) -> bool:
    return any(member.series.reference or member.series.overlay for member in members)
