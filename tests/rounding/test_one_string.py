"""Over all built-in templates and data sets: a figure is one string in sentence, table, card, chart label and chart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import pypdfium2 as pdfium
import pytest

from briefing.blocks import Chart, Text, figures_of, plain, texts_of
from briefing.build.glyphs import fonts_for
from briefing.build.job import FORMATS, Job, prepare
from briefing.build.workspace import find
from briefing.charts.native.formats import printed
from briefing.compose import compose
from briefing.document import Document, for_medium
from briefing.model.figure import Figure
from briefing.template.load import builtin_templates
from tests.render.pptx.chart_reading import ReadChart, ReadSeries, read_charts

BUILDS = [
    *((dataset, audience, "zh") for dataset in ("jiangbei", "demo-monthly")
      for audience in ("leadership", "department", "public")),
    ("jiangbei", "public", "en"), ("demo-monthly", "public", "en"),
]  # fmt: skip
each_build = pytest.mark.parametrize("build", BUILDS, ids="-".join)


@dataclass(frozen=True)
class Made:
    document: Document
    deck: bytes
    pdf: bytes


@cache
def made(build: tuple[str, str, str]) -> Made:
    dataset, audience, language = build
    ready = prepare(find(builtin_templates().parent), Job(dataset, audience, language=language))
    document = compose(ready.loaded, ready.dataset, ready.period)
    fonts, _ = fonts_for(document, ready.loaded, ready.dataset, system=False)
    return Made(document, FORMATS["pptx"](document, fonts).data, FORMATS["pdf"](document, fonts).data)


def spans(words: Text) -> Iterator[tuple[str, Figure]]:
    """Yield what is printed of each figure in a text, those of its footnotes too."""
    for span in words:
        if span.figure:
            yield span.text, span.figure
        yield from spans(span.note)


def said(document: Document) -> Iterator[tuple[str, Figure]]:
    for section in document.sections:
        for words in (section.headline, *section.notes):
            yield from spans(words)
        for block in section.blocks:
            yield from ((figure.text, figure) for figure in figures_of(block))
            yield from (pair for words in texts_of(block) for pair in spans(words))


@each_build
def test_every_text_prints_the_same_number_for_one_figure(build: tuple[str, str, str]) -> None:
    numbers: dict[str, set[str]] = defaultdict(set)
    for words, figure in said(made(build).document):
        # 增长 says the sign; the size of a figure is the same figure.
        numbers[figure.id.removesuffix("|size")].add(figure.number.lstrip("−") + figure.unit)
        # A cell may leave out the unit that its heading says, and 第 of a rank.
        assert words in {figure.text, figure.bare, figure.number.lstrip("第")}, figure.id
    assert len(numbers) > 40
    assert {id_: found for id_, found in numbers.items() if len(found) > 1} == {}


def shown(chart: ReadChart) -> Iterator[str]:
    """Yield what PowerPoint writes at the points of a chart and beside its arrows, from the values it has cached."""
    for series in chart.series:
        for at, label in series.labels.items():
            yield label.text or _number(series, at, label.format)
    yield from filter(None, chart.notes)


def _number(series: ReadSeries, at: int, code: str) -> str:
    value = series.values[at]
    assert value is not None
    # Without a format of its own PowerPoint takes that of the source.
    return printed(value, code or series.format)


@each_build
def test_what_powerpoint_writes_at_a_point_is_the_string_of_a_figure(build: tuple[str, str, str]) -> None:
    document, charts = made(build).document, read_charts(made(build).deck)
    blocks = {
        block.path: block
        for section in for_medium(document, "pptx").sections
        for block in section.blocks
        if isinstance(block, Chart)
    }
    natives = {chart.name: tuple(shown(chart)) for chart in charts if chart.name in blocks}
    assert natives
    for path, words in natives.items():
        figures = blocks[path].figures
        # Words beside are a legend's, or the source's own (半年); a schedule has dates for numbers, and no figures.
        numbers = [word for word in words if figures and any(map(str.isdigit, word))]
        assert [word for word in numbers if not any(figure.number in word for figure in figures)] == [], path
        missing = [figure.id for figure in figures if not any(figure.bare in word for word in words)]
        assert missing == [], path


@each_build
def test_what_powerpoint_writes_for_a_value_alone_is_the_whole_string(build: tuple[str, str, str]) -> None:
    figures = [figure for _, figure in said(made(build).document)]
    strings = {figure.text for figure in figures} | {figure.bare for figure in figures}
    numbers = [
        _number(series, at, label.format)
        for chart in read_charts(made(build).deck)
        for series in chart.series
        for at, label in series.labels.items()
        if not label.text
    ]
    assert len(numbers) > 5
    # A label may have the series' name before the number, or a move in rank behind it.
    assert [number for number in numbers if not strings & {number, *number.split(" ")}] == []


@each_build
def test_the_pdf_writes_the_same_strings_at_the_points_of_its_charts(build: tuple[str, str, str]) -> None:
    document = for_medium(made(build).document, "pdf")
    with pdfium.PdfDocument(made(build).pdf) as pdf:
        text = "".join(page.get_textpage().get_text_range() for page in pdf)
    text = "".join(text.split())
    blocks = [block for section in document.sections for block in section.blocks if isinstance(block, Chart)]
    labels = [figure.bare.replace(" ", "") for block in blocks for figure in block.figures]
    assert len(labels) > 5
    assert [label for label in labels if label not in text] == []


@each_build
def test_no_shipped_document_has_totals_that_miss_their_parts(build: tuple[str, str, str]) -> None:
    document = made(build).document
    every = [*document.endnotes, *(note for each in document.variants.values() for note in each.endnotes)]
    assert [plain(note) for note in every if "四舍五入" in plain(note) or "rounding" in plain(note)] == []
