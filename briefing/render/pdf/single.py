"""Charts on their own in, PDF out: one page as large as a chart, or a sheet for each chart with words below it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO

from briefing.document import Style
from briefing.errors import BriefingError
from briefing.render.pdf.archive import About, finish
from briefing.render.pdf.page import HEIGHT, MM, WIDTH, baseline
from briefing.render.pdf.pen import Pen
from briefing.render.pdf.setter import Setter
from briefing.render.pdf.structure import Element
from briefing.render.pdf.svg import Picture, read
from briefing.render.pdf.writer import PdfResult, face_names, new_canvas
from briefing.typeset import Line, Role

MARGIN = 18.0
LARGEST = 14400.0
"""The longest side of a page in points (ISO 32000-1, annex C)."""

_LEFT, _TOP, _BOTTOM = 22 * MM, 20 * MM, 18 * MM
SHEET_WIDTH = WIDTH - 2 * _LEFT
_LOWEST = 148 * MM
_TITLE, _SMALL, _PITCH = 15.0, 9.5, 14.0
_BELOW_TITLE, _BELOW_CHART = 10.0, 16.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """A chart on a sheet as wide as A4 and as high as it needs: its SVG, its title with a label above, words below."""

    path: str
    svg: str
    title: str
    label: str = ""
    note: str = ""
    alt: str = ""


@dataclass(frozen=True, slots=True)
class _Set:
    """A sheet whose words are broken into lines."""

    picture: Picture
    label: Line
    title: tuple[Line, ...]
    note: tuple[Line, ...]
    sign: Line

    @property
    def height(self) -> float:
        words = (len(self.title) * _TITLE * 1.5) + len(self.note) * _PITCH
        spaces = _TOP + _BELOW_TITLE * 2 + _BELOW_CHART + _BOTTOM
        return max(_LOWEST, spaces + words + self.picture.height)


def chart_page(svg: str, style: Style, stamped: date, title: str = "", where: str = "") -> PdfResult:
    """Return a PDF of one page as large as the chart plus margins; BriefingError past the largest page there is."""
    setter = Setter(style)
    picture = _picture(setter, svg, where)
    size = picture.width + 2 * MARGIN, picture.height + 2 * MARGIN
    if max(size) > LARGEST:
        raise BriefingError(
            f"图表有{size[0]:.0f}×{size[1]:.0f}磅，一页放不下。",
            where,
            f"请用 --width 或 --height 改小到{LARGEST:.0f}磅以内。",
        )

    def drawn(pen: Pen) -> None:
        pen.height = size[1]
        with pen.within(Element("Figure", alt=title or where or "图")):
            pen.picture(picture, MARGIN, MARGIN, 1)
        pen.show_page()

    return _written(setter, size, title or where, stamped, drawn)


def chart_sheets(sheets: Sequence[Sheet], style: Style, stamped: date, title: str, sign: str = "") -> PdfResult:
    """Return a PDF with a sheet for each chart; `sign` (示例数据) stands on every one."""
    setter = Setter(style)
    made = [_set(setter, sheet, sign) for sheet in sheets]

    def drawn(pen: Pen) -> None:
        for sheet, each in zip(sheets, made, strict=True):
            pen.canvas.setPageSize((WIDTH, each.height))
            pen.height = each.height
            pen.bookmark(sheet.path, sheet.title, 0, _TOP)
            _draw_sheet(pen, each, sheet.alt or sheet.title)
            pen.show_page()

    return _written(setter, (WIDTH, HEIGHT), title, stamped, drawn)


def _picture(setter: Setter, svg: str, where: str) -> Picture:
    picture = read(svg, where)
    setter.note_picture(picture, where)
    return picture


def _set(setter: Setter, sheet: Sheet, sign: str) -> _Set:
    def lines(text: str, size: float, *, strong: bool = False) -> tuple[Line, ...]:
        return setter.lines(text, Role.SANS, size, SHEET_WIDTH, sheet.path, strong=strong)

    return _Set(
        _picture(setter, sheet.svg, sheet.path),
        setter.line(sheet.label, Role.SANS, _SMALL, sheet.path),
        lines(sheet.title, _TITLE, strong=True),
        # A leading blank is lost at the beginning of a line; the steps of a template mean something.
        lines(sheet.note.replace("  ", "\u3000"), _SMALL),
        setter.line(sign, Role.SANS, _SMALL, sheet.path, strong=True),
    )


def _draw_sheet(pen: Pen, sheet: _Set, alt: str) -> None:
    style = pen.style
    with pen.new("P"):
        pen.line(sheet.label, _LEFT, _TOP, style.accent)
    with pen.furniture():
        pen.line(sheet.sign, WIDTH - _LEFT - sheet.sign.width, _TOP, style.accent)
    y = _TOP + _BELOW_TITLE
    with pen.new("H1"):
        for line in sheet.title:
            pen.line(line, _LEFT, y + baseline(line, _TITLE * 1.5), style.ink)
            y += _TITLE * 1.5
    y += _BELOW_TITLE
    with pen.within(Element("Figure", alt)):
        pen.picture(sheet.picture, _LEFT, y, 1)
    y += sheet.picture.height + _BELOW_CHART
    with pen.new("P"):
        for line in sheet.note:
            pen.line(line, _LEFT, y + baseline(line, _PITCH), style.muted)
            y += _PITCH


def _written(
    setter: Setter, size: tuple[float, float], title: str, stamped: date, drawn: Callable[[Pen], None]
) -> PdfResult:
    """Draw on a canvas of a size; equal charts give equal bytes."""
    setter.problems.raise_if_any()
    canvas = new_canvas(BytesIO(), size, setter.used, stamped)
    pen = Pen(canvas, setter.style, {})
    drawn(pen)
    about = About(title or "图表", "", title or "图表", "zh-CN", f"{stamped:%Y-%m-%d}")
    return PdfResult(finish(canvas, pen.structure, about, frozenset()), tuple(setter.notices), face_names(setter.used))
