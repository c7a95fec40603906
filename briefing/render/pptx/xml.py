"""Planned shapes in, DrawingML text out. Strings are data: escaped, and rid of what XML cannot hold."""

from __future__ import annotations

import re
from itertools import cycle
from xml.sax.saxutils import escape as _escape

from briefing.render.pptx.boxes import Box, emu
from briefing.render.pptx.palette import Palette
from briefing.render.pptx.shapes import Para, Run

A = "http://schemas.openxmlformats.org/drawingml/2006/main"
C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
P = "http://schemas.openxmlformats.org/presentationml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = f'xmlns:a="{A}" xmlns:r="{R}" xmlns:p="{P}"'
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
FACES = '<a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/><a:cs typeface="+mn-cs"/>'
CHINESE_FACES = '<a:latin typeface="+mn-ea"/><a:ea typeface="+mn-ea"/><a:cs typeface="+mn-ea"/>'
HEADING_FACES = '<a:ea typeface="+mj-ea"/>'
CHINESE_HEADING_FACES = '<a:latin typeface="+mj-ea"/><a:ea typeface="+mj-ea"/><a:cs typeface="+mj-ea"/>'
# What Chinese shares with other scripts. Office picks the face of each character by a table: dashes, ellipses, arrows
# and signs always have the Latin one, quotation marks where their run is not tagged as Chinese. So these get runs whose
# Latin face is the Chinese one; an apostrophe within a word and the minus before a figure stay in the Latin face.
_CHINESE_MARKS = re.compile(
    "((?:[\u2014-\u2016\u2018\u201a-\u201f\u2025-\u2027\u2030-\u203b\u2103\u2109\u2116\u2121\u2160-\u2211\u2213-\u22ff]"
    "|(?<![A-Za-z])\u2019|\u2019(?![A-Za-z]))+)"
)
TREE = (
    '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>'
    '<a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>'
)
RECTANGLE = '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
ALIGN = {"left": "l", "right": "r", "center": "ctr"}
BULLET = "▪"
INDENT = 17.0
FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def escape(words: str) -> str:
    """Return text that can stand in an element or in a double-quoted attribute."""
    return _escape(FORBIDDEN.sub("", words), {'"': "&quot;", "\n": " ", "\r": " ", "\t": " "})


def xfrm(box: Box, tag: str = "a:xfrm") -> str:
    return (
        f'<{tag}><a:off x="{emu(box.x)}" y="{emu(box.y)}"/>'
        f'<a:ext cx="{max(0, emu(box.w))}" cy="{max(0, emu(box.h))}"/></{tag}>'
    )


def frame_head(id_: int, name: str, alt: str) -> str:
    """Return the properties that open the graphic frame of a chart or table."""
    return (
        f'<p:nvGraphicFramePr><p:cNvPr id="{id_}" name="{escape(name)}" descr="{escape(alt)}"/>'
        '<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr>'
    )


def image_frame(properties: str, idx: int = 2) -> str:
    """Return the placeholder that shows the slide on its notes page."""
    return (
        '<p:sp><p:nvSpPr><p:cNvPr id="2" name="幻灯片图像"/>'
        '<p:cNvSpPr><a:spLocks noGrp="1" noRot="1" noChangeAspect="1"/></p:cNvSpPr>'
        f'<p:nvPr><p:ph type="sldImg" idx="{idx}"/></p:nvPr></p:nvSpPr>{properties}</p:sp>'
    )


def language_of(language: str) -> str:
    """Return the attributes that say what language a run is in."""
    tag = "en-US" if language == "en" else language
    return f'lang="{escape(tag)}" altLang="en-US"'


def body_properties(insets: tuple[float, float, float, float], anchor: str, *, tag: str = "a:bodyPr") -> str:
    """Return text frame properties: text wraps, sizes are ours, and PowerPoint shrinks nothing."""
    left, top, right, bottom = (emu(inset) for inset in insets)
    return (
        f'<{tag} wrap="square" lIns="{left}" tIns="{top}" rIns="{right}" bIns="{bottom}" rtlCol="0" anchor="{anchor}">'
        f"<a:noAutofit/></{tag}>"
    )


def paragraph(para: Para, colors: Palette, language: str, *, hanging: bool = True, inherits: bool = False) -> str:
    """Return a paragraph; in a table no closing mark may hang beyond the measure, into the next cell.

    With `inherits` weight and Latin face are left to the placeholder.
    """
    runs = "".join(run(piece, colors, language, inherits=inherits) for piece in para.runs)
    return f"<a:p>{_paragraph_properties(para, colors, hanging=hanging)}{runs}</a:p>"


def spacing(pitch: float, before: float) -> str:
    """Return an exact line pitch and the space before, so that line heights do not hang on the face at hand."""
    return (
        f'<a:lnSpc><a:spcPts val="{round(pitch * 100)}"/></a:lnSpc>'
        f'<a:spcBef><a:spcPts val="{round(before * 100)}"/></a:spcBef>'
    )


def bullet(color: str, colors: Palette) -> str:
    fill = colors.fill(color).removeprefix("<a:solidFill>").removesuffix("</a:solidFill>")
    return f'<a:buClr>{fill}</a:buClr><a:buFont typeface="Arial"/><a:buChar char="{BULLET}"/>'


def _paragraph_properties(para: Para, colors: Palette, *, hanging: bool) -> str:
    align = ALIGN[para.align]
    indent = emu(INDENT) if para.bullet else 0
    mark = bullet(para.bullet, colors) if para.bullet else "<a:buNone/>"
    given = f'marL="{indent}" indent="{-indent}" algn="{align}"' + ("" if hanging else ' hangingPunct="0"')
    return f"<a:pPr {given}>{spacing(para.pitch, para.before)}{mark}</a:pPr>"


def run(piece: Run, colors: Palette, language: str, *, inherits: bool = False) -> str:
    """Return a run; a vertical tab or a line feed in it becomes a line break."""
    properties = _run_properties(piece, colors, language, inherits=inherits)
    return written(piece.text, f"<a:rPr{properties}{HEADING_FACES if inherits else FACES}</a:rPr>")


def written(words: str, properties: str) -> str:
    """Return a text as runs with properties that name `FACES`; marks of Chinese are runs in the Chinese face."""
    lines = words.replace("\n", "\v").split("\v")
    return f"<a:br>{properties}</a:br>".join(_line(line, properties) for line in lines)


def _line(words: str, properties: str) -> str:
    # In English “ ” ’ … are Latin marks, as wide as Latin has them.
    if words.isascii() or 'lang="en-US"' in properties.split(">", 1)[0]:
        return f"<a:r>{properties}<a:t>{escape(words)}</a:t></a:r>" if words else ""
    chinese = properties.replace(FACES, CHINESE_FACES).replace(HEADING_FACES, CHINESE_HEADING_FACES)
    pieces = zip(_CHINESE_MARKS.split(words), cycle((properties, chinese)))
    return "".join(f"<a:r>{own}<a:t>{escape(piece)}</a:t></a:r>" for piece, own in pieces if piece)


def _run_properties(piece: Run, colors: Palette, language: str, *, inherits: bool) -> str:
    size = f' sz="{round(piece.size * 100)}"' if piece.size else ""
    weight = "" if inherits else ' b="1"' if piece.strong else ' b="0"'
    tracking = f' spc="{round(piece.spacing * 100)}"' if piece.spacing else ""
    fill = colors.fill(piece.color) if piece.color else ""
    return f' {language_of(language)}{size}{weight}{tracking} dirty="0">{fill}'
