"""Style and palette in, the XML of a theme out: colour scheme, font scheme and plain fills."""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

from briefing.document import Style
from briefing.render.pptx.palette import Palette

_FILL = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
_LINE = f'<a:ln w="{{width}}" cap="flat" cmpd="sng" algn="ctr">{_FILL}<a:prstDash val="solid"/></a:ln>'
_FORMATS = (
    f'<a:fmtScheme name="简报"><a:fillStyleLst>{_FILL * 3}</a:fillStyleLst>'
    f"<a:lnStyleLst>{''.join(_LINE.format(width=width) for width in (6350, 12700, 19050))}</a:lnStyleLst>"
    f"<a:effectStyleLst>{'<a:effectStyle><a:effectLst/></a:effectStyle>' * 3}</a:effectStyleLst>"
    f"<a:bgFillStyleLst>{_FILL * 3}</a:bgFillStyleLst></a:fmtScheme>"
)


def theme(style: Style, colors: Palette, name: str) -> str:
    """Return a theme part; both faces stand in the Latin and the East Asian slot of headings and body."""
    scheme = "".join(f'<a:{slot}><a:srgbClr val="{value}"/></a:{slot}>' for slot, value in colors.slots)
    latin, asian = quoteattr(style.latin_face), quoteattr(style.east_asian_face)
    faces = (
        f"<a:latin typeface={latin}/><a:ea typeface={asian}/><a:cs typeface={latin}/>"
        f'<a:font script="Hans" typeface={asian}/>'
    )
    return (
        f'<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name={quoteattr(name)}>'
        f'<a:themeElements><a:clrScheme name="简报">{scheme}</a:clrScheme>'
        f'<a:fontScheme name="简报"><a:majorFont>{faces}</a:majorFont><a:minorFont>{faces}</a:minorFont></a:fontScheme>'
        f"{_FORMATS}</a:themeElements><a:objectDefaults/><a:extraClrSchemeLst/></a:theme>"
    )
