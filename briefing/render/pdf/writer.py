"""Document in, PDF out: set the pieces, lay them out, cut the faces to what is used, and draw."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from briefing.blocks import Chart
from briefing.charts.svg import Drawing, draw_all
from briefing.document import Document, for_medium
from briefing.errors import Notice
from briefing.render.pdf.blocks import Counters, Setting
from briefing.render.pdf.contents import contents_pieces
from briefing.render.pdf.flow import Piece, Placed, paginate
from briefing.render.pdf.fonts import font_name, prepare, registered
from briefing.render.pdf.furniture import Furniture, draw_furniture, furniture
from briefing.render.pdf.head import head_pieces
from briefing.render.pdf.heights import chart_height
from briefing.render.pdf.page import HEIGHT, LEFT, TEXT_WIDTH, WIDTH
from briefing.render.pdf.pen import Pen
from briefing.render.pdf.sections import chapters, has_contents, headings, section_pieces
from briefing.render.pdf.setter import Setter
from briefing.typeset import Face
from briefing.typeset.faces import SOURCES


@dataclass(frozen=True, slots=True)
class PdfResult:
    """A finished PDF, what could not be done as asked, and the names of the faces it embeds."""

    data: bytes
    notices: tuple[Notice, ...]
    fonts: tuple[str, ...]


def render(document: Document) -> PdfResult:
    """Return the document as a PDF; ProblemsFound if a character has no glyph. Equal documents give equal bytes."""
    registered()
    document = for_medium(document, "pdf")
    setter = Setter(document.style)
    pages = paginate(_pieces(setter, document))
    fixed = furniture(setter, document, len(pages))
    setter.problems.raise_if_any()
    data = _drawn(setter, document, pages, fixed)
    fonts = tuple(SOURCES[face].name for face in Face if setter.used.get(face))
    return PdfResult(data, tuple(setter.notices), fonts)


def _pieces(setter: Setter, document: Document) -> list[Piece]:
    """Set everything, from the head to the appendix."""
    found = headings(document)
    setting = Setting(setter, document.words, _svgs(document), Counters())
    contents = contents_pieces(setter, document.words.contents, chapters(found)) if has_contents(found) else ()
    return [
        *head_pieces(setter, document),
        *contents,
        *section_pieces(setting, found, document),
    ]


def _svgs(document: Document) -> Mapping[str, str]:
    """Draw all charts in one call; the converter and the faces are then made ready once."""
    charts = [block for section in document.sections for block in section.blocks if isinstance(block, Chart)]
    drawings = [Drawing(chart.spec, TEXT_WIDTH, chart_height(chart), chart.path) for chart in charts]
    svgs = draw_all(drawings, document.style, "pdf") if drawings else []
    return {chart.path: svg for chart, svg in zip(charts, svgs, strict=True)}


def _drawn(setter: Setter, document: Document, pages: Sequence[Sequence[Placed]], fixed: Furniture) -> bytes:
    out = BytesIO()
    canvas = Canvas(
        out,
        pagesize=(WIDTH, HEIGHT),
        invariant=1,
        pageCompression=1,
        lang=document.language,
        initialFontName=font_name(Face.SERIF),  # type: ignore[arg-type]  # the stubs ask for a number
        pdfVersion=(1, 7),
    )
    _describe(canvas, document)
    # ReportLab hands its document to fonts only later; the cut has to be ready before.
    prepare(vars(canvas)["_doc"], setter.used)
    pen = Pen(canvas, document.style, _page_numbers(pages))
    for number, page in enumerate(pages, 1):
        _draw_page(pen, page)
        draw_furniture(pen, fixed, number)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _draw_page(pen: Pen, page: Sequence[Placed]) -> None:
    for placed in page:
        anchor = placed.piece.margins.anchor
        if anchor:
            pen.anchor(anchor.key, anchor.title, anchor.level, placed.y)
        placed.piece.draw(pen, LEFT, placed.y)


def _page_numbers(pages: Sequence[Sequence[Placed]]) -> dict[str, int]:
    anchors = ((placed.piece.margins.anchor, number) for number, page in enumerate(pages, 1) for placed in page)
    return {anchor.key: number for anchor, number in anchors if anchor}


def _describe(canvas: Canvas, document: Document) -> None:
    """Write the metadata; the dates come from the data, never from the clock."""
    canvas.setTitle(document.title)
    canvas.setAuthor(document.author)
    canvas.setSubject(document.kicker or document.title)
    canvas.setCreator("briefing")
    stamp = f"D:{document.stamped:%Y%m%d}000000+00'00'"
    canvas.setDateFormatter(lambda *_: stamp)
    canvas.showOutline()
