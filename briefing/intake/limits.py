"""What may be typed into a cell of a form: a row's kind and a column in, a rule with its Chinese words out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from briefing.intake.model import Row
from briefing.intake.words import PROJECT_WORDS, STATUS_CHOICES

_MOST = 10**12
_FIRST_DAY, _LAST_DAY = date(2000, 1, 1), date(2100, 12, 31)
Sort = Literal["decimal", "integer", "list", "date"]


@dataclass(frozen=True, slots=True)
class Limit:
    """A rule for a cell: numbers within bounds, one word of a list, or a date.

    `is_strict` refuses everything else; without it Excel asks whether it is meant, since a rate may well be 1 200 %.
    """

    sort: Sort
    low: float = 0
    high: float = 0
    words: tuple[str, ...] = ()
    says: str = ""
    wrong: str = ""
    is_strict: bool = True

    @property
    def rule(self) -> dict[str, Any]:
        """Return the rule as XlsxWriter takes it."""
        said = {
            "input_title": "填写说明",
            "input_message": self.says,
            "error_title": "填写有误",
            "error_message": self.wrong,
            "error_type": "stop" if self.is_strict else "warning",
        }
        match self.sort:
            case "list":
                return {"validate": "list", "source": list(self.words)} | said
            case "date":
                bounds = {"minimum": _FIRST_DAY, "maximum": _LAST_DAY}
                return {"validate": "date", "criteria": "between"} | bounds | said
        return {"validate": self.sort, "criteria": "between", "minimum": self.low, "maximum": self.high} | said


def limit(row: Row, column: str) -> Limit | None:
    """Return the rule of a cell to fill in; None where any text will do."""
    match column:
        case "value":
            return _value(row)
        case "growth":
            return Limit("decimal", -1000, 10000, (), "只写数字，5.6% 写 5.6；下降写负数，如 -3.2。",
                         "同比应该是数字，如 5.6 或 -3.2，通常在 -1000 到 10000 之间。请核对。", False)  # fmt: skip
        case "rank":
            return _rank("位次写整数，第 1 位写 1；没有参加排名请留空。")
        case "progress":
            return Limit("decimal", 0, 100, (), "累计完成的百分数，写 0 到 100 的数字，如 62.5。",
                         "进度应该是 0 到 100 的数字。")  # fmt: skip
        case "status":
            words = STATUS_CHOICES if row.kind else tuple(PROJECT_WORDS.values())
            listed = "、".join(words)
            return Limit("list", 0, 0, words, f"请从列表里选：{listed}。", f"只能选：{listed}。")
        case "actual_finish":
            return DAY
    return None


DAY = Limit("date", says="写日期，如 2020-09-30；还没有完成请留空。", wrong="应该是日期，如 2020-09-30。")
SIGNED_DAY = Limit("date", says="写日期，如 2020-09-30。", wrong="应该是日期，如 2020-09-30。")


def _value(row: Row) -> Limit:
    unit = row.issued("unit")
    match row.kind:
        case "rank":
            return _rank("位次写整数，第 1 位写 1。")
        case "count":
            wrong = f"应该是不小于 0 的整数，单位是{unit}，单位不用写。"
            return Limit("integer", 0, _MOST, (), f"写整数，单位是{unit}，单位不用写。", wrong)
        case "rate":
            says = f"只写数字，单位是{unit}，单位不用写；如 93.3。"
            wrong = f"应该是数字，单位是{unit}，通常在 -1000 到 1000 之间。请核对。"
            return Limit("decimal", -1000, 1000, (), says, wrong, False)
    says = f"只写数字，单位是{unit}，单位不用写；没有数据请留空。"
    return Limit("decimal", -_MOST, _MOST, (), says, f"应该是数字，单位是{unit}，单位不用写。")


def _rank(says: str) -> Limit:
    return Limit("integer", 1, 100_000, (), says, "位次应该是不小于 1 的整数。")
