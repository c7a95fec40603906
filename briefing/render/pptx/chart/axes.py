"""The axes of a chart as chart XML. Their ids are positive, as the schema wants them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefing.charts.native import NativeAxis, NativeChart
from briefing.render.pptx.boxes import Box
from briefing.render.pptx.chart.axis import Frame, common, scaling
from briefing.render.pptx.chart.dates import units
from briefing.render.pptx.chart.periods import label_room, label_step
from briefing.render.pptx.chart.plots import Plot
from briefing.render.pptx.chart.refs import number, scattered
from briefing.render.pptx.chart.room import is_timeline
from briefing.render.pptx.chart.text import LEVEL, UNBROKEN, Pen, turned

CATEGORY_ID, VALUE_ID = 1001, 1002
SECOND_CATEGORY_ID, SECOND_VALUE_ID = 1003, 1004
_BAR_LIKE = ("column", "bar", "area")


def axes(native: NativeChart, drawn: Sequence[Plot], box: Box, pen: Pen) -> str:
    """Return the axes for a chart of that size, a second pair where a plot needs it; none for a pie or a doughnut."""
    if native.kind in ("pie", "doughnut"):
        return ""
    frame = Frame(native, drawn, box, pen)
    first = _horizontal(frame) + _value_axis(frame, native.value_axis, (VALUE_ID, CATEGORY_ID), _value_place(frame))
    return first + (_second(frame) if any(plot.secondary for plot in drawn) else "")


def ids(plot: Plot) -> str:
    pair = (SECOND_CATEGORY_ID, SECOND_VALUE_ID) if plot.secondary else (CATEGORY_ID, VALUE_ID)
    return "".join(f'<c:axId val="{each}"/>' for each in pair)


def _horizontal(frame: Frame) -> str:
    native = frame.native
    if scattered(native):
        place = "t" if native.category_axis.opposite else "b"
        return _value_axis(frame, native.category_axis, (CATEGORY_ID, VALUE_ID), place)
    return _category_axis(frame, native.category_axis, (CATEGORY_ID, VALUE_ID), native.value_axis)


def _second(frame: Frame) -> str:
    """Return the second pair of axes: a value axis at the far side, and a category axis that is not shown."""
    native = frame.native
    own = native.secondary_axis or NativeAxis()
    sides = {"l": "r", "r": "l", "b": "t", "t": "b"}
    hidden = replace(native.category_axis, visible=False, line=False, title="", gridlines=False)
    categories = _category_axis(frame, hidden, (SECOND_CATEGORY_ID, SECOND_VALUE_ID), own)
    return categories + _value_axis(
        frame, own, (SECOND_VALUE_ID, SECOND_CATEGORY_ID), sides[_value_place(frame)], far=True
    )


def _value_place(frame: Frame) -> str:
    opposite = frame.native.value_axis.opposite
    if frame.native.kind == "bar":
        return "t" if opposite else "b"
    return "r" if opposite else "l"


def _category_axis(frame: Frame, axis: NativeAxis, pair: tuple[int, int], value: NativeAxis) -> str:
    low = frame.native.kind == "bar"
    place = {(False, False): "b", (False, True): "t", (True, False): "l", (True, True): "r"}[low, axis.opposite]
    thinned = "" if axis.unit or not axis.visible else _thinned(frame)
    body = turned(axis.angle) if axis.angle else UNBROKEN if thinned else LEVEL
    head = (
        f'<c:axId val="{pair[0]}"/>{scaling(axis)}{common(axis, place, _category_labels(axis, value), frame, body)}'
        f'<c:crossAx val="{pair[1]}"/>{_foot(frame, axis, value)}'
    )
    if axis.unit:
        steps = units(frame.native, axis, label_room(frame.native, frame.box))
        return f'<c:dateAx>{head}<c:auto val="0"/><c:lblOffset val="100"/>{steps}</c:dateAx>'
    return (
        f'<c:catAx>{head}<c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/>{thinned}'
        '<c:noMultiLvlLbl val="1"/></c:catAx>'
    )


def _category_labels(axis: NativeAxis, value: NativeAxis) -> str:
    """Return the side of the labels, which PowerPoint counts along the value axis: low is at the top of a reversed one.

    Next to a timeline's axis its markers would cover the labels; its plot is low enough for its foot to be near.
    """
    if not axis.labels_low and not is_timeline(axis) and not axis.opposite:
        return "nextTo"
    return "high" if axis.opposite != value.reversed else "low"


def _foot(frame: Frame, axis: NativeAxis, value: NativeAxis) -> str:
    """Return where the category axis crosses the values: bars and areas start there, so theirs stays at zero."""
    if value.crossing is not None:
        return f'<c:crossesAt val="{number(value.crossing)}"/>'
    if any(plot.kind in _BAR_LIKE for plot in frame.drawn):
        return f'<c:crosses val="{"min" if value.log else "autoZero"}"/>'
    # A reversed value axis (ranks) takes the category axis to the top; bring it back to the foot.
    ends = {False: "min" if value.log else "autoZero", True: "max"}
    return f'<c:crosses val="{ends[value.reversed != axis.opposite]}"/>'


def _thinned(frame: Frame) -> str:
    """Leave out labels of a long row of periods, so that those left stand side by side."""
    step = label_step(frame.native, frame.box)
    return f'<c:tickLblSkip val="{step}"/>' if step > 1 else ""


def _value_axis(frame: Frame, axis: NativeAxis, pair: tuple[int, int], place: str, *, far: bool = False) -> str:
    native = frame.native
    # Where axes cross inside the plot, their labels keep to its edge.
    other = native.value_axis if pair[0] == CATEGORY_ID else native.category_axis
    at_end = not native.value_axis.opposite if far else axis.opposite
    edged = other.crossing is not None or scattered(native)
    labels = "nextTo" if far or not edged else "high" if at_end != other.reversed else "low"
    step = f'<c:majorUnit val="{number(axis.step)}"/>' if axis.step and axis.step > 0 and not axis.log else ""
    body = turned(axis.angle) if axis.angle else LEVEL
    return (
        f'<c:valAx><c:axId val="{pair[0]}"/>{scaling(axis)}'
        f"{common(axis, place, labels, frame, body)}"
        f'<c:crossAx val="{pair[1]}"/>{_side(replace(other, crossing=None) if far else other, at_end)}'
        f'<c:crossBetween val="{_between(frame)}"/>{step}</c:valAx>'
    )


def _side(other: NativeAxis, at_end: bool) -> str:
    if other.crossing is not None:
        return f'<c:crossesAt val="{number(other.crossing)}"/>'
    # A reversed category axis takes the value axis to its far end; bring it back to the foot.
    near = "min" if other.log else "autoZero"
    return f'<c:crosses val="{"max" if at_end != other.reversed else near}"/>'


def _between(frame: Frame) -> str:
    """Return whether points stand between the marks of the category axis; areas and dates run from edge to edge."""
    kinds = {plot.kind for plot in frame.drawn}
    if scattered(frame.native):
        return "midCat"
    if kinds & {"column", "bar", "radar"}:
        return "between"
    flush = "area" in kinds or frame.native.category_axis.unit or frame.native.flush
    return "midCat" if flush else "between"
