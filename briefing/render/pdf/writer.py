"""Document in, PDF out: set the pieces, lay them out, cut the faces to what is used, draw, and finish the file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from briefing.blocks import Chart
from briefing.charts.svg import Drawing, draw_all
from briefing.document import Document, for_medium
from briefing.errors import Notice
from briefing.render.pdf.archive import About, finish
from briefing.render.pdf.blocks import Counters, Setting
from briefing.render.pdf.contents import contents_pieces
from briefing.render.pdf.flow import Page, Piece, paginate
from briefing.render.pdf.fonts import font_name, prepare
from briefing.render.pdf.footnotes import draw_notes
from briefing.render.pdf.furniture import Furniture, draw_furniture, furniture
from briefing.render.pdf.head import head_pieces
from briefing.render.pdf.heights import chart_height
from briefing.render.pdf.imprint import imprint_piece
from briefing.render.pdf.page import HEIGHT, WIDTH, Sheet, sheet_of
from briefing.render.pdf.pen import Pen
from briefing.render.pdf.sections import chapters, has_contents, headings, section_pieces
from briefing.render.pdf.setter import Setter
from briefing.render.pdf.table import TablePiece
from briefing.typeset import Face, Fonts


@dataclass(frozen=True, slots=True)
class PdfResult:
    """A finished PDF, what could not be done as asked, and the names of the faces it embeds."""

    data: bytes
    notices: tuple[Notice, ...]
    fonts: tuple[str, ...]


def render(document: Document, fonts: Fonts | None = None) -> PdfResult:
    """Return the document as a PDF; ProblemsFound if a character has no glyph, or a row of a table no page.

    Equal documents in equal faces give equal bytes; without `fonts` the packaged faces are used.
    """
    document = for_medium(document, "pdf")
    setter = Setter(
        document.style, fonts, sheet_of(document.paper), document.paper.autospace, english=document.language == "en"
    )
    pages = paginate(_pieces(setter, document), setter.sheet, setter.problems)
    fixed = furniture(setter, document, len(pages))
    setter.problems.raise_if_any()
    data = _drawn(setter, document, pages, fixed)
    return PdfResult(data, tuple(setter.notices), face_names(setter.used))


def face_names(used: Iterable[Face]) -> tuple[str, ...]:
    return tuple(sorted({face.name for face in used}))


def _pieces(setter: Setter, document: Document) -> Iterator[Piece]:
    """Set everything, from the head to the imprint."""
    found = headings(document)
    setting = Setting(setter, document.words, _svgs(setter, document), Counters())
    yield from head_pieces(setter, document)
    if document.paper.contents and has_contents(found):
        yield from contents_pieces(setter, document.words, chapters(found))
    yield from section_pieces(setting, found, document)
    imprint = imprint_piece(setter, document.paper.imprint) if document.paper.imprint else None
    if imprint:
        yield imprint


def _svgs(setter: Setter, document: Document) -> Mapping[str, str]:
    """Draw all charts in one call; the converter and the faces are then made ready once."""
    charts = [block for section in document.sections for block in section.blocks if isinstance(block, Chart)]
    room = setter.sheet.text_width
    drawings = [Drawing(chart.spec, room, chart_height(chart, room), chart.path) for chart in charts]
    svgs = draw_all(drawings, document.style, "pdf") if drawings else []
    return {chart.path: svg for chart, svg in zip(charts, svgs, strict=True)}


def new_canvas(out: BytesIO, size: tuple[float, float], used: Mapping[Face, frozenset[str]], stamped: date) -> Canvas:
    """Return a canvas that knows the faces it is going to need; `stamped` stands for the clock."""
    canvas = Canvas(
        out,
        pagesize=size,
        invariant=1,
        initialFontName=font_name(Face.SANS),  # type: ignore[arg-type]  # the stubs ask for a number
        pdfVersion=(1, 7),
    )
    stamp = f"D:{stamped:%Y%m%d}000000+00'00'"
    canvas.setDateFormatter(lambda *_: stamp)
    # ReportLab hands its document to fonts only later; the cut has to be ready before.
    prepare(vars(canvas)["_doc"], {Face.SANS: frozenset(), **used})
    return canvas


def _drawn(setter: Setter, document: Document, pages: Sequence[Page], fixed: Furniture) -> bytes:
    canvas = new_canvas(BytesIO(), (WIDTH, HEIGHT), setter.used, document.stamped)
    canvas.showOutline()
    pen = Pen(canvas, document.style, _page_numbers(pages))
    for number, page in enumerate(pages, 1):
        if page.turned:
            with pen.turned():
                _draw_page(pen, page, setter.sheet.turn())
        else:
            _draw_page(pen, page, setter.sheet)
        draw_furniture(pen, fixed, number)
        pen.show_page()
    turned = {number for number, page in enumerate(pages) if page.turned}
    return finish(canvas, pen.structure, About.of(document), turned)


def _draw_page(pen: Pen, page: Page, sheet: Sheet) -> None:
    bottom = sheet.top + sheet.text_height
    for placed in page.placed:
        anchor = placed.piece.margins.anchor
        if anchor:
            pen.bookmark(anchor.key, anchor.title, anchor.level, placed.y)
        placed.piece.draw(pen, sheet.left, placed.y)
        if placed.piece.margins.foot:
            bottom = placed.y - sheet.pitch / 2
    draw_notes(pen, page.notes, sheet.left, bottom, sheet.text_width)


def _page_numbers(pages: Sequence[Page]) -> dict[str, int]:
    """Return the page of each heading, of each row that a figure leads to, and of each footnote."""
    found: dict[str, int] = {}
    for number, page in enumerate(pages, 1):
        found.update((note.key, number) for note in page.notes)
        for placed in page.placed:
            piece = placed.piece
            if piece.margins.anchor:
                found[piece.margins.anchor.key] = number
            if isinstance(piece, TablePiece):
                rows = piece.table.rows[piece.first : piece.last]
                found.update((row.anchor, number) for row in rows if row.anchor)
    return found
