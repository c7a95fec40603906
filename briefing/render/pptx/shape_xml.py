"""Planned shapes in, the elements of a slide's shape tree as XML out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import assert_never

from briefing.render.pptx.boxes import Box, emu
from briefing.render.pptx.furniture import PAGE_FIELD
from briefing.render.pptx.palette import Palette
from briefing.render.pptx.shapes import (
    ChartShape,
    Group,
    Panel,
    PictureShape,
    Shape,
    Slot,
    TableShape,
    TextShape,
)
from briefing.render.pptx.table_xml import table_xml
from briefing.render.pptx.text import Setting
from briefing.render.pptx.xml import (
    ALIGN,
    FACES,
    RECTANGLE,
    C,
    body_properties,
    escape,
    frame_head,
    language_of,
    paragraph,
    xfrm,
)

_ANCHOR = {"top": "t", "middle": "ctr", "bottom": "b"}
_LINE = 0.75
_SVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
_SVG_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
_FIELD_ID = "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}"


@dataclass(frozen=True, slots=True)
class Brush:
    """What shapes are written with; `relations` has the relation ids by linked section path and by chart's name.

    A picture has two, by its name with `.png` and `.svg` after it.
    """

    colors: Palette
    setting: Setting
    language: str
    relations: Mapping[str, str]


def shape_xml(shape: Shape, id_: int, brush: Brush) -> tuple[str, int]:
    """Return the XML of a shape and the next free shape id."""
    match shape:
        case TextShape():
            return _text(shape, id_, brush), id_ + 1
        case Panel():
            return _panel(shape, id_, brush), id_ + 1
        case Group():
            panels = "".join(_panel(panel, id_ + at, brush) for at, panel in enumerate(shape.panels, 1))
            return _group(shape, id_, panels), id_ + 1 + len(shape.panels)
        case TableShape():
            return table_xml(shape, id_, brush.colors, brush.setting, brush.language), id_ + 1
        case ChartShape():
            return _chart(shape, id_, brush.relations[shape.name]), id_ + 1
        case PictureShape():
            return _picture(shape, id_, brush.relations), id_ + 1
        case _:
            assert_never(shape)


def _text(shape: TextShape, id_: int, brush: Brush) -> str:
    relation = brush.relations.get(shape.link) if shape.link else None
    link = f'<a:hlinkClick r:id="{relation}" action="ppaction://hlinksldjump"/>' if relation else ""
    box = '<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>' if shape.slot else '<p:cNvSpPr txBox="1"/>'
    fill = brush.colors.fill(shape.fill) if shape.fill else "" if shape.slot else "<a:noFill/>"
    line = f'<a:ln w="{emu(_LINE)}">{brush.colors.fill(shape.line)}</a:ln>' if shape.line else ""
    inherits = shape.slot is not None and shape.slot.inherits
    words = "".join(paragraph(para, brush.colors, brush.language, inherits=inherits) for para in shape.paras)
    if shape.text == PAGE_FIELD:
        words = _page_number(shape, brush)
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{id_}" name="{escape(shape.name)}">{link}</p:cNvPr>{box}'
        f"<p:nvPr>{_slot(shape.slot)}</p:nvPr></p:nvSpPr><p:spPr>{xfrm(shape.box)}{RECTANGLE}{fill}{line}</p:spPr>"
        f"<p:txBody>{body_properties(shape.insets, _ANCHOR[shape.anchor])}<a:lstStyle/>{words or '<a:p/>'}</p:txBody>"
        "</p:sp>"
    )


def _slot(slot: Slot | None) -> str:
    if not slot:
        return ""
    return f'<p:ph type="{slot.type}" sz="quarter" idx="{slot.idx}"/>' if slot.idx else f'<p:ph type="{slot.type}"/>'


def _page_number(shape: TextShape, brush: Brush) -> str:
    para = shape.paras[0]
    run = para.runs[0]
    size = f' sz="{round(run.size * 100)}"' if run.size else ""
    fill = brush.colors.fill(run.color) if run.color else ""
    look = f"<a:rPr {language_of(brush.language)}{size}>{fill}{FACES}</a:rPr>"
    side = "" if shape.slot else f'<a:pPr algn="{ALIGN[para.align]}"/>'
    return f'<a:p>{side}<a:fld id="{_FIELD_ID}" type="slidenum">{look}<a:t>{PAGE_FIELD}</a:t></a:fld></a:p>'


def _panel(panel: Panel, id_: int, brush: Brush) -> str:
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{id_}" name="{escape(panel.name)}"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr>'
        f"<p:spPr>{xfrm(panel.box)}{RECTANGLE}{brush.colors.fill(panel.fill)}<a:ln><a:noFill/></a:ln></p:spPr></p:sp>"
    )


def _group(group: Group, id_: int, panels: str) -> str:
    """Return a group whose own coordinates are the slide's."""
    left, top = min(panel.box.x for panel in group.panels), min(panel.box.y for panel in group.panels)
    right, bottom = max(panel.box.right for panel in group.panels), max(panel.box.bottom for panel in group.panels)
    box = Box(left, top, right - left, bottom - top)
    child = f'<a:chOff x="{emu(left)}" y="{emu(top)}"/><a:chExt cx="{emu(box.w)}" cy="{emu(box.h)}"/></a:xfrm>'
    return (
        f'<p:grpSp><p:nvGrpSpPr><p:cNvPr id="{id_}" name="{escape(group.name)}"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>'
        f"<p:grpSpPr>{xfrm(box).removesuffix('</a:xfrm>')}{child}</p:grpSpPr>{panels}</p:grpSp>"
    )


def _chart(shape: ChartShape, id_: int, relation: str) -> str:
    return (
        f"<p:graphicFrame>{frame_head(id_, shape.name, shape.alt)}{xfrm(shape.box, 'p:xfrm')}"
        f'<a:graphic><a:graphicData uri="{C}">'
        f'<c:chart xmlns:c="{C}" r:id="{relation}"/></a:graphicData></a:graphic></p:graphicFrame>'
    )


def _picture(shape: PictureShape, id_: int, relations: Mapping[str, str]) -> str:
    """Return a picture: the vectors where the program knows them (2016 and later), else the PNG."""
    vector = relations.get(f"{shape.name}.svg")
    extension = (
        f'<a:extLst><a:ext uri="{_SVG_EXTENSION}"><asvg:svgBlip xmlns:asvg="{_SVG}" r:embed="{vector}"/></a:ext>'
        "</a:extLst>"
    )
    blip = f'<a:blip r:embed="{relations[f"{shape.name}.png"]}">{extension if vector else ""}</a:blip>'
    return (
        f'<p:pic><p:nvPicPr><p:cNvPr id="{id_}" name="{escape(shape.name)}" descr="{escape(shape.alt)}"/>'
        '<p:cNvPicPr><a:picLocks noChangeAspect="1"/></p:cNvPicPr><p:nvPr/></p:nvPicPr>'
        f"<p:blipFill>{blip}<a:stretch><a:fillRect/></a:stretch></p:blipFill>"
        f"<p:spPr>{xfrm(shape.box)}{RECTANGLE}</p:spPr></p:pic>"
    )
