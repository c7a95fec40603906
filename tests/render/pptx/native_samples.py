"""Hand-written native charts, one for each thing that the model can say; all numbers are made up (示例数据)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from lxml import etree

from briefing.blocks import Chart
from briefing.charts.native import (
    Native,
    NativeAxis,
    NativeCell,
    NativeChart,
    NativeErrors,
    NativeLabel,
    NativeNote,
    NativePanel,
    NativePanels,
    NativeSeries,
    NativeTable,
)
from briefing.document import Style
from briefing.render.pptx.charted import place_drawing
from briefing.render.pptx.gallery import gallery
from briefing.render.pptx.natives import Vector
from briefing.render.pptx.plan import Plan
from briefing.render.pptx.shapes import SlidePlan
from briefing.render.pptx.stage import OURS, STAGES
from briefing.render.pptx.text import Setting
from briefing.render.pptx.write import write
from tests.render.sample import sample

CONTENT = OURS.content

BLUE, GREY, RED, GOLD = "#1F6FB2", "#C3CAD3", "#B3261E", "#B26A00"
YEARS = ("2016年", "2017年", "2018年", "2019年", "2020年")
INSETS = (56.0, 48.0, 56.0, 40.0)
# 1 January of 2019, 1 April, 1 July, 1 October, and 1 January of 2020.
QUARTERS = (43466.0, 43556.0, 43647.0, 43739.0, 43831.0)
QUARTER_NAMES = ("2019年1月", "2019年4月", "2019年7月", "2019年10月", "2020年1月")


def label(text: str, format_: str = "", position: Any = "outside_end", **more: Any) -> NativeLabel:
    return NativeLabel(text, format_, position, **more)


def columns(*values: float | None, **more: Any) -> NativeSeries:
    return NativeSeries("产值", values, BLUE, number_format="0.0", **more)


def _labels(values: tuple[float | None, ...], code: str = "0.0", position: Any = "outside_end") -> Any:
    return tuple(None if value is None else label(f"{value:.1f}", code, position) for value in values)


VALUES = (12.5, 15.0, None, -3.25, 21.0)
GROWTH = NativeSeries(
    "增速",
    (8.0, 12.0, 3.0, -5.0, 9.5),
    RED,
    line_width=2.25,
    marker="ring",
    marker_size=8,
    overlay="line",
    secondary=True,
)
COMBO = NativeChart(
    "column",
    YEARS,
    (columns(681.4, 702.5, 765.2, 801.0, 843.8), GROWTH),
    value_axis=NativeAxis(line=False, minimum=0.0, maximum=1000.0, step=250.0, gridlines=True, title="亿元"),
    secondary_axis=NativeAxis(line=False, minimum=-10.0, maximum=20.0, number_format='0"%"', title="增速"),
    legend="top",
    insets=INSETS,
)
LINE = NativeChart("line", YEARS, (NativeSeries("值", VALUES, BLUE, line_width=2.25, marker="circle", marker_size=7),))
SCATTER = NativeChart(
    "scatter",
    (),
    (
        NativeSeries(
            "甲", (3.0, 4.5, None, 8.0), BLUE, x=(1.0, 2.5, 4.0, 9.0), marker="circle", marker_size=9, opacity=0.5
        ),
        NativeSeries("乙", (2.0, 6.0), RED, x=(3.0, 7.0), marker="diamond", marker_size=10, hollow=True),
        NativeSeries("丙", (7.0, 7.5), GOLD, x=(2.0, 6.0), line_width=1.5, marker="square", marker_size=8, dashed=True),
    ),
    category_axis=NativeAxis(minimum=0.0, maximum=10.0, title="距离（公里）", gridlines=True),
    value_axis=NativeAxis(minimum=0.0, maximum=10.0, title="成本", gridlines=True),
    legend="right",
    legend_title="类别",
    insets=(56.0, 40.0, 110.0, 56.0),
)
DATES = NativeChart(
    "line",
    QUARTER_NAMES,
    (NativeSeries("存量", (1.0, 3.0, 2.0, 4.0, 6.0), BLUE, line_width=2),),
    category_axis=NativeAxis(number_format='yyyy"年"m"月"', unit="months", step=3.0),
    dates=QUARTERS,
)
NOTED = NativeChart(
    "column",
    YEARS,
    (columns(10.0, 12.0, 14.0, 16.0, 20.0),),
    value_axis=NativeAxis(line=False, visible=False, minimum=0.0, maximum=25.0),
    insets=INSETS,
    notes=(
        NativeNote("band", 0.4, 0.0, 0.6, 1.0, color=GREY, opacity=0.4),
        NativeNote("arrow", 0.1, 0.55, 0.9, 0.15, color=RED, width=1.5),
        NativeNote("line", 0.0, 0.5, 1.0, 0.5, color=GREY, dashed=True),
        NativeNote("text", 0.5, 0.2, text="年均增长18.9%", color=RED, bold=True, anchor="bottom"),
        NativeNote("text", 1.01, 0.5, text="均值14.4", color=GREY, align="left"),
    ),
)
PIE = NativeChart(
    "pie",
    ("一产", "二产", "三产"),
    (
        NativeSeries(
            "构成",
            (5.0, 45.0, 50.0),
            BLUE,
            point_colors=(GREY, BLUE, RED),
            labels=(
                label("一产\n5%"),
                label("45%", '0"%"', "center", color="#FFFFFF"),
                label("50%", '0"%"', "inside_end"),
            ),
            outline="#FFFFFF",
            outline_width=1,
        ),
    ),
    legend="right",
)
TABLE_NATIVE = NativeTable(
    "专题",
    ("1月", "2月", "3月"),
    ("项目攻坚", "产业攻坚"),
    (
        (NativeCell("92", "#1F6FB2", value=92.0), NativeCell("75", "#8FB7D8", value=75.0), NativeCell("", "")),
        (
            NativeCell("60", "#C3DAEC", value=60.0),
            NativeCell("=1", "#FFFFFF", value=1.0),
            NativeCell("88", "#2F78B8", bold=True),
        ),
    ),
    title="热度",
)


def _panels(count: int) -> NativePanels:
    chart = replace(COMBO, legend=None, value_axis=replace(COMBO.value_axis, title=""), secondary_axis=None)
    one = replace(
        chart, series=chart.series[:1], insets=(40.0, 24.0, 8.0, 26.0), categories=("16", "17", "18", "19", "20")
    )
    rows = -(-count // 3)
    return NativePanels(
        tuple(
            NativePanel(replace(one, title=f"专题{at + 1}"), at % 3 / 3, at // 3 / rows, 1 / 3, 1 / rows)
            for at in range(count)
        ),
        title="各专题产值",
    )


RANGES = NativeErrors("y", (1.0, None, 2.0, 0.5, 3.0), (2.0, None, 1.0, 0.5, 1.5), GREY, 1.5, capped=True)
SAMPLES: Mapping[str, Native] = {
    "column": NativeChart(
        "column", YEARS, (columns(*VALUES, point_colors=("", "", "", "", RED), labels=_labels(VALUES)),)
    ),
    "combo": COMBO,
    "stacked": NativeChart(
        "column",
        YEARS,
        (
            columns(3.0, 4.0, 5.0, 6.0, 7.0, labels=_labels((3.0, 4.0, 5.0, 6.0, 7.0), position="center")),
            NativeSeries("其他", (2.0, 2.0, 3.0, 3.0, 4.0), GREY),
            NativeSeries(
                "合计",
                (5.0, 6.0, 8.0, 9.0, 11.0),
                "",
                overlay="line",
                listed=False,
                labels=tuple(label(f"{v}.0", "0.0", "above", bold=True) for v in (5, 6, 8, 9, 11)),
            ),
        ),
        grouping="stacked",
        legend="bottom",
    ),
    "percent bars": NativeChart(
        "bar",
        ("甲区", "乙区", "丙区"),
        (NativeSeries("一", (1.0, 2.0, 3.0), BLUE), NativeSeries("二", (3.0, 2.0, 1.0), GREY, opacity=0.6)),
        grouping="percent",
        category_axis=NativeAxis(reversed=True),
        value_axis=NativeAxis(number_format="0%", gridlines=True, opposite=True),
        legend="top",
    ),
    "line": replace(
        LINE,
        series=(
            *LINE.series,
            NativeSeries(
                "平滑", (3.0, 9.0, 4.0, 8.0, 6.0), RED, line_width=2, smooth=True, marker="triangle", marker_size=9
            ),
            NativeSeries("其他", (1.0, 2.0, 3.0, 4.0, 5.0), GREY, line_width=1, dashed=True, marker="x", marker_size=8),
        ),
        legend="bottom",
    ),
    "rank": NativeChart(
        "line",
        YEARS,
        (
            NativeSeries(
                "位次",
                (35.0, 20.0, 12.0, 6.0, 4.0),
                BLUE,
                line_width=2,
                marker="circle",
                marker_size=8,
                labels=tuple(label(f"第{v}位", '"第"0"位"', "above") for v in (35, 20, 12, 6, 4)),
            ),
        ),
        value_axis=NativeAxis(reversed=True, minimum=1.0, maximum=40.0, visible=False, line=False),
    ),
    "dates": DATES,
    "date columns": replace(DATES, kind="column", series=(columns(1.0, 3.0, 2.0, 4.0, 6.0),)),
    "log": NativeChart(
        "line",
        YEARS,
        (NativeSeries("规模", (1.0, 12.0, 150.0, 900.0, 12000.0), BLUE, line_width=2, marker="square", marker_size=7),),
        value_axis=NativeAxis(log=10, minimum=1.0, maximum=100000.0, gridlines=True, number_format="#,##0"),
        category_axis=NativeAxis(angle=-45, title="年份"),
    ),
    "area": NativeChart(
        "area",
        YEARS,
        (
            NativeSeries("一", (3.0, 4.0, 5.0, 6.0, 7.0), BLUE, opacity=0.6),
            NativeSeries("线", (4.0, 6.0, 5.0, 8.0, 9.0), RED, line_width=2, overlay="line"),
        ),
        legend="top",
    ),
    "percent area": NativeChart(
        "area",
        YEARS,
        (NativeSeries("一", (3.0, 4.0, 5.0, 6.0, 7.0), BLUE), NativeSeries("二", (4.0, 4.0, 4.0, 4.0, 4.0), GREY)),
        grouping="percent",
        value_axis=NativeAxis(number_format="0%"),
        legend="right",
    ),
    "scatter": SCATTER,
    "date scatter": NativeChart(
        "scatter",
        (),
        (
            NativeSeries(
                "点", (1.0, 3.0, 2.0, 4.0, 6.0), BLUE, x=QUARTERS, line_width=1.5, marker="plus", marker_size=9
            ),
        ),
        category_axis=NativeAxis(number_format="yyyy-mm", minimum=43466.0, maximum=43831.0, step=91.25),
    ),
    "bubble": NativeChart(
        "bubble",
        (),
        (
            NativeSeries(
                "泡",
                (3.0, 5.0, 7.0),
                BLUE,
                x=(2.0, 5.0, 8.0),
                sizes=(10.0, 40.0, 90.0),
                opacity=0.5,
                marker_size=60,
                labels=(None, label("乙", "", "center"), label("丙区", "", "right")),
            ),
        ),
        category_axis=NativeAxis(minimum=0.0, maximum=10.0),
        value_axis=NativeAxis(minimum=0.0, maximum=10.0),
    ),
    "pie": PIE,
    "doughnut": replace(PIE, kind="doughnut", hole=60),
    "radar": NativeChart(
        "radar",
        ("速度", "效益", "创新", "绿色", "民生"),
        (
            NativeSeries("今年", (80.0, 70.0, 90.0, 60.0, 75.0), RED, line_width=2, marker="circle", marker_size=6),
            NativeSeries("去年", (60.0, 65.0, 70.0, 55.0, 60.0), GREY, line_width=2),
        ),
        category_axis=NativeAxis(gridlines=True),
        value_axis=NativeAxis(gridlines=True, minimum=0.0, maximum=100.0),
        legend="bottom",
    ),
    "filled radar": NativeChart(
        "radar",
        ("速度", "效益", "创新", "绿色", "民生"),
        (NativeSeries("今年", (80.0, 70.0, 90.0, 60.0, 75.0), RED, opacity=0.3),),
        category_axis=NativeAxis(gridlines=True),
        value_axis=NativeAxis(gridlines=True),
    ),
    "errors": NativeChart("column", YEARS, (columns(10.0, 12.0, 9.0, 8.0, 14.0, errors=(RANGES,)),)),
    "dumbbell": NativeChart(
        "scatter",
        (),
        (
            NativeSeries(
                "前",
                (3.0, 2.0, 1.0),
                GREY,
                x=(10.0, 20.0, 15.0),
                marker="circle",
                marker_size=10,
                errors=(NativeErrors("x", (None, None, None), (20.0, 5.0, 12.0), GREY, 3.0),),
            ),
            NativeSeries(
                "后",
                (3.0, 2.0, 1.0),
                BLUE,
                x=(30.0, 25.0, 27.0),
                marker="circle",
                marker_size=10,
                labels=tuple(label(each, "", "right") for each in ("甲区", "乙区", "丙区")),
            ),
        ),
        category_axis=NativeAxis(minimum=0.0, maximum=40.0, gridlines=True),
        value_axis=NativeAxis(visible=False, line=False, minimum=0.0, maximum=4.0),
        legend="top",
    ),
    "floating": NativeChart(
        "column",
        YEARS,
        (
            NativeSeries("", (0.0, 3.0, 5.0, 4.0, 0.0), "", listed=False),
            NativeSeries("变化", (3.0, 2.0, 1.0, 2.0, 6.0), BLUE, point_colors=("", "", "", RED, GREY)),
        ),
        grouping="stacked",
    ),
    "hollow columns": NativeChart("column", YEARS, (columns(1.0, 2.0, 3.0, 4.0, 5.0, hollow=True, outline_width=1.5),)),
    "crossing": NativeChart(
        "scatter",
        (),
        (NativeSeries("点", (-3.0, 4.0), BLUE, x=(-2.0, 5.0), marker="circle", marker_size=9),),
        category_axis=NativeAxis(minimum=-5.0, maximum=10.0, crossing=0.0),
        value_axis=NativeAxis(minimum=-5.0, maximum=5.0, crossing=0.0),
    ),
    "opposite": replace(
        LINE, value_axis=NativeAxis(opposite=True, gridlines=True), category_axis=NativeAxis(opposite=True)
    ),
    "hanging": NativeChart("column", YEARS, (columns(1.0, 2.0, 3.0, 4.0, 5.0),), value_axis=NativeAxis(reversed=True)),
    "notes": NOTED,
    "titled": replace(COMBO, title="产值与增速", subtitle="示例数据，单位：亿元", insets=None),
    "titled with insets": replace(COMBO, title="产值与增速", subtitle="示例数据", insets=(56.0, 86.0, 56.0, 40.0)),
    "target": NativeChart(
        "column",
        YEARS,
        (
            columns(10.0, 12.0, 9.0, 8.0, 14.0),
            NativeSeries(
                "目标12",
                (12.0,) * 5,
                RED,
                dashed=True,
                line_width=1.25,
                reference=True,
                labels=(*(None,) * 4, label("目标12", '"目标"0', "right", color=RED)),
            ),
        ),
        margin_right=4.0,
    ),
    "panels": _panels(6),
    "table": TABLE_NATIVE,
}


def deck_of(natives: Mapping[str, Native | Vector]) -> bytes:
    """Return a deck with one slide for each native chart, drawn over the whole content area."""
    setting = Setting(Style(), sample().words, BLUE)
    document, _ = gallery([], Style(), sample().stamped)
    slides = tuple(
        SlidePlan(
            STAGES["table"], name, place_drawing(Chart(name, "custom", "", {}, name), native, CONTENT, setting), name
        )
        for name, native in natives.items()
    )
    return write(document, Plan(slides, ())).bytes


def parts(deck: bytes, pattern: str) -> dict[str, Any]:
    """Return the root elements of the parts whose names begin so."""
    with ZipFile(BytesIO(deck)) as archive:
        names = [name for name in archive.namelist() if name.startswith(pattern) and name.endswith(".xml")]
        return {name: etree.fromstring(archive.read(name)) for name in names}
