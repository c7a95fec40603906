"""Charts in, a deck's plan with one slide for each out: for looking at charts on their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from briefing.blocks import Chart, text
from briefing.document import Document, Style
from briefing.render.pptx import furniture
from briefing.render.pptx.boxes import Box
from briefing.render.pptx.charted import place_drawing
from briefing.render.pptx.findings import Findings
from briefing.render.pptx.fits import check
from briefing.render.pptx.natives import settle
from briefing.render.pptx.plan import Plan, named
from briefing.render.pptx.shapes import Para, Run, Shape, SlidePlan, TextShape
from briefing.render.pptx.sound import legible
from briefing.render.pptx.stage import RULE, STAGES
from briefing.render.pptx.text import Setting, height

_NOTE_SIZE, _NOTE_GAP = 12.0, 8.0
# Without a title the chart begins where the title would.
_TOP_WITHOUT_TITLE = 43.2


@dataclass(frozen=True, slots=True)
class ChartPage:
    """A chart with a slide of its own: `label` stands above the title, `note` under the chart."""

    chart: Chart
    note: str = ""
    label: str = ""


def gallery(
    pages: Sequence[ChartPage], style: Style, stamped: date, *, title: str = "", synthetic: bool = False
) -> tuple[Document, Plan]:
    """Return a document without sections, for its look and its dates, and the plan of the slides."""
    document = Document("", "", "", title, (), stamped, style=style, synthetic=synthetic)
    setting = Setting(style, document.words, style.accent, stage=STAGES["table"])
    findings = Findings()
    for page in pages:
        legible(page.chart, findings)
    findings.problems.raise_if_any()
    slides = tuple(_slide(page, setting, findings, synthetic=synthetic) for page in pages)
    check(slides, findings)
    findings.problems.raise_if_any()
    return document, Plan(slides, tuple(findings.notices))


def _slide(page: ChartPage, setting: Setting, findings: Findings, *, synthetic: bool) -> SlidePlan:
    chart, content = page.chart, setting.content
    settled = settle([chart], setting.style, findings.notices)[chart.path]
    shapes: list[Shape] = []
    if page.label:
        shapes += furniture.label(page.label, chart.path, setting, findings)
    if chart.title:
        shapes.append(furniture.title(text(chart.title), "", chart.path, setting.stage, findings))
    top = content.y if chart.title else _TOP_WITHOUT_TITLE
    note = _note(page, setting)
    bottom = note.box.y - _NOTE_GAP if note else content.bottom
    shapes += place_drawing(chart, settled, Box(content.x, top, content.w, bottom - top), setting)
    shapes += [note] if note else []
    shapes += [*furniture.page_number(setting.stage), *([furniture.sample_sign(setting)] if synthetic else [])]
    return named(SlidePlan(setting.stage, chart.path, tuple(shapes), page.label or chart.title or chart.path))


def _note(page: ChartPage, setting: Setting) -> TextShape | None:
    if not page.note:
        return None
    color = setting.style.muted
    paras = tuple(Para((Run(line, _NOTE_SIZE, color=color),), _NOTE_SIZE * 1.4) for line in page.note.split("\n"))
    tall = height(paras, setting.content.w)
    box = Box(setting.content.x, RULE.y - _NOTE_GAP - tall, setting.content.w, tall)
    return TextShape(f"{page.chart.path}/note", box, paras, path=page.chart.path)
