"""A planned table in, its graphic frame as XML out: no style of PowerPoint's, rules by cell, exact row heights."""

from __future__ import annotations

from briefing.render.pptx.boxes import emu
from briefing.render.pptx.columns import PAD
from briefing.render.pptx.palette import Palette
from briefing.render.pptx.shapes import GridCell, GridRow, TableShape
from briefing.render.pptx.text import Setting
from briefing.render.pptx.xml import frame_head, language_of, paragraph, xfrm

_NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
_RULE, _HEAD_RULE = 0.75, 1.5
_NO_LINE = "".join(f'<a:{side} w="0"><a:noFill/></a:{side}>' for side in ("lnL", "lnR", "lnT"))
_URI = "http://schemas.openxmlformats.org/drawingml/2006/table"


def table_xml(shape: TableShape, id_: int, colors: Palette, setting: Setting, language: str) -> str:
    """Return the graphic frame of a table."""
    columns = "".join(f'<a:gridCol w="{emu(width)}"/>' for width in shape.widths)
    rows = "".join(_row(row, colors, setting, language) for row in shape.rows)
    return (
        f"<p:graphicFrame>{frame_head(id_, shape.name, shape.alt)}{xfrm(shape.box, 'p:xfrm')}"
        f'<a:graphic><a:graphicData uri="{_URI}"><a:tbl>'
        f'<a:tblPr firstRow="1"><a:tableStyleId>{_NO_STYLE}</a:tableStyleId></a:tblPr>'
        f"<a:tblGrid>{columns}</a:tblGrid>{rows}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
    )


def _row(row: GridRow, colors: Palette, setting: Setting, language: str) -> str:
    color = setting.style.ink if row.header else setting.style.rule
    width = _HEAD_RULE if row.header else _RULE
    line = f'{_NO_LINE}<a:lnB w="{emu(width)}">{colors.fill(color)}</a:lnB>'
    cells = "".join(_cell(cell, line, colors, language) for cell in row.cells)
    return f'<a:tr h="{emu(row.height)}">{cells}</a:tr>'


def _cell(cell: GridCell, line: str, colors: Palette, language: str) -> str:
    merge = ' hMerge="1"' if cell.span == 0 else f' gridSpan="{cell.span}"' if cell.span > 1 else ""
    words = "".join(paragraph(para, colors, language) for para in cell.paras)
    words = words or f'<a:p><a:endParaRPr {language_of(language)} sz="1200"/></a:p>'
    fill = colors.fill(cell.fill) if cell.fill else "<a:noFill/>"
    margins = f'marL="{emu(PAD + cell.left)}" marR="{emu(PAD)}" marT="{emu(2)}" marB="{emu(2)}"'
    return (
        f"<a:tc{merge}><a:txBody><a:bodyPr/><a:lstStyle/>{words}</a:txBody>"
        f'<a:tcPr {margins} anchor="ctr">{line}{fill}</a:tcPr></a:tc>'
    )
