"""Five fields as cron has them in; a time rule out.

Cron's own meaning, which APScheduler's CronTrigger has not (its weekday 0 is Monday, and all fields have to fit):
Sunday is 0 or 7, and where day of the month and weekday are both restricted, either is enough. A field that begins with
`*` is not restricted, `*/2` included (crontab(5)).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from briefing.schedule.days import CronDays, mask
from briefing.schedule.slips import Slip
from briefing.schedule.times import At

_MONTHS = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11,
    "dec": 12,
}  # fmt: skip
_WEEKDAYS = {"sun": 0, "mon": 1, "tue": 2, "wed": 3, "thu": 4, "fri": 5, "sat": 6}
_NICKNAMES = {
    "@yearly": "0 0 1 1 *", "@annually": "0 0 1 1 *", "@monthly": "0 0 1 * *", "@weekly": "0 0 * * 0",
    "@daily": "0 0 * * *", "@midnight": "0 0 * * *", "@hourly": "0 * * * *",
}  # fmt: skip
_PART = re.compile(r"(?:(?P<star>\*)|(?P<low>\w+)(?:-(?P<high>\w+))?)(?:/(?P<step>\d{1,4}))?", re.ASCII)
# Of the months of a year, how many days there can be.
_LONGEST = (0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_EXAMPLE = "五段依次是分、时、日、月、星期，如 30 8 5 * *（每月5日 8:30）、0 9 * * 1-5（周一到周五 9:00）。"


@dataclass(frozen=True, slots=True)
class _Field:
    title: str
    low: int
    high: int
    names: Mapping[str, int] = field(default_factory=dict)


_FIELDS = (
    _Field("分", 0, 59), _Field("时", 0, 23), _Field("日", 1, 31), _Field("月", 1, 12, _MONTHS),
    _Field("星期", 0, 7, _WEEKDAYS),
)  # fmt: skip


def is_cron(text: str) -> bool:
    """Return whether a text is meant for cron, rightly written or not."""
    return text.isascii() and bool(re.match(r"[\d*@]", text.strip()))


def parse(text: str) -> At:
    """Read five fields, or a nickname such as `@monthly`. Raises Slip."""
    words = _NICKNAMES.get(text.strip().lower(), text).split()
    if len(words) != len(_FIELDS):
        raise Slip(f"“{text}”不是 cron 的五段。", _EXAMPLE)
    minutes, hours, days, months, weekdays = (_mask(word, each) for word, each in zip(words, _FIELDS, strict=True))
    # A 7 is a Sunday as well.
    weekdays = (weekdays | weekdays >> 7) & 0b1111111
    either = not words[2].startswith("*") and not words[4].startswith("*")
    longest = max(length for month, length in enumerate(_LONGEST) if months >> month & 1)
    if not either and not days & mask(range(1, longest + 1)):
        raise Slip(f"“{text}”永远不会到：这些月份没有这一天。", "请改第三段（日）或第四段（月）。")
    return At(CronDays(months, days, weekdays, either), hours, minutes)


def _mask(word: str, where: _Field) -> int:
    return mask(number for part in word.split(",") for number in _numbers(part, where))


def _numbers(part: str, where: _Field) -> range:
    found = _PART.fullmatch(part)
    if not found or (found["step"] and not found["high"] and not found["star"]):
        hint = f"写成数、范围（{where.low}-{where.high}）、*，后面可以加 /间隔；几个之间用逗号。{_EXAMPLE}"
        raise Slip(f"cron 的“{where.title}”一段写的“{part}”看不懂。", hint)
    step = int(found["step"] or 1)
    if not step:
        raise Slip(f"cron 的“{where.title}”一段写的“{part}”，间隔不能是 0。", "不要间隔就删去 / 和后面的数。")
    low = where.low if found["star"] else _number(found["low"], where)
    high = where.high if found["star"] else _number(found["high"] or found["low"], where)
    if high < low:
        hint = f"绕过末尾的分成两段写，如 {low}-{where.high},{where.low}-{high}。"
        raise Slip(f"cron 的“{where.title}”一段写的“{part}”，前面的数比后面的大。", hint)
    return range(low, high + 1, step)


def _number(word: str, where: _Field) -> int:
    number = where.names.get(word.lower())
    if number is None and word.isdecimal():
        number = int(word)
    if number is None or not where.low <= number <= where.high:
        hint = f"可以写 {where.low} 到 {where.high}" + (f"，或 {'、'.join(where.names)}。" if where.names else "。")
        raise Slip(f"cron 的“{where.title}”一段不能写“{word}”。", hint)
    return number
