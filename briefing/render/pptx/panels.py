"""Small multiples and the room for them in; their places with plots that are alike out.

The words around plots keep their size in a larger room: only the plots grow. Were whole panels scaled, the plot of the
one that bears the axis would outgrow its neighbours.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from briefing.charts.native import NativeChart, NativePanel, NativePanels
from briefing.render.pptx.boxes import Box

Span = tuple[float, float]
_LEAST = 0.2


@dataclass(frozen=True, slots=True)
class _Scale:
    """Where places along one side go: the spans of plots are stretched by a factor, the rest keeps its size."""

    spans: tuple[Span, ...]
    factor: float
    length: float

    def share(self, place: float) -> float:
        inside = sum(min(max(place - start, 0.0), end - start) for start, end in self.spans)
        return (place + inside * (self.factor - 1)) / self.length


def stretched(native: NativePanels, box: Box) -> tuple[NativePanel, ...]:
    """Return the panels in their places within a box; as they stand where their own size is not known."""
    across = _scale((_wide(panel, native.width) for panel in native.panels), native.width, box.w)
    down = _scale((_high(panel, native.height) for panel in native.panels), native.height, box.h)
    if across is None or down is None:
        return native.panels
    return tuple(_placed(panel, native, across, down) for panel in native.panels)


def _scale(plots: Iterable[Span], length: float, target: float) -> _Scale | None:
    """Return the scale that fills the target, or None where that would leave hardly anything of the plots."""
    spans = _joined(plots)
    plotted = sum(end - start for start, end in spans)
    factor = (target - (length - plotted)) / plotted if plotted > 0 else 0.0
    return _Scale(spans, factor, target) if factor > _LEAST else None


def _joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return spans as few that do not overlap."""
    joined: list[Span] = []
    for start, end in sorted(span for span in spans if span[1] > span[0]):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def _wide(panel: NativePanel, width: float) -> Span:
    left, _, right, _ = _insets(panel)
    return panel.x * width + left, (panel.x + panel.width) * width - right


def _high(panel: NativePanel, height: float) -> Span:
    _, top, _, bottom = _insets(panel)
    return panel.y * height + top, (panel.y + panel.height) * height - bottom


def _insets(panel: NativePanel) -> tuple[float, float, float, float]:
    chart = panel.chart
    return (chart.insets if isinstance(chart, NativeChart) else None) or (0.0, 0.0, 0.0, 0.0)


def _placed(panel: NativePanel, native: NativePanels, across: _Scale, down: _Scale) -> NativePanel:
    x, right = across.share(panel.x * native.width), across.share((panel.x + panel.width) * native.width)
    y, foot = down.share(panel.y * native.height), down.share((panel.y + panel.height) * native.height)
    return replace(panel, x=x, y=y, width=right - x, height=foot - y)
