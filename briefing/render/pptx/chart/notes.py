"""The notes over a plot in, the drawing part of the chart out: lines, arrows, words and bands that move with it.

Shapes of the chart itself, not of the slide, stay in their places when somebody moves or resizes the chart.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import assert_never

from briefing.charts.native import NativeChart, NativeNote
from briefing.render.pptx.boxes import Box, emu
from briefing.render.pptx.chart.headings import heading_lines, title_height
from briefing.render.pptx.chart.room import legend_box, plot_box
from briefing.render.pptx.chart.text import LINE, SIZE, Pen
from briefing.render.pptx.chart.title import subtitle_apart
from briefing.render.pptx.text import width
from briefing.render.pptx.xml import HEAD, RECTANGLE, A, C, xfrm

_NAMESPACE = "http://schemas.openxmlformats.org/drawingml/2006/chartDrawing"
_ALIGN = {"left": "l", "center": "ctr", "right": "r"}
_BODY = '<a:bodyPr wrap="none" lIns="0" tIns="0" rIns="0" bIns="0" rtlCol="0" anchor="ctr"><a:noAutofit/></a:bodyPr>'
# Where the words of a chart's title begin.
_TITLE_INSET = 2.0
_HEAD, _HEAD_PER_WIDTH = 4.0, 3.0
_ALONG = {"left": 0.0, "center": 0.5, "right": 1.0}
_DOWN = {"top": 0.0, "middle": 0.5, "bottom": 1.0}


def user_shapes(native: NativeChart, box: Box, pen: Pen) -> str:
    """Return the drawing part, or nothing for a chart that needs none, or whose plot PowerPoint places."""
    plot = plot_box(native, box)
    if not plot:
        return ""
    # Bands lie under lines and words.
    ordered = sorted(native.notes, key=lambda note: note.kind != "band")
    placed = [*_captions(native, box, pen), *((note, _place(note, plot, box)) for note in ordered)]
    if not placed:
        return ""
    shapes = "".join(
        _anchored(place, box, _shape(note, place, pen, id_)) for id_, (note, place) in enumerate(placed, 2)
    )
    return f'{HEAD}<c:userShapes xmlns:c="{C}" xmlns:a="{A}" xmlns:cdr="{_NAMESPACE}">{shapes}</c:userShapes>'


def _captions(native: NativeChart, box: Box, pen: Pen) -> Iterable[tuple[NativeNote, Box]]:
    """Yield the words that PowerPoint has no place for: a legend's title, and a subtitle in its own type."""
    muted = pen.setting.style.muted
    key = legend_box(native, box)
    if key:
        words = NativeNote("text", 0, 0, text=native.legend_title, color=muted, bold=True, align="left")
        yield words, Box(key.x, key.y - SIZE * LINE, key.w, SIZE * LINE)
    if subtitle_apart(native, box):
        lines = heading_lines(native.subtitle, SIZE, box.w)
        words = NativeNote("text", 0, 0, text="\n".join(lines), color=muted, align="left")
        yield words, Box(_TITLE_INSET, title_height(native, box.w), box.w - _TITLE_INSET, len(lines) * SIZE * LINE)


def _place(note: NativeNote, plot: Box, box: Box) -> Box:
    """Return the box of a note in points; that of an arrow includes its head."""
    x, y = plot.x + note.x * plot.w + note.dx, plot.y + note.y * plot.h + note.dy
    if note.kind == "text":
        return _room(note, x, y, box)
    x2, y2 = plot.x + note.x2 * plot.w + note.dx2, plot.y + note.y2 * plot.h + note.dy2
    rim = _head(note) / 2 if note.kind == "arrow" else 0.0
    return Box(min(x, x2) - rim, min(y, y2) - rim, abs(x2 - x) + 2 * rim, abs(y2 - y) + 2 * rim)


def _head(note: NativeNote) -> float:
    """Return how long and wide the head of an arrow is."""
    return _HEAD + _HEAD_PER_WIDTH * note.width


def _shape(note: NativeNote, place: Box, pen: Pen, id_: int) -> str:
    match note.kind:
        case "text":
            return _words(note, place, pen, id_)
        case "band":
            fill = f"{pen.fill(note.color, note.opacity)}<a:ln><a:noFill/></a:ln>"
            return _box_shape(note, id_, f"{xfrm(place)}{RECTANGLE}{fill}")
        case "arrow":
            return _box_shape(note, id_, f"{xfrm(place)}{_arrow(note, place)}{_ink(note, pen)}")
        case "line":
            head = f'<cdr:nvCxnSpPr><cdr:cNvPr id="{id_}" name="{_name(note, id_)}"/><cdr:cNvCxnSpPr/></cdr:nvCxnSpPr>'
            shape = xfrm(place).replace("<a:xfrm>", f"<a:xfrm{_flips(note)}>", 1)
            look = f'{shape}<a:prstGeom prst="line"><a:avLst/></a:prstGeom>{_stroke(note, pen)}'
            return f'<cdr:cxnSp macro="">{head}<cdr:spPr>{look}</cdr:spPr></cdr:cxnSp>'
        case _:
            assert_never(note.kind)


def _flips(note: NativeNote) -> str:
    return (' flipH="1"' if note.x2 < note.x else "") + (' flipV="1"' if note.y2 < note.y else "")


def _stroke(note: NativeNote, pen: Pen) -> str:
    return pen.line(note.color, note.width, dashed=note.dashed, opacity=note.opacity)


def _ink(note: NativeNote, pen: Pen) -> str:
    return pen.fill(note.color, note.opacity) + _stroke(note, pen)


def _arrow(note: NativeNote, place: Box) -> str:
    """Return an arrow as a path of its own: LibreOffice draws no heads at the ends of lines in charts."""
    rim = _head(note) / 2
    x, x2 = (place.w - rim, rim) if note.x2 < note.x else (rim, place.w - rim)
    y, y2 = (place.h - rim, rim) if note.y2 < note.y else (rim, place.h - rim)
    long = math.hypot(x2 - x, y2 - y) or 1.0
    along = ((x2 - x) / long, (y2 - y) / long)
    size = min(long, 2 * rim)
    neck = (x2 - along[0] * size, y2 - along[1] * size)
    wings = [(neck[0] + turn * along[1] * size / 2, neck[1] - turn * along[0] * size / 2) for turn in (1, -1)]
    shaft = f"{_point('moveTo', (x, y))}{_point('lnTo', neck)}"
    head = f"{_point('moveTo', (x2, y2))}{''.join(_point('lnTo', wing) for wing in wings)}<a:close/>"
    size_ = f'w="{emu(place.w)}" h="{emu(place.h)}"'
    return (
        '<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/><a:pathLst>'
        f'<a:path {size_} fill="none">{shaft}</a:path><a:path {size_} stroke="0">{head}</a:path>'
        "</a:pathLst></a:custGeom>"
    )


def _point(tag: str, at: tuple[float, float]) -> str:
    return f'<a:{tag}><a:pt x="{emu(at[0])}" y="{emu(at[1])}"/></a:{tag}>'


def _room(note: NativeNote, x: float, y: float, box: Box) -> Box:
    """Return the box of the words, moved so that it stays within the chart."""
    lines = note.text.split("\n")
    size = SIZE * note.scale
    wide = min(box.w, max(width(line, size, strong=note.bold) for line in lines) + 2)
    high = min(box.h, len(lines) * size * LINE)
    left = x - wide * _ALONG[note.align]
    top = y - high * _DOWN[note.anchor]
    return Box(min(max(0.0, left), box.w - wide), min(max(0.0, top), box.h - high), wide, high)


def _words(note: NativeNote, place: Box, pen: Pen, id_: int) -> str:
    side, size = _ALIGN[note.align], SIZE * note.scale
    paragraphs = "".join(
        pen.paragraph(
            pen.words(line, size=size, color=note.color, strong=note.bold), size=size, color=note.color, align=side
        )
        for line in note.text.split("\n")
    )
    return _box_shape(note, id_, f"{xfrm(place)}{RECTANGLE}<a:noFill/>", paragraphs)


def _box_shape(note: NativeNote, id_: int, look: str, paragraphs: str = "") -> str:
    kind = '<cdr:cNvSpPr txBox="1"/>' if paragraphs else "<cdr:cNvSpPr/>"
    words = paragraphs or "<a:p/>"
    return (
        f'<cdr:sp macro="" textlink=""><cdr:nvSpPr><cdr:cNvPr id="{id_}" name="{_name(note, id_)}"/>{kind}'
        f"</cdr:nvSpPr><cdr:spPr>{look}</cdr:spPr><cdr:txBody>{_BODY}<a:lstStyle/>{words}</cdr:txBody></cdr:sp>"
    )


def _name(note: NativeNote, id_: int) -> str:
    return {"line": "线", "arrow": "箭头", "text": "文字", "band": "区间"}[note.kind] + str(id_)


def _anchored(place: Box, box: Box, shape: str) -> str:
    """Return a shape with its place as shares of the chart, which end at the chart's edges."""
    corners = ((place.x / box.w, place.y / box.h), (place.right / box.w, place.bottom / box.h))
    ends = "".join(
        f"<cdr:{tag}><cdr:x>{_share(x)}</cdr:x><cdr:y>{_share(y)}</cdr:y></cdr:{tag}>"
        for tag, (x, y) in zip(("from", "to"), corners, strict=True)
    )
    return f"<cdr:relSizeAnchor>{ends}{shape}</cdr:relSizeAnchor>"


def _share(value: float) -> str:
    return f"{min(1.0, max(0.0, value)):.5f}"
