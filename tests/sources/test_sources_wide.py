"""What tables in the wide form become: periods, entities or indicators across."""

from __future__ import annotations

from typing import Any

import pytest

from briefing.sources.care import place_of
from tests.sources.books import ods, xls
from tests.sources.files import Files, Rows
from tests.sources.test_sources_workbook import only

CSV = "data/x/数据.csv"


def wide(files: Files, rows: Rows, name: str = "数据") -> Files:
    files.tables["indicators"].append(["invest", "固定资产投资", "产业", "亿元"])
    files.tables.pop("observations", None)
    files.tables[name] = rows
    return files


def read(files: Files) -> list[str]:
    """Return the observations, each on a line: indicator, entity, period, value, growth, rank, cell."""
    found = []
    for row in files.load().observations:
        figures = ("" if figure is None else str(figure) for figure in (row.value, row.growth, row.rank))
        parts = (row.indicator, row.entity, row.period.code, *figures, row.origin.cell)
        found.append(" ".join(part for part in parts if part))
    return found


def test_months_across_become_one_observation_each_known_by_its_own_cell(files: Files) -> None:
    rows: Rows = [["指标", "单位", "2020年1月", "2020年2月"], ["规上工业产值", "亿元", 1.5, 2.5]]
    observations = wide(files, rows).as_workbook().load().observations
    assert [(row.period.code, str(row.value), str(row.origin)) for row in observations] == [
        ("2020-01", "1.5", "data/x/data.xlsx:数据!C2"),
        ("2020-02", "2.5", "data/x/data.xlsx:数据!D2"),
    ]


def test_a_figure_of_a_wide_csv_file_is_known_by_column_and_line(files: Files) -> None:
    wide(files, [["指标", "2019", "2020"], ["规上工业产值", "1", "2"]]).as_csv()
    assert [str(row.origin) for row in files.load().observations] == [f"{CSV}:B2", f"{CSV}:C2"]


MERGED: Rows = [
    ["江北区主要经济指标", None, None, None, None, None, None],
    ["专题", "指标", "单位", "2019年", None, "2020年", None],
    [None, None, None, "1—9月", "全年", "1—9月", "同比（%）"],
    ["产业攻坚", "规上工业产值", "万元", 6_000_000, 8_438_000, 6_500_000, 8.3],
    [None, "固定资产投资", "亿元", 90, 120, "95.5 亿元", "—"],
    ["注：2020年为初步统计数。", None, None, None, None, None, None],
]
SPANS = ("A1:G1", "A2:A3", "B2:B3", "C2:C3", "D2:E2", "F2:G2", "A4:A5", "A6:G6")
FIGURES = [
    "output jiangbei 2019-01..2019-09 600 D4",
    "output jiangbei 2019 843.8 E4",
    "output jiangbei 2020-01..2020-09 650 8.3 F4",
    "invest jiangbei 2019-01..2019-09 90 D5",
    "invest jiangbei 2019 120 E5",
    "invest jiangbei 2020-01..2020-09 95.5 F5",
]


def test_years_merged_over_months_a_group_column_and_a_unit_column(files: Files) -> None:
    def merge(book: Any) -> None:
        for span in SPANS:
            book["数据"].merge_cells(span)

    assert read(wide(files, MERGED).as_workbook(merge)) == FIGURES


def test_the_same_table_as_an_old_workbook(files: Files) -> None:
    def merge(book: Any) -> None:
        for span in SPANS:
            (top, left), (bottom, right) = (place_of(corner) for corner in span.split(":"))
            book.get_sheet("数据").merge(top, bottom, left, right)

    wide(files, MERGED).write("dataset.yaml", files.yaml)
    files.write("data.xls", xls(files.tables, merge))
    assert read(files) == FIGURES


@pytest.mark.parametrize("write", ["csv", "ods", "gb18030"])
def test_the_same_table_without_merged_cells(files: Files, write: str) -> None:
    wide(files, MERGED).write("dataset.yaml", files.yaml)
    if write == "ods":
        files.write("data.ods", ods(files.tables))
    else:
        files.as_csv("utf-8" if write == "csv" else write)
    assert read(files) == FIGURES


def test_a_monthly_report_with_cumulative_and_growth_columns_side_by_side(files: Files) -> None:
    rows: Rows = [
        ["2020年9月江北区主要经济指标"],
        ["指标", "单位", "本月", "同比(%)", "本月止累计", "累计同比", "上年同期累计", "位次"],
        ["一、规上工业产值", "亿元", "70", "1.5", "650", "8.3", "600", "2"],
        ["其中：固定资产投资", "万元", "100000", "", "955000", "", "", ""],
    ]
    assert read(wide(files, rows).as_csv()) == [
        "output jiangbei 2020-09 70 1.5 C3",
        "output jiangbei 2020-01..2020-09 650 8.3 2 E3",
        "output jiangbei 2019-01..2019-09 600 G3",
        "invest jiangbei 2020-09 10 C4",
        "invest jiangbei 2020-01..2020-09 95.5 E4",
    ]


def test_three_rows_of_headings_year_period_and_measure(files: Files) -> None:
    rows: Rows = [
        ["指标", "2020年", "", "", ""],
        ["", "9月", "", "1—9月", ""],
        ["", "绝对量", "增速", "绝对量", "增速"],
        ["规上工业产值", "70", "1.5", "650", "8.3"],
    ]
    assert read(wide(files, rows).as_csv()) == [
        "output jiangbei 2020-09 70 1.5 B4",
        "output jiangbei 2020-01..2020-09 650 8.3 D4",
    ]


def test_cumulative_over_value_and_growth(files: Files) -> None:
    rows: Rows = [
        ["2020年9月主要指标"],
        ["指标", "本月", "", "累计", ""],
        ["", "绝对值", "同比", "绝对值", "同比"],
        ["规上工业产值", "70", "1.5", "650", "8.3"],
    ]
    assert read(wide(files, rows).as_csv()) == [
        "output jiangbei 2020-09 70 1.5 B4",
        "output jiangbei 2020-01..2020-09 650 8.3 D4",
    ]


def test_entities_across_for_the_period_of_the_title(files: Files) -> None:
    rows: Rows = [
        ["2020年1—9月各区主要指标"],
        ["指标", "单位", "江北区", "", "海曙区", ""],
        ["", "", "本期", "同比", "本期", "同比"],
        ["规上工业产值", "亿元", "650", "8.3", "900", "-1"],
    ]
    assert read(wide(files, rows).as_csv()) == [
        "output jiangbei 2020-01..2020-09 650 8.3 C4",
        "output haishu 2020-01..2020-09 900 -1 E4",
    ]


def test_entities_across_without_a_period_are_refused(files: Files) -> None:
    wide(files, [["指标", "江北区", "海曙区"], ["规上工业产值", "1", "2"]])
    assert only(files.as_csv()).startswith(f"{CSV}:1: 看不出是哪一期的数。请在标题里写上期间")


def test_an_entity_column_is_filled_down(files: Files) -> None:
    rows: Rows = [
        ["地区", "指标", "2019", "2020"],
        ["江北区", "规上工业产值", "1", "2"],
        ["", "固定资产投资", "3", ""],
        ["海曙区", "规上工业产值", "4", "5"],
    ]
    assert read(wide(files, rows).as_csv()) == [
        "output jiangbei 2019 1 C2",
        "output jiangbei 2020 2 D2",
        "invest jiangbei 2019 3 C3",
        "output haishu 2019 4 C4",
        "output haishu 2020 5 D4",
    ]


def test_periods_down_and_indicators_across_with_units_in_their_headings(files: Files) -> None:
    rows: Rows = [["期间", "规上工业产值（万元）", "研发位次"], ["2019", "8438000", "6"], ["2020Q1", "", "5"]]
    assert read(wide(files, rows).as_csv()) == [
        "output jiangbei 2019 843.8 B2",
        "rd_rank jiangbei 2019 6 C2",
        "rd_rank jiangbei 2020Q1 5 C3",
    ]


def test_one_sheet_an_entity_by_its_name_or_by_a_line_above_its_headings(files: Files) -> None:
    head: Rows = [["指标", "2019", "2020"]]
    wide(files, [*head, ["规上工业产值", 1, 2]], "宽表-江北区")
    files.tables["宽表（2）"] = [["报送单位：海曙区"], *head, ["规上工业产值", 3, 4]]
    assert [(row.entity, str(row.value), row.origin.sheet) for row in files.as_workbook().load().observations] == [
        ("jiangbei", "1", "宽表-江北区"),
        ("jiangbei", "2", "宽表-江北区"),
        ("haishu", "3", "宽表（2）"),
        ("haishu", "4", "宽表（2）"),
    ]


def test_the_entity_of_a_sheet_s_name_must_be_known(files: Files) -> None:
    wide(files, [["指标", "2020年1月"], ["规上工业产值", 1]], "宽表-江比区")
    assert "没有这个地区：“江比区”。是不是想写：江北区？" in only(files.as_workbook())


def test_a_title_that_names_an_entity_says_whose_figures_these_are(files: Files) -> None:
    wide(files, [["海曙区主要指标"], ["指标", "2019", "2020"], ["规上工业产值", "1", ""]])
    assert read(files.as_csv()) == ["output haishu 2019 1 B3"]


def test_a_title_that_names_two_entities_is_refused(files: Files) -> None:
    wide(files, [["江北区和海曙区"], ["指标", "2019", "2020"], ["规上工业产值", "1", ""]])
    said = f"{CSV}:A1: 标题里有几个地区（江北区、海曙区），分不清是谁的数。请在表头上面加一行，如“地区：江北区”。"
    assert only(files.as_csv()) == said


def test_a_line_with_the_unit_above_the_headings_holds_for_all(files: Files) -> None:
    wide(files, [["单位：万元"], ["指标", "2019", "2020"], ["规上工业产值", "8438000", ""]])
    assert read(files.as_csv()) == ["output jiangbei 2019 843.8 B3"]


def test_a_long_and_a_wide_table_stand_side_by_side(files: Files) -> None:
    files.tables["宽表"] = [["指标", "2020年1月", "2020年2月"], ["规上工业产值", 1, 2]]
    assert [row.split()[-1] for row in read(files.as_workbook())] == ["C2", "C3", "C4", "B2", "C2"]


def test_a_value_a_year_ago_that_is_given_again_is_one_and_the_same(files: Files) -> None:
    wide(files, [["指标", "2019年", "2020年", "上年同期"], ["规上工业产值", "1", "2", "1"]])
    assert read(files.as_csv()) == ["output jiangbei 2019 1 B2", "output jiangbei 2020 2 C2"]


def test_a_value_a_year_ago_that_differs_is_reported_with_both_cells(files: Files) -> None:
    wide(files, [["指标", "2019年", "2020年", "上年同期"], ["规上工业产值", "1", "2", "1.5"]])
    said = f"{CSV}:D2: 规上工业产值（江北区）2019年：这里的上年同期是1.5亿元，B2 格是1亿元，对不上。"
    assert only(files.as_csv()).startswith(said)


def test_a_row_of_totals_is_passed_over_with_a_notice(files: Files) -> None:
    rows: Rows = [
        ["序号", "指标", "单位", "2019年", "2020年"],
        ["1", "规上工业产值", "亿元", "1", "2"],
        ["合 计", "", "", "1", "2"],
        ["", "小计", "", "3", "4"],
        ["", "总计", "", "", ""],
    ]
    files = wide(files, rows).as_csv()
    assert read(files) == ["output jiangbei 2019 1 D2", "output jiangbei 2020 2 E2"]
    assert [str(notice) for notice in files.load().notices] == [
        f"{CSV}:3: 这一行是“合 计”，没有读。要读，请把它写成指标或地区的名称。",
        f"{CSV}:4: 这一行是“小计”，没有读。要读，请把它写成指标或地区的名称。",
    ]


def test_a_row_of_totals_of_entities_is_passed_over_unless_an_entity_is_called_so(files: Files) -> None:
    rows: Rows = [
        ["2020年规上工业产值"],
        ["地区", "规上工业产值", "固定资产投资"],
        ["江北区", "1", "2"],
        ["全区合计", "3", "4"],
    ]
    files = wide(files, rows).as_csv()
    assert [row.split()[-1] for row in read(files)] == ["B3", "C3"]
    assert [str(notice).split("。")[0] for notice in files.load().notices] == [f"{CSV}:4: 这一行是“全区合计”，没有读"]
    files.yaml = files.yaml.replace("name: 海曙区", "name: 全区合计")
    assert [row.split()[1] for row in read(files.as_csv())] == ["jiangbei", "jiangbei", "haishu", "haishu"]


def test_a_nameless_row_of_figures_is_to_be_named_or_deleted(files: Files) -> None:
    wide(files, [["指标", "2019年", "2020年"], ["规上工业产值", "1", "2"], ["", "3", "4"]])
    assert only(files.as_csv()) == (
        f"{CSV}:B3: 这一行有数，却没有写是哪个指标。请在左边补上指标名称；是合计就写“合计”，或删去这一行。"
    )


def test_a_column_that_the_program_works_out_itself_is_told(files: Files) -> None:
    wide(files, [["指标", "2020年", "完成率"], ["规上工业产值", "1", "98"]])
    notices = [str(notice) for notice in files.as_csv().load().notices]
    assert notices == [f"{CSV}:C1: 这一列不读：完成率、环比、占比等由程序计算，目标写在指标表。"]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (
            [["指标", "2019", "2020"], ["规上工业产直", "1", ""]],
            "A2: indicator（指标）：没有这个指标：“规上工业产直”。是不是",
        ),
        (
            [["指标", "2019", "2020"], ["规上工业产值", "1", "大概2"]],
            "C2: value（数值）：应该是数字，写的却是“大概2”。",
        ),
        (
            [["指标", "单位", "2019", "2020"], ["规上工业产值", "吨", "1", ""]],
            "B2: 单位“吨”不适合指标 output（亿元）。",
        ),
        ([["指标", "2019", "2020", "去年底"], ["规上工业产值", "1", "", ""]], "D1: 认不出表头“去年底”。"),
        ([["指标", "2019", "2020"], ["", "1", ""]], "B2: 这一行有数，却没有写是哪个指标。"),
        ([["指标", "2019", "2020", ""], ["规上工业产值", "1", "", "9"]], "D2: 这一列没有表头，却有内容。"),
    ],
)
def test_a_mistake_in_a_wide_table_is_named_by_its_cell(files: Files, rows: Rows, said: str) -> None:
    assert only(wide(files, rows).as_csv()).startswith(f"{CSV}:{said}")


def test_an_unknown_entity_across_is_named_with_what_it_may_mean(files: Files) -> None:
    rows: Rows = [["2020年主要指标"], ["指标", "江北区", "海曙区", "江比区"], ["规上工业产值", "1", "2", "3"]]
    assert "认不出表头“江比区”。是不是想写：江北区？" in only(wide(files, rows).as_csv())


def test_a_table_that_calls_itself_wide_must_be(files: Files) -> None:
    wide(files, [["名", "甲"], ["规上工业产值", "1"]], "宽表")
    assert "认不出宽表的表头。" in only(files.as_csv())


def test_a_year_month_typed_as_a_number_is_refused(files: Files) -> None:
    wide(files, [["指标", "2020年9月", None], ["规上工业产值", 1, 2]])

    def change(book: Any) -> None:
        book["数据"]["C1"] = 2020.1

    assert "认不出表头“数字 2020.1”。" in only(files.as_workbook(change))


@pytest.mark.parametrize(
    "rows",
    [
        [["指标", "期间", "数值"], ["产值", "2019", "2020"]],
        [["2020年1—9月"], ["指标", "期间", "数值", "同比"], ["产值", "2019", "1", "2"]],
        [["指标", "年份", "完成值", "位次"], ["产值", "2019", "2000", "2"]],
    ],
)
def test_a_long_table_is_never_taken_for_a_wide_one(rows: Rows) -> None:
    from briefing.sources.wide_headings import Names, head

    lines = [(number, ["" if cell is None else str(cell) for cell in cells]) for number, cells in enumerate(rows, 1)]
    assert head(lines, Names({}, {"产值": "产值"})) is None


@pytest.mark.parametrize("growth", ["同期增长", "增减率(%)", "增幅", "比上年同期±%", "同比增减率"])
@pytest.mark.parametrize("value", ["绝对额", "总量"])
def test_everyday_words_below_a_period_are_its_value_and_growth(files: Files, value: str, growth: str) -> None:
    wide(files, [["指标", "2020年9月", ""], ["", value, growth], ["规上工业产值", "1", "5"]])
    assert read(files.as_csv()) == ["output jiangbei 2020-09 1 5 B3"]


def test_months_in_chinese_figures_and_with_a_hyphen_stand_below_their_year(files: Files) -> None:
    wide(files, [["指标", "2020年", "", ""], ["", "七月", "1-9月", "十二月"], ["规上工业产值", "1", "5", "7"]])
    assert [row.split()[2] for row in read(files.as_csv())] == ["2020-07", "2020-01..2020-09", "2020-12"]


def test_one_unknown_heading_in_a_second_row_is_the_one_problem(files: Files) -> None:
    rows: Rows = [["规上工业产值", "1", "2", "3"], ["固定资产投资", "1", "2", "3"]]
    wide(files, [["指标", "2020年9月", "", ""], ["", "完成", "同比", "计划外"], *rows])
    assert only(files.as_csv()).startswith(f"{CSV}:D2: 认不出表头“计划外”。")
