"""The legend of a chart as chart XML: its side, the entries that it leaves out, and the room that its title needs."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.charts.native import NativeChart
from briefing.render.pptx.boxes import Box
from briefing.render.pptx.chart.margins import entry_names
from briefing.render.pptx.chart.plots import Plot
from briefing.render.pptx.chart.room import legend_box, manual
from briefing.render.pptx.chart.text import SIZE, Pen
from briefing.render.pptx.text import width

_LEAST_KEY = 5.0
_SIDES = {"top": "t", "right": "r", "bottom": "b", "left": "l"}


def legend(native: NativeChart, drawn: Sequence[Plot], box: Box, pen: Pen) -> str:
    """Return `c:legend`; nothing where the chart has none or every entry is left out."""
    members = [member for plot in drawn for member in plot.members]
    left_out = [member.order for member in members if not member.series.listed]
    if not native.legend or (members and len(left_out) == len(members)):
        return ""
    entries = "".join(f'<c:legendEntry><c:idx val="{order}"/><c:delete val="1"/></c:legendEntry>' for order in left_out)
    place = legend_box(native, box)
    layout = _layout(native, place, box) if place else ""
    text = pen.text(color=pen.setting.style.muted)
    side = _SIDES[native.legend]
    return f'<c:legend><c:legendPos val="{side}"/>{entries}{layout}<c:overlay val="0"/>{text}</c:legend>'


def _layout(native: NativeChart, place: Box, box: Box) -> str:
    """Return the place of the legend, and its size where its names are long.

    In a box of a given width LibreOffice puts short names side by side, over one another.
    """
    names = sorted(width(name, SIZE) for name in entry_names(native))
    short = len(names) > 1 and names[0] + names[1] + 2 * _LEAST_KEY < place.w
    size = (None, None) if short else (place.w / box.w, place.h / box.h)
    return manual(place.x / box.w, place.y / box.h, *size)
