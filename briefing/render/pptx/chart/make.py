"""A planned chart in, a chart part with its workbook added to the deck out."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from briefing.charts.native import NativeChart
from briefing.errors import BriefingError
from briefing.render.pptx.chart.space import chart_space
from briefing.render.pptx.chart.workbook import workbook
from briefing.render.pptx.palette import Palette
from briefing.render.pptx.shapes import ChartShape
from briefing.render.pptx.text import Setting

if TYPE_CHECKING:
    from pptx.package import Package
    from pptx.parts.chart import ChartPart


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

        check(shape.native, shape.path)
        xml = chart_space(shape.native, shape.box, self.colors, self.setting).encode("utf-8")
        part: ChartPart = ChartPart.load(
            PackURI(f"/ppt/charts/chart{number}.xml"), CONTENT_TYPE.DML_CHART, package, xml
        )
        name = PackURI(f"/ppt/embeddings/Microsoft_Excel_Sheet{number}.xlsx")
        book = workbook(shape.native, self.stamped)
        part.chart_workbook.xlsx_part = EmbeddedXlsxPart(name, CONTENT_TYPE.SML_SHEET, package, book)
        return part


def check(native: NativeChart, where: str) -> None:
    """Raise a BriefingError for what PowerPoint could not open: a NaN, or a series that does not fit its categories."""
    scattered = native.kind in ("scatter", "bubble")
    for series in native.series:
        numbers = [*(value for value in series.values if value is not None), *series.x, *series.sizes]
        if not all(map(math.isfinite, numbers)):
            raise BriefingError(f"图表系列“{series.name}”里有不是有限的数。", where, "缺失的数请留空。")
        expected = len(series.x) if scattered else len(native.categories)
        if len(series.values) != expected:
            message = f"图表系列“{series.name}”有{len(series.values)}个数，应有{expected}个。"
            raise BriefingError(message, where, "请检查图表的数据。")
