"""The error of a file that cannot be read at all."""

from __future__ import annotations

from briefing.errors import BriefingError


class Unusable(BriefingError):
    """A workbook, or a sheet of it, that gives no table; the reader adds the place."""


def damaged() -> Unusable:
    """Return the error of a workbook whose parts do not fit together."""
    return Unusable("工作簿已损坏，打不开。", hint="请用 Excel 或 WPS 打开，另存为 .xlsx。")
