"""A chart as PowerPoint knows it: plain frozen values, exact numbers, no python-pptx."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from briefing.errors import BriefingError

NativeKind = Literal["column", "bar", "line", "area", "scatter", "doughnut", "pie", "bubble", "radar"]
Overlay = Literal["", "column", "line", "area"]
Grouping = Literal["clustered", "stacked", "percent"]
LabelPosition = Literal["outside_end", "inside_end", "inside_base", "center", "left", "right", "above", "below"]
LegendPosition = Literal["top", "right", "bottom", "left"]
Marker = Literal["none", "circle", "ring", "square", "diamond", "triangle", "dash", "x", "plus"]
Side = Literal["x", "y"]
Unit = Literal["days", "months", "years"]


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
class NativeErrors:
    """Error bars of a series: lines from each point by `minus` and `plus` along a side, in that axis's units.

    They draw ranges, whiskers, lollipop sticks and ticks. A None draws nothing at its point.
    """

    side: Side
    minus: tuple[float | None, ...]
    plus: tuple[float | None, ...]
    color: str
    width: float = 1.0
    dashed: bool = False
    capped: bool = False


@dataclass(frozen=True, slots=True)
class NativeSeries:
    """One series; every tuple is as long as the categories (for scatter and bubble: as long as `x`).

    A `color` of "" means no fill (the outline alone is drawn, or nothing: the foot of floating bars). `point_colors`
    overrides single points ("" keeps `color`). `labels` holds None where a point has none. `x` and `sizes` (areas of
    bubbles) are used by scatter and bubble only. `line_width` is in points, 0 for no line. `point_markers` (empty: all)
    says which points have the marker. `reference` marks a line across the chart that is not data of its own (a target,
    a mean). `overlay` draws the series in a plot of another kind over the chart's own ("" for the chart's kind);
    `secondary` measures it on the second value axis. `listed`: it has an entry in the legend. `number_format` is that
    of its cells in the workbook. `gap_width` is that of bars on the second axis, where it differs from the chart's.
    """

    name: str
    values: tuple[float | None, ...]
    color: str
    point_colors: tuple[str, ...] = ()
    labels: tuple[NativeLabel | None, ...] = ()
    x: tuple[float | None, ...] = ()
    sizes: tuple[float | None, ...] = ()
    line_width: float = 0.0
    dashed: bool = False
    smooth: bool = False
    marker: Marker = "none"
    marker_size: float = 0.0
    hollow: bool = False
    point_markers: tuple[bool, ...] = ()
    outline: str = ""
    outline_width: float = 0.0
    opacity: float = 1.0
    reference: bool = False
    overlay: Overlay = ""
    secondary: bool = False
    listed: bool = True
    errors: tuple[NativeErrors, ...] = ()
    number_format: str = "General"
    gap_width: int | None = None


@dataclass(frozen=True, slots=True)
class NativeAxis:
    """One axis. `visible`: its labels are drawn; `line`: its line is drawn (the base line of columns).

    `minimum`, `maximum` and `step` are None where PowerPoint may choose; on a date axis they are Excel's serial numbers
    and `step` counts `unit`s. `log` is the base of a logarithmic scale, 0 for a linear one. `labels_low` puts category
    labels at the foot of the chart even where values are negative. `opposite` puts the axis at the right or the top.
    `color` and `width` (points) are those of the line, empty and 0 for the usual one. With a `reversed` value axis the
    names still belong at the foot. `crossing` is where on this axis the other one crosses it (None: at zero, or at the
    least value). `angle` turns the labels, in degrees clockwise. A `unit` makes it a date axis.
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
    log: float = 0.0
    opposite: bool = False
    crossing: float | None = None
    angle: int = 0
    unit: Unit | None = None


@dataclass(frozen=True, slots=True)
class NativeNote:
    """A shape drawn over the plot and kept with the chart: a line, an arrow (its head at the second end), or words.

    Places are shares of the plot's width and height from its upper left corner; below 0 and above 1 they lie outside.
    `dx` and `dy` (points) move the first end from there, `dx2` and `dy2` the second.
    Words stand at the first place: `align` and `anchor` say which part of them does, `scale` multiplies their size.
    A "band" fills the rectangle.
    """

    kind: Literal["line", "arrow", "text", "band"]
    x: float
    y: float
    x2: float = 0.0
    y2: float = 0.0
    text: str = ""
    color: str = ""
    width: float = 1.0
    dashed: bool = False
    bold: bool = False
    align: Literal["left", "center", "right"] = "center"
    anchor: Literal["top", "middle", "bottom"] = "middle"
    opacity: float = 1.0
    dx: float = 0.0
    dy: float = 0.0
    dx2: float = 0.0
    dy2: float = 0.0
    scale: float = 1.0


@dataclass(frozen=True, slots=True)
class NativeChart:
    """A chart for PowerPoint. For `scatter` and `bubble` there are no categories and `category_axis` is the x axis.

    `gap_width` and `overlap` in per cent of a bar's width, as PowerPoint counts them; `hole` in per cent of a doughnut.
    For bar, column, line and area every series is in one plot, except those with an `overlay` and those with
    `reference`, which are thin lines: for `column` and `line` charts they hold the same value for every category. The
    margins are the room in em of the chart's text that labels need beyond the plot, at the side of the first and of the
    last category. `dates` (Excel's serial numbers, with `category_axis.unit`) stand for the categories of a date axis;
    `categories` then has the same as words. `insets` is the room in points between chart and plot (left, top, right,
    bottom) for axes, titles and legend; None leaves it to the back end. `notes` need it.
    `spans`: lines run on over missing values instead of breaking at them. `flush`: the first and the last category
    stand at the edges of the plot, not half a category from them.
    """

    kind: NativeKind
    categories: tuple[str, ...]
    series: tuple[NativeSeries, ...]
    grouping: Grouping = "clustered"
    category_axis: NativeAxis = NativeAxis()
    value_axis: NativeAxis = NativeAxis()
    secondary_axis: NativeAxis | None = None
    gap_width: int = 60
    overlap: int = 0
    hole: int = 60
    legend: LegendPosition | None = None
    legend_title: str = ""
    margin_left: float = 0.0
    margin_right: float = 0.0
    dates: tuple[float, ...] = ()
    title: str = ""
    subtitle: str = ""
    insets: tuple[float, float, float, float] | None = None
    notes: tuple[NativeNote, ...] = ()
    spans: bool = False
    flush: bool = False


@dataclass(frozen=True, slots=True)
class NativePanel:
    """One chart of several; its place and size are shares of the whole, from the upper left corner."""

    chart: NativeChart | NativeTable
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class NativePanels:
    """Small multiples: up to `MOST_PANELS` charts on a grid, their axes as the spec shares them.

    `width` and `height` are those of the whole in points for which the panels' insets were measured; 0 if unknown.
    """

    panels: tuple[NativePanel, ...]
    title: str = ""
    subtitle: str = ""
    width: float = 0.0
    height: float = 0.0


@dataclass(frozen=True, slots=True)
class NativeCell:
    """A cell of a heat table: its words, its ground (empty: none), and the value behind it."""

    text: str
    fill: str = ""
    color: str = ""
    value: float | None = None
    bold: bool = False


@dataclass(frozen=True, slots=True)
class NativeTable:
    """A heat map as a table that can be edited: names of the columns, and one row of cells for each name of a row."""

    corner: str
    columns: tuple[str, ...]
    names: tuple[str, ...]
    rows: tuple[tuple[NativeCell, ...], ...]
    title: str = ""
    subtitle: str = ""


Native = NativeChart | NativePanels | NativeTable

MOST_PANELS = 12
MOST_POINTS = 2000
"""Past so many points PowerPoint itself becomes slow; such a chart is drawn as a vector."""
