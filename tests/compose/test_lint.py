"""Claims about the lint on composed text: each rule fires where it should, and not on what is nearly that."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from typer.testing import CliRunner

from briefing.blocks import Bullets, Cell, Column, Paragraph, Row, Span, Table, text
from briefing.build.job import Job, prepare
from briefing.build.template_check import check
from briefing.build.workspace import find
from briefing.cli import app
from briefing.compose import compose
from briefing.compose.lint import faults, lint
from briefing.compose.lint.lines import Line
from briefing.document import Document, Section
from briefing.model import printing
from briefing.model.figure import decimals
from briefing.model.series import compare
from briefing.template.load import builtin_templates
from tests.factory import single
from tests.rounding.asked import ASKED, typesetter

WRONG = [
    ("产值增长5亿元", "增加"),
    ("企业下降30家", "减少"),
    ("项目增长了12个，", "增加"),
    ("满意率增长0.3个百分点", "提高0.3个百分点"),
    ("产值增加5.6%", "增长5.6%"),
    ("能耗下降3倍", "几分之一"),
    ("用时减少两倍", "几分之一"),
    ("产量翻两倍", "番"),
    ("占比提高到3.2个百分点", "提高3.2个百分点"),
    ("占比下降至3个百分点", "下降3个百分点"),
    ("满意率提高3%", "提高3个百分点"),
    ("服务业增加值占比同比提高1.2%", "提高1.2个百分点"),
    ("出口下降-2.1%", "2.1"),
    ("利润下降−2.1%", "2.1"),
    ("2019年，规上工业产值843.8亿元，同比增长5.6%", "比上年增长"),
    ("2019年全区生产总值同比增长5.6%", "比上年增长"),
    ("产值增长5.6，居全市第1位", "5.6%"),
    ("投资达到100。", "单位"),
    ("增速63～68%之间", "63%～68%"),
    ("增速3至5%", "3%～5%"),
    ("1-9月产值", "1—9"),
    ("投资3~5亿元", "3—5"),
    ("出口增速-2.1%", "−2.1"),
    ("2018-20年", "2018—2020年"),
    ("19年底完工", "2019年"),
    ("比17年增长5%", "比2017年"),
    ("文号为(2020)1号", "〔2020〕1号"),
    ("依据江政发［2020］第12号", "〔2020〕12号"),
    ("江北区,规上工业", "，"),
    ("产值增长5%,居首", "，"),
    ("如下:一是", "："),
    ("完成;其余照旧", "；"),
    ("太好了!", "！"),
    ("研发经费(含高校)", "（"),
    ("产值增长.", "。"),
    ('称为"标准地"', "“”"),
    ("同比同比增长5%", "去掉一个“同比”"),
    ("产值增长同比增长5.6%", "只留一个"),
    ("投资的的项目", "去掉一个“的”"),
    ("居首。。其余", "只留一个"),
    ("居首，。其余", "只留一个"),
    ("规上工业规上工业产值", "去掉一个“规上工业”"),
    ("全年GDP同比增长6.8%", "比上年增长"),
    ("2020年度，全区生产总值同比增长5%", "比上年增长"),
    ("产值比上年同比增长5%", "只留一个"),
    ("产值同比比上年增长5%", "只留一个"),
    ("产值环比比上月增长3%", "只留一个"),
    ("产值环比上月增长3%", "只留一个"),
    ("高于全市平均2.3%", "高于全市平均2.3个百分点"),
    ("产值增长5.6%，高于全市平均水平2.3%", "2.3个百分点"),
    ("落后序时进度10%", "落后序时进度10个百分点"),
    ("满意度提高2%", "提高2个百分点"),
    ("优良天数比例提高3%", "提高3个百分点"),
    ("投资增长100多亿元", "增加"),
    ("投资增长5.6亿，", "增加"),
    ("产值843.8，增长5.6%", "843.8亿元"),
    ("增速5%到6%", "5%～6%"),
    ("增速5%-6%", "5%～6%"),
    ("投资约5亿元左右", "5亿元左右"),
    ("产量翻了一翻", "翻一番"),
    ("2020年09月01日", "9月1日"),
    ("文号为〔2020〕第11号", "〔2020〕11号"),
    ("产值增长2.0个百分点", "提高2.0个百分点"),
]
RIGHT = [
    "产值增长5.6%",
    "产值增长3倍",
    "培育新增长点3个",
    "连续增长10个月",
    "位次下降2位",
    "PM2.5浓度下降3微克/立方米",
    "满意率提高0.3个百分点",
    "占比下降0.3个百分点",
    "降幅比上月收窄1.2个百分点",
    "产值增加5亿元",
    "申请材料减少30%",
    "减少到原来的三分之一",
    "产值翻一番，比2017年翻两番",
    "占比提高到3.2%",
    "个人办事效率提高43.71%",
    "劳动生产率提高8.3%",
    "2020年1—9月，产值同比增长5.6%",
    "2020年上半年产值同比增长5.6%",
    "2020年前三季度，全区生产总值同比增长5.6%",
    "2019年，产值比上年增长5.6%。1—9月同比增长3%",
    "完成2026年目标的81.0%，同比增长5%",
    "由2018年的10亿元增加到2019年的12亿元",
    "达到国际先进水平",
    "增长点有1、2、3条",
    "增速63%～68%之间",
    "2018—2020年增长5%",
    "GB/T 9704-2012",
    "电话0574-87381234",
    "日期2020-09-30",
    "COVID-19疫情",
    "开发近20年",
    "20年来",
    "近20年底蕴深厚",
    "“十四五”时期",
    "〔2020〕1号",
    "（2020年）",
    "R&D, GDP",
    "12:30开会，比分3:1",
    "见https://example.cn:8080/a,b",
    "收入1,234亿元",
    "PM2.5浓度",
    "附件.docx",
    "不了了之",
    "以改善民生为目的的活动",
    "的的确确",
    "完成完成率考核",
    "……其余",
    "工业增加值增加8亿元",
    "实实在在、家家户户",
    "拉动示例区增长2.0个百分点",
    "拉动地区生产总值增长1.1个百分点，贡献率20.3%",
    "1—9月完成全年目标的81.0%，同比增长5%",
    "占全年投资的81.0%，同比增长5%",
    "全年目标已完成，9月同比增长5%",
    "全年产值比上年增长5%。1—9月同比增长3%",
    "2020年度重点项目开工30个，同比增长5%",
    "比上年同期增长5%",
    "同比比重提高",
    "人均收入5万元，高于全市平均2.3%",
    "人均收入高于全市平均2.3%",
    "高于全市平均2.3个百分点",
    "落后序时进度10个百分点",
    "快于序时进度75%的要求",
    "满意度提高到95%",
    "按比例提高3%",
    "投资增加100多亿元",
    "节约5亿元左右",
    "签约100个左右",
    "最近5公里左右",
    "用电5.6亿千瓦时，增长5.6%",
    "指数102.5，增长2.5%",
    "由5%到6%，",
    "由上年的5%到6%",
    "约5亿元，左右两岸",
    "约5公里左右岸绿道",
    "翻了翻账本",
    "翻了一番",
    "2020年9月1日10时09分",
    "〔2020〕11号",
    "令第11号",
    "贷款利率下降15个基点",
    "用10年末端治理经验",
    "三次产业分别增长-6.8%、1.6%、4.9%",
    "三次产业增长−6.8%、1.6%、4.9%",
    "增速63%—68%之间",
]


def found(words: str) -> list[str]:
    return [str(problem) for problem in faults(Line("a/b", text(words), True))]


@pytest.mark.parametrize(("words", "way_out"), WRONG)
def test_what_is_wrong_is_told_with_its_place_and_a_way_to_write_it(words: str, way_out: str) -> None:
    (problem,) = faults(Line("a/b", text(words), True))
    assert problem.where == "a/b"
    assert way_out in problem.hint


@pytest.mark.parametrize("words", RIGHT)
def test_what_is_nearly_wrong_is_left_alone(words: str) -> None:
    assert found(words) == []


def test_the_words_around_are_quoted() -> None:
    assert found("去年全区规上工业产值增加5.6%，居全市第一位，较上月提升")[0].startswith(
        "a/b: “…全区规上工业产值增加5.6%，居全市第一位，…”："
    )


def test_同比_before_the_rate_of_a_whole_year_is_found_though_no_word_names_the_year() -> None:
    pair = compare(single("2019", ("2018", "100"), ("2019", "119")).series("output"))
    assert pair is not None
    (problem,) = faults(Line("a", text("产值同比增长", printing.growth(pair) or ""), True))
    assert "2019年是整年" in problem.message
    part = compare(single("2020-09", ("2019-09", "100"), ("2020-09", "119")).series("output"))
    assert part is not None
    assert list(faults(Line("a", text("产值同比增长", printing.growth(part) or ""), True))) == []


def test_a_figure_without_its_unit_is_found_in_running_text_and_not_in_cells() -> None:
    row = single("2019", ("2019", "100.5")).series("output")
    assert row.current is not None
    figure = printing.value(row, row.current)
    bare = (Span("产值"), Span(figure.bare, figure), Span("，居首"))
    (problem,) = faults(Line("a", bare, True))
    assert "亿元" in problem.message
    assert list(faults(Line("a", bare))) == []
    assert list(faults(Line("a", (*bare[:2], Span("亿元")), True))) == []
    assert list(faults(Line("a", text("产值", figure), True))) == []


def _document(*blocks: Paragraph | Bullets | Table, language: str = "zh-CN", appendix: bool = False) -> Document:
    section = Section("industry/main", "产业", text("产业向好"), blocks, appendix=appendix)
    return Document("t", "x", "2019", "标题", (section,), date(2020, 1, 1), language=language)


def test_a_figure_that_is_printed_in_two_ways_is_found() -> None:
    row = single("2019", ("2019", "100.5")).series("output")
    assert row.current is not None
    figure = printing.value(row, row.current)
    other = replace(figure, number="101")
    both = _document(Paragraph("industry/main/a", text(figure)), Paragraph("industry/main/b", text(other)))
    (problem,) = lint(both)
    assert problem.where == "industry/main/b"
    assert "100.5亿元" in problem.message
    assert "101亿元" in problem.message
    same = _document(Paragraph("industry/main/a", text(figure)), Paragraph("industry/main/b", text(figure)))
    assert lint(same) == ()
    renamed = replace(other, id=f"{figure.id}|again")
    assert len(lint(_document(Paragraph("a", text(figure)), Paragraph("b", text(renamed))))) == 1
    fell = replace(figure, id=f"{figure.id}|size", number="−100.5")
    assert lint(_document(Paragraph("a", text(figure)), Paragraph("b", text(fell)))) == ()
    vague = replace(figure, qualifier="约")
    signed = replace(vague, id=f"{figure.id}|signed", number=f"+{figure.number}")
    assert lint(_document(Paragraph("a", text(vague)), Paragraph("b", text(signed)))) == ()
    assert len(lint(_document(Paragraph("a", text(vague)), Paragraph("b", text(figure))))) == 1


def test_what_is_done_of_a_plan_printed_otherwise_than_the_value_that_it_is_is_found() -> None:
    row = single("2019", ("2019", "33.4")).series("output")
    assert row.current is not None
    value = printing.value(row, row.current)
    done = replace(value, id="output/here/2019/achieved", metric="achieved", number="33")
    (problem,) = lint(_document(Paragraph("a", text(value)), Paragraph("b", text(done))))
    assert "33.4亿元" in problem.message
    assert lint(_document(Paragraph("a", text(value)), Paragraph("b", text(replace(done, number="33.4"))))) == ()


def test_two_counts_of_one_size_are_two_figures() -> None:
    months = printing.count("output/here/2019/run", "连续升降", 5, "个月")
    years = printing.count("output/here/2019/early", "提前完成", 5, "年")
    assert lint(_document(Paragraph("a", text(months)), Paragraph("b", text(years)))) == ()


def test_bullets_tables_and_footnotes_are_read_and_the_appendix_and_other_languages_are_not() -> None:
    wrong = "产值增加5.6%"
    note = (Span("产值"), Span("", note=text(wrong)))
    table = Table("industry/main/t", "", (Column("甲"),), (Row((Cell(text(wrong)),)),), note="同比同比")
    document = _document(
        Bullets("industry/main/b", (text("一切照旧"), text(wrong))), Paragraph("industry/main/p", note), table
    )
    places = [problem.where for problem in lint(document)]
    assert places == ["industry/main/b", "industry/main/p", "industry/main/t", "industry/main/t"]
    assert lint(_document(Paragraph("a", text(wrong)), language="en")) == ()
    assert lint(_document(Paragraph("a", text(wrong)), appendix=True)) == ()


@pytest.mark.parametrize("audience", ["leadership", "department", "public"])
@pytest.mark.parametrize("dataset", ["jiangbei", "demo-monthly"])
def test_all_that_the_product_writes_itself_is_clean(dataset: str, audience: str) -> None:
    ready = prepare(find(builtin_templates().parent), Job(dataset, audience))
    assert lint(compose(ready.loaded, ready.dataset, ready.period)) == ()


@pytest.mark.parametrize("code", ASKED)
def test_all_that_the_filters_write_is_clean(code: str) -> None:
    setter = typesetter(code)
    for asked in ASKED[code]:
        words = setter.set(f"{{{{ {asked} }}}}")
        assert [str(fault) for fault in faults(Line("x", (*words, *text("。")), True))] == [], asked


def test_check_hints_at_what_the_data_say_wrong_and_finds_no_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(builtin_templates().parent / "data" / "jiangbei", tmp_path / "data" / "jiangbei")
    highlights = tmp_path / "data" / "jiangbei" / "highlights.csv"
    told = highlights.read_text(encoding="utf-8").replace("上市企业数提前一年翻番", "上市企业数增加50%")
    highlights.write_text(told, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(app, ["check", "--dataset", "jiangbei", "--audience", "leadership"])
    assert result.exit_code == 0
    assert "提示：honours/table/table: “上市企业数增加50%”：“增加”带绝对数" in result.output


def test_template_check_hints_at_what_a_template_and_the_data_say_wrong(tmp_path: Path) -> None:
    from tests.datasets import targets

    root = targets(tmp_path)
    folder = root / "templates" / "mine"
    folder.mkdir(parents=True)
    (folder / "template.yaml").write_text(
        "name: 试\nchapters:\n  a:\n    pages:\n      p:\n        headline: 产值增加5.6%\n        blocks:\n"
        "          t: {kind: paragraph, text: '投资同比同比增长'}\n",
        encoding="utf-8",
    )
    hints = [str(hint).partition("：")[0] for hint in check(find(root), "mine", "targets").hints]
    assert [hint for hint in hints if "“" in hint] == [
        "templates/mine/template.yaml:6（a/p/headline）: “产值增加5.6%”",
        "templates/mine/template.yaml:8（a/p/t）: “投资同比同比增长”",
    ]


def test_what_is_wrong_in_a_headline_or_a_point_is_told_once_though_the_notes_say_it_again(tmp_path: Path) -> None:
    from tests.datasets import targets

    folder = targets(tmp_path) / "templates" / "mine"
    folder.mkdir(parents=True)
    (folder / "template.yaml").write_text(
        "name: 试\nchapters:\n  a:\n    pages:\n      p:\n        headline: 全年好，产值增加5.6%\n        blocks:\n"
        "          t:\n            kind: bullets\n            items:\n              - 投资增加7.1%，居首\n"
        "      q:\n        headline: 好\n        notes: [产值增加5.6%]\n        blocks:\n"
        "          t: {kind: paragraph, text: 好}\n",
        encoding="utf-8",
    )
    hints = [hint.where for hint in check(find(tmp_path), "mine", "targets").hints if "“增加”" in hint.message]
    assert hints == [
        "templates/mine/template.yaml:6（a/p/headline）",
        "templates/mine/template.yaml:10（a/p/t）",
        "templates/mine/template.yaml:14（a/q/notes）",
    ]


def test_several_numbers_of_decimals_in_one_column_of_one_indicator_are_hinted_at_with_the_way_to_settle_it() -> None:
    def league(*values: str) -> Document:
        sizes = [(f"sales/t{at}/2020/value", Decimal(value)) for at, value in enumerate(values)]
        figures = [
            printing.make(id_, "value", "零售额", size, decimals(size), "亿元", (), "2020") for id_, size in sizes
        ]
        rows = tuple(Row((Cell(text("镇")), Cell((Span(figure.bare, figure),)))) for figure in figures)
        return _document(Table("industry/main/t", "", (Column("镇"), Column("零售额（亿元）")), rows))

    (problem,) = lint(league("8.9", "5.34", "3.56"))
    assert str(problem) == (
        "industry/main/t: “零售额（亿元）”一列里小数位数不一样（8.9、5.34、3.56）。"
        "照原数印的；要一致，请在指标表的“小数位”（precision）里写明，如2。"
    )
    assert lint(league("8.90", "5.34", "3.56")) == ()
