"""Style, marks and language in, an empty python-pptx presentation with our master, layouts and notes master out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

from briefing.document import Mark, Style
from briefing.render.pptx.boxes import Box, emu
from briefing.render.pptx.layouts import (
    BAND_BOX,
    BODY_HOLDER,
    FOOTER_HOLDER,
    LAYOUTS,
    NOTES_BODY,
    NOTES_IMAGE,
    NOTES_SIZE,
    NUMBER_HOLDER,
    STRIP_BOX,
    TITLE_HOLDER,
    Holder,
    Layout,
)
from briefing.render.pptx.palette import Palette, palette
from briefing.render.pptx.parts import content_types, relationships
from briefing.render.pptx.stage import HEIGHT, RULE, WIDTH
from briefing.render.pptx.theme import theme
from briefing.render.pptx.xml import (
    FACES,
    HEAD,
    INDENT,
    NAMESPACES,
    RECTANGLE,
    TREE,
    body_properties,
    bullet,
    image_frame,
    language_of,
    spacing,
    xfrm,
)

if TYPE_CHECKING:
    from pptx.presentation import Presentation

_COLOR_MAP = (
    '<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" '
    'accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/>'
)
_GROUND = '<p:bg><p:bgRef idx="1001"><a:schemeClr val="bg1"/></p:bgRef></p:bg>'
_TABLE_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
_LEVELS = 9


@dataclass(frozen=True, slots=True)
class Look:
    """What the parts of a master share."""

    style: Style
    colors: Palette
    language: str
    marks: tuple[Mark, ...]

    def fill(self, field: str) -> str:
        return self.colors.fill(getattr(self.style, field))


def presentation(style: Style, marks: Sequence[Mark], language: str) -> Presentation:
    """Return a presentation without slides that holds our master: its theme, eight layouts and notes master."""
    from pptx import Presentation as open_presentation

    look = Look(style, palette(style, marks), language, tuple(marks))
    stored = BytesIO()
    with ZipFile(stored, "w") as archive:
        for name, content in _parts(look).items():
            archive.writestr(name, content)
    stored.seek(0)
    return open_presentation(stored)


def notes_parts(style: Style, language: str) -> tuple[str, str]:
    """Return our notes master and its theme as XML, for a house master that has none."""
    look = Look(style, palette(style, ()), language, ())
    return _notes_master(look), HEAD + theme(style, look.colors, "攻坚简报备注")


def _parts(look: Look) -> dict[str, str]:
    layouts = {f"ppt/slideLayouts/slideLayout{at}.xml": _layout(each, look) for at, each in enumerate(LAYOUTS, 1)}
    links = {
        f"ppt/slideLayouts/_rels/slideLayout{at}.xml.rels": relationships(
            [("slideMaster", "../slideMasters/slideMaster1.xml")]
        )
        for at in range(1, len(LAYOUTS) + 1)
    }
    master = [("slideLayout", f"../slideLayouts/slideLayout{at}.xml") for at in range(1, len(LAYOUTS) + 1)]
    return {
        "[Content_Types].xml": content_types(len(LAYOUTS)),
        "_rels/.rels": relationships([("officeDocument", "ppt/presentation.xml")]),
        "ppt/presentation.xml": _presentation(look),
        "ppt/_rels/presentation.xml.rels": relationships(
            [
                ("slideMaster", "slideMasters/slideMaster1.xml"),
                ("notesMaster", "notesMasters/notesMaster1.xml"),
                ("theme", "theme/theme1.xml"),
                ("tableStyles", "tableStyles.xml"),
                ("presProps", "presProps.xml"),
                ("viewProps", "viewProps.xml"),
            ]
        ),
        "ppt/tableStyles.xml": f'{HEAD}<a:tblStyleLst xmlns:a="{_namespace("a")}" def="{_TABLE_STYLE}"/>',
        "ppt/presProps.xml": f"{HEAD}<p:presentationPr {NAMESPACES}/>",
        "ppt/viewProps.xml": f"{HEAD}<p:viewPr {NAMESPACES}/>",
        "ppt/theme/theme1.xml": HEAD + theme(look.style, look.colors, "攻坚简报"),
        "ppt/theme/theme2.xml": HEAD + theme(look.style, look.colors, "攻坚简报备注"),
        "ppt/slideMasters/slideMaster1.xml": _master(look),
        "ppt/slideMasters/_rels/slideMaster1.xml.rels": relationships([*master, ("theme", "../theme/theme1.xml")]),
        "ppt/notesMasters/notesMaster1.xml": _notes_master(look),
        "ppt/notesMasters/_rels/notesMaster1.xml.rels": relationships([("theme", "../theme/theme2.xml")]),
        **layouts,
        **links,
    }


def _namespace(prefix: str) -> str:
    return NAMESPACES.split(f'xmlns:{prefix}="', 1)[1].split('"', 1)[0]


def _presentation(look: Look) -> str:
    levels = "".join(_level(at, 18, 27, look, "ink") for at in range(1, _LEVELS + 1))
    width, height = (emu(length) for length in NOTES_SIZE)
    return (
        f'{HEAD}<p:presentation {NAMESPACES} saveSubsetFonts="1">'
        '<p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="rId1"/></p:sldMasterIdLst>'
        '<p:notesMasterIdLst><p:notesMasterId r:id="rId2"/></p:notesMasterIdLst><p:sldIdLst/>'
        f'<p:sldSz cx="{emu(WIDTH)}" cy="{emu(HEIGHT)}"/><p:notesSz cx="{width}" cy="{height}"/>'
        f"<p:defaultTextStyle>{levels}</p:defaultTextStyle></p:presentation>"
    )


def _level(
    at: int,
    size: float,
    pitch: float,
    look: Look,
    color: str,
    *,
    strong: bool = False,
    mark: str = "",
    align: str = "l",
) -> str:
    """Return the properties of one outline level; deeper levels are indented by one more step."""
    indent = emu(INDENT) if mark else 0
    left = emu(INDENT * at) if mark else 0
    return (
        f'<a:lvl{at}pPr marL="{left}" indent="{-indent}" algn="{align}" defTabSz="914400" rtl="0" eaLnBrk="1" '
        f'latinLnBrk="0" hangingPunct="1">{spacing(pitch, 0)}{mark or "<a:buNone/>"}'
        f'<a:defRPr {language_of(look.language)} sz="{round(size * 100)}" b="{int(strong)}" kern="1200">'
        f"{look.fill(color)}{FACES}</a:defRPr></a:lvl{at}pPr>"
    )


def _master(look: Look) -> str:
    ids = "".join(f'<p:sldLayoutId id="{2147483648 + at}" r:id="rId{at}"/>' for at in range(1, len(LAYOUTS) + 1))
    holders = (TITLE_HOLDER, replace(BODY_HOLDER, idx=1), FOOTER_HOLDER, NUMBER_HOLDER)
    shapes = _rule(look, 2) + "".join(_holder(each, at, look) for at, each in enumerate(holders, 3))
    mark = bullet(look.style.accent, look.colors)
    sizes = ((18, 27), (16, 24), (14, 21), *[(14, 21)] * (_LEVELS - 3))
    bodies = "".join(_level(at, *size, look, "ink", mark=mark) for at, size in enumerate(sizes, 1))
    others = "".join(_level(at, 14, 21, look, "ink") for at in range(1, _LEVELS + 1))
    return (
        f"{HEAD}<p:sldMaster {NAMESPACES}><p:cSld>{_GROUND}<p:spTree>{TREE}{shapes}</p:spTree></p:cSld>{_COLOR_MAP}"
        f"<p:sldLayoutIdLst>{ids}</p:sldLayoutIdLst><p:txStyles>"
        f"<p:titleStyle>{_level(1, 28, 33, look, 'ink', strong=True)}</p:titleStyle>"
        f"<p:bodyStyle>{bodies}</p:bodyStyle><p:otherStyle>{others}</p:otherStyle></p:txStyles></p:sldMaster>"
    )


def _layout(layout: Layout, look: Look) -> str:
    ground = list(_band(look, 2)) if layout.band else []
    first = 2 + len(ground)
    shapes = "".join((*ground, *(_holder(each, at, look) for at, each in enumerate(layout.holders, first))))
    hidden = "" if layout.footer else ' showMasterSp="0"'
    return (
        f'{HEAD}<p:sldLayout {NAMESPACES} type="{layout.kind}" preserve="1"{hidden}>'
        f'<p:cSld name="{layout.name}"><p:spTree>{TREE}{shapes}</p:spTree></p:cSld>'
        "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>"
    )


def _band(look: Look, first: int) -> Iterable[str]:
    """Yield the official ground of cover and closing, and the strip of theme colours under it."""
    yield _panel(BAND_BOX, look.fill("accent"), first, "底色")
    colors = [mark.color for mark in look.marks if mark.color] or [look.style.context]
    boxes = STRIP_BOX.columns([1] * len(colors), gap=0)
    for at, (color, box) in enumerate(zip(colors, boxes, strict=True), first + 1):
        yield _panel(box, look.colors.fill(color), at, f"专题色{at - first}")


def _panel(box: Box, fill: str, id_: int, name: str) -> str:
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{id_}" name="{name}"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr>'
        f"<p:spPr>{xfrm(box)}{RECTANGLE}{fill}<a:ln><a:noFill/></a:ln></p:spPr></p:sp>"
    )


def _rule(look: Look, id_: int) -> str:
    return (
        f'<p:cxnSp><p:nvCxnSpPr><p:cNvPr id="{id_}" name="页脚线"/><p:cNvCxnSpPr/><p:nvPr userDrawn="1"/></p:nvCxnSpPr>'
        f'<p:spPr>{xfrm(RULE)}<a:prstGeom prst="line"><a:avLst/></a:prstGeom>'
        f'<a:ln w="9525">{look.fill("rule")}</a:ln></p:spPr></p:cxnSp>'
    )


def _holder(holder: Holder, id_: int, look: Look) -> str:
    kind = f'<p:ph type="{holder.type}"' + (f' sz="quarter" idx="{holder.idx}"/>' if holder.idx else "/>")
    body = holder.type == "body" and holder.size >= BODY_HOLDER.size and holder.color == "ink"
    mark = bullet(look.style.accent, look.colors) if body else ""
    level = _level(
        1, holder.size, holder.pitch, look, holder.color, strong=holder.strong, mark=mark, align=holder.align
    )
    words = f"<a:r><a:rPr {language_of(look.language)}/><a:t>{holder.prompt}</a:t></a:r>"
    if holder.type == "sldNum":
        field = 'id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum"'
        words = f"<a:fld {field}><a:rPr {language_of(look.language)}/><a:t>‹#›</a:t></a:fld>"
    elif not holder.prompt:
        words = f"<a:endParaRPr {language_of(look.language)}/>"
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{id_}" name="{holder.name}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f"<p:nvPr>{kind}</p:nvPr></p:nvSpPr><p:spPr>{xfrm(holder.box)}{RECTANGLE}</p:spPr>"
        f"<p:txBody>{body_properties((0, 0, 0, 0), holder.anchor)}<a:lstStyle>{level}</a:lstStyle>"
        f"<a:p>{words}</a:p></p:txBody></p:sp>"
    )


def _notes_master(look: Look) -> str:
    levels = "".join(_level(at, 12, 18, look, "ink") for at in range(1, _LEVELS + 1))
    look_of_image = f'<a:noFill/><a:ln w="9525">{look.fill("rule")}</a:ln>'
    image = image_frame(f"<p:spPr>{xfrm(NOTES_IMAGE)}{RECTANGLE}{look_of_image}</p:spPr>")
    body = (
        '<p:sp><p:nvSpPr><p:cNvPr id="3" name="备注"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        '<p:nvPr><p:ph type="body" sz="quarter" idx="3"/></p:nvPr></p:nvSpPr>'
        f"<p:spPr>{xfrm(NOTES_BODY)}{RECTANGLE}</p:spPr><p:txBody>{body_properties((0, 0, 0, 0), 't')}<a:lstStyle/>"
        f"<a:p><a:r><a:rPr {language_of(look.language)}/><a:t>备注</a:t></a:r></a:p></p:txBody></p:sp>"
    )
    return (
        f"{HEAD}<p:notesMaster {NAMESPACES}><p:cSld>{_GROUND}<p:spTree>{TREE}{image}{body}</p:spTree></p:cSld>"
        f"{_COLOR_MAP}<p:notesStyle>{levels}</p:notesStyle></p:notesMaster>"
    )
