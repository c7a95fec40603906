"""One value of `schedule.yaml`, a text, in; what it means out, or `Slip` with how to write it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo, available_timezones

from briefing.errors import suggest
from briefing.schedule.slips import Slip

T = TypeVar("T")

PERIODS: Mapping[str, str] = {
    "last_month": "last_month", "last_quarter": "last_quarter", "last_half": "last_half", "last_year": "last_year",
    "year_to_last_month": "year_to_last_month", "上月": "last_month", "上个月": "last_month", "上季度": "last_quarter",
    "上一季度": "last_quarter", "上个季度": "last_quarter", "上一个半年": "last_half", "上个半年": "last_half",
    "上年": "last_year", "上年度": "last_year", "去年": "last_year", "截至上月累计": "year_to_last_month",
    "截至上月": "year_to_last_month", "年初至上月": "year_to_last_month",
}  # fmt: skip
APPROVALS = {"hold": True, "send": False, "先审后发": True, "直接发": False, "直接发送": False}
CATCH_UPS = {
    "all": "all", "latest": "latest", "none": "none", "全部补": "all", "补齐": "all", "只补最近一期": "latest",
    "不补": "none",
}  # fmt: skip
SINCES = {"month_start": "month_start", "period_end": "period_end", "月初": "month_start", "期末": "period_end"}
LATES = {"fail": "fail", "build": "build", "不出": "fail", "照出": "build"}
SECURITIES = {"tls": "tls", "starttls": "starttls", "none": "none", "不加密": "none"}
RESTARTS = {"year": True, "never": False, "每年": True, "不重来": False}
YES_NO = {"true": True, "yes": True, "是": True, "false": False, "no": False, "否": False}
WEBHOOKS = {"wecom": "wecom", "dingtalk": "dingtalk", "feishu": "feishu", "企业微信": "wecom", "钉钉": "dingtalk"}
WEBHOOKS |= {"飞书": "feishu"}
_HALF = re.compile(r"上半年度?")
_DURATION = re.compile(r"(\d{1,5})(个?小时|分钟|分|秒|天|日|周|[dhmsw])")
_UNITS = {
    "周": 604800, "w": 604800, "天": 86400, "日": 86400, "d": 86400, "小时": 3600, "个小时": 3600, "h": 3600,
    "分钟": 60, "分": 60, "m": 60, "秒": 1, "s": 1,
}  # fmt: skip
_LONGEST = timedelta(days=366)
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_RANGE = re.compile(r"\.\.|至|到|~|—+")
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*", re.ASCII)
_ID = re.compile(r"\w[\w-]{0,59}")
_NAMED = re.compile(r"(?P<name>[^<>]*)<(?P<address>[^<>]*)>")
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?")


def shown(value: object) -> str:
    """Return a value for a message: on one line, cut where it is long, without what cannot be printed."""
    line = "".join(char if char.isprintable() else "\ufffd" for char in str(value)[:60])
    return line if len(line) <= 40 else line[:39] + "…"


def line(value: Any) -> Any:
    """Return a text that stays on its line: what is put into the head of a mail must not begin another."""
    if not isinstance(value, str):
        return value
    if any(unicodedata.category(char) in ("Cc", "Zl", "Zp") for char in value):
        raise Slip(f"“{shown(value)}”里有换行或控制字符。", "请写在一行里，删去看不见的字符。")
    return value.strip()


def _tidy(value: str) -> str:
    return unicodedata.normalize("NFKC", line(value)).strip()


def choice(value: Any, words: Mapping[str, T]) -> T | Any:
    """Return what a word of a vocabulary stands for."""
    if not isinstance(value, str):
        return value
    found = words.get(_tidy(value).lower())
    if found is None:
        raise Slip(f"不认识“{shown(value)}”。", suggest(_tidy(value), words))
    return found


def period(value: Any) -> Any:
    if isinstance(value, str) and _HALF.fullmatch(_tidy(value)):
        hint = "出刚过去的那个半年，写 上一个半年（last_half）：7月里是上半年，1月里是上年的下半年。"
        raise Slip(f"“{shown(value)}”说不准是哪一年的。", hint)
    return choice(value, PERIODS)


def duration(value: Any) -> Any:
    """Read `3天`, `12小时`, `90m`."""
    if not isinstance(value, str):
        return value
    found = _DURATION.fullmatch(re.sub(r"\s", "", _tidy(value)).lower())
    length = timedelta(seconds=int(found[1]) * _UNITS[found[2]]) if found else None
    if length is None or length > _LONGEST:
        raise Slip(f"“{shown(value)}”不是一段时间。", "写数和单位，如 3天、12小时、30分钟，或 3d、12h、30m，最长一年。")
    return length


def zone(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    name = "Asia/Shanghai" if _tidy(value) in ("北京时间", "中国标准时间") else _tidy(value)
    known = available_timezones()
    if name not in known:
        near = suggest(name, known) if name else ""
        way = near if near.startswith("是不是") else "写法如 Asia/Shanghai、Europe/Berlin；夏令时由时区自己管。"
        raise Slip(f"没有“{shown(value)}”这个时区。", way)
    return ZoneInfo(name)


def whole(value: Any) -> Any:
    """Read a whole number that is not negative."""
    if not isinstance(value, str):
        return value
    if not re.fullmatch(r"\d{1,9}", _tidy(value)):
        raise Slip(f"“{shown(value)}”不是整数。", "只写数字。")
    return int(_tidy(value))


def day(value: Any) -> Any:
    """Read `2027-02-05` or `2027年2月5日`."""
    if not isinstance(value, str):
        return value
    found = _DAY.fullmatch(_tidy(value))
    try:
        return date(*map(int, found.groups())) if found else _no_day(value)
    except ValueError:
        return _no_day(value)


def _no_day(value: str) -> date:
    raise Slip(f"“{shown(value)}”不是日期。", "请写全年、月、日，如 2027-02-05。")


def days(value: Any) -> Any:
    """Read a list of days and stretches of days (`2027-02-05..2027-02-11`)."""
    if not isinstance(value, list):
        raise Slip("应当是日期的列表。", "写法如 [2027-01-01, 2027-02-05..2027-02-11]。")
    return frozenset(one for item in value for one in _stretch(item))


def _stretch(item: Any) -> list[date]:
    if not isinstance(item, str):
        raise Slip("列表里应当都是日期。", "写法如 [2027-01-01, 2027-02-05..2027-02-11]。")
    ends = [day(part.strip()) for part in _RANGE.split(item)]
    length = (ends[-1] - ends[0]).days
    if len(ends) > 2 or not 0 <= length <= 40:
        raise Slip(f"“{shown(item)}”不是一段放假的日子。", "写法如 2027-02-05..2027-02-11，从早到晚，最长四十天。")
    return [ends[0] + timedelta(days=n) for n in range(length + 1)]


def id_(value: Any) -> Any:
    if isinstance(value, str) and not _ID.fullmatch(value):
        hint = "用字母、数字、汉字、下划线和连字符，像文件名一样，不用空格、斜杠和 @。"
        raise Slip(f"“{shown(value)}”不能作编号。", hint)
    return value


def variable(value: Any) -> Any:
    """Return the name of an environment variable; what looks like a secret itself is not repeated."""
    if isinstance(value, str) and not _VARIABLE.fullmatch(value):
        raise Slip(
            "这里要写环境变量的名字，不是它的值。", "写法如 BRIEFING_MAIL_PASSWORD；值在运行的环境里设置，不写进文件。"
        )
    return value


def address(value: Any) -> Any:
    """Return the address of `name <address>` or of an address alone, checked."""
    if not isinstance(value, str):
        return value
    name, bare = split_name(value)
    if not _ADDRESS.fullmatch(bare) or ".." in bare:
        hint = "写法如 zhang@example.cn 或 张三 <zhang@example.cn>：一个 @，没有空格，地址里没有汉字。"
        raise Slip(f"“{shown(value)}”不是邮件地址。", hint)
    return f"{name} <{bare}>" if name else bare


def split_name(written: str) -> tuple[str, str]:
    """Return the name, perhaps empty, and the address of `name <address>`."""
    written = line(written)
    found = _NAMED.fullmatch(written)
    return (found["name"].strip(" \"'"), found["address"].strip()) if found else ("", written)


def place(value: Any) -> Any:
    """Return the path or URL of a ledger; raise Slip, which never repeats it, where a password stands in it."""
    if isinstance(value, str) and re.search(r"://[^/@]*:[^/@]*@|[?&](password|passwd|pwd)=", value, re.IGNORECASE):
        hint = "请把整个地址放进环境变量，用 ledger_env 写变量的名字，如 ledger_env: BRIEFING_LEDGER_URL。"
        raise Slip("台账的地址里写了密码。", hint)
    return line(value)
