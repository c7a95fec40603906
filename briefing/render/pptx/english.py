"""The names of a deck's furniture in English: layouts, placeholders, prompts, theme, and what charts name themselves.

Our master and the chart translator name things in Chinese; a deck in English says them in English. Names of the user's
own (a house master's, a series') are not in the list and stay.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from briefing.charts.native import NativeChart, NativePanel, NativePanels

if TYPE_CHECKING:
    from pptx.presentation import Presentation

    # The maker of charts, which natives asks what it can do, names things with this module.
    from briefing.render.pptx.natives import Settled

NAMES: Mapping[str, str] = {
    "封面": "Cover",
    "目录": "Contents",
    "概览": "Overview",
    "图文": "Chart and text",
    "表格": "Table",
    "正文": "Text",
    "章节": "Chapter",
    "结束": "Closing",
    "标题": "Title",
    "专题": "Theme",
    "来源": "Source",
    "页码": "Page number",
    "眉题": "Kicker",
    "落款": "Byline",
    "密级": "Classification",
    "底色": "Ground",
    "页脚线": "Footer rule",
    "备注": "Notes",
    "幻灯片图像": "Slide image",
    "攻坚简报": "Briefing",
    "攻坚简报备注": "Briefing notes",
    "简报": "Briefing",
    "单击此处填写本页结论": "Click to write the message of this page",
    "专题名称": "Theme",
    "单击此处填写要点": "Click to write points",
    "汇报标题": "Title of the briefing",
    "行动与期间": "Campaign and period",
    "汇报单位与日期": "Organization and date",
    "密级或使用范围": "Classification or readers",
    "结束语": "Closing words",
    "章节名称": "Chapter",
    "说明": "Remark",
    "数值": "Value",
    "名称": "Name",
    "参考线": "Reference line",
    "起点": "Start",
    "间隔": "Gap",
    "合计": "Total",
    "下限": "Lower bound",
    "（负）": " (negative)",
    "圆的大小": "Circle size",
    "线的粗细": "Line width",
    "大小": "Size",
    "（线段）": " (lines)",
    "（向下）": " (down)",
    "（向上）": " (up)",
    "专题色": "Theme colour ",
    "线": "Line ",
    "箭头": "Arrow ",
    "文字": "Text ",
    "区间": "Band ",
}
_NAMED = ("slideMaster", "slideLayout", "notesMaster", "notesSlide", "theme", "drawing", "presentation")
_DIGITS = "0123456789"
_ENDINGS = ("（线段）", "（向下）", "（向上）", "（负）")


def said(name: str) -> str:
    """Return a name in English; one that the program did not give stays."""
    stem = name.rstrip(_DIGITS).rstrip()
    if stem in NAMES:
        return f"{NAMES[stem]}{name[len(stem) :]}".strip()
    return next((f"{name.removesuffix(end)}{NAMES[end]}" for end in _ENDINGS if name.endswith(end)), name)


def in_english(settled: Settled) -> Settled:
    """Return a chart whose own names for series and keys are English."""
    if isinstance(settled, NativeChart):
        return renamed(settled)
    if isinstance(settled, NativePanels):
        return replace(settled, panels=tuple(_panel(panel) for panel in settled.panels))
    return settled


def _panel(panel: NativePanel) -> NativePanel:
    return replace(panel, chart=renamed(panel.chart)) if isinstance(panel.chart, NativeChart) else panel


def renamed(native: NativeChart) -> NativeChart:
    series = tuple(replace(each, name=said(each.name)) for each in native.series)
    return replace(native, series=series, notes=tuple(replace(note, text=said(note.text)) for note in native.notes))


def rename(deck: Presentation) -> None:
    """Say the names and prompts of our master, layouts, notes and chart drawings in English."""
    from lxml import etree

    for part in deck.part.package.iter_parts():
        if not any(kind in str(part.partname) for kind in _NAMED):
            continue
        element = getattr(part, "_element", None)
        if element is not None:
            _rename(element)
        elif part.partname.ext == "xml":
            root = etree.fromstring(part.blob)
            _rename(root)
            part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _rename(root: Any) -> None:
    for element in _elements(root):
        if "name" in element.attrib:
            element.set("name", said(element.get("name")))
        if element.tag.endswith("}t") and element.text:
            element.text = NAMES.get(element.text, element.text)


def _elements(root: Any) -> Iterator[Any]:
    return (element for element in root.iter() if isinstance(element.tag, str))
