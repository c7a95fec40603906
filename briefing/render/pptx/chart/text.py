"""Colours, lines and text properties as chart XML."""

from __future__ import annotations

from dataclasses import dataclass

from briefing.render.pptx.palette import Palette
from briefing.render.pptx.text import Setting
from briefing.render.pptx.xml import FACES, language_of, written

# Turned by 1/60000 of a degree: LibreOffice breaks level labels between any two characters, and turned ones never.
UNBROKEN = '<a:bodyPr rot="1" vert="horz"/>'
LEVEL = '<a:bodyPr rot="0" vert="horz"/>'
WHOLE = '<a:bodyPr rot="0" wrap="none" lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"/>'
SIZE = 12.0
LABEL_SIZE = 13.0
TITLE_SIZE = 14.0
# The height of a line in sizes of its type.
LINE = 1.5
_EMU_PER_POINT = 12700
_PER_DEGREE = 60000


@dataclass(frozen=True, slots=True)
class Pen:
    """What chart XML is written with."""

    colors: Palette
    setting: Setting

    def fill(self, color: str, opacity: float = 1.0) -> str:
        return self.colors.fill(color, opacity) if color else "<a:noFill/>"

    def line(self, color: str, width: float, *, dashed: bool = False, opacity: float = 1.0) -> str:
        """Return a line; none where it has no colour or no width."""
        if not color or not width:
            return "<a:ln><a:noFill/></a:ln>"
        dash = '<a:prstDash val="dash"/>' if dashed else '<a:prstDash val="solid"/>'
        fill = self.colors.fill(color, opacity)
        return f'<a:ln w="{round(width * _EMU_PER_POINT)}" cap="rnd">{fill}{dash}<a:round/></a:ln>'

    def text(self, *, size: float = SIZE, color: str = "", strong: bool = False, body: str = "<a:bodyPr/>") -> str:
        """Return text properties with both faces; `body` may be `LEVEL` (not turned) or `WHOLE` (not broken)."""
        return f"<c:txPr>{body}<a:lstStyle/>{self.paragraph('', size=size, color=color, strong=strong)}</c:txPr>"

    def paragraph(
        self, inner: str, *, size: float = SIZE, color: str = "", strong: bool = False, align: str = ""
    ) -> str:
        properties = self.properties("a:defRPr", size=size, color=color, strong=strong)
        end = f"<a:endParaRPr {language_of(self.setting.language)}/>" if not inner else ""
        side = f' algn="{align}"' if align else ""
        return f"<a:p><a:pPr{side}>{properties}</a:pPr>{inner}{end}</a:p>"

    def words(self, text: str, *, size: float = SIZE, color: str = "", strong: bool = False) -> str:
        """Return runs with the text; a line break in it stays one."""
        return written(text, self.properties("a:rPr", size=size, color=color, strong=strong))

    def properties(self, tag: str, *, size: float = SIZE, color: str = "", strong: bool = False) -> str:
        ink = color or self.setting.style.ink
        given = f'{language_of(self.setting.language)} sz="{round(size * 100)}" b="{int(strong)}"'
        return f"<{tag} {given}>{self.colors.fill(ink)}{FACES}</{tag}>"


def turned(angle: int) -> str:
    """Return body properties for words turned clockwise; PowerPoint turns them by at most a quarter."""
    within = (angle + 180) % 360 - 180
    return f'<a:bodyPr rot="{max(-90, min(90, within)) * _PER_DEGREE}" vert="horz"/>'
