"""NativeChart in, a chart part of the deck out: its XML and the workbook behind it."""

from briefing.render.pptx.chart.able import unable
from briefing.render.pptx.chart.make import ChartMaker

__all__ = ["ChartMaker", "unable"]
