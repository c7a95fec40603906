"""The PDF back end: `render(document)` returns the bytes, the notices and the faces embedded."""

from briefing.render.pdf.writer import PdfResult, render

__all__ = ["PdfResult", "render"]
