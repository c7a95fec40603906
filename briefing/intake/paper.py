"""A `Form` in, the bytes of a workbook out: an office form to fill in, protected where nothing is to be filled in.

Equal forms are equal bytes: no clock. Texts never become formulas or links.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from briefing.intake import hidden
from briefing.intake.limits import SIGNED_DAY, limit
from briefing.intake.model import SHEET_TITLES, SIGNED, Column, Form, Row, Sheet
from briefing.intake.words import NO_VALUE
from briefing.model.dates import date_words
from briefing.model.period import Period

MARK = "#briefing:"
"""What the hidden row begins with, so that the sheet is found whatever it is called by now; then the sheet's kind."""
SIGN_KEY, NOTE_KEY = "@sign", "@note"
SIGNED_UNDER = {"indicators": ("unit", "year_ago", "status"), "projects": ("start", "stood", "actual_finish")}
"""Under which column each of `SIGNED` is written, at the foot of the first sheet."""
_SIGNED_WORDS = ("填报人：", "联系电话：", "填报日期：")
_TITLE, _ABOUT, _KEYS, _HEADS, _FIRST = 0, 1, 2, 3, 4
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_INK, _RULE, _HEAD_FILL, _FILL, _LOCKED_FILL = "#1F2933", "#9AA5B1", "#DCE6F1", "#FFF9E3", "#F5F6F8"
_WORDS_A_LINE = 1.9
"""How many characters of width a Chinese one takes, with its air."""


def draw(form: Form) -> bytes:
    """Return the workbook of a form."""
    from xlsxwriter import Workbook

    buffer = io.BytesIO()
    book = Workbook(buffer, _OPTIONS)
    book.set_properties({"title": f"{form.title} 数据报送表", "author": "briefing", "created": _EPOCH})
    for at, sheet in enumerate(form.sheets):
        _Drawing(book, book.add_worksheet(SHEET_TITLES[sheet.kind]), form, sheet, _formats(book)).draw(is_first=at == 0)
    _hide(book.add_worksheet(hidden.SHEET), form)
    book.close()
    return buffer.getvalue()


def _hide(sheet: Any, form: Form) -> None:
    for at, line in enumerate(hidden.encode(form)):
        sheet.write_string(at, 0, line)
    sheet.protect()
    sheet.very_hidden()


def _formats(book: Any) -> dict[str, Any]:
    base = {"font_name": "宋体", "font_size": 10.5, "font_color": _INK, "valign": "vcenter"}
    cell = base | {"border": 1, "border_color": _RULE}
    entry = cell | {"bg_color": _FILL, "locked": False}
    kinds = {
        "title": base | {"font_name": "黑体", "font_size": 18, "align": "center"},
        "about": base | {"font_size": 11, "align": "center"},
        "head": cell | {"font_name": "黑体", "bg_color": _HEAD_FILL, "align": "center", "text_wrap": True},
        "text": cell | {"text_wrap": True, "indent": 1, "bg_color": _LOCKED_FILL},
        "word": cell | {"align": "center", "text_wrap": True, "bg_color": _LOCKED_FILL},
        "closed": cell | {"align": "center", "bg_color": _LOCKED_FILL},
        "entry": entry | {"align": "right", "indent": 1},
        "chosen": entry | {"align": "center"},
        "day": entry | {"align": "center", "num_format": "yyyy-mm-dd"},
        "written": entry | {"text_wrap": True, "num_format": "@"},
        "label": base | {"align": "right"},
        "signed": base | {"bottom": 1, "bottom_color": _RULE, "bg_color": _FILL, "locked": False, "num_format": "@"},
        "signed_day": base
        | {"bottom": 1, "bottom_color": _RULE, "bg_color": _FILL, "locked": False, "num_format": "yyyy-mm-dd"}
        | {"align": "left"},
        "note": base | {"font_size": 10, "text_wrap": True, "valign": "top"},
    }
    made = {name: book.add_format(kind) for name, kind in kinds.items()}
    for places in range(10):
        digits = "#,##0" + ("." + "0" * places if places else "")
        look = cell | {"align": "right", "indent": 1, "num_format": digits, "bg_color": _LOCKED_FILL}
        made[f"number{places}"] = book.add_format(look)
    return made


@dataclass(frozen=True, slots=True)
class _Drawing:
    """One sheet being drawn: column A holds the keys, the form begins in column B."""

    book: Any
    page: Any
    form: Form
    sheet: Sheet
    formats: dict[str, Any]

    def draw(self, *, is_first: bool) -> None:
        self._set_up()
        self._head()
        for at, row in enumerate(self.sheet.rows):
            self._row(_FIRST + at, row)
        below = _FIRST + len(self.sheet.rows)
        if is_first:
            self._sign(below + 1)
        self._notes(below + 3 if is_first else below + 1)

    def _set_up(self) -> None:
        page = self.page
        page.hide_gridlines(2)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
        page.center_horizontally()
        page.repeat_rows(_HEADS)
        page.set_footer("&C&10第 &P 页 共 &N 页")
        page.freeze_panes(_FIRST, 2)
        page.protect("", {"select_locked_cells": True, "select_unlocked_cells": True, "format_rows": True,
                          "format_columns": True})  # fmt: skip
        page.set_column(0, 0, 4, None, {"hidden": True})
        for at, column in enumerate(self.sheet.shown, 1):
            page.set_column(at, at, column.width)

    def _head(self) -> None:
        form, last = self.form, len(self.sheet.columns)
        self._across(_TITLE, f"{form.title} {SHEET_TITLES[self.sheet.kind]}报送表", "title")
        self.page.set_row(_TITLE, 32)
        about = [f"填报部门：{form.department}", f"报送期间：{Period.parse(form.period).label}"]
        about += [f"报送截止：{date_words(form.due)}"] if form.due else []
        self._across(_ABOUT, "        ".join(about), "about")
        self.page.set_row(_ABOUT, 22)
        self.page.set_row(_KEYS, None, None, {"hidden": True})
        self.page.set_row(_HEADS, 30)
        self.page.write_string(_KEYS, 0, MARK + self.sheet.kind)
        for at, column in zip(range(1, last + 1), self.sheet.shown, strict=True):
            self.page.write_string(_KEYS, at, column.id)
            self.page.write_string(_HEADS, at, column.title, self.formats["head"])

    def _across(self, row: int, text: str, look: str) -> None:
        # merge_range would take a text that begins with `=` through write(), which may make a formula of it.
        self.page.merge_range(row, 1, row, len(self.sheet.columns), "", self.formats[look])
        self.page.write_string(row, 1, text, self.formats[look])

    def _row(self, at: int, row: Row) -> None:
        self.page.write_string(at, 0, row.key)
        self.page.set_row(at, 17 * max(2 if len(row.issued("name")) > 11 else 1.3, *self._lines(row)))
        for position, column in enumerate(self.sheet.shown, 1):
            if column.id in row.open:
                self._open(at, position, row, column)
            else:
                self._closed(at, position, row.issued(column.id), column)

    def _lines(self, row: Row) -> list[float]:
        """Return how many lines each cell of a row takes at its width."""
        return [-(-len(row.issued(c.id)) * _WORDS_A_LINE // c.width) for c in self.sheet.shown if not c.is_number]

    def _open(self, at: int, position: int, row: Row, column: Column) -> None:
        look = {"status": "chosen", "actual_finish": "day", "note": "written"}.get(column.id, "entry")
        issued = row.issued(column.id)
        if issued and column.is_number:
            self.page.write_number(at, position, float(issued), self.formats[look])
        elif issued and look == "day" and (day := _day(issued)):
            self.page.write_datetime(at, position, day, self.formats[look])
        elif issued:
            self.page.write_string(at, position, issued, self.formats[look])
        else:
            self.page.write_blank(at, position, None, self.formats[look])
        if rule := limit(row, column.id):
            self.page.data_validation(at, position, at, position, rule.rule)

    def _closed(self, at: int, position: int, issued: str, column: Column) -> None:
        if column.is_number and issued and issued != NO_VALUE:
            places = min(9, max(0, -int(Decimal(issued).as_tuple().exponent)))
            self.page.write_number(at, position, float(issued), self.formats[f"number{places}"])
            return
        look = "text" if column.id in ("name", "definition") else "closed" if column.is_number else "word"
        self.page.write_string(at, position, issued, self.formats[look])

    def _sign(self, at: int) -> None:
        page, places = self.page, [column.id for column in self.sheet.shown]
        page.write_string(at, 0, SIGN_KEY)
        page.set_row(at, 24)
        for name, label, under in zip(SIGNED, _SIGNED_WORDS, SIGNED_UNDER[self.sheet.kind], strict=True):
            position = places.index(under) + 1
            page.write_string(at, position - 1, label, self.formats["label"])
            look = self.formats["signed_day" if name == "date" else "signed"]
            page.write_blank(at, position, None, look)
            if name == "date":
                page.data_validation(at, position, at, position, SIGNED_DAY.rule)

    def _notes(self, at: int) -> None:
        lines = _notes(self.form, self.sheet)
        for below, line in enumerate(lines):
            self.page.write_string(at + below, 0, NOTE_KEY)
            self._across(at + below, line, "note")
            self.page.set_row(at + below, 17)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _notes(form: Form, sheet: Sheet) -> list[str]:
    """Return what stands under the table: how to fill it in, and whom to ask."""
    typed = (
        "2. 本期值按“单位”列的单位填，只写数字；同比写百分数的数字，5.6% 写 5.6，下降写负数；没有数据请留空。"
        if sheet.kind == "indicators"
        else "2. 进度写累计完成的百分数；已经完成的，状态选“完成”，并写实际完成的日期。"
    )
    lines = [
        "填表说明：1. 只填浅黄色的格，其余的格请不要改动，也不要增减行列；上期的数有误等情况，写在“备注”里。",
        typed,
        "3. 填好后保存为 .xlsx 报回，文件名可以改；请不要动隐藏的行、列和工作表，程序靠它们认出这张表。",
    ]
    return [*lines, *([f"联系：{form.contact}"] if form.contact else [])]
