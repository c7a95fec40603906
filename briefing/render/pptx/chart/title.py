"""Title and subtitle in the chart as chart XML, at its upper left, in lines that fit its width."""

from __future__ import annotations

from briefing.charts.native import NativeChart
from briefing.render.pptx.boxes import Box
from briefing.render.pptx.chart.headings import heading_lines
from briefing.render.pptx.chart.room import manual, plot_box
from briefing.render.pptx.chart.text import SIZE, TITLE_SIZE, Pen

_BODY = '<a:bodyPr rot="0" vert="horz" lIns="0" tIns="0" rIns="0" bIns="0"/>'


def title(native: NativeChart, box: Box, pen: Pen) -> str:
    """Return `c:title` and `c:autoTitleDeleted`; without a title, what keeps PowerPoint from making one up.

    A subtitle is its second paragraph, unless it stands apart.
    """
    lines = [_paragraph(line, TITLE_SIZE, pen, strong=True) for line in _lines(native.title, TITLE_SIZE, box)]
    if not subtitle_apart(native, box):
        lines += [_paragraph(line, SIZE, pen, strong=False) for line in _lines(native.subtitle, SIZE, box)]
    if not lines:
        return '<c:autoTitleDeleted val="1"/>'
    rich = f"<c:rich>{_BODY}<a:lstStyle/>{''.join(lines)}</c:rich>"
    return f'<c:title><c:tx>{rich}</c:tx>{manual(0, 0)}<c:overlay val="0"/></c:title><c:autoTitleDeleted val="0"/>'


def subtitle_apart(native: NativeChart, box: Box) -> bool:
    """Return whether the subtitle is a shape of its own: LibreOffice centres it under the title and makes it as bold.

    It can be only where the plot leaves room for it; elsewhere PowerPoint has to know how high the whole title is.
    """
    return bool(native.subtitle) and plot_box(native, box) is not None


def _lines(words: str, size: float, box: Box) -> tuple[str, ...]:
    return heading_lines(words, size, box.w, strong=size == TITLE_SIZE)


def _paragraph(line: str, size: float, pen: Pen, *, strong: bool) -> str:
    color = "" if strong else pen.setting.style.muted
    words = pen.words(line, size=size, color=color, strong=strong)
    return pen.paragraph(words, size=size, color=color, strong=strong, align="l")
