"""Content in, briefing.pptx out, on python-pptx: text boxes, native charts with workbooks, tables, notes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches, Pt

INK, MUTED, GREY, PALE, RED = "#1F2933", "#5B6673", "#C3CAD3", "#EEF1F4", "#B3261E"
Content = dict[str, Any]


def write_deck(content: Content, path: Path) -> None:
    """Write the cover, the contents, the slides of every section and the closing slide."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(13.333), Inches(7.5)
    deck.core_properties.title, deck.core_properties.author = content["title"], content["author"]
    cover = blank(deck)
    for y, size, words in ((1.6, 20, content["kicker"]), (2.4, 40, content["title"])):
        textbox(cover, 0.9, y, 11.5, 1, words, size, bold=size == 40)
    textbox(cover, 0.9, 4.4, 11.5, 1, "\n".join(content["byline"]), 16, color=MUTED)
    textbox(cover, 0.9, 6.6, 11.5, 0.5, content["classification"], 12, color=RED)
    first, *rest = [section for section in content["sections"] if section["slides"]]
    section_slides(deck, first)
    contents = blank(deck)
    starts = [(section, section_slides(deck, section)) for section in rest]
    contents_slide(deck, contents, content["contents"], [(s, slide) for s, slide in starts if s["level"] == 1])
    textbox(blank(deck), 0.9, 3, 11.5, 1, content["closing"], 40, bold=True)
    for number, slide in enumerate(deck.slides, 1):
        textbox(slide, 12.2, 7.0, 0.6, 0.3, str(number), 10, color=MUTED, align=PP_ALIGN.RIGHT)
    deck.save(str(path))


def blank(deck: Any) -> Any:
    return deck.slides.add_slide(deck.slide_layouts[6])


def contents_slide(deck: Any, slide: Any, title: str, starts: Sequence[tuple[Content, Any]]) -> None:
    """List the chapters with links to their first slide."""
    textbox(slide, 0.6, 0.55, 12.1, 0.8, title, 26, bold=True)
    numbers = {each.slide_id: number for number, each in enumerate(deck.slides, 1)}
    for at, (section, target) in enumerate(starts):
        y = 1.5 + at * 5.2 / len(starts)
        for x, width, words in ((0.6, 2, section["label"]), (2.7, 9.2, section["headline"])):
            textbox(slide, x, y, width, 0.5, words, 16).click_action.target_slide = target
        textbox(slide, 12, y, 0.7, 0.5, str(numbers[target.slide_id]), 16, color=MUTED)


def section_slides(deck: Any, section: Content) -> Any:
    """Add a section's slides, its tables divided evenly over them, and return the first one."""
    made = []
    count = section["slides"]
    for number in range(count):
        slide = blank(deck)
        suffix = f"（续{number + 1}/{count}）" if number else ""
        bar = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, Inches(0.6), Inches(0.4), Inches(0.08), Inches(0.22))
        bar.fill.solid()
        bar.fill.fore_color.rgb = rgb(section["color"])
        bar.line.fill.background()
        textbox(slide, 0.75, 0.32, 11.5, 0.35, section["label"], 12, color=section["color"])
        textbox(slide, 0.6, 0.65, 12.1, 0.8, section["headline"] + suffix, 24, bold=True)
        y = 1.5
        for block in section["blocks"]:
            if not block["only"] or "pptx" in block["only"]:
                y = block_shapes(slide, part_of(block, number, count), section["color"], y)
        textbox(slide, 0.6, 7.0, 11, 0.3, f"来源：{section['source']}", 10, color=MUTED)
        notes = section["notes"] if not number else []
        slide.notes_slide.notes_text_frame.text = "\n".join([*notes, f"来源：{section['source']}"])
        made.append(slide)
    return made[0]


def part_of(block: Content, number: int, count: int) -> Content:
    """Return the rows of a table that the slide of that number shows; other blocks as they are."""
    if block["block"] != "table":
        return block
    size = -(-len(block["rows"]) // count)
    return block | {"rows": block["rows"][number * size : (number + 1) * size]}


def block_shapes(slide: Any, block: Content, color: str, y: float) -> float:
    """Draw a block from y down, all in inches, and return where the next one begins."""
    if block["block"] == "key_figures":
        return card_shapes(slide, block, color, y)
    if block["block"] == "chart":
        native_chart(slide, block, color, y)
    elif block["block"] == "bullets":
        for at, (lead, rest) in enumerate(block["items"]):
            frame = textbox(slide, 8.6, y + at * 1.3, 4.1, 1.2, lead, 16, bold=True).text_frame
            run(frame.paragraphs[0], rest, 16)
    elif block["block"] == "table":
        native_table(slide, block, color, y)
    else:
        textbox(slide, 0.6, y, 12.1, 1, block["text"], 16)
        return y + 1.1
    return y


def card_shapes(slide: Any, block: Content, color: str, y: float) -> float:
    tiles = block["layout"] == "tiles"
    across, tall = (3, 2.4) if tiles else (len(block["cards"]), 1.3)
    wide = 12.13 / across
    for at, card in enumerate(block["cards"]):
        left, top = 0.6 + at % across * wide, y + at // across * (tall + 0.2)
        box = textbox(slide, left, top, wide - 0.2, tall, card["heading"] or card["label"], 12, color=MUTED)
        box.fill.solid()
        box.fill.fore_color.rgb = rgb(PALE)
        frame = box.text_frame
        run(frame.add_paragraph(), card["text"], 28, bold=True, color=card["color"] or color)
        for words in (card["label"] if card["heading"] else "", card["note"]):
            if words:
                run(frame.add_paragraph(), words, 12, color=MUTED)
    return float(y + -(-len(block["cards"]) // across) * (tall + 0.2))


def native_chart(slide: Any, block: Content, color: str, y: float) -> None:
    """Add an editable chart with its workbook."""
    rows = pandas.DataFrame(block["rows"])
    wide = rows.pivot(index="category", columns="series", values="value")
    names, categories = list(rows["series"].unique()), list(rows["category"].unique())
    data: Any = CategoryChartData()  # type: ignore[no-untyped-call]  # python-pptx has no types
    data.categories = categories
    for name in names:
        # The dots of a time axis stand on one line; what counts is their labels.
        values = [0 if block["kind"] == "timeline" else float(value) for value in wide[name].reindex(categories)]
        data.add_series(name or block["title"], values)
    kind = NATIVE.get(block["kind"], XL_CHART_TYPE.COLUMN_CLUSTERED)
    textbox(slide, 0.6, y, 7.8, 0.4, block["title"], 14, bold=True)
    tall = Inches(6.8 - y - 0.4)
    frame = slide.shapes.add_chart(kind, Inches(0.6), Inches(y + 0.4), Inches(7.8), tall, data)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", block["alt"])
    chart = frame.chart
    chart.font.size, chart.font.name = Pt(12), "Microsoft YaHei"
    east_asian(chart._chartSpace.find(f".//{qn('a:defRPr')}"))
    chart.has_title, chart.has_legend = False, len(names) > 1
    if len(names) > 1:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    chart.value_axis.visible, chart.value_axis.has_major_gridlines = False, False
    if kind == XL_CHART_TYPE.BAR_CLUSTERED:
        chart.category_axis.reverse_order = True
    label_chart(chart, block, color)


def label_chart(chart: Any, block: Content, color: str) -> None:
    """Colour the bars by emphasis and print each point's own label."""
    rows, plot = block["rows"], chart.plots[0]
    if block["kind"] == "bullet":
        frame_whole(plot, color)
    for series in plot.series:
        own = [row for row in rows if (row["series"] or block["title"]) == series.name]
        for at, row in enumerate(own):
            point = series.points[at]
            target = point.marker.format if block["kind"] in ("timeline", "line", "slope") else point.format
            if block["kind"] != "bullet":
                target.fill.solid()
                target.fill.fore_color.rgb = rgb(color if row["emphasis"] else GREY)
            if row["label"]:
                frame = point.data_label.text_frame
                run(frame.paragraphs[0], row["label"], 12)
                if block["kind"] in ("timeline", "line", "slope"):
                    point.data_label.position = XL_LABEL_POSITION.ABOVE


def frame_whole(plot: Any, color: str) -> None:
    """Lay the bars of a bullet chart on one another: the actual value filled, the whole as an outline."""
    plot.overlap = 100
    actual, whole = plot.series
    actual.format.fill.solid()
    actual.format.fill.fore_color.rgb = rgb(color)
    whole.format.fill.background()
    whole.format.line.color.rgb = rgb(INK)


NATIVE = {
    "column": XL_CHART_TYPE.COLUMN_CLUSTERED,
    "bar": XL_CHART_TYPE.BAR_CLUSTERED,
    "bullet": XL_CHART_TYPE.BAR_CLUSTERED,
    "timeline": XL_CHART_TYPE.LINE_MARKERS,
    "line": XL_CHART_TYPE.LINE_MARKERS,
    "slope": XL_CHART_TYPE.LINE_MARKERS,
}


def native_table(slide: Any, block: Content, color: str, y: float) -> None:
    """Add a table; a row of one cell is a group and spans it."""
    textbox(slide, 0.6, y, 12.1, 0.4, block["title"], 14, bold=True)
    names, rows = block["columns"], block["rows"]
    size = (Inches(0.6), Inches(y + 0.45), Inches(12.13), Inches(0.33 * (len(rows) + 1)))
    table = slide.shapes.add_table(len(rows) + 1, len(names), *size).table
    total = sum(column["weight"] for column in names)
    for at, column in enumerate(names):
        table.columns[at].width = Emu(int(Inches(12.13) * column["weight"] / total))
        fill_cell(table.cell(0, at), column["name"], column["align"], color, "#FFFFFF")
    for at, row in enumerate(rows, 1):
        ground = PALE if len(row) == 1 else "#FFFFFF"
        if len(row) == 1:
            table.cell(at, 0).merge(table.cell(at, len(names) - 1))
        for across, words in enumerate(row):
            fill_cell(table.cell(at, across), words, names[across]["align"], ground, INK)


def fill_cell(cell: Any, words: str, align: str, ground: str, ink: str) -> None:
    cell.fill.solid()
    cell.fill.fore_color.rgb = rgb(ground)
    cell.margin_top = cell.margin_bottom = Inches(0.03)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.alignment = {"right": PP_ALIGN.RIGHT, "center": PP_ALIGN.CENTER}.get(align, PP_ALIGN.LEFT)
    run(paragraph, words, 12, color=ink)


def textbox(
    slide: Any, x: float, y: float, w: float, h: float, words: str, size: float, *, bold: bool = False,
    color: str = INK, align: Any = PP_ALIGN.LEFT,
) -> Any:  # fmt: skip
    """Add a text box, measured in inches, and return its shape."""
    box = slide.shapes.add_textbox(Inches(x), Inches(y), Inches(w), Inches(h))
    box.text_frame.word_wrap = True
    for at, line in enumerate(words.split("\n")):
        paragraph = box.text_frame.add_paragraph() if at else box.text_frame.paragraphs[0]
        paragraph.alignment = align
        run(paragraph, line, size, bold=bold, color=color)
    return box


def run(paragraph: Any, words: str, size: float, *, bold: bool = False, color: str = INK) -> None:
    made = paragraph.add_run()
    made.text, made.font.size, made.font.bold, made.font.name = words, Pt(size), bold, "Microsoft YaHei"
    made.font.color.rgb = rgb(color)
    east_asian(made.font._element)


def east_asian(properties: Any) -> None:
    """Name the East Asian face; python-pptx sets the Latin one only."""
    face = properties.makeelement(qn("a:ea"), {"typeface": "微软雅黑"})
    properties.find(qn("a:latin")).addnext(face)


def rgb(color: str) -> Any:
    return RGBColor(*bytes.fromhex(color[1:]))  # type: ignore[no-untyped-call]  # python-pptx has no types
