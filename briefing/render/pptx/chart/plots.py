"""A native chart in, its series gathered by plot out: PowerPoint has one plot of each kind for each pair of axes."""

from __future__ import annotations

from dataclasses import dataclass

from briefing.charts.native import NativeChart, NativeSeries
from briefing.charts.native.model import Grouping, NativeKind
from briefing.render.pptx.chart.refs import Columns, columns

# The order in which PowerPoint draws plots over one another, and lists them in the legend.
_LAYERS: tuple[NativeKind, ...] = ("area", "column", "bar", "line", "radar", "scatter", "bubble", "pie", "doughnut")


@dataclass(frozen=True, slots=True)
class Plotted:
    """A series with its number in drawing order and the columns it has in the workbook."""

    series: NativeSeries
    order: int
    columns: Columns


@dataclass(frozen=True, slots=True)
class Plot:
    """The series of one kind on one pair of axes, in drawing order."""

    kind: NativeKind
    secondary: bool
    grouping: Grouping
    members: tuple[Plotted, ...]


def kind_of(series: NativeSeries, native: NativeChart) -> NativeKind:
    """Return the kind of plot that a series is drawn in."""
    if series.overlay:
        return series.overlay
    return "line" if series.reference and native.kind in ("column", "area") else native.kind


def plots(native: NativeChart) -> tuple[Plot, ...]:
    """Return the plots in drawing order, those of the second axis last; a chart without series has an empty one."""
    places = columns(native)
    keys = [(series.secondary, _LAYERS.index(kind_of(series, native))) for series in native.series]
    found: list[Plot] = []
    order = 0
    for key in sorted(set(keys)) or [(False, _LAYERS.index(native.kind))]:
        chosen = [at for at, each in enumerate(keys) if each == key]
        members = tuple(Plotted(native.series[at], order + at_, places[at]) for at_, at in enumerate(chosen))
        kind = _LAYERS[key[1]]
        own = any(not member.series.overlay and not member.series.reference for member in members)
        grouping: Grouping = native.grouping if own and kind == native.kind else "clustered"
        found.append(Plot(kind, key[0], grouping, members))
        order += len(members)
    return tuple(found)
