"""SVG as Vega writes it in, vectors on a ReportLab canvas out: `read`, note the `words`, then `draw`.

svglib was measured first, on 61 kinds of picture as Vega writes them. It took no notice of opacity (so that labels
which Vega hides were printed one over the other), of blending and of outlined text, let clear colours cover the ground,
and drew radial gradients and gradients in text as nothing. What Vega writes is a small, fixed part of SVG, and drawing
charts is this project's own subject; so it is read here, in a fifth of the time. A picture becomes a form XObject of
the document: its text stays text, in the document's faces.
"""

from reportlab.pdfgen.canvas import Canvas

from briefing.render.pdf.svg.content import form
from briefing.render.pdf.svg.picture import Picture, pieces, words
from briefing.render.pdf.svg.read import read


def draw(canvas: Canvas, picture: Picture, x: float, y: float, scale: float = 1) -> None:
    """Draw a picture with its top left corner at x, y, in points from the bottom left corner of the sheet."""
    name = form(vars(canvas)["_doc"], picture)
    canvas.saveState()
    canvas.transform(scale, 0, 0, -scale, x, y)
    canvas.doForm(name)
    canvas.restoreState()


__all__ = ["Picture", "draw", "pieces", "read", "words"]
