"""The numbers of the examples, a `ChartData` each: 示例数据, all invented."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from briefing.charts.data import ChartData, Datum, Difference, Reference
from briefing.model.metrics import Light

_YEARS = ("2018年", "2019年", "2020年", "2021年", "2022年")
_MONTHS = tuple(f"{month}月" for month in range(1, 13))
_TOWNS = ("东湖街道", "西岭镇", "南溪街道", "北桥镇", "中塘街道", "望江镇", "云岭乡", "柳浦镇")


def _printed(value: float, digits: int) -> str:
    return f"{value:.{digits}f}".replace("-", "−")


def _single(
    names: Sequence[str], values: Sequence[float], digits: int = 0, *, strong: int | None = None
) -> tuple[Datum, ...]:
    return tuple(
        Datum(name, "", value, _printed(value, digits), place == strong)
        for place, (name, value) in enumerate(zip(names, values, strict=True))
    )


def _grid(
    categories: Sequence[str], table: dict[str, Sequence[float]], digits: int = 0, *, strong: str = ""
) -> tuple[Datum, ...]:
    """Return a row for every category of every series; `strong` names the series that is emphasised."""
    return tuple(
        Datum(category, series, value, _printed(value, digits), series == strong)
        for series, values in table.items()
        for category, value in zip(categories, values, strict=True)
    )


COLUMN = ChartData(
    _grid(("规上工业产值", "规上工业增加值"), {"2020年": (520.6, 118.4), "2022年": (641.2, 149.9)}, 1, strong="2022年"),
    "亿元",
    1,
    differences=(
        Difference(("规上工业产值", "2020年"), ("规上工业产值", "2022年"), "+23.2%"),
        Difference(("规上工业增加值", "2020年"), ("规上工业增加值", "2022年"), "+26.6%"),
    ),
)
LINE = ChartData(
    _single(_YEARS, (412.5, 446.0, 471.8, 530.2, 580.4), 1),
    "亿元",
    1,
    differences=(Difference(("2018年", ""), ("2022年", ""), "年均增长8.9%"),),
)
RANKED = ChartData(
    tuple(
        Datum(name, "", value, f"{value}", name == "南溪街道", note, str(rank))
        for rank, (name, value, note) in enumerate(
            zip(
                ("东湖街道", "南溪街道", "望江镇", "西岭镇", "中塘街道", "北桥镇"),
                (9.4, 8.7, 7.9, 7.2, 6.1, 5.8),
                ("", "↑3位", "", "↓1位", "", ""),
                strict=True,
            ),
            1,
        )
    ),
    "%",
    1,
)
LOLLIPOP = ChartData(_single(_TOWNS, (92.4, 88.1, 95.6, 83.0, 90.2, 79.5, 76.8, 85.3), 1, strong=2), "分", 1)
DUMBBELL = ChartData(
    tuple(
        Datum(name, year, value, f"{value}", note=note)
        for name, before, after, change in (
            ("企业研发机构", 120, 168, "+40.0%"),
            ("高新技术企业", 86, 133, "+54.7%"),
            ("规上科技企业", 64, 79, "+23.4%"),
            ("市级以上平台", 41, 38, "−7.3%"),
        )
        for year, value, note in (("2020年", before, ""), ("2022年", after, change))
    ),
    "家",
)
_PARTS: dict[str, Sequence[float]] = {
    "第一产业": (21.0, 21.8, 22.4, 23.1, 23.5),
    "第二产业": (198.4, 210.7, 219.9, 247.3, 268.0),
    "第三产业": (301.2, 330.5, 349.6, 388.8, 421.6),
}
STACKED = ChartData(_grid(_YEARS, _PARTS, 1), "亿元", 1, totals=("520.6", "563.0", "591.9", "659.2", "713.1"))
SHARE = ChartData(
    tuple(
        Datum(year, series, value, f"{value:g}%")
        for series, values in {
            "第一产业": (12, 11, 10, 9, 8),
            "第二产业": (42, 41, 40, 39, 38),
            "第三产业": (46, 48, 50, 52, 54),
        }.items()
        for year, value in zip(_YEARS, values, strict=True)
    ),
    "%",
)
AREA = ChartData(_grid(_YEARS, {name: _PARTS[name] for name in ("第三产业", "第二产业", "第一产业")}, 1), "亿元", 1)
COMBO = ChartData(
    tuple(
        Datum(year, series, value, label)
        for series, values, labels in (
            (
                "固定资产投资（亿元）",
                (186.0, 201.4, 196.8, 221.5, 243.7),
                ("186.0", "201.4", "196.8", "221.5", "243.7"),
            ),
            ("增速（%）", (6.1, 8.3, -2.3, 12.6, 10.0), ("6.1", "8.3", "−2.3", "12.6", "10.0")),
        )
        for year, value, label in zip(_YEARS, values, labels, strict=True)
    ),
    "亿元",
    1,
    secondary=("增速（%）",),
)
WATERFALL = ChartData(
    tuple(
        Datum(name, "", value, label, level)
        for name, value, label, level in (
            ("2021年", 46.4, "46.4", True),
            ("增值税", 18.2, "+18.2", False),
            ("企业所得税", 9.1, "+9.1", False),
            ("个人所得税", 4.9, "+4.9", False),
            ("契税", -12.6, "−12.6", False),
            ("非税收入", -5.3, "−5.3", False),
            ("2022年", 60.7, "60.7", True),
        )
    ),
    "亿元",
    1,
)
SLOPE = ChartData(
    (
        Datum("2020年", "研发投入强度", 31, "第31", True),
        Datum("2022年", "研发投入强度", 9, "第9", True, "↑22位"),
        Datum("2020年", "万人专利拥有量", 14, "第14"),
        Datum("2022年", "万人专利拥有量", 11, "第11", note="↑3位"),
        Datum("2020年", "人才净流入率", 18, "第18"),
        Datum("2022年", "人才净流入率", 24, "第24", note="↓6位"),
    ),
    falling=True,
)
BULLET = ChartData(
    _grid(("新增研发机构", "引进高层次人才", "培育专精特新企业"), {"实际": (231, 61, 18), "目标": (210, 75, 20)})
)
PROGRESS = ChartData(
    tuple(
        Datum(name, series, value, f"{value}%", light=shown)
        for name, done, due, light in (
            ("固定资产投资", 81.0, 75.0, Light.GREEN),
            ("规上工业增加值", 70.2, 75.0, Light.YELLOW),
            ("实际利用外资", 52.6, 75.0, Light.RED),
            ("新增城镇就业", 104.0, 75.0, Light.GREEN),
        )
        for series, value, shown in (("完成", done, light), ("序时进度", due, None))
    ),
    "%",
    1,
)
_LIGHTS = {
    "产业": "GGYYGG",
    "科技": "GGGGGG",
    "项目": "YYRRYG",
    "城乡": "GYYGGG",
    "民生": "GG-YRY",
}
HEAT = ChartData(
    tuple(
        Datum(month, theme, None, light={"G": Light.GREEN, "Y": Light.YELLOW, "R": Light.RED}.get(sign))
        for theme, signs in _LIGHTS.items()
        for month, sign in zip(_MONTHS[:6], signs, strict=True)
    )
)
MULTIPLES = ChartData(
    tuple(
        Datum(month, town, value, f"{value}", town == "南溪街道")
        for place, town in enumerate(_TOWNS[:6])
        for step, month in enumerate(_MONTHS)
        for value in [round(4.0 + place * 0.6 + step * (0.42 - place * 0.09) + (step * (place + 3)) % 4 * 0.35, 1)]
    ),
    "%",
    1,
)
SCATTER = ChartData(
    tuple(
        Datum(name, "", y, f"{y}", name == "南溪街道", x=x)
        for name, x, y in zip(
            _TOWNS, (3.1, 2.4, 4.6, 1.9, 3.3, 1.6, 1.2, 2.5), (8.2, 6.4, 9.1, 5.0, 7.9, 5.3, 3.9, 6.6), strict=True
        )
    ),
    axes=("研发投入强度（%）", "高新产业增加值增速（%）"),
)
RADAR = ChartData(
    _grid(
        ("政务服务", "营商环境", "生态环境", "公共安全", "社会保障", "文化服务"),
        {"2020年": (78, 72, 81, 85, 70, 66), "2022年": (91, 86, 84, 88, 79, 75)},
        strong="2022年",
    ),
    "分",
)
SLICES = ChartData(
    tuple(
        Datum(name, "", value, f"{value}%", place == 0)
        for place, (name, value) in enumerate(
            (("新材料", 38), ("智能装备", 27), ("生物医药", 19), ("数字经济", 12), ("其他", 4))
        )
    ),
    "%",
)
TIMELINE = ChartData(
    (
        Datum("启动到开工", "", 1, "半年"),
        Datum("作出征收决定", "", 2, "45天"),
        Datum("完成集中签约", "", 3, "60天"),
        Datum("客厅建成投用", "", 4, "一年"),
    )
)
GANTT = ChartData(
    tuple(
        Datum(name, series, None, label if series == "实际" else "", start=start, finish=finish)
        for name, start, due, end, label in (
            ("科创园一期", date(2021, 3, 1), date(2022, 6, 30), date(2022, 4, 30), "2022年4月建成"),
            ("滨江快速路", date(2021, 9, 1), date(2022, 9, 30), None, "超期"),
            ("老城区改造", date(2022, 1, 1), date(2023, 3, 31), None, "2023年3月"),
            ("污水处理厂", date(2022, 5, 1), date(2023, 8, 31), None, "2023年8月"),
        )
        for series, finish in (("计划", due), ("实际", end))
    ),
    today=date(2022, 12, 31),
    today_label="2022年12月",
)

POINTS = ChartData(_single(_MONTHS, (41, 38, 45, 47, 46, 50, 53, 52, 49, 51, 55, 58)), "万千瓦时")
BARS = ChartData(_single(("引进项目", "开工项目", "投产项目"), (65, 32, 17), strong=0), "个")
REFERENCED = ChartData(
    _single(_TOWNS[:5], (5.1, 7.4, 6.2, 4.8, 8.0), 1, strong=4), "%", 1, references=(Reference(6.3, "平均6.3"),)
)
"""Columns with a line to compare with."""
