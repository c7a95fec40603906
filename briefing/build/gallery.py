"""Every kind of chart with the YAML that asks for it, as PDF, PowerPoint and HTML: 示例数据 on each page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from briefing.blocks import Chart
from briefing.build.convert import STAMPED
from briefing.build.files import write_all
from briefing.build.inspection import hold
from briefing.build.stamp import epoch_date
from briefing.charts import build as drawn
from briefing.charts import cache
from briefing.charts.samples import SAMPLES, SYNTHETIC
from briefing.document import Style
from briefing.errors import Notice

Progress = Callable[[str], None]

TITLE = "图表样例"
_COLOR = "#1F6FB5"
_WIDTH, _HEIGHT, _HTML_WIDTH, _HTML_HEIGHT = 452.0, 230.0, 760.0, 380.0


@dataclass(frozen=True, slots=True)
class Page:
    """A chart of the gallery and the words of a template that ask for it."""

    chart: Chart
    yaml: str


@dataclass(frozen=True, slots=True)
class Gallery:
    """What was written, how many kinds it shows, and what the back ends could not do as asked."""

    files: tuple[Path, ...]
    kinds: tuple[str, ...]
    notices: tuple[Notice, ...]


Made = tuple[bytes, tuple[Notice, ...]]


def gallery(folder: Path, progress: Progress = lambda step: None, *, cached: bool = True) -> Gallery:
    """Write the gallery into a folder, all of its files or none."""
    contents: dict[str, bytes] = {}
    notices: list[Notice] = []
    with cache.disabled(not cached):
        shown = pages()
        for name, make in FORMATS.items():
            progress(f"生成 {name.upper()}")
            contents[f"gallery.{name}"], said = make(shown)
            notices += said
    hold(contents)
    write_all(folder, contents)
    files = tuple(folder / name for name in contents)
    return Gallery(files, tuple(page.chart.kind for page in shown), tuple(dict.fromkeys(notices)))


def pages() -> tuple[Page, ...]:
    """Return a page for every kind of chart, in the library's order."""
    style = Style()
    return tuple(
        Page(
            Chart(kind, kind, sample.title, drawn(kind, sample.data, style, _COLOR), f"{sample.title}，{SYNTHETIC}。"),
            f"kind: chart\n{sample.yaml}",
        )
        for kind, sample in SAMPLES.items()
    )


def _pdf(shown: Sequence[Page]) -> Made:
    from briefing.charts.svg import Drawing, draw_all
    from briefing.render.pdf.heights import chart_height
    from briefing.render.pdf.single import Sheet, chart_sheets

    style = Style()
    drawings = [Drawing(page.chart.spec, _WIDTH, chart_height(page.chart, _WIDTH) or _HEIGHT) for page in shown]
    sheets = [
        Sheet(page.chart.path, svg, page.chart.title, page.chart.kind, page.yaml, page.chart.alt)
        for page, svg in zip(shown, draw_all(drawings, style, "pdf"), strict=True)
    ]
    result = chart_sheets(sheets, style, epoch_date() or STAMPED, TITLE, SYNTHETIC)
    return result.data, result.notices


def _pptx(shown: Sequence[Page]) -> Made:
    from briefing.render.pptx import chart_slides
    from briefing.render.pptx.gallery import ChartPage

    slides = [ChartPage(page.chart, page.yaml, page.chart.kind) for page in shown]
    result = chart_slides(slides, Style(), epoch_date() or STAMPED, title=TITLE, synthetic=True)
    return result.bytes, result.notices


def _html(shown: Sequence[Page]) -> Made:
    from briefing.build.html import FACES, Figure, page
    from briefing.charts.svg import Drawing, settled

    style = Style()
    figures = [
        Figure(
            settled(Drawing(each.chart.spec, _HTML_WIDTH, _HTML_HEIGHT), style, "html", FACES),
            each.chart.alt,
            f"{each.chart.title}（{each.chart.kind}）",
            each.yaml,
        )
        for each in shown
    ]
    return page(figures, style, TITLE, SYNTHETIC), ()


FORMATS: Mapping[str, Callable[[Sequence[Page]], Made]] = {"pdf": _pdf, "pptx": _pptx, "html": _html}
