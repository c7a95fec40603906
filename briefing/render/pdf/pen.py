"""Lines, rules and shapes in, drawn and tagged on a ReportLab canvas; y counts downwards, and colours are `#RRGGBB`.

Text stands in the element that is open, everything else is an artifact (ISO 32000-1, 14.8.2.2): rules, grounds and dots
say nothing that the words beside them do not.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache

from reportlab.lib.colors import Color, HexColor
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

from briefing.blocks import Span
from briefing.document import Style
from briefing.render.pdf.fonts import PdfPage, embedded
from briefing.render.pdf.page import HEIGHT, WIDTH
from briefing.render.pdf.structure import Element, Kind, Structure
from briefing.render.pdf.svg import Picture, draw
from briefing.typeset import Align, Line, Run, Stretch, stretches, width

# A face without a bold is stroked by this share of its size (3 %: as much as 小标宋 is stronger than 宋体).
_STROKE = 0.03
_ARTIFACT, _PAGINATION = "/Artifact BMC", "/Artifact <</Type /Pagination>> BDC"
# From the height of the letters to that of the line, for what a click should hit.
_ABOVE, _BELOW = 0.95, 0.2


class Pen:
    """Draws on one canvas; `pages` tells on which page each anchor stands, and which anchors there are."""

    def __init__(self, canvas: Canvas, style: Style, pages: Mapping[str, int]) -> None:
        self.canvas, self.style, self.pages = canvas, style, pages
        self._document = vars(canvas)["_doc"]
        self.structure = Structure()
        self.height = HEIGHT
        self._turned = self._held = False
        self._marked: str | int = ""

    @contextmanager
    def within(self, element: Element) -> Iterator[None]:
        """Let the text drawn in this context be part of an element; nothing where all is furniture."""
        if self._held:
            yield
            return
        with self.structure.within(element):
            yield

    @contextmanager
    def new(self, kind: Kind, columns: int = 1) -> Iterator[None]:
        """Let the text drawn in this context be part of a new element; nothing where all is furniture."""
        if self._held:
            yield
            return
        self.structure.open(kind, columns)
        try:
            yield
        finally:
            self.structure.close()

    @contextmanager
    def furniture(self) -> Iterator[None]:
        """Let everything drawn in this context, text too, be an artifact of the page."""
        self._mark(_PAGINATION)
        self._held = True
        try:
            yield
        finally:
            self._held = False

    @contextmanager
    def turned(self) -> Iterator[None]:
        """Draw across: x runs up the sheet and y from its left edge to the right."""
        self._unmark()
        self.canvas.saveState()
        self.canvas.transform(0, 1, -1, 0, WIDTH, 0)
        self.height, self._turned = WIDTH, True
        try:
            yield
        finally:
            self._unmark()
            self.canvas.restoreState()
            self.height, self._turned = HEIGHT, False

    def show_page(self) -> None:
        self._unmark()
        self.canvas.showPage()
        self.structure.turn()
        _pack(self._document.Pages.pages[-1])

    def line(self, line: Line, x: float, baseline: float, color: str, align: Align = "left") -> None:
        """Draw a line of text within its room, which begins at x; a figure with a place in the appendix leads there."""
        placed = stretches(line, align)
        for run, group in _grouped(placed):
            key = _linked(run)
            if key in self.pages and not self._held and _calls_note(run):
                with self.new("Reference"), self.new("Link"):
                    self._text(group, x, baseline, color)
                    self._link_stretches(key, line, group, x, baseline)
            elif key in self.pages and not self._held:
                with self.new("Link"):
                    self._text(group, x, baseline, color)
                    self._link_stretches(key, line, group, x, baseline)
            else:
                self._text(group, x, baseline, color)

    def _text(self, placed: Sequence[Stretch], x: float, baseline: float, color: str) -> None:
        """Write stretches as one text object (ISO 32000-1, 9.4); ReportLab's own takes three times as long."""
        self._mark(self.structure.current)
        y = self.height - baseline
        operators = [f"BT {_ink(color)}"]
        size = font = spacing = None
        stroked = 0.0
        for stretch in placed:
            run = stretch.run
            width = run.size * _STROKE if run.strong else 0.0
            if width != stroked:
                stroked = width
                operators.append(f"{_ink(color, stroke=True)} {width:.3f} w 2 Tr" if width else "0 Tr")
            if (run.face, run.size) != (font, size):
                font, size = run.face, run.size
                operators.append(f"{embedded(font).getSubsetInternalName(0, self._document)} {size:.6g} Tf")
            if stretch.spacing != spacing:
                spacing = stretch.spacing
                operators.append(f"{spacing:.4f} Tc")
            shown = embedded(run.face).shown(stretch.text, self._document)
            operators.append(f"1 0 0 1 {x + stretch.x:.3f} {y + run.rise:.3f} Tm {shown}")
        self._write(" ".join(operators) + (" 0 Tr" if stroked else "") + (" 0 Tc ET" if spacing else " ET"))

    def rule(self, x: float, y: float, length: float, color: str, weight: float) -> None:
        """Draw a horizontal line, centred on y."""
        self._mark(_ARTIFACT)
        self.canvas.setStrokeColor(_hex(color))
        self.canvas.setLineWidth(weight)
        self.canvas.line(x, self.height - y, x + length, self.height - y)

    def box(
        self, x: float, y: float, width: float, height: float, fill: str | None = None, stroke: str | None = None
    ) -> None:
        """Draw a rectangle whose top left corner is at x, y."""
        self._mark(_ARTIFACT)
        if fill:
            self.canvas.setFillColor(HexColor(fill))
        if stroke:
            self.canvas.setStrokeColor(HexColor(stroke))
            self.canvas.setLineWidth(0.5)
        self.canvas.rect(
            x, self.height - y - height, width, height, stroke=int(stroke is not None), fill=int(fill is not None)
        )

    def dot(self, x: float, y: float, radius: float, color: str) -> None:
        self._mark(_ARTIFACT)
        self.canvas.setFillColor(_hex(color))
        vars(self.canvas)["_code"].extend(_disc(x, self.height - y, radius))

    def picture(self, picture: Picture, x: float, y: float, scale: float) -> None:
        """Draw a picture with its top left corner at x, y, as content of the open element."""
        self._mark(self.structure.current)
        draw(self.canvas, picture, x, self.height - y, scale)
        self.structure.place(self._on_sheet(x, y, picture.width * scale, picture.height * scale))

    def link(self, key: str, words: str, x: float, y: float, width: float, height: float) -> None:
        """Let a rectangle lead to an anchor; `words` say where to, for those who hear the page."""
        box = self._on_sheet(x, y, width, height)
        self.canvas.linkAbsolute(words, key, box, Border="[0 0 0]")
        self.structure.link()

    def anchor(self, key: str, y: float) -> None:
        """Set a place that links lead to."""
        left, _, _, top = self._on_sheet(0, y, 0, 0)
        self.canvas.bookmarkPage(key, fit="XYZ", left=left, top=top)

    def bookmark(self, key: str, title: str, level: int, y: float) -> None:
        """Set a place with its entry in the outline."""
        self.anchor(key, y)
        self.canvas.addOutlineEntry(title, key, level)

    def _link_stretches(self, key: str, line: Line, placed: list[Stretch], x: float, baseline: float) -> None:
        last = placed[-1]
        advance = width(last.text, last.run.face, last.run.size) + last.spacing * len(last.text)
        size = last.run.size
        left = x + placed[0].x
        words = "".join(stretch.text for stretch in placed)
        self.link(key, words, left, baseline - _ABOVE * size, x + last.x + advance - left, (_ABOVE + _BELOW) * size)

    def _on_sheet(self, x: float, y: float, width: float, height: float) -> tuple[float, float, float, float]:
        """Return left, bottom, right and top of a rectangle on the sheet as it is printed."""
        if self._turned:
            return y, x, y + height, x + width
        return x, self.height - y - height, x + width, self.height - y

    def _mark(self, wanted: str | int) -> None:
        """Go on in the marked content at hand where it is the one that is wanted; else end it and begin anew."""
        if self._held or (wanted == self._marked and self._marked != ""):
            return
        self._unmark()
        if isinstance(wanted, str):
            self._write(wanted)
        else:
            kind = self.structure.kinds[wanted]
            self._write(f"/{kind} <</MCID {self.structure.mark()}>> BDC")
        self._marked = wanted

    def _unmark(self) -> None:
        if self._marked != "":
            self._write("EMC")
            self._marked = ""

    def _write(self, operators: str) -> None:
        vars(self.canvas)["_code"].append(operators)


def _pack(page: PdfPage) -> None:
    """Compress a page as soon as it is done: until the end, a long appendix would take up ten times its size."""
    content = zlib.compress(page.stream.encode("latin-1"))
    page.Contents = pdfdoc.PDFStream(pdfdoc.PDFDictionary({"Filter": pdfdoc.PDFName("FlateDecode")}), content, [])
    page.stream = None


@lru_cache(maxsize=4096)
def _disc(x: float, y: float, radius: float) -> tuple[str, ...]:
    """Return the operators of a filled circle; the leaders of the contents stand at the same places in every file."""
    operators: list[str] = []
    path = PDFPathObject(code=operators)
    path.ellipse(x - radius, y - radius, (x + radius) - (x - radius), (y + radius) - (y - radius))
    return (*operators, "f*")


@lru_cache(maxsize=256)
def _hex(color: str) -> Color:
    return HexColor(color)


@lru_cache(maxsize=256)
def _ink(color: str, *, stroke: bool = False) -> str:
    """Return the operator that sets a colour."""
    parts = " ".join(f"{int(color[at : at + 2], 16) / 255:.6g}" for at in (1, 3, 5))
    return f"{parts} {'RG' if stroke else 'rg'}"


def _grouped(placed: tuple[Stretch, ...]) -> Iterator[tuple[Run, list[Stretch]]]:
    """Yield stretches that belong together: those of one figure, and all between figures."""
    group: list[Stretch] = []
    for stretch in placed:
        if group and _linked(group[-1].run) != _linked(stretch.run):
            yield group[0].run, group
            group = []
        group.append(stretch)
    if group:
        yield group[0].run, group


def _linked(run: Run) -> str:
    """Return the key of a figure's row in the appendix, or of the footnote that is called; empty for other text."""
    source = run.source
    if isinstance(source, Span) and source.note:
        return note_key(source.text)
    return figure_key(source.figure.id) if isinstance(source, Span) and source.figure else ""


def _calls_note(run: Run) -> bool:
    return isinstance(run.source, Span) and bool(run.source.note)


def note_key(mark: str) -> str:
    return f"note:{mark}"


def figure_key(figure: str) -> str:
    return f"figure:{figure}"
