"""A chart as PowerPoint knows it: plain frozen values, exact numbers, no python-pptx."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from briefing.errors import BriefingError

NativeKind = Literal["column", "bar", "line", "area", "scatter", "doughnut", "pie", "bubble"]
Grouping = Literal["clustered", "stacked", "percent"]
LabelPosition = Literal["outside_end", "inside_end", "inside_base", "center", "left", "right", "above", "below"]
LegendPosition = Literal["top", "right", "bottom", "left"]
Marker = Literal["none", "circle", "ring"]


class NotNative(BriefingError):
    """This spec has no PowerPoint counterpart; `reason` says in Chinese why, for a Notice."""

    @property
    def reason(self) -> str:
        return self.message


@dataclass(frozen=True, slots=True)
class NativeLabel:
    """The label of one point: `text` as printed, and the Excel number format that prints exactly it from the value.

    `format` is empty where the text does not say the value (`半年` for 180 days): then the text itself is the label.
    `scale` multiplies the chart's text size. `color` empty: ink. `shift` moves the label up (positive) by that share of
    the plot's height, to keep neighbours apart; a back end may ignore it.
    """

    text: str
    format: str
    position: LabelPosition
    bold: bool = False
    color: str = ""
    scale: float = 1.0
    shift: float = 0.0


@dataclass(frozen=True, slots=True)
class NativeSeries:
    """One series; every tuple is as long as the categories (for scatter and bubble: as long as `x`).

    A `color` of "" means no fill (the outline alone is drawn). `point_colors` overrides single points ("" keeps
    `color`). `labels` holds None where a point has none. `x` and `sizes` are used by scatter and bubble only.
    `line_width` is in points, 0 for no line. `point_markers` (empty: all) says which points have the marker.
    `reference` marks a line across the chart that is not data of its own (a target, a mean).
    """

    name: str
    values: tuple[float | None, ...]
    color: str
    point_colors: tuple[str, ...] = ()
    labels: tuple[NativeLabel | None, ...] = ()
    x: tuple[float, ...] = ()
    sizes: tuple[float, ...] = ()
    line_width: float = 0.0
    dashed: bool = False
    marker: Marker = "none"
    marker_size: float = 0.0
    point_markers: tuple[bool, ...] = ()
    outline: str = ""
    outline_width: float = 0.0
    reference: bool = False


@dataclass(frozen=True, slots=True)
class NativeAxis:
    """One axis. `visible`: its labels are drawn; `line`: its line is drawn (the base line of columns).

    `minimum`, `maximum` and `step` are None where PowerPoint may choose. `labels_low` puts category labels at the
    foot of the chart even where values are negative. `color` and `width` (points) are the line's, empty and 0 for the
    usual one. With a `reversed` value axis the category axis still belongs at the foot.
    """

    visible: bool = True
    line: bool = True
    minimum: float | None = None
    maximum: float | None = None
    step: float | None = None
    number_format: str = "General"
    gridlines: bool = False
    reversed: bool = False
    labels_low: bool = True
    title: str = ""
    color: str = ""
    width: float = 0.0


@dataclass(frozen=True, slots=True)
class NativeChart:
    """A chart for PowerPoint. For `scatter` and `bubble` there are no categories and `category_axis` is the x axis.

    `gap_width` and `overlap` in per cent of a bar's width, as PowerPoint counts them; `hole` in per cent of a doughnut.
    For bar, column, line and area every series is in one plot, except those with `reference`, which are thin lines: for
    `column` and `line` charts they hold the same value for every category. The margins are the room in em of the
    chart's text that labels need beyond the plot, at the side of the first and of the last category.
    """

    kind: NativeKind
    categories: tuple[str, ...]
    series: tuple[NativeSeries, ...]
    grouping: Grouping = "clustered"
    category_axis: NativeAxis = NativeAxis()
    value_axis: NativeAxis = NativeAxis()
    gap_width: int = 60
    overlap: int = 0
    hole: int = 60
    legend: LegendPosition | None = None
    margin_left: float = 0.0
    margin_right: float = 0.0
