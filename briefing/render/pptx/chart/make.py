"""A planned chart in, a chart part with its workbook added to the deck out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from briefing.render.pptx.chart.able import check
from briefing.render.pptx.chart.notes import user_shapes
from briefing.render.pptx.chart.periods import in_short
from briefing.render.pptx.chart.prepared import prepared
from briefing.render.pptx.chart.space import chart_space
from briefing.render.pptx.chart.text import Pen
from briefing.render.pptx.chart.workbook import workbook
from briefing.render.pptx.english import renamed, said
from briefing.render.pptx.palette import Palette
from briefing.render.pptx.shapes import ChartShape
from briefing.render.pptx.text import Setting
from briefing.render.pptx.xml import C, R

if TYPE_CHECKING:
    from pptx.package import Package
    from pptx.parts.chart import ChartPart

_DRAWING = "application/vnd.openxmlformats-officedocument.drawingml.chartshapes+xml"


@dataclass(frozen=True, slots=True)
class ChartMaker:
    """Makes chart parts; python-pptx's own XML escapes nothing, numbers axes below zero and has no East Asian face."""

    colors: Palette
    setting: Setting
    stamped: date

    def make(self, shape: ChartShape, number: int, package: Package) -> ChartPart:
        """Return a chart part of that number; BriefingError where its numbers cannot be drawn."""
        from pptx.opc.constants import CONTENT_TYPE
        from pptx.opc.packuri import PackURI
        from pptx.parts.chart import ChartPart
        from pptx.parts.embeddedpackage import EmbeddedXlsxPart

        english = self.setting.language == "en"
        native = in_short(prepared(shape.native), shape.box)
        native = renamed(native) if english else native
        check(native, shape.path)
        xml = chart_space(native, shape.box, self.colors, self.setting).encode("utf-8")
        part: ChartPart = ChartPart.load(
            PackURI(f"/ppt/charts/chart{number}.xml"), CONTENT_TYPE.DML_CHART, package, xml
        )
        name = PackURI(f"/ppt/embeddings/Microsoft_Excel_Sheet{number}.xlsx")
        book = workbook(native, self.stamped, said if english else str)
        part.chart_workbook.xlsx_part = EmbeddedXlsxPart(name, CONTENT_TYPE.SML_SHEET, package, book)
        self._add_notes(part, shape, number, package)
        return part

    def _add_notes(self, part: ChartPart, shape: ChartShape, number: int, package: Package) -> None:
        """Relate the drawing with the notes over the plot; it is named last in the chart part, after the workbook."""
        from pptx.opc.constants import RELATIONSHIP_TYPE
        from pptx.opc.package import Part
        from pptx.opc.packuri import PackURI
        from pptx.oxml import parse_xml

        drawn = user_shapes(shape.native, shape.box, Pen(self.colors, self.setting))
        if not drawn:
            return
        name = PackURI(f"/ppt/drawings/drawing{number}.xml")
        drawing = Part(name, _DRAWING, package, drawn.encode("utf-8"))
        relation = part.relate_to(drawing, RELATIONSHIP_TYPE.CHART_USER_SHAPES)
        part._element.append(parse_xml(f'<c:userShapes xmlns:c="{C}" xmlns:r="{R}" r:id="{relation}"/>'))
