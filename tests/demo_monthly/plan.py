"""What the synthetic data set measures: one `Plan` an indicator, with the course that its invented numbers take.

Everything here is made up. Names of places are invented; no number was taken from any real district.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Shape = Literal["sum", "mean", "stock", "written"]
"""How towns make the whole: months that add up, values whose mean it is, stocks that add up, or numbers as written."""


@dataclass(frozen=True, slots=True)
class Plan:
    """One indicator: its row in `indicators.csv`, and the course of the whole from the first month to the last.

    `first` and `last` are the district's values at both ends of the 36 months that are worked out (24 are published);
    `noise` is the largest random part of a value (a share of it; in the indicator's unit for means), `surge` a factor
    from 2026 on.
    """

    id: str
    name: str
    name_en: str
    theme: str
    unit: str
    kind: str
    shape: Shape
    department: str
    first: float = 0
    last: float = 0
    noise: float = 0.04
    precision: int = 1
    season: tuple[float, ...] = ()
    surge: float = 1
    towns: bool = True
    absent: tuple[str, ...] = ()
    months: bool = True
    cumulative: bool = False
    growth: bool = False
    deflator: str = ""
    direction: str = "higher"
    unit_en: str = ""
    frequency: str = "month"
    baseline: str = ""
    target: str = ""
    visibility: str = ""
    definition: str = ""
    definition_en: str = ""
    written: Mapping[str, str] = field(default_factory=dict)


# Shares of twelve months: a short February, a push at the end of each quarter; visitors come in spring and autumn.
WORK = (0.82, 0.74, 1.12, 0.98, 1.0, 1.16, 0.97, 0.96, 1.12, 1.0, 1.03, 1.1)
SHOPS = (1.14, 1.02, 0.94, 0.95, 1.0, 1.0, 0.96, 0.96, 1.0, 1.06, 1.04, 1.06)
VISITS = (0.7, 0.92, 1.05, 1.3, 1.32, 0.86, 0.9, 0.92, 0.94, 1.42, 0.9, 0.77)
WINTER = (1.62, 1.36, 1.16, 0.98, 0.84, 0.72, 0.6, 0.62, 0.74, 0.92, 1.16, 1.42)

PROJECTS, INDUSTRY, TECHNOLOGY = "区发展改革局", "区经济和信息化局", "区科学技术局"
HOUSING, ENVIRONMENT, SERVICE = "区住房和城乡建设局", "区生态环境分局", "区政务服务办"
LABOUR, TRADE, PARTY, FINANCE = "区人力资源社会保障局", "区商务局", "区委组织部", "区财政局"

PLANS: tuple[Plan, ...] = (
    Plan(
        "fixed_investment", "固定资产投资", "Fixed-asset investment", "project", "亿元", "flow", "sum", PROJECTS, 31.0,
        36.4, season=WORK, cumulative=True, growth=True, target="420",
        definition="示例口径：计划总投资500万元及以上项目的完成投资",
        definition_en="Sample definition: investment completed by projects of 5 million yuan or more",
    ),
    Plan(
        "signed_investment", "新签约项目总投资", "Investment of newly signed projects", "project", "亿元", "flow",
        "sum", PROJECTS, 10.8, 12.4, 0.12, season=WORK, surge=1.96, months=False, cumulative=True, growth=True,
        target="270",
        definition="示例口径：当年签约项目的计划总投资",
        definition_en="Sample definition: planned total of projects signed",
    ),
    Plan(
        "projects_started", "新开工重点项目", "Key projects started", "project", "个", "count", "sum", PROJECTS, 4.1,
        4.6, 0.2, 0, season=WORK, months=False, cumulative=True, target="60",
    ),
    Plan(
        "industrial_added_value", "规上工业增加值", "Value added of larger industry", "industry", "亿元", "flow", "sum",
        INDUSTRY, 21.4, 25.2, season=WORK, cumulative=True, growth=True, deflator="0.8", target="310",
        definition="示例口径：年主营业务收入2000万元及以上工业企业；增速按不变价计算",
        definition_en="Sample definition: firms with revenue of 20 million yuan or more; growth at constant prices",
    ),
    Plan(
        "industrial_profit", "规上光电企业利润", "Profit of larger optoelectronics firms", "industry", "亿元", "flow",
        "sum", INDUSTRY, -0.72, 0.52, 0.1, 2, towns=False, cumulative=True,
    ),
    Plan(
        "new_energy_output", "新能源产业产值", "Output of new-energy industry", "industry", "亿元", "flow", "sum",
        INDUSTRY, 2.1, 9.4, 0.06, season=WORK, towns=False, cumulative=True, growth=True, target="100",
    ),
    Plan(
        "retail_sales", "社会消费品零售总额", "Retail sales of consumer goods", "industry", "亿元", "flow", "sum",
        TRADE, 17.6, 19.9, 0.03, season=SHOPS, cumulative=True, growth=True, target="232",
    ),
    Plan(
        "exports", "外贸出口额", "Exports", "industry", "亿元", "flow", "sum", TRADE, 14.8, 13.2, 0.07, season=WORK,
        towns=False, cumulative=True, growth=True, target="190",
    ),
    Plan(
        "hightech_firms", "高新技术企业", "High-tech firms", "technology", "家", "level", "stock", TECHNOLOGY, 286, 405,
        0.01, 0, baseline="2025-12", target="440",
        definition="示例口径：有效期内的高新技术企业，月末数",
        definition_en="Sample definition: firms holding a valid certificate at the end of the month",
    ),
    Plan(
        "patents", "发明专利授权", "Invention patents granted", "technology", "件", "count", "sum", TECHNOLOGY, 44, 49,
        0.15, 0, months=False, cumulative=True, target="640",
    ),
    Plan(
        "rd_intensity", "研发投入强度", "R&D intensity", "technology", "%", "rate", "written", TECHNOLOGY, precision=2,
        towns=False, frequency="quarter", target="3.4",
        definition="示例口径：规上企业研发费用占营业收入的比重，按季发布，1—3季度累计",
        definition_en="Sample definition: R&D spending of larger firms as a share of revenue, published quarterly",
        written={
            "2024": "2.86", "2025-01..2025-03": "2.78", "2025-01..2025-06": "2.91", "2025-01..2025-09": "2.98",
            "2025": "3.02", "2026-01..2026-03": "3.06", "2026-01..2026-06": "3.18", "2026-01..2026-09": "3.27",
        },
    ),
    Plan(
        "old_neighbourhoods", "老旧小区改造", "Old neighbourhoods renewed", "urban", "个", "count", "sum", HOUSING, 3.4,
        5.1, 0.2, 0, months=False, cumulative=True, target="48",
    ),
    Plan(
        "households_benefited", "改造惠及居民", "Households that benefit", "urban", "户", "count", "written", HOUSING,
        precision=0, towns=False,
        written={"2025-01..2025-10": "10800", "2025": "13100", "2026-01..2026-10": "15000"},
    ),
    Plan(
        "parking", "新增停车泊位", "New parking spaces", "urban", "个", "count", "sum", HOUSING, 268, 331, 0.1, 0,
        months=False, cumulative=True, growth=True, target="3600",
    ),
    Plan(
        "pm25", "PM2.5平均浓度", "Average PM2.5 concentration", "urban", "微克/立方米", "level", "mean", ENVIRONMENT,
        29.6, 26.8, 1.2, season=WINTER, absent=("lindi",), cumulative=True, direction="lower", target="28",
        definition="示例口径：监测站月平均；2026年2月设备检修，没有数",
        definition_en="Sample definition: monthly mean of the stations; none for February 2026 (maintenance)",
    ),
    Plan(
        "waste_sorted", "垃圾分类达标率", "Neighbourhoods sorting waste well", "urban", "%", "rate", "mean",
        "区综合执法局", 78.2, 91.4, 2.4, target="90",
        definition="示例口径：抽查中达标小区的比例",
        definition_en="Sample definition: share of neighbourhoods found to meet the standard",
    ),
    Plan(
        "visitors", "乡村旅游接待", "Visitors to the countryside", "urban", "万人次", "flow", "sum", "区文化旅游局",
        15.2, 19.4, 0.06, season=VISITS, absent=("yunting", "qiyu"), cumulative=True, growth=True, target="146",
    ),
    Plan(
        "jobs", "城镇新增就业", "New urban jobs", "service", "人", "count", "sum", LABOUR, 1010, 1130, 0.06, 0,
        season=WORK, months=False, cumulative=True, growth=True, target="12000",
    ),
    Plan(
        "online_share", "政务服务网上办比例", "Services handled online", "service", "%", "rate", "mean", SERVICE, 86.2,
        95.8, 0.7, target="95",
    ),
    Plan(
        "opening_days", "企业开办平均用时", "Average time to open a business", "service", "天", "level", "mean",
        SERVICE, 2.1, 1.2, 0.08, towns=False, direction="lower", target="1.1",
    ),
    Plan(
        "hotline_satisfaction", "热线办理满意率", "Satisfaction with the hotline", "service", "%", "rate", "mean",
        SERVICE, 92.1, 96.4, 0.9, target="97",
        definition="示例口径：回访中表示满意的件数占比",
        definition_en="Sample definition: share of callers content when asked",
    ),
    Plan(
        "school_places", "新增学位", "New school places", "service", "个", "count", "written", "区教育局", precision=0,
        towns=False, months=False, target="3200",
        written={
            "2025-01..2025-09": "2160", "2025-01..2025-10": "2160", "2025-01..2025-11": "2160", "2025": "2160",
            "2026-01..2026-09": "3240", "2026-01..2026-10": "3240",
        },
    ),
    Plan(
        "business_rank", "营商环境评价全市位次", "City rank for business environment", "service", "位", "rank",
        "written", SERVICE, precision=0, towns=False, frequency="quarter", direction="lower", target="3",
        visibility="internal",
        written={
            "2024Q4": "7", "2025Q1": "7", "2025Q2": "6", "2025Q3": "6",
            "2025Q4": "5", "2026Q1": "5", "2026Q2": "4", "2026Q3": "4",
        },
    ),
    Plan(
        "official_spending", "“三公”经费支出", "Official spending", "party", "万元", "flow", "sum", FINANCE, 158, 151,
        0.05, towns=False, cumulative=True, growth=True, direction="lower", target="1720",
        definition="示例口径：目标为全年控制数",
        definition_en="Sample definition: the target is the ceiling for the year",
    ),
    Plan(
        "volunteers", "党员志愿服务", "Volunteer service by Party members", "party", "人次", "count", "sum", PARTY,
        2400, 3050, 0.08, 0, months=False, cumulative=True, growth=True, target="34000", unit_en="times",
    ),
    Plan(
        "errands_done", "民生实事办结", "Livelihood projects completed", "party", "件", "count", "written", PARTY,
        precision=0, towns=False, target="30",
        written={
            "2025-01..2025-06": "12", "2025-01..2025-09": "20", "2025-01..2025-10": "23", "2025": "30",
            "2026-01..2026-06": "14", "2026-01..2026-09": "23", "2026-01..2026-10": "26",
        },
        definition="示例口径：年初公布的民生实事中已办结的件数",
        definition_en="Sample definition: of the 30 projects announced in January, those that are done",
    ),
    Plan(
        "petitions", "未化解信访积案", "Petitions unresolved", "party", "件", "level", "stock", "区信访局", 118, 31,
        0.03, 0, direction="lower", target="25", visibility="leaders",
    ),
    Plan(
        "cadre_talks", "提醒约谈干部", "Officials called in for a reminder", "party", "人次", "count", "sum", PARTY, 5,
        6, 0.3, 0, towns=False, months=False, cumulative=True, direction="neutral", visibility="leaders",
        unit_en="times",
    ),
    Plan(
        "party_rank", "党建考核全市位次", "City rank for Party building", "party", "位", "rank", "written", PARTY,
        precision=0, towns=False, frequency="half", direction="lower", visibility="internal",
        written={"2024H2": "6", "2025H1": "6", "2025H2": "4", "2026H1": "3"},
    ),
)  # fmt: skip

CITY_RANKS: Mapping[tuple[str, str], str] = {
    ("fixed_investment", "2025-01..2025-10"): "6", ("fixed_investment", "2025"): "5",
    ("fixed_investment", "2026-01..2026-09"): "4", ("fixed_investment", "2026-01..2026-10"): "3",
    ("industrial_added_value", "2025-01..2025-10"): "7", ("industrial_added_value", "2025"): "6",
    ("industrial_added_value", "2026-01..2026-09"): "5", ("industrial_added_value", "2026-01..2026-10"): "5",
}  # fmt: skip
"""Published ranks among the ten districts of an invented city, for the whole district."""
