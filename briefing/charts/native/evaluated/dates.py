"""Instants in; Excel's serial numbers, words and number formats out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from briefing.charts.native.model import Unit

_EPOCH = datetime(1899, 12, 30)
_FORMATS: dict[Unit | None, str] = {
    "years": 'yyyy"年"',
    "months": 'yyyy"年"m"月"',
    "days": "yyyy-mm-dd",
    None: "yyyy-mm-dd hh:mm",
}
_CODES = {
    "%Y": "yyyy",
    "%y": "yy",
    "%m": "mm",
    "%-m": "m",
    "%b": "mmm",
    "%B": "mmmm",
    "%d": "dd",
    "%-d": "d",
    "%e": "d",
    "%H": "hh",
    "%-H": "h",
    "%I": "hh",
    "%M": "mm",
    "%S": "ss",
    "%a": "ddd",
    "%A": "dddd",
    "%p": "AM/PM",
}


def serial(moment: datetime) -> float:
    """Return Excel's number of an instant: days since 1899-12-30; a whole day is an integer."""
    days = (moment - _EPOCH).total_seconds() / 86400
    return int(days) if days == int(days) else days


def unit(moments: Sequence[datetime]) -> Unit | None:
    """Return the coarsest unit that all instants are the start of; None below a day, and for years past 9999."""
    if not all(isinstance(each, datetime) for each in moments):
        return None
    # A day written without a time is midnight in Greenwich, which is one and the same other hour everywhere else.
    if len({each.time() for each in moments}) > 1 or (len(moments) == 1 and moments[0] != day(moments[0])):
        return None
    days = [day(each) for each in moments]
    if all(each.day == 1 and each.month == 1 for each in days):
        return "years"
    return "months" if all(each.day == 1 for each in days) else "days"


def day(moment: datetime) -> datetime:
    """Return the midnight nearest to an instant."""
    later = moment + timedelta(hours=12)
    return later.replace(hour=0, minute=0, second=0, microsecond=0)


def is_cycle(field: str) -> bool:
    """Return whether a field of a time unit has no year (months of any year): names, not dates."""
    units, separator, _ = field.removeprefix("utc").partition("_")
    return bool(separator) and bool(
        re.fullmatch(r"(quarter|month|week|day|dayofyear|date|hours|minutes|seconds)+", units)
    )


def cycle(moment: datetime, field: str) -> str:
    """Return the words of an instant of any year, of a field such as `monthdate_日期`."""
    units = field.removeprefix("utc").partition("_")[0].replace("dayofyear", "monthdate")
    parts = {
        "quarter": f"{(moment.month + 2) // 3}季度",
        "month": f"{moment.month}月",
        "week": f"第{moment.isocalendar().week}周",
        "date": f"{moment.day}日",
        "day": "周" + "一二三四五六日"[moment.weekday()],
        "hours": f"{moment.hour}时",
        "minutes": f"{moment.minute}分",
        "seconds": f"{moment.second}秒",
    }
    return "".join(parts[each] for each in re.findall("|".join(parts), units))


def words(moment: datetime, unit_: Unit | None) -> str:
    moment = day(moment) if unit_ else moment
    match unit_:
        case "years":
            return f"{moment.year}年"
        case "months":
            return f"{moment.year}年{moment.month}月"
        case "days":
            return f"{moment:%Y-%m-%d}"
        case _:
            return f"{moment:%Y-%m-%d %H:%M}"


def number_format(d3: str, unit_: Unit | None) -> str:
    """Return the Excel format of a d3 time format, or the usual one of the unit."""
    if not d3 or not d3.count("%"):
        return _FORMATS[unit_]
    code = ""
    for part in re.findall(r"%-?[A-Za-z%]|[^%]+", d3):
        if part.startswith("%"):
            if part not in _CODES:
                return _FORMATS[unit_]
            code += _CODES[part]
        elif part.strip(" -/:.,"):
            code += f'"{part}"'.replace('""', "")
        else:
            code += part
    return code
