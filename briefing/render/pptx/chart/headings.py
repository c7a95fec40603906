"""Title and subtitle of a chart and its width in, their lines and the height that they take out."""

from __future__ import annotations

from briefing.charts.native import NativeChart
from briefing.render.pptx.chart.text import LINE, SIZE, TITLE_SIZE
from briefing.typeset import Face, wrap_text

# LibreOffice breaks titles that are wider than four fifths of the chart.
_SHARE = 0.78


def heading_height(native: NativeChart, wide: float) -> float:
    """Return what title and subtitle take in a chart of that width."""
    return title_height(native, wide) + len(heading_lines(native.subtitle, SIZE, wide)) * SIZE * LINE


def title_height(native: NativeChart, wide: float) -> float:
    return len(heading_lines(native.title, TITLE_SIZE, wide, strong=True)) * TITLE_SIZE * LINE


def heading_lines(words: str, size: float, wide: float, *, strong: bool = False) -> tuple[str, ...]:
    """Return the lines of a title; PowerPoint and LibreOffice would break a long one each in its own way."""
    if not words:
        return ()
    return wrap_text(words, Face.SANS_BOLD if strong else Face.SANS, size, wide * _SHARE)
