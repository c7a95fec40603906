"""Colours, lines and text properties as chart XML."""

from __future__ import annotations

from dataclasses import dataclass

from briefing.render.pptx.palette import Palette
from briefing.render.pptx.text import Setting
from briefing.render.pptx.xml import FACES

# Turned by 1/60000 of a degree: LibreOffice breaks level labels between any two characters, and turned ones never.
UNBROKEN = '<a:bodyPr rot="1" vert="horz"/>'
LEVEL = '<a:bodyPr rot="0" vert="horz"/>'
WHOLE = '<a:bodyPr rot="0" wrap="none" lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"/>'
SIZE = 12.0
LABEL_SIZE = 13.0
_EMU_PER_POINT = 12700


@dataclass(frozen=True, slots=True)
class Pen:
    """What chart XML is written with."""

    colors: Palette
    setting: Setting

    def fill(self, color: str) -> str:
        return self.colors.fill(color) if color else "<a:noFill/>"

    def line(self, color: str, width: float, *, dashed: bool = False) -> str:
        """Return a line; none where it has no colour or no width."""
        if not color or not width:
            return "<a:ln><a:noFill/></a:ln>"
        dash = '<a:prstDash val="dash"/>' if dashed else '<a:prstDash val="solid"/>'
        return f'<a:ln w="{round(width * _EMU_PER_POINT)}" cap="rnd">{self.colors.fill(color)}{dash}<a:round/></a:ln>'

    def text(self, *, size: float = SIZE, color: str = "", strong: bool = False, body: str = "<a:bodyPr/>") -> str:
        """Return text properties with both faces; `body` may be `LEVEL` (not turned) or `WHOLE` (not broken)."""
        return f"<c:txPr>{body}<a:lstStyle/>{self.paragraph('', size=size, color=color, strong=strong)}</c:txPr>"

    def paragraph(self, inner: str, *, size: float = SIZE, color: str = "", strong: bool = False) -> str:
        properties = self.properties("a:defRPr", size=size, color=color, strong=strong)
        end = '<a:endParaRPr lang="zh-CN" altLang="en-US"/>' if not inner else ""
        return f"<a:p><a:pPr>{properties}</a:pPr>{inner}{end}</a:p>"

    def properties(self, tag: str, *, size: float = SIZE, color: str = "", strong: bool = False) -> str:
        ink = color or self.setting.style.ink
        language = ' lang="zh-CN" altLang="en-US"' if tag == "a:rPr" else ""
        return f'<{tag}{language} sz="{round(size * 100)}" b="{int(strong)}">{self.colors.fill(ink)}{FACES}</{tag}>'
