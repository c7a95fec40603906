"""One good example of every kind of chart, with the YAML that a template would write: 示例数据, all invented."""

from __future__ import annotations

from dataclasses import dataclass

from briefing.charts import sample_data
from briefing.charts.data import ChartData

SYNTHETIC = "示例数据"


@dataclass(frozen=True, slots=True)
class Sample:
    """An example: its kind, a title with the unit, what is drawn, and the words of a template that ask for it."""

    kind: str
    title: str
    data: ChartData
    yaml: str


_SLICE_IDS = "indicators: [materials, equipment, medicine, digital, others]"


def _sample(kind: str, title: str, data: ChartData, *yaml: str) -> Sample:
    return Sample(kind, title, data, "\n".join((f"chart: {kind}", *yaml)))


_ALL = (
    _sample(
        "column", "规上工业（亿元）", sample_data.COLUMN, "indicators: [output, added_value]", "annotate: [difference]"
    ),
    _sample("bar", "重点项目（个）", sample_data.BARS, "indicators: [introduced, started, completed]"),
    _sample(
        "ranked",
        "一般公共预算收入增速（%）",
        sample_data.RANKED,
        "indicators: [revenue_growth]",
        "emphasis: nanxi",
        "annotate: [rank]",
    ),
    _sample(
        "lollipop", "基层治理评价得分（分）", sample_data.LOLLIPOP, "indicators: [governance_score]", "emphasis: nanxi"
    ),
    _sample(
        "dumbbell",
        "创新主体（家）",
        sample_data.DUMBBELL,
        "indicators: [institutes, high_tech, tech_firms, platforms]",
        "periods: ['2020', '2022']",
        "annotate: [difference]",
    ),
    _sample(
        "stacked",
        "地区生产总值（亿元）",
        sample_data.STACKED,
        "indicators: [primary, secondary, tertiary]",
        "annotate: [total]",
    ),
    _sample(
        "share", "三次产业结构（%）", sample_data.SHARE, "indicators: [primary_share, secondary_share, tertiary_share]"
    ),
    _sample("line", "社会消费品零售总额（亿元）", sample_data.LINE, "indicators: [retail]", "annotate: [growth]"),
    _sample(
        "slope",
        "全省位次",
        sample_data.SLOPE,
        "indicators: [rd_rank, patent_rank, talent_rank]",
        "periods: ['2020', '2022']",
        "annotate: [rank]",
    ),
    _sample("area", "地区生产总值构成（亿元）", sample_data.AREA, "indicators: [tertiary, secondary, primary]"),
    _sample("combo", "固定资产投资及增速", sample_data.COMBO, "indicators: [investment]"),
    _sample(
        "waterfall",
        "财政收入增减因素（亿元）",
        sample_data.WATERFALL,
        "indicators: [revenue, vat, corporate_tax, income_tax, deed_tax, fees]",
        "periods: ['2021', '2022']",
    ),
    _sample("bullet", "年度目标完成情况", sample_data.BULLET, "indicators: [institutes, talents, champions]"),
    _sample(
        "progress",
        "年度目标完成进度（%）",
        sample_data.PROGRESS,
        "indicators: [investment, added_value, foreign_capital, jobs]",
    ),
    _sample(
        "heat",
        "各专题逐月红黄绿灯",
        sample_data.HEAT,
        "periods: [2022-01, 2022-02, 2022-03, 2022-04, 2022-05, 2022-06]",
    ),
    _sample(
        "multiples",
        "各镇街工业用电增速（%）",
        sample_data.MULTIPLES,
        "indicators: [power_growth]",
        "emphasis: nanxi",
        "columns: 3",
    ),
    _sample(
        "scatter",
        "研发投入与高新产业",
        sample_data.SCATTER,
        "indicators: [rd_share, high_tech_growth]",
        "emphasis: nanxi",
    ),
    _sample(
        "radar",
        "群众满意度（分）",
        sample_data.RADAR,
        "indicators: [service, business, ecology, safety, security, culture]",
        "periods: ['2020', '2022']",
    ),
    _sample("doughnut", "规上工业产值构成（%）", sample_data.SLICES, _SLICE_IDS),
    _sample("pie", "规上工业产值构成（%）", sample_data.SLICES, _SLICE_IDS),
    _sample("timeline", "会展中心建设节点用时", sample_data.TIMELINE, "of: milestones", "project: expo_centre"),
    _sample("gantt", "重点项目进度", sample_data.GANTT, "of: projects"),
    _sample("sparkline", "工业用电量（万千瓦时）", sample_data.POINTS, "indicators: [power]"),
)
SAMPLES: dict[str, Sample] = {sample.kind: sample for sample in _ALL}
"""The examples by kind, for the gallery and for tests."""
