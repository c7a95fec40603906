"""Document in, an editable PowerPoint deck out: real placeholders, native charts, measured text, equal bytes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from briefing.blocks import Chart
from briefing.document import Document, Style
from briefing.errors import Notice

if TYPE_CHECKING:
    from briefing.render.pptx.gallery import ChartPage


@dataclass(frozen=True, slots=True)
class PptxResult:
    """The deck as bytes, what could not be done as asked, the faces that it names.

    `borrowed` has the parts that are a house master's, with what they are called in it.
    """

    bytes: bytes
    notices: tuple[Notice, ...] = ()
    faces: tuple[str, ...] = ()
    borrowed: Mapping[str, str] = field(default_factory=dict)


def render(document: Document) -> PptxResult:
    """Render a document as a deck; BriefingError for a chart whose spec is wrong or whose series do not fit."""
    from briefing.document import for_medium
    from briefing.render.pptx.plan import plan
    from briefing.render.pptx.write import write

    document = for_medium(document, "pptx")
    return write(document, plan(document))


def chart_slide(chart: Chart, style: Style, stamped: date, *, synthetic: bool = False) -> PptxResult:
    """Render one chart as a deck of one slide, its title the slide's."""
    from briefing.render.pptx.gallery import ChartPage

    return chart_slides([ChartPage(chart)], style, stamped, title=chart.title, synthetic=synthetic)


def chart_slides(
    pages: Sequence[ChartPage], style: Style, stamped: date, *, title: str = "", synthetic: bool = False
) -> PptxResult:
    """Render charts as a deck of one slide each, with the small text that each page has under its chart."""
    from briefing.render.pptx.gallery import gallery
    from briefing.render.pptx.write import write

    return write(*gallery(pages, style, stamped, title=title, synthetic=synthetic))


__all__ = ["PptxResult", "chart_slide", "chart_slides", "render"]
