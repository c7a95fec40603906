"""How the workbook of a report looks: fills by level, formats made once, names of sheets that Excel takes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from briefing.build.report.items import Level

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

HEAD = "#E7E6E6"
FILLS: Mapping[Level, str] = {"must": "#FBD5D5", "doubt": "#FFF2CC", "known": "#E2EFDA"}
"""Pale red, yellow and green: each also bears its word, for black-and-white print."""

_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_LONGEST = 31


class Formats:
    """The formats of a workbook by fill."""

    def __init__(self, book: Workbook) -> None:
        face = {"font_name": "微软雅黑", "font_size": 10, "valign": "top"}
        self.title: Format = book.add_format(face | {"font_size": 14, "bold": True})
        self.plain: Format = book.add_format(face)

        def made(fill: str) -> Format:
            look: dict[str, Any] = face | {"text_wrap": True, "border": 1, "border_color": "#BFBFBF"}
            look |= {"bg_color": fill} if fill else {}
            return book.add_format(look | ({"bold": True} if fill == HEAD else {}))

        self.of = cache(made)


class Names:
    """Gives each sheet a name of its own: at most 31 characters, without those that Excel refuses."""

    def __init__(self) -> None:
        # Excel keeps this one for itself.
        self._taken = {"history"}

    def take(self, wanted: str) -> str:
        base = _FORBIDDEN.sub("·", wanted).strip("'")[:_LONGEST] or "表"
        name, number = base, 1
        while name.lower() in self._taken:
            number += 1
            name = f"{base[: _LONGEST - len(str(number)) - 1]}_{number}"
        self._taken.add(name.lower())
        return name


def write_text(sheet: Worksheet, row: int, column: int, text: str, look: Format) -> None:
    """Write a text as a text; an empty one leaves the cell empty, so that formulas and filters take it for that."""
    if text:
        sheet.write_string(row, column, text, look)
    else:
        sheet.write_blank(row, column, None, look)
