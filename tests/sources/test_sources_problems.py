"""What is said about each kind of mistake in the tables, and where."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.sources import check
from tests.sources.files import Cell, Files, Rows, csv_bytes, good

OBSERVATION = "data/x/observations.csv"
INDICATOR = "data/x/indicators.csv"


def observation(files: Files, **cells: Cell) -> Files:
    """Give the second observation (line 3) these cells."""
    head, row = files.tables["observations"][0], files.tables["observations"][2]
    for column, cell in cells.items():
        if column not in head:
            for line in files.tables["observations"]:
                line.append("")
            head[-1] = column
        row[head.index(column)] = cell
    return files.as_csv()


def indicator(files: Files, **cells: Cell) -> Files:
    """Give the first indicator (line 2) these cells."""
    head, row = files.tables["indicators"][0], files.tables["indicators"][1]
    for column, cell in cells.items():
        if column not in head:
            for line in files.tables["indicators"]:
                line.append("")
            head[-1] = column
        row[head.index(column)] = cell
    return files.as_csv()


def only(files: Files) -> str:
    said = files.said()
    assert len(said) == 1, said
    return said[0]


@pytest.mark.parametrize(
    ("column", "cell", "said"),
    [
        ("indicator", "outptu", "indicator（指标）：没有这个指标：“outptu”。是不是想写：output？"),
        ("entity", "江东区", "entity（地区）：没有这个地区：“江东区”。是不是想写："),
        ("unit", "万吨", "单位“万吨”不适合指标 output（亿元）。请换算成亿元，或改正单位。"),
        ("value", "暂无", "没有数值，也没有同比和位次。"),
        ("value", "无", "value（数值）：应该是数字，写的却是“无”。没有数据请留空。"),
        ("value", "近400", "value（数值）：应该是数字，写的却是“近400”。数值列写 400，“近”写在 qualifier（约数）列。"),
        ("value", "10余", "value（数值）：应该是数字，写的却是“10余”。数值列写 10，“余”写在 qualifier（约数）列。"),
        ("value", "843.8万吨", "value（数值）：“843.8万吨”里的“万吨”不是“亿元”。"),
        ("value", "19%", "value（数值）：“19%”里的“%”不是“亿元”。"),
        ("value", "1,23", "value（数值）：应该是数字，写的却是“1,23”。千位分隔的逗号每三位一个，如 1,234.5。"),
        ("value", "1.23E+08", "value（数值）：“1.23E+08”是科学计数法，位数可能已经丢失。"),
        ("value", "nan", "value（数值）：应该是数字，写的却是“nan”。"),
        ("value", "inf", "value（数值）：应该是数字，写的却是“inf”。"),
        ("value", "", "没有数值，也没有同比和位次。"),
        ("value", "9" * 40, "value（数值）：数字太长（超过 30 位）。"),
        ("growth", "增长5%", "growth（同比）：应该是数字，写的却是“增长5%”。"),
        ("growth", "2.3个百分点", "growth（同比）：“2.3个百分点”里的“个百分点”不是“%”。"),
        ("period", "去年", "period（期间）：“去年”不是期间。写法如 2019、"),
        ("period", "2020-13", "period（期间）：“2020-13”不是期间。"),
        ("period", "2020-09-30", "period（期间）：“2020-09-30”不是期间。"),
        ("period", "", "period（期间） 是空的。"),
        ("rank", "第一", "rank（位次）：应该是数字"),
        ("rank", "0", "rank（位次）：应该是不小于 1 的整数，写的却是 0。"),
        ("rank", "1.5", "rank（位次）：应该是不小于 1 的整数，写的却是 1.5。"),
        ("qualifier", "不足", "qualifier（约数）：“不足”不是可选的值。"),
        ("status", "prelimnary", "status（状态）：“prelimnary”不是可选的值。是不是想写：preliminary？"),
        ("visibility", "机密", "visibility（公开范围）：“机密”不是可选的值。可用的有：public、"),
        ("source", "公报\ue000", "source（来源）：含有不能显示的字符 U+E000。"),
        ("source", "公\x07报", "source（来源）：含有不能显示的字符 U+0007。"),
    ],
)
def test_a_bad_cell_of_an_observation(files: Files, column: str, cell: str, said: str) -> None:
    assert only(observation(files, **{column: cell})).startswith(f"{OBSERVATION}:3: {said}")


@pytest.mark.parametrize(
    ("column", "cell", "said"),
    [
        ("id", "1output", "编号“1output”不合写法。字母或下划线开头"),
        ("id", "in-put", "编号“in-put”不合写法。"),
        ("id", "../../etc", "编号“../../etc”不合写法。"),
        ("name", "", "name（名称） 是空的。"),
        ("unit", "", "unit（单位） 是空的。"),
        ("theme", "产业公坚", "theme（专题）：没有这个专题：“产业公坚”。是不是想写：产业攻坚？"),
        ("direction", "upward", "direction（方向）：“upward”不是可选的值。可用的有：higher、"),
        ("kind", "flwo", "kind（类型）：“flwo”不是可选的值。是不是想写：flow"),
        ("precision", "7", "precision（小数位）：应该是 0 到 6 之间的整数，写的却是 7。"),
        ("precision", "-1", "precision（小数位）：应该是 0 到 6 之间的整数，写的却是 -1。"),
        ("frequency", "周", "frequency（频率）：“周”不是可选的值。"),
        ("baseline", "当年", "baseline（基期）：“当年”不是期间。"),
        ("target", "翻番", "target（目标）：应该是数字，写的却是“翻番”。"),
    ],
)
def test_a_bad_cell_of_an_indicator(files: Files, column: str, cell: str, said: str) -> None:
    files.tables["observations"] = [["indicator", "period", "value"], ["rd_rank", "2019", "6"]]
    assert only(indicator(files, **{column: cell})).startswith(f"{INDICATOR}:2: {said}")


def test_a_rank_cannot_exceed_the_number_ranked(files: Files) -> None:
    assert only(observation(files, rank=12, rank_total=10)).startswith(f"{OBSERVATION}:3: 位次 12 大于参评数 10。")


def test_an_undeclared_entity_becomes_an_id_so_it_can_hold_no_slash(files: Files) -> None:
    files.yaml = "title: 总结\nthemes: [{id: industry, name: 产业}]\n"
    files.tables["indicators"] = files.tables["indicators"][:2]
    files.tables["observations"] = [["indicator", "period", "value", "entity"], ["output", "2020", "1", "../江北"]]
    assert only(files.as_csv()).startswith(f"{OBSERVATION}:2: 地区名“../江北”不能含有斜线。")


def test_the_same_observation_twice_names_the_first(files: Files) -> None:
    files.tables["observations"].append(["规上工业产值", "2017年", "1", ""])
    assert only(files.as_csv()).startswith(
        f"{OBSERVATION}:5: 规上工业产值（江北区）2017年重复：这里是1亿元，第 2 行已经有一个数，是681.4亿元。"
    )


def test_the_same_observation_twice_in_a_workbook_names_the_cell(files: Files) -> None:
    files.tables["observations"].append(["output", "2017", 1, ""])
    said = "data/x/data.xlsx:observations!C5: 规上工业产值（江北区）2017年重复："
    said += "这里是1亿元，C2 格已经有一个数，是681.4亿元。"
    assert only(files.as_workbook()).startswith(said)


def test_the_same_indicator_twice_names_the_first(files: Files) -> None:
    files.tables["indicators"].append(["output", "另一个", "产业", "亿元"])
    assert only(files.as_csv()).startswith(f"{INDICATOR}:5: 指标编号 output 重复，第 2 行已经用过。")


def test_a_name_of_two_indicators_must_be_written_as_the_id(files: Files) -> None:
    files.tables["indicators"].append(["output2", "规上工业产值", "产业", "亿元"])
    files.tables["observations"][1][0] = "规上工业产值"
    assert only(files.as_csv()).startswith(f"{OBSERVATION}:2: indicator（指标）：有几个指标都叫“规上工业产值”。")


def test_all_problems_of_all_files_come_in_one_run(files: Files) -> None:
    files.yaml = files.yaml.replace("#B06A00", "orange").replace("title:", "titel: 错\ntitle:")
    files.tables["indicators"][1][3] = ""
    files.tables["indicators"][2][2] = "农业攻坚"
    files.tables["observations"][1] = ["nothing", "去年", "大概", "江东区"]
    files.tables["observations"][3][2] = "六"
    assert sorted(files.as_csv().places()) == [
        "data/x/dataset.yaml:2",
        "data/x/dataset.yaml:9",
        f"{INDICATOR}:2",
        f"{INDICATOR}:3",
        *[f"{OBSERVATION}:2"] * 4,
        f"{OBSERVATION}:4",
    ]


def test_a_missing_table_does_not_condemn_the_rows_that_refer_to_it(files: Files) -> None:
    del files.tables["indicators"]
    assert only(files.as_csv()).startswith(f"{INDICATOR}: 缺少文件 indicators.csv（指标）。")


def test_an_unknown_column_is_named_with_what_it_may_mean(files: Files) -> None:
    said = f"{OBSERVATION}:1: 不认识的列“statsu”。是不是想写：status？自用的列请以 x_ 开头。"
    assert only(observation(files, statsu="final")) == said


def test_a_message_shows_no_control_characters(files: Files) -> None:
    assert "“bell\ufffd”" in only(observation(files, **{"bell\x1b": ""}))


def test_a_missing_column_is_said_once_not_in_every_row(files: Files) -> None:
    files.tables["observations"] = [["indicator", "period"], ["output", "2019"], ["output", "2018"]]
    said = files.as_csv().said()
    assert said[0].startswith(f"{OBSERVATION}:1: 缺少列 value（数值）。第一行要有：indicator（指标）、")


@pytest.mark.parametrize(("heading", "meant"), [("数植", "数值"), ("valeu", "value"), ("数 置", "数值")])
def test_a_misspelt_required_column_is_one_problem_and_not_one_in_every_row_too(
    files: Files, heading: str, meant: str
) -> None:
    files.tables["observations"][0][2] = heading
    said = f"{OBSERVATION}:1: 不认识的列“{heading}”。是不是想写：{meant}？自用的列请以 x_ 开头。"
    assert only(files.as_csv()) == said


def test_two_columns_of_one_meaning_cannot_stand(files: Files) -> None:
    assert only(observation(files, 数值=1)).startswith(f"{OBSERVATION}:1: 有两列都是 value（数值）。")


def test_a_column_without_a_heading_cannot_hold_anything(files: Files) -> None:
    files.tables["observations"][0].append("")
    files.tables["observations"][2].append("批注")
    assert only(files.as_csv()).startswith(f"{OBSERVATION}:3: 第 E 列没有表头，却有内容。")


def test_a_row_longer_than_the_headings_is_a_forgotten_quote(files: Files) -> None:
    files.tables["observations"][2].append("多余")
    assert only(files.as_csv()).startswith(f"{OBSERVATION}:3: 这一行有 5 格，表头只有 4 格。")


def test_semicolons_instead_of_commas_are_recognised(files: Files) -> None:
    files.as_csv()
    files.write("observations.csv", "indicator;period;value\noutput;2019;1\n")
    assert any("各列之间要用英文逗号分隔" in said for said in files.said())


def test_a_quote_that_is_never_closed_is_found_where_it_begins(files: Files) -> None:
    files.as_csv()
    files.write("observations.csv", 'indicator,period,value\noutput,2019,1\noutput,2018,"2\noutput,2017,3\n')
    assert only(files).startswith(f"{OBSERVATION}:3: 从这一行起，英文双引号没有成对。")


def test_a_quote_in_the_wrong_place_does_not_hide_the_rows_after_it(files: Files) -> None:
    files.as_csv()
    files.write("observations.csv", 'indicator,period,value\n"out"put,2019,1\noutput,2018,二\n')
    assert files.places() == [f"{OBSERVATION}:2", f"{OBSERVATION}:3"]


def test_a_table_that_holds_headings_alone_is_empty(files: Files) -> None:
    files.tables["observations"] = files.tables["observations"][:1]
    assert only(files.as_csv()).startswith(f"{OBSERVATION}: 表里只有表头，没有数据。")


def test_a_file_without_a_byte_is_empty(files: Files) -> None:
    files.as_csv()
    files.write("indicators.csv", b"")
    assert only(files).startswith(f"{INDICATOR}:1: 表是空的，连表头也没有。")


@pytest.mark.parametrize("data", ["指标,期间,数值\n产值,2019,1\n".encode("utf-16"), b"\xe4\xb8\xad\xe6,\xff\xff\n"])
def test_an_encoding_that_nobody_can_read_is_refused(files: Files, data: bytes) -> None:
    files.as_csv()
    files.write("observations.csv", data)
    assert only(files).startswith(f"{OBSERVATION}: 编码既不是 UTF-8，也不是 GB18030。")


def test_broken_utf_8_is_not_read_as_gb18030(files: Files) -> None:
    files.tables["observations"][1][0] = "规上工业产值"
    data = csv_bytes(files.tables["observations"]).replace("海曙".encode(), b"\xe6\xb5")
    files.as_csv()
    files.write("observations.csv", data[:-1] + b"\xe5")
    assert only(files).startswith(f"{OBSERVATION}: 编码既不是 UTF-8，也不是 GB18030。")


def test_a_milestone_needs_a_project_that_exists(files: Files) -> None:
    files.tables["projects"] = [["id", "theme", "name"], ["port", "产业", "文创港"]]
    files.tables["milestones"] = [["project", "name", "planned", "days"], ["prot", "开工", "下月", "49.5"]]
    assert files.as_csv().said() == [
        "data/x/milestones.csv:2: project（项目）：没有这个项目：“prot”。是不是想写：port？",
        "data/x/milestones.csv:2: planned（计划）：“下月”不是日期。写法如 2020-09-30、2020-09、2020。",
        "data/x/milestones.csv:2: days（天数）：应该是不小于 0 的整数，写的却是 49.5。",
    ]


def test_milestones_need_a_table_of_projects(files: Files) -> None:
    files.tables["milestones"] = [["project", "name"], ["port", "开工"]]
    assert only(files.as_csv()).startswith("data/x/milestones.csv: 有节点（milestones），却没有项目表（projects）。")


def test_bad_cells_of_projects_and_highlights(files: Files) -> None:
    header: Rows = [["id", "theme", "name", "investment", "unit", "status", "progress", "start", "entity"]]
    files.tables["projects"] = [*header, ["a/b", "产业", "港", "12亿元", "万元", "done", "半", "2020-02-30", "江东"]]
    files.tables["highlights"] = [["theme", "text", "level", "kind", "date"], ["产业", "", "乡级", "大奖", "去年"]]
    assert sorted(files.as_csv().places()) == ["data/x/highlights.csv:2"] * 4 + ["data/x/projects.csv:2"] * 5


def test_a_table_in_two_files_is_one_too_many(files: Files) -> None:
    files.tables["指标"] = files.tables["indicators"]
    said = only(files.as_csv())
    assert said.startswith("data/x/指标.csv: 与 data/x/indicators.csv 是同一张表（指标）。")


def test_a_file_nearly_named_like_a_table_is_pointed_out(files: Files) -> None:
    files.tables["highlight"] = [["theme", "text"], ["产业", "两连冠"]]
    assert only(files.as_csv()) == "data/x/highlight.csv: “highlight”不是表的名字。是不是想写：highlights？"


def test_an_empty_folder_lacks_everything(files: Files) -> None:
    files.folder.mkdir(parents=True)
    assert files.places() == ["data/x/dataset.yaml", "data/x"]


def test_without_workbook_or_tables_it_is_said_what_to_put_there(files: Files) -> None:
    files.write("dataset.yaml", files.yaml)
    assert files.said() == [
        "data/x: 没有数据文件。请放一个工作簿（如 数据.xlsx），"
        "或这些 CSV：indicators.csv（指标）、observations.csv（数据）。"
    ]
    files.write("说明.csv", "甲\n")
    assert len(files.said()) == 1


def test_a_row_of_totals_in_a_long_table_is_to_be_deleted(files: Files) -> None:
    assert only(observation(files, entity="全区合计")) == (
        f"{OBSERVATION}:3: entity（地区）：没有这个地区：“全区合计”。是合计就删去这一行。"
        "可用的有：jiangbei、江北区、haishu、海曙区。"
    )


def test_a_folder_that_is_not_there_is_a_problem_with_its_neighbours(tmp_path: Path) -> None:
    good(tmp_path).as_csv()
    dataset, problems = check(tmp_path / "data" / "xx", tmp_path)
    assert dataset is None
    assert [str(problem) for problem in problems] == ["data/xx: 没有这个数据集文件夹。是不是想写：x？"]


def test_a_link_out_of_the_folder_is_not_followed(files: Files, tmp_path: Path) -> None:
    files.as_csv()
    secret = tmp_path / "secret.csv"
    secret.write_text("theme,text\nsecret,secret\n")
    (files.folder / "highlights.csv").symlink_to(secret)
    assert only(files).startswith("data/x/highlights.csv: 这个文件是指向文件夹以外的链接。")


def test_ten_thousand_bad_rows_are_all_reported(files: Files) -> None:
    rows: Rows = [["output", "2017", f"错{number}", ""] for number in range(10_000)]
    files.tables["observations"] += rows
    places = files.as_csv().places()
    assert len(set(places)) == 10_000
    assert len(places) == 20_000  # each is a text, and a duplicate


def _notices(files: Files) -> list[str]:
    return [str(notice) for notice in files.load().notices]


def test_a_sheet_of_figures_that_bears_no_tables_name_is_told_of(files: Files) -> None:
    files.tables["经信局报表"] = [["指标", "单位", "2020年8月", "2020年9月"], ["规上工业产值", "亿元", 1, 2]]
    files.tables["台账"] = [["指标", "期间", "数值"], ["output", "2018", 5]]
    files.tables["工程"] = [["编号", "专题", "名称"], ["p1", "产业", "绿道"]]
    files.tables["说明"] = [["本表由区统计局汇总。"], ["名称", "说明"], ["产值", "规模以上"]]
    files.tables["x_草稿"] = [["指标", "期间", "数值"], ["output", "2018", 5]]
    assert _notices(files.as_workbook()) == [
        "data/x/data.xlsx:经信局报表: 这张工作表没有读，看起来却是一张数据表。"
        "要读，请改名为“宽表”，或“宽表-”加地区、期间；不读，请在名字前加 x_。",
        "data/x/data.xlsx:台账: 这张工作表没有读，看起来却是一张数据表。"
        "要读，请改名为“宽表”，或“宽表-”加地区、期间；不读，请在名字前加 x_。",
        "data/x/data.xlsx:工程: 这张工作表没有读，看起来却是一张项目表。要读，请改名为“项目”；不读，请在名字前加 x_。",
    ]


def test_a_file_of_figures_that_bears_no_tables_name_is_told_of(files: Files) -> None:
    import pandas

    files.tables["经信局报表"] = [["指标", "2020年8月", "2020年9月"], ["规上工业产值", 1, 2]]
    files.tables["备注"] = [["写给自己看的"], ["x"]]
    files.as_csv()
    pandas.DataFrame({"indicator": ["output"], "period": ["2018"], "value": [5.0]}).to_parquet(
        files.folder / "旧数据.parquet"
    )
    assert [notice.split("。")[0] for notice in _notices(files)] == [
        "data/x/经信局报表.csv: 这个文件没有读，看起来却是一张数据表",
        "data/x/旧数据.parquet: 这个文件没有读，看起来却是一张数据表",
    ]


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("增长8%", "增长写正数：8。"),
        ("下降4.7%", "下降写负数：−4.7。"),
        ("下降3个百分点", "下降写负数：−3。"),
        ("▲10", "下降写 −10，增长写 10。"),
        ("（4.7）", "下降写负数：−4.7。"),
        ("持平", "没有变化的，同比写 0。"),
        ("一百四", "请写阿拉伯数字，如 140。"),
        ("大于5", "这一格只写一个数字。"),
        ("很多", "没有数据请留空。"),
    ],
)
def test_the_hint_at_a_figure_in_words_says_how_to_write_that_figure(files: Files, written: str, hint: str) -> None:
    assert only(observation(files, growth=written)) == (
        f"{OBSERVATION}:3: growth（同比）：应该是数字，写的却是“{written}”。{hint}"
    )
