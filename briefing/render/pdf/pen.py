"""Lines, rules and shapes in, drawn on a ReportLab canvas; y counts downwards, and colours are `#RRGGBB`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from briefing.document import Style
from briefing.render.pdf.fonts import font_name
from briefing.render.pdf.page import HEIGHT
from briefing.typeset import Align, Line, stretches

# A face without a bold is stroked by this share of its size (3 %: as much as 小标宋 is stronger than 宋体).
_STROKE = 0.03
_FILL: Literal[0] = 0
_FILL_AND_STROKE: Literal[2] = 2


class Pen:
    """Draws on one canvas; `pages` tells on which page each anchor stands."""

    def __init__(self, canvas: Canvas, style: Style, pages: Mapping[str, int]) -> None:
        self.canvas, self.style, self.pages = canvas, style, pages

    def line(self, line: Line, x: float, baseline: float, color: str, align: Align = "left") -> None:
        """Draw a line of text within its room, which begins at x."""
        canvas = self.canvas
        canvas.setFillColor(HexColor(color))
        text = canvas.beginText()
        mode: Literal[0, 2] = _FILL
        for stretch in stretches(line, align):
            run = stretch.run
            if run.strong != (mode == _FILL_AND_STROKE):
                mode = _FILL_AND_STROKE if run.strong else _FILL
                canvas.setStrokeColor(HexColor(color))
                canvas.setLineWidth(run.size * _STROKE)
                text.setTextRenderMode(mode)
            text.setFont(font_name(run.face), run.size)
            text.setTextOrigin(x + stretch.x, HEIGHT - baseline)
            text.setCharSpace(stretch.spacing)
            text.textOut(stretch.text)
        if mode != _FILL:
            text.setTextRenderMode(_FILL)
        text.setCharSpace(0)
        canvas.drawText(text)

    def rule(self, x: float, y: float, length: float, color: str, weight: float) -> None:
        """Draw a horizontal line, centred on y."""
        self.canvas.setStrokeColor(HexColor(color))
        self.canvas.setLineWidth(weight)
        self.canvas.line(x, HEIGHT - y, x + length, HEIGHT - y)

    def box(
        self, x: float, y: float, width: float, height: float, fill: str | None = None, stroke: str | None = None
    ) -> None:
        """Draw a rectangle whose top left corner is at x, y."""
        if fill:
            self.canvas.setFillColor(HexColor(fill))
        if stroke:
            self.canvas.setStrokeColor(HexColor(stroke))
            self.canvas.setLineWidth(0.5)
        self.canvas.rect(
            x, HEIGHT - y - height, width, height, stroke=int(stroke is not None), fill=int(fill is not None)
        )

    def dot(self, x: float, y: float, radius: float, color: str) -> None:
        self.canvas.setFillColor(HexColor(color))
        self.canvas.circle(x, HEIGHT - y, radius, stroke=0, fill=1)

    def link(self, key: str, x: float, y: float, width: float, height: float) -> None:
        """Let a rectangle lead to an anchor."""
        self.canvas.linkAbsolute("", key, (x, HEIGHT - y - height, x + width, HEIGHT - y), Border="[0 0 0]")

    def anchor(self, key: str, title: str, level: int, y: float) -> None:
        """Set a bookmark here, and its entry in the outline."""
        self.canvas.bookmarkPage(key, fit="XYZ", left=0, top=HEIGHT - y)
        self.canvas.addOutlineEntry(title, key, level)
