"""What was checked in; a workbook to forward out: a summary, a sheet for each department, the tables with marks.

Texts stay texts: nothing that stands in the data becomes a formula or a link. Equal reports are equal files.
"""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING

from briefing.build.report.gather import Checked
from briefing.build.report.items import LEVELS, Group, Item, counted
from briefing.build.report.marked import write_tables
from briefing.build.report.styles import FILLS, HEAD, Formats, Names, write_text

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_COLUMNS = (
    ("序号", 6), ("处理要求", 10), ("位置", 34), ("检查项目", 14), ("指标或项目", 22), ("报送单位", 12), ("期间", 16),
    ("现在的数", 16), ("问题", 52), ("怎么改", 46), ("处理情况", 22),
)  # fmt: skip
_ANSWERS = ["已改正", "核实无误", "正在核实"]


def workbook(checked: Checked, stamped: date) -> bytes:
    """Return the report as an .xlsx; `stamped` is the day that the file bears."""
    from xlsxwriter import Workbook

    stored = BytesIO()
    book = Workbook(stored, _OPTIONS)
    book.set_properties({"title": f"{checked.report.title}：数据检查", "created": datetime(*stamped.timetuple()[:3])})
    formats, names = Formats(book), Names()
    _write_summary(book.add_worksheet(names.take("汇总")), checked, formats)
    for group in checked.report.groups:
        _write_group(book.add_worksheet(names.take(group.department)), checked, group, formats)
    write_tables(book, checked, formats, names)
    book.close()
    return stored.getvalue()


def _write_summary(sheet: Worksheet, checked: Checked, formats: Formats) -> None:
    report = checked.report
    sheet.write_string(0, 0, f"{report.title}：数据检查", formats.title)
    sheet.write_string(1, 0, f"合计：{counted(report)}。", formats.plain)
    heads = ("部门", *LEVELS.values())
    for column, (head, width) in enumerate(zip(heads, (32, 12, 12, 12), strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(3, column, head, formats.of(HEAD))
    for row, group in enumerate(report.groups, 4):
        sheet.write_string(row, 0, group.department, formats.of(""))
        for column, level in enumerate(LEVELS, 1):
            count = len(group.of(level))
            sheet.write_number(row, column, count, formats.of(FILLS[level] if count else ""))
    _explain(sheet, 5 + len(report.groups), formats)
    sheet.freeze_panes(4, 0)


def _explain(sheet: Worksheet, row: int, formats: Formats) -> None:
    words = (
        "必须改：读不了，或不可能是真的。改好以前出不了简报，或者会印错。",
        "请核实：少见、前后对不上。属实的，在“处理情况”里写“核实无误”，由数据管理员记入 rules.confirmed。",
        "已核实：以前问过、已经确认属实的，不再计数。",
        "后面几张表是数据的副本，有问题的格子涂了色、加了批注；请改原来的文件，不要改副本。",
    )
    for number, line in enumerate(words):
        sheet.write_string(row + number, 0, line, formats.plain)


def _write_group(sheet: Worksheet, checked: Checked, group: Group, formats: Formats) -> None:
    sheet.write_string(0, 0, f"{group.department}：{counted(group)}", formats.title)
    for column, (head, width) in enumerate(_COLUMNS):
        sheet.set_column(column, column, width)
        sheet.write_string(1, column, head, formats.of(HEAD))
    row = 2
    for level in LEVELS:
        for item in group.of(level):
            _write_item(sheet, row, item, formats)
            row += 1
    answers = {"validate": "list", "source": _ANSWERS, "error_type": "information", "show_error": False}
    sheet.data_validation(2, len(_COLUMNS) - 1, max(row - 1, 2), len(_COLUMNS) - 1, answers)
    sheet.freeze_panes(2, 3)
    sheet.autofilter(1, 0, max(row - 1, 2), len(_COLUMNS) - 1)
    _set_up_printing(sheet)


def _write_item(sheet: Worksheet, row: int, item: Item, formats: Formats) -> None:
    hint = item.note if item.level == "known" else item.hint
    cells = (
        LEVELS[item.level], item.where, item.rule, item.indicator, item.entity, item.period, item.value, item.message,
        hint, "核实无误" if item.level == "known" else "",
    )  # fmt: skip
    sheet.write_number(row, 0, row - 1, formats.of(""))
    sheet.write_string(row, 1, cells[0], formats.of(FILLS[item.level]))
    for column, text in enumerate(cells[1:], 2):
        write_text(sheet, row, column, text, formats.of(""))


def _set_up_printing(sheet: Worksheet) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(1)
    sheet.set_footer("&C第 &P 页，共 &N 页")
