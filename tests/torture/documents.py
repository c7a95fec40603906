"""Made-up documents that ask too much of a page: each is to be set right or refused with a problem, by every back end.

All of their words and numbers are invented. `TORTURE` names a maker for each; `merged` puts several into one document.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import cycle, islice
from typing import Any

from briefing.blocks import (
    Block,
    Bullets,
    Callout,
    Cell,
    Chart,
    Column,
    KeyFigure,
    KeyFigures,
    Paragraph,
    Progress,
    Row,
    Span,
    Table,
    text,
)
from briefing.charts import ChartData, Datum, build
from briefing.document import Document, Mark, Section, Style
from briefing.model.figure import Figure
from briefing.model.metrics import Light

MARK = Mark("torture", "极端内容", "#1F6FB2")
SENTENCES = (
    "规上工业产值由681.4亿元增加到843.8亿元，年均增长11.3%，高于全市平均水平2.3个百分点。",
    "“小巨人”企业12家，居全市第3位——较上年前移2位。",
    "老旧小区改造惠及居民3632户，改造面积41.7万平方米，拆除违法建筑128.5万平方米；其余项目按计划推进。",
    "企业开办时间由3个工作日压缩至4小时，R&D人员折合全时当量6120人年……",
)
UNBROKEN = "Jiangbei-District".replace("-", "") * 4
FULL_WIDTH = "２０２０年ＧＤＰ增长１２．５％"
SIGNS = "合格率≥99.5％，用地12.6㎡，均温25℃，见附表①—③，№7，Ⅲ类水体，↑31位、↓2位，±0.5‰"
EMOJI = "满意😀👍🏽，一家👨‍👩‍👧，旗🇨🇳，心❤️，项目⚠️预警"
RARE = "元素𬭚（dū）、𬭊、𬬻，人名王𬀩、李㛃、赵𠅤"
LATIN = "Łódź, Zürich, Ångström, naïve café, Việt Nam, e\u0301cole"
ARABIC = "展会名称：معرض الصين والدول العربية（第五届）"
BLANKS = "甲\u00a0乙\u00a012.5\u00a0亿元，零\u200b宽\u200b空格，连\u200d接\ufeff符，\u3000\u3000全角空格\u2009细空格"


def document(*sections: Section, **more: Any) -> Document:
    """Return a document with these sections."""
    given: dict[str, Any] = {
        "dataset": "torture",
        "audience": "leadership",
        "period": "2020",
        "title": "极端内容测试",
        "stamped": date(2020, 11, 30),
        "byline": ("测试单位", "2020年11月30日"),
        "marks": (MARK,),
        "author": "测试单位",
        "synthetic": True,
        **more,
    }
    return Document(sections=sections, **given)


def section(path: str, *blocks: Block, **more: Any) -> Section:
    given: dict[str, Any] = {
        "label": "极端内容",
        "headline": text("内容再多也不出格"),
        "mark": MARK,
        "source": "测试材料，数据均为虚构",
        **more,
    }
    return Section(path, blocks=blocks, **given)


def prose(characters: int) -> str:
    """Return running text of about so many characters, in whole sentences."""
    sentences: list[str] = []
    length = 0
    for sentence in cycle(SENTENCES):
        if length >= characters:
            return "".join(sentences)
        sentences.append(sentence)
        length += len(sentence)
    raise AssertionError("a cycle has no end")


def figure(number: str, unit: str) -> Figure:
    value = Decimal(number.replace(",", "").removeprefix("第"))
    return Figure(f"torture/{number}", "value", "指标", value, value, number, unit, period="2020")


def merged(documents: Iterable[Document]) -> Document:
    """Return one document with the sections of all, each under a path of its own."""
    given = [*documents]
    sections = tuple(
        replace(each, path=f"{number}/{each.path}", level=1 if number < 3 else 2)
        for number, document_ in enumerate(given)
        for each in document_.sections
    )
    return replace(given[0], sections=sections)


def _long_paragraph() -> Document:
    return document(section("one", Paragraph("one/text", text(prose(2000)))))


def _paragraph_of_a_megabyte() -> Document:
    return document(section("one", Paragraph("one/text", text(prose(350_000)))))


def _paragraph_without_a_sentence() -> Document:
    return document(section("one", Paragraph("one/text", text("区域经济运行总体平稳" * 150))))


def _paragraph_beside_a_chart() -> Document:
    chart = _chart("one/chart", [(f"{year}年", str(year - 1900)) for year in (2018, 2019, 2020)])
    return document(section("one", Paragraph("one/text", text(prose(900))), chart))


def _long_bullet() -> Document:
    items = (text("短的一条。"), text(Span("很长的一条。", strong=True), prose(1500)), text("又是短的一条。"))
    return document(section("one", Bullets("one/points", items)))


def _long_list() -> Document:
    items = tuple(text(Span(f"第{at}项荣誉。", strong=True), prose(40)) for at in range(1, 61))
    return document(section("one", Bullets("one/points", items)))


def _long_callout() -> Document:
    return document(section("one", Callout("one/remark", text(prose(1200)), "warning")))


def _long_cell() -> Document:
    columns = (Column("指标"), Column("单位", "center"), Column("数值", "right"), Column("说明"))
    rows = [("工业产值", "亿元", "843.8", prose(400)), ("研发投入", "%", "3.4", "公布数")]
    return document(section("one", _table("one/table", columns, rows, title="指标说明")))


def _cell_without_a_break() -> Document:
    columns = (Column("指标"), Column(UNBROKEN), Column("数值", "right"), Column("说明"))
    rows = [(UNBROKEN, "x" * 400, "843.8", "甲" * 400), ("研发投入", "甲", "3.4", "乙")]
    return document(section("one", _table("one/table", columns, rows)))


def _cell_higher_than_a_slide() -> Document:
    columns = (Column("指标"), Column("说明"))
    return document(section("one", _table("one/table", columns, [("工业产值", prose(6000)), ("研发", "短")])))


def _wide_table() -> Document:
    columns = (
        Column("街道（镇）"),
        Column("单位", "center"),
        *(Column(f"第{at}项指标", "right") for at in range(3, 31)),
    )
    rows = [
        (f"第{at}街道", "万元", *(f"{(at * 7919 + each * 104729) % 100_000 / 10:,.1f}" for each in range(28)))
        for at in range(1, 501)
    ]
    return document(section("one", _table("one/table", columns, rows, title="各街道指标", note="数据均为虚构。")))


def _wide_short_table() -> Document:
    columns = (Column("指标"), *(Column(f"{month}月累计", "right") for month in range(1, 25)))
    rows: list[tuple[str, ...]] = [("经济",)]
    rows += [
        (f"指标名称较长的第{at}项", *(f"{at * 100 + month}.{month % 10}亿元" for month in range(24))) for at in range(9)
    ]
    table = _table("one/table", columns, rows)
    return document(section("one", replace(table, rows=(replace(table.rows[0], group=True), *table.rows[1:]))))


def _endless_table() -> Document:
    rows = [(f"第{at}项", str(at)) for at in range(10_000)]
    return document(section("one", _table("one/table", (Column("指标"), Column("数值", "right")), rows)))


def _table_with_bars_and_lights() -> Document:
    columns = (Column("指标"), Column("完成目标"), Column("进度灯", "center"), Column("说明"))
    rows = tuple(
        Row(
            (
                Cell(text(f"{prose(30)}{at}")),
                Cell(text(f"{at * 7}.5%"), progress=Progress(at * 0.07, 0.75)),
                Cell(text("黄"), light=Light.YELLOW),
                Cell(text(prose(60))),
            )
        )
        for at in range(1, 15)
    )
    return document(section("one", Table("one/table", "目标进度", columns, rows)))


def _labels_without_a_break() -> Document:
    cards = KeyFigures(
        "one/cards", tuple(KeyFigure(UNBROKEN, figure("12.5", "亿元"), text(UNBROKEN)) for _ in range(4))
    )
    points = Bullets("one/points", (text(UNBROKEN * 3), text("甲" * 200), text("—" * 80), text("1" * 120)))
    chart = _chart("two/chart", [(UNBROKEN, "12"), ("乙", "7")], title=UNBROKEN * 2)
    return document(section("one", cards, points), section("two", chart, headline=text(UNBROKEN)))


def _long_cards() -> Document:
    label = "高新技术产业增加值占规模以上工业增加值的比重（按可比口径计算）"
    cards = tuple(
        KeyFigure(label, figure(f"1,234,567,{at}90.12", "万平方公里"), text(prose(40)), light=Light.RED)
        for at in range(1, 8)
    )
    tiles = tuple(replace(each, heading=f"第{at}大攻坚", color="#B26A00") for at, each in enumerate(cards[:6], 1))
    return document(
        section("one", KeyFigures("one/cards", cards)), section("two", KeyFigures("two/tiles", tiles, "tiles"))
    )


def _many_cards() -> Document:
    cards = tuple(KeyFigure(f"第{at}项指标", figure(f"{at}.5", "亿元"), text("比上年增长3.2%")) for at in range(30))
    return document(
        section("one", KeyFigures("one/cards", cards)), section("two", KeyFigures("two/tiles", cards, "tiles"))
    )


def _card_wider_than_a_slide() -> Document:
    card = KeyFigure("指标", figure("9" * 90, "亿元"))
    return document(section("one", KeyFigures("one/cards", (card,))))


def _odd_characters() -> Document:
    odd = (FULL_WIDTH, SIGNS, EMOJI, RARE, LATIN, ARABIC, BLANKS)
    rows = [(f"第{at}类", each) for at, each in enumerate(odd, 1)]
    return document(
        section("one", Bullets("one/points", tuple(text(each) for each in odd))),
        section("two", _table("two/table", (Column("类"), Column("文字")), rows)),
        section("three", Paragraph("three/text", text("；".join(odd * 3))), headline=text(SIGNS)),
    )


def _only_emoji() -> Document:
    return document(section("one", Bullets("one/points", (text("😀" * 200), text("⚠" * 90)))))


def _control_characters() -> Document:
    rows = [("甲\x07", "12"), ("乙", "3\x00")]
    blocks = (
        Paragraph("one/text", text("甲乙\x0b丙")),
        Bullets("one/points", (text("好的一条"), text("半个\ud83d字符"))),
        _table("one/table", (Column("指标"), Column("数值")), rows),
        _chart("one/chart", [("2018年\x01", "12"), ("2019年", "13")]),
    )
    return document(section("one", *blocks), section("two", headline=text("标题\x1f")))


def _chart_of_no_points() -> Document:
    spec = {"data": {"values": []}, "mark": "bar", "encoding": {"x": {"field": "a", "type": "nominal"}}}
    return document(section("one", Chart("one/chart", "custom", "没有数据的图", spec, "没有数据。")))


def _chart_of_one_point() -> Document:
    return document(section("one", _chart("one/chart", [("2020年", "12.5")]), Bullets("one/points", (text("一点。"),))))


def _chart_of_200_points() -> Document:
    points = [(f"{2001 + at // 12}年{at % 12 + 1}月", str(at * 37 % 91)) for at in range(200)]
    return document(section("one", _chart("one/chart", points, kind="line")))


def _theme_without_data() -> Document:
    empty = Table("one/table", "没有数据的表", (Column("指标"), Column("数值", "right")), ())
    blocks = (Bullets("one/points", ()), Paragraph("one/text", ()), KeyFigures("one/cards", ()), empty)
    return document(section("one", *blocks), section("two", headline=(), source=""))


def _title_of_90_characters() -> Document:
    words = (prose(90).replace("。", "，"))[:90]
    return document(section("one", Bullets("one/points", (text("一点。"),)), headline=text(words)), title=words)


def _endless_title() -> Document:
    return document(section("one", Bullets("one/points", (text("一点。"),)), headline=text(prose(200))))


def _long_source() -> Document:
    words = "；".join(f"《示例统计月报》2020年第{at}期第{at * 3}页" for at in range(1, 40))
    points = Bullets("one/points", tuple(text(prose(60)) for _ in range(5)))
    return document(section("one", points, source=words), section("two", points))


def _long_endnotes() -> Document:
    notes = (text(prose(600)), text("绝对额按现价计算。"), text(prose(900)))
    return document(section("one", Bullets("one/points", (text("一点。"),))), endnotes=notes)


def _many_chapters() -> Document:
    sections = (
        section(
            f"s{at}",
            Bullets(f"s{at}/points", (text("一点。"),)),
            label=f"第{at}章{prose(30)}"[:24],
            headline=text(prose(70)[:70]),
        )
        for at in range(1, 31)
    )
    return document(*sections)


def _long_furniture() -> Document:
    one = section("one", Bullets("one/points", (text("一点。"),)), label="栏目名很长" * 12)
    return document(one, byline=("落款单位" * 20, "2020年", "第三行", "第四行", "第五行"), kicker="眉题" * 40)


TORTURE: dict[str, Callable[[], Document]] = {
    "long_paragraph": _long_paragraph,
    "paragraph_of_a_megabyte": _paragraph_of_a_megabyte,
    "paragraph_without_a_sentence": _paragraph_without_a_sentence,
    "paragraph_beside_a_chart": _paragraph_beside_a_chart,
    "long_bullet": _long_bullet,
    "long_list": _long_list,
    "long_callout": _long_callout,
    "long_cell": _long_cell,
    "cell_without_a_break": _cell_without_a_break,
    "cell_higher_than_a_slide": _cell_higher_than_a_slide,
    "wide_table": _wide_table,
    "wide_short_table": _wide_short_table,
    "endless_table": _endless_table,
    "table_with_bars_and_lights": _table_with_bars_and_lights,
    "labels_without_a_break": _labels_without_a_break,
    "long_cards": _long_cards,
    "many_cards": _many_cards,
    "card_wider_than_a_slide": _card_wider_than_a_slide,
    "odd_characters": _odd_characters,
    "only_emoji": _only_emoji,
    "control_characters": _control_characters,
    "chart_of_no_points": _chart_of_no_points,
    "chart_of_one_point": _chart_of_one_point,
    "chart_of_200_points": _chart_of_200_points,
    "theme_without_data": _theme_without_data,
    "title_of_90_characters": _title_of_90_characters,
    "endless_title": _endless_title,
    "long_source": _long_source,
    "long_endnotes": _long_endnotes,
    "many_chapters": _many_chapters,
    "long_furniture": _long_furniture,
}


def _table(
    path: str, columns: tuple[Column, ...], rows: Iterable[Iterable[str]], title: str = "", note: str = ""
) -> Table:
    made = tuple(Row(tuple(Cell(text(words)) for words in row)) for row in rows)
    return Table(path, title, columns, made, note)


def _chart(path: str, points: Iterable[tuple[str, str]], *, kind: str = "column", title: str = "产值（亿元）") -> Chart:
    rows = tuple(Datum(name, "", float(value), value) for name, value in points)
    spec = build(kind, ChartData(rows, "亿元", 1), Style(), MARK.color)
    return Chart(path, kind, title, spec, f"{title}：{'，'.join(row.category for row in islice(rows, 3))}。")
