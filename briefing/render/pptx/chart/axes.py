"""The axes of a chart as chart XML. Their ids are positive, as the schema wants them."""

from __future__ import annotations

from briefing.charts.fit import period_step
from briefing.charts.native import NativeAxis, NativeChart
from briefing.render.pptx.boxes import Box
from briefing.render.pptx.chart.refs import scattered
from briefing.render.pptx.chart.room import is_timeline
from briefing.render.pptx.chart.text import LEVEL, SIZE, UNBROKEN, Pen
from briefing.render.pptx.xml import escape

CATEGORY_ID, VALUE_ID = 1001, 1002
_LINE = 1.0
_GRIDLINE = 0.5


def axes(native: NativeChart, box: Box, pen: Pen) -> str:
    """Return both axes for a chart of that size; none for a pie or a doughnut."""
    if native.kind in ("pie", "doughnut"):
        return ""
    lying = native.kind == "bar"
    value = _value_axis(native, native.value_axis, VALUE_ID, CATEGORY_ID, "b" if lying else "l", pen)
    if scattered(native):
        return _value_axis(native, native.category_axis, CATEGORY_ID, VALUE_ID, "b", pen) + value
    return _category_axis(native, box, "l" if lying else "b", pen) + value


def ids() -> str:
    return f'<c:axId val="{CATEGORY_ID}"/><c:axId val="{VALUE_ID}"/>'


def _category_axis(native: NativeChart, box: Box, place: str, pen: Pen) -> str:
    axis = native.category_axis
    # Next to a timeline's axis its markers would cover the labels; its plot is low enough for its foot to be near.
    low = "low" if axis.labels_low or is_timeline(axis) else "nextTo"
    # A reversed value axis (ranks) takes the category axis to the top; bring it back to the foot.
    crosses = "max" if native.value_axis.reversed else "autoZero"
    thinned = _thinned(native, box)
    body = UNBROKEN if thinned else LEVEL
    return (
        f'<c:catAx><c:axId val="{CATEGORY_ID}"/>{_scaling(axis)}{_common(axis, place, low, pen, body)}'
        f'<c:crossAx val="{VALUE_ID}"/><c:crosses val="{crosses}"/><c:auto val="0"/><c:lblAlgn val="ctr"/>'
        f'<c:lblOffset val="100"/>{thinned}<c:noMultiLvlLbl val="1"/></c:catAx>'
    )


def _thinned(native: NativeChart, box: Box) -> str:
    """Leave out labels of a long row of periods, so that those left stand side by side."""
    if native.kind == "bar" or not native.category_axis.visible or not native.categories:
        return ""
    width = box.w - (native.margin_left + native.margin_right) * SIZE
    step = period_step(native.categories, width, SIZE)
    return f'<c:tickLblSkip val="{step}"/>' if step > 1 else ""


def _value_axis(native: NativeChart, axis: NativeAxis, id_: int, other: int, place: str, pen: Pen) -> str:
    # A reversed category axis takes the value axis to its far end; bring it back to the foot.
    crosses = "max" if id_ == VALUE_ID and native.category_axis.reversed else "autoZero"
    between = "midCat" if scattered(native) or native.kind == "area" else "between"
    step = f'<c:majorUnit val="{axis.step!r}"/>' if axis.step else ""
    return (
        f'<c:valAx><c:axId val="{id_}"/>{_scaling(axis)}{_common(axis, place, "nextTo", pen)}'
        f'<c:crossAx val="{other}"/><c:crosses val="{crosses}"/><c:crossBetween val="{between}"/>{step}</c:valAx>'
    )


def _scaling(axis: NativeAxis) -> str:
    most = f'<c:max val="{axis.maximum!r}"/>' if axis.maximum is not None else ""
    least = f'<c:min val="{axis.minimum!r}"/>' if axis.minimum is not None else ""
    way = "maxMin" if axis.reversed else "minMax"
    return f'<c:scaling><c:orientation val="{way}"/>{most}{least}</c:scaling>'


def _common(axis: NativeAxis, place: str, labels: str, pen: Pen, body: str = LEVEL) -> str:
    """Return what both kinds of axis share, from `c:delete` to its text."""
    style = pen.setting.style
    grid = f"<c:majorGridlines><c:spPr>{pen.line(style.rule, _GRIDLINE)}</c:spPr></c:majorGridlines>"
    line = pen.line(axis.color or style.context, axis.width or _LINE) if axis.line else pen.line("", 0)
    return (
        f'<c:delete val="{int(not axis.visible and not axis.line)}"/><c:axPos val="{place}"/>'
        f"{grid if axis.gridlines else ''}{_title(axis, pen)}"
        f'<c:numFmt formatCode="{escape(axis.number_format)}" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        f'<c:tickLblPos val="{labels if axis.visible else "none"}"/><c:spPr>{line}</c:spPr>'
        f"{pen.text(color=style.muted, body=body)}"
    )


def _title(axis: NativeAxis, pen: Pen) -> str:
    if not axis.title:
        return ""
    color = pen.setting.style.muted
    words = f"<a:r>{pen.properties('a:rPr', color=color)}<a:t>{escape(axis.title)}</a:t></a:r>"
    rich = f"<c:rich><a:bodyPr/><a:lstStyle/>{pen.paragraph(words, color=color)}</c:rich>"
    return f'<c:title><c:tx>{rich}</c:tx><c:overlay val="0"/></c:title>'
