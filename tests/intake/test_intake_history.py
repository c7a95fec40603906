"""Claims about how the history of a number is shown to people."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta, timezone
from zoneinfo import ZoneInfo

from briefing.intake.history import table
from briefing.intake.revisions import Revision

BEIJING = timezone(timedelta(hours=8))
ROW = Revision("2026-07-05T22:30:00+00:00", "王分析", "张三", "民政办", "a.xlsx", "指标数据!G5", "satisfaction", "",
               "2026H1", "数值", "96.1", "98")  # fmt: skip


def test_history_has_headings_local_time_with_its_zone_and_periods_in_words() -> None:
    heads, rows = table([ROW], BEIJING)
    assert dict(zip(heads, rows[0], strict=True)) == {
        "时间（UTC+08:00）": "2026-07-06 06:30",
        "期间": "2026年上半年",
        "项目": "数值",
        "原值": "96.1",
        "新值": "98",
        "填报人": "张三",
        "合并人": "王分析",
        "文件": "a.xlsx",
        "位置": "指标数据!G5",
    }


def test_where_summer_time_makes_two_zones_each_time_tells_its_own() -> None:
    heads, rows = table([ROW, replace(ROW, when="2026-01-05T22:30:00+00:00")], ZoneInfo("Europe/Berlin"))
    assert heads[0] == "时间"
    assert [row[0] for row in rows] == ["2026-07-06 00:30（UTC+02:00）", "2026-01-05 23:30（UTC+01:00）"]


def test_a_time_or_period_that_somebody_spoilt_is_shown_as_it_stands() -> None:
    spoilt = replace(ROW, when="昨天", period="上月")
    assert table([spoilt], BEIJING)[1][0][:2] == ("昨天", "上月")
