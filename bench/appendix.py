"""One long appendix in one process, for `bench/pages.py`: `appendix.py plain|briefing ROWS` prints what it took.

The figures are counted up, not measured: they are nobody's.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable
from datetime import date
from io import BytesIO

HEADER = ("数据", "期间", "数值", "出处")


def row(at: int) -> tuple[str, str, str, str]:
    period, value = f"2020年{at % 12 + 1}月", f"{at * 7919 % 99991 / 10:.1f}亿元"
    return f"示例指标第{at:06d}号", period, value, f"数据.xlsx observations!C{at + 2}"


def plain(rows: int) -> bytes:
    """Set the rows with ReportLab's own LongTable."""
    from importlib.resources import files

    import uharfbuzz as hb
    from reportlab.lib import colors
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import LongTable, SimpleDocTemplate

    face = hb.Face(
        hb.Blob.from_file_path(str(files("justmytype_intl_cjk") / "fonts/ofl/notosanssc/NotoSansSC[wght].ttf"))
    )
    plan = hb.SubsetInput()
    plan.sets(hb.SubsetInputSets.UNICODE).update({ord(c) for at in range(rows) for text in row(at) for c in text})
    plan.sets(hb.SubsetInputSets.UNICODE).update({ord(c) for text in HEADER for c in text})
    plan.pin_axis_location(face, "wght", 400)
    pdfmetrics.registerFont(TTFont("Sans", BytesIO(bytes(plan.subset(face).blob.data))))
    out = BytesIO()
    table = LongTable([HEADER, *map(row, range(rows))], repeatRows=1, colWidths=[150, 80, 80, 132])
    table.setStyle(
        [
            ("FONT", (0, 0), (-1, -1), "Sans", 9, 12.5),
            ("ALIGN", (2, 0), (2, -1), "RIGHT"),
            ("LINEBELOW", (0, 0), (-1, -1), 0.35, colors.lightgrey),
            ("LINEABOVE", (0, 0), (-1, 0), 1.5, colors.black),
        ]
    )
    SimpleDocTemplate(out, pagesize=A4, leftMargin=79, rightMargin=74, topMargin=105, bottomMargin=99).build([table])
    return out.getvalue()


def briefing(rows: int) -> bytes:
    """Set the rows as an appendix of a document."""
    from briefing.blocks import Cell, Column, Row, Table, text
    from briefing.document import Document, Section
    from briefing.render.pdf import render

    columns = tuple(Column(name, "right" if name == "数值" else "left") for name in HEADER)
    body = tuple(Row(tuple(Cell(text(words)) for words in row(at))) for at in range(rows))
    table = Table("appendix/figures", "全部数据与出处", columns, body, dense=True)
    section = Section("appendix", "附录", text("数据与出处"), (table,), appendix=True)
    document = Document("bench", "bench", "2020", "长表", (section,), date(2020, 12, 31), synthetic=True)
    return render(document).data


def main() -> None:
    import pikepdf

    ways: dict[str, Callable[[int], bytes]] = {"plain": plain, "briefing": briefing}
    way, rows = ways[sys.argv[1]], int(sys.argv[2])
    # What is loaded once a process is not what is measured.
    way(5)
    began = time.perf_counter()
    data = way(rows)
    seconds = time.perf_counter() - began
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    with pikepdf.open(BytesIO(data)) as pdf:
        pages = len(pdf.pages)
    print(json.dumps({"seconds": seconds, "pages": pages, "memory": memory, "size": len(data) / 1e6}))


if __name__ == "__main__":
    main()
