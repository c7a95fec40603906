"""A made-up document with every kind of block, for the tests of the back ends. All of its numbers are invented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

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
    Text,
    text,
)
from briefing.charts import ChartData, Datum, build
from briefing.document import Document, Mark, Masthead, Section, Style
from briefing.model.figure import Figure, Metric
from briefing.model.metrics import Light
from briefing.model.records import Origin

SOURCE = "示例区“六争攻坚”测试材料，数据均为虚构"


@dataclass(frozen=True, slots=True)
class Topic:
    """What the sample says about one theme."""

    mark: Mark
    headline: str
    indicator: str
    unit: str
    values: tuple[str, str, str]
    growth: str
    points: tuple[tuple[str, str], ...]


TOPICS = (
    Topic(
        Mark("project", "项目攻坚", "#B3261E"),
        "三年引进重点项目",
        "重点项目",
        "个",
        ("21", "48", "65"),
        "209.5",
        (
            ("引进。", "三年累计引进世界500强和跨国公司投资项目20个，计划总投资318.6亿元。"),
            ("开工。", "投资规模10亿元以上的产业项目开工10个，5亿元以上产业项目建成投用17个。"),
            ("景区。", "示例古城景区全年接待游客86.1万人次，比上年增长19.0%，通过省级复核。"),
        ),
    ),
    Topic(
        Mark("industry", "产业攻坚", "#B26A00"),
        "规上工业产值达到",
        "规上工业产值",
        "亿元",
        ("681.4", "765.2", "843.8"),
        "23.8",
        (
            ("产值。", "规上工业产值由681.4亿元增加到843.8亿元，年均增长11.3%，高于全市平均水平2.3个百分点。"),
            ("空间。", "都市工业空间拓展项目32个，新增面积76万平方米，投用率达到63%～68%。"),
            ("企业。", "上市企业7家，提前一年实现翻番；“小巨人”企业12家，居全市第3位。"),
        ),
    ),
    Topic(
        Mark("science", "科技攻坚", "#1F6FB2"),
        "有效发明专利达到",
        "有效发明专利",
        "件",
        ("1402", "2107", "2860"),
        "104.0",
        (
            ("投入。", "全社会研发投入占地区生产总值比重位次由全省第37位升至第6位，上升31位。"),
            ("机构。", "高能级大院大所由2家增加到5家，企业研发机构231家，R&D人员折合全时当量6120人年。"),
            ("人才。", "新引进特优以上人才61名，柔性引进院士9名。"),
        ),
    ),
    Topic(
        Mark("service", "服务攻坚", "#2F7D5B"),
        "事项掌上可办比例达到",
        "事项掌上可办比例",
        "%",
        ("61.2", "88.4", "99.6"),
        "38.4",
        (
            ("提速。", "企业开办时间由3个工作日压缩至4小时，工程审批“最多80天”改革全面落地。"),
            ("办理。", "一证通办比例达到100%，网上办件率93.31%，群众满意率99.2%。"),
        ),
    ),
    Topic(
        Mark("party", "党建攻坚", "#8A2D5C"),
        "解决基层实际问题",
        "解决基层实际问题",
        "个",
        ("312", "764", "1085"),
        "247.8",
        (
            ("下沉。", "选派机关干部2230人次到村（社区）一线，结对帮扶困难群众4180户。"),
            ("组织。", "新建两新党组织146个，软弱落后基层党组织全部完成整顿——较计划提前3个月。"),
        ),
    ),
    Topic(
        Mark("town", "城乡攻坚", "#4757A6"),
        "城乡争优项目完成投资",
        "城乡争优完成投资",
        "亿元",
        ("58.3", "141.9", "226.4"),
        "288.3",
        (
            ("改造。", "老旧小区改造惠及居民3632户，改造面积41.7万平方米，拆除违法建筑128.5万平方米。"),
            ("乡村。", "创建省级美丽乡村示范镇2个、特色精品村11个，农村生活垃圾分类覆盖率100%。"),
        ),
    ),
)


def figure(
    id_: str, number: str, unit: str, *, metric: Metric = "value", label: str = "", period: str = "2020"
) -> Figure:
    """Return a figure that prints `number` and `unit`, with a made-up origin."""
    value = Decimal(number.removeprefix("第").removeprefix("+"))
    origin = Origin("data/sample/observations.csv", cell="7", published="示例统计月报")
    return Figure(id_, metric, label or id_, value, value, number, unit, period=period, origins=(origin,))


def sample() -> Document:
    """Return the whole document: a summary, six themes, a league table, problems, and an appendix of 80 rows."""
    return Document(
        dataset="sample",
        audience="leadership",
        period="2018..2020",
        title="示例区“六争攻坚”三年行动进展情况",
        sections=(_summary(), *_themes(), _league(), _problems(), _appendix()),
        stamped=date(2020, 11, 30),
        kicker="六争攻坚·2018—2020年",
        byline=("示例区“六争攻坚”领导小组办公室", "2020年11月30日"),
        classification="内部资料　注意保存",
        masthead=Masthead(
            "六争攻坚简报",
            "第12期（总第36期）",
            "示例区“六争攻坚”办公室",
            "2020年11月30日",
            "内部资料　注意保存",
        ),
        endnotes=(
            text("绝对额按现价计算，增长速度按不变价计算。"),
            text("部分数据因四舍五入的原因，存在总计与分项合计不等的情况。"),
        ),
        marks=tuple(topic.mark for topic in TOPICS),
        author="示例区“六争攻坚”领导小组办公室",
        synthetic=True,
    )


def _summary() -> Section:
    output = figure("industry/2020", "843.8", "亿元", label="规上工业产值")
    growth = figure("industry/2020/growth", "23.8", "%", metric="growth")
    rank = figure("rd/2020/rank", "第6", "位", metric="rank")
    words = text(
        "2018年以来，全区围绕项目、产业、科技、服务、党建、城乡六大攻坚，规上工业产值由681.4亿元增加到",
        output,
        "，比2017年增长",
        growth,
        "；全社会研发投入占比位次由全省第37位升至",
        rank,
        "，上升31位。",
    )
    tiles = tuple(
        KeyFigure(
            topic.indicator,
            _value(topic, 2),
            text("比2017年增长", figure(f"{topic.mark.id}/growth", topic.growth, "%", metric="growth")),
            heading=topic.mark.name,
            color=topic.mark.color,
            light=light,
        )
        for topic, light in zip(TOPICS, (*[Light.GREEN] * 3, Light.YELLOW, Light.GREEN, Light.RED), strict=True)
    )
    return Section(
        "summary",
        "总体情况",
        text("六大攻坚见效：规上工业产值三年增长", growth),
        (Paragraph("summary/text", words), KeyFigures("summary/tiles", tiles, "tiles")),
        notes=(text("六大攻坚总体好于预期。"), text("研发投入位次升幅最大，城乡投资需要盯紧。")),
        source=SOURCE,
    )


def _themes() -> tuple[Section, ...]:
    return tuple(section for number, topic in enumerate(TOPICS) for section in _theme(number, topic))


def _theme(number: int, topic: Topic) -> tuple[Section, ...]:
    path = f"themes/{topic.mark.id}"
    opening = Section(
        path,
        topic.mark.name,
        text(topic.headline, _value(topic, 2)),
        (_strip(path, topic), _points(path, topic), _column(path, topic)),
        mark=topic.mark,
        notes=(text(topic.indicator, "三年增长", topic.growth, "%。"), text("来源：", SOURCE, "。")),
        source=SOURCE,
    )
    following = Section(
        f"{path}/targets",
        f"{topic.mark.name} · 指标进度",
        text("多数指标快于序时进度"),
        _board(path, topic) if number % 2 else (*_board(path, topic), _line(path, topic)),
        mark=topic.mark,
        level=2,
        source=SOURCE,
    )
    return opening, following


def _value(topic: Topic, year: int) -> Figure:
    return figure(
        f"{topic.mark.id}/{2018 + year}", topic.values[year], topic.unit, label=topic.indicator, period=str(2018 + year)
    )


def _strip(path: str, topic: Topic) -> KeyFigures:
    growth = figure(f"{topic.mark.id}/growth", topic.growth, "%", metric="growth", label="比2017年增长")
    rank = figure(f"{topic.mark.id}/rank", "第6", "位", metric="rank", label="全市位次")
    items = (
        KeyFigure(f"{topic.indicator}（2020年）", _value(topic, 2), text("比上年多", "12.4", topic.unit)),
        KeyFigure("比2017年增长", growth, text("高于全市平均水平2.3个百分点")),
        KeyFigure("全市位次", rank, text("比2017年上升31位"), light=Light.GREEN),
    )
    return KeyFigures(f"{path}/key_figures", items)


def _points(path: str, topic: Topic) -> Bullets:
    return Bullets(f"{path}/points", tuple((Span(lead, strong=True), Span(rest)) for lead, rest in topic.points))


def _column(path: str, topic: Topic) -> Chart:
    figures = tuple(_value(topic, year) for year in range(3))
    rows = tuple(
        Datum(f"{2018 + year}年", "", float(topic.values[year]), figures[year].number, year == 2) for year in range(3)
    )
    spec = build("column", ChartData(rows, topic.unit, 1), Style(), topic.mark.color)
    title = f"{topic.indicator}（{topic.unit}）"
    alt = f"{title}柱形图：2018年{topic.values[0]}，2019年{topic.values[1]}，2020年{topic.values[2]}。"
    return Chart(f"{path}/chart", "column", title, spec, alt, figures)


def _line(path: str, topic: Topic) -> Chart:
    rows = tuple(
        Datum(f"{month}月", name, round(base + month * step, 2), f"{base + month * step:.1f}" if month == 10 else "")
        for name, base, step in (("示例区", 4.2, 0.35), ("全市", 4.0, 0.2))
        for month in range(1, 11)
    )
    spec = build("line", ChartData(rows, "%", 1), Style(), topic.mark.color)
    title = f"{topic.indicator}月度增速（%）"
    return Chart(f"{path}/line", "line", title, spec, f"{title}折线图：示例区从4.6升到7.7，全市从4.2升到6.0。")


def _board(path: str, topic: Topic) -> tuple[Block, ...]:
    columns = (
        Column("指标", weight=3),
        Column("单位", "center"),
        Column("2017年", "right"),
        Column("2020年", "right"),
        Column("完成目标", weight=2),
        Column("进度灯", "center"),
    )
    kinds = (("115", Light.GREEN, 1.15), ("94", Light.YELLOW, 0.94), ("81", Light.RED, 0.81))
    rows = tuple(
        Row(
            (
                Cell(text(f"{topic.indicator}{suffix}")),
                Cell(text(topic.unit)),
                Cell(text(str(120 + 31 * at))),
                Cell(text(Span(str(180 + 23 * at), strong=True))),
                Cell(text(f"{done}%"), progress=Progress(share, 0.92)),
                Cell(text(light.value), light=light),
            )
        )
        for at, (suffix, (done, light, share)) in enumerate(zip(("总量", "年度新增", "位次"), kinds, strict=True))
    )
    note = "进度灯：绿＝达到或快于序时进度；黄＝落后10个百分点以内；红＝落后超过10个百分点。"
    return (
        Table(f"{path}/board", f"{topic.mark.name}目标完成情况", columns, rows, note),
        Callout(f"{path}/judgement", text(f"{topic.indicator}位次落后序时进度11个百分点，需要盯紧。"), "warning"),
    )


def _league() -> Section:
    names = ("甲街道", "乙街道", "丙街道", "丁镇", "戊镇", "己开发区")
    columns = (
        Column("位次", "center"),
        Column("单位", weight=2),
        Column("得分", "right"),
        Column("位次变化", "center"),
    )
    rows = tuple(
        Row(
            (
                Cell(text(str(at + 1))),
                Cell(text(name)),
                Cell(text(f"{96.5 - 2.25 * at:.2f}")),
                Cell(text(("↑2", "持平", "↓1", "↑1", "↓2", "持平")[at])),
            )
        )
        for at, name in enumerate(names)
    )
    return Section(
        "league",
        "亮榜晒绩",
        text("甲街道连续两期居首，两个镇位次下降"),
        (
            Table("league/table", "各街道（镇）综合得分", columns, rows),
            Callout("league/good", text("甲街道：连续两期居首，经验做法在全区推广。"), "good"),
        ),
        source=SOURCE,
    )


def _problems() -> Section:
    words: tuple[Text, ...] = (
        text(Span("投资后劲不足。", strong=True), "城乡争优项目完成投资落后序时进度11个百分点，3个项目尚未开工。"),
        text(Span("要素保障偏紧。", strong=True), "年度土地指标缺口约420亩，影响5个亿元以上项目落地。"),
    )
    return Section(
        "problems",
        "存在问题和下步打算",
        text("2项指标亮黄灯、1项指标亮红灯"),
        (
            Paragraph("problems/text", text("对照三年行动目标，仍有以下短板需要补齐：")),
            Bullets("problems/points", words),
            Callout("problems/next", text("下一步，实行“一项一策、一周一报”，确保年底前全部转绿。")),
            Paragraph("problems/slide", text("本段只在演示文稿中出现。"), only=("pptx",)),
        ),
        notes=(text("红灯项目逐个约谈。"),),
    )


def _appendix() -> Section:
    columns = (
        Column("指标", weight=3),
        Column("期间", "center", 1.2),
        Column("数值", "right"),
        Column("单位", "center"),
        Column("出处", weight=2.4),
    )
    rows: list[Row] = []
    for number, topic in enumerate(TOPICS):
        rows.append(Row((Cell(text(topic.mark.name)),), group=True))
        for at in range(13 if number < 2 else 12):
            value = figure(f"{topic.mark.id}/appendix/{at}", f"{10 + 7.3 * at:.1f}", "", label=topic.indicator)
            cells = (
                Cell(text(f"{topic.indicator}分项{at + 1}")),
                Cell(text(f"2020年1—{at % 9 + 3}月")),
                Cell(text(value)),
                Cell(text(topic.unit)),
                Cell(text(f"observations.csv:{100 * number + at + 2}")),
            )
            rows.append(Row(cells))
    rows += [
        Row(tuple(Cell(text(words)) for words in ("补充指标", "2020年", str(at), "项", "示例"))) for at in range(6)
    ]
    table = Table("appendix/table", "主要指标数据表", columns, tuple(rows), "初步统计数以最终核定为准。", dense=True)
    return Section("appendix", "附表", text("主要指标数据及出处"), (table,), source=SOURCE, appendix=True)
