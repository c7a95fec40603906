"""The axes, legend and room of a view in, those of a native chart out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import pairwise

from briefing.charts.native.evaluated import dates
from briefing.charts.native.evaluated.keys import Names
from briefing.charts.native.formats import axis_format, number_format, prefixed_format
from briefing.charts.native.model import LegendPosition, NativeAxis, NativeNote, NativeSeries, NotNative, Unit
from briefing.charts.scene import Axis, Scale, Tick, Value, View

_LEGENDS: dict[str, LegendPosition] = {"top": "top", "bottom": "bottom", "left": "left", "right": "right"}
_MOST_LINES = 20
_UNDER = 5.0
_DAYS: dict[Unit, float] = {"years": 365.25, "months": 30.44, "days": 1.0}
_DIGITS = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
_LINEAR = ("linear", "log", "time", "utc")


def value_axis(view: View, scale: Scale, *, upright: bool) -> NativeAxis:
    """Return the axis of a continuous scale; NotNative for a scale that PowerPoint has not."""
    if scale.type not in _LINEAR and not scale.discrete:
        raise NotNative(f"坐标轴是 {scale.type} 刻度")
    axis = view.axis(scale.name)
    if scale.discrete:
        return _ranks(scale, axis, upright=upright)
    low, high = _ends(scale)
    steps = {round(two - one, 9) for one, two in pairwise(_numbers(axis))} if axis and not scale.log else set()
    if scale.log and low <= 0:
        raise NotNative("对数坐标上有零或负数")
    if low == high:
        # All values are alike (all zero): an axis without length cannot be drawn.
        high = low + 1
    return NativeAxis(
        visible=bool(axis and axis.ticks and axis.shown),
        line=bool(axis and axis.line),
        minimum=low,
        maximum=high,
        step=_days(axis) if scale.temporal else steps.pop() if len(steps) == 1 else None,
        number_format=_format(axis, scale),
        gridlines=bool(axis and axis.grid),
        reversed=_reversed(scale, upright=upright),
        title=axis.title if axis and axis.shown else "",
        log=scale.base if scale.log else 0.0,
        opposite=bool(axis and axis.orient in ("right", "top")),
    )


def _ranks(scale: Scale, axis: Axis | None, *, upright: bool) -> NativeAxis:
    """Return the axis of whole numbers with one room each; a room at both ends is without a label."""
    low, high = _ends(scale)
    before, after = low - 1, high + 1
    return NativeAxis(
        visible=bool(axis and axis.ticks and axis.shown),
        line=bool(axis and axis.line),
        minimum=before,
        maximum=after,
        step=1,
        number_format=f'[={before}]"";[={after}]"";0',
        gridlines=bool(axis and axis.grid),
        reversed=_reversed(scale, upright=upright),
        title=axis.title if axis and axis.shown else "",
        opposite=bool(axis and axis.orient in ("right", "top")),
    )


def category_axis(view: View, names: Names, scale: Scale | None, *, upright: bool) -> NativeAxis:
    """Return the axis of names, or of dates where they have a unit."""
    axis = view.axis(scale.name) if scale else None
    angles = {round(tick.angle) % 360 for tick in axis.ticks} if axis else set()
    angle = angles.pop() if len(angles) == 1 else 0
    many = not names.unit and len(names.keys) > _MOST_LINES
    return NativeAxis(
        visible=bool(axis and axis.ticks and axis.shown),
        line=bool(axis and axis.line),
        step=_units(axis, names.unit) if axis else None,
        gridlines=bool(axis and axis.grid and not many),
        # Vega draws names from the top down and numbers from the foot up; PowerPoint both from the foot up.
        reversed=not upright and bool(scale and scale.discrete),
        title=axis.title if axis and axis.shown else "",
        opposite=bool(axis and axis.orient in ("right", "top")),
        angle=angle - 360 if angle > 180 else angle,
        unit=names.unit,
        number_format=dates.number_format(axis.format if axis else "", names.unit) if names.unit else "General",
    )


def legend(view: View, scales: Iterable[str]) -> tuple[LegendPosition | None, str]:
    """Return the place and title of the first legend that tells the series of some scales apart."""
    wanted = set(scales)
    found = next((each for each in view.legends if each.scale in wanted and not each.gradient), None)
    if found is None:
        return None, ""
    side = found.orient.replace("-", " ").split()
    return next((_LEGENDS[word] for word in side if word in _LEGENDS), "right"), found.title


def moments(view: View, scale: Scale) -> tuple[NativeNote, ...]:
    """Return the labels of a time axis under the plot as notes: a value axis counts days, and months differ."""
    axis = view.axis(scale.name)
    ticks = axis.ticks if axis and axis.shown else ()
    places = [(round(tick.at / view.width, 4), tick.text) for tick in ticks]
    return tuple(NativeNote("text", x, 1, text=words, anchor="top", dy=_UNDER) for x, words in places)


def listed(series: Sequence[NativeSeries], view: View, scales: Iterable[str]) -> tuple[NativeSeries, ...]:
    """Return series of which only those have an entry in the legend that Vega's names, each entry once.

    What an entry stands for bears its name, also where further fields tell series apart (the single lines of a kind).
    """
    wanted = set(scales)
    entries = {tick.text for each in view.legends if each.scale in wanted for tick in each.entries}
    named = [next((word for word in (each.name, *each.name.split(" ")) if word in entries), "") for each in series]
    if not any(named):
        return tuple(series)
    names = {each.name for each in series}
    made = []
    for at, (each, name) in enumerate(zip(series, named, strict=True)):
        first = bool(name) and name not in named[:at]
        made.append(
            replace(each, listed=each.listed and first, name=name if first and name not in names else each.name)
        )
    return tuple(made)


def insets(
    view: View, width: float, height: float, x: float = 0.0, y: float = 0.0
) -> tuple[float, float, float, float]:
    """Return the room around the plot of a view within a frame at `x`, `y`."""
    left, top = view.x - x, view.y - y
    right, foot = width - left - view.width, height - top - view.height
    return _room(left), _room(top), _room(right), _room(foot)


def _room(side: float) -> float:
    return round(max(0.0, side), 1)


def number(value: Value) -> float | None:
    """Return a value of a value axis; an instant is a serial number, and words are no number.

    Digits as text (a CSV without types) are a number, as they are to Vega.
    """
    if isinstance(value, datetime):
        return dates.serial(value)
    if value is None:
        return None
    if isinstance(value, str) and _DIGITS.fullmatch(value.strip()):
        digits = float(value)
        return int(digits) if digits.is_integer() else digits
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise NotNative("数值里有文字")
    return value


def _ends(scale: Scale) -> tuple[float, float]:
    ends = [end for end in map(number, scale.domain) if end is not None]
    if len(ends) < 2:
        raise NotNative("坐标轴没有范围")
    return min(ends), max(ends)


def _reversed(scale: Scale, *, upright: bool) -> bool:
    ends = [each for each in map(number, scale.domain) if each is not None]
    falling = ends[0] > ends[-1]
    places = [each for each in scale.range if isinstance(each, int | float)]
    turned = len(places) == 2 and (places[0] < places[1] if upright else places[0] > places[1])
    return falling is not turned


def _units(axis: Axis, unit: Unit | None) -> float | None:
    """Return how many units of a date axis lie between two of its labels."""
    at = sorted(dates.serial(tick.value) for tick in axis.ticks if isinstance(tick.value, datetime))
    if unit is None or len(at) < 2:
        return None
    return max(1, round((at[-1] - at[0]) / (len(at) - 1) / _DAYS[unit]))


def _days(axis: Axis | None) -> float | None:
    """Return the mean distance of a time axis's labels in days: a value axis knows no months."""
    at = sorted(dates.serial(tick.value) for tick in axis.ticks if isinstance(tick.value, datetime)) if axis else []
    return (at[-1] - at[0]) / (len(at) - 1) if len(at) > 1 else None


def _numbers(axis: Axis) -> Sequence[float]:
    return sorted(tick.value for tick in axis.ticks if isinstance(tick.value, int | float))


def _format(axis: Axis | None, scale: Scale) -> str:
    """Return the Excel format that prints the labels of the axis as Vega did."""
    if axis is None:
        return "General"
    if scale.temporal:
        moments = [tick.value for tick in axis.ticks if isinstance(tick.value, datetime)]
        return dates.number_format(axis.format, dates.unit(moments) if moments else None)
    numbers = [tick for tick in axis.ticks if isinstance(tick.value, int | float) and tick.text]
    if axis.format.endswith("s"):
        labels = [tick.text.replace("−", "-") for tick in numbers]
        if (found := prefixed_format(labels)) or any(label.startswith("-") for label in labels):
            # Where conditions choose the format, programs disagree on what becomes of a minus sign.
            return found or _printing(numbers)
    if axis.format and (found := axis_format(axis.format)) != "General":
        return found
    return _printing(numbers)


def _printing(ticks: Sequence[Tick]) -> str:
    """Return a format that prints every label from its value, `General` where there is none."""
    # A code of one section puts the minus before everything by itself.
    codes = {number_format(abs(_float(tick.value)), tick.text.lstrip("−-")) for tick in ticks if tick.value}
    return codes.pop() if len(codes) == 1 and "" not in codes else "General"


def _float(value: Value) -> float:
    return value if isinstance(value, int | float) else 0.0
