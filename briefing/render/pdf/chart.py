"""A chart's SVG in, a piece with its caption out: vectors only, in the document's own faces."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from reportlab.graphics import renderPDF
from reportlab.graphics.shapes import Drawing, Group, Image, String

from briefing.blocks import Chart
from briefing.errors import Notice
from briefing.render.pdf.flow import Margins, Piece
from briefing.render.pdf.fonts import font_name
from briefing.render.pdf.page import HEIGHT, TEXT_WIDTH
from briefing.render.pdf.paragraph import baseline
from briefing.render.pdf.pen import Pen
from briefing.render.pdf.setter import Setter
from briefing.typeset import Face, Line

_CAPTION_SIZE, _CAPTION_PITCH = 12.0, 20.0
_GAP = 4.0
_SEMIBOLD = 600
_HEIGHT = 190.0
_HEIGHTS = {"timeline": 112.0, "slope": 210.0}
_BARS_ROOM, _BAR_ROOM, _HIGHEST = 30.0, 30.0, 480.0
_FACES = {font_name(face): face for face in Face}


class PackagedFaces:
    """What svglib asks for fonts: every family is the packaged one, in the weight asked for."""

    def find_font(self, family: str, weight: str = "normal", style: str = "normal") -> tuple[str, bool]:
        heavy = weight in ("bold", "bolder") or (str(weight).isdigit() and int(weight) >= _SEMIBOLD)
        return font_name(Face.SANS_BOLD if heavy else Face.SANS), True


@dataclass(frozen=True, slots=True)
class ChartPiece:
    """A drawing centred in the measure with its caption below; never split."""

    drawing: Drawing
    caption: tuple[Line, ...]
    margins: Margins

    @property
    def height(self) -> float:
        return float(self.drawing.height) + _GAP + len(self.caption) * _CAPTION_PITCH

    def split(self, room: float, force: bool) -> tuple[Piece, Piece] | None:
        return None

    def draw(self, pen: Pen, x: float, y: float) -> None:
        left = x + (TEXT_WIDTH - self.drawing.width) / 2
        renderPDF.draw(self.drawing, pen.canvas, left, HEIGHT - y - self.drawing.height)
        y += self.drawing.height + _GAP
        for index, line in enumerate(self.caption):
            pen.line(line, x, y + index * _CAPTION_PITCH + baseline(line, _CAPTION_PITCH), pen.style.ink, "center")


def chart_height(chart: Chart) -> float:
    """Return how high a chart is drawn: bars lying one above the other need room each, the rest go by kind."""
    names = _names_beside(chart.spec)
    if names:
        return min(_BARS_ROOM + _BAR_ROOM * len(names), _HIGHEST)
    return _HEIGHTS.get(chart.kind, _HEIGHT)


def _names_beside(spec: Mapping[str, Any]) -> frozenset[str]:
    """Return the distinct names on a discrete vertical axis; empty where the axis is one of values."""
    layers = [spec, *spec.get("layer", ())]
    axes = (layer.get("encoding", {}).get("y", {}) for layer in layers)
    axis: Mapping[str, Any] = next((axis for axis in axes if axis.get("type") in ("nominal", "ordinal")), {})
    data = (layer.get("data", {}).get("values", ()) for layer in layers)
    return frozenset(str(row[axis["field"]]) for rows in data for row in rows if axis.get("field") in row)


def chart_piece(setter: Setter, svg: str, width: float, caption: str, where: str) -> ChartPiece:
    """Set a chart `width` points wide; its characters are checked and noted as any others are."""
    drawing = _drawing(svg, width)
    for string in _strings(drawing):
        setter.note(string.text, _FACES[string.fontName], where)
    if any(isinstance(node, Image) for node in _walk(drawing)):
        setter.notices.append(Notice(where, "图中有位图，印出来可能不清晰。"))
    lines = setter.lines(caption, Face.SANS, _CAPTION_SIZE, TEXT_WIDTH, where)
    return ChartPiece(drawing, lines, Margins(10, 12))


def _drawing(svg: str, width: float) -> Drawing:
    from svglib.svglib import svg2rlg

    drawing = svg2rlg(BytesIO(svg.encode()), font_map=PackagedFaces())
    assert drawing is not None
    # svglib takes a user unit for a pixel of 96 dpi; the charts' are points.
    factor = width / drawing.width
    drawing.scale(factor, factor)
    drawing.width, drawing.height = width, drawing.height * factor
    # Otherwise every drawing begins in Helvetica, which is not embedded.
    drawing.initialFontName = font_name(Face.SANS)  # type: ignore[attr-defined]  # missing in the stubs
    return drawing


def _strings(drawing: Drawing) -> Iterator[String]:
    return (node for node in _walk(drawing) if isinstance(node, String))


def _walk(node: Group) -> Iterator[object]:
    for child in node.contents:
        yield child
        if isinstance(child, Group):
            yield from _walk(child)
