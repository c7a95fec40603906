"""A time rule as people say it (`每月第5个工作日 08:30`, `每月5日 08:30，遇休息日顺延`) in; the rule out."""

from __future__ import annotations

import re
import unicodedata

from briefing.schedule.calendar import Shift
from briefing.schedule.days import ALL_MONTHS, Days, MonthDays, WeekDays, WorkDays, mask
from briefing.schedule.model import Calendar
from briefing.schedule.slips import Slip
from briefing.schedule.times import At

HINT = (
    "写法如：每月第5个工作日 08:30；每月倒数第1个工作日 17:00；每月5日 08:30，遇休息日顺延；每月最后一天 17:00；"
    "每季度第3个工作日 09:00；每年1月第10个工作日 09:00；每周一 08:30；每个工作日 08:00；或 cron 的五段：30 8 5 * *。"
)
_N = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_DIGITS = {word: number for number, word in enumerate("零一二三四五六七八九")}
_WEEKDAYS = {word: number for number, word in enumerate("日一二三四五六")} | {str(n): n % 7 for n in range(1, 8)}
_SAME = (
    ("季度", "季"), ("星期", "周"), ("礼拜", "周"), ("号", "日"), ("天", "日"), ("每个", "每"), ("首个", "第一个"),
    ("最后一", "倒数第一"), ("的", ""), ("每工作日", "每日工作日"),
)  # fmt: skip
_SHIFT = re.compile(
    r"[,;(]*(?:如?遇到?|逢)?(?:法定)?(?:节假日|休息日|节日|假日|周末|非工作日)(?:则|就|时)?(顺延|延后|提前)\)?[,;]?"
)
_TIME = re.compile(r",?(上午|早上|中午|下午|晚上)?(\d{1,2})(?::(\d{2})|[点时](?:(\d{1,2})分?|(半)|整)?)$")
_WEEK = re.compile(r"每周([日一二三四五六1-7](?:[、,和及到至-]?周?[日一二三四五六1-7])*)")
_DAYS = re.compile(
    rf"每(?P<stretch>月|季|半年|年)(?P<part>首月|末月)?(?P<months>{_N}月(?:[、,和及]{_N}月)*)?"
    rf"(?P<back>倒数)?(?P<nth>第)?(?P<numbers>{_N}(?:日?[、,和及]第?{_N})*)(?P<unit>个工作日|日)"
)
# The months that a stretch begins and ends with.
_BEGINS = {"月": ALL_MONTHS, "季": mask((1, 4, 7, 10)), "半年": mask((1, 7)), "年": mask((1,))}
_ENDS = {"月": ALL_MONTHS, "季": mask((3, 6, 9, 12)), "半年": mask((6, 12)), "年": mask((12,))}
_SHORTEST = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
# Every month has so many workdays, and a stand-in for a day up to 20 or from 11 on lies in the same month.
_MOST_WORKDAYS, _LAST_TO_WAIT, _FIRST_TO_HURRY = 15, 20, 11


def parse(text: str, calendar: Calendar) -> At:
    """Read a time rule. Raises Slip."""
    rest = unicodedata.normalize("NFKC", text)
    rest = re.sub(r"\s", "", rest).rstrip("。")
    for word, same in _SAME:
        rest = rest.replace(word, same)
    shift, rest = _shift(rest)
    hour, minute, rest = _time(rest, text)
    return At(_days(rest, shift, calendar, text), 1 << hour, 1 << minute)


def _shift(text: str) -> tuple[Shift, str]:
    found = _SHIFT.search(text)
    if not found:
        return "none", text
    return "previous" if found[1] == "提前" else "next", text[: found.start()] + text[found.end() :]


def _time(rest: str, text: str) -> tuple[int, int, str]:
    found = _TIME.search(rest)
    if not found:
        raise Slip(f"“{text}”里没有写几点几分，或写在了别处。", f"时间写在日子的后面，如 每月5日 08:30。{HINT}")
    half, hour = found[1], int(found[2])
    minute = 30 if found[5] else int(found[3] or found[4] or 0)
    if half in ("下午", "晚上") and hour < 12:
        hour += 12
    if hour > 23 or minute > 59:
        raise Slip(f"“{text}”里的时间不对。", "从 00:00 到 23:59；半夜 24 点请写第二天的 00:00。")
    return hour, minute, rest[: found.start()]


def _days(rest: str, shift: Shift, calendar: Calendar, text: str) -> Days:
    needed = calendar if shift != "none" else Calendar()
    if rest == "每日":
        return WeekDays(mask(range(7)), shift, needed)
    if rest in ("每日工作日", "工作日"):
        return WorkDays(ALL_MONTHS, (), calendar)
    if week := _WEEK.fullmatch(rest):
        return WeekDays(_weekdays(week[1].replace("周", ""), text), shift, needed)
    found = _DAYS.fullmatch(rest)
    if not found:
        raise Slip(f"看不懂“{text}”。", HINT)
    months = _months(found, text)
    numbers = tuple(sorted({_number(word) for word in re.findall(_N, found["numbers"])}))
    if found["unit"] == "个工作日":
        _check_workdays(numbers, found, shift, text)
        return WorkDays(months, _signed(numbers, found), calendar)
    _check_days(numbers, found, months, text)
    signed = _signed(numbers, found)
    _check_shift(signed, shift, text)
    return MonthDays(months, signed, shift, needed)


def _weekdays(words: str, text: str) -> int:
    made = 0
    for part in re.split("[、,和及]", words):
        ends = [_WEEKDAYS[word] or 7 for word in re.split("[到至-]", part) if word in _WEEKDAYS]
        if re.search("[到至-]", part):
            if len(ends) != 2 or ends[0] > ends[1]:
                raise Slip(f"看不懂“{text}”里是周几到周几。", "写成 每周一至周五 08:30，或 每周一、三、五 08:30。")
            ends = list(range(ends[0], ends[1] + 1))
        else:
            ends = [_WEEKDAYS[word] for word in part]
        made |= mask(end % 7 for end in ends)
    return made


def _months(found: re.Match[str], text: str) -> int:
    stretch, part, named = found["stretch"], found["part"], found["months"]
    if named:
        numbers = [_number(word) for word in re.findall(_N, named)]
        if stretch != "年" or part or not all(1 <= number <= 12 for number in numbers):
            raise Slip(f"“{text}”里的月份不对。", "月份写在“每年”后面，从 1 到 12，如 每年1月、7月第10个工作日 09:00。")
        return mask(numbers)
    if found["unit"] == "日" and stretch != "月" and not part and not found["back"]:
        hint = "请写 每季度首月5日 08:30、每季度末月5日 08:30，或 每年1月5日 08:30。"
        raise Slip(f"“{text}”没有说是哪个月的{found['numbers']}日。", hint)
    return _ENDS[stretch] if part == "末月" or (found["back"] and not part) else _BEGINS[stretch]


def _signed(numbers: tuple[int, ...], found: re.Match[str]) -> tuple[int, ...]:
    return tuple(sorted(-number for number in numbers)) if found["back"] else numbers


def _check_workdays(numbers: tuple[int, ...], found: re.Match[str], shift: Shift, text: str) -> None:
    if not found["nth"]:
        raise Slip(f"“{text}”里是第几个工作日？", f"写成 第{found['numbers']}个工作日。")
    if not all(1 <= number <= _MOST_WORKDAYS for number in numbers):
        hint = f"写 1 到 {_MOST_WORKDAYS}，再靠后的请写 倒数第几个工作日。"
        raise Slip(f"“{text}”：有的月份没有这么多工作日。", hint)
    if shift != "none":
        raise Slip(f"“{text}”：工作日不会遇上休息日。", "请删去“顺延”“提前”这一句。")


def _check_days(numbers: tuple[int, ...], found: re.Match[str], months: int, text: str) -> None:
    if found["nth"] and not found["back"]:
        raise Slip(f"看不懂“{text}”：“第几天”是几号，还是第几个工作日？", HINT)
    shortest = min(length for month, length in enumerate(_SHORTEST) if months >> month & 1)
    if not all(1 <= number <= shortest for number in numbers):
        hint = "要月末的，请写 每月最后一天 08:30，或 每月倒数第1个工作日 08:30。"
        raise Slip(f"“{text}”：有的月份没有这一天。", hint)


def _check_shift(numbers: tuple[int, ...], shift: Shift, text: str) -> None:
    """Refuse a stand-in that may lie in another month: what "last month" is depends on the day."""
    earliest = min(number if number > 0 else 29 + number for number in numbers)
    latest = max(number if number > 0 else 32 + number for number in numbers)
    if shift == "next" and latest > _LAST_TO_WAIT:
        hint = "顺延只用于 20 日以前的日子；月末请写 每月倒数第1个工作日 17:00，月初请写 每月第1个工作日 08:30。"
        raise Slip(f"“{text}”：顺延可能到下个月，“上月”就变了。", hint)
    if shift == "previous" and earliest < _FIRST_TO_HURRY:
        hint = "提前只用于 11 日以后的日子；月初请写 每月第1个工作日 08:30。"
        raise Slip(f"“{text}”：提前可能到上个月，“上月”就变了。", hint)


def _number(word: str) -> int:
    if word.isdecimal():
        return int(word)
    tens, ten, ones = word.rpartition("十")
    return (_DIGITS.get(tens, 1) if ten else 0) * 10 + _DIGITS.get(ones, 0)
