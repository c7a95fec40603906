"""Documents that hold charts, and the way to a part of a deck."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from lxml import etree

from briefing.blocks import Chart, text
from briefing.charts import ChartData, Datum, build
from briefing.document import Document, Mark, Section
from tests.render.sample import sample

COLOR = "#1F6FB2"


def charted(document: Document, *charts: Chart) -> Document:
    """Return the document with one section that holds nothing but the charts, one each."""
    sections = tuple(
        Section(f"charts/{at}", "图表", text(f"第{at}张图"), (chart,), mark=Mark("c", "图表", COLOR))
        for at, chart in enumerate(charts)
    )
    return replace(document, sections=sections, endnotes=())


def chart(path: str, kind: str, *rows: Datum) -> Chart:
    """Return a chart block of a kind, with its real spec."""
    spec = build(kind, ChartData(rows, unit="亿元"), sample().style, COLOR)
    return Chart(path, kind, "产值（亿元）", spec, "产值柱形图：2018年681.4亿元，2019年无数据，2020年843.8亿元。")


def column(path: str = "charts/0/chart") -> Chart:
    return chart(
        path,
        "column",
        Datum("2018年", "", 681.4, "681.4"),
        Datum("=2019年", "", None),
        Datum("2020年", "", -43.8, "-43.8", True),
    )


def parts(deck: bytes, pattern: str) -> list[tuple[str, Any]]:
    """Return the names and root elements of the parts whose whole names match."""
    with ZipFile(BytesIO(deck)) as archive:
        names = [name for name in archive.namelist() if re.fullmatch(pattern, name)]
        return [(name, etree.fromstring(archive.read(name))) for name in names]


def part(deck: bytes, name: str) -> Any:
    """Return the root element of a part."""
    with ZipFile(BytesIO(deck)) as archive:
        return etree.fromstring(archive.read(name))
