"""The legend of a chart as chart XML: its side, the entries that it leaves out, and the room that its title needs."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.charts.native import NativeChart
from briefing.render.pptx.boxes import Box
from briefing.render.pptx.chart.plots import Plot
from briefing.render.pptx.chart.room import legend_box, manual
from briefing.render.pptx.chart.text import Pen

_SIDES = {"top": "t", "right": "r", "bottom": "b", "left": "l"}


def legend(native: NativeChart, drawn: Sequence[Plot], box: Box, pen: Pen) -> str:
    """Return `c:legend`; nothing where the chart has none or every entry is left out."""
    members = [member for plot in drawn for member in plot.members]
    left_out = [member.order for member in members if not member.series.listed]
    if not native.legend or (members and len(left_out) == len(members)):
        return ""
    entries = "".join(f'<c:legendEntry><c:idx val="{order}"/><c:delete val="1"/></c:legendEntry>' for order in left_out)
    place = legend_box(native, box)
    layout = manual(place.x / box.w, place.y / box.h, place.w / box.w, place.h / box.h) if place else ""
    text = pen.text(color=pen.setting.style.muted)
    side = _SIDES[native.legend]
    return f'<c:legend><c:legendPos val="{side}"/>{entries}{layout}<c:overlay val="0"/>{text}</c:legend>'
