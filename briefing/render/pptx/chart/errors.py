"""The error bars of a series as chart XML: ranges, whiskers, sticks and ticks, with their lengths in the workbook."""

from __future__ import annotations

from briefing.charts.native import NativeErrors, NativeSeries
from briefing.charts.native.model import NativeKind
from briefing.render.pptx.chart.data import numbers
from briefing.render.pptx.chart.refs import Columns, span
from briefing.render.pptx.chart.text import Pen

# Bars and lines have them along their value axis only, and once.
ALONG_BOTH = frozenset[NativeKind](("scatter", "bubble"))
WITHOUT = frozenset[NativeKind](("pie", "doughnut", "radar"))


def errors_xml(series: NativeSeries, columns: Columns, kind: NativeKind, pen: Pen) -> str:
    """Return `c:errBars` for each pair of lengths; none for a kind that has none."""
    if kind in WITHOUT:
        return ""
    pairs = zip(series.errors, columns.errors, strict=True)
    return "".join(_bars(errors, places, kind, pen) for errors, places in pairs)


def _bars(errors: NativeErrors, places: tuple[int, int], kind: NativeKind, pen: Pen) -> str:
    side = f'<c:errDir val="{errors.side}"/>' if kind in ALONG_BOTH else ""
    lengths = (errors.minus, errors.plus)
    minus, plus = (numbers(each, span(at, len(each)), "General") for each, at in zip(lengths, places, strict=True))
    return (
        f'<c:errBars>{side}<c:errBarType val="both"/><c:errValType val="cust"/>'
        f'<c:noEndCap val="{int(not errors.capped)}"/><c:plus>{plus}</c:plus><c:minus>{minus}</c:minus>'
        f"<c:spPr>{pen.line(errors.color, errors.width, dashed=errors.dashed)}</c:spPr></c:errBars>"
    )
