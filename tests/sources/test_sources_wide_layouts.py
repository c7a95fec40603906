"""The layouts in which statistics offices lay out months: each is read rightly, or reported where it says two things.

A layout is written as CSV; of what is read each figure is told by its period, value, growth and rank.
"""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from tests.sources.files import Files, Rows
from tests.sources.test_sources_wide import wide
from tests.sources.test_sources_workbook import only


@dataclass(frozen=True)
class Layout:
    name: str
    table: str
    read: str


def told(layouts: tuple[Layout, ...]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("layout", layouts, ids=[layout.name for layout in layouts])


def rows(table: str) -> Rows:
    return [list(line.strip().split(",")) for line in table.strip().splitlines()]


def read(files: Files, table: str) -> list[str]:
    found = []
    for row in wide(files, rows(table)).as_csv().load().observations:
        figures = ["" if figure is None else str(figure) for figure in (row.value, row.growth)]
        rank = f" #{row.rank}" if row.rank is not None else ""
        found.append(f"{row.period.code} = {figures[0]}{f' {figures[1]}%' if figures[1] else ''}{rank}")
    return found


TITLE = "2020年1—9月主要经济指标"
READ = (
    Layout(
        "the month under a cumulative title",
        f"""{TITLE}
        指标,单位,本月,本月同比
        规上工业产值,亿元,10,5.5""",
        "2020-09 = 10 5.5%",
    ),
    Layout(
        "month and cumulative under a cumulative title",
        f"""{TITLE}
        指标,本月,累计
        规上工业产值,10,100""",
        "2020-09 = 10; 2020-01..2020-09 = 100",
    ),
    Layout(
        "month and cumulative, each over value and growth",
        f"""{TITLE}
        指标,本月,,累计,
        ,绝对量,同比,绝对量,同比
        规上工业产值,10,1,100,2""",
        "2020-09 = 10 1%; 2020-01..2020-09 = 100 2%",
    ),
    Layout(
        "growth right of each, by the same word",
        f"""{TITLE}
        指标,累计,同比,当月,同比
        规上工业产值,100,2,10,1""",
        "2020-01..2020-09 = 100 2%; 2020-09 = 10 1%",
    ),
    Layout(
        "both values, then both growths by name",
        f"""{TITLE}
        指标,当月,累计,累计增速,当月增速
        规上工业产值,10,100,2,1""",
        "2020-09 = 10 1%; 2020-01..2020-09 = 100 2%",
    ),
    Layout(
        "growths before their values",
        """2020年9月主要经济指标
        指标,本月同比,本月,累计同比,累计
        规上工业产值,1,10,2,100""",
        "2020-09 = 10 1%; 2020-01..2020-09 = 100 2%",
    ),
    Layout(
        "the one growth before the one value",
        f"""{TITLE}
        指标,同比,本月
        规上工业产值,1,10""",
        "2020-09 = 10 1%",
    ),
    Layout(
        "measure over month and cumulative",
        f"""{TITLE}
        指标,本年,,上年同期,,同比,
        ,本月,累计,本月,累计,本月,累计
        规上工业产值,10,100,9,98,1,2""",
        "2020-09 = 10 1%; 2020-01..2020-09 = 100 2%; 2019-09 = 9; 2019-01..2019-09 = 98",
    ),
    Layout(
        "month and cumulative over value, year ago and growth",
        f"""{TITLE}
        指标,本月,,,累计,,
        ,本期,上年同期,同比,本期,上年同期,同比
        规上工业产值,10,9,1,100,98,2""",
        "2020-09 = 10 1%; 2019-09 = 9; 2020-01..2020-09 = 100 2%; 2019-01..2019-09 = 98",
    ),
    Layout(
        "the year ago with a growth of its own",
        f"""{TITLE}
        指标,本期,,上年同期,
        ,绝对量,增速,绝对量,增速
        规上工业产值,100,2,98,3""",
        "2020-01..2020-09 = 100 2%; 2019-01..2019-09 = 98 3%",
    ),
    Layout(
        "period above, years below",
        """指标,单位,1—9月,,
        ,,2020年,2019年,增速(%)
        规上工业产值,亿元,1000,800,25""",
        "2020-01..2020-09 = 1000 25%; 2019-01..2019-09 = 800",
    ),
    Layout(
        "period above, years below, without a column of units",
        """指标,1—9月,,
        ,2020,2019,增速(%)
        规上工业产值,1000,800,25""",
        "2020-01..2020-09 = 1000 25%; 2019-01..2019-09 = 800",
    ),
    Layout(
        "two periods above, years below, under a title with the year",
        """2020年主要指标
        指标,9月,,,1—9月,,
        ,2020年,2019年,同比,2020年,2019年,同比
        规上工业产值,10,9,1,100,98,2""",
        "2020-09 = 10 1%; 2019-09 = 9; 2020-01..2020-09 = 100 2%; 2019-01..2019-09 = 98",
    ),
    Layout(
        "years above, periods below, growths last",
        """2020年9月主要指标
        指标,2020年,,2019年,,同比,
        ,9月,1—9月,9月,1—9月,9月,1—9月
        规上工业产值,10,100,9,98,1,2""",
        "2020-09 = 10 1%; 2020-01..2020-09 = 100 2%; 2019-09 = 9; 2019-01..2019-09 = 98",
    ),
    Layout(
        "years above month and cumulative, the month in the title",
        """2020年9月主要指标
        指标,2020年,,2019年,
        ,本月,累计,本月,累计
        规上工业产值,10,100,9,98""",
        "2020-09 = 10; 2020-01..2020-09 = 100; 2019-09 = 9; 2019-01..2019-09 = 98",
    ),
    Layout(
        "this year then last year then growth",
        """指标,2020年1—9月,2019年1—9月,同比增长(%)
        规上工业产值,1000,800,25""",
        "2020-01..2020-09 = 1000 25%; 2019-01..2019-09 = 800",
    ),
    Layout(
        "this month then the same a year ago then growth and rank",
        """指标,2020年9月,2019年9月,增速,位次
        规上工业产值,1000,800,25,3""",
        "2020-09 = 1000 25% #3; 2019-09 = 800",
    ),
    Layout(
        "last year then this year then growth",
        """指标,2019年9月,2020年9月,增速
        规上工业产值,800,1000,25""",
        "2019-09 = 800; 2020-09 = 1000 25%",
    ),
    Layout(
        "several years then the growth of the last",
        """指标,2018年,2019年,2020年,同比
        规上工业产值,700,800,1000,25""",
        "2018 = 700; 2019 = 800; 2020 = 1000 25%",
    ),
    Layout(
        "a month with month and cumulative below",
        """指标,2020年9月,,,
        ,本月,同比,累计,同比
        规上工业产值,10,1,100,2""",
        "2020-09 = 10 1%; 2020-01..2020-09 = 100 2%",
    ),
    Layout(
        "month and cumulative side by side with months in their headings",
        """指标,2020年9月,9月同比,1—9月,1—9月同比,位次
        规上工业产值,10,1,,,5""".replace("9月同比,1—9月,1—9月同比", "2020年9月同比,2020年1—9月,2020年1—9月同比"),
        "2020-09 = 10 1%; 2020-01..2020-09 =  #5",
    ),
    Layout(
        "the quarter under a cumulative title",
        f"""{TITLE}
        指标,本季,同比,累计
        规上工业产值,30,1,100""",
        "2020Q3 = 30 1%; 2020-01..2020-09 = 100",
    ),
    Layout(
        "the period in brackets behind the title",
        """2020年主要经济指标（1—9月）
        指标,绝对量,增速
        规上工业产值,100,2""",
        "2020-01..2020-09 = 100 2%",
    ),
    Layout(
        "the day of the report is not its period",
        """填报日期：2020年10月15日
        2020年1—9月主要指标
        指标,绝对量,增速
        规上工业产值,100,2""",
        "2020-01..2020-09 = 100 2%",
    ),
    Layout(
        "growth with its part in brackets",
        f"""{TITLE}
        指标,本月,累计,同比（累计）,同比（本月）
        规上工业产值,10,100,2,1""",
        "2020-09 = 10 1%; 2020-01..2020-09 = 100 2%",
    ),
    Layout(
        "entities across with month and cumulative",
        f"""{TITLE}
        指标,江北区,,,
        ,本月,同比,累计,同比
        规上工业产值,10,1,100,2""",
        "2020-09 = 10 1%; 2020-01..2020-09 = 100 2%",
    ),
    Layout(
        "periods down, month and cumulative of an indicator across",
        """期间,规上工业产值,,
        ,本月,累计,累计同比
        2020年9月,10,100,2""",
        "2020-09 = 10; 2020-01..2020-09 = 100 2%",
    ),
    Layout(
        "periods above, an indicator and its growth below",
        """地区,2020年1—9月,,2019年1—9月,
        ,规上工业产值,同比,规上工业产值,同比
        江北区,100,2,98,3""",
        "2020-01..2020-09 = 100 2%; 2019-01..2019-09 = 98 3%",
    ),
    Layout(
        "growth by its sign",
        f"""{TITLE}
        指标,本月,±%,累计,比上年同期±%
        规上工业产值,10,1,100,2""",
        "2020-09 = 10 1%; 2020-01..2020-09 = 100 2%",
    ),
    Layout(
        "the rank of the growth is a rank",
        f"""{TITLE}
        指标,绝对量,增速,
        ,,增幅,位次
        规上工业产值,100,2,3""",
        "2020-01..2020-09 = 100 2% #3",
    ),
)


@told(READ)
def test_a_layout_of_an_office_is_read_as_it_is_meant(files: Files, layout: Layout) -> None:
    assert read(files, layout.table) == layout.read.split("; ")


UNCLEAR = (
    Layout(
        "one growth after month and cumulative",
        f"""{TITLE}
        指标,本月,累计,同比
        规上工业产值,10,100,2""",
        "D2: 分不清这一列是哪一期的：旁边有2020年9月、2020年1—9月的数。请把表头写明，如“本月同比”",
    ),
    Layout(
        "a growth before month and cumulative",
        f"""{TITLE}
        指标,同比,本月,累计
        规上工业产值,2,10,100""",
        "B2: 分不清这一列是哪一期的：旁边有2020年9月、2020年1—9月的数。",
    ),
    Layout(
        "a growth after years that run backwards",
        """指标,2020年,2019年,2018年,同比
        规上工业产值,3,2,1,50""",
        "E1: 分不清这一列是哪一期的：旁边有2020年、2019年、2018年的数。",
    ),
    Layout(
        "a year ago after month and cumulative",
        f"""{TITLE}
        指标,本月,累计,上年同期
        规上工业产值,10,100,98""",
        "D2: 分不清这一列是哪一期的：",
    ),
    Layout(
        "the month of a year",
        """2020年主要指标
        指标,本月
        规上工业产值,10""",
        "B2: 看不出“本月”是2020年里的哪一期。请在表头写明期间，如“2020年9月”“2020年1—9月”。",
    ),
    Layout(
        "the month of a quarter",
        """2020年三季度主要指标
        指标,本月
        规上工业产值,10""",
        "B2: 看不出“本月”是2020年三季度里的哪一期。",
    ),
    Layout(
        "this year under the title of a month",
        """2020年9月主要指标
        指标,本年
        规上工业产值,10""",
        "B2: 看不出“本年”是2020年9月里的哪一期。",
    ),
    Layout(
        "years under the title of some months",
        f"""{TITLE}
        指标,2020年,上年同期
        规上工业产值,10,""",
        "B2: 标题写的是2020年1—9月，表头只写“2020年”，分不清是全年还是其中几个月。请在表头写全，如",
    ),
    Layout(
        "years under a title of months without a year",
        """1—9月主要经济指标
        指标,2020年,上年同期
        规上工业产值,10,""",
        "B2: 标题写的是1—9月，表头只写“2020年”，分不清是全年还是其中几个月。",
    ),
    Layout(
        "a heading that contradicts the one above",
        """指标,2020年1—9月,2019年
        ,2019年,
        规上工业产值,10,""",
        "B2: 表头“2019年”与上面的“2020年1—9月”对不上。请把期间写全，如“2020年1—9月”。",
    ),
    Layout(
        "cumulative over the month",
        f"""{TITLE}
        指标,累计,
        ,本月,
        规上工业产值,10,""",
        "B3: 表头“本月”与上面的表头对不上。一列只能是一种数，如“本月”或“累计”。",
    ),
    Layout(
        "months without a year anywhere",
        """指标,1月
        规上工业产值,10""",
        "B1: 表头“1月”没有写年份。请写成“2020年1月”，或在标题里写上年份，如“2020年主要指标”。",
    ),
    Layout(
        "periods down without a month",
        """期间,规上工业产值,
        ,本月,
        2020年,10,""",
        "A3: 看不出表头说的是2020年里的哪一期。请在期间一列写月份，如“2020年9月”。",
    ),
)


@told(UNCLEAR)
def test_a_layout_that_says_two_things_is_reported_and_not_guessed(files: Files, layout: Layout) -> None:
    assert only(wide(files, rows(layout.table)).as_csv()).startswith(f"data/x/数据.csv:{layout.read}")


def test_months_across_without_a_year_are_reported_each(files: Files) -> None:
    wide(files, [["指标", "1月", "2月"], ["规上工业产值", "1", "2"]]).as_csv()
    assert [str(problem).split("：")[0] for problem in files.problems()] == [
        "data/x/数据.csv:B1: 表头“1月”没有写年份。请写成“2020年1月”，或在标题里写上年份，如“2020年主要指标”。",
        "data/x/数据.csv:C1: 表头“2月”没有写年份。请写成“2020年2月”，或在标题里写上年份，如“2020年主要指标”。",
    ]
