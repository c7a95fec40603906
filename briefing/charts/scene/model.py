"""What Vega made of a spec, as frozen values. Places are points from the upper left corner of a view."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

Value = str | float | bool | datetime | None
"""A value of the data: numbers and instants are exact, an instant is in the zone that the chart shows it in."""

Channel = Literal["x", "y"]


@dataclass(frozen=True, slots=True)
class Scale:
    """A scale: its Vega type, the ends of its domain (or all of its names) and of its range in points.

    `step` is the distance of two neighbours on a band or point scale. `base` is that of a logarithm, else 0.
    """

    name: str
    type: str
    domain: tuple[Value, ...]
    range: tuple[Any, ...]
    bandwidth: float = 0.0
    base: float = 0.0

    @property
    def discrete(self) -> bool:
        return self.type in ("band", "point", "ordinal")

    @property
    def temporal(self) -> bool:
        return self.type in ("time", "utc")

    @property
    def log(self) -> bool:
        return self.type == "log"


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a mark: `look` has its place, colours and text as drawn, `values` the data value of each channel.

    A channel without a scale has no value. `xOffset` and `yOffset` are those of marks side by side, `group:<field>`
    what tells lines apart, `x:amount` and `y:amount` what a stacked bar itself measures.
    """

    look: Mapping[str, Any]
    values: Mapping[str, Value]

    @property
    def x(self) -> float:
        return float(self.look.get("x") or 0.0)

    @property
    def y(self) -> float:
        return float(self.look.get("y") or 0.0)

    @property
    def width(self) -> float:
        return float(self.look.get("width") or 0.0)

    @property
    def height(self) -> float:
        return float(self.look.get("height") or 0.0)


@dataclass(frozen=True, slots=True)
class Mark:
    """A layer of items of one Vega type (`rect`, `line`, `symbol` …); a line or an area is one mark a path.

    `scales` names the scale of each channel, `fields` the data field; `stacks` the offset of each stacked channel
    (`zero`, `normalize`, `center`). `styles` are Vega-Lite's names for what a mark is (`bar`, `point`, `boxplot-box`).
    """

    name: str
    type: str
    styles: tuple[str, ...]
    items: tuple[Item, ...]
    scales: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=dict)
    stacks: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Tick:
    """A label of an axis or legend: the value it stands for, its words, its place, and a colour where it has one.

    `opacity` is that of the entry's symbol.
    """

    value: Value
    text: str
    at: float = 0.0
    color: str = ""
    angle: float = 0.0
    opacity: float = 1.0


@dataclass(frozen=True, slots=True)
class Axis:
    """The axis of a scale: where it stands and which of its parts are drawn.

    Of several views in a row or column that share one, only the outermost has it `shown`.
    """

    scale: str
    orient: Literal["left", "right", "top", "bottom"]
    ticks: tuple[Tick, ...] = ()
    title: str = ""
    line: bool = False
    grid: bool = False
    format: str = ""
    shown: bool = True


@dataclass(frozen=True, slots=True)
class Legend:
    """The legend of a scale and its entries; `gradient` where it is a ramp, whose entries have the colours at them.

    `x` and `y` are its upper left corner within the whole. Of several views that share it, the nearest is its `home`.
    """

    scale: str
    orient: str
    title: str
    entries: tuple[Tick, ...]
    gradient: bool = False
    x: float = 0.0
    y: float = 0.0
    home: bool = True


@dataclass(frozen=True, slots=True)
class View:
    """One plot with its marks from back to front; its place and size are points within the whole."""

    x: float
    y: float
    width: float
    height: float
    marks: tuple[Mark, ...]
    scales: Mapping[str, Scale]
    axes: tuple[Axis, ...] = ()
    legends: tuple[Legend, ...] = ()
    title: str = ""
    subtitle: str = ""

    def scale(self, mark: Mark, channel: str) -> Scale | None:
        """Return the scale that a channel of a mark, or the middle of it, is drawn with, or None."""
        return self.scales.get(mark.scales.get(channel) or mark.scales.get(f"{channel}c") or "")

    def axis(self, scale: str) -> Axis | None:
        return next((axis for axis in self.axes if axis.scale == scale), None)


@dataclass(frozen=True, slots=True)
class Scene:
    """The whole drawing: its size in points, its views, and its title."""

    width: float
    height: float
    views: tuple[View, ...]
    title: str = ""
    subtitle: str = ""
